//! The command `huiqi`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(huiqi::cli::run(std::env::args_os().collect()).code())
}
