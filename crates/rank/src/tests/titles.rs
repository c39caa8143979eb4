//! Claims of winners against a small world in which every kind of answer occurs.

use crate::coverage::coverage;
use crate::{TitleClaim, TitleFault, Titles, UnreadClaim};
use model::{Counting, Day, EvidenceKind, Outcome, Place, Register};
use sample::{Sketch, company_id, source_id, window};

const ELU: &str = "Élu Service Client de l’Année";
const WORDING: &str = "Catégorie {category}, étude de l’institut";

fn title(sketch: Sketch, year: i64, company: &str, category: &str) -> Sketch {
    sketch.award("elu", year, company, |award| award.category = category.into())
}

fn placed(sketch: Sketch, company: &str, number: u16) -> Sketch {
    sketch.award("podium", 2024, company, |award| {
        award.category = "Banque".into();
        award.outcome = Outcome::Placed;
        award.place = Some(Place { number, tied: false });
    })
}

/// `elu` in 2018 (complete), 2019 (nothing known), 2020 and 2021 (complete), 2022 (partial), 2023 and 2024 (complete, a
/// title of 2024 taken back, all expired), 2025 (partial, with a required wording); `podium` first held in 2024.
fn world() -> Register {
    let titles = [
        (2018, "axa", "Assurance"),
        (2020, "maif", "Assurance"),
        (2020, "free", "Internet"),
        (2020, "orange", "Mobile"),
        (2021, "maif", "Assurance"),
        (2021, "sfr", "Internet"),
        (2021, "orange", "Mobile"),
        (2022, "maif", "Assurance"),
        (2022, "orange", "Mobile"),
        (2023, "maif", "Assurance"),
        (2023, "sosh", "Mobile"),
        (2024, "maif", "Assurance"),
        (2024, "orange", "Mobile"),
        (2025, "maif", "Assurance"),
    ];
    let sketch = titles.into_iter().fold(Sketch::default(), |s, (year, who, what)| title(s, year, who, what));
    let sketch = sketch.award("elu", 2024, "free", |award| {
        award.category = "Internet".into();
        award.outcome = Outcome::Annulled;
        award.counting = Counting::Annulled;
    });
    let sketch = sketch.award("elu", 2025, "bouygues", |award| {
        award.category = "Mobile".into();
        award.evidence = EvidenceKind::Derived;
    });
    let announced = [(2018, 1), (2019, 4), (2020, 3), (2021, 3), (2022, 5), (2023, 2), (2024, 3), (2025, 5)];
    let sketch = announced.into_iter().fold(sketch, |sketch, (year, claimed)| {
        sketch.edition("elu", &i64::to_string(&year), |edition| {
            edition.claimed = Some(claimed);
            edition.title.valid_until = (year == 2024).then(|| "2025-01-31".parse().unwrap());
            edition.title.wording = (year == 2025).then(|| WORDING.to_owned());
        })
    });
    let banks = [("ing", 1), ("bnp", 2), ("lcl", 3), ("cic", 4)];
    let sketch = banks.into_iter().fold(sketch, |sketch, (company, place)| placed(sketch, company, place));
    let sketch = sketch.award("podium", 2024, "hsbc", |award| award.outcome = Outcome::Finalist);
    let sketch =
        sketch.edition("podium", "2024", |edition| edition.claimed = Some(3)).company("total", |_| ());
    let sketch = sketch.source("elu", |source| {
        source.name = ELU.to_owned();
        source.name_en = Some("Customer Service of the Year".to_owned());
        source.held = Some(window(2018, 2199));
    });
    let sketch = sketch.source("podium", |source| {
        source.name = "Podium de la relation client".to_owned();
        source.places = 3;
        source.held = Some(window(2024, 2199));
    });
    sketch.0
}

fn verdict(register: &Register, said: &str, company: &str) -> &'static str {
    let coverage = coverage(register);
    let titles = Titles::of(register, &coverage);
    let claim = TitleClaim::read(register, said, None).unwrap_or_else(|error| panic!("{said}: {error}"));
    let as_of: Day = "2025-06-15".parse().unwrap();
    titles.check(&claim, &company_id(company), as_of).verdict()
}

/// Verdict, company, words: the site's script is held to the same (`tests/suite/titled.rs`).
const CLAIMS: &str = include_str!("claims.tsv");

#[test]
fn every_claim_gets_the_verdict_that_the_lists_bear_out() {
    let register = world();
    let claims: Vec<Vec<&str>> = CLAIMS.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(claims.len(), 66);
    let wrong = claims.iter().filter_map(|claim| {
        let (right, company, said) = (claim[0], claim[1], claim[2]);
        let given = verdict(&register, said, company);
        (given != right).then(|| format!("{company}, “{said}”: {given}, not {right}"))
    });
    assert_eq!(wrong.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn a_claim_without_a_known_prize_or_a_year_is_not_judged() {
    let register = world();
    let read = |said| TitleClaim::read(&register, said, None);
    assert_eq!(read("Meilleure chaîne de magasins 2024"), Err(UnreadClaim::NoSource));
    assert_eq!(read(ELU), Err(UnreadClaim::NoEdition));
    let named = TitleClaim::read(&register, "N° 1 en 2024", Some(source_id("podium"))).unwrap();
    assert_eq!((named.years.len(), named.in_a_row), (1, None));
}

#[test]
fn all_that_is_wrong_is_told_gravest_first() {
    let register = world();
    let coverage = coverage(&register);
    let titles = Titles::of(&register, &coverage);
    let claim = TitleClaim::read(&register, &format!("{ELU} 2024, 7e année consécutive"), None).unwrap();
    let check = titles.check(&claim, &company_id("maif"), "2025-02-01".parse().unwrap());
    let words: Vec<_> = check.faults.iter().map(TitleFault::word).collect();
    assert_eq!(words, ["streak-broken", "expired"]);
    let in_time = titles.check(&claim, &company_id("maif"), "2025-01-31".parse().unwrap());
    assert_eq!(in_time.verdict(), "streak-broken", "the last day still counts");
    assert_eq!(in_time.faults.len(), 1);
}
