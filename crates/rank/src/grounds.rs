//! What each figure rests on, as one number: the lines of pages behind it, their passages and captures, and what persons
//! decided on the names in it. Where any of it is not what it was, the number is another one.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::figure::word;
use crate::{ListState, Standing};
use model::text;
use model::{Award, CompanyId, Day, Measure, Place, Register, SectorId, SourceId, Subject, Witness, Year};

/// The digests of everything that a figure can rest on.
#[derive(Debug)]
pub struct Grounds {
    /// By position in the register.
    awards: Vec<i64>,
    measures: Vec<i64>,
    decisions: BTreeMap<CompanyId, i64>,
    /// Awards and measures of each source in each year.
    lists: BTreeMap<(SourceId, Year), Vec<i64>>,
}

impl Grounds {
    pub fn of(register: &Register) -> Self {
        let awards: Vec<i64> = register.awards.iter().map(of_award).collect();
        let measures: Vec<i64> = register.measures.iter().map(of_measure).collect();
        let mut lists: BTreeMap<(SourceId, Year), Vec<i64>> = BTreeMap::new();
        for (award, digest) in register.awards.iter().zip(&awards) {
            lists.entry((award.source, award.awarded.year())).or_default().push(*digest);
        }
        for (measure, digest) in register.measures.iter().zip(&measures) {
            lists.entry((measure.source, measure.awarded.year())).or_default().push(*digest);
        }
        Self { awards, measures, decisions: decisions(register), lists }
    }

    /// What a company's figures of a ranking rest on: its distinctions, and the decisions on its names.
    pub fn of_standing(&self, standing: &Standing) -> i64 {
        let won = standing.won.iter().map(|position| self.awards[*position]);
        joined(won.chain(self.decisions.get(&standing.company).copied()))
    }

    pub fn of_standings<'s>(&self, standings: impl Iterator<Item = &'s Standing>) -> i64 {
        joined(standings.map(|standing| self.of_standing(standing)))
    }

    pub fn of_measure(&self, position: usize) -> i64 {
        self.measures[position]
    }

    pub fn of_list(&self, source: SourceId, year: Year, cell: &ListState) -> i64 {
        let rows = self.lists.get(&(source, year)).into_iter().flatten().copied();
        joined(rows.chain([digest(&[&listed(cell)])]))
    }
}

/// The state of a list in words that stay: the names of our own types may change without a figure changing.
fn listed(cell: &ListState) -> String {
    let claimed = |claimed: &Option<u32>| claimed.map(|n| n.to_string()).unwrap_or_default();
    match cell {
        ListState::Complete { found } => format!("complete {found}"),
        ListState::Partial { found, claimed: of } => format!("partial {found} {}", claimed(of)),
        ListState::NotFound { claimed: of } => format!("not found {}", claimed(of)),
        ListState::NotHeld => "not held".to_owned(),
        ListState::NotAllowed => "not allowed".to_owned(),
    }
}

fn of_award(award: &Award) -> i64 {
    let known = [&*word(&award.outcome), &word(&award.level), award.counting.word(), &placed(award.place)];
    let known = [&known.join(" "), " ", &added(award.added)].concat();
    let company = award.company.map_or("", CompanyId::as_str);
    let sector = award.sector.map_or("", SectorId::as_str);
    joined(
        [digest(&[&award.id, company, sector, &award.awarded.to_string(), &known])]
            .into_iter()
            .chain(award.witnesses.iter().map(of_witness)),
    )
}

fn of_measure(measure: &Measure) -> i64 {
    let scale = measure.scale.map(|scale| scale.to_string()).unwrap_or_default();
    let subject = match measure.subject {
        Subject::Company(id) => id.as_str(),
        Subject::Average => "",
    };
    let known = [&*measure.value.to_string(), &scale, subject, &placed(measure.place), &added(measure.added)];
    let known = known.join(" ");
    let sector = measure.sector.map_or("", SectorId::as_str);
    let own = digest(&[&measure.id, sector, &measure.awarded.to_string(), &known]);
    joined([own].into_iter().chain(measure.witnesses.iter().map(of_witness)))
}

fn placed(place: Option<Place>) -> String {
    place.map(|place| format!("{}{}", place.number, if place.tied { "=" } else { "" })).unwrap_or_default()
}

fn added(day: Option<Day>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// A line of a page: its words, its file, and where it was read from a capture, its passage and the digest of that.
fn of_witness(witness: &Witness) -> i64 {
    let Witness { url, title, printed, category, person, evidence, file, passage } = witness;
    let said = format!("{} {} {}", word(&evidence.kind), evidence.remark, evidence.remark.english().as_str());
    let passage = passage.as_ref().map(|passage| {
        format!(
            "{} {} {} {} {}",
            passage.digest, passage.seen, passage.place, passage.line, passage.excerpt.text
        )
    });
    digest(&[url, title, printed, category, person, &said, file, &passage.unwrap_or_default()])
}

/// What persons decided on the names of each company.
fn decisions(register: &Register) -> BTreeMap<CompanyId, i64> {
    let mut named: BTreeMap<String, CompanyId> = BTreeMap::new();
    for company in register.companies.values() {
        named.extend(company.names().map(|name| (text::key(name), company.id)));
    }
    let mut about: BTreeMap<CompanyId, Vec<i64>> = BTreeMap::new();
    for decision in &register.decisions {
        let said = digest(&[&decision.to_string(), &decision.why.en]);
        for name in decision.pair() {
            if let Some(company) = named.get(&text::key(name)) {
                about.entry(*company).or_default().push(said);
            }
        }
    }
    about.into_iter().map(|(company, said)| (company, joined(said.into_iter()))).collect()
}

/// A digest of texts, the same for good.
pub fn digest(parts: &[&str]) -> i64 {
    let mut sum = Sha256::new();
    for part in parts {
        // With its length, so that no two lists of parts read the same.
        sum.update((part.len() as u64).to_le_bytes());
        sum.update(part.as_bytes());
    }
    shortened(sum)
}

fn joined(digests: impl Iterator<Item = i64>) -> i64 {
    let mut sum = Sha256::new();
    digests.for_each(|digest| sum.update(digest.to_le_bytes()));
    shortened(sum)
}

fn shortened(sum: Sha256) -> i64 {
    let digest = sum.finalize();
    i64::from_le_bytes(std::array::from_fn(|at| digest[at]))
}
