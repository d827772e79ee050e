//! What a column of a table holds, and by whose word.

use super::beside::Tells;
use super::headings::squeezed;
use super::unit::Unit;
use crate::fact::FactId;
use crate::heading::Own;

/// What stands for a column that only passes through.
pub(super) const PASSES: &str = "-";

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Something that is not a fact of the catalogue, but ours.
    Own(Own),
    /// A fact, or one of its years.
    Fact {
        /// The fact.
        fact: FactId,
        /// The year, counted from 1, of a yearly amount.
        year: Option<usize>,
        /// The unit that the heading states for bare numbers.
        unit: Unit,
    },
    /// Something else, which passes through.
    Other,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The heading as it is written.
    pub heading: String,
    /// What the column holds.
    pub role: Role,
    /// The same as a heading of ours in a form that every language reads, or `-`.
    pub target: String,
    /// Remarks in the heading that are not understood.
    pub unread: Vec<String>,
    /// Whose word this is.
    pub by: By,
    /// What its cells say of amounts beside them, where it passes through and is of a currency or unit.
    pub tells: Option<Tells>,
    /// Where it passes through because another column is taken for the same: what that is.
    pub yields: Option<Yield>,
}

/// Whose word it is what a column holds, the stronger the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// That of the heading.
    Heading,
    /// That of a saved map.
    Saved,
    /// That of the command line.
    CommandLine,
}

/// What a column gives up to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Yield {
    /// What both are.
    pub own: Own,
    /// The heading of the one that is taken for it.
    pub to: String,
    /// Whose word that is.
    pub by: By,
}

/// How strong the claim of a column is to be the name or a mark: what the user says goes before what a
/// heading says, and the name of an organisation before that of a person.
pub(super) type Claim = (By, bool);

impl Column {
    pub(super) fn claim(&self) -> Claim {
        (self.by, squeezed(&self.heading) != "姓名")
    }
}

/// Lets one column be the name or the mark, the one with the strongest claim; of equals the first. The others
/// yield to it.
pub(super) fn keep_one(columns: &mut [Column], own: Own) {
    let of_it = columns.iter().enumerate().rev().filter(|(_, column)| column.role == Role::Own(own));
    let kept = of_it.max_by_key(|(_, column)| column.claim());
    let Some((kept, to, by)) = kept.map(|(at, column)| (at, column.heading.clone(), column.by)) else { return };
    for (at, column) in columns.iter_mut().enumerate() {
        if at != kept && column.role == Role::Own(own) {
            (column.role, column.target) = (Role::Other, PASSES.to_owned());
            column.yields = Some(Yield { own, to: to.clone(), by });
        }
    }
}
