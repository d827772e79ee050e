//! Catalogues and documents: hostile ones, and large ones.

use crate::readers::{document, small};
use crate::{Input, in_good_time, numbered, over_and_over};
use huiqi::catalogue::drafting::LONGEST;
use huiqi::catalogue::{Source, check, test};
use huiqi::language::Language;
use huiqi::problem::render;

/// How many faults the base has with a text put behind one of its files, checked, tested, and shown.
fn faults_with(path: &'static str, text: &str) -> usize {
    let files = small::FILES.into_iter().chain([("demo/facts.toml", "")]);
    let files = files.map(|(own, base)| {
        let added = if own == path { text } else { "" };
        (own.to_owned(), format!("{base}{added}"))
    });
    let source = Source::of(files);
    let (_, mut problems) = check(&source, small::AS_OF);
    problems.extend(test(&source, small::AS_OF).map_or_else(|problems| problems, |(_, problems)| problems));
    assert_eq!(problems.is_empty(), render(&problems, &source.files, Language::Chinese, false).is_empty());
    problems.len()
}

/// It is refused.
fn refused_with(path: &'static str, text: &str) {
    assert_ne!(faults_with(path, text), 0);
}

/// There is nothing wrong with it.
fn sound_with(path: &'static str, text: &str) {
    assert_eq!(faults_with(path, text), 0);
}

fn fact(at: usize, kind: &str, more: &str) -> String {
    format!(
        "[[fact]]\nid = \"f{at}\"\ntopic = \"applicant\"\ntype = \"{kind}\"\nlabel = {{ zh = \"信{at}\", en = \"f{at}\" }}\n\
         question = {{ zh = \"信?\", en = \"f?\" }}\nhelp = {{ zh = \"信。\", en = \"f.\" }}\n{more}\n"
    )
}

#[test]
fn facts_and_conditions() {
    let before = |at: usize| if at > 1 { format!("ask-when = {{ f{} = true }}", at - 1) } else { String::new() };
    let inputs = vec![
        numbered("", |at| fact(at, "yes-no", ""), ""),
        // Each is asked where the one before it is, and the other way round.
        numbered("", |at| fact(at, "yes-no", &before(at)), ""),
        numbered("", |at| fact(at, "yes-no", &format!("ask-when = {{ f{} = true }}", at + 1)), ""),
        numbered("", |at| format!("[[condition]]\nid = \"c{at}\"\nwhen = {{ is = \"c{}\" }}\n", at + 1), ""),
        numbered("", |at| format!("[[condition]]\nid = \"c{at}\"\nwhen = {{ is = \"c{}\" }}\n", at.max(2) - 1), ""),
        // Each comes to twice as much as the one before it.
        numbered(
            "[[condition]]\nid = \"c0\"\nwhen = { listed = true }\n",
            |at| {
                let before = format!("{{ is = \"c{}\" }}", at - 1);
                format!(
                    "[[condition]]\nid = \"c{at}\"\nwhen = {{ at-least-n-of = {{ n = 1, of = [{before}, {before}] }} }}\n"
                )
            },
            "",
        ),
        numbered(
            &fact(0, "choice", "choices = [").replace("[\n", "["),
            |at| format!("{{ id = \"c{at}\", zh = \"选{at}\", en = \"c{at}\" }},"),
            "]\n",
        ),
        over_and_over("a = ", "[", ""),
        over_and_over("[[condition]]\nid = \"c\"\nwhen = ", "{ any-of = [", ""),
    ];
    in_good_time(&inputs, |text| refused_with("demo/facts.toml", text));
    let sound = vec![numbered("", |at| format!("[[condition]]\nid = \"c{at}\"\nwhen = {{ listed = true }}\n"), "")];
    in_good_time(&sound, |text| sound_with("demo/facts.toml", text));
}

#[test]
fn measures_and_cases() {
    let measure = |id: &str, when: &str| {
        format!(
            "[[measure]]\nid = \"{id}\"\ntitle = {{ zh = \"措施\", en = \"measure\" }}\nquote = \"对符合条件的企业\"\n\
             for = {{ applicant = \"company\" }}\n{when}"
        )
    };
    let any_of = measure("big", "when = { any-of = [");
    let cases = measure("big", "support = [{ kind = \"grant\", amount = { cases = [");
    let inputs: Vec<Input> = vec![
        numbered("", |at| measure(&format!("m{at}"), ""), ""),
        over_and_over(&any_of, "{ listed = true }, ", "{ listed = true }] }\n"),
        numbered(&any_of, |at| format!("{{ staff = {{ at-least = {at} }} }},"), "{ listed = true }] }\n"),
        numbered(
            &cases,
            |at| format!("{{ when = {{ staff = {{ at-least = {at} }} }}, amount = {{ exactly = \"{at}元\" }} }},"),
            "{ else = { unstated = true } }] } }]\n",
        ),
        over_and_over("", "[[measure.reading]]\nphrase = \"a\"\nzh = \"乙\"\nen = \"c\"\n", ""),
        over_and_over("", "[[remark]]\nquote = \"支持\"\nreason = \"background\"\n", ""),
    ];
    in_good_time(&inputs, |text| refused_with("demo/2-investment.toml", text));
    let inputs = vec![
        numbered("", |at| format!("[[case]]\nname = \"c{at}\"\nfacts = {{ applicant = \"company\" }}\n"), ""),
        over_and_over("", "[[case]]\n", ""),
    ];
    in_good_time(&inputs, |text| refused_with("demo/cases.toml", text));
}

#[test]
fn texts_of_documents() {
    let inputs = || {
        vec![
            numbered("", |at| format!("第{at}条 支持企业发展,给予补助{at}万元。\n"), ""),
            over_and_over("", "支持企业发展。", ""),
            over_and_over("", "支持", ""),
            over_and_over("", "一、\n", ""),
            over_and_over("", "(一)给予10万元", ""),
            over_and_over("", "\n", ""),
            over_and_over("", "1", ""),
            over_and_over("", "1千", ""),
            over_and_over("", "1-", ""),
            over_and_over("", "每年1万元", ""),
        ]
    };
    // Headings and empty lines state nothing.
    let (stating, sound): (Vec<Input>, Vec<Input>) =
        inputs().into_iter().partition(|(_, text)| !text.starts_with(['一', '\n']));
    in_good_time(&stating, |text| refused_with("demo/source.txt", text));
    in_good_time(&sound, |text| sound_with("demo/source.txt", text));
    let short = |(name, text): Input| (name, text.chars().take(80_000).collect());
    let clauses = || numbered("", |at| format!("{at}、支持\n"), "");
    let documents: Vec<_> = inputs().into_iter().chain([clauses()]).map(short).collect();
    in_good_time(&documents, |text| document::read(text.as_bytes()));
    // As many clauses as the longest text has room for.
    let (name, mut text) = clauses();
    text.truncate(text.floor_char_boundary(LONGEST));
    in_good_time(&[(name, text)], |text| document::read(text.as_bytes()));
}
