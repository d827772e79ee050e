//! What keys of objects mean, and values in plain spellings.

use super::beside::Tells;
use super::headings::Role;
use super::memo::Memo;
use super::object_form::{Fate, Objects, meant};
use super::plain_cell::{CellReader, Manner, Took};
use super::scan::{NotPlain, Scan, Token};
use super::unit::Unit;
use crate::block::Block;
use crate::fact::Kind;
use crate::heading::Own;
use crate::profile::{Profile, State};

/// What a key means.
#[derive(Debug)]
pub(super) enum Key<'c> {
    /// A name or mark, which may pass through too, at this place.
    Own(Own, Option<usize>),
    Fact(Box<FactKey<'c>>),
    /// What passes through, at this place.
    Other(usize),
    /// The same, where it may say something of amounts beside it.
    Telling(usize, Tells),
    Declined,
    /// An object with it is read in full.
    Odd,
}

#[derive(Debug)]
pub(super) struct FactKey<'c> {
    pub reader: CellReader<'c>,
    /// The place of the fact in the catalogue.
    pub at: usize,
    pub year: Option<usize>,
    /// Whether items of a list stand for themselves.
    lists: bool,
    choices: Memo<Option<usize>>,
}

impl<'c> Key<'c> {
    pub(super) fn of_profile(objects: &Objects<'c>, key: &str) -> Self {
        match key {
            "name" => Self::Own(Own::Name, None),
            "id" => Self::Own(Own::Id, None),
            "declined" => Self::Declined,
            _ if objects.fate(true, key) == Fate::Passes => Self::other(objects, key),
            _ => Self::Odd,
        }
    }

    pub(super) fn of_flat(objects: &Objects<'c>, key: &str) -> Self {
        if key == "declined" {
            return Self::Declined;
        }
        match objects.headings().role(key) {
            Role::Own(own) if objects.passes_beside(own) => match objects.place(key) {
                Some(at) => Self::Own(own, Some(at)),
                None => Self::Odd,
            },
            Role::Own(own) => Self::Own(own, None),
            // With a key that means `facts` it is no flat object.
            Role::Other if meant(key).is_some() => Self::Odd,
            Role::Other => Self::other(objects, key),
            Role::Fact { fact, year, unit } => Self::fact(objects, fact.0, year, Manner::Key(unit)),
        }
    }

    pub(super) fn of_facts(objects: &Objects<'c>, key: &str) -> Self {
        match objects.keys().named(key) {
            Some((id, year)) => Self::fact(objects, id.0, year, Manner::Profile),
            None => Self::Odd,
        }
    }

    fn other(objects: &Objects<'_>, key: &str) -> Self {
        match (objects.place(key), objects.headings().column(key, &[]).tells) {
            (Some(at), Some(tells)) => Self::Telling(at, tells),
            (Some(at), None) => Self::Other(at),
            (None, _) => Self::Odd,
        }
    }

    fn fact(objects: &Objects<'c>, at: usize, year: Option<usize>, manner: Manner) -> Self {
        let catalogue = objects.catalogue();
        let Some(fact) = catalogue.facts.get(at) else { return Self::Odd };
        let lists = *manner.unit() == Unit::Unstated;
        let reader = CellReader::new(fact, year, manner);
        Self::Fact(Box::new(FactKey { reader, at, year, lists, choices: Memo::new() }))
    }
}

impl FactKey<'_> {
    /// Takes a value, of a list what follows its bracket.
    pub(super) fn take(
        &mut self,
        token: Token<'_>,
        scan: &mut Scan<'_>,
        block: &mut Block,
        lane: usize,
        scratch: &mut Profile,
    ) -> Result<(), NotPlain> {
        match token {
            Token::Null => Ok(()),
            Token::List => self.list(scan, block, lane),
            Token::Object => Err(NotPlain),
            Token::Text(_) | Token::Number(_) | Token::Boolean(_) => {
                // The same year may stand there under two names.
                let before = || block.state(lane, self.reader.slots().start);
                if self.year.is_some() && before() != State::NotAsked {
                    return Err(NotPlain);
                }
                let text = token.written().ok_or(NotPlain)?;
                whole(self.reader.read(text, block, lane, scratch))
            }
        }
    }

    fn list(&mut self, scan: &mut Scan<'_>, block: &mut Block, lane: usize) -> Result<(), NotPlain> {
        let fact = self.reader.fact();
        let (mut count, mut ones) = (0_usize, 0_u64);
        while let Some(item) = scan.item(count == 0)? {
            match fact.kind {
                Kind::Choices if self.lists && fact.choices.len() <= 64 => {
                    let text = item.written().ok_or(NotPlain)?;
                    ones |= 1 << self.choices.of(text, || fact.choices.named(text)).ok_or(NotPlain)?;
                }
                Kind::YearlyMoney { .. } if self.year.is_none() => {
                    let text = if item == Token::Null { None } else { Some(item.written().ok_or(NotPlain)?) };
                    whole(self.reader.read_year(count, text, block, lane))?;
                }
                _ => return Err(NotPlain),
            }
            count = count.saturating_add(1);
        }
        match fact.kind {
            Kind::Choices if fact.choices.len() <= 64 => {
                block.give_ones(lane, self.reader.slots(), ones);
                Ok(())
            }
            Kind::YearlyMoney { years } if count == years && self.year.is_none() => Ok(()),
            _ => Err(NotPlain),
        }
    }
}

fn whole(took: Took) -> Result<(), NotPlain> {
    if took == Took::Whole { Ok(()) } else { Err(NotPlain) }
}
