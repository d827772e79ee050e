//! Reading the tables of a catalogue, with every fault noted.

use crate::figure;
use crate::language::Text;
use crate::nearest::nearest;
use crate::problem::{Code, Place, Problem};
use crate::tree::{Data, Entry, Node};
use arrayvec::ArrayVec;
use std::borrow::Cow;
use std::ops::Range;

/// Words that promise what nobody but an authority can.
pub(crate) const PROMISES: [&str; 4] = ["可享受", "可领取", "保证", "通过率"];

fn missing(key: &str, place: Place) -> Problem {
    Problem::new(Code::MissingKey, place, format!("缺少「{key}」"), format!("`{key}` is missing"))
}

/// Notes the faults of one file.
#[derive(Debug)]
pub(super) struct Faults<'p> {
    /// The file, by position.
    pub file: usize,
    /// All faults found so far.
    pub problems: &'p mut Vec<Problem>,
    /// How many texts are missing so far, in a file of a draft, where that is no fault.
    pub missing: Option<&'p mut usize>,
}

impl<'p> Faults<'p> {
    /// For a file in which everything must be there.
    pub(super) fn strict(file: usize, problems: &'p mut Vec<Problem>) -> Self {
        Self { file, problems, missing: None }
    }

    /// Counts a text that is missing; whether that is no fault, as in a draft.
    pub(super) fn forgives(&mut self) -> bool {
        let Some(missing) = &mut self.missing else { return false };
        **missing = missing.saturating_add(1);
        true
    }

    pub(super) fn place(&self, span: &Range<usize>) -> Place {
        Place { file: self.file, span: span.clone() }
    }

    pub(super) fn note(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Notes a fault at a place of this file.
    pub(super) fn at(
        &mut self,
        code: Code,
        span: &Range<usize>,
        zh: impl Into<Cow<'static, str>>,
        en: impl Into<Cow<'static, str>>,
    ) {
        let place = self.place(span);
        self.note(Problem::new(code, place, zh, en));
    }

    pub(super) fn wrong_type(&mut self, node: &Node<'_>, zh: &str, en: &str) {
        self.at(Code::WrongType, &node.span, format!("这里应是{zh}"), format!("{en} is needed here"));
    }

    /// Notes that a table should stand here, as it is written in TOML.
    pub(super) fn no_table(&mut self, node: &Node<'_>) {
        let problem = Problem::new(Code::WrongType, self.place(&node.span), "这里应是一个表", "a table is needed here");
        self.note(problem.mend("写成 { … = … }", "write { … = … }"));
    }

    /// A text, number, date or truth value as it was written.
    pub(super) fn written<'n>(&mut self, node: &'n Node<'_>) -> Option<std::borrow::Cow<'n, str>> {
        let written = node.written();
        if written.is_none() {
            self.wrong_type(node, "一个值", "one value");
        }
        written
    }

    pub(super) fn text(&mut self, node: &Node<'_>) -> Option<String> {
        match &node.data {
            Data::Text(text) if text.trim().is_empty() => {
                self.at(Code::BadValue, &node.span, "这里没有文字", "the text is empty");
                None
            }
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
                let (zh, en) = ("这里应是一个列表", "a list is needed here");
                let problem = Problem::new(Code::WrongType, self.place(&node.span), zh, en);
                self.note(problem.mend("写成 […]", "write […]"));
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
                self.no_table(node);
                None
            }
        }
    }

    /// A text in both languages, which promises nothing.
    pub(super) fn both(&mut self, node: &Node<'_>) -> Option<Text> {
        let mut fields = self.languages(node)?;
        let text = fields.both(self);
        fields.finish(self);
        text
    }

    /// A name that the document gives, in both languages; its words are not ours.
    pub(super) fn name(&mut self, node: &Node<'_>) -> Option<Text> {
        let mut fields = self.languages(node)?;
        let text = fields.name(self);
        fields.finish(self);
        text
    }

    fn languages<'n, 't>(&mut self, node: &'n Node<'t>) -> Option<Fields<'n, 't>> {
        if !matches!(node.data, Data::Table(_)) {
            let place = self.place(&node.span);
            let (zh, en) = ("这里应有中文和英文两种文字", "a text in Chinese and English is needed here");
            let problem = Problem::new(Code::WrongType, place, zh, en);
            self.note(problem.mend("写成 { zh = \"…\", en = \"…\" }", "write { zh = \"…\", en = \"…\" }"));
            return None;
        }
        self.table(node)
    }

