//! Faults of catalogues and profiles: where they are, what is wrong, and how to mend it.

use crate::harmless::harmless;
use crate::language::{Language, Text};
use crate::nearest::nearest;
use crate::still_file::Changed;
use crate::whole_file::TooLarge;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use std::borrow::Cow;
use std::ops::Range;

/// One text file that was read.
#[derive(Clone, Debug)]
pub struct File {
    /// Its path as people know it.
    pub path: String,
    /// Its text.
    pub text: Cow<'static, str>,
}

/// A place in a file, in bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file, by position among those read.
    pub file: usize,
    /// The bytes concerned.
    pub span: Range<usize>,
}

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

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of fault it is.
    pub code: Code,
    /// Where it is; `None` for what is nowhere, as a file that is missing.
    pub place: Option<Place>,
    /// What is wrong.
    pub what: Text,
    /// What to do about it.
    pub mend: Option<Text>,
    /// The fact that became unknown by it, by id.
    pub fact: Option<String>,
    /// Another place that has to do with it, and what it has.
    pub also: Option<(Place, Text)>,
}

impl Problem {
    /// A fault with what is wrong in Chinese and in English.
    pub fn new(code: Code, place: Place, zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { code, place: Some(place), what: Text::new(zh, en), mend: None, fact: None, also: None }
    }

    /// A fault that is at no place in a file.
    pub fn nowhere(code: Code, zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { code, place: None, what: Text::new(zh, en), mend: None, fact: None, also: None }
    }

    /// The fault with what to do about it.
    pub fn mend(mut self, zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        self.mend = Some(Text::new(zh, en));
        self
    }

    /// The fault with another place that has to do with it, and what it has.
    pub fn also(mut self, place: Place, zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        self.also = Some((place, Text::new(zh, en)));
        self
    }

    /// The fault with the name that was probably meant, where one is near.
    pub fn suggest<'n>(self, written: &str, names: impl IntoIterator<Item = &'n str>) -> Self {
        match nearest(written, names) {
            Some(name) => self.mend(format!("是不是「{name}」?"), format!("did you mean `{name}`?")),
            None => self,
        }
    }
}

/// How many faults are shown in full; nobody reads more.
const MOST_SHOWN: usize = 100;
/// How much of their files, in bytes, is gone through for that; of a file of a megabyte a few are shown.
const MOST_READ: usize = 1 << 23;

/// How many letters of a place are marked; lines are shown as far as they are. Of a longer place its first
/// letter is.
const MOST_MARKED: usize = 2_000;

/// All faults for people, each with the line concerned and a caret under it.
pub fn render(problems: &[Problem], files: &[File], language: Language, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let (error, warning, help) = match language {
        Language::Chinese => {
            (Level::ERROR.with_name("错误"), Level::WARNING.with_name("提醒"), Level::HELP.with_name("建议"))
        }
        Language::English => (Level::ERROR, Level::WARNING, Level::HELP),
    };
    let sorted = in_order(problems);
    let mut text = String::new();
    let (mut shown, mut read) = (0_usize, 0_usize);
    for problem in sorted.iter().take(MOST_SHOWN) {
        if read > MOST_READ {
            break;
        }
        let also = problem.also.as_ref().map(|(place, _)| place);
        let lengths = problem.place.iter().chain(also).filter_map(|place| files.get(place.file));
        read = lengths.map(|file| file.text.len()).fold(read, usize::saturating_add);
        shown = shown.saturating_add(1);
        let level = if problem.code.is_warning() { &warning } else { &error };
        let title = level.clone().primary_title(harmless(problem.what.get(language))).id(problem.code.code());
        let primary = problem.place.as_ref().and_then(|place| Some((place, files.get(place.file)?)));
        let mut group = match primary {
            Some((place, file)) => title.element(snippet(place, file, AnnotationKind::Primary, None)),
            None => Group::with_title(title),
        };
        if let Some((place, words)) = &problem.also
            && let Some(file) = files.get(place.file)
        {
            group = group.element(snippet(place, file, AnnotationKind::Context, Some(words.get(language))));
        }
        if let Some(mend) = &problem.mend {
            group = group.element(help.clone().message(harmless(mend.get(language))));
        }
        text.push_str(&renderer.render(&[group]));
        text.push_str("\n\n");
    }
    let more = sorted.len().saturating_sub(shown);
    if more > 0 {
        text.push_str(&language.pick(format!("另有 {more} 处\n"), format!("and {more} more\n")));
    }
    text
}

