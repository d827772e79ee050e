//! A lean line of JSON for each client of a block.

use super::hanging::Hanging;
use super::values::FactValues;
use super::{Brief, Judged, POSSIBLE, VERDICTS, place_of};
use crate::amount::Range;
use crate::assess::{Assessment, Finding, Total};
use crate::block::{Lanes, only};
use crate::bulk::{Bulk, Ranges};
use crate::catalogue::Catalogue;
use crate::fact::FactId;
use crate::json_text;
use crate::language::Language;
use crate::measure::{Class, Measure, Support};
use crate::money::Money;
use crate::profile::Profile;
use crate::report::json::{Detail, Warning, Writer, warnings};
use crate::stacking::Effect;
use std::ops::ControlFlow;

/// What writes lines: what is the same in all of them.
#[derive(Debug)]
pub struct Lines<'c> {
    writer: Writer<'c>,
    /// What stands before the name of the client.
    head: Vec<u8>,
    facts: Vec<FactValues>,
    /// The headings of what passes through, as JSON.
    others: Vec<Vec<u8>>,
    measures: Vec<MeasureParts>,
    /// The classes counted in money, by their codes.
    classes: Vec<Class>,
    /// The warnings that hold for every client, as JSON.
    usual_warnings: Vec<u8>,
}

/// What is said of a measure with each of [`VERDICTS`], about what is missing.
#[derive(Debug)]
struct MeasureParts {
    before: [Vec<u8>; VERDICTS.len()],
    behind: [Vec<u8>; VERDICTS.len()],
    /// What is said of supports that vary, about their figures; then what stands behind all of them.
    supports: Option<Vec<SupportParts>>,
}

#[derive(Debug)]
struct SupportParts {
    before: Vec<u8>,
    behind: Vec<u8>,
}

/// What one thread keeps from line to line.
#[derive(Debug)]
pub struct Kept {
    hanging: Hanging,
}

/// Where the name of the client stands in a line.
const NAME: &str = "\"name\":null";
/// Where the facts missing for a measure stand.
const MISSING: &str = "\"missing\":[]";
/// Where the supports of a measure stand.
const SUPPORTS: &str = "\"support\":[]";
/// Where the figures of a support stand.
const FIGURES: &str = "\"stated\":false,\"low\":null,\"high\":null";

impl<'c> Lines<'c> {
    /// What writes lines, in each of which these headings pass through.
    pub fn new(catalogue: &'c Catalogue, bulk: &Bulk<'c>, others: &[String], language: Language) -> Self {
        let writer = Writer { catalogue, language, detail: Detail::Lean };
        let nothing = Assessment {
            findings: Vec::new(),
            totals: Vec::new(),
            stacking: Vec::new(),
            next_facts: Vec::new(),
            ignored: Vec::new(),
        };
        let empty = json(&writer.document(&Profile::default(), &nothing, Vec::new(), std::iter::empty()));
        let mut classes: Vec<Class> = Class::ALL.iter().copied().filter(|class| class.is_money()).collect();
        classes.sort_unstable_by_key(|class| class.code());
        let lean = |warning| Warning { text: None, ..warning };
        let warnings: Vec<Warning> = warnings::of_result(catalogue, &[], language).into_iter().map(lean).collect();
        let measures = catalogue.measures.iter().enumerate();
        Self {
            writer,
            head: parted(&empty, NAME).0.as_bytes().to_vec(),
            facts: catalogue.facts.iter().map(FactValues::new).collect(),
            others: others.iter().map(|heading| json(heading).into_bytes()).collect(),
            measures: measures.map(|(at, it)| MeasureParts::new(writer, it, bulk.constant_ranges(at))).collect(),
            classes,
            usual_warnings: json(&warnings).into_bytes(),
        }
    }

    /// What a thread needs to write lines.
    pub fn kept(&self) -> Kept {
        Kept { hanging: Hanging::new(self.facts.len()) }
    }

