//! `huiqi batch`

mod command;
mod files;
mod maker;
mod map_file;
mod maps;
mod room;
mod said;
mod sink;

pub(super) use command::command;

use super::beside;
use super::place::Placing;
use super::{Context, Exit, Stop};
use crate::batch::clients::Odd;
use crate::batch::input::{Form, Opened, Origin, Reading};
use crate::batch::run::{Made, Taker, run as run_batch};
use crate::batch::{self, Place};
use crate::beginning::beginning;
use crate::cli::output::Undelivered;
use crate::harmless::harmless;
use crate::language::Text;
use clap::ArgMatches;
use files::{ErrorsFile, Files};
use maker::{Maker, Piece};
use said::Said;
use sink::Sink;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;

/// Assesses every client of a file and delivers the results in its order.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    let files = Files::of(matches)?;
    let catalogue = context.catalogue_of_measures(matches)?;
    let named = maps::named(matches)?;
    let headings = maps::headings(context, catalogue, files.map_file.as_deref(), &named)?;
    let named: Vec<String> = named.into_iter().map(|(heading, _)| heading).collect();
    let reading = Reading { catalogue, headings, kind: files.kind, sheet: matches.get_one::<String>("sheet").cloned() };
    leave_on_signals(context);
    let maker = Maker::new(catalogue, context.language(), &files, matches);
    let errors = files.begin_errors(context.language())?;
    let said = Said::new(context, &files);
    let unseen = maps::Unseen::new(named.clone());
    let open = opener(reading, files.input.clone(), unseen.clone());
    let mut desk =
        Desk { context, files: &files, maker: &maker, named, said, errors, map: None, sink: None, stopped: None };
    let done = run_batch(jobs(matches), open, &maker, &mut desk);
    match desk.stopped {
        // Nobody reads the results any more; what the columns hold is known all the same.
        Some(stop @ Stop::Exit(_)) => {
            desk.map.map_or(Ok(()), Placing::finish).map_err(failed)?;
            return Err(stop);
        }
        Some(stop) => return Err(stop),
        None => {}
    }
    done.map_err(|what| Stop::Message(Exit::Failed, files.unreadable(&what)))?;
    let results = desk.sink.map(|sink| sink.finish(&maker)).transpose()?.flatten();
    let written: Vec<Placing> = results.into_iter().chain(desk.errors.finish()?).chain(desk.map).collect();
    Placing::finish_all(written).map_err(failed)?;
    desk.said.done();
    if !files.has_columns() {
        warn_of(context, &unseen.headings());
    }
    Ok(if desk.said.unusable() > 0 { Exit::PartlyUnusable } else { Exit::Done })
}

fn failed(what: Text) -> Stop {
    Stop::Message(Exit::Failed, what)
}

/// Opens the input on the thread that reads it.
fn opener(
    reading: Reading<'static>,
    input: Place,
    unseen: maps::Unseen,
) -> impl FnOnce() -> Result<Opened<'static>, Text> + Send + 'static {
    move || {
        let Opened { rows, form, origin } = reading.open(&input)?;
        Ok(Opened { rows: Box::new(maps::SeenRows { rows, unseen }), form, origin })
    }
}

/// Says which columns that `--map` names stood in no object.
fn warn_of(context: &Context, headings: &[String]) {
    for heading in headings.iter().filter(|_| !context.output.quiet) {
        let heading = beginning(heading);
        let what = context.language().pick(
            format!("提醒: --map 写的「{heading}」在任何一条记录里都没有"),
            format!("warning: `{heading}`, named by --map, stands in no record"),
        );
        context.output.say_line(&what);
    }
}

/// Where results are taken.
struct Desk<'d> {
    context: &'d Context,
    files: &'d Files,
    maker: &'d Maker<'static>,
    /// The columns that `--map` names.
    named: Vec<String>,
    said: Said<'d>,
    errors: ErrorsFile,
    /// The map of columns that is saved, where it is wanted and the input is opened.
    map: Option<Placing>,
    /// There once the input is opened.
    sink: Option<Sink>,
    /// Why the work was broken off.
    stopped: Option<Stop>,
}

impl Desk<'_> {
    /// What has to be there before the first client.
    fn begin(&mut self, form: &Form<'_>, origin: &Origin) -> Result<Sink, Stop> {
        maps::fit(form, &self.named)?;
        if let Some(path) = &self.files.save_map {
            let map = map_file::save(form, path, self.files.existing, self.context.language());
            self.map = Some(map.map_err(failed)?);
        }
        let mut sink = Sink::begin(self.files, self.maker, form)?;
        origin.minded.iter().try_for_each(|problem| sink.note(problem))?;
        self.errors.take(&origin.minded)?;
        Ok(sink)
    }

    fn deliver(&mut self, made: Made<Piece>) -> Result<(), Undelivered> {
        let Some(sink) = &mut self.sink else { return Ok(()) };
        match made {
            Made::Piece(piece) => sink.take(piece),
            Made::Odd(Odd::Problems(problems)) => {
                self.said.take(&problems);
                self.errors.take(&problems)
            }
            Made::Odd(Odd::Aside(problem)) => {
                self.said.take(std::slice::from_ref(&problem));
                self.errors.take(std::slice::from_ref(&problem))?;
                sink.note(&problem)
            }
            Made::Rows { clients, blank } => {
                self.said.count(clients, blank);
                sink.pause()
            }
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

impl Taker for Desk<'_> {
    type Piece = Piece;

    fn weight(piece: &Piece) -> usize {
        piece.weight()
    }

    fn opened(&mut self, form: &Form<'static>, origin: &Origin) -> ControlFlow<()> {
        self.said.opened(form, origin);
        let begun = self.begin(form, origin).map(|sink| self.sink = Some(sink));
        self.flow(begun)
    }

    fn take(&mut self, made: Made<Piece>) -> ControlFlow<()> {
        let delivered = self.deliver(made).map_err(Stop::from);
        self.flow(delivered)
    }
}

fn jobs(matches: &ArgMatches) -> NonZeroUsize {
    let wanted = matches.get_one::<usize>("jobs").copied().and_then(NonZeroUsize::new);
    wanted.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}

/// Takes away what is half written when the program is broken off.
fn leave_on_signals(context: &Context) {
    let language = context.language();
    // Without the handler Ctrl-C still ends the program, and leaves a file beside the output's place.
    let _ = ctrlc::set_handler(move || {
        let placed: Vec<String> = beside::abandon().iter().map(|path| path.display().to_string()).collect();
        batch::abandon();
        let words = match placed.as_slice() {
            [] => language.pick("已中断,没有写出文件", "interrupted; no file was written").to_owned(),
            placed => language.pick(
                format!("已中断;已经写好的文件:{}", placed.join("、")),
                format!("interrupted; written already: {}", placed.join(", ")),
            ),
        };
        let words = harmless(&words);
        let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("\n{words}\n").as_bytes());
        std::process::exit(i32::from(Exit::Interrupted.code()));
    });
}
