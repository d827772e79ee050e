//! The commands.

mod args;
mod ask;
mod assess;
mod batch;
mod beside;
mod catalogue;
pub mod draft;
mod explain;
mod facts;
mod form;
mod lines;
mod measures;
mod misuse;
mod options;
mod output;
mod place;
mod profiles;
mod results;
mod schema;
mod template;

use crate::beginning::beginning;
use crate::catalogue::{Catalogue, Source, load, load_embedded};
use crate::day;
use crate::interview::terminal;
use crate::json_text;
use crate::language::{Language, Text};
use crate::problem::{Problem, render};
use anstream::ColorChoice;
use clap::ArgMatches;
use jiff::civil::Date;
use output::{Output, Undelivered};
use std::ffi::OsString;
use std::path::PathBuf;

/// How a command ended, the worse the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done; also when nothing applies.
    Done,
    /// Facts are missing, and completeness was asked for.
    Incomplete,
    /// Some facts or profiles could not be used; the rest was delivered.
    PartlyUnusable,
    /// A catalogue has faults.
    Findings,
    /// The command line is not right.
    Usage,
    /// Something could not be read or written.
    Failed,
    /// The user broke off.
    Interrupted,
}

impl Exit {
    /// The exit code that scripts rely on.
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Findings => 3,
            Self::PartlyUnusable => 4,
            Self::Incomplete => 5,
            Self::Interrupted => 130,
        }
    }
}

/// Why a command stopped.
enum Stop {
    /// With this exit code; everything has been said.
    Exit(Exit),
    /// With this message and exit code.
    Message(Exit, Text),
}

impl From<Undelivered> for Stop {
    fn from(undelivered: Undelivered) -> Self {
        match undelivered {
            Undelivered::Closed => Self::Exit(Exit::Done),
            Undelivered::Failed(what) => Self::Message(Exit::Failed, what),
        }
    }
}

/// The variable of the environment that names the language.
const LANGUAGE: &str = "HUIQI_LANG";

/// Runs the command that the arguments name and returns how it ended.
pub fn run(mut arguments: Vec<OsString>) -> Exit {
    let environment = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let of_variable = || environment(LANGUAGE).map(|code| code.to_string_lossy().into_owned());
    let (code, is_of_variable) = match args::named_language(&arguments) {
        Some(code) => (Some(code), false),
        None => (of_variable(), true),
    };
    let language = args::language(code.as_deref());
    let mut output = Output { colour: ColorChoice::Auto, language, quiet: false };
    // A wrong code on the command line is refused with all that is wrong there.
    if let Some(code) = code.filter(|code| is_of_variable && !args::LANGUAGES.contains(&code.as_str())) {
        output.say(&misuse::unknown_language(LANGUAGE, &code, language));
        return Exit::Usage;
    }
    if args::names_no_command(&arguments) && terminal::is_there() {
        arguments.insert(1, "ask".into());
    }
    if arguments.len() <= 1 {
        output.say(&args::worded_help(&args::command(&arguments, language).render_help().to_string(), language));
        return Exit::Usage;
    }
    let matches = match args::command(&arguments, language).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return refuse(&error, &output),
    };
    output.quiet = matches.get_flag("quiet");
    output.colour = match matches.get_one::<String>("color").map(String::as_str) {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    };
    match dispatch(&matches, output, environment("HUIQI_CATALOGUE").map(PathBuf::from)) {
        Ok(exit) | Err(Stop::Exit(exit)) => exit,
        Err(Stop::Message(exit, what)) => {
            output.fail(&what);
            exit
        }
    }
}

fn refuse(error: &clap::Error, output: &Output) -> Exit {
    let text = misuse::error_words(error, output.language);
    if error.exit_code() == 0 {
        return match output.deliver(&text, None, false) {
            Ok(()) | Err(Undelivered::Closed) => Exit::Done,
            Err(Undelivered::Failed(what)) => {
                output.fail(&what);
                Exit::Failed
            }
        };
    }
    output.say(&text);
    Exit::Usage
}

