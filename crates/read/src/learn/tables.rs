//! Columns: the one that holds the winners, and what the others are by their titles and values.

use super::{Occurrence, distinct, rule_around, set};
use crate::grid::{Grid, GridCell};
use crate::page::Sheet;
use crate::value;
use model::text::heading;
use workspace::{Column, Columns, Rule};

/// Titles in six languages, folded, and the part they stand over.
const TITLES: [(&str, &str); 6] = [
    (
        "place",
        "rang rank ranking place position pos platz platzierung classement puesto posicion lugar posizione posto \
         classifica plaats positie n no nr",
    ),
    (
        "score",
        "note score point points resultat moyenne ergebnis punkte bewertung wertung puntuacion puntos nota punteggio \
         voto punti punten cijfer rating",
    ),
    ("category", "categorie category kategorie prix award categoria auszeichnung premio preis prijs"),
    ("sector", "secteur sector branche univers industry settore sektor"),
    ("person", "dirigeant person directeur"),
    ("edition", "annee year edition jahr anno ano jaar"),
];

/// Titles over how something moved, or what it was before.
const MOVES: &str = "change evolution variation difference mouvement ecart previous precedent last vs vorjahr anterior \
                     precedente";

/// Rules for the tables in which a column holds two winners or more.
pub(super) fn candidates(sheet: &Sheet<'_>, found: &[Occurrence]) -> Vec<Rule> {
    sheet.grids.iter().flat_map(|grid| of_grid(sheet, grid, found)).collect()
}

fn of_grid(sheet: &Sheet<'_>, grid: &Grid, found: &[Occurrence]) -> Vec<Rule> {
    let width = grid.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let named = |column: usize| -> Vec<Occurrence> {
        let cells = grid.rows.iter().filter_map(|row| row.cells.get(column));
        cells
            .flat_map(|cell| found.iter().filter(|o| o.span == sheet.text.trimmed(cell.span)))
            .copied()
            .collect()
    };
    let Some((company, occurrences)) =
        (0..width).map(|at| (at, named(at))).max_by_key(|(at, all)| (distinct(all), usize::MAX - at))
    else {
        return vec![];
    };
    if distinct(&occurrences) < 2 {
        return vec![];
    }
    let titles: Vec<String> =
        grid.rows[0].cells.iter().map(|cell| sheet.text.get(cell.span).to_owned()).collect();
    let folded: Vec<String> = titles.iter().map(|title| heading(title)).collect();
    let clear = |at: usize| {
        folded.get(at).is_some_and(|t| !t.is_empty() && folded.iter().filter(|o| *o == t).count() == 1)
    };
    let column = |at: usize| if clear(at) { Column::Header(titles[at].clone()) } else { Column::At(at + 1) };
    let mut columns = Columns::default();
    columns.columns.insert("company".to_owned(), vec![column(company)]);
    for at in (0..width).filter(|at| *at != company) {
        let part = folded.get(at).and_then(|words| title(words, &values(sheet, grid, at)));
        match part.filter(|part| !columns.columns.contains_key(*part)) {
            Some(part) => {
                columns.columns.insert(part.to_owned(), vec![column(at)]);
            }
            None if clear(at) => columns.aside.push(titles[at].clone()),
            None => columns.aside.push((at + 1).to_string()),
        }
    }
    if !columns.columns.contains_key("place") && (0..width).any(|at| at != company && counts(sheet, grid, at))
    {
        // A column of places under another title, or with gaps: its list has an order that no rule here would read.
        match (0..width).find(|at| *at != company && is_places(sheet, grid, *at)) {
            Some(at) => {
                columns.aside.retain(|title| {
                    *title != titles.get(at).cloned().unwrap_or_default() && *title != (at + 1).to_string()
                });
                columns.columns.insert("place".to_owned(), vec![column(at)]);
            }
            None => return vec![],
        }
    }
    let spans: Vec<_> = occurrences.iter().map(|occurrence| occurrence.span).collect();
    let mut rule = rule_around(sheet, &spans);
    if !columns.columns.contains_key("place") {
        rule.set = set("outcome", "winner");
    }
    rule.table = Some(columns);
    vec![rule]
}

/// The words of a column below the titles.
fn values<'s>(sheet: &'s Sheet<'_>, grid: &Grid, at: usize) -> Vec<&'s str> {
    let rows = grid.rows[header(grid)..].iter().filter(|row| row.alone().is_none());
    rows.filter_map(|row| row.cells.get(at)).map(|cell| sheet.text.get(cell.span)).collect()
}

/// Whether a column counts from 1, perhaps with gaps.
fn counts(sheet: &Sheet<'_>, grid: &Grid, at: usize) -> bool {
    let places: Vec<u16> = values(sheet, grid, at)
        .iter()
        .filter_map(|text| value::place(text))
        .map(|place| place.number)
        .collect();
    places.len() >= 2
        && places[0] == 1
        && places.windows(2).all(|two| two[0] <= two[1] && two[1] - two[0] <= 2)
}

/// Whether every row of a column has a place.
fn is_places(sheet: &Sheet<'_>, grid: &Grid, at: usize) -> bool {
    counts(sheet, grid, at) && values(sheet, grid, at).iter().all(|text| value::place(text).is_some())
}

/// How many rows the titles take: a second one below a title that reaches down over both.
pub(super) fn header(grid: &Grid) -> usize {
    let [first, second, ..] = &grid.rows[..] else { return 1 };
    let reaches =
        |(one, other): (&GridCell, &GridCell)| !one.span.is_empty() && one.span == other.span && !other.first;
    if first.cells.iter().zip(&second.cells).any(reaches) { 2 } else { 1 }
}

/// What a column holds, if its title says so and its values agree.
pub(super) fn title(title: &str, values: &[&str]) -> Option<&'static str> {
    let title = heading(title);
    let words: Vec<&str> = title.split(' ').collect();
    let says = |known: &str| known.split(' ').any(|word| words.contains(&word));
    if says(MOVES) {
        return None;
    }
    let (part, _) = TITLES.iter().find(|(_, known)| says(known))?;
    let mut texts = values.iter().filter(|text| !text.is_empty());
    let agrees = match *part {
        "place" => texts.all(|text| value::place(text).is_some()),
        "score" => texts.all(|text| value::is_number(text)),
        _ => true,
    };
    agrees.then_some(*part)
}
