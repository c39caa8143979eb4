//! The tables `[source.*.edition.*]` of `sources.toml`.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::rules::{Reading, uses};
use crate::tree::{Ends, Field, Name, Names, Table};
use crate::value;
use crate::value::words::STATUSES;
use model::{Edition, EditionStatus, Label};

/// How many winners an edition may have; trade fairs hand out thousands.
pub const WINNERS: RangeInclusive<i64> = 0..=100_000;

/// How many companies may compete or be evaluated; registers of trade list millions.
const CANDIDATES: RangeInclusive<i64> = 1..=10_000_000;

/// Most editions measure as the one before.
const SAME_METHOD: bool = false;

/// Reads the editions of one source.
pub fn read(field: Field<'_>) -> BTreeMap<Label, Edition> {
    let mut editions = BTreeMap::new();
    for (name, field) in field.entries() {
        let label = name.read("an edition", value::label);
        let Some(mut table) = field.table("an edition") else { continue };
        // Its rule is read by [`readings`].
        table.get("read");
        let edition = read_edition(Label::new(name.text()), &mut table);
        table.close();
        editions.extend(label.map(|label| (label, edition)));
    }
    editions
}

/// Which rule reads which edition.
pub fn readings(field: Field<'_>, rules: &Names) -> Vec<Reading> {
    let tables =
        field.entries().into_iter().filter_map(|(name, field)| Some((name, field.table("an edition")?)));
    let read = |(name, mut table): (Name<'_>, Table<'_>)| {
        let label = Label::new(name.text());
        table.get("read").map(|field| uses(field, Some(&label), rules)).unwrap_or_default()
    };
    tables.flat_map(read).collect()
}

fn read_edition(label: Label, t: &mut Table<'_>) -> Edition {
    Edition {
        label,
        awarded: t.get("awarded").and_then(Field::day),
        status: t.get("status").and_then(|f| f.word(STATUSES)).unwrap_or(EditionStatus::Held),
        claimed: t.get("claimed").and_then(|f| f.whole(WINNERS)),
        winners: t.get("winners").and_then(|f| f.range(WINNERS, Ends::MayMeet)),
        url: t.get("url").and_then(|f| f.read(value::address)),
        candidates: t.get("candidates").and_then(|f| f.whole(CANDIDATES)),
        base: t.bilingual("base", "base-en"),
        new_method: t.get("new-method").and_then(Field::flag).unwrap_or(SAME_METHOD),
        note: t.bilingual("note", "note-en"),
    }
}
