//! Profiles from TOML and JSON, and back. A fault makes the fact concerned unknown; the rest is
//! read.

mod code;
mod left_over;
pub(crate) mod words;
mod write;

pub use code::{assignments, value_json};
pub use left_over::left_over;
pub use words::words;
pub use write::write;
pub(crate) use write::{comment, list, quoted};

use crate::beginning::beginning;
use crate::catalogue::Catalogue;
use crate::fact::{Fact, FactId, Kind, Unusable, Value};
use crate::figure;
use crate::json;
use crate::language::Text;
use crate::problem::{Code, Place, Problem, nearest};
use crate::profile::{Profile, State};
use crate::syntax;
use crate::tree::{self, Data, Entry, Node};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::collections::HashSet;
use std::sync::OnceLock;

/// The two forms of a profile file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// TOML
    Toml,
    /// JSON
    Json,
}

impl Format {
    /// The form that a file has by its name, or else by its first character.
    pub fn of(path: &str, text: &str) -> Self {
        let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        match ending.as_deref() {
            Some("json") => Self::Json,
            Some("toml") => Self::Toml,
            _ if text.trim_start_matches('\u{feff}').trim_start().starts_with('{') => Self::Json,
            _ => Self::Toml,
        }
    }
}

/// Reads one profile.
///
/// # Errors
/// Every fault, where the text is not TOML or JSON at all.
pub fn read(
    catalogue: &Catalogue,
    text: &str,
    format: Format,
    file: usize,
) -> Result<(Profile, Vec<Problem>), Vec<Problem>> {
    let node = match format {
        Format::Toml => {
            let (node, mut errors) = tree::from_toml(text);
            // TOML wants quotes around 实缴资金 = …; what is meant is plain without.
            let mut keys = HashSet::new();
            unquoted(&node, &mut keys);
            errors.retain(|(span, _)| !keys.contains(span));
            if !errors.is_empty() {
                return Err(syntax::toml(file, text, errors));
            }
            node
        }
        Format::Json => json::from_json(text, file).map_err(|problem| vec![*problem])?,
    };
    Ok(read_node(&Keys::new(catalogue), &node, file))
}

/// Reads one profile from its tree.
pub(crate) fn read_node(keys: &Keys<'_>, node: &Node<'_>, file: usize) -> (Profile, Vec<Problem>) {
    let mut reader = ProfileReader::new(keys, file);
    let profile = reader.profile(node);
    (profile, reader.problems)
}

/// Where keys stand that have other letters than TOML takes without quotes.
fn unquoted(node: &Node<'_>, found: &mut HashSet<std::ops::Range<usize>>) {
    let Data::Table(entries) = &node.data else { return };
    for entry in entries {
        if !entry.key.is_ascii() {
            found.insert(entry.key_span.clone());
        }
        unquoted(&entry.node, found);
    }
}

/// Takes `fact=value` into a profile, as from the command line; `?` declines.
///
/// # Errors
/// What is wrong with it, in words.
pub fn set(catalogue: &Catalogue, profile: &mut Profile, assignment: &str) -> Result<(), Box<Problem>> {
    let Some((key, value)) = assignment.split_once('=') else {
        let shown = beginning(assignment);
        let (zh, en) = (format!("「{shown}」里没有 ="), format!("there is no `=` in `{shown}`"));
        return Err(Box::new(Problem::nowhere(Code::BadValue, zh, en).mend("写成 fact=value", "write fact=value")));
    };
    let keys = Keys::new(catalogue);
    let mut reader = ProfileReader::new(&keys, 0);
    let node = Node { span: 0..0, data: Data::Text(value.trim().into()) };
    if let Some((fact, year)) = keys.named(key).and_then(|(id, year)| Some((catalogue.facts.get(id.0)?, year))) {
        match year {
            Some(year) => profile.forget_year(fact, year),
            None => profile.forget(fact),
        }
    }
    reader.fact(profile, &Entry { key: key.trim().into(), key_span: 0..0, node });
    match reader.problems.into_iter().next() {
        Some(problem) => Err(Box::new(Problem { place: None, ..problem })),
        None => Ok(()),
    }
}

/// The facts of a table, as of a worked case.
pub(crate) fn read_facts<'n, 't: 'n>(
    keys: &Keys<'_>,
    table: impl IntoIterator<Item = &'n Entry<'t>>,
    file: usize,
) -> (Profile, Vec<Problem>) {
    let mut reader = ProfileReader::new(keys, file);
    let mut profile = keys.catalogue.unknown_profile();
    table.into_iter().for_each(|entry| reader.fact(&mut profile, entry));
    (profile, reader.problems)
}

