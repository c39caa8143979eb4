//! Frozen editions: the site as it was on a day, at an address where it stays. Of the site of today: which there are, and
//! which of their figures are not the same any more. Of an edition itself: that it is one, and the way to today's page.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::Value;

use model::{CompanyId, Day, Digest, FigureId, SectorId, SourceId};
use rank::{Erratum, ErratumCause, FootingChange, FootingKind, FrozenFigure};

use crate::press::address::Address;
use crate::press::sheet::{Link, Sheet};
use crate::sharing::feed::FeedEntry;
use crate::words::WordsError;

/// Where editions stand, from the root of the site; the same in every language.
const FOLDER: &str = "editions/";

/// From the root of an edition to that of the site.
const TO_SITE: &str = "../../";

/// What a page tells of its own errata; the page of corrections tells all.
const FEW: usize = 5;

/// The causes of one figure that are named; a rule may be the cause of all of them.
const FEW_CAUSES: usize = 3;

/// Figures that the page of corrections lists of one edition: a new method may move every one.
const MOST_LISTED: usize = 1000;

/// What the site says of its editions.
#[derive(Debug, Default)]
pub struct Editions {
    /// The name of the edition that is printed; none of the site of today.
    pub printed: Option<String>,
    pub kept: Vec<KeptEdition>,
}

/// No edition, for what is made of the same figures elsewhere.
pub static NO_EDITIONS: Editions = Editions { printed: None, kept: vec![] };

/// An edition, as the site of today offers it.
#[derive(Debug)]
pub struct KeptEdition {
    pub name: String,
    /// The day of which it speaks.
    pub day: Day,
    /// The digest of its manifest.
    pub digest: Digest,
    pub figures: usize,
    /// By path from its root, with the figures that each gives.
    pub files: BTreeMap<String, BTreeSet<FigureId>>,
    pub errata: Vec<Erratum>,
}

/// Of a page of an edition: which, and where the page of today stands.
pub(crate) fn printed(sheet: &Sheet) -> Option<Value> {
    let name = sheet.input.editions.printed.as_ref()?;
    Some(view! { name: name.clone(), today: to_site(sheet, sheet.links.here()) })
}

/// A file of the site of today, seen from an edition or from that site itself.
pub(crate) fn to_site(sheet: &Sheet, path: &str) -> String {
    let up = if sheet.input.editions.printed.is_some() { TO_SITE } else { "" };
    sheet.links.to_root(&format!("{up}{path}"))
}

/// The editions, the latest first.
fn latest<'a>(sheet: &Sheet<'a>) -> Vec<&'a KeptEdition> {
    let mut all: Vec<&KeptEdition> = sheet.input.editions.kept.iter().collect();
    all.sort_by_key(|edition| std::cmp::Reverse((edition.day, &edition.name)));
    all
}

/// The same page in the editions that have it.
pub(crate) fn of_page(sheet: &Sheet) -> Vec<Link> {
    let here = sheet.links.here();
    let having = latest(sheet).into_iter().filter(|edition| edition.files.contains_key(here));
    having.map(|edition| link(sheet, edition, here)).collect()
}

fn link(sheet: &Sheet, edition: &KeptEdition, path: &str) -> Link {
    Link {
        name: edition.name.clone(),
        href: Some(sheet.links.to_root(&format!("{FOLDER}{}/{path}", edition.name))),
    }
}

