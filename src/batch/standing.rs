//! Whether a row of a table is a client, or sums up, remarks on the table, or repeats its headings.

use super::cell::Cell;
use super::headings::squeezed;
use super::peel::peel;
use super::rows::{Content, Row};
use crate::figure;

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A client, readable or not.
    Client,
    /// The sum of rows above it, a part of one, a remark, or the headings once more.
    Aside,
    /// Nothing.
    Blank,
}

/// What sums are called.
const SUMS: [&str; 17] = [
    "平均",
    "平均值",
    "合计数",
    "合计金额",
    "总计金额",
    "总额",
    "总数",
    "累计数",
    "total",
    "totals",
    "subtotal",
    "subtotals",
    "grandtotal",
    "intotal",
    "sum",
    "average",
    "汇总数",
];
/// How the names of sums may end, as in 本年累计 and 市南区小计, and begin, as in 合计3家.
const SUMMING: [&str; 8] = ["合计", "合計", "总计", "總計", "小计", "小計", "共计", "累计"];
const SUMMING_UP: [&str; 2] = ["汇总", "匯總"];
/// A longer text is no name of a sum.
const LONGEST_SUM: usize = 16;
/// The signs of which each name of a sum has one that is not told by how it begins.
const WITHIN_SUMS: [char; 4] = ['计', '計', '汇', '匯'];

/// How remarks below a table begin.
const REMARKS: [&str; 25] = [
    "备注",
    "注:",
    "注释",
    "附注",
    "说明",
    "制表",
    "填表",
    "审核",
    "复核:",
    "复核人",
    "填报",
    "单位:",
    "单位负责人",
    "财务负责人",
    "负责人:",
    "经办人",
    "数据来源",
    "来源:",
    "打印时间",
    "打印日期",
    "note",
    "remark",
    "source:",
    "prepared by",
    "reviewed by",
];
/// How a part of a figure above begins.
const PARTS: [&str; 2] = ["其中:", "of which"];
/// Who signs a table, in a cell beside the name.
const SIGNERS: [&str; 16] = [
    "制表",
    "制表人",
    "填表",
    "填表人",
    "填报人",
    "审核",
    "审核人",
    "复核",
    "复核人",
    "经办人",
    "负责人",
    "单位负责人",
    "财务负责人",
    "填报单位",
    "preparedby",
    "reviewedby",
];

impl Row {
    /// What the row stands for in a table with these headings.
    pub fn standing(&self, headings: &[String]) -> Standing {
        let Content::Cells(cells) = &self.content else { return Standing::Client };
        let filled: Vec<&str> = cells.iter().filter(|cell| !cell.is_empty()).map(|cell| cell.shown().trim()).collect();
        if filled.is_empty() {
            Standing::Blank
        } else if is_sum(&filled) || is_remark(&filled) || repeats(cells, headings) {
            Standing::Aside
        } else {
            Standing::Client
        }
    }
}

/// Whether a cell, trimmed, says that its row sums up.
fn says_sum(text: &str) -> bool {
    let folded = figure::fold(text).into_owned();
    let bare = squeezed(&peel(&folded).map_or(folded, |(before, _)| before));
    if bare.chars().nth(LONGEST_SUM).is_some() {
        return false;
    }
    let counts = |rest: &str| {
        let unit = rest.trim_start_matches('共').trim_start_matches(|letter: char| letter.is_ascii_digit());
        unit.len() < rest.len() && unit.chars().nth(3).is_none()
    };
    SUMS.contains(&bare.as_str())
        || SUMMING.iter().chain(&SUMMING_UP).any(|word| bare.ends_with(word))
        || SUMMING.iter().any(|word| bare.strip_prefix(word).is_some_and(counts))
}

/// Whether a cell, trimmed, begins as remarks do.
fn begins_remark(text: &str) -> bool {
    let folded = figure::fold(text).to_lowercase();
    REMARKS.iter().chain(&PARTS).any(|word| folded.starts_with(word)) || numbers_page(&folded)
}

/// Whether a text begins with the number of a page: 第1页, Page 1.
fn numbers_page(folded: &str) -> bool {
    let digits = |text: &str| text.trim_start().trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let numbered = |text: &&str| digits(text) < text.trim_start().len();
    let zh = folded.strip_prefix('第').filter(numbered);
    zh.is_some_and(|rest| {
        rest.trim_start().trim_start_matches(|letter: char| letter.is_ascii_digit()).trim_start().starts_with('页')
    }) || folded.strip_prefix("page").filter(numbered).is_some()
}

