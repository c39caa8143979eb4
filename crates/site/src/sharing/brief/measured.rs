//! Values that sources published, in a pack: list by list for a company, the last edition of each list for a sector.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use model::{Label, Place, SourceId, Subject, Year};
use rank::{Change, Position, Series, SeriesPoint, measure_figure};
use serde_json::json;

use super::notes::{self, Quoted};
use super::{About, Packing};
use crate::parts::series::signed;
use crate::press::sheet::Sheet;
use crate::sharing::draft::{DraftBlock, DraftCell, DraftChart, DraftChartKind, DraftTable};
use crate::words::WordsError;
use crate::words::sentence::{Sentence, plain, tell};

/// Lists of a sector's pack: with more it would not fit on two pages.
const MOST_LISTS: usize = 12;
/// Editions of the one list of a sector that is shown over time.
const MOST_EDITIONS: usize = 8;
/// Fewer values make no line.
const FEWEST_DRAWN: usize = 3;

/// What stands together in one table: one source, heading, level and scale.
type List<'a> = (&'a SourceId, &'a str, model::Level, Option<model::Scale>);

impl<'a> Packing<'a> {
    pub fn measured(&mut self) -> Result<Vec<DraftBlock>, WordsError> {
        let lists = self.lists();
        let mut blocks = Vec::new();
        if self.is_about_companies() {
            for (list, series) in &lists {
                blocks.extend(self.chapter(list.0, &series.iter().collect::<Vec<_>>(), usize::MAX)?);
            }
        } else if !lists.is_empty() {
            blocks.extend(self.latest(&lists)?);
            blocks.extend(self.longest(&lists)?);
        }
        Ok(blocks)
    }

    fn is_about_companies(&self) -> bool {
        self.asked.about.iter().any(|about| matches!(about, About::Company(_)))
    }

