//! `palmares claim`: what an advertisement says of a prize, held against what pages state.

use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};

use super::named::source_named;
use super::open_workspace::OpenWorkspace;
use super::{AnswerFormat, ExitStatus, Shell, show};
use model::{Award, Company};
use rank::{TitleCheck, TitleClaim, TitleFault, Titles};

#[derive(Debug, Args)]
pub struct ClaimArgs {
    /// The words of the advertisement, with the prize and its year
    said: String,
    /// Who says so, by its identifier or any of its names
    #[arg(long, value_name = "NAME")]
    company: String,
    /// Which prize is meant [default: the one that the words name]
    #[arg(long, value_name = "ID")]
    source: Option<String>,
}

/// Ends with 2 unless all of the claim holds.
pub fn claim(shell: &Shell, asked: &ClaimArgs, format: AnswerFormat) -> Result<ExitStatus> {
    let workspace = OpenWorkspace::open(shell)?;
    let register = &workspace.register;
    let company = show::company_named(register, &asked.company)?;
    let known = |id: &String| source_named(&register.sources, id).map(|source| source.id);
    let source = asked.source.as_ref().map(known).transpose()?;
    let claim = TitleClaim::read(register, &asked.said, source)?;
    let titles = Titles::of(register, workspace.figures.coverage());
    let check = titles.check(&claim, &company.id, shell.as_of);
    let answer = match format {
        AnswerFormat::Text => text(&workspace, company, &claim, &check),
        AnswerFormat::Json => format!("{:#}\n", document(company, &claim, &check)),
    };
    shell.console.answer(&answer)?;
    Ok(if check.faults.is_empty() { ExitStatus::Done } else { ExitStatus::Issues })
}

fn text(workspace: &OpenWorkspace, company: &Company, claim: &TitleClaim, check: &TitleCheck) -> String {
    let source = workspace.register.source(&claim.source);
    let years: Vec<String> = claim.years.iter().map(ToString::to_string).collect();
    let category = claim.category.as_ref().map(|category| format!(", category {category}"));
    let in_a_row = claim.in_a_row.map(|n| format!(", {n} in a row"));
    let read = format!(
        "{}: {} {}{}{}",
        company.name,
        source.name,
        years.join(", "),
        category.unwrap_or_default(),
        in_a_row.unwrap_or_default()
    );
    let mut lines = vec![("verdict", check.verdict().replace('-', " ")), ("read as", read)];
    lines.extend(check.faults.iter().map(|fault| ("because", told(fault))));
    lines.extend(check.awards.iter().map(|award| ("title", stated(award))));
    let terms = check.terms.map(|terms| {
        let until = terms.valid_until.map(|day| format!("may be used until {day}; "));
        format!("{}{}", until.unwrap_or_default(), terms.url.as_deref().unwrap_or_default())
    });
    let unknown = || "how long and in which words the title may be used is not declared".to_owned();
    lines.push(("terms", terms.unwrap_or_else(unknown)));
    lines.into_iter().map(|(what, said)| format!("{what:<9} {said}\n")).collect()
}

fn stated(award: &Award) -> String {
    let pages: Vec<&str> = award.witnesses.iter().map(|witness| witness.url.as_str()).collect();
    format!("{} {} {}", award.edition, award.category, pages.join(" "))
}

fn told(fault: &TitleFault) -> String {
    let list = |names: &[String]| names.join(", ");
    match fault {
        TitleFault::Annulled { edition } => format!("the title of {edition} was taken back"),
        TitleFault::NotHeld { year } => format!("no edition {year} was held"),
        TitleFault::OtherCategory { edition, won } => {
            let won: Vec<String> = won.iter().map(|category| format!("“{}”", category.as_str())).collect();
            format!("the title of {edition} is that of {}", list(&won))
        }
        TitleFault::OtherEdition { year, won } => {
            let won: Vec<String> = won.iter().map(ToString::to_string).collect();
            format!("all names of {year} are known, and it is none of them; it won in {}", list(&won))
        }
        TitleFault::NotWon { year } => format!("all names of {year} are known, and it is none of them"),
        TitleFault::Unknown { year, found, announced } => match announced {
            Some(announced) => format!("of {year}, {found} of {announced} names are known: nobody can tell"),
            None => format!("of {year}, {found} names are known of an unknown number: nobody can tell"),
        },
        TitleFault::Derived { edition } => {
            format!("the title of {edition} follows from other pages, and none says it outright")
        }
        TitleFault::StreakBroken { in_a_row, year } => {
            format!("not {in_a_row} in a row: no title in {year}")
        }
        TitleFault::StreakUnproven { in_a_row, year } => {
            format!("{in_a_row} in a row are not proven: names of {year} are missing")
        }
        TitleFault::Expired { until } => format!("the title could be used until {until}"),
        TitleFault::Wording { required } => format!("the organiser requires the words “{required}”"),
    }
}

fn document(company: &Company, claim: &TitleClaim, check: &TitleCheck) -> Value {
    let award = |award: &&Award| {
        let pages: Vec<&str> = award.witnesses.iter().map(|witness| witness.url.as_str()).collect();
        json!({ "id": award.id, "edition": award.edition, "category": award.category, "urls": pages })
    };
    json!({
        "verdict": check.verdict(),
        "said": claim.said, "company": company.id, "source": claim.source, "years": claim.years,
        "category": claim.category, "in_a_row": claim.in_a_row,
        "faults": check.faults,
        "awards": check.awards.iter().map(award).collect::<Vec<_>>(),
        "terms": check.terms.map(|terms| {
            json!({ "valid_until": terms.valid_until, "wording": terms.wording, "url": terms.url })
        }),
    })
}
