//! The consultant's pack: every benchmark of a sector or a company, value by value, with what it takes to defend it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use model::{Award, CompanyId, Counting, Place, SectorId, Source, SourceId, Subject, Year};
use rank::{Change, Position, Series, SeriesPoint};
use serde_json::json;
use workspace::Language;

use crate::parts::series::signed;
use crate::press::Press;
use crate::press::address::Address;
use crate::press::assets::{self, Assets};
use crate::press::index::Index;
use crate::press::sheet::{Link, Sheet};
use crate::sharing::draft::{self, DraftBlock, Form};
use crate::words::WordsError;
use crate::words::sentence::{Sentence, plain, tell};
use crate::{Input, Page, SiteError};
use pictures::Studio;

/// Whom a pack is about.
#[derive(Debug, Clone)]
pub enum About {
    Company(CompanyId),
    /// A sector, of either level.
    Sector(SectorId),
}

/// A pack that was asked for.
#[derive(Clone, Copy)]
pub struct BriefAsked<'a> {
    pub about: &'a About,
    /// Whether what a source says of a year belongs into it.
    pub holds: &'a dyn Fn(&Source, Year) -> bool,
}

/// The pack; nothing when no benchmark tells of its subject and it won nothing.
pub fn brief(
    input: &Input,
    asked: BriefAsked,
    language: Language,
    form: Form,
) -> Result<Option<Page>, SiteError> {
    let about = asked.about;
    let index = Index::of(input);
    let assets = Assets::new(input);
    let studio = Studio::new(assets::faces(), &pictures::none)?;
    let press = Press::new(input, &index, &assets, &studio, language)?;
    let address = match about {
        About::Company(id) => Address::Company(*id),
        About::Sector(id) => Address::Sector(*id),
    };
    let sheet = press.sheet(&address).permanent();
    let measured = measured(&sheet, asked);
    let won = won(&sheet, asked)?;
    if measured.is_empty() && won.is_none() {
        return Ok(None);
    }
    let (stem, name) = match about {
        About::Company(id) => (id.to_string(), sheet.company(id).name),
        About::Sector(id) => (id.to_string(), sheet.sector(id).map(|sector| sector.name).unwrap_or_default()),
    };
    let title = sheet.words.say("brief.title", &[("name", name.as_str().into())])?;
    let mut blocks = vec![DraftBlock::Paragraph(vec![opening(&sheet)?])];
    blocks.extend(won.into_iter().flatten());
    for (list, series) in &measured {
        blocks.extend(chapter(&sheet, list.0, series)?);
    }
    blocks.push(DraftBlock::Heading(sheet.words.text("review.source")?));
    blocks.push(DraftBlock::List(sheet.citations(&name, &address)?));
    let stem = format!("{stem}-{}", sheet.words.typography.code());
    Ok(Some(draft::file(&stem, form, &title, &blocks)))
}

/// What stands together in one table: one source, heading, level and scale.
type List<'a> = (&'a SourceId, &'a str, model::Level, Option<model::Scale>);

/// The series of each list that tells of the subject; for a company, the averages of its lists as well.
fn measured<'a>(sheet: &Sheet<'a>, asked: BriefAsked) -> BTreeMap<List<'a>, Vec<Series>> {
    let register = sheet.input.register;
    let about = asked.about;
    let tells = |series: &Series| match about {
        About::Company(id) => series.subject == Subject::Company(*id),
        About::Sector(id) => {
            series.sector.as_ref().is_some_and(|own| own == id || register.family(own) == id)
        }
    };
    let mut lists: BTreeMap<List, Vec<Series>> = BTreeMap::new();
    for series in sheet.input.figures.benchmarks() {
        let list = (&series.source, series.category.as_str(), series.level, series.scale);
        let mut part = series.clone();
        part.points.retain(|point| (asked.holds)(register.source(&series.source), point.year));
        if !part.points.is_empty() {
            lists.entry(list).or_default().push(part);
        }
    }
    lists.retain(|_, series| series.iter().any(&tells));
    for series in lists.values_mut() {
        series.retain(|one| tells(one) || one.subject == Subject::Average);
    }
    lists
}

