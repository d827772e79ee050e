//! Folders of a catalogue that hold what no catalogue has: links in circles, pipes, names of several lines.

use crate::desk::{Desk, Ran};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

const BASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/base");

/// A desk with the smallest catalogue.
fn desk() -> Desk {
    let desk = Desk::new();
    for folder in ["catalogue", "catalogue/demo"] {
        std::fs::create_dir(desk.path(folder)).unwrap();
        let within = Path::new(BASE).join(folder.strip_prefix("catalogue").unwrap().trim_start_matches('/'));
        for file in std::fs::read_dir(within).unwrap().map(Result::unwrap).filter(|it| it.path().is_file()) {
            std::fs::copy(file.path(), desk.path(folder).join(file.file_name())).unwrap();
        }
    }
    desk
}

fn checked(desk: &Desk, language: &str) -> Ran {
    desk.run(&["--catalogue", "catalogue", "catalogue", "check", "--lang", language])
}

#[track_caller]
fn is_sound(desk: &Desk) {
    let ran = checked(desk, "zh");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn a_link_to_a_folder_of_the_catalogue_or_around_it_is_passed_over() {
    for (link, target) in [
        ("again", "."),
        ("twin", "demo"),
        ("a", "demo"),
        ("demo/up", ".."),
        ("demo/own", "."),
        ("above", ".."),
        ("all", "/"),
    ] {
        let desk = desk();
        symlink(target, desk.path("catalogue").join(link)).unwrap();
        is_sound(&desk);
    }
}

#[test]
fn links_of_which_each_leads_to_all_others_are_followed_once() {
    let desk = desk();
    for number in 0..8 {
        symlink(".", desk.path(&format!("catalogue/{number}"))).unwrap();
        symlink("..", desk.path(&format!("catalogue/demo/{number}"))).unwrap();
    }
    is_sound(&desk);
}

#[test]
fn a_document_may_lie_elsewhere_and_be_linked_to() {
    let desk = desk();
    std::fs::rename(desk.path("catalogue/demo"), desk.path("elsewhere")).unwrap();
    symlink("../elsewhere", desk.path("catalogue/demo")).unwrap();
    is_sound(&desk);
    std::fs::remove_file(desk.path("catalogue/demo")).unwrap();
    assert_eq!(checked(&desk, "zh").code, 3);
}

#[test]
fn folders_that_are_no_part_of_a_catalogue_are_not_entered() {
    let desk = desk();
    for folder in [".git", "examples", "demo/.old", "demo/examples"] {
        std::fs::create_dir(desk.path("catalogue").join(folder)).unwrap();
        desk.put(&format!("catalogue/{folder}/policy.toml"), "= no TOML\n");
        desk.put(&format!("catalogue/{folder}/other.toml"), [0xff]);
    }
    is_sound(&desk);
}

#[test]
fn a_file_that_no_catalogue_reads_is_named_and_not_read() {
    let desk = desk();
    desk.put("catalogue/other.toml", [0xff]);
    let ran = checked(&desk, "zh");
    assert!(ran.err.contains("「other.toml」不在会读取的位置"), "{}", ran.err);
    assert_eq!(ran.code, 3);
}

#[test]
fn a_pipe_among_the_files_of_a_catalogue_is_named_and_not_waited_for() {
    let desk = desk();
    assert!(Command::new("mkfifo").arg(desk.path("catalogue/demo/z.toml")).status().unwrap().success());
    symlink("z.toml", desk.path("catalogue/demo/a.toml")).unwrap();
    for (language, words) in [
        ("zh", ["读不了「catalogue/demo/a.toml」:不是普通文件", "读不了「catalogue/demo/z.toml」:不是普通文件"]),
        (
            "en",
            [
                "cannot read `catalogue/demo/a.toml`: it is no ordinary file",
                "cannot read `catalogue/demo/z.toml`: it is no ordinary file",
            ],
        ),
    ] {
        let ran = checked(&desk, language);
        assert!(words.iter().all(|words| ran.err.contains(words)), "{}", ran.err);
        assert_eq!(ran.code, 1);
    }
}

#[test]
fn a_name_of_several_lines_stands_on_one_line_wherever_a_fault_is_shown() {
    let desk = desk();
    let hostile = "z\u{1b}[31m\n错误: .toml";
    let shown = "z\u{fffd}[31m\u{fffd}错误: .toml";
    desk.put(&format!("catalogue/demo/{hostile}"), "= 1\n");
    let ran = checked(&desk, "zh");
    let place = ran.err.lines().find(|line| line.contains("-->")).unwrap();
    assert!(place.ends_with(&format!("--> demo/{shown}:1:1")), "{}", ran.err);
    desk.put(hostile, "= 1\n");
    let ran = desk.run(&["assess", hostile]);
    let place = ran.err.lines().find(|line| line.contains("-->")).unwrap();
    assert!(place.ends_with(&format!("--> {shown}:1:1")), "{}", ran.err);
}

#[test]
fn a_file_where_a_folder_is_needed_is_said_to_be_one() {
    let desk = desk();
    desk.put("keys.toml", "");
    for (language, words) in
        [("zh", "路径中有一段是文件,不是文件夹"), ("en", "a part of the path is a file, not a folder")]
    {
        for arguments in [
            &["--catalogue", "keys.toml", "facts"][..],
            &["assess", "keys.toml/x"],
            &["assess", "--set", "paid-in-capital=0", "-o", "keys.toml/x"],
        ] {
            let ran = desk.run(&[arguments, &["--lang", language]].concat());
            assert!(ran.err.contains(words), "{arguments:?}: {}", ran.err);
            assert_eq!(ran.code, 1, "{arguments:?}");
        }
    }
}
