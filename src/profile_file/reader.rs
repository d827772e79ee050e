//! A profile read from its tree: each fact under any of its names, each fault at its place.

use super::keys::{Keys, names_of, plain};
use super::words::words;
use crate::beginning::beginning;
use crate::catalogue::Catalogue;
use crate::fact::{Fact, FactId, Kind, Unusable, Value};
use crate::figure;
use crate::language::Text;
use crate::problem::{Code, Place, Problem, nearest};
use crate::profile::{Profile, State};
use crate::tree::{Data, Entry, Node};
use std::collections::HashSet;

/// For how many unknown names of a file the nearest one is looked for; a file with more is no profile.
const MOST_LOOKED_FOR: usize = 100;

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

/// What a profile says, with the faults in it.
pub(super) struct ProfileReader<'k, 'c> {
    catalogue: &'c Catalogue,
    keys: &'k Keys<'c>,
    file: usize,
    pub(super) problems: Vec<Problem>,
    /// The fact that is being read.
    about: Option<String>,
    /// For how many unknown names more the nearest one is looked for.
    looked_for: usize,
}

impl<'k, 'c> ProfileReader<'k, 'c> {
    pub(super) fn new(keys: &'k Keys<'c>, file: usize) -> Self {
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

    pub(super) fn profile(&mut self, node: &Node<'_>) -> Profile {
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

    pub(super) fn fact(&mut self, profile: &mut Profile, entry: &Entry<'_>) {
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
