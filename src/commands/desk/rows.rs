//! The rows of a session: what the build will make of them, which companies they name, and what is doubtful.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};

use super::DeskSession;
use model::text::{heading, key};
use model::{CompanyId, Kind, Locator, Origin, Record, Register, SourceId};
use rank::questions::{self, Bearers, OpenPair, PairCard, UnmappedHeading};
use rank::resolve::{self, Resolution};
use read::{Held, Text};
use serde::Serialize;
use workspace::{Catalog, Judgement, RowCells, cells};

/// A row at the desk.
#[derive(Debug, Clone)]
pub struct DeskRow {
    pub cells: RowCells,
    /// The words of the page around its name: before, the name, after.
    pub passage: [String; 3],
    pub state: RowState,
    /// What is wrong with it, and what to do.
    pub faults: Vec<String>,
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowState {
    Saved,
    /// It cannot be read again, or is doubtful.
    Held,
    /// A person left it out, and why.
    Left(String),
    /// The workspace has it already.
    Had,
}

/// What is known of the company of a row.
#[derive(Debug, Clone, Serialize)]
pub struct CompanyShown {
    /// `known`, `new` or `question`.
    pub state: &'static str,
    /// As the workspace calls it.
    pub name: String,
    /// Its sector by language, where one is known.
    pub sector: BTreeMap<&'static str, String>,
    /// Who it may be, and what would change if it were.
    pub questions: Vec<NameQuestion>,
}

/// Whether a new name is that of a company which is known.
#[derive(Debug, Clone, Serialize)]
pub struct NameQuestion {
    pub other: String,
    /// How likely, why, and what would change.
    pub told: String,
}

/// What is known of the companies of some names, and asked of them: to find out, the whole workspace is resolved anew.
#[derive(Default)]
pub struct Companies {
    of: (BTreeSet<String>, Vec<Judgement>),
    pub shown: BTreeMap<String, CompanyShown>,
    /// Headings of the rows that no sector has.
    pub headings: Vec<UnmappedHeading>,
}

impl Companies {
    /// Whether a judgement answers a question that was asked.
    pub fn ask(&self, judgement: &Judgement) -> bool {
        match judgement {
            Judgement::Names(names) => self
                .shown
                .get(&names.one)
                .is_some_and(|shown| shown.questions.iter().any(|question| question.other == names.other)),
            Judgement::Heading(filed) => self.headings.iter().any(|asked| asked.printed == filed.printed),
            Judgement::Page(_) => false,
        }
    }
}

/// Effects are computed for so many questions; a page with more unknown names is judged in the review anyway.
const MOST_EFFECTS: usize = 12;

impl DeskSession {
    /// The records of the list, those in doubt included, in the order of the page.
    fn records(&self) -> Vec<Record> {
        let held = self.reading.held.iter().map(|held| held.record.clone());
        let mut all: Vec<Record> = self.reading.records.iter().cloned().chain(held).collect();
        all.sort_by_key(|record| record.locator.passage().map_or(0, |passage| passage.line));
        all
    }

    /// Each row with the words around its name: those of the list, then those that were typed.
    fn stated(&self) -> Vec<(RowCells, [String; 3])> {
        let of_list = self.records().into_iter().map(|record| {
            let passage = record.locator.passage().map(|passage| passage.excerpt.parts());
            let mut row = cells(&record);
            row.insert("title", self.reading.title.clone());
            (row, passage.unwrap_or_default())
        });
        let of_hand = self.choices.added.iter().map(|typed| {
            let mut row = self.blank();
            row.extend(typed.clone());
            let passage = passage(&self.page.text, &row);
            (row, passage.unwrap_or_default())
        });
        let mut all: Vec<_> = of_list.chain(of_hand).collect();
        for (at, (row, _)) in all.iter_mut().enumerate() {
            row.extend(self.choices.corrected.get(&at).cloned().unwrap_or_default());
            placed(row);
        }
        all
    }

