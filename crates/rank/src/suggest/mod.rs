//! Suggestions: which companies an unknown name may mean. Pure; they are questions for a person and join nothing.
//!
//! 1. `form`, `vocabulary`: a name as words, each with what it weighs: rare ones more, “Groupe” and “Bank” less.
//! 2. `blocks`: the few names that have anything in common with it, out of any number.
//! 3. `likeness`: in what two names are alike (`edit` counts letters).
//! 4. `judge`: from likeness, sector, country and years to a calibrated score and its reasons.

mod blocks;
mod edit;
mod form;
mod judge;
mod likeness;
mod vocabulary;

use std::collections::BTreeMap;

use crate::{Candidate, Clue};
use blocks::Blocks;
use form::Form;
use judge::{Agreement, Circumstances};
use likeness::Likeness;
use model::{Company, CompanyId, Sector, SectorId, Window};
use vocabulary::Vocabulary;

/// How many names are compared closely with one asked for.
const COMPARED: usize = 12;

/// A name that nobody knows yet, with what its record says beside it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// The name as printed.
    pub name: &'a str,
    /// Its sector, where its heading means one.
    pub sector: Option<&'a SectorId>,
    /// The years in which it was printed.
    pub years: Option<Window>,
    /// The country of the source that prints it.
    pub country: Option<&'a str>,
}

/// The companies of a register, ready to be asked.
#[derive(Debug)]
pub struct Index<'a> {
    names: Vec<Name<'a>>,
    vocabulary: Vocabulary,
    blocks: Blocks,
    sectors: &'a BTreeMap<SectorId, Sector>,
}

/// A name that a company has or had.
#[derive(Debug)]
struct Name<'a> {
    company: &'a Company,
    printed: &'a str,
    years: Option<Window>,
    form: Form,
}

impl<'a> Index<'a> {
    /// Makes companies ready to be asked; `sectors` tells which sectors are one family.
    pub fn of(
        companies: impl IntoIterator<Item = &'a Company>,
        sectors: &'a BTreeMap<SectorId, Sector>,
    ) -> Self {
        let mut names: Vec<Name> = companies.into_iter().flat_map(names_of).collect();
        let mut vocabulary = Vocabulary::default();
        for name in &names {
            name.form.words.iter().for_each(|word| vocabulary.add(word.hash));
        }
        names.iter_mut().for_each(|name| name.form.weigh(&vocabulary));
        let blocks = Blocks::of(names.iter().map(|name| &name.form));
        Self { names, vocabulary, blocks, sectors }
    }

    /// The companies that a name may mean, at most so many, the likeliest first, then by identifier.
    pub fn candidates(&self, asked: &Asked, most: usize) -> Vec<Candidate> {
        let form = self.form(asked.name);
        let near = self.blocks.nearest(&form, COMPARED);
        let compared = near.into_iter().map(|at| {
            let name = &self.names[at as usize];
            let (likeness, around) = (Likeness::of(&form, &name.form), self.around(asked, name));
            (judge::points(&likeness, around), name, likeness, around)
        });
        let mut best = BTreeMap::<&CompanyId, (i32, &Name, Likeness, Circumstances)>::new();
        for seen in compared {
            let kept = best.get(&seen.1.company.id);
            if kept.is_none_or(|kept| (kept.0, seen.1.printed) < (seen.0, kept.1.printed)) {
                best.insert(&seen.1.company.id, seen);
            }
        }
        let mut best: Vec<_> = best.into_values().collect();
        best.sort_by_key(|(points, name, ..)| (std::cmp::Reverse(*points), &name.company.id));
        best.truncate(most);
        best.iter()
            .map(|(points, name, likeness, around)| candidate(name, *points, likeness, *around))
            .collect()
    }

    /// How strongly a person would be asked whether two sets of names mean one company, in thousandths, and why: the
    /// nearest two of them speak for all.
    pub fn compare(&self, ours: &[&str], theirs: &[&str]) -> (u16, Vec<Clue>) {
        let [ours, theirs] =
            [ours, theirs].map(|names| names.iter().map(|name| self.form(name)).collect::<Vec<_>>());
        let pairs = ours.iter().flat_map(|one| theirs.iter().map(move |other| Likeness::of(one, other)));
        let around = Circumstances::default();
        let nearest = pairs.max_by_key(|likeness| judge::points(likeness, around));
        let score = |likeness: &Likeness| judge::score(judge::points(likeness, around));
        nearest.map(|likeness| (score(&likeness), judge::clues(&likeness, around))).unwrap_or_default()
    }

    fn form(&self, name: &str) -> Form {
        let mut form = Form::of(name);
        form.weigh(&self.vocabulary);
        form
    }

    fn around(&self, asked: &Asked, name: &Name) -> Circumstances {
        let family =
            |sector: &'_ SectorId| self.sectors.get(sector).and_then(|s| s.parent).unwrap_or(*sector);
        let years = match asked.years.zip(name.years) {
            Some((asked, used)) if asked.from <= used.to && used.from <= asked.to => Agreement::Agree,
            Some(_) => Agreement::Differ,
            None => Agreement::Unknown,
        };
        Circumstances {
            sector: Agreement::of(asked.sector.map(family), name.company.sector.as_ref().map(family)),
            country: Agreement::of(asked.country, name.company.country.as_deref()),
            years,
        }
    }
}

fn candidate(name: &Name, points: i32, likeness: &Likeness, around: Circumstances) -> Candidate {
    Candidate {
        company: name.company.id,
        name: name.printed.to_owned(),
        score: judge::score(points),
        clues: judge::clues(likeness, around),
    }
}

/// Every name of a company; a former one with the years of its use.
fn names_of(company: &Company) -> impl Iterator<Item = Name<'_>> {
    let today = std::iter::once(&company.name).chain(&company.spellings).map(|name| (name, None));
    let former = company.former.iter().map(|former| (&former.name, former.from.zip(former.until)));
    today.chain(former).map(|(printed, years)| Name {
        company,
        printed,
        years: years.and_then(|(from, until)| Window::new(from, until)),
        form: Form::of(printed),
    })
}

#[cfg(test)]
mod tests;
