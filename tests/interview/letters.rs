//! Which letters stand on the screens of an interview: of one language only, but for what is
//! quoted or has no other name.

use crate::person::{Person, applicant, catalogue};
use crate::{NOODLE_SHOP, VENTURE_INVESTOR};

/// Latin words that Chinese texts use themselves, and the names of the program.
const LATIN: [&str; 16] =
    ["M0", "5G", "B2B", "V", "AI", "VR", "AR", "IP", "IT", "PE", "huiqi", "md", "html", "json", "q", "FOF"];

/// Chinese numbers of documents.
const DOCUMENTS: [&str; 2] = ["青政发〔2020〕9号", "工信部联企业〔2011〕300号"];

const CHINESE: [(char, char); 3] = [('「', '」'), ('“', '”'), ('[', ']')];
const ENGLISH: [(char, char); 4] = [('「', '」'), ('“', '”'), ('《', '》'), ('(', ')')];

/// The text without what stands between these signs, one inside the other included.
fn without(text: &str, signs: &[(char, char)]) -> String {
    let mut depth = 0_usize;
    let outside = |letter: &char| {
        if signs.iter().any(|(opens, _)| opens == letter) {
            depth += 1;
        } else if signs.iter().any(|(_, closes)| closes == letter) {
            depth = depth.saturating_sub(1);
            return false;
        }
        depth == 0
    };
    text.chars().filter(outside).collect()
}

fn is_han(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

/// All that stands on the screens of an interview with an explanation of every question, the
/// lists of the rich face included: without the commands, whose names are of no language.
fn screens(truth: &str, options: &[&str]) -> String {
    let mut person = Person::begin(options, 250);
    let plain = options.contains(&"--plain");
    let truth = applicant(truth);
    let mut screens = String::new();
    while person.asked().is_some() {
        let asked = person.asked();
        let list = person.terminal.screen().lines().any(|line| line.trim_start().starts_with("1 "));
        let source = if options.contains(&"en") { "Where it comes from:" } else { "出处:" };
        let sources = person.terminal.screen();
        person.terminal.send(if plain || !list { "?\r" } else { "?" });
        person
            .terminal
            .wait_until("an explanation", |screen| screen.matches(source).count() > sources.matches(source).count());
        person.wait_asked(asked);
        screens.push_str(&person.terminal.screen());
        person.answer_from(&truth);
    }
    person.terminal.send("\r");
    person.terminal.wait_until("the offer of a report", |screen| {
        screen.contains("要把结果存成文件吗?") || screen.contains("Do you want the result as a file?")
    });
    screens.push_str(&person.terminal.screen());
    let kept = screens.lines().filter(|line| !line.trim_start().starts_with("huiqi assess "));
    kept.collect::<Vec<_>>().join("\n")
}

#[test]
fn no_latin_word_stands_on_a_chinese_screen() {
    for truth in [NOODLE_SHOP, VENTURE_INVESTOR] {
        for options in [&["--all"][..], &["--all", "--plain"][..]] {
            let text = screens(truth, options);
            let lines = text.lines().map(|line| (line, without(line, &CHINESE)));
            let latin = |text: &str| {
                let words = text.split(|letter: char| !letter.is_ascii_alphanumeric()).map(str::to_owned);
                let odd = |word: &String| word.contains(|letter: char| letter.is_ascii_alphabetic());
                words.filter(odd).filter(|word| !LATIN.contains(&word.as_str())).collect::<Vec<_>>()
            };
            let found: Vec<_> =
                lines.map(|(line, bare)| (line, latin(&bare))).filter(|(_, words)| !words.is_empty()).collect();
            assert!(found.is_empty(), "{found:#?}");
        }
    }
}

#[test]
fn nothing_chinese_stands_on_an_english_screen_but_quotes_and_names() {
    let mut offices: Vec<&String> = catalogue().clauses.iter().flat_map(|clause| &clause.offices).collect();
    offices.sort_unstable_by_key(|office| std::cmp::Reverse(office.len()));
    let mut clauses: Vec<&str> = catalogue().clauses.iter().map(|clause| clause.number.as_str()).collect();
    clauses.sort_unstable_by_key(|clause| std::cmp::Reverse(clause.len()));
    for truth in [NOODLE_SHOP, VENTURE_INVESTOR] {
        for options in [&["--lang", "en", "--all"][..], &["--lang", "en", "--all", "--plain"][..]] {
            let mut found = Vec::new();
            // A quote may go over several lines.
            for line in without(&screens(truth, options), &ENGLISH).lines() {
                let mut bare = line.to_owned();
                let names = || DOCUMENTS.into_iter().chain(offices.iter().map(|office| office.as_str()));
                for name in names().chain(clauses.iter().copied()) {
                    bare = bare.replace(name, "");
                }
                // A name may be broken between two lines.
                let is_named = |words: &&str| names().any(|name| name.contains(words));
                let words = bare
                    .split(|letter| !is_han(letter))
                    .filter(|words| !words.is_empty() && !"一二三四五六七".contains(*words));
                let odd: Vec<String> = words.filter(|words| !is_named(words)).map(str::to_owned).collect();
                if !odd.is_empty() {
                    found.push((line.to_owned(), odd));
                }
            }
            assert!(found.is_empty(), "{found:#?}");
        }
    }
}
