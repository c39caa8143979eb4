//! `palmares init`: a fresh workspace, commented, with one invented award to replace.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};

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
        "{} is not a folder; choose another: nothing was written",
        folder.display()
    );
    // A link that leads nowhere is somebody's, too.
    let taken =
        FILES.iter().map(|(name, _)| folder.join(name)).find(|path| fs::symlink_metadata(path).is_ok());
    ensure!(
        taken.is_none(),
        "{} is there already; choose another folder: nothing was written",
        taken.unwrap_or_default().display()
    );
    for (name, text) in FILES {
        output::write_new(&folder.join(name), text.as_bytes())?;
        console.say(&format!("wrote     {}", folder.join(name).display()));
    }
    console.say(&format!("next      palmares build --workspace {}", folder.display()));
    Ok(Outcome::Done)
}
