//! What applicants must keep to, from TOML.

use super::fields::{Faults, Fields};
use super::sizes;
use super::stacking::Measures;
use crate::obligation::Obligation;
use crate::problem::{Code, Place, Problem};
use std::ops::Range;

/// An obligation and where it stands.
#[derive(Debug)]
pub(super) struct Placed {
    pub obligation: Obligation,
    /// Its file, by position.
    pub file: usize,
    pub quote: Range<usize>,
    /// The place of each measure that it names.
    pub of: Vec<Range<usize>>,
}

impl Placed {
    /// The place of its quote.
    pub(super) fn place(&self) -> Place {
        Place { file: self.file, span: self.quote.clone() }
    }
}

/// The obligations of a file.
pub(super) fn read(
    fields: &mut Fields<'_, '_>,
    policy: usize,
    clause: Option<usize>,
    faults: &mut Faults<'_>,
) -> Vec<Placed> {
    let tables = fields.tables("obligation", faults);
    tables.into_iter().filter_map(|fields| one(fields, policy, clause, faults)).collect()
}

fn one(mut fields: Fields<'_, '_>, policy: usize, clause: Option<usize>, faults: &mut Faults<'_>) -> Option<Placed> {
    let quote_node = fields.need("quote", faults);
    let quote = quote_node.and_then(|node| faults.text(node));
    let text = fields.both(faults);
    let term = fields.take("term").map(|node| sizes::term(node, faults));
    let mut places = Vec::new();
    let of = fields.take("of").map(|node| {
        let items = faults.list(node);
        if items.is_empty() {
            let place = faults.place(&node.span);
            let (zh, en) = ("「of」没有写措施", "`of` names no measure");
            let problem = Problem::new(Code::BadValue, place, zh, en);
            faults.note(
                problem
                    .mend("写措施的 id;对全部措施都适用就删去", "name measures, or take it out where it holds for all"),
            );
        }
        let mut ids = Vec::new();
        for item in items {
            if let Some(id) = faults.text(item) {
                ids.push(id);
                places.push(item.span.clone());
            }
        }
        ids
    });
    fields.finish(faults);
    let term = match term {
        Some(term) => Some(term?),
        None => None,
    };
    let obligation = Obligation { policy, clause, quote: quote?.into(), text: text?, term, of };
    Some(Placed { obligation, file: faults.file, quote: quote_node?.span.clone(), of: places })
}

/// Notes each name that is no measure's.
pub(super) fn check(placed: &[Placed], measures: &Measures<'_>, problems: &mut Vec<Problem>) {
    for Placed { obligation, file, of, .. } in placed {
        for (id, span) in obligation.of.iter().flatten().zip(of).filter(|(id, _)| !measures.is_written(id)) {
            let place = Place { file: *file, span: span.clone() };
            let (zh, en) = (format!("没有「{id}」这项措施"), format!("there is no measure `{id}`"));
            let problem = Problem::new(Code::UnknownMeasure, place, zh, en);
            problems.push(problem.suggest(id, measures.written()));
        }
    }
}
