//! Workbooks.

use super::{desk, rows_twice, small};
use huiqi::batch::{Kind, Place};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What comes before the name of a part.
const MARK: &[u8] = b"--- ";

/// The parts of a workbook with one sheet, by name and text.
const PARTS: [(&str, &str); 6] = [
    ("xl/worksheets/sheet1.xml", ""),
    (
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"#,
    ),
    (
        "xl/styles.xml",
        r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="164" formatCode="0.00&quot;万元&quot;"/><numFmt numFmtId="165" formatCode="yyyy-mm-dd"/></numFmts><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="44"/></cellXfs></styleSheet>"#,
    ),
];

/// Parts that are put beside those or in their places: each under a line `--- name`; what stands before
/// the first such line is the sheet, with its frame or without.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut parts: Vec<(String, Vec<u8>)> =
        PARTS.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    let (mut name, mut body) = (PARTS[0].0.to_owned(), Vec::new());
    let mut put = |name: String, body: Vec<u8>| match parts.iter_mut().find(|part| part.0 == name) {
        Some(part) => part.1 = body,
        None => parts.push((name, body)),
    };
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if let Some(next) = line.strip_prefix(MARK) {
            let next = String::from_utf8_lossy(next).trim_end().to_owned();
            put(std::mem::replace(&mut name, next), std::mem::take(&mut body));
        } else {
            body.extend_from_slice(line);
        }
    }
    put(name, body);
    let sheet = &mut parts[0].1;
    if !sheet.starts_with(b"<worksheet") {
        let frame = br#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#;
        *sheet = [frame.as_slice(), sheet, b"</worksheet>"].concat();
    }
    parts
}

/// The workbook of these bytes: they themselves where they are an archive, else their parts put into one.
pub fn workbook(bytes: &[u8], method: CompressionMethod) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.to_vec();
    }
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, text) in parts(bytes) {
        if archive.start_file(name, options).is_ok() {
            archive.write_all(&text).unwrap();
        }
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook comes to the same in blocks as row by row.
pub fn read(bytes: &[u8]) {
    let workbook = workbook(bytes, CompressionMethod::Stored);
    let place = Place::File(desk::file("clients.xlsx", &workbook));
    rows_twice::compare(small::catalogue(), &place, Kind::Spreadsheet);
}
