//! One edition of a source: every award and every measure, with the lines that state them.

use minijinja::Value;
use serde::Serialize;

use model::{Counting, Edition, EditionStatus, Label, Level, Measure, Source, SourceId, Subject, text};
use rank::measure_figure;

use crate::parts::award::{award_view, elsewhere, witness_view};
use crate::parts::series::{ScaleView, scale_view};
use crate::press::address::Address;
use crate::press::sheet::{Link, Sheet};

/// The awards of a heading.
#[derive(Serialize)]
struct EditionGroup {
    category: String,
    level: Level,
    /// Whether its heading names one award.
    single: bool,
    awards: Vec<Value>,
}

/// The measures of a heading on one scale.
#[derive(Serialize)]
struct MeasureGroup {
    category: String,
    level: Level,
    scale: Option<ScaleView>,
    measures: Vec<Value>,
}

/// The view of an edition.
pub(crate) fn view(sheet: &Sheet, id: &SourceId, label: &Label) -> Value {
    let source = sheet.input.register.source(id);
    let facts = sheet.index.edition(id, label);
    let declared = source.editions.get(label);
    let page = declared.and_then(|edition| edition.url.as_deref()).map(elsewhere);
    let key = (*id, *label);
    let as_of = sheet.input.register.as_of.get(&key);
    let counted = |&&position: &&usize| sheet.index.award(position).counting == Counting::Counts;
    let found = facts.awards.iter().filter(counted).count();
    let claimed = declared.and_then(|edition| edition.claimed);
    let [earlier, later] = neighbours(sheet, id, label);
    view! {
        source: sheet.source(id),
        label: label.to_string(),
        day: facts.awarded.map(|day| sheet.words.typography.day(day)),
        year: facts.awarded.map(|day| day.year().to_string()),
        status: declared.map_or(EditionStatus::Held, |edition| edition.status),
        note: declared.and_then(|edition| sheet.bilingual(&edition.note)),
        page: page.filter(|page| page.href.is_some()),
        as_of: as_of.map(|day| sheet.words.typography.day(*day)),
        held: sheet.input.register.held.get(&key).map(|day| sheet.words.typography.day(*day)),
        accepted: accepted(sheet, &key),
        unread: sheet.input.register.unread.get(&key).copied().unwrap_or(0),
        pays: source.pays_to_enter,
        found,
        claimed,
        missing: declared.and_then(|edition| missing(sheet, source, edition, found)),
        groups: groups(sheet, &facts.awards),
        measures: measures(sheet, &facts.measures),
        earlier,
        later,
    }
}

/// Who accepted the copy that the list was read from, after it was held.
fn accepted(sheet: &Sheet, (source, label): &(SourceId, Label)) -> Option<Value> {
    let facts = sheet.index.edition(source, label);
    let awards = facts.awards.iter().flat_map(|&position| &sheet.index.award(position).witnesses);
    let measures = facts.measures.iter().flat_map(|&position| &sheet.index.measure(position).witnesses);
    let digests = awards.chain(measures).filter_map(|witness| Some(witness.passage.as_ref()?.digest));
    let register = sheet.input.register;
    let mut found = digests.filter_map(|digest| register.accepted.get(&(*source, *label, digest)));
    found.next().map(|(who, day)| view! { who: who.clone(), day: sheet.words.typography.day(*day) })
}

/// How many empty rows a prefilled list has at most.
const MOST_ROWS: u32 = 60;

/// What a reader needs to send the names that are missing: a list to fill in, and where it goes.
fn missing(sheet: &Sheet, source: &Source, edition: &Edition, found: usize) -> Option<Value> {
    let held = matches!(edition.status, EditionStatus::Held | EditionStatus::Double);
    let claimed = edition.claimed.filter(|_| held)?;
    let missing = claimed.checked_sub(u32::try_from(found).ok()?).filter(|missing| *missing > 0)?;
    let awarded = edition.awarded.map(|day| day.to_string()).unwrap_or_default();
    let row =
        format!("{},{},{awarded},,category,winner,,,,stated\n", source.id, quoted(edition.label.as_str()));
    let head = "source,edition,awarded,category,level,outcome,company,url,title,evidence\n";
    let csv = format!("{head}{}", row.repeat(missing.min(MOST_ROWS) as usize));
    let subject = format!("{}, {}", source.name, edition.label);
    let contribute = sheet.input.settings.contribute.as_ref();
    let send = contribute.map(|to| match to.starts_with("mailto:") {
        true => format!("{to}?subject={}", percent_encoded(&subject)),
        false => to.clone(),
    });
    Some(view! {
        n: missing,
        claimed,
        list: format!("data:text/csv;charset=utf-8,{}", percent_encoded(&csv)),
        file: format!("{}-{}.csv", source.id, text::slug(edition.label.as_str())),
        send,
    })
}

