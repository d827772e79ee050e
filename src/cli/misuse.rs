//! What is wrong with a command line, in words.

use super::args::{LANGUAGES, worded_help};
use super::options::profile_name;
use crate::beginning::beginning;
use crate::harmless::harmless;
use crate::language::Language;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error;

/// What is wrong with a command line, in the user's language; help and version as they are.
pub fn error_words(error: &clap::Error, language: Language) -> String {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    ) {
        return worded_help(&error.render().to_string(), language);
    }
    let get = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => harmless(&beginning(text)),
        Some(ContextValue::Strings(texts)) => texts.join(language.pick("、", ", ")),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let argument = get(ContextKind::InvalidArg);
    let value = get(ContextKind::InvalidValue);
    let say = |zh: String, en: String| language.pick(zh, en);
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = get(ContextKind::InvalidSubcommand);
            say(format!("没有「{name}」这个命令"), format!("there is no command `{name}`"))
        }
        ErrorKind::UnknownArgument => {
            say(format!("这里不认识「{argument}」"), format!("`{argument}` means nothing here"))
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            say(format!("「{argument}」后面缺少值"), format!("`{argument}` needs a value"))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            say(format!("「{argument}」不能是「{value}」"), format!("`{argument}` cannot be `{value}`"))
        }
        ErrorKind::MissingRequiredArgument => say(format!("缺少 {argument}"), format!("missing: {argument}")),
        ErrorKind::MissingSubcommand => say("缺少命令".to_owned(), "a command is missing".to_owned()),
        ErrorKind::ArgumentConflict => {
            let prior = get(ContextKind::PriorArg);
            if prior.is_empty() || prior == argument {
                say(format!("「{argument}」只能写一次"), format!("`{argument}` may stand here once only"))
            } else {
                say(format!("「{argument}」不能与「{prior}」同用"), format!("`{argument}` does not go with `{prior}`"))
            }
        }
        ErrorKind::InvalidUtf8 => {
            say("命令里有的字不是 UTF-8".to_owned(), "a part of the command is no UTF-8".to_owned())
        }
        ErrorKind::TooManyValues => say(format!("「{value}」是多余的"), format!("`{value}` is one value too many")),
        _ => say("命令写得不对".to_owned(), "the command line is not right".to_owned()),
    };
    let suggestions = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let mut mend: Vec<String> = suggestions
        .into_iter()
        .map(get)
        .filter(|name| !name.is_empty())
        .map(|name| say(format!("是不是「{name}」?"), format!("did you mean `{name}`?")))
        .collect();
    if error.kind() == ErrorKind::MissingRequiredArgument && argument.contains(profile_name(language)) {
        mend.push(say(
            "写一个档案文件,或用 --set fact=value".to_owned(),
            "name a profile, or use --set fact=value".to_owned(),
        ));
    }
    let allowed = error.source().map(ToString::to_string).unwrap_or_default();
    for names in [get(ContextKind::ValidValue), get(ContextKind::ValidSubcommand), allowed] {
        if mend.is_empty() && !names.is_empty() {
            mend.push(say(format!("可用:{names}"), format!("known here: {names}")));
        }
    }
    mend.push(say("用 --help 查看用法".to_owned(), "see --help".to_owned()));
    lines(&what, &mend, language)
}

/// That a variable of the environment names a language that is none of ours.
pub fn unknown_language(variable: &str, code: &str, language: Language) -> String {
    let (code, known) = (harmless(&beginning(code)), LANGUAGES.join(language.pick("、", ", ")));
    let what = language.pick(
        format!("环境变量「{variable}」不能是「{code}」"),
        format!("the environment variable `{variable}` cannot be `{code}`"),
    );
    lines(&what, &[language.pick(format!("可用:{known}"), format!("known here: {known}"))], language)
}

fn lines(what: &str, mend: &[String], language: Language) -> String {
    let (error, help) = language.pick(("错误", "建议"), ("error", "help"));
    let mut text = format!("{error}: {what}\n");
    for line in mend {
        text.push_str(&format!("{help}: {line}\n"));
    }
    text
}
