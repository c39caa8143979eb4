//! `palmares check-citations` and `refresh`: documents that cite our figures, held against the figures of today.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};

use super::open_workspace::OpenWorkspace;
use super::pages::pdf_words;
use super::{AnswerFormat, ExitStatus, Shell, read_named};
use model::{Correction, FigureId};
use rank::{Figure, still_says};
use read::citations::{self, Citation, DocumentKind};

/// A report full of pictures, in bytes.
const LARGEST: u64 = 256 << 20;

/// What became of a figure that a document cites.
enum Fate {
    Holds,
    Changed {
        now: String,
        why: Vec<String>,
    },
    /// No such figure is published any more.
    Withdrawn,
    /// No number stands beside the id.
    Alone {
        now: String,
    },
}

impl Fate {
    fn word(&self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Changed { .. } => "changed",
            Self::Withdrawn => "withdrawn",
            Self::Alone { .. } => "no number",
        }
    }

    fn exit_status(&self) -> ExitStatus {
        match self {
            Self::Holds => ExitStatus::Done,
            Self::Changed { .. } | Self::Alone { .. } => ExitStatus::Issues,
            Self::Withdrawn => ExitStatus::Withdrawn,
        }
    }
}

/// The published figures of a workspace, by id.
struct FiguresToday<'w> {
    workspace: &'w OpenWorkspace,
    figures: BTreeMap<FigureId, Figure>,
}

impl<'w> FiguresToday<'w> {
    fn of(workspace: &'w OpenWorkspace) -> Self {
        let figures = workspace.figures.published().into_iter().map(|figure| (figure.id, figure)).collect();
        Self { workspace, figures }
    }

    fn fate(&self, citation: &Citation) -> Fate {
        let Some(figure) = self.figures.get(&citation.id) else { return Fate::Withdrawn };
        let Some(printed) = citation.printed else { return Fate::Alone { now: figure.value.clone() } };
        if still_says(printed, &figure.value) {
            return Fate::Holds;
        }
        Fate::Changed { now: figure.value.clone(), why: self.why(figure) }
    }

    /// The corrections that speak of what the figure is about.
    fn why(&self, figure: &Figure) -> Vec<String> {
        let register = &self.workspace.register;
        let (company, measure) = (figure.company(register), figure.measure(register));
        let about = |correction: &&Correction| {
            let of_company = company.is_some() && correction.company == company;
            let of_source = measure.is_some_and(|measure| correction.source == Some(measure.source));
            of_company || of_source
        };
        register.corrections.iter().filter(about).map(|c| format!("{}: {}", c.when, c.what.fr)).collect()
    }

    /// What a figure is, for who reads the answer.
    fn name(&self, id: FigureId) -> String {
        self.figures.get(&id).map(|figure| figure.named(&self.workspace.register)).unwrap_or_default()
    }
}

/// Tells of every cited figure whether it holds; ends as the worst of them.
pub fn check(shell: &Shell, files: &[PathBuf], format: AnswerFormat) -> Result<ExitStatus> {
    let workspace = OpenWorkspace::open(shell)?;
    let published = FiguresToday::of(&workspace);
    let (mut worst, mut rows) = (ExitStatus::Done, Vec::new());
    for file in files {
        for citation in read(file)? {
            let fate = published.fate(&citation);
            worst = worst.max(fate.exit_status());
            rows.push((file, citation, fate));
        }
    }
    let answer = match format {
        AnswerFormat::Json => {
            let all: Vec<Value> =
                rows.iter().map(|(file, citation, fate)| row(file, citation, fate)).collect();
            format!("{:#}\n", Value::from(all))
        }
        AnswerFormat::Text => {
            let lines = rows.iter().map(|(file, citation, fate)| line(&published, file, citation, fate));
            lines.collect::<String>() + &sums(rows.iter().map(|(_, _, fate)| fate))
        }
    };
    shell.console.answer(&answer)?;
    Ok(worst)
}

fn row(file: &Path, citation: &Citation, fate: &Fate) -> Value {
    let (now, why) = match fate {
        Fate::Changed { now, why } => (Some(now), why.as_slice()),
        Fate::Alone { now } => (Some(now), &[][..]),
        Fate::Holds | Fate::Withdrawn => (None, &[][..]),
    };
    json!({
        "file": file, "place": citation.place, "id": format!("fig-{}", citation.id), "fate": fate.word(),
        "then": citation.printed, "now": now, "why": why,
    })
}

