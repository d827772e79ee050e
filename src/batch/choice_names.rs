//! Several choices in one text, in the very words of the catalogue.

use super::memo::hash;
use crate::choices::NONE;
use crate::fact::Fact;
use crate::figure;
use crate::joined::BETWEEN;

/// What parts of a text name, each as it stands in the catalogue. It finds what [`Fact::read`] finds, or
/// nothing.
#[derive(Debug)]
pub(super) struct ChoiceNames {
    /// Codes and labels with the position of their choice, by the hash of their first part.
    places: Vec<Vec<(Box<str>, u32)>>,
}

/// How many places there are; far more than a fact has names for most of them to stand alone.
const PLACES: usize = 1 << 8;

impl ChoiceNames {
    /// The names of a fact with at most 64 choices.
    pub(super) fn of(fact: &Fact) -> Self {
        let codes = fact.choices.iter().map(|choice| choice.id.as_str()).zip(0_u32..);
        let labels = fact.choices.iter().zip(0_u32..);
        let labels = labels.flat_map(|(choice, at)| [(&*choice.label.zh, at), (&*choice.label.en, at)]);
        let mut names: Vec<(String, &str, u32)> = Vec::new();
        for (name, at) in codes.chain(labels) {
            let plain = figure::fold(name).to_lowercase();
            // The first counts, codes before labels.
            if !names.iter().any(|(other, ..)| *other == plain) {
                names.push((plain, name, at));
            }
        }
        // Of a name with which a longer one begins, it does not show by itself which is meant.
        let begins = |plain: &str| {
            names
                .iter()
                .any(|(other, ..)| other.strip_prefix(plain).is_some_and(|rest| rest.trim_start().starts_with(BETWEEN)))
        };
        let mut places = vec![Vec::new(); PLACES];
        for (plain, name, at) in &names {
            // Nor of one that may stand for something else, or be read without its first sign.
            let odd =
                name.is_empty() || name.trim() != *name || name.starts_with('\'') || NONE.contains(&plain.as_str());
            if !odd
                && !begins(plain)
                && let Some(place) = places.get_mut(hash(first_part(name)) % PLACES)
            {
                place.push(((*name).into(), *at));
            }
        }
        Self { places }
    }

    /// Which choices a text names, bit `n` for the one at place `n`; `None` where it is not plain.
    pub(super) fn read(&self, text: &str) -> Option<u64> {
        let mut ones = 0;
        let mut rest = text;
        while !rest.is_empty() {
            let place = self.places.get(hash(first_part(rest)) % PLACES)?;
            let named = place.iter().find_map(|(name, at)| {
                let after = rest.strip_prefix(&**name)?;
                (after.is_empty() || after.starts_with(BETWEEN)).then_some((*at, after))
            });
            let (at, after) = named?;
            ones |= 1_u64.checked_shl(at)?;
            rest = after.trim_start_matches(|sign: char| BETWEEN.contains(&sign) || sign.is_whitespace());
        }
        (ones != 0).then_some(ones)
    }
}

/// What stands before the first sign that may part names.
fn first_part(text: &str) -> &str {
    let bytes = text.as_bytes();
    let mut from = 0_usize;
    // These are the first bytes of all such signs.
    let may_part = |byte: &u8| matches!(byte, b',' | b';' | b'|' | b'\n' | 0xe3 | 0xef);
    while let Some(at) = bytes.get(from..).and_then(|rest| rest.iter().position(may_part)) {
        let at = from.saturating_add(at);
        if text.get(at..).is_some_and(|rest| rest.starts_with(BETWEEN)) {
            return text.get(..at).unwrap_or(text);
        }
        from = at.saturating_add(1);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::load_embedded;
    use crate::fact::{Choice, Kind, Value};
    use crate::language::Text;

    fn fact(names: &[(&str, &'static str, &'static str)]) -> Fact {
        let catalogue = load_embedded(jiff::civil::date(2026, 11, 24)).unwrap();
        let fact = catalogue.facts.iter().find(|fact| fact.kind == Kind::Choices).unwrap().clone();
        let choice = |(id, zh, en): &(&str, &'static str, &'static str)| Choice {
            id: (*id).to_owned(),
            label: Text::new(*zh, *en),
            help: None,
            group: None,
        };
        Fact { choices: names.iter().map(choice).collect(), ..fact }
    }

    #[test]
    fn names_that_hold_a_sign_between_names_are_found_whole() {
        let names = ChoiceNames::of(&fact(&[
            ("vc", "创业投资、风险投资", "venture capital"),
            ("food", "餐饮", "catering, bars"),
        ]));
        assert_eq!(names.read("餐饮"), Some(0b10));
        assert_eq!(names.read("创业投资、风险投资、餐饮"), Some(0b11));
        assert_eq!(names.read("vc, 餐饮;;餐饮 "), None);
        assert_eq!(names.read("vc, catering, bars; "), Some(0b11));
        for text in ["", "、餐饮", "创业投资", "VC", "餐饮 、vc", "餐饮，未知"] {
            assert_eq!(names.read(text), None, "{text}");
        }
    }

    /// Every text of up to four of these pieces, over names of which some are the beginning of others.
    #[test]
    fn what_is_found_is_what_the_full_reader_finds() {
        let fact = fact(&[("a", "甲", "b,a"), ("甲", "b", "c"), ("d", "a;b", "甲，d"), ("e", "乙 丙", "b、d、e")]);
        let names = ChoiceNames::of(&fact);
        let pieces = ["a", "b", "甲", "d", "e", "乙 丙", "，", "、", ";", ",", " "];
        let mut texts = vec![String::new()];
        let mut found = 0;
        for _ in 0..5 {
            texts = texts.iter().flat_map(|text| pieces.map(|piece| format!("{text}{piece}"))).collect();
            for text in &texts {
                if let Some(ones) = names.read(text) {
                    let chosen = (0..4).filter(|at| ones & (1 << at) != 0).collect();
                    assert_eq!(fact.read(text), Ok(Value::Choices(chosen)), "{text}");
                    found += 1;
                }
            }
        }
        assert!(found > 100, "{found}");
    }
}
