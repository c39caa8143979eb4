use std::collections::BTreeMap;

use crate::suggest::{Candidate, Clue, NameIndex, UnknownName};
use model::{Company, CompanyId, FormerName, Origin, SectorId, Window, Year};

fn company(id: &str, name: &str) -> Company {
    Company::named(CompanyId::new(id).unwrap(), name, Origin::Declared)
}

fn known() -> Vec<Company> {
    let names = [
        ("societe_generale", "Société Générale"),
        ("boursobank", "BoursoBank"),
        ("l_occitane", "L’Occitane en Provence"),
        ("parfums_christian_dior", "Parfums Christian Dior"),
        ("orange", "Orange"),
        ("maif", "MAIF"),
        ("credit_agricole", "Crédit Agricole"),
        ("credit_mutuel", "Crédit Mutuel"),
        ("bouygues_telecom", "Bouygues Telecom"),
        ("procter_gamble", "Procter & Gamble"),
        ("century_21", "Century 21"),
    ];
    names.iter().map(|(id, name)| company(id, name)).collect()
}

fn asked(name: &str) -> UnknownName<'_> {
    UnknownName { name, ..UnknownName::default() }
}

#[track_caller]
fn first(name: &str) -> Candidate {
    let (companies, sectors) = (known(), BTreeMap::new());
    let mut candidates = NameIndex::new(&companies, &sectors).candidates(&asked(name), 3);
    assert!(!candidates.is_empty(), "{name} has no candidate");
    candidates.remove(0)
}

#[test]
fn the_company_meant_comes_first_with_a_reason() {
    let meant = |name, id: &str, kind: &str| {
        let candidate = first(name);
        assert_eq!(candidate.company.as_str(), id, "{name}");
        let kinds: Vec<_> = candidate.clues.iter().map(Clue::kind).collect();
        assert!(kinds.contains(&kind), "{name}: {kinds:?}");
    };
    meant("SocGen Société Générale", "societe_generale", "more-words");
    meant("SG", "societe_generale", "initials");
    meant("P&G", "procter_gamble", "initials");
    meant("L’Occitzne", "l_occitane", "line");
    meant("Dior Parfums", "parfums_christian_dior", "more-words");
    meant("Groupe Orange France", "orange", "only-weak-words");
    meant("Bousrobank", "boursobank", "letters");
    meant("Bouygues Tel.", "bouygues_telecom", "cut-short");
}

#[test]
fn names_that_differ_only_by_weak_words_score_above_those_of_another_line() {
    assert!(first("Groupe Orange").score > first("Orange Bank").score);
    assert!(first("Crédit Agricole Groupe").score > first("Crédit Foncier").score);
    assert!(first("Century 22").score < first("Centuri 21").score, "another number is another company");
}

#[test]
fn sector_country_and_years_count() {
    let sectors = BTreeMap::new();
    let (banking, telecom) = (SectorId::new("banking").unwrap(), SectorId::new("telecom").unwrap());
    let mut orange = company("orange", "Orange");
    orange.sector = Some(telecom);
    orange.country = Some("FR".to_owned());
    let index = NameIndex::new([&orange], &sectors);
    let score = |asked: UnknownName| index.candidates(&asked, 1)[0].score;
    let plain = score(asked("Orange SFR"));
    assert!(score(UnknownName { sector: Some(&telecom), ..asked("Orange SFR") }) > plain);
    assert!(score(UnknownName { sector: Some(&banking), ..asked("Orange SFR") }) < plain);
    assert!(score(UnknownName { country: Some("GB"), ..asked("Orange SFR") }) < plain);
}

#[test]
fn a_former_name_is_found_and_told() {
    let mut veepee = company("veepee", "Veepee");
    veepee.former.push(FormerName {
        name: "Vente-privée.com".to_owned(),
        from: Year::new(2001),
        until: Year::new(2018),
        url: String::new(),
    });
    let sectors = BTreeMap::new();
    let index = NameIndex::new([&veepee], &sectors);
    let years = Year::new(2012).map(Window::year);
    let candidate = index.candidates(&UnknownName { years, ..asked("Vente privees") }, 1).remove(0);
    assert_eq!(candidate.name, "Vente-privée.com");
    assert!(candidate.clues.contains(&Clue::NameOfThoseYears));
}

#[test]
fn nothing_in_common_gives_no_candidate() {
    let (companies, sectors) = (known(), BTreeMap::new());
    let index = NameIndex::new(&companies, &sectors);
    for name in ["", "  ", "!", "Zzyzx", "北京银行"] {
        assert!(index.candidates(&asked(name), 3).is_empty(), "{name}");
    }
}

#[test]
fn the_order_of_the_companies_does_not_matter() {
    let (companies, sectors) = (known(), BTreeMap::new());
    let turned: Vec<_> = companies.iter().rev().cloned().collect();
    for name in ["Crédit", "Société du Crédit Mutuel", "SG", "Orange Agricole"] {
        let [one, other] =
            [&companies, &turned].map(|known| NameIndex::new(known, &sectors).candidates(&asked(name), 9));
        assert_eq!(one, other, "{name}");
    }
}

#[test]
fn no_word_is_listed_twice() {
    let lists: BTreeMap<String, Vec<String>> = toml::from_str(include_str!("../suggest/words.toml")).unwrap();
    let mut all: Vec<_> = lists.into_values().flatten().collect();
    all.sort();
    let twice: Vec<_> = all.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}
