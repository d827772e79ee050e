//! What is wrong with a text that is no TOML or no JSON, in plain words.

use crate::problem::{Code, Place, Problem};
use crate::tree::word;
use std::ops::Range;

/// How the reader's message begins; what is wrong, and how to mend it, in Chinese and in English.
type Words = (&'static [&'static str], [&'static str; 2], Option<[&'static str; 2]>);

/// How the messages begin about numbers, dates and truth values, which stand there without quotes.
const OF_VALUES: [&str; 11] = [
    "invalid date",
    "invalid time",
    "invalid boolean",
    "invalid float",
    "invalid mantissa",
    "invalid fraction",
    "invalid exponent",
    "invalid integer",
    "invalid hexadecimal",
    "invalid octal",
    "invalid binary",
];

/// The reader's message about a text without quotes.
const UNQUOTED_VALUE: &str = "string values must be quoted";
/// A message where a date is well written and names no day.
const NO_SUCH_DAY: &str = "no such day";
/// A message where what is meant as a date is not written as one.
const MISWRITTEN_DATE: &str = "a miswritten date";
/// The same of a number.
const MISWRITTEN_NUMBER: &str = "a miswritten number";

const TOO_DEEP: [&str; 2] = ["嵌套太深", "this is nested too deep"];
const LESS_DEEP: Option<[&str; 2]> = Some(["减少括号的层数", "use fewer brackets inside each other"]);

/// For TOML; the first that fits holds.
const TOML: &[Words] = &[
    (
        &[CONTROL_CHARACTER],
        ["这里有看不见的控制字符", "there is a control character here, which nobody sees"],
        Some(["删去它", "take it out"]),
    ),
    (&[UNQUOTED_VALUE], ["这个值要放在引号里", "this value must stand in quotes"], Some(["写成 \"…\"", "write \"…\""])),
    (
        &[NO_SUCH_DAY],
        ["没有这一天", "there is no such day"],
        Some(["检查年、月、日", "see to the year, the month and the day"]),
    ),
    (
        &[MISWRITTEN_DATE],
        ["日期的写法不对", "this is not how a date is written"],
        Some(["写成 2020-08-20 这样", "write it like 2020-08-20"]),
    ),
    (&["missing opening quote"], ["缺少左引号", "the opening quote is missing"], Some(["写成 \"…\"", "write \"…\""])),
    (
        &["invalid basic string", "invalid literal string", "invalid multi-line"],
        ["引号没有配对", "the quotes do not match"],
        Some(["文字前后各用一个英文引号 \"", "put one straight quote \" before and one after the text"]),
    ),
    (&["duplicate key"], ["同一个键写了两次", "this key stands here twice"], Some(["留下一处", "keep one of them"])),
    (
        &["invalid unquoted key", "unquoted keys cannot be empty"],
        ["这个键要放在引号里", "this key must stand in quotes"],
        Some([
            "键里有汉字或符号时写成 \"…\" = …",
            "write \"…\" = … where a key has other letters than a–z, 0–9, - and _",
        ]),
    ),
    (
        &["key with no value"],
        ["缺少「=」和值", "`=` and a value are missing"],
        Some(["写成 键 = 值", "write key = value"]),
    ),
    (
        &["missing value"],
        ["「=」后面没有值", "there is no value after `=`"],
        Some(["写上值,或者删去这一行", "write one, or take the line out"]),
    ),
    (&["missing assignment"], ["缺少「=」", "`=` is missing"], Some(["写成 键 = 值", "write key = value"])),
    (
        &["extra `=`", "extra assignment", "unexpected `=`"],
        ["多了一个「=」", "there is one `=` too many"],
        Some(["删去它;文字里的 = 要放在引号里", "take it out; a text with = in it must stand in quotes"]),
    ),
    (
        &["unclosed array table", "unclosed table"],
        ["表头没有以 ] 结束", "the header is not closed with ]"],
        Some(["补上缺少的 ]", "add the ] that is missing"]),
    ),
    (
        &["unclosed array"],
        ["列表没有以 ] 结束", "the list is not closed with ]"],
        Some(["在最后一项后面加上 ]", "put ] behind its last item"]),
    ),
    (
        &["unclosed inline table"],
        ["表没有以 } 结束", "the table is not closed with }"],
        Some(["在最后一项后面加上 }", "put } behind its last item"]),
    ),
    (&["missing comma"], ["缺少逗号", "a comma is missing"], Some(["用英文逗号 , 隔开", "part the items with ,"])),
    (&["extra comma"], ["多了一个逗号", "there is one comma too many"], Some(["删去它", "take it out"])),
    (
        &["missing key", "invalid key-value pair", "invalid inline table element", "missing table open"],
        ["这里应是「键 = 值」", "`key = value` is needed here"],
        Some(["改成 键 = 值,或者删去", "write key = value, or take it out"]),
    ),
    (
        &["unexpected key or value", "unexpected content"],
        ["这里多了内容", "there is something more here"],
        Some([
            "另起一行,或者删去;文字里的引号写成“”",
            "begin a new line, or take it out; inside a text write “ ” for quotes",
        ]),
    ),
    (
        &["missing escaped value", "too few unicode", "invalid value"],
        ["「\\」后面的写法不对", "what stands after `\\` is not allowed"],
        Some(["反斜杠本身写成 \\\\", "write a backslash itself as \\\\"]),
    ),
    (
        &[
            MISWRITTEN_NUMBER,
            "unexpected leading zero",
            "redundant",
            "`_` may only",
            "integers with",
            "radix must",
            "unexpected sign",
        ],
        ["数字的写法不对", "this is not how a number is written"],
        Some(["放在引号里", "put it in quotes"]),
    ),
    (
        &["cannot extend"],
        ["这个键已经有值,不能再分成几项", "this key has a value already and cannot be parted"],
        Some(["留下一种写法", "keep one of the two"]),
    ),
    (&["cannot recurse", "recursion limit"], TOO_DEEP, LESS_DEEP),
];

