//! `huiqi measures`

use super::{Context, Exit, Stop};
use crate::beginning::beginning;
use crate::catalogue::Catalogue;
use crate::language::{Language, Text};
use crate::measure::Measure;
use crate::nearest::nearest;
use crate::report::table::wrap;
use crate::report::words;
use clap::ArgMatches;
use serde_json::{Value, json};

/// Lists the measures that fit.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    let catalogue = context.catalogue()?;
    let wanted = Wanted {
        search: matches.get_one::<String>("search").map(|search| search.to_lowercase()),
        clause: matches.get_one::<String>("clause").map(|clause| clause.replace('（', "(").replace('）', ")")),
        class: matches.get_one::<String>("class").cloned(),
        office: matches.get_one::<String>("office").cloned(),
    };
    let found: Vec<&Measure> = catalogue.measures.iter().filter(|measure| wanted.fits(measure, catalogue)).collect();
    let language = context.language();
    if matches.get_one::<String>("format").is_some_and(|format| format == "json") {
        let list: Vec<Value> = found.iter().map(|measure| as_json(measure, catalogue, language)).collect();
        return context.deliver_json(&list);
    }
    let columns = context.output.columns().clamp(20, 100);
    let mut text = String::new();
    for measure in &found {
        let (id, line) = row(measure, catalogue, language);
        text.push_str(&format!("{id}\n{}\n", wrap(&line, columns, "    ", "    ")));
    }
    let (found, all) = (found.len(), catalogue.measures.len());
    text.push_str(&language.pick(format!("共 {found} 项(全部 {all} 项)\n"), format!("{found} of {all} measures\n")));
    context.deliver(&text)
}

/// That there is no such measure, with the one that was probably meant.
pub(super) fn unknown(catalogue: &Catalogue, id: &str) -> Text {
    let near = nearest(id, catalogue.measures.iter().map(|measure| measure.id.as_str()));
    let hint = near.map_or_else(
        || Text::new(";用 huiqi measures 查看全部措施", "; see `huiqi measures` for all of them"),
        |near| Text::new(format!(";是不是「{near}」?"), format!("; did you mean `{near}`?")),
    );
    let shown = beginning(id);
    Text::new(format!("没有「{shown}」这项措施{}", hint.zh), format!("there is no measure `{shown}`{}", hint.en))
}

struct Wanted {
    search: Option<String>,
    clause: Option<String>,
    class: Option<String>,
    office: Option<String>,
}

impl Wanted {
    fn fits(&self, measure: &Measure, catalogue: &Catalogue) -> bool {
        let place = catalogue.place_of(measure).map(|(clause, _)| clause);
        let holds = |text: &str, part: &String| text.to_lowercase().contains(part);
        self.search.as_ref().is_none_or(|part| {
            [measure.id.as_str(), &measure.title.zh, &measure.title.en, &measure.quote]
                .iter()
                .any(|text| holds(text, part))
        }) && self.clause.as_ref().is_none_or(|wanted| {
            place.is_some_and(|clause| {
                let rest = clause.number.strip_prefix(wanted.as_str());
                rest.is_some_and(|rest| !(wanted.ends_with(char::is_numeric) && rest.starts_with(char::is_numeric)))
            })
        }) && self
            .class
            .as_ref()
            .is_none_or(|class| measure.supports.iter().any(|support| support.kind.class().code() == class))
            && self.office.as_ref().is_none_or(|office| {
                place.is_some_and(|clause| clause.offices.iter().any(|name| name.contains(office)))
            })
    }
}

fn supports(measure: &Measure, catalogue: &Catalogue, language: Language) -> String {
    let words = |support: &crate::measure::Support| {
        let basis = words::basis(support, &catalogue.facts, language);
        basis.unwrap_or_else(|| support.kind.words(language).to_owned())
    };
    measure.supports.iter().map(words).collect::<Vec<_>>().join(language.pick(";", "; "))
}

/// The id, and what it is in short.
fn row(measure: &Measure, catalogue: &Catalogue, language: Language) -> (String, String) {
    let clause = catalogue.place_of(measure).map(|(clause, _)| clause.number.clone()).unwrap_or_default();
    let support = supports(measure, catalogue, language);
    (measure.id.clone(), format!("{clause} {} · {support}", measure.title.get(language)))
}

fn as_json(measure: &Measure, catalogue: &Catalogue, language: Language) -> Value {
    let place = catalogue.place_of(measure);
    let support = |support: &crate::measure::Support| {
        json!({
            "kind": support.kind.code(),
            "class": support.kind.class().code(),
            "basis": words::basis(support, &catalogue.facts, language),
            "what": support.what.as_ref().map(|what| what.get(language)),
        })
    };
    json!({
        "id": measure.id,
        "policy": place.map(|(_, policy)| &policy.id),
        "clause": place.map(|(clause, _)| &clause.number),
        "title": measure.title.get(language),
        "quote": measure.quote,
        "for": words::condition(&measure.audience, catalogue, language),
        "when": words::condition(&measure.conditions, catalogue, language),
        "reserved": measure.reserved.as_ref().map(|reserved| reserved.text.get(language)),
        "support": measure.supports.iter().map(support).collect::<Vec<_>>(),
        "offices": place.map(|(clause, _)| &clause.offices),
    })
}
