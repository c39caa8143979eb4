//! A title that a company shows, looked up: the badges that we give, and with a script every prize of others.
//!
//! One script holds every title once for all languages, with the streaks computed here: it looks up and computes nothing,
//! so that it says what `palmares claim` says, and works from disk.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::Value;
use serde_json::json;

use model::{Award, CompanyId, EvidenceKind, Label, Outcome, Source, SourceId, TitleTerms, text};
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
pub(crate) fn view(sheet: &Sheet, script: &str) -> Result<Value, SiteError> {
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
    Ok(view! { sentences, badges, script: sheet.links.to_root(script) })
}

/// The script with every title of every company.
pub(crate) fn script(input: &Input, program: &str) -> String {
    // A name cannot close the element that loads it, wherever a workspace puts the text.
    let data = data(input).to_string().replace('<', "\\u003c");
    format!("palmaresTitles = {data};\n{program}")
}

/// The titles of one company and prize, by label.
type OfPair<'r> = BTreeMap<Label, Vec<&'r Award>>;

fn data(input: &Input) -> serde_json::Value {
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
    let sources: BTreeMap<SourceId, _> =
        pairs.iter().map(|(id, companies)| (*id, source(&titles, register.source(id), companies))).collect();
    json!({ "companies": companies, "sources": sources })
}

/// A prize: its editions, newest first, and who won what in each.
fn source(titles: &Titles, source: &Source, companies: &BTreeMap<CompanyId, OfPair>) -> serde_json::Value {
    let labels: BTreeSet<Label> = companies.values().flat_map(|pair| pair.keys().copied()).collect();
    let labels: BTreeSet<Label> = labels.into_iter().chain(source.editions.keys().copied()).collect();
    let edition = |label: &Label| {
        let terms = source.editions.get(label).map(|edition| &edition.title);
        let terms = terms
            .filter(|terms| **terms != TitleTerms::default())
            .map(|terms| json!({ "until": terms.valid_until, "wording": terms.wording, "url": terms.url }));
        let complete = u8::from(titles.is_complete(source, label));
        [Some(json!(label)), Some(json!(complete)), terms].into_iter().flatten().collect::<Vec<_>>()
    };
    let all = || companies.values().flat_map(OfPair::values).flatten();
    let mut shown: BTreeMap<String, &str> = BTreeMap::new();
    for award in all() {
        shown.entry(titles.category(award)).or_insert(award.category.as_str());
    }
    // A page states many titles, and stands here once.
    let pages: BTreeSet<&str> = all().map(|award| page(award)).collect();
    let pages: Vec<&str> = pages.into_iter().collect();
    let won = |(company, pair): (&CompanyId, &OfPair)| {
        let editions = pair.iter().map(|(label, awards)| {
            let streak = titles.streak(source, company, awards[0].awarded.year());
            let rows: Vec<_> = awards
                .iter()
                .map(|award| {
                    row(award, shown[&titles.category(award)], pages.binary_search(&page(award)).ok())
                })
                .collect();
            (label.to_string(), json!([rows, streak.proven, streak.open_at, streak.broken]))
        });
        (company.to_string(), editions.collect::<BTreeMap<_, _>>())
    };
    json!({
        "name": source.name,
        "pages": pages,
        "editions": labels.iter().rev().map(edition).collect::<Vec<_>>(),
        "won": companies.iter().map(won).collect::<BTreeMap<_, _>>(),
    })
}

/// The page that states a title.
fn page(award: &Award) -> &'static str {
    award.witnesses.first().map_or("", |witness| witness.url.as_str())
}

/// The category, the number of the page that states it, and whether it was taken back or is only derived.
fn row(award: &Award, category: &str, page: Option<usize>) -> serde_json::Value {
    match (award.outcome, award.evidence) {
        (Outcome::Annulled, _) => json!([category, page, "annulled"]),
        (_, EvidenceKind::Derived) => json!([category, page, "derived"]),
        (_, EvidenceKind::Stated | EvidenceKind::Partial) => json!([category, page]),
    }
}
