//! Selectors: which elements of a page are meant, in the words of CSS.
//!
//! Types, `#id`, `.class`, attributes, the four combinators, lists, `:first-child`, `:last-child`,
//! `:nth-child()`, `:first-of-type`, `:last-of-type`, `:nth-of-type()`, `:not()`, `:is()`, `:has()`.

mod read;

pub use read::BadSelector;

/// Several selectors, of which one has to match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    written: String,
    /// The alternatives, each from right to left: the element itself, then what stands before it.
    pub any: Vec<Chain>,
}

/// One alternative, from right to left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// What the element itself looks like.
    pub last: Compound,
    /// What stands to the left, nearest first.
    pub before: Vec<(Combinator, Compound)>,
    /// How the leftmost part hangs on the element asked about; only inside `:has()`.
    pub anchor: Combinator,
}

/// How two elements stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Combinator {
    Inside,
    Child,
    Next,
    Later,
}

/// What one element looks like; all of it has to hold.
pub type Compound = Vec<Simple>;

/// One thing that holds of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Simple {
    /// Its name, in small letters.
    Tag(String),
    Id(String),
    Class(String),
    Attribute {
        name: String,
        test: Test,
    },
    /// Its place among its siblings, `a·n + b` counted from 1.
    Nth {
        a: i32,
        b: i32,
        /// Whom it is counted among.
        among: Among,
        from: End,
    },
    /// None of these.
    Not(Vec<Chain>),
    Is(Vec<Chain>),
    /// One of these stands inside, or beside.
    Has(Vec<Chain>),
}

/// How the value of an attribute compares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    There,
    Is(String),
    /// One of its words is this.
    Word(String),
    Begins(String),
    Ends(String),
    Contains(String),
    /// It is this, or begins with this and a dash.
    Dash(String),
}

/// Whom a place is counted among.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    All,
    /// Siblings of the same name.
    SameType,
}

/// From which end a place is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    First,
    Last,
}

impl Selector {
    pub fn new(written: &str) -> Result<Self, BadSelector> {
        Ok(Self { written: written.to_owned(), any: read::selector(written)? })
    }
    pub fn as_str(&self) -> &str {
        &self.written
    }
}

impl Test {
    pub fn passes(&self, value: &str) -> bool {
        match self {
            Self::There => true,
            Self::Is(wanted) => value == wanted,
            Self::Word(wanted) => value.split_ascii_whitespace().any(|word| word == wanted),
            Self::Begins(wanted) => !wanted.is_empty() && value.starts_with(wanted),
            Self::Ends(wanted) => !wanted.is_empty() && value.ends_with(wanted),
            Self::Contains(wanted) => !wanted.is_empty() && value.contains(wanted),
            Self::Dash(wanted) => value
                .strip_prefix(wanted.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('-')),
        }
    }
}
