//! `huiqi catalogue new`: a text becomes a draft that `check` accepts, and nothing in it is guessed.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use huiqi::catalogue::drafting::{MOST_CLAUSES, Undraftable, draft};
use huiqi::catalogue::{Source, check, coverage, load};
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use std::process::{Command, Output};

const AS_OF: Date = date(2025, 3, 1);

/// A county's notice as it is copied from a government page.
const NOTICE: &str = "\
首页 > 政务公开 > 政策文件
索 引 号：\t1234-2024
发文机关：云岭县人民政府办公室
发布日期：2024-03-20
字体大小：[大 中 小] 打印
云岭县人民政府办公室
关于印发《云岭县促进物流业发展若干政策》的通知
云政办发〔２０２４〕１２号

各乡镇人民政府：
现将政策印发给你们。

云岭县人民政府办公室
2024年3月15日
云岭县促进物流业发展若干政策
第一章　总则
第一条　为促进物流业发展，制定本政策。
第二章　奖励
第二条　【仓储奖励】对投资２亿元（含）至５亿元（不含）的，给予最高２００万元奖励；经认定的，按5%-10%补助，最长3年。（责任单位：县商务局、县财政局）
第三条　用地补助。对下列企业给予补助：
（一）吞吐量10万吨以上的，补助20万元；
（二）吞吐量不足10万吨的，补助10万元。
（牵头单位：县交通运输局；配合单位：县财政局）
第四条　支持对象
在云岭县注册的企业。
第五条规定的奖励不重复享受。
第五条　本政策由县商务局负责解释。各乡镇参照执行。
第六条　本政策自2024年5月1日起施行，有效期三年。

附件1
申报表
一、填报说明
附件2　承诺书
";

fn files(text: &str) -> BTreeMap<String, String> {
    draft(text).unwrap().files.into_iter().collect()
}

fn source(text: &str) -> Source {
    Source::of(files(text).into_iter().map(|(name, text)| (format!("demo/{name}"), text)))
}

/// The lines of a file that are no quotes and no blanks.
fn lines<'f>(files: &'f BTreeMap<String, String>, name: &str) -> Vec<&'f str> {
    files[name].lines().filter(|line| !line.is_empty()).collect()
}

fn has_no_fault(text: &str) {
    let source = source(text);
    let (loaded, problems) = check(&source, AS_OF);
    assert!(problems.is_empty(), "{text}\n{problems:?}");
    let draft = loaded.catalogue.policies[0].draft.as_ref().unwrap();
    assert_eq!(draft.undecided, draft_of(text).sentences);
    let (coverage, problems) = coverage(&source, AS_OF);
    assert!(problems.is_empty(), "{text}\n{problems:?}");
    assert_eq!((coverage.undecided, coverage.uncovered), (coverage.sentences, 0), "{text}");
}

fn draft_of(text: &str) -> huiqi::catalogue::drafting::Drafted {
    draft(text).unwrap()
}

#[test]
fn the_particulars_stand_as_the_text_states_them() {
    assert_eq!(
        lines(&files(NOTICE), "policy.toml")[..7],
        [
            "title     = { zh = \"云岭县人民政府办公室关于印发《云岭县促进物流业发展若干政策》的通知\" }  # 待定: en",
            "number    = \"云政办发〔２０２４〕１２号\"",
            "issuer    = { zh = \"云岭县人民政府办公室\" }  # 待定: en",
            "adopted   = \"2024-03-15\"",
            "published = \"2024-03-20\"",
            "effective = \"2024-05-01\"",
            "expires   = \"2027-04-30\"  # 2024-05-01起施行,有效期3年",
        ]
    );
}

#[test]
fn what_a_text_does_not_state_is_left_open() {
    let drafted = draft("一、支持企业。给予10万元奖励。\n本意见自印发之日起施行,有效期3年。\n").unwrap();
    let policy = &drafted.files[0].1;
    for key in ["title", "number", "issuer", "adopted", "published", "effective", "expires"] {
        assert!(policy.contains(&format!("# 待定: {key}\n")), "{policy}");
    }
    assert_eq!(drafted.open.len(), 7);
}

#[test]
fn days_before_1900_or_after_2199_are_left_open() {
    let text = "发布日期:1020-03-20\n一、支持。给予10万元。\n本意见自2198年1月1日起施行,有效期3年。\n云岭县人民政府\n2200年3月15日\n";
    has_no_fault(text);
    let policy = files(text).remove("policy.toml").unwrap();
    for key in ["adopted", "published", "expires"] {
        assert!(policy.contains(&format!("# 待定: {key}\n")), "{policy}");
    }
    assert!(policy.contains("effective = \"2198-01-01\""), "{policy}");
}