    /// The series of each list that tells of whom the pack is about; with it the averages of those lists.
    fn lists(&self) -> BTreeMap<List<'a>, Vec<Series>> {
        let register = self.sheet.input.register;
        let tells = |series: &Series, about: &About| match (about, &series.subject) {
            (About::Company(id), Subject::Company(company)) => id == company,
            (About::Company(_), Subject::Average) => false,
            (About::Sector(_), _) => series.sector.as_ref().is_some_and(|own| self.is_in(about, own)),
        };
        let tells = |series: &Series| self.asked.about.iter().any(|about| tells(series, about));
        let companies = self.is_about_companies();
        let mut lists: BTreeMap<List, Vec<Series>> = BTreeMap::new();
        for series in self.sheet.input.figures.benchmarks() {
            let list = (&series.source, series.category.as_str(), series.level, series.scale);
            let mut part = series.clone();
            part.points.retain(|point| (self.asked.holds)(register.source(&series.source), point.year));
            if !part.points.is_empty() {
                lists.entry(list).or_default().push(part);
            }
        }
        lists.retain(|_, series| series.iter().any(&tells));
        for series in lists.values_mut() {
            // The average of a list of all sectors tells nothing of one of them.
            series.retain(|one| tells(one) || (companies && one.subject == Subject::Average));
            // Companies in the order in which they were asked for, the average last.
            series.sort_by_key(|one| match one.subject {
                Subject::Company(id) => {
                    self.asked.about.iter().position(|about| *about == About::Company(id))
                }
                Subject::Average => Some(usize::MAX),
            });
        }
        lists
    }

    /// The number of a measure, with its note.
    fn value(&mut self, series: &Series, point: &SeriesPoint) -> Result<DraftCell, WordsError> {
        let sheet = &self.sheet;
        let measure = sheet.index.measure(point.measure);
        let subject = self.subject(series)?;
        let list = name_of(sheet, &series.source, &series.category);
        let quoted = Quoted {
            what: format!("{subject}, {list}, {}", point.edition),
            shown: sheet.words.typography.decimal(point.value),
            value: point.value.to_string(),
            figure: measure_figure(measure),
            sure: vec![],
            pages: notes::pages(sheet, measure.witnesses.iter())?,
        };
        self.notes.cell(self.sheet.words, quoted)
    }

    fn subject(&self, series: &Series) -> Result<String, WordsError> {
        match &series.subject {
            Subject::Company(id) => Ok(self.sheet.company(id).name),
            Subject::Average => self.sheet.words.text("series.average"),
        }
    }

    /// The last edition of each list: who is in front, and the average.
    fn latest(&mut self, lists: &BTreeMap<List, Vec<Series>>) -> Result<Vec<DraftBlock>, WordsError> {
        let mut order: Vec<_> =
            lists.iter().filter_map(|(list, series)| Some((list, last_of(series)?))).collect();
        order.sort_by_key(|(_, last)| (Reverse(last.year), Reverse(last.values)));
        let more = order.len().saturating_sub(MOST_LISTS);
        let mut rows = Vec::new();
        for (list, LastEdition { edition, first, average, .. }) in order.into_iter().take(MOST_LISTS) {
            let name = first.map(|(one, _)| self.subject(one)).transpose()?.unwrap_or_default();
            let mut row = vec![
                DraftCell::Said(vec![plain(&name_of(&self.sheet, list.0, list.1))]),
                DraftCell::Said(vec![plain(&edition.to_string())]),
                DraftCell::Said(vec![plain(&name)]),
            ];
            for found in [first, average] {
                row.push(match found {
                    Some((one, point)) => self.value(one, point)?,
                    None => DraftCell::Said(vec![]),
                });
            }
            row.push(DraftCell::Said(vec![plain(&scale(&self.sheet, list.3)?)]));
            rows.push(row);
        }
        let keys = ["col.source", "col.edition", "col.first", "col.value", "series.average", "brief.scale"];
        let heads = self.heads(&keys)?;
        let mut blocks = vec![DraftBlock::Heading(self.sheet.words.text("brief.latest")?)];
        blocks.push(DraftBlock::Table(DraftTable { heads, rows, chart: None }));
        if more > 0 {
            let more = u64::try_from(more).unwrap_or(u64::MAX);
            blocks.push(DraftBlock::Paragraph(vec![tell(
                self.sheet.words,
                "brief.rest",
                &[("n", more.into())],
            )?]));
        }
        Ok(blocks)
    }

    /// The list with the most editions: its average, or else who was measured most often.
    fn longest(&mut self, lists: &BTreeMap<List, Vec<Series>>) -> Result<Vec<DraftBlock>, WordsError> {
        let all = lists.iter().flat_map(|(list, series)| series.iter().map(move |one| (list, one)));
        let rank = |one: &Series| (one.points.len(), one.subject == Subject::Average);
        let Some((list, first)) = all.max_by_key(|(_, one)| rank(one)) else { return Ok(vec![]) };
        if first.points.len() < FEWEST_DRAWN {
            return Ok(vec![]);
        }
        self.chapter(list.0, &[first], MOST_EDITIONS)
    }

    /// A list: what is known of its source, then its values, an edition a row.
    fn chapter(
        &mut self,
        source: &SourceId,
        series: &[&Series],
        most: usize,
    ) -> Result<Vec<DraftBlock>, WordsError> {
        let Some(own) = series.first() else { return Ok(vec![]) };
        let mut editions: Vec<(Year, Label)> = series
            .iter()
            .flat_map(|one| one.points.iter().map(|point| (point.year, point.edition)))
            .collect();
        editions.sort_unstable();
        editions.dedup();
        let editions = editions.split_off(editions.len().saturating_sub(most));
        let mut rows = Vec::new();
        for (_, edition) in &editions {
            let point = |one: &Series| one.points.iter().find(|point| point.edition == *edition).cloned();
            let mut row = vec![DraftCell::Said(vec![plain(&edition.to_string())])];
            for one in series {
                row.push(match point(one) {
                    Some(point) => self.value(one, &point)?,
                    None => DraftCell::Said(vec![]),
                });
            }
            row.extend(beside(&self.sheet, own, *edition, point(own).as_ref())?.map(DraftCell::Said));
            rows.push(row);
        }
        let mut heads = vec![self.sheet.words.text("col.edition")?];
        for one in series {
            heads.push(self.subject(one)?);
        }
        heads.extend(self.heads(&["brief.change", "brief.position", "brief.against", "brief.base"])?);
        let name = name_of(&self.sheet, source, &own.category);
        let chart = DraftChart {
            kind: DraftChartKind::Lines,
            title: name.clone(),
            names: 0,
            values: (1..=series.len()).collect(),
        };
        let chart = Some(chart).filter(|_| editions.len() >= FEWEST_DRAWN);
        Ok(vec![
            DraftBlock::Heading(name),
            DraftBlock::Paragraph(vec![passport(&self.sheet, source, own)?]),
            DraftBlock::Table(without_empty(DraftTable { heads, rows, chart })),
        ])
    }
}

/// The last edition of a list: who is in front, and the average.
struct LastEdition<'s> {
    year: Year,
    edition: Label,
    /// How many values the whole list has.
    values: usize,
    first: Option<(&'s Series, &'s SeriesPoint)>,
    average: Option<(&'s Series, &'s SeriesPoint)>,
}

