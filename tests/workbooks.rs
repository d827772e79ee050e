//! The workbook of a batch, read back by a library that did not write it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, dead_code)]

mod applicants;
mod random;

use applicants::WEIGHTS;
use applicants::draw::Applicants;
use applicants::weights::Weights;
use calamine::{Data, Range, Reader, Xlsx};
use huiqi::assess::{RuledOutBy, Total, assess};
use huiqi::catalogue::{Catalogue, load_embedded};
use huiqi::language::Language;
use huiqi::measure::Class;
use huiqi::money::Money;
use huiqi::problem::{Code, Problem};
use huiqi::profile::Profile;
use huiqi::profile_file::{Format, read};
use huiqi::report::client::{CellProblem, Client};
use huiqi::report::words;
use huiqi::report::workbook::{ClientRows, Workbook};
use jiff::civil::date;
use std::io::Cursor;
use std::sync::LazyLock;

static SHIPPED: LazyLock<Catalogue> = LazyLock::new(|| load_embedded(date(2026, 11, 23)).unwrap());

const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

fn profile(text: &str) -> Profile {
    let (profile, problems) = read(&SHIPPED, text, Format::Toml, 0).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    profile
}

fn example(name: &str) -> Profile {
    profile(&std::fs::read_to_string(format!("policies/qingdao-new-economy-2020/examples/{name}.toml")).unwrap())
}

/// Clients with these profiles, in this order, each with a contact that is passed through.
fn clients(profiles: Vec<Profile>) -> Vec<Client<'static>> {
    let client = |(at, profile): (usize, Profile)| Client {
        number: at + 1,
        row: at + 2,
        assessment: assess(&SHIPPED, &profile),
        profile,
        others: vec![(0, format!("联系人{}", at + 1))],
        problems: Vec::new(),
    };
    profiles.into_iter().enumerate().map(client).collect()
}

/// The examples, an applicant of whom nothing is known, and random ones who leave things out.
fn some_clients() -> Vec<Client<'static>> {
    let weights = Weights::read(WEIGHTS, &SHIPPED).unwrap_or_else(|faults| panic!("{}", faults.join("\n")));
    let applicants = Applicants::new(&SHIPPED, &weights);
    let mut profiles =
        vec![example("venture-investor"), example("internet-headquarters"), example("noodle-shop"), Profile::default()];
    for seed in 0..12 {
        let mut profile = applicants.draw(seed).profile(&SHIPPED);
        let left_out = SHIPPED.facts.iter().enumerate().filter(|(at, _)| (at + seed as usize).is_multiple_of(4));
        left_out.for_each(|(_, fact)| profile.forget(fact));
        profile.name = Some(format!("客户{seed}"));
        profiles.push(profile);
    }
    clients(profiles)
}

