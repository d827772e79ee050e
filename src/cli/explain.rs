//! `huiqi explain`

use super::{Context, Exit, Stop, measures, profiles};
use crate::assess::{Verdict, assess, find};
use crate::knowledge::Knowledge;
use crate::report::explain::{Explaining, document, layout};
use crate::report::{Listing, Wording, words};
use clap::ArgMatches;
use std::path::PathBuf;

/// Explains one measure, for one applicant where a profile is named.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    let catalogue = context.catalogue()?;
    let language = context.language();
    let id = matches.get_one::<String>("measure").map_or("", String::as_str);
    let Some(measure) = catalogue.measure(id) else {
        return Err(Stop::Message(Exit::Usage, measures::unknown(catalogue, id)));
    };
    let mut exit = Exit::Done;
    let mut profile = None;
    if let Some(path) = matches.get_one::<PathBuf>("profile") {
        let read = profiles::read(path, catalogue).map_err(|what| Stop::Message(Exit::Failed, what))?;
        context.report(&read.problems, std::slice::from_ref(&read.file));
        if !read.problems.is_empty() {
            exit = Exit::PartlyUnusable;
        }
        profile = Some(read.profile.ok_or(Stop::Exit(Exit::PartlyUnusable))?);
    }
    let mut sets = matches.get_many::<String>("set").into_iter().flatten().peekable();
    if sets.peek().is_some() {
        let mut changed = profile.take().unwrap_or_default();
        profiles::set(context, catalogue, &mut changed, sets)?;
        profile = Some(changed);
    }
    let known = profile.is_some();
    let profile = profile.unwrap_or_default();
    let knowledge = Knowledge::of(&catalogue.facts, &profile);
    let finding = find(catalogue, measure, &profile, &knowledge);
    let wording = Wording { catalogue, language, listing: Listing::First };
    let assessment = (known && !catalogue.stacking.is_empty()).then(|| assess(catalogue, &profile));
    let verdict = known.then(|| words::verdict(finding.verdict, finding.ruled_out_by, language));
    let explaining = Explaining {
        catalogue,
        measure,
        finding: &finding,
        profile: known.then_some(&profile),
        knowledge: &knowledge,
        entry: wording.entry(&finding),
        stacking: wording.rules_on(&measure.id, assessment.as_ref()),
        verdict,
        style: crate::report::table::style(if known { finding.verdict } else { Verdict::Ineligible }),
        language,
    };
    if matches.get_one::<String>("format").is_some_and(|format| format == "json") {
        context.deliver_json(&document(&explaining))?;
        return Ok(exit);
    }
    context.output.deliver(&layout(&explaining, context.output.columns()), None, false)?;
    Ok(exit)
}