/// Takes what is written of a fact, or of one of its years, into a profile; 不清楚 declines it.
///
/// # Errors
/// Why it is no value of this fact, which stays as it was.
pub(crate) fn take(profile: &mut Profile, fact: &Fact, year: Option<usize>, written: &str) -> Result<(), Unusable> {
    if year.is_none() && figure::says_unknown(written) && fact.choice(written).is_none() {
        profile.decline(fact);
        return Ok(());
    }
    match (fact.read(written)?, year) {
        (Value::Years(amounts), Some(year)) => {
            profile.give_year(fact, year, amounts.first().copied().flatten());
        }
        (value, _) => profile.give(fact, &value),
    }
    Ok(())
}

fn slot_of_year(fact: &Fact, year: usize) -> usize {
    fact.slots.start.saturating_add(year).saturating_sub(1)
}

/// Under which names each fact of a catalogue is known: its id, labels and aliases.
#[derive(Debug)]
pub struct Keys<'c> {
    pub(crate) catalogue: &'c Catalogue,
    /// By id, which is never taken for the label of another fact.
    ids: FxHashMap<&'c str, FactId>,
    /// By any name, folded; made when first needed, as most files name ids.
    names: OnceLock<FxHashMap<String, FactId>>,
}

/// A name of a fact, however it is written.
pub(crate) fn plain(key: &str) -> String {
    let folded = figure::fold(key);
    // Han letters have no case.
    let caseless = |letter: char| letter.is_ascii() || ('\u{2e80}'..='\u{9fff}').contains(&letter);
    let lower = if folded.chars().all(caseless) { folded.to_ascii_lowercase() } else { folded.to_lowercase() };
    if lower.contains('_') { lower.replace('_', "-") } else { lower }
}

impl<'c> Keys<'c> {
    /// The names of a catalogue's facts.
    pub fn new(catalogue: &'c Catalogue) -> Self {
        let ids = catalogue.facts.iter().enumerate().map(|(at, fact)| (fact.id.as_str(), FactId(at)));
        Self { catalogue, ids: ids.collect(), names: OnceLock::new() }
    }

    /// The fact under a folded name.
    fn fact(&self, folded: &str) -> Option<FactId> {
        let by_name = || {
            let several = self.catalogue.facts.len().saturating_mul(8);
            let mut names = FxHashMap::with_capacity_and_hasher(several, FxBuildHasher);
            for (at, fact) in self.catalogue.facts.iter().enumerate() {
                for name in names_of(fact) {
                    names.entry(plain(name)).or_insert(FactId(at));
                }
            }
            names
        };
        self.ids.get(folded).or_else(|| self.names.get_or_init(by_name).get(folded)).copied()
    }

    /// The fact that goes by this name, with the year where the name ends in `/1`.
    pub(crate) fn named(&self, key: &str) -> Option<(FactId, Option<usize>)> {
        let folded = plain(key);
        let by_id = |name: &str| self.ids.get(name).copied();
        // No name has to be looked for where ids are written, as they mostly are.
        let known = by_id(&folded).map(|id| (id, None)).or_else(|| self.year(&folded, by_id));
        known.or_else(|| self.fact(&folded).map(|id| (id, None))).or_else(|| self.year(&folded, |name| self.fact(name)))
    }

    /// The fact and the year under a name that ends in `/1`.
    fn year(&self, folded: &str, fact: impl FnOnce(&str) -> Option<FactId>) -> Option<(FactId, Option<usize>)> {
        let (name, year) = folded.rsplit_once('/')?;
        let (id, year) = (fact(name)?, year.parse::<usize>().ok()?);
        let Kind::YearlyMoney { years } = self.catalogue.facts.get(id.0)?.kind else { return None };
        (1..=years).contains(&year).then_some((id, Some(year)))
    }
}

/// The names of one fact: its id, its labels, its aliases.
fn names_of(fact: &Fact) -> impl Iterator<Item = &str> {
    let own = [fact.id.as_str(), fact.label.zh.as_ref(), fact.label.en.as_ref()];
    own.into_iter().chain(fact.aliases.iter().map(String::as_str))
}

struct ProfileReader<'k, 'c> {
    catalogue: &'c Catalogue,
    keys: &'k Keys<'c>,
    file: usize,
    problems: Vec<Problem>,
    /// The fact that is being read.
    about: Option<String>,
    /// For how many unknown names more the nearest one is looked for.
    looked_for: usize,
}

/// For how many unknown names of a file the nearest one is looked for; a file with more is no profile.
const MOST_LOOKED_FOR: usize = 100;

impl<'k, 'c> ProfileReader<'k, 'c> {
    fn new(keys: &'k Keys<'c>, file: usize) -> Self {
        Self { catalogue: keys.catalogue, keys, file, problems: Vec::new(), about: None, looked_for: MOST_LOOKED_FOR }
    }

