//! What a batch says on standard error: how the input was read, how far it is, what was wrong, and
//! how it ended.

use super::files::{Files, shown};
use crate::batch::headings::{By, Column, MOST_LOOKED_FOR, Role, Yield};
use crate::batch::input::{Form, Origin, unknown};
use crate::batch::rows_hidden::RowsHidden;
use crate::beginning::beginning;
use crate::cli::Context;
use crate::language::Language;
use crate::problem::Code;
use crate::report::client::CellProblem;
use crate::report::csv::said;
use crate::shell::shell_word;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// How many problems are shown where they are not written to a file.
const MOST_SHOWN: usize = 20;
/// How many columns that are none of ours are named.
const MOST_COLUMNS: usize = 10;
/// After how long it is shown how far the work is.
const PATIENCE: Duration = Duration::from_secs(1);

/// What was said, and what is counted meanwhile.
pub(super) struct Said<'s> {
    context: &'s Context,
    files: &'s Files,
    started: Instant,
    progress: ProgressBar,
    clients: usize,
    with_problems: usize,
    problems: usize,
    unusable: usize,
    blank: usize,
    aside: usize,
    hidden: RowsHidden,
    /// How many cells of each column have no unit.
    without_unit: BTreeMap<String, usize>,
}

impl<'s> Said<'s> {
    pub(super) fn new(context: &'s Context, files: &'s Files) -> Self {
        Self {
            context,
            files,
            started: Instant::now(),
            progress: ProgressBar::hidden(),
            clients: 0,
            with_problems: 0,
            problems: 0,
            unusable: 0,
            blank: 0,
            aside: 0,
            hidden: RowsHidden::default(),
            without_unit: BTreeMap::new(),
        }
    }

    fn language(&self) -> Language {
        self.context.language()
    }

    /// Says something that is no error, unless nobody wants to hear it.
    fn note(&self, zh: String, en: String) {
        if self.context.output.quiet {
            return;
        }
        self.say(&self.language().pick(zh, en));
    }

    /// Says a line.
    fn say(&self, line: &str) {
        self.progress.suspend(|| self.context.output.say_line(line));
    }

    /// How the input is read, and which of its columns are none of ours.
    pub(super) fn opened(&mut self, form: &Form<'_>, origin: &Origin) {
        let input = self.files.input_shown();
        if let Some(encoding) = origin.encoding {
            let encoding = if encoding == "gb18030" { "GB18030" } else { encoding };
            self.note(format!("「{input}」按 {encoding} 编码读"), format!("`{input}` is read as {encoding}"));
        }
        if let Some(sheet) = &origin.sheet {
            self.note(format!("「{input}」读工作表「{sheet}」"), format!("`{input}`: sheet `{sheet}` is read"));
        }
        let ours = form.columns().iter().filter(|column| column.role != Role::Other).count();
        if ours > 0 {
            self.note(format!("认出 {ours} 列"), format!("{ours} columns are known"));
        }
        self.hidden = origin.hidden.clone();
        origin.minded.iter().for_each(|problem| self.problem(problem));
        let (mut explained, mut others): (Vec<(&str, [String; 2])>, Vec<&str>) = Default::default();
        for (at, column) in unknown(form).enumerate() {
            let near = || (at < MOST_LOOKED_FOR).then(|| form.nearest(&column.heading)).flatten();
            let why =
                column.yields.as_ref().map(|to| yields(column, to)).or_else(|| near().map(|it| misspelt(column, it)));
            match why {
                Some(why) => explained.push((&column.heading, why)),
                None => others.push(&column.heading),
            }
        }
        let mut listed = explained.into_iter();
        for (_, [zh, en]) in listed.by_ref().take(MOST_COLUMNS) {
            self.note(zh, en);
        }
        let rest = listed.map(|(heading, _)| heading).chain(others);
        let rest: Vec<&str> = rest.chain(form.keys().iter().map(String::as_str)).collect();
        if !rest.is_empty() {
            let named: Vec<_> = rest.iter().take(MOST_COLUMNS).map(|heading| beginning(heading)).collect();
            let (more_zh, more_en) = if rest.len() > named.len() { ("……", ", …") } else { ("", "") };
            self.note(
                format!("原样带过 {} 列:{}{more_zh}", rest.len(), named.join("、")),
                format!("columns that pass through: {} ({}{more_en})", rest.len(), named.join(", ")),
            );
        }
    }

    /// Counts rows and shows how far the work is.
    pub(super) fn count(&mut self, clients: usize, blank: usize) {
        self.clients = self.clients.saturating_add(clients);
        self.blank = self.blank.saturating_add(blank);
        self.tick();
    }

    /// Says and counts what was wrong with a row.
    pub(super) fn take(&mut self, problems: &[CellProblem]) {
        let unusable = problems.iter().filter(|problem| !problem.is_warning()).count();
        self.unusable = self.unusable.saturating_add(unusable);
        self.with_problems = self.with_problems.saturating_add(usize::from(unusable > 0));
        let aside = problems.iter().filter(|problem| problem.problem.code == Code::NotAClient).count();
        self.aside = self.aside.saturating_add(aside);
        problems.iter().for_each(|problem| self.problem(problem));
    }

