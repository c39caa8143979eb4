//! Careers: the rankings of single years, read company by company.

use std::collections::BTreeMap;

use crate::{Career, Ranking};
use model::{CompanyId, Window, Year};

/// The career of every company in the rankings of single years.
pub fn careers(years: &[Ranking]) -> BTreeMap<CompanyId, Career> {
    let mut ranks: BTreeMap<&CompanyId, BTreeMap<Year, u32>> = BTreeMap::new();
    for ranking in years {
        for standing in &ranking.standings {
            ranks.entry(&standing.company).or_default().insert(ranking.query.window.from, standing.rank);
        }
    }
    ranks.into_iter().filter_map(|(company, ranks)| Some((*company, career(ranks)?))).collect()
}

/// Nothing without a year.
fn career(ranks: BTreeMap<Year, u32>) -> Option<Career> {
    let best = *ranks.values().min()?;
    let best_years = ranks.iter().filter(|(_, rank)| **rank == best).map(|(year, _)| *year).collect();
    let longest_run = longest_run(ranks.keys().copied())?;
    Some(Career { ranks, best, best_years, longest_run })
}

fn longest_run(years: impl Iterator<Item = Year>) -> Option<Window> {
    let mut runs: Vec<Window> = Vec::new();
    for year in years {
        match runs.last_mut() {
            Some(run) if run.to.plus(1) == year => run.to = year,
            Some(_) | None => runs.push(Window::year(year)),
        }
    }
    runs.into_iter().max_by_key(|run| run.years().count())
}

#[cfg(test)]
mod tests {
    use super::longest_run;
    use model::{Window, Year};

    #[test]
    fn the_latest_of_the_longest_runs_is_told() {
        let run = |years: &[i64]| longest_run(years.iter().filter_map(|year| Year::new(*year)));
        let window = |from, to| Window::new(Year::new(from)?, Year::new(to)?);
        assert_eq!(run(&[2008, 2009, 2011, 2013, 2014]), window(2013, 2014));
        assert_eq!(run(&[2008, 2009, 2010, 2012]), window(2008, 2010));
        assert_eq!(run(&[]), None);
    }
}
