//! The one source of keys, so that what is typed ahead reaches the next question.

use super::keys::Key;
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::collections::VecDeque;
use std::io::{self, IsTerminal};
use std::time::Duration;

/// How often it is checked that the terminal is still there.
const WATCH: Duration = Duration::from_secs(1);

/// The keys that are pressed, one after another.
#[derive(Debug, Default)]
pub struct Source {
    read: VecDeque<Key>,
}

impl Source {
    /// Waits for the next key.
    ///
    /// # Errors
    /// Where the terminal fails or is gone.
    pub fn next(&mut self) -> io::Result<Key> {
        loop {
            if let Some(key) = self.read.pop_front() {
                return Ok(key);
            }
            // A terminal that is gone gives no event, and reading without a limit would never end.
            if event::poll(WATCH)? {
                self.take(event::read()?);
            } else if !io::stdin().is_terminal() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
    }

    /// Drops changes of size that follow each other at once, as when a window is dragged.
    ///
    /// # Errors
    /// Where the terminal fails.
    pub fn settle(&mut self) -> io::Result<()> {
        while event::poll(Duration::from_millis(60))? {
            let event = event::read()?;
            if !matches!(event, Event::Resize(..)) {
                self.take(event);
                break;
            }
        }
        Ok(())
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Resize(..) => self.read.push_back(Key::Resized),
            Event::Key(pressed) if pressed.kind != KeyEventKind::Release => self.read.extend(keys(pressed)),
            _ => {}
        }
    }
}

/// The keys that an event stands for. A key after Escape that came in the same burst is told
/// as that key with Alt, so it is taken apart again.
fn keys(pressed: KeyEvent) -> impl Iterator<Item = Key> {
    let both = KeyModifiers::CONTROL | KeyModifiers::ALT;
    let alt = pressed.modifiers.contains(KeyModifiers::ALT);
    let control = pressed.modifiers.contains(KeyModifiers::CONTROL);
    // AltGr on Windows is told as both.
    let altgr = cfg!(windows) && pressed.modifiers.contains(both);
    let escape = (alt && !altgr && !matches!(pressed.code, KeyCode::Left | KeyCode::Right)).then_some(Key::Escape);
    let key = match pressed.code {
        KeyCode::Char(letter) if control && !altgr => with_control(letter),
        KeyCode::Char(letter) => Some(Key::Letter(letter)),
        KeyCode::Enter => Some(Key::Enter),
        KeyCode::Esc => Some(Key::Escape),
        KeyCode::Up => Some(Key::Up),
        KeyCode::Down => Some(Key::Down),
        KeyCode::Left => Some(Key::Left),
        KeyCode::Right => Some(Key::Right),
        KeyCode::Home => Some(Key::Home),
        KeyCode::End => Some(Key::End),
        KeyCode::Backspace => Some(Key::Backspace),
        KeyCode::Delete => Some(Key::Delete),
        _ => None,
    };
    escape.filter(|_| key.is_some()).into_iter().chain(key)
}

fn with_control(letter: char) -> Option<Key> {
    match letter.to_ascii_lowercase() {
        'a' => Some(Key::Home),
        'e' => Some(Key::End),
        'u' => Some(Key::EraseBefore),
        'k' => Some(Key::EraseAfter),
        'w' => Some(Key::EraseWord),
        'h' => Some(Key::Backspace),
        'c' => Some(Key::Interrupt),
        'd' => Some(Key::EndOfInput),
        // Enter and Ctrl-D typed before the question stood there reach it in these forms.
        'j' | 'm' => Some(Key::Enter),
        ' ' => Some(Key::EndOfInput),
        _ => None,
    }
}
