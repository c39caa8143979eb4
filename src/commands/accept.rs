//! `palmares accept`: a list that a reader sent, checked line by line, shown as one question, and put at the end of the
//! source's file. The remark of each row says who took it in and why.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use clap::Args;

use super::judge::{one_line, who_judges};
use super::named::source_named;
use super::open_workspace::WorkspaceFiles;
use super::{ExitStatus, Shell, pages, read_named, typed_line};
use crate::commands::crawl::ARCHIVE;
use archive::Archive;
use model::text::heading;
use model::{Label, Record, Records, Source};
use rank::resolve::Identities;
use read::{Held, Known, media};
use workspace::{Catalog, RowCells, sent_columns};

/// A list of winners is a few kilobytes.
const LARGEST: u64 = 1 << 20;
/// And more rows than this nobody looks through before saying yes.
const MOST_ROWS: usize = 2000;

#[derive(Debug, Args)]
pub struct AcceptArgs {
    /// The file that was sent: CSV, the columns of data/*.csv and `source`
    file: PathBuf,
    /// The source, where the file does not say it
    #[arg(long, value_name = "ID")]
    source: Option<String>,
    /// Take the rows that are in order without asking
    #[arg(long, requires = "why")]
    yes: bool,
    /// Why the list is to be trusted, for those who read it in ten years
    #[arg(long)]
    why: Option<String>,
    /// Who takes it in [default: the user of this machine]
    #[arg(long)]
    who: Option<String>,
}

/// Shows what the file would add, asks, and adds it.
pub fn accept(shell: &Shell, args: &AcceptArgs) -> Result<ExitStatus> {
    let files = WorkspaceFiles::open(shell)?;
    let mut sent = SentList::read(args, &files.catalog)?;
    sent.check(&files.catalog);
    sent.prove(shell, &files.catalog)?;
    shell.console.answer(&sent.shown(&files.catalog))?;
    let taken: Vec<&RowCells> = sent.fit.iter().map(|(number, ..)| &sent.rows[*number].1).collect();
    ensure!(!taken.is_empty(), "no row of {} can be taken; nothing was written", args.file.display());
    let who = who_judges(args.who.clone())?;
    let file = files.catalog.files.get(&sent.source.id).with_context(|| {
        format!("[source.{}] names no `file` for hand-kept rows; add file = \"data/{0}.csv\"", sent.source.id)
    })?;
    if !args.yes && !agreed(taken.len(), file)? {
        shell.console.say("accept    nothing was written");
        return Ok(ExitStatus::Done);
    }
    let why = match &args.why {
        Some(why) => one_line(why),
        None => asked("why is it to be trusted? ")?,
    };
    ensure!(
        !why.is_empty(),
        "a list is taken in with a reason, so that anybody can follow it in ten years; add --why"
    );
    let signed = |row: &RowCells| {
        let mut row = signed(row, &format!("{why} – {who}, {}", shell.as_of));
        row.insert("added", shell.as_of.to_string());
        row
    };
    let rows: Vec<RowCells> = taken.into_iter().map(signed).collect();
    workspace::rows_added(&shell.workspace, file, &rows, sent.source)?.write(&shell.workspace)?;
    shell.console.say(&format!("accepted  {} rows, now at the end of {file}", rows.len()));
    Ok(if sent.faults.is_empty() { ExitStatus::Done } else { ExitStatus::Issues })
}

/// The row with who took it in, and why, in the remark of its evidence.
fn signed(row: &RowCells, signature: &str) -> RowCells {
    let mut row = row.clone();
    let evidence = row.entry("evidence").or_default();
    *evidence = match evidence.trim_end().strip_suffix(')') {
        Some(remarked) => format!("{remarked} ; {signature})"),
        None => format!("{} ({signature})", evidence.trim()),
    };
    row
}