/// Whether a cell of a row that sums up holds a figure, or why there is none.
fn is_figure(text: &str) -> bool {
    let folded = figure::fold(text);
    let idle = |letter: char| !letter.is_alphanumeric() && letter != '#';
    let bare = folded.trim_start_matches("约").trim_start_matches(idle);
    let bare = ["人民币", "RMB", "CNY"].iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare);
    bare.trim_start_matches(idle).chars().next().is_none_or(|first| first.is_ascii_digit() || first == '#')
}

/// Whether a row sums up: it says so in its first cell, or behind a number, and holds only figures besides.
fn is_sum(filled: &[&str]) -> bool {
    let at = filled.iter().take(2).position(|text| says_sum(text));
    at.is_some_and(|at| filled.iter().enumerate().all(|(other, text)| other == at || is_figure(text)))
}

/// Whether a row only holds remarks, who signs it, or a part of a figure above.
fn is_remark(filled: &[&str]) -> bool {
    let Some((first, others)) = filled.split_first() else { return false };
    let folded = figure::fold(first).to_lowercase();
    if PARTS.iter().any(|word| folded.starts_with(word)) {
        return others.iter().all(|text| is_figure(text));
    }
    let signs = is_signer(first) && !others.iter().any(|text| is_figure(text));
    signs || (begins_remark(first) && (others.is_empty() || filled.iter().all(|text| figure::fold(text).contains(':'))))
}

/// Whether a cell says who signs the table.
fn is_signer(text: &str) -> bool {
    SIGNERS.contains(&squeezed(text).as_str())
}

/// Whether a row repeats the headings.
fn repeats(cells: &[Cell], headings: &[String]) -> bool {
    let filled = cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
    let same = |(at, cell): (usize, &Cell)| headings.get(at).is_some_and(|it| squeezed(it) == squeezed(cell.shown()));
    (headings.len() == 1 || filled.clone().count() > 1) && filled.into_iter().all(same)
}

/// The first two signs of a text that count where headings and sums are compared; 0 where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Begins {
    first: u32,
    second: u32,
}

/// How a text begins.
fn begins(text: &str) -> Begins {
    let counts = |sign: &char| !sign.is_whitespace() && !matches!(sign, '*' | '_' | '-' | ':' | '\u{feff}' | '\'');
    let signs = text.chars().map(figure::half_width).filter(counts).flat_map(char::to_lowercase);
    let mut signs = signs.map(u32::from);
    Begins { first: signs.next().unwrap_or_default(), second: signs.next().unwrap_or_default() }
}

/// What shows at a glance that a row is a client.
#[derive(Debug)]
pub(super) struct Glance {
    /// How what sums or remarks may begin, in order.
    signs: Vec<Begins>,
    /// How each heading begins, and what it is.
    headings: Vec<(Begins, String)>,
}

impl Glance {
    /// For a table with these headings.
    pub(super) fn new(headings: &[String]) -> Self {
        let words = SUMS.iter().chain(&REMARKS).chain(&PARTS).chain(&SIGNERS).chain(&["第", "page"]);
        let mut signs: Vec<Begins> = words.map(|word| begins(word)).chain([Begins::default()]).collect();
        signs.sort_unstable();
        signs.dedup();
        let headings = headings.iter().map(|heading| (begins(heading), squeezed(heading))).collect();
        Self { signs, headings }
    }

    /// What a row stands for by its cells, of which only the first two that are filled are looked at;
    /// `None` where that is not enough to see it.
    pub(super) fn standing<'r>(&self, cells: impl Iterator<Item = &'r str>) -> Option<Standing> {
        let mut filled = cells.enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        let Some((at, first)) = filled.next() else { return Some(Standing::Blank) };
        let sign = begins(first);
        let (heads, heading) =
            self.headings.get(at).map_or((Begins::default(), ""), |(sign, heading)| (*sign, heading.as_str()));
        let says = || says_sum(first.trim()) || begins_remark(first.trim()) || is_signer(first);
        let odd =
            (self.may_be_odd(first, sign) && says()) || (sign.first == heads.first && squeezed(first) == *heading);
        let sums = |cell: &str| self.may_be_odd(cell, begins(cell)) && says_sum(cell.trim());
        (!odd && !filled.next().is_some_and(|(_, cell)| sums(cell))).then_some(Standing::Client)
    }

    /// Whether a cell that begins with this sign may say that its row is no client.
    fn may_be_odd(&self, cell: &str, begins: Begins) -> bool {
        [begins, Begins { second: 0, ..begins }].iter().any(|signs| self.signs.binary_search(signs).is_ok())
            || cell.contains(WITHIN_SUMS)
    }
}
