//! The saved map of columns: what the user once said of each.

use crate::batch::headings::{By, Column, Headings, squeezed};
use crate::batch::input::Form;
use crate::beginning::beginning;
use crate::cli::place::{Existing, Placing};
use crate::cli::{Context, Exit, Stop};
use crate::language::{Language, Text};
use crate::problem::{Code, File, Place, Problem, io_words};
use crate::syntax;
use crate::tree::{Data, Entry, Node, from_toml, with_keys_of_any_script};
use crate::whole_file;
use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::path::Path;
use toml_writer::{ToTomlKey, ToTomlValue, TomlKeyBuilder, TomlStringBuilder};

/// For how many of what is no fact the nearest name is looked for; some files have no end of it.
const MOST_LOOKED_FOR: usize = 100;

/// Takes what a saved file says of columns into the headings.
///
/// # Errors
/// Where the file cannot be read, or after everything that is wrong in it has been said.
pub(super) fn read(context: &Context, path: &Path, headings: &mut Headings<'_>) -> Result<(), Stop> {
    let text = whole_file::read(path, whole_file::PROFILE).map_err(|error| {
        let (path, why) = (path.display(), io_words(&error));
        let what = Text::new(format!("读不了「{path}」:{}", why.zh), format!("cannot read `{path}`: {}", why.en));
        Stop::Message(Exit::Failed, what)
    })?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let (node, errors) = from_toml(&text);
    let errors: Vec<_> = with_keys_of_any_script(&text, errors).collect();
    let problems = if errors.is_empty() { take(headings, &node) } else { syntax::toml(0, &text, errors) };
    if problems.is_empty() {
        return Ok(());
    }
    context.report(&problems, &[File { path: path.to_string_lossy().into_owned(), text: text.into() }]);
    Err(Stop::Exit(Exit::Failed))
}

/// Takes each line; what is wrong with any comes back.
fn take(headings: &mut Headings<'_>, node: &Node<'_>) -> Vec<Problem> {
    let Data::Table(entries) = &node.data else { return Vec::new() };
    let mut before: HashMap<String, (&Entry<'_>, &str)> = HashMap::new();
    let mut problems = Vec::new();
    for entry in entries {
        let place = Place { file: 0, span: entry.node.span.clone() };
        let Data::Text(target) = &entry.node.data else {
            let (zh, en) = ("列要对应到一项申报信息的名称", "a column stands for a fact, by its name");
            problems.push(
                Problem::new(Code::WrongType, place, zh, en)
                    .mend("每行写成 \"列\" = \"信息\"", "write each line as \"column\" = \"fact\""),
            );
            continue;
        };
        let (first, other) = *before.entry(squeezed(&entry.key)).or_insert((entry, target));
        if target != other {
            let at = |entry: &Entry<'_>| Place { file: 0, span: entry.key_span.clone() };
            let shown = beginning(&entry.key);
            let (zh, en) = (format!("列「{shown}」对应到两样东西"), format!("column `{shown}` stands for two things"));
            problems.push(Problem::new(Code::Duplicate, at(entry), zh, en).mend("留下一处", "keep one of them").also(
                at(first),
                "已写在这里",
                "it stands here already",
            ));
            continue;
        }
        if headings.map(&entry.key, target, By::Saved).is_err() {
            let near = if problems.len() < MOST_LOOKED_FOR { headings.near(target.trim()) } else { None };
            let shown = beginning(target);
            let (zh, en) = (format!("「{shown}」不是申报信息"), format!("there is no fact `{shown}`"));
            let (how, in_english) = match near {
                Some(name) => (format!("是不是「{name}」?"), format!("did you mean `{name}`?")),
                None => ("用 huiqi facts 查看".to_owned(), "see `huiqi facts`".to_owned()),
            };
            problems.push(Problem::new(Code::UnknownFact, place, zh, en).mend(how, in_english));
        }
    }
    problems
}

/// Writes which column holds what, for the next time; it is put in its place at the end.
pub(super) fn save(form: &Form<'_>, path: &Path, existing: Existing, language: Language) -> Result<Placing, Text> {
    let heading =
        language.pick("# 列对应:用 --map-file 再用", "# which column holds what: use it again with --map-file");
    let line = |column: &Column| {
        let key = TomlKeyBuilder::new(&column.heading).as_default().to_toml_key();
        let value = TomlStringBuilder::new(&column.target).as_basic().to_toml_value();
        format!("{key} = {value}\n")
    };
    // Headings that differ in spaces only are one to a reader; the column that counts speaks for them.
    let counts = |column: &&Column| column.yields.is_none();
    let counting: HashSet<String> = form.columns().iter().filter(counts).map(|it| squeezed(&it.heading)).collect();
    let speaks = |column: &&Column| counts(column) || !counting.contains(&squeezed(&column.heading));
    let lines: String = form.columns().iter().filter(speaks).map(line).collect();
    let mut placing = Placing::begin(path, existing)?;
    placing.write_all(format!("{heading}\n{lines}").as_bytes()).map_err(|error| placing.words(&error))?;
    Ok(placing)
}
