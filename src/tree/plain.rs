//! TOML as a tree, straight from the parser's events, where a file is plain and without fault.
//!
//! Catalogues are large, and the tables that `toml` builds would be taken apart at once.

use super::depth::too_deep;
use super::faults::Faults;
use super::{Data, Entry, Node};
use std::borrow::Cow;
use std::ops::Range;
use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::parser::{EventReceiver, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{ErrorSink, Raw, Source, Span};

/// How deep values may lie within each other, and how many words a key may have, as in `toml`.
const DEEPEST: u8 = 80;
/// The message of the parser where they lie deeper.
const TOO_DEEP: &str = "cannot recurse further";
/// The most lines of a table among which it is quick to look for one.
const MOST_LINES: usize = 64;

/// Reads plain TOML.
///
/// # Errors
/// Where something is at fault, that is; and where something is written in a way that is rare, such as
/// dotted keys, dates without quotes, tables with very many lines or headers of tables that stand already.
pub(super) fn read(text: &str) -> Result<Node<'_>, Faults<'_>> {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut faults = Faults::of(text);
    if let Some(span) = too_deep(&tokens) {
        faults.end_with(span, TOO_DEEP);
        return Err(faults);
    }
    let mut tables = Tables {
        source,
        root: Vec::new(),
        header: None,
        lines: Vec::new(),
        open: Vec::new(),
        key: None,
        is_plain: true,
    };
    let mut receiver = ValidateWhitespace::new(&mut tables, source);
    parse_document(&tokens, &mut RecursionGuard::new(&mut receiver, u32::from(DEEPEST)), &mut faults);
    tables.finish_table();
    let root = Node { span: 0..0, data: Data::Table(tables.root) };
    if tables.is_plain && faults.is_none() { Ok(root) } else { Err(faults) }
}

/// The tables of a file as they come.
struct Tables<'t> {
    source: Source<'t>,
    root: Vec<Entry<'t>>,
    /// The header of the table at hand; `None` above the first one.
    header: Option<Header<'t>>,
    /// The lines of the table at hand.
    lines: Vec<Entry<'t>>,
    /// The lists and tables at hand within a value, each within the one before.
    open: Vec<Open<'t>>,
    /// The key whose value comes next, outside those.
    key: Option<Key<'t>>,
    is_plain: bool,
}

type Key<'t> = (Cow<'t, str>, Range<usize>);

struct Header<'t> {
    keys: Vec<Key<'t>>,
    /// Where it stands, without its end while that is to come.
    span: Range<usize>,
    /// Whether the table is one of several, as under `[[measure]]`.
    of_several: bool,
    is_closed: bool,
}

enum Open<'t> {
    List { start: usize, items: Vec<Node<'t>> },
    Table { start: usize, lines: Vec<Entry<'t>>, key: Option<Key<'t>> },
}

impl<'t> Tables<'t> {
    fn give_up(&mut self) {
        self.is_plain = false;
    }

