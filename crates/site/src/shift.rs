//! The first places of a year against those of the year before, ready for the chart of slopes.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::value::Value;

use model::{CompanyId, Decimal, Window, Year};
use rank::{Ranking, Scope, Standing};

use super::SiteError;
use super::badge;
use super::board::leaders;
use super::chart::slope::{End, Row, Slope, Upper, draw};
use super::chart::{Caption, Plate, Role, Table};
use super::home::podium;
use super::sheet::Sheet;
use super::words::WordsError;

/// As many companies as the narrow drawing has room for.
const MOST: usize = 12;
/// Fewer than these are told in a sentence.
const FEWEST: usize = 3;

/// The two years of a scope; nothing where they cannot be compared, or have few companies to show.
pub(super) fn shift(sheet: &Sheet, scope: &Scope, year: Year) -> Result<Option<Plate>, SiteError> {
    let of = |year: Year| scope.years.iter().find(|ranking| ranking.query.window == Window::year(year));
    let Some((now, then)) = of(year).zip(of(year.plus(-1))).filter(|_| badge::comparable(scope, year)) else {
        return Ok(None);
    };
    let pair = Pair { sheet, now, then, ranks: ranks(now), before: ranks(then) };
    let rows = pair.companies();
    if rows.len() < FEWEST {
        return Ok(None);
    }
    let caption = pair.caption(&rows)?;
    let rows: Result<Vec<Row>, SiteError> = rows.into_iter().map(|company| pair.row(company)).collect();
    sheet.plate(draw(&Slope {
        caption,
        from: then.query.window.to_string(),
        to: now.query.window.to_string(),
        upper: Upper::Low,
        rows: rows?,
    }))
}

type Ranks<'a> = BTreeMap<&'a CompanyId, &'a Standing>;

fn ranks(ranking: &Ranking) -> Ranks<'_> {
    ranking.standings.iter().map(|standing| (&standing.company, standing)).collect()
}

/// Two years in a row.
struct Pair<'a> {
    sheet: &'a Sheet<'a>,
    now: &'a Ranking,
    then: &'a Ranking,
    ranks: Ranks<'a>,
    before: Ranks<'a>,
}

impl<'a> Pair<'a> {
    /// Both podiums, and whoever is ranked in both years: the leaders first, then by the better of the two ranks.
    fn companies(&self) -> Vec<&'a CompanyId> {
        let podiums = podium(self.now).iter().chain(podium(self.then));
        let both = self.now.standings.iter().filter(|s| self.before.contains_key(&s.company));
        let all: BTreeSet<&CompanyId> = podiums.chain(both).map(|standing| &standing.company).collect();
        let rank = |ranks: &Ranks, company: &CompanyId| ranks.get(company).map_or(u32::MAX, |s| s.rank);
        let mut all: Vec<&CompanyId> = all.into_iter().collect();
        all.sort_by_key(|company| {
            let (now, then) = (rank(&self.ranks, company), rank(&self.before, company));
            (now != 1, now.min(then), now, *company)
        });
        all.truncate(MOST);
        all
    }

    fn name(&self, company: &CompanyId) -> &'a str {
        &self.sheet.input.register.company(company).name
    }

    /// The finding, in words, and the same ranks as a table.
    fn caption(&self, rows: &[&CompanyId]) -> Result<Caption, SiteError> {
        let words = self.sheet.words;
        let (before, year) = (self.then.query.window.to_string(), self.now.query.window.to_string());
        let years = [("before", before.as_str().into()), ("year", year.as_str().into())];
        let rank = |standing: Option<&&Standing>| match standing {
            Some(standing) => ordinal(self.sheet, standing),
            None => words.text("shift.none"),
        };
        let row = |company: &&CompanyId| {
            let ranks = [rank(self.before.get(*company))?, rank(self.ranks.get(*company))?];
            Ok(std::iter::once(self.name(company).to_owned()).chain(ranks).collect())
        };
        let table: Result<Vec<Vec<String>>, SiteError> = rows.iter().map(row).collect();
        Ok(Caption {
            id: "shift".to_owned(),
            title: self.finding(&years)?,
            desc: words.say("shift.desc", &years)?,
            note: Some(words.say("shift.note", &years)?),
            table: Some(Table {
                headings: vec![words.text("col.company")?, before.clone(), year.clone()],
                rows: table?,
            }),
        })
    }

    /// Where the leader of the year comes from; of several, how many led before.
    fn finding(&self, years: &[(&str, Value)]) -> Result<String, SiteError> {
        let first: Vec<&Standing> = leaders(self.now).collect();
        let mut values = years.to_vec();
        let led =
            |standing: &&&Standing| self.before.get(&standing.company).is_some_and(|then| then.rank == 1);
        let key = match first.as_slice() {
            [leader] => {
                values.push(("name", self.name(&leader.company).into()));
                match self.before.get(&leader.company) {
                    Some(then) if then.rank == 1 => "shift.held",
                    Some(then) => {
                        values.push(("from", ordinal(self.sheet, then)?.into()));
                        "shift.climbed"
                    }
                    None => "shift.came",
                }
            }
            several => {
                let again = several.iter().filter(led).count();
                values.extend([("n", again.into()), ("whole", several.len().into())]);
                if again == 0 { "shift.shared_anew" } else { "shift.shared" }
            }
        };
        Ok(self.sheet.words.say(key, &values)?)
    }

    fn row(&self, company: &CompanyId) -> Result<Row, SiteError> {
        let (then, now) = (self.before.get(company), self.ranks.get(company));
        let end = |standing: Option<&&Standing>| {
            let end = |standing: &&Standing| {
                let label = ordinal(self.sheet, standing)?;
                Ok::<_, SiteError>(End { value: Decimal::whole(i64::from(standing.rank)), label })
            };
            standing.map(end).transpose()
        };
        let (from, to) = (end(then)?, end(now)?);
        let said = |end: &Option<End>| match end {
            Some(end) => Ok(end.label.clone()),
            None => self.sheet.words.text("shift.none"),
        };
        let values = [
            ("name", Value::from(self.name(company))),
            ("before", self.then.query.window.to_string().into()),
            ("year", self.now.query.window.to_string().into()),
            ("from", said(&from)?.into()),
            ("to", said(&to)?.into()),
        ];
        let leads = now.is_some_and(|standing| standing.rank == 1);
        Ok(Row {
            name: self.name(company).to_owned(),
            role: if leads { Role::Lead } else { Role::Other },
            title: self.sheet.words.say("shift.row", &values)?,
            from,
            to,
        })
    }
}

/// A rank as it stands beside a dot: `1er`, `2e ex æquo`.
fn ordinal(sheet: &Sheet, standing: &Standing) -> Result<String, WordsError> {
    let mark = sheet.words.typography.ordinal_mark(u64::from(standing.rank));
    let tied = if standing.tied { format!(" {}", sheet.words.text("tied")?) } else { String::new() };
    Ok(format!("{}{mark}{tied}", standing.rank))
}
