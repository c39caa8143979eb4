//! What became of the figures that an edition of the site froze: before, after, and by which row, decision, correction or
//! rule. An edition keeps what its figures stood on, piece by piece; what is held against the pieces of today.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::figure::{Figure, FigureSubject, word};
use crate::grounds::digest;
use model::text;
use model::{CompanyId, Day, FigureId, Outcome, Record, Records, Register, Year};

/// A figure as an edition froze it. In words, not in our types: it must still be read when a company is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenFigure {
    pub id: FigureId,
    pub what: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    pub question: String,
    pub value: String,
    /// As the first page that marks it prints it, where one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
}

impl FrozenFigure {
    pub fn of(figure: &Figure, register: &Register) -> Self {
        let (sector, source) = match figure.subject {
            FigureSubject::Whole | FigureSubject::Company(_) => (None, None),
            FigureSubject::Sector(id) => (Some(id), None),
            FigureSubject::Source(id) => (None, Some(id)),
            FigureSubject::Measure(position) => (None, Some(register.measures[position].source)),
        };
        Self {
            id: figure.id,
            what: figure.what.to_owned(),
            company: figure.company(register).map(|id| id.to_string()),
            sector: sector.map(|id| id.to_string()),
            source: source.map(|id| id.to_string()),
            question: figure.question.clone(),
            value: figure.value.clone(),
            printed: None,
        }
    }

    /// The years that it speaks of, where it is one of a ranking or of a list.
    pub fn years(&self) -> Option<(i64, i64)> {
        let years = self.question.split(' ').next()?;
        let (from, to) = years.split_once('-').unwrap_or((years, years));
        Some((from.parse().ok()?, to.parse().ok()?))
    }

    /// Whether it is read from a page or a list, and not computed from all of them.
    fn is_read(&self) -> bool {
        self.source.is_some()
    }

    /// Whether only what its company won plays a part.
    fn is_of_company_alone(&self) -> bool {
        self.company.is_some() && self.what != "rank"
    }

    /// Newcomers and those who return are told by all the years before.
    fn looks_back(&self) -> bool {
        ["newcomers", "returning", "never-before", "not-last-year"]
            .iter()
            .any(|what| self.what.starts_with(what))
    }
}

/// What a figure can change by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FootingKind {
    Row,
    Decision,
    Correction,
    /// What a file declares of a source, company or sector, or the `[ranking]` table.
    Rule,
}

/// A line of a page, or an entry of a file that people edit: one thing that figures stand on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Footing {
    pub kind: FootingKind,
    pub name: String,
    /// A digest of what it says.
    pub says: i64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub companies: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i64>,
    /// Of a row that states a measure, the edition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured: Option<String>,
    /// When it was written, where it says so.
    #[serde(skip)]
    pub day: Option<Day>,
}

/// All that the figures of a state stand on, by a key that stays while what it says changes.
pub type Footings = BTreeMap<String, Footing>;

/// The rows, as they are printed: what a decision or a rule makes of them is not theirs.
pub fn row_footings(register: &Register, records: &Records) -> Footings {
    let named = NamedCompanies::of(register);
    let mut rows = Footings::new();
    for record in records {
        let (key, row) = row(register, &named, record);
        // A page may print a line twice.
        let again = (2..).map(|n| format!("{key} {n}"));
        let free = [key.clone()].into_iter().chain(again).find(|key| !rows.contains_key(key));
        rows.insert(free.unwrap_or(key), row);
    }
    rows
}

/// A row is the same row while it stands on the same page under the same names.
fn row(register: &Register, named: &NamedCompanies, record: &Record) -> (String, Footing) {
    let Record { source, edition, category, company, person, url, .. } = record;
    let key = digest(&[source.as_str(), edition.as_str(), company, category, person, url]);
    let shown = [&**company, category, person].into_iter().filter(|word| !word.is_empty());
    let measured = record.outcome == Outcome::Measured;
    let declared = register.sources.get(source).and_then(|source| source.editions.get(edition)?.awarded);
    let footing = Footing {
        kind: FootingKind::Row,
        name: format!("{source} {edition}: {}", shown.collect::<Vec<_>>().join(", ")),
        says: says(record),
        companies: if company.is_empty() { vec![] } else { named.ids(company) },
        source: Some(source.to_string()),
        year: record.awarded.or(declared).map(Day::year).or_else(|| edition.year()).map(Year::get),
        measured: measured.then(|| edition.to_string()),
        day: record.added,
    };
    (format!("row {key:016x}"), footing)
}

fn says(record: &Record) -> i64 {
    let place = record.place.map(|place| format!("{}{}", place.number, if place.tied { "=" } else { "" }));
    let score = record.score.map(|score| score.to_string()).unwrap_or_default();
    let scale = record.scale.map(|scale| scale.to_string()).unwrap_or_default();
    let (outcome, level) = (word(&record.outcome), word(&record.level));
    let evidence = word(&record.evidence.kind);
    digest(&[&outcome, &level, &place.unwrap_or_default(), &score, &scale, &record.sector, &evidence])
}

