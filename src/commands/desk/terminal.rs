//! `palmares gather`: the desk by single keys, over the archived pages that nothing reads.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::{Context as _, Result};
use clap::Args;

use super::declare::new_source;
use super::rows::{DeskRow, RowState};
use super::{Brought, DeskEdition, DeskPage, DeskSession, DeskStep, SaveAs, open_archived};
use crate::commands::crawl::ARCHIVE;
use crate::commands::judge::terminal::KeyReader;
use crate::commands::named::sources_named;
use crate::commands::open_workspace::read_catalog;
use crate::commands::pages::editions;
use crate::commands::{ExitStatus, Network, Shell};
use archive::Archive;
use model::Verdict;
use workspace::{Addition, Catalog, RowCells};

#[derive(Debug, Args)]
pub struct GatherArgs {
    /// Sources, by identifier; all when none
    sources: Vec<String>,
    /// Declare a source first, and take its page
    #[arg(long)]
    new: bool,
    /// Who answers questions on names [default: the user of this machine]
    #[arg(long)]
    who: Option<String>,
}

const KEYS: &str = "s save   r save as a rule   n next list   e two examples   c name a column   f correct a row\n\
                    t type a row   l leave a row out   i is it one company?   h sector of a heading   u undo\n\
                    a all rows   k skip this page   q quit";

const SOURCE_QUESTIONS: [(&str, &str); 8] = [
    ("name", "how is the award called? "),
    ("organiser", "who gives it? "),
    ("country", "its country, as FR or DE, or INT for several? "),
    ("kind", "award, ranking, benchmark or label? "),
    ("judged-by", "survey, mystery-shopping, jury, audit, vote or unknown? "),
    ("pays-to-enter", "do companies pay to enter: yes, no or unknown? "),
    ("website", "the address of its site (Enter for none)? "),
    ("render", "does a script draw its pages: true (Enter for no)? "),
];

/// So many rows are shown at first.
const FIRST_ROWS: usize = 20;

/// Walks through the archived pages that nothing reads, until none is left or the person stops. What is saved is no
/// more asked, so that a walk that was broken off goes on where it was.
pub fn gather(shell: &Shell, asked: &GatherArgs, network: Network) -> Result<ExitStatus> {
    let mut pages = unread_pages(shell, &read_catalog(shell)?, &asked.sources)?;
    // A page with more rows of known companies moves more figures.
    let weight =
        |page: &DeskPage| page.lists.first().map_or((0, 0), |list| (list.known, list.reading.records.len()));
    pages.sort_by_key(|page| std::cmp::Reverse(weight(page)));
    let mut keys = KeyReader::open()?;
    if asked.new {
        pages.splice(0..0, declared(shell, &mut keys, network)?);
    }
    let (all, mut saved, mut left) = (pages.len(), 0, pages.len());
    for (at, page) in pages.into_iter().enumerate() {
        let mut walk = Walk {
            shell,
            asked,
            network,
            session: DeskSession::new(page),
            note: String::new(),
            first: FIRST_ROWS,
        };
        match walk.at_page(&mut keys, &format!("{} of {all}", at + 1))? {
            Done::Saved => saved += 1,
            Done::Skipped => {}
            Done::Stopped => break,
        }
        left -= 1;
    }
    shell.console.say(&format!("gathered  {saved} pages, {left} left; palmares build shows what has moved"));
    Ok(ExitStatus::Done)
}

/// The editions whose page is in the archive, that no rule reads and of which no row is kept.
fn unread_pages(shell: &Shell, catalog: &Catalog, asked: &[String]) -> Result<Vec<DeskPage>> {
    let archive = Archive::open(&shell.workspace.join(ARCHIVE))?;
    let mut pages = Vec::new();
    for (source, edition) in editions(sources_named(&catalog.sources, asked)?.into_iter()) {
        let kept =
            || catalog.records.iter().any(|row| (row.source, row.edition) == (source.id, edition.label));
        let Some(address) = edition.address().filter(|_| edition.took_place()) else { continue };
        let seen = archive.visits(&address).any(archive::Entry::is_good);
        if seen && catalog.rule_for(&source.id, &edition.label).is_none() && !kept() {
            let about = DeskEdition { source: source.id, label: edition.label, awarded: None, claimed: None };
            pages.extend(open_archived(shell, catalog, about, address).ok());
        }
    }
    Ok(pages)
}

