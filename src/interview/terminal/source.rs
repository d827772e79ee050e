//! The one source of keys, so that what is typed ahead reaches the next question.

use super::keys::Key;
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::collections::VecDeque;
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

/// How often it is checked that the terminal is still there.
const WATCH: Duration = Duration::from_secs(1);

/// How long it takes at most until a key of a piece that is pasted follows the one before. Zero would
/// find none, even where one has come.
const TOGETHER: Duration = Duration::from_millis(1);

/// How often it is looked for a Ctrl-C behind the keys that wait.
const LOOK: Duration = Duration::from_millis(50);

/// The most keys that are read ahead; what comes beyond waits in the terminal.
const MOST: usize = 1 << 20;

/// The keys that are pressed, one after another.
#[derive(Debug, Default)]
pub struct Source {
    read: VecDeque<Key>,
    /// When it was looked last whether more keys have come.
    looked: Option<Instant>,
}

impl Source {
    /// Waits for the next key.
    ///
    /// # Errors
    /// Where the terminal fails or is gone.
    pub fn next(&mut self) -> io::Result<Key> {
        loop {
            if self.is_waiting()?
                && let Some(key) = self.read.pop_front()
            {
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

    /// Whether a key has come already.
    ///
    /// # Errors
    /// Where the terminal fails.
    pub fn is_waiting(&mut self) -> io::Result<bool> {
        if self.read.is_empty() || self.looked.is_none_or(|looked| looked.elapsed() >= LOOK) {
            while self.read.len() < MOST && event::poll(TOGETHER)? {
                self.take(event::read()?);
            }
            self.looked = Some(Instant::now());
        }
        Ok(!self.read.is_empty())
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
            Event::Key(pressed) if pressed.kind != KeyEventKind::Release => {
                for key in keys(pressed) {
                    // As in a shell, it goes before all that waits.
                    if key == Key::Interrupt {
                        self.read.clear();
                    }
                    self.read.push_back(key);
                }
            }
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
