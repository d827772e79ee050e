//! What an applicant must keep to once it is supported.

use crate::amount::Term;
use crate::language::Text;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One thing to keep to, such as paying back after moving away.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Obligation {
    /// The policy, by position.
    pub policy: usize,
    /// The clause, by position; `None` outside the numbered clauses.
    pub clause: Option<usize>,
    /// The words of the document.
    #[serde(with = "crate::text_bytes")]
    pub quote: Cow<'static, str>,
    /// What they mean for an applicant.
    pub text: Text,
    /// For how long, where the document says so.
    pub term: Option<Term>,
    /// The measures concerned, by id; `None` where all of the document are.
    pub of: Option<Vec<String>>,
}

impl Obligation {
    /// Whether it names the measure with this id.
    pub fn names(&self, measure: &str) -> bool {
        self.of.as_ref().is_some_and(|of| of.iter().any(|id| id == measure))
    }
}
