//! The faults of a catalogue as JSON, for editors and other programs.

#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// The exit code and the faults of the example catalogue, with words in one of its files replaced.
fn faults(command: &str, lang: &str, (file, from, to): (&str, &str, &str)) -> (i32, Value) {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/base"), folder.path());
    let path = folder.path().join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from));
    std::fs::write(&path, text.replace(from, to)).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_huiqi"))
        .args(["catalogue", command, "--format", "json", "--lang", lang, "--catalogue"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    (output.status.code().unwrap(), serde_json::from_slice(&output.stdout).unwrap())
}

const UP_TO: (&str, &str, &str) = ("demo/1-companies.toml", "exactly = ", "up-to = ");

#[test]
fn a_fault_names_its_letters_and_a_second_place() {
    let expected = json!([{
        "code": "wrong-operator", "severity": "error", "file": "demo/1-companies.toml",
        "line": 10, "column": 41, "end_line": 10, "end_column": 46,
        "message": "`up-to` does not fit the words `10万元`", "mend": "write `exactly`",
        "also": {
            "file": "demo/source.txt", "line": 3, "column": 13, "end_line": 3, "end_column": 17,
            "message": "the document"
        }
    }]);
    assert_eq!(faults("check", "en", UP_TO), (3, expected));
}

#[test]
fn languages_differ_in_words_only() {
    let bare = |lang| {
        let (code, Value::Array(faults)) = faults("check", lang, UP_TO) else { unreachable!() };
        let strip = |mut fault: Value| {
            for key in ["message", "mend"] {
                assert!(fault.as_object_mut().unwrap().remove(key).is_some());
            }
            fault.get_mut("also").and_then(Value::as_object_mut).unwrap().remove("message");
            fault
        };
        (code, faults.into_iter().map(strip).collect::<Vec<_>>())
    };
    assert_eq!(bare("zh"), bare("en"));
}

#[test]
fn a_case_that_fails_is_told_by_test() {
    let wrong = ("demo/cases.toml", "high = \"10万元\"", "high = \"20万元\"");
    let (code, faults) = faults("test", "zh", wrong);
    let fault = faults.get(0).unwrap();
    assert_eq!((code, fault.get("code"), fault.get("line")), (3, Some(&json!("case-fails")), Some(&json!(4))));
}

#[test]
fn without_faults_the_list_is_empty() {
    assert_eq!(faults("check", "zh", ("facts.toml", "不限交易所。", "不限交易所")), (0, json!([])));
}
