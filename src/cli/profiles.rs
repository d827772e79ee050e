//! Reading the profiles that a command names.

use super::{Context, Exit, Stop};
use crate::batch::Kind;
use crate::catalogue::Catalogue;
use crate::language::Text;
use crate::problem::{File, Problem, io_words};
use crate::profile::Profile;
use crate::profile_file::{self, Format};
use crate::report::json::Warning;
use crate::shell::shell_path;
use crate::text_places::TextPlaces;
use crate::whole_file;
use std::path::Path;

/// A profile and what was wrong with its file.
pub(super) struct ProfileFile {
    /// The profile; `None` where the file is none at all.
    pub profile: Option<Profile>,
    /// The file.
    pub file: File,
    /// What was wrong.
    pub problems: Vec<Problem>,
}

/// Reads one profile, `-` from standard input.
///
/// # Errors
/// Where the file cannot be read or there is nothing in it, in words.
pub(super) fn read(path: &Path, catalogue: &Catalogue) -> Result<ProfileFile, Text> {
    let read = read_draft(path, catalogue)?;
    // In TOML that is a profile of which nothing is known, but nobody writes one: what was to fill it has failed.
    if read.file.text.trim().is_empty() {
        return Err(unreadable(path, &Text::new("里面没有内容", "there is nothing in it")));
    }
    Ok(read)
}

/// The same where the answers of an interview are kept, in which there may be nothing yet.
///
/// # Errors
/// Where the file cannot be read, in words.
pub(super) fn read_draft(path: &Path, catalogue: &Catalogue) -> Result<ProfileFile, Text> {
    if let Some(Kind::Csv | Kind::Tsv | Kind::Spreadsheet) = Kind::of(path) {
        let path = shell_path(path);
        return Err(Text::new(
            format!("{path} 是一张表,不是档案;用 huiqi batch {path} -o 结果.xlsx"),
            format!("{path} is a table, not a profile; use `huiqi batch {path} -o results.xlsx`"),
        ));
    }
    let text = if path.as_os_str() == "-" {
        whole_file::read_from(std::io::stdin().lock(), whole_file::PROFILE)
    } else {
        whole_file::read(path, whole_file::PROFILE)
    };
    let text = text.map_err(|error| unreadable(path, &io_words(&error)))?;
    let shown = path.to_string_lossy();
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let format = Format::of(&shown, &text);
    let (profile, problems) = match profile_file::read(catalogue, &text, format, 0) {
        Ok((profile, problems)) => (Some(profile), problems),
        Err(problems) => (None, problems),
    };
    Ok(ProfileFile { profile, file: File { path: shown.into_owned(), text: text.into() }, problems })
}

fn unreadable(path: &Path, why: &Text) -> Text {
    let path = path.display();
    Text::new(format!("读不了「{path}」:{}", why.zh), format!("cannot read `{path}`: {}", why.en))
}

/// A profile of which nothing is known yet, from no file.
pub(super) fn blank() -> ProfileFile {
    let file = File { path: String::new(), text: "".into() };
    ProfileFile { profile: Some(Profile::default()), file, problems: Vec::new() }
}

/// Takes the values of `--set` into a profile.
pub(super) fn set<'v>(
    context: &Context,
    catalogue: &Catalogue,
    profile: &mut Profile,
    values: impl Iterator<Item = &'v String>,
) -> Result<(), Stop> {
    let problems: Vec<Problem> =
        values.filter_map(|value| profile_file::set(catalogue, profile, value).err()).map(|problem| *problem).collect();
    if problems.is_empty() {
        return Ok(());
    }
    context.report(&problems, &[]);
    Err(Stop::Exit(Exit::Usage))
}

/// The faults of a profile as warnings of its result.
pub(super) fn warnings(read: &ProfileFile, context: &Context) -> Vec<Warning> {
    let places = TextPlaces::of(&read.file.text);
    let warning = |problem: &Problem| {
        let place = problem.place.as_ref().map(|place| {
            let (line, column) = places.line_and_column(place.span.start);
            format!("{}:{line}:{column}", read.file.path)
        });
        let language = context.language();
        let mend = problem.mend.as_ref().map(|mend| {
            let mend = mend.get(language);
            language.pick(format!("({mend})"), format!(" ({mend})"))
        });
        let mend = mend.unwrap_or_default();
        let text = format!("{}{mend}", problem.what.get(context.language()));
        Warning {
            code: problem.code.code().to_owned(),
            fact: problem.fact.clone(),
            place,
            text: Some(text),
            ..Warning::default()
        }
    };
    read.problems.iter().map(warning).collect()
}
