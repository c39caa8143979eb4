//! The ledger: the distinctions of a register, sorted once by company, year, source and identifier.
//!
//! Companies and sources are numbers here, because a million awards are compared and counted. Companies are
//! numbered in the order in which tied ones are listed, so a number is also the last key of every order.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use crate::distinct::Map;
use crate::{Coverage, Query, Why, Without};
use crate::{coverage, methods};
use model::text;
use model::{
    Award, Company, CompanyId, CompanyLevel, Counting, EvidenceKind, Level, Outcome, Place, Register,
    SectorId, Source, SourceId, Window, Year, YesNo,
};

/// The distinctions of a register.
#[derive(Debug)]
pub struct Ledger {
    /// By folded name, then identifier.
    pub companies: Vec<CompanyId>,
    /// The first-level sector of each company.
    pub families: Vec<Option<SectorId>>,
    pub sources: Vec<SourceId>,
    credited: Map<CompanyId, usize>,
    rows: Vec<Distinction>,
    coverage: OnceLock<Coverage>,
}

#[derive(Debug, Clone, Copy)]
pub struct Distinction {
    pub company: usize,
    /// The year in which it was handed over.
    pub year: Year,
    pub source: usize,
    /// Position in the register's awards.
    pub award: usize,
    /// What decides its worth, as the award has it: awards stand anywhere in memory.
    pub level: Level,
    /// As the award has it.
    pub outcome: Outcome,
    /// As the award has it.
    pub place: Option<Place>,
    /// What it is worth under the method of the selection, in its units; 1 in the ledger itself.
    pub worth: u64,
}

impl Ledger {
    /// Credits every distinction to its company, or to what the company belongs to at that level.
    pub fn new(register: &Register, level: CompanyLevel) -> Self {
        let mut companies: Vec<&Company> = register.companies.values().collect();
        companies.par_sort_by_cached_key(|c| (text::key(&c.name), c.id));
        let sources: Vec<SourceId> = register.sources.keys().copied().collect();
        let credited = credited(register, &companies, level);
        let source_numbers: Map<SourceId, usize> = numbers(sources.iter().copied());
        let row = |(award, a): (usize, &Award)| {
            // Derived rows are left out of a selection unless it asks for them.
            let counts = matches!(a.counting, Counting::Counts | Counting::Derived);
            let company = a.company.as_ref().filter(|_| counts)?;
            let company = *credited.get(company)?;
            let source = *source_numbers.get(&a.source)?;
            let Award { level, outcome, place, .. } = *a;
            Some(Distinction {
                company,
                year: a.awarded.year(),
                source,
                award,
                level,
                outcome,
                place,
                worth: 1,
            })
        };
        let rows: Vec<Option<Distinction>> = register.awards.par_iter().enumerate().map(row).collect();
        let order = by_company(&rows, companies.len());
        let of_award = |award: &usize| rows[*award].expect("only rows are put in order");
        let mut rows: Vec<Distinction> = order.par_iter().map(of_award).collect();
        let id = |row: &Distinction| &register.awards[row.award].id;
        rows.par_chunk_by_mut(|a, b| a.company == b.company).for_each(|of_company| {
            of_company.sort_unstable_by(|a, b| {
                (a.year, a.source).cmp(&(b.year, b.source)).then_with(|| id(a).cmp(id(b)))
            });
        });
        let family = |company: &&Company| company.sector.as_ref().map(|sector| *register.family(sector));
        let families = companies.iter().map(family).collect();
        let companies = companies.into_iter().map(|company| company.id).collect();
        Self { companies, families, sources, credited, rows, coverage: OnceLock::new() }
    }

    /// The distinctions of every year that a query leaves in.
    pub fn select<'l>(&'l self, register: &'l Register, query: &Query) -> Selection<'l> {
        let declared: Vec<&Source> = self.sources.iter().map(|id| register.source(id)).collect();
        let sources: Vec<bool> = declared.iter().map(|s| source_aside(s, query).is_none()).collect();
        let companies: Option<Vec<bool>> = query
            .sector
            .as_ref()
            .map(|sector| self.families.iter().map(|family| family.as_ref() == Some(sector)).collect());
        let stays = |row: &Distinction| {
            sources[row.source]
                && companies.as_ref().is_none_or(|stays| stays[row.company])
                && (query.without.is_empty() || award_aside(&register.awards[row.award], query).is_none())
        };
        let mut rows = match methods::worths(register, &self.rows, query) {
            None => Cow::Borrowed(self.rows.as_slice()),
            Some(worths) => {
                let worth = |(row, worth): (&Distinction, u64)| Distinction { worth, ..*row };
                Cow::Owned(self.rows.par_iter().zip(worths).map(worth).collect())
            }
        };
        if !self.rows.iter().all(stays) {
            rows.to_mut().retain(stays);
        }
        Selection {
            register,
            ledger: self,
            weights: declared.iter().map(|s| query.rules.weight_units(s)).collect(),
            sources: declared.into_iter().filter(|s| source_aside(s, query).is_none()).collect(),
            rows,
        }
    }

