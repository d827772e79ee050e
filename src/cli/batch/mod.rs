//! `huiqi batch`

mod command;
mod files;
mod maps;
mod said;
mod sink;

pub(super) use command::command;

use super::{Context, Exit, Stop, place};
use crate::batch::input::{Form, Reading};
use crate::batch::run::{Made, Pace, Taker, run as run_batch};
use crate::cli::output::Undelivered;
use crate::language::Text;
use clap::ArgMatches;
use files::{ErrorsFile, Files};
use said::Said;
use sink::{Maker, Piece, Sink};
use std::ops::ControlFlow;

/// Assesses every client of a file and delivers the results in its order.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    let files = Files::of(matches)?;
    let catalogue = context.catalogue_of_measures(matches)?;
    let headings = maps::headings(catalogue, matches)?;
    let named: Vec<String> = maps::named(matches)?.into_iter().map(|(heading, _)| heading).collect();
    let reading = Reading { catalogue, headings, kind: files.kind, sheet: matches.get_one::<String>("sheet").cloned() };
    leave_on_signals(context);
    let maker = Maker::new(catalogue, context.language(), &files, matches);
    let pace = Pace { jobs: jobs(matches), bundle: if files.streams() { 1 } else { BUNDLE } };
    let errors = files.begin_errors(context.language())?;
    let said = Said::new(context, &files);
    let mut desk =
        Desk { context, matches, files: &files, maker: &maker, named, said, errors, sink: None, stopped: None };
    let done =
        run_batch(catalogue, pace, || reading.open(&files.input), |form, client| maker.piece(form, client), &mut desk);
    if let Some(stop) = desk.stopped {
        return Err(stop);
    }
    done.map_err(|what| Stop::Message(Exit::Failed, files.unreadable(&what)))?;
    if let Some(sink) = desk.sink {
        sink.finish(&maker)?;
    }
    desk.errors.finish()?;
    desk.said.done();
    Ok(if desk.said.unusable() > 0 { Exit::PartlyUnusable } else { Exit::Done })
}

/// Where results are taken.
struct Desk<'d> {
    context: &'d Context,
    matches: &'d ArgMatches,
    files: &'d Files,
    maker: &'d Maker<'static>,
    /// The columns that `--map` names.
    named: Vec<String>,
    said: Said<'d>,
    errors: ErrorsFile,
    /// There once the input is opened.
    sink: Option<Sink>,
    /// Why the work was broken off.
    stopped: Option<Stop>,
}

impl Desk<'_> {
    /// What has to be there before the first client.
    fn begin(&self, form: &Form<'_>) -> Result<Sink, Stop> {
        if let Some(heading) = maps::unused(form, &self.named).first() {
            let what = Text::new(
                format!("--map 写的「{heading}」不是这个文件里的列"),
                format!("`{heading}`, named by --map, is no column of this file"),
            );
            return Err(Stop::Message(Exit::Usage, what));
        }
        if let Some(path) = self.matches.get_one::<String>("save-map") {
            maps::save(form, path.as_ref(), self.files.existing, self.context.language())?;
        }
        Ok(Sink::begin(self.files, self.maker, form)?)
    }

    fn deliver(&mut self, made: Made<Piece>) -> Result<(), Undelivered> {
        self.errors.take(self.said.take(&made))?;
        match (made, &mut self.sink) {
            (Made::Client(piece, _), Some(sink)) => sink.take(piece),
            (Made::Aside(problem), Some(sink)) => sink.note(&problem),
            _ => Ok(()),
        }
    }

    fn flow(&mut self, done: Result<(), Stop>) -> ControlFlow<()> {
        match done {
            Ok(()) => ControlFlow::Continue(()),
            Err(stop) => {
                self.stopped = Some(stop);
                ControlFlow::Break(())
            }
        }
    }
}

impl Taker<'static> for Desk<'_> {
    type Piece = Piece;

    fn opened(&mut self, form: &Form<'static>, encoding: Option<&str>, sheet: Option<&str>) -> ControlFlow<()> {
        self.said.opened(form, encoding, sheet);
        let begun = self.begin(form).map(|sink| self.sink = Some(sink));
        self.flow(begun)
    }

    fn take(&mut self, made: Made<Piece>) -> ControlFlow<()> {
        let delivered = self.deliver(made).map_err(Stop::from);
        self.flow(delivered)
    }
}

/// How many rows go through together.
const BUNDLE: usize = 16;

fn jobs(matches: &ArgMatches) -> usize {
    let wanted = matches.get_one::<usize>("jobs").copied();
    wanted.or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1)
}

/// Takes away what is half written when the program is broken off.
fn leave_on_signals(context: &Context) {
    let words = context.language().pick("已中断,没有写出文件", "interrupted; no file was written");
    // Without the handler Ctrl-C still ends the program, and leaves a file beside the output's place.
    let _ = ctrlc::set_handler(move || {
        place::abandon();
        let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("\n{words}\n").as_bytes());
        std::process::exit(i32::from(Exit::Interrupted.code()));
    });
}
