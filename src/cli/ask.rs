//! `huiqi ask`, and `huiqi` alone on a terminal.

use super::draft::{Draft, Start};
use super::results::{self, Outcome};
use super::{Context, Exit, Stop, json_text, profiles};
use crate::assess::assess;
use crate::catalogue::Catalogue;
use crate::interview::screen::{Broken, Commands, Entry, Face, Input, Screen};
use crate::interview::{self, Keeper, terminal};
use crate::language::{Language, Text};
use crate::problem::io_words;
use crate::profile::Profile;
use crate::profile_file::{self, left_over};
use crate::report::json::Results;
use crate::shell::shell_word;
use clap::ArgMatches;
use std::io::IsTerminal;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Held while a file is written, so that breaking off waits until it is whole.
static WRITING: Mutex<()> = Mutex::new(());

/// Asks, and delivers the result.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    let language = context.language();
    let mut face = terminal::open(matches.get_flag("plain"), language, context.output.colours_messages())
        .map_err(|_| Stop::Message(Exit::Usage, no_terminal()))?;
    let catalogue = context.catalogue_of_measures(matches)?;
    let path = matches.get_one::<String>("profile").map(String::as_str);
    let save = matches.get_one::<String>("save").map(Path::new);
    let force = matches.get_flag("force");
    let draft = save.map(|save| Draft::open(save, path, force)).transpose();
    let draft = draft.map_err(|what| Stop::Message(Exit::Usage, what))?;
    let from = match &draft {
        Some((draft, Start::Draft)) => Some(draft.path().to_string_lossy().into_owned()),
        _ => path.map(str::to_owned),
    };
    let mut exit = Exit::Done;
    let read = from.as_ref().map(|path| profiles::read(path, catalogue)).transpose();
    let mut read =
        read.map_err(|what| Stop::Message(Exit::Failed, what))?.unwrap_or_else(|| profiles::blank(catalogue));
    context.report(&read.problems, std::slice::from_ref(&read.file));
    let Some(mut profile) = read.profile.take() else { return Ok(Exit::PartlyUnusable) };
    if !read.problems.is_empty() {
        exit = Exit::PartlyUnusable;
    }
    let keeper = draft.as_ref().map(|(draft, _)| {
        let format = profile_file::Format::of(&read.file.path, &read.file.text);
        let left_over = left_over(catalogue, &read.file.text, format, &read.problems);
        Saving { catalogue, language, draft, left_over, failed: false }
    });
    leave_on_signals(draft.as_ref().map(|(draft, _)| draft.path()), language);
    let mut desk = Desk { context, catalogue, face: face.as_mut(), keeper };
    desk.face.tell(&desk.welcome(from.as_deref())).map_err(|broken| desk.broken(&broken))?;
    let asked = match &mut desk.keeper {
        Some(keeper) => interview::interview(catalogue, language, &mut profile, desk.face, keeper),
        None => interview::interview(catalogue, language, &mut profile, desk.face, &mut Nowhere),
    };
    asked.map_err(|broken| desk.broken(&broken))?;
    desk.deliver(&profile, &read, matches)?;
    let unsaved = desk.keeper.as_ref().is_some_and(|keeper| keeper.failed);
    Ok(if unsaved { Exit::Failed } else { exit })
}

fn no_terminal() -> Text {
    Text::new(
        "一问一答要在终端里进行,这里的输入或错误输出不是终端;已有档案文件请用 huiqi assess",
        "the interview needs a terminal, and standard input or standard error is none; with a profile use `huiqi assess`",
    )
}

/// Saves the draft after every answer.
struct Saving<'s> {
    catalogue: &'s Catalogue,
    language: Language,
    draft: &'s Draft,
    left_over: Vec<String>,
    /// Whether the last time went wrong.
    failed: bool,
}

impl Keeper for Saving<'_> {
    fn keep(&mut self, profile: &Profile) -> Option<String> {
        let text = profile_file::write(self.catalogue, profile, self.draft.format(), self.language, &self.left_over);
        let held = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        let written = self.draft.write(&text);
        drop(held);
        self.failed = written.is_err();
        let what = written.err()?;
        Some(self.language.pick(
            format!("回答没能保存:{};可以继续回答,下一题后再试", what.zh),
            format!("the answers could not be saved: {}; go on, it is tried again after the next answer", what.en),
        ))
    }
}

/// Nothing is saved.
struct Nowhere;

impl Keeper for Nowhere {
    fn keep(&mut self, _: &Profile) -> Option<String> {
        None
    }
}

/// Ends the program with the terminal as it was when it is broken off between two keys.
fn leave_on_signals(draft: Option<&Path>, language: Language) {
    let words = kept(draft, language);
    // Without the handler Ctrl-C still ends the program, only less politely.
    let _ = ctrlc::set_handler(move || {
        let _held = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        terminal::give_back();
        let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("\n{words}\n").as_bytes());
        std::process::exit(i32::from(Exit::Interrupted.code()));
    });
}

