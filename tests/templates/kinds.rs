//! Forms for one kind of applicant.

use crate::{form, headings, huiqi};
use huiqi::catalogue::{Catalogue, Source, load};
use huiqi::language::Language;
use huiqi::template::{Form, Kinds, csv, toml};
use jiff::civil::date;

#[test]
fn a_form_for_venture_capital_companies_has_their_columns_and_no_others() {
    let headings = headings("zh", &["--for", "company", "--for", "venture-capital"]);
    let has = |heading: &str| headings.iter().any(|it| it == heading);
    // What depends on the line of business, on plans, and on being a company.
    for heading in [
        "申报主体类型",
        "主营业务",
        "实缴资金(万元)",
        "投资本地实体产业的到位额(万元)",
        "参股基金规模(万元)",
        "地上建筑容积率",
        "称号与批准",
        "培养人数(人)",
    ] {
        assert!(has(heading), "{heading} is not there");
    }
    // What is for persons, for another business, or hangs on a fact that is.
    for heading in [
        "个人身份",
        "登记为个体工商户(是/否)",
        "研究生学历层次",
        "制造方面在做或打算做",
        "金融方面在做或打算做",
        "保持不变的用地条件",
        "互联网总部企业",
        "地方税收贡献(第1年)(万元)",
        "行业组织的工作",
    ] {
        assert!(!has(heading), "{heading} is there");
    }
}

#[test]
fn a_form_for_persons_has_exactly_what_may_concern_a_person() {
    let expected = [
        "名称",
        "统一社会信用代码",
        "编号",
        "申报主体类型",
        "个人身份",
        "登记为个体工商户(是/否)",
        "人才设立外商投资新经济企业或组织(是/否)",
        "住宅作营业场所(是/否)",
        "创业称号",
        "创业称号个数(个)",
        "应用场景方面的打算",
        "人才项目与培训",
        "属于100个骨干职业(工种)(是/否)",
        "培养人数(人)",
        "个人线上创作与销售",
        "获得新经济非上市公司股权激励(是/否)",
        "研究生学历层次",
        "来青创新创业(是/否)",
        "购买首套商品住房(是/否)",
        "在毕业学年(是/否)",
        "驻青高校(是/否)",
        "大学生创业情况",
    ];
    assert_eq!(headings("zh", &["--for", "个人"]), expected);
}

#[test]
fn a_kind_can_be_named_by_id_or_label_in_either_language_alone_or_among_others() {
    let by_id = headings("zh", &["--for", "company", "--for", "venture-capital"]);
    for names in
        ["company,venture-capital", "企业,创业投资、风险投资", "创业投资、风险投资、企业", "Venture capital; Company"]
    {
        assert_eq!(headings("zh", &["--for", names]), by_id, "{names}");
    }
}

#[test]
fn of_kinds_of_which_one_has_only_one_every_one_is_meant() {
    // A large enterprise may become a platform; a micro one may use a platform.
    let has = |kinds: &str, heading: &str| headings("zh", &["--for", kinds]).iter().any(|it| it == heading);
    assert!(has("large", "大企业平台化") && !has("large", "与平台的关系"));
    assert!(!has("micro", "大企业平台化") && has("micro", "与平台的关系"));
    assert!(has("large,micro", "大企业平台化") && has("large,micro", "与平台的关系"));
}

#[test]
fn an_unknown_kind_is_named_with_the_nearest_one_and_where_all_are_listed() {
    let (code, out, said) = huiqi(&["template", "--format", "csv", "--for", "企业,餐引", "--lang", "zh"]);
    assert_eq!((code, out.len()), (2, 0));
    assert!(said.contains("「餐引」") && said.contains("是不是「餐饮」?"), "{said}");
    assert!(said.contains("huiqi facts person-status") && said.lines().count() == 1, "{said}");
    let listed = huiqi(&["facts", "person-status", "--lang", "zh"]).1;
    assert!(String::from_utf8(listed).unwrap().contains("student 在校大学生"));
    let (_, _, said) = huiqi(&["template", "--format", "csv", "--for", "创投"]);
    assert!(said.contains("是不是「创业投资、风险投资」?"), "{said}");
    let (_, _, said) = huiqi(&["template", "--format", "csv", "--for", "compny", "--lang", "en"]);
    assert!(said.contains("did you mean `company`?"), "{said}");
}

