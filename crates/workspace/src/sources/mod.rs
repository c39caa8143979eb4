//! The tables `[source.*]` of `sources.toml`.

mod crawl;
mod editions;
pub mod expected;
mod find;
mod headings;
mod rules;
pub mod settings;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::rules::{Reading, uses};
use crate::tree::{Ends, Field, Names, Table};
use crate::value;
use crate::value::country;
use crate::value::words::{BETTER, CREDITS, JUDGES, KINDS, MEASURES, RECIPIENTS, YES_NO};
use expected::Expected;
use model::{Better, JudgedBy, Kind, Recipient, Scale, Source, SourceId, Window, Year, YesNo};

/// A source gives distinctions unless it says otherwise.
const COUNTS: bool = true;
/// Only the first place is a distinction unless a source says otherwise.
const PLACES: u16 = 1;
/// An award counts in the year of its label unless a source says otherwise.
const LABEL_OFFSET: i64 = 0;
/// A ceremony is a year away from its label, seldom two.
const OFFSETS: RangeInclusive<i64> = -5..=5;
/// How many places a list may distinguish.
const PLACES_LIMITS: RangeInclusive<i64> = 1..=1000;
/// How many companies a source may evaluate.
const COMPANIES: RangeInclusive<i64> = 1..=1_000_000;
/// The ends a scale of scores may have.
const SCORES: RangeInclusive<i64> = -1_000_000..=1_000_000;

/// The sources, and the hand-kept files they name.
#[derive(Default)]
pub struct Sources<'a> {
    /// The sources without a mistake.
    pub sources: BTreeMap<SourceId, Source>,
    /// The value of `file`, for each source with a valid identifier.
    pub files: BTreeMap<SourceId, Field<'a>>,
    /// Which rule reads which editions, those of one edition first.
    pub readings: BTreeMap<SourceId, Vec<Reading>>,
    /// How long the lists of a source are, where that is declared.
    pub expected: BTreeMap<SourceId, Expected>,
}

/// Reads the sources; `known` are their names, `rules` those of the rules.
pub fn read<'a>(root: &mut Table<'a>, known: &Names, rules: &Names) -> Sources<'a> {
    let mut all = Sources::default();
    for (name, field) in root.get("source").map(Field::entries).unwrap_or_default() {
        let id = name.id(SourceId::new);
        let Some(mut table) = field.table("a source") else { continue };
        if let Some((id, file)) = id.zip(table.get("file")) {
            all.files.insert(id, file);
        }
        let readings = readings(&mut table, rules);
        let expected = table.get("expect").and_then(expected::read);
        all.expected.extend(id.zip(expected));
        all.readings.extend(id.map(|id| (id, readings)));
        let source = read_source(id, &mut table, known);
        table.close();
        all.sources.extend(source.map(|source| (source.id, source)));
    }
    all
}

fn read_source(id: Option<SourceId>, t: &mut Table<'_>, known: &Names) -> Option<Source> {
    let required = required(t);
    let recipient = t.get("recipient").and_then(|f| f.word(RECIPIENTS)).unwrap_or(Recipient::Company);
    check_credit(t, recipient);
    let name_en = t.get("name-en").and_then(Field::owned);
    let website = t.get("website").and_then(|f| f.read(value::address));
    let url = t.get("url").and_then(|f| f.read(value::address));
    let counts = t.get("counts").and_then(Field::flag).unwrap_or(COUNTS);
    let about = t.bilingual("about", "about-en");
    let held = t.get("held").and_then(held);
    let label_offset = t.get("label-offset").and_then(|f| f.whole(OFFSETS)).unwrap_or(LABEL_OFFSET);
    let places = t.get("wins").and_then(places).unwrap_or(PLACES);
    let echo = t.get("echo").map(|f| headings::echo(f, id.as_ref(), known)).unwrap_or_default();
    let category_names = t.get("category-names").map(headings::category_names).unwrap_or_default();
    let scale = t.get("scale").and_then(scale);
    let measure = t.get("measure").and_then(|f| f.word(MEASURES));
    let find = t.get("find").and_then(find::read);
    let better = t.get("better").and_then(|f| f.word(BETTER)).unwrap_or(Better::Higher);
    let independent = t.get("independent").and_then(|f| f.word(YES_NO)).unwrap_or(YesNo::Unknown);
    let evaluated = t.get("evaluated").and_then(|f| f.whole(COMPANIES));
    let editions = t.get("edition").map(editions::read).unwrap_or_default();
    let (id, (name, organiser, country, kind, judged_by, pays_to_enter)) = id.zip(required)?;
    Some(Source {
        id,
        name,
        name_en,
        organiser,
        website,
        url,
        country,
        kind,
        counts,
        judged_by,
        pays_to_enter,
        independent,
        evaluated,
        recipient,
        about,
        held,
        label_offset,
        places,
        echo,
        category_names,
        scale,
        measure,
        find,
        better,
        editions,
    })
}

/// The rules of single editions, then those of the source.
fn readings(t: &mut Table<'_>, rules: &Names) -> Vec<Reading> {
    let editions = t.get("edition").map(|f| editions::readings(f, rules)).unwrap_or_default();
    let all = t.get("read").map(|f| uses(f, None, rules)).unwrap_or_default();
    editions.into_iter().chain(all).collect()
}

type Required = (String, String, String, Kind, JudgedBy, YesNo);

fn required(t: &mut Table<'_>) -> Option<Required> {
    let name = t.need("name", "\"Podium de la relation client\"").and_then(Field::owned);
    let organiser = t.need("organiser", "\"BearingPoint × Kantar\"").and_then(Field::owned);
    let country = t.need("country", "\"FR\"").and_then(|f| f.read(country::source_country));
    let kind = t.need("kind", "\"award\"").and_then(|f| f.word(KINDS));
    let judged_by = t.need("judged-by", "\"unknown\"").and_then(|f| f.word(JUDGES));
    let pays_to_enter = t.need("pays-to-enter", "\"unknown\"").and_then(|f| f.word(YES_NO));
    Some((name?, organiser?, country?, kind?, judged_by?, pays_to_enter?))
}

/// `credit` says that a person's prize is the employer's: nothing else is known, and companies need none.
fn check_credit(t: &mut Table<'_>, recipient: Recipient) {
    let Some(field) = t.get("credit") else { return };
    if field.word(CREDITS).is_some() && recipient == Recipient::Company {
        let remedy = "delete the line, or write recipient = \"person\", \"agent\" or \"product\"";
        field.refuse("`credit` says nothing for a source that companies receive", remedy);
    }
}

/// First and last year, or the first alone while the source is still held.
fn held(field: Field<'_>) -> Option<Window> {
    let items = field.items()?;
    let [first] = items[..] else { return field.years() };
    Window::new(first.year()?, Year::LAST)
}

fn places(field: Field<'_>) -> Option<u16> {
    let mut wins = field.table("`wins`")?;
    let places = wins.need("places", "3").and_then(|f| f.whole(PLACES_LIMITS));
    wins.close();
    places
}

fn scale(field: Field<'_>) -> Option<Scale> {
    let (low, high) = field.range(SCORES, Ends::Differ)?;
    Scale::new(low, high)
}
