//! Profiles that are written and read again.

use super::{Engine, Report};
use crate::random::Lot;
use crate::random::marks::Drawn;
use crate::random::profiles::Known;
use huiqi::catalogue::Catalogue;
use huiqi::fact::Kind;
use huiqi::harmless::colourless_message;
use huiqi::language::Language;
use huiqi::profile::Profile;
use huiqi::profile_file::{self, Format};

/// What writes a profile as a file, with the lines left over from an earlier one.
pub type Write = fn(&Catalogue, &Profile, Format, Language, &[String]) -> String;

/// What writes a profile as assignments.
pub type Assign = fn(&Catalogue, &Profile) -> Vec<String>;

/// (f) A saved profile reproduces its result, whichever way it is saved.
pub fn a_saved_profile_reproduces_its_result(
    _: &dyn Engine,
    drawn: &Drawn<'_>,
    known: &Known,
    lot: &mut Lot,
) -> Result<(), String> {
    files_read_back(profile_file::write, drawn, known, lot)?;
    assignments_read_back(profile_file::assignments, drawn, known, lot)
}

/// Whether the result is looked at too, on average for one of the four ways in which a profile is
/// saved. It could differ only if assessing hung on more than the profile, and takes long.
fn is_assessed(lot: &mut Lot) -> bool {
    lot.chance(25)
}

/// A file, in either form and language, reads back to an equal profile and an equal result.
pub fn files_read_back(write: Write, drawn: &Drawn<'_>, known: &Known, lot: &mut Lot) -> Result<(), String> {
    let catalogue = drawn.catalogue;
    let profile = profile(catalogue, known, lot);
    let left_over: Vec<String> = (0..lot.below(3)).map(|_| text(lot)).collect();
    for (format, language) in
        [(Format::Toml, Language::Chinese), (Format::Toml, Language::English), (Format::Json, Language::Chinese)]
    {
        let file = write(catalogue, &profile, format, language, &left_over);
        if colourless_message(&file) != file {
            return Err(format!("what steers a terminal or is not seen stands in {file:?}"));
        }
        let (back, problems) = match profile_file::read(catalogue, &file, format, 0) {
            Ok(read) => read,
            Err(problems) => return Err(format!("{problems:?}\n{file}")),
        };
        if !problems.is_empty() {
            return Err(format!("{problems:?}\n{file}"));
        }
        if back != profile {
            return Err(format!("{profile:?} became {back:?}\n{file}"));
        }
        if is_assessed(lot) && Report::of(catalogue, &back) != Report::of(catalogue, &profile) {
            return Err(format!("another result\n{file}"));
        }
    }
    Ok(())
}

/// Assignments, taken into an empty profile, make an equal one but for name and mark.
pub fn assignments_read_back(assign: Assign, drawn: &Drawn<'_>, known: &Known, lot: &mut Lot) -> Result<(), String> {
    let catalogue = drawn.catalogue;
    let mut profile = profile(catalogue, known, lot);
    [profile.name, profile.id] = [None, None];
    let assignments = assign(catalogue, &profile);
    let mut back = Profile::default();
    for assignment in &assignments {
        profile_file::set(catalogue, &mut back, assignment).map_err(|problem| format!("{assignment}: {problem:?}"))?;
    }
    if back != profile {
        return Err(format!("{profile:?} became {back:?} with {assignments:?}"));
    }
    if is_assessed(lot) && Report::of(catalogue, &back) != Report::of(catalogue, &profile) {
        return Err(format!("another result with {assignments:?}"));
    }
    Ok(())
}

/// What is known, with years declined and not asked here and there, and any name and mark.
fn profile(catalogue: &Catalogue, known: &Known, lot: &mut Lot) -> Profile {
    let mut profile = known.profile(catalogue);
    for fact in &catalogue.facts {
        let Kind::YearlyMoney { years } = fact.kind else { continue };
        for year in 1..=years {
            match lot.below(6) {
                0 => profile.forget_year(fact, year),
                1 => profile.give_year(fact, year, None),
                _ => {}
            }
        }
    }
    [profile.name, profile.id] = [text(lot), text(lot)].map(|text| Some(text).filter(|text| !text.trim().is_empty()));
    profile
}

/// A text that a form of file, a comment or a terminal might stumble over; perhaps empty.
fn text(lot: &mut Lot) -> String {
    const PARTS: [&str; 31] = [
        "\"",
        "'",
        "\\",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\0",
        "\u{1b}[2J",
        "\u{7f}",
        "\u{85}",
        "\u{feff}",
        "\u{fffe}",
        "\u{10ffff}",
        "\u{2028}",
        "\u{202e}",
        "\u{200b}",
        "\u{3164}",
        "\u{e0041}",
        "#",
        "[facts]",
        "=",
        "\"\"\"",
        "'''",
        "青岛",
        "a",
        " ",
        "{",
        "\\u0041",
        "? ",
        "\u{8}",
    ];
    (0..lot.below(8)).map(|_| *lot.pick(&PARTS)).collect()
}
