//! What a sheet of XLSX says of each cell beside its value: its place, whether it is a formula, and whether its
//! value is written so that [`calamine`] reads all of it.

use super::cell::Lettering;
use super::rich_text::lettering_of;
use super::sheet_part::attribute;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read};

/// What is said of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Its row and column, counted from 0.
    pub(super) place: (u32, u32),
    /// Whether its row is hidden, by hand or by a filter.
    pub(super) is_hidden: bool,
    /// Whether it is a formula.
    pub(super) is_formula: bool,
    /// Whether its value is one piece, as every program writes it, and nothing behind it takes its place.
    /// Comments, references and the like may stand in a number, and would cut it off.
    pub(super) is_plain: bool,
    /// What is said of its letters.
    pub(super) letters: Letters,
}

/// How letters of a cell are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    /// All alike.
    Alike,
    /// Some of them like this.
    Set(Lettering),
    /// As those of the text at this place in the list of texts.
    Listed(u32),
}

/// The cells of a sheet, one after the other.
pub(super) struct Marks<R> {
    xml: Reader<R>,
    /// The place of the next cell, where it does not say its own.
    row: u32,
    column: u32,
    /// Whether the row is hidden.
    is_hidden: bool,
    /// Room for what is read.
    outer: Vec<u8>,
    inner: Vec<u8>,
    value: Vec<u8>,
}

/// How a value is written, by the type of its cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A number, a yes or no, or an error, of which only the first piece is read.
    Bare,
    /// The number of a text in a list.
    Listed,
    /// A text.
    Text,
    /// A text that does not stand in the value.
    Inline,
}

impl Kind {
    fn of(cell: &BytesStart<'_>) -> Self {
        let mut attributes = cell.attributes();
        let kind = attributes.with_checks(false).flatten().filter(|attribute| attribute.key.as_ref() == "t").last();
        match kind.as_ref().map(|kind| kind.value.as_ref()) {
            None | Some("n" | "b" | "e") => Self::Bare,
            Some("s") => Self::Listed,
            Some("inlineStr" | "is") => Self::Inline,
            Some(_) => Self::Text,
        }
    }
}

impl<R: Read> Marks<BufReader<R>> {
    /// The cells of the sheet in this part.
    pub(super) fn new(part: R) -> Self {
        let mut xml = Reader::from_reader(BufReader::new(part));
        let config = xml.config_mut();
        (config.check_end_names, config.expand_empty_elements) = (false, true);
        let mut marks =
            Self { xml, row: 0, column: 0, is_hidden: false, outer: Vec::new(), inner: Vec::new(), value: Vec::new() };
        marks.pass_to_cells();
        marks
    }
}

