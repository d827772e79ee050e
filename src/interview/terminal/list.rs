//! A list to choose from in the rich face.

use super::keys::{Command, Key, digit};
use super::step::Step;
use super::words;
use crate::figure::{fold, half_width, says_unknown};
use crate::interview::screen::{Commands, Input};
use crate::language::Language;

/// What a line of the list stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Option(usize),
    NoneOfThese,
    NotSure,
}

/// A line of the list.
#[derive(Clone, Debug)]
pub struct Choice {
    meaning: Meaning,
    /// The key that picks it.
    pub sign: char,
    /// What it says.
    pub label: String,
    /// Whether it is ticked.
    pub ticked: bool,
}

/// A list to choose one or several from.
#[derive(Clone, Debug)]
pub struct List {
    /// Its lines.
    pub choices: Vec<Choice>,
    /// Whether several can be chosen.
    pub several: bool,
    /// The line where the person is; none at first.
    pub highlighted: Option<usize>,
    typed: String,
    /// How many bytes of what is typed are needed to know what it means and to repeat it.
    longest: usize,
    commands: Commands,
    language: Language,
}

impl List {
    /// A list for one option; the one chosen before is highlighted.
    pub fn one(options: &[String], chosen: Option<usize>, commands: Commands, language: Language) -> Self {
        let mut list = Self::new(options, false, commands, language);
        list.highlighted = chosen.filter(|at| *at < options.len());
        list
    }

    /// A list for several options; those chosen before are ticked.
    pub fn several(options: &[String], chosen: Option<&[usize]>, commands: Commands, language: Language) -> Self {
        let mut list = Self::new(options, true, commands, language);
        for choice in &mut list.choices {
            choice.ticked = match (chosen, choice.meaning) {
                (Some(chosen), Meaning::Option(at)) => chosen.contains(&at),
                (Some(chosen), Meaning::NoneOfThese) => chosen.is_empty(),
                _ => false,
            };
        }
        list.highlighted = list.choices.iter().position(|choice| choice.ticked);
        list
    }

    fn new(options: &[String], several: bool, commands: Commands, language: Language) -> Self {
        let option = |(at, (sign, label)): (usize, (char, &String))| (Meaning::Option(at), sign, label.clone());
        let none = several.then(|| (Meaning::NoneOfThese, '0', words::none_of_these(language).to_owned()));
        let not_sure = commands.not_sure.then(|| (Meaning::NotSure, '-', words::not_sure(language).to_owned()));
        let choices = ('1'..='9').zip(options).enumerate().map(option).chain(none).chain(not_sure);
        let choices: Vec<Choice> =
            choices.map(|(meaning, sign, label)| Choice { meaning, sign, label, ticked: false }).collect();
        let labels = choices.iter().map(|choice| choice.label.len());
        let longest = labels.chain([words::REPEATED.saturating_mul(4)]).max().unwrap_or_default();
        Self { choices, several, highlighted: None, typed: String::new(), longest, commands, language }
    }

    /// What comes of a key.
    pub fn press(&mut self, key: Key) -> Step {
        if !matches!(key, Key::Letter(_)) {
            self.typed.clear();
        }
        let last = self.choices.len().checked_sub(1);
        match key {
            Key::Up => self.highlighted = self.highlighted.and_then(|at| at.checked_sub(1)).or(last),
            Key::Down => {
                let next = self.highlighted.map_or(0, |at| at.saturating_add(1));
                self.highlighted = Some(if next < self.choices.len() { next } else { 0 });
            }
            Key::Home => self.highlighted = Some(0),
            Key::End => self.highlighted = last,
            Key::Enter => return self.confirm(),
            Key::Letter(letter) => return self.letter(letter),
            _ => {}
        }
        Step::Stay
    }

