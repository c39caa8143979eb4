//! Judging: what is open in a workspace, what a person answers, and how an answer is taken back. `palmares review`,
//! `palmares decide` and the page `/review` are three faces of it.

pub mod browser;
pub mod decide;
pub mod terminal;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::env;
use std::fmt;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use super::Shell;
use super::named::source_named;
use super::open_workspace::WorkspaceFiles;
use super::pages::HeldPage;
use model::{CompanyId, Day, Decision, Digest, Issue, Label, Register, SectorId, SourceId, Verdict, text};
use rank::questions::{self, Bearers, OpenPair, OpenQuestion, PairCard, UndecidableNames};
use rank::resolve::Resolution;
use workspace::{
    Addition, Catalog, HeadingDecision, Judgement, Meaning, NotAdded, PageDecision, PageVerdict,
};

/// A workspace, open to be judged. Every decision is checked against what it says now, and becomes its last word.
pub struct Judging<'s> {
    shell: &'s Shell,
    who: String,
    files: WorkspaceFiles,
    register: Register,
    issues: Vec<Issue>,
    /// The pairs that are open, until a decision changes them: to find them ranks every board anew.
    pairs: OnceCell<Vec<OpenPair>>,
}

/// What a person did since the session began. It is kept apart from [`Judging`]: the browser's session outlives many
/// readings of the workspace.
#[derive(Debug, Default)]
pub struct Session {
    /// The reason given for the next answer.
    pub why: String,
    /// The questions so far, and what was written; nothing where one was skipped.
    steps: Vec<(Turn, Option<FiledAnswer>)>,
}

#[derive(Debug)]
enum FiledAnswer {
    /// An entry of decisions.toml, which another entry takes back.
    Decided(Judgement),
    /// Lines of another file, which are taken away again.
    Declared(Addition),
}

#[derive(Debug)]
pub struct Turn {
    /// What a form sends back, so that no answer reaches another question.
    pub key: String,
    pub question: OpenQuestion,
    /// 1-based position among the questions of its kind in this session.
    pub number: usize,
    /// How many questions of its kind wait, this one included.
    pub left: usize,
}

/// What a person does with a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    Judged(Verdict),
    Filed(Meaning),
    /// In a sector of this name, which is added if there is none.
    FiledAs(String),
    Skipped,
}

impl<'s> Judging<'s> {
    /// Reads the workspace. Whoever is not named is the user of this machine.
    pub fn open(shell: &'s Shell, who: Option<String>) -> Result<Self> {
        let who = who_judges(who)?;
        let files = WorkspaceFiles::open(shell)?;
        let Resolution { register, issues } = files.resolve();
        Ok(Self { shell, who, files, register, issues, pairs: OnceCell::new() })
    }

    /// Every sector by its identifier and English name.
    pub fn sectors(&self) -> Vec<(String, String)> {
        self.register.sectors.values().map(|sector| (sector.id.to_string(), sector.en.clone())).collect()
    }

    /// The first question that was not skipped: headings before pairs, since a sector helps to tell companies apart, and
    /// the sectors of single companies last, since each moves little.
    pub fn turn(&self, session: &Session) -> Option<Turn> {
        let skipped = session.skipped();
        let mut headings = questions::headings(&self.files.catalog, &self.register, &self.issues);
        let key = |source: &str, printed: &str| format!("heading {source} {printed}");
        headings.retain(|h| !skipped.contains(key(h.source.as_str(), &h.printed).as_str()));
        let left = headings.len();
        if let Some(heading) = headings.into_iter().next() {
            let key = key(heading.source.as_str(), &heading.printed);
            let number = session.asked(|question| matches!(question, OpenQuestion::Heading(_))) + 1;
            return Some(Turn { key, question: OpenQuestion::Heading(heading), number, left });
        }
        let key = |open: &OpenPair| format!("pair {} {}", open.pair.one, open.pair.other);
        let mut open = self.pairs().iter().filter(|open| !skipped.contains(key(open).as_str())).peekable();
        let Some(first) = open.peek().copied() else { return self.company_turn(session, &skipped) };
        let number = session.asked(|question| matches!(question, OpenQuestion::Pair(_))) + 1;
        let question = OpenQuestion::Pair(PairCard::new(&self.register, first));
        Some(Turn { key: key(first), question, number, left: open.count() })
    }

    fn company_turn(&self, session: &Session, skipped: &BTreeSet<&str>) -> Option<Turn> {
        let key = |id: &CompanyId| format!("company {id}");
        let mut open = questions::without_sector(&self.register);
        open.retain(|id| !skipped.contains(key(id).as_str()));
        let first = open.first()?;
        let number = session.asked(|question| matches!(question, OpenQuestion::Company { .. })) + 1;
        let question = OpenQuestion::sector_of(&self.register, *first);
        Some(Turn { key: key(first), question, number, left: open.len() })
    }

