//! The file in which an interview is saved.

#![allow(clippy::unwrap_used)]

use huiqi::cli::draft::{Draft, Start};
use huiqi::profile_file::Format;
use std::fs;
use std::path::Path;

fn start(path: &Path, profile: Option<&Path>, force: bool) -> Result<Start, String> {
    let profile = profile.map(|path| path.to_str().unwrap());
    Draft::open(path, profile, force).map(|(_, start)| start).map_err(|why| why.en.into_owned())
}

#[test]
fn a_draft_that_is_there_is_continued_and_another_file_is_not_replaced_without_force() {
    let folder = tempfile::tempdir().unwrap();
    let [draft, other] = ["draft.toml", "other.toml"].map(|name| folder.path().join(name));
    assert_eq!(start(&draft, None, false), Ok(Start::Afresh));
    fs::write(&other, "").unwrap();
    assert_eq!(start(&draft, Some(&other), false), Ok(Start::Profile));
    assert!(!draft.exists());
    fs::write(&draft, "").unwrap();
    assert_eq!(start(&draft, None, false), Ok(Start::Draft));
    let same = folder.path().join(".").join("draft.toml");
    assert_eq!(start(&draft, Some(&same), false), Ok(Start::Draft));
    let refused = start(&draft, Some(&other), false).unwrap_err();
    assert!(refused.contains("add --force"), "{refused}");
    assert!(start(&draft, Some(Path::new("-")), false).is_err());
    assert_eq!(start(&draft, Some(&other), true), Ok(Start::Profile));
}

#[test]
fn a_draft_that_cannot_be_written_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let lost = folder.path().join("no-such-folder").join("draft.toml");
    let refused = start(&lost, None, false).unwrap_err();
    assert!(refused.contains("there is no folder"), "{refused}");
    let refused = start(folder.path(), None, false).unwrap_err();
    assert!(refused.contains("it is a folder"), "{refused}");
}

#[test]
fn the_form_goes_by_the_ending() {
    let folder = tempfile::tempdir().unwrap();
    for (name, format) in
        [("a.json", Format::Json), ("a.JSON", Format::Json), ("a.toml", Format::Toml), ("a", Format::Toml)]
    {
        let (draft, _) = Draft::open(&folder.path().join(name), None, false).unwrap();
        assert_eq!(draft.format(), format, "{name}");
    }
}

#[test]
fn a_draft_is_replaced_as_a_whole_and_nothing_is_left_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft.toml");
    let (mut draft, _) = Draft::open(&path, None, false).unwrap();
    draft.write("a longer first text").unwrap();
    draft.write("second").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "second");
    drop(draft);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn a_draft_keeps_its_permissions_and_stays_behind_a_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let [real, link] = ["real.toml", "link.toml"].map(|name| folder.path().join(name));
    symlink("real.toml", &link).unwrap();
    let (mut draft, opened) = Draft::open(&link, None, false).unwrap();
    assert_eq!(opened, Start::Afresh);
    draft.write("first").unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    draft.write("second").unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&real).unwrap(), "second");
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}
