//! A question as it is put to a person, and what the person can say: what every face of the
//! interview shows and returns, free of how it is drawn.

/// A question in the words of one language.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Screen {
    /// The topic, as the heading above the question.
    pub topic: String,
    /// How far the interview is: how many questions are answered, how many are left at most.
    pub progress: String,
    /// What is settled and what is at stake so far; one line each.
    pub standing: Vec<String>,
    /// What was just said by the applicant, or has to be minded now.
    pub notices: Vec<String>,
    /// The question.
    pub question: String,
    /// Why it is asked, how to answer it; one line each.
    pub hints: Vec<String>,
    /// What the question means and where it comes from, for whoever wants to know; one paragraph a
    /// text, none where there is nothing to explain.
    pub explanation: Vec<String>,
    /// How it is answered.
    pub entry: Entry,
    /// What else can be said.
    pub commands: Commands,
}

/// What can be said besides an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Commands {
    /// 不清楚
    pub not_sure: bool,
    /// An explanation; the face gives it by itself.
    pub help: bool,
    /// Back to the question before.
    pub back: bool,
    /// The result with what is known.
    pub stop: bool,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// By one of at most nine options.
    One {
        /// The options.
        options: Vec<String>,
        /// The one chosen before, by position.
        chosen: Option<usize>,
    },
    /// By any number of at most nine options, none of them included.
    Several {
        /// The options.
        options: Vec<String>,
        /// Those chosen before, by position, rising.
        chosen: Option<Vec<usize>>,
    },
    /// By a line of text.
    Line {
        /// What stands there to begin with.
        initial: String,
        /// Whether that was an answer, so that nothing typed may leave it as it is.
        stands: bool,
    },
}

impl Default for Entry {
    fn default() -> Self {
        Self::Line { initial: String::new(), stands: false }
    }
}

/// What a person says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// One option, by position.
    One(usize),
    /// These options, by position, rising; empty for none of these.
    Several(Vec<usize>),
    /// A line of text as typed, perhaps empty.
    Line(String),
    /// 不清楚
    NotSure,
    /// To the question before.
    Back,
    /// Enough; also the end of the input.
    Stop,
}

/// Why nothing more can be said.
#[derive(Debug)]
pub enum Broken {
    /// The person broke off, as with Ctrl-C.
    Interrupted,
    /// The terminal failed.
    Failed(std::io::Error),
}

impl From<std::io::Error> for Broken {
    fn from(error: std::io::Error) -> Self {
        Self::Failed(error)
    }
}

/// What puts questions to a person.
pub trait Face {
    /// Puts a question and returns what is said to it.
    ///
    /// # Errors
    /// Where the person breaks off or the terminal fails.
    fn ask(&mut self, screen: &Screen) -> Result<Input, Broken>;

    /// Tells something, one paragraph a text.
    ///
    /// # Errors
    /// Where the terminal fails.
    fn tell(&mut self, paragraphs: &[String]) -> Result<(), Broken>;
}
