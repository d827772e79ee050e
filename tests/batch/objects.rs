//! What is ours in an object is read, or it is named.

use crate::desk::{Desk, Ran};
use encoding_rs::GB18030;

const MEASURE: [&str; 4] = ["--to", "ndjson", "--measure", "vc-paid-in-capital-award"];

fn ran(file: &str, bytes: impl AsRef<[u8]>) -> Ran {
    let desk = Desk::new();
    desk.put(file, bytes);
    desk.batch(file, &MEASURE)
}

#[test]
fn lines_of_objects_are_read_in_the_encodings_in_which_tables_are() {
    let text = "{\"名称\":\"甲公司\",\"实缴资金(万元)\":30000}\n{\"名称\":\"乙公司\",\"备注\":\"青岛\"}\n";
    let units = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let marked = |bytes: fn(u16) -> [u8; 2]| units(&format!("\u{feff}{text}"), bytes);
    let plain = ran("in.ndjson", text);
    assert!(plain.code == 0 && !plain.err.contains("编码"), "{}", plain.err);
    for (bytes, encoding) in [
        (GB18030.encode(text).0.into_owned(), "GB18030"),
        (marked(u16::to_le_bytes), "UTF-16LE"),
        (marked(u16::to_be_bytes), "UTF-16BE"),
        (units(text, u16::to_le_bytes), "UTF-16LE"),
    ] {
        let ran = ran("in.ndjson", bytes);
        assert_eq!((ran.code, ran.text()), (0, plain.text()), "{encoding}: {}", ran.err);
        assert!(ran.err.contains(&format!("「in.ndjson」按 {encoding} 编码读")), "{}", ran.err);
    }
    let marked = ran("in.ndjson", format!("\u{feff}{text}"));
    assert_eq!((marked.code, marked.text(), &marked.err), (0, plain.text(), &plain.err));
}
