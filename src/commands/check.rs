//! `palmares check`: what is wrong, missing, contradictory, or different from what others published.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::Result;
use serde_json::{Value, json};

use super::crawl::{self, ARCHIVE};
use super::open_workspace::OpenWorkspace;
use super::pages::{self, HeldPage};
use super::show::coverage_in_words;
use super::{AnswerFormat, ExitStatus, Shell, Strictness, build, counted};
use archive::Archive;
use model::{Issue, Label, Lead, Period, Source, SourceId, Year};
use rank::questions;
use rank::{Cause, Gap, ListState, WhyNotComputed};
use read::Held;
use read::find::{self, FoundEdition};
use workspace::Catalog;

/// Says all of it; the exit code says whether a person is needed.
pub fn check(shell: &Shell, strictness: Strictness, format: AnswerFormat) -> Result<ExitStatus> {
    let mut workspace = OpenWorkspace::open(shell)?;
    let overrides = build::overrides(&shell.workspace)?;
    workspace.issues.extend(site::untranslated(&workspace.files.catalog.settings.site, &overrides)?);
    workspace.issues.extend(workspace.files.doubtful.iter().map(Held::issue));
    let archive = Archive::open(&shell.workspace.join(ARCHIVE))?;
    let announced = Announced::new(&workspace.files.catalog, &archive, shell.as_of.year())?;
    let answer = match format {
        AnswerFormat::Text => text(&workspace, &announced)?,
        AnswerFormat::Json => serde_json::to_string_pretty(&json(&workspace, &announced))? + "\n",
    };
    shell.console.answer(&answer)?;
    let person = needs_a_person(&workspace, strictness) || announced.needs_a_person();
    Ok(if person { ExitStatus::Issues } else { ExitStatus::Done })
}

fn needs_a_person(workspace: &OpenWorkspace, strictness: Strictness) -> bool {
    let unexplained = |gap: &Gap| matches!(gap.cause, Cause::Method);
    let incomplete = || {
        gaps_in_coverage(workspace).next().is_some()
            || unlisted(workspace).next().is_some()
            || workspace.figures.calibration().iter().any(unexplained)
    };
    !workspace.issues.is_empty() || (strictness == Strictness::Strict && incomplete())
}

/// Source-years of which a list is missing, in whole or in part.
fn gaps_in_coverage(workspace: &OpenWorkspace) -> impl Iterator<Item = (&SourceId, Year, &ListState)> {
    let coverage = workspace.figures.coverage();
    let cells = coverage.rows.iter().flat_map(|(source, cells)| {
        coverage.years.iter().zip(cells).map(move |(year, cell)| (source, *year, cell))
    });
    cells.filter(|(source, _, cell)| {
        let incomplete =
            matches!(cell, ListState::Partial { .. } | ListState::NotFound { .. } | ListState::NotAllowed);
        incomplete && workspace.register.source(source).counts
    })
}

/// Editions with an announced number of winners of which there is no row, in years that the matrix does not show.
fn unlisted(workspace: &OpenWorkspace) -> impl Iterator<Item = (SourceId, Label, u32)> {
    let sources = workspace.register.sources.values().filter(|source| source.counts);
    pages::editions(sources).filter_map(|(source, edition)| {
        let claimed = edition.claimed.filter(|claimed| edition.took_place() && *claimed > 0)?;
        let year = pages::first_day(source, edition).map(|day| day.year());
        let shown = year.is_some_and(|year| workspace.figures.coverage().years.contains(&year));
        let of = |id: SourceId, label: Label| (id, label) == (source.id, edition.label);
        let rows = || workspace.register.awards.iter().any(|award| of(award.source, award.edition));
        (!shown && !rows()).then_some((source.id, edition.label, claimed))
    })
}

fn text(workspace: &OpenWorkspace, announced: &Announced<'_>) -> Result<String> {
    let mut out = String::new();
    let sources = counted(workspace.register.sources.len(), "source", "sources");
    writeln!(out, "CONFIGURATION  {sources}, no mistake")?;
    write_held(&mut out, &workspace.files.pages.held)?;
    write_issues(&mut out, &workspace.issues)?;
    let undecided = counted(questions::undecided(&workspace.register).len(), "pair", "pairs");
    writeln!(
        out,
        "\nNAMES  {undecided} may be one company; palmares review asks, those first that move most"
    )?;
    announced.write(&mut out)?;
    write_coverage(&mut out, workspace)?;
    write_calibration(&mut out, workspace.figures.calibration())?;
    Ok(out)
}

