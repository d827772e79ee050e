//! Rules on which measures count together, from TOML.

use super::amounts;
use super::fields::{Faults, Fields};
use super::measures::code;
use super::names::Names;
use super::prove::unsound;
use crate::amount::{Amount, Support as Ready};
use crate::condition::Compiler;
use crate::measure::{Class, Measure};
use crate::problem::{Code, Place, Problem};
use crate::stacking::{Knots, MOST_TOGETHER, Rule, Stacking};
use crate::tree::Node;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Where the parts of a rule stand.
#[derive(Clone, Debug)]
pub struct StackingPlaces {
    /// The file.
    pub file: usize,
    /// Its quote.
    pub quote: Range<usize>,
    /// Its limit, or else its list of measures.
    limit: Range<usize>,
    /// Its list of measures.
    list: Range<usize>,
    /// Each of its measures.
    measures: Vec<Range<usize>>,
}

/// A rule as it is written; what it names is known only once all measures are.
pub(super) struct RawStacking<'n, 't> {
    pub file: usize,
    pub policy: usize,
    pub clause: Option<usize>,
    pub fields: Fields<'n, 't>,
}

/// The measures that a rule or an obligation may name.
pub(super) struct Measures<'m> {
    /// Those that can be used, by id, each with its position.
    read: HashMap<&'m str, usize>,
    /// The ids of all that are written, those with a fault included, in the order of the files.
    written: &'m [String],
    /// The same, to look them up.
    known: HashSet<&'m str>,
}

impl<'m> Measures<'m> {
    pub(super) fn new(read: &'m [Measure], written: &'m [String]) -> Self {
        let read = read.iter().enumerate().map(|(at, measure)| (measure.id.as_str(), at)).collect();
        Self { read, written, known: written.iter().map(String::as_str).collect() }
    }

    /// Whether some measure with this id is written, perhaps with a fault.
    pub(super) fn is_written(&self, id: &str) -> bool {
        self.known.contains(id)
    }

    /// The ids of all that are written, in the order of the files.
    pub(super) fn written(&self) -> impl Iterator<Item = &'m str> {
        self.written.iter().map(String::as_str)
    }
}

const FORMS: [&str; 3] = ["highest-of", "one-of", "total-at-most"];

/// Reads a rule. What names a measure that is at fault itself is left out without a word.
pub(super) fn read(
    raw: RawStacking<'_, '_>,
    measures: &Measures<'_>,
    names: &Names<'_>,
    faults: &mut Faults<'_>,
) -> Option<(Stacking, StackingPlaces)> {
    let RawStacking { file, policy, clause, mut fields } = raw;
    let quote_node = fields.need("quote", faults);
    let quote = quote_node.and_then(|node| faults.text(node));
    let text = fields.both(faults);
    let form = form(&mut fields, names, faults);
    fields.finish(faults);
    let (rule, list, limit) = form?;
    let (found, places) = members(list, measures, faults)?;
    let places =
        StackingPlaces { file, quote: quote_node?.span.clone(), limit, list: list.span.clone(), measures: places };
    Some((Stacking::new((policy, clause), quote?, text?, (found, rule?)), places))
}

/// What a rule says, where that can be read; the list of its measures; the place of its limit.
type Form<'n, 't> = (Option<Rule>, &'n Node<'t>, Range<usize>);

