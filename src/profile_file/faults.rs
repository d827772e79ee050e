//! What can be wrong with a profile beside its values: what it is, and how to mend it.

use crate::beginning::beginning;
use crate::fact::{Fact, Kind};
use crate::language::Text;
use crate::nearest::nearest;

/// What is wrong, and how to mend it.
pub(super) type Words = (Text, Text);

pub(super) fn no_profile(written: &str) -> Words {
    (
        Text::new(format!("「{written}」不是一个档案"), format!("`{written}` is no profile")),
        Text::new("写成 {…},申报信息放在 facts 里", "write {…}, with what is known in `facts`"),
    )
}

/// That a name or mark is no text.
pub(crate) fn no_text(key: &str, written: &str) -> Words {
    (
        Text::new(
            format!("「{key}」应是一段文字,不是「{written}」"),
            format!("`{key}` must be a text, not `{written}`"),
        ),
        Text::new("写成一段文字,放在引号里:\"…\"", "write it as a text in quotes: \"…\""),
    )
}

pub(super) fn no_facts(written: &str) -> Words {
    (
        Text::new(
            format!("「facts」里应是各项申报信息,不是「{written}」"),
            format!("`facts` must hold what is known, not `{written}`"),
        ),
        Text::new("写成 {…} 或 [facts],一项一个键", "write {…} or [facts], with a key for each fact"),
    )
}

pub(super) fn no_list(written: &str) -> Words {
    (
        Text::new(
            format!("「declined」应是一个列表,不是「{written}」"),
            format!("`declined` must be a list, not `{written}`"),
        ),
        Text::new("写成 [\"…\"]", "write [\"…\"]"),
    )
}

/// That something in `declined` names no fact, as it is no text.
pub(super) fn no_name(written: &str) -> Words {
    (
        Text::new(
            format!("「declined」里的「{written}」不是一项信息的名称"),
            format!("`{written}` in `declined` is not the name of a fact"),
        ),
        Text::new("写信息的名称,放在引号里:\"…\"", "write the name of a fact, in quotes: \"…\""),
    )
}

pub(super) fn no_value(fact: &Fact, written: &str) -> Words {
    let (zh, en) = (&fact.label.zh, &fact.label.en);
    (
        Text::new(format!("{zh}:「{written}」不是一个值"), format!("{en}: `{written}` is no value")),
        Text::new("直接写值,不清楚就写「不清楚」", "write the value itself, or `unknown`"),
    )
}

/// That several amounts are given for one year.
pub(super) fn not_one_year(fact: &Fact, written: &str) -> Words {
    let (zh, en) = (&fact.label.zh, &fact.label.en);
    (
        Text::new(
            format!("{zh}:「{written}」不是一年的金额"),
            format!("{en}: `{written}` is not the amount of one year"),
        ),
        Text::new("这里只写这一年的金额,如「2.5亿元」", "write the amount of this year, like `250 million yuan`"),
    )
}

/// That a key of a profile stands there twice.
pub(super) fn key_twice(key: &str) -> Words {
    let shown = beginning(key);
    (
        Text::new(format!("「{shown}」写了两次"), format!("`{shown}` stands here twice")),
        Text::new("留下一处;现在按第一处处理", "keep one of them; the first counts now"),
    )
}

/// That a fact is given twice.
pub(super) fn fact_twice(key: &str) -> Words {
    let shown = beginning(key);
    (
        Text::new(format!("「{shown}」填了两次"), format!("`{shown}` is given twice")),
        Text::new("留下一处;现在按不清楚处理", "keep one of them; it counts as unknown now"),
    )
}

pub(super) fn given_and_declined(key: &str) -> Words {
    let shown = beginning(key);
    (
        Text::new(
            format!("「{shown}」既填了值,又列在 declined 里"),
            format!("`{shown}` has a value and is declined too"),
        ),
        Text::new("两处去掉一处;现在按不清楚处理", "take one of them out; it counts as unknown now"),
    )
}

/// That a key beside `facts` means nothing there, and whether it names a fact.
pub(super) fn unknown_key(key: &str, is_fact: bool) -> Words {
    let mend = match nearest(key, ["name", "id", "declined", "facts"]) {
        _ if is_fact => Text::new("把它放到 facts 下面", "put it under `facts`"),
        Some(name) => meant(name),
        None => Text::new(
            "删去它;这里只写 name、id、declined 和 facts",
            "take it out; only `name`, `id`, `declined` and `facts` stand here",
        ),
    };
    let shown = beginning(key);
    (Text::new(format!("这里不认识「{shown}」"), format!("`{shown}` means nothing here")), mend)
}

/// That a fact has no such year, or none at all.
pub(super) fn no_such_year(fact: &Fact, year: &str) -> Words {
    let (label, id, year) = (&fact.label, &fact.id, beginning(year));
    match fact.kind {
        Kind::YearlyMoney { years } => (
            Text::new(format!("{}没有「{year}」这一年", label.zh), format!("{}: there is no year `{year}`", label.en)),
            Text::new(format!("写「{id}/1」到「{id}/{years}」"), format!("write `{id}/1` to `{id}/{years}`")),
        ),
        _ => (
            Text::new(format!("{}不分年填写", label.zh), format!("{}: this is not given for each year", label.en)),
            Text::new(format!("写「{id}」"), format!("write `{id}`")),
        ),
    }
}

/// That there is no such fact, and which was perhaps meant.
pub(super) fn unknown_fact(key: &str, near: Option<&str>) -> Words {
    let mend = near
        .map_or_else(|| Text::new("用 huiqi facts 查看可填的信息", "see `huiqi facts` for what can be given"), meant);
    let shown = beginning(key);
    (Text::new(format!("没有「{shown}」这项申报信息"), format!("there is no fact `{shown}`")), mend)
}

fn meant(name: &str) -> Text {
    Text::new(format!("是不是「{name}」?"), format!("did you mean `{name}`?"))
}
