//! One line or cell of text: a value of any kind of fact, an assignment, a heading.

use super::small;
use huiqi::batch::headings::{Headings, Role, squeezed};
use huiqi::fact::Kind;
use huiqi::figure::says_unknown;
use huiqi::language::Language;
use huiqi::profile::Profile;
use huiqi::profile_file::{assignments, set, value_json, words};
use std::sync::OnceLock;

fn headings() -> &'static Headings<'static> {
    static HEADINGS: OnceLock<Headings<'static>> = OnceLock::new();
    HEADINGS.get_or_init(|| Headings::new(small::catalogue()))
}

/// A value is said in codes that are read back as the same, and what is no value is refused in words.
pub fn read(bytes: &[u8]) {
    let catalogue = small::catalogue();
    let text = String::from_utf8_lossy(bytes);
    let unknown = says_unknown(&text);
    for fact in &catalogue.facts {
        let value = match fact.read(&text) {
            Ok(value) => value,
            Err(why) => {
                let (what, mend) = words(fact, &text, &why);
                assert!(!what.zh.is_empty() && !what.en.is_empty() && !mend.zh.is_empty() && !mend.en.is_empty());
                let part = fact.not_a_choice(&text);
                assert!(text.contains(part), "{part} is no part of {text}");
                continue;
            }
        };
        assert!(!unknown || matches!(fact.kind, Kind::YearlyMoney { .. }), "{text} says unknown and {value:?}");
        let mut profile = Profile::default();
        profile.give(fact, &value);
        let mut again = Profile::default();
        for assignment in assignments(catalogue, &profile) {
            set(catalogue, &mut again, &assignment).unwrap();
        }
        assert_eq!(again, profile, "{text} as {}", fact.id);
        assert!(!value_json(fact, &value, &profile).is_null(), "{text}");
        let label = fact.words(&value, Language::Chinese);
        // An amount and a day are in words that are read as they are.
        if matches!(fact.kind, Kind::Money | Kind::Date | Kind::Percent | Kind::YesNo | Kind::Choice) {
            assert_eq!(fact.read(&label).as_ref(), Ok(&value), "{text} is said {label}");
        }
    }
    let _ = set(catalogue, &mut Profile::default(), &text);
    let column = headings().column(&text, &[]);
    assert_eq!(squeezed(&squeezed(&text)), squeezed(&text), "{text}");
    let ours = column.role != Role::Other;
    assert_eq!(headings().known(&[text.to_string()]), usize::from(ours), "{text}");
    if !ours {
        let _ = headings().nearest(&text);
    }
}