/// The companies of a register by their names, and those that a name would make.
pub struct NamedCompanies(BTreeMap<String, BTreeSet<CompanyId>>);

impl NamedCompanies {
    pub fn of(register: &Register) -> Self {
        let mut named: BTreeMap<String, BTreeSet<CompanyId>> = BTreeMap::new();
        for company in register.companies.values() {
            for name in company.names() {
                named.entry(text::key(name)).or_default().insert(company.id);
            }
        }
        Self(named)
    }

    /// The companies that a name means, and the one that it meant before it was joined to another.
    pub fn ids(&self, name: &str) -> Vec<String> {
        let known = self.0.get(&text::key(name)).into_iter().flatten().map(CompanyId::to_string);
        let ids: BTreeSet<String> = known.chain([text::slug(name)]).collect();
        ids.into_iter().collect()
    }
}

/// What happened to a footing between two states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FootingChange {
    Added,
    Changed,
    Removed,
}

/// Why a figure is not what it was: a footing that it stands on, or stood on, and what happened to that.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ErratumCause {
    pub kind: FootingKind,
    pub change: FootingChange,
    pub name: String,
}

/// A figure of an edition that is not the same today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erratum {
    pub figure: FrozenFigure,
    /// Its value today; none where it is published no more.
    pub after: Option<String>,
    /// Empty where only the program changed.
    pub causes: Vec<ErratumCause>,
    /// The latest day that a cause bears.
    pub day: Option<Day>,
}

/// The figures that changed since they were frozen, in the order in which they were.
pub fn errata(frozen: &[FrozenFigure], then: &Footings, today: &[Figure], now: &Footings) -> Vec<Erratum> {
    let values: BTreeMap<FigureId, &str> =
        today.iter().map(|figure| (figure.id, figure.value.as_str())).collect();
    let moved = frozen.iter().filter(|figure| values.get(&figure.id) != Some(&figure.value.as_str()));
    let changes = changes(then, now);
    moved.map(|figure| erratum(figure, values.get(&figure.id).copied(), &changes)).collect()
}

fn erratum(figure: &FrozenFigure, after: Option<&str>, changes: &[(FootingChange, &Footing)]) -> Erratum {
    let touching: Vec<_> = changes.iter().filter(|(_, footing)| footing.carries(figure)).collect();
    // What is only related is told rather than nothing.
    let told = if touching.is_empty() { changes.iter().collect() } else { touching };
    let cause = |(change, footing): &&(FootingChange, &Footing)| ErratumCause {
        kind: footing.kind,
        change: *change,
        name: footing.name.clone(),
    };
    let mut causes: Vec<ErratumCause> = told.iter().map(cause).collect();
    causes.sort();
    causes.dedup();
    let day = told.iter().filter_map(|(_, footing)| footing.day).max();
    Erratum { figure: figure.clone(), after: after.map(str::to_owned), causes, day }
}

/// What is new, says something else or is gone.
fn changes<'f>(then: &'f Footings, now: &'f Footings) -> Vec<(FootingChange, &'f Footing)> {
    let since = now.iter().filter_map(|(key, footing)| match then.get(key) {
        None => Some((FootingChange::Added, footing)),
        Some(old) => (old.says != footing.says).then_some((FootingChange::Changed, footing)),
    });
    let gone = then.iter().filter(|(key, _)| !now.contains_key(*key));
    since.chain(gone.map(|(_, footing)| (FootingChange::Removed, footing))).collect()
}

impl Footing {
    /// Whether the figure stands on it.
    fn carries(&self, figure: &FrozenFigure) -> bool {
        let of_company = figure.company.as_ref().is_some_and(|company| self.companies.contains(company));
        let of_source = figure.source.is_some() && self.source == figure.source;
        let row = self.kind == FootingKind::Row;
        match figure.what.as_str() {
            // The question of a measure is its identifier: source, edition and more, between colons.
            "value" if row => {
                let same_edition = self.measured.as_deref() == figure.question.split(':').nth(1);
                of_source
                    && same_edition
                    && (of_company || figure.company.is_none() && self.companies.is_empty())
            }
            "value" => of_company || of_source,
            _ if figure.is_read() => {
                of_source && (!row || self.is_within(figure)) || self.is_judgement_on_names()
            }
            _ if self.measured.is_some() || !self.is_within(figure) => false,
            _ if figure.is_of_company_alone() && !self.companies.is_empty() => of_company,
            _ => true,
        }
    }

    /// Two names that become one are one name less of a list.
    fn is_judgement_on_names(&self) -> bool {
        self.kind != FootingKind::Row && self.source.is_none() && !self.companies.is_empty()
    }

    fn is_within(&self, figure: &FrozenFigure) -> bool {
        let (Some(year), Some((from, to))) = (self.year, figure.years()) else { return true };
        year <= to && (from <= year || figure.looks_back())
    }
}