    fn pairs(&self) -> &[OpenPair] {
        let ranking = &self.files.catalog.settings.ranking;
        self.pairs.get_or_init(|| questions::open_pairs(&self.register, ranking))
    }

    /// Takes a reply to a question, and says what was done. A refused one leaves the question open.
    pub fn reply(&mut self, session: &mut Session, turn: Turn, reply: Reply) -> Result<String> {
        let written = self.written(session.why.trim(), &turn.question, reply)?;
        session.why.clear();
        let said = match &written {
            None => format!("skipped {}", turn.question),
            Some(written) => written.to_string(),
        };
        session.steps.push((turn, written));
        Ok(said)
    }

    fn written(&mut self, said: &str, question: &OpenQuestion, reply: Reply) -> Result<Option<FiledAnswer>> {
        let why = |reason: Option<&str>| match (said, reason) {
            ("", None) => "judged in review".to_owned(),
            ("", Some(reason)) => format!("judged in review; {reason}"),
            (why, _) => why.to_owned(),
        };
        match (reply, question) {
            (Reply::Skipped, _) => Ok(None),
            (Reply::Judged(verdict), OpenQuestion::Pair(card)) => {
                let [one, other] = card.sides.each_ref().map(|side| side.name.as_str());
                Ok(Some(FiledAnswer::Decided(self.decide(verdict, one, other, &why(Some(&card.reason)))?)))
            }
            (Reply::Filed(meaning), OpenQuestion::Heading(heading)) => {
                let likely = heading.likely.iter().find(|likely| likely.sector.as_str() == meaning.word());
                let why = why(likely.map(|likely| likely.reason.as_str()));
                let filed = self.file(heading.source.as_str(), &heading.printed, meaning, &why)?;
                Ok(Some(FiledAnswer::Decided(filed)))
            }
            (Reply::Filed(Meaning::Sector(sector)), OpenQuestion::Company { id, .. }) => {
                Ok(Some(FiledAnswer::Declared(self.declare(id, sector)?)))
            }
            (Reply::FiledAs(name), OpenQuestion::Heading(_) | OpenQuestion::Company { .. }) => {
                let sector = self.sector(&name)?;
                self.written(said, question, Reply::Filed(Meaning::Sector(sector)))
            }
            (Reply::Judged(_) | Reply::Filed(_) | Reply::FiledAs(_), _) => {
                bail!("that does not answer this question; nothing was written")
            }
        }
    }

    /// Takes back the last step of a session, and says which.
    pub fn undo_step(&mut self, session: &mut Session) -> Result<String> {
        let (turn, written) = session.steps.last().context("nothing to undo in this session")?;
        let said = match written {
            None => format!("asked again: {}", turn.question),
            Some(answer) => {
                match answer {
                    FiledAnswer::Decided(judgement) => self.take_back(judgement, "taken back in review")?,
                    FiledAnswer::Declared(addition) => self.put(|workspace| addition.take_back(workspace))?,
                }
                format!("undone: {answer}")
            }
        };
        // Only now: a step that could not be taken back stays the last one.
        session.steps.pop();
        Ok(said)
    }

    /// The sector of this identifier or name, in any language; else one more in `sectors.toml`, named so in the first
    /// language of the site. It stays when the answer is taken back: the log, which only grows, names it.
    fn sector(&mut self, named: &str) -> Result<SectorId> {
        let name = one_line(named);
        if let Some(known) = self.sector_named(&name) {
            return Ok(known);
        }
        let id = SectorId::new(&text::slug(&name)).with_context(|| format!("“{name}” names no sector"))?;
        ensure!(
            !self.register.sectors.contains_key(&id),
            "sectors.toml has a sector {id} with another name; choose it, or another name"
        );
        let languages = &self.files.catalog.settings.site.languages;
        let language = *languages.first().expect("a site has a language");
        let added = workspace::sector_added(&self.shell.workspace, id, &name, language)?;
        self.put(|workspace| added.write(workspace))?;
        Ok(id)
    }

    /// The sector that an identifier or a name means, whatever its capitals and accents.
    pub fn sector_named(&self, name: &str) -> Option<SectorId> {
        let folded = text::heading(name);
        let mut sectors = self.register.sectors.values();
        let found = sectors.find(|sector| {
            let names = [&sector.fr, &sector.en].into_iter().chain(sector.others.values());
            sector.id.as_str() == name || names.into_iter().any(|known| text::heading(known) == folded)
        });
        found.map(|sector| sector.id)
    }

    fn declare(&mut self, company: &CompanyId, sector: SectorId) -> Result<Addition> {
        let company = self.register.company(company);
        let added = workspace::company_sector_added(&self.shell.workspace, company, sector)?;
        self.put(|workspace| added.write(workspace))?;
        Ok(added)
    }

