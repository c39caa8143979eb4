//! The ranking: records become awards, and awards become figures. Pure: values go in, values come out.
//!
//! **In:** a [`workspace::Catalog`] with its records. **Out:** a [`model::Register`] (what was won), issues (what a
//! person should look at), [`Figures`] (everything that is published), and questions for a person.
//!
//! # The road
//!
//! ```text
//! records ─ resolve ─→ Register ─ ledger ─→ Selection ─ tallies, methods ─→ Ranking ─→ Figures
//!             │            │                                                  │
//!          issues          ├─ coverage, benchmarks, calendar                  ├─ statistics, explanation, trend
//!                          └─ suggest ─→ questions                            └─ robustness, calibration
//! ```
//!
//! 1. [`resolve`]: each record is understood once; records of one prize become one award, scores become measures.
//! 2. `ledger`: the distinctions of a register, sorted once; a query selects from it.
//! 3. `tallies` and `methods`: what each company gathered in a window, and how that becomes a score.
//! 4. `ranking`: standings, sums, sector shares, with what the whole says (`statistics`).
//! 5. `figures`: the rankings of all years and ranges, and what is read from them or from the register: `trend`,
//!    `robustness`, `coverage`, `source_profile`, `benchmarks`, `calibration`. Each is computed when it is asked for.
//! 6. `knowledge` and `licence`: what a ranking rests on, counted in names, and whether its first may be crowned. Ask
//!    [`Figures::knowledge`] and [`Figures::licence`]: those of the scopes' rankings are kept, others are computed.
//! 7. [`suggest`] and [`questions`]: which companies an unknown name may mean, and what a person is asked about it.
//! 8. `figure` and `grounds`: every published figure with an id that names its question, and a digest of what it rests on.
//! 9. [`errata()`]: the figures of a frozen edition of the site that are not the same today, and why.
//! 10. [`Titles`]: what a company says of its own prizes, held against the register.
//!
//! # Where to add what
//!
//! | what | where |
//! |---|---|
//! | a field of a record that reaches the award | `resolve::claims` (what makes two claims one), `resolve::awards` |
//! | why an award does not count | `model::Counting`, then `resolve::awards` |
//! | a method | `workspace::Method`, then `methods` |
//! | a switch of a query | [`Without`], then `award_aside` or `source_aside` in `ledger` |
//! | a statistic of a ranking | `statistics` |
//! | a figure that is cited by its id | its word in `figure`, what it rests on in `grounds` |
//! | a fault of a company's claim | `TitleFault` in `titles`, its words in `src/commands/claim.rs` and in the site's words |
//! | a figure that others publish | `calibration::kinds` (its name), `calibration::compare` (our answer) |
//! | a step of folding names | `model::text`; names merely alike: `suggest` |
//!
//! Tests build their worlds with the crate `sample`.

mod benchmarks;
mod calibration;
mod coverage;
mod distinct;
mod errata;
mod explanation;
mod figure;
mod figures;
mod grounds;
mod knowledge;
mod ledger;
mod licence;
mod methods;
mod moves;
mod ranking;
mod robustness;
mod source_profile;
mod statistics;
mod tallies;
mod titles;
mod trend;
mod unseen;
pub mod calendar;
pub mod questions;
pub mod resolve;
pub mod suggest;

pub use benchmarks::{Change, Position, Series, SeriesPoint};
pub use calendar::{Due, DueState};
pub use calibration::{Cause, Gap, WhyNotComputed};
pub use coverage::{Coverage, ListGrowth, ListSize, ListState};
pub use errata::{
    Erratum, ErratumCause, Footing, FootingChange, FootingKind, Footings, FrozenFigure, NamedCompanies,
    errata, row_footings,
};
pub use explanation::{Explanation, ScoreStep, Why, explain};
pub use figure::{
    Figure, FigureSubject, StandingFigure, edition_figure, list_figure, measure_figure, ranking_figure,
    still_says,
};
pub use figures::{Figures, MOST_COMPANIES_TRIED, Scope};
pub use knowledge::{Interval, Knowledge};
pub use licence::{Ground, Licence, Withheld};
pub use ranking::{Proof, Query, Ranking, SectorShare, Standing, Totals, Without, ranking, rankings};
pub use robustness::{Influence, MethodOrder, Pivot, RankInterval, Robustness, Trial, robustness};
pub use source_profile::{Agreement, SourceProfile};
pub use statistics::{BothReadings, PrizeReading, Statistics};
pub use titles::{TitleCheck, TitleClaim, TitleFault, TitleStreak, Titles, UnreadClaim};
pub use trend::{Career, Panel, TrendPoint};

#[cfg(test)]
mod tests;
