//! Policies, clauses, measures and remarks from TOML.

use super::facts::id;
use super::fields::{Faults, Fields};
use super::names::Names;
use super::supports::support;
use super::validity::Around;
use super::{conditions, drafts, obligations, validity};
use crate::condition::Condition;
use crate::fact::FactId;
use crate::language::Text;
use crate::measure::{Closing, Measure, Note, Policy, Reading, Ready, Reason, Remark, Reserved};
use crate::problem::{Code, Problem};
use crate::tree::Node;
use jiff::civil::Date;
use std::ops::Range;

/// Where the parts of a measure stand.
#[derive(Clone, Debug)]
pub struct Places {
    /// The whole measure.
    pub whole: Range<usize>,
    /// Its id.
    pub id: Range<usize>,
    /// Its quote.
    pub quote: Range<usize>,
    /// Its audience.
    pub audience: Range<usize>,
    /// Its conditions.
    pub conditions: Range<usize>,
    /// Each of its supports.
    pub supports: Vec<Range<usize>>,
    /// The phrase of each of its readings.
    pub readings: Vec<Range<usize>>,
    /// The words of the clause that ask for each of its facts.
    pub words: Vec<Range<usize>>,
}

/// Remarks, each with the place of its quote.
pub(super) type PlacedRemarks = Vec<(Remark, Range<usize>)>;

/// What stands in the file of a policy: itself, the place of its closing line, its remarks and its
/// obligations.
pub(super) type PolicyParts = (Option<Policy>, Range<usize>, PlacedRemarks, Vec<obligations::Placed>);

/// Reads a policy.
pub(super) fn policy(folder: &str, at: usize, mut fields: Fields<'_, '_>, faults: &mut Faults<'_>) -> PolicyParts {
    let mut draft = drafts::Particulars::new(faults);
    let title = draft.need("title", &mut fields, faults, |node, faults| faults.name(node));
    let number = draft.need("number", &mut fields, faults, |node, faults| faults.text(node));
    let issuer = draft.need("issuer", &mut fields, faults, |node, faults| faults.name(node));
    let adopted = draft.need("adopted", &mut fields, faults, conditions::date);
    let published = draft.need("published", &mut fields, faults, conditions::date);
    let validity = validity::of_document(&mut fields, adopted, faults);
    let source = fields.take("source").and_then(|node| faults.text(node));
    let mut closing_place = fields.span.clone();
    let closing = fields.take("closing").and_then(|node| {
        let mut fields = faults.table(node)?;
        let quote = fields.need("quote", faults).and_then(|node| {
            closing_place = node.span.clone();
            faults.text(node)
        });
        let meaning = fields.both(faults);
        fields.finish(faults);
        Some(Closing { quote: quote?.into(), meaning: meaning? })
    });
    let readings = readings(&mut fields, faults).into_iter().map(|(reading, _)| reading).collect();
    let remarks = remarks(&mut fields, at, None, faults);
    let obligations = obligations::read(&mut fields, at, None, faults);
    fields.finish(faults);
    let policy = || {
        let (title, number, issuer) = draft.names(title, number, issuer)?;
        Some(Policy {
            id: folder.to_owned(),
            title,
            number,
            issuer,
            adopted: draft.day(adopted)?,
            published: draft.day(published)?,
            effective: validity.effective.unwrap_or(Date::MIN),
            expires: validity.expires,
            source,
            closing,
            readings,
            draft: draft.open(),
        })
    };
    (policy(), closing_place, remarks, obligations)
}

