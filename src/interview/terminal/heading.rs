//! What stands above the entry in the rich face.

use super::style::{Role, styled};
use super::wrap::{columns, lines};
use crate::harmless::harmless;
use crate::interview::screen::Screen;

/// The widest rule that still reads as a heading.
const WIDEST: usize = 80;

/// The lines above the entry, styled, at most so many columns wide.
pub fn heading(screen: &Screen, width: usize, colour: bool) -> Vec<String> {
    let mut written = vec![String::new()];
    written.extend(rule(screen, width, colour));
    let mut put = |texts: &[String], role: Role| {
        for line in texts.iter().flat_map(|text| lines(text, width)) {
            written.push(styled(&line, role, colour));
        }
    };
    put(&screen.standing, Role::Aside);
    put(&screen.notices, Role::Notice);
    written.push(String::new());
    written.extend(question(screen, width, colour));
    written
}

/// The question and how to answer it, styled.
pub fn question(screen: &Screen, width: usize, colour: bool) -> Vec<String> {
    let question = lines(&screen.question, width).into_iter().map(|line| styled(&line, Role::Question, colour));
    let hints = screen.hints.iter().flat_map(|hint| lines(hint, width));
    question.chain(hints.map(|line| styled(&line, Role::Aside, colour))).collect()
}

/// The topic and the progress in a rule; in lines of their own where they do not fit in one.
fn rule(screen: &Screen, width: usize, colour: bool) -> Vec<String> {
    let (topic, progress) = (harmless(&screen.topic), harmless(&screen.progress));
    let bare = [&topic, &progress, "──     "].into_iter().map(columns).fold(0, usize::saturating_add);
    let aside = |text: &str| styled(text, Role::Aside, colour);
    let topic_line = |text: &str| styled(text, Role::Question, colour);
    if bare > width {
        let topic = lines(&topic, width).into_iter().map(|line| topic_line(&line));
        return topic.chain(lines(&progress, width).iter().map(|line| aside(line))).collect();
    }
    let rest = "─".repeat(width.min(WIDEST).saturating_sub(bare));
    vec![format!("{}{}{}", aside("── "), topic_line(&topic), aside(&format!("  {progress}  {rest}")))]
}
