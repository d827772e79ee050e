//! Bytes that may come slowly, as through a pipe.
//!
//! A thread of its own reads them, so that it is known whether more are there.

use super::encoding::Bytes;
use std::io::{self, ErrorKind, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

/// How many bytes are handed over together at most.
const TOGETHER: usize = 1 << 16;
/// How much of a stream is read before its encoding is decided, where so much comes.
const START: usize = 1 << 16;
/// After how long without bytes none are waited for, before the first client is answered.
const PATIENCE: Duration = Duration::from_millis(100);

/// A stream of bytes.
pub(super) struct Stream {
    parts: Receiver<io::Result<Vec<u8>>>,
    /// What has come and is not handed over.
    ahead: Vec<u8>,
    /// Why no more can be read, once that is known.
    failed: Option<io::Error>,
    ended: bool,
    /// Whether nothing has come since it was last waited for in vain.
    silent: bool,
}

impl Stream {
    /// The bytes that come from here.
    pub(super) fn new(from: impl Read + Send + 'static) -> Self {
        let (parts_to, parts) = sync_channel(2);
        std::thread::spawn(move || read(from, &parts_to));
        Self { parts, ahead: Vec::new(), failed: None, ended: false, silent: false }
    }

    /// The beginning: so much that it shows the encoding, or what has come where so many lines are there and
    /// nothing more comes for a while. It is handed over all the same.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(super) fn start(&mut self, suffice: usize) -> io::Result<&[u8]> {
        let ends = |bytes: &[u8]| bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
        while !self.ended && self.ahead.len() < START {
            if ends(&self.ahead) >= suffice && self.is_silent() {
                break;
            }
            self.wait();
        }
        match self.failed.take() {
            Some(error) if self.ahead.is_empty() => Err(error),
            failed => {
                self.failed = failed;
                Ok(&self.ahead)
            }
        }
    }

    fn wait(&mut self) {
        let part = self.parts.recv().ok();
        self.take(part);
    }

    fn take(&mut self, part: Option<io::Result<Vec<u8>>>) {
        self.silent = false;
        match part {
            Some(Ok(part)) => self.ahead.extend(part),
            Some(Err(error)) => (self.failed, self.ended) = (Some(error), true),
            None => self.ended = true,
        }
    }
}

fn read(mut from: impl Read, parts_to: &SyncSender<io::Result<Vec<u8>>>) {
    let mut buffer = vec![0; TOGETHER];
    loop {
        let part = match from.read(&mut buffer) {
            Ok(0) => return,
            Ok(length) => Ok(buffer.get(..length).unwrap_or_default().to_vec()),
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => Err(error),
        };
        let failed = part.is_err();
        if parts_to.send(part).is_err() || failed {
            return;
        }
    }
}

impl Bytes for Stream {
    fn more(&mut self, bytes: &mut Vec<u8>) -> io::Result<usize> {
        if self.ahead.is_empty() && !self.ended {
            self.wait();
        }
        // What has come in many small parts goes together.
        while self.ahead.len() < TOGETHER && !self.ended {
            let Ok(part) = self.parts.try_recv() else { break };
            self.take(Some(part));
        }
        if self.ahead.is_empty() {
            return self.failed.take().map_or(Ok(0), Err);
        }
        let length = self.ahead.len();
        bytes.append(&mut self.ahead);
        Ok(length)
    }

    fn may_come_slowly(&self) -> bool {
        true
    }

    fn is_silent(&mut self) -> bool {
        if self.ended {
            return false;
        }
        let patience = if self.silent { Duration::ZERO } else { PATIENCE };
        match self.parts.recv_timeout(patience) {
            Ok(part) => self.take(Some(part)),
            Err(RecvTimeoutError::Timeout) => self.silent = true,
            Err(RecvTimeoutError::Disconnected) => self.ended = true,
        }
        self.silent
    }
}
