//! What benchmarks draw by chance.

pub use super::chance::Lot;

impl Lot {
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
