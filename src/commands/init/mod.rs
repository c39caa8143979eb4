//! `palmares init`: a fresh workspace, commented, with one invented award to replace. `palmares schema`: what its TOML
//! files may hold, for editors.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use clap::builder::PossibleValuesParser;
use workspace::{schema_files, schemas};

use super::{Console, Outcome, output};

/// What a workspace begins with.
const FILES: [(&str, &str); 5] = [
    ("sources.toml", include_str!("workspace/sources.toml")),
    ("data/example_award.csv", include_str!("workspace/example_award.csv")),
    ("sectors.toml", include_str!("workspace/sectors.toml")),
    ("companies.toml", include_str!("workspace/companies.toml")),
    (".gitignore", include_str!("workspace/gitignore")),
];

/// Writes the files into a folder, which may exist as long as it holds none of them.
pub fn init(folder: &Path, console: Console) -> Result<Outcome> {
    ensure!(
        fs::metadata(folder).map_or(true, |about| about.is_dir()),
        "{} is not a folder; choose another (nothing was written)",
        folder.display()
    );
    // A link that leads nowhere is somebody's, too.
    let taken =
        FILES.iter().map(|(name, _)| folder.join(name)).find(|path| fs::symlink_metadata(path).is_ok());
    ensure!(
        taken.is_none(),
        "{} already exists; choose another folder (nothing was written)",
        taken.unwrap_or_default().display()
    );
    for (name, text) in FILES {
        output::write_new(&folder.join(name), text.as_bytes())?;
        console.say(&format!("wrote     {}", folder.join(name).display()));
    }
    console.say(&format!("next      palmares build --workspace {}", folder.display()));
    Ok(Outcome::Done)
}

/// The files that have a schema.
pub fn files_with_schema() -> PossibleValuesParser {
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