#[test]
fn a_text_that_would_end_before_it_begins_has_both_days_left_open() {
    for begins in ["本意见自2025年2月1日起施行,", "成文日期:2025-02-01\n"] {
        let text = format!("{begins}有效期至2024年12月31日。\n一、支持。给予10万元。\n");
        has_no_fault(&text);
        let policy = files(&text).remove("policy.toml").unwrap();
        for key in ["effective", "expires"] {
            assert!(policy.contains(&format!("# 待定: {key}\n")), "{policy}");
        }
        assert!(draft(&text).unwrap().open.iter().any(|open| open.zh == "写了有效期,但推不出到哪一天"));
    }
}

#[test]
fn of_days_that_a_text_states_differently_none_is_taken_and_each_will_do() {
    let text = "标题 云岭县促进物流业发展若干政策\n发布日期:2024-03-20\n  • 发布日期 2020-08-31\n一、支持。给予10万元。\n云岭县人民政府\n2024年3月15日\n";
    has_no_fault(text);
    let policy = files(text).remove("policy.toml").unwrap();
    assert!(!policy.lines().any(|line| line.starts_with("published")), "{policy}");
    for (day, faults) in [("2024-03-20", 0), ("2020-08-31", 0), ("2024-03-15", 1)] {
        let mut files = files(text);
        files.insert("policy.toml".to_owned(), format!("published = \"{day}\"\n{policy}"));
        let source = Source::of(files.into_iter().map(|(name, text)| (format!("demo/{name}"), text)));
        assert_eq!(check(&source, AS_OF).1.len(), faults, "{day}");
    }
}

#[test]
fn a_clause_has_its_heading_its_offices_and_the_figures_of_each_sentence() {
    assert_eq!(
        lines(&files(NOTICE), "2.toml"),
        [
            "clause  = \"第二条\"",
            "title   = { zh = \"仓储奖励\" }  # 待定: en",
            "offices = [\"县商务局\", \"县财政局\"]",
            "[[undecided]]",
            "quote = \"对投资２亿元（含）至５亿元（不含）的，给予最高２００万元奖励\"",
            "# threshold: 2亿元(含)至5亿元(不含) → { at-least = \"2亿元\", less-than = \"5亿元\" }",
            "# amount: 最高200万元 → { up-to = \"200万元\" }",
            "[[undecided]]",
            "quote = \"经认定的，按5%-10%补助，最长3年\"",
            "# recognition: 经认定 → type = \"choice\" (held, under-review, none)",
            "# amount: 5%-10% → { rate = { from = \"5%\", to = \"10%\" }, of = … }",
            "# term: 3年 → { exactly = \"3\", unit = \"year\" }",
        ]
    );
}

#[test]
fn words_behind_a_number_with_nothing_but_offices_beside_them_are_a_sentence() {
    let office = "offices = [\"县委宣传部\"]";
    for (text, offices) in [
        ("一、加强宣传\n", ""),
        ("一、加强宣传。(责任单位:)\n", ""),
        ("一、加强宣传。（责任单位：县委宣传部）\n", office),
        ("一、加强宣传。责任单位：县委宣传部\n", office),
        ("一、加强宣传\n责任单位:县委宣传部\n", office),
        ("一、加强宣传。(责任单位:县委宣传部)\n二、支持。给予10万元。\n", office),
        ("第一条 加强宣传。(责任单位:)\n", ""),
        ("第一条 加强宣传。(责任单位:县委宣传部)\n", office),
    ] {
        let files = files(text);
        let written = lines(&files, "1.toml");
        let expected = ["# 待定: title", offices, "[[undecided]]", "quote = \"加强宣传\""];
        assert_eq!(written[1..], expected.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>(), "{text}");
        has_no_fault(text);
    }
    // Where text follows, below the offices too, they are its heading.
    for text in [
        "一、加强宣传。(责任单位:县委宣传部)\n印发手册。\n",
        "一、加强宣传\n责任单位:县委宣传部\n印发手册。\n",
        "一、加强宣传（责任单位县委宣传部）\n印发手册。\n",
    ] {
        let files = files(text);
        let title = "title   = { zh = \"加强宣传\" }  # 待定: en";
        assert_eq!(lines(&files, "1.toml")[1..], [title, office, "[[undecided]]", "quote = \"印发手册\""], "{text}");
        has_no_fault(text);
    }
}

