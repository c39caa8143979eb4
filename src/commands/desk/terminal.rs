//! `palmares gather`: the desk by single keys, over the archived pages that nothing reads.

use std::fmt::Write;

use anyhow::Result;
use clap::Args;

use super::rows::{DeskRow, RowState};
use super::{DeskEdition, DeskPage, DeskSession, DeskStep, SaveAs, catalog, open_archived};
use crate::commands::crawl::ARCHIVE;
use crate::commands::judge::terminal::KeyReader;
use crate::commands::{Outcome, Shell};
use archive::Archive;
use model::{Address, EditionStatus};
use workspace::{Addition, Catalog, RowCells};

#[derive(Debug, Args)]
pub struct GatherArgs {
    /// Sources, by identifier; all when none
    sources: Vec<String>,
}

const KEYS: &str = "s save   r save as a rule   n next list   e two examples   c name a column   f correct a row\n\
                    t type a row   l leave a row out   u undo   a all rows   k skip this page   q quit";

/// So many rows are shown at first.
const FIRST_ROWS: usize = 20;

/// Walks through the archived pages that nothing reads, until none is left or the person stops. What is saved is no
/// more asked, so that a walk that was broken off goes on where it was.
pub fn gather(shell: &Shell, asked: &GatherArgs) -> Result<Outcome> {
    let mut pages = unread_pages(shell, &catalog(shell)?, &asked.sources)?;
    // A page with more rows of known companies moves more figures.
    let weight =
        |page: &DeskPage| page.lists.first().map_or((0, 0), |list| (list.known, list.reading.records.len()));
    pages.sort_by_key(|page| std::cmp::Reverse(weight(page)));
    let mut keys = KeyReader::open()?;
    let (all, mut saved, mut left) = (pages.len(), 0, pages.len());
    for (at, page) in pages.into_iter().enumerate() {
        let mut walk =
            Walk { shell, session: DeskSession::new(page), note: String::new(), first: FIRST_ROWS };
        match walk.at_page(&mut keys, &format!("{} of {all}", at + 1))? {
            Done::Saved => saved += 1,
            Done::Skipped => {}
            Done::Stopped => break,
        }
        left -= 1;
    }
    shell.console.say(&format!("gathered  {saved} pages, {left} left; palmares build shows what has moved"));
    Ok(Outcome::Done)
}

/// The editions whose page is in the archive, that no rule reads and of which no row is kept.
fn unread_pages(shell: &Shell, catalog: &Catalog, asked: &[String]) -> Result<Vec<DeskPage>> {
    let archive = Archive::open(&shell.workspace.join(ARCHIVE))?;
    if let Some(unknown) = asked.iter().find(|id| !catalog.sources.keys().any(|known| known.as_str() == *id))
    {
        anyhow::bail!("no source `{unknown}`; `palmares show source` lists them");
    }
    let mut pages = Vec::new();
    for source in catalog.sources.values() {
        if !asked.is_empty() && !asked.iter().any(|id| id == source.id.as_str()) {
            continue;
        }
        for edition in source.editions.values() {
            let held = matches!(edition.status, EditionStatus::Held | EditionStatus::Double);
            let kept =
                || catalog.records.iter().any(|row| (row.source, row.edition) == (source.id, edition.label));
            let address = edition.url.as_deref().and_then(|url| url.parse::<Address>().ok());
            let Some(address) = address.filter(|_| held) else { continue };
            let seen = archive.visits(&address).any(archive::Entry::is_good);
            if seen && catalog.rule_for(&source.id, &edition.label).is_none() && !kept() {
                let about =
                    DeskEdition { source: source.id, label: edition.label, awarded: None, claimed: None };
                pages.extend(open_archived(shell, catalog, about, address).ok());
            }
        }
    }
    Ok(pages)
}

/// What became of a page.
enum Done {
    Saved,
    Skipped,
    Stopped,
}

/// A person at one page.
struct Walk<'s> {
    shell: &'s Shell,
    session: DeskSession,
    note: String,
    first: usize,
}

