//! What can be wrong with a key of an object, in words.

use crate::beginning::beginning;
use crate::fact::Fact;
use crate::heading::Own;
use crate::language::{Language, Text};
use crate::problem::{Code, Place, Problem};
use crate::tree::Entry;

fn at_key(code: Code, entry: &Entry<'_>, what: Text, mend: Option<Text>) -> Problem {
    let place = Some(Place { file: 0, span: entry.key_span.clone() });
    Problem { code, place, what, mend, fact: None, also: None }
}

/// That a name or mark is not used, as another key gives it.
pub(super) fn unused(own: Own, kept: &str, entry: &Entry<'_>) -> Problem {
    let (key, kept) = (beginning(&entry.key), beginning(kept));
    let what = Text::new(
        format!("「{key}」没有用到:{}已取自「{kept}」", own.label(Language::Chinese)),
        format!("`{key}` was not used: the client goes by `{kept}`"),
    );
    at_key(Code::Duplicate, entry, what, Some(Text::new("留下一处", "keep one of them")))
}

/// That a fact, or one of its years, stands beside `facts`, and whether its key may stand inside as it is.
pub(super) fn outside(fact: &Fact, year: Option<usize>, fits: bool, entry: &Entry<'_>) -> Problem {
    let key = beginning(&entry.key);
    let what = Text::new(
        format!("「{key}」写在 facts 外面,没有采用"),
        format!("`{key}` stands outside `facts` and was not used"),
    );
    let id = year.map_or_else(|| fact.id.clone(), |year| format!("{}/{year}", fact.id));
    let mend = match fits {
        true => Text::new("把它移到 facts 里面", "move it into `facts`"),
        false => Text::new(
            format!("把它移到 facts 里面,键写「{id}」,单位写在值里"),
            format!("move it into `facts` as `{id}`, with the unit in the value"),
        ),
    };
    Problem { fact: Some(fact.id.clone()), ..at_key(Code::UnknownKey, entry, what, Some(mend)) }
}

/// That a key is not written as it has to be, and whether there is one that is.
pub(super) fn miswritten(key: &str, stands_too: bool, entry: &Entry<'_>) -> Problem {
    let written = beginning(&entry.key);
    let (what, mend) = match stands_too {
        true => (
            Text::new(
                format!("「{written}」没有采用:已有「{key}」"),
                format!("`{written}` was not used beside `{key}`"),
            ),
            Text::new("留下一处", "keep one of them"),
        ),
        false => (
            Text::new(format!("「{written}」没有采用"), format!("`{written}` was not used")),
            Text::new(format!("键写成「{key}」"), format!("write the key as `{key}`")),
        ),
    };
    at_key(Code::UnknownKey, entry, what, Some(mend))
}

/// That a key does not stand in the first objects, by which it is known what passes through.
pub(super) fn left_out(entry: &Entry<'_>) -> Problem {
    let key = beginning(&entry.key);
    let what = Text::new(
        format!("前面的记录里没有「{key}」,没有带过"),
        format!("`{key}` does not stand in the first records; it was left out"),
    );
    at_key(Code::UnknownColumn, entry, what, None)
}