impl<R: BufRead> Marks<R> {
    /// Goes to where the cells begin, or to the end.
    fn pass_to_cells(&mut self) {
        loop {
            self.outer.clear();
            match self.xml.read_event_into(&mut self.outer) {
                Ok(Event::Start(start)) if start.local_name().as_ref() == "sheetData" => return,
                Ok(Event::Eof) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }

    /// The next cell; `None` behind the last, and where the file is broken.
    pub(super) fn next(&mut self) -> Option<Mark> {
        let mut outer = std::mem::take(&mut self.outer);
        let found = self.find(&mut outer);
        self.outer = outer;
        found
    }

    fn find(&mut self, buffer: &mut Vec<u8>) -> Option<Mark> {
        loop {
            buffer.clear();
            match self.xml.read_event_into(buffer).ok()? {
                Event::Start(row) if row.local_name().as_ref() == "row" => {
                    self.is_hidden = matches!(attribute(&row, "hidden").as_deref(), Some("1" | "true"));
                    if let Some(number) = address(&row) {
                        self.row = number.parse::<u32>().ok()?.checked_sub(1)?;
                    }
                }
                Event::End(row) if row.local_name().as_ref() == "row" => {
                    (self.row, self.column) = (self.row.checked_add(1)?, 0);
                }
                Event::Start(cell) if cell.local_name().as_ref() == "c" => {
                    let place = match address(&cell) {
                        Some(address) => place(&address)?,
                        None => (self.row, self.column),
                    };
                    self.column = place.1.checked_add(1)?;
                    return self.content(Kind::of(&cell), place);
                }
                Event::End(end) if end.local_name().as_ref() == "sheetData" => return None,
                Event::Eof => return None,
                _ => {}
            }
        }
    }

    /// What is said of a cell in this place.
    fn content(&mut self, kind: Kind, place: (u32, u32)) -> Option<Mark> {
        let mut mark =
            Mark { place, is_hidden: self.is_hidden, is_formula: false, is_plain: true, letters: Letters::Alike };
        let mut has_value = false;
        let mut inner = std::mem::take(&mut self.inner);
        loop {
            inner.clear();
            match self.xml.read_event_into(&mut inner).ok()? {
                Event::Start(child) => {
                    // What stands behind a value is taken in its place.
                    mark.is_plain &= !has_value;
                    match child.local_name().as_ref() {
                        "v" => {
                            mark.is_plain &= self.is_plain_value(kind, &mut mark.letters)?;
                            has_value = kind != Kind::Inline;
                        }
                        "is" => {
                            let lettering = lettering_of(&mut self.xml, child.name(), &mut self.value)?;
                            mark.letters = lettering.map_or(mark.letters, Letters::Set);
                            has_value = true;
                        }
                        name => {
                            mark.is_formula |= name == "f";
                            self.xml.read_to_end_into(child.name(), &mut self.value).ok()?;
                        }
                    }
                }
                Event::End(end) if end.local_name().as_ref() == "c" => break,
                Event::Eof => return None,
                _ => {}
            }
        }
        self.inner = inner;
        Some(mark)
    }

    /// Reads a value to its end: whether it is written plainly. One that is listed says where.
    fn is_plain_value(&mut self, kind: Kind, letters: &mut Letters) -> Option<bool> {
        let (mut is_plain, mut deep, mut pieces) = (true, 0_usize, 0_usize);
        loop {
            self.value.clear();
            match self.xml.read_event_into(&mut self.value).ok()? {
                Event::End(_) => match deep.checked_sub(1) {
                    Some(above) => deep = above,
                    None => break,
                },
                Event::Start(_) => (deep, is_plain) = (deep.checked_add(1)?, false),
                Event::CData(_) => is_plain = false,
                Event::Text(text) => {
                    if kind == Kind::Listed {
                        is_plain &= text.bytes().all(|byte| byte.is_ascii_digit());
                        *letters = text.parse().map_or(*letters, Letters::Listed);
                    }
                    pieces = pieces.saturating_add(1);
                }
                Event::Eof => return None,
                _ => is_plain &= matches!(kind, Kind::Text),
            }
        }
        let whole = pieces <= 1 || kind == Kind::Text;
        Some(kind == Kind::Inline || (is_plain && whole))
    }
}

/// What an element says of its place.
fn address<'e>(element: &'e BytesStart<'_>) -> Option<Cow<'e, str>> {
    let mut attributes = element.attributes();
    let mut places = attributes.with_checks(false).flatten().filter(|attribute| attribute.key.as_ref() == "r");
    places.next().map(|place| place.value)
}

/// The row and column of an address such as `B7`, counted from 0.
fn place(address: &str) -> Option<(u32, u32)> {
    let (letters, digits) = address.split_at_checked(address.find(|sign: char| sign.is_ascii_digit())?)?;
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let letter = letter.to_ascii_uppercase().checked_sub(b'A').filter(|letter| *letter < 26)?;
        column = column.checked_mul(26)?.checked_add(u32::from(letter))?.checked_add(1)?;
    }
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(cells: &str) -> Vec<(u32, u32, bool, bool)> {
        let sheet = format!("<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>");
        let mut marks = Marks::new(sheet.as_bytes());
        let mark = |mark: Mark| (mark.place.0, mark.place.1, mark.is_formula, mark.is_plain);
        std::iter::from_fn(|| marks.next()).map(mark).collect()
    }

    #[test]
    fn cells_without_a_place_follow_each_other() {
        let found = marks("<c/><c r=\"XFD3\"><f>1</f></c><c><v/></c></row><row r=\"9\"><c><f/><v>1</v></c>");
        assert_eq!(found, [(0, 0, false, true), (2, 16_383, true, true), (0, 16_384, false, true), (8, 0, true, true)]);
    }

    #[test]
    fn letters_are_set_where_they_stand_or_in_the_list() {
        let sheet = "<sheetData><row><c t=\"s\"><v>10</v></c><c t=\"inlineStr\"><is><r><rPr><strike/></rPr><t>1</t></r></is></c><c><v>10</v></c></row></sheetData>";
        let mut marks = Marks::new(sheet.as_bytes());
        let found: Vec<Letters> = std::iter::from_fn(|| marks.next()).map(|mark| mark.letters).collect();
        assert_eq!(found, [Letters::Listed(10), Letters::Set(Lettering::Struck), Letters::Alike]);
    }

    #[test]
    fn a_row_may_be_hidden() {
        let sheet = "<sheetData><row hidden=\"1\"><c/></row><row><c/></row><row hidden=\"0\"><c/></row><row hidden=\"true\"><c/><c/></row></sheetData>";
        let mut marks = Marks::new(sheet.as_bytes());
        let found: Vec<bool> = std::iter::from_fn(|| marks.next()).map(|mark| mark.is_hidden).collect();
        assert_eq!(found, [true, false, false, true, true]);
    }

    #[test]
    fn a_value_is_plain_that_is_one_piece() {
        let plain = |cell: &str| marks(cell)[0].3;
        for cell in [
            "<c><v>300</v></c>",
            "<c t=\"s\"><v>10</v></c>",
            "<c t=\"str\"><f>a</f><v>a&amp;<!-- -->b</v></c>",
            "<c t=\"inlineStr\"><is><t>a<![CDATA[b]]></t></is></c>",
            "<c t=\"inlineStr\"><v>a</v><is><t>b</t></is></c>",
            "<c><!-- --><v>300</v></c>",
        ] {
            assert!(plain(cell), "{cell}");
        }
        for cell in [
            "<c><v>3<!-- -->00</v></c>",
            "<c><v>3&#48;0</v></c>",
            "<c><v>3<?pi?>00</v></c>",
            "<c><v><![CDATA[300]]></v></c>",
            "<c><v><x/>300</v></c>",
            "<c t=\"str\"><v><![CDATA[300]]></v></c>",
            "<c t=\"s\"><v>1<!-- -->0</v></c>",
            "<c t=\"s\"><v> 1 </v></c>",
            "<c><v>300</v><f>1</f></c>",
            "<c t=\"inlineStr\"><is><t>a</t></is><v>b</v></c>",
        ] {
            assert!(!plain(cell), "{cell}");
        }
    }
}
