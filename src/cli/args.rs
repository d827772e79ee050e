//! What can be typed: the commands, each with its options, in the user's language.

use super::options::{
    detail, flag, format, help, measure, option, options, output, path, profile_name, set, table_or_json,
};
use super::template;
use crate::language::Language;
use crate::measure::Class;
use clap::{Arg, ArgAction, Command};
use std::ffi::OsString;

/// The codes of the languages.
pub const LANGUAGES: [&str; 2] = ["zh", "en"];

/// The language with this code; Chinese where there is none.
pub fn language(code: Option<&str>) -> Language {
    if code == Some("en") { Language::English } else { Language::Chinese }
}

/// The code of a language that the command line names, before anything is parsed.
pub fn named_language(arguments: &[OsString]) -> Option<String> {
    let mut wanted = None;
    let mut texts = arguments.iter().map(|argument| argument.to_string_lossy());
    while let Some(text) = texts.next() {
        if text == "--" {
            break;
        } else if text == "--lang" {
            wanted = texts.next().map(|value| value.into_owned());
        } else if let Some(value) = text.strip_prefix("--lang=") {
            wanted = Some(value.to_owned());
        }
    }
    wanted
}

/// Whether no command is named, nor help or the version wanted: only options.
pub fn names_no_command(arguments: &[OsString]) -> bool {
    let mut texts = arguments.iter().skip(1).map(|argument| argument.to_string_lossy());
    while let Some(text) = texts.next() {
        match text.as_ref() {
            "--lang" | "--catalogue" | "--as-of" | "--color" | "--save" | "--measure" | "--format" | "--output"
            | "-o" => drop(texts.next()),
            "-h" | "--help" | "-V" | "--version" => return false,
            other if other.starts_with('-') && other != "-" && other != "--" => {}
            _ => return false,
        }
    }
    true
}

/// Everything that can be typed; of the commands only the one that is named first, where one is,
/// as nothing is said of the others then.
pub fn command(arguments: &[OsString], language: Language) -> Command {
    let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
    let root = Command::new("huiqi")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say(
            "惠企:哪些政策措施适用于您,为什么,能期待什么支持",
            "Which policy measures apply to you, why, and what support to expect",
        ))
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .subcommand_required(true)
        .subcommand_value_name(say("命令", "COMMAND"))
        .subcommand_help_heading(say("命令", "Commands"))
        .arg(help(language).global(true))
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help_heading(options(language))
                .help(say("显示版本", "Print the version")),
        )
        .args(globals(language));
    let named = COMMANDS.iter().filter(|(name, _)| arguments.get(1).is_some_and(|first| first == *name));
    let wanted: Vec<_> = if named.clone().next().is_some() { named.collect() } else { COMMANDS.iter().collect() };
    wanted
        .into_iter()
        .fold(root, |root, (_, command)| root.subcommand(worded(command(language), language)))
        .help_template(help_template(language))
}

/// A command's name, and what can be typed after it.
type Named = (&'static str, fn(Language) -> Command);

/// The commands, in the order in which help lists them.
const COMMANDS: [Named; 9] = [
    ("ask", ask),
    ("assess", assess),
    ("batch", super::batch::command),
    ("explain", explain),
    ("measures", measures),
    ("facts", facts),
    ("template", template::command),
    ("catalogue", super::catalogue::command),
    ("schema", super::schema::command),
];

fn help_template(language: Language) -> &'static str {
    language.pick(
        "{about}\n\n用法:{usage}\n\n{all-args}{after-help}",
        "{about}\n\nUsage: {usage}\n\n{all-args}{after-help}",
    )
}

fn worded(command: Command, language: Language) -> Command {
    let nested: Vec<String> = command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    let command = command.disable_help_flag(true).disable_help_subcommand(true).help_template(help_template(language));
    let command = command
        .subcommand_help_heading(language.pick("命令", "Commands"))
        .subcommand_value_name(language.pick("命令", "COMMAND"));
    nested.into_iter().fold(command, |command, name| command.mut_subcommand(name, |inner| worded(inner, language)))
}

fn globals(language: Language) -> Vec<Arg> {
    let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
    let heading = say("通用选项", "Everywhere");
    let all = vec![
        option(
            "lang",
            "zh|en",
            say("语言,默认中文 [环境变量 HUIQI_LANG]", "Language of texts, Chinese if not given [env HUIQI_LANG]"),
            language,
        )
        .value_parser(LANGUAGES),
        path(option(
            "catalogue",
            say("文件夹", "DIR"),
            say(
                "用这个文件夹里的政策目录 [环境变量 HUIQI_CATALOGUE]",
                "Use the catalogue in this folder [env HUIQI_CATALOGUE]",
            ),
            language,
        )),
        option(
            "as-of",
            say("日期", "DATE"),
            say("按哪一天判断,默认今天", "The day for which to judge, today if not given"),
            language,
        ),
        option("color", "auto|always|never", say("颜色,默认在终端上用", "Colour, on terminals if not given"), language)
            .value_parser(["auto", "always", "never"]),
        Arg::new("quiet")
            .short('q')
            .long("quiet")
            .action(ArgAction::SetTrue)
            .help(say("不显示提醒,只显示错误", "Leave out warnings; errors are still shown")),
    ];
    all.into_iter().map(|arg| arg.global(true).help_heading(heading)).collect()
}

