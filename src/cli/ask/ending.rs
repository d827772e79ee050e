//! What is said before the first question and after the last.

use super::again::Again;
use super::saving::{Resume, Saving, interrupted, is_saved, said, unsaid, unsaved};
use crate::assess::assess;
use crate::catalogue::Catalogue;
use crate::cli::form::Form;
use crate::cli::results::{self, Outcome};
use crate::cli::{Context, Exit, Stop, json_lines, profiles};
use crate::harmless::harmless;
use crate::interview::screen::{Broken, Commands, Entry, Face, Input, Screen};
use crate::language::Text;
use crate::problem::io_words;
use crate::profile::Profile;
use crate::report::json::{Detail, Results};
use crate::shell::{shell_path, shell_word};
use clap::ArgMatches;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// How wide the result of the plain interview is: too narrow for tables.
const PLAIN_COLUMNS: usize = 60;

/// The measures chosen on the command line, as words of a command.
pub(super) fn chosen_measures(matches: &ArgMatches) -> Vec<String> {
    let chosen = matches.get_many::<String>("measure").into_iter().flatten();
    chosen.flat_map(|measure| ["--measure".to_owned(), shell_word(measure)]).collect()
}

/// The catalogue and the language, as words of a command.
pub(super) fn circumstances(context: &Context) -> Vec<String> {
    let mut words = Vec::new();
    if let Some(folder) = &context.folder {
        words.extend(["--catalogue".to_owned(), shell_path(folder)]);
    }
    words.extend(["--lang".to_owned(), context.language().pick("zh", "en").to_owned()]);
    words
}

/// What the interview is held at.
pub(super) struct Desk<'d, 's> {
    pub context: &'d Context,
    pub catalogue: &'static Catalogue,
    pub face: &'d mut dyn Face,
    pub keeper: Option<Saving<'s>>,
    /// How the draft is gone on with.
    pub resume: Option<Resume>,
    /// How the result is had again.
    pub again: Again,
    pub plain: bool,
}

impl Desk<'_, '_> {
    pub(super) fn welcome(&self, from: Option<&Path>) -> Vec<String> {
        let language = self.context.language();
        let mut lines: Vec<String> = self
            .catalogue
            .policies
            .iter()
            .map(|policy| {
                let title = policy.title.get(language);
                language.pick(format!("《{title}》({})", policy.number), format!("{title} ({})", policy.number))
            })
            .collect();
        lines.push(language.pick(
            "只问会影响结论的问题;不清楚的就选“不清楚”,不会被当成“否”。结果仅供参考,以主管部门最新政策和审核为准。",
            "Only what can change the result is asked. If you do not know, say so: it is never taken for a no. The result is for orientation; the authorities decide.",
        ).to_owned());
        if let Some(from) = from.map(Path::display) {
            lines.push(
                language
                    .pick(format!("从「{from}」已有的回答接着问。"), format!("Going on from the answers in `{from}`.")),
            );
        }
        if let Some(keeper) = &self.keeper {
            let path = harmless(&keeper.draft.path().to_string_lossy());
            lines.push(
                language.pick(format!("每答一题就保存到「{path}」。"), format!("Every answer is saved to `{path}`.")),
            );
        }
        lines
    }

    pub(super) fn broken(&self, broken: &Broken) -> Stop {
        match broken {
            Broken::Interrupted => {
                self.context.output.say(&interrupted(self.resume.as_ref(), &self.again));
                Stop::Exit(Exit::Interrupted)
            }
            Broken::Failed(error) => {
                if let Some(command) = unsaid(self.resume.as_ref(), &self.again) {
                    self.context.output.say(&command);
                }
                let why = io_words(error);
                Stop::Message(Exit::Failed, Text::new(format!("终端:{}", why.zh), format!("terminal: {}", why.en)))
            }
        }
    }

