//! Paths at which no file can be.

use crate::desk::Desk;

/// The profile whose result is written.
const PROFILE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/policies/qingdao-new-economy-2020/examples/venture-investor.toml");

#[cfg(target_os = "linux")]
#[test]
fn a_path_at_which_no_file_can_be_has_its_words_on_one_line() {
    let desk = Desk::new();
    std::os::unix::fs::symlink("circle.json", desk.path("circle.json")).unwrap();
    for (path, zh, en) in [
        ("", "没有写文件名", "no file name is given"),
        (
            "circle.json",
            "写不了「circle.json」:链接绕成一圈,找不到文件",
            "cannot write `circle.json`: its links lead in a circle and to no file",
        ),
        (
            "/proc/result.json",
            "写不了「/proc/result.json」:这个文件夹里不能新建文件",
            "cannot write `/proc/result.json`: no file can be made in this folder",
        ),
        (
            "no/result.json",
            "写不了「no/result.json」:没有文件夹「no」",
            "cannot write `no/result.json`: there is no folder `no`",
        ),
        // A name can be made to look like a message of its own.
        (
            "no\n错误: /result.json",
            "写不了「no\u{fffd}错误: /result.json」:没有文件夹「no\u{fffd}错误: 」",
            "cannot write `no\u{fffd}错误: /result.json`: there is no folder `no\u{fffd}错误: `",
        ),
    ] {
        for (language, said) in [("zh", format!("错误: {zh}\n")), ("en", format!("error: {en}\n"))] {
            let ran = desk.command(&["assess", PROFILE, "--force", "--lang", language, "-o", path]).output().unwrap();
            assert_eq!(String::from_utf8(ran.stderr).unwrap(), said, "{path}");
            assert_eq!(ran.status.code(), Some(1), "{path}");
        }
    }
}
