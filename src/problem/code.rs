//! The kinds of faults.

macro_rules! problem_codes {
    ($($(#[$doc:meta])* $name:ident $code:literal)*) => {
        /// What kind of fault it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code as it is printed.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

problem_codes! {
    /// The file is not TOML or JSON.
    Syntax "syntax"
    /// A key that means nothing here.
    UnknownKey "unknown-key"
    /// A key that must be there is not.
    MissingKey "missing-key"
    /// A value of another type than is needed.
    WrongType "wrong-type"
    /// A text that is no amount, date, number, choice or code of the kind needed.
    BadValue "bad-value"
    /// A text in one language only.
    MissingTranslation "missing-translation"
    /// The same id or key twice.
    Duplicate "duplicate"
    /// A fact that does not exist.
    UnknownFact "unknown-fact"
    /// A choice that the fact does not have.
    UnknownChoice "unknown-choice"
    /// A named condition that does not exist.
    UnknownCondition "unknown-condition"
    /// A topic or group that does not exist.
    UnknownTopic "unknown-topic"
    /// A measure that does not exist.
    UnknownMeasure "unknown-measure"
    /// An operator that does not fit the fact's type.
    RequirementMismatch "requirement-mismatch"
    /// Ask-whens or named conditions that refer to themselves.
    Circle "circle"
    /// An audience that uses a fact which an applicant can change.
    AudienceNotFixed "audience-not-fixed"
    /// A condition that always holds.
    AlwaysHolds "always-holds"
    /// A condition that can never hold.
    NeverHolds "never-holds"
    /// A part of a rule without which nobody's result changes.
    MakesNoDifference "makes-no-difference"
    /// A condition too tangled to be evaluated exactly.
    TooManyCells "too-many-cells"
    /// A condition on single years and on their sum at once.
    YearsWithSum "years-with-sum"
    /// A condition that comes to too much with all that it leads to.
    TooLargeCondition "too-large-condition"
    /// Cases of an amount that leave somebody out.
    NotExhaustive "not-exhaustive"
    /// An amount that uses a fact which may not apply.
    MayNotApply "may-not-apply"
    /// A fact that would both raise and lower one amount.
    RaisesAndLowers "raises-and-lowers"
    /// More choices than fit in one list.
    TooManyChoices "too-many-choices"
    /// A fact that no measure uses.
    UnusedFact "unused-fact"
    /// A file that a catalogue must have.
    MissingFile "missing-file"
    /// A file of a catalogue at a place where none is read.
    StrayFile "stray-file"
    /// A clause that the document does not have.
    UnknownClause "unknown-clause"
    /// Offices other than the clause names.
    WrongOffices "wrong-offices"
    /// Words that do not stand in the clause.
    QuoteNotFound "quote-not-found"
    /// Words that stand in the clause more than once.
    QuoteNotUnique "quote-not-unique"
    /// A sentence that nothing accounts for.
    Uncovered "uncovered"
    /// A remark on words that measures quote already.
    IdleRemark "idle-remark"
    /// A figure of a rule that the document does not state.
    FigureNotFound "figure-not-found"
    /// An amount or percentage of the document that no rule uses.
    ForgottenFigure "forgotten-figure"
    /// An operator that does not fit the document's words.
    WrongOperator "wrong-operator"
    /// A kind of support other than the document's own word.
    WrongKind "wrong-kind"
    /// A text too long for a heading or a list.
    TooLong "too-long"
    /// A worked case that does not hold.
    CaseFails "case-fails"
    /// Two worked cases that expect different things of the same applicant.
    CasesContradict "cases-contradict"
    /// A part of a rule that no worked case would notice if it were wrong.
    Untested "untested"
    /// Not as many worked cases as the file says that it has.
    CaseLost "case-lost"
    /// A measure that no worked case looks at.
    NoCase "no-case"
    /// A rule on which measures count together that never matters to a measure.
    IdleStacking "idle-stacking"
    /// Limits that share measures, of which neither holds the other.
    OverlappingLimits "overlapping-limits"
    /// Measures that hang together in too many ways.
    TooManyTogether "too-many-together"
    /// A text that promises what nobody can.
    Promise "promise"
    /// A value for a fact that does not apply to the applicant.
    DoesNotApply "does-not-apply"
    /// A fact both given and declined.
    GivenAndDeclined "given-and-declined"
    /// A row of a table that cannot be told apart into cells.
    DamagedRow "damaged-row"
    /// A row of a table that ends before the others.
    ShortRow "short-row"
    /// Signs that are none in the encoding of the file.
    GarbledText "garbled-text"
    /// A number of which a spreadsheet has dropped digits.
    LostDigits "lost-digits"
    /// A fault of a spreadsheet, or a formula never computed.
    CellFault "cell-fault"
    /// A 统一社会信用代码 whose check digit is wrong.
    CreditCode "credit-code"
    /// An amount for which neither heading nor cell states a unit.
    UnitUnstated "unit-unstated"
    /// A column that is none of ours.
    UnknownColumn "unknown-column"
    /// A row of a table that sums up, remarks, or repeats the headings.
    NotAClient "not-a-client"
    /// A sheet of a workbook that was not read.
    SheetUnread "sheet-unread"
    /// A remark in a heading that is not understood.
    UnreadRemark "unread-remark"
    /// That more is wrong with a profile than is listed.
    Unlisted "unlisted"
}

impl Code {
    /// Whether everything else is still as if the fault were not there.
    pub const fn is_warning(self) -> bool {
        matches!(
            self,
            Self::DoesNotApply
                | Self::ShortRow
                | Self::CreditCode
                | Self::UnitUnstated
                | Self::UnknownColumn
                | Self::NotAClient
                | Self::SheetUnread
                | Self::UnreadRemark
        )
    }
}
