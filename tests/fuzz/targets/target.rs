//! How a reader is called by libFuzzer: the same input passes the same edges, however often it is read.

use std::ffi::{c_uint, c_void};
use std::thread::{self, Builder};

/// As much as the first thread of the program has.
const STACK: usize = 8 << 20;

/// What hash tables are keyed with. Chance would let edges of these tables be passed as new for ever.
///
/// # Safety
/// There are so many bytes to be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn getrandom(bytes: *mut c_void, length: usize, _: c_uint) -> isize {
    unsafe { bytes.write_bytes(0, length) };
    length.cast_signed()
}

/// Reads in a thread of its own: each counts its hash tables from the first, and keys them by that.
pub fn read(reader: fn(&[u8]), bytes: &[u8]) {
    thread::scope(|scope| {
        Builder::new().stack_size(STACK).spawn_scoped(scope, || reader(bytes)).unwrap().join().unwrap();
    });
}

/// The target of a reader, with the files and folders, as seen from `tests/`, whose lines and words are put
/// into inputs.
macro_rules! target {
    ($reader:path, $($path:literal),+) => {
        libfuzzer_sys::fuzz_target!(|bytes: &[u8]| target::read($reader, bytes));
        libfuzzer_sys::fuzz_mutator!(|bytes: &mut [u8], size: usize, most: usize, seed: u32| {
            pieces::mutate(bytes, size, most, seed, &[$($path),+])
        });
    };
}
