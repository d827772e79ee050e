//! Answers are saved as they are given, and the program can be broken off at any time.

use super::again::Again;
use crate::catalogue::Catalogue;
use crate::cli::draft::Draft;
use crate::cli::place::{self, Existing};
use crate::cli::{Exit, beside};
use crate::harmless::{colourless_message, harmless};
use crate::interview::{Keeper, terminal};
use crate::language::{Language, Text};
use crate::profile::Profile;
use crate::profile_file;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Held while a file is written, so that breaking off waits until it is whole.
static WRITING: Mutex<()> = Mutex::new(());

/// What has become of the answers.
#[derive(Clone)]
enum Kept {
    /// There are none yet.
    NoneYet,
    /// The draft holds every one.
    Saved,
    /// The last ones could not be saved, and why.
    Failed(Text),
}

static KEPT: Mutex<Kept> = Mutex::new(Kept::NoneYet);

/// What was saved last, as it stands in the draft.
static LAST: Mutex<String> = Mutex::new(String::new());

/// All answers, until a command that gives the result again was said.
static UNSAID: Mutex<Option<Profile>> = Mutex::new(None);

/// Takes note of all answers as they are now.
pub(super) fn answered(profile: &Profile) {
    *UNSAID.lock().unwrap_or_else(PoisonError::into_inner) = Some(profile.clone());
}

/// Takes note that a command that gives the result again was said.
pub(super) fn said() {
    *UNSAID.lock().unwrap_or_else(PoisonError::into_inner) = None;
}

/// The command that holds all answers, where no draft does and none was said.
pub(super) fn unsaid(resume: Option<&Resume>, again: &Again) -> Option<String> {
    if resume.is_some_and(|resume| is_saved(&resume.draft)) {
        return None;
    }
    let profile = UNSAID.lock().unwrap_or_else(PoisonError::into_inner);
    profile.as_ref().and_then(|profile| again.that_holds(profile))
}

fn note(kept: Kept) {
    *KEPT.lock().unwrap_or_else(PoisonError::into_inner) = kept;
}

fn what_is_kept() -> Kept {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Whether the draft is there and holds every answer. One that somebody has taken away is written again.
pub(super) fn is_saved(draft: &Path) -> bool {
    if !matches!(what_is_kept(), Kept::Saved) {
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

/// Why the draft does not hold every answer: it could not be written, or it is gone.
pub(super) fn unsaved(draft: &Path) -> Option<Text> {
    match what_is_kept() {
        Kept::Failed(why) => Some(Text::new(
            format!("最后的回答没能保存:{}", why.zh),
            format!("the last answers could not be saved: {}", why.en),
        )),
        Kept::Saved if !draft.exists() => {
            let draft = draft.display();
            Some(Text::new(
                format!("保存回答的文件「{draft}」已经不在了"),
                format!("`{draft}`, in which answers are saved, is no longer there"),
            ))
        }
        Kept::Saved | Kept::NoneYet => None,
    }
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
        note(written.as_ref().map_or_else(|why| Kept::Failed(why.clone()), |_| Kept::Saved));
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = text;
        drop(held);
        written
    }
}

impl Keeper for Saving<'_> {
    fn keep(&mut self, profile: &Profile) -> Option<String> {
        answered(profile);
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
    fn keep(&mut self, profile: &Profile) -> Option<String> {
        answered(profile);
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
pub(super) fn leave_on_signals(resume: Option<Resume>, again: Again) {
    // Without the handler Ctrl-C still ends the program, only less politely.
    let _ = ctrlc::set_handler(move || {
        let _held = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        terminal::give_back();
        let words = interrupted(resume.as_ref(), &again);
        beside::abandon();
        let _ = std::io::Write::write_all(&mut std::io::stderr(), colourless_message(&words).as_bytes());
        std::process::exit(i32::from(Exit::Interrupted.code()));
    });
}

/// What is said when the interview is broken off: what becomes of the answers, and where no draft holds
/// them all, the command that does.
pub(super) fn interrupted(resume: Option<&Resume>, again: &Again) -> String {
    let command = unsaid(resume, again).unwrap_or_default();
    format!("\n{}\n{command}", harmless(&kept(resume, again.language)))
}

fn kept(resume: Option<&Resume>, language: Language) -> String {
    match resume {
        Some(Resume { draft, command }) if is_saved(draft) => language.pick(
            format!("已中断,答完的题都已保存;接着答:{command}"),
            format!("interrupted; every question you finished is saved; to go on: {command}"),
        ),
        Some(Resume { draft, .. }) => match unsaved(draft) {
            Some(why) => language.pick(format!("已中断;{}", why.zh), format!("interrupted; {}", why.en)),
            None => language.pick("已中断,还没有开始提问", "interrupted before the first question").to_owned(),
        },
        None => language
            .pick(
                "已中断,回答没有保存;下次可以加 --save 文件",
                "interrupted; nothing was saved; use --save FILE next time",
            )
            .to_owned(),
    }
}
