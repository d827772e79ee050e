//! Results that are handed on: pages to print, and Markdown.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};

const EXAMPLES: [&str; 3] = ["venture-investor", "noodle-shop", "internet-headquarters"];

/// Names that would do harm where they are not taken for mere names.
const HOSTILE: [&str; 6] = [
    "<script>alert(1)</script>",
    "=HYPERLINK(\"x\")",
    "\u{1b}[2J清屏",
    "第一行\n# 第二行",
    "\"><img src=x onerror='alert(1)'>",
    "</style></title><a href=javascript:alert(1)>&amp;",
];

fn huiqi(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_huiqi"))
        .args(arguments)
        .env_remove("HUIQI_LANG")
        .env_remove("HUIQI_CATALOGUE")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn example(name: &str) -> String {
    format!("policies/qingdao-new-economy-2020/examples/{name}.toml")
}

fn assessed(names: &[&str], options: &[&str]) -> String {
    let paths: Vec<String> = names.iter().map(|name| example(name)).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    huiqi(&[&["assess"], paths.as_slice(), options].concat())
}

fn page(names: &[&str], language: &str) -> String {
    assessed(names, &["--format", "html", "--lang", language])
}

/// Each tag of a page as it stands between its angle brackets. What is text has none of these,
/// apart from the style, which is left out.
fn tags(page: &str) -> Vec<&str> {
    let (before, rest) = page.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    let of = |part| str::split(part, '<').skip(1).map(|piece| piece.split_once('>').unwrap().0);
    of(before).chain(of(after)).collect()
}

/// The values of an attribute, in order.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let start = format!(" {attribute}=\"");
    let of_tag = |tag: &'p str| tag.split_once(&start).map(|(_, rest)| rest.split_once('"').unwrap().0);
    tags(page).into_iter().filter_map(of_tag).collect()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&#38;"),
            '<' => escaped.push_str("&#60;"),
            '>' => escaped.push_str("&#62;"),
            '"' => escaped.push_str("&#34;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A folder with one profile for each name.
fn profiles(names: &[String]) -> (tempfile::TempDir, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let write = |(at, name): (usize, &String)| {
        let path = folder.path().join(format!("{at}.json"));
        let profile = serde_json::json!({"name": name, "id": name, "facts": {"applicant": ["individual-business"]}});
        std::fs::write(&path, profile.to_string()).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let paths = names.iter().enumerate().map(write).collect();
    (folder, paths)
}

fn hostile_names() -> Vec<String> {
    HOSTILE.iter().map(|name| (*name).to_owned()).chain([["长"; 10_000].concat()]).collect()
}

#[test]
fn a_page_is_one_file_that_asks_nobody_for_anything() {
    for language in ["zh", "en"] {
        for names in [&EXAMPLES[..1], &EXAMPLES] {
            let page = page(names, language);
            assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
            for fetching in [
                "http:",
                "https:",
                "src=",
                "url(",
                "<script",
                "<link",
                "@import",
                "<img",
                "<iframe",
                "<object",
                "javascript:",
            ] {
                assert!(!page.contains(fetching), "{fetching} in {names:?}");
            }
            assert!(values(&page, "href").iter().all(|link| link.starts_with('#')));
        }
    }
}

#[test]
fn each_tag_is_closed_and_each_link_leads_to_one_place() {
    for names in [&EXAMPLES[..1], &EXAMPLES] {
        let page = page(names, "zh");
        let mut open: Vec<&str> = Vec::new();
        for tag in tags(&page) {
            let name = tag.split(' ').next().unwrap();
            match name.strip_prefix('/') {
                Some(closed) => assert_eq!(open.pop(), Some(closed), "closed by </{closed}>"),
                None if ["!DOCTYPE", "meta"].contains(&name) => {}
                None => open.push(name),
            }
        }
        assert!(open.is_empty(), "{open:?}");
        let places = values(&page, "id");
        let links = values(&page, "href");
        assert!(!links.is_empty());
        for link in links {
            assert_eq!(places.iter().filter(|place| Some(**place) == link.strip_prefix('#')).count(), 1, "{link}");
        }
    }
}

#[test]
fn hostile_names_are_mere_names_wherever_they_stand_in_a_page() {
    let names = hostile_names();
    let (_folder, paths) = profiles(&names);
    let all: Vec<&str> = paths.iter().map(String::as_str).collect();
    let usual: Vec<String> = {
        let page = huiqi(&[&["assess"], all.as_slice(), &["--format", "html"]].concat());
        tags(&page).into_iter().map(str::to_owned).collect()
    };
    let (_other, plain) = profiles(&vec!["甲".to_owned(); names.len()]);
    let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
    let harmless = huiqi(&[&["assess"], plain.as_slice(), &["--format", "html"]].concat());
    assert_eq!(usual, tags(&harmless), "a name makes or unmakes tags");
    for (name, path) in names.iter().zip(&paths) {
        let one = huiqi(&["assess", path, "--format", "html"]);
        assert_eq!(tags(&one).len(), tags(&huiqi(&["assess", plain[0], "--format", "html"])).len(), "{name:.40}");
        let shown: String = name.chars().take(30).map(|it| if it.is_control() { '\u{fffd}' } else { it }).collect();
        let shown = escaped(&shown);
        // In the title, the heading and the applicant's mark.
        assert_eq!(one.matches(shown.as_str()).count(), if name.len() > 1000 { 99 } else { 3 }, "{name:.40}");
        assert!(!one.contains('\u{1b}') && !one.contains(&"长".repeat(1_001)));
    }
}

#[test]
fn hostile_names_are_mere_names_in_markdown() {
    let (_folder, paths) = profiles(&hostile_names());
    let all: Vec<&str> = paths.iter().map(String::as_str).collect();
    let text = huiqi(&[&["assess"], all.as_slice(), &["--format", "markdown"]].concat());
    assert!(!text.contains('\u{1b}') && !text.contains(&"长".repeat(1_001)));
    for sign in ['<', '>'] {
        for (at, _) in text.match_indices(sign).filter(|(at, _)| !text[..*at].ends_with('\n')) {
            assert!(text[..at].ends_with('\\'), "{}", &text[at..].chars().take(20).collect::<String>());
        }
    }
    let clients = text.lines().filter(|line| line.starts_with("## ")).count();
    assert_eq!(clients, 7);
    assert_eq!(text.lines().filter(|line| line.starts_with("# ")).count(), 1);
    assert!(text.contains("\n| 2. \\=HYPERLINK(\"x\") | "), "{}", text.lines().nth(7).unwrap());
}

fn places(page: &str, marks: &[&str]) -> Vec<usize> {
    marks.iter().map(|mark| page.find(mark).unwrap_or_else(|| panic!("{mark} is missing"))).collect()
}

#[test]
fn the_answer_stands_before_the_bars_and_these_before_the_measures() {
    let page = assessed(&["venture-investor"], &["--set", "plans=?", "--format", "html"]);
    let order = [
        "<dl class=\"totals\">",
        "<ul class=\"counts\">",
        "<ul class=\"bars\">",
        "<article class=\"measure eligible\"",
        "<article class=\"measure provisional\"",
        "<article class=\"measure undetermined\"",
        "<table class=\"near\">",
        "<details>",
        "请注意",
    ];
    assert!(places(&page, &order).is_sorted());
}

/// The width of the firm part and how far the possible part reaches, bar by bar.
fn bars(page: &str) -> Vec<(String, String)> {
    let width = |bar: &str, class: &str| {
        let (_, rest) = bar.split_once(&format!("class=\"{class}\" width=\"")).unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    let bars = page.split("<svg class=\"bar\"").skip(1).map(|bar| bar.split_once("</svg>").unwrap().0);
    bars.map(|bar| (width(bar, "firm"), width(bar, "possible"))).collect()
}

#[test]
fn bars_are_as_long_as_worked_out_by_hand() {
    let pair = |(firm, possible): (&str, &str)| (firm.to_owned(), possible.to_owned());
    // 80万元 is firm, 4 % of 2000万元; the award of at most 2000万元 is reserved, so nothing of it is.
    assert_eq!(bars(&page(&["venture-investor"], "zh")), [("4.0%", "4.0%"), ("0.0%", "100.0%")].map(pair));
    // Of 4000万元: a ceiling; 1500万元 (37.5 %) to 3000万元 (75 %); a ceiling of 500万元 (12.5 %).
    assert_eq!(
        bars(&page(&["internet-headquarters"], "en")),
        [("0.0%", "100.0%"), ("37.5%", "75.0%"), ("0.0%", "12.5%")].map(pair)
    );
}

#[test]
fn an_open_bound_is_drawn_as_open_and_said() {
    let page = assessed(&["venture-investor"], &["--set", "投资本地实体产业的到位额=?", "--format", "html"]);
    let last = page.rsplit("<svg class=\"bar\"").next().unwrap().split_once("</li>").unwrap().0;
    assert!(last.contains("<line class=\"open\" x1=\"0.0%\" x2=\"100%\""), "{last}");
    assert!(!last.contains("class=\"possible\"") && last.contains("<strong>补充信息后才能测算</strong>"), "{last}");
}

#[test]
fn classes_are_drawn_apart() {
    // 20 % of a fund of 5亿元 is 1亿元, which makes no award of 2000万元 any shorter.
    let fund = ["政府引导基金参股=是", "投融资与信用业务=投资新经济项目或企业", "参股基金规模=5亿元"];
    let sets: Vec<&str> = fund.iter().flat_map(|it| ["--set", it]).collect();
    let page = assessed(&["venture-investor"], &[sets.as_slice(), &["--format", "html"]].concat());
    let (cash, investment) = page.split_once("<h3>基金投资:").unwrap();
    assert!(cash.contains("满格 = 2000万元") && investment.contains("满格 = 1亿元"));
    assert_eq!(bars(cash), [("4.0%", "4.0%"), ("0.0%", "100.0%")].map(|(one, two)| (one.to_owned(), two.to_owned())));
    assert_eq!(bars(investment), [("0.0%".to_owned(), "100.0%".to_owned())]);
    assert!(!page.contains("1.208亿元"));
}

fn measures(name: &str) -> Vec<Value> {
    let result: Value = serde_json::from_str(&assessed(&[name], &["--format", "json"])).unwrap();
    result["measures"].as_array().unwrap().clone()
}

fn of_verdict<'m>(measures: &'m [Value], verdict: &str, by: Option<&str>) -> Vec<&'m Value> {
    measures.iter().filter(|it| it["verdict"] == verdict && it["ruled_out_by"].as_str() == by).collect()
}

#[test]
fn what_applies_is_quoted_word_for_word_with_every_office() {
    for name in EXAMPLES {
        let (page, measures) = (page(&[name], "zh"), measures(name));
        let applying = [of_verdict(&measures, "eligible", None), of_verdict(&measures, "provisional", None)].concat();
        assert!(!applying.is_empty());
        for measure in applying {
            let quote = escaped(measure["quote"].as_str().unwrap());
            assert!(page.contains(&format!("<blockquote lang=\"zh-CN\"><p>{quote}</p></blockquote>")), "{quote}");
            let offices: Vec<&str> =
                measure["offices"].as_array().unwrap().iter().map(|office| office.as_str().unwrap()).collect();
            assert!(offices.is_empty() || page.contains(&escaped(&offices.join("、"))), "{offices:?}");
        }
    }
}

#[test]
fn every_near_miss_is_listed_and_the_rest_is_counted() {
    let measures = measures("venture-investor");
    let near = of_verdict(&measures, "ineligible", Some("conditions"));
    let others = of_verdict(&measures, "ineligible", Some("audience"));
    assert!(near.len() > 12);
    let page = page(&["venture-investor"], "zh");
    let markdown = assessed(&["venture-investor"], &["--format", "markdown"]);
    let table = page.split_once("<table class=\"near\">").unwrap().1.split_once("</table>").unwrap().0;
    assert_eq!(table.matches("<th scope=\"row\">").count(), near.len());
    for measure in near {
        let title = measure["title"].as_str().unwrap();
        assert!(table.contains(&escaped(title)), "{title}");
        assert!(markdown.contains(&format!("\n| {title} | ")), "{title}");
    }
    assert!(page.contains(&format!("<summary>不适用:{} 项</summary>", others.len())));
    assert!(markdown.contains(&format!("\n不适用:{} 项\n", others.len())));
    assert!(!page.contains("--all") && !markdown.contains("--all"));
}

#[test]
fn pages_in_chinese_and_english_have_the_same_structure() {
    let shape = |language| -> Vec<String> {
        let page = page(&EXAMPLES, language);
        let without_texts = |tag: &str| {
            let name = tag.split_once(' ').map_or(tag, |(name, _)| name);
            let class = tag.split_once("class=\"").map_or("", |(_, rest)| rest.split_once('"').unwrap().0);
            format!("{name} {class}")
        };
        tags(&page).into_iter().map(without_texts).collect()
    };
    assert_eq!(shape("zh"), shape("en"));
    assert!(page(&EXAMPLES, "zh").contains("<html lang=\"zh-CN\">"));
    assert!(page(&EXAMPLES, "en").contains("<html lang=\"en\">"));
}

#[test]
fn several_clients_are_an_overview_and_then_one_section_each() {
    let page = page(&EXAMPLES, "zh");
    let marks = ["<table class=\"index\">", "id=\"client-1\"", "id=\"client-2\"", "id=\"client-3\""];
    assert!(places(&page, &marks).is_sorted());
    let row = page.split("<a href=\"#client-1\">").nth(1).unwrap().split_once("</tr>").unwrap().0;
    assert!(
        row.starts_with("1. 青岛某创业投资有限公司</a>") && row.contains(">80万元<") && row.contains(">2080万元<"),
        "{row}"
    );

    let markdown = assessed(&EXAMPLES, &["--format", "markdown"]);
    let headings: Vec<&str> =
        markdown.lines().filter(|line| line.starts_with("# ") || line.starts_with("## ")).collect();
    assert_eq!(headings.len(), 4);
    assert!(
        headings[0].starts_with("# 3 个申报主体 · 截至 ") && headings[3].starts_with("## 3. 青岛某互联网总部有限公司")
    );
    let overview = markdown.split_once("\n## ").unwrap().0;
    assert!(overview.contains("| 1. 青岛某创业投资有限公司 | 3 | 2 | 0 | "), "{overview}");
    assert!(overview.contains(" | 80万元 | 2080万元 |\n"), "{overview}");
}

fn saved_as(name: &str, options: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    assessed(&["noodle-shop"], &[&["-o", path.to_str().unwrap()], options].concat());
    std::fs::read_to_string(Path::new(&path)).unwrap()
}

#[test]
fn the_ending_of_the_file_decides_the_form_unless_one_is_named() {
    for name in ["a.html", "a.htm", "A.HTML"] {
        assert!(saved_as(name, &[]).starts_with("<!DOCTYPE html>"), "{name}");
    }
    assert!(saved_as("a.md", &[]).starts_with("# 青岛某面馆"));
    assert!(saved_as("a.json", &[]).starts_with("{\n"));
    assert_eq!(saved_as("a.ndjson", &[]).lines().count(), 1);
    assert!(saved_as("a.txt", &[]).starts_with("青岛某面馆"));
    assert!(saved_as("a.html", &["--format", "markdown"]).starts_with("# 青岛某面馆"));
}
