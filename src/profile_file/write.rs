//! Profiles as files to be read and edited by hand, and read back the same.

use super::Format;
use super::code::{choice_codes, value_json};
use crate::catalogue::Catalogue;
use crate::fact::{Fact, Value};
use crate::harmless::is_hostile;
use crate::json_text;
use crate::language::Language;
use crate::profile::{Profile, State};
use serde_json::{Map, Value as Json};
use toml_writer::{ToTomlKey, ToTomlValue, TomlKeyBuilder, TomlStringBuilder};

/// What stands before a line of an earlier file that could not be used, in either language.
pub(super) const LEFT_OVER: [&str; 2] = ["# 没有用上:", "# not used: "];

/// A profile as a file that [`read`](super::read) reads back to an equal one.
///
/// In TOML the amounts are in the words of the language where these are exact, the labels stand
/// beside as comments, and the lines `left_over` from an earlier file are kept as comments at the
/// end. JSON has no comments: it is the same in every language, and what is left over is dropped.
/// A name or mark of nothing but spaces is none, as in a file that is read.
pub fn write(
    catalogue: &Catalogue,
    profile: &Profile,
    format: Format,
    language: Language,
    left_over: &[String],
) -> String {
    match format {
        Format::Toml => toml(catalogue, profile, language, left_over),
        Format::Json => json(catalogue, profile),
    }
}

fn json(catalogue: &Catalogue, profile: &Profile) -> String {
    let mut file = Map::new();
    for (key, text) in [("name", &profile.name), ("id", &profile.id)] {
        if let Some(text) = written(text.as_ref()) {
            file.insert(key.to_owned(), Json::from(text));
        }
    }
    let declined = declined(catalogue, profile, Format::Json);
    if !declined.is_empty() {
        file.insert("declined".to_owned(), Json::from(declined));
    }
    let given = catalogue.facts.iter().filter_map(|fact| {
        let value = profile.value(fact)?;
        Some((fact.id.clone(), value_json(fact, &value, profile)))
    });
    file.insert("facts".to_owned(), Json::Object(given.collect()));
    let mut text = json_text::text(&file);
    text.push('\n');
    text
}

fn toml(catalogue: &Catalogue, profile: &Profile, language: Language, left_over: &[String]) -> String {
    let numbers: Vec<&str> = catalogue.policies.iter().map(|policy| policy.number.as_str()).collect();
    let numbers = numbers.join(language.pick("、", ", "));
    let heading = language.pick(format!("申报主体档案:{numbers}"), format!("profile of an applicant: {numbers}"));
    let mut lines = vec![format!("# {}", comment(&heading))];
    for (key, text) in [("name", &profile.name), ("id", &profile.id)] {
        lines.extend(written(text.as_ref()).map(|text| format!("{key} = {}", quoted(text))));
    }
    let declined = declined(catalogue, profile, Format::Toml);
    if !declined.is_empty() {
        lines.push(format!("declined = {}", list(&declined)));
    }
    lines.extend([String::new(), "[facts]".to_owned()]);
    for fact in &catalogue.facts {
        if let Some(value) = profile.value(fact) {
            lines.extend(FactLines { fact, profile, language }.of(&value));
        }
    }
    if !left_over.is_empty() {
        lines.push(String::new());
    }
    let [zh, en] = LEFT_OVER;
    let mark = language.pick(zh, en);
    let kept = left_over.iter().flat_map(|text| text.lines()).filter(|line| !line.trim().is_empty());
    lines.extend(kept.map(|line| format!("{mark}{}", comment(line))));
    lines.push(String::new());
    lines.join("\n")
}

fn written(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str).filter(|text| !text.trim().is_empty())
}

/// The facts that are declined, and the years that are and do not stand in a list of amounts.
fn declined(catalogue: &Catalogue, profile: &Profile, format: Format) -> Vec<String> {
    let mut names = Vec::new();
    for fact in catalogue.facts.iter().filter(|fact| profile.is_declined(fact)) {
        let listed = match format {
            Format::Toml => stands_in_a_list(fact, profile),
            Format::Json => profile.value(fact).is_some(),
        };
        if !listed {
            let states: Vec<State> = fact.given_slots().map(|slot| profile.state(slot)).collect();
            if states.iter().all(|state| *state == State::Declined) {
                names.push(fact.id.clone());
            } else {
                let years = (1_usize..).zip(&states).filter(|(_, state)| **state == State::Declined);
                names.extend(years.map(|(year, _)| format!("{}/{year}", fact.id)));
            }
        }
    }
    names
}

/// Whether some year is given and none is not asked: TOML has no null for such a year.
fn stands_in_a_list(fact: &Fact, profile: &Profile) -> bool {
    profile.value(fact).is_some() && fact.given_slots().all(|slot| profile.state(slot) != State::NotAsked)
}