fn ask(language: Language) -> Command {
    let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
    Command::new("ask")
        .about(say(
            "一问一答,给出结论;在终端里只输入 huiqi 也一样",
            "Ask the questions that matter, then give the result; `huiqi` alone does the same",
        ))
        .arg(path(
            Arg::new("profile")
                .value_name(profile_name(language))
                .help(say("从这个档案已有的信息开始问", "A profile to start from"))
                .help_heading(say("参数", "Arguments")),
        ))
        .arg(path(option(
            "save",
            say("文件", "FILE"),
            say(
                "每答一题就保存到这个档案文件;已有的就接着问",
                "Save to this profile after every answer; one that is there is continued",
            ),
            language,
        )))
        .arg(flag(
            "plain",
            say("只用一行行文字,适合读屏软件和记录", "Lines of text only, for screen readers and logs"),
            language,
        ))
        .arg(measure(language))
        .arg(format(language))
        .arg(flag("all", say("列出全部措施,不折叠", "List every measure"), language))
        .args(output(language))
}

fn assess(language: Language) -> Command {
    let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
    Command::new("assess")
        .about(say("判断一个或几个申报主体档案", "Assess one or several profiles"))
        .arg(path(
            Arg::new("profile")
                .value_name(profile_name(language))
                .num_args(1..)
                .required_unless_present("set")
                .help(say(
                    "TOML 或 JSON 档案文件;- 表示标准输入;只用 --set 时可以不写",
                    "Profile files in TOML or JSON; - for standard input; may be left out with --set",
                ))
                .help_heading(say("参数", "Arguments")),
        ))
        .arg(set(language))
        .arg(measure(language))
        .arg(format(language))
        .args(detail(language))
        .arg(flag("all", say("列出全部措施,不折叠", "List every measure"), language))
        .arg(flag("complete", say("还有信息待补充时退出码为 5", "Exit with 5 if facts are missing"), language))
        .args(output(language))
}

fn explain(language: Language) -> Command {
    let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
    let heading = say("参数", "Arguments");
    Command::new("explain")
        .about(say(
            "说明一项措施:原文、条件,以及对一个主体为什么是这个结论",
            "Explain a measure: its text, its conditions, and why an applicant gets its verdict",
        ))
        .arg(
            Arg::new("measure")
                .value_name(say("措施", "MEASURE"))
                .required(true)
                .help(say("措施的 id,见 huiqi measures", "The id of the measure, see `huiqi measures`"))
                .help_heading(heading),
        )
        .arg(path(
            Arg::new("profile")
                .value_name(profile_name(language))
                .help(say("TOML 或 JSON 档案文件;- 表示标准输入", "A profile in TOML or JSON; - for standard input"))
                .help_heading(heading),
        ))
        .arg(set(language))
        .arg(table_or_json(language))
}

fn list(name: &'static str, about: &'static str, language: Language) -> Command {
    let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
    Command::new(name)
        .about(about)
        .arg(
            Arg::new("search")
                .value_name(say("查找", "SEARCH"))
                .help(say("只列出含有这些字的", "List only what has these words"))
                .help_heading(say("参数", "Arguments")),
        )
        .arg(table_or_json(language))
}

fn measures(language: Language) -> Command {
    let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
    let classes: Vec<&'static str> = Class::ALL.iter().map(|class| class.code()).collect();
    list("measures", say("列出政策措施", "List the measures"), language)
        .arg(option(
            "clause",
            say("条款", "CLAUSE"),
            say(
                "只列这一条款的,如 四(一);四 表示整个部分",
                "Only those of this clause, such as 四(一); 四 is the whole part",
            ),
            language,
        ))
        .arg(
            option(
                "class",
                say("类别", "CLASS"),
                say("只列这一类支持的", "Only those with this class of support"),
                language,
            )
            .value_parser(classes),
        )
        .arg(option("office", say("单位", "OFFICE"), say("只列这个责任单位的", "Only those of this office"), language))
}

fn facts(language: Language) -> Command {
    let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
    list("facts", say("列出可以填写的申报信息", "List the facts that can be given"), language).arg(option(
        "topic",
        say("主题", "TOPIC"),
        say("只列这个主题的", "Only those of this topic"),
        language,
    ))
}

/// Help as it is printed, with the one word that cannot be given to the parser.
pub fn worded_help(help: &str, language: Language) -> String {
    help.replace("[OPTIONS]", language.pick("[选项]", "[OPTIONS]"))
}
