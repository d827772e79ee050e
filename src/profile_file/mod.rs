//! Profiles from TOML and JSON, and back. A fault makes the fact concerned unknown; the rest is
//! read.

mod code;
mod faults;
mod keys;
mod left_over;
mod listed;
mod reader;
pub(crate) mod words;
mod write;

pub use code::{assignments, value_json};
pub(crate) use faults::no_text;
pub use keys::Keys;
pub(crate) use keys::plain;
pub use left_over::left_over;
pub(crate) use listed::{Listed, MOST_LISTED, unlisted};
pub(crate) use reader::take;
pub use words::words;
pub use write::write;
pub(crate) use write::{comment, list, quoted};

use crate::beginning::beginning;
use crate::catalogue::Catalogue;
use crate::json;
use crate::problem::{Code, Problem};
use crate::profile::Profile;
use crate::syntax;
use crate::tree::{self, Data, Entry, Node};
use reader::ProfileReader;

/// The two forms of a profile file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// TOML
    Toml,
    /// JSON
    Json,
}

impl Format {
    /// The form that a file has by its name, or else by its first character.
    pub fn of(path: &str, text: &str) -> Self {
        let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        match ending.as_deref() {
            Some("json") => Self::Json,
            Some("toml") => Self::Toml,
            _ if text.trim_start_matches('\u{feff}').trim_start().starts_with('{') => Self::Json,
            _ => Self::Toml,
        }
    }
}

/// Reads one profile.
///
/// # Errors
/// Every fault, where the text is not TOML or JSON at all.
pub fn read(
    catalogue: &Catalogue,
    text: &str,
    format: Format,
    file: usize,
) -> Result<(Profile, Vec<Problem>), Vec<Problem>> {
    let node = match format {
        Format::Toml => {
            if let Some(problem) = syntax::not_toml(file, text) {
                return Err(vec![problem]);
            }
            let (node, errors) = tree::from_toml(text);
            let errors: Vec<_> = tree::with_keys_of_any_script(text, errors).collect();
            if !errors.is_empty() {
                return Err(syntax::toml(file, text, errors));
            }
            node
        }
        Format::Json => json::from_json(text, file).map_err(|problem| vec![*problem])?,
    };
    let (profile, problems) = read_node(&Keys::new(catalogue), text, &node, file);
    Ok((profile, problems.conclude()))
}

/// Reads one profile from its tree, the places of which lie in this text.
pub(crate) fn read_node(keys: &Keys<'_>, text: &str, node: &Node<'_>, file: usize) -> (Profile, Listed) {
    let mut reader = ProfileReader::new(keys, text, file);
    let profile = reader.profile(node);
    (profile, reader.problems)
}

/// Takes `fact=value` into a profile, as from the command line; `?` declines.
///
/// # Errors
/// What is wrong with it, in words.
pub fn set(catalogue: &Catalogue, profile: &mut Profile, assignment: &str) -> Result<(), Box<Problem>> {
    let Some((key, value)) = assignment.split_once('=') else {
        let shown = beginning(assignment);
        let (zh, en) = (format!("「{shown}」里没有 ="), format!("there is no `=` in `{shown}`"));
        return Err(Box::new(Problem::nowhere(Code::BadValue, zh, en).mend("写成 fact=value", "write fact=value")));
    };
    let keys = Keys::new(catalogue);
    let mut reader = ProfileReader::new(&keys, "", 0);
    let node = Node { span: 0..0, data: Data::Text(value.trim().into()) };
    if let Some((fact, year)) = keys.named(key).and_then(|(id, year)| Some((catalogue.facts.get(id.0)?, year))) {
        match year {
            Some(year) => profile.forget_year(fact, year),
            None => profile.forget(fact),
        }
    }
    reader.fact(profile, &Entry { key: key.trim().into(), key_span: 0..0, node });
    match reader.problems.conclude().into_iter().next() {
        Some(problem) => Err(Box::new(Problem { place: None, ..problem })),
        None => Ok(()),
    }
}

/// The facts of a table, as of a worked case.
pub(crate) fn read_facts<'n, 't: 'n>(
    keys: &Keys<'_>,
    table: impl IntoIterator<Item = &'n Entry<'t>>,
    file: usize,
) -> (Profile, Vec<Problem>) {
    let mut reader = ProfileReader::new(keys, "", file);
    let mut profile = Profile::default();
    table.into_iter().for_each(|entry| reader.fact(&mut profile, entry));
    (profile, reader.problems.conclude())
}
