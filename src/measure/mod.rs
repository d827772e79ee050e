//! Policies, their measures and remarks, as a catalogue holds them.

mod codes;

pub use codes::{Class, Reason, SupportKind};

use crate::amount::{Amount, Term};
use crate::condition::{Compiler, Condition};
use crate::fact::FactId;
use crate::language::Text;
use crate::money::Rate;
use crate::truth::{Formula, Rule};
use crate::validity::Validity;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::OnceLock;

/// One policy document.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Policy {
    /// Its folder's name.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Its number, as in 青政发〔2020〕9号.
    pub number: String,
    /// Who issued it.
    pub issuer: Text,
    /// The day it was signed; `None` only in a draft.
    pub adopted: Option<Date>,
    /// The day it was published; `None` only in a draft.
    pub published: Option<Date>,
    /// The first day on which it holds; where the document does not say, the day it was adopted, and
    /// in a draft that names neither the first of the calendar.
    pub effective: Date,
    /// The last day on which it holds; `None` where the document states no expiry.
    pub expires: Option<Date>,
    /// Where the text stands, if known.
    pub source: Option<String>,
    /// The line that holds for every measure.
    pub closing: Option<Closing>,
    /// How the whole was read where it is ambiguous.
    pub readings: Vec<Reading>,
    /// What is still open, where the catalogue of the document is a draft.
    pub draft: Option<Draft>,
}

/// What is still open in a document of which some sentence is undecided.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Draft {
    /// How many quotes are still to be decided on.
    pub undecided: usize,
    /// How many texts are missing: titles of clauses, and the English of any text.
    pub texts: usize,
    /// What policy.toml does not say yet, by the names of its lines.
    pub particulars: Vec<&'static str>,
}

/// Words of a document on which the author has not decided yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Undecided {
    /// The policy, by position.
    pub policy: usize,
    /// The clause, by position; `None` outside the numbered ones.
    pub clause: Option<usize>,
    /// The words of the document.
    #[serde(with = "crate::text_bytes")]
    pub quote: Cow<'static, str>,
}

impl Policy {
    /// On which days the document holds.
    pub fn validity(&self) -> Validity {
        Validity { effective: Some(self.effective), expires: self.expires }
    }
}

/// A line of a document that holds for every measure, and what it means.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Closing {
    /// The words of the document.
    #[serde(with = "crate::text_bytes")]
    pub quote: Cow<'static, str>,
    /// What they mean for an applicant.
    pub meaning: Text,
}

/// One clause of a document.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Clause {
    /// The policy, by position.
    pub policy: usize,
    /// Its number, as in 四(一).
    pub number: String,
    /// Its heading.
    pub title: Text,
    /// The offices that the clause names, in its order.
    pub offices: Vec<String>,
}

/// One thing the document gives, allows or encourages, for one kind of applicant.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Measure {
    /// Its code, unique in the catalogue.
    pub id: String,
    /// The clause, by position.
    pub clause: usize,
    /// A short title.
    pub title: Text,
    /// The words of the document.
    #[serde(with = "crate::text_bytes")]
    pub quote: Cow<'static, str>,
    /// On which days it holds, where it or its clause says so; otherwise as long as the document.
    pub validity: Validity,
    /// For whom: who or what the applicant is.
    pub audience: Condition,
    /// What else must hold.
    pub conditions: Condition,
    /// What the document leaves to implementing rules.
    pub reserved: Option<Reserved>,
    /// What is given.
    pub supports: Vec<Support>,
    /// How ambiguous phrases were read.
    pub readings: Vec<Reading>,
    /// The words of the clause that ask for a fact, where they are named.
    pub words: Vec<(FactId, String)>,
    /// Related documents.
    pub notes: Vec<Note>,
    /// The conditions ready to be evaluated.
    #[serde(skip)]
    pub ready: Ready,
}

/// The conditions of a measure, ready to be evaluated; made when first needed, as most
/// measures are for other applicants.
#[derive(Clone, Debug, Default)]
pub struct Ready {
    // In boxes, as most stay empty.
    audience: OnceLock<Box<Rule>>,
    rules: OnceLock<Box<Rules>>,
}

