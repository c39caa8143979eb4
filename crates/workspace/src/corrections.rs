//! `corrections.toml`: what the site once said and was wrong.

use super::tree::{Field, Names, Table};
use super::value;
use model::{Bilingual, CompanyId, Correction, SourceId};

/// Reads the corrections, oldest first; those of one day in the order of the file.
pub fn read(root: &mut Table<'_>, companies: &Names, sources: &Names) -> Vec<Correction> {
    let items = root.get("correction").and_then(Field::items).unwrap_or_default();
    let read = |item| read_correction(item, companies, sources);
    let mut corrections: Vec<Correction> = items.into_iter().filter_map(read).collect();
    corrections.sort_by_key(|correction| correction.when);
    corrections
}

fn read_correction(field: Field<'_>, companies: &Names, sources: &Names) -> Option<Correction> {
    let mut t = field.table("a correction")?;
    let when = t.need("when", "2026-11-21").and_then(Field::day);
    let fr = t.need("what", "\"Nespresso was second of 2012 here, and is first\"").and_then(Field::owned);
    let en = t.get("what-en").and_then(Field::owned).unwrap_or_default();
    let url = t.get("url").and_then(|f| f.read(value::address));
    let company = t.get("company").and_then(|f| companies.find(f, CompanyId::new));
    let source = t.get("source").and_then(|f| sources.find(f, SourceId::new));
    let year = t.get("year").and_then(Field::year);
    let edition = t.get("edition");
    if let Some(alone) = edition.filter(|_| source.is_none()) {
        alone.refuse("`edition` without `source`", "name the source, for example: source = \"podium\"");
    }
    let edition = edition.and_then(|f| f.read(value::label));
    t.close();
    Some(Correction { when: when?, what: Bilingual { fr: fr?, en }, url, company, source, edition, year })
}