fn form<'n, 't>(fields: &mut Fields<'n, 't>, names: &Names<'_>, faults: &mut Faults<'_>) -> Option<Form<'n, 't>> {
    let mut found: Vec<(&'static str, &'n Node<'t>)> = Vec::new();
    for form in FORMS {
        found.extend(fields.take(form).map(|node| (form, node)));
    }
    let [(form, node)] = found.as_slice() else {
        one_form(fields, &found, faults);
        return None;
    };
    match *form {
        "highest-of" => Some((Some(Rule::HighestOf), node, node.span.clone())),
        "one-of" => {
            let chooser = fields.need("chosen-by", faults).and_then(|node| {
                let name = faults.text(node)?;
                let choosers = ["applicant", "giver"];
                let at = |name: &str| choosers.iter().position(|known| *known == name);
                code(&name, node, at, choosers.into_iter(), faults)
            });
            let rule = chooser.map(|at| Rule::OneOf { applicant_chooses: at == 0 });
            Some((rule, node, node.span.clone()))
        }
        _ => {
            let limit = amounts::limit(node, names, faults).filter(|limit| {
                let stated = *limit != Amount::Unstated;
                if !stated {
                    let place = faults.place(&node.span);
                    let (zh, en) = ("「total-at-most」要写出金额", "`total-at-most` needs a figure");
                    let mend = ("没有写数额的上限不必写", "a limit without a figure limits nothing: take it out");
                    faults.note(Problem::new(Code::BadValue, place, zh, en).mend(mend.0, mend.1));
                }
                stated
            });
            let list = fields.need("of", faults)?;
            Some((limit.map(Rule::TotalAtMost), list, node.span.clone()))
        }
    }
}

/// Reports that a rule has no form, or several; a form that is misspelt is an unknown key.
fn one_form(fields: &mut Fields<'_, '_>, found: &[(&'static str, &Node<'_>)], faults: &mut Faults<'_>) {
    let misspelt = fields.left().any(|key| crate::nearest::nearest(key, FORMS).is_some());
    if found.is_empty() && misspelt {
        for key in ["chosen-by", "of"] {
            fields.take(key);
        }
        return;
    }
    let place = found.get(1).map_or(&fields.span, |(_, node)| &node.span);
    let (zh, en) = match found {
        [(one, _), (two, _), ..] => {
            (format!("「{one}」和「{two}」只能写一种"), format!("give `{one}` or `{two}`, not both"))
        }
        _ => ("没有写这些措施怎样一起算".to_owned(), "the rule does not say how its measures count".to_owned()),
    };
    let problem = Problem::new(Code::BadValue, faults.place(place), zh, en);
    fields.forgive();
    let list = FORMS.join(", ");
    faults.note(problem.mend(format!("写下面一种:{list}"), format!("give one of {list}")));
}

/// The measures that a list names, each with its place; `None` where one cannot be used.
fn members(
    list: &Node<'_>,
    measures: &Measures<'_>,
    faults: &mut Faults<'_>,
) -> Option<(Vec<usize>, Vec<Range<usize>>)> {
    let items = faults.list(list);
    if items.len() < 2 && matches!(list.data, crate::tree::Data::List(_)) {
        let place = faults.place(&list.span);
        let (zh, en) = ("至少要有两项措施", "two measures or more are needed");
        let problem = Problem::new(Code::BadValue, place, zh, en);
        let mend = ("只管一项措施的上限写在它的金额里(cap)", "a limit of one measure stands in its amount, as `cap`");
        faults.note(problem.mend(mend.0, mend.1));
        return None;
    }
    let mut found: Vec<usize> = Vec::new();
    let mut once: HashSet<usize> = HashSet::new();
    let mut places = Vec::new();
    let mut whole = !items.is_empty();
    for item in items {
        let Some(id) = faults.text(item) else {
            whole = false;
            continue;
        };
        let Some(at) = measures.read.get(id.as_str()).copied() else {
            whole = false;
            if !measures.is_written(&id) {
                let place = faults.place(&item.span);
                let (zh, en) = (format!("没有「{id}」这项措施"), format!("there is no measure `{id}`"));
                faults.note(Problem::new(Code::UnknownMeasure, place, zh, en).suggest(&id, measures.written()));
            }
            continue;
        };
        if !once.insert(at) {
            whole = false;
            let place = faults.place(&item.span);
            let (zh, en) = (format!("「{id}」写了两次"), format!("`{id}` stands here twice"));
            faults.note(Problem::new(Code::Duplicate, place, zh, en).mend("删去一处", "take one of them out"));
            continue;
        }
        found.push(at);
        places.push(item.span.clone());
    }
    whole.then_some((found, places))
}

/// Proves that the rules mean one thing, can be decided exactly, and can matter.
pub(super) fn prove(
    problems: &mut Vec<Problem>,
    rules: &[Stacking],
    places: &[StackingPlaces],
    measures: &[Measure],
    compiler: Compiler<'_>,
) {
    let before = problems.len();
    for (rule, places) in rules.iter().zip(places) {
        let mut faults = Faults::strict(places.file, problems);
        idle(rule, places, measures, &mut faults);
        limit(rule, places, measures, compiler, &mut faults);
    }
    for (at, (rule, own)) in rules.iter().zip(places).enumerate().filter(|(_, (rule, _))| !rule.rule.excludes()) {
        let earlier = rules.iter().zip(places).take(at).filter(|(other, _)| !other.rule.excludes());
        problems.extend(earlier.filter_map(|(other, places)| overlap((rule, own), (other, places), measures)));
    }
    if before < problems.len() {
        return;
    }
    let knots = Knots::new(rules, |_| true);
    if let Some(tied) = knots.too_large(rules)
        && let Some((_, place)) =
            rules.iter().zip(places).find(|(rule, _)| rule.measures.iter().any(|it| tied.contains(it)))
    {
        let count = tied.len();
        let place = Place { file: place.file, span: place.list.clone() };
        let zh = format!("有 {count} 项措施被规则牵在一起,组合太多,算不准哪几项一起算");
        let en = format!("rules tie {count} measures together, in too many ways to decide exactly which of them count");
        let problem = Problem::new(Code::TooManyTogether, place, zh, en);
        problems.push(problem.mend(
            format!("最多 {MOST_TOGETHER} 项,几条规则共有的措施要少;能合并的规则合并成一条"),
            format!("at most {MOST_TOGETHER} can be, and rules should share few: join rules where they can be joined"),
        ));
    }
}

/// Notes the measures of a rule for which it can never matter.
fn idle(rule: &Stacking, places: &StackingPlaces, measures: &[Measure], faults: &mut Faults<'_>) {
    let classes = |at: &usize| -> Vec<Class> {
        let supports = measures.get(*at).into_iter().flat_map(|measure| &measure.supports);
        supports.map(|support| support.kind.class()).filter(|class| class.is_money()).collect()
    };
    if matches!(rule.rule, Rule::OneOf { .. }) {
        if rule.measures.iter().all(|at| classes(at).is_empty()) {
            let (zh, en) =
                ("这几项都没有以金额计的支持,规则管不到它们", "none of these gives money, so the rule never matters");
            let problem = Problem::new(Code::IdleStacking, faults.place(&places.list), zh, en);
            let mend = ("删去这条规则,改写成 [[remark]]", "take the rule out and make it a [[remark]]");
            faults.note(problem.mend(mend.0, mend.1));
        }
        return;
    }
    for (at, span) in rule.measures.iter().zip(&places.measures) {
        let own = classes(at);
        let shared = |other: &usize| other != at && classes(other).iter().any(|class| own.contains(class));
        if rule.measures.iter().any(shared) {
            continue;
        }
        let id = measures.get(*at).map_or("", |measure| measure.id.as_str());
        let (zh, en) = (
            format!("「{id}」与其他几项没有同一类的金额,规则管不到它"),
            format!("`{id}` gives no money of a class that another one gives, so the rule never matters to it"),
        );
        let problem = Problem::new(Code::IdleStacking, faults.place(span), zh, en);
        faults.note(problem.mend("删去它", "take it out"));
    }
}

/// Proves that the limit can be told for every applicant who gets one of its measures.
fn limit(
    rule: &Stacking,
    places: &StackingPlaces,
    measures: &[Measure],
    compiler: Compiler<'_>,
    faults: &mut Faults<'_>,
) {
    let Rule::TotalAtMost(limit) = &rule.rule else { return };
    let proof =
        |at: &usize| measures.get(*at).map(|it| Ready::prove(limit, it.rules(compiler).applies.formula(), compiler));
    if let Some(why) = rule.measures.iter().filter_map(proof).find_map(Result::err) {
        unsound(why, &places.limit, compiler, faults);
    }
}

/// Two limits of which neither holds all measures of the other, though they share some.
fn overlap(
    (rule, own): (&Stacking, &StackingPlaces),
    (other, places): (&Stacking, &StackingPlaces),
    measures: &[Measure],
) -> Option<Problem> {
    let shared: Vec<&usize> = rule.measures.iter().filter(|at| other.measures.contains(at)).collect();
    let apart = shared.len() < rule.measures.len() && shared.len() < other.measures.len();
    let first = shared.first().filter(|_| apart)?;
    let id = measures.get(**first).map_or("", |measure| measure.id.as_str());
    let place = Place { file: own.file, span: own.list.clone() };
    let (zh, en) = (
        format!("两个合计上限都管「{id}」,又各管别的措施,怎样一起算不清楚"),
        format!("two limits share `{id}`, and each has measures besides: how they count together is not clear"),
    );
    let also = Place { file: places.file, span: places.list.clone() };
    let problem = Problem::new(Code::OverlappingLimits, place, zh, en).also(also, "另一个上限", "the other limit");
    Some(problem.mend(
        "让一个上限包含另一个的全部措施,或者没有共有的措施",
        "let one limit hold all measures of the other, or share none",
    ))
}
