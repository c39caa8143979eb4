//! Every printed person, folded once.

use crate::column::{Column, ranks};
use model::text;
use model::{Record, Shared};

/// A printed person.
pub(super) struct Person {
    /// The number of the person as compared, in the order of letters; none where none is named.
    pub(super) number: Option<u32>,
    /// As a part of an identifier; empty where none is named.
    pub(super) slug: String,
}

/// The persons of the records.
pub(super) fn persons(records: &[&Record]) -> Column<Person> {
    let column = Column::of(records, |record| record.person);
    let keys: Vec<String> = column.values.iter().map(|printed| text::key(printed)).collect();
    let person = |(printed, number): (&Shared, u32)| Person {
        number: (!printed.is_empty()).then_some(number),
        slug: if printed.is_empty() { String::new() } else { text::slug(printed) },
    };
    let persons = column.values.iter().zip(ranks(&keys)).map(person).collect();
    column.with(persons)
}