    fn note(&mut self, code: Code, span: &std::ops::Range<usize>, what: Text, mend: Option<Text>) {
        let place = Place { file: self.file, span: span.clone() };
        self.problems.push(Problem { code, place: Some(place), what, mend, fact: self.about.clone(), also: None });
    }

    fn wrong_type(&mut self, node: &Node<'_>, zh: &str, en: &str) {
        self.note(
            Code::WrongType,
            &node.span,
            Text::new(format!("这里应是{zh}"), format!("{en} is needed here")),
            None,
        );
    }

    fn profile(&mut self, node: &Node<'_>) -> Profile {
        let mut profile = self.catalogue.unknown_profile();
        let Data::Table(entries) = &node.data else {
            self.wrong_type(node, "一个档案,写成 {…}", "one profile, {…},");
            return profile;
        };
        let mut taken = HashSet::new();
        for entry in entries {
            if !taken.insert(&entry.key) {
                let shown = beginning(&entry.key);
                let what = Text::new(format!("「{shown}」写了两次"), format!("`{shown}` stands here twice"));
                let mend = Text::new("留下一处;现在按第一处处理", "keep one of them; the first counts now");
                self.note(Code::Duplicate, &entry.key_span, what, Some(mend));
                continue;
            }
            match entry.key.as_ref() {
                "name" => profile.name = self.text(&entry.node),
                "id" => profile.id = self.text(&entry.node),
                "declined" => {}
                "facts" => match &entry.node.data {
                    Data::Table(facts) => facts.iter().for_each(|entry| self.fact(&mut profile, entry)),
                    _ => self.wrong_type(
                        &entry.node,
                        "各项申报信息,写成 {…} 或 [facts]",
                        "a table of facts, {…} or [facts],",
                    ),
                },
                key => self.unknown_top_key(key, entry),
            }
        }
        if let Some(entry) = entries.iter().find(|entry| entry.key == "declined") {
            self.declined(&mut profile, &entry.node);
        }
        profile
    }

    fn text(&mut self, node: &Node<'_>) -> Option<String> {
        let written = node.written().map(std::borrow::Cow::into_owned);
        if written.is_none() && !matches!(node.data, Data::Null) {
            self.wrong_type(node, "一段文字", "a text");
        }
        written.filter(|text| !text.trim().is_empty())
    }

    fn unknown_top_key(&mut self, key: &str, entry: &Entry<'_>) {
        let mend = if self.keys.fact(&plain(key)).is_some() {
            Some(Text::new("把它放到 facts 下面", "put it under `facts`"))
        } else {
            nearest(key, ["name", "id", "declined", "facts"])
                .map(|name| Text::new(format!("是不是「{name}」?"), format!("did you mean `{name}`?")))
        };
        let shown = beginning(key);
        let what = Text::new(format!("这里不认识「{shown}」"), format!("`{shown}` means nothing here"));
        self.note(Code::UnknownKey, &entry.key_span, what, mend);
    }

    fn declined(&mut self, profile: &mut Profile, node: &Node<'_>) {
        let Data::List(items) = &node.data else {
            self.wrong_type(node, "一个列表,写成 [\"…\"]", "a list, [\"…\"],");
            return;
        };
        for item in items {
            let Some(key) = item.written() else {
                self.wrong_type(item, "一项信息的名称", "the name of a fact");
                continue;
            };
            let Some((id, year)) = self.find(&key, &item.span) else { continue };
            let Some(fact) = self.catalogue.facts.get(id.0) else { continue };
            let given = |slot: usize| matches!(profile.state(slot), State::Given(_));
            let taken = match year {
                Some(year) => given(slot_of_year(fact, year)),
                None => profile.value(fact).is_some(),
            };
            if taken {
                let shown = beginning(&key);
                let what = Text::new(
                    format!("「{shown}」既填了值,又列在 declined 里"),
                    format!("`{shown}` has a value and is declined too"),
                );
                let mend = Text::new("两处去掉一处;现在按不清楚处理", "take one of them out; it counts as unknown now");
                self.about = Some(fact.id.clone());
                self.note(Code::GivenAndDeclined, &item.span, what, Some(mend));
                self.about = None;
            }
            match year {
                Some(year) => profile.give_year(fact, year, None),
                None => profile.decline(fact),
            }
        }
    }

