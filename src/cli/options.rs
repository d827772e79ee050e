//! Options that several commands have, in the user's language.

use super::form::Form;
use crate::language::Language;
use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Arg, ArgAction};
use std::path::PathBuf;

pub(super) fn help(language: Language) -> Arg {
    Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help(language.pick("显示帮助", "Print help"))
        .help_heading(options(language))
}

pub(super) fn options(language: Language) -> &'static str {
    language.pick("选项", "Options")
}

pub(super) fn option(name: &'static str, value: &'static str, text: &'static str, language: Language) -> Arg {
    Arg::new(name).long(name).value_name(value).help(text).help_heading(options(language)).hide_possible_values(true)
}

/// An argument that names a file or a folder, however its name is written: archives unpack names that are no
/// UTF-8.
pub(super) fn path(arg: Arg) -> Arg {
    arg.value_parser(OsStringValueParser::new().map(PathBuf::from))
}

pub(super) fn set(language: Language) -> Arg {
    let text = language.pick("补充或改动一项信息;fact=? 表示不清楚", "Set a fact; fact=? for not known");
    option("set", "fact=value", text, language).action(ArgAction::Append)
}

pub(super) fn measure(language: Language) -> Arg {
    let text = language.pick("只判断这项措施,可以写几次", "Judge only this measure; may be given again");
    option("measure", "ID", text, language).action(ArgAction::Append)
}

pub(super) fn table_or_json(language: Language) -> Arg {
    let text = language.pick("输出格式,默认 table", "Form of the output, table if not given");
    option("format", "table|json", text, language).value_parser(["table", "json"])
}

pub(super) fn flag(name: &'static str, text: &'static str, language: Language) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(text).help_heading(options(language))
}

pub(super) fn output(language: Language) -> [Arg; 2] {
    let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
    let output = Arg::new("output")
        .short('o')
        .long("output")
        .value_name(say("文件", "FILE"))
        .help(say("写到文件,不写到屏幕", "Write to a file, not to the screen"))
        .help_heading(options(language));
    [path(output), flag("force", say("文件已存在时覆盖", "Overwrite the file if it exists"), language)]
}

pub(super) fn profile_name(language: Language) -> &'static str {
    language.pick("档案", "PROFILE")
}

pub(super) fn format(language: Language) -> Arg {
    let text = language.pick(
        "输出格式;不写时看 -o 文件名的后缀,否则是 table",
        "Form of the result; if not given, by the ending of the -o file, else table",
    );
    option("format", "table|json|ndjson|markdown|html", text, language)
        .value_parser(Form::ALL.map(Form::code))
        .hide_possible_values(true)
}

/// How much a line of ndjson says.
pub(super) fn detail(language: Language) -> [Arg; 2] {
    let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
    [
        flag("texts", say("ndjson 里也写文字和理由", "Write texts and reasons in ndjson too"), language),
        flag(
            "reasons",
            say("ndjson 里也写结论的依据和还差什么", "Write in ndjson what verdicts rest on and what it would take"),
            language,
        ),
    ]
}