    /// What a row of this page is before anything is typed into it.
    pub(super) fn blank(&self) -> RowCells {
        let outcome = match self.page.context.kind {
            Kind::Label => "label",
            Kind::Benchmark => "measured",
            Kind::Award | Kind::Ranking => "winner",
        };
        let told = [
            ("edition", self.page.edition.label.to_string()),
            ("outcome", outcome.to_owned()),
            ("level", "category".to_owned()),
            ("url", self.page.address.as_str().to_owned()),
            ("title", self.reading.title.clone()),
            ("evidence", "stated".to_owned()),
        ];
        let empty =
            ["company", "category", "sector", "rank", "score", "person"].map(|name| (name, String::new()));
        told.into_iter().chain(empty).collect()
    }

    /// The rows as they would be saved.
    pub fn rows(&self, catalog: &Catalog) -> Vec<DeskRow> {
        let stated = self.stated();
        let all: Vec<RowCells> = stated.iter().map(|(cells, _)| cells.clone()).collect();
        let source = &catalog.sources[&self.page.edition.source];
        let (understood, wrong) = workspace::understood(&all, source);
        let mut faults: BTreeMap<usize, Vec<String>> =
            wrong.into_iter().map(|(row, why)| (row, vec![why])).collect();
        for (row, record) in &understood {
            if let Some(held) = Held::of(record, &self.page.context.known) {
                let told = format!("“{}”: {}; {}", held.words(), held.doubt, held.doubt.remedy());
                faults.entry(*row).or_default().push(told);
            }
        }
        let had = self.had(catalog);
        let row = |(at, (cells, passage)): (usize, (RowCells, [String; 3]))| {
            let faults = faults.remove(&at).unwrap_or_default();
            let state = match self.choices.left.get(&at) {
                Some(why) => RowState::Left(why.clone()),
                None if had.contains(&fact(&cells)) => RowState::Had,
                None if !faults.is_empty() => RowState::Held,
                None => RowState::Saved,
            };
            DeskRow { cells, passage, state, faults }
        };
        stated.into_iter().enumerate().map(row).collect()
    }

    /// The facts of the edition that the workspace has.
    fn had(&self, catalog: &Catalog) -> BTreeSet<[String; 3]> {
        let of_edition = |record: &&Record| {
            (record.source, record.edition) == (self.page.edition.source, self.page.edition.label)
                && matches!(record.locator, Locator::Row { .. })
        };
        catalog.records.iter().filter(of_edition).map(|record| fact(&cells(record))).collect()
    }

    /// How many winners are announced: by the page, else by the edition.
    pub fn claimed(&self, catalog: &Catalog) -> Option<u32> {
        let edition = catalog.sources[&self.page.edition.source].editions.get(&self.page.edition.label);
        let declared = || edition.and_then(|edition| edition.claimed);
        self.page.edition.claimed.or_else(declared).or(self.reading.claimed)
    }

