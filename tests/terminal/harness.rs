//! A program on a real pseudo-terminal, and what a person sees there.

// Each test program uses its own part of this.
#![allow(dead_code)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{JoinHandle, spawn};
use std::time::{Duration, Instant};

/// How long anything may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// Runs a program and stays on the terminal after it, as a shell does: what the terminal has
/// not handed on when the last process leaves it may be lost. The exit code follows the output
/// in a sequence that shows nothing. A Ctrl-C is for the program alone.
const SHELL: &str = r#"trap : INT; "$@"; printf '\033]0;ended %d\007' $? > /dev/tty; exec sleep 600"#;

/// What comes before the exit code.
const ENDED: &str = "\u{1b}]0;ended ";

/// What has come out of the program.
struct Output {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    code: Option<u32>,
    closing: bool,
}

impl Output {
    fn take(&mut self, new: &[u8]) {
        self.parser.process(new);
        self.bytes.extend_from_slice(new);
        let written = String::from_utf8_lossy(&self.bytes[self.bytes.len().saturating_sub(40)..]);
        let code = written.rsplit_once(ENDED).and_then(|(_, code)| code.strip_suffix('\u{7}'));
        self.code = code.and_then(|code| code.parse().ok());
    }
}

/// A program on a terminal.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    output: Arc<(Mutex<Output>, Condvar)>,
    reader: Option<JoinHandle<()>>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn cells(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

impl Terminal {
    /// Starts a program on a terminal of so many columns and rows.
    pub fn start(command: &[&str], columns: u16, rows: u16) -> Self {
        Self::start_as("xterm-256color", command, columns, rows)
    }

    /// Starts a program on a terminal of a kind, as TERM names it.
    pub fn start_as(kind: &str, command: &[&str], columns: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let mut builder = CommandBuilder::new("sh");
        builder.args(["-c", SHELL, "sh"]);
        builder.args(command);
        builder.env("TERM", kind);
        builder.cwd(env!("CARGO_MANIFEST_DIR"));
        for name in ["COLUMNS", "LINES", "NO_COLOR", "HUIQI_LANG", "HUIQI_CATALOGUE"] {
            builder.env_remove(name);
        }
        let child = pair.slave.spawn_command(builder).unwrap();
        drop(pair.slave);
        let parser = vt100::Parser::new(cells(rows), cells(columns), 1000);
        let output =
            Arc::new((Mutex::new(Output { parser, bytes: Vec::new(), code: None, closing: false }), Condvar::new()));
        let mut source = pair.master.try_clone_reader().unwrap();
        let shared = Arc::clone(&output);
        let reader = spawn(move || {
            let mut bytes = [0; 4096];
            loop {
                // The end of a pseudo-terminal is an error on some systems.
                let read = source.read(&mut bytes).unwrap_or(0);
                let (output, changed) = &*shared;
                let mut output = output.lock().unwrap();
                output.take(&bytes[..read]);
                changed.notify_all();
                if read == 0 || output.closing {
                    return;
                }
            }
        });
        let keyboard = pair.master.take_writer().unwrap();
        Self { child, master: Some(pair.master), keyboard: Some(keyboard), output, reader: Some(reader) }
    }

    /// Types this, in one burst.
    pub fn send(&mut self, keys: &str) {
        let keyboard = self.keyboard.as_mut().unwrap();
        keyboard.write_all(keys.as_bytes()).unwrap();
        keyboard.flush().unwrap();
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.output.0.lock().unwrap().parser.screen_mut().set_size(cells(rows), cells(columns));
        self.master.as_ref().unwrap().resize(size(columns, rows)).unwrap();
    }

    /// Waits until the screen is as wanted.
    #[track_caller]
    pub fn wait_until(&self, what: &str, wanted: impl Fn(&str) -> bool) {
        self.wait(what, |screen| wanted(&screen.contents()));
    }

    #[track_caller]
    fn wait(&self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        let (output, changed) = &*self.output;
        let start = Instant::now();
        let mut output = output.lock().unwrap();
        while !wanted(output.parser.screen()) {
            let left = PATIENCE.saturating_sub(start.elapsed());
            if left.is_zero() || output.code.is_some() {
                let screen = output.parser.screen().contents();
                let cursor = output.parser.screen().cursor_position();
                drop(output);
                panic!("waited in vain for {what}; the cursor is at {cursor:?}, the screen is:\n{screen}");
            }
            output = changed.wait_timeout(output, left.min(Duration::from_millis(100))).unwrap().0;
        }
    }

    /// Waits until a text stands on the screen.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        self.wait_until(&format!("`{text}`"), |screen| screen.contains(text));
    }

    /// Waits until a text stands on the screen no more.
    #[track_caller]
    pub fn wait_without(&self, text: &str) {
        self.wait_until(&format!("no `{text}`"), |screen| !screen.contains(text));
    }

    /// What stands on the screen.
    pub fn screen(&self) -> String {
        self.output.0.lock().unwrap().parser.screen().contents()
    }

    /// Waits until the cursor stands in a row that is as wanted, at a column counted from 0.
    #[track_caller]
    pub fn wait_for_cursor(&self, what: &str, column: u16, wanted: impl Fn(&str) -> bool) {
        self.wait(&format!("the cursor in `{what}` at {column}"), |screen| {
            let (row, at) = screen.cursor_position();
            let text = screen.rows(0, screen.size().1.get()).nth(row.into()).unwrap_or_default();
            at == column && wanted(&text)
        });
    }

    /// Whether the cursor can be seen.
    pub fn cursor_is_visible(&self) -> bool {
        !self.output.0.lock().unwrap().parser.screen().hide_cursor()
    }

    /// All that was written to the terminal, escape sequences included.
    pub fn written(&self) -> String {
        let written = String::from_utf8_lossy(&self.output.0.lock().unwrap().bytes).into_owned();
        written.split(ENDED).next().unwrap_or_default().to_owned()
    }

    /// Takes the terminal away, as when its window is closed, after a key that the program
    /// answers by drawing: the reader lets go of the terminal once it has read something. An
    /// Enter and a Ctrl-D are sent with it.
    pub fn close(&mut self, key: &str) {
        self.output.0.lock().unwrap().closing = true;
        self.send(key);
        self.reader.take().map(JoinHandle::join);
        self.keyboard = None;
        self.master = None;
    }

    /// Waits until the program has ended and all it wrote has arrived; its exit code, 128 and
    /// more where a signal ended it.
    #[track_caller]
    pub fn wait_exit(&self) -> u32 {
        let (output, changed) = &*self.output;
        let start = Instant::now();
        let mut output = output.lock().unwrap();
        loop {
            if let Some(code) = output.code {
                return code;
            }
            let left = PATIENCE.saturating_sub(start.elapsed());
            if left.is_zero() {
                let screen = output.parser.screen().contents();
                drop(output);
                panic!("the program does not end; the screen is:\n{screen}");
            }
            output = changed.wait_timeout(output, left.min(Duration::from_millis(100))).unwrap().0;
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
