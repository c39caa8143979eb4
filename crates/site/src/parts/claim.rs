//! What may be claimed of a leaderboard: the crown or why there is none, the names it rests on, and what others
//! published of the same years. Every page, card, feed and post says it with these sentences.

use minijinja::Value;

use model::Period;
use rank::{Cause, Gap, Interval, Knowledge, Licence, Ranking, Withheld};

use crate::parts::award::elsewhere;
use crate::parts::badge::{Badge, CoverageGrade};
use crate::parts::board::SpanView;
use crate::press::address::Board;
use crate::press::sheet::{Link, Sheet};
use crate::words::WordsError;
use crate::words::sentence::{Filling, Sentence, Told, enumerated, tell, text};

/// More names than these make no sentence.
const MOST_NAMES: usize = 3;

/// What may be claimed of a leaderboard.
pub(crate) struct Claim {
    pub licence: Licence,
    pub knowledge: Knowledge,
    badge: Badge,
}

impl Claim {
    pub fn of(sheet: &Sheet, ranking: &Ranking) -> Self {
        let figures = sheet.input.figures;
        let (licence, knowledge) = (figures.licence(ranking), figures.knowledge(ranking));
        Self { licence, knowledge, badge: Badge::of(sheet, ranking) }
    }

    /// Whether so little is known that nothing is concluded from the order.
    pub fn is_thin(&self) -> bool {
        self.licence.crowned().is_empty() && self.badge.is_thin()
    }

    /// The companies that may be named as the first.
    pub fn leaders(&self, sheet: &Sheet) -> Vec<Link> {
        self.licence.crowned().iter().map(|id| sheet.company(id)).collect()
    }

    /// The headline: who leads, or else what is known.
    pub fn headline(&self, sheet: &Sheet, span: &SpanView) -> Result<Sentence, WordsError> {
        let leaders = self.leaders(sheet);
        let Badge { coverage, part, whole, .. } = self.badge;
        let (key, n) = match (leaders.len() as u64, whole) {
            (0, Some(whole)) if coverage == CoverageGrade::Full => ("all", whole),
            // "None of the 19 winners announced" would hide the five of other lists.
            (0, Some(_)) if part > 0 => ("part", part),
            (0, _) => ("found", self.knowledge.found),
            (crowned, _) => ("crowned", crowned),
        };
        let names = enumerated(sheet.words, leaders.into_iter().map(|name| vec![name]).collect())?;
        let blanks = [
            ("n", n.into()),
            ("whole", whole.unwrap_or_default().into()),
            ("names", names.into()),
            ("years", span.said(sheet.words)?.into()),
        ];
        tell(sheet.words, &format!("claim.headline.{key}"), &blanks)
    }

    /// What the leaderboard rests on: names known out of those announced, and how many companies there may be.
    pub fn known(&self, sheet: &Sheet) -> Result<Vec<String>, WordsError> {
        let Knowledge { found, announced, complete, partial, not_found, open, companies_but_open, .. } =
            self.knowledge;
        let lists = complete + partial + not_found;
        let say = |key: &str, n: u64, more: &[(&str, u64)]| {
            let n = [("n", n.into())];
            let more = more.iter().map(|(name, value)| (*name, (*value).into()));
            let blanks: Vec<_> = n.into_iter().chain(more).collect();
            tell(sheet.words, key, &blanks).map(|said| text(&said))
        };
        let mut said = Vec::new();
        if announced.whole > 0 {
            let beyond = found.saturating_sub(announced.part);
            let key = if beyond > 0 { "claim.names_beyond" } else { "claim.names" };
            said.push(say(key, announced.part, &[("whole", announced.whole), ("beyond", beyond)])?);
        }
        said.push(say(
            "claim.lists",
            lists,
            &[("complete", complete), ("partial", partial), ("missing", not_found)],
        )?);
        // An open list may add any number: the interval then leaves it out, and says so.
        let Interval { at_least, at_most } = companies_but_open;
        let key = if open == 0 { "claim.companies" } else { "claim.companies_open" };
        if let Some(most) = at_most.filter(|most| *most > at_least) {
            said.push(say(key, most, &[("least", at_least), ("open", open)])?);
        }
        Ok(said)
    }

