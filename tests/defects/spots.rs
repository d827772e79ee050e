//! Places in the files of a catalogue, and defects at them.

use huiqi::catalogue::Source;
use huiqi::tree::{Data, Entry, Node};
use std::ops::Range;

/// One defect: some bytes of a file replaced.
pub struct Mutant {
    pub operator: &'static str,
    pub file: usize,
    pub span: Range<usize>,
    pub text: String,
    /// Where a fault may point to, in bytes of the files with the defect.
    pub areas: Vec<(usize, Range<usize>)>,
}

impl Mutant {
    /// The catalogue with the defect.
    pub fn applied(&self, whole: &Source) -> Source {
        let mut source = whole.clone();
        let text = &whole.files[self.file].text;
        let mutated = format!("{}{}{}", &text[..self.span.start], self.text, &text[self.span.end..]);
        source.files[self.file].text = mutated.into();
        source
    }

    /// Where it is, and what it does.
    pub fn words(&self, whole: &Source) -> String {
        let file = &whole.files[self.file];
        let line = file.text[..self.span.start].matches('\n').count() + 1;
        let short = |text: &str| text.replace('\n', "⏎").chars().take(110).collect::<String>();
        format!(
            "{} {}:{line} {} → {}",
            self.operator,
            file.path,
            short(&file.text[self.span.clone()]),
            short(&self.text)
        )
    }
}

/// One file, with what its defects share.
pub struct Page<'p> {
    pub file: usize,
    pub text: &'p str,
}

impl Page<'_> {
    /// A defect; the part in which it stands is given as it was before.
    pub fn mutant(
        &self,
        operator: &'static str,
        span: Range<usize>,
        text: impl Into<String>,
        part: Range<usize>,
    ) -> Mutant {
        let text = text.into();
        let moved = |at: usize| if at >= span.end { at + text.len() - span.len() } else { at };
        let own = span.start..span.start + text.len();
        let areas = vec![(self.file, own), (self.file, part.start.min(span.start)..moved(part.end.max(span.end)))];
        Mutant { operator, file: self.file, span, text, areas }
    }

    /// A table with its lines: a `[header]` reaches to the next one.
    pub fn part(&self, node: &Node<'_>) -> Range<usize> {
        let start = node.span.start;
        if !self.text[start..].starts_with('[') || matches!(node.data, Data::List(_)) {
            return node.span.clone();
        }
        let end = self.text[start..].find("\n[").map_or(self.text.len(), |at| start + at);
        start..end.max(node.span.end)
    }

    /// An entry of an array of tables with all its tables.
    pub fn block(&self, node: &Node<'_>) -> Range<usize> {
        let start = node.span.start;
        let ends = [
            "\n[[measure]]",
            "\n[[remark]]",
            "\n[[case]]",
            "\n[[fact]]",
            "\n[[condition]]",
            "\n[[topic]]",
            "\n[[reading]]",
        ];
        let end = ends.iter().filter_map(|end| self.text[start..].find(end)).min();
        start..end.map_or(self.text.len(), |at| start + at + 1)
    }

    /// What to take out so that a line, or an item of a list or inline table, is gone.
    pub fn cut(&self, span: Range<usize>) -> Range<usize> {
        let line_start = self.text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = self.text[span.end..].find('\n').map_or(self.text.len(), |at| span.end + at + 1);
        let before = self.text[line_start..span.start].trim();
        let after = self.text[span.end..line_end].trim();
        if before.is_empty() && (after.is_empty() || after == ",") {
            return line_start..line_end;
        }
        let rest = &self.text[span.end..];
        if let Some(rest) = rest.trim_start().strip_prefix(',') {
            return span.start..self.text.len() - rest.trim_start_matches(' ').len();
        }
        let kept = self.text[..span.start].trim_end();
        kept.strip_suffix(',').map_or(span.start, str::len)..span.end
    }
}

/// The value under a key.
pub fn under<'n, 't>(node: &'n Node<'t>, key: &str) -> Option<&'n Node<'t>> {
    lines(node).iter().find(|line| line.key == key).map(|line| &line.node)
}

pub fn lines<'n, 't>(node: &'n Node<'t>) -> &'n [Entry<'t>] {
    if let Data::Table(lines) = &node.data { lines } else { &[] }
}

pub fn items<'n, 't>(node: &'n Node<'t>) -> &'n [Node<'t>] {
    if let Data::List(items) = &node.data { items } else { &[] }
}

/// The tables under a key of a file.
pub fn tables<'n, 't>(root: &'n Node<'t>, key: &str) -> &'n [Node<'t>] {
    under(root, key).map_or(&[], items)
}

pub fn entry(line: &Entry<'_>) -> Range<usize> {
    line.key_span.start..line.node.span.end
}
