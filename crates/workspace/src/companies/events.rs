//! What happened to a company: the `events` of its table.

use crate::tree::Field;
use crate::value;
use crate::value::words::{AWAITED, EVENTS};
use model::Event;

/// Reads the events of a company, oldest first.
pub fn read(field: Field<'_>) -> Vec<Event> {
    let mut events = field.each(event);
    events.sort();
    events
}

fn event(field: Field<'_>) -> Option<Event> {
    let mut t = field.table("an event")?;
    let kind = t.need("kind", "\"rename\"").and_then(|f| f.word(EVENTS));
    let year = t.need("year", "2019").and_then(Field::year);
    let other = t.need("other", "\"Vente-privée.com\"").and_then(Field::owned);
    let (url, reference) = (t.get("url"), t.get("reference"));
    if url.is_some() == reference.is_some() {
        field.refuse(
            "an event has either a page that states it or none",
            "give its `url`, or write reference = \"awaited\"",
        );
    }
    let url = url.and_then(|f| f.read(value::address));
    if let Some(reference) = reference {
        reference.word(AWAITED);
    }
    t.close();
    Some(Event { year: year?, kind: kind?, other: other?, url })
}
