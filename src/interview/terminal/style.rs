//! How the rich face sets texts apart.

use anstyle::{AnsiColor, Style};

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What is read first.
    Question,
    /// What stands beside it.
    Aside,
    /// What has to be minded.
    Notice,
    /// Where the person is.
    Highlighted,
    /// All else.
    Plain,
}

/// The text as it is written, with its role in colours and weights where they are wanted.
pub fn styled(text: &str, role: Role, colour: bool) -> String {
    let style = match role {
        Role::Question => Style::new().bold(),
        Role::Aside => Style::new().dimmed(),
        Role::Notice => Style::new().fg_color(Some(AnsiColor::Yellow.into())),
        Role::Highlighted => Style::new().bold().fg_color(Some(AnsiColor::Cyan.into())),
        Role::Plain => Style::new(),
    };
    if !colour || style == Style::new() { text.to_owned() } else { format!("{style}{text}{style:#}") }
}