    pub(super) fn deliver(
        &mut self,
        profile: &Profile,
        read: &profiles::ProfileFile,
        matches: &ArgMatches,
    ) -> Result<(), Stop> {
        let context = self.context;
        let form = Form::wanted(matches);
        let all = matches.get_flag("all");
        let file = matches.get_one::<PathBuf>("output").map(PathBuf::as_path);
        let text = self.rendered(profile, read, form, all, file.is_some());
        context.output.say("\n");
        let delivered = context.output.deliver(&text, file, matches.get_flag("force"));
        self.say_command(profile);
        if let Some(what) = self.keeper.as_ref().and_then(|keeper| unsaved(keeper.draft.path())) {
            context.output.fail(&what);
        }
        delivered?;
        let offers = form == Form::Table && file.is_none() && std::io::stdout().is_terminal();
        if offers { self.offer_report(profile, read, all) } else { Ok(()) }
    }

    /// Says the command that gives the same result; none where nothing is known.
    fn say_command(&self, profile: &Profile) {
        let command = match &self.keeper {
            Some(keeper) if self.is_saved() => Some(self.again.that_reads(keeper.draft.path())),
            _ => self.again.that_holds(profile),
        };
        if let Some(command) = command {
            self.context.output.say(&command);
        }
        said();
    }

    /// Whether there is a draft that holds every answer.
    pub(super) fn is_saved(&self) -> bool {
        self.keeper.as_ref().is_some_and(|keeper| is_saved(keeper.draft.path()))
    }

    fn rendered(
        &self,
        profile: &Profile,
        read: &profiles::ProfileFile,
        form: Form,
        all: bool,
        to_file: bool,
    ) -> String {
        let assessment = assess(self.catalogue, profile);
        let warnings = profiles::warnings(read, self.context);
        let outcome =
            Outcome { catalogue: self.catalogue, profile, assessment: &assessment, warnings, others: Vec::new() };
        let language = self.context.language();
        match form {
            Form::Json => json_lines(&Results::One(Box::new(outcome.document(language, Detail::Texts)))),
            Form::Ndjson => results::line(&outcome.document(language, Detail::Lean)),
            Form::Table | Form::Markdown | Form::Html => {
                // Blocks of lines, no table, for whoever has the page read out.
                let columns = if self.plain && !to_file { PLAIN_COLUMNS } else { self.context.output.columns() };
                let report = outcome.report(results::listing(form, all), language);
                results::sheet(&report, form, columns, language)
            }
        }
    }

    /// Offers to save a report; its form goes by the name.
    fn offer_report(&mut self, profile: &Profile, read: &profiles::ProfileFile, all: bool) -> Result<(), Stop> {
        let language = self.context.language();
        let mut screen = Screen {
            topic: language.pick("保存报告", "Save a report").to_owned(),
            question: language.pick("要把结果存成文件吗?", "Do you want the result as a file?").to_owned(),
            hints: vec![
                language
                    .pick(
                        "输入文件名:.html 可以打印,.md 是排好版的文字,.json 给程序用,其他是表格;直接回车不保存",
                        "type its name: .html to print, .md for formatted text, .json for programs, anything else for tables; press Enter alone for none",
                    )
                    .to_owned(),
            ],
            commands: Commands { back: true, ..Commands::default() },
            ..Screen::default()
        };
        loop {
            let name = match self.face.ask(&screen) {
                Ok(Input::Line(name)) => name.trim().to_owned(),
                Ok(_) => return Ok(()),
                Err(broken) => return Err(self.broken(&broken)),
            };
            if name.is_empty() {
                return Ok(());
            }
            let form = Form::of_file(Path::new(&name));
            let text = self.rendered(profile, read, form, all, true);
            match self.context.output.deliver(&text, Some(Path::new(&name)), false).map_err(Stop::from) {
                Ok(()) => {
                    let saved = language.pick(format!("已保存到「{name}」"), format!("saved to `{name}`"));
                    return self.face.tell(&[saved]).map_err(|broken| self.broken(&broken));
                }
                Err(Stop::Message(_, what)) => {
                    let exists = language.pick(
                        format!("「{name}」已经存在;换一个文件名"),
                        format!("`{name}` exists already; give another name"),
                    );
                    let what = what.get(language).to_owned();
                    screen.notices = vec![if Path::new(&name).exists() { exists } else { what }];
                    screen.entry = Entry::Line { initial: name, stands: false };
                }
                Err(stop) => return Err(stop),
            }
        }
    }
}