#[test]
fn a_form_says_for_whom_it_is() {
    let text = String::from_utf8(form("toml", "zh", &["--for", "企业,餐饮"])).unwrap();
    assert!(text.contains("只列与这类申报主体有关的信息:企业 + 餐饮"), "{text}");
    assert!(text.contains("\n# business = [\"catering\"]\n"), "{text}");
}

/// Another document: nothing of the shipped one, a heading with a comma, and one name for two kinds.
fn other() -> Catalogue {
    let facts = r#"
        [[topic]]
        id = "t"
        label = { zh = "主题", en = "topic" }
        [[fact]]
        id = "trade"
        topic = "t"
        type = "choice"
        fixed = true
        label = { zh = "行当", en = "Trade" }
        question = { zh = "?", en = "?" }
        help = { zh = "。", en = "." }
        choices = [{ id = "baker", zh = "面包", en = "Baker" }, { id = "other", zh = "其他", en = "Other" }]
        [[fact]]
        id = "form"
        topic = "t"
        type = "choice"
        fixed = true
        label = { zh = "形式", en = "Form" }
        question = { zh = "?", en = "?" }
        help = { zh = "。", en = "." }
        choices = [{ id = "firm", zh = "商号", en = "Firm" }, { id = "other", zh = "其他", en = "Other" }]
        [[fact]]
        id = "share"
        topic = "t"
        type = "percent"
        label = { zh = "占比,按面粉", en = "Share, by flour" }
        question = { zh = "?", en = "?" }
        help = { zh = "。", en = "." }
        ask-when = { trade = "baker" }
        max = "20%"
    "#;
    let name = "{ zh = \"面包办法\", en = \"Rules on bread\" }";
    let policy = format!(
        "title = {name}\nnumber = \"一号\"\nissuer = {name}\nadopted = \"2020-01-01\"\npublished = \"2020-01-01\"\n"
    );
    let files = [("facts.toml", facts.to_owned()), ("bread/policy.toml", policy)];
    let files = files.map(|(path, text)| (path.to_owned(), text));
    load(&Source::of(files), date(2026, 11, 23)).unwrap()
}

#[test]
fn a_name_of_two_kinds_is_said_to_be_so_and_can_be_told_apart() {
    let catalogue = other();
    let refused = Kinds::read(&catalogue, &["other"]).unwrap_err();
    assert_eq!(refused.en, "`other` has several meanings; say which: trade=other, form=other");
    let kinds = Kinds::read(&catalogue, &["form=other", "行当=面包"]).unwrap();
    assert_eq!(kinds.labels(&catalogue, Language::English), ["Other", "Baker"]);
}

#[test]
fn another_document_has_a_form_of_its_own() {
    let catalogue = other();
    let of = |kind: &str| Form::new(&catalogue, Kinds::read(&catalogue, &[kind]).unwrap(), Language::Chinese);
    let csv = |kind: &str| String::from_utf8(csv(&of(kind)).unwrap()).unwrap();
    assert_eq!(csv("baker"), "\u{feff}名称,统一社会信用代码,编号,行当,形式,\"占比,按面粉(%)\"\r\n");
    assert_eq!(csv("trade=other"), "\u{feff}名称,统一社会信用代码,编号,行当,形式\r\n");
    let text = toml(&of("baker"));
    assert!(text.contains("《面包办法》(一号)") && !text.contains("青岛"), "{text}");
    // 25% would be beyond the bounds of this share.
    assert!(text.contains("\n# share = \"0%\"\n"), "{text}");
}
