//! What the user says of single columns.

use super::map_file;
use crate::batch::bundle::{Bundle, Part, numbered};
use crate::batch::headings::{By, Column, Headings, Yield, squeezed};
use crate::batch::input::Form;
use crate::batch::rows::{Content, Row, Rows};
use crate::beginning::beginning;
use crate::catalogue::Catalogue;
use crate::cli::{Context, Exit, Stop};
use crate::json::from_json;
use crate::language::{Language, Text};
use crate::tree::{Data, Node};
use clap::ArgMatches;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Headings with what they stand for: those of `--map`.
pub(super) fn named(matches: &ArgMatches) -> Result<Vec<(String, String)>, Stop> {
    let maps = matches.get_many::<String>("map").into_iter().flatten();
    let parted = |map: &String| {
        let parts = map.rsplit_once('=').map(|(heading, target)| (heading.to_owned(), target.to_owned()));
        parts.ok_or_else(|| {
            let shown = beginning(map);
            let what = Text::new(
                format!("--map「{shown}」里没有 =;写成 列=信息"),
                format!("there is no `=` in --map `{shown}`; write column=fact"),
            );
            Stop::Message(Exit::Usage, what)
        })
    };
    let named: Vec<(String, String)> = maps.map(parted).collect::<Result<_, _>>()?;
    for (at, (heading, target)) in named.iter().enumerate() {
        let other = |pair: &&(String, String)| squeezed(&pair.0) == squeezed(heading) && pair.1 != *target;
        if let Some((_, before)) = named.iter().take(at).find(other) {
            let (heading, before, target) = (beginning(heading), beginning(before), beginning(target));
            let what = Text::new(
                format!("--map 把列「{heading}」既对应到「{before}」,又对应到「{target}」;只留一个"),
                format!("--map takes column `{heading}` for `{before}` and for `{target}`; keep one of them"),
            );
            return Err(Stop::Message(Exit::Usage, what));
        }
    }
    Ok(named)
}

/// The headings of the catalogue, with what the user says of single ones; the command line overrules
/// the saved file.
pub(super) fn headings<'c>(
    context: &Context,
    catalogue: &'c Catalogue,
    file: Option<&Path>,
    named: &[(String, String)],
) -> Result<Headings<'c>, Stop> {
    let mut headings = Headings::new(catalogue);
    if let Some(path) = file {
        map_file::read(context, path, &mut headings)?;
    }
    for (heading, target) in named {
        if headings.map(heading, target, By::CommandLine).is_err() {
            let (zh, en) = match headings.near(target.trim()) {
                Some(name) => (format!(";是不是「{name}」?"), format!("; did you mean `{name}`?")),
                None => (";用 huiqi facts 查看".to_owned(), "; see `huiqi facts`".to_owned()),
            };
            let (heading, target) = (beginning(heading), beginning(target));
            let what = Text::new(
                format!("列「{heading}」要对应的「{target}」不是申报信息{zh}"),
                format!("column `{heading}`: there is no fact `{target}`{en}"),
            );
            return Err(Stop::Message(Exit::Usage, what));
        }
    }
    Ok(headings)
}

/// The headings named on the command line that no object has had so far.
#[derive(Clone)]
pub(super) struct Unseen(Arc<Mutex<Vec<String>>>);

impl Unseen {
    pub(super) fn new(headings: Vec<String>) -> Self {
        Self(Arc::new(Mutex::new(headings)))
    }

    pub(super) fn headings(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn see(&self, content: &Content) {
        if let Content::Object(object) = content {
            self.see_object(&object.text);
        }
    }

    fn see_bundle(&self, bundle: &Bundle) {
        for part in &bundle.parts {
            match part {
                Part::Rows(rows) => rows.iter().for_each(|row| self.see(&row.content)),
                Part::Objects { first, text, .. } => {
                    let mut lines = numbered(*first, text);
                    while !self.headings().is_empty()
                        && let Some((_, line)) = lines.next()
                    {
                        self.see_object(line);
                    }
                }
                Part::Cells { .. } | Part::Headings { .. } => {}
            }
        }
    }

    fn see_object(&self, text: &str) {
        let mut headings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if headings.is_empty() {
            return;
        }
        let Ok(Node { data: Data::Table(entries), .. }) = from_json(text, 0) else { return };
        headings.retain(|heading| !entries.iter().any(|entry| squeezed(&entry.key) == squeezed(heading)));
    }
}

/// Objects whose keys are compared with what the command line names; all of them are only known at
/// the end.
pub(super) struct SeenRows {
    pub rows: Box<dyn Rows>,
    pub unseen: Unseen,
}

impl Rows for SeenRows {
    fn next(&mut self) -> Result<Option<Row>, Text> {
        let row = self.rows.next()?;
        row.iter().for_each(|row| self.unseen.see(&row.content));
        Ok(row)
    }

    fn look(&mut self, least: usize, most: usize) -> Result<Vec<Row>, Text> {
        self.rows.look(least, most)
    }

    fn bundle(&mut self) -> Result<Option<Bundle>, Text> {
        let bundle = self.rows.bundle()?;
        bundle.iter().for_each(|bundle| self.unseen.see_bundle(bundle));
        Ok(bundle)
    }

    fn set_width(&mut self, width: usize) {
        self.rows.set_width(width);
    }

    fn is_strict(&self) -> bool {
        self.rows.is_strict()
    }
}

/// Sees that all headings named on the command line are columns of the file, and no two of them the same
/// name or mark.
///
/// # Errors
/// Which are not.
pub(super) fn fit(form: &Form<'_>, named: &[String]) -> Result<(), Stop> {
    let columns = form.columns();
    let stands = |heading: &&String| columns.iter().any(|column| squeezed(&column.heading) == squeezed(heading));
    // Keys of objects are only known once all are read.
    let unused = named.iter().find(|heading| !columns.is_empty() && !stands(heading)).map(|heading| {
        let heading = beginning(heading);
        Text::new(
            format!("--map 写的「{heading}」不是这个文件里的列"),
            format!("`{heading}`, named by --map, is no column of this file"),
        )
    });
    let what = unused.or_else(|| columns.iter().find_map(clash));
    what.map_or(Ok(()), |what| Err(Stop::Message(Exit::Usage, what)))
}

/// That the command line names this column for what it names another for.
fn clash(column: &Column) -> Option<Text> {
    let Yield { own, to, by } = column.yields.as_ref()?;
    let both = column.by == By::CommandLine && *by == By::CommandLine;
    let (one, other) = (beginning(to), beginning(&column.heading));
    both.then(|| {
        Text::new(
            format!("--map 把「{one}」和「{other}」都对应到「{}」;只留一列", own.label(Language::Chinese)),
            format!("--map names both `{one}` and `{other}` for `{}`; keep one of them", own.label(Language::English)),
        )
    })
}
