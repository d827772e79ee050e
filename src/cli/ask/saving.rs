//! Answers are saved as they are given, and the program can be broken off at any time.

use crate::catalogue::Catalogue;
use crate::cli::draft::Draft;
use crate::cli::place::{self, Existing};
use crate::cli::{Exit, beside};
use crate::harmless::harmless;
use crate::interview::{Keeper, terminal};
use crate::language::{Language, Text};
use crate::profile::Profile;
use crate::profile_file;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Held while a file is written, so that breaking off waits until it is whole.
static WRITING: Mutex<()> = Mutex::new(());

/// What has become of the answers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    /// There are none yet.
    NoneYet,
    /// The draft holds every one.
    Saved,
    /// The last ones could not be saved.
    Failed,
}

static KEPT: Mutex<Kept> = Mutex::new(Kept::NoneYet);

/// What was saved last, as it stands in the draft.
static LAST: Mutex<String> = Mutex::new(String::new());

fn note(kept: Kept) {
    *KEPT.lock().unwrap_or_else(PoisonError::into_inner) = kept;
}

fn what_is_kept() -> Kept {
    *KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether the draft is there and holds every answer. One that somebody has taken away is written again.
pub(super) fn is_saved(draft: &Path) -> bool {
    if what_is_kept() != Kept::Saved {
        return false;
    }
    let last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    // A file that somebody puts there meanwhile stays.
    draft.exists() || place::write(draft, last.as_bytes(), Existing::Kept).is_ok()
}

/// Takes note that the draft is there with this text and holds every answer.
pub(super) fn found_saved(text: &str) {
    text.clone_into(&mut LAST.lock().unwrap_or_else(PoisonError::into_inner));
    note(Kept::Saved);
}

/// That the draft is gone, where every answer was saved.
pub(super) fn gone(draft: &Path, language: Language) -> Option<String> {
    let shown = draft.display();
    (what_is_kept() == Kept::Saved && !draft.exists()).then(|| {
        language.pick(
            format!("保存回答的文件「{shown}」已经不在了"),
            format!("`{shown}`, in which answers are saved, is no longer there"),
        )
    })
}

/// Saves the draft after every answer.
pub(super) struct Saving<'s> {
    pub catalogue: &'s Catalogue,
    pub language: Language,
    pub draft: Draft,
    pub left_over: Vec<String>,
}

impl Saving<'_> {
    /// Replaces the draft; returns where a version of another program is kept.
    pub(super) fn save(&mut self, profile: &Profile) -> Result<Option<PathBuf>, Text> {
        let text = profile_file::write(self.catalogue, profile, self.draft.format(), self.language, &self.left_over);
        let held = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        let written = self.draft.write(&text);
        note(if written.is_ok() { Kept::Saved } else { Kept::Failed });
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = text;
        drop(held);
        written
    }
}

impl Keeper for Saving<'_> {
    fn keep(&mut self, profile: &Profile) -> Option<String> {
        let draft = self.draft.path().display().to_string();
        match self.save(profile) {
            Ok(None) => None,
            Ok(Some(kept)) => Some(self.language.pick(
                format!("「{draft}」被别的程序改过;改过的那份另存为「{}」,这里接着保存您的回答", kept.display()),
                format!(
                    "another program has changed `{draft}`; its version is kept as `{}`, your answers go on here",
                    kept.display()
                ),
            )),
            Err(what) => Some(self.language.pick(
                format!("回答没能保存:{};可以继续回答,下一题后再试", what.zh),
                format!("the answers could not be saved: {}; go on, it is tried again after the next answer", what.en),
            )),
        }
    }
}

/// Nothing is saved.
pub(super) struct Nowhere;

impl Keeper for Nowhere {
    fn keep(&mut self, _: &Profile) -> Option<String> {
        None
    }
}

/// How an interview that was broken off is gone on with.
#[derive(Clone, Debug)]
pub(super) struct Resume {
    /// The command.
    pub command: String,
    /// The draft.
    pub draft: PathBuf,
}

/// Ends the program with the terminal as it was when it is broken off between two keys.
pub(super) fn leave_on_signals(resume: Option<Resume>, language: Language) {
    // Without the handler Ctrl-C still ends the program, only less politely.
    let _ = ctrlc::set_handler(move || {
        let _held = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        terminal::give_back();
        let words = kept(resume.as_ref(), language);
        beside::abandon();
        let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("\n{}\n", harmless(&words)).as_bytes());
        std::process::exit(i32::from(Exit::Interrupted.code()));
    });
}

/// What becomes of the answers when the interview is broken off.
pub(super) fn kept(resume: Option<&Resume>, language: Language) -> String {
    match resume {
        Some(Resume { draft, command }) if is_saved(draft) => language.pick(
            format!("已中断,答完的题都已保存;接着答:{command}"),
            format!("interrupted; every question you finished is saved; to go on: {command}"),
        ),
        Some(_) if what_is_kept() == Kept::NoneYet => {
            language.pick("已中断,还没有开始提问", "interrupted before the first question").to_owned()
        }
        Some(Resume { draft, .. }) => gone(draft, language).map_or_else(
            || {
                let words =
                    language.pick("已中断,最后的回答没能保存", "interrupted; the last answers could not be saved");
                words.to_owned()
            },
            |gone| language.pick(format!("已中断;{gone}"), format!("interrupted; {gone}")),
        ),
        None => language
            .pick(
                "已中断,回答没有保存;下次可以加 --save 文件",
                "interrupted; nothing was saved; use --save FILE next time",
            )
            .to_owned(),
    }
}