    fn letter(&mut self, letter: char) -> Step {
        let picked =
            digit(letter).and_then(|_| self.choices.iter().position(|choice| choice.sign == half_width(letter)));
        let step = match (picked, half_width(letter).to_ascii_lowercase()) {
            (Some(at), _) => self.pick(at),
            (None, 'j') => self.press(Key::Down),
            (None, 'k') => self.press(Key::Up),
            (None, ' ') => match self.highlighted {
                Some(at) => self.pick(at),
                None => self.nothing_chosen(),
            },
            (None, lower) => match (Command::of_letter(letter), self.yes_or_no(lower)) {
                (Some(command), _) => Step::Command(command),
                (None, Some(at)) => self.pick(at),
                (None, None) => return self.word(letter),
            },
        };
        self.typed.clear();
        step
    }

    /// The line that y or n stands for, where the options are just yes and no.
    fn yes_or_no(&self, letter: char) -> Option<usize> {
        let is = |at: usize, words: [&str; 2]| {
            self.choices.get(at).is_some_and(|choice| {
                choice.meaning == Meaning::Option(at) && words.contains(&fold(&choice.label).to_lowercase().as_str())
            })
        };
        let options = self.options();
        let either = options == 2 && is(0, ["是", "yes"]) && is(1, ["否", "no"]);
        match letter {
            'y' if either => Some(0),
            'n' if either => Some(1),
            _ => None,
        }
    }

    /// A keyboard for Han text gives a word letter by letter: 不清楚, or a label.
    fn word(&mut self, letter: char) -> Step {
        if letter.is_ascii() {
            self.typed.clear();
        }
        // What is longer than every label means nothing, whatever else comes.
        if self.typed.len() <= self.longest {
            self.typed.push(letter);
        }
        if !letter.is_ascii() && says_unknown(&self.typed) {
            // One half of a double dash waits for the other.
            if self.typed != "—" {
                self.typed.clear();
                return Step::Command(Command::NotSure);
            }
        }
        let mut alike = self.choices.iter().enumerate().filter(|(_, choice)| choice.label.starts_with(&self.typed));
        if let (Some((at, choice)), None) = (alike.next(), alike.next())
            && choice.label == self.typed
        {
            self.typed.clear();
            return self.pick(at);
        }
        Step::Notice(words::no_such_key(&self.typed, self.options(), self.several, self.language))
    }

    fn options(&self) -> usize {
        self.choices.iter().filter(|choice| matches!(choice.meaning, Meaning::Option(_))).count()
    }

    /// Chooses a line of one, ticks or unticks a line of several.
    fn pick(&mut self, at: usize) -> Step {
        self.highlighted = Some(at);
        if !self.several {
            return self.confirm();
        }
        let is_option = |choice: &Choice| matches!(choice.meaning, Meaning::Option(_));
        let picked = self.choices.get(at).is_some_and(is_option);
        for (place, choice) in self.choices.iter_mut().enumerate() {
            if place == at {
                choice.ticked = !choice.ticked;
            } else if !(picked && is_option(choice)) {
                choice.ticked = false;
            }
        }
        Step::Stay
    }

    fn confirm(&self) -> Step {
        let ticked: Vec<Meaning> =
            self.choices.iter().filter(|choice| choice.ticked).map(|choice| choice.meaning).collect();
        let here = self.highlighted.and_then(|at| self.choices.get(at)).map(|choice| choice.meaning);
        match (ticked.first().copied(), here) {
            (Some(Meaning::NotSure), _) => Step::Command(Command::NotSure),
            (Some(Meaning::NoneOfThese), _) => Step::Say(Input::Several(Vec::new())),
            (Some(Meaning::Option(_)), _) => {
                let option = |meaning: Meaning| match meaning {
                    Meaning::Option(at) => Some(at),
                    _ => None,
                };
                Step::Say(Input::Several(ticked.into_iter().filter_map(option).collect()))
            }
            (None, Some(Meaning::Option(at))) if !self.several => Step::Say(Input::One(at)),
            (None, Some(Meaning::NoneOfThese)) => Step::Say(Input::Several(Vec::new())),
            (None, Some(Meaning::NotSure)) => Step::Command(Command::NotSure),
            (None, _) => self.nothing_chosen(),
        }
    }

    fn nothing_chosen(&self) -> Step {
        Step::Notice(words::nothing_chosen(self.several, self.commands, self.language))
    }
}