/// For JSON; the first that fits holds.
const JSON: &[Words] = &[
    (
        &[CONTROL_CHARACTER],
        ["这里有看不见的控制字符", "there is a control character here, which nobody sees"],
        Some(["删去它", "take it out"]),
    ),
    (
        &["lone leading", "unexpected end of hex"],
        ["「\\u」后面只有半个字", "what stands after `\\u` is half a letter"],
        Some(["把字直接写出来", "write the letter itself"]),
    ),
    (
        &["EOF while parsing a string"],
        ["到这里就结束了,引号还没有关上", "it ends here, and a quote is not closed"],
        Some(["补上引号;看内容是否完整", "close it; see whether something is missing"]),
    ),
    (
        &["EOF while parsing a list"],
        ["到这里就结束了,列表还没有以 ] 结束", "it ends here, and the list is not closed with ]"],
        Some(["补上 ];看内容是否完整", "close it; see whether something is missing"]),
    ),
    (
        &["EOF while parsing an object"],
        ["到这里就结束了,还没有以 } 结束", "it ends here, and is not closed with }"],
        Some(["补上 };看内容是否完整", "close it; see whether something is missing"]),
    ),
    (
        &["EOF"],
        ["到这里就结束了,还缺少内容", "it ends here, and something is missing"],
        Some(["补全内容;是不是只存了一半?", "add what is missing; was only a part of it saved?"]),
    ),
    (
        &["expected `:`"],
        ["键后面缺少冒号", "a colon is missing after the key"],
        Some(["写成 \"键\": 值", "write \"key\": value"]),
    ),
    (
        &["expected `,`"],
        ["这里缺少逗号或右括号", "a comma or a closing bracket is missing here"],
        Some(["各项之间用英文逗号 , 隔开", "part the items with ,"]),
    ),
    (
        &["trailing comma"],
        ["最后一项后面多了逗号", "there is a comma after the last item"],
        Some(["删去这个逗号", "take the comma out"]),
    ),
    (
        &["key must be a string", "expected `\"`"],
        ["键要放在双引号里", "a key must stand in double quotes"],
        Some(["写成 \"键\": 值", "write \"key\": value"]),
    ),
    (
        &["expected value", "expected ident"],
        ["这里不是 JSON 的值", "this is no value of JSON"],
        Some(["文字要放在英文双引号里:\"…\"", "put a text in double quotes: \"…\""]),
    ),
    (
        &["trailing characters"],
        ["内容应到此结束,后面还有多余的字", "it should end here, and there is more"],
        Some(["删去多余的;看括号是否关早了", "take it out, or see whether a bracket is closed too early"]),
    ),
    (
        &["invalid escape", "invalid unicode"],
        ["「\\」后面的写法不对", "what stands after `\\` is not allowed"],
        Some(["反斜杠本身写成 \\\\", "write a backslash itself as \\\\"]),
    ),
    (
        &["control character"],
        ["引号里不能直接换行", "a text in quotes cannot go on in the next line"],
        Some(["换行写成 \\n", "write a line break as \\n"]),
    ),
    (
        &["invalid number", "number out of range"],
        ["数字的写法不对", "this is not how a number is written"],
        Some(["放在引号里", "put it in quotes"]),
    ),
    (&["recursion limit"], TOO_DEEP, LESS_DEEP),
];

/// How many lines at fault of one file are listed; whoever has more mends the first, or has the wrong file.
const MOST_LISTED: usize = 50;

