use std::collections::BTreeSet;

use proptest::prelude::*;

use super::Resolve;
use crate::resolve::Identities;
use model::text;
use model::{Company, Counting, FormerName, Issue, Origin, Verdict};
use sample::{RecordBuilder, World, company_id, source_id, won};

fn row(printed: &str) -> RecordBuilder {
    won("podium", "2012", printed, printed)
}

/// The company that each printed name is credited to, in the order of the names' categories.
fn credited(world: &World) -> Vec<Option<String>> {
    let id = |award: model::Award| award.company.map(|c| c.as_str().to_owned());
    world.awards().into_iter().map(id).collect()
}

fn former(name: &str) -> impl FnOnce(&mut Company) {
    let name = FormerName { name: name.to_owned(), from: None, until: None, url: String::new() };
    move |company| company.former.push(name)
}

#[test]
fn a_name_is_found_among_declared_ones_of_today_and_before() {
    let world = World::default()
        .company("veepee", "Veepee", former("Vente-privée.com"))
        .row(row("vente-privee"))
        .row(row("VEEPEE"));
    assert_eq!(credited(&world), [Some("veepee".into()), Some("veepee".into())]);
    assert_eq!(world.resolve().register.companies.len(), 1);
}

#[test]
fn an_unknown_name_is_a_company_found() {
    let world = World::default().row(row("Bourse Direct")).row(row("BOURSE DIRECT").at("b"));
    let register = world.resolve().register;
    let found = register.company(&company_id("boursedirect"));
    assert_eq!((found.name.as_str(), found.origin), ("Bourse Direct", Origin::Found));
}

#[test]
fn a_found_company_is_called_as_most_pages_call_it() {
    let world = World::default().row(row("Ldlc")).row(row("LDLC").at("b")).row(row("LDLC").at("c"));
    assert_eq!(world.resolve().register.company(&company_id("ldlc")).name, "LDLC");
    let twice_on_one_page =
        World::default().row(row("Ldlc")).row(row("LDLC").at("b")).row(row("LDLC").at("b"));
    assert_eq!(twice_on_one_page.resolve().register.company(&company_id("ldlc")).name, "Ldlc");
}

#[test]
fn a_found_company_never_takes_a_declared_identifier() {
    let world = World::default().company("orange", "Orange SA Belgique", |_| {}).row(row("Orange"));
    assert_eq!(credited(&world), [Some("orange_2".into())]);
}

#[test]
fn the_country_of_the_source_tells_two_companies_of_one_name_apart() {
    let world = World::default()
        .company("nationwide_uk", "Nationwide", |c| c.country = Some("GB".into()))
        .company("nationwide_us", "Nationwide", |c| c.country = Some("US".into()))
        .source("ukcsi", |s| s.country = "GB".into())
        .row(won("ukcsi", "2012", "Banks", "Nationwide"))
        .row(won("podium", "2012", "Banque", "Nationwide"));
    let awards = world.awards();
    assert_eq!(awards[1].company, Some(company_id("nationwide_uk")));
    assert_eq!(
        (&awards[0].company, &awards[0].counting),
        (&None, &Counting::NoCompany),
        "never silently wrong"
    );
    let among = vec![company_id("nationwide_uk"), company_id("nationwide_us")];
    let (edition, printed) = (awards[0].edition, "Nationwide".to_owned());
    assert_eq!(
        world.issues(),
        [Issue::AmbiguousCompany { source: source_id("podium"), edition, printed, among }]
    );
}

#[test]
fn names_decided_to_be_the_same_are_one_company() {
    let world = World::default()
        .decided(Verdict::Same, "Meetic", "Meetic Affinity")
        .row(row("Meetic"))
        .row(row("meetic AFFINITY"));
    assert_eq!(credited(&world), [Some("meetic".into()), Some("meetic".into())]);
    let declared = world.company("meetic_group", "Meetic", |_| {});
    assert_eq!(credited(&declared), [Some("meetic_group".into()), Some("meetic_group".into())]);
}

#[test]
fn a_later_decision_takes_back_an_earlier_one() {
    let world = World::default()
        .decided(Verdict::Same, "Meetic", "Meetic Affinity")
        .decided(Verdict::Different, "Meetic", "Meetic Affinity")
        .row(row("Meetic"))
        .row(row("Meetic Affinity"));
    assert_eq!(credited(&world), [Some("meetic".into()), Some("meeticaffinity".into())]);
}

#[test]
fn names_that_fold_alike_stay_apart_when_decided_to_differ() {
    let world = World::default()
        .decided(Verdict::Different, "Match.com", "Match")
        .company("match", "Match", |_| {})
        .row(row("Match"))
        .row(row("MATCH.COM"))
        .row(row("Match.fr"));
    assert_eq!(credited(&world), [Some("match".into()), Some("match_com".into()), None]);
    assert_eq!(world.kinds(), ["ambiguous-company"], "a third spelling could be either");
}