    /// Changes a file of the workspace, and reads it anew.
    fn put(&mut self, change: impl FnOnce(&Path) -> Result<(), NotAdded>) -> Result<()> {
        change(&self.shell.workspace)?;
        self.files = WorkspaceFiles::open(self.shell)?;
        self.understand();
        Ok(())
    }

    fn understand(&mut self) {
        Resolution { register: self.register, issues: self.issues } = self.files.resolve();
        self.pairs.take();
    }

    /// Writes down that two names are the same or different.
    pub fn decide(&mut self, verdict: Verdict, one: &str, other: &str, why: &str) -> Result<Judgement> {
        let [one, other] = [one, other].map(one_line);
        questions::check(&self.register, verdict, &one, &other)?;
        let [who, when, why] = self.signed(why)?;
        let why = why.as_str().into();
        self.write(Judgement::Names(Decision { verdict, one, other, who, when, why }))
    }

    /// Writes down what a heading of a source means.
    pub fn file(&mut self, source: &str, printed: &str, meaning: Meaning, why: &str) -> Result<Judgement> {
        let source = self.source(source)?;
        let [who, when, why] = self.signed(why)?;
        let (printed, meaning) = (one_line(printed), Some(meaning));
        self.write(Judgement::Heading(HeadingDecision { source, printed, meaning, who, when, why }))
    }

    /// What a word means for a heading: a sector, or that it is none.
    pub fn meaning(&self, word: &str) -> Result<Meaning> {
        meaning(&self.files.catalog, word)
    }

    fn source(&self, named: &str) -> Result<SourceId> {
        source_named(&self.register.sources, named).map(|source| source.id)
    }

    /// The copy of an edition's page that waits for a word, the one that begins like `copy`, or the only one; and its
    /// reading, where that is held. Of any other the rows stand that it does not say.
    fn waiting(
        &self,
        source: SourceId,
        edition: Label,
        copy: Option<&str>,
    ) -> Result<(Digest, Day, Option<&HeldPage>)> {
        let held =
            self.files.pages.held.iter().filter(|held| (held.source, held.edition) == (source, edition));
        let mut waiting: Vec<(Digest, Day, Option<&HeldPage>)> =
            held.map(|held| (held.copy.digest, held.copy.seen.day(), Some(held))).collect();
        for issue in &self.issues {
            let Issue::NotSaid { source: of, edition: label, day, copy, .. } = issue else { continue };
            if (*of, *label) == (source, edition) && !waiting.iter().any(|(digest, ..)| digest == copy) {
                waiting.push((*copy, *day, None));
            }
        }
        waiting.retain(|(digest, ..)| copy.is_none_or(|start| digest.to_string().starts_with(start)));
        match waiting.as_slice() {
            [one] => Ok(*one),
            [] => bail!(
                "no copy of {source} {edition} waits for a decision; palmares check lists those that do"
            ),
            several => {
                let copies = several
                    .iter()
                    .map(|(digest, day, _)| format!("--copy {} ({day})", &digest.to_string()[..12]));
                let copies = copies.collect::<Vec<_>>().join(", ");
                bail!("several copies of {source} {edition} wait; add one of: {copies}")
            }
        }
    }

    /// Writes down whether a copy that waits takes the place of what was known, and says what that changes; or that the
    /// rows stand which a copy does not say.
    pub fn judge_page(
        &mut self,
        verdict: PageVerdict,
        [source, edition]: [&str; 2],
        copy: Option<&str>,
        why: &str,
    ) -> Result<String> {
        let (source, edition) = (self.source(source)?, Label::new(edition));
        let (snapshot, day, held) = self.waiting(source, edition, copy)?;
        let changes = match (verdict, held) {
            (PageVerdict::Accept, Some(held)) if held.copy.change.is_none() => {
                "accepted; no row changes".to_owned()
            }
            (PageVerdict::Accept, Some(held)) => format!("accepted: {}", held.copy.change),
            (PageVerdict::Reject, Some(_)) => "rejected; what is published stays".to_owned(),
            (PageVerdict::Accept, None) => "accepted; the rows that it does not say stand".to_owned(),
            (PageVerdict::Reject, None) => {
                bail!("no rule reads this copy, so nothing of it is published; correct or leave out the rows")
            }
            (PageVerdict::Undone, _) => bail!("only a decision can be taken back"),
        };
        let [who, when, why] = self.signed(why)?;
        self.write(Judgement::Page(PageDecision { verdict, source, edition, snapshot, who, when, why }))?;
        Ok(format!("{source} {edition}, copy of {day} ({snapshot}): {changes}"))
    }

