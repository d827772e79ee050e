//! What a fact lets choose from, and which of it a text names.

use crate::figure;
use crate::joined;
use crate::language::{Language, Text};
use crate::nearest::Names;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::OnceLock;

/// What says that none of several choices is chosen.
pub(crate) const NONE: [&str; 5] = ["无", "没有", "以上都不是", "none", "none of these"];

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Choice {
    /// Its code.
    pub id: String,
    /// Its short label.
    pub label: Text,
    /// What it means, where that needs saying.
    pub help: Option<Text>,
    /// The group it stands in, by position, where the fact has groups.
    pub group: Option<usize>,
}

/// The choices of a fact, in their order.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Choices {
    list: Vec<Choice>,
    /// Made when a name is first looked for.
    #[serde(skip)]
    known: OnceLock<Known>,
    /// Made when they are first listed.
    #[serde(skip)]
    listed: OnceLock<Text>,
}

/// Under which names choices are known: their codes, and their labels in both languages.
#[derive(Clone, Debug)]
struct Known {
    /// The position of the choice by each of its names, folded; a code is never taken for the label of another.
    positions: HashMap<String, usize>,
    /// How many parts one label has at most when it is taken for several.
    most_parts: usize,
    /// What may be meant by other names: of each choice in turn its names.
    near: Names,
}

fn names_of(choice: &Choice) -> [&str; 3] {
    [&choice.id, &choice.label.zh, &choice.label.en]
}

fn folded(name: &str) -> String {
    figure::fold(name).to_lowercase()
}

impl Known {
    fn of(list: &[Choice]) -> Self {
        let mut positions = HashMap::new();
        for (at, choice) in list.iter().enumerate() {
            positions.entry(folded(&choice.id)).or_insert(at);
        }
        for (at, choice) in list.iter().enumerate() {
            for label in [&choice.label.zh, &choice.label.en] {
                positions.entry(folded(label)).or_insert(at);
            }
        }
        let labels = list.iter().flat_map(|choice| [&choice.label.zh, &choice.label.en]);
        let most_parts = labels.map(|label| joined::parts(label)).max().unwrap_or(1);
        Self { positions, most_parts, near: Names::new(list.iter().flat_map(names_of)) }
    }
}

impl Choices {
    fn known(&self) -> &Known {
        self.known.get_or_init(|| Known::of(&self.list))
    }

    /// The position of the choice that has this code or label.
    pub fn named(&self, text: &str) -> Option<usize> {
        self.known().positions.get(&folded(text)).copied()
    }

    /// The positions of the choices that a text names, in its order.
    ///
    /// # Errors
    /// The first part of the text that names none.
    pub fn named_in<'w>(&self, text: &'w str) -> Result<Vec<usize>, &'w str> {
        joined::named(text, self.known().most_parts, |name| self.named(name))
    }

    /// The code or label that was probably meant by a text that is none.
    pub fn nearest(&self, text: &str) -> Option<&str> {
        let at = self.known().near.nearest(text)?;
        self.list.iter().flat_map(names_of).nth(at)
    }

    /// All of them in one sentence, each by its code and label.
    pub fn listed(&self) -> &Text {
        self.listed.get_or_init(|| {
            let text = |language: Language| {
                let (before, between, open) = language.pick(("可选:", "、", "("), ("the choices are ", ", ", " ("));
                let named = |choice: &Choice| [&choice.id, open, choice.label.get(language), ")"].concat();
                [before, &self.list.iter().map(named).collect::<Vec<_>>().join(between)].concat()
            };
            Text::new(text(Language::Chinese), text(Language::English))
        })
    }
}

impl Deref for Choices {
    type Target = [Choice];

    fn deref(&self) -> &[Choice] {
        &self.list
    }
}

impl FromIterator<Choice> for Choices {
    fn from_iter<I: IntoIterator<Item = Choice>>(choices: I) -> Self {
        Self { list: choices.into_iter().collect(), known: OnceLock::new(), listed: OnceLock::new() }
    }
}