#[test]
fn articles_and_their_items_are_clauses_and_chapters_are_not() {
    let files = files(NOTICE);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "1.toml",
            "2.toml",
            "3-1.toml",
            "3-2.toml",
            "3.toml",
            "4.toml",
            "5.toml",
            "6.toml",
            "policy.toml",
            "source.txt"
        ]
    );
    assert_eq!(lines(&files, "3.toml")[1], "title   = { zh = \"用地补助\" }  # 待定: en");
    assert_eq!(lines(&files, "4.toml")[1], "title   = { zh = \"支持对象\" }  # 待定: en");
    // The first words of article 5 are a statement, no heading; offices below the items are those of each.
    assert_eq!(lines(&files, "5.toml")[1], "# 待定: title");
    assert_eq!(lines(&files, "3-1.toml")[2], "offices = [\"县交通运输局\", \"县财政局\"]");
    // A paragraph that begins by naming an article begins none, and appendices belong to no clause.
    assert!(files["4.toml"].contains("第五条规定的奖励不重复享受"));
    assert!(files["policy.toml"].contains("一、填报说明"));
}

#[test]
fn any_text_becomes_a_draft_without_a_fault() {
    for text in [
        NOTICE,
        &NOTICE.replace('\n', "\r\n"),
        &format!("\u{feff}{NOTICE}"),
        "没有编号的一段话。第二句话。第二句话。\n",
        "一、支持。支持。支持。\n",
        // What is quoted of sentences that stand there twice leaves out the offices between them.
        "一、奖励\n支持企业。(责任单位:县商务局)\n支持企业。(责任单位:县财政局)\n",
        "一、支持\n",
        "第一条对企业给予奖励。\n第二条对个人给予奖励。\n",
        "1.5亿元以上的给予奖励。\n",
        "(一)没有上级的条款。\n附件\n附件\n",
        // What a document calls its parts is no promise of ours.
        "关于建立融资保证机制的意见\n一、融资保证\n给予10万元。\n",
        // What stands below the clauses stands above them too, among other words.
        "各单位:\n附件\n申报表\n现予印发。\n一、支持。给予10万元。\n附件\n申报表\n",
        "一、支持“企业\\”。对\"企业\"给予'10'万元奖励。\n",
        "第一条\n第二条 奖励。\n",
        "第一条 奖励企业。”\n",
        "标题待定\n文号待定\n一、支持。给予10万元。\n发文机关待定\n",
        "附件\n每户1.5万元\n一、支持。给予10万元。\n附件\n每户15万元\n",
        "一、奖励企业。”\n二、奖励个人。”\n对个人给予1万元。\n",
    ] {
        has_no_fault(text);
    }
}

#[test]
fn what_cannot_be_drafted_is_refused_with_its_line() {
    for (text, why) in [
        ("", Undraftable::Empty),
        (" \n\u{3000}\n", Undraftable::Empty),
        ("一、支持。\n给予\u{fffd}万元。\n", Undraftable::Garbled(2)),
        ("一、支持。\n给予\u{0}10万元。\n\u{fffd}\n", Undraftable::Unseen(2, '\0')),
        ("一、支持。\n给予2\u{200b}50万元。\n", Undraftable::Unseen(2, '\u{200b}')),
        ("一、支持。\n给予\u{202e}50万元。\n", Undraftable::Unseen(2, '\u{202e}')),
        ("一、支持\u{1b}[31m。\n", Undraftable::Unseen(1, '\u{1b}')),
        ("一、支持。\n给予\u{fffd}\u{0}万元。\n", Undraftable::Garbled(2)),
        ("一、支持。给予10万元。\n二、奖励。给予奖励。\n一、支持。再给予10万元。\n", Undraftable::Twice(1, 3)),
        ("第一条 支持。给予10万元。\n第一条\n责任单位:县商务局。\n", Undraftable::Twice(1, 2)),
        ("附件\n申报表\n一、支持。给予10万元。\n附件\n申报表。\n", Undraftable::Again(1, 4)),
        ("(附件),\n一、支持。给予10万元。\n附件\n", Undraftable::Again(1, 3)),
    ] {
        assert_eq!(draft(text).map(|it| it.sentences), Err(why), "{text}");
    }
}

