//! Chance that is the same for the same seed.

/// A stream of numbers (SplitMix64).
#[derive(Clone, Debug)]
pub struct Lot(u64);

impl Lot {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below another one.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// True so many times of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of some, each as often as its share says.
    pub fn by_share<T: Copy>(&mut self, of: &[(T, usize)]) -> T {
        let mut place = self.below(of.iter().map(|(_, share)| share).sum());
        for (thing, share) in of {
            match place.checked_sub(*share) {
                Some(left) => place = left,
                None => return *thing,
            }
        }
        of[0].0
    }

    /// Each bit below `choices` so many times of a hundred; nothing so many times before that.
    pub fn set(&mut self, choices: usize, none: usize, each: usize) -> u32 {
        if self.chance(none) {
            return 0;
        }
        (0..choices).filter(|_| self.chance(each)).fold(0, |set, choice| set | 1 << choice)
    }

    /// An amount in fen of full thousand yuan, each order of magnitude as often as the others; now and
    /// then just at or beside `mark` yuan.
    pub fn money(&mut self, mark: i64) -> i64 {
        match self.below(20) {
            0 => mark * 100,
            1 => mark * 100 - 1,
            2 => 0,
            _ => {
                let magnitude = [1, 10, 100, 1000, 10_000, 100_000][self.below(6)];
                (1 + self.below(99) as i64) * magnitude * 1000 * 100
            }
        }
    }
}