/// The view of the page of all editions.
pub(crate) fn view(sheet: &Sheet) -> Value {
    let home = sheet.links.path_of(&Address::Home);
    let edition = |edition: &KeptEdition| {
        view! {
            link: link(sheet, edition, &home),
            day: sheet.words.typography.day(edition.day),
            files: sheet.words.typography.number(count(edition.files.len())),
            figures: sheet.words.typography.number(count(edition.figures)),
            digest: edition.digest.to_string(),
            moved: edition.errata.len(),
            errata: errata_link(sheet, edition),
        }
    };
    view! { editions: latest(sheet).into_iter().map(edition).collect::<Vec<_>>() }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn anchor(edition: &KeptEdition) -> String {
    format!("edition-{}", edition.name)
}

fn errata_link(sheet: &Sheet, edition: &KeptEdition) -> String {
    format!("{}#{}", sheet.links.to(&Address::Corrections), anchor(edition))
}

/// For the page of corrections: every figure of an edition that changed.
pub(crate) fn errata(sheet: &Sheet) -> Result<Vec<Value>, WordsError> {
    let changed = latest(sheet).into_iter().filter(|edition| !edition.errata.is_empty());
    changed
        .map(|edition| {
            let listed = edition.errata.iter().take(MOST_LISTED);
            Ok(view! {
                id: anchor(edition),
                name: edition.name.clone(),
                day: sheet.words.typography.day(edition.day),
                moved: edition.errata.len(),
                more: edition.errata.len().saturating_sub(MOST_LISTED),
                rows: listed.map(|erratum| row(sheet, erratum)).collect::<Result<Vec<_>, _>>()?,
            })
        })
        .collect()
}

/// The figures that a page gave in an edition and that are not the same today.
pub(crate) fn errata_of_page(sheet: &Sheet) -> Result<Vec<Value>, WordsError> {
    let mut told = Vec::new();
    for edition in latest(sheet) {
        let Some(given) = edition.files.get(sheet.links.here()) else { continue };
        let moved = || edition.errata.iter().filter(|erratum| given.contains(&erratum.figure.id));
        let moved_here = moved().count();
        if moved_here > 0 {
            told.push(view! {
                name: edition.name.clone(),
                moved: moved_here,
                href: errata_link(sheet, edition),
                rows: moved().take(FEW).map(|erratum| row(sheet, erratum)).collect::<Result<Vec<_>, _>>()?,
            });
        }
    }
    Ok(told)
}

fn row(sheet: &Sheet, erratum: &Erratum) -> Result<Value, WordsError> {
    Ok(view! {
        figure: figure_name(sheet, &erratum.figure)?,
        id: erratum.figure.id.to_string(),
        before: number(sheet, &erratum.figure.value),
        after: after(sheet, erratum)?,
        why: why(sheet, erratum)?,
    })
}

fn after(sheet: &Sheet, erratum: &Erratum) -> Result<String, WordsError> {
    match &erratum.after {
        Some(after) => Ok(number(sheet, after)),
        None => sheet.words.text("errata.withdrawn"),
    }
}

fn number(sheet: &Sheet, value: &str) -> String {
    value.parse().map_or_else(|_| value.to_owned(), |value| sheet.words.typography.decimal(value))
}

/// What a figure is, whose, and of which years.
fn figure_name(sheet: &Sheet, figure: &FrozenFigure) -> Result<String, WordsError> {
    let what =
        sheet.words.text(&format!("figure_of.{}", figure.what)).unwrap_or_else(|_| figure.what.clone());
    let mut parts = vec![what];
    parts.extend(figure.company.as_deref().map(|id| company(sheet, id)));
    parts.extend(figure.sector.as_deref().map(|id| sector(sheet, id)));
    parts.extend(figure.source.as_deref().map(|id| source(sheet, id)));
    if figure.what == "value" {
        // Of a measure the question names the edition between two colons.
        parts.extend(figure.question.split(':').nth(1).map(str::to_owned));
    } else if let Some((from, to)) = figure.years() {
        parts.push(if from == to { from.to_string() } else { format!("{from}–{to}") });
        if let Some(code) = figure.question.split(' ').nth(1) {
            parts.push(sheet.scope((code != "all").then_some(code))?);
        }
    }
    Ok(parts.join(", "))
}

fn company(sheet: &Sheet, id: &str) -> String {
    let known = CompanyId::new(id).ok().and_then(|id| sheet.input.register.companies.get(&id));
    known.map_or_else(|| id.to_owned(), |company| company.name.clone())
}

fn sector(sheet: &Sheet, id: &str) -> String {
    let known = SectorId::new(id).ok().and_then(|id| sheet.input.register.sectors.get(&id));
    known.map_or_else(|| id.to_owned(), |sector| sheet.sector_name(sector).to_owned())
}

fn source(sheet: &Sheet, id: &str) -> String {
    let known = SourceId::new(id).ok().and_then(|id| sheet.input.register.sources.get(&id));
    known.map_or_else(|| id.to_owned(), |source| sheet.source_name(source).to_owned())
}

fn why(sheet: &Sheet, erratum: &Erratum) -> Result<String, WordsError> {
    if erratum.causes.is_empty() {
        return sheet.words.text("errata.program");
    }
    let named = erratum.causes.iter().take(FEW_CAUSES).map(|cause| {
        sheet.words.say(key(cause), &[("name", sheet.words.typography.set(&cause.name).into())])
    });
    let mut named = named.collect::<Result<Vec<String>, _>>()?;
    let more = erratum.causes.len().saturating_sub(FEW_CAUSES);
    if more > 0 {
        named.push(sheet.words.say("more", &[("n", more.into())])?);
    }
    Ok(named.join(&format!("{} ", sheet.words.text("list.apart")?)))
}

fn key(cause: &ErratumCause) -> &'static str {
    match (cause.kind, cause.change) {
        (FootingKind::Row, FootingChange::Added) => "errata.row_added",
        (FootingKind::Row, FootingChange::Changed) => "errata.row_changed",
        (FootingKind::Row, FootingChange::Removed) => "errata.row_removed",
        (FootingKind::Decision, _) => "errata.decision",
        (FootingKind::Correction, _) => "errata.correction",
        (FootingKind::Rule, _) => "errata.rule",
    }
}

/// An edition's errata as one entry of the feed: another one when the list is another one. Its day is the last that a
/// cause bears, so that a build without new data changes no feed.
pub(crate) fn feed_entries(sheet: &Sheet) -> Result<Vec<FeedEntry>, WordsError> {
    let page = sheet.absolute(&Address::Corrections);
    let changed = latest(sheet).into_iter().filter(|edition| !edition.errata.is_empty());
    changed
        .map(|edition| {
            let moved = edition.errata.iter();
            let ids = moved.clone().map(|e| format!("{} {:?}\n", e.figure.id, e.after)).collect::<String>();
            let listed = moved.clone().take(MOST_LISTED).map(|erratum| {
                let name = figure_name(sheet, &erratum.figure)?;
                let (before, after) = (number(sheet, &erratum.figure.value), after(sheet, erratum)?);
                let figure = format!("{name} (fig-{})", erratum.figure.id);
                let values = [("figure", figure.into()), ("before", before.into()), ("after", after.into())];
                sheet.words.say("errata.line", &values)
            });
            let values = [("edition", edition.name.as_str().into()), ("n", edition.errata.len().into())];
            Ok(FeedEntry {
                id: format!("{page}#{}-{}", anchor(edition), &Digest::of(ids.as_bytes()).to_string()[..16]),
                day: moved.filter_map(|erratum| erratum.day).max().unwrap_or(edition.day),
                title: sheet.words.say("errata.told", &values)?,
                page: format!("{page}#{}", anchor(edition)),
                summary: listed.collect::<Result<Vec<String>, WordsError>>()?.join("\n"),
            })
        })
        .collect()
}
