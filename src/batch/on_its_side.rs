//! A table that lies on its side: its headings stand below each other in a column, and each client has one too.

use super::cell::letters;
use super::headings::{Headings, Role};
use crate::beginning::beginning;
use crate::language::Text;

/// In how many columns from the left headings may stand below each other.
const MOST_COLUMNS: usize = 8;
/// How many of the headings are named.
const MOST_NAMED: usize = 3;

/// That the first rows of a table hold more headings of ours below each other than beside each other, if so: it
/// would be read as clients that go by the names of facts.
pub(super) fn on_its_side(headings: &Headings<'_>, rows: &[Vec<String>]) -> Option<Text> {
    let most = rows.iter().map(|row| headings.known(row)).max()?;
    let column = |at: usize| rows.iter().filter_map(|row| row.get(at).cloned()).collect::<Vec<_>>();
    let (at, texts) =
        (0..MOST_COLUMNS).map(|at| (at, column(at))).find(|(_, texts)| headings.known(texts) > most.max(1))?;
    let ours = texts.iter().filter(|text| headings.role(text) != Role::Other);
    let ours: Vec<_> = ours.take(MOST_NAMED).map(|text| beginning(text.trim())).collect();
    let letter = letters(at.saturating_add(1));
    Some(Text::new(
        format!(
            "表是横着放的:{letter} 列从上到下是「{}」这样的表头,各个客户排在右边;转置成每个客户一行(复制后选择性粘贴,勾选“转置”)再读",
            ours.join("」「")
        ),
        format!(
            "the table lies on its side: column {letter} holds headings one below the other (`{}`) and the clients stand to the right; make each client a row (copy, then Paste Special with Transpose)",
            ours.join("`, `")
        ),
    ))
}