    /// The fact under a name, with the year where the name ends in `/1`.
    fn find(&mut self, key: &str, span: &std::ops::Range<usize>) -> Option<(FactId, Option<usize>)> {
        if let Some(found) = self.keys.named(key) {
            return Some(found);
        }
        let folded = plain(key);
        if let Some((name, year)) = folded.rsplit_once('/')
            && let Some(fact) = self.keys.fact(name).and_then(|id| self.catalogue.facts.get(id.0))
        {
            let (label, id, year) = (&fact.label, &fact.id, beginning(year));
            let (what, mend) = match fact.kind {
                Kind::YearlyMoney { years } => (
                    Text::new(
                        format!("{}没有「{year}」这一年", label.zh),
                        format!("{}: there is no year `{year}`", label.en),
                    ),
                    Text::new(format!("写「{id}/1」到「{id}/{years}」"), format!("write `{id}/1` to `{id}/{years}`")),
                ),
                _ => (
                    Text::new(
                        format!("{}不分年填写", label.zh),
                        format!("{}: this is not given for each year", label.en),
                    ),
                    Text::new(format!("写「{id}」"), format!("write `{id}`")),
                ),
            };
            self.note(Code::UnknownFact, span, what, Some(mend));
            return None;
        }
        let names = self.catalogue.facts.iter().flat_map(names_of);
        let near = self.looked_for.checked_sub(1).and_then(|left| {
            self.looked_for = left;
            nearest(key, names)
        });
        let mend = near.map(|name| Text::new(format!("是不是「{name}」?"), format!("did you mean `{name}`?")));
        let mend = mend
            .or_else(|| Some(Text::new("用 huiqi facts 查看可填的信息", "see `huiqi facts` for what can be given")));
        let shown = beginning(key);
        let what = Text::new(format!("没有「{shown}」这项申报信息"), format!("there is no fact `{shown}`"));
        self.note(Code::UnknownFact, span, what, mend);
        None
    }

    fn fact(&mut self, profile: &mut Profile, entry: &Entry<'_>) {
        let Some((id, year)) = self.find(&entry.key, &entry.key_span) else { return };
        let Some(fact) = self.catalogue.facts.get(id.0) else { return };
        self.about = Some(fact.id.clone());
        self.value(profile, fact, year, entry);
        self.about = None;
    }

    fn value(&mut self, profile: &mut Profile, fact: &Fact, year: Option<usize>, entry: &Entry<'_>) {
        let taken = match year {
            Some(year) => profile.state(slot_of_year(fact, year)) != State::NotAsked,
            None => !profile.is_not_asked(fact),
        };
        if taken {
            let shown = beginning(&entry.key);
            let what = Text::new(format!("「{shown}」填了两次"), format!("`{shown}` is given twice"));
            let mend = Text::new("留下一处;现在按不清楚处理", "keep one of them; it counts as unknown now");
            self.note(Code::Duplicate, &entry.key_span, what, Some(mend));
            match year {
                Some(year) => profile.give_year(fact, year, None),
                None => profile.decline(fact),
            }
            return;
        }
        match &entry.node.data {
            Data::Null => {}
            Data::Table(_) => self.wrong_type(&entry.node, "一个值", "one value"),
            Data::List(_) if year.is_some() => self.wrong_type(&entry.node, "这一年的金额", "the amount of this year"),
            Data::List(items) => self.list(profile, fact, items, &entry.node),
            Data::Text(text) if text.trim().is_empty() => {}
            Data::Text(_) | Data::Bare(_) | Data::Boolean(_) => {
                let Some(written) = entry.node.written() else { return };
                if let Err(why) = take(profile, fact, year, &written) {
                    self.unusable(fact, &written, &entry.node.span, &why);
                }
            }
        }
    }

    fn list(&mut self, profile: &mut Profile, fact: &Fact, items: &[Node<'_>], whole: &Node<'_>) {
        let mut written = Vec::with_capacity(items.len());
        for item in items {
            match item.written() {
                Some(text) => written.push(text),
                // In a list of years, null is a year that nobody asked for.
                None if matches!((&item.data, fact.kind), (Data::Null, Kind::YearlyMoney { .. })) => {
                    written.push("?".into());
                }
                None => return self.wrong_type(item, "一个值", "one value"),
            }
        }
        let texts: Vec<&str> = written.iter().map(AsRef::as_ref).collect();
        match fact.read_list(&texts) {
            Ok(value) => {
                profile.give(fact, &value);
                let unasked = items.iter().enumerate().filter(|(_, item)| matches!(item.data, Data::Null));
                unasked.for_each(|(at, _)| profile.forget_year(fact, at.saturating_add(1)));
            }
            Err((at, why)) => {
                let node = items.get(at).unwrap_or(whole);
                let all = texts.join(", ");
                let text = texts.get(at).copied().unwrap_or(&all);
                self.unusable(fact, text, &node.span, &why);
            }
        }
    }

    fn unusable(&mut self, fact: &Fact, written: &str, span: &std::ops::Range<usize>, why: &Unusable) {
        let code = if *why == Unusable::NotAChoice { Code::UnknownChoice } else { Code::BadValue };
        let (what, mend) = words(fact, written, why);
        self.note(code, span, what, Some(mend));
    }
}
