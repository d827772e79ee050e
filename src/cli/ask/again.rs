//! The command that gives the result of an interview again.

use super::ending::{chosen_measures, circumstances};
use crate::catalogue::Catalogue;
use crate::cli::Context;
use crate::cli::form::Form;
use crate::language::Language;
use crate::profile::Profile;
use crate::profile_file;
use crate::shell::{shell_path, shell_word};
use clap::ArgMatches;
use std::path::Path;

/// All of it but the answers.
#[derive(Clone, Debug)]
pub(super) struct Again {
    catalogue: &'static Catalogue,
    /// The language of the interview.
    pub language: Language,
    options: Vec<String>,
}

impl Again {
    /// As the interview was begun.
    pub(super) fn of(context: &Context, catalogue: &'static Catalogue, matches: &ArgMatches) -> Self {
        let mut options = chosen_measures(matches);
        let form = Form::wanted(matches);
        if matches.contains_id("format") || form != Form::Table {
            options.extend(["--format".to_owned(), form.code().to_owned()]);
        }
        options.extend(matches.get_flag("all").then(|| "--all".to_owned()));
        options.extend(["--as-of".to_owned(), catalogue.as_of.to_string()]);
        options.extend(circumstances(context));
        Self { catalogue, language: context.language(), options }
    }

    /// The command that reads the answers from the draft, below what it is for.
    pub(super) fn that_reads(&self, draft: &Path) -> String {
        self.below_its_use(vec![shell_path(draft)])
    }

    /// The same with the answers in it, so that no file is needed; none where nothing is known.
    pub(super) fn that_holds(&self, profile: &Profile) -> Option<String> {
        let assignments = profile_file::assignments(self.catalogue, profile);
        let words: Vec<String> = assignments.iter().flat_map(|it| ["--set".to_owned(), shell_word(it)]).collect();
        (!words.is_empty()).then(|| self.below_its_use(words))
    }

    fn below_its_use(&self, answers: Vec<String>) -> String {
        let again = self.language.pick("再次得到这个结果:", "For the same result again:");
        let command = [vec!["huiqi".to_owned(), "assess".to_owned()], answers, self.options.clone()].concat();
        format!("\n{again}\n  {}\n", command.join(" "))
    }
}
