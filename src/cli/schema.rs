//! `huiqi schema`: JSON Schemas.

use super::{Context, Exit, Stop};
use crate::language::Language;
use crate::report::json;
use clap::{Arg, Command};

/// The command as it can be typed.
pub(super) fn command(language: Language) -> Command {
    Command::new("schema").about(language.pick("输出 JSON Schema", "Print a JSON Schema")).arg(
        Arg::new("of")
            .value_name("result")
            .required(true)
            .value_parser(["result"])
            .help(language.pick("结果的格式", "The form of results"))
            .help_heading(language.pick("参数", "Arguments")),
    )
}

/// Runs it.
pub(super) fn run(context: &Context) -> Result<Exit, Stop> {
    context.deliver_json(&json::schema())
}
