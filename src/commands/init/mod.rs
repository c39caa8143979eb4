//! `palmares init`: a fresh workspace, commented, with one invented award to replace.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::{Console, Outcome};

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
    let taken = FILES.iter().map(|(name, _)| folder.join(name)).find(|path| path.exists());
    ensure!(
        taken.is_none(),
        "{} is there already; choose another folder: nothing was written",
        taken.unwrap_or_default().display()
    );
    for (name, text) in FILES {
        write(&folder.join(name), text)?;
        console.say(&format!("wrote     {}", folder.join(name).display()));
    }
    console.say(&format!("next      palmares build --workspace {}", folder.display()));
    Ok(Outcome::Done)
}

/// A new file; one that came there in the meantime stays as it is.
fn write(path: &Path, text: &str) -> Result<()> {
    let failed = || format!("cannot write {}", path.display());
    fs::create_dir_all(path.parent().expect("every file lies in the folder")).with_context(failed)?;
    File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes())).with_context(failed)
}
