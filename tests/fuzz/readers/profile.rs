//! Profiles, in either form.

use super::{places, small};
use huiqi::assess::assess;
use huiqi::language::Language;
use huiqi::problem::File;
use huiqi::profile::Profile;
use huiqi::profile_file::{Format, assignments, left_over, read as read_profile, set, write};

/// What is read of a profile is written and read back as the same, in both forms and languages, and
/// so is what it comes to as assignments.
pub fn read(bytes: &[u8], format: Format) {
    let catalogue = small::catalogue();
    let text = String::from_utf8_lossy(bytes);
    let files = [File { path: "profile".to_owned(), text: text.to_string().into() }];
    let (profile, problems) = match read_profile(catalogue, &text, format, 0) {
        Ok(read) => read,
        Err(problems) => {
            assert!(!problems.is_empty(), "{text} is refused without a reason");
            return places::hold(&problems, &files, Language::Chinese);
        }
    };
    places::hold(&problems, &files, Language::English);
    let left = left_over(catalogue, &text, format, &problems);
    for (format, language) in
        [(Format::Toml, Language::Chinese), (Format::Toml, Language::English), (Format::Json, Language::Chinese)]
    {
        let written = write(catalogue, &profile, format, language, &left);
        let (again, problems) = read_profile(catalogue, &written, format, 0).unwrap();
        assert_eq!((&again, problems.as_slice()), (&profile, [].as_slice()), "{text}\nis written\n{written}");
    }
    let mut set_again = Profile::default();
    for assignment in assignments(catalogue, &profile) {
        set(catalogue, &mut set_again, &assignment).unwrap();
    }
    (set_again.name, set_again.id) = (profile.name.clone(), profile.id.clone());
    assert_eq!(set_again, profile, "{text}");
    assert_eq!(assess(catalogue, &profile).findings.len(), catalogue.measures.len());
}