    fn problem(&mut self, problem: &CellProblem) {
        if problem.problem.code == Code::UnitUnstated {
            let cells = self.without_unit.entry(problem.column.clone().unwrap_or_default()).or_default();
            *cells = cells.saturating_add(1);
            return;
        }
        self.problems = self.problems.saturating_add(1);
        if self.files.errors.is_none() && self.problems <= MOST_SHOWN {
            let kind = if problem.is_warning() { ("提醒", "warning") } else { ("问题", "problem") };
            let line = |language: Language| said(problem, language);
            if problem.is_warning() {
                self.note(
                    format!("{}: {}", kind.0, line(Language::Chinese)),
                    format!("{}: {}", kind.1, line(Language::English)),
                );
            } else {
                let text = self.language().pick(kind.0, kind.1);
                self.say(&format!("{text}: {}", line(self.language())));
            }
        }
    }

    /// Shows how far the work is, on a terminal, once it takes long.
    fn tick(&mut self) {
        self.progress.set_position(u64::try_from(self.clients).unwrap_or(u64::MAX));
        let to_screen = self.files.output.is_none() && std::io::stdout().is_terminal();
        if !self.progress.is_hidden()
            || self.context.output.quiet
            || to_screen
            || self.started.elapsed() < PATIENCE
            || !std::io::stderr().is_terminal()
        {
            return;
        }
        let template = self.language().pick(
            "已判断 {pos} 个客户,用时 {elapsed},每秒 {rate} 个",
            "{pos} clients assessed in {elapsed}, {rate} a second",
        );
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        let rate = |state: &ProgressState, text: &mut dyn std::fmt::Write| {
            let _ = write!(text, "{:.0}", state.per_sec());
        };
        let style = style.with_key("rate", rate);
        self.progress.set_style(style);
        self.progress.set_draw_target(ProgressDrawTarget::stderr());
    }

    /// How many cells or rows could not be used.
    pub(super) fn unusable(&self) -> usize {
        self.unusable
    }

    /// The closing lines.
    pub(super) fn done(&mut self) {
        self.progress.finish_and_clear();
        for (column, cells) in &self.without_unit {
            let column = beginning(column);
            self.note(
                format!("列「{column}」没有写单位,有 {cells} 格按元处理;可在表头写明,如「{column}(万元)」"),
                format!("column `{column}` states no unit; amounts taken in yuan: {cells}; state it in the heading, as in `{column} (yuan)`"),
            );
        }
        let hidden = self.hidden.count();
        if hidden > 0 {
            self.note(
                format!("有 {hidden} 行是隐藏或被筛掉的,也读了"),
                format!("rows that are hidden or filtered out, and were read all the same: {hidden}"),
            );
        }
        let more = self.problems.saturating_sub(MOST_SHOWN);
        if self.files.errors.is_none() && more > 0 {
            self.note(
                format!("另有 {more} 处问题;用 --errors 文件 全部写出"),
                format!("{more} more problems; write all of them with --errors FILE"),
            );
        }
        let (clients, bad) = (self.clients, self.with_problems);
        let output = shown(self.files.output.as_deref());
        let errors = self.files.errors.as_deref().filter(|_| self.problems > 0 || !self.without_unit.is_empty());
        let (errors_zh, errors_en) = match errors {
            Some(path) => (format!(",见「{}」", path.display()), format!(", see `{}`", path.display())),
            None => Default::default(),
        };
        let (blank_zh, blank_en) = match self.blank {
            0 => Default::default(),
            blank => (format!(",空行 {blank} 行"), format!(", blank rows: {blank}")),
        };
        let (aside_zh, aside_en) = match self.aside {
            0 => Default::default(),
            aside => (format!(",没有当作客户的 {aside} 行"), format!(", rows not taken for clients: {aside}")),
        };
        let (to_zh, to_en) = match self.files.output {
            Some(_) => (format!(";结果在「{output}」"), format!("; the results are in `{output}`")),
            None => Default::default(),
        };
        if clients == 0 {
            self.note(
                format!("没有读到客户{aside_zh}{blank_zh}{to_zh}"),
                format!("no clients were read{aside_en}{blank_en}{to_en}"),
            );
            return;
        }
        self.note(
            format!("读入 {clients} 个客户,每个都有结果{aside_zh}{blank_zh};有内容没能采用的 {bad} 个{errors_zh}{to_zh}"),
            format!("clients: {clients}, each with a result{aside_en}{blank_en}; with something that could not be used: {bad}{errors_en}{to_en}"),
        );
    }
}

/// That a column is probably one of ours.
fn misspelt(Column { heading, .. }: &Column, name: &str) -> [String; 2] {
    let map = format!("--map {}", shell_word(&format!("{heading}={name}")));
    [
        format!("列「{heading}」不认识,原样带过;是不是「{name}」?用 {map}"),
        format!("column `{heading}` is none of ours and passes through; did you mean `{name}`? Use {map}"),
    ]
}

/// That another column is taken for what this one is too, and how to take this one.
fn yields(Column { heading, .. }: &Column, Yield { own, to, by }: &Yield) -> [String; 2] {
    let (zh, en) = (own.label(Language::Chinese), own.label(Language::English));
    let map = format!("--map {}", shell_word(&format!("{heading}={}", own.id())));
    // Who has named the other one on the command line knows how.
    let (how_zh, how_en) = match by {
        By::CommandLine => Default::default(),
        By::Heading | By::Saved => (format!(";要改用这一列,加上 {map}"), format!("; to take it from here, add {map}")),
    };
    [
        format!("列「{heading}」原样带过:「{zh}」已经取自列「{to}」{how_zh}"),
        format!("column `{heading}` passes through: `{en}` is taken from column `{to}`{how_en}"),
    ]
}