/// What writes the lines of one fact.
struct FactLines<'p> {
    fact: &'p Fact,
    profile: &'p Profile,
    language: Language,
}

impl FactLines<'_> {
    fn of(&self, value: &Value) -> Vec<String> {
        let label = self.fact.label.get(self.language);
        let years = match value {
            Value::Choices(chosen) if chosen.len() > 1 => return self.choices(chosen),
            Value::Years(years) => years,
            _ => return vec![self.line(&self.fact.id, &self.one(value), label, value)],
        };
        if stands_in_a_list(self.fact, self.profile) {
            let amounts: Vec<String> =
                years.iter().map(|year| year.map_or("?".to_owned(), |fen| self.number(&Value::Number(fen)))).collect();
            return vec![self.line(&self.fact.id, &list(&amounts), label, value)];
        }
        let given = (1_usize..).zip(years).filter_map(|(year, amount)| Some((year, Value::Number((*amount)?))));
        let line = |(year, amount): (usize, Value)| {
            let name = self.language.pick(format!("{label}(第{year}年)"), format!("{label} (year {year})"));
            self.line(&format!("{}/{year}", self.fact.id), &quoted(&self.number(&amount)), &name, &amount)
        };
        given.map(line).collect()
    }

    /// `key = value  # label:words`, without the words where the value says them.
    fn line(&self, key: &str, written: &str, label: &str, value: &Value) -> String {
        let words = self.fact.words(value, self.language);
        let said = match value {
            Value::Years(years) => years.iter().flatten().all(|fen| self.says_itself(&Value::Number(*fen))),
            Value::Choice(_) | Value::Choices(_) => false,
            other => self.says_itself(other),
        };
        let words = if said { String::new() } else { format!("{}{words}", self.language.pick(":", ": ")) };
        format!(
            "{} = {written}  # {}",
            TomlKeyBuilder::new(key).as_default().to_toml_key(),
            comment(&format!("{label}{words}"))
        )
    }

    fn says_itself(&self, value: &Value) -> bool {
        self.number(value) == self.fact.words(value, self.language)
    }

    /// Several choices, each on a line with its label.
    fn choices(&self, chosen: &[usize]) -> Vec<String> {
        let mut lines = vec![format!("{} = [  # {}", self.fact.id, comment(self.fact.label.get(self.language)))];
        for choice in chosen.iter().filter_map(|at| self.fact.choices.get(*at)) {
            lines.push(format!("  {},  # {}", quoted(&choice.id), comment(choice.label.get(self.language))));
        }
        lines.push("]".to_owned());
        lines
    }

    fn one(&self, value: &Value) -> String {
        match value {
            Value::Choices(chosen) => list(&choice_codes(self.fact, chosen)),
            Value::Choice(at) => quoted(choice_codes(self.fact, &[*at]).first().map_or("", |code| code)),
            other => quoted(&self.number(other)),
        }
    }

    /// A value that is one number: in words where these are exact, money in English plain.
    fn number(&self, value: &Value) -> String {
        let words = self.fact.words(value, self.language);
        let Value::Number(number) = value else { return words };
        let same = match self.fact.read(&words) {
            Ok(Value::Number(read)) => read == *number,
            Ok(Value::Years(years)) => years.iter().all(|year| year == &Some(*number)),
            _ => false,
        };
        if same && self.language == Language::Chinese { words } else { self.fact.number_code(*number) }
    }
}

/// A text as TOML writes it. What could steer a terminal or mislead the eye stands there by its number, which
/// reads back as the same.
pub(crate) fn quoted(text: &str) -> String {
    let written = TomlStringBuilder::new(text).as_basic().to_toml_value();
    if !written.contains(is_hostile) {
        return written;
    }
    let mut plain = String::with_capacity(written.len());
    for letter in written.chars() {
        match u32::from(letter) {
            _ if !is_hostile(letter) => plain.push(letter),
            number @ ..=0xffff => plain.push_str(&format!("\\u{number:04X}")),
            number => plain.push_str(&format!("\\U{number:08X}")),
        }
    }
    plain
}

/// Several texts as TOML writes them.
pub(crate) fn list<T: AsRef<str>>(texts: &[T]) -> String {
    let items: Vec<String> = texts.iter().map(|text| quoted(text.as_ref())).collect();
    format!("[{}]", items.join(", "))
}

/// The text with its control characters written out, which no comment may hold, and with whatever else could
/// mislead the eye.
pub(crate) fn comment(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_hostile(letter) && letter != '\t' {
            plain.extend(letter.escape_default());
        } else {
            plain.push(letter);
        }
    }
    plain
}
