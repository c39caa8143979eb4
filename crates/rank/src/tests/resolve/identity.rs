use super::Resolve;
use model::text::heading;
use model::{Counting, EvidenceKind, Level, Outcome, Place, Recipient, Shared};
use sample::{World, company_id, won};

#[test]
fn two_pages_that_tell_of_one_prize_are_two_witnesses_of_one_award() {
    let world = World::default()
        .row(won("podium", "2012", "Assurance", "MAIF"))
        .row(won("podium", "2012", "assurances", "la Maif").at("b"));
    let award = world.award();
    assert_eq!(award.id, "podium:2012:category:assurance:maif");
    let pages: Vec<_> = award.witnesses.iter().map(|w| (w.url.as_str(), w.printed.as_str())).collect();
    assert_eq!(pages, [("https://example.org/a", "MAIF"), ("https://example.org/b", "la Maif")]);
}

#[test]
fn another_category_level_edition_or_source_is_another_award() {
    let row = || won("podium", "2012", "Automobile", "Mercedes-Benz");
    let world = World::default()
        .row(row())
        .row(row().level(Level::Overall))
        .row(won("podium", "2012", "Transport", "Mercedes Benz"))
        .row(won("podium", "2011", "Automobile", "Mercedes"))
        .row(won("palmes", "2012", "Automobile", "Mercedes-Benz"));
    assert_eq!(world.awards().len(), 5);
}

#[test]
fn categories_that_a_source_prints_in_several_ways_are_one() {
    let shown = "Téléphonie fixe et Internet";
    let names =
        [shown, "FAI-téléphonie fixe", "Accès Internet"].map(|printed| (heading(printed), shown.to_owned()));
    let world = World::default()
        .source("podium", |s| s.category_names.extend(names))
        .row(won("podium", "2011", "FAI-téléphonie fixe", "Free"))
        .row(won("podium", "2011", "téléphonie fixe et internet", "Free").at("b"))
        .row(won("podium", "2011", "accès internet", "Free").at("c"));
    assert_eq!((world.award().category.as_str(), world.award().witnesses.len()), (shown, 3));
}

#[test]
fn a_witness_without_a_category_attests_the_award_it_can_mean() {
    let world = World::default()
        .row(won("escda", "2024", "", "Orange").at("b"))
        .row(won("escda", "2024", "Professionnels", "Orange"))
        .row(won("escda", "2024", "Particuliers", "Orange"))
        .source("escda", |_| {});
    let awards = world.awards();
    let told: Vec<_> = awards.iter().map(|a| (a.category.as_str(), a.witnesses.len())).collect();
    assert_eq!(
        told,
        [("Particuliers", 2), ("Professionnels", 1)],
        "it goes to the first in order, and makes no third"
    );
}

#[test]
fn a_witness_without_a_category_makes_an_award_where_none_fits() {
    let alone = World::default().row(won("podium", "2012", "", "EDF"));
    assert_eq!(
        (alone.award().category.as_str(), alone.award().id.as_str()),
        ("", "podium:2012:category::edf")
    );
    let finalist = alone.row(won("podium", "2012", "Énergie", "EDF").was(Outcome::Finalist));
    assert_eq!(finalist.awards().len(), 2, "a prize is not what a finalist of a category got");
    assert!(finalist.issues().is_empty());
}

#[test]
fn winner_and_first_place_are_the_same_thing() {
    let world = World::default()
        .row(won("podium", "2012", "Banque", "LCL"))
        .row(won("podium", "2012", "Banque", "LCL").placed(1).at("b"));
    let award = world.award();
    assert_eq!((award.outcome, award.place.map(|p| p.number)), (Outcome::Winner, Some(1)));
    assert!(world.issues().is_empty());
}

#[test]
fn an_award_that_one_witness_calls_annulled_is_annulled_and_does_not_count() {
    let world = World::default()
        .row(won("podium", "2011", "Internet", "Free"))
        .row(won("podium", "2011", "Internet", "Free").at("b").was(Outcome::Annulled))
        .row(won("podium", "2011", "", "Free").at("c").was(Outcome::Annulled));
    let award = world.award();
    assert_eq!(
        (award.outcome, award.counting, award.witnesses.len()),
        (Outcome::Annulled, Counting::Annulled, 3)
    );
    assert!(world.issues().is_empty());
}

#[test]
fn what_was_taken_back_was_a_prize() {
    let taken = || won("podium", "2011", "", "Free").was(Outcome::Annulled);
    let finalist =
        World::default().row(taken()).row(won("podium", "2011", "Internet", "Free").was(Outcome::Finalist));
    assert_eq!(finalist.awards().len(), 2, "a finalist of a category has nothing to give back");
    let places = World::default()
        .row(won("podium", "2011", "Internet", "Free").placed(1))
        .row(won("podium", "2011", "Internet", "Free").placed(2).at("b").was(Outcome::Annulled));
    assert_eq!(places.award().counting, Counting::Annulled, "whatever else the pages disagree on");
    assert_eq!(places.kinds(), ["contradiction"]);
}

#[test]
fn a_place_is_shared_if_one_page_says_so() {
    let row = |page| won("podium", "2012", "Général", "MAIF").placed(3).at(page);
    let mut shared = row("b");
    shared.0.place = shared.0.place.map(|place| Place { tied: true, ..place });
    let world = World::default().row(row("a")).row(shared);
    assert_eq!((world.award().place, world.kinds().len()), (Some(Place { number: 3, tied: true }), 0));
}

