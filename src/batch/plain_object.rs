//! Objects in plain spellings, read straight into a block of clients.

use super::clients::Clients;
use super::key_table::KeyTable;
use super::object_form::Objects;
use super::object_key::{FactKey, Key};
use super::plain_row::own_text;
use super::scan::{NotPlain, Scan, Token};
use crate::block::Block;
use crate::heading::Own;
use crate::profile::{Profile, State};
use smallvec::SmallVec;
use std::borrow::Cow;

/// What reads plain objects. It gives what [`Objects`] gives, or nothing.
#[derive(Debug)]
pub(super) struct PlainObjects<'f, 'c> {
    objects: &'f Objects<'c>,
    /// The keys of a profile, beside its facts.
    profile: KeyTable<Key<'c>>,
    /// The facts of a profile.
    facts: KeyTable<Key<'c>>,
    /// The keys of a flat object.
    flat: KeyTable<Key<'c>>,
    /// What is declined, by its keys.
    declined: KeyTable<Key<'c>>,
    /// Whether the object before was flat.
    is_flat: bool,
    /// Which object it is, for telling whether a key or fact stands in it twice.
    round: u64,
    /// In which object a fact, or one of its years, was read last.
    seen: Vec<(u64, u64)>,
    /// A profile of which nothing is known.
    scratch: Profile,
}