fn agreed(rows: usize, file: &str) -> Result<bool> {
    let answer = asked(&format!("take {rows} rows into {file}? [y/n] "))?;
    Ok(matches!(answer.to_lowercase().as_str(), "y" | "yes" | "o" | "oui"))
}

fn asked(question: &str) -> Result<String> {
    if io::stdin().is_terminal() {
        // Not `say`: an answer is waited for, however quiet the program is asked to be.
        write!(io::stderr().lock(), "{question}").context("cannot ask")?;
    }
    let line = typed_line()?;
    let line = line.context("nobody answers; add --yes --why \"…\" to take the rows without a question")?;
    Ok(one_line(&line))
}

/// A file that was sent.
struct SentList<'c> {
    source: &'c Source,
    /// The rows that say something, each with its line.
    rows: Vec<(u64, RowCells)>,
    /// Those that can be taken, by their number, with the words that prove them.
    fit: Vec<(usize, Record, Option<String>)>,
    /// Why the others cannot, by their number.
    faults: BTreeMap<usize, String>,
}

impl<'c> SentList<'c> {
    fn read(args: &AcceptArgs, catalog: &'c Catalog) -> Result<Self> {
        let name = args.file.display();
        let bytes = read_named(&args.file, LARGEST)?;
        let text = media::decode(&bytes, "text/csv", "");
        let text = text.trim_start_matches('\u{feff}');
        let head = text.lines().next().unwrap_or_default();
        // What a French spreadsheet saves.
        let delimiter = if head.matches(';').count() > head.matches(',').count() { b';' } else { b',' };
        let mut csv = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let columns = columns(csv.headers().with_context(|| format!("{name} is no CSV"))?)?;
        let (mut rows, mut named) = (Vec::new(), args.source.clone().into_iter().collect::<Vec<_>>());
        for (row, line) in csv.records().zip(2..) {
            let row = row.with_context(|| format!("{name} is no CSV"))?;
            let mut cells: RowCells =
                columns.iter().zip(&row).map(|(column, cell)| (*column, one_line(cell))).collect();
            let source = cells.remove("source").unwrap_or_default();
            // The empty lines of a prefilled list.
            if ["company", "person", "score"].iter().all(|key| cells.get(key).is_none_or(String::is_empty)) {
                continue;
            }
            if !source.is_empty() && !named.contains(&source) {
                named.push(source);
            }
            ensure!(rows.len() < MOST_ROWS, "{name} has more than {MOST_ROWS} rows; send it in parts");
            rows.push((line, cells));
        }
        let id = match named.as_slice() {
            [one] => one,
            [] => bail!("{name} does not say which source it belongs to; add --source ID"),
            several => bail!("{name} names several sources ({}); send a file for each", several.join(", ")),
        };
        let source = source_named(&catalog.sources, id)?;
        Ok(Self { source, rows, fit: Vec::new(), faults: BTreeMap::new() })
    }

    /// Tells the rows that can be taken, as far as the workspace alone says, from those that cannot.
    fn check(&mut self, catalog: &Catalog) {
        let cells: Vec<RowCells> = self.rows.iter().map(|(_, cells)| cells.clone()).collect();
        let (understood, wrong) = workspace::understood(&cells, self.source);
        self.faults = wrong;
        let known = Known::new(catalog.companies.values()).with_printed(&catalog.records);
        let identities = Identities::new(catalog);
        // By category, folded once for each row: every row held against every other takes minutes for a thousand.
        let mut said: BTreeMap<String, Vec<(Record, Option<usize>)>> = BTreeMap::new();
        for other in catalog.records.iter().filter(|other| other.source == self.source.id) {
            said.entry(heading(&other.category)).or_default().push((other.clone(), None));
        }
        for (number, record) in understood {
            if self.faults.contains_key(&number) {
                continue;
            }
            let others = said.entry(heading(&record.category)).or_default();
            let again = others.iter().find(|(other, _)| repeats(&record, other, &identities)).cloned();
            let fault = match (Held::of(&record, &known), again) {
                (Some(held), _) => Some(format!("`{}`: {}", held.part, held.doubt)),
                (None, Some((_, Some(earlier)))) => {
                    Some(format!("line {} says the same", self.rows[earlier].0))
                }
                (None, Some((other, None))) => Some(format!("it is there already: {}", other.locator)),
                (None, None) => None,
            };
            match fault {
                Some(fault) => drop(self.faults.insert(number, fault)),
                None => {
                    others.push((record.clone(), Some(number)));
                    self.fit.push((number, record, None));
                }
            }
        }
    }

