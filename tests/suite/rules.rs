//! The domain rules on the real facts: what resolving the reference workspace must say.

use std::path::Path;

use model::text;
use model::{Award, Company, CompanyId, Counting, Issue, Origin, Register, Year};
use rank::resolve::{Resolution, resolve};
use workspace::{Catalog, load};

fn facts() -> Catalog {
    load(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

fn resolved() -> Resolution {
    let catalog = facts();
    resolve(&catalog, catalog.records.clone())
}

fn register() -> Register {
    resolved().register
}

/// The awards of a source and edition, each with the company it is credited to.
fn awards<'a>(register: &'a Register, source: &str, edition: &str) -> Vec<(&'a Award, &'a str)> {
    let of_list = |award: &&Award| award.source.as_str() == source && award.edition.as_str() == edition;
    let credited = |award: &'a Award| (award, award.company.map_or("", CompanyId::as_str));
    register.awards.iter().filter(of_list).map(credited).collect()
}

/// Every company that some page prints under a name that folds to this key.
fn printed_as<'a>(register: &'a Register, name: &str) -> Vec<&'a str> {
    let prints = |award: &&Award| award.witnesses.iter().any(|w| text::key(&w.printed) == text::key(name));
    let credited = register.awards.iter().filter(prints).filter_map(|award| award.company.as_ref());
    let mut companies: Vec<_> = credited.copied().map(CompanyId::as_str).collect();
    companies.sort_unstable();
    companies.dedup();
    companies
}

#[test]
fn every_spelling_of_one_company_is_credited_to_it() {
    let register = register();
    for (company, names) in [
        ("mercedes_benz", &["Mercedes", "Mercedes Benz", "MERCEDES-BENZ", "Mercedes -Benz"][..]),
        ("veepee", &["Vente-privée.com", "vente-privee", "Vente privée", "Veepee"]),
        ("maif", &["MAIF", "la Maif"]),
        ("canal_plus", &["Canal +", "Canal Plus"]),
        ("bouygues_telecom", &["Bouygues Telecom", "Bouygues Télécom"]),
    ] {
        for name in names {
            assert_eq!(printed_as(&register, name), [company], "{name}");
        }
    }
}

#[test]
fn companies_with_like_names_keep_their_own_awards() {
    let register = register();
    let names = [
        "Nestlé",
        "Nespresso",
        "MAIF",
        "Macif",
        "MAAF Assurances",
        "MMA",
        "IdMacif",
        "Free",
        "Free Mobile",
        "Orange",
        "Direct Energie",
        "Total",
        "Meetic",
        "Meetic Affinity",
        "Bouygues Telecom",
        "Bouygues Immobilier",
    ];
    let mut companies: Vec<_> = names.iter().flat_map(|name| printed_as(&register, name)).collect();
    companies.sort_unstable();
    companies.dedup();
    assert_eq!(companies.len(), names.len(), "{companies:?}");
}

#[test]
fn the_name_of_the_time_and_the_name_of_today_are_both_known() {
    let register = register();
    let veepee = register.company(&CompanyId::new("veepee").unwrap());
    let name = |year| veepee.name_in(Year::new(year).unwrap());
    assert_eq!((name(2012), name(2026)), ("Vente-privée.com", "Veepee"));
}

#[test]
fn the_palm_that_hands_over_the_podium_again_is_an_echo() {
    let register = register();
    for (edition, company) in [("2010", "mercedes_benz"), ("2011", "mercedes_benz"), ("2012", "nespresso")] {
        let palms = awards(&register, "palmes_afrc", edition);
        let voices: Vec<_> =
            palms.iter().filter(|(award, _)| text::heading(&award.category).contains("voix")).collect();
        assert_eq!(voices.len(), 1, "{edition}");
        let (award, credited) = voices[0];
        assert_eq!(*credited, company);
        assert!(
            matches!(&award.counting, Counting::Echo(source) if source.as_str() == "podium"),
            "{edition}"
        );
    }
}

#[test]
fn two_pages_on_the_podium_of_2012_are_witnesses_of_the_same_awards() {
    let register = register();
    let podium = awards(&register, "podium", "2012");
    let overall = podium.iter().filter(|(award, _)| award.id.starts_with("podium:2012:overall:"));
    let mut places: Vec<_> =
        overall.map(|(award, company)| (award.place.map(|p| p.number), *company)).collect();
    places.sort_unstable();
    let expected =
        [(Some(1), "nespresso"), (Some(2), "mercedes_benz"), (Some(3), "maif"), (Some(3), "yves_rocher")];
    assert_eq!(places, expected);
    assert!(podium.iter().any(|(award, company)| *company == "mercedes_benz" && award.witnesses.len() > 1));
}

#[test]
fn every_name_of_the_facts_is_understood() {
    for issue in resolved().issues {
        match issue {
            Issue::UnknownSector { .. }
            | Issue::AmbiguousCompany { .. }
            | Issue::DecisionConflict { .. }
            | Issue::Undated { .. }
            | Issue::Held { .. }
            | Issue::ScoreOffScale { .. } => panic!("{issue}"),
            Issue::DayContradiction { .. }
            | Issue::Contradiction { .. }
            | Issue::WinnerCount { .. }
            | Issue::HeldPage { .. }
            | Issue::NotRead { .. }
            | Issue::Lost { .. }
            | Issue::Damaged { .. }
            | Issue::Untranslated { .. }
            | Issue::NotSaid { .. }
            | Issue::NoCompany { .. } => {}
        }
    }
}

#[test]
fn the_order_of_the_rows_changes_nothing() {
    let catalog = facts();
    let straight = format!("{:?}", resolve(&catalog, catalog.records.clone()));
    let mut rows: Vec<_> = catalog.records.iter().cloned().collect();
    rows.reverse();
    let third = rows.len() / 3;
    rows.rotate_left(third);
    rows.extend(catalog.records.iter().take(100).cloned());
    assert!(
        straight == format!("{:?}", resolve(&catalog, rows.into_iter().collect())),
        "turned about, and a hundred rows twice"
    );
}

#[test]
fn a_company_found_keeps_its_identifier_when_editions_are_added_one_by_one() {
    let catalog = facts();
    let mut labels: Vec<_> = catalog.records.iter().map(|record| record.edition).collect();
    labels.sort();
    labels.dedup();
    let found = |company: &&Company| company.origin == Origin::Found;
    let mut known = Vec::new();
    for last in labels.iter().step_by(4).chain(labels.last()) {
        let rows = catalog.records.iter().filter(|record| record.edition <= *last).cloned().collect();
        let companies = resolve(&catalog, rows).register.companies;
        assert!(known.iter().all(|id| companies.contains_key(id)), "up to {last}");
        known = companies.values().filter(found).map(|company| company.id).collect();
    }
}
