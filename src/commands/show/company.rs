//! `show company` and `show award`: what was won, down to the pages that state it.

use anyhow::{Result, bail};
use clap::Args;
use serde_json::{Value, json};

use super::explanation;
use super::query::Switches;
use crate::commands::open_workspace::OpenWorkspace;
use model::text;
use model::{Award, Company, Register, Witness};
use tables::Format;

#[derive(Debug, Args)]
pub struct CompanyArgs {
    /// Its identifier, or any of its names
    name: String,
    #[command(flatten)]
    switches: Switches,
    /// How the score comes about, step by step, instead of the list of awards
    #[arg(long)]
    explain: bool,
}

pub fn answer(workspace: &OpenWorkspace, asked: &CompanyArgs, format: Format) -> Result<Vec<u8>> {
    let company = find(&workspace.register, &asked.name)?;
    if asked.explain {
        return explanation::answer(workspace, &asked.switches.query(workspace)?, company, format);
    }
    let won = |award: &&Award| award.company.as_ref() == Some(&company.id);
    let in_year = |award: &&Award| asked.switches.holds(award.awarded.year());
    let mut awards: Vec<_> = workspace.register.awards.iter().filter(won).filter(in_year).collect();
    awards.sort_by_key(|award| (award.awarded, &award.id));
    let table = tables::awards(awards.iter().copied());
    let awards: Vec<_> = awards.into_iter().map(award_json).collect();
    let document = json!({ "company": company_json(company), "awards": awards });
    Ok(format.bytes(&table.with_document(document)))
}

/// The award and its witnesses.
pub fn award(workspace: &OpenWorkspace, id: &str, format: Format) -> Result<Vec<u8>> {
    let Some(award) = workspace.register.awards.iter().find(|award| award.id == id) else {
        bail!("no award `{id}`; `palmares show company NAME --format json` lists identifiers");
    };
    Ok(format.bytes(&tables::award_witnesses([award]).with_document(award_json(award))))
}

/// The company with this identifier or name.
pub fn find<'a>(register: &'a Register, name: &str) -> Result<&'a Company> {
    let key = text::key(name);
    let by_id = register.companies.values().find(|company| company.id.as_str() == name);
    let by_name =
        || register.companies.values().find(|company| company.names().any(|known| text::key(known) == key));
    let Some(company) = by_id.or_else(by_name) else {
        let near: Vec<_> =
            register.companies.values().filter(|c| text::key(&c.name).contains(&key)).collect();
        let near: Vec<_> = near.iter().take(5).map(|company| company.name.as_str()).collect();
        let hint =
            if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(", ")) };
        bail!("no company is called `{name}`{hint}");
    };
    Ok(company)
}

fn company_json(company: &Company) -> Value {
    let former = company.former.iter().map(|former| {
        json!({ "name": former.name, "from": former.from, "until": former.until, "url": former.url })
    });
    let events = company.events.iter().map(|event| {
        json!({
            "year": event.year, "kind": event.kind, "other": event.other,
            "url": event.url, "reference": if event.url.is_some() { "stated" } else { "awaited" },
        })
    });
    json!({
        "id": company.id,
        "name": company.name,
        "sector": company.sector,
        "country": company.country,
        "level": company.level,
        "parent": company.parent,
        "spellings": company.spellings,
        "former": former.collect::<Vec<_>>(),
        "events": events.collect::<Vec<_>>(),
        "identifiers": company.identifiers,
    })
}

pub(super) fn award_json(award: &Award) -> Value {
    json!({
        "id": award.id,
        "source": award.source,
        "edition": award.edition,
        "awarded": award.awarded,
        "year": award.awarded.year(),
        "category": award.category,
        "level": award.level,
        "outcome": award.outcome,
        "place": award.place,
        "company": award.company,
        "printed": award.printed,
        "person": award.person,
        "counting": award.counting.word(),
        "evidence": award.evidence,
        "witnesses": award.witnesses.iter().map(witness_json).collect::<Vec<_>>(),
    })
}

pub(super) fn witness_json(witness: &Witness) -> Value {
    json!({
        "url": witness.url,
        "title": witness.title,
        "printed": witness.printed,
        "category": witness.category,
        "person": witness.person,
        "evidence": witness.evidence.kind,
        "remark": witness.evidence.remark.to_string(),
        "remark_en": witness.evidence.remark.english(),
        "file": witness.file,
        "passage": witness.passage,
    })
}