    /// What we have of every source in every year.
    pub fn coverage(&self, register: &Register) -> &Coverage {
        self.coverage.get_or_init(|| coverage::coverage(register))
    }

    /// The earliest year with a distinction.
    pub fn first_year(&self) -> Option<Year> {
        self.rows.iter().map(|row| row.year).min()
    }

    /// The number of the company that is credited with the awards of a company.
    pub fn credited(&self, company: &CompanyId) -> Option<usize> {
        self.credited.get(company).copied()
    }
}

/// Some distinctions of a ledger, in its order.
pub struct Selection<'l> {
    pub register: &'l Register,
    pub ledger: &'l Ledger,
    /// The sources that were left in, with or without a distinction.
    pub sources: Vec<&'l Source>,
    /// The weight of every source of the ledger, in hundred-millionths.
    pub weights: Vec<u64>,
    pub rows: Cow<'l, [Distinction]>,
}

impl Selection<'_> {
    /// The distinctions of each company, in the order of companies.
    pub fn by_company(&self) -> impl Iterator<Item = &[Distinction]> {
        self.rows.chunk_by(|a, b| a.company == b.company)
    }

    /// From the first year with a distinction to the last.
    pub fn window(&self) -> Option<Window> {
        let years = || self.rows.iter().map(|row| row.year);
        Window::new(years().min()?, years().max()?)
    }
}

/// The awards of rows in the order of companies. Each goes straight to its place, which takes 12 ms for a million.
fn by_company(rows: &[Option<Distinction>], companies: usize) -> Vec<usize> {
    let mut places = vec![0; companies];
    rows.iter().flatten().for_each(|row| places[row.company] += 1);
    let mut all = 0;
    for place in &mut places {
        all += std::mem::replace(place, all);
    }
    let mut order = vec![0; all];
    for row in rows.iter().flatten() {
        order[places[row.company]] = row.award;
        places[row.company] += 1;
    }
    order
}

/// The rows of one company that lie in a window.
pub fn within(rows: &[Distinction], window: Window) -> &[Distinction] {
    let start = rows.partition_point(|row| row.year < window.from);
    let end = rows.partition_point(|row| row.year <= window.to);
    &rows[start..end]
}

fn numbers<K: std::hash::Hash + Eq>(keys: impl Iterator<Item = K>) -> Map<K, usize> {
    keys.enumerate().map(|(number, key)| (key, number)).collect()
}

/// The number of the company that is credited with each company's distinctions.
fn credited(register: &Register, companies: &[&Company], level: CompanyLevel) -> Map<CompanyId, usize> {
    let own: Map<CompanyId, usize> = numbers(companies.iter().map(|c| c.id));
    companies.iter().map(|c| (c.id, own[&owner(register, c, level).id])).collect()
}

/// The first of a company and its owners that stands at the level or above; the last owner when none does.
fn owner<'r>(register: &'r Register, company: &'r Company, level: CompanyLevel) -> &'r Company {
    let mut seen = BTreeSet::from([&company.id]);
    let mut owner = company;
    while owner.level < level {
        let parent = owner.parent.as_ref().and_then(|id| register.companies.get(id));
        match parent {
            Some(parent) if seen.insert(&parent.id) => owner = parent,
            Some(_) | None => break,
        }
    }
    owner
}

/// Why a query sets all awards of a source aside; nothing when it leaves the source in.
pub fn source_aside(source: &Source, query: &Query) -> Option<Why> {
    let paid = source.pays_to_enter == YesNo::Yes && query.without.contains(&Without::Paid);
    let abroad = query.country.as_ref().is_some_and(|country| *country != source.country);
    let other_kind = query.kind.is_some_and(|kind| kind != source.kind);
    let reasons =
        [(abroad, Why::OtherCountry), (other_kind, Why::OtherKind), (paid, Why::LeftOut(Without::Paid))];
    first_that_applies(reasons)
}

/// Why a query sets an award aside whose source it leaves in.
pub fn award_aside(award: &Award, query: &Query) -> Option<Why> {
    let person = award.recipient.is_person();
    let derived = award.evidence == EvidenceKind::Derived;
    let left_out = |applies: bool, kind| (applies && query.without.contains(&kind), Why::LeftOut(kind));
    first_that_applies([left_out(person, Without::Persons), left_out(derived, Without::Derived)])
}

fn first_that_applies<const N: usize>(reasons: [(bool, Why); N]) -> Option<Why> {
    reasons.into_iter().find(|(applies, _)| *applies).map(|(_, why)| why)
}
