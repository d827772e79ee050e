//! A person who answers an interview on a terminal from what is true of them.

use crate::harness::Terminal;
use huiqi::catalogue::{Catalogue, LONGEST_LIST, load_embedded};
use huiqi::fact::{Fact, Kind, Value};
use huiqi::language::Language;
use huiqi::profile::Profile;
use huiqi::profile_file::{Format, read};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

/// The program.
pub const HUIQI: &str = env!("CARGO_BIN_EXE_huiqi");

/// The day for which everything is judged.
pub const DAY: &str = "2026-11-23";

/// So many rows that nothing of a whole interview leaves the screen.
const ROWS: u16 = 2000;

/// The shipped catalogue.
pub fn catalogue() -> &'static Catalogue {
    static LOADED: OnceLock<Catalogue> = OnceLock::new();
    LOADED.get_or_init(|| load_embedded(DAY.parse().unwrap()).unwrap())
}

/// A fact of the shipped catalogue.
pub fn fact(id: &str) -> &'static Fact {
    catalogue().fact(id).unwrap().1
}

/// Everything known of an applicant.
pub fn applicant(text: &str) -> Profile {
    let (profile, problems) = read(catalogue(), text, Format::Toml, 0).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    profile
}

/// Runs a command line in a shell that finds the program, without a terminal, at a width.
pub fn shell(line: &str, columns: u16, folder: &Path) -> Output {
    let programs = Path::new(HUIQI).parent().unwrap().to_str().unwrap();
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap());
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder).stdin(Stdio::null());
    command.env("PATH", path).env("COLUMNS", columns.to_string());
    command.env_remove("HUIQI_LANG").env_remove("HUIQI_CATALOGUE").output().unwrap()
}

/// The text without blanks and line ends, so that it can be found however it is broken.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// An interview on a terminal.
pub struct Person {
    pub terminal: Terminal,
    language: Language,
    plain: bool,
}

impl Person {
    /// Begins an interview and waits for its first question.
    pub fn begin(options: &[&str], columns: u16) -> Self {
        let mut command = vec![HUIQI, "ask", "--as-of", DAY];
        command.extend(options);
        let english = options.windows(2).any(|pair| pair == ["--lang", "en"]);
        let language = if english { Language::English } else { Language::Chinese };
        let person =
            Self { terminal: Terminal::start(&command, columns, ROWS), language, plain: options.contains(&"--plain") };
        person.wait_ready(0);
        person
    }

    /// Waits until a question stands there and that many answers have been said back.
    #[track_caller]
    fn wait_ready(&self, echoes: usize) {
        self.terminal.wait_until(&format!("a question after {echoes} answers"), |screen| {
            self.is_ready(screen) && Self::echoes(screen) >= echoes
        });
    }

    fn is_ready(&self, screen: &str) -> bool {
        let finish = self.language.pick("q先看结果", "qfinish");
        squeezed(screen).trim_end_matches('>').ends_with(finish)
    }

    /// How many answers have been said back.
    fn echoes(screen: &str) -> usize {
        screen.lines().filter(|line| line.trim_start_matches("> ").starts_with("✓ ")).count()
    }

    /// Types this and waits until it was said back as an answer and the next question stands there.
    #[track_caller]
    pub fn answer(&mut self, keys: &str) {
        let echoes = Self::echoes(&self.terminal.screen());
        self.terminal.send(keys);
        self.wait_ready(echoes + 1);
    }

    /// The id of the fact that is asked now; none where it is the review.
    pub fn asked(&self) -> Option<&'static str> {
        self.asked_on(&self.terminal.screen())
    }

    /// Waits until this fact is asked, or the review is there.
    #[track_caller]
    pub fn wait_asked(&self, id: Option<&str>) {
        self.terminal.wait_until(&format!("the question for {id:?}"), |screen| {
            self.is_ready(screen) && self.asked_on(screen) == id
        });
    }

    /// The id of the fact that is asked last on a screen.
    pub fn asked_on(&self, screen: &str) -> Option<&'static str> {
        let screen = squeezed(screen);
        let place = |text: &str| {
            let text = squeezed(text);
            // One question may end as another one does.
            screen.rfind(&text).map(|at| (at + text.len(), text.len()))
        };
        let facts = catalogue().facts.iter();
        let asked = facts.filter_map(|fact| Some((place(fact.question.get(self.language))?, fact.id.as_str()))).max();
        let review = place(self.language.pick("要改哪一项?", "Which answer do you want to change?"));
        asked.filter(|(at, _)| review.is_none_or(|review| review < *at)).map(|(_, id)| id)
    }

    /// Answers what is asked from what is true; false at the review.
    #[track_caller]
    pub fn answer_from(&mut self, truth: &Profile) -> bool {
        let Some(id) = self.asked() else { return false };
        let keys = self.keys(fact(id), truth.value(fact(id)).as_ref());
        self.answer(&keys);
        true
    }

    /// Answers all questions from what is true, up to this one or to the review.
    #[track_caller]
    pub fn answer_up_to(&mut self, until: Option<&str>, truth: &Profile) {
        while self.asked() != until {
            assert!(self.answer_from(truth), "{until:?} is never asked");
        }
    }

    /// What is typed to answer a question; 不清楚 where there is no value.
    fn keys(&self, fact: &Fact, value: Option<&Value>) -> String {
        match value {
            None if self.plain || !is_list(fact) => "-\r".to_owned(),
            None => "-".to_owned(),
            Some(Value::YesNo(yes)) => self.pick(false, &[usize::from(!yes)]),
            Some(Value::Choice(at)) => self.pick_in_groups(fact, &[*at]),
            Some(Value::Choices(chosen)) => self.pick_in_groups(fact, chosen),
            Some(value) => format!("{}\r", fact.words(value, self.language)),
        }
    }

    fn pick_in_groups(&self, fact: &Fact, chosen: &[usize]) -> String {
        let several = fact.kind == Kind::Choices;
        if fact.choices.len() <= LONGEST_LIST || fact.groups.is_empty() {
            return self.pick(several, chosen);
        }
        let group = |at: usize| fact.choices[at].group.unwrap();
        let groups: BTreeSet<usize> = chosen.iter().map(|at| group(*at)).collect();
        let mut keys = self.pick(several, &groups.iter().copied().collect::<Vec<_>>());
        for of in groups {
            let options: Vec<usize> = (0..fact.choices.len()).filter(|at| group(*at) == of).collect();
            let here = |at: &usize| options.iter().position(|option| option == at);
            keys.push_str(&self.pick(several, &chosen.iter().filter_map(here).collect::<Vec<_>>()));
        }
        keys
    }

    fn pick(&self, several: bool, positions: &[usize]) -> String {
        let digits: Vec<String> = positions.iter().map(|at| (at + 1).to_string()).collect();
        let digits = if digits.is_empty() { vec!["0".to_owned()] } else { digits };
        let enter = if several || self.plain { "\r" } else { "" };
        digits.join(if self.plain { " " } else { "" }) + enter
    }

    /// The command for the same result, as it is printed.
    pub fn command(&self) -> String {
        let mark = self.language.pick("再次得到这个结果:", "For the same result again:");
        let written = self.terminal.written();
        let (_, after) = written.split_once(mark).unwrap();
        after.lines().find(|line| !line.trim().is_empty()).unwrap().trim().to_owned()
    }
}

fn is_list(fact: &Fact) -> bool {
    matches!(fact.kind, Kind::YesNo | Kind::Choice | Kind::Choices)
}
