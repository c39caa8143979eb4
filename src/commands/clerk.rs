//! The clerk: checks a decision against what is known and decided, and writes it down.

use std::cell::OnceCell;
use std::env;

use anyhow::{Context, Result, ensure};

use super::Shell;
use super::book::WorkspaceFiles;
use model::{Decision, Issue, Register, Verdict};
use rank::questions::{self, Question, UnmappedHeading};
use rank::resolve::Resolution;
use workspace::{Filing, Meaning};

/// A workspace, open to be judged.
pub struct Clerk<'s> {
    shell: &'s Shell,
    who: String,
    files: WorkspaceFiles,
    register: Register,
    issues: Vec<Issue>,
    /// What is open, until a decision changes it.
    open: OnceCell<Vec<Question>>,
}

impl<'s> Clerk<'s> {
    /// Reads the workspace. Whoever is not named is the user of this machine.
    pub fn open(shell: &'s Shell, who: Option<String>) -> Result<Self> {
        let user = || ["USER", "LOGNAME"].iter().find_map(|name| env::var(name).ok());
        let who = who.or_else(user).map(|who| plain(&who)).filter(|who| !who.is_empty());
        let who = who.context("a decision says who took it; name yourself with --who")?;
        let files = WorkspaceFiles::open(shell)?;
        let Resolution { register, issues } = files.resolve();
        Ok(Self { shell, who, files, register, issues, open: OnceCell::new() })
    }

    /// What the workspace says now.
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// Writes down that two names are the same or different.
    pub fn decide(&mut self, verdict: Verdict, one: &str, other: &str, why: &str) -> Result<Decision> {
        let [one, other] = [one, other].map(plain);
        questions::check(&self.register, verdict, &one, &other)?;
        self.write(verdict, one, other, why)
    }

    /// Takes back the decision on two names; without names, the last one.
    pub fn undo(&mut self, names: Option<[&str; 2]>, why: &str) -> Result<Decision> {
        let standing = match names {
            None => {
                self.register.decisions.last().context("decisions.toml holds no decision to take back")?
            }
            Some([one, other]) => {
                let bearers = questions::Bearers::new(&self.register);
                let nothing = || questions::Refusal::NothingToUndo(one.to_owned(), other.to_owned());
                questions::between(&self.register, &bearers, one, other).ok_or_else(nothing)?
            }
        };
        let [one, other] = [standing.one.clone(), standing.other.clone()];
        self.write(Verdict::Undone, one, other, why)
    }

    fn write(&mut self, verdict: Verdict, one: String, other: String, why: &str) -> Result<Decision> {
        let (who, when, why) = (self.who.clone(), self.shell.as_of.to_string(), reason(why)?);
        let last = self.files.catalog.decisions.last().map_or("", |last| last.when.as_str());
        ensure!(
            last <= when.as_str(),
            "decisions.toml holds one of {last}, and a later line cannot be of {when}; see --as-of and the clock"
        );
        let decision = Decision { verdict, one, other, who, when, why: why.as_str().into() };
        workspace::append_decision(&self.shell.workspace, &decision)?;
        self.files.catalog.decisions.push(decision.clone());
        self.register = self.files.resolve().register;
        self.open.take();
        Ok(decision)
    }

    /// Writes down as which sector a source's heading is filed: the identifier of one, `each-company`, `none`, or
    /// `undone` to take an earlier word back.
    pub fn file(&mut self, source: &str, printed: &str, sector: &str, why: &str) -> Result<Filing> {
        let known = self.register.sources.keys().find(|id| id.as_str() == source);
        let source = known.with_context(|| format!("{source} is no source; name one of sources.toml"))?;
        let sectors = self.register.sectors.keys().cloned().map(Meaning::Sector);
        let mut meanings = sectors.chain([Meaning::EachCompany, Meaning::NoSector]);
        let meaning = meanings.find(|meaning| meaning.word() == sector);
        ensure!(
            meaning.is_some() || sector == "undone",
            "{sector} is no sector; name one of sectors.toml, each-company, none, or undone"
        );
        let [who, when, why] = [self.who.clone(), self.shell.as_of.to_string(), reason(why)?];
        let filing = Filing { source: *source, printed: plain(printed), meaning, who, when, why };
        workspace::append_filing(&self.shell.workspace, &filing).context("cannot write decisions.toml")?;
        self.files = WorkspaceFiles::open(self.shell)?;
        let Resolution { register, issues } = self.files.resolve();
        (self.register, self.issues) = (register, issues);
        self.open.take();
        Ok(filing)
    }

    /// The sector headings that nobody has mapped.
    pub fn headings(&self) -> Vec<UnmappedHeading> {
        questions::headings(&self.files.catalog, &self.register, &self.issues)
    }

    /// What nobody has judged yet, in the order in which it is asked.
    pub fn questions(&self) -> &[Question] {
        let ranking = &self.files.catalog.settings.ranking;
        self.open.get_or_init(|| questions::questions(&self.register, ranking))
    }
}

fn reason(why: &str) -> Result<String> {
    let why = plain(why);
    ensure!(!why.is_empty(), "a decision says why, so that anybody can follow it in ten years; add --why");
    Ok(why)
}

/// Words without line breaks and double blanks.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
