//! The words beside a figure, as a draft knows them.

/// Units of time, the longer ones first.
pub(super) const TERMS: [(&str, &str); 5] =
    [("周年", "year"), ("个月", "month"), ("年", "year"), ("日", "day"), ("天", "day")];
/// What is counted where a condition sets a bound; any of them may stand behind 万.
pub(super) const THINGS: [&str; 22] = [
    "平方米",
    "立方米",
    "公里",
    "标箱",
    "人次",
    "车次",
    "架次",
    "亩",
    "吨",
    "人",
    "家",
    "户",
    "个",
    "间",
    "辆",
    "台",
    "件",
    "单",
    "场",
    "项",
    "次",
    "分",
];
/// Words before a figure that make it a bound, and the operator; the longer ones first.
pub(super) const BEFORE: [(&str, &str); 16] = [
    ("最高不超过", "up-to"),
    ("最高可达", "up-to"),
    ("最高", "up-to"),
    ("最多", "up-to"),
    ("不超过", "up-to"),
    ("不高于", "up-to"),
    ("上限为", "up-to"),
    ("不少于", "at-least"),
    ("不低于", "at-least"),
    ("达到", "at-least"),
    ("年满", "at-least"),
    ("超过", "more-than"),
    ("大于", "more-than"),
    ("高于", "more-than"),
    ("低于", "less-than"),
    ("不足", "less-than"),
];
/// Words behind a figure that make it a bound.
pub(super) const AFTER: [(&str, &str); 9] = [
    ("(含)以上", "at-least"),
    ("及以上", "at-least"),
    ("以上(不含)", "more-than"),
    ("以上", "at-least"),
    ("(含)以下", "at-most"),
    ("以下(不含)", "less-than"),
    ("及以下", "at-most"),
    ("以下", "at-most"),
    ("以内", "at-most"),
];
/// Words that say that something was recognised.
pub(super) const RECOGNITIONS: [&str; 14] = [
    "经认定",
    "认定为",
    "首次认定",
    "获评",
    "评为",
    "评定为",
    "评定",
    "获批",
    "入选",
    "获得",
    "列入",
    "被授予",
    "取得",
    "备案",
];
