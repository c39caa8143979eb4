//! A title that a company shows, looked up: the badges that we give, and with a script every prize of others.
//!
//! One script holds every title once for all languages, with the streaks computed here: it looks up and computes nothing,
//! so that it says what `palmares claim` says, and works from disk.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::Value;
use serde::Serialize;
use serde_json::json;

use model::{Award, CompanyId, EvidenceKind, Label, Outcome, Source, SourceId, TitleTerms, Year, text};
use rank::Titles;

use crate::press::sheet::Sheet;
use crate::sharing::embed;
use crate::{Input, SiteError};

/// What the script may answer, with the blanks that it fills.
const VERDICTS: [(&str, &[&str]); 9] = [
    ("true", &[]),
    ("annulled", &[]),
    ("other-category", &["won"]),
    ("other-edition", &["won"]),
    ("not-won", &[]),
    ("unknown", &[]),
    ("unproven", &[]),
    ("streak-broken", &["year"]),
    ("streak-unproven", &["year"]),
];

/// What it may add to an answer.
const NOTES: [(&str, &[&str]); 4] =
    [("expired", &["until"]), ("valid", &["until"]), ("wording", &["words"]), ("no-terms", &[])];

/// The view of the page.
pub(crate) fn view(sheet: &Sheet) -> Result<Value, SiteError> {
    let mut sentences = BTreeMap::new();
    for (word, blanks) in VERDICTS.iter().chain(&NOTES) {
        // The script fills the blanks by their names.
        let blanks: Vec<_> = blanks.iter().map(|name| (*name, format!("{{{name}}}").into())).collect();
        sentences.insert(*word, sheet.words.say(&format!("titles.{}", word.replace('-', "_")), &blanks)?);
    }
    let mut badges = Vec::new();
    for id in sheet.index.companies().filter(|id| sheet.index.has_page(id)) {
        badges.extend(embed::badges(sheet, id)?);
    }
    Ok(view! { sentences, badges, script: sheet.links.to_root(&sheet.assets.titles().path) })
}

/// The script with every title of every company.
pub(crate) fn script(input: &Input, program: &str) -> String {
    // A name cannot close the element that loads it, wherever a workspace puts the text.
    let data = data(input).replace('<', "\\u003c");
    format!("palmaresTitles = {data};\n{program}")
}

/// The titles of one company and prize, by label.
type OfPair<'r> = BTreeMap<Label, Vec<&'r Award>>;

fn data(input: &Input) -> String {
    let register = input.register;
    let titles = Titles::of(register, input.figures.coverage());
    let mut pairs: BTreeMap<SourceId, BTreeMap<CompanyId, OfPair>> = BTreeMap::new();
    let of_companies = register.awards.iter().filter_map(|award| Some((award.company?, award)));
    for (company, award) in of_companies.filter(|(_, award)| titles.is_title(award)) {
        let pair = pairs.entry(award.source).or_default().entry(company).or_default();
        pair.entry(award.edition).or_default().push(award);
    }
    let winners: BTreeSet<CompanyId> =
        pairs.values().flat_map(|companies| companies.keys().copied()).collect();
    let mut companies: Vec<(&str, CompanyId)> =
        winners.iter().map(|id| (register.company(id).name.as_str(), *id)).collect();
    companies.sort_by_cached_key(|(name, id)| (text::key(name), *id));
    let sources: BTreeMap<SourceId, TitlesOfPrize> = pairs
        .iter()
        .map(|(id, companies)| (*id, of_prize(&titles, register.source(id), companies)))
        .collect();
    serde_json::to_string(&AllTitles { companies, sources }).expect("names and numbers are JSON")
}

#[derive(Serialize)]
struct AllTitles<'r> {
    companies: Vec<(&'r str, CompanyId)>,
    sources: BTreeMap<SourceId, TitlesOfPrize<'r>>,
}

/// A prize: the pages that state its titles, its editions, newest first, and who won what in each.
#[derive(Serialize)]
struct TitlesOfPrize<'r> {
    name: &'r str,
    /// A page states many titles, and stands here once.
    pages: Vec<&'static str>,
    editions: Vec<serde_json::Value>,
    won: BTreeMap<CompanyId, BTreeMap<Label, TitlesOfEdition<'r>>>,
}

/// What was won, how many in a row are proven, where that ends, and what breaks it.
type TitlesOfEdition<'r> = (Vec<TitleRow<'r>>, u32, Year, Option<(u32, Year)>);

/// The category, the number of the page that states it, and whether it was taken back or is only derived.
#[derive(Serialize)]
#[serde(untagged)]
enum TitleRow<'r> {
    Stated(&'r str, Option<usize>),
    Noted(&'r str, Option<usize>, &'static str),
}

fn of_prize<'r>(
    titles: &Titles,
    source: &'r Source,
    companies: &BTreeMap<CompanyId, OfPair<'r>>,
) -> TitlesOfPrize<'r> {
    let labels: BTreeSet<Label> = companies.values().flat_map(|pair| pair.keys().copied()).collect();
    let labels: BTreeSet<Label> = labels.into_iter().chain(source.editions.keys().copied()).collect();
    let edition = |label: &Label| {
        let terms = source.editions.get(label).map(|edition| &edition.title);
        let terms = terms
            .filter(|terms| **terms != TitleTerms::default())
            .map(|terms| json!({ "until": terms.valid_until, "wording": terms.wording, "url": terms.url }));
        let complete = u8::from(titles.is_complete(source, label));
        [Some(json!(label)), Some(json!(complete)), terms].into_iter().flatten().collect()
    };
    let all = || companies.values().flat_map(OfPair::values).flatten();
    // Each category by the first of its spellings.
    let (mut first, mut shown) = (BTreeMap::new(), BTreeMap::new());
    for award in all() {
        let printed = award.category.as_str();
        shown.entry(printed).or_insert_with(|| *first.entry(titles.category(award)).or_insert(printed));
    }
    let pages: BTreeSet<&str> = all().map(|award| page(award)).collect();
    let pages: Vec<&str> = pages.into_iter().collect();
    let won = |(company, pair): (&CompanyId, &OfPair<'r>)| {
        let editions = pair.iter().map(|(label, awards)| {
            let streak = titles.streak(source, company, awards[0].awarded.year());
            let rows = awards
                .iter()
                .map(|award| {
                    row(award, shown[award.category.as_str()], pages.binary_search(&page(award)).ok())
                })
                .collect();
            (*label, (rows, streak.proven, streak.open_at, streak.broken))
        });
        (*company, editions.collect())
    };
    TitlesOfPrize {
        name: &source.name,
        editions: labels.iter().rev().map(edition).collect(),
        won: companies.iter().map(won).collect(),
        pages,
    }
}

/// The page that states a title.
fn page(award: &Award) -> &'static str {
    award.witnesses.first().map_or("", |witness| witness.url.as_str())
}

fn row<'r>(award: &Award, category: &'r str, page: Option<usize>) -> TitleRow<'r> {
    match (award.outcome, award.evidence) {
        (Outcome::Annulled, _) => TitleRow::Noted(category, page, "annulled"),
        (_, EvidenceKind::Derived) => TitleRow::Noted(category, page, "derived"),
        (_, EvidenceKind::Stated | EvidenceKind::Partial) => TitleRow::Stated(category, page),
    }
}
