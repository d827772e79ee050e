//! The files of the project, and a folder that holds them with the mutants woven in.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// What no test needs.
const LEFT_OUT: [&str; 3] = ["target", "fuzz", "mutants"];

/// Files by their paths from the root of the project.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Every file of a project but for those that no test needs.
pub fn files(project: &Path) -> Result<Files, Box<dyn Error>> {
    let mut files = Files::new();
    let left_out = |name: &str| LEFT_OUT.contains(&name) || name.starts_with(".git");
    each_file(project, &left_out, &mut |path| {
        files.insert(path.strip_prefix(project)?.to_owned(), fs::read(path)?);
        Ok(())
    })?;
    Ok(files)
}

/// Makes a folder hold these files and no others. Those that stand there already are not written, so that
/// the compiler has nothing to do for them.
pub fn write(files: &Files, folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    each_file(folder, &|_| false, &mut |path| {
        if !files.contains_key(path.strip_prefix(folder)?) {
            fs::remove_file(path)?;
        }
        Ok(())
    })?;
    for (path, content) in files {
        let path = folder.join(path);
        if fs::read(&path).is_ok_and(|there| there == *content) {
            continue;
        }
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, content)?;
    }
    Ok(())
}

type Visit<'v> = &'v mut dyn FnMut(&Path) -> Result<(), Box<dyn Error>>;

fn each_file(folder: &Path, left_out: &dyn Fn(&str) -> bool, visit: Visit<'_>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_str().is_some_and(left_out) {
            continue;
        }
        if entry.file_type()?.is_dir() { each_file(&entry.path(), left_out, visit)? } else { visit(&entry.path())? }
    }
    Ok(())
}