/// That a text which is read as TOML begins as JSON does and TOML never.
pub fn not_toml(file: usize, text: &str) -> Option<Problem> {
    let body = text.trim_start_matches('\u{feff}').trim_start();
    let start = text.len().saturating_sub(body.len());
    let place = Place { file, span: start..start.saturating_add(1) };
    let json = || Problem::new(Code::Syntax, place, "内容像 JSON,不是 TOML", "this looks like JSON and is no TOML");
    body.starts_with('{').then(|| json().mend("文件名改成以 .json 结尾", "let the name of the file end in .json"))
}

/// The faults of a text that is no TOML. Of several in one line the first is kept: the others
/// mostly follow from it. Where a file has too many, the first says so.
pub fn toml(file: usize, text: &str, errors: Vec<(Range<usize>, String)>) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    // Where the line ends in which the last fault stands.
    let mut end = None;
    let mut sorted = errors;
    sorted.sort_by_key(|(span, _)| span.start);
    for (span, message) in sorted {
        if end.is_none_or(|end| end < span.start) {
            if problems.len() == MOST_LISTED {
                let place = problems.first().and_then(|first| first.place.clone());
                problems.insert(0, too_many(place.unwrap_or(Place { file, span })));
                break;
            }
            let rest = text.get(span.start..).unwrap_or_default();
            end = Some(rest.find('\n').map_or(text.len(), |length| span.start.saturating_add(length)));
            let plain = ["这里不符合 TOML 的写法", "this is not how TOML is written"];
            let (span, message) = nearer(text, span, &message);
            problems.push(problem(Place { file, span }, message, TOML, plain));
        }
    }
    problems
}

/// The place and the message that say more of what is at fault than those of the reader.
fn nearer<'m>(text: &str, span: Range<usize>, message: &'m str) -> (Range<usize>, &'m str) {
    if text.get(span.start..).is_some_and(|rest| rest.starts_with(is_hidden)) {
        return (span, CONTROL_CHARACTER);
    }
    if !OF_VALUES.iter().any(|begin| message.starts_with(begin)) {
        return (span, message);
    }
    let span = word(text, &span);
    (span.clone(), of_value(text.get(span).unwrap_or_default()))
}

/// What is wrong with a value without quotes that began as a number, a date or a truth value.
fn of_value(value: &str) -> &'static str {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = value.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    if parts.iter().all(|part| digits(part)) && lengths.first() == Some(&4) {
        return if lengths == [4, 2, 2] { NO_SUCH_DAY } else { MISWRITTEN_DATE };
    }
    let is_number = value.chars().all(|letter| letter.is_ascii_digit() || "+-._".contains(letter));
    if is_number { MISWRITTEN_NUMBER } else { UNQUOTED_VALUE }
}

fn too_many(place: Place) -> Problem {
    let zh = format!("这个文件有很多行不符合 TOML 的写法,只列出前 {MOST_LISTED} 行");
    let en = format!("many lines of this file are not TOML; only the first {MOST_LISTED} are listed");
    Problem::new(Code::Syntax, place, zh, en).mend("是不是选错了文件?", "is it the right file?")
}

/// The fault of a text that is no JSON.
pub fn json(place: Place, text: &str, message: &str) -> Problem {
    let before = text.get(..place.span.start).unwrap_or_default().trim_end();
    let here = text.get(place.span.clone()).unwrap_or_default();
    if before.ends_with(',') && matches!(here, "}" | "]") {
        let end = before.len();
        return problem(Place { span: end.saturating_sub(1)..end, ..place }, "trailing comma", JSON, ["", ""]);
    }
    let unquoted = message.starts_with("expected `,`") && here.chars().any(char::is_alphabetic);
    // The last letter that was read comes before the one at fault.
    let rest = text.get(place.span.start..).unwrap_or_default();
    let control = rest.char_indices().take(2).find(|(_, letter)| is_hidden(*letter));
    if let Some((at, letter)) = control.filter(|_| message.starts_with("control character")) {
        let start = place.span.start.saturating_add(at);
        let span = start..start.saturating_add(letter.len_utf8());
        return problem(Place { span, ..place }, CONTROL_CHARACTER, JSON, ["", ""]);
    }
    let message = if unquoted { "expected value" } else { message };
    problem(place, message, JSON, ["这里不符合 JSON 的写法", "this is not how JSON is written"])
}

/// A message for both, where a sign that nobody sees is the fault.
const CONTROL_CHARACTER: &str = "a control character";

/// Whether a letter is a sign that nobody sees and that no file may hold.
fn is_hidden(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\t' | '\n' | '\r')
}

fn problem(place: Place, message: &str, words: &[Words], plain: [&'static str; 2]) -> Problem {
    let found = words.iter().find(|(begins, ..)| begins.iter().any(|begin| message.starts_with(begin)));
    let ([zh, en], mend) = found.map_or((plain, None), |(_, what, mend)| (*what, *mend));
    let problem = Problem::new(Code::Syntax, place, zh, en);
    match mend {
        Some([zh, en]) => problem.mend(zh, en),
        None => problem,
    }
}
