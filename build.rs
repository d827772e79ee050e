//! Reads the catalogue once, so that the program need not at every start.

#[path = "src/tree/mod.rs"]
#[allow(dead_code)]
mod tree;

use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=policies");
    println!("cargo::rerun-if-changed=src/tree");
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("policies");
    let mut paths = Vec::new();
    collect(&root, &mut paths)?;
    paths.sort();
    let mut files = Vec::new();
    let mut digest = Sha256::new();
    for path in &paths {
        let name = path.strip_prefix(&root)?.to_string_lossy().replace('\\', "/");
        // What decides results; not the worked cases, nor example profiles in a folder further down.
        if !name.ends_with(".toml") || name.ends_with("cases.toml") || name.matches('/').count() > 1 {
            continue;
        }
        let text = std::fs::read_to_string(path)?;
        digest.update(name.as_bytes());
        digest.update([0]);
        digest.update(text.as_bytes());
        digest.update([0]);
        files.push((name, text));
    }
    let mut trees: Vec<(&str, tree::Node<'_>)> = Vec::new();
    for (name, text) in &files {
        let (node, errors) = tree::from_toml(text);
        if let Some((_, message)) = errors.first() {
            return Err(format!("policies/{name} is not TOML: {message}").into());
        }
        trees.push((name, node));
    }
    let hexadecimal: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let snapshot = postcard::to_stdvec(&(hexadecimal, trees))?;
    std::fs::write(PathBuf::from(std::env::var("OUT_DIR")?).join("catalogue.postcard"), snapshot)?;
    Ok(())
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { collect(&path, paths)? } else { paths.push(path) }
    }
    Ok(())
}
