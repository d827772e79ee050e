//! What keys of an object say of the money and the unit of the amounts beside them.

use super::beside::{self, Told, against};
use super::object_form::{Objects, meant};
use super::unit::Unit;
use crate::fact::{Fact, FactId};
use crate::problem::Problem;
use crate::tree::{Data, Entry, Node};
use std::borrow::Cow;
use std::ops::Range;

/// What the entries of an object, which stand in this text, say of amounts beside them.
pub(super) fn told<'r>(objects: &Objects<'_>, text: &'r str, entries: &'r [Entry<'_>]) -> Vec<Told> {
    let of_entry = |entry: &'r Entry<'_>| {
        let tells = objects.headings().column(&entry.key, &[]).tells?;
        let written = match &entry.node.data {
            Data::Null => return None,
            _ => entry.node.written(),
        };
        let text = written.unwrap_or_else(|| Cow::Borrowed(text.get(entry.node.span.clone()).unwrap_or_default()));
        (!text.trim().is_empty()).then_some((tells, entry.key.as_ref(), text))
    };
    beside::told(objects.catalogue(), entries.iter().filter_map(of_entry))
}

/// An entry of a profile, of its facts only those that can be taken beside what is told; and why the others, at
/// these places, cannot.
pub(super) fn taken<'t>(
    objects: &Objects<'_>,
    told: &[Told],
    entry: &Entry<'t>,
) -> (Entry<'t>, Vec<(Range<usize>, Problem)>) {
    let mut refused = Vec::new();
    let facts = match &entry.node.data {
        Data::Table(facts) if !told.is_empty() && meant(&entry.key) == Some("facts") => facts,
        _ => return (entry.clone(), refused),
    };
    let fits = |fact: &&Entry<'t>| {
        let named =
            objects.keys().named(&fact.key).and_then(|(id, _)| Some((id, objects.catalogue().facts.get(id.0)?)));
        let found = named.and_then(|of| at_fault(told, of, &fact.node));
        found.is_none_or(|found| {
            refused.push(found);
            false
        })
    };
    let data = Data::Table(facts.iter().filter(fits).cloned().collect());
    let node = Node { span: entry.node.span.clone(), data };
    (Entry { node, ..entry.clone() }, refused)
}

/// Where an amount, or the first of several, cannot be taken, and why not.
fn at_fault(told: &[Told], of: (FactId, &Fact), node: &Node<'_>) -> Option<(Range<usize>, Problem)> {
    if let Data::List(items) = &node.data {
        return items.iter().find_map(|item| at_fault(told, of, item));
    }
    let text = node.written().filter(|text| !text.trim().is_empty())?;
    let problem = against(told, of, &Unit::Unstated, text.trim())?;
    Some((node.span.clone(), Problem { fact: Some(of.1.id.clone()), ..problem }))
}
