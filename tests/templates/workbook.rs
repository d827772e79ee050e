//! What stands in the workbook.

use crate::sheets::{Sheets, letters};
use crate::{form, headings};
use calamine::SheetVisible;
use huiqi::catalogue::{Catalogue, load_embedded};
use huiqi::fact::{Kind, Value};
use huiqi::language::Language;
use jiff::civil::date;
use unicode_width::UnicodeWidthStr;

const LANGUAGES: [(&str, Language); 2] = [("zh", Language::Chinese), ("en", Language::English)];

fn catalogue() -> Catalogue {
    load_embedded(date(2026, 11, 23)).unwrap()
}

fn sheets(language: &str) -> Sheets {
    Sheets::new(form("xlsx", language, &[]))
}

fn column(headings: &[String], heading: &str) -> String {
    let at = headings.iter().position(|it| it == heading).unwrap_or_else(|| panic!("{heading}"));
    letters(at)
}

#[test]
fn it_has_a_sheet_for_clients_one_that_explains_and_hidden_lists() {
    use SheetVisible::{Hidden, Visible};
    let names = |language| sheets(language).names();
    let own = |names: [(&str, SheetVisible); 3]| names.map(|(name, visible)| (name.to_owned(), visible)).to_vec();
    assert_eq!(names("zh"), own([("客户", Visible), ("填写说明", Visible), ("选项", Hidden)]));
    assert_eq!(names("en"), own([("Clients", Visible), ("How to fill in", Visible), ("Choices", Hidden)]));
}

#[test]
fn the_sheet_for_clients_has_the_headings_of_the_csv_and_nothing_else() {
    for (language, sheet) in [("zh", "客户"), ("en", "Clients")] {
        assert_eq!(sheets(language).rows(sheet), [headings(language, &[])]);
    }
}

#[test]
fn every_list_holds_exactly_the_labels_and_not_sure_and_each_reads_back() {
    let catalogue = catalogue();
    for (code, language) in LANGUAGES {
        let (mut sheets, headings) = (sheets(code), headings(code, &[]));
        let validations = sheets.validations();
        let mut lists = 0;
        for fact in &catalogue.facts {
            let mut expected: Vec<String> = match fact.kind {
                Kind::YesNo => language.pick(["是", "否"], ["yes", "no"]).map(str::to_owned).into(),
                Kind::Choice | Kind::Choices => {
                    fact.choices.iter().map(|choice| choice.label.get(language).to_owned()).collect()
                }
                _ => continue,
            };
            for label in &expected {
                assert!(fact.read(label).is_ok(), "{label}");
            }
            if fact.kind == Kind::Choices {
                expected.push(language.pick("以上都不是", "none of these").to_owned());
                assert_eq!(fact.read(&expected[expected.len() - 1]), Ok(Value::Choices(Vec::new())));
            }
            expected.push(language.pick("不清楚", "not sure").to_owned());
            let ending = if fact.kind == Kind::YesNo { language.pick("(是/否)", " (yes/no)") } else { "" };
            let letters = column(&headings, &format!("{}{ending}", fact.label.get(language)));
            let validation = &validations[&format!("{letters}2:{letters}1048576")];
            assert_eq!(validation.get("type"), "list", "{}", fact.id);
            assert_eq!(sheets.list(&validation.list), expected, "{}", fact.id);
            lists += 1;
        }
        assert!(lists > 60, "{lists}");
    }
}

#[test]
fn several_choices_may_be_typed_freely_and_a_single_one_only_after_a_warning() {
    let (sheets, headings) = (sheets("zh"), headings("zh", &[]));
    let validations = sheets.validations();
    let of = |heading: &str| {
        let letters = column(&headings, heading);
        &validations[&format!("{letters}2:{letters}1048576")]
    };
    assert_eq!(of("主营业务").get("showErrorMessage"), "");
    for heading in ["企业规模", "新经济企业(是/否)"] {
        let both = (of(heading).get("showErrorMessage"), of(heading).get("errorStyle"));
        assert_eq!(both, ("1", "warning"), "{heading}");
    }
    // 2.5亿元 and 不清楚 may be typed where a figure is asked.
    assert_eq!(of("实缴资金(万元)").get("type"), "");
}

