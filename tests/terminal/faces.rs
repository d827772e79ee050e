//! Puts the questions that are named to a person on a terminal and prints what is said to each:
//! `faces zh|en rich|plain|colour QUESTION…`

#![allow(clippy::print_stdout)]

use huiqi::interview::screen::{Broken, Commands, Entry, Screen};
use huiqi::interview::terminal::{NoTerminal, open};
use huiqi::language::Language;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [language, manner, questions @ ..] = arguments.as_slice() else { return ExitCode::FAILURE };
    let language = if language == "en" { Language::English } else { Language::Chinese };
    let mut face = match open(manner == "plain", language, manner == "colour") {
        Ok(face) => face,
        Err(NoTerminal) => return ExitCode::from(2),
    };
    let first =
        language.pick("青岛新经济政策:先回答几个问题。", "The new economy policy of Qingdao: a few questions first.");
    if face.tell(&[first.to_owned()]).is_err() {
        return ExitCode::FAILURE;
    }
    for name in questions {
        match face.ask(&screen(name, language)) {
            Ok(said) => println!("{said:?}"),
            Err(Broken::Interrupted) => return ExitCode::from(130),
            Err(Broken::Failed(_)) => return ExitCode::FAILURE,
        }
    }
    ExitCode::SUCCESS
}

fn screen(name: &str, language: Language) -> Screen {
    let pick = |zh: &str, en: &str| language.pick(zh, en).to_owned();
    let everything = Commands { not_sure: true, help: true, back: true, stop: true };
    let screen = Screen {
        topic: pick("企业概况", "The business"),
        progress: pick("已答 3 题,至多还有 12 题", "3 answered, at most 12 left"),
        standing: vec![pick("可能符合 8 条,最高 2,000 万元", "8 measures may apply, up to CNY 20,000,000")],
        explanation: vec![pick("概况:营业执照上的主要业务。", "The business: what its licence says first.")],
        commands: everything,
        ..Screen::default()
    };
    let kinds = vec![
        pick("制造业", "Manufacturing"),
        pick(
            "利用互联网平台整合分散资源并向社会公众提供共享服务的平台型企业或者机构以及为它们提供支撑服务的单位",
            "A platform that pools scattered resources through the internet and offers them to the public, or one that serves such platforms",
        ),
        pick("创业投资", "Venture capital"),
        pick("其他\u{1b}[2J", "Other\u{1b}[2J"),
    ];
    let honours = vec![
        pick(
            "经国家级主管部门认定并且在最近三个年度之内通过复核的新经济示范园区或者产业集聚区运营单位",
            "Operator of a new economy park that a national authority has named and confirmed within the last three years",
        ),
        pick("独角兽企业", "Unicorn"),
        pick("高新技术企业", "High-tech enterprise"),
    ];
    let kind = pick("贵单位主要从事哪一类业务?", "What is the main business?");
    let honour = pick("贵单位得到过哪些认定?", "Which of these titles does the business hold?");
    let place = pick("注册地在哪里?", "Where is the business registered?");
    let one = |chosen| Entry::One { options: kinds.clone(), chosen };
    let several = |chosen| Entry::Several { options: honours.clone(), chosen };
    let line = |initial: String| Entry::Line { stands: !initial.is_empty(), initial };
    let hints = vec![pick("写到区或者县级市,如 青岛市崂山区。", "Down to the district, as in Laoshan, Qingdao.")];
    match name {
        "one" => Screen { question: kind, entry: one(None), ..screen },
        "one-again" => Screen { question: kind, entry: one(Some(2)), ..screen },
        "one-only" => Screen { question: kind, entry: one(None), commands: Commands::default(), ..screen },
        "several" => Screen { question: honour, entry: several(None), ..screen },
        "several-again" => Screen { question: honour, entry: several(Some(vec![0, 2])), ..screen },
        "several-only" => Screen { question: honour, entry: several(None), commands: Commands::default(), ..screen },
        "yes-no" => Screen {
            question: pick("贵单位是否在青岛市登记注册?", "Is the business registered in Qingdao?"),
            entry: Entry::One { options: vec![pick("是", "yes"), pick("否", "no")], chosen: None },
            ..screen
        },
        "line-again" => {
            Screen { question: place, hints, entry: line(pick("青岛市崂山区", "Laoshan, Qingdao")), ..screen }
        }
        "line-only" => {
            Screen { question: place, hints, entry: line(String::new()), commands: Commands::default(), ..screen }
        }
        _ => Screen { question: place, hints, entry: line(String::new()), ..screen },
    }
}
