//! Numbers that whoever runs tests or benches wants, by variables of the environment.

#![allow(clippy::panic)]

use std::ffi::OsString;
use std::str::FromStr;

/// The number that a variable holds; none where it is not set.
pub fn number<T: FromStr>(variable: &str) -> Option<T> {
    std::env::var_os(variable).map(|written| read(variable, &written))
}

/// What is no number is refused: a run with the usual number would be taken for the one that was wanted.
pub fn read<T: FromStr>(variable: &str, written: &OsString) -> T {
    let number = written.to_str().and_then(|written| written.parse().ok());
    number.unwrap_or_else(|| panic!("{variable}={} is no whole number that fits", written.to_string_lossy()))
}