#[test]
fn witnesses_that_disagree_are_an_issue_with_both_excerpts() {
    let row = || won("podium", "2012", "Banque", "LCL");
    let world =
        World::default().row(row().placed(3)).row(row().placed(2).at("b")).row(row().placed(3).at("c"));
    assert_eq!(world.award().place.map(|p| p.number), Some(3), "two witnesses win over one");
    let told = "podium:2012:category:banque:lcl: place is 3 (https://example.org/a: “[LCL] · Banque · 3”) \
                or 2 (https://example.org/b: “[LCL] · Banque · 2”)";
    assert_eq!(world.issues().iter().map(ToString::to_string).collect::<Vec<_>>(), [told]);
}

#[test]
fn firm_evidence_wins_over_many_witnesses() {
    let row = || won("podium", "2012", "Banque", "LCL");
    let derived = |page| row().placed(3).at(page).evidence(EvidenceKind::Derived);
    let world = World::default().row(row().was(Outcome::Finalist)).row(derived("b")).row(derived("c"));
    let award = world.award();
    assert_eq!((award.outcome, award.evidence), (Outcome::Finalist, EvidenceKind::Stated));
    assert_eq!(world.kinds(), ["contradiction"]);
}

#[test]
fn a_person_is_credited_to_the_company_printed_in_that_edition() {
    let world = World::default()
        .source("drc_annee", |s| s.recipient = Recipient::Person)
        .row(won("drc_annee", "2012", "Directeur", "GDF SUEZ").person("Éric Lestanguet"))
        .row(won("drc_annee", "2016", "Directeur", "Renault").person("Éric Lestanguet"));
    let credited: Vec<_> =
        world.awards().into_iter().map(|a| (a.recipient, a.company, a.person.unwrap().to_string())).collect();
    let person = "Éric Lestanguet".to_owned();
    assert_eq!(credited[0], (Recipient::Person, Some(company_id("gdfsuez")), person.clone()));
    assert_eq!(credited[1], (Recipient::Person, Some(company_id("renault")), person));
}

#[test]
fn a_person_named_by_one_witness_only_is_one_award() {
    let world = World::default()
        .source("drc_annee", |s| s.recipient = Recipient::Person)
        .row(won("drc_annee", "2009", "Directeur", "Canal +").person("Thierry Chamouton"))
        .row(won("drc_annee", "2009", "Directeur", "Canal Plus").at("b"))
        .row(won("drc_annee", "2009", "Directeur", "").person("Thierry CHAMOUTON").at("c"))
        .row(won("drc_annee", "2009", "", "").person("Thierry Chamouton").at("d"));
    assert_eq!(world.award().witnesses.len(), 4);
    assert_eq!(world.award().id, "drc_annee:2009:category:directeur:thierry_chamouton");
}

#[test]
fn two_products_of_one_maker_are_two_awards_of_the_maker() {
    let world = World::default()
        .source("product_of_year", |s| s.recipient = Recipient::Product)
        .row(won("product_of_year", "2012", "Box", "Orange").person("Livebox Play"))
        .row(won("product_of_year", "2012", "Box", "Orange").person("Airbox"));
    let credited: Vec<_> = world.awards().into_iter().map(|a| (a.company, a.person.unwrap())).collect();
    let orange = || Some(company_id("orange"));
    assert_eq!(credited, [(orange(), Shared::from("Airbox")), (orange(), Shared::from("Livebox Play"))]);
}

#[test]
fn two_people_of_one_company_are_two_awards() {
    let world = World::default()
        .source("drc_annee", |s| s.recipient = Recipient::Person)
        .row(won("drc_annee", "2012", "Directeur", "EDF").person("Anne Un"))
        .row(won("drc_annee", "2012", "Directeur", "EDF").person("Paul Deux"));
    assert_eq!(world.awards().len(), 2);
    let company_prize = World::default()
        .row(won("palmes", "2012", "Innovation", "EDF").person("Anne Un"))
        .row(won("palmes", "2012", "Innovation", "EDF").person("Paul Deux").at("b"));
    assert_eq!(
        company_prize.award().witnesses.len(),
        2,
        "who fetches a company's prize does not make it two"
    );
}

#[test]
fn an_award_without_a_company_credits_nobody_and_says_so() {
    let world = World::default()
        .source("conseiller", |s| s.recipient = Recipient::Person)
        .row(won("conseiller", "2012", "Conseiller", "").person("Sandrine"));
    assert_eq!((world.award().company, world.award().counting), (None, Counting::NoCompany));
    assert_eq!(world.kinds(), ["no-company"]);
}

#[test]
fn awards_that_print_alike_get_different_identifiers() {
    let world = World::default()
        .row(won("podium", "2012", "Plis & colis", "DHL"))
        .row(won("podium", "2012", "Plis, colis", "DHL").at("b"));
    let ids: Vec<_> = world.awards().into_iter().map(|a| a.id).collect();
    assert_eq!(ids, ["podium:2012:category:plis_colis:dhl", "podium:2012:category:plis_colis:dhl_2"]);
}

#[test]
fn a_company_declared_later_renumbers_nothing() {
    let world = World::default().row(won("podium", "2012", "Banque", "Vente-privée"));
    let before = world.award().id;
    let world = world.company("veepee", "Veepee", |c| c.spellings = vec!["Vente privée".to_owned()]);
    assert_eq!((world.award().id, world.award().company), (before, Some(company_id("veepee"))));
}