    /// What is known of the companies of the rows.
    pub fn companies(&mut self, catalog: &Catalog, rows: &[DeskRow]) -> &Companies {
        let said = |row: &&DeskRow| matches!(row.state, RowState::Saved | RowState::Had);
        let names = rows.iter().filter(said).map(|row| row.cells["company"].clone());
        let of = (names.collect(), self.choices.judged.clone());
        if self.companies.of != of {
            let source = self.page.edition.source;
            let decided = (!of.1.is_empty()).then(|| catalog.decided(&of.1));
            let (shown, headings) = companies(source, decided.as_ref().unwrap_or(catalog), rows);
            self.companies = Companies { of, shown, headings };
        }
        &self.companies
    }
}

/// The words of a page around the name that a row was given; nothing is proven by a page that does not name it.
pub fn passage(text: &Text, row: &RowCells) -> Result<[String; 3]> {
    const AROUND: usize = 60;
    let cell = |name: &str| row.get(name).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let name = cell("company").or(cell("person")).context("name the company, or the person")?;
    let at = text.all.find(name);
    let at = at.with_context(|| format!("the page does not say “{name}”; spell it as the page does"))?;
    let line = text.lines[text.line_at(at)];
    let to = at + name.len();
    let before: String = text.all[line.from..at].chars().rev().take(AROUND).collect();
    let after = text.all[to..line.to.max(to)].chars().take(AROUND).collect();
    Ok([before.chars().rev().collect(), name.to_owned(), after])
}

/// A place that was typed says whether it is the first.
pub fn placed(row: &mut RowCells) {
    let number: String = row["rank"].chars().take_while(char::is_ascii_digit).collect();
    let outcome = match (row["outcome"].as_str(), number.parse()) {
        ("winner", Ok(2..=u32::MAX)) => "placed",
        ("placed", Ok(1) | Err(_)) => "winner",
        _ => return,
    };
    row.insert("outcome", outcome.to_owned());
}

/// What a row states, folded: two that state the same are one.
fn fact(cells: &RowCells) -> [String; 3] {
    let who = format!("{} {}", key(&cells["company"]), key(&cells["person"]));
    [who, heading(&cells["category"]), heading(&cells["sector"])]
}

fn companies(
    source: SourceId,
    catalog: &Catalog,
    rows: &[DeskRow],
) -> (BTreeMap<String, CompanyShown>, Vec<UnmappedHeading>) {
    let printed: BTreeSet<String> = catalog.records.iter().map(|record| key(&record.company)).collect();
    let all: Vec<RowCells> = rows.iter().map(|row| row.cells.clone()).collect();
    let (new, _) = workspace::understood(&all, &catalog.sources[&source]);
    let mut records = catalog.records.clone();
    records.add(new.into_iter().map(|(_, record)| record).collect());
    let Resolution { register, issues } = resolve::resolve(catalog, records);
    let mut headings = questions::headings(catalog, &register, &issues);
    let printed_here: BTreeSet<String> = rows.iter().map(|row| heading(&row.cells["sector"])).collect();
    headings.retain(|asked| asked.source == source && printed_here.contains(&heading(&asked.printed)));
    let bearers = Bearers::new(&register);
    let names: BTreeSet<&str> = rows.iter().map(|row| row.cells["company"].as_str()).collect();
    let mut shown = BTreeMap::new();
    for name in names.into_iter().filter(|name| !name.is_empty()) {
        let Some(id) = bearers.of_name(name).next() else { continue };
        let company = register.company(id);
        let known = company.origin == Origin::Declared || printed.contains(&key(name));
        let sector = company.sector.as_ref().and_then(|sector| register.sectors.get(sector));
        let company = CompanyShown {
            state: if known { "known" } else { "new" },
            name: company.name.clone(),
            sector: sector
                .map(|sector| [("fr", sector.fr.clone()), ("en", sector.en.clone())].into())
                .unwrap_or_default(),
            questions: vec![],
        };
        shown.insert(name.to_owned(), company);
    }
    ask(catalog, &register, &bearers, &mut shown);
    (shown, headings)
}

/// Puts to each new name who it may be.
fn ask(
    catalog: &Catalog,
    register: &Register,
    bearers: &Bearers<'_>,
    shown: &mut BTreeMap<String, CompanyShown>,
) {
    let new: BTreeMap<&CompanyId, String> = shown
        .iter()
        .filter(|(_, company)| company.state == "new")
        .filter_map(|(name, _)| Some((bearers.of_name(name).next()?, name.clone())))
        .collect();
    if new.is_empty() {
        return;
    }
    let mut pairs = questions::undecided(register);
    pairs.retain(|pair| new.contains_key(&pair.one) || new.contains_key(&pair.other));
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.score));
    pairs.truncate(MOST_EFFECTS);
    let ids: Vec<_> = pairs.iter().map(|pair| [pair.one, pair.other]).collect();
    let effects = questions::effects(register, &catalog.settings.ranking, &ids);
    for (pair, effect) in pairs.into_iter().zip(effects) {
        let (of, other) = match new.get(&pair.one) {
            Some(name) => (name, pair.other),
            None => (&new[&pair.other], pair.one),
        };
        let other = register.company(&other).name.clone();
        let card = PairCard::new(register, &OpenPair { pair, effect });
        let effect = card.effect.first().map(|effect| format!("; as one they {effect}")).unwrap_or_default();
        if let Some(company) = shown.get_mut(of) {
            company.state = "question";
            let told = format!("{}%: {}{effect}", card.percent, card.reason);
            company.questions.push(NameQuestion { other, told });
        }
    }
}
