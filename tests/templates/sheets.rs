//! A workbook, read with programs that did not write it.

use calamine::{Data, Reader, SheetVisible, Xlsx};
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// What one column of the first sheet lets people do.
#[derive(Debug, Default)]
pub struct Validation {
    pub attributes: BTreeMap<String, String>,
    /// Where its list stands; empty where it has none.
    pub list: String,
}

impl Validation {
    pub fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }
}

pub struct Sheets {
    bytes: Vec<u8>,
    workbook: Xlsx<Cursor<Vec<u8>>>,
}

impl Sheets {
    pub fn new(bytes: Vec<u8>) -> Self {
        Self { workbook: Xlsx::new(Cursor::new(bytes.clone())).unwrap(), bytes }
    }

    pub fn names(&self) -> Vec<(String, SheetVisible)> {
        self.workbook.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), sheet.visible)).collect()
    }

    /// The rows of a sheet as texts.
    pub fn rows(&mut self, name: &str) -> Vec<Vec<String>> {
        let range = self.workbook.worksheet_range(name).unwrap();
        range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
    }

    /// The texts to which a range like `'选项'!$A$1:$A$9` leads.
    pub fn list(&mut self, range: &str) -> Vec<String> {
        let (sheet, cells) = range.split_once('!').unwrap();
        let cells: Vec<&str> = cells.split([':', '$']).filter(|part| !part.is_empty()).collect();
        let [column, first, last_column, last] = cells.as_slice() else { panic!("{range}") };
        assert_eq!(column, last_column);
        let column = column.bytes().fold(0, |at, letter| at * 26 + usize::from(letter - b'A') + 1) - 1;
        let rows = self.rows(sheet.trim_matches('\''));
        let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
        let list = rows[first - 1..last].iter().map(|row| row[column].clone()).collect();
        assert!(rows.get(last).is_none_or(|row| row[column].is_empty()), "{range} ends too early");
        list
    }

    fn part(&self, name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(&self.bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// The XML of a sheet by number.
    fn xml(&self, number: usize) -> String {
        self.part(&format!("xl/worksheets/sheet{number}.xml"))
    }

    /// The number of the format that each style has, as `style=format`.
    pub fn styles(&self) -> Vec<String> {
        let styles = self.part("xl/styles.xml");
        let used = styles.split_once("<cellXfs").unwrap().1.split("</cellXfs>").next().unwrap();
        let number = |style: &str| style.split_once("numFmtId=\"").unwrap().1.split('"').next().unwrap().to_owned();
        used.split("<xf ").skip(1).enumerate().map(|(at, style)| format!("{at}={}", number(style))).collect()
    }

    /// The attributes of every element of a sheet with this name.
    pub fn elements(&self, number: usize, name: &str) -> Vec<BTreeMap<String, String>> {
        let xml = self.xml(number);
        let mut reader = quick_xml::Reader::from_str(&xml);
        let mut found = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Start(element) | Event::Empty(element) if element.name().as_ref() == name => {
                    found.push(attributes(&element));
                }
                Event::Eof => return found,
                _ => {}
            }
        }
    }

    /// The validations of the first sheet by the range for which they hold.
    pub fn validations(&self) -> BTreeMap<String, Validation> {
        let xml = self.xml(1);
        let mut found: BTreeMap<String, Validation> = BTreeMap::new();
        for part in xml.split("<dataValidation ").skip(1) {
            let element = format!("<dataValidation {}", part.split('>').next().unwrap());
            let element = format!("{}/>", element.trim_end_matches('/'));
            let mut reader = quick_xml::Reader::from_str(&element);
            let Event::Empty(start) = reader.read_event().unwrap() else { panic!("{element}") };
            let attributes = attributes(&start);
            let list = part.split_once("<formula1>").and_then(|(_, rest)| rest.split_once("</formula1>"));
            let list = list.map(|(list, _)| unescape(list).unwrap().into_owned()).unwrap_or_default();
            found.insert(attributes["sqref"].clone(), Validation { attributes, list });
        }
        found
    }
}

fn attributes(element: &BytesStart<'_>) -> BTreeMap<String, String> {
    let text = |attribute: quick_xml::events::attributes::Attribute<'_>| {
        let value = unescape(&attribute.value).unwrap().into_owned();
        (attribute.key.as_ref().to_owned(), value)
    };
    element.attributes().map(|attribute| text(attribute.unwrap())).collect()
}

/// The letters of a column counted from 0.
pub fn letters(at: usize) -> String {
    let last = char::from(b'A' + u8::try_from(at % 26).unwrap());
    if at < 26 { last.to_string() } else { format!("{}{last}", letters(at / 26 - 1)) }
}
