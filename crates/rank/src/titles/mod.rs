//! Claims of winners: what an advertisement says a company won, held against the register.
//!
//! Three answers are possible of each part of a claim: it holds, it does not, nobody can tell. A list of which names are
//! missing never proves that a company is not on it, and a year of which nothing is known neither makes a streak nor
//! breaks it. How long and in which words a title may be used is what the organiser's page says, where it is declared.

mod read;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{Coverage, ListState};
use model::text;
use model::{
    Award, CompanyId, Day, EvidenceKind, Label, Outcome, Register, Shared, Source, SourceId, TitleTerms, Year,
};

pub use read::{TitleClaim, UnreadClaim};
use read::{category_key, holds, is_of_year};

/// The register and its coverage, asked for titles.
#[derive(Debug)]
pub struct Titles<'r> {
    register: &'r Register,
    coverage: &'r Coverage,
    // The site asks for every winner of every prize: to look through all awards each time would be quadratic.
    by_winner: BTreeMap<(SourceId, CompanyId), Vec<&'r Award>>,
    /// The editions of each source with rows, in their order, and when the first of them was handed over.
    awarded: BTreeMap<SourceId, Vec<(Label, Day)>>,
}

/// What is wrong or open in a claim, gravest first: a claim's verdict is the first of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case", tag = "fault")]
pub enum TitleFault {
    Annulled {
        edition: Label,
    },
    /// The prize was not held that year.
    NotHeld {
        year: Year,
    },
    /// It won, and in other categories; the one claimed went to another company, or the list is complete.
    OtherCategory {
        edition: Label,
        won: Vec<Shared>,
    },
    /// It won in other years, and all names of this one are known.
    OtherEdition {
        year: Year,
        won: Vec<Label>,
    },
    /// All names of the edition are known, and it is none of them.
    NotWon {
        year: Year,
    },
    /// Nobody can tell: names of the edition are missing.
    Unknown {
        year: Year,
        found: u32,
        announced: Option<u32>,
    },
    /// It follows from other pages, and none says it outright.
    Derived {
        edition: Label,
    },
    /// A year without the title lies in the streak.
    StreakBroken {
        in_a_row: u32,
        year: Year,
    },
    /// A year of which names are missing lies in the streak.
    StreakUnproven {
        in_a_row: u32,
        year: Year,
    },
    Expired {
        until: Day,
    },
    /// Words that the organiser requires are missing.
    Wording {
        required: String,
    },
}

impl TitleFault {
    /// One word, stable for scripts and for the site.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Annulled { .. } => "annulled",
            Self::NotHeld { .. } => "not-held",
            Self::OtherCategory { .. } => "other-category",
            Self::OtherEdition { .. } => "other-edition",
            Self::NotWon { .. } => "not-won",
            Self::Unknown { .. } => "unknown",
            Self::Derived { .. } => "unproven",
            Self::StreakBroken { .. } => "streak-broken",
            Self::StreakUnproven { .. } => "streak-unproven",
            Self::Expired { .. } => "expired",
            Self::Wording { .. } => "wording",
        }
    }
}

/// A claim, held against the register.
#[derive(Debug, Clone)]
pub struct TitleCheck<'r> {
    /// The titles of the company that bear it out, or that were taken back.
    pub awards: Vec<&'r Award>,
    /// What the organiser allows of the last edition.
    pub terms: Option<&'r TitleTerms>,
    /// Gravest first; none where all of it holds.
    pub faults: Vec<TitleFault>,
}

impl TitleCheck<'_> {
    pub fn verdict(&self) -> &'static str {
        self.faults.first().map_or("true", TitleFault::word)
    }
}

/// Titles in a row, counted back from a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TitleStreak {
    /// As many are stated outright.
    pub proven: u32,
    /// The year at which the proof ends.
    pub open_at: Year,
    /// As many there can be, and the year that ends them; none where no year does.
    pub broken: Option<(u32, Year)>,
}

