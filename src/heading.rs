//! How the columns of a table of clients are called.

/// A column that every table of clients may have, whatever the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Own {
    /// What the client is called.
    Name,
    /// Its 统一社会信用代码.
    CreditCode,
    /// The keeper's own mark for it.
    Id,
}

impl Own {
    /// Every one, in the order of a blank form.
    pub const ALL: [Self; 3] = [Self::Name, Self::CreditCode, Self::Id];

    /// Its code.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::CreditCode => "credit-code",
            Self::Id => "id",
        }
    }

    /// Under which names it is known.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let names: &[&str] = match self {
            Self::Name => &["名称", "name"],
            Self::CreditCode => &["统一社会信用代码", "credit-code"],
            Self::Id => &["编号", "id"],
        };
        names.iter().copied()
    }
}