/// What is read of one object.
struct Object<'t> {
    name: Option<Cow<'t, str>>,
    id: Option<Cow<'t, str>>,
    code: Option<Cow<'t, str>>,
    others: SmallVec<[(usize, &'t str); 8]>,
    declined: SmallVec<[&'t str; 16]>,
    /// Whether its facts stand in an object of their own.
    nested: bool,
}

impl<'f, 'c> PlainObjects<'f, 'c> {
    pub(super) fn new(objects: &'f Objects<'c>) -> Self {
        let catalogue = objects.catalogue();
        Self {
            objects,
            profile: KeyTable::new(),
            facts: KeyTable::new(),
            flat: KeyTable::new(),
            declined: KeyTable::new(),
            is_flat: false,
            round: 0,
            seen: vec![(0, 0); catalogue.facts.len()],
            scratch: Profile::default(),
        }
    }

    /// Reads the object of a client and adds it; `false` where it has to be read in full, and nothing is
    /// added.
    pub(super) fn read(&mut self, number: usize, text: &str, clients: &mut Clients) -> bool {
        self.round = self.round.saturating_add(1);
        let (others, declined) = (SmallVec::new(), SmallVec::new());
        let mut object = Object { name: None, id: None, code: None, others, declined, nested: false };
        let read = self.object(&mut Scan::new(text), &mut object, clients);
        // The next one is likely to be of the same form as this one.
        let other = if self.is_flat { object.nested } else { !object.nested && !text.contains("\"facts\"") };
        if other {
            self.is_flat = !self.is_flat;
        }
        if other || read.is_err() || object.nested == self.is_flat {
            return false;
        }
        let id = object.id.or(object.code);
        object.others.sort_unstable_by_key(|(at, _)| *at);
        clients.add_filled(
            number,
            object.name.as_deref(),
            id.as_deref(),
            object.others.into_iter(),
            std::iter::empty(),
        );
        true
    }

    fn object<'t>(
        &mut self,
        scan: &mut Scan<'t>,
        object: &mut Object<'t>,
        clients: &mut Clients,
    ) -> Result<(), NotPlain> {
        let lane = clients.len();
        let block = clients.block_mut();
        if scan.value()? != Token::Object {
            return Err(NotPlain);
        }
        let (objects, is_flat) = (self.objects, self.is_flat);
        let mut first = true;
        while let Some(key) = scan.key(first)? {
            first = false;
            let token = scan.value()?;
            if key == "facts" {
                if token != Token::Object || std::mem::replace(&mut object.nested, true) || is_flat {
                    return Err(NotPlain);
                }
                self.facts(scan, block, lane)?;
                continue;
            }
            let table = if is_flat { &mut self.flat } else { &mut self.profile };
            let resolve = || if is_flat { Key::of_flat(objects, key) } else { Key::of_profile(objects, key) };
            match table.find(key, self.round, resolve)? {
                Key::Own(own, passing) => {
                    object.take_own(*own, token, is_flat)?;
                    if let Some(at) = passing {
                        object.pass(*at, token)?;
                    }
                }
                Key::Other(at) => object.pass(*at, token)?,
                Key::Telling(at, tells) => {
                    let text = if token == Token::Null { "" } else { token.written().ok_or(NotPlain)?.trim() };
                    if !text.is_empty() && !tells.is_silent(text) {
                        return Err(NotPlain);
                    }
                    object.pass(*at, token)?;
                }
                Key::Declined if token == Token::List => {
                    while let Some(item) = scan.item(object.declined.is_empty())? {
                        let Token::Text(text) = item else { return Err(NotPlain) };
                        object.declined.push(text);
                    }
                }
                Key::Fact(fact) => {
                    once(&mut self.seen, fact, self.round)?;
                    fact.take(token, scan, block, lane, &mut self.scratch)?;
                }
                Key::Declined | Key::Odd => return Err(NotPlain),
            }
        }
        scan.end()?;
        object.declined.iter().try_for_each(|key| self.decline(key, block, lane))
    }

    /// The facts of a profile, after their bracket.
    fn facts(&mut self, scan: &mut Scan<'_>, block: &mut Block, lane: usize) -> Result<(), NotPlain> {
        let objects = self.objects;
        let mut first = true;
        while let Some(key) = scan.key(first)? {
            first = false;
            let token = scan.value()?;
            match self.facts.find(key, self.round, || Key::of_facts(objects, key))? {
                Key::Fact(fact) => {
                    once(&mut self.seen, fact, self.round)?;
                    fact.take(token, scan, block, lane, &mut self.scratch)?;
                }
                _ => return Err(NotPlain),
            }
        }
        Ok(())
    }

    fn decline(&mut self, key: &str, block: &mut Block, lane: usize) -> Result<(), NotPlain> {
        let objects = self.objects;
        let Key::Fact(fact) = self.declined.find(key, self.round, || Key::of_facts(objects, key))? else {
            return Err(NotPlain);
        };
        for slot in fact.reader.slots() {
            if matches!(block.state(lane, slot), State::Given(_)) {
                return Err(NotPlain);
            }
            block.set(lane, slot, State::Declined);
        }
        Ok(())
    }
}

/// A fact may stand in an object once, and so may each of its years.
fn once(seen: &mut [(u64, u64)], fact: &FactKey<'_>, round: u64) -> Result<(), NotPlain> {
    let Some((whole, year)) = seen.get_mut(fact.at) else { return Err(NotPlain) };
    // That a year does not stand there twice is seen by its key and by its slot.
    if *whole == round || (fact.year.is_none() && *year == round) {
        return Err(NotPlain);
    }
    *(if fact.year.is_none() { whole } else { year }) = round;
    Ok(())
}

impl<'t> Object<'t> {
    fn take_own(&mut self, own: Own, token: Token<'t>, is_flat: bool) -> Result<(), NotPlain> {
        if token == Token::Null {
            return Ok(());
        }
        let text = token.written().ok_or(NotPlain)?;
        let place = match own {
            Own::Name => &mut self.name,
            Own::Id => &mut self.id,
            Own::CreditCode => &mut self.code,
        };
        if place.is_some() {
            return Err(NotPlain);
        }
        *place = match is_flat {
            true => own_text(own, text).map_err(|()| NotPlain)?,
            false => Some(text).filter(|text| !text.trim().is_empty()).map(Cow::Borrowed),
        };
        Ok(())
    }

    fn pass(&mut self, at: usize, token: Token<'t>) -> Result<(), NotPlain> {
        let text = if token == Token::Null { "" } else { token.written().ok_or(NotPlain)? };
        if !text.is_empty() {
            self.others.push((at, text));
        }
        Ok(())
    }
}