/// What is known of a company's title in a year.
enum YearOfTitle {
    Won,
    NotWon,
    /// The prize was not handed over: a streak goes on.
    NotHeld,
    Open,
}

impl<'r> Titles<'r> {
    pub fn of(register: &'r Register, coverage: &'r Coverage) -> Self {
        let mut by_winner: BTreeMap<_, Vec<&Award>> = BTreeMap::new();
        let titles =
            register.awards.iter().filter(|award| is_title(award, register.source(&award.source).places));
        for award in titles {
            let Some(company) = award.company else { continue };
            by_winner.entry((award.source, company)).or_default().push(award);
        }
        let mut awarded: BTreeMap<_, Vec<(Label, Day)>> = BTreeMap::new();
        for award in &register.awards {
            let of_source = awarded.entry(award.source).or_default();
            if !of_source.iter().any(|(label, _)| *label == award.edition) {
                of_source.push((award.edition, award.awarded));
            }
        }
        Self { register, coverage, by_winner, awarded }
    }

    /// Holds a claim of a company against the register, as of a day.
    pub fn check(&self, claim: &TitleClaim, company: &CompanyId, as_of: Day) -> TitleCheck<'r> {
        let source = self.register.source(&claim.source);
        let (mut awards, mut faults) = (Vec::new(), Vec::new());
        for year in &claim.years {
            let own = self.of_year(source, company, *year);
            faults.extend(self.edition_fault(claim, company, *year, &own));
            awards.extend(own);
        }
        let last = awards.iter().max_by_key(|award| award.awarded).copied();
        if let (Some(in_a_row), Some(last)) = (claim.in_a_row, last) {
            faults.extend(self.streak(source, company, last.awarded.year()).fault(in_a_row));
        }
        let terms = last.and_then(|award| Some(&source.editions.get(&award.edition)?.title));
        let terms = terms.filter(|terms| **terms != TitleTerms::default());
        if let (Some(terms), Some(last)) = (terms, last) {
            faults.extend(terms_faults(terms, claim, last, as_of));
        }
        faults.sort();
        TitleCheck { awards, terms, faults }
    }

    /// The titles of a company in the editions with this year on them, also those taken back.
    fn of_year(&self, source: &Source, company: &CompanyId, year: Year) -> Vec<&'r Award> {
        let titles = self.titles(source, company);
        titles.filter(|award| is_of_year(&award.edition, year)).collect()
    }

    /// Whether an award is a title, also one taken back: a win, or a place that the source honours.
    pub fn is_title(&self, award: &Award) -> bool {
        is_title(award, self.register.source(&award.source).places)
    }

    /// The category of an award as it is compared: several spellings of one are one.
    pub fn category(&self, award: &Award) -> String {
        category_key(self.register.source(&award.source), &award.category)
    }

    /// The titles of a company, also those taken back and those that no page says outright.
    fn titles(&self, source: &Source, company: &CompanyId) -> impl Iterator<Item = &'r Award> {
        self.by_winner.get(&(source.id, *company)).into_iter().flatten().copied()
    }

    fn edition_fault(
        &self,
        claim: &TitleClaim,
        company: &CompanyId,
        year: Year,
        own: &[&Award],
    ) -> Option<TitleFault> {
        let source = self.register.source(&claim.source);
        let standing: Vec<&Award> = own.iter().filter(|award| !is_annulled(award)).copied().collect();
        let Some(first) = standing.first() else {
            let annulled = own.first().map(|award| TitleFault::Annulled { edition: award.edition });
            return Some(annulled.unwrap_or_else(|| self.not_among(source, company, year)));
        };
        let claimed = claim.category.as_deref().map(|printed| category_key(source, printed));
        let fits = |award: &&&Award| {
            claimed.as_ref().is_none_or(|claimed| *claimed == category_key(source, &award.category))
        };
        let fitting: Vec<&Award> = standing.iter().filter(fits).copied().collect();
        if fitting.is_empty() {
            let claimed = claimed.unwrap_or_default();
            return Some(self.other_category(source, first.edition, &standing, &claimed));
        }
        let stated = fitting.iter().any(|award| award.evidence != EvidenceKind::Derived);
        (!stated).then_some(TitleFault::Derived { edition: first.edition })
    }

    /// No title in the editions of a year: a fault where all names are known, else nobody can tell.
    fn not_among(&self, source: &Source, company: &CompanyId, year: Year) -> TitleFault {
        let awarded = self.awarded_in(source, year);
        match self.state(source, awarded) {
            Some(ListState::NotHeld) => TitleFault::NotHeld { year },
            Some(ListState::Complete { .. }) => {
                let standing = self.titles(source, company).filter(|award| !is_annulled(award));
                let won: BTreeSet<Label> = standing.map(|award| award.edition).collect();
                if won.is_empty() {
                    return TitleFault::NotWon { year };
                }
                TitleFault::OtherEdition { year, won: won.into_iter().collect() }
            }
            Some(ListState::Partial { found, claimed }) => {
                TitleFault::Unknown { year, found: *found, announced: *claimed }
            }
            Some(ListState::NotFound { claimed }) => {
                TitleFault::Unknown { year, found: 0, announced: *claimed }
            }
            None if source.held.is_some_and(|held| !held.holds(awarded)) => TitleFault::NotHeld { year },
            Some(ListState::NotAllowed) | None => TitleFault::Unknown { year, found: 0, announced: None },
        }
    }

    /// It won in other categories. Where names are missing it may have won the one claimed too, unless that one went to
    /// another company, or a title of its own names no category.
    fn other_category(&self, source: &Source, edition: Label, own: &[&Award], claimed: &str) -> TitleFault {
        let year = own[0].awarded.year();
        let company = own[0].company;
        let taken = self.register.awards.iter().any(|award| {
            (award.source, award.edition) == (source.id, edition)
                && award.company != company
                && is_title(award, source.places)
                && category_key(source, &award.category) == claimed
        });
        let complete = matches!(self.state(source, year), Some(ListState::Complete { .. }));
        let named = own.iter().all(|award| !award.category.is_empty());
        if named && (taken || complete) {
            let won: BTreeSet<Shared> = own.iter().map(|award| award.category).collect();
            return TitleFault::OtherCategory { edition, won: won.into_iter().collect() };
        }
        let (found, announced) = match self.state(source, year) {
            Some(ListState::Complete { found }) => (*found, Some(*found)),
            Some(ListState::Partial { found, claimed }) => (*found, *claimed),
            Some(ListState::NotFound { .. } | ListState::NotHeld | ListState::NotAllowed) | None => (0, None),
        };
        let printed = edition.year().unwrap_or(year);
        TitleFault::Unknown { year: printed, found, announced }
    }

    /// Titles in a row, counted back from the year in which one was handed over.
    pub fn streak(&self, source: &Source, company: &CompanyId, until: Year) -> TitleStreak {
        let (mut proven, mut possible, mut open_at) = (0, 0, None);
        let mut year = until;
        // Beyond what the register knows every year is open, so that the walk ends there.
        let known = self.coverage.years.first().copied().unwrap_or(until);
        let first = source.held.map_or(known, |held| held.from.max(known));
        while year >= first {
            match self.title_in(source, company, year) {
                YearOfTitle::Won => {
                    proven += u32::from(open_at.is_none());
                    possible += 1;
                }
                YearOfTitle::NotHeld => (),
                YearOfTitle::Open => {
                    open_at = open_at.or(Some(year));
                    possible += 1;
                }
                YearOfTitle::NotWon => {
                    let open_at = open_at.unwrap_or(year);
                    return TitleStreak { proven, open_at, broken: Some((possible, year)) };
                }
            }
            year = year.plus(-1);
        }
        let began = source.held.filter(|held| held.from > year).map(|_| (possible, year));
        TitleStreak { proven, open_at: open_at.unwrap_or(year), broken: began }
    }

    fn title_in(&self, source: &Source, company: &CompanyId, year: Year) -> YearOfTitle {
        let own: Vec<&Award> =
            self.titles(source, company).filter(|award| award.awarded.year() == year).collect();
        let standing = |award: &&&Award| !is_annulled(award);
        if own.iter().filter(standing).any(|award| award.evidence != EvidenceKind::Derived) {
            return YearOfTitle::Won;
        }
        let annulled = !own.is_empty() && own.iter().all(|award| is_annulled(award));
        match self.state(source, year) {
            Some(ListState::NotHeld) if own.is_empty() => YearOfTitle::NotHeld,
            Some(ListState::Complete { .. }) if own.is_empty() => YearOfTitle::NotWon,
            Some(_) | None if annulled => YearOfTitle::NotWon,
            Some(_) | None => YearOfTitle::Open,
        }
    }

    /// What is known of a source in a year of awards.
    fn state(&self, source: &Source, awarded: Year) -> Option<&'r ListState> {
        let column = self.coverage.years.iter().position(|year| *year == awarded)?;
        self.coverage.state(&source.id, column)
    }

    /// Whether every name of an edition is known, so that who is not on its list did not win.
    pub fn is_complete(&self, source: &Source, label: &Label) -> bool {
        let awarded = label.year().map(|year| self.awarded_in(source, year));
        awarded.is_some_and(|year| matches!(self.state(source, year), Some(ListState::Complete { .. })))
    }

    /// The year in which the editions with this year on them were handed over.
    fn awarded_in(&self, source: &Source, printed: Year) -> Year {
        let declared = source.editions.values().filter(|edition| is_of_year(&edition.label, printed));
        let declared = declared.filter_map(|edition| edition.awarded).next();
        let mut rows = self.awarded.get(&source.id).into_iter().flatten();
        let row = || rows.find(|(label, _)| is_of_year(label, printed)).map(|(_, day)| *day);
        declared.or_else(row).map_or_else(|| printed.plus(source.label_offset), Day::year)
    }
}

