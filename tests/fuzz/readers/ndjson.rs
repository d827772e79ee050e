//! Clients as objects in JSON, one a line or in a list.

use super::{desk, rows_twice, small};
use huiqi::batch::{Kind, Place};

/// Objects come to the same in blocks as one by one.
pub fn read(bytes: &[u8]) {
    let kind = if bytes.starts_with(b"[") { Kind::Json } else { Kind::Ndjson };
    rows_twice::compare(small::catalogue(), &Place::File(desk::file("clients", bytes)), kind);
}
