//! Reads the catalogue once, with the modules that read any catalogue, so that the program need not
//! at every start. A catalogue with faults is not built in.

// The modules are parts of the program, and what it shares stands unused here.
#![allow(dead_code, unused_imports, clippy::enum_variant_names)]

#[path = "src/amount/mod.rs"]
mod amount;
#[path = "src/catalogue"]
mod catalogue {
    mod amounts;
    mod clauses;
    mod conditions;
    mod content;
    mod drafts;
    mod facts;
    mod fields;
    mod folder;
    mod leads;
    mod load;
    mod measures;
    mod names;
    mod obligations;
    mod prove;
    mod reader;
    mod signs;
    mod sizes;
    mod source;
    mod stacking;
    mod supports;
    mod validity;

    pub use content::Catalogue;
    pub use load::load;
    pub use source::Source;
}
#[path = "src/beginning.rs"]
mod beginning;
#[path = "src/choices.rs"]
mod choices;
#[path = "src/condition.rs"]
mod condition;
#[path = "src/day.rs"]
mod day;
#[path = "src/fact.rs"]
mod fact;
#[path = "src/figure.rs"]
mod figure;
#[path = "src/harmless.rs"]
mod harmless;
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
#[path = "src/nearest.rs"]
mod nearest;
#[path = "src/obligation.rs"]
mod obligation;
#[path = "src/points.rs"]
mod points;
#[path = "src/problem/mod.rs"]
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
#[path = "src/still_file.rs"]
mod still_file;
#[path = "src/syntax.rs"]
mod syntax;
#[path = "src/text_bytes.rs"]
mod text_bytes;
#[path = "src/tree/mod.rs"]
mod tree;
#[path = "src/truth/mod.rs"]
mod truth;
#[path = "src/validity.rs"]
mod validity;
#[path = "src/whole_file.rs"]
mod whole_file;

use jiff::civil::Date;
use problem::File;
use std::path::Path;
use std::process::Command;

/// Libraries that the compiler asks for as shared ones, and the same to be put into the program.
const LIBRARIES: [(&str, &str); 3] = [("libc.so", "libc.a"), ("libm.so", "libm.a"), ("libgcc_s.so", "libgcc_eh.a")];

/// Has the program linked so that at a start no library is looked for, and no address put right: it
/// stands at a fixed place in memory. That takes a third of a millisecond off every start.
///
/// The compiler names the shared C library itself, and only for all crates at once could it be told
/// not to; so the linker finds files of these names first that point to the others.
fn start_quickly(folder: &Path) -> std::io::Result<()> {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let gnu = variable("CARGO_CFG_TARGET_OS") == "linux" && variable("CARGO_CFG_TARGET_ENV") == "gnu";
    if !gnu || variable("HOST") != variable("TARGET") || !LIBRARIES.iter().all(|(_, library)| is_there(library)) {
        return Ok(());
    }
    let folder = folder.join("libraries");
    std::fs::create_dir_all(&folder)?;
    for (shared, inside) in LIBRARIES {
        std::fs::write(folder.join(shared), format!("INPUT(-l:{inside})\n"))?;
    }
    for argument in ["-no-pie", "-static", &format!("-L{}", folder.display())] {
        println!("cargo::rustc-link-arg-bins={argument}");
    }
    Ok(())
}

/// Whether the linker knows where a library is: it answers with its path then, or else with its name.
fn is_there(library: &str) -> bool {
    let answer = Command::new("cc").arg(format!("-print-file-name={library}")).output();
    answer.is_ok_and(|answer| answer.stdout.contains(&b'/'))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=policies");
    let folder = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("policies");
    let target = std::env::var("OUT_DIR")?;
    let target = Path::new(&target);
    start_quickly(target)?;
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