/// What decides a measure for which an applicant is of the right kind.
#[derive(Clone, Debug)]
pub struct Rules {
    /// For whom and what else must hold, together.
    pub applies: Rule,
    /// The same, and nothing is reserved; `None` where that does not hang on facts.
    pub unreserved: Option<Rule>,
    /// What each support comes to; `None` for what is not counted.
    pub supports: Vec<Option<crate::amount::Support>>,
}

impl Measure {
    /// The rule that says for whom it is.
    pub fn for_whom<'r>(&'r self, compiler: Compiler<'r>) -> &'r Rule {
        let named = match &self.audience {
            Condition::Named(id) => compiler.named(*id),
            _ => None,
        };
        named.unwrap_or_else(|| {
            self.ready.audience.get_or_init(|| Box::new(Rule::new(compiler.compile(&self.audience))))
        })
    }

    /// The formula that holds where it is for the applicant and everything else holds.
    pub(crate) fn applies(&self, compiler: Compiler<'_>) -> Formula {
        Formula::all([compiler.compile(&self.audience), compiler.compile(&self.conditions)])
    }

    /// The formula that holds where this one does and nothing is reserved; `None` where that does not
    /// hang on facts.
    pub(crate) fn unreserved(&self, applies: &Formula, compiler: Compiler<'_>) -> Option<Formula> {
        let unless = self.reserved.as_ref().and_then(|reserved| reserved.unless.as_ref());
        unless.map(|unless| Formula::all([applies.clone(), compiler.compile(unless)]))
    }

    /// Everything else that decides it.
    pub fn rules(&self, compiler: Compiler<'_>) -> &Rules {
        self.ready.rules.get_or_init(|| {
            let both = self.applies(compiler);
            let unreserved = self.unreserved(&both, compiler).map(Rule::new);
            let ready = |support: &Support| {
                let (amount, unit) = support.amount.as_ref().zip(support.kind.class().unit())?;
                Some(crate::amount::Support::new(amount, unit, &both, compiler))
            };
            let supports = self.supports.iter().map(ready).collect();
            Box::new(Rules { applies: Rule::new(both), unreserved, supports })
        })
    }
}

/// What a document leaves open for implementing rules, and nobody can answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Reserved {
    /// What is left open.
    pub text: Text,
    /// While this holds, nothing is.
    pub unless: Option<Condition>,
}

/// One thing that a measure gives.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Support {
    /// The document's own word for it.
    pub kind: SupportKind,
    /// What is given, in words.
    pub what: Option<Text>,
    /// How much, in the unit of its class; `None` for what is not counted.
    pub amount: Option<Amount>,
    /// How long it lasts.
    pub term: Option<Term>,
    /// When it is paid out, in this order; together all of it. Empty where the document does not say.
    pub stages: Vec<Stage>,
    /// Which of several things, one of which is given: the number of the group in the measure.
    pub one_of: Option<Alternative>,
}

/// A part of an amount that is paid out by itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Stage {
    /// Its share of the amount.
    pub share: Rate,
    /// When it is paid out.
    pub text: Text,
}

/// A place among things of which one is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative {
    /// The number of the group in the measure, from 1.
    pub group: usize,
    /// Whether the applicant chooses, not the giver.
    pub applicant_chooses: bool,
}

/// How an ambiguous phrase was read.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Reading {
    /// The phrase, in the document's words.
    #[serde(with = "crate::text_bytes")]
    pub phrase: Cow<'static, str>,
    /// How it was read.
    pub text: Text,
}

/// A later or related document. It never changes a figure.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Note {
    /// Its title, if known.
    pub title: Option<String>,
    /// Its number, if known.
    pub number: Option<String>,
    /// Its date, if known; a year or month suffices.
    pub date: Option<String>,
    /// What it has to do with the measure.
    pub concern: Text,
}

/// A sentence that gives no applicant anything, and why.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Remark {
    /// The policy, by position.
    pub policy: usize,
    /// The clause, by position; `None` outside the numbered clauses.
    pub clause: Option<usize>,
    /// The words of the document.
    #[serde(with = "crate::text_bytes")]
    pub quote: Cow<'static, str>,
    /// Why they give nothing.
    pub reason: Reason,
    /// More on that, where a reader could doubt it.
    pub note: Option<Text>,
}