    fn raw(&mut self, span: Span, encoding: Option<Encoding>) -> Raw<'t> {
        let text = self.source.input().get(span.start()..span.end());
        if text.is_none() {
            self.give_up();
        }
        Raw::new_unchecked(text.unwrap_or_default(), encoding, span)
    }

    fn open_header(&mut self, span: Span, of_several: bool) {
        self.finish_table();
        self.header = Some(Header { keys: Vec::new(), span: span.start()..span.end(), of_several, is_closed: false });
    }

    fn close_header(&mut self, span: Span) {
        if let Some(header) = &mut self.header {
            header.span.end = span.end();
            header.is_closed = true;
        }
    }

    /// Puts the table at hand where its header says.
    fn finish_table(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        if !self.is_plain {
            return;
        }
        let Some(Header { mut keys, span, of_several, .. }) = self.header.take() else {
            self.root = lines;
            return;
        };
        if keys.len() > usize::from(DEEPEST) {
            return self.give_up();
        }
        let last = keys.pop();
        let text = self.source.input();
        let parent = keys.into_iter().try_fold(&mut self.root, |table, key| within(table, key, text));
        let table = Node { span: span.clone(), data: Data::Table(lines) };
        let is_put = last.zip(parent).is_some_and(|((key, key_span), parent)| {
            let Some(before) = parent.iter().position(|entry| entry.key == key) else {
                let data = if of_several { Data::List(vec![table]) } else { table.data };
                parent.push(Entry { key, key_span, node: Node { span, data } });
                return parent.len() <= MOST_LINES;
            };
            let tables = parent.get_mut(before).filter(|_| of_several).and_then(|entry| several(&mut entry.node));
            tables.map(|tables| tables.push(table)).is_some()
        });
        self.is_plain &= is_put;
    }

    fn put(&mut self, node: Node<'t>) {
        let (lines, key) = match self.open.last_mut() {
            Some(Open::List { items, .. }) => return items.push(node),
            Some(Open::Table { lines, key, .. }) => (lines, key.take()),
            None => (&mut self.lines, self.key.take()),
        };
        match key {
            Some((key, key_span)) if lines.len() < MOST_LINES && lines.iter().all(|line| line.key != key) => {
                lines.push(Entry { key, key_span, node });
            }
            _ => self.give_up(),
        }
    }
}

/// The tables of a list that stands under headers in double brackets; such a list begins with the
/// first of these.
fn several<'n, 't>(node: &'n mut Node<'t>) -> Option<&'n mut Vec<Node<'t>>> {
    match &mut node.data {
        Data::List(tables) if tables.first().is_some_and(|first| first.span == node.span) => Some(tables),
        _ => None,
    }
}

/// The lines of the table under a key of a header; of several the last one.
fn within<'n, 't>(
    table: &'n mut Vec<Entry<'t>>,
    (key, key_span): Key<'t>,
    text: &str,
) -> Option<&'n mut Vec<Entry<'t>>> {
    let at = table.iter().position(|entry| entry.key == key).unwrap_or(table.len());
    if at == table.len() {
        if at == MOST_LINES {
            return None;
        }
        let node = Node { span: key_span.clone(), data: Data::Table(Vec::new()) };
        table.push(Entry { key, key_span, node });
    }
    let mut node = &mut table.get_mut(at)?.node;
    if matches!(node.data, Data::List(_)) {
        node = several(node)?.last_mut()?;
    }
    let is_inline = text.as_bytes().get(node.span.start) == Some(&b'{');
    match &mut node.data {
        Data::Table(lines) if !is_inline => Some(lines),
        _ => None,
    }
}

impl EventReceiver for Tables<'_> {
    fn std_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.open_header(span, false);
    }

    fn std_table_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.close_header(span);
    }

    fn array_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.open_header(span, true);
    }

    fn array_table_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.close_header(span);
    }

    fn inline_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) -> bool {
        self.open.push(Open::Table { start: span.start(), lines: Vec::new(), key: None });
        true
    }

    fn inline_table_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        match self.open.pop() {
            Some(Open::Table { start, lines, .. }) => {
                self.put(Node { span: start..span.end(), data: Data::Table(lines) });
            }
            _ => self.give_up(),
        }
    }

    fn array_open(&mut self, span: Span, _: &mut dyn ErrorSink) -> bool {
        self.open.push(Open::List { start: span.start(), items: Vec::new() });
        true
    }

    fn array_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        match self.open.pop() {
            Some(Open::List { start, items }) => {
                self.put(Node { span: start..span.end(), data: Data::List(items) });
            }
            _ => self.give_up(),
        }
    }

    fn simple_key(&mut self, span: Span, encoding: Option<Encoding>, error: &mut dyn ErrorSink) {
        let mut decoded = Cow::Borrowed("");
        self.raw(span, encoding).decode_key(&mut decoded, error);
        let key = (decoded, span.start()..span.end());
        let place = match (&mut self.header, self.open.last_mut()) {
            (Some(header), None) if !header.is_closed => return header.keys.push(key),
            (_, Some(Open::Table { key, .. })) => key,
            _ => &mut self.key,
        };
        // A second key before the value is part of a dotted one.
        if place.replace(key).is_some() {
            self.give_up();
        }
    }

    fn scalar(&mut self, span: Span, encoding: Option<Encoding>, error: &mut dyn ErrorSink) {
        let mut decoded = Cow::Borrowed("");
        let data = match self.raw(span, encoding).decode_scalar(&mut decoded, error) {
            ScalarKind::String => Data::Text(decoded),
            ScalarKind::Boolean(value) => Data::Boolean(value),
            ScalarKind::Float => Data::Bare(decoded.into_owned()),
            ScalarKind::Integer(radix) if radix.value() == 10 => Data::Bare(decoded.into_owned()),
            ScalarKind::Integer(_) | ScalarKind::DateTime => return self.give_up(),
        };
        self.put(Node { span: span.start()..span.end(), data });
    }
}

