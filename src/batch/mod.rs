//! Many clients at once: tables and lists of objects, read row by row, assessed on several threads,
//! reported in the order of the input. A row that is damaged is reported and stops nothing.

pub mod bundle;
mod cell;
mod choice_names;
pub mod clients;
mod column;
mod credit_code;
mod csv_rows;
pub mod encoding;
mod faults;
mod header;
pub mod headings;
pub mod input;
pub mod intake;
mod json_rows;
mod key_table;
mod kind;
mod lines;
mod memo;
mod object;
mod object_faults;
mod object_form;
mod object_key;
mod order;
mod place;
mod plain_cell;
mod plain_figure;
mod plain_object;
mod plain_row;
mod queue;
mod row;
pub mod rows;
pub mod run;
mod scan;
mod sheet_cells;
mod sheet_rows;
mod sheet_stream;
mod shown;
mod split;
mod stream;
mod turns;
mod unit;
mod unpacked;
mod value;

pub use kind::Kind;
pub use place::{Place, abandon};
