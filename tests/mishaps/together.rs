//! Two programs at work on one file.

use crate::desk::Desk;
use crate::harness::Terminal;

fn ask(desk: &Desk, language: &str) -> Terminal {
    ask_into(desk, "draft.toml", language)
}

fn ask_into(desk: &Desk, draft: &str, language: &str) -> Terminal {
    let draft = desk.path(draft).display().to_string();
    let program = env!("CARGO_BIN_EXE_huiqi");
    Terminal::start(
        &[program, "ask", "--plain", "--save", &draft, "--lang", language, "--as-of", "2026-11-24"],
        200,
        200,
    )
}

#[test]
fn a_draft_that_is_being_saved_to_is_refused_to_a_second_interview() {
    let desk = Desk::new();
    let first = ask(&desk, "zh");
    first.wait_for("看结果");
    for (language, words) in
        [("zh", "正由另一个 huiqi 保存回答;请先结束那边,或换一个文件名"), ("en", "another huiqi is saving answers to")]
    {
        let second = ask(&desk, language);
        assert_eq!(second.wait_exit(), 1);
        assert!(second.screen().contains(words), "{}", second.screen());
    }
    // The first one goes on, and once it has ended another may.
    drop(first);
    let third = ask(&desk, "zh");
    third.wait_for("看结果");
}

#[test]
fn a_draft_that_somebody_else_has_changed_is_kept_beside() {
    let desk = Desk::new();
    let mut terminal = ask(&desk, "zh");
    terminal.wait_for("看结果");
    desk.put("draft.toml", "name = \"改过的\"\n");
    terminal.send("1\r");
    terminal.wait_for("被别的程序改过");
    assert_eq!(desk.read("draft-2.toml"), "name = \"改过的\"\n");
    assert!(desk.read("draft.toml").contains("[facts]"), "{}", desk.read("draft.toml"));
    terminal.send("-\r");
    terminal.wait_until("a third question", |screen| screen.matches("✓ ").count() == 2);
    assert!(!desk.path("draft-3.toml").exists());
}

#[cfg(unix)]
#[test]
fn a_draft_that_somebody_has_taken_away_is_written_again_when_the_interview_is_broken_off() {
    for (language, words) in
        [("zh", "答完的题都已保存;接着答"), ("en", "every question you finished is saved; to go on")]
    {
        let desk = Desk::new();
        let mut terminal = ask(&desk, language);
        terminal.wait_until("the first question", |screen| screen.contains("> "));
        terminal.send("1\r");
        terminal.wait_until("the second question", |screen| screen.matches("✓ ").count() == 1);
        let before = desk.read("draft.toml");
        std::fs::remove_file(desk.path("draft.toml")).unwrap();
        terminal.send("\u{3}");
        assert_eq!(terminal.wait_exit(), 130);
        assert!(terminal.screen().contains(words), "{}", terminal.screen());
        assert_eq!(desk.read("draft.toml"), before);
    }
}

#[cfg(unix)]
#[test]
fn a_draft_that_somebody_has_taken_away_is_there_again_when_the_interview_ends_with_its_result() {
    for (language, again) in [("zh", "再次得到这个结果"), ("en", "For the same result again")] {
        // A new draft, and one that is gone on with and to which nothing is added.
        for goes_on in [false, true] {
            let desk = Desk::new();
            let mut terminal = ask(&desk, language);
            terminal.wait_until("the first question", |screen| screen.contains("> "));
            terminal.send("1\r");
            terminal.wait_until("the second question", |screen| screen.matches("✓ ").count() == 1);
            if goes_on {
                drop(terminal);
                terminal = ask(&desk, language);
                terminal.wait_until("a question", |screen| screen.contains("> "));
            }
            let before = desk.read("draft.toml");
            std::fs::remove_file(desk.path("draft.toml")).unwrap();
            terminal.send("q\r");
            terminal.wait_for(again);
            terminal.send("\r");
            assert_eq!(terminal.wait_exit(), 0);
            assert!(terminal.screen().contains("huiqi assess"), "{}", terminal.screen());
            assert_eq!(desk.read("draft.toml"), before, "{}", terminal.screen());
        }
    }
}

#[cfg(unix)]
#[test]
fn a_draft_that_cannot_be_written_again_is_never_named_as_what_gives_the_result() {
    for (keys, code) in [("q\r\r", 1), ("\u{3}", 130)] {
        for (language, words) in [("zh", "保存回答的文件「"), ("en", "in which answers are saved, is no longer there")]
        {
            let desk = Desk::new();
            std::fs::create_dir(desk.path("gone")).unwrap();
            let mut terminal = ask_into(&desk, "gone/draft.toml", language);
            terminal.wait_until("the first question", |screen| screen.contains("> "));
            terminal.send("1\r");
            terminal.wait_until("the second question", |screen| screen.matches("✓ ").count() == 1);
            std::fs::remove_dir_all(desk.path("gone")).unwrap();
            terminal.send(keys);
            assert_eq!(terminal.wait_exit(), code);
            let screen = terminal.screen();
            assert!(screen.contains(words) && !screen.contains("gone/draft.toml --"), "{screen}");
            assert!(screen.contains("huiqi assess --set applicant=company "), "{screen}");
        }
    }
}

