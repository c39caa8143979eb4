//! What leaves for engines beyond one machine: the tables of the database in folders, those with years in one a year,
//! and the questions that are asked most as plain SQL over them.

use std::collections::BTreeSet;

use super::{Contents, Table, figures, judged, register};
use model::{Award, Year};
use rank::Query;

/// The name of the column that the folders of a year stand for.
pub const YEAR: &str = "year";

/// Every table of an export, in a fixed order, those with years in a part for each; a part without rows is left out.
pub fn export_parts<'a>(contents: &Contents<'a>) -> impl Iterator<Item = (Option<Year>, Table<'a>)> {
    let Contents { register, figures, .. } = *contents;
    let whole = [
        register::companies(register::company_rows(contents)),
        register::sectors(register),
        register::sources(register),
    ];
    let awards = register.awards.iter().map(|award| award.awarded.year());
    let measures = register.measures.iter().map(|measure| measure.awarded.year());
    let last =
        figures.scopes().iter().flat_map(|scope| scope.rankings()).map(|ranking| ranking.query.window.to);
    let years: BTreeSet<Year> = awards.chain(measures).chain(last).collect();
    let contents = *contents;
    let of_years = years.into_iter().flat_map(move |year| {
        let won = move || register.awards.iter().filter(move |award: &&Award| award.awarded.year() == year);
        let tables = [
            judged::awards(won()),
            judged::award_witnesses(won()),
            judged::measures(register, figures.benchmarks(), |measure| measure.awarded.year() == year),
            figures::standings(&contents, |ranking| ranking.query.window.to == year),
        ];
        tables.into_iter().map(move |table| (Some(year), table))
    });
    let parts = whole.into_iter().map(|table| (None, table)).chain(of_years);
    parts.filter(|(_, table)| table.rows() > 0)
}

/// The default questions of a workspace as SQL that DuckDB, Spark and SQLite understand, by the names of their files.
pub fn export_queries(query: &Query) -> [(&'static str, String); 3] {
    let country = query.country.as_ref().map(|country| format!(" AND source.country = '{country}'"));
    let prizes = format!(
        "WITH prize AS (\n  SELECT award.company, award.source, award.year, count(*) AS awards\n  \
           FROM award JOIN source ON source.id = award.source\n  \
           WHERE award.counts{}\n  GROUP BY award.company, award.source, award.year\n)",
        country.unwrap_or_default()
    );
    let window = format!("year BETWEEN {} AND {}", query.window.from, query.window.to);
    let ranking = format!(
        "-- Companies by the prizes that they won, whatever the method of the workspace: a source counts once a year.\n\
         {prizes}, tally AS (\n  SELECT company, count(*) AS competitions, sum(awards) AS awards\n  \
           FROM prize WHERE {window} GROUP BY company\n)\n\
         SELECT rank() OVER (ORDER BY competitions DESC, awards DESC) AS place, company, competitions,\n  \
           CAST(awards AS BIGINT) AS awards\nFROM tally ORDER BY place, company\n"
    );
    let newcomers = format!(
        "-- The companies of each year, and how many of them had won nothing before.\n\
         {prizes}, debut AS (\n  SELECT company, min(year) AS first_year FROM prize GROUP BY company\n)\n\
         SELECT prize.year, count(DISTINCT prize.company) AS companies,\n  \
           count(DISTINCT CASE WHEN debut.first_year = prize.year THEN prize.company END) AS newcomers\n\
         FROM prize JOIN debut ON debut.company = prize.company GROUP BY prize.year ORDER BY prize.year\n"
    );
    let sectors = format!(
        "-- The companies that won, by the family of their sector.\n{prizes}\n\
         SELECT company.family, count(DISTINCT prize.company) AS companies\n\
         FROM prize JOIN company ON company.id = prize.company WHERE {window}\n\
         GROUP BY company.family ORDER BY companies DESC, company.family\n"
    );
    [("ranking.sql", ranking), ("newcomers.sql", newcomers), ("sector_shares.sql", sectors)]
}
