//! The kinds of applicant for which a form is, as the command line names them.

use crate::beginning::beginning;
use crate::catalogue::Catalogue;
use crate::fact::{Fact, FactId, Kind, Value};
use crate::harmless::harmless;
use crate::joined;
use crate::language::{Language, Text};
use crate::nearest::nearest;
use crate::profile::Profile;
use crate::profile_file::plain;

/// Choices that say who or what an applicant is. Without any, applicants of every kind are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kinds {
    chosen: Vec<(FactId, Vec<usize>)>,
}

impl Kinds {
    /// Reads names of choices of the catalogue's fixed facts: ids or labels in either language, several
    /// in one text parted by commas, `fact=choice` where one name has several meanings.
    ///
    /// # Errors
    /// Which name is none, or means several things, and what can be named.
    pub fn read<T: AsRef<str>>(catalogue: &Catalogue, texts: &[T]) -> Result<Self, Text> {
        let names = facts(catalogue).flat_map(|(_, fact)| names(fact));
        let most = names.map(joined::parts).max().unwrap_or(1);
        let find =
            |name: &str| Some(meant(catalogue, name)).filter(|meant| !meant.is_empty()).map(|it| (name.to_owned(), it));
        let mut kinds = Self::default();
        for text in texts {
            let named = joined::named(text.as_ref(), most, find).map_err(|part| unknown(catalogue, part))?;
            for (name, meant) in named {
                match meant.as_slice() {
                    [(fact, choice)] => kinds.choose(*fact, *choice),
                    several => return Err(ambiguous(catalogue, &name, several)),
                }
            }
        }
        Ok(kinds)
    }

    fn choose(&mut self, fact: FactId, choice: usize) {
        match self.chosen.iter_mut().find(|(other, _)| *other == fact) {
            Some((_, choices)) if choices.contains(&choice) => {}
            Some((_, choices)) => choices.push(choice),
            None => self.chosen.push((fact, vec![choice])),
        }
    }

    /// The choices of a fact that were named.
    pub fn of(&self, fact: FactId) -> &[usize] {
        self.chosen.iter().find(|(other, _)| *other == fact).map_or(&[], |(_, choices)| choices)
    }

    /// The labels of all that were named.
    pub fn labels<'c>(&self, catalogue: &'c Catalogue, language: Language) -> Vec<&'c str> {
        let each = self.chosen.iter().flat_map(|(id, choices)| choices.iter().map(|choice| (*id, *choice)));
        let choice = |(id, choice): (FactId, usize)| catalogue.facts.get(id.0)?.choices.get(choice);
        each.filter_map(choice).map(|choice| choice.label.get(language)).collect()
    }

    /// Of whom the form is: who is exactly of these kinds, the rest unknown. Where one fact has one
    /// choice only and several were named, each makes a profile of its own.
    pub(super) fn profiles(&self, catalogue: &Catalogue) -> Vec<Profile> {
        let mut profiles = vec![Profile::default()];
        for (id, choices) in &self.chosen {
            let Some(fact) = catalogue.facts.get(id.0) else { continue };
            let values: Vec<Value> = match fact.kind {
                Kind::Choices => vec![Value::Choices(choices.clone())],
                _ => choices.iter().copied().map(Value::Choice).collect(),
            };
            let with = |profile: &Profile, value: &Value| {
                let mut profile = profile.clone();
                profile.give(fact, value);
                profile
            };
            profiles = profiles.iter().flat_map(|profile| values.iter().map(|value| with(profile, value))).collect();
        }
        profiles
    }
}

/// The facts whose choices are kinds of applicant.
fn facts(catalogue: &Catalogue) -> impl Iterator<Item = (FactId, &Fact)> {
    let facts = (0..).map(FactId).zip(&catalogue.facts);
    facts.filter(|(_, fact)| fact.fixed && matches!(fact.kind, Kind::Choice | Kind::Choices))
}

fn names(fact: &Fact) -> impl Iterator<Item = &str> {
    fact.choices.iter().flat_map(|choice| [choice.id.as_str(), &choice.label.zh, &choice.label.en])
}

/// What a name means: choices by id or label, in one fact where it stands before a `=`.
fn meant(catalogue: &Catalogue, name: &str) -> Vec<(FactId, usize)> {
    let (of, choice) = name.split_once('=').map_or((None, name), |(fact, choice)| (Some(plain(fact)), choice));
    let fits = |fact: &Fact| {
        of.as_ref()
            .is_none_or(|of| [fact.id.as_str(), &fact.label.zh, &fact.label.en].into_iter().any(|it| plain(it) == *of))
    };
    facts(catalogue)
        .filter(|(_, fact)| fits(fact))
        .filter_map(|(id, fact)| Some((id, fact.choices.named(choice)?)))
        .collect()
}

fn unknown(catalogue: &Catalogue, name: &str) -> Text {
    let name_shown = harmless(name);
    let shown = beginning(&name_shown);
    let mut zh = format!("没有「{shown}」这一类申报主体");
    let mut en = format!("there is no kind of applicant `{shown}`");
    let names = || facts(catalogue).flat_map(|(_, fact)| names(fact));
    if let Some(near) = nearest(name, names()).or_else(|| names().find(|it| is_short_for(name, it))) {
        zh.push_str(&format!(";是不是「{near}」?"));
        en.push_str(&format!("; did you mean `{near}`?"));
    }
    let commands = |joint: &str| {
        facts(catalogue).map(|(_, fact)| format!("huiqi facts {}", fact.id)).collect::<Vec<_>>().join(joint)
    };
    zh.push_str(&format!(";可以写的 id 和名称见 {}", commands("、")));
    en.push_str(&format!("; for the ids and labels see {}", commands(" and ")));
    Text::new(zh, en)
}

/// Whether a name leaves out signs of another one only: 创投 of 创业投资、风险投资.
fn is_short_for(name: &str, long: &str) -> bool {
    let mut rest = long.chars();
    name.chars().count() >= 2 && name.chars().all(|sign| rest.any(|other| other == sign))
}

fn ambiguous(catalogue: &Catalogue, name: &str, meant: &[(FactId, usize)]) -> Text {
    let each = meant.iter().filter_map(|(id, choice)| {
        let fact = catalogue.facts.get(id.0)?;
        Some(format!("{}={}", fact.id, fact.choices.get(*choice)?.id))
    });
    let each: Vec<String> = each.collect();
    Text::new(
        format!("「{name}」有几个意思,写明是哪一个:{}", each.join("、")),
        format!("`{name}` has several meanings; say which: {}", each.join(", ")),
    )
}
