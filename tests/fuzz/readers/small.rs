//! A small catalogue with facts of every kind.

use huiqi::catalogue::{Catalogue, Source, load};
use jiff::civil::{Date, date};
use std::sync::OnceLock;

/// The day for which everything is read.
pub const AS_OF: Date = date(2026, 11, 24);

/// The files of the base, by path and text.
pub const FILES: [(&str, &str); 6] = [
    ("facts.toml", include_str!("../../faults/base/facts.toml")),
    ("demo/policy.toml", include_str!("../../faults/base/demo/policy.toml")),
    ("demo/source.txt", include_str!("../../faults/base/demo/source.txt")),
    ("demo/1-companies.toml", include_str!("../../faults/base/demo/1-companies.toml")),
    ("demo/2-investment.toml", include_str!("../../faults/base/demo/2-investment.toml")),
    ("demo/cases.toml", include_str!("../../faults/base/demo/cases.toml")),
];

/// The kind of fact that the base has not.
const QUANTITY: &str = r#"[[fact]]
id       = "land"
topic    = "applicant"
type     = "quantity"
unit     = { zh = "亩", en = "mu" }
label    = { zh = "用地面积", en = "Land used" }
question = { zh = "用地多少亩?", en = "How much land is used?" }
help     = { zh = "见不动产权证书。", en = "See the land certificate." }
aliases  = ["土地面积"]
"#;

/// The base with a fact of every kind.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        let files = FILES.into_iter().chain([("demo/facts.toml", QUANTITY)]);
        load(&Source::of(files.map(|(path, text)| (path.to_owned(), text.to_owned()))), AS_OF).unwrap()
    })
}