    /// Why nobody is crowned. What others published of a first, for or against, is told by [`published`].
    pub fn why_nobody(&self, sheet: &Sheet) -> Result<Vec<Sentence>, WordsError> {
        let reasons = match &self.licence {
            Licence::Crowned { .. } => &[][..],
            Licence::Withheld { reasons } => reasons,
        };
        let told = reasons.iter().filter_map(|reason| withheld(sheet, reason).transpose());
        told.collect()
    }
}

fn withheld(sheet: &Sheet, reason: &Withheld) -> Told {
    let words = sheet.words;
    let percent = |n: u64| words.typography.percent(n);
    let say = |key: &str, blanks: &[(&str, Filling)]| {
        tell(words, &format!("claim.withheld.{key}"), blanks).map(Some)
    };
    match reason {
        Withheld::Nobody => say("nobody", &[]),
        Withheld::FewNames { known, wanted_percent } => {
            let wanted = percent((*wanted_percent).into());
            say("few_names", &[("known", percent(known.percent()).into()), ("wanted", wanted.into())])
        }
        Withheld::FewPrizes { prizes, wanted } => {
            say("few_prizes", &[("n", (*prizes).into()), ("wanted", (*wanted).into())])
        }
        Withheld::Derived { first } => {
            let n = ("n", (first.len() as u64).into());
            if first.len() > MOST_NAMES {
                return say("derived_many", &[n]);
            }
            let names = enumerated(words, first.iter().map(|id| vec![sheet.company(id)]).collect())?;
            say("derived", &[n, ("names", names.into())])
        }
        Withheld::Overtaken { by, lead, gain } => {
            let by = ("company", sheet.company(by).into());
            let key = if *lead == 0 { "level" } else { "overtaken" };
            say(key, &[by, ("n", (*lead).into()), ("gain", (*gain).into())])
        }
        Withheld::Published { .. } => Ok(None),
    }
}

/// What others published of the same years, each figure once, beside ours and with the cause of the gap.
pub(crate) fn published(sheet: &Sheet, board: Board) -> Result<Vec<Sentence>, WordsError> {
    let window = sheet.index.ranking(board).query.window;
    if board.scope != 0 {
        return Ok(Vec::new());
    }
    let of_window = |gap: &&Gap| gap.published.period == Period::Years(window);
    let gaps = || sheet.input.figures.calibration().iter().filter(of_window);
    let first = |figure: &str| gaps().find(|gap| gap.published.figure == figure);
    let told = ["companies_total", "leader"].into_iter().filter_map(|figure| Some((figure, first(figure)?)));
    told.map(|(figure, gap)| beside(sheet, figure, gap)).collect()
}

fn beside(sheet: &Sheet, figure: &str, gap: &Gap) -> Result<Sentence, WordsError> {
    let page = elsewhere(&gap.published.url);
    let theirs = if figure == "leader" { &gap.published.company } else { &gap.published.value };
    let (cause, n) = match &gap.cause {
        Cause::Same => ("same", 0),
        Cause::Incomplete { cells } => ("incomplete", cells.len() as u64),
        Cause::Method | Cause::UnknownCompany | Cause::NotComputed(_) => ("other", 0),
    };
    let blanks = [
        ("page", page.into()),
        ("theirs", theirs.clone().into()),
        ("ours", gap.ours.clone().unwrap_or_default().into()),
        ("n", n.into()),
    ];
    tell(sheet.words, &format!("claim.published.{figure}.{cause}"), &blanks)
}

/// What a template is given of a leaderboard's claim.
pub(crate) fn claim_view(sheet: &Sheet, board: Board) -> Result<Value, WordsError> {
    let claim = Claim::of(sheet, sheet.index.ranking(board));
    Ok(view! {
        headline: claim.headline(sheet, &SpanView::of(sheet, board))?,
        known: claim.known(sheet)?,
        why_nobody: claim.why_nobody(sheet)?,
        published: published(sheet, board)?,
    })
}