#[test]
fn every_column_has_a_hint_within_what_excel_takes() {
    for (language, _) in LANGUAGES {
        let (sheets, headings) = (sheets(language), headings(language, &[]));
        let validations = sheets.validations();
        assert_eq!(validations.len(), headings.len());
        for validation in validations.values() {
            for (name, most) in [("promptTitle", 32), ("prompt", 255), ("errorTitle", 32), ("error", 255)] {
                let length = validation.get(name).encode_utf16().count();
                assert!(length <= most, "{name} has {length}: {}", validation.get(name));
            }
            assert!(!validation.get("promptTitle").is_empty() && !validation.get("prompt").is_empty());
        }
    }
}

#[test]
fn a_hint_asks_the_question_and_says_how_to_answer() {
    let (sheets, headings) = (sheets("zh"), headings("zh", &[]));
    let letters = column(&headings, "实缴资金(万元)");
    let hint = sheets.validations()[&format!("{letters}2:{letters}1048576")].get("prompt").to_owned();
    let lines: Vec<&str> = hint.lines().collect();
    assert_eq!(lines[0], "机构目前的实缴资金是多少?");
    assert_eq!(lines[1], "填金额,如 2.5亿元;只写数字按万元算,25000 就是 2.5亿元。");
    assert!(lines[2].starts_with("股东或合伙人实际缴付到位的资金"), "{hint}");
}

#[test]
fn what_the_form_is_for_stands_in_the_hint_and_nowhere_as_a_value() {
    let mut sheets = Sheets::new(form("xlsx", "zh", &["--for", "企业,餐饮"]));
    let letters = column(&headings("zh", &["--for", "企业,餐饮"]), "主营业务");
    let validations = sheets.validations();
    let validation = &validations[&format!("{letters}2:{letters}1048576")];
    assert!(validation.get("prompt").contains("本表为这类客户而做:餐饮"), "{validation:?}");
    assert_eq!(sheets.list(&validation.list).len(), 27);
    assert_eq!(sheets.rows("客户").len(), 1);
}

#[test]
fn names_codes_and_dates_stay_as_they_are_typed() {
    let (sheets, headings) = (sheets("zh"), headings("zh", &[]));
    let columns = sheets.elements(1, "col");
    let style = |heading: &str| {
        let number = headings.iter().position(|it| it == heading).unwrap() + 1;
        let bound = |column: &std::collections::BTreeMap<String, String>, name: &str| -> usize {
            column[name].parse().unwrap()
        };
        let found = columns.iter().find(|it| (bound(it, "min")..=bound(it, "max")).contains(&number)).unwrap();
        found.get("style").cloned().unwrap_or_default()
    };
    // 49 is the number that the format @ has in every workbook.
    let text = style("名称");
    assert!(!text.is_empty() && sheets.styles().contains(&format!("{text}=49")), "{:?}", sheets.styles());
    for heading in ["统一社会信用代码", "编号", "登记日期"] {
        assert_eq!(style(heading), text, "{heading}");
    }
    for heading in ["实缴资金(万元)", "主营业务", "培养人数(人)"] {
        assert_eq!(style(heading), "", "{heading}");
    }
}

