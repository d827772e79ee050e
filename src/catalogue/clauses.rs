//! The files of clauses: each its head, its measures and what else is said of it.

use super::load::ClausePlaces;
use super::measures::{self, Places};
use super::names::Names;
use super::reader::{Documents, Named, Opened, Reader};
use super::source::Role;
use super::stacking::RawStacking;
use super::validity::Around;
use super::{drafts, obligations};
use crate::measure::{Clause, Measure, Policy};
use crate::problem::Place;
use std::collections::HashMap;

/// The clauses and their measures.
#[derive(Default)]
pub(super) struct Clauses {
    pub(super) clauses: Vec<Clause>,
    /// For each clause, its places.
    pub(super) places: Vec<ClausePlaces>,
    pub(super) measures: Vec<Measure>,
    /// For each measure, its file and places.
    pub(super) measure_places: Vec<(usize, Places)>,
    /// For each measure, whether nothing is wrong with it.
    pub(super) sound: Vec<bool>,
    /// The ids of measures with faults too, so that what names them is not at fault as well.
    pub(super) measure_ids: Vec<String>,
}

impl Reader {
    /// The clauses; what they say besides their measures goes to that of their documents.
    pub(super) fn clauses<'n, 't>(
        &mut self,
        opened: Vec<Opened<'n, 't>>,
        documents: &mut Documents<'n, 't>,
        names: &Names<'_>,
    ) -> Clauses {
        let mut found = Clauses::default();
        let folders: HashMap<String, usize> =
            documents.policies.iter().enumerate().map(|(at, policy)| (policy.id.clone(), at)).collect();
        for Opened { file, role, mut fields } in opened {
            let Role::Clause(folder) = role else {
                fields.finish(&mut self.faults(file));
                continue;
            };
            let head = measures::head(&mut fields, &mut self.faults(file));
            let policy = folders.get(folder).copied().unwrap_or(usize::MAX);
            let clause = found.clauses.len();
            let document = documents.policies.get(policy).map(Policy::validity).unwrap_or_default();
            let around = Around { document, ..Around::default() };
            let around = Around { clause: around.narrowed(&mut fields, &mut self.faults(file)), document };
            let placed = obligations::read(&mut fields, policy, Some(clause), &mut self.faults(file));
            documents.obligations.extend(placed.into_iter().filter(|_| head.is_some()));
            let remarks = measures::remarks(&mut fields, policy, Some(clause), &mut self.faults(file));
            let remarks = remarks.into_iter().filter(|_| head.is_some());
            documents.remarks.extend(remarks.map(|(remark, span)| (remark, Place { file, span })));
            let open = drafts::undecided(&mut fields, policy, Some(clause), &mut self.faults(file));
            let open = open.into_iter().filter(|_| head.is_some());
            self.undecided.extend(open.map(|(undecided, span)| (undecided, Place { file, span })));
            for fields in fields.tables("stacking", &mut self.faults(file)).into_iter().filter(|_| head.is_some()) {
                documents.stacking.push(RawStacking { file, policy, clause: Some(clause), fields });
            }
            for table in fields.tables("measure", &mut self.faults(file)) {
                let before = self.problems.len();
                found.measure_ids.extend(table.written("id"));
                let read = measures::measure(table, (clause, around), names, &mut self.faults(file));
                let Some((measure, places)) = read else { continue };
                if self.is_new(Named::Measure, &measure.id, file, &places.id) && head.is_some() {
                    found.measures.push(measure);
                    found.measure_places.push((file, places));
                    found.sound.push(before == self.problems.len());
                }
            }
            fields.finish(&mut self.faults(file));
            let Some(head) = head else { continue };
            self.is_new(Named::Clause, &format!("{folder}/{}", head.number), file, &head.number_place);
            found.places.push(ClausePlaces {
                file,
                number: head.number_place,
                title: head.title_place,
                offices: head.offices_place,
            });
            found.clauses.push(Clause { policy, number: head.number, title: head.title, offices: head.offices });
        }
        found
    }
}
