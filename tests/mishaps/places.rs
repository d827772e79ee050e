//! Paths at which no file can be.

use crate::desk::Desk;
use crate::harness::Terminal;

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

#[test]
fn an_interview_whose_file_cannot_be_written_ends_with_the_code_of_any_other_such_file() {
    let desk = Desk::new();
    desk.put("mine.toml", "[facts]\n");
    desk.put("other.toml", "colour = \"red\"\n");
    let path = |name: &str| desk.path(name).display().to_string();
    let (mine, other, nowhere) = (path("mine.toml"), path("other.toml"), path("no/result.html"));
    for (arguments, code, zh, en) in [
        (["--save", nowhere.as_str()].as_slice(), 1, "没有文件夹", "there is no folder"),
        (&["-o", &nowhere], 1, "没有文件夹", "there is no folder"),
        (&["-o", &other], 1, "已经存在;要覆盖请加 --force", "it exists already; add --force"),
        (&[&mine, "--save", &other], 1, "已经存在,不是这次读的档案", "exists already and is not the profile"),
        (&["--save", &other], 1, "不像申报主体档案,没有动它", "does not look like a profile"),
        (&[&mine, "-o", &mine, "--force"], 2, "不能既读又写", "cannot be read and written"),
        (&["-"], 2, "标准输入要用来回答", "standard input is where you answer"),
    ] {
        for (language, words) in [("zh", zh), ("en", en)] {
            let command = [env!("CARGO_BIN_EXE_huiqi"), "ask", "--plain", "--lang", language];
            let terminal = Terminal::start(&[&command, arguments].concat(), 400, 40);
            assert_eq!(terminal.wait_exit(), code, "{arguments:?}: {}", terminal.screen());
            assert!(terminal.screen().contains(words), "{arguments:?}: {}", terminal.screen());
        }
    }
}

#[test]
fn a_folder_of_schemas_that_cannot_be_made_is_named() {
    let desk = Desk::new();
    desk.put("file", "");
    for (language, words) in [
        ("zh", "错误: 写不了「file」:路径中有一段是文件,不是文件夹\n"),
        ("en", "error: cannot write `file`: a part of the path is a file, not a folder\n"),
    ] {
        let ran = desk.run(&["schema", "catalogue", "-o", "file", "--force", "--lang", language]);
        assert_eq!((ran.code, ran.err.as_str()), (1, words));
    }
}

#[cfg(unix)]
#[test]
fn a_temporary_folder_that_cannot_be_written_to_is_named_with_the_variable_that_names_it() {
    let desk = Desk::new();
    for (language, words) in [
        (
            "zh",
            "错误: 读不了「-」:临时文件夹「/no/such」写不了:没有这个文件或文件夹;可以用环境变量 TMPDIR 换一个文件夹\n",
        ),
        (
            "en",
            "error: cannot read `-`: cannot write to the temporary folder `/no/such`: there is no such file or folder; name another one in TMPDIR\n",
        ),
    ] {
        let mut command = desk.command(&["batch", "-", "--from", "xlsx", "--lang", language]);
        let output = command.env("TMPDIR", "/no/such").output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), words);
        assert_eq!(output.status.code(), Some(1));
    }
}
