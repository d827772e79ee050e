//! Whether supports are called what the document calls them.

use super::rules::{items, under};
use super::wording::{Quoting, within};
use crate::language::Language;
use crate::measure::SupportKind;
use crate::problem::{Code, Place, Problem};

/// Words that name one kind of support and no other.
const WORDS: [(&str, SupportKind); 8] = [
    ("奖励", SupportKind::Award),
    ("补助", SupportKind::Grant),
    ("奖补", SupportKind::AwardGrant),
    ("补贴", SupportKind::Subsidy),
    ("资助", SupportKind::Funding),
    ("安家费", SupportKind::SettlingInAllowance),
    ("让利", SupportKind::ProfitConcession),
    ("递延纳税", SupportKind::TaxDeferral),
];

/// Kinds that no sentence without one of these words gives.
const NEEDED: [(SupportKind, &[&str]); 15] = [
    (SupportKind::EquityInvestment, &["投资", "股"]),
    (SupportKind::ProfitConcession, &["让利"]),
    (SupportKind::TaxRelief, &["税"]),
    (SupportKind::TaxDeferral, &["递延"]),
    (SupportKind::FeeRelief, &["费", "租金"]),
    (SupportKind::Credit, &["贷", "融资", "信用", "质押"]),
    (SupportKind::Guarantee, &["担保", "增信", "保险"]),
    (SupportKind::Land, &["地", "国土", "规划"]),
    (SupportKind::Premises, &["用房", "厂房", "仓库", "场所", "场地", "住宅", "空间"]),
    (SupportKind::Data, &["数据", "信息"]),
    (SupportKind::TestRoad, &["测试", "道路"]),
    (SupportKind::Registration, &["登记", "注册", "证", "通道", "名称"]),
    (SupportKind::Residence, &["落户", "户籍", "居住", "居留"]),
    (SupportKind::ApplicationScene, &["场景"]),
    (SupportKind::Supervision, &["监管", "违法", "处罚", "检查", "执法"]),
];

/// Notes each support of a kind of which the sentence does not speak.
fn unspoken(quote: &Quoting<'_, '_>, (file, text): (usize, &str), problems: &mut Vec<Problem>) {
    let sentence = text.get(quote.sentence.clone()).unwrap_or_default();
    let supports = under(quote.node, "support").into_iter().flat_map(items);
    let single = supports.flat_map(|it| under(it, "one-of").map_or(std::slice::from_ref(it), items));
    for node in single.filter_map(|it| under(it, "kind")) {
        let name = node.written().unwrap_or_default();
        let needed = NEEDED.iter().find(|(kind, _)| SupportKind::from_code(&name) == Some(*kind));
        let Some((kind, words)) = needed.filter(|(_, words)| !words.iter().any(|word| sentence.contains(word))) else {
            continue;
        };
        let place = Place { file: quote.file, span: node.span.clone() };
        let (called, named) = (kind.words(Language::Chinese), kind.words(Language::English));
        let (zh, en) = (format!("原文这一句没有提到「{called}」"), format!("the sentence does not speak of {named}"));
        let problem = Problem::new(Code::WrongKind, place, zh, en);
        let list = words.join("、");
        let problem = problem.mend(
            format!("换一种 kind;「{name}」的原文里应有下面的字:{list}"),
            format!("write another kind; with `{name}` the sentence should have one of {list}"),
        );
        problems.push(problem.also(Place { file, span: quote.words.clone() }, "引用的原文", "the words quoted"));
    }
}

/// Notes each support that has another name in the words that its measure quotes.
pub(super) fn kinds(quoting: &[Quoting<'_, '_>], (file, text): (usize, &str), problems: &mut Vec<Problem>) {
    for quote in quoting {
        unspoken(quote, (file, text), problems);
        let words = text.get(quote.words.clone()).unwrap_or_default();
        let mut named = WORDS.iter().filter_map(|(word, kind)| words.find(word).map(|at| (*word, *kind, at)));
        let (Some((word, kind, at)), None) = (named.next(), named.next()) else { continue };
        let start = quote.words.start.saturating_add(at);
        let span = start..start.saturating_add(word.len());
        let gives = |it: &Quoting<'_, '_>| it.measure.supports.iter().any(|support| support.kind == kind);
        let other = |it: &SupportKind| WORDS.iter().any(|(_, known)| known == it);
        let money = quote.measure.supports.iter().any(|support| other(&support.kind));
        // One role may be paid while another, quoting the same words, is only encouraged.
        let paid_elsewhere = || quoting.iter().any(|it| within(&span, &it.words) && gives(it));
        if gives(quote) || (!money && paid_elsewhere()) {
            continue;
        }
        let supports = under(quote.node, "support").into_iter().flat_map(items);
        let single = supports.flat_map(|it| under(it, "one-of").map_or(std::slice::from_ref(it), items));
        let mut written = single.filter_map(|it| under(it, "kind"));
        let is_other = |name: &str| SupportKind::from_code(name).is_some_and(|kind| other(&kind));
        let first = written.clone().next();
        let Some(node) = written.find(|it| it.written().is_some_and(|name| is_other(&name))).or(first) else {
            continue;
        };
        let name = node.written().unwrap_or_default();
        let (zh, en) =
            (format!("原文写的是「{word}」,不是「{name}」"), format!("the document says `{word}`, not `{name}`"));
        let place = Place { file: quote.file, span: node.span.clone() };
        let problem = Problem::new(Code::WrongKind, place, zh, en);
        let right = kind.code();
        let problem = problem.mend(format!("写成 kind = \"{right}\""), format!("write kind = \"{right}\""));
        problems.push(problem.also(Place { file, span }, "原文", "the document"));
    }
}
