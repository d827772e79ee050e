//! Objects in JSON: one a line, or those of one list.

use super::bundle::{Bundle, Part};
use super::lines::{LONGEST, Line, Lines};
use super::rows::{Content, Object, Row, Rows, bundle_of};
use crate::beginning::beginning;
use crate::harmless::on_one_line;
use crate::json::from_json;
use crate::language::Text;
use crate::problem::{Code, Problem, line_and_column};
use serde_json::value::RawValue;
use std::collections::VecDeque;

/// How many letters of a line are shown before the one at fault.
const BEFORE: usize = 20;

/// Objects in JSON, one a line.
pub struct ObjectLines {
    lines: Lines,
}

impl ObjectLines {
    /// The objects of these lines.
    pub fn new(lines: Lines) -> Self {
        Self { lines }
    }
}

fn row(line: Line) -> Row {
    let content = if line.cut {
        let problem = Problem::nowhere(
            Code::DamagedRow,
            format!("这一行太长,超过 {} MiB", LONGEST >> 20),
            format!("this line is longer than {} MiB", LONGEST >> 20),
        )
        .mend("检查是否缺了换行", "see whether a line end is missing");
        Content::damaged(line.body(), problem)
    } else if line.body().trim().is_empty() {
        Content::Cells(Vec::new())
    } else {
        Content::Object(Object::on_line(line.number, line.body()))
    };
    Row { number: line.number, content }
}

impl Rows for ObjectLines {
    fn next(&mut self) -> Result<Option<Row>, Text> {
        let line = self.lines.take().map_err(|error| crate::problem::io_words(&error))?;
        Ok(line.map(row))
    }

    fn look(&mut self, least: usize, most: usize) -> Result<Vec<Row>, Text> {
        let lines = self.lines.look(least, most).map_err(|error| crate::problem::io_words(&error))?;
        Ok(lines.into_iter().map(row).collect())
    }

    fn bundle(&mut self) -> Result<Option<Bundle>, Text> {
        let lines = self.lines.together(str::len).map_err(|error| crate::problem::io_words(&error))?;
        let part = match lines {
            None => None,
            Some(lines) if lines.count == 0 => self.next()?.map(|row| Part::Rows(vec![row])),
            Some(lines) => Some(Part::Objects { first: lines.first, count: lines.count, text: lines.text }),
        };
        Ok(part.map(|part| Bundle { parts: vec![part] }))
    }
}

/// The items of one list in JSON.
pub struct ObjectList {
    items: VecDeque<Row>,
}

impl ObjectList {
    /// The items of this text, or the one object that it is.
    ///
    /// # Errors
    /// Where the text is no JSON.
    pub fn new(text: &str) -> Result<Self, Text> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let items: Vec<&RawValue> = if text.trim_start().starts_with('[') {
            serde_json::from_str(text).map_err(|_| no_json(text))?
        } else {
            serde_json::from_str(text).map(|item| vec![item]).map_err(|_| {
                let first = text.trim_start().lines().next().unwrap_or_default();
                let is_object = first.starts_with('{') && serde_json::from_str::<&RawValue>(first).is_ok();
                if is_object { several_lines() } else { no_json(text) }
            })?
        };
        let (mut rest, mut line, mut column) = (text, 1_usize, 1_usize);
        let row = |(number, item): (usize, &RawValue)| {
            // Each stands behind the one before it, so that the text is gone through once.
            let at = item.get().as_ptr().addr().saturating_sub(rest.as_ptr().addr());
            let (lines, columns) = line_and_column(rest, at);
            column = if lines == 1 { column.saturating_add(columns).saturating_sub(1) } else { columns };
            line = line.saturating_add(lines).saturating_sub(1);
            rest = rest.get(at..).unwrap_or_default();
            Row { number, content: Content::Object(Object { text: item.get().to_owned(), line, column }) }
        };
        Ok(Self { items: (1_usize..).zip(items).map(row).collect() })
    }
}

/// That each line is JSON by itself.
fn several_lines() -> Text {
    Text::new(
        "不是 JSON 列表,是一行一个对象;请加 --from ndjson,或把文件名改成以 .ndjson 结尾",
        "it is no JSON list but an object a line; add --from ndjson, or let its name end in .ndjson",
    )
}

/// Where a text is no JSON, what stands there, and what is wrong with it.
fn no_json(text: &str) -> Text {
    let Some(problem) = from_json(text, 0).err() else { return several_lines() };
    let at = problem.place.map_or(0, |place| place.span.start);
    let (line, column) = line_and_column(text, at);
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |end| end.saturating_add(1));
    // What is at fault, with a few letters before it.
    let shown_from = before.char_indices().rev().take(BEFORE).map(|(at, _)| at).take_while(|at| *at >= start).last();
    let shown = text.get(shown_from.unwrap_or(at)..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let shown = beginning(shown.trim_start());
    let shown = on_one_line(&shown);
    let mend =
        problem.mend.unwrap_or_else(|| Text::new("检查逗号、引号和括号", "look for commas, quotes and brackets"));
    let Text { zh, en } = problem.what;
    Text::new(
        format!("第 {line} 行第 {column} 字「{shown}」:{zh};{}", mend.zh),
        format!("line {line}, letter {column}, `{shown}`: {en}; {}", mend.en),
    )
}

impl Rows for ObjectList {
    fn next(&mut self) -> Result<Option<Row>, Text> {
        Ok(self.items.pop_front())
    }

    fn look(&mut self, _: usize, most: usize) -> Result<Vec<Row>, Text> {
        Ok(self.items.iter().take(most).cloned().collect())
    }

    fn bundle(&mut self) -> Result<Option<Bundle>, Text> {
        match bundle_of(self) {
            (None, Some(what)) => Err(what),
            (bundle, _) => Ok(bundle),
        }
    }
}
