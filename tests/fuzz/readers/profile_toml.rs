//! Profiles in TOML.

use super::profile;
use huiqi::profile_file::Format;

/// See [`profile::read`].
pub fn read(bytes: &[u8]) {
    profile::read(bytes, Format::Toml);
}
