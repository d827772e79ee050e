//! `huiqi template`

use super::options::{option, options, output};
use super::{Context, Exit, Stop};
use crate::language::{Language, Text};
use crate::template::{self, Form, Kinds};
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// What can be typed.
pub(super) fn command(language: Language) -> Command {
    let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
    let about = say(
        "做一张空白表:Excel 工作簿、CSV 或 TOML 档案",
        "Make a blank form: an Excel workbook, CSV, or a profile in TOML",
    );
    let format = say("格式;不写就看文件名的后缀", "Form; if not given, the ending of the file tells");
    let kind = Arg::new("for")
        .long("for")
        .value_name(say("类别", "KIND"))
        .action(ArgAction::Append)
        .help(say(
            "只留与这类申报主体有关的列,如 --for 企业 --for 餐饮",
            "Keep only what concerns this kind of applicant, as in --for company --for catering",
        ))
        .help_heading(options(language));
    Command::new("template")
        .about(about)
        .arg(option("format", "xlsx|csv|toml", format, language).value_parser(["xlsx", "csv", "toml"]))
        .arg(kind)
        .args(output(language))
}

/// Writes a blank form.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    let file = matches.get_one::<PathBuf>("output").map(PathBuf::as_path).filter(|file| file.as_os_str() != "-");
    let wanted = matches.get_one::<String>("format").map(String::as_str);
    let format = Format::of(wanted, file).ok_or_else(|| Stop::Message(Exit::Usage, no_format(file)))?;
    if format == Format::Xlsx && file.is_none() && std::io::stdout().is_terminal() {
        return Err(Stop::Message(Exit::Usage, no_workbook_here()));
    }
    let catalogue = context.catalogue()?;
    let kinds: Vec<&String> = matches.get_many("for").into_iter().flatten().collect();
    let kinds = Kinds::read(catalogue, &kinds).map_err(|what| Stop::Message(Exit::Usage, what))?;
    let form = Form::new(catalogue, kinds, context.language());
    let contents = match format {
        Format::Xlsx => template::xlsx(&form).map_err(|_| too_large())?,
        Format::Csv => template::csv(&form).map_err(|_| too_large())?,
        Format::Toml => template::toml(&form).into_bytes(),
    };
    context.output.deliver_bytes(&contents, file, matches.get_flag("force"))?;
    Ok(Exit::Done)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Xlsx,
    Csv,
    Toml,
}

impl Format {
    fn of(wanted: Option<&str>, file: Option<&Path>) -> Option<Self> {
        let ending = file.and_then(|file| file.extension()?.to_str()).map(str::to_lowercase);
        match wanted.or(ending.as_deref())? {
            "xlsx" => Some(Self::Xlsx),
            "csv" => Some(Self::Csv),
            "toml" => Some(Self::Toml),
            _ => None,
        }
    }
}

fn no_format(file: Option<&Path>) -> Text {
    match file.map(Path::display) {
        Some(file) => Text::new(
            format!("从「{file}」看不出要哪种格式;文件名以 .xlsx、.csv 或 .toml 结尾,或加 --format"),
            format!(
                "`{file}` does not tell which form is wanted; end its name in .xlsx, .csv or .toml, or add --format"
            ),
        ),
        None => Text::new(
            "没有写要哪种格式;如 huiqi template -o 客户.xlsx",
            "which form is wanted? For instance: huiqi template -o clients.xlsx",
        ),
    }
}

fn no_workbook_here() -> Text {
    Text::new(
        "工作簿不能显示在终端里;用 -o 客户.xlsx 写到文件",
        "a workbook cannot be shown on a terminal; write it to a file with -o clients.xlsx",
    )
}

fn too_large() -> Stop {
    let what = Text::new(
        "这个政策目录的信息太多,一张表放不下;用 --for 少列几类",
        "the catalogue has more facts than one table can hold; use --for to leave some out",
    );
    Stop::Message(Exit::Failed, what)
}
