//! What repeats in a structure: columns of a table, fields of an item, members of a JSON node.

use std::collections::BTreeMap;

use super::named;
use super::parts::selector;
use crate::tree::{Field, Form};
use crate::value::Wrong;
use crate::{Column, Columns, Items, Members, Part, Selector, Setting};

/// `columns`, with what is put aside.
pub fn columns(field: Field<'_>, aside: Option<Field<'_>>, also: &[Setting]) -> Columns {
    let columns = named(Some(field), |f| Some(alternatives(f)).filter(|all| !all.is_empty()));
    if columns.is_empty() && field.form() == Form::Table {
        field.refuse("`columns` names no column", "write columns = { company = \"Marque\" }");
    }
    Columns { columns, aside: aside.map(|f| f.each(Field::owned)).unwrap_or_default(), also: also.to_vec() }
}

fn alternatives(field: Field<'_>) -> Vec<Column> {
    match field.form() {
        Form::List => field.each(column),
        Form::Text | Form::Number | Form::Table => column(field).into_iter().collect(),
    }
}

fn column(field: Field<'_>) -> Option<Column> {
    match field.form() {
        Form::Number => field.whole(1..=500).map(|n: u32| Column::At(n as usize)),
        Form::Text | Form::List | Form::Table => field.owned().map(Column::Header),
    }
}

/// `items` and `fields`, with what is put aside.
pub fn items(
    field: Field<'_>,
    fields: Option<Field<'_>>,
    aside: Option<Field<'_>>,
    also: &[Setting],
) -> Option<Items> {
    Some(Items {
        each: selector(field)?,
        fields: named(fields, |f| f.read(part)),
        aside: aside.map(|f| f.each(selector)).unwrap_or_default(),
        also: also.to_vec(),
    })
}

/// `.name`, `img@alt`, `@data-place`, or `.` for the item itself.
fn part(text: &str) -> Result<Part, Wrong> {
    let (element, attribute) = text.split_once('@').map_or((text, None), |(e, a)| (e, Some(a.to_owned())));
    let remedy = "write a CSS selector, `selector@attribute`, or `.` for the item itself";
    let element = match element.trim() {
        "" | "." => None,
        css => Some(Selector::new(css).map_err(|bad| Wrong::new(bad.to_string(), remedy))?),
    };
    Ok(Part { element, attribute })
}

/// `json` and `fields`, with what is put aside.
pub fn members(
    field: Field<'_>,
    fields: Option<Field<'_>>,
    aside: Option<Field<'_>>,
    also: &[Setting],
) -> Option<Members> {
    let fields: BTreeMap<String, String> = named(fields, Field::owned);
    let aside = aside.map(|f| f.each(Field::owned)).unwrap_or_default();
    Some(Members { each: field.owned()?, fields, aside, also: also.to_vec() })
}
