//! `palmares schema`: what the TOML files may hold, for editors.

use anyhow::Result;
use clap::builder::PossibleValuesParser;
use workspace::{schema_files, schemas};

use super::{Console, Outcome};

/// The files that have a schema.
pub fn files() -> PossibleValuesParser {
    schema_files().into()
}

/// Prints the schema of a file; of all of them, by name, when none is named.
pub fn schema(file: Option<&str>, console: Console) -> Result<Outcome> {
    let all = schemas();
    let text = match file.and_then(|name| all.get(name)) {
        Some(one) => serde_json::to_string_pretty(one)?,
        None => serde_json::to_string_pretty(&all)?,
    };
    console.answer(&(text + "\n")).map(|()| Outcome::Done)
}
