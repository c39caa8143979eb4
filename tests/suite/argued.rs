//! The reader's own leaderboard: the browser computes what the program computes.

use std::fs;
use std::path::Path;

use model::{Register, SourceId, Window, Year};
use rank::resolve;
use rank::{Query, Without};
use serde_json::{Value, json};
use workspace::Rules;
use workspace::{self, Catalog};

use crate::project::Project;
use crate::with;

const CHOICES: u64 = 1000;

/// The next of a row of numbers that look random, the same on every machine.
struct Dice(u64);

impl Dice {
    /// A number below `sides`.
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Random weights from 0 to 10 in tenths, some prizes left out, a window of years, one country or all.
fn random_query(dice: &mut Dice, sources: &[SourceId]) -> Query {
    let year = |number: u64| Year::new(2003 + i64::try_from(number).unwrap()).unwrap();
    let from = dice.throw(23);
    let window = Window::new(year(from), year(from + dice.throw(23 - from))).unwrap();
    let mut chosen = std::collections::BTreeMap::new();
    for source in sources {
        // Some weights are equal, so that ties are broken too.
        if dice.throw(3) > 0 {
            chosen.insert(*source, u32::try_from(dice.throw(101) * 10).unwrap());
        }
    }
    let all = [Without::Paid, Without::Persons, Without::Derived];
    Query {
        rules: Rules { chosen, ..Rules::default() },
        country: (dice.throw(2) == 0).then(|| "FR".to_owned()),
        without: all.into_iter().filter(|_| dice.throw(3) == 0).collect(),
        ..Query::of(window)
    }
}

/// The same choice, as the script takes it.
fn choice(query: &Query) -> Value {
    json!({ "from": query.window.from, "to": query.window.to, "country": query.country,
            "weights": query.rules.chosen, "without": query.without,
            "derived": !query.without.contains(&Without::Derived) })
}

/// What the library answers: identifier, rank, score in hundred-millionths, awards.
fn answer(register: &Register, query: &Query) -> Value {
    let ranking = rank::ranking(register, query);
    let units =
        |score: model::Ratio| score.numerator() * i128::from(Rules::WEIGHT_UNIT) / score.denominator();
    let rows = ranking.standings.iter();
    let rows = rows.map(|s| json!([s.company, s.rank, i64::try_from(units(s.score)).unwrap(), s.awards]));
    rows.collect()
}

pub fn reference() -> (Catalog, Register) {
    let catalog = workspace::load(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let register = resolve::resolve(&catalog, catalog.records.clone()).register;
    (catalog, register)
}

#[test]
#[ignore = "needs the Chromium of tests/with/install"]
fn a_thousand_random_choices_rank_alike_in_the_browser_and_in_the_program() {
    let project = Project::built();
    let (_, register) = reference();
    let sources: Vec<SourceId> = register.sources.keys().cloned().collect();
    let mut dice = Dice(20_261_121);
    let queries: Vec<Query> = (0..CHOICES).map(|_| random_query(&mut dice, &sources)).collect();
    let choices = project.path("choices.json");
    fs::write(&choices, Value::from_iter(queries.iter().map(choice)).to_string()).unwrap();
    let told = with::output(with::look("argue", &project.path("public")).arg(&choices));
    let answers: Vec<Value> = serde_json::from_str(told.lines().next().unwrap()).unwrap();
    assert_eq!(answers.len(), queries.len());
    let mut ranked = 0;
    for (query, seen) in queries.iter().zip(&answers) {
        assert_eq!(*seen, answer(&register, query), "{query:?}");
        ranked += seen.as_array().unwrap().len();
    }
    assert!(ranked > 20_000, "the choices leave companies to rank: {ranked}");
    println!("{CHOICES} choices, {ranked} places: the same in the browser and in the program");
}

#[test]
fn a_weight_asked_for_in_the_terminal_moves_the_leaderboard() {
    let project = Project::reference();
    let first = |words: &str| {
        let answer = project.json(&format!("show ranking --year 2012 --format json {words}"));
        (answer["standings"][0]["score"].clone(), answer["weights"].clone())
    };
    assert_eq!(first("").1, json!({}));
    let (score, weights) = first("--weight podium=2.5 --weight escda=0,qualiweb=0");
    assert_eq!(weights, json!({ "escda": 0, "podium": 2.5, "qualiweb": 0 }));
    assert_ne!(score, first("").0, "the weights count");
    for wrong in ["nobody=1", "podium", "podium=11", "podium=-1", "podium=0.001"] {
        project.refused(&format!("show ranking --weight {wrong}"));
    }
}