/// The distinctions of the subject, the latest first; nothing where it has none.
fn won(sheet: &Sheet, asked: BriefAsked) -> Result<Option<[DraftBlock; 2]>, WordsError> {
    let register = sheet.input.register;
    let of_subject = |id: &CompanyId| match asked.about {
        About::Company(company) => id == company,
        About::Sector(sector) => {
            let own = register.company(id).sector.as_ref();
            own.is_some_and(|own| own == sector || register.family(own) == sector)
        }
    };
    let wanted = |award: &&Award| {
        award.counting == Counting::Counts
            && award.company.as_ref().is_some_and(of_subject)
            && (asked.holds)(register.source(&award.source), award.awarded.year())
    };
    let mut counted: Vec<&Award> = register.awards.iter().filter(wanted).collect();
    counted.sort_by_key(|award| (Reverse(award.awarded), award.source));
    let rows = counted.into_iter().map(|award| award_row(sheet, award)).collect::<Result<Vec<_>, _>>()?;
    let columns = ["col.year", "col.company", "col.source", "col.edition", "col.awards", "col.witness"];
    let columns = columns.into_iter().map(|key| sheet.words.text(key)).collect::<Result<_, _>>()?;
    let heading = sheet.words.text("col.awards")?;
    Ok((!rows.is_empty()).then_some([DraftBlock::Heading(heading), DraftBlock::Table(columns, rows)]))
}

fn award_row(sheet: &Sheet, award: &Award) -> Result<Vec<Sentence>, WordsError> {
    let outcome = match award.place {
        Some(place) => {
            let ordinal = sheet.words.typography.ordinal(place.number);
            sheet.words.say("outcome.place", &[("ord", ordinal.into())])?
        }
        None => word(sheet, "outcome", json!(award.outcome))?,
    };
    let category = award.category.to_string();
    let told = if category.is_empty() {
        outcome
    } else {
        format!("{outcome}, {}", sheet.words.typography.quoted(&category))
    };
    let edition = Address::Edition(award.source, award.edition);
    let page = award
        .witnesses
        .first()
        .map(|w| Link { name: title(&w.title, &w.url), href: Some(w.url.to_string()) });
    Ok(vec![
        vec![plain(&award.awarded.year().to_string())],
        award.company.iter().map(|company| sheet.company(company)).collect(),
        vec![sheet.source(&award.source)],
        vec![Link { name: award.edition.to_string(), href: Some(sheet.links.to(&edition)) }],
        vec![plain(&told)],
        page.into_iter().collect(),
    ])
}

fn opening(sheet: &Sheet) -> Result<Sentence, WordsError> {
    let day = sheet.words.typography.day(sheet.input.as_of);
    let method =
        Link { name: sheet.words.text("nav.glossary")?, href: Some(sheet.links.to(&Address::Glossary)) };
    tell(sheet.words, "brief.opening", &[("day", day.into()), ("glossary", method.into())])
}

/// A list: what is known of its source, then every value.
fn chapter(sheet: &Sheet, source: &SourceId, series: &[Series]) -> Result<Vec<DraftBlock>, WordsError> {
    let heading = series.first().map(|one| one.category.clone()).filter(|heading| !heading.is_empty());
    let name = sheet.source(source).name;
    let heading = heading.map_or_else(
        || name.clone(),
        |heading| format!("{name}, {}", sheet.words.typography.quoted(&heading)),
    );
    let columns = [
        "col.edition",
        "col.company",
        "col.value",
        "brief.change",
        "brief.position",
        "brief.against",
        "brief.base",
        "col.witness",
    ];
    let columns: Result<Vec<String>, _> = columns.into_iter().map(|key| sheet.words.text(key)).collect();
    let mut rows = Vec::new();
    for one in series {
        rows.extend(values(sheet, one)?);
    }
    Ok(vec![
        DraftBlock::Heading(heading),
        DraftBlock::Paragraph(vec![passport(sheet, source, series)?]),
        DraftBlock::Table(columns?, rows),
    ])
}

