//! `show match`: whether two names are one company, or how strongly a person would be asked.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use serde::{Deserialize, Serialize};

use model::Company;
use rank::resolve::{Identities, Identity};
use rank::suggest::NameIndex;
use tables::{Cell, Format, Table};
use workspace::Catalog;

#[derive(Debug, Args)]
pub struct MatchArgs {
    /// One name
    #[arg(required_unless_present = "pairs", requires = "b")]
    a: Option<String>,
    /// The other name
    b: Option<String>,
    /// Many pairs: a CSV file with the columns `a` and `b`
    #[arg(long, value_name = "FILE", conflicts_with = "a")]
    pairs: Option<PathBuf>,
}

#[derive(Debug, Clone, Deserialize)]
struct NamePair {
    a: String,
    b: String,
}

/// The answer to one pair.
#[derive(Debug, Serialize)]
pub struct NamesCompared {
    a: String,
    b: String,
    /// Whether a run makes one company of them by itself.
    pub joined: bool,
    /// How strongly a person would be offered the pair, 0 to 1; 1 when a run joins it.
    pub score: f64,
    pub why: String,
}

/// Answers every pair, in the order in which they are asked.
pub fn answer(catalog: &Catalog, asked: &MatchArgs, format: Format) -> Result<Vec<u8>> {
    let judge = NameComparison::of(catalog);
    let answers: Vec<NamesCompared> =
        pairs(asked)?.into_iter().map(|pair| judge.judge(&pair.a, &pair.b)).collect();
    written(&answers, format)
}

fn pairs(asked: &MatchArgs) -> Result<Vec<NamePair>> {
    let Some(path) = &asked.pairs else {
        let name = |name: &Option<String>| name.clone().unwrap_or_default();
        return Ok(vec![NamePair { a: name(&asked.a), b: name(&asked.b) }]);
    };
    let file = path.display();
    let mut reader = csv::Reader::from_path(path).with_context(|| format!("cannot read {file}"))?;
    let pairs = reader.deserialize().collect::<Result<_, _>>();
    pairs.with_context(|| format!("{file}: give a table with the columns a and b, one pair a line"))
}

/// One line a pair for programs.
fn written(answers: &[NamesCompared], format: Format) -> Result<Vec<u8>> {
    if format == Format::Json {
        let lines = answers.iter().map(|answer| Ok(serde_json::to_string(answer)? + "\n"));
        return lines.collect::<Result<String>>().map(String::into_bytes);
    }
    let table = Table::about("matches", 2, answers)
        .text("a", |answer| Cell::text(&answer.a))
        .text("b", |answer| Cell::text(&answer.b))
        .text("joined", |answer| Cell::text(answer.joined))
        .number("score", |answer| Cell::number(format!("{:.3}", answer.score)))
        .text("why", |answer| Cell::text(&answer.why))
        .table();
    Ok(format.bytes(&table))
}

/// Judges pairs of names in the light of a catalog.
pub struct NameComparison<'a> {
    identities: Identities<'a>,
    index: NameIndex<'a>,
}

impl<'a> NameComparison<'a> {
    /// Reads the companies once for all pairs.
    pub fn of(catalog: &'a Catalog) -> Self {
        let index = NameIndex::new(catalog.companies.values(), &catalog.sectors);
        Self { identities: Identities::new(catalog), index }
    }

    /// The answer for two names.
    pub fn judge(&self, a: &str, b: &str) -> NamesCompared {
        let identity = self.identities.of_two(a, b);
        let (score, why) = match &identity {
            Identity::OneKey => (1000, "the names fold alike".to_owned()),
            Identity::OneCompany(id) => (1000, format!("companies.toml gives both to {id}")),
            Identity::DecidedSame => (1000, "decided to be the same".to_owned()),
            Identity::DecidedDifferent => (0, "decided to be different".to_owned()),
            Identity::TwoCompanies(one, other) => {
                (self.compare(a, b).0 / KNOWN_APART, format!("companies.toml knows both: {one} and {other}"))
            }
            Identity::Ambiguous | Identity::Unknown => self.compare(a, b),
        };
        let (a, b) = (a.to_owned(), b.to_owned());
        NamesCompared { a, b, joined: identity.joins(), score: f64::from(score) / 1000.0, why }
    }

    fn compare(&self, a: &str, b: &str) -> (u16, String) {
        let (ours, theirs) = (self.names(a), self.names(b));
        let (score, clues) = self.index.compare(&ours, &theirs);
        let why: Vec<String> = clues.iter().map(ToString::to_string).collect();
        (score, if why.is_empty() { "nothing in common".to_owned() } else { why.join("; ") })
    }

    /// A name, with the other names of its company where one is declared.
    fn names<'n>(&self, name: &'n str) -> Vec<&'n str>
    where
        'a: 'n,
    {
        let known = self.identities.company(name).map(Company::names);
        std::iter::once(name).chain(known.into_iter().flatten()).collect()
    }
}

/// Nobody is asked about two companies that the workspace already tells apart: what is left only orders such pairs.
const KNOWN_APART: u16 = 20;
