//! Whether the texts of a catalogue fit where they are shown, and are in the right language.

use super::rules::{items, under};
use crate::problem::{Code, Place, Problem};
use crate::tree::{Data, Node};

/// The most Han letters in the title of a measure.
const LONGEST_TITLE: usize = 20;
/// The most Han letters in the label of a choice.
const LONGEST_CHOICE: usize = 18;

/// Whether a letter is one of Chinese.
pub(super) fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

fn han(text: &str) -> usize {
    text.chars().filter(|letter| is_han(*letter)).count()
}

/// What is wrong with the texts of one file.
pub(super) fn texts(file: usize, root: &Node<'_>, problems: &mut Vec<Problem>) {
    languages(file, root, problems);
    for measure in under(root, "measure").into_iter().flat_map(items) {
        if let Some(title) = under(measure, "title") {
            length(file, title, LONGEST_TITLE, ("标题", "a title"), problems);
        }
    }
    for fact in under(root, "fact").into_iter().flat_map(items) {
        for choice in under(fact, "choices").into_iter().flat_map(items) {
            length(file, choice, LONGEST_CHOICE, ("选项", "a choice"), problems);
        }
    }
}

fn length(file: usize, node: &Node<'_>, most: usize, what: (&str, &str), problems: &mut Vec<Problem>) {
    let Some(text) = under(node, "zh") else { return };
    let letters = text.written().map_or(0, |text| han(&text));
    if letters > most {
        let place = Place { file, span: text.span.clone() };
        let zh = format!("{}有 {letters} 个汉字,最多 {most} 个", what.0);
        let en = format!("{} has {letters} Han characters; {most} are the most", what.1);
        problems.push(Problem::new(Code::TooLong, place, zh, en).mend("写短一些", "make it shorter"));
    }
}

/// Each text stands in the language that its key names. Names in the other one may stand in it.
fn languages(file: usize, node: &Node<'_>, problems: &mut Vec<Problem>) {
    match &node.data {
        Data::List(items) => items.iter().for_each(|item| languages(file, item, problems)),
        Data::Table(lines) => {
            lines.iter().for_each(|line| languages(file, &line.node, problems));
            let (Some(zh), Some(en)) = (under(node, "zh"), under(node, "en")) else { return };
            let (Some(chinese), Some(english)) = (zh.written(), en.written()) else { return };
            let mut note = |node: &Node<'_>, zh: &'static str, en: &'static str, mend: (&'static str, &'static str)| {
                let place = Place { file, span: node.span.clone() };
                problems.push(Problem::new(Code::MissingTranslation, place, zh, en).mend(mend.0, mend.1));
            };
            if han(&chinese) == 0 {
                note(zh, "「zh」里没有汉字", "`zh` holds no Chinese", ("写成中文", "write it in Chinese"));
            }
            let latin = english.chars().filter(char::is_ascii_alphabetic).count();
            if han(&english) > latin {
                note(en, "「en」里是中文", "`en` holds Chinese", ("写成英文", "write it in English"));
            }
        }
        _ => {}
    }
}