    /// Looks for the rows in the archived copies of their pages. What a copy does not say is not taken.
    fn prove(&mut self, shell: &Shell, catalog: &Catalog) -> Result<()> {
        let mut alone = catalog.clone();
        alone.records = Records::default();
        alone.records.add(self.fit.iter().map(|(_, record, _)| record.clone()).collect());
        let proofs = pages::prove(&mut alone, &Archive::open(&shell.workspace.join(ARCHIVE))?)?;
        let unsaid = |record: &Record| proofs.unsaid(&record.locator);
        for ((number, record, passage), looked) in self.fit.iter_mut().zip(&alone.records) {
            *passage = looked.locator.passage().map(|passage| passage.excerpt.to_string());
            if let Some(unsaid) = unsaid(record) {
                self.faults.insert(*number, format!("the archived copy of its page does not say {unsaid}"));
            }
        }
        self.fit.retain(|(number, ..)| !self.faults.contains_key(number));
        Ok(())
    }

    fn shown(&self, catalog: &Catalog) -> String {
        let mut out = String::new();
        let mut editions: BTreeMap<Label, usize> = BTreeMap::new();
        for (_, record, _) in &self.fit {
            *editions.entry(record.edition).or_default() += 1;
        }
        for (edition, new) in editions {
            let had =
                catalog.records.iter().filter(|row| (row.source, row.edition) == (self.source.id, edition));
            let claimed = self.source.editions.get(&edition).and_then(|declared| declared.claimed);
            let claimed =
                claimed.map_or_else(String::new, |claimed| format!(", {claimed} winners announced"));
            let _ =
                writeln!(out, "{} {edition}: {} rows now, {new} new{claimed}", self.source.id, had.count());
        }
        for (number, record, passage) in &self.fit {
            let proof = passage.as_ref().map_or_else(
                || "no copy of the page; palmares crawl fetches it where the edition names it".to_owned(),
                |words| format!("“{words}”"),
            );
            let company = if record.company.is_empty() { record.person } else { record.company };
            let (company, category, url) = (company.as_str(), record.category.as_str(), record.url.as_str());
            let outcome = self.rows[*number].1.get("outcome").map_or("", String::as_str);
            let _ = writeln!(
                out,
                "  + {} {outcome} {company} · {category}\n      {url}: {proof}",
                record.edition
            );
        }
        for (number, why) in &self.faults {
            let line = self.rows.get(*number).map_or(1, |(line, _)| *line);
            let _ = writeln!(out, "  - line {line} is not taken: {why}");
        }
        out
    }
}

/// The names of the columns, all of which are known.
fn columns(header: &csv::StringRecord) -> Result<Vec<&'static str>> {
    let named = |name: &str| {
        sent_columns().find(|column| *column == name.trim()).with_context(|| {
            format!(
                "unknown column `{}` in the first line; valid here: {}",
                name.trim(),
                sent_columns().collect::<Vec<_>>().join(", ")
            )
        })
    };
    header.iter().map(named).collect()
}

/// Whether a row says of the same page what another one of its category says.
fn repeats(one: &Record, other: &Record, identities: &Identities<'_>) -> bool {
    let list =
        |row: &Record| (row.source, row.edition, row.level, row.outcome, row.url, row.person, row.score);
    list(one) == list(other)
        && (one.company == other.company || identities.of_two(&one.company, &other.company).joins())
}
