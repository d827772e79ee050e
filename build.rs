//! Reads the catalogue once, with the modules that read any catalogue, so that the program need not
//! at every start. A catalogue with faults is not built in.

// The modules are parts of the program, and what it shares stands unused here.
#![allow(dead_code, unused_imports, clippy::enum_variant_names)]

#[path = "src/amount/mod.rs"]
mod amount;
#[path = "src/catalogue"]
mod catalogue {
    mod amounts;
    mod circles;
    mod conditions;
    mod content;
    mod drafts;
    mod facts;
    mod fields;
    mod load;
    mod measures;
    mod names;
    mod obligations;
    mod prove;
    mod sizes;
    mod source;
    mod stacking;
    mod supports;
    mod validity;

    pub use content::Catalogue;
    pub use load::load;
    pub use source::Source;
}
#[path = "src/condition.rs"]
mod condition;
#[path = "src/day.rs"]
mod day;
#[path = "src/fact.rs"]
mod fact;
#[path = "src/figure.rs"]
mod figure;
#[path = "src/interval.rs"]
mod interval;
#[path = "src/joined.rs"]
mod joined;
#[path = "src/knowledge.rs"]
mod knowledge;
#[path = "src/language.rs"]
mod language;
#[path = "src/measure/mod.rs"]
mod measure;
#[path = "src/money.rs"]
mod money;
#[path = "src/obligation.rs"]
mod obligation;
#[path = "src/points.rs"]
mod points;
#[path = "src/problem.rs"]
mod problem;
#[path = "src/profile.rs"]
mod profile;
#[path = "src/profile_file"]
mod profile_file {
    mod words;

    pub(crate) use words::words;
}
#[path = "src/stacking/mod.rs"]
mod stacking;
#[path = "src/syntax.rs"]
mod syntax;
#[path = "src/tree/mod.rs"]
mod tree;
#[path = "src/truth/mod.rs"]
mod truth;
#[path = "src/validity.rs"]
mod validity;

use jiff::civil::Date;
use problem::File;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=policies");
    // At a fixed place in memory nothing has to be put right before the program starts: ten thousand
    // addresses otherwise. What unwinds stacks is in the program, so that one library less is loaded.
    if std::env::var("CARGO_CFG_TARGET_OS")? == "linux" && std::env::var("CARGO_CFG_TARGET_ENV")? == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
        println!("cargo::rustc-link-lib=static:-bundle=gcc_eh");
    }
    let folder = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("policies");
    let target = std::env::var("OUT_DIR")?;
    let target = Path::new(&target);
    let said = |problems: &[problem::Problem], files: &[File]| {
        problem::render(problems, files, language::Language::English, false)
    };
    let source = catalogue::Source::folder(&folder).map_err(|problems| said(&problems, &[]))?;
    // The program sets the day; nothing that is left here hangs on it.
    let content = catalogue::load(&source, Date::default()).map_err(|problems| said(&problems, &source.files))?;
    std::fs::write(target.join("catalogue.postcard"), postcard::to_stdvec(&content)?)?;
    let file = |file: &File| format!("({:?}, include_str!({:?})),\n", file.path, folder.join(&file.path));
    std::fs::write(target.join("files.rs"), format!("[{}]", source.files.iter().map(file).collect::<String>()))?;
    Ok(())
}
