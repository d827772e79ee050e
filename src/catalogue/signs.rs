//! Signs that nobody sees in the texts of a catalogue.

use crate::harmless::hidden;
use crate::problem::{Code, Place, Problem};
use crate::tree::{Data, Node};
use std::ops::Range;

/// What holds words of the document as they stand there.
const VERBATIM: [&str; 2] = ["quote", "phrase"];

/// A fault for each text and each key of a file that holds a sign that could steer a terminal or mislead the
/// eye: what it is shown as would not be what it is.
pub(super) fn signs(file: usize, node: &Node<'_>, problems: &mut Vec<Problem>) {
    match &node.data {
        Data::Text(text) => note(file, text, &node.span, problems),
        Data::List(items) => items.iter().for_each(|item| signs(file, item, problems)),
        Data::Table(entries) => {
            for entry in entries {
                note(file, &entry.key, &entry.key_span, problems);
                if !VERBATIM.contains(&entry.key.as_ref()) {
                    signs(file, &entry.node, problems);
                }
            }
        }
        Data::Bare(_) | Data::Boolean(_) | Data::Null => {}
    }
}

fn note(file: usize, text: &str, span: &Range<usize>, problems: &mut Vec<Problem>) {
    let Some(sign) = hidden(text) else { return };
    let number = u32::from(sign);
    let place = Place { file, span: span.clone() };
    let zh = format!("这里有看不见的字符 U+{number:04X}");
    let en = format!("U+{number:04X}, which nobody sees, stands here");
    problems.push(Problem::new(Code::BadValue, place, zh, en).mend("删去它", "take it out"));
}
