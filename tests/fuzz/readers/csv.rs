//! Tables of clients as text.

use super::{desk, rows_twice, small};
use huiqi::batch::{Kind, Place};

/// A table comes to the same in blocks as row by row.
pub fn read(bytes: &[u8]) {
    rows_twice::compare(small::catalogue(), &Place::File(desk::file("clients", bytes)), Kind::Csv);
}