/// The faults in the order in which they stand in the files, before them that there are more.
pub fn in_order(problems: &[Problem]) -> Vec<&Problem> {
    let mut sorted: Vec<&Problem> = problems.iter().collect();
    let place = |problem: &Problem| problem.place.as_ref().map(|place| (place.file, place.span.start));
    sorted.sort_by_key(|problem| (problem.code != Code::Unlisted, place(problem)));
    sorted
}

/// The lines of a place, with a caret under it.
fn snippet<'f>(
    place: &Place,
    file: &'f File,
    kind: AnnotationKind,
    label: Option<&'f str>,
) -> Snippet<'f, Annotation<'f>> {
    let start = place.span.start.min(file.text.len());
    let end = place.span.end.clamp(start, file.text.len());
    let marked = file.text.get(start..end).unwrap_or_default();
    let first = marked.chars().next().filter(|_| marked.chars().nth(MOST_MARKED).is_some());
    let span = start..first.map_or(end, |first| start.saturating_add(first.len_utf8()));
    Snippet::source(file.text.as_ref())
        .path(harmless(&file.path))
        .annotation(kind.span(span).label(label.map(harmless)))
}

/// The line and the column, both from 1, of a place; columns count characters.
pub fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at.min(text.len())).unwrap_or(text);
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.rsplit('\n').next().unwrap_or(before).chars().count().saturating_add(1);
    (line, column)
}

/// Whether another program holds the file; of Windows these are a sharing and a lock violation.
fn is_in_use(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ExecutableFileBusy, ResourceBusy};
    matches!(error.kind(), ResourceBusy | ExecutableFileBusy)
        || (cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)))
}

/// Whether a file became another while it was read.
fn has_changed(error: &std::io::Error) -> bool {
    error.get_ref().is_some_and(|inside| inside.is::<Changed>())
}

/// Whether links lead in a circle, as Linux and the BSDs say it.
fn leads_nowhere(error: &std::io::Error) -> bool {
    let code = if cfg!(any(target_os = "linux", target_os = "android")) { 40 } else { 62 };
    cfg!(unix) && error.raw_os_error() == Some(code)
}

fn too_large(error: &std::io::Error) -> Text {
    let inside = error.get_ref().and_then(|inside| inside.downcast_ref::<TooLarge>());
    inside.map_or_else(
        || Text::new("文件太大,系统不允许", "the file is larger than the system allows"),
        |too_large| {
            let most = too_large.most >> 20;
            Text::new(format!("文件太大,超过 {most} MiB"), format!("the file is too large, more than {most} MiB"))
        },
    )
}

/// Why nothing could be put aside in the folder of what is temporary, which is to be mended or changed.
pub fn temporary_folder_words(error: &std::io::Error) -> Text {
    let (why, folder) = (io_words(error), std::env::temp_dir());
    let folder = folder.display();
    Text::new(
        format!("临时文件夹「{folder}」写不了:{};可以用环境变量 TMPDIR 换一个文件夹", why.zh),
        format!("cannot write to the temporary folder `{folder}`: {}; name another one in TMPDIR", why.en),
    )
}

/// Why a file could not be read or written.
pub fn io_words(error: &std::io::Error) -> Text {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => Text::new("没有这个文件或文件夹", "there is no such file or folder"),
        ErrorKind::PermissionDenied => Text::new("没有权限", "permission denied"),
        ErrorKind::InvalidData => Text::new("不是 UTF-8 文字,请另存为 UTF-8", "it is not UTF-8 text; save it as UTF-8"),
        ErrorKind::NotADirectory => {
            Text::new("路径中有一段是文件,不是文件夹", "a part of the path is a file, not a folder")
        }
        ErrorKind::IsADirectory => Text::new("这是文件夹,不是文件", "it is a folder, not a file"),
        ErrorKind::StorageFull => Text::new("磁盘已满", "the disk is full"),
        ErrorKind::QuotaExceeded => Text::new("磁盘配额已用完", "the disk quota is used up"),
        ErrorKind::FileTooLarge => too_large(error),
        ErrorKind::ReadOnlyFilesystem => Text::new("磁盘是只读的", "the disk is read-only"),
        ErrorKind::InvalidFilename => Text::new("文件名太长或不能这样写", "the file name is too long or not allowed"),
        ErrorKind::AlreadyExists => Text::new("已经存在", "it exists already"),
        _ if is_in_use(error) => {
            Text::new("正被别的程序使用,请先在那里关掉", "another program uses it; close it there first")
        }
        _ if has_changed(error) => Text::new(
            "读的时候文件变了,读到的不作数;等文件写完再运行",
            "it changed while it was read, and what was read does not count; run this again once the file is written",
        ),
        _ if leads_nowhere(error) => Text::new("链接绕成一圈,找不到文件", "its links lead in a circle and to no file"),
        _ => Text::new("读写时出错", "reading or writing failed"),
    }
}
