//! Reading the tables of a catalogue, with every fault noted.

use crate::figure;
use crate::language::Text;
use crate::problem::{Code, Place, Problem};
use crate::tree::{Data, Entry, Node};
use arrayvec::ArrayVec;
use std::ops::Range;

/// Notes the faults of one file.
#[derive(Debug)]
pub(super) struct Faults<'p> {
    /// The file, by position.
    pub file: usize,
    /// All faults found so far.
    pub problems: &'p mut Vec<Problem>,
}

impl Faults<'_> {
    pub(super) fn place(&self, span: &Range<usize>) -> Place {
        Place { file: self.file, span: span.clone() }
    }

    pub(super) fn note(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Notes a fault at a place of this file.
    pub(super) fn at(&mut self, code: Code, span: &Range<usize>, zh: impl Into<String>, en: impl Into<String>) {
        let place = self.place(span);
        self.note(Problem::new(code, place, zh, en));
    }

    pub(super) fn wrong_type(&mut self, node: &Node<'_>, zh: &str, en: &str) {
        self.at(Code::WrongType, &node.span, format!("这里应是{zh}"), format!("{en} is needed here"));
    }

    pub(super) fn text(&mut self, node: &Node<'_>) -> Option<String> {
        match &node.data {
            Data::Text(text) => Some(text.clone().into_owned()),
            _ => {
                self.wrong_type(node, "一段文字", "a text");
                None
            }
        }
    }

    pub(super) fn boolean(&mut self, node: &Node<'_>) -> Option<bool> {
        match node.data {
            Data::Boolean(value) => Some(value),
            _ => {
                self.wrong_type(node, " true 或 false", "true or false");
                None
            }
        }
    }

    pub(super) fn list<'n, 't>(&mut self, node: &'n Node<'t>) -> &'n [Node<'t>] {
        match &node.data {
            Data::List(items) => items,
            _ => {
                self.wrong_type(node, "一个列表", "a list");
                &[]
            }
        }
    }

    pub(super) fn texts(&mut self, node: &Node<'_>) -> Vec<String> {
        self.list(node).iter().filter_map(|item| self.text(item)).collect()
    }

    pub(super) fn table<'n, 't>(&mut self, node: &'n Node<'t>) -> Option<Fields<'n, 't>> {
        match &node.data {
            Data::Table(entries) => Some(Fields::new(node.span.clone(), entries)),
            _ => {
                self.wrong_type(node, "一个表", "a table");
                None
            }
        }
    }

    /// A text in both languages.
    pub(super) fn both(&mut self, node: &Node<'_>) -> Option<Text> {
        let mut fields = self.table(node)?;
        let text = fields.both(self);
        fields.finish(self);
        text
    }

    /// A small whole number.
    pub(super) fn number(&mut self, node: &Node<'_>) -> Option<i64> {
        let number = node.written().and_then(|text| figure::read_count(&text, &[]).ok());
        if number.is_none() {
            self.wrong_type(node, "一个整数", "a whole number");
        }
        number
    }
}

/// The lines of one table; each is taken once, and what is left over is a fault.
#[derive(Debug)]
pub(super) struct Fields<'n, 't> {
    pub span: Range<usize>,
    entries: &'n [Entry<'t>],
    /// The keys that were asked for; what stands under any other is a fault.
    asked: ArrayVec<&'static str, MOST_KEYS>,
}

/// The most keys that any table is asked for.
const MOST_KEYS: usize = 24;

impl<'n, 't> Fields<'n, 't> {
    fn new(span: Range<usize>, entries: &'n [Entry<'t>]) -> Self {
        Self { span, entries, asked: ArrayVec::new() }
    }

    /// The value under a key, where it is there.
    pub(super) fn take(&mut self, key: &'static str) -> Option<&'n Node<'t>> {
        let _ = self.asked.try_push(key);
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// The value under a key; a fault where it is not there.
    pub(super) fn need(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Option<&'n Node<'t>> {
        let node = self.take(key);
        if node.is_none() {
            faults.at(Code::MissingKey, &self.span, format!("缺少「{key}」"), format!("`{key}` is missing"));
        }
        node
    }

    /// The tables in the list under a key, none where it is not there.
    pub(super) fn tables(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Vec<Fields<'n, 't>> {
        let Some(node) = self.take(key) else { return Vec::new() };
        faults.list(node).iter().filter_map(|item| faults.table(item)).collect()
    }

    /// The texts under `zh` and `en`.
    pub(super) fn both(&mut self, faults: &mut Faults<'_>) -> Option<Text> {
        let mut language = |key: &'static str| {
            let node = self.take(key);
            let text = node.and_then(|node| faults.text(node));
            if text.as_ref().is_none_or(|text| text.trim().is_empty()) {
                let span = node.map_or(&self.span, |node| &node.span);
                let zh = format!("缺少「{key}」的文字");
                faults.at(Code::MissingTranslation, span, zh, format!("the text in `{key}` is missing"));
                return None;
            }
            text
        };
        let (zh, en) = (language("zh"), language("en"));
        let text = Text { zh: zh?, en: en? };
        const PROMISES: [&str; 4] = ["可享受", "可领取", "保证", "通过率"];
        if let Some(word) = PROMISES.iter().find(|word| text.zh.contains(**word)) {
            let zh = format!("「{word}」是承诺,谁也做不到");
            faults.at(Code::Promise, &self.span, zh, format!("`{word}` promises what nobody can"));
        }
        Some(text)
    }

    /// The lines whose keys were not asked for.
    pub(super) fn rest(&self) -> impl Iterator<Item = &'n Entry<'t>> + use<'n, 't> {
        let asked = self.asked.clone();
        self.entries.iter().filter(move |entry| !asked.iter().any(|key| *key == entry.key))
    }

    /// Notes every key that was not asked for.
    pub(super) fn finish(self, faults: &mut Faults<'_>) {
        for entry in self.rest() {
            let place = faults.place(&entry.key_span);
            let key = &entry.key;
            let problem = Problem::new(
                Code::UnknownKey,
                place,
                format!("这里不认识「{key}」"),
                format!("`{key}` means nothing here"),
            );
            faults.note(problem.suggest(key, self.asked.iter().copied()));
        }
    }
}