fn bytes(clients: &[Client<'_>], language: Language) -> Vec<u8> {
    let mut workbook = Workbook::new(&SHIPPED, language, &["联系人".to_owned()], "客户.xlsx");
    clients.iter().for_each(|client| workbook.add(ClientRows::of(&SHIPPED, language, client)).unwrap());
    let mut bytes = Cursor::new(Vec::new());
    workbook.finish(&mut bytes).unwrap();
    bytes.into_inner()
}

type Read = Xlsx<Cursor<Vec<u8>>>;

fn workbook(clients: &[Client<'_>], language: Language) -> Read {
    Xlsx::new(Cursor::new(bytes(clients, language))).unwrap()
}

/// One sheet, whose columns are named by their headings.
struct Sheet {
    range: Range<Data>,
    /// The row in which the headings stand, from 0.
    headings: u32,
}

impl Sheet {
    fn of(workbook: &mut Read, zh: &str, en: &str, language: Language) -> Self {
        let range = workbook.worksheet_range(language.pick(zh, en)).unwrap();
        Self { range, headings: u32::from(zh == "汇总") }
    }

    fn rows(&self) -> std::ops::RangeInclusive<u32> {
        self.headings + 1..=self.range.end().unwrap().0
    }

    fn headings(&self) -> Vec<String> {
        let columns = 0..=self.range.end().unwrap().1;
        columns
            .map(|at| self.range.get_value((self.headings, at)).map(ToString::to_string).unwrap_or_default())
            .collect()
    }

    fn cell(&self, row: u32, heading: &str) -> Data {
        let column = self.headings().iter().position(|it| it == heading);
        let column = column.unwrap_or_else(|| panic!("no column {heading} among {:?}", self.headings()));
        self.range.get_value((row, column as u32)).cloned().unwrap_or(Data::Empty)
    }

    fn text(&self, row: u32, heading: &str) -> String {
        self.cell(row, heading).to_string()
    }

    /// The rows of a client.
    fn of_client(&self, number: usize, heading: &str) -> Vec<u32> {
        self.rows().filter(|row| self.text(*row, heading) == number.to_string()).collect()
    }
}

/// What the cell of an amount shows; numbers to the fen.
fn shown(cell: &Data) -> String {
    match cell {
        Data::Float(number) => format!("{number:.2}"),
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}

fn only(profile: Profile) -> Vec<Client<'static>> {
    clients(vec![profile])
}

#[test]
fn every_client_is_in_the_summary_in_the_order_of_the_input() {
    let clients = some_clients();
    for language in LANGUAGES {
        let summary = Sheet::of(&mut workbook(&clients, language), "汇总", "Summary", language);
        assert_eq!(summary.rows().count(), clients.len());
        for (row, client) in summary.rows().zip(&clients) {
            let column = |zh, en| summary.text(row, language.pick(zh, en));
            assert_eq!(column("序号", "No."), client.number.to_string());
            assert_eq!(column("名称", "Name"), client.profile.name.clone().unwrap_or_default());
            assert_eq!(column("联系人", "联系人"), client.others[0].1);
        }
    }
}

#[test]
fn the_first_sheet_is_the_summary_and_the_others_follow() {
    let clients = only(example("noodle-shop"));
    let names = |language| workbook(&clients, language).sheet_names();
    assert_eq!(names(Language::Chinese), ["汇总", "明细", "待问", "问题", "说明"]);
    assert_eq!(names(Language::English), ["Summary", "Details", "To ask", "Problems", "About"]);
}

#[test]
fn a_venture_investor_has_800000_yuan_for_sure_and_20800000_at_most() {
    // 1 % of 8000万元 is firm; up to 2000万元 for paid-in capital hangs on implementing rules.
    let clients = only(example("venture-investor"));
    let summary = Sheet::of(&mut workbook(&clients, Language::Chinese), "汇总", "Summary", Language::Chinese);
    assert_eq!(summary.cell(2, "资金:确定(元)"), Data::Float(800_000.0));
    assert_eq!(summary.cell(2, "资金:最高(元)"), Data::Float(20_800_000.0));
    let english = Sheet::of(&mut workbook(&clients, Language::English), "汇总", "Summary", Language::English);
    assert_eq!(english.cell(2, "cash: firm (yuan)"), Data::Float(800_000.0));
    assert_eq!(english.cell(2, "cash: most (yuan)"), Data::Float(20_800_000.0));
}

#[test]
fn an_open_amount_is_said_in_words_and_is_no_number() {
    let investor = "[facts]\napplicant = [\"company\"]\nbusiness = [\"venture-capital\"]\n";
    let clients = only(profile(investor));
    for language in LANGUAGES {
        let open = Data::String(language.pick("待补充", "open").to_owned());
        let mut workbook = workbook(&clients, language);
        let summary = Sheet::of(&mut workbook, "汇总", "Summary", language);
        assert_eq!(summary.cell(2, language.pick("资金:最高(元)", "cash: most (yuan)")), open);
        let details = Sheet::of(&mut workbook, "明细", "Details", language);
        let id = language.pick("措施 id", "Measure id");
        let row = details.rows().find(|row| details.text(*row, id) == "vc-local-investment-award").unwrap();
        assert_eq!(details.cell(row, language.pick("如符合,最高(元)", "If it applies, at most (yuan)")), open);
        assert_eq!(
            details.cell(row, language.pick("如符合,不低于(元)", "If it applies, at least (yuan)")),
            Data::Float(0.0)
        );
    }
}

#[test]
fn an_amount_that_is_not_stated_is_said_in_words_and_never_zero() {
    let rating = "[facts]\napplicant = [\"company\"]\nbusiness = [\"credit-service\"]\n\
                  credit-service-plans = [\"new-economy-rating\"]\n";
    let clients = only(profile(rating));
    for language in LANGUAGES {
        let details = Sheet::of(&mut workbook(&clients, language), "明细", "Details", language);
        let id = language.pick("措施 id", "Measure id");
        let row = details.rows().find(|row| details.text(*row, id) == "credit-rating-subsidy").unwrap();
        let unstated = Data::String(language.pick("金额未载明", "not stated").to_owned());
        assert_eq!(details.cell(row, language.pick("如符合,不低于(元)", "If it applies, at least (yuan)")), unstated);
        assert_eq!(details.cell(row, language.pick("如符合,最高(元)", "If it applies, at most (yuan)")), unstated);
    }
}

#[test]
fn amounts_are_exact_to_the_fen() {
    // 1 % of 80,000,012.00 is 800,000.12.
    let mut profile = example("venture-investor");
    let (_, fact) = SHIPPED.fact("local-industry-investment").unwrap();
    profile.give(fact, &fact.read("80000012元").unwrap());
    let summary = Sheet::of(&mut workbook(&only(profile), Language::Chinese), "汇总", "Summary", Language::Chinese);
    assert_eq!(summary.cell(2, "资金:确定(元)").to_string(), "800000.12");
    assert_eq!(summary.cell(2, "资金:最高(元)").to_string(), "20800000.12");
}

#[test]
fn an_amount_with_more_digits_than_a_number_keeps_is_text_and_exact() {
    // A spreadsheet keeps 15 digits; these are 16.
    let mut clients = only(example("venture-investor"));
    let long = Money::from_fen(1_234_567_890_123_456);
    let total = clients[0].assessment.totals.iter_mut().find(|total| total.class == Class::Cash).unwrap();
    *total = Total { low: long, high: Some(long), ..*total };
    let summary = Sheet::of(&mut workbook(&clients, Language::Chinese), "汇总", "Summary", Language::Chinese);
    assert_eq!(summary.cell(2, "资金:确定(元)"), Data::String("12345678901234.56".to_owned()));
}

#[test]
fn totals_are_those_of_the_assessment_class_by_class() {
    let clients = some_clients();
    let language = Language::Chinese;
    let summary = Sheet::of(&mut workbook(&clients, language), "汇总", "Summary", language);
    let amount = |money: Option<Money>, unstated: usize| match money {
        None => "待补充".to_owned(),
        Some(Money::ZERO) if unstated > 0 => "金额未载明".to_owned(),
        Some(money) => money.plain(),
    };
    let mut seen = Vec::new();
    for (row, client) in summary.rows().zip(&clients) {
        for name in ["资金", "基金投资"] {
            let total = client.assessment.totals.iter().find(|total| total.class.words(language) == name);
            let column = |what: &str| shown(&summary.cell(row, &format!("{name}:{what}")));
            let shown = ["确定(元)", "不计需补充信息的,最高(元)", "最高(元)", "金额未载明(项)"].map(column);
            let expected = total.map_or_else(Default::default, |total| {
                let high = amount(total.high, total.unstated);
                let low = if high == "金额未载明" { high.clone() } else { total.low.plain() };
                [low, amount(total.settled_high, total.settled_unstated), high, format!("{}.00", total.unstated)]
            });
            assert_eq!(shown, expected, "client {} {name}", client.number);
            seen.extend(shown);
        }
    }
    for kind in ["待补充", "金额未载明", "20800000.00", ""] {
        assert!(seen.iter().any(|it| it == kind), "no client shows {kind:?}");
    }
}

#[test]
fn an_id_keeps_every_digit_as_text() {
    let mut profile = example("noodle-shop");
    profile.id = Some("913702000000000019".to_owned());
    let mut workbook = workbook(&only(profile), Language::Chinese);
    let id = Data::String("913702000000000019".to_owned());
    let summary = Sheet::of(&mut workbook, "汇总", "Summary", Language::Chinese);
    assert_eq!(summary.cell(2, "编号"), id);
    let details = Sheet::of(&mut workbook, "明细", "Details", Language::Chinese);
    assert!(details.rows().all(|row| details.cell(row, "编号") == id));
}

#[test]
fn the_verdict_of_every_measure_stands_in_the_summary_and_in_the_details() {
    let clients = some_clients();
    for language in LANGUAGES {
        let mut workbook = workbook(&clients, language);
        let summary = Sheet::of(&mut workbook, "汇总", "Summary", language);
        let details = Sheet::of(&mut workbook, "明细", "Details", language);
        let first = summary.headings().len() - SHIPPED.measures.len();
        let number = language.pick("序号", "No.");
        for (row, client) in summary.rows().zip(&clients) {
            let mut listed = Vec::new();
            for (at, finding) in client.assessment.findings.iter().enumerate() {
                let cell = |row| summary.range.get_value((row, (first + at) as u32)).unwrap().to_string();
                let (verdict, by) = (finding.verdict, finding.ruled_out_by);
                assert_eq!(cell(1), finding.measure.title.get(language));
                assert_eq!(cell(row), words::verdict_in_short(verdict, by, language), "{}", finding.measure.id);
                if by != Some(RuledOutBy::Audience) {
                    listed.push((finding.measure.id.clone(), words::verdict(verdict, by, language).to_owned()));
                }
            }
            let rows = details.of_client(client.number, number).into_iter();
            let (id, verdict) = (language.pick("措施 id", "Measure id"), language.pick("结论", "Verdict"));
            let found: Vec<_> = rows.map(|row| (details.text(row, id), details.text(row, verdict))).collect();
            assert_eq!(found, listed, "client {}", client.number);
        }
    }
}

#[test]
fn the_questions_are_the_facts_still_worth_asking_in_their_order() {
    let clients = some_clients();
    for language in LANGUAGES {
        let sheet = Sheet::of(&mut workbook(&clients, language), "待问", "To ask", language);
        for client in &clients {
            let next: Vec<String> =
                client.assessment.next_facts.iter().map(|id| SHIPPED.facts[id.0].id.clone()).collect();
            let rows = sheet.of_client(client.number, language.pick("序号", "No."));
            let column = |zh, en| rows.iter().map(|row| sheet.text(*row, language.pick(zh, en))).collect::<Vec<_>>();
            assert_eq!(column("信息 id", "Fact id"), next, "client {}", client.number);
            let order: Vec<String> = (1..=next.len()).map(|order| order.to_string()).collect();
            assert_eq!(column("第几问", "Order"), order);
            assert!(column("回答", "Answer").iter().all(String::is_empty));
        }
    }
}

#[test]
fn a_problem_is_reported_with_its_place_what_stands_there_and_how_to_mend_it() {
    let mut clients = some_clients();
    let of_cell = |code, zh: &'static str, en: &'static str| CellProblem {
        place: "F4".to_owned(),
        row: 4,
        column: Some("实缴资金".to_owned()),
        value: Some("=约2亿".to_owned()),
        problem: Problem::nowhere(code, zh, en).mend("写成 2.5亿元 这样", "write it like 2.5亿元").into(),
    };
    clients[2].problems = vec![
        of_cell(Code::BadValue, "「=约2亿」不是金额", "`=约2亿` is no amount"),
        of_cell(Code::DoesNotApply, "不适用", "it does not apply"),
    ];
    let language = Language::Chinese;
    let sheet = Sheet::of(&mut workbook(&clients, language), "问题", "Problems", language);
    let row = |row| {
        ["序号", "名称", "行", "位置", "列", "填写的内容", "问题", "怎样改", "怎样处理的"].map(|it| sheet.text(row, it))
    };
    let mend = "写成 2.5亿元 这样";
    let left_aside = "没有采用,按未知处理";
    assert_eq!(row(1), ["3", "青岛某面馆", "4", "F4", "实缴资金", "=约2亿", "「=约2亿」不是金额", mend, left_aside]);
    assert_eq!(row(2), ["3", "青岛某面馆", "4", "F4", "实缴资金", "=约2亿", "不适用", mend, "提醒,请核对"]);
    assert_eq!(sheet.rows().count(), 2);
}

#[test]
fn where_there_are_no_problems_one_line_says_so() {
    let clients = only(example("noodle-shop"));
    let sheet = Sheet::of(&mut workbook(&clients, Language::Chinese), "问题", "Problems", Language::Chinese);
    assert_eq!(sheet.rows().map(|row| sheet.text(row, "问题")).collect::<Vec<_>>(), ["没有发现问题"]);
}

#[test]
fn a_problem_of_a_row_without_a_client_is_reported_too() {
    let mut workbook = Workbook::new(&SHIPPED, Language::English, &[], "clients.csv");
    let problem = CellProblem {
        place: "9".to_owned(),
        row: 9,
        column: None,
        value: None,
        problem: Problem::nowhere(Code::Syntax, "这一行读不出来", "the row cannot be read").into(),
    };
    workbook.add_problem(&problem).unwrap();
    let mut bytes = Cursor::new(Vec::new());
    workbook.finish(&mut bytes).unwrap();
    let mut read: Read = Xlsx::new(bytes).unwrap();
    let sheet = Sheet::of(&mut read, "问题", "Problems", Language::English);
    assert_eq!(sheet.text(1, "Row"), "9");
    assert_eq!(sheet.text(1, "What is wrong"), "the row cannot be read");
}

#[test]
fn hostile_names_are_plain_text() {
    let hostile =
        ["=HYPERLINK(\"http://example.com\")", "<script>alert(1)</script>", "\u{1b}[2J清屏", "甲\n乙", "+1", "_x001B_"];
    let shown = [
        "=HYPERLINK(\"http://example.com\")",
        "<script>alert(1)</script>",
        "\u{fffd}[2J清屏",
        "甲 乙",
        "+1",
        "_x001B_",
    ];
    let named = |name: &&str| {
        let mut profile = example("noodle-shop");
        (profile.name, profile.id) = (Some((*name).to_owned()), Some((*name).to_owned()));
        profile
    };
    let mut clients = clients(hostile.iter().map(named).collect());
    clients.iter_mut().zip(hostile).for_each(|(client, text)| client.others = vec![(0, text.to_owned())]);
    let mut workbook = workbook(&clients, Language::Chinese);
    assert!(workbook.worksheet_formula("汇总").unwrap().is_empty());
    let summary = Sheet::of(&mut workbook, "汇总", "Summary", Language::Chinese);
    for (row, shown) in summary.rows().zip(shown) {
        for column in ["名称", "编号", "联系人"] {
            assert_eq!(summary.cell(row, column), Data::String(shown.to_owned()));
        }
    }
}

#[test]
fn a_name_of_ten_thousand_characters_stays_whole_and_a_longer_one_than_a_cell_holds_is_cut() {
    for (length, shown) in [(10_000, "名".repeat(10_000)), (40_000, format!("{}…", "名".repeat(32_766)))] {
        let mut profile = example("noodle-shop");
        profile.name = Some("名".repeat(length));
        let mut workbook = workbook(&only(profile), Language::Chinese);
        let summary = Sheet::of(&mut workbook, "汇总", "Summary", Language::Chinese);
        assert!(summary.text(2, "名称") == shown, "{length}");
    }
}

#[test]
fn the_explanation_names_the_document_the_catalogue_the_day_and_the_closing_line() {
    let clients = some_clients();
    for language in LANGUAGES {
        let mut workbook = workbook(&clients, language);
        let range = workbook.worksheet_range(language.pick("说明", "About")).unwrap();
        let text: String = range.rows().flatten().map(|cell| format!("{cell}\n")).collect();
        let digest = format!("sha256:{}", SHIPPED.digest);
        let closing = "本意见各项政策措施依照规定程序、期限和实施细则办理";
        for needed in ["青政发〔2020〕9号", "2020-08-20", "2026-11-23", &digest, closing, "客户.xlsx", "16"] {
            assert!(text.contains(needed), "{needed} is not in\n{text}");
        }
        let caution = ["结果仅供参考,以主管部门最新政策和审核为准", "For orientation only"];
        assert!(text.contains(language.pick(caution[0], caution[1])), "{text}");
    }
}

#[test]
fn the_same_clients_give_the_same_bytes() {
    let clients = some_clients();
    for language in LANGUAGES {
        assert!(bytes(&clients, language) == bytes(&clients, language));
    }
}

/// A disk with so much room.
struct Disk(usize);

impl std::io::Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_disk_that_is_full_is_said_in_words() {
    let clients = only(example("noodle-shop"));
    for room in [0, 100, 5_000, 15_000] {
        let mut workbook = Workbook::new(&SHIPPED, Language::Chinese, &[], "客户.xlsx");
        workbook.add(ClientRows::of(&SHIPPED, Language::Chinese, &clients[0])).unwrap();
        assert_eq!(workbook.finish(Disk(room)).unwrap_err().zh, "磁盘已满", "{room}");
    }
}