#[cfg(unix)]
#[test]
fn answers_that_could_not_be_saved_stand_in_the_command_at_the_end_and_it_says_why() {
    for face in ["--plain", "--color=auto"] {
        for (keys, code) in [("q\r\r", 1), ("\u{3}", 130)] {
            for (language, words) in [
                ("zh", "最后的回答没能保存:写不了「gone/draft.toml」:没有文件夹「gone」"),
                (
                    "en",
                    "the last answers could not be saved: cannot write `gone/draft.toml`: there is no folder `gone`",
                ),
            ] {
                let desk = Desk::new();
                std::fs::create_dir(desk.path("gone")).unwrap();
                let line = format!(
                    "cd '{}' && exec '{}' ask {face} --save gone/draft.toml --lang {language} --as-of 2026-11-24",
                    desk.path("").display(),
                    env!("CARGO_BIN_EXE_huiqi")
                );
                let mut terminal = Terminal::start(&["sh", "-c", &line], 200, 200);
                terminal.wait_for("q ");
                std::fs::remove_dir_all(desk.path("gone")).unwrap();
                terminal.send("1\r");
                terminal.wait_until("the answer", |screen| screen.matches("✓ ").count() == 1);
                terminal.send(keys);
                assert_eq!(terminal.wait_exit(), code);
                let screen = terminal.screen();
                assert_eq!(screen.matches("huiqi assess --set applicant=company --as-of").count(), 1, "{screen}");
                let (_, end) = screen.split_once("✓ ").unwrap();
                assert!(end.matches(words).count() >= 1, "{screen}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn answers_that_were_never_to_be_saved_stand_in_the_command_when_the_interview_is_broken_off() {
    let program = env!("CARGO_BIN_EXE_huiqi");
    let mut terminal = Terminal::start(&[program, "ask", "--plain", "--as-of", "2026-11-24"], 200, 200);
    terminal.wait_until("the first question", |screen| screen.contains("> "));
    terminal.send("1\r");
    terminal.wait_until("the second question", |screen| screen.matches("✓ ").count() == 1);
    terminal.send("\u{3}");
    assert_eq!(terminal.wait_exit(), 130);
    let said = "已中断,回答没有保存;下次可以加 --save 文件\n\n再次得到这个结果:\n  \
                huiqi assess --set applicant=company --as-of 2026-11-24 --lang zh";
    assert!(terminal.screen().contains(said), "{}", terminal.screen());
}

#[cfg(unix)]
#[test]
fn an_output_that_nobody_reads_any_more_ends_quietly_in_every_form() {
    use std::process::Stdio;
    let desk = Desk::new();
    desk.put("in.csv", crate::table(2_000));
    for form in ["csv", "tsv", "xlsx", "ndjson", "json", "html", "markdown"] {
        let arguments = ["batch", "in.csv", "-q", "--to", form];
        let mut child = desk.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!((ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()), (Some(0), ""), "{form}");
    }
}

#[cfg(unix)]
#[test]
fn an_output_whose_folder_is_gone_meanwhile_is_named() {
    use std::io::Write;
    use std::process::Stdio;
    for (language, words) in [("zh", "没有文件夹「results」"), ("en", "there is no folder `results`")] {
        let desk = Desk::new();
        std::fs::create_dir(desk.path("results")).unwrap();
        let arguments = ["batch", "-", "--from", "csv", "-o", "results/out.csv", "--lang", language];
        let mut child = desk.command(&arguments).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        input.write_all(crate::table(1).as_bytes()).unwrap();
        let begun = || std::fs::read_dir(desk.path("results")).unwrap().count() > 0;
        while !begun() {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        std::fs::remove_dir_all(desk.path("results")).unwrap();
        drop(input);
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(1));
        let said = String::from_utf8(ended.stderr).unwrap();
        assert!(said.trim_end().ends_with(words), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn an_input_that_is_written_anew_while_it_is_read_is_named() {
    use std::io::Read;
    use std::process::Stdio;
    let words = ["读的时候文件变了,读到的不作数;等文件写完再运行", "it changed while it was read"];
    for (language, words) in ["zh", "en"].into_iter().zip(words) {
        let desk = Desk::new();
        desk.put("in.csv", crate::table(60_000));
        let arguments = ["batch", "in.csv", "-q", "--measure", "vc-paid-in-capital-award", "--lang", language];
        let mut child = desk.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut results = child.stdout.take().unwrap();
        // It waits till somebody reads the results, long before the end of its input.
        results.read_exact(&mut [0; 1]).unwrap();
        std::fs::write(desk.path("in.csv"), "").unwrap();
        let mut rest = String::new();
        results.read_to_string(&mut rest).unwrap();
        let ended = child.wait_with_output().unwrap();
        let said = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(1), "{said}");
        assert!(said.contains("in.csv") && said.contains(words), "{said}");
        let rows = rest.lines().count();
        assert!((1..60_000).contains(&rows), "{rows}");
    }
}
