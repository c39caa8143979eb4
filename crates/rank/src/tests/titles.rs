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

const CLAIMS: [(&str, &str, &str); 66] = [
    ("Élu Service Client de l'Année 2020", "maif", "true"),
    ("élu service client de l’année 2020, catégorie Assurance", "maif", "true"),
    ("Élu Service Client de l'Année 2020 - Assurance", "maif", "true"),
    ("Customer Service of the Year 2021", "maif", "true"),
    ("ÉLU SERVICE CLIENT DE L'ANNÉE 2021 (catégorie Internet)", "sfr", "true"),
    ("Élu Service Client de l'Année 2020 et 2021", "orange", "true"),
    ("Élu Service Client de l'Année 2021, 2e année consécutive", "maif", "true"),
    ("Customer Service of the Year 2021, second year in a row", "orange", "true"),
    ("Élu Service Client de l'Année 2021, deux ans de suite", "orange", "true"),
    ("Élu Service Client de l'Année 2023, 4e année consécutive", "maif", "true"),
    ("Podium de la relation client 2024", "ing", "true"),
    ("Podium de la relation client 2024", "bnp", "true"),
    ("Podium de la relation client 2024, catégorie Banque", "lcl", "true"),
    ("Élu Service Client de l'Année 2025. Catégorie Assurance, étude de l'institut", "maif", "true"),
    ("Élu Service Client de l'Année 2023, catégorie Mobile", "sosh", "true"),
    ("Élu Service Client de l'Année 2020", "sosh", "other-edition"),
    ("Élu Service Client de l'Année 2021", "free", "other-edition"),
    ("Élu Service Client de l'Année 2023", "orange", "other-edition"),
    ("Élu Service Client de l'Année 2023, catégorie Internet", "free", "other-edition"),
    ("Customer Service of the Year 2018", "maif", "other-edition"),
    ("Élu Service Client de l'Année 2020 et 2021", "sfr", "other-edition"),
    ("Élu Service Client de l'Année 2024", "sosh", "other-edition"),
    ("Élu Service Client de l'Année 2023", "axa", "other-edition"),
    ("Élu Service Client de l'Année 2018", "orange", "other-edition"),
    ("Élu Service Client de l'Année 2020", "total", "not-won"),
    ("Élu Service Client de l'Année 2024", "cic", "not-won"),
    ("Podium de la relation client 2024", "cic", "not-won"),
    ("Podium de la relation client 2024", "maif", "not-won"),
    ("Podium de la relation client 2024", "hsbc", "not-won"),
    ("Élu Service Client de l'Année 2020, catégorie Internet", "maif", "other-category"),
    ("Élu Service Client de l'Année 2021, catégorie Mobile", "sfr", "other-category"),
    ("Élu Service Client de l'Année 2021 - Assurance", "orange", "other-category"),
    ("Élu Service Client de l'Année 2022, catégorie Mobile", "maif", "other-category"),
    ("Élu Service Client de l'Année 2023, catégorie Énergie", "sosh", "other-category"),
    ("Podium de la relation client 2024, catégorie Assurance", "ing", "other-category"),
    ("Customer Service of the Year 2020, category: Mobile", "free", "other-category"),
    ("Élu Service Client de l'Année 2024", "maif", "expired"),
    ("Élu Service Client de l'Année 2024, catégorie Mobile", "orange", "expired"),
    ("Élu Service Client de l'Année 2024, 2e année consécutive", "maif", "expired"),
    ("Élu Service Client de l'Année 2023 et 2024", "maif", "expired"),
    ("Customer Service of the Year 2024", "maif", "expired"),
    ("Élu Service Client de l'Année 2024, 5e année consécutive", "maif", "expired"),
    ("Élu Service Client de l'Année 2024, 2e année consécutive", "orange", "streak-broken"),
    ("Élu Service Client de l'Année 2021, 2e année consécutive", "sfr", "streak-broken"),
    ("Élu Service Client de l'Année 2023, trois ans de suite", "sosh", "streak-broken"),
    ("Élu Service Client de l'Année 2023, 6e année consécutive", "maif", "streak-broken"),
    ("Podium de la relation client 2024, 2e année consécutive", "ing", "streak-broken"),
    ("Élu Service Client de l'Année 2021, 3e année consécutive", "orange", "streak-unproven"),
    ("Élu Service Client de l'Année 2023, deuxième année consécutive", "sosh", "streak-unproven"),
    ("Élu Service Client de l'Année 2023, 5e année consécutive", "maif", "streak-unproven"),
    ("Customer Service of the Year 2021, third consecutive year", "orange", "streak-unproven"),
    ("Élu Service Client de l'Année 2020, 2e année consécutive", "free", "streak-unproven"),
    ("Élu Service Client de l'Année 2024", "free", "annulled"),
    ("Élu Service Client de l'Année 2024, catégorie Internet", "free", "annulled"),
    ("Élu Service Client de l'Année 2024, 2e année consécutive", "free", "annulled"),
    ("Élu Service Client de l'Année 2022", "sfr", "unknown"),
    ("Élu Service Client de l'Année 2022, catégorie Banque", "maif", "unknown"),
    ("Élu Service Client de l'Année 2019", "maif", "unknown"),
    ("Élu Service Client de l'Année 2022, catégorie Internet", "free", "unknown"),
    ("Élu Service Client de l'Année 2025", "orange", "unknown"),
    ("Élu Service Client de l'Année 2026", "maif", "unknown"),
    ("Élu Service Client de l'Année 2025, catégorie Mobile", "bouygues", "unproven"),
    ("Élu Service Client de l'Année 2025", "maif", "wording"),
    ("Élu Service Client de l'Année 2025, catégorie Assurance", "maif", "wording"),
    ("Élu Service Client de l'Année 2010", "maif", "not-held"),
    ("Podium de la relation client 2021", "ing", "not-held"),
];

#[test]
fn every_claim_gets_the_verdict_that_the_lists_bear_out() {
    let register = world();
    let wrong = CLAIMS.iter().filter_map(|(said, company, right)| {
        let given = verdict(&register, said, company);
        (given != *right).then(|| format!("{company}, “{said}”: {given}, not {right}"))
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
