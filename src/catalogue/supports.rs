//! What a measure gives, from TOML.

use super::fields::{Faults, Fields};
use super::measures::code;
use super::names::Names;
use super::{amounts, sizes};
use crate::measure::{Alternative, Stage, Support, SupportKind};
use crate::money::Rate;
use crate::problem::{Code, Problem};
use crate::tree::{Data, Node};

/// The supports of one table: one, or several of which one is given. `groups` counts the latter.
pub(super) fn support(
    mut fields: Fields<'_, '_>,
    groups: &mut usize,
    names: &Names<'_>,
    faults: &mut Faults<'_>,
) -> Vec<Support> {
    let Some(list) = fields.take("one-of") else {
        return one_support(fields, None, names, faults).into_iter().collect();
    };
    *groups = groups.saturating_add(1);
    let applicant_chooses = match fields.take("chosen-by") {
        Some(node) => faults.text(node).is_some_and(|name| {
            let chooser = |name: &str| ["applicant", "giver"].iter().position(|known| *known == name);
            code(&name, node, chooser, ["applicant", "giver"].into_iter(), faults) == Some(0)
        }),
        None => false,
    };
    fields.finish(faults);
    if matches!(&list.data, Data::List(items) if items.len() < 2) {
        let (zh, en) = ("「one-of」至少要有两项", "`one-of` needs two or more");
        faults.at(Code::BadValue, &list.span, zh, en);
    }
    let alternative = Some(Alternative { group: *groups, applicant_chooses });
    let tables: Vec<Fields<'_, '_>> = faults.list(list).iter().filter_map(|item| faults.table(item)).collect();
    tables.into_iter().filter_map(|table| one_support(table, alternative, names, faults)).collect()
}

fn one_support(
    mut fields: Fields<'_, '_>,
    one_of: Option<Alternative>,
    names: &Names<'_>,
    faults: &mut Faults<'_>,
) -> Option<Support> {
    let span = fields.span.clone();
    let kind = fields.need("kind", faults).and_then(|node| {
        let name = faults.text(node)?;
        code(&name, node, SupportKind::from_code, SupportKind::ALL.iter().map(|it| it.code()), faults)
    });
    let what_node = fields.take("what");
    let what = what_node.and_then(|node| faults.both(node));
    let amount_node = fields.take("amount");
    // A kind that is at fault may be any; one that is not counted has a fault of its own below.
    let unit = kind.and_then(|kind| kind.class().unit());
    let amount = amount_node.and_then(|node| amounts::read(node, unit, names, faults));
    let term = fields.take("term").and_then(|node| sizes::term(node, faults));
    let stages_node = fields.take("stages");
    let stages = stages_node.map(|node| stages(node, faults)).unwrap_or_default();
    fields.finish(faults);
    let kind = kind?;
    match (unit.is_some(), amount_node) {
        (true, None) => {
            let place = faults.place(&span);
            let problem = Problem::new(Code::MissingKey, place, "缺少「amount」", "`amount` is missing");
            let zh = "写上金额;文件没有写数额的,写 amount = { unstated = true }";
            let en = "give the amount; where the document states no figure, write amount = { unstated = true }";
            faults.note(problem.mend(zh, en));
        }
        (false, Some(node)) => {
            let place = faults.place(&node.span);
            let name = kind.code();
            let (zh, en) = (format!("「{name}」这种支持不以金额计"), format!("`{name}` is not counted in money"));
            let problem = Problem::new(Code::BadValue, place, zh, en);
            faults.note(
                problem.mend("删去 amount,用 what 写给什么", "take `amount` out and say in `what` what is given"),
            );
        }
        _ => {}
    }
    if amount_node.is_none() && unit.is_none() && what_node.is_none() {
        let place = faults.place(&span);
        let problem = Problem::new(Code::MissingKey, place, "缺少「what」", "`what` is missing");
        faults.note(problem.mend(
            "用 what = { zh = \"…\", en = \"…\" } 写给什么",
            "say what is given in what = { zh = \"…\", en = \"…\" }",
        ));
    }
    if let Some(node) = stages_node
        && !kind.class().is_money()
    {
        let place = faults.place(&node.span);
        let (zh, en) = ("只有以金额计的支持才分期拨付", "only money is paid out in stages");
        faults.note(Problem::new(Code::BadValue, place, zh, en).mend("删去 stages", "take `stages` out"));
    }
    if amount_node.is_some() && amount.is_none() {
        return None;
    }
    Some(Support { kind, what, amount: amount.filter(|_| unit.is_some()), term, stages, one_of })
}

/// When the amount is paid out; all of it.
fn stages(node: &Node<'_>, faults: &mut Faults<'_>) -> Vec<Stage> {
    let mut stages = Some(Vec::new());
    for item in faults.list(node) {
        let stage = faults.table(item).and_then(|mut fields| {
            let share = fields.need("share", faults).and_then(|node| sizes::rate(node, faults));
            let text = fields.both(faults);
            fields.finish(faults);
            Some(Stage { share: share?, text: text? })
        });
        stages = stages.zip(stage).map(|(mut stages, stage)| {
            stages.push(stage);
            stages
        });
    }
    let stages = stages.unwrap_or_default();
    let whole = stages.iter().map(|stage| stage.share).reduce(Rate::and);
    if let Some(whole) = whole.filter(|whole| !whole.is_whole()) {
        let place = faults.place(&node.span);
        let whole = whole.words();
        let (zh, en) = (format!("各期加起来是 {whole}"), format!("the shares make {whole}"));
        faults.note(
            Problem::new(Code::BadValue, place, zh, en).mend("各期合计应为 100%", "together they must make 100%"),
        );
    } else if whole.is_none() && matches!(&node.data, Data::List(items) if items.is_empty()) {
        let (zh, en) = ("「stages」至少要有一期", "`stages` needs one or more");
        faults.at(Code::BadValue, &node.span, zh, en);
    }
    stages
}