/// What waits for a person, with what it would change and the commands that settle it.
fn write_held(out: &mut String, held: &[HeldPage]) -> Result<()> {
    if !held.is_empty() {
        let readings = counted(held.len(), "reading of a page is", "readings of pages are");
        writeln!(out, "\nHELD  {readings} not published until you decide")?;
    }
    for HeldPage { source, edition, copy } in held {
        writeln!(out, "  {source} {edition}, copy of {}: {} rows", copy.seen.day(), copy.rows)?;
        copy.why.iter().try_for_each(|why| writeln!(out, "    why      {why}"))?;
        let rows = |out: &mut String, word, rows: &[String]| {
            rows.iter().try_for_each(|row| writeln!(out, "    {word:<8} {row}"))
        };
        rows(out, "added", &copy.change.added)?;
        rows(out, "removed", &copy.change.removed)?;
        let changed = copy.change.changed.iter().map(|(old, new)| format!("{old} → {new}"));
        rows(out, "changed", &changed.collect::<Vec<_>>())?;
        let which =
            match held.iter().filter(|other| (other.source, other.edition) == (*source, *edition)).count() {
                1 => String::new(),
                _ => format!(" --copy {}", &copy.digest.to_string()[..12]),
            };
        writeln!(out, "    → see it: palmares try {source} --edition {edition}")?;
        writeln!(out, "    → publish it: palmares decide accept {source} {edition}{which} --why \"…\"")?;
        writeln!(
            out,
            "    → leave it: palmares decide reject {source} {edition}{which} --why \"…\", or correct the rule"
        )?;
    }
    Ok(())
}

fn write_issues(out: &mut String, issues: &[Issue]) -> Result<()> {
    writeln!(out, "\nISSUES  {} a person", counted(issues.len(), "needs", "need"))?;
    for issue in issues {
        writeln!(out, "  {:<18} {issue}\n  {:<18} → {}", issue.kind(), "", issue.remedy())?;
    }
    Ok(())
}

fn write_coverage(out: &mut String, workspace: &OpenWorkspace) -> Result<()> {
    let gaps: Vec<_> = gaps_in_coverage(workspace).collect();
    let unlisted: Vec<_> = unlisted(workspace).collect();
    let all = gaps.len() + unlisted.len();
    let lists = counted(all, "list of prizes that count is", "lists of prizes that count are");
    writeln!(out, "\nCOVERAGE  {lists} incomplete or missing")?;
    for (source, year, cell) in gaps {
        writeln!(out, "  {year}  {source:<28} {}", coverage_in_words(cell))?;
    }
    for (source, label, claimed) in unlisted {
        let cell = ListState::NotFound { claimed: Some(claimed) };
        writeln!(out, "  {label}  {source:<28} {}", coverage_in_words(&cell))?;
    }
    Ok(())
}

fn write_calibration(out: &mut String, calibration: &[Gap]) -> Result<()> {
    writeln!(out, "\nPUBLISHED FIGURES  {} beside ours", calibration.len())?;
    for gap in calibration {
        let Gap { published, ours, gap: difference, .. } = gap;
        let theirs = [published.value.as_str(), published.company.as_str()];
        let theirs: Vec<_> = theirs.into_iter().filter(|word| !word.is_empty()).collect();
        let ours = ours.as_deref().unwrap_or("—");
        let difference = difference.map(|n| format!(" ({n:+})")).unwrap_or_default();
        writeln!(out, "  {:<10} {}: {}", period(published.period), published.figure, theirs.join(" "))?;
        writeln!(out, "  {:<10} ours: {ours}{difference}; {}", "", cause_in_words(&gap.cause))?;
    }
    Ok(())
}

fn period(period: Period) -> String {
    match period {
        Period::Years(window) => window.to_string(),
        Period::All => "all".to_owned(),
    }
}

fn json(workspace: &OpenWorkspace, announced: &Announced<'_>) -> Value {
    let issues = workspace
        .issues
        .iter()
        .map(|issue| json!({ "kind": issue.kind(), "what": issue.to_string(), "remedy": issue.remedy() }));
    let coverage = gaps_in_coverage(workspace)
        .map(|(source, year, cell)| json!({ "source": source, "year": year, "coverage": cell }));
    let unlisted = unlisted(workspace).map(|(source, label, claimed)| {
        json!({ "source": source, "edition": label, "coverage": ListState::NotFound { claimed: Some(claimed) } })
    });
    let calibration = workspace.figures.calibration().iter().map(|gap| {
        json!({
            "period": period(gap.published.period), "figure": gap.published.figure, "value": gap.published.value,
            "company": gap.published.company, "url": gap.published.url, "ours": gap.ours, "gap": gap.gap,
            "cause": gap.cause.word(), "why": cause_in_words(&gap.cause),
        })
    });
    let held = workspace.files.pages.held.iter().map(|HeldPage { source, edition, copy }| {
        let change = &copy.change;
        json!({
            "source": source, "edition": edition, "sha256": copy.digest.to_string(),
            "seen": copy.seen.to_string(), "rows": copy.rows,
            "why": copy.why.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "added": change.added, "removed": change.removed, "changed": change.changed,
        })
    });
    json!({
        "held": held.collect::<Vec<_>>(),
        "issues": issues.collect::<Vec<_>>(),
        "undecided_pairs": questions::undecided(&workspace.register).len(),
        "new_editions": announced.json(),
        "coverage": coverage.chain(unlisted).collect::<Vec<_>>(),
        "published": calibration.collect::<Vec<_>>(),
    })
}

