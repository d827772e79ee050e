//! The file in which an interview is saved.

#![allow(clippy::unwrap_used)]

use huiqi::cli::draft::{Draft, Start};
use huiqi::profile_file::Format;
use std::fs;
use std::path::Path;

fn start(path: &Path, profile: Option<&Path>, force: bool) -> Result<Start, String> {
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

#[test]
fn a_version_of_another_program_is_kept_once_however_often_the_draft_cannot_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft.toml");
    let (mut draft, _) = Draft::open(&path, None, false).unwrap();
    draft.write("first").unwrap();
    fs::write(&path, "another's").unwrap();
    assert_eq!(draft.write("second").unwrap(), Some(folder.path().join("draft-2.toml")));
    assert_eq!(draft.write("third").unwrap(), None);
    assert_eq!(fs::read_to_string(folder.path().join("draft-2.toml")).unwrap(), "another's");
    assert_eq!(fs::read_to_string(&path).unwrap(), "third");
    assert!(!folder.path().join("draft-3.toml").exists());
}

#[cfg(unix)]
#[test]
fn a_version_of_another_program_that_only_its_user_may_read_is_kept_for_them_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft.toml");
    let (mut draft, _) = Draft::open(&path, None, false).unwrap();
    draft.write("first").unwrap();
    fs::write(&path, "another's").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    let kept = draft.write("second").unwrap().unwrap();
    for file in [&path, &kept] {
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600, "{}", file.display());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_version_of_a_draft_whose_name_is_no_utf_8_is_kept_under_the_same_name() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let [path, kept] = [b"\xbf\xcd.json".as_slice(), b"\xbf\xcd-2.json"]
        .map(|name| folder.path().join(std::ffi::OsStr::from_bytes(name)));
    let (mut draft, _) = Draft::open(&path, None, false).unwrap();
    draft.write("first").unwrap();
    fs::write(&path, "another's").unwrap();
    assert_eq!(draft.write("second").unwrap(), Some(kept));
    assert_eq!(draft.format(), Format::Json);
}

#[test]
fn a_draft_in_use_is_refused_until_it_is_let_go() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft.toml");
    let held = Draft::open(&path, None, false).unwrap();
    let refused = start(&path, None, false).unwrap_err();
    assert!(refused.starts_with("another huiqi is saving answers to"), "{refused}");
    drop(held);
    assert_eq!(start(&path, None, false), Ok(Start::Afresh));
    // As long a name as a file may have.
    assert_eq!(start(&folder.path().join("x".repeat(255)), None, false), Ok(Start::Afresh));
}
