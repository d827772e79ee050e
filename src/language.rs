//! The two languages of every text for people.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The language of texts for people. Codes and quotes are the same in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 中文
    #[default]
    Chinese,
    /// English
    English,
}

impl Language {
    /// The one of the two texts that is in this language.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Chinese => zh,
            Self::English => en,
        }
    }
}

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Text {
    /// 中文
    #[serde(with = "crate::text_bytes")]
    pub zh: Cow<'static, str>,
    /// English
    #[serde(with = "crate::text_bytes")]
    pub en: Cow<'static, str>,
}

impl Text {
    /// A text from its two forms.
    pub fn new(zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The text in this language.
    pub fn get(&self, language: Language) -> &str {
        language.pick(&self.zh, &self.en)
    }
}