/// A cell of a CSV file; labels are short and hold no line break.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

fn percent_encoded(words: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b",-_.".contains(&byte);
    let one = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    words.bytes().map(one).collect()
}

/// Awards heading by heading, the widest level first; inside, by place, then by name.
fn groups(sheet: &Sheet, positions: &[usize]) -> Vec<EditionGroup> {
    let mut order = positions.to_vec();
    order.sort_by_key(|&position| {
        let award = sheet.index.award(position);
        let place = award.place.map_or(u16::MAX, |place| place.number);
        (award.level, &award.category, award.outcome, place, &award.printed, &award.id)
    });
    let mut groups: Vec<EditionGroup> = Vec::new();
    for position in order {
        let award = sheet.index.award(position);
        let shown = award_view(sheet, position);
        match groups.last_mut() {
            Some(group) if group.level == award.level && group.category == *award.category => {
                group.single = false;
                group.awards.push(shown);
            }
            Some(_) | None => groups.push(EditionGroup {
                category: award.category.to_string(),
                level: award.level,
                single: true,
                awards: vec![shown],
            }),
        }
    }
    together(groups)
}

/// Headings of one winner each become one list, in which every winner keeps its heading.
fn together(groups: Vec<EditionGroup>) -> Vec<EditionGroup> {
    let mut merged: Vec<EditionGroup> = Vec::new();
    for group in groups {
        match merged.last_mut() {
            Some(last) if last.single && group.single && last.level == group.level => {
                last.category.clear();
                last.awards.extend(group.awards);
            }
            Some(_) | None => merged.push(group),
        }
    }
    merged
}

/// Measures heading by heading and scale by scale, the average first, then by value.
fn measures(sheet: &Sheet, positions: &[usize]) -> Vec<MeasureGroup> {
    let mut order = positions.to_vec();
    order.sort_by_key(|&position| {
        let m = sheet.index.measure(position);
        let company = m.subject != Subject::Average;
        (m.level, &m.category, m.scale, company, std::cmp::Reverse(m.value), &m.id)
    });
    let mut groups: Vec<(&Measure, MeasureGroup)> = Vec::new();
    for position in order {
        let measure = sheet.index.measure(position);
        let key = |m: &Measure| (m.level, m.scale, m.category);
        if groups.last().is_none_or(|(first, _)| key(first) != key(measure)) {
            groups.push((measure, empty(sheet, measure)));
        }
        let (_, group) = groups.last_mut().expect("one was pushed above");
        group.measures.push(measure_view(sheet, position));
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn empty(sheet: &Sheet, measure: &Measure) -> MeasureGroup {
    MeasureGroup {
        category: measure.category.to_string(),
        level: measure.level,
        scale: measure.scale.map(|scale| scale_view(sheet, scale)),
        measures: Vec::new(),
    }
}

fn measure_view(sheet: &Sheet, position: usize) -> Value {
    let measure = sheet.index.measure(position);
    let company = match &measure.subject {
        Subject::Company(id) => Some(sheet.company(id)),
        Subject::Average => None,
    };
    view! {
        anchor: format!("m{position}"),
        company,
        printed: measure.witnesses.first().map(|w| w.printed.to_string()).unwrap_or_default(),
        value: sheet.words.typography.decimal(measure.value),
        figure: measure_figure(measure),
        place: measure.place.map(|place| place.number),
        witnesses: measure
            .witnesses
            .iter()
            .map(|witness| witness_view(sheet, &measure.source, witness))
            .collect::<Vec<_>>(),
    }
}

/// The editions before and after.
fn neighbours(sheet: &Sheet, id: &SourceId, label: &Label) -> [Option<Link>; 2] {
    let editions = sheet.index.editions_of(id);
    let link = |at: usize| {
        let (label, _) = editions.get(at)?;
        let address = Address::Edition(*id, **label);
        Some(Link { name: label.to_string(), href: Some(sheet.links.to(&address)) })
    };
    let here = editions.iter().position(|(other, _)| *other == label);
    [here.and_then(|at| at.checked_sub(1)).and_then(link), here.and_then(|at| link(at + 1))]
}