/// Nothing where neither is known.
fn last_of(series: &[Series]) -> Option<LastEdition<'_>> {
    let newest = series.iter().filter_map(|one| Some((one, one.points.last()?)));
    let (_, last) = newest.clone().max_by_key(|(_, point)| point.year)?;
    let of_edition = || newest.clone().filter(|(_, point)| point.edition == last.edition);
    let average = of_edition().find(|(one, _)| one.subject == Subject::Average);
    let first = of_edition().find(|(_, point)| is_first(point));
    let values = series.iter().map(|one| one.points.len()).sum();
    let found = LastEdition { year: last.year, edition: last.edition, values, first, average };
    (first.is_some() || average.is_some()).then_some(found)
}

/// The table less the columns after the values that say nothing.
fn without_empty(table: DraftTable) -> DraftTable {
    let says = |column: usize| table.rows.iter().any(|row| !row[column].text().is_empty());
    let kept: Vec<bool> = (0..table.heads.len()).map(says).collect();
    let thin =
        |cells: Vec<DraftCell>| cells.into_iter().zip(&kept).filter(|(_, kept)| **kept).map(|(cell, _)| cell);
    let DraftTable { heads, rows, chart } = table;
    let heads = heads.into_iter().zip(&kept).filter(|(_, kept)| **kept).map(|(head, _)| head).collect();
    let rows = rows.into_iter().map(|row| thin(row).collect()).collect();
    DraftTable { heads, rows, chart }
}

/// What a list is called.
fn name_of(sheet: &Sheet, source: &SourceId, category: &str) -> String {
    let name = sheet.source(source).name;
    match category {
        "" => name,
        category => format!("{name}, {}", sheet.words.typography.quoted(category)),
    }
}

fn is_first(point: &SeriesPoint) -> bool {
    match (point.printed, point.position) {
        (Some(place), _) => place.number == 1,
        (None, Some(position)) => position.rank == 1,
        (None, None) => false,
    }
}

/// Beside a value: its change, its place, its distance to the average, and of how many answers it is.
fn beside(
    sheet: &Sheet,
    series: &Series,
    edition: Label,
    point: Option<&SeriesPoint>,
) -> Result<[Sentence; 4], WordsError> {
    let source = sheet.input.register.source(&series.source);
    let base = source.editions.get(&edition).and_then(|edition| sheet.bilingual(&edition.base));
    let Some(point) = point else {
        return Ok([vec![], vec![], vec![], vec![plain(&base.unwrap_or_default())]]);
    };
    let change = match point.change {
        _ if point.broken => sheet.words.text("series.broken")?,
        Some(Change { by, since }) => {
            let blanks = [("change", signed(sheet, by).into()), ("since", since.to_string().into())];
            sheet.words.say("series.change", &blanks)?
        }
        None => String::new(),
    };
    let against = point.against_average.map(|gap| signed(sheet, gap)).unwrap_or_default();
    Ok([change, place(sheet, point)?, against, base.unwrap_or_default()].map(|said| vec![plain(&said)]))
}

/// Who measures what, how, on which scale, and who pays.
fn passport(sheet: &Sheet, id: &SourceId, series: &Series) -> Result<Sentence, WordsError> {
    let source = sheet.input.register.source(id);
    let measure = source.measure.map(|measure| word(sheet, "measure", json!(measure))).transpose()?;
    let blanks = [
        ("organiser", source.organiser.clone().into()),
        ("measure", measure.map_or_else(|| sheet.words.text("judged.unknown"), Ok)?.into()),
        ("scale", scale(sheet, series.scale)?.into()),
        ("judged", word(sheet, "judged", json!(source.judged_by))?.into()),
        ("paid", word(sheet, "yesno", json!(source.pays_to_enter))?.into()),
        ("source", sheet.source(id).into()),
    ];
    tell(sheet.words, "brief.passport", &blanks)
}

fn scale(sheet: &Sheet, scale: Option<model::Scale>) -> Result<String, WordsError> {
    match scale {
        Some(scale) => {
            sheet.words.say("scale.known", &[("low", scale.low.into()), ("high", scale.high.into())])
        }
        None => sheet.words.text("scale.unknown"),
    }
}

/// The word of the language for one of a closed choice.
pub(super) fn word(sheet: &Sheet, key: &str, choice: serde_json::Value) -> Result<String, WordsError> {
    sheet.words.text(&format!("{key}.{}", choice.as_str().unwrap_or_default()))
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
pub(super) fn page_title(headline: &str, url: &str) -> String {
    if headline.is_empty() { url.to_owned() } else { headline.to_owned() }
}