#[test]
fn names_that_differ_in_capitals_only_can_be_told_apart() {
    let world = World::default()
        .decided(Verdict::Different, "Lu", "LU")
        .row(row("LU"))
        .row(won("palmes", "2012", "", "Lu"));
    let credited = credited(&world);
    assert!(credited[0].is_some() && credited[1].is_some() && credited[0] != credited[1], "{credited:?}");
}

#[test]
fn no_chain_of_decisions_joins_two_names_decided_to_differ() {
    let world = World::default()
        .decided(Verdict::Different, "Orange", "Orange Bank")
        .decided(Verdict::Same, "Orange", "Orange France")
        .decided(Verdict::Same, "Orange France", "Orange Bank")
        .row(row("Orange"))
        .row(row("Orange Bank"))
        .row(row("Orange France"));
    assert_eq!(credited(&world), [Some("orange".into()), Some("orangebank".into()), Some("orange".into())]);
    assert_eq!(world.kinds(), ["decision-conflict"]);
}

#[test]
fn an_identifier_does_not_depend_on_what_else_is_known() {
    let alone = World::default().row(row("Plus X"));
    let among = World::default().row(row("Plus")).row(row("X")).row(row("Plus-X")).row(row("+X"));
    assert_eq!(credited(&alone), [Some("plusx".into())]);
    assert!(credited(&among).contains(&Some("plusx".into())));
}

#[test]
fn identifiers_that_disagree_block_a_decision_to_join() {
    let registered =
        |siren: &'static str| move |c: &mut Company| c.identifiers.siren = Some(siren.to_owned());
    let world = World::default()
        .company("meetic", "Meetic", registered("732829320"))
        .company("affinity", "Meetic Affinity", registered("552100554"))
        .decided(Verdict::Same, "Meetic", "Meetic Affinity")
        .row(row("Meetic"))
        .row(row("Meetic Affinity"));
    assert_eq!(credited(&world), [Some("meetic".into()), Some("affinity".into())]);
    assert_eq!(world.kinds(), ["decision-conflict"]);
}

/// Short names that often fold alike, for laws that must hold of any.
fn any_name() -> impl Strategy<Value = String> {
    let part = proptest::sample::select(vec![
        "Orange", "orange", "Bank", " ", "-", "Groupe ", "é", "e", " SA", ".fr", "X",
    ]);
    proptest::collection::vec(part, 1..5)
        .prop_map(|parts| parts.concat())
        .prop_filter("a name is printed", |name| !name.trim().is_empty())
}

proptest! {
    #[test]
    fn undecided_and_undeclared_names_join_exactly_when_their_keys_are_equal(names in proptest::collection::vec(any_name(), 2..6)) {
        let world = names.iter().fold(World::default(), |world, name| world.row(won("podium", "2012", name, name)));
        let identities = Identities::new(&world.catalog);
        for (a, b) in names.iter().flat_map(|a| names.iter().map(move |b| (a, b))) {
            let same_key = text::key(a) == text::key(b);
            prop_assert_eq!(identities.of_two(a, b).joins(), same_key, "{} and {}", a, b);
        }
        let keys: BTreeSet<_> = names.iter().map(|name| text::key(name)).collect();
        prop_assert_eq!(world.resolve().register.companies.len(), keys.len());
    }

    #[test]
    fn no_negative_decision_is_ever_crossed_not_even_through_a_chain(
        names in proptest::collection::vec(any_name(), 3..6),
        judged in proptest::collection::vec((any::<bool>(), 0..6_usize, 0..6_usize), 1..9),
    ) {
        let name = |at: usize| names[at % names.len()].trim();
        let judged: Vec<_> = judged.into_iter().filter(|(_, a, b)| name(*a) != name(*b)).collect();
        let world = judged.iter().fold(World::default(), |world, (same, a, b)| {
            world.decided(if *same { Verdict::Same } else { Verdict::Different }, name(*a), name(*b))
        });
        let identities = Identities::new(&world.catalog);
        for (at, (same, a, b)) in judged.iter().enumerate() {
            let pair = |(_, x, y): &(bool, usize, usize)| {
                let mut pair = [name(*x), name(*y)];
                pair.sort_unstable();
                pair
            };
            let taken_back = judged[at + 1..].iter().any(|later| pair(later) == pair(&(*same, *a, *b)));
            if !same && !taken_back {
                prop_assert!(!identities.of_two(name(*a), name(*b)).joins(), "{} and {} in {judged:?}", name(*a), name(*b));
            }
        }
    }
}