impl TitleStreak {
    /// What is wrong or open in so many titles in a row.
    fn fault(self, in_a_row: u32) -> Option<TitleFault> {
        match self.broken {
            Some((possible, year)) if possible < in_a_row => {
                Some(TitleFault::StreakBroken { in_a_row, year })
            }
            Some(_) | None if self.proven >= in_a_row => None,
            Some(_) | None => Some(TitleFault::StreakUnproven { in_a_row, year: self.open_at }),
        }
    }
}

fn terms_faults(
    terms: &TitleTerms,
    claim: &TitleClaim,
    award: &Award,
    as_of: Day,
) -> impl Iterator<Item = TitleFault> + use<> {
    // A month that is all that is known lasts to its end.
    let over = |until: &Day| as_of > *until && !as_of.agrees(*until);
    let expired = terms.valid_until.filter(over).map(|until| TitleFault::Expired { until });
    let required = terms.wording.as_ref().map(|words| words.replace("{category}", &award.category));
    let said = text::heading(&claim.said);
    let missing = required.filter(|words| !holds(&said, &text::heading(words)));
    let wording = missing.map(|required| TitleFault::Wording { required });
    expired.into_iter().chain(wording)
}

fn is_title(award: &Award, places: u16) -> bool {
    match award.outcome {
        Outcome::Winner | Outcome::Special | Outcome::Label | Outcome::Annulled => true,
        Outcome::Placed => award.place.is_none_or(|place| place.number <= places),
        Outcome::Finalist | Outcome::Mention | Outcome::Measured | Outcome::Last => false,
    }
}

fn is_annulled(award: &Award) -> bool {
    award.outcome == Outcome::Annulled
}
