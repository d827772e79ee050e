//! The words of `huiqi batch` on the command line.

use crate::cli::options::{detail, flag, measure, option, options, output, path};
use crate::language::Language;
use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, Command};

/// The command and its options.
pub(in crate::cli) fn command(language: Language) -> Command {
    let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
    let text = |name, value, text| option(name, value, text, language);
    Command::new("batch")
        .about(say("一次判断一张表里的全部客户", "Assess all clients of a table at once"))
        .arg(path(
            Arg::new("input")
                .value_name(say("客户表", "INPUT"))
                .required(true)
                .help(say(
                    "CSV、TSV、XLSX、NDJSON 或 JSON;- 表示标准输入,要写 --from",
                    "CSV, TSV, XLSX, NDJSON or JSON; - for standard input, with --from",
                ))
                .help_heading(say("参数", "Arguments")),
        ))
        .args(output(language))
        .arg(path(text(
            "errors",
            say("文件", "FILE"),
            say("把有问题的格另写一份(CSV 或 NDJSON)", "Write what was wrong to this file too (CSV or NDJSON)"),
        )))
        .arg(
            text(
                "map",
                say("列=信息", "COLUMN=FACT"),
                say(
                    "这一列是哪项信息,可写单位,如 注资=paid-in-capital(万元);- 表示只带过",
                    "Which fact a column holds, with its unit, as in capital=paid-in-capital(yuan); - passes it through",
                ),
            )
            .action(ArgAction::Append),
        )
        .arg(path(text("map-file", say("文件", "FILE"), say("用保存过的列对应", "Use a saved map of columns"))))
        .arg(path(text("save-map", say("文件", "FILE"), say("保存这次的列对应", "Save the map of columns in use"))))
        .arg(text("sheet", say("工作表", "SHEET"), say("读这张工作表,默认第一张可见的", "The sheet to read, the first visible one if not given")))
        .arg(
            text("shape", "wide|long", say("CSV 每行一个客户(wide)或一项措施(long)", "A row a client (wide) or a measure (long), in CSV"))
                .value_parser(["wide", "long"]),
        )
        .arg(
            text("from", "csv|tsv|xlsx|ndjson|json", say("输入格式,默认看文件名", "Form of the input, by its name if not given"))
                .value_parser(["csv", "tsv", "xlsx", "ndjson", "json"]),
        )
        .arg(
            text("to", "csv|tsv|xlsx|ndjson|json|html|markdown", say("输出格式,默认看文件名", "Form of the output, by its name if not given"))
                .value_parser(output_kinds()),
        )
        .arg(text("jobs", "N", say("同时用几个线程,默认与处理器核数相同", "How many threads, as many as processors if not given")).value_parser(count))
        .arg(measure(language))
        .args(detail(language))
        .arg(flag("all", say("html、markdown 列出全部措施", "List every measure in html and markdown"), language))
        .mut_arg("output", |arg| arg.help(say("结果写到这个文件,格式看文件名;不写就输出到屏幕", "Where the results go, in the form that its name says; standard output if not given")).help_heading(options(language)))
}

/// The forms of output, each also by the endings of its files.
fn output_kinds() -> [PossibleValue; 7] {
    let kind = PossibleValue::new;
    [
        kind("csv"),
        kind("tsv").alias("tab"),
        kind("xlsx"),
        kind("ndjson").alias("jsonl"),
        kind("json"),
        kind("html").alias("htm"),
        kind("markdown").alias("md"),
    ]
}

/// A number of threads.
///
/// # Errors
/// What may stand here.
fn count(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|jobs| (1..=1024).contains(jobs)).ok_or_else(|| "1–1024".to_owned())
}
