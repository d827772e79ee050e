//! The sections of the format of a cell: which of them is for a number, and which for a text.

use super::section::{Section, Shows};
use rust_decimal::Decimal;

/// Built-in formats whose `$` stands for the currency of whoever opens the file.
const LOCAL_CURRENCY: [&str; 2] =
    ["_($* #,##0_);_($* (#,##0);_($* \"-\"_);_(@_)", "_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)"];

/// How many sections there are at most; the last of so many is for texts.
const ALL: usize = 4;

/// The sections of a format.
pub(super) struct Sections {
    /// Those for numbers, at least one.
    numbers: Vec<Section>,
    /// The one for texts, where there is one beside those.
    text: Option<Section>,
}

impl Sections {
    /// The sections of a format.
    pub(super) fn of(format: &str) -> Self {
        let local = LOCAL_CURRENCY.contains(&format);
        let format = format.replace("G/通用格式", "General");
        let (mut signs, mut numbers, mut more) = (format.chars(), Vec::new(), true);
        while more {
            let section;
            (section, more) = Section::read(&mut signs, local);
            numbers.push(section);
        }
        numbers.truncate(ALL);
        let has_text = numbers.len() == ALL || numbers.last().is_some_and(Section::is_for_text);
        let text = if has_text && numbers.len() > 1 { numbers.pop() } else { None };
        Self { numbers, text }
    }

    /// What a number is shown as; `None` where no section is for it.
    pub(super) fn number(self, number: Decimal) -> Option<Shows> {
        let mut sections = self.numbers;
        let for_all = sections.len() == 1;
        if sections.iter().any(|section| section.condition().is_some()) {
            let holds = |section: &Section| section.condition().is_none_or(|condition| condition.holds(number));
            return sections.into_iter().find(holds).map(|section| section.shows(number, for_all));
        }
        if number.is_sign_negative() && !number.is_zero() && !for_all {
            return Some(sections.swap_remove(1).shows(number, for_all));
        }
        if let (true, [above, _, zero]) = (number.is_zero(), sections.as_slice())
            && zero.is_for_zero(above)
        {
            return Some(sections.swap_remove(2).shows(number, for_all));
        }
        sections.into_iter().next().map(|section| section.shows(number, for_all))
    }

    /// What a text is shown as; `None` where that is not the text with something around it.
    pub(super) fn text(&self, text: &str) -> Option<String> {
        let alone = || self.numbers.first().filter(|section| section.is_for_text());
        self.text.as_ref().or_else(alone).map_or_else(|| Some(text.to_owned()), |section| section.shows_text(text))
    }
}