fn line(published: &FiguresToday, file: &Path, citation: &Citation, fate: &Fate) -> String {
    let said = match fate {
        Fate::Holds => return String::new(),
        Fate::Changed { now, why } => {
            let then = citation.printed.map(|printed| printed.to_string()).unwrap_or_default();
            let why = if why.is_empty() { String::new() } else { format!(" ({})", why.join("; ")) };
            format!("{then} → {now}{why}")
        }
        Fate::Withdrawn => "is published no more".to_owned(),
        Fate::Alone { now } => format!("stands beside no number; it is {now}"),
    };
    let name = published.name(citation.id);
    let name = if name.is_empty() { name } else { format!(", {name}") };
    format!("{:<9} {}, {}: fig-{}{name}: {said}\n", fate.word(), file.display(), citation.place, citation.id)
}

fn sums<'f>(fates: impl Iterator<Item = &'f Fate>) -> String {
    let mut sums: BTreeMap<&str, usize> = BTreeMap::new();
    fates.for_each(|fate| *sums.entry(fate.word()).or_default() += 1);
    if sums.is_empty() {
        return "no figure is cited: a citation is a number and its id, such as 39 (fig-…)\n".to_owned();
    }
    let sums: Vec<String> = sums.into_iter().map(|(word, n)| format!("{n} {word}")).collect();
    format!("{}\n", sums.join(", "))
}

fn read(file: &Path) -> Result<Vec<Citation>> {
    let bytes = read_named(file, LARGEST)?;
    let cited = match DocumentKind::of(&bytes) {
        DocumentKind::Office => citations::of_office(&bytes).map_err(|reason| anyhow!(reason)),
        DocumentKind::Pdf => pdf_words(&bytes).map(|words| citations::of_words(&words)),
        DocumentKind::Plain => Ok(citations::of_text(&String::from_utf8_lossy(&bytes))),
    };
    cited.with_context(|| format!("cannot read {}", file.display()))
}

/// Mends the numbers of a text that no longer hold, and says at its end what moved.
pub fn refresh(shell: &Shell, file: &Path) -> Result<ExitStatus> {
    let bytes = read_named(file, LARGEST)?;
    let text = match DocumentKind::of(&bytes) {
        DocumentKind::Plain => {
            String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8", file.display()))?
        }
        DocumentKind::Office | DocumentKind::Pdf => {
            bail!("{} is no text: mend it by hand; `palmares check-citations` tells where", file.display())
        }
    };
    let workspace = OpenWorkspace::open(shell)?;
    let published = FiguresToday::of(&workspace);
    let (mut worst, mut changes, mut moved) = (ExitStatus::Done, Vec::new(), Vec::new());
    for citation in citations::of_text(&text) {
        let fate = published.fate(&citation);
        if let (Fate::Changed { now, .. }, Some(span)) = (&fate, &citation.span) {
            let then = citation.printed.map(|printed| printed.to_string()).unwrap_or_default();
            moved.push(format!("{}: {then} → {now}", published.name(citation.id)));
            changes.push((span.clone(), now.clone()));
        } else {
            shell.console.say(line(&published, file, &citation, &fate).trim_end());
            worst = worst.max(fate.exit_status());
        }
    }
    if !changes.is_empty() {
        let mended = citations::mended(&text, &changes) + &note(shell, file, &moved);
        replace(file, &mended)?;
    }
    moved.iter().for_each(|moved| shell.console.say(&format!("mended    {moved}")));
    Ok(worst)
}

/// Puts a text in the place of a file, whole or not at all.
fn replace(file: &Path, text: &str) -> Result<()> {
    let failed = || format!("cannot write {}", file.display());
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut fresh = tempfile::NamedTempFile::new_in(folder).with_context(failed)?;
    fresh.write_all(text.as_bytes()).with_context(failed)?;
    fs::set_permissions(fresh.path(), fs::metadata(file).with_context(failed)?.permissions())
        .with_context(failed)?;
    fresh.persist(file).with_context(failed)?;
    Ok(())
}

/// What moved, to stand at the end of the text. It carries no id, so that it is no citation itself.
fn note(shell: &Shell, file: &Path, moved: &[String]) -> String {
    let is_html = file.extension().is_some_and(|ending| ending == "html" || ending == "htm");
    let moved = moved.join("; ");
    if is_html {
        format!("<p>{}: {moved}</p>\n", shell.as_of)
    } else {
        format!("\n> {}: {moved}\n", shell.as_of)
    }
}