    /// Takes back the last decision that stands, of all or on what is named: two names, a source and its heading, or a
    /// source and its edition. Gives what was taken back.
    pub fn undo(&mut self, named: Option<[&str; 2]>, why: &str) -> Result<Judgement> {
        let standing = match named {
            Some([one, other]) => self
                .standing_on(one, other)
                .ok_or_else(|| UndecidableNames::NothingToUndo(one.to_owned(), other.to_owned()))?,
            None => {
                let last = self.files.catalog.decisions.standing().pop().cloned();
                last.context("decisions.toml holds no decision to take back")?
            }
        };
        self.take_back(&standing, why)?;
        Ok(standing)
    }

    fn standing_on(&self, one: &str, other: &str) -> Option<Judgement> {
        let named = |judgement: &&Judgement| match judgement {
            Judgement::Page(page) => (page.source.as_str(), page.edition.as_str()) == (one, other),
            Judgement::Heading(filed) => {
                filed.source.as_str() == one && text::heading(&filed.printed) == text::heading(other)
            }
            Judgement::Names(_) => false,
        };
        let on_names = || {
            let decision = questions::between(&self.register, &Bearers::new(&self.register), one, other);
            decision.cloned().map(Judgement::Names)
        };
        self.files.catalog.decisions.standing().into_iter().rfind(named).cloned().or_else(on_names)
    }

    fn take_back(&mut self, judgement: &Judgement, why: &str) -> Result<()> {
        let [who, when, why] = self.signed(why)?;
        self.write(judgement.taken_back(who, when, why)).map(drop)
    }

    /// Who decides, when and why, as it can be written at the end of the log.
    fn signed(&self, why: &str) -> Result<[String; 3]> {
        signed(self.shell, &self.files.catalog, self.who.clone(), why)
    }

    fn write(&mut self, judgement: Judgement) -> Result<Judgement> {
        workspace::append_judgement(&self.shell.workspace, &judgement)?;
        match &judgement {
            // Hundreds are answered in a row: the pages are not read again for each.
            Judgement::Names(_) => self.files.catalog.decisions.push(judgement.clone()),
            Judgement::Heading(_) | Judgement::Page(_) => self.files = WorkspaceFiles::open(self.shell)?,
        }
        self.understand();
        Ok(judgement)
    }
}

impl Session {
    fn skipped(&self) -> BTreeSet<&str> {
        let skipped = self.steps.iter().filter(|(_, written)| written.is_none());
        skipped.map(|(turn, _)| turn.key.as_str()).collect()
    }

    fn asked(&self, kind: impl Fn(&OpenQuestion) -> bool) -> usize {
        self.steps.iter().filter(|(turn, _)| kind(&turn.question)).count()
    }

    /// How many questions were answered, those that were skipped left out.
    pub fn judged(&self) -> usize {
        self.steps.iter().filter(|(_, written)| written.is_some()).count()
    }
}

/// Who decides, when and why, as it can be written at the end of the log.
pub fn signed(shell: &Shell, catalog: &Catalog, who: String, why: &str) -> Result<[String; 3]> {
    let why = one_line(why);
    ensure!(!why.is_empty(), "a decision says why, so that anybody can follow it in ten years; add --why");
    let when = shell.as_of.to_string();
    let last = catalog.decisions.iter().next_back().map_or("", Judgement::when);
    ensure!(
        last <= when.as_str(),
        "the last decision is dated {last}, so a new one cannot be dated {when} (check --as-of and the clock)"
    );
    Ok([who, when, why])
}

/// What a word means for a heading: a sector, or that it is none.
pub fn meaning(catalog: &Catalog, word: &str) -> Result<Meaning> {
    let sectors = catalog.sectors.keys().copied().map(Meaning::Sector);
    let mut meanings = sectors.chain([Meaning::EachCompany, Meaning::NoSector]);
    meanings.find(|meaning| meaning.word() == word).with_context(|| {
        format!("unknown sector `{word}`; name one of sectors.toml, each-company, none, or undone")
    })
}

impl fmt::Display for FiledAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decided(judgement) => judgement.fmt(f),
            Self::Declared(added) => {
                let lines: Vec<&str> =
                    added.pieces().flat_map(str::lines).filter(|line| !line.is_empty()).collect();
                write!(f, "{}: {}", added.file, lines.join(", "))
            }
        }
    }
}

/// Who takes a decision: the one named, or the user of this machine.
pub fn who_judges(named: Option<String>) -> Result<String> {
    let user = || ["USER", "LOGNAME"].iter().find_map(|name| env::var(name).ok());
    let who = named.or_else(user).map(|who| one_line(&who)).filter(|who| !who.is_empty());
    who.context("a decision says who took it; give your name with --who")
}

/// Words without line breaks and double blanks.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
