//! `huiqi catalogue witnesses`: an applicant for each verdict of a measure.

use super::super::options::{option, options};
use super::super::{Context, Exit, Stop, measures};
use crate::assess::{RuledOutBy, Verdict};
use crate::catalogue::{Catalogue, Outcome, witnesses};
use crate::language::Language;
use crate::measure::Measure;
use crate::profile::Profile;
use crate::profile_file::{self, Format};
use crate::report::words;
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Value, json};

/// The command as it can be typed.
pub(super) fn command(language: Language) -> Command {
    let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
    let about = say(
        "为每项措施的每种结论举一个申报主体;谁也得不到的,也说明",
        "An applicant for each verdict of each measure, or that nobody comes to it",
    );
    let measure = Arg::new("measure")
        .value_name(say("措施", "MEASURE"))
        .action(ArgAction::Append)
        .help(say("只看这些措施", "Only these measures"))
        .help_heading(options(language));
    let verdicts = ["eligible", "provisional", "undetermined", "conditions", "audience"];
    let verdict =
        say("只看这种结论;conditions 是暂不符合,audience 是不适用", "Only this verdict, or what rules it out");
    let format = say("输出格式,默认 toml", "Form of the output, toml if not given");
    Command::new("witnesses")
        .about(about)
        .arg(measure)
        .arg(option("verdict", "CODE", verdict, language).value_parser(verdicts))
        .arg(option("format", "toml|json", format, language).value_parser(["toml", "json"]))
}

/// Runs it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    let catalogue = context.catalogue()?;
    let wanted: Vec<&String> = matches.get_many("measure").into_iter().flatten().collect();
    if let Some(id) = wanted.iter().find(|id| catalogue.measure(id).is_none()) {
        return Err(Stop::Message(Exit::Usage, measures::unknown(catalogue, id)));
    }
    let verdict = matches.get_one::<String>("verdict");
    let listed = catalogue.measures.iter().filter(|it| wanted.is_empty() || wanted.contains(&&it.id));
    let found = listed.flat_map(|measure| {
        let all = witnesses(catalogue, measure).into_iter();
        let chosen = all.filter(|(outcome, _)| verdict.is_none_or(|verdict| code(*outcome) == verdict));
        chosen.map(move |(outcome, profile)| Shown { catalogue, measure, outcome, profile }).collect::<Vec<_>>()
    });
    if matches.get_one::<String>("format").is_some_and(|format| format == "json") {
        let found: Vec<Value> = found.map(|shown| shown.json()).collect();
        return context.deliver_json(&found);
    }
    let language = context.language();
    let cases: Vec<String> = found.map(|shown| shown.toml(language)).collect();
    context.output.deliver_bytes(cases.join("\n").as_bytes(), None, false)?;
    Ok(Exit::Done)
}

fn code((verdict, ruled_out_by): Outcome) -> &'static str {
    match (verdict, ruled_out_by) {
        (Verdict::Ineligible, Some(reason)) => RuledOutBy::code(reason),
        _ => verdict.code(),
    }
}

struct Shown<'s> {
    catalogue: &'s Catalogue,
    measure: &'s Measure,
    outcome: Outcome,
    profile: Option<Profile>,
}

impl Shown<'_> {
    fn toml(self, language: Language) -> String {
        let (verdict, ruled_out_by) = self.outcome;
        let words = words::verdict(verdict, ruled_out_by, language);
        let id = &self.measure.id;
        match self.profile {
            Some(mut profile) => {
                let name = language.pick(format!("{id}:{words}"), format!("{id}: {words}"));
                profile.name = Some(name);
                profile_file::write(self.catalogue, &profile, Format::Toml, language, &[])
            }
            None => language.pick(
                format!("# {id}:没有申报主体会得到「{words}」\n"),
                format!("# {id}: no applicant comes to `{words}`\n"),
            ),
        }
    }

    fn json(&self) -> Value {
        let profile = self.profile.as_ref().map(|profile| {
            let text = profile_file::write(self.catalogue, profile, Format::Json, Language::Chinese, &[]);
            serde_json::from_str::<Value>(&text).unwrap_or_default()
        });
        json!({ "measure": self.measure.id, "verdict": self.outcome.0.code(),
            "ruled_out_by": self.outcome.1.map(RuledOutBy::code), "profile": profile })
    }
}
