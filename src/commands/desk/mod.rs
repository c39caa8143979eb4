//! The desk: from a page to rows, without programming. The page `/desk` and `palmares gather` are two faces of it.
//!
//! 1. `page`: a page is brought, kept as evidence, and its lists are found.
//! 2. Here: a list is taken, its columns are named, rows are corrected and left out; every step can be undone.
//! 3. `rows`: what the build will make of the rows, their companies, and what is doubtful.
//! 4. `assist`: the rows that a model proposes, where one is declared and a person asks for them.
//! 5. `declare`: a source that is new, and answers to the questions on names and headings.
//! 6. `save`: what the files of the workspace would gain, shown before it is written.

pub mod browser;
pub mod terminal;

mod assist;
mod declare;
mod page;
mod rows;
mod save;
mod shown;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use anyhow::{Context as _, Result, anyhow, ensure};

use serde_json::Value;

pub use page::{Brought, DeskEdition, DeskPage, open_archived};
use read::{Extraction, FoundList, Shape};
use rows::Companies;
use workspace::{Judgement, RowCells, Rule};

/// More rows than this are no list that a person looks through.
pub const MOST_ROWS: usize = 100_000;

/// A page at the desk, and what a person chose so far.
pub struct DeskSession {
    pub page: DeskPage,
    choices: Choices,
    /// What was chosen before each step.
    past: Vec<Choices>,
    /// What the rule at hand reads.
    reading: Extraction,
    /// What is known of the companies of the rows, as long as these do not change.
    companies: Companies,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Choices {
    /// Which list of the page.
    list: usize,
    /// Its rule, with the columns as they were named.
    rule: Rule,
    /// By the number of the row.
    corrected: BTreeMap<usize, RowCells>,
    /// Rows that were typed, since they stand in no list.
    added: Vec<RowCells>,
    /// The rows that are left out, and why; no reason where they are no rows at all.
    left: BTreeMap<usize, String>,
    /// What was answered to questions on names and headings.
    judged: Vec<Judgement>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskStep {
    TakeList(usize),
    /// A column stands for a part.
    Name {
        column: String,
        part: String,
    },
    /// Winners of a list that was not found.
    Teach(Vec<String>),
    /// A winner who stands in no list: a page may be about one alone.
    Add(RowCells),
    Correct {
        row: usize,
        cells: RowCells,
    },
    LeaveOut {
        row: usize,
        why: String,
    },
    TakeIn(usize),
    /// The answer to a question that the rows raise.
    Judge(Judgement),
    Undo,
}

/// How the rows reach the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveAs {
    Rows,
    /// A rule that reads this page, and the next of its kind.
    Rule,
}

impl DeskSession {
    pub fn new(page: DeskPage) -> Self {
        let mut session = Self {
            page,
            choices: Choices::default(),
            past: vec![],
            reading: Extraction::default(),
            companies: Companies::default(),
        };
        session.take_list(0);
        session
    }

    /// Takes a step, and says what was done.
    pub fn take(&mut self, step: DeskStep) -> Result<String> {
        if step == DeskStep::Undo {
            self.choices = self.past.pop().context("nothing to undo")?;
            self.read_again();
            return Ok("undone".to_owned());
        }
        let before = self.choices.clone();
        let said = self.change(step)?;
        if self.choices != before {
            self.past.push(before);
        }
        Ok(said)
    }