/// The remarks of a file, each with the place of its quote.
pub(super) fn remarks(
    fields: &mut Fields<'_, '_>,
    policy: usize,
    clause: Option<usize>,
    faults: &mut Faults<'_>,
) -> PlacedRemarks {
    let mut remarks = Vec::new();
    for mut fields in fields.tables("remark", faults) {
        let quote = fields.need("quote", faults);
        let reason = fields.need("reason", faults).and_then(|node| {
            let name = faults.text(node)?;
            code(&name, node, Reason::from_code, Reason::ALL.iter().map(|it| it.code()), faults)
        });
        let note = fields.take("note").and_then(|node| faults.both(node));
        fields.finish(faults);
        let Some(node) = quote else { continue };
        if let (Some(quote), Some(reason)) = (faults.text(node), reason) {
            remarks.push((Remark { policy, clause, quote: quote.into(), reason, note }, node.span.clone()));
        }
    }
    remarks
}

/// What has this code; a fault where nothing has.
pub(super) fn code<T>(
    name: &str,
    node: &Node<'_>,
    find: impl Fn(&str) -> Option<T>,
    names: impl Iterator<Item = &'static str>,
    faults: &mut Faults<'_>,
) -> Option<T> {
    let found = find(name);
    if found.is_none() {
        let place = faults.place(&node.span);
        let names: Vec<&str> = names.collect();
        let list = names.join(", ");
        let problem =
            Problem::new(Code::BadValue, place, format!("这里不能写「{name}」"), format!("`{name}` cannot stand here"))
                .mend(format!("可以写:{list}"), format!("write one of {list}"));
        faults.note(problem.suggest(name, names));
    }
    found
}

pub(super) fn measure(
    mut fields: Fields<'_, '_>,
    (clause, around): (usize, Around),
    names: &Names<'_>,
    faults: &mut Faults<'_>,
) -> Option<(Measure, Places)> {
    let whole = fields.span.clone();
    let id_place = fields.span_of("id");
    let id = id(&mut fields, faults);
    let title = fields.need("title", faults).and_then(|node| faults.both(node));
    let quote_node = fields.need("quote", faults);
    let quote = quote_node.and_then(|node| faults.text(node));
    let audience_node = fields.need("for", faults);
    let audience = audience_node.and_then(|node| conditions::read(node, names, faults));
    let when_node = fields.take("when");
    let when = match when_node {
        Some(node) => conditions::read(node, names, faults),
        None => Some(Condition::All(Vec::new())),
    };
    let reserved = fields.take("reserved").and_then(|node| {
        let mut fields = faults.table(node)?;
        let unless = fields.take("unless").and_then(|node| conditions::read(node, names, faults));
        let text = fields.both(faults);
        fields.finish(faults);
        Some(Reserved { text: text?, unless })
    });
    let validity = around.narrowed(&mut fields, faults);
    let mut supports = Vec::new();
    let mut support_places = Vec::new();
    let mut groups = 0_usize;
    let has_support = fields.left().any(|key| key == "support");
    let support_tables = fields.tables("support", faults);
    if !has_support {
        let place = faults.place(&whole);
        let problem = Problem::new(Code::MissingKey, place, "缺少「support」", "`support` is missing");
        let mend = ("写上 [[measure.support]]:措施给什么", "write [[measure.support]]: what the measure gives");
        faults.note(problem.mend(mend.0, mend.1));
    }
    for table in support_tables {
        let span = table.span.clone();
        let found = support(table, &mut groups, names, faults);
        support_places.extend(std::iter::repeat_n(span, found.len()));
        supports.extend(found);
    }
    let (readings, reading_places) = readings(&mut fields, faults).into_iter().unzip();
    let (words, word_places) = words(&mut fields, names, faults).into_iter().unzip();
    let notes = fields.tables("note", faults).into_iter().filter_map(|fields| note(fields, faults)).collect();
    fields.finish(faults);
    let span = |node: Option<&Node<'_>>| node.map_or(whole.clone(), |node| node.span.clone());
    let places = Places {
        quote: span(quote_node),
        audience: span(audience_node),
        conditions: span(when_node),
        supports: support_places,
        readings: reading_places,
        words: word_places,
        id: id_place,
        whole: whole.clone(),
    };
    let measure = Measure {
        id: id?,
        clause,
        title: title?,
        quote: quote?.into(),
        validity,
        audience: audience?,
        conditions: when?,
        reserved,
        supports,
        readings,
        words,
        notes,
        ready: Ready::default(),
    };
    Some((measure, places))
}