impl Walk<'_> {
    fn at_page(&mut self, keys: &mut KeyReader, number: &str) -> Result<Done> {
        loop {
            let catalog = catalog(self.shell)?;
            let screen = keys.top(&self.note) + &self.screen(&catalog, number);
            self.shell.console.answer(&screen)?;
            let Some(key) = keys.next()? else { return Ok(Done::Stopped) };
            self.note.clear();
            let done = match key {
                b'q' => return Ok(Done::Stopped),
                b'k' => return Ok(Done::Skipped),
                b's' => self.save(keys, &catalog, SaveAs::Rows),
                b'r' => self.save(keys, &catalog, SaveAs::Rule),
                other => self.step(keys, other).map(|()| false),
            };
            match done {
                Ok(true) => return Ok(Done::Saved),
                Ok(false) => {}
                Err(refused) => self.note = format!("{refused:#}"),
            }
        }
    }

    fn step(&mut self, keys: &mut KeyReader, key: u8) -> Result<()> {
        let step = match key {
            b'a' => {
                self.first = usize::MAX;
                return Ok(());
            }
            b'n' => DeskStep::TakeList((self.session.list() + 1) % self.session.page.lists.len().max(1)),
            b'u' => DeskStep::Undo,
            b'e' => {
                let one = self.ask(keys, "a winner, as the page spells it? ")?;
                DeskStep::Teach(vec![one, self.ask(keys, "another one? ")?])
            }
            b'c' => {
                let column = self.ask(keys, "which column, by its title? ")?;
                let part = self.ask(keys, "company, category, sector, place, score, person or aside? ")?;
                DeskStep::Name { column, part }
            }
            b't' => {
                let mut cells = correction(&self.ask(keys, "who, as the page spells it? ")?)?;
                cells.insert("category", self.ask(keys, "for what (Enter for nothing)? ")?);
                DeskStep::Add(cells)
            }
            b'f' => {
                let row = self.row(keys)?;
                let told = self.ask(keys, "what, as in: company = MAIF? ")?;
                DeskStep::Correct { row, cells: correction(&told)? }
            }
            b'l' => {
                let row = self.row(keys)?;
                DeskStep::LeaveOut { row, why: self.ask(keys, "why (Enter where it is no row at all)? ")? }
            }
            _ => return Ok(()),
        };
        self.note = self.session.take(step)?;
        Ok(())
    }

    /// Shows what the files would gain, and writes it when the person says so.
    fn save(&mut self, keys: &mut KeyReader, catalog: &Catalog, how: SaveAs) -> Result<bool> {
        let additions = self.session.additions(self.shell, catalog, how)?;
        let shown: String = additions.iter().map(shown).collect();
        self.shell.console.answer(&format!("{shown}\nw write   any other key: not yet\n"))?;
        if keys.next()? != Some(b'w') {
            return Ok(false);
        }
        super::write(self.shell, &additions)?;
        Ok(true)
    }

    fn ask(&self, keys: &mut KeyReader, what: &str) -> Result<String> {
        self.shell.console.answer(what)?;
        keys.line()
    }

    fn row(&self, keys: &mut KeyReader) -> Result<usize> {
        let number = self.ask(keys, "the number of the row? ")?;
        let number: usize =
            number.parse().map_err(|_| anyhow::anyhow!("`{number}` is no number of a row"))?;
        Ok(number.saturating_sub(1))
    }

    fn screen(&mut self, catalog: &Catalog, number: &str) -> String {
        let rows = self.session.rows(catalog);
        let companies = self.session.companies(catalog, &rows).clone();
        let page = &self.session.page;
        let source = &catalog.sources[&page.edition.source];
        let mut out = format!("{number}: {} {}\n{}\n\n", source.name, page.edition.label, page.address);
        let known = page.lists.get(self.session.list()).map_or(0, |list| list.known);
        let saved = rows.iter().filter(|row| row.state == RowState::Saved).count();
        let claimed = self.session.claimed(catalog).map(|n| format!(" of {n} announced")).unwrap_or_default();
        let _ = writeln!(
            out,
            "list {} of {}, {} rows{claimed}, {} companies known; {saved} would be saved",
            (self.session.list() + 1).min(page.lists.len()),
            page.lists.len(),
            rows.len(),
            known
        );
        let columns: Vec<String> =
            self.session.columns().iter().map(|(column, part)| format!("{column} = {part}")).collect();
        let _ = writeln!(out, "columns  {}\n", columns.join(" · "));
        for (at, row) in rows.iter().enumerate().take(self.first) {
            let _ = writeln!(out, "{:>4}  {}", at + 1, line(row));
            if let Some(company) =
                companies.get(&row.cells["company"]).filter(|company| company.state != "known")
            {
                let questions: String = company.questions.iter().map(|q| format!("; is it {q}?")).collect();
                let _ = writeln!(out, "        {}{questions}", company.state);
            }
            for fault in &row.faults {
                let _ = writeln!(out, "        ! {fault}");
            }
        }
        if rows.len() > self.first {
            let _ = writeln!(out, "      … and {} more (a)", rows.len() - self.first);
        }
        for unread in self.session.reading.unread.iter().take(5) {
            let _ = writeln!(out, "not read  line {}: {}", unread.line, unread.text);
        }
        out + &format!("\n{KEYS}\n")
    }
}

fn line(row: &DeskRow) -> String {
    let state = match &row.state {
        RowState::Saved => String::new(),
        RowState::Held => "   (held)".to_owned(),
        RowState::Left(why) if why.is_empty() => "   (left out)".to_owned(),
        RowState::Left(why) => format!("   (left out: {why})"),
        RowState::Had => "   (there already)".to_owned(),
    };
    let said =
        ["rank", "company", "person", "category", "sector", "score"].map(|name| row.cells[name].as_str());
    let said: Vec<&str> = said.into_iter().filter(|cell| !cell.is_empty()).collect();
    said.join(" · ") + &state
}

fn correction(told: &str) -> Result<RowCells> {
    const NAMES: [&str; 6] = ["company", "category", "sector", "rank", "score", "person"];
    let (name, cell) = told.split_once('=').unwrap_or(("company", told));
    let name = NAMES.into_iter().find(|known| *known == name.trim());
    let name = name.ok_or_else(|| anyhow::anyhow!("one of {} can be corrected", NAMES.join(", ")))?;
    Ok([(name, cell.trim().to_owned())].into())
}

fn shown(addition: &Addition) -> String {
    let lines: String = addition
        .pieces()
        .flat_map(str::lines)
        .filter(|line| !line.is_empty())
        .map(|line| format!("  + {line}\n"))
        .collect();
    format!("{}\n{lines}", addition.file)
}
