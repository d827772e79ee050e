//! Writes the sources anew, with every mutant in them.
//!
//! Each mutant stands on lines of its own, marked with its number, so that what the compiler says about a
//! line tells which mutant it does not take.

use crate::copy::Files;
use crate::list::{Genre, Mutant};
use crate::sites::{Change, Site, sites};
use std::collections::{BTreeMap, HashSet};
use std::error::Error;
use std::fmt::Write;
use std::ops::Range;
use std::path::Path;

/// The module by which a mutant is chosen.
const CHOICE: &str = include_str!("choice.rs");

/// Weaves into the files of the project all mutants but those dropped, to which it adds those that no
/// compiler takes.
pub fn weave(files: &mut Files, mutants: &[Mutant], dropped: &mut HashSet<u32>) -> Result<(), Box<dyn Error>> {
    files.insert("src/mutants.rs".into(), CHOICE.into());
    // The build script has the modules of the core as its own, and makes no mistakes.
    for (file, module) in
        [("src/lib.rs", "pub mod mutants;"), ("build.rs", "#[path = \"src/mutants.rs\"]\nmod mutants;")]
    {
        text_of(files, file)?.extend(format!("\n{module}\n").bytes());
    }
    let mut by_file: BTreeMap<&String, Vec<&Mutant>> = BTreeMap::new();
    for mutant in mutants.iter().filter(|mutant| !dropped.contains(&mutant.number)) {
        by_file.entry(&mutant.file).or_default().push(mutant);
    }
    for (file, mutants) in by_file {
        let content = text_of(files, file)?;
        let text = str::from_utf8(content)?;
        let (sites, impossible) = sites(&syn::parse_file(text)?, &mutants);
        dropped.extend(impossible.iter().map(|mutant| mutant.number));
        let woven = woven(text, 0..text.len(), &sites);
        if let Some(lost) = mutants.iter().find(|one| !dropped.contains(&one.number) && !woven.contains(&mark(one))) {
            return Err(format!("no place found for {}", lost.name).into());
        }
        *content = woven.into_bytes();
    }
    Ok(())
}

fn text_of<'f>(files: &'f mut Files, file: &str) -> Result<&'f mut Vec<u8>, String> {
    files.get_mut(Path::new(file)).ok_or_else(|| format!("{file} is not there"))
}

/// The number of every mutant that stands on a line.
pub fn marked(line: &str) -> impl Iterator<Item = u32> {
    line.split("/*mutant ").skip(1).filter_map(|rest| rest.split('*').next()?.parse().ok())
}

fn mark(mutant: &Mutant) -> String {
    format!("/*mutant {}*/", mutant.number)
}

fn chosen(mutant: &Mutant) -> String {
    format!("crate::mutants::chosen({})", mutant.number)
}

/// A part of a text with the sites in it.
fn woven(text: &str, part: Range<usize>, sites: &[Site<'_>]) -> String {
    let mut out = String::new();
    let mut at = part.start;
    for (index, site) in sites.iter().enumerate() {
        if site.range.start < at || site.range.end > part.end {
            continue;
        }
        out.push_str(&text[at..site.range.start]);
        out.push_str(&changed(text, site, &sites[index + 1..]));
        at = site.range.end;
    }
    out.push_str(&text[at..part.end]);
    out
}

fn changed(text: &str, site: &Site<'_>, sites: &[Site<'_>]) -> String {
    let inside = |range: &Range<usize>| woven(text, range.clone(), sites);
    match &site.change {
        Change::Body(mutants) => body(mutants, inside(&site.range)),
        Change::Operator { left, operator, right, mutants } => {
            let (left, right) = (inside(left), inside(right));
            let mut out = "(".to_owned();
            for mutant in mutants {
                let (chosen, operator, mark) = (chosen(mutant), &mutant.replacement, mark(mutant));
                let _ = write!(out, "if {chosen} {{ {left}\n{operator} {mark}\n{right} }} else ");
            }
            let _ = write!(out, "{{ {left} {} {right} }})", &text[operator.clone()]);
            out
        }
        Change::Prefix { operand, mutant } => {
            let (operand_text, before) = (inside(operand), &text[site.range.start..operand.start]);
            let (chosen, mark) = (chosen(mutant), mark(mutant));
            format!("(if {chosen} {{\n{operand_text} {mark}\n}} else {{ {before}{operand_text} }})")
        }
        Change::Guard(mutants) => mutants.iter().fold(inside(&site.range), |guard, mutant| {
            let (chosen, mark) = (chosen(mutant), mark(mutant));
            match (mutant.genre, mutant.replacement.as_str()) {
                (Genre::MatchArmGuard, "true") => format!("({chosen} {mark} || ({guard}))"),
                _ => format!("(!{chosen} {mark} && ({guard}))"),
            }
        }),
        Change::Pattern(mutant) => format!("\nif !{} {}\n", chosen(mutant), mark(mutant)),
        Change::Field { name, base, value, mutant } => {
            let (base, value, chosen, mark) = (inside(base), inside(value), chosen(mutant), mark(mutant));
            format!("{name}: (if {chosen} {{\n({base}).{name} {mark}\n}} else {{ {value} }})")
        }
        Change::Const => String::new(),
    }
}

/// A body that first may return something else. Where only the body tells which iterator is returned, one
/// of two kinds is.
fn body(mutants: &[&Mutant], body: String) -> String {
    let mut out = body;
    for mutant in mutants.iter().rev() {
        let (chosen, value, mark) = (chosen(mutant), &mutant.replacement, mark(mutant));
        out = if mutant.returns_iterator() {
            let kind = "crate::mutants::Either";
            format!("if {chosen} {{\n{kind}::Mistaken({value}) {mark}\n}} else {{ {kind}::Right({{ {out} }}) }}")
        } else {
            format!("if {chosen} {{\nreturn {value}; {mark}\n}}\n{out}")
        };
    }
    out
}
