use super::Resolve;
use model::{Label, Level, SectorId};
use sample::{World, sector_id, source_id, won};
use workspace::Meaning;

fn sector_of(world: &World) -> Option<String> {
    world.award().sector.map(|s| s.as_str().to_owned())
}

#[test]
fn a_printed_sector_is_looked_up_for_the_edition_then_the_source_then_everywhere() {
    let row = |edition| won("podium", edition, "A", "EDF").sector("Services");
    let world = |edition| {
        World::default()
            .label("Services", Meaning::Sector(sector_id("general")), |_| {})
            .label("services", Meaning::Sector(sector_id("of_source")), |l| {
                l.source = Some(source_id("podium"))
            })
            .label("service", Meaning::Sector(sector_id("of_editions")), |l| {
                l.source = Some(source_id("podium"));
                (l.from, l.until) = (Some(Label::new("2012")), Some(Label::new("2014")));
            })
            .row(row(edition))
    };
    assert_eq!(sector_of(&world("2012")).as_deref(), Some("of_editions"));
    assert_eq!(sector_of(&world("2014")).as_deref(), Some("of_editions"));
    assert_eq!(sector_of(&world("2015")).as_deref(), Some("of_source"));
    let elsewhere = world("2012").source("palmes", |_| {});
    let elsewhere =
        World { records: vec![won("palmes", "2012", "A", "EDF").sector("SERVICES").0], ..elsewhere };
    assert_eq!(sector_of(&elsewhere).as_deref(), Some("general"));
}

#[test]
fn a_category_stands_in_for_a_sector_that_is_not_printed() {
    let world = || World::default().label("Banque", Meaning::Sector(sector_id("banking")), |_| {});
    assert_eq!(sector_of(&world().row(won("podium", "2012", "banques", "LCL"))).as_deref(), Some("banking"));
    let unmapped = world().row(won("podium", "2012", "Obsession client", "LCL"));
    assert_eq!((sector_of(&unmapped), unmapped.kinds().len()), (None, 0), "a category need not be a sector");
    let overall = world().row(won("podium", "2012", "Banque", "LCL").level(Level::Overall));
    assert_eq!(sector_of(&overall), None);
}

#[test]
fn an_unknown_sector_is_an_issue_once_with_its_editions() {
    let world = World::default()
        .row(won("podium", "2012", "A", "LCL").sector("Néobanques"))
        .row(won("podium", "2012", "B", "LCL").sector("Néobanque"))
        .row(won("podium", "2011", "A", "LCL").sector("Néobanques"));
    let told: Vec<_> = world.issues().iter().map(ToString::to_string).collect();
    assert_eq!(told, ["podium (2011, 2012): no sector for “Néobanque”"]);
}

#[test]
fn in_a_mixed_basket_each_company_keeps_its_own_sector() {
    let world = World::default()
        .label("Entreprises de services", Meaning::EachCompany, |_| {})
        .label("Énergie", Meaning::Sector(sector_id("energy")), |_| {})
        .company("la_poste", "La Poste", |c| c.sector = SectorId::new("postal").ok())
        .row(won("podium", "2012", "x", "La Poste").sector("Entreprises de services"))
        .row(won("podium", "2013", "x", "EDF").sector("Entreprise de service"))
        .row(won("palmes", "2012", "Énergie", "EDF"));
    let sectors: Vec<_> = world.awards().into_iter().map(|a| a.sector.unwrap().as_str().to_owned()).collect();
    assert_eq!(sectors, ["energy", "postal", "energy"], "EDF has the sector that other lists give it");
}

#[test]
fn a_general_ranking_is_no_sector() {
    let world = World::default()
        .label("Classement général", Meaning::NoSector, |_| {})
        .row(won("podium", "2012", "x", "LCL").sector("Classement général"));
    assert_eq!((sector_of(&world), world.kinds().len()), (None, 0));
}

#[test]
fn a_company_stands_in_the_sector_it_is_most_often_listed_in() {
    let world = World::default()
        .label("Banque", Meaning::Sector(sector_id("banking")), |_| {})
        .label("Assurance", Meaning::Sector(sector_id("insurance")), |_| {})
        .row(won("podium", "2011", "Assurance", "Groupama"))
        .row(won("podium", "2012", "Assurance", "Groupama"))
        .row(won("palmes", "2012", "Banque", "Groupama").at("a"))
        .row(won("palmes", "2012", "Banque", "Groupama").at("b"))
        .row(won("palmes", "2012", "Banque", "Groupama").at("c"));
    let companies = world.resolve().register.companies;
    let sectors: Vec<_> = companies.values().map(|c| c.sector.unwrap().as_str().to_owned()).collect();
    assert_eq!(sectors, ["insurance"], "two lists weigh more than three pages on one list");
}

#[test]
fn a_list_of_winners_that_is_too_short_or_too_long_is_an_issue() {
    let expecting = |few, many| {
        let world = World::default().edition("podium", "2012", |e| e.winners = Some((few, many)));
        world.row(won("podium", "2012", "A", "LCL")).row(won("podium", "2012", "B", "LCL")).kinds()
    };
    assert!(expecting(2, 2).is_empty());
    assert_eq!(expecting(3, 20), ["winner-count"]);
    assert_eq!(expecting(0, 1), ["winner-count"]);
}