    /// A small whole number, from 1.
    pub(super) fn number(&mut self, node: &Node<'_>) -> Option<i64> {
        let Some(number) = node.written().and_then(|text| figure::read_count(&text, &[]).ok()) else {
            self.wrong_type(node, "一个整数", "a whole number");
            return None;
        };
        if number < 1 {
            self.at(Code::BadValue, &node.span, "这个数至少是 1", "this number must be 1 or more");
            return None;
        }
        Some(number)
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
const MOST_KEYS: usize = 32;

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
            let place = faults.place(&self.span);
            faults.note(missing(key, place));
        }
        node
    }

    /// The tables in the list under a key, none where it is not there.
    pub(super) fn tables(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Vec<Fields<'n, 't>> {
        let Some(node) = self.take(key) else { return Vec::new() };
        if matches!(node.data, Data::Table(_)) {
            let place = faults.place(&node.span);
            let (zh, en) = (
                format!("「{key}」可以有几个,要写成列表"),
                format!("there may be several `{key}`, so a list is needed"),
            );
            let problem = Problem::new(Code::WrongType, place, zh, en);
            faults.note(problem.mend("表头写两层方括号:[[…]]", "write the header in double brackets: [[…]]"));
            return Vec::new();
        }
        faults.list(node).iter().filter_map(|item| faults.table(item)).collect()
    }

    /// The texts under `zh` and `en`, which promise nothing.
    pub(super) fn both(&mut self, faults: &mut Faults<'_>) -> Option<Text> {
        let texts = self.name(faults);
        let promised = self.written("zh").and_then(|text| PROMISES.iter().find(|word| text.contains(**word)));
        if let Some(word) = promised {
            let place = faults.place(&self.span_of("zh"));
            let (zh, en) = (
                format!("「{word}」是承诺,谁也不能替主管部门承诺"),
                format!("`{word}` promises what only the authority decides"),
            );
            let problem = Problem::new(Code::Promise, place, zh, en);
            faults.note(
                problem.mend("只写文件给什么,不写一定能得到", "say what the document gives, not that one gets it"),
            );
        }
        texts
    }

    /// The texts under `zh` and `en` of a name that the document itself gives, whatever it promises.
    pub(super) fn name(&mut self, faults: &mut Faults<'_>) -> Option<Text> {
        let forgiven = self.take("en").is_none() && faults.missing.is_some();
        let mut language = |key: &'static str, faults: &mut Faults<'_>| {
            let node = self.take(key);
            let span = node.map_or(&self.span, |node| &node.span);
            let text = match node.map(|node| (node, &node.data)) {
                Some((_, Data::Text(text))) => text.clone().into_owned(),
                Some((node, _)) => faults.text(node)?,
                None => String::new(),
            };
            if text.trim().is_empty() {
                let (zh, en) = match key {
                    "zh" => ("缺少中文「zh」", "the Chinese text `zh` is missing"),
                    _ => ("缺少英文「en」", "the English text `en` is missing"),
                };
                faults.at(Code::MissingTranslation, span, zh, en);
                return None;
            }
            Some((text, span.clone()))
        };
        let zh = language("zh", faults);
        let en = if forgiven && zh.is_some() {
            faults.forgives();
            zh.clone()
        } else {
            language("en", faults)
        };
        Some(Text::new(zh?.0, en?.0))
    }

    /// The text under a key, whatever is wrong with it otherwise.
    pub(super) fn written(&self, key: &str) -> Option<String> {
        let entry = self.entries.iter().find(|entry| entry.key == key);
        entry.and_then(|entry| entry.node.written()).map(std::borrow::Cow::into_owned)
    }

    /// Where the value under a key stands, or else the table.
    pub(super) fn span_of(&self, key: &str) -> Range<usize> {
        let entry = self.entries.iter().find(|entry| entry.key == key);
        entry.map_or(&self.span, |entry| &entry.node.span).clone()
    }

    /// The keys that were not asked for.
    pub(super) fn left(&self) -> impl Iterator<Item = &'n str> {
        self.rest().map(|entry| entry.key.as_ref())
    }

    /// The lines whose keys were not asked for.
    pub(super) fn rest(&self) -> impl Iterator<Item = &'n Entry<'t>> + use<'n, 't> {
        let asked = self.asked.clone();
        self.entries.iter().filter(move |entry| !asked.iter().any(|key| *key == entry.key))
    }

    /// Leaves the rest of the table be, where one fault covers it.
    pub(super) fn forgive(&mut self) {
        self.entries = &[];
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
            // A key that is misspelt is not missing as well.
            if let Some(meant) = nearest(key, self.asked.iter().copied()) {
                let echo = missing(meant, faults.place(&self.span));
                faults.problems.retain(|problem| *problem != echo);
            }
            let mut known: Vec<&str> = Vec::new();
            self.asked.iter().for_each(|key| {
                if !known.contains(key) {
                    known.push(key)
                }
            });
            let list = known.join(", ");
            let problem = problem.mend(format!("这里可以写:{list}"), format!("what can stand here: {list}"));
            faults.note(problem.suggest(key, known));
        }
    }
}
