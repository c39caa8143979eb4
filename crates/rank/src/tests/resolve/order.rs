use proptest::prelude::*;

use super::Resolve;
use model::text::heading;
use model::{EvidenceKind, Level, Outcome, Recipient, Record, Verdict};
use sample::{RecordBuilder, World, sector_id, source_id, won};
use workspace::Meaning;

fn world() -> World {
    World::default()
        .source("podium", |s| {
            s.places = 3;
            s.category_names
                .extend(["Internet", "Accès Internet"].map(|c| (heading(c), "Internet".to_owned())));
        })
        .source("palmes", |s| s.echo = [(heading("Internet"), source_id("podium"))].into())
        .edition("podium", "2012", |e| e.awarded = "2012-06-07".parse().ok())
        .source("drc", |s| s.recipient = Recipient::Person)
        .company("free_fr", "Free", |c| c.country = Some("FR".into()))
        .company("free_be", "Free", |c| c.country = Some("BE".into()))
        .label("Internet", Meaning::Sector(sector_id("telecom")), |_| {})
        .label("Banque", Meaning::EachCompany, |_| {})
        .decided(Verdict::Same, "Meetic", "Meetic Affinity")
}

/// Few values for every part of a record, so that many records tell of one prize.
fn record() -> impl Strategy<Value = Record> {
    let text = |texts: &'static [&'static str]| proptest::sample::select(texts);
    let who = (
        text(&["podium", "palmes", "drc"]),
        text(&["2011", "2012", "?"]),
        text(&[
            "",
            "Internet",
            "accès internet",
            "Banque",
            "banques",
            "Banque2",
            "Plis & colis",
            "Plis, colis",
        ]),
        text(&["", "Free", "FREE", "free.fr", "Meetic", "Meetic Affinity", "LCL", "A & B", "A, B"]),
        text(&["", "", "Anne Un", "ANNE UN", "Paul Deux"]),
        text(&["", "Internet", "internets", "Inconnu"]),
    );
    let outcomes =
        [Outcome::Winner, Outcome::Placed, Outcome::Finalist, Outcome::Measured, Outcome::Annulled];
    let won_what = (
        proptest::sample::select(outcomes.to_vec()),
        proptest::option::of(1..4_u16),
        text(&["", "", "2012", "2012-06", "2013-01-02"]),
        text(&["", "", "6.8", "6.80", "7", "11"]),
        text(&["", "10", "20"]),
        text(&["a", "b"]),
    );
    let kinds = [EvidenceKind::Stated, EvidenceKind::Partial, EvidenceKind::Derived];
    let rest = (
        proptest::sample::select(kinds.to_vec()),
        proptest::sample::select(vec![Level::Overall, Level::Category]),
    );
    (who, won_what, rest).prop_map(|(who, what, rest)| {
        let mut row: RecordBuilder =
            won(who.0, who.1, who.2, who.3).person(who.4).sector(who.5).was(what.0).at(what.5);
        row.0.place = what.1.map(|number| model::Place { number, tied: number == 3 });
        row.0.awarded = what.2.parse().ok();
        row.0.score = what.3.parse().ok();
        row.0.scale = what.4.parse().ok();
        row.evidence(rest.0).level(rest.1).0
    })
}

proptest! {
    #[test]
    fn neither_the_order_nor_the_repetition_of_records_changes_anything(
        (records, shuffled) in proptest::collection::vec(record(), 1..40).prop_flat_map(|records| {
            let twice: Vec<_> = records.iter().chain(records.iter().step_by(2)).cloned().collect();
            (Just(records), Just(twice).prop_shuffle())
        })
    ) {
        let mut shuffled = shuffled;
        for (line, record) in (2..).zip(&mut shuffled) {
            if let model::Locator::Row { line: at, .. } = &mut record.locator {
                *at = line;
            }
        }
        let one = World { records, ..world() }.resolve();
        let other = World { records: shuffled, ..world() }.resolve();
        prop_assert_eq!(format!("{one:#?}"), format!("{other:#?}"));
    }

    #[test]
    fn a_register_holds_together(records in proptest::collection::vec(record(), 1..40)) {
        let register = World { records, ..world() }.resolve().register;
        let ids: Vec<_> = register.awards.iter().map(|award| &award.id).collect();
        prop_assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "sorted, each once: {:?}", ids);
        let ids: Vec<_> = register.measures.iter().map(|measure| &measure.id).collect();
        prop_assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "sorted, each once: {:?}", ids);
        for award in &register.awards {
            prop_assert!(!award.witnesses.is_empty());
            prop_assert!(award.company.iter().all(|id| register.companies.contains_key(id)));
        }
    }
}
