//! The faults of one profile or client, of which the first so many are listed.

use crate::problem::{Code, Place, Problem};

/// How many faults of one profile or client are listed; whoever has more mends these first, or has the wrong file.
pub(crate) const MOST_LISTED: usize = 1_000;

/// That there are so many more.
pub(crate) fn unlisted(more: usize) -> Problem {
    let (zh, en) = (format!("还有 {more} 处问题没有列出"), format!("{more} more problems of it are not listed"));
    Problem::nowhere(Code::Unlisted, zh, en)
        .mend("先改好列出的;是不是选错了文件?", "mend those that are listed; is it the right file?")
}

/// The first faults of a profile, and how many more there are.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    first: Vec<Problem>,
    more: usize,
    /// Where those begin that are not listed.
    from: Option<Place>,
}

impl Listed {
    /// Takes note of a fault; one at a place that is not listed any more is not put into words.
    pub(crate) fn note(&mut self, place: Option<Place>, problem: impl FnOnce(Option<Place>) -> Problem) {
        if self.first.len() < MOST_LISTED {
            return self.first.push(problem(place));
        }
        self.pass_over(1, place);
    }

    fn pass_over(&mut self, count: usize, place: Option<Place>) {
        self.more = self.more.saturating_add(count);
        if let Some(place) = place
            && self.from.as_ref().is_none_or(|from| place.span.start < from.span.start)
        {
            self.from = Some(place);
        }
    }

    /// Takes over those that were noted elsewhere.
    pub(crate) fn append(&mut self, other: Self) {
        for problem in other.first {
            let place = problem.place.clone();
            self.note(place, |_| problem);
        }
        self.pass_over(other.more, other.from);
    }

    /// Those that are listed; where there are more, the last one says so, at the place where they begin.
    pub(crate) fn conclude(self) -> Vec<Problem> {
        let Self { first: mut problems, more, from } = self;
        if more > 0 {
            problems.push(Problem { place: from, ..unlisted(more) });
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(start: usize) -> Option<Place> {
        Some(Place { file: 0, span: start..start })
    }

    fn noted(starts: impl Iterator<Item = usize>) -> Listed {
        let mut listed = Listed::default();
        for start in starts {
            listed.note(at(start), |place| Problem { place, ..Problem::nowhere(Code::UnknownFact, "没有", "none") });
        }
        listed
    }

    #[test]
    fn a_thousand_are_listed_and_of_more_it_is_said_how_many_and_from_where_on() {
        assert_eq!(noted(0..1_000).conclude().len(), 1_000);
        let mut both = noted(0..600);
        both.append(noted((2_000..3_500).rev()));
        let problems = both.conclude();
        assert_eq!(problems.len(), 1_001);
        let last = problems.last().unwrap();
        // 600 and 1,500 are 2,100; the 1,100 that are not listed begin with the lowest.
        assert_eq!((last.what.en.as_ref(), &last.place), ("1100 more problems of it are not listed", &at(2_000)));
    }
}
