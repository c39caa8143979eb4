//! The names that organisers announced each year, and how many of them we know.

use minijinja::value::Value;

use model::{Share, Year};
use rank::{ListState, Scope};

use crate::SiteError;
use crate::charts::{BarRow, Bars, Caption, Chart, Fill};
use crate::press::sheet::Sheet;
use crate::words::WordsError;

/// What is known of the lists of a year.
#[derive(Default, Clone, Copy)]
struct CensusNames {
    /// Found, out of those announced.
    announced: Share,
    /// Found in lists whose length nobody tells.
    unsized_found: u64,
    /// Lists whose length nobody tells.
    unsized_lists: u64,
}

/// The census of a scope's prizes that count; nothing when no name is known.
pub(crate) fn chart(sheet: &Sheet, scope: &Scope) -> Result<Option<Chart>, SiteError> {
    let years: Vec<(Year, CensusNames)> =
        scope.trend.iter().map(|point| (point.year, names(sheet, scope, point.year))).collect();
    let announced = years.iter().fold(Share::default(), |sum, (_, names)| add(sum, names.announced));
    let Some(((from, _), (to, _))) = years.first().zip(years.last()).filter(|_| announced.whole > 0) else {
        return Ok(None);
    };
    let words = sheet.words;
    let values = [
        ("part", Value::from(announced.part)),
        ("n", Value::from(announced.whole)),
        ("from", from.to_string().into()),
        ("to", to.to_string().into()),
    ];
    let place = scope.country.as_deref().map_or_else(|| "world".to_owned(), str::to_lowercase);
    let caption = Caption {
        id: format!("census-{place}"),
        title: words.say("census.title", &values)?,
        desc: words.text("census.desc")?,
        note: Some(words.text("census.note")?),
    };
    let fills = [(Fill::Lead, "found"), (Fill::Other, "unsized"), (Fill::Missing, "missing")];
    let key = |(fill, key)| Ok::<_, WordsError>((fill, words.text(&format!("census.{key}"))?));
    let keys: Result<_, WordsError> = fills.into_iter().map(key).collect();
    let rows: Result<_, WordsError> = years.iter().map(|(year, names)| row(sheet, *year, *names)).collect();
    Ok(Bars { keys: keys?, rows: rows? }.chart(caption))
}

fn add(sum: Share, share: Share) -> Share {
    Share { part: sum.part + share.part, whole: sum.whole + share.whole }
}

fn names(sheet: &Sheet, scope: &Scope, year: Year) -> CensusNames {
    let coverage = sheet.input.figures.coverage();
    let Some(column) = coverage.years.iter().position(|other| *other == year) else {
        return CensusNames::default();
    };
    let mut names = CensusNames::default();
    for (id, cells) in &coverage.rows {
        let source = sheet.input.register.source(id);
        if scope.counts(source) {
            names.count(&cells[column]);
        }
    }
    names
}

impl CensusNames {
    fn count(&mut self, cell: &ListState) {
        let (found, claimed) = match cell {
            ListState::Complete { found } => (*found, Some(*found)),
            ListState::Partial { found, claimed } => (*found, *claimed),
            ListState::NotFound { claimed } => (0, *claimed),
            ListState::NotAllowed => (0, None),
            ListState::NotHeld => return,
        };
        match claimed {
            Some(claimed) => {
                let share = Share { part: found.min(claimed).into(), whole: claimed.into() };
                self.announced = add(self.announced, share);
            }
            None => {
                self.unsized_found += u64::from(found);
                self.unsized_lists += 1;
            }
        }
    }
}

fn row(sheet: &Sheet, year: Year, names: CensusNames) -> Result<BarRow, WordsError> {
    let Share { part, whole } = names.announced;
    let values = [
        ("year", Value::from(year.to_string())),
        ("part", part.into()),
        ("whole", whole.into()),
        ("found", names.unsized_found.into()),
        ("n", names.unsized_lists.into()),
    ];
    let say = |key: &str| sheet.words.say(key, &values);
    let value = match (whole, names.unsized_lists) {
        (_, 0) => say("census.of_announced")?,
        // What is not known is not 0.
        (0, _) if names.unsized_found == 0 => "?".to_owned(),
        (0, _) => say("census.of_unknown")?,
        // “+ 0 of ?” reads as a sum; that a list is missing altogether is all there is to say.
        (_, _) if names.unsized_found == 0 => format!("{} + ?", say("census.of_announced")?),
        (_, _) => format!("{} + {}", say("census.of_announced")?, say("census.of_unknown")?),
    };
    Ok(BarRow {
        name: year.to_string(),
        parts: vec![(Fill::Lead, part), (Fill::Other, names.unsized_found), (Fill::Missing, whole - part)],
        value,
        title: say("census.year")?,
    })
}
