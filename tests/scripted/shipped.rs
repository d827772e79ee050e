//! Interviews over the shipped catalogue, answered from what is true of random applicants.

use crate::applicants::draw::Applicants;
use crate::applicants::weights::Weights;
use crate::applicants::{Applicant, WEIGHTS};
use crate::random::Lot;
use crate::random::profiles::{Answer, Known};
use crate::{Kept, line};
use huiqi::catalogue::{Catalogue, LONGEST_LIST, load_embedded};
use huiqi::fact::{Fact, Value};
use huiqi::interview::interview;
use huiqi::interview::screen::{Broken, Entry, Face, Input, Screen};
use huiqi::language::Language;
use huiqi::profile::Profile;
use jiff::civil::date;
use std::collections::VecDeque;
use std::sync::LazyLock;

static SHIPPED: LazyLock<Catalogue> = LazyLock::new(|| load_embedded(date(2026, 11, 23)).unwrap());

/// The fact of a question as it is put, and whether its groups are asked.
fn fact_of<'c>(screen: &Screen) -> Option<(&'c Fact, bool)> {
    let options = match &screen.entry {
        Entry::One { options, .. } | Entry::Several { options, .. } => options.as_slice(),
        Entry::Line { .. } => &[],
    };
    // Two questions may read the same and offer different things.
    let offers = |fact: &Fact| {
        let labels = || fact.choices.iter().map(|choice| &choice.label.zh);
        let groups = || fact.groups.iter().map(|(_, label)| &label.zh);
        fact.choices.is_empty() || options.iter().all(|option| labels().chain(groups()).any(|label| label == option))
    };
    let asks = |fact: &&Fact| screen.question.starts_with(fact.question.zh.as_ref()) && offers(fact);
    let fact = SHIPPED.facts.iter().filter(asks).max_by_key(|fact| fact.question.zh.len())?;
    let groups = !options.is_empty() && fact.groups.iter().map(|(_, label)| &label.zh).eq(options);
    Some((fact, groups))
}

/// Answers from what is true of an applicant, and now and then does not know.
struct Truthful<'a> {
    applicant: &'a Applicant,
    lot: Lot,
    asked: Vec<String>,
    /// How many questions are left at most, as it is said.
    left: Vec<usize>,
    answers: usize,
}

impl Face for Truthful<'_> {
    fn ask(&mut self, screen: &Screen) -> Result<Input, Broken> {
        let Some((fact, groups)) = fact_of(screen) else { return Ok(line("")) };
        if self.asked.last() != Some(&fact.id) {
            self.asked.push(fact.id.clone());
            self.left.push(screen.progress.split("还有 ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap());
            if self.lot.chance(10) {
                return Ok(Input::NotSure);
            }
        }
        let (id, _) = SHIPPED.fact(&fact.id).unwrap();
        let value = self.applicant.values[id.0].as_ref().unwrap();
        let label = |at: &usize| match groups {
            true => fact.groups[fact.choices[*at].group.unwrap()].1.zh.as_ref(),
            false => fact.choices[*at].label.zh.as_ref(),
        };
        let labels: Vec<&str> = self.applicant.chosen(id).iter().map(label).collect();
        let chosen =
            |options: &[String]| (0..options.len()).filter(|at| labels.contains(&options[*at].as_str())).collect();
        Ok(match (&screen.entry, value) {
            (_, Value::YesNo(yes)) => Input::One(usize::from(!yes)),
            (Entry::One { options, .. }, _) => {
                let chosen: Vec<usize> = chosen(options);
                Input::One(chosen[0])
            }
            (Entry::Several { options, .. }, _) => Input::Several(chosen(options)),
            (Entry::Line { .. }, value) => line(&fact.words(value, Language::Chinese)),
        })
    }

    fn tell(&mut self, paragraphs: &[String]) -> Result<(), Broken> {
        self.answers += paragraphs.iter().filter(|text| text.starts_with('✓')).count();
        Ok(())
    }
}

#[test]
fn no_question_comes_twice_and_fewer_are_left_after_each() {
    let weights = Weights::read(WEIGHTS, &SHIPPED).unwrap_or_else(|faults| panic!("{}", faults.join("\n")));
    let applicants = Applicants::new(&SHIPPED, &weights);
    for seed in 0..60 {
        let applicant = applicants.draw(seed);
        let (asked, left) = (Vec::new(), Vec::new());
        let mut face = Truthful { applicant: &applicant, lot: Lot::new(seed), asked, left, answers: 0 };
        let (mut profile, mut kept) = (Profile::default(), Kept::default());
        interview(&SHIPPED, Language::Chinese, &mut profile, &mut face, &mut kept).unwrap();
        let mut different = face.asked.clone();
        different.sort();
        different.dedup();
        assert_eq!(different.len(), face.asked.len(), "{seed}: {:?}", face.asked);
        assert!(face.left.is_sorted_by(|one, two| one > two), "{seed}: {:?}", face.left);
        assert_eq!((face.answers, kept.0.len()), (face.asked.len(), face.asked.len()));
        for (fact, value) in SHIPPED.facts.iter().zip(&applicant.values) {
            assert!(profile.value(fact).is_none_or(|said| Some(said) == *value), "{seed}: {}", fact.id);
        }
    }
}

/// Changes every answer from the review, once for each group of choices.
struct Reviewer {
    numbers: VecDeque<(usize, usize)>,
    group: usize,
    longest: usize,
    seen: Vec<String>,
}

impl Face for Reviewer {
    fn ask(&mut self, screen: &Screen) -> Result<Input, Broken> {
        let Some((fact, groups)) = fact_of(screen) else {
            let Some((number, group)) = self.numbers.pop_front() else { return Ok(Input::Stop) };
            self.group = group;
            return Ok(line(&number.to_string()));
        };
        self.seen.push(fact.id.clone());
        Ok(match &screen.entry {
            Entry::Line { .. } => Input::NotSure,
            Entry::One { options, .. } => {
                self.longest = self.longest.max(options.len());
                if groups { Input::One(self.group) } else { Input::NotSure }
            }
            Entry::Several { options, .. } => {
                self.longest = self.longest.max(options.len());
                if groups { Input::Several(vec![self.group]) } else { Input::NotSure }
            }
        })
    }

    fn tell(&mut self, _: &[String]) -> Result<(), Broken> {
        Ok(())
    }
}

#[test]
fn no_list_of_the_shipped_catalogue_has_more_than_nine_options() {
    // Where nothing is known for good, every fact may apply and stands in the review.
    let mut profile = Known(vec![Answer::Declined; SHIPPED.facts.len()]).profile(&SHIPPED);
    let visits = |(at, fact): (usize, &Fact)| (0..fact.groups.len().max(1)).map(move |group| (at + 1, group));
    let numbers = SHIPPED.facts.iter().enumerate().flat_map(visits).collect();
    let mut face = Reviewer { numbers, group: 0, longest: 0, seen: Vec::new() };
    interview(&SHIPPED, Language::Chinese, &mut profile, &mut face, &mut Kept::default()).unwrap();
    face.seen.sort();
    face.seen.dedup();
    assert_eq!(face.seen.len(), SHIPPED.facts.len());
    assert_eq!((face.longest, LONGEST_LIST), (9, 9));
}
