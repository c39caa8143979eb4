//! Settings, sources, sectors and companies as rows.

use std::collections::BTreeSet;

use rusqlite::{Result, Transaction, params};

use super::word;
use model::{Company, Day, Edition, EditionStatus, Label, Register, Sector, Source, SourceId, Window, Year};
use workspace::RankingSettings;

pub fn settings(tx: &Transaction, ranking: &RankingSettings, as_of: Day) -> Result<()> {
    let mut row = tx.prepare("INSERT INTO setting (key, value) VALUES (?1, ?2)")?;
    row.execute(params!["as_of", as_of.to_string()])?;
    row.execute(params!["method", word(&ranking.method)])?;
    row.execute(params!["country", ranking.country])?;
    Ok(())
}

pub fn sectors(tx: &Transaction, register: &Register) -> Result<()> {
    let mut row =
        tx.prepare("INSERT INTO sector (id, parent, name_fr, name_en, nace) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for Sector { id, parent, fr, en, nace, others: _ } in register.sectors.values() {
        row.execute(params![id.as_str(), parent.as_ref().map(|p| p.as_str()), fr, en, nace.join(" ")])?;
    }
    Ok(())
}

pub fn companies(tx: &Transaction, register: &Register) -> Result<()> {
    let mut row = tx.prepare(
        "INSERT INTO company (id, name, sector, family, country, level, parent, origin)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for company in register.companies.values() {
        let family = company.sector.as_ref().map(|sector| register.family(sector).as_str());
        row.execute(params![
            company.id.as_str(),
            company.name,
            company.sector.as_ref().map(|s| s.as_str()),
            family,
            company.country,
            word(&company.level),
            company.parent.as_ref().map(|p| p.as_str()),
            word(&company.origin),
        ])?;
    }
    register.companies.values().try_for_each(|company| names(tx, company))
}

fn names(tx: &Transaction, company: &Company) -> Result<()> {
    let mut row = tx.prepare_cached(
        "INSERT OR IGNORE INTO company_name (company, name, kind, first_year, last_year, url)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let id = company.id.as_str();
    let never: Option<i64> = None;
    row.execute(params![id, company.name, "today", never, never, None::<String>])?;
    for spelling in &company.spellings {
        row.execute(params![id, spelling, "spelling", never, never, None::<String>])?;
    }
    for former in &company.former {
        let url = Some(&former.url).filter(|url| !url.is_empty());
        let (from, until) = (former.from.map(Year::get), former.until.map(Year::get));
        row.execute(params![id, former.name, "former", from, until, url])?;
    }
    Ok(())
}

pub fn sources(tx: &Transaction, register: &Register) -> Result<()> {
    let mut row = tx.prepare(
        "INSERT INTO source VALUES
         (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
    )?;
    for source in register.sources.values() {
        row.execute(params![
            source.id.as_str(),
            source.name,
            source.name_en,
            source.organiser,
            source.website,
            source.url,
            source.country,
            word(&source.kind),
            source.counts,
            word(&source.judged_by),
            word(&source.pays_to_enter),
            word(&source.recipient),
            source.about.fr,
            source.about.en,
            source.held.map(|Window { from, .. }| from.get()),
            source.held.map(|Window { to, .. }| to.get()),
            source.label_offset,
            source.places,
            source.scale.map(|scale| scale.low),
            source.scale.map(|scale| scale.high),
            source.measure.as_ref().map(word),
            word(&source.better),
        ])?;
    }
    register.sources.values().try_for_each(|source| editions(tx, source))?;
    undeclared_editions(tx, register)
}

fn editions(tx: &Transaction, source: &Source) -> Result<()> {
    let mut row = tx.prepare_cached(
        "INSERT INTO edition VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    for edition in source.editions.values() {
        let Edition { label, awarded, status, claimed, winners, url, candidates, base, new_method, note } =
            edition;
        row.execute(params![
            source.id.as_str(),
            label.as_str(),
            awarded.map(|day| day.to_string()),
            word(status),
            claimed,
            winners.map(|(fewest, _)| fewest),
            winners.map(|(_, most)| most),
            url,
            note.fr,
            note.en,
            candidates,
            base.fr,
            base.en,
            new_method,
        ])?;
    }
    Ok(())
}

/// Editions that only rows speak of.
fn undeclared_editions(tx: &Transaction, register: &Register) -> Result<()> {
    let mut row = tx.prepare(
        "INSERT OR IGNORE INTO edition (source, label, status, note_fr, note_en) VALUES (?1, ?2, ?3, '', '')",
    )?;
    let of_awards = register.awards.iter().map(|award| (&award.source, &award.edition));
    let of_measures = register.measures.iter().map(|measure| (&measure.source, &measure.edition));
    let spoken: BTreeSet<(&SourceId, &Label)> = of_awards.chain(of_measures).collect();
    for (source, label) in spoken {
        row.execute(params![source.as_str(), label.as_str(), word(&EditionStatus::Held)])?;
    }
    Ok(())
}