/// The cause in words; every incomplete source-year is named.
fn cause_in_words(cause: &Cause) -> String {
    match cause {
        Cause::Same => "the same".to_owned(),
        Cause::Incomplete { cells } => format!("incomplete lists: {}", listed(cells)),
        Cause::NotComputed(reason) => reason_words(*reason).to_owned(),
        Cause::Method => "our lists are complete, so the counting differs".to_owned(),
        Cause::UnknownCompany => "the company is not in our data, or the name fits several".to_owned(),
    }
}

fn listed(cells: &[(SourceId, Year, ListState)]) -> String {
    let mut by_source: BTreeMap<&SourceId, Vec<String>> = BTreeMap::new();
    for (source, year, cell) in cells {
        by_source.entry(source).or_default().push(format!("{year} {}", share(cell)));
    }
    let sources = by_source.into_iter().map(|(source, years)| format!("{source} ({})", years.join(", ")));
    sources.collect::<Vec<_>>().join("; ")
}

fn share(cell: &ListState) -> String {
    match cell {
        ListState::Complete { found } => format!("{found}/{found}"),
        ListState::Partial { found, claimed } => format!("{found}/{}", known(*claimed)),
        ListState::NotFound { claimed } => format!("0/{}", known(*claimed)),
        ListState::NotHeld => "not held".to_owned(),
        ListState::NotAllowed => "not allowed".to_owned(),
    }
}

fn known(claimed: Option<u32>) -> String {
    claimed.map_or_else(|| "?".to_owned(), |claimed| claimed.to_string())
}

fn reason_words(reason: WhyNotComputed) -> &'static str {
    match reason {
        WhyNotComputed::AboutThePublisher => "it describes the publisher's own ranking",
        WhyNotComputed::OutsideOurData => "it counts things outside the workspace",
        WhyNotComputed::UnknownSource => "it names a prize that fits none of our sources, or several",
        WhyNotComputed::UnknownSector => "it names a sector that fits none of ours",
        WhyNotComputed::NoYears => "it does not say which years it speaks of",
        WhyNotComputed::UnknownFigure => "no rule of ours computes a figure of this name",
    }
}

/// Said of a lead that tells of nothing, whether or not it ever did.
const NOTHING: &str = "no edition is found; compare `find` in sources.toml with the page";

/// The editions that organisers announce and nobody declared yet, by the pages of the archive.
struct Announced<'a> {
    undeclared: Vec<(&'a Source, FoundEdition)>,
    /// Sources whose lead tells of nothing any more.
    broken: Vec<&'a Source>,
}

impl<'a> Announced<'a> {
    fn new(catalog: &'a Catalog, archive: &Archive, today: Year) -> Result<Self> {
        let mut announced = Self { undeclared: Vec::new(), broken: Vec::new() };
        for (source, lead) in
            catalog.sources.values().filter_map(|source| Some((source, source.find.as_ref()?)))
        {
            let mut pages = Vec::new();
            for address in crawl::lead_addresses(source, archive, today)? {
                pages.extend(crawl::lead_page(archive, &address)?);
            }
            let found = find::editions(lead, &find::awaited(source, today), &pages);
            if found.is_empty() && matches!(lead, Lead::Listed { .. }) && !pages.is_empty() {
                announced.broken.push(source);
            }
            let new = find::undeclared(found, source);
            announced.undeclared.extend(new.into_iter().map(|found| (source, found)));
        }
        Ok(announced)
    }

    fn needs_a_person(&self) -> bool {
        !self.undeclared.is_empty() || !self.broken.is_empty()
    }

    /// For people, with the lines to paste into `sources.toml`.
    fn write(&self, out: &mut String) -> Result<()> {
        writeln!(out, "\nNEW EDITIONS  {} found, not yet declared", self.undeclared.len())?;
        for (source, found) in &self.undeclared {
            let lines = find::toml(source, found);
            lines.lines().try_for_each(|line| writeln!(out, "  {line}"))?;
        }
        for source in &self.broken {
            writeln!(out, "  {}: {NOTHING}", source.id)?;
        }
        Ok(())
    }

    fn json(&self) -> Value {
        let found = self.undeclared.iter().map(|(source, found)| {
            json!({ "source": source.id, "year": found.year, "url": found.address, "title": found.title,
                    "toml": find::toml(source, found) })
        });
        let broken = self.broken.iter().map(|source| json!({ "source": source.id, "why": NOTHING }));
        json!({ "undeclared": found.collect::<Vec<_>>(), "broken": broken.collect::<Vec<_>>() })
    }
}