    fn change(&mut self, step: DeskStep) -> Result<String> {
        let rows = self.rows_read();
        let is_row = |row: usize| ensure_row(row, rows);
        match step {
            DeskStep::TakeList(list) => {
                ensure!(list < self.page.lists.len(), "there is no such list");
                self.take_list(list);
                Ok(String::new())
            }
            DeskStep::Name { column, part } => {
                self.choices.rule = read::assigned(&self.choices.rule, &column, &part);
                self.choices.corrected.clear();
                self.read_again();
                Ok(format!("{column}: {part}"))
            }
            DeskStep::Teach(names) => self.teach(&names),
            DeskStep::Add(cells) => {
                rows::passage(&self.page.text, &cells)?;
                self.choices.added.push(cells);
                Ok(String::new())
            }
            DeskStep::Correct { row, cells } => {
                is_row(row)?;
                self.choices.corrected.entry(row).or_default().extend(cells);
                Ok(String::new())
            }
            DeskStep::LeaveOut { row, why } => {
                is_row(row)?;
                self.choices.left.insert(row, why.split_whitespace().collect::<Vec<_>>().join(" "));
                Ok(String::new())
            }
            DeskStep::TakeIn(row) => {
                self.choices.left.remove(&row);
                Ok(String::new())
            }
            DeskStep::Judge(judgement) => {
                ensure!(self.companies.ask(&judgement), "that question is not asked any more");
                let said = judgement.to_string();
                self.choices.judged.push(judgement);
                Ok(said)
            }
            DeskStep::Undo => Ok(String::new()),
        }
    }

    fn take_list(&mut self, list: usize) {
        let rule = self.page.lists.get(list).map(|found| found.rule.clone()).unwrap_or_default();
        let Choices { added, judged, .. } = std::mem::take(&mut self.choices);
        self.choices = Choices { list, rule, added, judged, ..Choices::default() };
        self.read_again();
    }

    fn read_again(&mut self) {
        let found = self.page.lists.get(self.choices.list);
        self.reading = match found {
            Some(FoundList { rule, reading, .. }) if *rule == self.choices.rule => reading.clone(),
            Some(_) => self.page.opened.read(&self.choices.rule, &self.page.context),
            None => Extraction::default(),
        };
    }

    /// Learns from examples: a rule that reads the list whole, else the list that names them best.
    fn teach(&mut self, names: &[String]) -> Result<String> {
        let names: Vec<String> =
            names.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
        ensure!(names.len() > 1, "name two winners, as the page spells them");
        let page = self.page.opened.page().map_err(|why| anyhow!("{why}"))?;
        let context = &self.page.context;
        let mut lists = read::lists_naming(page, &names, context).map_err(|trouble| anyhow!("{trouble}"))?;
        ensure!(
            !lists.is_empty(),
            "no list of this page names {}; spell them as the page does",
            names.join(" and ")
        );
        let mut best = lists.swap_remove(0);
        if let Ok(whole) = read::learn(page, &names, context) {
            (best.rule, best.reading) = whole;
        }
        let rows = best.reading.records.len();
        self.page.lists.push(best);
        self.take_list(self.page.lists.len() - 1);
        Ok(format!("{rows} rows"))
    }

    pub fn list(&self) -> usize {
        self.choices.list
    }

    /// The columns of the list, each with the part that it stands for.
    pub fn columns(&self) -> Vec<(String, String)> {
        read::columns(&self.choices.rule)
    }

    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    fn rows_read(&self) -> usize {
        self.reading.records.len() + self.reading.held.len() + self.choices.added.len()
    }

    /// Why the list cannot be saved as a rule; nothing where it can.
    pub fn no_rule(&self) -> Option<&'static str> {
        let Choices { corrected, added, left, .. } = &self.choices;
        let proposed =
            self.page.lists.get(self.choices.list).is_some_and(|list| list.shape == Shape::Proposed);
        if self.reading.records.is_empty() {
            Some("there is no row")
        } else if proposed {
            Some("a model proposed the rows, which no rule can repeat")
        } else if !self.reading.is_clean() {
            Some("it leaves lines unread or doubtful: another year it might miss a winner")
        } else if !corrected.is_empty() || !added.is_empty() || !left.is_empty() {
            Some("rows were added, corrected or left out by hand, which a rule cannot repeat")
        } else {
            None
        }
    }
}

fn ensure_row(row: usize, rows: usize) -> Result<()> {
    ensure!(row < rows, "there is no row {}", row + 1);
    Ok(())
}

/// What the desk says, by language.
fn words() -> &'static Value {
    static WORDS: LazyLock<Value> =
        LazyLock::new(|| serde_json::from_str(include_str!("words.json")).expect("words of ours are JSON"));
    &WORDS
}