    /// Appends the lines of clients of a judged block; after each, whoever asked for them may take away what
    /// is written so far, or break off.
    pub fn write<'b>(
        &self,
        judged: &mut Judged<'_, 'c>,
        clients: impl Iterator<Item = Brief<'b>>,
        kept: &mut Kept,
        lines: &mut Vec<u8>,
        mut written: impl FnMut(&mut Vec<u8>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let totals = judged.bulk.totals(judged.lanes, judged.block, judged.desk);
        let ignored = judged.bulk.ignored(judged.lanes, judged.block, judged.desk);
        for client in clients {
            lines.extend_from_slice(&self.head);
            self.applicant(judged, &client, lines);
            lines.extend_from_slice(b",\"measures\":[");
            self.findings(judged, client.lane, kept, lines);
            let totals = totals.get(client.lane).map_or(&[][..], Vec::as_slice);
            let stacking = judged.stacking(client.lane, totals, &mut kept.hanging);
            lines.extend_from_slice(b"],\"totals\":{");
            self.totals(totals, &stacking, lines);
            lines.extend_from_slice(b"},\"next_facts\":[");
            self.ids(&judged.next_facts(client.lane, &kept.hanging), lines);
            lines.extend_from_slice(b"],\"warnings\":");
            self.warnings(&client, &ignored, lines);
            lines.extend_from_slice(b"}\n");
            written(lines)?;
        }
        ControlFlow::Continue(())
    }

    fn applicant(&self, judged: &Judged<'_, 'c>, client: &Brief<'_>, line: &mut Vec<u8>) {
        line.extend_from_slice(b"\"name\":");
        text(client.name, line);
        line.extend_from_slice(b",\"id\":");
        text(client.id, line);
        line.extend_from_slice(b",\"facts\":{");
        let mut comma = Comma::default();
        for (values, fact) in self.facts.iter().zip(&self.writer.catalogue.facts) {
            if values.is_given(judged.block, client.lane, fact) {
                comma.put(line);
                values.write(judged.block, client.lane, fact, line);
            }
        }
        line.extend_from_slice(b"},\"declined\":[");
        let mut comma = Comma::default();
        for (values, fact) in self.facts.iter().zip(&self.writer.catalogue.facts) {
            if values.is_declined(judged.block, client.lane, fact) {
                comma.put(line);
                line.extend_from_slice(values.id());
            }
        }
        line.push(b']');
        if !client.others.is_empty() {
            line.extend_from_slice(b",\"other_columns\":{");
            let mut comma = Comma::default();
            for (at, other) in &client.others {
                comma.put(line);
                line.extend_from_slice(self.others.get(*at).map_or(&[], Vec::as_slice));
                line.push(b':');
                text(Some(other), line);
            }
            line.push(b'}');
        }
        line.push(b'}');
    }

    fn findings(&self, judged: &mut Judged<'_, 'c>, lane: usize, kept: &mut Kept, line: &mut Vec<u8>) {
        kept.hanging.clear();
        let mut comma = Comma::default();
        for (at, parts) in self.measures.iter().enumerate() {
            comma.put(line);
            let place = place_of(&judged.desk.verdicts(at), lane);
            line.extend_from_slice(parts.before.get(place).map_or(&[], Vec::as_slice));
            if judged.desk.hanging(at) & only(lane) != 0 {
                let missing = judged.missing(at, lane, &mut kept.hanging);
                self.ids(&missing, line);
            }
            if let Some(supports) = parts.supports.as_ref().filter(|_| place < POSSIBLE) {
                line.extend_from_slice(b"],\"support\":[");
                let mut comma = Comma::default();
                for (support, range) in supports.iter().zip(judged.bulk.ranges_of(at, lane, judged.desk)) {
                    comma.put(line);
                    support.write(range, line);
                }
            }
            line.extend_from_slice(parts.behind.get(place).map_or(&[], Vec::as_slice));
        }
    }

    fn ids(&self, facts: &[FactId], line: &mut Vec<u8>) {
        let mut comma = Comma::default();
        for values in facts.iter().filter_map(|fact| self.facts.get(fact.0)) {
            comma.put(line);
            line.extend_from_slice(values.id());
        }
    }

    fn totals(&self, totals: &[Option<Total>], stacking: &[(Class, Vec<Effect>)], line: &mut Vec<u8>) {
        let mut comma = Comma::default();
        for class in &self.classes {
            let Some(total) = totals.iter().flatten().find(|total| total.class == *class) else { continue };
            comma.put(line);
            line.push(b'"');
            line.extend_from_slice(class.code().as_bytes());
            line.extend_from_slice(b"\":{\"low\":");
            money(Some(total.low), line);
            line.extend_from_slice(b",\"high\":");
            money(total.high, line);
            line.extend_from_slice(b",\"settled_high\":");
            money(total.settled_high, line);
            line.extend_from_slice(b",\"unstated\":");
            number(total.unstated, line);
            line.extend_from_slice(b",\"settled_unstated\":");
            number(total.settled_unstated, line);
            let effects = self.writer.stacking(stacking, *class);
            if !effects.is_empty() {
                line.extend_from_slice(b",\"stacking\":");
                line.extend_from_slice(json(&effects).as_bytes());
            }
            line.push(b'}');
        }
    }

