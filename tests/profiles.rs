//! Profiles as they are written: the exact text, what is left over, and drafts.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use huiqi::catalogue::{Catalogue, load_embedded};
use huiqi::language::Language;
use huiqi::profile::Profile;
use huiqi::profile_file::{self, Format};
use jiff::civil::date;

fn catalogue() -> Catalogue {
    load_embedded(date(2026, 11, 23)).unwrap()
}

const CHINESE: &str = r#"# 申报主体档案:青政发〔2020〕9号
name = "青岛\"某\"公司\n[facts]"
id = "A-1"
declined = ["new-paid-in-capital", "local-tax-contribution/3"]

[facts]
applicant = ["company"]  # 申报主体类型:企业
business = [  # 主营业务
  "catering",  # 餐饮
  "venture-capital",  # 创业投资、风险投资
]
registered-on = "2020-09"  # 登记日期
new-economy = "否"  # 新经济企业
plans = []  # 正在做或打算做的事:以上都不是
paid-in-capital = "2.5亿元"  # 实缴资金
local-industry-investment = "123456789.01元"  # 投资本地实体产业的到位额
"local-tax-contribution/1" = "2000万元"  # 地方税收贡献(第1年)
plot-ratio = "2.05"  # 地上建筑容积率
trainees = "12人"  # 培养人数

# 没有用上:employees = "12"
"#;

const ENGLISH: &str = r#"# profile of an applicant: 青政发〔2020〕9号
name = "青岛\"某\"公司\n[facts]"
id = "A-1"
declined = ["new-paid-in-capital", "local-tax-contribution/3"]

[facts]
applicant = ["company"]  # Kind of applicant: Company
business = [  # Line of business
  "catering",  # Catering
  "venture-capital",  # Venture capital
]
registered-on = "2020-09"  # Date of registration
new-economy = "no"  # New-economy enterprise
plans = []  # Doing or planning: none of these
paid-in-capital = "250000000.00"  # Paid-in capital: 250 million yuan
local-industry-investment = "123456789.01"  # Money placed in local industry: 123,456,789.01 yuan
"local-tax-contribution/1" = "20000000.00"  # Local tax contribution (year 1): 20 million yuan
plot-ratio = "2.05"  # Plot ratio above ground
trainees = "12"  # People trained: 12 people

# not used: employees = "12"
"#;

const JSON: &str = r#"{
  "name": "青岛\"某\"公司\n[facts]",
  "id": "A-1",
  "declined": [
    "new-paid-in-capital"
  ],
  "facts": {
    "applicant": [
      "company"
    ],
    "business": [
      "catering",
      "venture-capital"
    ],
    "registered-on": "2020-09",
    "new-economy": false,
    "plans": [],
    "paid-in-capital": "250000000.00",
    "local-industry-investment": "123456789.01",
    "local-tax-contribution": [
      "20000000.00",
      null,
      "?"
    ],
    "plot-ratio": "2.05",
    "trainees": 12
  }
}
"#;

fn read(catalogue: &Catalogue, text: &str, format: Format) -> Profile {
    let (profile, problems) = profile_file::read(catalogue, text, format, 0).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    profile
}

#[test]
fn a_profile_is_written_with_labels_and_amounts_in_chinese() {
    let catalogue = catalogue();
    let profile = read(&catalogue, JSON, Format::Json);
    let left_over = ["employees = \"12\"".to_owned()];
    assert_eq!(profile_file::write(&catalogue, &profile, Format::Toml, Language::Chinese, &left_over), CHINESE);
    assert_eq!(read(&catalogue, CHINESE, Format::Toml), profile);
}

#[test]
fn a_profile_is_written_with_labels_and_plain_amounts_in_english() {
    let catalogue = catalogue();
    let profile = read(&catalogue, JSON, Format::Json);
    let left_over = ["employees = \"12\"".to_owned()];
    assert_eq!(profile_file::write(&catalogue, &profile, Format::Toml, Language::English, &left_over), ENGLISH);
    assert_eq!(read(&catalogue, ENGLISH, Format::Toml), profile);
}

#[test]
fn a_profile_in_json_is_the_same_in_every_language() {
    let catalogue = catalogue();
    let profile = read(&catalogue, CHINESE, Format::Toml);
    for language in [Language::Chinese, Language::English] {
        assert_eq!(profile_file::write(&catalogue, &profile, Format::Json, language, &[]), JSON);
    }
}

