//! Awards, measures, their witnesses, and issues as rows.

use rusqlite::{Result, Transaction, params};

use super::word;
use model::{Award, Counting, Excerpt, Issue, Measure, Register, Subject, Witness};

pub fn awards(tx: &Transaction, register: &Register) -> Result<()> {
    let mut row = tx.prepare(
        "INSERT INTO award VALUES
         (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
    )?;
    for award in &register.awards {
        row.execute(params![
            award.id,
            award.source.as_str(),
            award.edition.as_str(),
            award.awarded.to_string(),
            award.awarded.year().get(),
            award.category.as_str(),
            word(&award.level),
            word(&award.outcome),
            award.place.map(|place| place.number),
            award.place.map(|place| place.tied),
            word(&award.recipient),
            award.company.as_ref().map(|c| c.as_str()),
            award.printed.as_str(),
            award.person.as_deref(),
            award.sector.as_ref().map(|s| s.as_str()),
            award.counting == Counting::Counts,
            award.counting.word(),
            echo_of(award),
            word(&award.evidence),
        ])?;
    }
    register.awards.iter().try_for_each(|award| award_witnesses(tx, award))
}

fn echo_of(award: &Award) -> Option<&str> {
    if let Counting::Echo(source) = &award.counting { Some(source.as_str()) } else { None }
}

fn award_witnesses(tx: &Transaction, award: &Award) -> Result<()> {
    let mut row =
        tx.prepare_cached("INSERT INTO award_witness VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?;
    for (position, w) in (1_i64..).zip(&award.witnesses) {
        let evidence = word(&w.evidence.kind);
        row.execute(params![
            award.id,
            position,
            w.url.as_str(),
            w.title.as_str(),
            w.printed.as_str(),
            w.category.as_str(),
            w.person.as_str(),
            evidence,
            w.evidence.remark.as_str(),
            w.file.as_str()
        ])?;
    }
    passages(
        tx,
        "INSERT INTO award_passage VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &award.id,
        &award.witnesses,
    )
}

pub fn measures(tx: &Transaction, register: &Register) -> Result<()> {
    let mut row = tx.prepare(
        "INSERT INTO measure VALUES
         (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    )?;
    for measure in &register.measures {
        row.execute(params![
            measure.id,
            measure.source.as_str(),
            measure.edition.as_str(),
            measure.awarded.to_string(),
            measure.awarded.year().get(),
            measure.category.as_str(),
            word(&measure.level),
            company_of(measure),
            measure.sector.as_ref().map(|s| s.as_str()),
            measure.value.to_f64(),
            measure.value.to_string(),
            measure.scale.map(|scale| scale.low),
            measure.scale.map(|scale| scale.high),
            measure.place.map(|place| place.number),
            measure.place.map(|place| place.tied),
            word(&measure.evidence),
        ])?;
    }
    register.measures.iter().try_for_each(|measure| measure_witnesses(tx, measure))
}

fn company_of(measure: &Measure) -> Option<&str> {
    match &measure.subject {
        Subject::Company(company) => Some(company.as_str()),
        Subject::Average => None,
    }
}

fn measure_witnesses(tx: &Transaction, measure: &Measure) -> Result<()> {
    let mut row =
        tx.prepare_cached("INSERT INTO measure_witness VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?;
    for (position, w) in (1_i64..).zip(&measure.witnesses) {
        let evidence = word(&w.evidence.kind);
        row.execute(params![
            measure.id,
            position,
            w.url.as_str(),
            w.title.as_str(),
            w.printed.as_str(),
            w.category.as_str(),
            evidence,
            w.evidence.remark.as_str(),
            w.file.as_str()
        ])?;
    }
    passages(
        tx,
        "INSERT INTO measure_passage VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &measure.id,
        &measure.witnesses,
    )
}

/// The words of archived pages among the lines that tell of one award or measure.
fn passages(tx: &Transaction, insert: &str, id: &str, witnesses: &[Witness]) -> Result<()> {
    let mut row = tx.prepare_cached(insert)?;
    for (position, witness) in (1_i64..).zip(witnesses) {
        let Some(passage) = &witness.passage else { continue };
        let (digest, seen) = (passage.digest.to_string(), passage.seen.to_string());
        let Excerpt { text, from, to } = &passage.excerpt;
        row.execute(params![id, position, digest, seen, passage.place, passage.line, text, from, to])?;
    }
    Ok(())
}

pub fn issues(tx: &Transaction, issues: &[Issue]) -> Result<()> {
    let mut row = tx.prepare("INSERT INTO issue (position, kind, what, remedy) VALUES (?1, ?2, ?3, ?4)")?;
    for (position, issue) in (1_i64..).zip(issues) {
        row.execute(params![position, issue.kind(), issue.to_string(), issue.remedy()])?;
    }
    Ok(())
}
