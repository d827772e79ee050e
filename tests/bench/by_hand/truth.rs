//! Three-valued truth in two bits: whether something surely holds, and whether it may.

use std::ops::{BitAnd, BitOr, Not};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Truth(u8);

const MUST: u8 = 1;
const MAY: u8 = 2;

impl Truth {
    pub const FAILS: Self = Self(0);
    pub const OPEN: Self = Self(MAY);
    pub const HOLDS: Self = Self(MUST | MAY);

    #[inline]
    pub fn of(known: bool) -> Self {
        Self(u8::from(known) * (MUST | MAY))
    }

    /// Whether a fact meets a test; open where it is not known.
    #[inline]
    pub fn test<T>(fact: Option<T>, test: impl FnOnce(T) -> bool) -> Self {
        fact.map_or(Self::OPEN, |value| Self::of(test(value)))
    }

    #[inline]
    pub fn yes(fact: Option<bool>) -> Self {
        Self::test(fact, |yes| yes)
    }

    /// Whether one of some choices is among those chosen.
    #[inline]
    pub fn any(chosen: Option<u32>, of: u32) -> Self {
        Self::test(chosen, |chosen| chosen & of != 0)
    }

    #[inline]
    pub fn must(self) -> bool {
        self.0 & MUST != 0
    }

    #[inline]
    pub fn may(self) -> bool {
        self.0 & MAY != 0
    }
}

impl BitAnd for Truth {
    type Output = Self;
    #[inline]
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOr for Truth {
    type Output = Self;
    #[inline]
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Not for Truth {
    type Output = Self;
    #[inline]
    fn not(self) -> Self {
        Self((u8::from(!self.may()) * MUST) | (u8::from(!self.must()) * MAY))
    }
}
