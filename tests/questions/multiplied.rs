//! The shipped document many times over, under other names.

use huiqi::catalogue::Source;
use std::collections::HashSet;

/// Where the facts of the copies stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facts {
    /// All copies ask for the facts of the first.
    Shared,
    /// Each copy asks for facts of its own, but for those of all documents.
    Own,
}

/// Copies of the shipped document until there are so many measures; the last one is cut short after
/// the clause that makes them full.
pub fn multiplied(measures: usize, facts: Facts) -> Source {
    let shipped = Source::embedded().files;
    let own: Vec<(&str, &str, &str)> = shipped
        .iter()
        .filter_map(|file| file.path.split_once('/').map(|(folder, name)| (folder, name, file.text.as_ref())))
        .filter(|(_, name, _)| *name != "cases.toml" && !name.contains('/'))
        .collect();
    let (_, _, asked) = own.iter().find(|(_, name, _)| *name == "facts.toml").unwrap();
    let words: HashSet<&str> = ["[[fact]]", "[[condition]]"].iter().flat_map(|table| ids(asked, table)).collect();
    let topics: HashSet<&str> = ids(asked, "[[topic]]").collect();
    let nothing = HashSet::new();
    let names = match facts {
        Facts::Shared => Names { words: &nothing, topics: &nothing },
        Facts::Own => Names { words: &words, topics: &topics },
    };
    let shared = shipped.iter().find(|file| file.path == "facts.toml").unwrap();
    let mut files = vec![("facts.toml".to_owned(), shared.text.clone().into_owned())];
    let mut left = measures;
    for copy in 0.. {
        if left == 0 {
            break;
        }
        for (folder, name, text) in &own {
            let is_clause = !matches!(*name, "policy.toml" | "facts.toml" | "source.txt");
            if is_clause && left == 0 || *name == "facts.toml" && facts == Facts::Shared && copy > 0 {
                continue;
            }
            let text = if copy == 0 || *name == "source.txt" { (*text).to_owned() } else { names.numbered(text, copy) };
            left = left.saturating_sub(if is_clause { ids(&text, "[[measure]]").count() } else { 0 });
            files.push((format!("{folder}-{copy}/{name}"), text));
        }
    }
    Source::of(files)
}

/// The ids of the tables under a header, each in the line after it.
fn ids<'t>(text: &'t str, header: &str) -> impl Iterator<Item = &'t str> {
    let mut lines = text.lines();
    std::iter::from_fn(move || {
        lines.by_ref().find(|line| *line == header)?;
        lines.next()?.split('"').nth(1)
    })
}

/// What of the document has another name in each copy, besides measures.
struct Names<'n> {
    /// Facts and conditions, wherever they stand.
    words: &'n HashSet<&'n str>,
    /// Topics, which have names that other things have too.
    topics: &'n HashSet<&'n str>,
}

impl Names<'_> {
    /// The text with a number behind the names.
    fn numbered(&self, text: &str, number: usize) -> String {
        let mut written = String::with_capacity(text.len() + text.len() / 16);
        let mut before = "";
        for line in text.lines() {
            let name = line.split('"').nth(1).unwrap_or_default();
            let is_topic = (before == "[[topic]]" || line.starts_with("topic ")) && self.topics.contains(name);
            if before == "[[measure]]" || is_topic {
                written.push_str(&line.replacen(name, &format!("{name}-{number}"), 1));
            } else {
                self.number_words(line, number, &mut written);
            }
            written.push('\n');
            before = line;
        }
        written
    }

    fn number_words(&self, line: &str, number: usize, written: &mut String) {
        let is_letter = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        let mut rest = line;
        while let Some(start) = rest.find(is_letter) {
            let (before, from) = rest.split_at(start);
            let (word, after) = from.split_at(from.find(|letter| !is_letter(letter)).unwrap_or(from.len()));
            written.push_str(before);
            written.push_str(word);
            if self.words.contains(word) {
                written.push_str(&format!("-{number}"));
            }
            rest = after;
        }
        written.push_str(rest);
    }
}