/// The readings of a file or measure, each with the place of its phrase.
fn readings(fields: &mut Fields<'_, '_>, faults: &mut Faults<'_>) -> Vec<(Reading, Range<usize>)> {
    let mut readings = Vec::new();
    for mut fields in fields.tables("reading", faults) {
        let node = fields.need("phrase", faults);
        let phrase = node.and_then(|node| faults.text(node));
        let text = fields.both(faults);
        fields.finish(faults);
        let place = node.map_or_else(Range::default, |node| node.span.clone());
        readings.extend(phrase.zip(text).map(|(phrase, text)| (Reading { phrase: phrase.into(), text }, place)));
    }
    readings
}

/// The words of the clause that ask for a fact, and where they stand.
type Asked = ((FactId, String), Range<usize>);

fn words(fields: &mut Fields<'_, '_>, names: &Names<'_>, faults: &mut Faults<'_>) -> Vec<Asked> {
    let Some(table) = fields.take("words").and_then(|node| faults.table(node)) else { return Vec::new() };
    let mut found = Vec::new();
    for entry in table.rest() {
        let fact = conditions::fact(&entry.key, &entry.key_span, names, faults);
        let phrase = faults.text(&entry.node);
        found.extend(fact.zip(phrase).map(|asked| (asked, entry.node.span.clone())));
    }
    found
}

fn note(mut fields: Fields<'_, '_>, faults: &mut Faults<'_>) -> Option<Note> {
    let title = fields.take("title").and_then(|node| faults.text(node));
    let number = fields.take("number").and_then(|node| faults.text(node));
    let date = fields.take("date").and_then(|node| note_date(node, faults));
    let concern = fields.need("concern", faults).and_then(|node| faults.both(node));
    fields.finish(faults);
    Some(Note { title, number, date, concern: concern? })
}

/// The date of another document: a day, a month or a year.
fn note_date(node: &Node<'_>, faults: &mut Faults<'_>) -> Option<String> {
    let written = faults.written(node)?;
    let is_year = written.len() == 4 && written.bytes().all(|byte| byte.is_ascii_digit());
    if !is_year && crate::day::read(&written).is_none() {
        let place = faults.place(&node.span);
        let problem =
            Problem::new(Code::BadValue, place, format!("「{written}」不是日期"), format!("`{written}` is no date"));
        let mend =
            ("写成 \"2020-08-20\"、\"2020-08\" 或 \"2020\"", "write it like \"2020-08-20\", \"2020-08\" or \"2020\"");
        faults.note(problem.mend(mend.0, mend.1));
        return None;
    }
    Some(written.into_owned())
}

/// What stands at the head of a clause file: number, title and offices with the place of each.
pub(super) struct Head {
    pub number: String,
    pub number_place: Range<usize>,
    pub title: Text,
    pub title_place: Range<usize>,
    pub offices: Vec<String>,
    pub offices_place: Range<usize>,
}

pub(super) fn head(fields: &mut Fields<'_, '_>, faults: &mut Faults<'_>) -> Option<Head> {
    let number_place = fields.span_of("clause");
    let title_place = fields.span_of("title");
    let number = fields.need("clause", faults).and_then(|node| faults.text(node));
    let title = match fields.take("title") {
        // A clause without a heading has its number for a title until the author gives it one.
        None if faults.forgives() => number.clone().map(|number| Text::new(number.clone(), number)),
        _ => fields.need("title", faults).and_then(|node| faults.name(node)),
    };
    let offices_node = fields.take("offices");
    let offices = offices_node.map(|node| faults.texts(node)).unwrap_or_default();
    let offices_place = offices_node.map_or_else(|| number_place.clone(), |node| node.span.clone());
    Some(Head { number: number?, number_place, title: title?, title_place, offices, offices_place })
}