    fn warnings(&self, client: &Brief<'_>, ignored: &[(FactId, Lanes)], line: &mut Vec<u8>) {
        let (catalogue, language) = (self.writer.catalogue, self.writer.language);
        let own: Vec<FactId> =
            ignored.iter().filter(|(_, lanes)| lanes & only(client.lane) != 0).map(|(fact, _)| *fact).collect();
        if client.problems.is_empty() && own.is_empty() {
            line.extend_from_slice(&self.usual_warnings);
            return;
        }
        let of_cells = client.problems.iter().map(|problem| warnings::of_cell(problem, language));
        let all = of_cells.chain(warnings::of_result(catalogue, &own, language));
        let all: Vec<Warning> = all.map(|warning| Warning { text: None, ..warning }).collect();
        line.extend_from_slice(json(&all).as_bytes());
    }
}

impl MeasureParts {
    fn new<'c>(writer: Writer<'c>, measure: &'c Measure, constant: Option<Ranges>) -> Self {
        let said = |place: usize| {
            let (verdict, ruled_out_by) = VERDICTS.get(place).copied().unwrap_or(super::OUT_OF_FORCE);
            let ranges = constant.as_deref().filter(|_| place < POSSIBLE).unwrap_or_default();
            json(&writer.measure(&Finding {
                measure,
                verdict,
                ruled_out_by,
                missing: Vec::new(),
                rests_on: Vec::new(),
                unmet: None,
                in_the_way: Vec::new(),
                supports: measure.supports.iter().zip(ranges.iter().copied()).collect(),
            }))
        };
        // Behind supports that vary stands what ends their list and the measure.
        let behind = |place: usize| {
            let said = said(place);
            let behind = parted(&said, MISSING).1;
            let varies = constant.is_none() && place < POSSIBLE;
            let rest = if varies { parted(behind, SUPPORTS).1 } else { behind };
            [b"]", rest.as_bytes()].concat()
        };
        let before = |place: usize| {
            let said = said(place);
            [parted(&said, MISSING).0.as_bytes(), MISSING.trim_end_matches(']').as_bytes()].concat()
        };
        let supports = || measure.supports.iter().map(|support| SupportParts::new(writer, support)).collect();
        Self {
            before: std::array::from_fn(before),
            behind: std::array::from_fn(behind),
            supports: constant.is_none().then(supports),
        }
    }
}

impl SupportParts {
    fn new<'c>(writer: Writer<'c>, support: &'c Support) -> Self {
        let said = json(&writer.support(support, Some(Range::Unstated)));
        let (before, behind) = parted(&said, FIGURES);
        Self { before: before.as_bytes().to_vec(), behind: behind.as_bytes().to_vec() }
    }

    fn write(&self, range: Option<Range>, line: &mut Vec<u8>) {
        line.extend_from_slice(&self.before);
        match range {
            Some(Range::Stated { low, high }) => {
                line.extend_from_slice(b"\"stated\":true,\"low\":");
                money(Some(low), line);
                line.extend_from_slice(b",\"high\":");
                money(high, line);
            }
            Some(Range::Points { low, high }) => {
                line.extend_from_slice(b"\"stated\":true,\"low\":");
                text(Some(&low.plain()), line);
                line.extend_from_slice(b",\"high\":");
                text(high.map(|high| high.plain()).as_deref(), line);
            }
            Some(Range::Unstated) | None => line.extend_from_slice(FIGURES.as_bytes()),
        }
        line.extend_from_slice(&self.behind);
    }
}

/// A comma between things, not before the first.
#[derive(Default)]
struct Comma {
    due: bool,
}

impl Comma {
    fn put(&mut self, line: &mut Vec<u8>) {
        if self.due {
            line.push(b',');
        }
        self.due = true;
    }
}

/// What stands before a part of a text, and what behind it.
fn parted<'t>(text: &'t str, part: &str) -> (&'t str, &'t str) {
    text.split_once(part).unwrap_or((text, ""))
}

fn json(value: &impl serde::Serialize) -> String {
    String::from_utf8(json_text::line(value)).unwrap_or_default()
}

fn text(text: Option<&str>, line: &mut Vec<u8>) {
    // Nothing can fail in memory.
    let _ = json_text::write_line(&text, line);
}

fn money(money: Option<Money>, line: &mut Vec<u8>) {
    match money {
        Some(money) => {
            line.push(b'"');
            money.write_plain(line);
            line.push(b'"');
        }
        None => line.extend_from_slice(b"null"),
    }
}

fn number(number: usize, line: &mut Vec<u8>) {
    line.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}