#[cfg(test)]
mod tests {
    use super::super::toml::in_full;
    use super::read;

    /// Whether a text is plain; where it is, it must read as it does in full.
    fn is_plain(text: &str) -> bool {
        let (whole, faults) = in_full(text);
        let plain = read(text).ok();
        if let Some(plain) = &plain {
            assert_eq!(format!("{plain:?}"), format!("{whole:?}"), "{text}");
            assert!(faults.is_empty(), "{text}: {faults:?}");
        }
        plain.is_some()
    }

    #[test]
    fn what_catalogues_are_written_with_is_plain() {
        for text in [
            "",
            "# nothing\n",
            "\u{feff}a = \"1\"\n",
            "a = \"\u{5c}u4e00\u{5c}n\"\r\nb = 'c'\n\"d e\" = \"\"\"\nf\"\"\"\n",
            "a = 1_000\nb = -1.5e3\nc = true\nd = [1, [2, 3], { e = 4 },\n]\n",
            "a = { b = { c = [] }, d = {} }\n[e]\n[f.g.h]\ni = 1\n[f.j]\n",
            "[[a]]\nb = 1\n[a.c]\nd = 2\n[[a.e]]\nf = 3\n[[a.e]]\n[a.e.g]\n[[a]]\n[a.c]\n[[h.i]]\n",
        ] {
            assert!(is_plain(text), "{text}");
        }
    }

    #[test]
    fn what_is_rare_or_at_fault_is_not_plain() {
        for text in [
            "a.b = 1\n",
            "a = { b.c = 1 }\n",
            "a = 2020-01-01\n",
            "a = 0x10\n",
            "a = 1\na = 2\n",
            "a = { b = 1, b = 2 }\n",
            "[a.b]\n[a]\n",
            "[a]\n[a]\n",
            "a = 1\n[a]\n",
            "a = 1\n[a.b]\n",
            "a = { b = 1 }\n[a.c]\n",
            "a = [{ b = 1 }]\n[[a]]\n",
            "a = [[1]]\n[[a.b]]\n",
            "a = []\n[[a]]\n",
            "[a]\n[[a]]\n",
            "[[a]]\n[a]\n",
            "a = \n",
            "a = [1\n",
            "[a\nb = 1\n",
            "a = \"\u{5c}q\"\n",
            "# \u{1}\n",
        ] {
            assert!(!is_plain(text), "{text}");
        }
        assert!(!is_plain(&format!("a = {}1{}\n", "[".repeat(90), "]".repeat(90))));
        assert!(!is_plain(&(0..65).map(|at| format!("a{at} = 1\n")).collect::<String>()));
        assert!(is_plain(&(0..64).map(|at| format!("a{at} = 1\n")).collect::<String>()));
        assert!(!is_plain(&(0..65).map(|at| format!("[a{at}]\n")).collect::<String>()));
        assert!(!is_plain(&format!("[a{}]\n", ".a".repeat(100_000))));
    }
}