#[test]
fn years_all_of_which_were_asked_stand_in_one_list() {
    let catalogue = catalogue();
    let json = r#"{"facts": {"local-tax-contribution": ["100", "?", "0.5"]}}"#;
    let profile = read(&catalogue, json, Format::Json);
    let text = profile_file::write(&catalogue, &profile, Format::Toml, Language::Chinese, &[]);
    assert_eq!(text.lines().last(), Some(r#"local-tax-contribution = ["100元", "?", "0.5元"]  # 地方税收贡献"#));
    assert!(!text.contains("declined"), "{text}");
}

#[test]
fn assignments_are_codes_that_set_takes() {
    let catalogue = catalogue();
    let assignments = profile_file::assignments(&catalogue, &read(&catalogue, JSON, Format::Json));
    assert_eq!(
        assignments,
        [
            "applicant=company",
            "business=catering,venture-capital",
            "registered-on=2020-09",
            "new-economy=false",
            "plans=none",
            "paid-in-capital=250000000.00",
            "new-paid-in-capital=?",
            "local-industry-investment=123456789.01",
            "local-tax-contribution/1=20000000.00",
            "local-tax-contribution/3=?",
            "plot-ratio=2.05",
            "trainees=12",
        ]
    );
}

#[test]
fn what_is_left_over_stays_a_comment_whatever_it_holds() {
    let catalogue = catalogue();
    let left_over = ["a\n[facts]\rtrainees = 1\u{1b}\u{7f}\u{85}".to_owned(), "\0".to_owned()];
    let text = profile_file::write(&catalogue, &Profile::default(), Format::Toml, Language::English, &left_over);
    let comments = "# not used: a\n# not used: [facts]\\rtrainees = 1\\u{1b}\\u{7f}\\u{85}\n# not used: \\u{0}\n";
    assert!(text.ends_with(comments), "{text}");
    assert_eq!(read(&catalogue, &text, Format::Toml), Profile::default());
}

#[test]
fn everything_that_came_to_nothing_is_left_over_and_stays_so() {
    let catalogue = catalogue();
    let text = "nmae = \"x\"\ndeclined = [\"paid-in-capital\"]\n[facts]\nbusiness = [\n  \"catering\",\n  \"juggling\",\n]\n\
                trainees = 12\nemployees = 3\n实缴资金 = \"1亿\"\n[fatcs]\nplot-ratio = \"2\"\n# not used: older = 1\n";
    let (profile, problems) = profile_file::read(&catalogue, text, Format::Toml, 0).unwrap();
    let left_over = profile_file::left_over(&catalogue, text, Format::Toml, &problems);
    let expected = [
        "nmae = \"x\"",
        "declined = [\"paid-in-capital\"]",
        "business = [\n  \"catering\",\n  \"juggling\",\n]",
        "employees = 3",
        "实缴资金 = \"1亿\"",
        "[fatcs]",
        "plot-ratio = \"2\"",
        "older = 1",
    ];
    assert_eq!(left_over, expected);
    let again = profile_file::write(&catalogue, &profile, Format::Toml, Language::Chinese, &left_over);
    let lines: Vec<&str> = expected.iter().flat_map(|text| text.lines()).collect();
    assert_eq!(profile_file::left_over(&catalogue, &again, Format::Toml, &[]), lines);
}

#[test]
fn of_a_profile_with_more_faults_than_are_listed_no_line_is_lost() {
    let catalogue = catalogue();
    let odd: String = (0..1_200).map(|at| format!("k{at} = 1\n")).collect();
    let text = format!("declined = [\"juggling\"]\n[facts]\ntrainees = 12\n{odd}plot-ratio = \"2\"\n");
    let (profile, problems) = profile_file::read(&catalogue, &text, Format::Toml, 0).unwrap();
    let (_, plot_ratio) = catalogue.fact("plot-ratio").unwrap();
    assert!(profile.value(plot_ratio).is_some());
    let last = problems.last().unwrap();
    // 1,200 facts and one that is declined are unknown.
    assert_eq!((problems.len(), last.what.zh.as_ref()), (1_001, "还有 201 处问题没有列出"));
    let left_over = profile_file::left_over(&catalogue, &text, Format::Toml, &problems);
    // What stands from the first fault on that is not listed stays, used or not; here that is what is declined,
    // which is read last.
    assert_eq!(left_over.len(), text.lines().count() - 1);
}

#[test]
fn what_nobody_sees_and_what_turns_the_direction_stands_by_its_number() {
    let catalogue = catalogue();
    let name = "甲\u{202e}乙\u{200b}\u{85}\u{e0041}";
    let mut profile = Profile::default();
    profile.name = Some(name.to_owned());
    for (format, left_over, line) in [
        (Format::Toml, "nmae = \"\u{202e}\"", "name = \"甲\\u202E乙\\u200B\\u0085\\U000E0041\"\n"),
        (Format::Json, "", "\"name\": \"甲\\u202e乙\\u200b\\u0085\\udb40\\udc41\""),
    ] {
        let text = profile_file::write(&catalogue, &profile, format, Language::Chinese, &[left_over.to_owned()]);
        assert!(text.contains(line), "{text}");
        assert_eq!(read(&catalogue, &text, format), profile);
        assert!(format == Format::Json || text.ends_with("# 没有用上:nmae = \"\\u{202e}\"\n"), "{text}");
    }
}
