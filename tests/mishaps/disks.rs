//! Disks that take nothing more.

use crate::desk::Desk;
use crate::table;
use huiqi::problem::io_words;
use std::io::{Error, ErrorKind};

#[test]
fn each_way_in_which_a_disk_fails_has_its_words() {
    for (kind, zh, en) in [
        (ErrorKind::StorageFull, "磁盘已满", "the disk is full"),
        (ErrorKind::QuotaExceeded, "磁盘配额已用完", "the disk quota is used up"),
        (ErrorKind::FileTooLarge, "文件太大,系统不允许", "the file is larger than the system allows"),
        (ErrorKind::ReadOnlyFilesystem, "磁盘是只读的", "the disk is read-only"),
        (ErrorKind::PermissionDenied, "没有权限", "permission denied"),
        (ErrorKind::InvalidFilename, "文件名太长或不能这样写", "the file name is too long or not allowed"),
        (ErrorKind::ResourceBusy, "正被别的程序使用,请先在那里关掉", "another program uses it; close it there first"),
    ] {
        let words = io_words(&Error::from(kind));
        assert_eq!((words.zh.as_ref(), words.en.as_ref()), (zh, en), "{kind:?}");
    }
}

/// The profile whose result is written.
const PROFILE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/policies/qingdao-new-economy-2020/examples/venture-investor.toml");

#[cfg(target_os = "linux")]
#[test]
fn standard_output_that_takes_nothing_is_named() {
    let desk = Desk::new();
    desk.put("clients.csv", table(30));
    let commands: [&[&str]; 14] = [
        &["--help"],
        &["--version"],
        &["assess", PROFILE],
        &["assess", PROFILE, "--format", "json"],
        &["assess", PROFILE, "--format", "html"],
        &["batch", "clients.csv", "-q"],
        &["batch", "clients.csv", "-q", "--to", "ndjson"],
        &["batch", "clients.csv", "-q", "--to", "html"],
        &["measures"],
        &["facts"],
        &["explain", "listing-grant"],
        &["schema", "result"],
        &["template", "--format", "csv"],
        &["template", "--format", "toml"],
    ];
    for (language, words) in [
        ("zh", "错误: 写不了标准输出:磁盘已满\n"),
        ("en", "error: cannot write to standard output: the disk is full\n"),
    ] {
        for command in commands {
            let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
            let ran = desk.command(command).args(["--lang", language]).stdout(full).output().unwrap();
            assert_eq!(ran.status.code(), Some(1), "{command:?}");
            assert_eq!(String::from_utf8(ran.stderr).unwrap(), words, "{command:?}");
        }
    }
}

/// Runs a command line where `small` is a folder on a disk of 16 KiB and `fixed` one on a disk that is
/// read-only; `None` where this machine allows no such disks to be made.
#[cfg(target_os = "linux")]
fn with_disks(desk: &Desk, line: &str) -> Option<(i32, String)> {
    let disks = "mkdir -p small fixed && mount -t tmpfs -o size=16k tmpfs small && mount -t tmpfs -o ro tmpfs fixed";
    let run = |line: &str| {
        let mut command = std::process::Command::new("unshare");
        command.args(["--mount", "--map-root-user", "sh", "-c", line]).current_dir(desk.path(""));
        command.env_remove("HUIQI_LANG").env_remove("HUIQI_CATALOGUE").output().ok()
    };
    run(disks).filter(|made| made.status.success())?;
    let ran = run(&format!("{disks} && {line}"))?;
    Some((ran.status.code().unwrap(), String::from_utf8(ran.stderr).unwrap()))
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_a_disk_does_not_take_is_named_and_nothing_is_left_of_it() {
    let desk = Desk::new();
    desk.put("clients.csv", table(100));
    let huiqi = env!("CARGO_BIN_EXE_huiqi");
    for (arguments, file) in [
        (format!("assess {PROFILE} --format json -o"), "result.json"),
        ("batch clients.csv -q -o".to_owned(), "out.csv"),
        ("batch clients.csv -q -o".to_owned(), "out.xlsx"),
        ("batch clients.csv -q -o".to_owned(), "out.html"),
        ("batch clients.csv -q -o".to_owned(), "out.ndjson"),
        ("template -o".to_owned(), "blank.xlsx"),
    ] {
        for (folder, why) in [("small", "磁盘已满"), ("fixed", "磁盘是只读的")] {
            // What was there stays, and is all that is there.
            let line = format!(
                "{{ echo before > small/{file}; cd . ; {huiqi} {arguments} {folder}/{file} --force; code=$?; \
                 test \"$(cat small/{file})\" = before || echo REPLACED >&2; \
                 test \"$(ls -A small)\" = {file} || ls -A small >&2; exit $code; }}"
            );
            let Some((code, said)) = with_disks(&desk, &line) else {
                println!("this machine allows no disks to be made, so full ones are not tried here");
                return;
            };
            assert_eq!(said, format!("错误: 写不了「{folder}/{file}」:{why}\n"), "{arguments} {folder}/{file}");
            assert_eq!(code, 1);
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_a_disk_does_not_take_is_named() {
    let desk = Desk::new();
    desk.put("large.xlsx", vec![0; 100_000]);
    let huiqi = env!("CARGO_BIN_EXE_huiqi");
    for (line, words) in [
        (format!("{huiqi} schema catalogue -o fixed/schema"), "错误: 写不了「fixed/schema」:磁盘是只读的\n"),
        // What is left on the disk would be listed.
        (
            format!("{{ {huiqi} schema catalogue -o small/new/schema; code=$?; ls -A small >&2; exit $code; }}"),
            "错误: 写不了「small/new/schema/policy.json」:磁盘已满\n",
        ),
        (
            format!("TMPDIR=small {huiqi} batch - --from xlsx < large.xlsx"),
            "错误: 读不了「-」:临时文件夹「small」写不了:磁盘已满;可以用环境变量 TMPDIR 换一个文件夹\n",
        ),
        (
            format!("TMPDIR=fixed {huiqi} batch - --from xlsx < large.xlsx"),
            "错误: 读不了「-」:临时文件夹「fixed」写不了:磁盘是只读的;可以用环境变量 TMPDIR 换一个文件夹\n",
        ),
    ] {
        let Some((code, said)) = with_disks(&desk, &line) else {
            println!("this machine allows no disks to be made, so full ones are not tried here");
            return;
        };
        assert_eq!((code, said.as_str()), (1, words), "{line}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_the_system_holds_where_it_is_is_named_and_stays() {
    let desk = Desk::new();
    desk.put("held.json", "before\n");
    // A file on which another one is mounted, as into a container, can be written and not replaced.
    let line = format!(
        "mount --bind held.json held.json && {{ {} assess {PROFILE} --format json --force -o held.json; \
         code=$?; test \"$(cat held.json)\" = before || echo REPLACED >&2; ls -A | grep part >&2; exit $code; }}",
        env!("CARGO_BIN_EXE_huiqi")
    );
    let Some((code, said)) = with_disks(&desk, &line) else {
        println!("this machine allows no disks to be made, so this is not tried here");
        return;
    };
    assert_eq!(said, "错误: 写不了「held.json」:正被别的程序使用,请先在那里关掉\n");
    assert_eq!(code, 1);
}