/// Asks for a new source and for a page of it; nothing comes of it where the person does not want it written.
fn declared(shell: &Shell, keys: &mut KeyReader, network: Network) -> Result<Option<DeskPage>> {
    let mut told = BTreeMap::new();
    for (key, question) in SOURCE_QUESTIONS {
        shell.console.answer(question)?;
        told.insert(key, keys.line()?);
    }
    let (source, addition) = new_source(shell, |key| told.get(key).map_or("", String::as_str))?;
    shell.console.answer(&format!("{}\nw write   any other key: not yet\n", shown(&addition)))?;
    if keys.next()? != Some(b'w') {
        return Ok(None);
    }
    addition.write(&shell.workspace)?;
    shell.console.answer("the address of a page with its winners (Enter for none)? ")?;
    let url = keys.line()?;
    if url.is_empty() {
        return Ok(None);
    }
    shell.console.answer("which edition, as printed on it? ")?;
    let catalog = read_catalog(shell)?;
    let edition = DeskEdition::new(&catalog, &source, &keys.line()?, "", "")?;
    DeskPage::bring(shell, &catalog, edition, &url, &Brought::Address, network).map(Some)
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
    asked: &'s GatherArgs,
    network: Network,
    session: DeskSession,
    note: String,
    first: usize,
}

impl Walk<'_> {
    fn at_page(&mut self, keys: &mut KeyReader, number: &str) -> Result<Done> {
        loop {
            let catalog = read_catalog(self.shell)?;
            let screen = keys.top(&self.note) + &self.screen(&catalog, number);
            self.shell.console.answer(&screen)?;
            let Some(key) = keys.next()? else { return Ok(Done::Stopped) };
            self.note.clear();
            let done = match key {
                b'q' => return Ok(Done::Stopped),
                b'k' => return Ok(Done::Skipped),
                b's' => self.save(keys, &catalog, SaveAs::Rows),
                b'r' => self.save(keys, &catalog, SaveAs::Rule),
                b'm' => self.session.ask_model(&catalog, self.network).map(|said| self.tell(said)),
                b'i' => self.judge(keys, &catalog).map(|said| self.tell(said)),
                b'h' => self.file(keys, &catalog).map(|said| self.tell(said)),
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
        additions.iter().try_for_each(|addition| addition.write(&self.shell.workspace))?;
        Ok(true)
    }

    /// Notes what was done at a page that stays.
    fn tell(&mut self, said: String) -> bool {
        self.note = said;
        false
    }

    fn judge(&mut self, keys: &mut KeyReader, catalog: &Catalog) -> Result<String> {
        let row = self.row(keys)?;
        let rows = self.session.rows(catalog);
        let name = rows.get(row).map(|row| row.cells["company"].clone()).unwrap_or_default();
        let shown = self.session.companies(catalog, &rows).shown.get(&name);
        let questions = shown.map(|shown| shown.questions.clone()).unwrap_or_default();
        let first = questions.first().with_context(|| format!("nothing is asked of row {}", row + 1))?;
        let other = match questions.len() {
            1 => first.other.clone(),
            _ => self.ask(keys, "which of the names? ")?,
        };
        let answer = self.ask(keys, &format!("is {name} {other}: s the same, d another one? "))?;
        let verdict = match answer.as_str() {
            "s" => Verdict::Same,
            "d" => Verdict::Different,
            _ => return Ok("not answered".to_owned()),
        };
        self.session.judge_names(self.shell, catalog, self.asked.who.clone(), verdict, [&name, &other])
    }

    fn file(&mut self, keys: &mut KeyReader, catalog: &Catalog) -> Result<String> {
        let rows = self.session.rows(catalog);
        let headings = &self.session.companies(catalog, &rows).headings;
        let printed =
            headings.first().map(|asked| asked.printed.clone()).context("no heading lacks a sector")?;
        let sector =
            self.ask(keys, &format!("which sector is {printed} (its identifier, each-company or none)? "))?;
        self.session.file_heading(self.shell, catalog, self.asked.who.clone(), &printed, &sector)
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
        let asked = self.session.companies(catalog, &rows);
        let (companies, headings) = (asked.shown.clone(), asked.headings.clone());
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
                let questions: String =
                    company.questions.iter().map(|q| format!("; is it {} ({})?", q.other, q.told)).collect();
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
        for asked in headings {
            let likely: Vec<&str> = asked.likely.iter().map(|likely| likely.sector.as_str()).collect();
            let _ = writeln!(out, "no sector  {} (h); likely: {}", asked.printed, likely.join(", "));
        }
        let model = catalog.settings.assist.as_ref().map(|assist| format!("   m ask {}", assist.model));
        out + &format!("\n{KEYS}{}\n", model.unwrap_or_default())
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