/// The text of the shipped document, drafted, has the clauses and offices that were worked out by hand.
#[test]
fn the_shipped_document_is_parted_as_by_hand() {
    let shipped = Source::embedded();
    let text = shipped.files.iter().find(|file| file.path.ends_with("source.txt")).unwrap();
    has_no_fault(&text.text);
    let clauses = |source: &Source| {
        let catalogue = load(source, AS_OF).unwrap();
        let clauses = catalogue.clauses.into_iter().map(|it| (it.number, it.title.zh, it.offices));
        clauses.collect::<Vec<_>>()
    };
    assert_eq!(clauses(&source(&text.text)), clauses(&shipped));
}

/// Once nothing is undecided, everything must be there again.
#[test]
fn what_a_draft_may_lack_is_a_fault_without_an_undecided_sentence() {
    let files = files("关于支持企业的意见\n一、支持企业。给予10万元奖励。\n").into_iter();
    let decided = files.map(|(name, text)| {
        let text = text.replace("[[undecided]]\n", "[[remark]]\nreason = \"goal\"\n");
        (format!("demo/{name}"), text)
    });
    let (_, problems) = check(&Source::of(decided), AS_OF);
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code.code()).collect();
    assert!(codes.contains(&"missing-key") && codes.contains(&"missing-translation"), "{codes:?}");
}

fn huiqi(folder: &std::path::Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_huiqi"));
    command.env_remove("HUIQI_LANG").env_remove("HUIQI_CATALOGUE").current_dir(folder).args(arguments);
    command.output().unwrap()
}

#[test]
fn a_folder_is_written_once_in_any_encoding_and_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let utf_16: Vec<u8> = [0xfeff].into_iter().chain(NOTICE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    std::fs::write(folder.path().join("utf-8.txt"), NOTICE).unwrap();
    std::fs::write(folder.path().join("gb18030.txt"), encoding_rs::GB18030.encode(NOTICE).0).unwrap();
    std::fs::write(folder.path().join("utf-16.txt"), utf_16).unwrap();
    let read = |id: &str, name: &str| std::fs::read_to_string(folder.path().join(id).join(name)).unwrap();
    for id in ["utf-8", "gb18030", "utf-16"] {
        let output = huiqi(folder.path(), &["catalogue", "new", &format!("{id}.txt")]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(read(id, "source.txt"), NOTICE);
    }
    std::fs::write(folder.path().join("utf-8/2.toml"), "mine").unwrap();
    assert_eq!(huiqi(folder.path(), &["catalogue", "new", "utf-8.txt"]).status.code(), Some(1));
    assert_eq!(read("utf-8", "2.toml"), "mine");
    // Nothing is left beside the folders.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 6);
}

#[test]
fn a_draft_is_written_only_under_a_name_of_lower_case_words_joined_by_hyphens() {
    let folder = tempfile::tempdir().unwrap();
    let catalogue = folder.path().join("catalogue");
    std::fs::create_dir(&catalogue).unwrap();
    std::fs::write(folder.path().join("notice.txt"), NOTICE).unwrap();
    let absolute = folder.path().join("evil").to_str().unwrap().to_owned();
    for id in ["../evil", "evil/", "a/b", &absolute, "", "..", "-a", "a-", "a--b", "Evil", "政策"] {
        let id = format!("--as={id}");
        let output = huiqi(folder.path(), &["catalogue", "new", "notice.txt", "--catalogue", "catalogue", &id]);
        assert_eq!(output.status.code(), Some(2), "{id}");
    }
    assert_eq!(huiqi(folder.path(), &["catalogue", "new", "notice.txt", "-o", "a--b"]).status.code(), Some(2));
    assert_eq!(std::fs::read_dir(&catalogue).unwrap().count(), 0);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_character_that_nobody_sees_is_named_and_the_encoding_is_not_blamed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("notice.txt"), "关于支持发展的意见\n一、支持。给予\u{0}10万元。\n").unwrap();
    for (language, said) in [
        ("zh", "错误: notice.txt:2: 这一行有看不见的字符 U+0000;删去它再试\n"),
        ("en", "error: notice.txt:2: U+0000, which nobody sees, stands on this line; take it out\n"),
    ] {
        let output = huiqi(folder.path(), &["catalogue", "new", "notice.txt", "--lang", language]);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(String::from_utf8(output.stderr).unwrap(), said);
    }
}