#[test]
fn no_heading_is_cut_and_no_column_is_wider_than_thirty_signs() {
    for (language, _) in LANGUAGES {
        let (sheets, headings) = (sheets(language), headings(language, &[]));
        let height: f64 = sheets.elements(1, "row")[0]["ht"].parse().unwrap();
        let widths = sheets.elements(1, "col").into_iter().flat_map(|column| {
            let bound = |name: &str| column[name].parse::<usize>().unwrap();
            let width: f64 = column["width"].parse().unwrap();
            vec![width; bound("max") + 1 - bound("min")]
        });
        let widths: Vec<f64> = widths.collect();
        assert_eq!(widths.len(), headings.len());
        for (heading, width) in headings.iter().zip(widths) {
            let lines = (heading.width() as f64 / (width - 3.0)).ceil();
            assert!(width < 31.0 && lines * 15.0 <= height, "{heading}: {width} wide, {height} high");
        }
    }
}

#[test]
fn the_headings_stay_in_sight_and_on_every_page() {
    let sheets = sheets("zh");
    let pane = &sheets.elements(1, "pane")[0];
    assert_eq!((pane["ySplit"].as_str(), pane["state"].as_str()), ("1", "frozen"));
    assert!(sheets.elements(1, "autoFilter")[0]["ref"].starts_with("A1:"));
    let page = &sheets.elements(2, "pageSetup")[0];
    assert_eq!((page["paperSize"].as_str(), page["orientation"].as_str()), ("9", "landscape"));
    assert_eq!(sheets.elements(2, "pageSetUpPr")[0]["fitToPage"], "1");
}

#[test]
fn each_column_is_explained_in_a_row_of_its_own() {
    let mut sheets = sheets("zh");
    let rows = sheets.rows("填写说明");
    let head = rows.iter().position(|row| row[0] == "列").unwrap();
    let explained: Vec<&str> = rows[head + 1..].iter().map(|row| row[1].as_str()).collect();
    assert_eq!(explained, headings("zh", &[]));
    let of = |heading: &str| rows.iter().find(|row| row[1] == heading).unwrap();
    assert_eq!(of("名称")[0], "A");
    assert_eq!(of("名称")[6], "每个客户都填");
    assert_eq!(of("企业规模")[2], "企业规模是哪一类?");
    assert_eq!(of("企业规模")[5], "微型;小型;中型;大型");
    assert_eq!(of("实缴资金(万元)")[6], "只在符合这个条件时填:主营业务:包括创业投资、风险投资");
    assert_eq!(of("地方税收贡献(第2年)(万元)")[4], of("实缴资金(万元)")[4]);
    let top: Vec<&str> = rows[..head].iter().map(|row| row[0].as_str()).collect();
    let top = top.join("\n");
    for words in [
        "《青岛市人民政府关于推进新经济业态模式发展的意见》(青政发〔2020〕9号)",
        "2026-11-23",
        "不清楚",
        "括号里的单位",
    ] {
        assert!(top.contains(words), "{words}: {top}");
    }
    assert!(top.contains(catalogue().digest.get(..12).unwrap()), "{top}");
}

#[test]
fn nothing_chinese_stands_in_the_english_workbook_but_names_and_terms() {
    let catalogue = catalogue();
    let mut sheets = sheets("en");
    let text = sheets.rows("How to fill in").into_iter().flatten().collect::<Vec<_>>().join("\n");
    let mut rest = text.replace("青政发〔2020〕9号", "").replace("2.5亿元", "");
    let texts = catalogue.facts.iter().flat_map(|fact| [&fact.help.en, &fact.question.en, &fact.label.en]);
    let choices = catalogue.facts.iter().flat_map(|fact| fact.choices.iter());
    let choices = choices.flat_map(|choice| [Some(&choice.label.en), choice.help.as_ref().map(|help| &help.en)]);
    let mut own: Vec<&str> = texts.chain(choices.flatten()).map(AsRef::as_ref).collect();
    own.sort_by_key(|text| std::cmp::Reverse(text.len()));
    for text in own {
        rest = rest.replace(text, "");
    }
    let han: String = rest.chars().filter(|sign| ('\u{4e00}'..='\u{9fff}').contains(sign)).collect();
    assert_eq!(han, "");
}
