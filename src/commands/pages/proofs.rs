//! Typed rows, held against the archived copies of the pages they name.

use std::collections::{BTreeMap, HashMap};

use anyhow::Result;
use rayon::prelude::*;

use super::copies::{first_day, whole_copies};
use super::{OpenedPage, PageReader};
use archive::Archive;
use model::text::key;
use model::{Address, Digest, Issue, Locator, Moment, Passage, Record, Shared};
use read::{ArchivedPage, TypedRow, Unsaid};
use workspace::{Catalog, PageVerdict};

/// What the archive says of the typed rows. Those that it proves carry their passage.
#[derive(Debug, Default)]
pub struct Proofs {
    pub issues: Vec<Issue>,
    /// What the copies of their page do not say of typed rows, by file and line.
    pub not_said: BTreeMap<(Shared, u64), String>,
}

impl Proofs {
    /// What the copies of its page do not say of a typed row.
    pub fn unsaid(&self, row: &Locator) -> Option<&str> {
        match row {
            Locator::Row { file, line, .. } => self.not_said.get(&(*file, *line)).map(String::as_str),
            Locator::Snapshot(_) => None,
        }
    }
}

/// Looks for every typed row in the copies of its page, newest first, and gives those that are found their passage.
pub fn prove(catalog: &mut Catalog, archive: &Archive) -> Result<Proofs> {
    let mut proofs = Proofs::default();
    if archive.entries().is_empty() {
        return Ok(proofs);
    }
    let reader = PageReader::new(catalog, archive);
    let pages: Vec<_> = reader.pages().into_iter().collect();
    let looked = pages.into_par_iter().map(|(address, rows)| reader.look(&address, rows));
    let looked: Vec<_> = looked.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
    let mut passages = HashMap::new();
    for (number, row, answer) in looked {
        match answer {
            ProofResult::Proven(passage) => drop(passages.insert(number, passage)),
            ProofResult::NotSaid { seen, digest, unsaid } => {
                let Locator::Row { file, line, .. } = row.locator else { continue };
                let unsaid = unsaid.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                proofs.not_said.insert((file, line), unsaid.clone());
                let accepted = catalog.decisions.on_page(row.source, row.edition, digest);
                proofs.issues.extend(
                    (accepted != Some(PageVerdict::Accept)).then(|| not_said(row, seen, digest, unsaid)),
                );
            }
        }
    }
    for (number, record) in catalog.records.batches_mut().iter_mut().flatten().enumerate() {
        if let (Locator::Row { proof, .. }, Some(passage)) = (&mut record.locator, passages.remove(&number)) {
            *proof = Some(Box::new(passage));
        }
    }
    Ok(proofs)
}

fn not_said(row: &Record, seen: Moment, copy: Digest, unsaid: String) -> Issue {
    let Record { source, edition, url, .. } = *row;
    let row = row.locator.to_string();
    Issue::NotSaid { source, edition, row, url: url.to_string(), day: seen.day(), copy, unsaid }
}

enum ProofResult {
    Proven(Passage),
    /// The newest copy that can be read does not say this.
    NotSaid {
        seen: Moment,
        digest: Digest,
        unsaid: Vec<Unsaid>,
    },
}

impl<'c> PageReader<'c, '_> {
    /// The rows by the page they name, as far as the archive was there, each with its number among all.
    fn pages(&self) -> BTreeMap<Address, Vec<(usize, &'c Record)>> {
        let mut rows: HashMap<Shared, Vec<(usize, &Record)>> = HashMap::new();
        for (number, record) in self.catalog.records.iter().enumerate() {
            rows.entry(record.url).or_default().push((number, record));
        }
        let mut pages: BTreeMap<Address, Vec<(usize, &Record)>> = BTreeMap::new();
        for (url, rows) in rows {
            let address = url.parse::<Address>().ok();
            if let Some(address) = address.filter(|address| self.archive.visits(address).next().is_some()) {
                pages.entry(address).or_default().extend(rows);
            }
        }
        pages.values_mut().for_each(|rows| rows.sort_by_key(|(number, _)| *number));
        pages
    }

    fn look(
        &self,
        address: &Address,
        rows: Vec<(usize, &'c Record)>,
    ) -> Result<Vec<(usize, &'c Record, ProofResult)>> {
        let typed: Vec<TypedRow> = rows.iter().map(|(_, record)| self.typed(record)).collect();
        let mut answers: Vec<Option<ProofResult>> = rows.iter().map(|_| None).collect();
        for entry in whole_copies(&self.declared, self.archive, address) {
            if answers.iter().all(|answer| matches!(answer, Some(ProofResult::Proven(_)))) {
                break;
            }
            let Some(snapshot) = self.archive.sound(entry)? else { continue };
            let (digest, seen) = (snapshot.digest, snapshot.seen);
            let opened = OpenedPage::of_copy(snapshot, address.as_str());
            let Ok(page) = opened.page() else { continue };
            let copy = ArchivedPage { page, url: address.as_str(), digest, seen };
            let Ok(proofs) = read::prove(&copy, &typed, &self.known) else { continue };
            for (answer, proof) in answers.iter_mut().zip(proofs) {
                match proof {
                    Ok(passage) if !matches!(answer, Some(ProofResult::Proven(_))) => {
                        *answer = Some(ProofResult::Proven(passage));
                    }
                    Err(unsaid) if answer.is_none() => {
                        *answer = Some(ProofResult::NotSaid { seen, digest, unsaid })
                    }
                    Ok(_) | Err(_) => {}
                }
            }
        }
        let answered = rows.into_iter().zip(answers);
        Ok(answered.filter_map(|((number, record), answer)| Some((number, record, answer?))).collect())
    }

    fn typed(&self, record: &'c Record) -> TypedRow<'c> {
        let mut keys: Vec<String> = match (record.company.is_empty(), record.person.is_empty()) {
            (false, _) => self.identities.spellings(&record.company).into_iter().map(key).collect(),
            (true, false) => vec![key(&record.person)],
            (true, true) => vec![],
        };
        keys.sort();
        keys.dedup();
        TypedRow { record, keys, years: self.years(record) }
    }

    fn years(&self, record: &Record) -> Vec<u16> {
        let source = self.catalog.sources.get(&record.source);
        let edition = source.and_then(|source| Some((source, source.editions.get(&record.edition)?)));
        let declared = edition.and_then(|(source, edition)| first_day(source, edition));
        let offset = || Some(record.edition.year()?.plus(source?.label_offset));
        let days = [record.awarded, declared].into_iter().flatten().map(|day| day.year());
        // A label may name two years: `2004-2009`.
        let label =
            record.edition.as_str().split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4);
        let of_label = label.filter_map(|part| part.parse().ok());
        let years = days.chain(offset()).filter_map(|year| u16::try_from(year.get()).ok());
        let mut years: Vec<u16> = years.chain(of_label).collect();
        years.sort_unstable();
        years.dedup();
        years
    }
}
