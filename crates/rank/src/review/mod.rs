//! What persons are asked about names and headings, and what they may answer. Pure.
//!
//! 1. `bearers`: which companies bear a printed name, in a register.
//! 2. `check`: whether a decision on two names can be followed, and if not, why.
//! 3. `queue`: the pairs that nobody has judged, those first that would move most on the published pages.
//! 4. `card`: what a person needs to see to answer.
//! 5. `heading`: sector headings that nobody has mapped, and what each may mean.

mod bearers;
mod card;
mod check;
mod heading;
mod queue;

pub use bearers::Bearers;
pub use card::{Card, Quote, Side};
pub use check::{Refusal, between, check};
pub use heading::{Heading, Likely, headings};
pub use queue::{Pair, Question, questions, undecided};
