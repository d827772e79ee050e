//! Programs that are killed at any moment, without a chance to tidy up.

use crate::desk::Desk;
use crate::harness::Terminal;
use crate::{table, wanted};
use huiqi::catalogue::load_embedded;
use huiqi::profile_file::{Format, read};
use std::collections::BTreeSet;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often each is killed.
fn kills() -> u64 {
    wanted::number("HUIQI_KILLS").unwrap_or(20)
}

/// Moments by lot, as parts of a thousand.
fn moments() -> impl Iterator<Item = u32> {
    std::iter::successors(Some(20_201_u64), |lot| Some(lot.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1)))
        .map(|lot| u32::try_from((lot >> 33) % 1000).unwrap())
        .take(usize::try_from(kills()).unwrap())
}

/// What stands beside the files that somebody named.
fn left_beside(desk: &Desk, named: &[&str]) -> Vec<String> {
    desk.files().into_iter().filter(|name| !named.contains(&name.as_str())).collect()
}

#[test]
fn a_batch_that_is_killed_leaves_the_earlier_output_whole_or_the_new_one() {
    let desk = Desk::new();
    for (output, clients) in [("out.csv", 4_000), ("out.ndjson", 1_000), ("out.xlsx", 200), ("out.html", 200)] {
        desk.put("clients.csv", table(clients));
        let arguments = ["batch", "clients.csv", "-o", output, "--force", "-q"];
        let start = Instant::now();
        assert_eq!(desk.run(&arguments).code, 0);
        let whole_time = start.elapsed();
        let whole = std::fs::read(desk.path(output)).unwrap();
        let (mut earlier, mut new) = (0, 0);
        for moment in moments().take(usize::try_from(kills().div_ceil(4)).unwrap()) {
            desk.put(output, "what was here before");
            let mut child = desk.command(&arguments).stderr(Stdio::null()).spawn().unwrap();
            std::thread::sleep(whole_time * moment / 900);
            child.kill().unwrap();
            child.wait().unwrap();
            let there = std::fs::read(desk.path(output)).unwrap();
            match there.as_slice() {
                b"what was here before" => earlier += 1,
                _ => {
                    assert!(there == whole, "{output} is neither the earlier one nor whole");
                    new += 1;
                }
            }
            assert!(left_beside(&desk, &["clients.csv", output]).len() <= 1);
        }
        println!("{output}: killed {} times, {earlier} before the new one was in its place", earlier + new);
        assert!(earlier > 0, "no kill came in time");
        // Whoever writes there next takes away what was left.
        assert_eq!(desk.run(&arguments).code, 0);
        assert_eq!(left_beside(&desk, &["clients.csv", output]), [""; 0]);
        std::fs::remove_file(desk.path(output)).unwrap();
    }
}

/// What is typed: an answer to each kind of question, wrong for the others; 不清楚 is among them.
const TYPED: [&str; 6] = ["1", "300", "-", "2020-05-01", "2", "1"];

/// The facts of which an answer was said back, by their labels.
fn said_back(screen: &str) -> BTreeSet<String> {
    let echoes = screen.lines().filter_map(|line| line.trim_start_matches("> ").strip_prefix("✓ "));
    echoes.filter_map(|echo| echo.split_once(':')).map(|(label, _)| label.to_owned()).collect()
}

#[test]
fn an_interview_that_is_killed_loses_no_answer_that_was_said_back() {
    let catalogue = load_embedded("2026-11-24".parse().unwrap()).unwrap();
    let desk = Desk::new();
    let (draft, number) = (desk.path("draft.toml"), desk.path("number"));
    let program = format!(
        "echo $$ > '{}'; exec '{}' ask --plain --save '{}' --as-of 2026-11-24",
        number.display(),
        env!("CARGO_BIN_EXE_huiqi"),
        draft.display()
    );
    let kept = || -> BTreeSet<String> {
        let Ok(text) = std::fs::read_to_string(&draft) else { return BTreeSet::new() };
        let (profile, problems) = read(&catalogue, &text, Format::Toml, 0).unwrap();
        assert!(problems.is_empty(), "half a draft:\n{text}");
        let facts = catalogue.facts.iter().filter(|fact| !profile.is_not_asked(fact));
        facts.map(|fact| fact.label.zh.to_string()).collect()
    };
    let mut taken_in_all = 0;
    for (at, moment) in moments().enumerate() {
        if at % 4 == 0 {
            let _ = std::fs::remove_file(&draft);
        }
        let before = kept();
        let mut terminal = Terminal::start(&["sh", "-c", &program], 200, 2000);
        terminal.wait_until("the first question", |screen| screen.contains("看结果"));
        let typed: String = (0..30).map(|at| format!("{}\r", TYPED[at % TYPED.len()])).collect();
        terminal.send(&typed);
        std::thread::sleep(Duration::from_micros(150 * u64::from(moment)));
        let process = std::fs::read_to_string(&number).unwrap();
        Command::new("kill").args(["-9", process.trim()]).status().unwrap();
        assert_eq!(terminal.wait_exit(), 137);
        let (said_back, kept) = (said_back(&terminal.screen()), kept());
        let lost: Vec<&String> = before.union(&said_back).filter(|label| !kept.contains(*label)).collect();
        assert!(lost.is_empty(), "{lost:?} of the answers are not in the draft");
        taken_in_all += kept.difference(&before).count();
    }
    println!("killed {} times, {taken_in_all} answers taken, none of them lost", kills());
    assert!(taken_in_all > 0, "every kill came before the first answer");
    // Nobody has to tidy up before the interview goes on.
    let terminal = Terminal::start(&["sh", "-c", &program], 100, 2000);
    terminal.wait_until("a question", |screen| screen.contains("看结果"));
    let left = left_beside(&desk, &["draft.toml", "number"]);
    assert!(matches!(left.as_slice(), [mark] if mark.ends_with(".lock")), "{left:?}");
}
