//! Which part of a workbook is which sheet, and which holds its texts.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use std::io::{BufReader, Read, Seek};
use zip::ZipArchive;

/// The places of the parts of an archive in which cells are read.
pub(super) struct Parts {
    /// The sheet.
    pub(super) sheet: usize,
    /// The texts that cells name by their place in a list, if there are any.
    pub(super) texts: Option<usize>,
}

/// The places in an archive of the parts for a sheet, if there is one.
pub(super) fn of_sheet(archive: &mut ZipArchive<impl Read + Seek>, sheet: &str) -> Option<Parts> {
    let mut workbook = None;
    elements(archive, "_rels/.rels", "Relationship", |link| {
        if attribute(link, "Type").is_some_and(|kind| kind.ends_with("/relationships/officeDocument")) {
            workbook = attribute(link, "Target").or(workbook.take());
        }
    })?;
    let workbook = workbook?;
    let workbook = workbook.strip_prefix('/').unwrap_or(&workbook);
    let (folder, name) = workbook.rsplit_once('/').map_or(("", workbook), |(folder, name)| (folder, name));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let mut link_of_sheet = None;
    elements(archive, workbook, "sheet", |found| {
        if link_of_sheet.is_none() && attribute(found, "name").is_some_and(|name| name == sheet) {
            let ids = found.attributes();
            let mut ids = ids.flatten().filter(|attribute| attribute.key.local_name().as_ref() == "id");
            link_of_sheet = ids.next().map(|id| id.value.into_owned());
        }
    })?;
    let mut target = None;
    elements(archive, &format!("{folder}_rels/{name}.rels"), "Relationship", |link| {
        if attribute(link, "Id") == link_of_sheet {
            target = attribute(link, "Target").or(target.take());
        }
    })?;
    let target = target?;
    let sheet = place(archive, &target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned))?;
    // It has this name whatever the workbook says, as calamine looks for it there.
    let texts = place(archive, &format!("{folder}sharedStrings.xml"));
    Some(Parts { sheet, texts })
}

/// The place of a part by its name, in which the case of letters does not count.
fn place(archive: &ZipArchive<impl Read + Seek>, name: &str) -> Option<usize> {
    let same = |found: &str| found.replace('\\', "/").eq_ignore_ascii_case(name);
    archive.file_names().position(|found| found.is_ok_and(|found| same(&found)))
}

/// Looks at all elements of a name in a part; `None` where there is no such part.
fn elements(
    archive: &mut ZipArchive<impl Read + Seek>,
    part: &str,
    name: &str,
    mut look: impl FnMut(&BytesStart<'_>),
) -> Option<()> {
    let at = place(archive, part)?;
    let mut reader = Reader::from_reader(BufReader::new(archive.by_index(at).ok()?));
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(found) | Event::Empty(found) if found.local_name().as_ref() == name => look(&found),
            Event::Eof => return Some(()),
            _ => {}
        }
    }
}

/// The value of an attribute.
pub(super) fn attribute(element: &BytesStart<'_>, key: &str) -> Option<String> {
    let mut found = element.attributes();
    let mut found = found.with_checks(false).flatten().filter(|attribute| attribute.key.as_ref() == key);
    found.next().and_then(|attribute| unescape(&attribute.value).ok().map(std::borrow::Cow::into_owned))
}
