//! Whether the rules of a catalogue say what the document says: its figures, the words that bound
//! them, its own words for what is given.

use super::beside::Bound;
use super::figures::{Figure, Value, figures};
use super::ledger::{Ledger, Particulars};
use super::load::Loaded;
use super::rules::{Rules, Use, Used, items, under};
use super::source::{Role, Source};
use super::{kinds, particulars, texts};
use crate::measure::{Measure, Policy};
use crate::problem::{Code, Place, Problem};
use crate::tree::{self, Node};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A measure beside the words that it quotes.
pub(super) struct Quoting<'q, 't> {
    /// The measure.
    pub measure: &'q Measure,
    /// Its file.
    pub file: usize,
    /// Its table.
    pub node: &'q Node<'t>,
    /// The words, in bytes of the document.
    pub words: Range<usize>,
    /// The sentences in which they stand.
    pub sentence: Range<usize>,
    /// The sentences of its clause.
    clause: Range<usize>,
    used: Vec<Used>,
    /// The figures of which its readings and those of the whole document speak.
    read: Vec<Value>,
}

/// Everything in which rules and document differ.
pub(super) fn wording(source: &Source, loaded: &Loaded) -> Vec<Problem> {
    let mut problems = Vec::new();
    let trees: Vec<(usize, Node<'_>)> = source
        .files
        .iter()
        .enumerate()
        .filter(|(_, file)| !matches!(Role::of(&file.path), Role::Text(_) | Role::Cases(_) | Role::Stray | Role::Other))
        .map(|(at, file)| (at, tree::from_toml(&file.text).0))
        .collect();
    for (file, root) in &trees {
        texts::texts(*file, root, &mut problems);
    }
    let ids: HashSet<&str> = loaded.catalogue.named.iter().map(|it| it.id.as_str()).collect();
    let mut named = HashMap::new();
    let mut measures = HashMap::new();
    for (file, root) in &trees {
        for condition in under(root, "condition").into_iter().flat_map(items) {
            let id = id_of(condition).and_then(|id| ids.get(id.as_str()).copied());
            named.extend(id.zip(under(condition, "when")).map(|(id, when)| (id, (*file, when))));
        }
        let tables = under(root, "measure").into_iter().flat_map(items);
        measures.extend(tables.filter_map(|node| Some((id_of(node)?, (*file, node)))));
    }
    let rules = Rules { catalogue: &loaded.catalogue, named };
    for (at, policy) in loaded.catalogue.policies.iter().enumerate() {
        let Some((file, text)) = source.text_of(&policy.id) else { continue };
        let clauses = loaded.catalogue.clauses.iter().filter(|clause| clause.policy == at);
        let ledger = Ledger::new(&text.text, &Particulars::of(policy, clauses));
        let quoting = quotings(loaded, at, &ledger, &measures, &rules);
        let document = Document { source, policy, file, text: &text.text, figures: figures(&text.text), quoting };
        document.check(&mut problems);
        for (file, root) in &trees {
            let role = source.files.get(*file).map(|file| Role::of(&file.path));
            if matches!(role, Some(Role::Policy(id) | Role::Clause(id)) if id == policy.id) {
                document.check_provisions((*file, root), &ledger, &rules, &mut problems);
            }
        }
        kinds::kinds(&document.quoting, (file, &text.text), &mut problems);
        let is_policy = |at: usize| {
            source.files.get(at).is_some_and(|file| Role::of(&file.path) == Role::Policy(policy.id.clone()))
        };
        if let Some((at, root)) = trees.iter().find(|(at, _)| is_policy(*at)) {
            particulars::particulars(policy, (*at, root), (file, &text.text), &mut problems);
        }
    }
    // A named condition may serve several measures.
    let mut seen = HashSet::new();
    problems.retain(|problem| seen.insert((problem.code, problem.place.clone())));
    problems
}

fn id_of(node: &Node<'_>) -> Option<String> {
    under(node, "id")?.written().map(|id| id.into_owned())
}

/// The measures of a document of which the quote is found.
fn quotings<'q, 't>(
    loaded: &'q Loaded,
    policy: usize,
    ledger: &Ledger,
    nodes: &HashMap<String, (usize, &'q Node<'t>)>,
    rules: &Rules<'q, 't>,
) -> Vec<Quoting<'q, 't>> {
    let catalogue = &loaded.catalogue;
    let whole = catalogue.policies.get(policy).into_iter().flat_map(|policy| &policy.readings);
    let mut quoting = Vec::new();
    for measure in &catalogue.measures {
        let Some(clause) = catalogue.clauses.get(measure.clause).filter(|clause| clause.policy == policy) else {
            continue;
        };
        let Some((file, node)) = nodes.get(&measure.id).copied() else { continue };
        let Ok(covered) = ledger.find(&clause.number, &measure.quote) else { continue };
        let (words, sentence) = ledger.place(&covered);
        let readings = measure.readings.iter().chain(whole.clone());
        let read = readings.flat_map(|reading| figures(&reading.phrase).into_iter().chain(figures(&reading.text.zh)));
        let read = read.map(|figure| figure.value).collect();
        let clause = ledger.clause(&covered);
        quoting.push(Quoting {
            measure,
            file,
            node,
            words,
            sentence,
            clause,
            used: rules.of_measure(file, node),
            read,
        });
    }
    quoting
}

/// A document beside what the catalogue makes of it.
struct Document<'d, 't> {
    source: &'d Source,
    policy: &'d Policy,
    file: usize,
    text: &'d str,
    figures: Vec<Figure>,
    quoting: Vec<Quoting<'d, 't>>,
}

pub(super) fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

impl Document<'_, '_> {
    fn check(&self, problems: &mut Vec<Problem>) {
        // Where a figure is wrong, that the right one is not used follows.
        let mut wrong: Vec<(Range<usize>, Value)> = Vec::new();
        for quoting in &self.quoting {
            for used in &quoting.used {
                let fitting = |range: &Range<usize>| -> Vec<&Figure> {
                    let stated = self.figures.iter().filter(|figure| within(&figure.span, range));
                    stated.filter(|figure| used.value.is(figure.value)).collect()
                };
                let mut stated = fitting(&quoting.words);
                if stated.is_empty() {
                    stated = fitting(&quoting.sentence);
                }
                // A cap or a term may stand in a sentence of its own, and when it is paid in a clause.
                if stated.is_empty() {
                    match used.as_what {
                        Use::Other => stated = fitting(&quoting.clause),
                        Use::Stage => stated = fitting(&(0..self.text.len())),
                        _ => {}
                    }
                }
                if stated.is_empty() {
                    if !self.is_explained(quoting, used.value) {
                        wrong.push((quoting.words.clone(), used.value));
                        problems.push(self.not_stated(
                            (&quoting.words, &quoting.sentence),
                            "[[measure.reading]]",
                            used,
                        ));
                    }
                } else if !stated.iter().any(|figure| fits(used.as_what, figure.bound.as_ref().map(|it| it.0)))
                    && let Some(figure) = stated.first()
                {
                    problems.push(self.wrong_operator(used, figure));
                }
            }
        }
        let counts = |it: &&Figure| matches!(it.value, Value::Yuan(_) | Value::Percent(_) | Value::Unclear(_));
        for figure in self.figures.iter().filter(counts) {
            let quoting: Vec<_> = self.quoting.iter().filter(|it| within(&figure.span, &it.words)).collect();
            let served = |it: &&Quoting<'_, '_>| {
                let mut values = it.used.iter().map(|used| used.value).chain(it.read.iter().copied());
                values.any(|value| value.is(figure.value))
            };
            let echo = wrong.iter().any(|(words, value)| within(&figure.span, words) && value.same_kind(figure.value));
            if let (Some(first), false) = (quoting.first(), echo || quoting.iter().any(served)) {
                problems.push(self.forgotten(first, figure));
            }
        }
    }

    /// Holds limits of totals and terms of obligations against the words that they quote.
    fn check_provisions(
        &self,
        (file, root): (usize, &Node<'_>),
        ledger: &Ledger,
        rules: &Rules<'_, '_>,
        problems: &mut Vec<Problem>,
    ) {
        let clause = under(root, "clause").and_then(Node::written).unwrap_or_default();
        for provision in ["stacking", "obligation"].into_iter().filter_map(|key| under(root, key)).flat_map(items) {
            let Some(quote) = under(provision, "quote").and_then(Node::written) else { continue };
            let Ok(covered) = ledger.find(&clause, &quote) else { continue };
            let (words, sentence) = ledger.place(&covered);
            for used in rules.of_provision(file, provision) {
                let mut stated = self.figures.iter().filter(|figure| within(&figure.span, &words));
                let mut readings = self.policy.readings.iter().flat_map(|reading| figures(&reading.text.zh));
                if !stated.any(|figure| used.value.is(figure.value))
                    && !readings.any(|figure| used.value.is(figure.value))
                {
                    problems.push(self.not_stated((&words, &sentence), "[[reading]]", &used));
                }
            }
        }
    }

    /// Whether a figure stands in the quote of a measure that uses it.
    fn is_used(&self, figure: &Figure) -> bool {
        let mut quoting = self.quoting.iter().filter(|quoting| within(&figure.span, &quoting.words));
        quoting.any(|quoting| quoting.used.iter().any(|used| used.value.is(figure.value)))
    }

    /// Whether a reading speaks of a figure, or it is one of the document's own dates.
    fn is_explained(&self, quoting: &Quoting<'_, '_>, value: Value) -> bool {
        let Policy { adopted, published, effective, expires, .. } = self.policy;
        let days = [*adopted, *published, Some(*effective), *expires];
        days.into_iter().flatten().any(|day| value == Value::Day(day))
            || quoting.read.iter().any(|stated| value.is(*stated))
    }

    fn words(&self, span: &Range<usize>) -> &str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    fn written(&self, place: &Place) -> &str {
        let file = self.source.files.get(place.file);
        file.and_then(|file| file.text.get(place.span.clone())).unwrap_or_default()
    }

    fn not_stated(&self, (quoted, sentence): (&Range<usize>, &Range<usize>), reading: &str, used: &Used) -> Problem {
        let written = self.written(&used.place).trim_matches('"');
        let (zh, en) = (format!("原文没有「{written}」"), format!("the document does not state `{written}`"));
        let problem = Problem::new(Code::FigureNotFound, used.place.clone(), zh, en);
        let problem = problem.mend(
            format!("照原文写;原文没有写而另有依据的,用 {reading} 说明"),
            format!("write what it states; where it states nothing, give the ground in a {reading}"),
        );
        let like = |range: &Range<usize>| {
            let mut near = self.figures.iter().filter(|figure| within(&figure.span, range));
            near.find(|figure| used.value.same_kind(figure.value) && !self.is_used(figure))
                .map(|figure| figure.span.clone())
        };
        let stated = like(quoted).or_else(|| like(sentence));
        let (span, zh, en) = match stated {
            Some(span) => (span, "原文写的数", "the figure that it states"),
            None => (quoted.clone(), "引用的原文", "the words quoted"),
        };
        problem.also(Place { file: self.file, span }, zh, en)
    }

    fn wrong_operator(&self, used: &Used, figure: &Figure) -> Problem {
        let (bound, span) = match &figure.bound {
            Some((bound, span)) => (Some(*bound), span.clone()),
            None => (None, figure.span.clone()),
        };
        let amount = matches!(used.as_what, Use::Exactly | Use::UpTo | Use::From | Use::To);
        let right = match bound {
            None => "exactly",
            Some(Bound::From | Bound::To) => "from … to …",
            Some(Bound::AtMost | Bound::LessThan) if amount => "up-to",
            Some(Bound::AtLeast) => "at-least",
            Some(Bound::MoreThan) => "more-than",
            Some(Bound::AtMost) => "at-most",
            Some(Bound::LessThan) => "less-than",
        };
        let (operator, words) = (self.written(&used.operator), self.words(&span));
        let zh = format!("「{operator}」与原文「{words}」不一致");
        let en = format!("`{operator}` does not fit the words `{words}`");
        let problem = Problem::new(Code::WrongOperator, used.operator.clone(), zh, en);
        let problem = problem.mend(format!("写成「{right}」"), format!("write `{right}`"));
        problem.also(Place { file: self.file, span }, "原文", "the document")
    }

    fn forgotten(&self, quoting: &Quoting<'_, '_>, figure: &Figure) -> Problem {
        let words = self.words(&figure.span);
        let quote = under(quoting.node, "quote").map_or(quoting.node.span.clone(), |node| node.span.clone());
        let written = self.written(&Place { file: quoting.file, span: quote.clone() });
        let span = written.find(words).map_or(quote.clone(), |at| {
            let start = quote.start.saturating_add(at);
            start..start.saturating_add(words.len())
        });
        let (zh, en) = (format!("没有规则用到原文的「{words}」"), format!("no rule uses `{words}` of the document"));
        let problem = Problem::new(Code::ForgottenFigure, Place { file: quoting.file, span }, zh, en);
        problem.mend(
            "写进 amount 或 when;不影响结论的,用 [[measure.reading]] 说明",
            "put it into `amount` or `when`; where it decides nothing, say so in a [[measure.reading]]",
        )
    }
}

/// Whether the words beside a figure allow the use that a rule makes of it.
fn fits(as_what: Use, bound: Option<Bound>) -> bool {
    match as_what {
        Use::AtLeast => matches!(bound, None | Some(Bound::AtLeast | Bound::From)),
        Use::MoreThan => matches!(bound, None | Some(Bound::MoreThan)),
        Use::AtMost => matches!(bound, None | Some(Bound::AtMost | Bound::To)),
        Use::LessThan => matches!(bound, None | Some(Bound::LessThan)),
        Use::Exactly => bound.is_none(),
        Use::UpTo => matches!(bound, Some(Bound::AtMost | Bound::LessThan)),
        Use::From => matches!(bound, Some(Bound::From | Bound::AtLeast)),
        Use::To => matches!(bound, Some(Bound::To | Bound::AtMost)),
        Use::Stage | Use::Other => true,
    }
}
