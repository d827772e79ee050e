//! Many clients at once: tables and lists of objects, read row by row, assessed on several threads,
//! reported in the order of the input. A row that is damaged is reported and stops nothing.

pub mod bundle;
mod cell;
pub mod clients;
mod credit_code;
mod csv_rows;
pub mod encoding;
mod faults;
mod header;
pub mod headings;
pub mod input;
pub mod intake;
mod json_rows;
mod kind;
mod lines;
mod object;
mod place;
mod row;
pub mod rows;
pub mod run;
mod sheet_rows;
mod shown;
mod split;
mod stream;
mod turns;
mod unit;
mod value;

pub use kind::Kind;
pub use place::{Place, abandon};