#[test]
fn a_text_is_read_from_standard_input_when_an_id_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notice.txt");
    std::fs::write(&text, NOTICE).unwrap();
    let code = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_huiqi"));
        command.env_remove("HUIQI_LANG").env_remove("HUIQI_CATALOGUE").current_dir(folder.path());
        command.args(["catalogue", "new", "-"]).args(more).stdin(std::fs::File::open(&text).unwrap());
        command.output().unwrap().status.code()
    };
    assert_eq!(code(&["--as", "one"]), Some(0));
    assert_eq!(code(&["-o", "two"]), Some(0));
    for id in ["one", "two"] {
        assert_eq!(std::fs::read_to_string(folder.path().join(id).join("source.txt")).unwrap(), NOTICE);
    }
    assert_eq!(code(&[]), Some(2));
}

#[test]
fn a_draft_is_assessed_with_a_warning_and_checked_without_a_fault() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("notice.txt"), NOTICE).unwrap();
    std::fs::create_dir(folder.path().join("catalogue")).unwrap();
    let new = ["catalogue", "new", "notice.txt", "-o", "catalogue/notice"];
    assert_eq!(huiqi(folder.path(), &new).status.code(), Some(0));
    let output = huiqi(folder.path(), &["catalogue", "check", "--catalogue", "catalogue"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0));
    // 8 outside the clauses, 1 + 2 + 1 + 1 + 1 + 2 + 2 + 1 in articles 1 to 6.
    assert!(said.contains("草稿「notice」:19 句待定"), "{said}");
    std::fs::write(folder.path().join("me.toml"), "[facts]\n").unwrap();
    let assess = ["assess", "me.toml", "--catalogue", "catalogue", "--format", "json"];
    let result: serde_json::Value = serde_json::from_slice(&huiqi(folder.path(), &assess).stdout).unwrap();
    assert_eq!(result["warnings"][0]["code"], "draft");
}

/// What is offered for the amounts of a sentence.
fn offered(sentence: &str) -> Vec<String> {
    let files = files(&format!("一、支持企业\n{sentence}。\n"));
    let offer = |line: &&str| line.starts_with("# amount") || line.starts_with("# threshold");
    lines(&files, "1.toml").into_iter().filter(offer).map(|line| line.split_once("→ ").unwrap().1.to_owned()).collect()
}

#[test]
fn an_amount_is_offered_whole_or_not_at_all() {
    for (words, written) in [
        ("2亿5千万元", "{ exactly = \"2亿5千万元\" }"),
        ("2亿5000万元", "{ exactly = \"2亿5000万元\" }"),
        ("２亿５０００万元", "{ exactly = \"2亿5000万元\" }"),
        ("50 万元", "{ exactly = \"50万元\" }"),
        ("1万~2万元", "{ from = \"1万元\", to = \"2万元\" }"),
        ("1万 至 2万元", "{ from = \"1万元\", to = \"2万元\" }"),
        ("300-500万元", "{ from = \"300万元\", to = \"500万元\" }"),
        ("最高1亿5千万元", "{ up-to = \"1亿5千万元\" }"),
        ("≥50万元", "{ at-least = \"50万元\" }"),
        ("每亩3万元", "{ each = \"3万元\", of = … }"),
    ] {
        assert_eq!(offered(&format!("给予{words}奖励")), [written], "{words}");
    }
    for words in [
        "1'000元",
        "1’000元",
        "12·5万元",
        "1/5万元",
        "2020 500万元",
        "贰佰5万元",
        "三点5万元",
        "2亿5千元",
        "1〜2万元",
        "3至5百万元",
        "1-2亿5千万元",
        "5万美元",
        "美元5万元",
        "5万元港币",
        "-5万元",
        "50万元×3",
        "1-2-3万元",
        "300元5角",
    ] {
        assert_eq!(offered(&format!("给予{words}奖励")), [""; 0], "{words:?}");
    }
    assert_eq!(offered("分别给予最高100万元、50万元奖励"), ["{ up-to = \"100万元\" }", "{ up-to = \"50万元\" }"]);
}

#[test]
fn a_text_has_at_most_five_thousand_clauses() {
    let text = |clauses: usize| (1..=clauses).map(|at| format!("{at}、支持企业。\n")).collect::<String>();
    assert_eq!(draft(&text(MOST_CLAUSES)).map(|it| it.clauses), Ok(MOST_CLAUSES));
    assert_eq!(draft(&text(MOST_CLAUSES + 1)).map(|it| it.clauses), Err(Undraftable::TooMany));
}
