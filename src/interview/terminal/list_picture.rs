//! How a list is drawn.

use super::area::{Picture, Row};
use super::list::{Choice, List};
use super::style::Role;
use super::window::window;
use super::wrap::lines;

impl List {
    /// The list in rows of so many columns, cut to so many rows around the highlighted line.
    pub fn picture(&self, width: usize, height: usize) -> Picture {
        let drawn: Vec<Vec<Row>> =
            self.choices.iter().enumerate().map(|(at, choice)| self.rows(at, choice, width)).collect();
        let heights: Vec<usize> = drawn.iter().map(Vec::len).collect();
        let focus = self.highlighted.unwrap_or(0);
        let shown = window(&heights, focus, height);
        let more = || Row::new("  …", Role::Aside);
        let above = (shown.start > 0).then(more);
        let below = (shown.end < drawn.len()).then(more);
        let before = heights.iter().take(focus).skip(shown.start).sum::<usize>();
        let cursor = above.iter().count().saturating_add(before);
        let inside = drawn.into_iter().skip(shown.start).take(shown.len()).flatten();
        Picture { rows: above.into_iter().chain(inside).chain(below).collect(), cursor: (cursor, 0) }
    }

    /// One line: where the person is, its key, whether it is ticked, what it says.
    fn rows(&self, at: usize, choice: &Choice, width: usize) -> Vec<Row> {
        let here = self.highlighted == Some(at);
        let tick = match (self.several, choice.ticked) {
            (false, _) => "",
            (true, false) => " [ ]",
            (true, true) => " [x]",
        };
        let indent = if self.several { 8 } else { 4 };
        let role = if here { Role::Highlighted } else { Role::Plain };
        let marker = if here { "›" } else { " " };
        let mut labels = lines(&choice.label, width.saturating_sub(indent)).into_iter();
        let first = format!("{marker} {}{tick} {}", choice.sign, labels.next().unwrap_or_default());
        let rest = labels.map(|label| format!("{}{label}", " ".repeat(indent)));
        std::iter::once(first).chain(rest).map(|text| Row::new(text, role)).collect()
    }
}