/// Who measures what, how, on which scale, and who pays.
fn passport(sheet: &Sheet, id: &SourceId, series: &[Series]) -> Result<Sentence, WordsError> {
    let source = sheet.input.register.source(id);
    let scale = match series.first().and_then(|one| one.scale) {
        Some(scale) => {
            sheet.words.say("scale.known", &[("low", scale.low.into()), ("high", scale.high.into())])?
        }
        None => sheet.words.text("scale.unknown")?,
    };
    let measure = source.measure.map(|measure| word(sheet, "measure", json!(measure))).transpose()?;
    let blanks = [
        ("organiser", source.organiser.clone().into()),
        ("measure", measure.map_or_else(|| sheet.words.text("judged.unknown"), Ok)?.into()),
        ("scale", scale.into()),
        ("judged", word(sheet, "judged", json!(source.judged_by))?.into()),
        ("paid", word(sheet, "yesno", json!(source.pays_to_enter))?.into()),
        ("source", sheet.source(id).into()),
    ];
    tell(sheet.words, "brief.passport", &blanks)
}

/// The word of the language for one of a closed choice.
fn word(sheet: &Sheet, key: &str, choice: serde_json::Value) -> Result<String, WordsError> {
    sheet.words.text(&format!("{key}.{}", choice.as_str().unwrap_or_default()))
}

fn values(sheet: &Sheet, series: &Series) -> Result<Vec<Vec<Sentence>>, WordsError> {
    series.points.iter().map(|point| row(sheet, series, point)).collect()
}

fn row(sheet: &Sheet, series: &Series, point: &SeriesPoint) -> Result<Vec<Sentence>, WordsError> {
    let source = sheet.input.register.source(&series.source);
    let subject = match &series.subject {
        Subject::Company(id) => vec![sheet.company(id)],
        Subject::Average => vec![plain(&sheet.words.text("series.average")?)],
    };
    let change = match point.change {
        _ if point.broken => sheet.words.text("series.broken")?,
        Some(Change { by, since }) => {
            let blanks = [("change", signed(sheet, by).into()), ("since", since.to_string().into())];
            sheet.words.say("series.change", &blanks)?
        }
        None => String::new(),
    };
    let witness = sheet.index.measure(point.measure).witnesses.first();
    let page = witness.map(|w| Link { name: title(&w.title, &w.url), href: Some(w.url.to_string()) });
    let edition = Address::Edition(series.source, point.edition);
    let base = source.editions.get(&point.edition).and_then(|edition| sheet.bilingual(&edition.base));
    Ok(vec![
        vec![Link { name: point.edition.to_string(), href: Some(sheet.links.to(&edition)) }],
        subject,
        vec![plain(&sheet.words.typography.decimal(point.value))],
        vec![plain(&change)],
        vec![plain(&place(sheet, point)?)],
        vec![plain(&point.against_average.map(|gap| signed(sheet, gap)).unwrap_or_default())],
        vec![plain(&base.unwrap_or_default())],
        page.into_iter().collect(),
    ])
}

/// The place that the publisher printed, or else that among the values we know.
fn place(sheet: &Sheet, point: &SeriesPoint) -> Result<String, WordsError> {
    match (point.printed, point.position) {
        (Some(Place { number, tied }), _) => {
            sheet.words.say("series.printed", &[("rank", sheet.rank(number.into(), tied)?.into())])
        }
        (None, Some(Position { rank, tied, of })) => {
            let rank = sheet.rank(u32::try_from(rank).unwrap_or(u32::MAX), tied)?;
            sheet.words.say("series.position", &[("rank", rank.into()), ("of", of.into())])
        }
        (None, None) => Ok(String::new()),
    }
}

/// A page's own headline, or its address where it has none.
fn title(headline: &str, url: &str) -> String {
    if headline.is_empty() { url.to_owned() } else { headline.to_owned() }
}
