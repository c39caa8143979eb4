//! `palmares export`: the tables of the database for engines beyond one machine, and the default questions as SQL.

use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context, Result};

use super::open_workspace::OpenWorkspace;
use super::output::{self, OutputFolder, OutputKind};
use super::{ExitStatus, Shell, build};
use rank::Query;
use tables::YEAR;

/// Writes every part as Parquet into a new folder.
pub fn parquet(shell: &Shell, out: &Path) -> Result<ExitStatus> {
    // Never marked as ours: an export is written once, and a second one goes elsewhere.
    let place = OutputFolder::open(&shell.workspace, out, OutputKind::Export)?;
    let workspace = OpenWorkspace::open(shell)?;
    let window = workspace.figures.all_years().context("no award of the data is a distinction yet")?;
    let settings = &workspace.files.catalog.settings.ranking;
    let query = Query::by_default(settings, settings.country.as_deref(), window);
    let mut files = 0;
    for (year, table) in tables::export_parts(&build::contents(shell, &workspace)) {
        let mut folder = place.folder.join(table.stored.unwrap_or(table.name));
        folder.extend(year.map(|year| format!("{YEAR}={year}")));
        fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
        let path = folder.join("part.parquet");
        let file = File::create_new(&path).with_context(|| format!("cannot create {}", path.display()))?;
        let written = tables::parquet::write(file, &table, year.map_or("", |_| YEAR));
        written.with_context(|| format!("cannot write {}", path.display()))?;
        files += 1;
    }
    for (name, sql) in tables::export_queries(&query) {
        output::write_new(&place.folder.join(name), sql.as_bytes())?;
    }
    shell.console.say(&format!("export    {} ({files} files of Parquet, 3 of SQL)", place.folder.display()));
    Ok(ExitStatus::Done)
}
