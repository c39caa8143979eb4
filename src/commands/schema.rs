//! `palmares schema`: what the TOML files may hold, for editors.

use anyhow::{Context, Result};
use clap::builder::PossibleValuesParser;
use serde_json::{Map, Value};

use super::{Console, Outcome};
use workspace::SCHEMAS;

/// The files that have a schema.
pub fn files() -> PossibleValuesParser {
    SCHEMAS.map(|(file, _)| file).into()
}

/// Prints the schema of a file; of all of them, by name, when none is named.
pub fn schema(file: Option<&str>, console: Console) -> Result<Outcome> {
    let one = SCHEMAS.iter().find(|(name, _)| Some(*name) == file);
    let answer = match one {
        Some((_, schema)) => (*schema).to_owned(),
        None => serde_json::to_string_pretty(&all()?)? + "\n",
    };
    console.answer(&answer).map(|()| Outcome::Done)
}

fn all() -> Result<Map<String, Value>> {
    let read = |(file, schema): (&str, &str)| Ok((file.to_owned(), serde_json::from_str(schema)?));
    SCHEMAS.into_iter().map(read).collect::<Result<_>>().context("a schema is JSON")
}
