//! The words of the faces themselves.

use super::keys::Command;
use super::line::LONGEST;
use super::wrap::cut;
use crate::interview::screen::{Commands, Entry};
use crate::language::Language;

/// How much of what was typed is repeated, in columns.
pub const REPEATED: usize = 40;

/// The line for none of the options.
pub fn none_of_these(language: Language) -> &'static str {
    language.pick("以上都不是", "none of these")
}

/// The line for an answer that is not known.
pub fn not_sure(language: Language) -> &'static str {
    language.pick("不清楚", "not sure")
}

/// Between the labels of several options.
pub fn comma(language: Language) -> &'static str {
    language.pick("、", ", ")
}

/// That a command cannot be said to this question.
pub fn refusal(command: Command, language: Language) -> &'static str {
    match command {
        Command::NotSure => language.pick("这里不能答「不清楚」", "“not sure” is no answer here"),
        Command::Help => language.pick("这里没有更多说明", "there is no more to explain here"),
        Command::Back => language.pick("前面没有可以返回的问题", "there is no question to go back to"),
        Command::Stop => language.pick("这里还不能结束,请先回答", "this has to be answered before you can stop"),
    }
}

/// That nothing is chosen yet.
pub fn nothing_chosen(several: bool, commands: Commands, language: Language) -> String {
    let not_sure = commands.not_sure;
    let words = match (several, not_sure) {
        (false, true) => {
            language.pick("请先选一项;不清楚就选「不清楚」", "choose one first; choose “not sure” if you do not know")
        }
        (false, false) => language.pick("请先选一项", "choose one first"),
        (true, true) => language.pick(
            "还没有选;都不是就选「以上都不是」,不清楚就选「不清楚」",
            "nothing is chosen yet; choose “none of these” if none applies, “not sure” if you do not know",
        ),
        (true, false) => language
            .pick("还没有选;都不是就选「以上都不是」", "nothing is chosen yet; choose “none of these” if none applies"),
    };
    words.to_owned()
}

/// That a key means nothing on a list of so many options.
pub fn no_such_key(typed: &str, count: usize, several: bool, language: Language) -> String {
    let (typed, digits) = (cut(typed, REPEATED), digits(count, several));
    language.pick(
        format!("「{typed}」不是选项;请按 {digits},或用 ↑↓ 移动"),
        format!("`{typed}` is no option; press {digits} or use ↑↓"),
    )
}

/// That a typed line means nothing where one of so many options is asked for.
pub fn no_such_number(typed: &str, count: usize, several: bool, language: Language) -> String {
    let (typed, digits) = (cut(typed, REPEATED), digits(count, several));
    if several {
        return language.pick(
            format!("看不懂「{typed}」;请输入编号 {digits},几个编号之间空一格"),
            format!("`{typed}` is not understood; type numbers out of {digits} with a space between them"),
        );
    }
    language.pick(
        format!("看不懂「{typed}」;请输入编号 {digits}"),
        format!("`{typed}` is not understood; type a number out of {digits}"),
    )
}

/// That none of these was chosen together with one of them.
pub fn none_and_some(language: Language) -> &'static str {
    language.pick(
        "0 是「以上都不是」,不能和别的编号一起选;请重新输入",
        "0 stands for “none of these” and cannot go with another number; type again",
    )
}

/// That a line takes no more letters.
pub fn beyond_the_line(language: Language) -> String {
    language.pick(
        format!("一行至多 {LONGEST} 个字符,多出的没有收下;请删短后回车"),
        format!(
            "a line holds at most {LONGEST} characters; what came beyond was not taken; erase some and press Enter"
        ),
    )
}

/// That a whole line was not taken because of its length.
pub fn line_too_long(language: Language) -> String {
    language.pick(
        format!("一行至多 {LONGEST} 个字符,这一行没有收下;请重新输入"),
        format!("a line holds at most {LONGEST} characters and this one was not taken; type again"),
    )
}

/// What holds unless something else is typed.
pub fn kept(present: &str, language: Language) -> String {
    language.pick(format!("(现在是:{present};直接回车保留)"), format!("(now: {present}; press Enter alone to keep it)"))
}

/// The numbers that can be typed.
fn digits(count: usize, several: bool) -> String {
    let first = if several { "0" } else { "1" };
    if count == 1 && !several { first.to_owned() } else { format!("{first}-{count}") }
}

/// The keys of the rich face for an entry.
pub fn keys(entry: &Entry, commands: Commands, language: Language) -> Vec<String> {
    let pick = |zh: &'static str, en: &'static str| language.pick(zh, en);
    let mut keys = match entry {
        Entry::One { .. } => {
            vec![pick("↑↓ 移动", "↑↓ move"), pick("回车 选定", "Enter choose"), pick("数字 直接选", "digits pick")]
        }
        Entry::Several { .. } => vec![
            pick("↑↓ 移动", "↑↓ move"),
            pick("空格或数字 勾选", "Space or digits tick"),
            pick("回车 确定", "Enter confirm"),
        ],
        Entry::Line { .. } => vec![pick("回车 确定", "Enter confirm")],
    };
    // A list has a line for it.
    if matches!(entry, Entry::Line { .. }) && commands.not_sure {
        keys.push(pick("- 不清楚", "- not sure"));
    }
    keys.extend(common(commands, language));
    keys.into_iter().map(str::to_owned).collect()
}

/// How a question is answered in the plain face.
pub fn reminder(entry: &Entry, commands: Commands, language: Language) -> Vec<String> {
    let pick = |zh: &'static str, en: &'static str| language.pick(zh, en);
    let how = match entry {
        Entry::One { .. } => pick("请输入编号后回车", "type a number and press Enter"),
        Entry::Several { options, .. } if options.len() > 1 => {
            pick("请输入编号后回车,可选几项,如 1 2", "type one or more numbers, as in 1 2, and press Enter")
        }
        Entry::Several { .. } => pick("请输入编号后回车", "type a number and press Enter"),
        Entry::Line { .. } => pick("请输入后回车", "type your answer and press Enter"),
    };
    let mut keys = vec![how];
    if matches!(entry, Entry::Line { .. }) && commands.not_sure {
        keys.push(pick("- 不清楚", "- not sure"));
    }
    keys.extend(common(commands, language));
    keys.into_iter().map(str::to_owned).collect()
}

fn common(commands: Commands, language: Language) -> impl Iterator<Item = &'static str> {
    let help = commands.help.then(|| language.pick("? 说明", "? help"));
    let back = commands.back.then(|| language.pick("< 上一题", "< back"));
    let stop = commands.stop.then(|| language.pick("q 先看结果", "q finish"));
    help.into_iter().chain(back).chain(stop)
}