fn dispatch(matches: &ArgMatches, output: Output, folder: Option<PathBuf>) -> Result<Exit, Stop> {
    let Some((name, inner)) = matches.subcommand() else { return Ok(Exit::Usage) };
    let folder = inner.get_one::<PathBuf>("catalogue").cloned().or(folder);
    let context = Context { output, folder, as_of: as_of(inner)? };
    match name {
        "assess" => assess::run(&context, inner),
        "ask" => ask::run(&context, inner),
        "batch" => batch::run(&context, inner),
        "explain" => explain::run(&context, inner),
        "measures" => measures::run(&context, inner),
        "facts" => facts::run(&context, inner),
        "template" => template::run(&context, inner),
        "catalogue" => catalogue::run(&context, inner),
        _ => schema::run(&context, inner),
    }
}

fn as_of(matches: &ArgMatches) -> Result<Date, Stop> {
    let Some(text) = matches.get_one::<String>("as-of") else { return Ok(day::today()) };
    let shown = beginning(text);
    let (zh, en) = match day::read_day(text) {
        Some(day) if day::is_known(day) => return Ok(day),
        Some(_) => (
            format!("--as-of 的「{shown}」应在 {} 与 {} 之间", day::FIRST, day::LAST),
            format!("`{shown}` for --as-of must be from {} to {}", day::FIRST, day::LAST),
        ),
        None => (
            format!("--as-of 的「{shown}」不是日期;写成 2020-08-20 这样"),
            format!("`{shown}` is no date for --as-of; write it like 2020-08-20"),
        ),
    };
    Err(Stop::Message(Exit::Usage, Text::new(zh, en)))
}

/// What holds for the whole run.
struct Context {
    output: Output,
    folder: Option<PathBuf>,
    as_of: Date,
}

impl Context {
    fn language(&self) -> Language {
        self.output.language
    }

    /// The files of the catalogue in use.
    fn source(&self) -> Result<Source, Stop> {
        match &self.folder {
            None => Ok(Source::embedded()),
            Some(folder) => Source::folder(folder).map_err(|problems| {
                self.report(&problems, &[]);
                Stop::Exit(Exit::Failed)
            }),
        }
    }

    /// The catalogue in use, ready for the day. It stays until the program ends, so that
    /// nobody waits for it to be taken apart.
    fn catalogue(&self) -> Result<&'static Catalogue, Stop> {
        self.read_catalogue().map(|catalogue| &*Box::leak(Box::new(catalogue)))
    }

    /// The same with only the measures that `--measure` names, where it names any.
    fn catalogue_of_measures(&self, matches: &ArgMatches) -> Result<&'static Catalogue, Stop> {
        let mut catalogue = self.read_catalogue()?;
        let wanted: Vec<&String> = matches.get_many("measure").into_iter().flatten().collect();
        if let Some(id) = wanted.iter().find(|id| catalogue.measure(id).is_none()) {
            return Err(Stop::Message(Exit::Usage, measures::unknown(&catalogue, id)));
        }
        if !wanted.is_empty() {
            catalogue.only(&wanted);
        }
        Ok(Box::leak(Box::new(catalogue)))
    }

    fn read_catalogue(&self) -> Result<Catalogue, Stop> {
        if self.folder.is_none() {
            return load_embedded(self.as_of).map_err(|problems| {
                self.report(&problems, &[]);
                Stop::Exit(Exit::Failed)
            });
        }
        let source = self.source()?;
        load(&source, self.as_of).map_err(|problems| {
            self.report(&problems, &source.files);
            Stop::Exit(Exit::Findings)
        })
    }

    /// Shows faults on standard error; mere warnings only where they are wanted.
    fn report(&self, problems: &[Problem], files: &[crate::problem::File]) {
        let shown: Vec<Problem> =
            problems.iter().filter(|problem| !(self.output.quiet && problem.code.is_warning())).cloned().collect();
        if !shown.is_empty() {
            self.output.say(&render(&shown, files, self.language(), self.output.colours_messages()));
        }
    }

    fn deliver(&self, text: &str) -> Result<Exit, Stop> {
        self.output.deliver(text, None, false)?;
        Ok(Exit::Done)
    }

    fn deliver_json(&self, value: &impl serde::Serialize) -> Result<Exit, Stop> {
        self.output.deliver_bytes(json_lines(value).as_bytes(), None, false)?;
        Ok(Exit::Done)
    }
}

/// JSON on several lines, with a line end.
fn json_lines(value: &impl serde::Serialize) -> String {
    json_text::text(value) + "\n"
}