/// What becomes of the answers when the interview is broken off.
fn kept(draft: Option<&Path>, language: Language) -> String {
    match draft {
        Some(path) => {
            let path = shell_word(&path.to_string_lossy());
            language.pick(
                format!("已中断,回答都已保存;接着答:huiqi ask --save {path}"),
                format!("interrupted; your answers are saved; to go on: huiqi ask --save {path}"),
            )
        }
        None => language
            .pick(
                "已中断,回答没有保存;下次可以加 --save 文件",
                "interrupted; nothing was saved; use --save FILE next time",
            )
            .to_owned(),
    }
}

/// What the interview is held at.
struct Desk<'d, 's> {
    context: &'d Context,
    catalogue: &'static Catalogue,
    face: &'d mut dyn Face,
    keeper: Option<Saving<'s>>,
}

impl Desk<'_, '_> {
    fn welcome(&self, from: Option<&str>) -> Vec<String> {
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
        if let Some(from) = from {
            lines.push(
                language
                    .pick(format!("从「{from}」已有的回答接着问。"), format!("Going on from the answers in `{from}`.")),
            );
        }
        if let Some(keeper) = &self.keeper {
            let path = keeper.draft.path().display();
            lines.push(
                language.pick(format!("每答一题就保存到「{path}」。"), format!("Every answer is saved to `{path}`.")),
            );
        }
        lines
    }

    fn broken(&self, broken: &Broken) -> Stop {
        match broken {
            Broken::Interrupted => {
                let draft = self.keeper.as_ref().map(|keeper| keeper.draft.path());
                self.context.output.say(&format!("\n{}\n", kept(draft, self.context.language())));
                Stop::Exit(Exit::Interrupted)
            }
            Broken::Failed(error) => {
                let why = io_words(error);
                Stop::Message(Exit::Failed, Text::new(format!("终端:{}", why.zh), format!("terminal: {}", why.en)))
            }
        }
    }

    fn deliver(&mut self, profile: &Profile, read: &profiles::ProfileFile, matches: &ArgMatches) -> Result<(), Stop> {
        let (context, language) = (self.context, self.context.language());
        let format = matches.get_one::<String>("format").map_or("table", String::as_str);
        let all = matches.get_flag("all");
        let text = self.rendered(profile, read, format, all);
        let file = matches.get_one::<String>("output").map(Path::new);
        context.output.say("\n");
        context.output.deliver(&text, file, matches.get_flag("force"))?;
        let command = self.command(profile, matches);
        let again = language.pick("再次得到这个结果:", "For the same result again:");
        context.output.say(&format!("\n{again}\n  {command}\n"));
        let offers = format == "table" && file.is_none() && std::io::stdout().is_terminal();
        if offers { self.offer_report(profile, read, all) } else { Ok(()) }
    }

    fn rendered(&self, profile: &Profile, read: &profiles::ProfileFile, format: &str, all: bool) -> String {
        let assessment = assess(self.catalogue, profile);
        let warnings = profiles::warnings(read, self.context);
        let outcome = Outcome { catalogue: self.catalogue, profile, assessment: &assessment, warnings };
        let language = self.context.language();
        match format {
            "json" => json_text(&Results::One(Box::new(outcome.document(language, true)))),
            "ndjson" => results::line(&outcome.document(language, false)),
            _ => outcome.sheet(self.context, format, all),
        }
    }

    /// The command that gives the same result.
    fn command(&self, profile: &Profile, matches: &ArgMatches) -> String {
        let mut words = vec!["huiqi".to_owned(), "assess".to_owned()];
        match &self.keeper {
            Some(keeper) if !keeper.failed => words.push(shell_word(&keeper.draft.path().to_string_lossy())),
            _ => {
                for assignment in profile_file::assignments(self.catalogue, profile) {
                    words.extend(["--set".to_owned(), shell_word(&assignment)]);
                }
            }
        }
        for measure in matches.get_many::<String>("measure").into_iter().flatten() {
            words.extend(["--measure".to_owned(), shell_word(measure)]);
        }
        words.extend(["--as-of".to_owned(), self.catalogue.as_of.to_string()]);
        if let Some(folder) = &self.context.folder {
            words.extend(["--catalogue".to_owned(), shell_word(&folder.to_string_lossy())]);
        }
        if self.context.language() == Language::English {
            words.extend(["--lang".to_owned(), "en".to_owned()]);
        }
        words.join(" ")
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
                        "输入文件名:.md 是排好版的文字,.json 给程序用,其他是表格;直接回车不保存",
                        "type its name: .md for formatted text, .json for programs, anything else for tables; press Enter alone for none",
                    )
                    .to_owned(),
            ],
            commands: Commands { stop: true, ..Commands::default() },
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
            let format = match Path::new(&name).extension().and_then(|it| it.to_str()) {
                Some("md" | "markdown") => "markdown",
                Some("json") => "json",
                _ => "table",
            };
            let text = self.rendered(profile, read, format, all);
            match self.context.output.deliver(&text, Some(Path::new(&name)), false).map_err(Stop::from) {
                Ok(()) => {
                    let saved = language.pick(format!("已保存到「{name}」"), format!("saved to `{name}`"));
                    return self.face.tell(&[saved]).map_err(|broken| self.broken(&broken));
                }
                Err(Stop::Message(_, what)) => {
                    screen.notices = vec![what.get(language).to_owned()];
                    screen.entry = Entry::Line { initial: name };
                }
                Err(stop) => return Err(stop),
            }
        }
    }
}
