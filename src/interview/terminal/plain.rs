//! The face of numbered lines, for screen readers, logs and terminals that can do no more.

use super::plain_answer::read;
use super::step::Step;
use super::{size, words, wrap};
use crate::interview::screen::{Broken, Entry, Face, Input, Screen};
use crate::language::Language;
use std::io::{self, BufRead, Write};

/// The face of numbered lines.
#[derive(Debug)]
pub struct Plain {
    language: Language,
}

impl Plain {
    /// The face in a language.
    pub fn new(language: Language) -> Self {
        Self { language }
    }

    /// The question and all that belongs to it, one paragraph a text.
    fn paragraphs(&self, screen: &Screen) -> Vec<String> {
        let language = self.language;
        let (topic, progress) = (&screen.topic, &screen.progress);
        let heading = language.pick(format!("【{topic}】{progress}"), format!("[{topic}] {progress}"));
        let mut paragraphs = vec![heading];
        paragraphs.extend_from_slice(&screen.standing);
        paragraphs.extend_from_slice(&screen.notices);
        paragraphs.push(screen.question.clone());
        paragraphs.extend_from_slice(&screen.hints);
        let numbered = |options: &[String]| -> Vec<String> {
            ('1'..='9').zip(options).map(|(sign, label)| format!("{sign} {label}")).collect()
        };
        match &screen.entry {
            Entry::One { options, .. } => paragraphs.extend(numbered(options)),
            Entry::Several { options, .. } => {
                paragraphs.extend(numbered(options));
                paragraphs.push(format!("0 {}", words::none_of_these(language)));
            }
            Entry::Line { .. } => {}
        }
        if screen.commands.not_sure && !matches!(screen.entry, Entry::Line { .. }) {
            paragraphs.push(format!("- {}", words::not_sure(language)));
        }
        paragraphs.extend(self.present(&screen.entry).map(|present| words::kept(&present, language)));
        paragraphs
    }

    /// What an empty line keeps.
    fn present(&self, entry: &Entry) -> Option<String> {
        match entry {
            Entry::Line { initial, stands } => (*stands && !initial.is_empty()).then(|| initial.clone()),
            Entry::One { options, chosen } => chosen.and_then(|at| options.get(at).cloned()),
            Entry::Several { options, chosen } => chosen.as_ref().map(|chosen| {
                let labels: Vec<&str> = chosen.iter().filter_map(|at| options.get(*at)).map(String::as_str).collect();
                if labels.is_empty() {
                    words::none_of_these(self.language).to_owned()
                } else {
                    labels.join(words::comma(self.language))
                }
            }),
        }
    }
}

impl Face for Plain {
    fn ask(&mut self, screen: &Screen) -> Result<Input, Broken> {
        let width = size().0;
        let mut text = String::from("\n");
        text.push_str(&wrapped(&self.paragraphs(screen), width));
        for line in wrap::flow(&words::reminder(&screen.entry, screen.commands, self.language), width) {
            text.push_str(&line);
            text.push('\n');
        }
        write(&text)?;
        loop {
            write("> ")?;
            let Some(line) = next_line()? else {
                write("\n")?;
                return Ok(Input::Stop);
            };
            let notice = match read(&line, &screen.entry, screen.commands, self.language) {
                Step::Say(input) => return Ok(input),
                Step::Command(command) if command.is_among(screen.commands) => match command.input() {
                    Some(input) => return Ok(input),
                    None => {
                        write(&wrapped(&screen.explanation, width))?;
                        write(&text)?;
                        continue;
                    }
                },
                Step::Command(command) => words::refusal(command, self.language).to_owned(),
                Step::Notice(notice) => notice,
                Step::Stay => continue,
            };
            write(&wrapped(&[notice], width))?;
        }
    }

    fn tell(&mut self, paragraphs: &[String]) -> Result<(), Broken> {
        Ok(write(&wrapped(paragraphs, size().0))?)
    }
}

fn wrapped(paragraphs: &[String], width: usize) -> String {
    let mut text = String::new();
    for line in paragraphs.iter().flat_map(|paragraph| wrap::lines(paragraph, width)) {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// The next line without its end; none at the end of the input.
fn next_line() -> io::Result<Option<String>> {
    let mut line = Vec::new();
    io::stdin().lock().read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&line);
    Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
}

fn write(text: &str) -> io::Result<()> {
    let mut terminal = io::stderr().lock();
    terminal.write_all(text.as_bytes())?;
    terminal.flush()
}
