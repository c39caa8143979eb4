//! What a person tells the desk beside rows: a source that is new, and the answers to questions on names and headings.

use anyhow::{Context as _, Result, ensure};

use super::{DeskSession, DeskStep};
use crate::commands::Shell;
use crate::commands::judge::{meaning, one_line, signed, who_judges};
use model::text::slug;
use model::{Decision, Verdict};
use workspace::{Addition, Catalog, HeadingDecision, Judgement, source_added};

/// The keys that a source needs, and those that a person may know at once.
pub const SOURCE_KEYS: [&str; 8] =
    ["name", "organiser", "country", "kind", "judged-by", "pays-to-enter", "website", "render"];

/// A new source, as `sources.toml` will hold it, and its identifier: that of its name where none is told.
pub fn new_source<'t>(shell: &Shell, told: impl Fn(&str) -> &'t str) -> Result<(String, Addition)> {
    let name = one_line(told("name"));
    ensure!(!name.is_empty(), "say how the award is called");
    let id = match told("id").trim() {
        "" => slug(&name),
        id => id.to_owned(),
    };
    let keys = SOURCE_KEYS.map(|key| (key, told(key)));
    Ok((id.clone(), source_added(&shell.workspace, &id, &keys)?))
}

impl DeskSession {
    /// Whether the name of a row is that of the company which was asked about.
    pub fn judge_names(
        &mut self,
        shell: &Shell,
        catalog: &Catalog,
        who: Option<String>,
        verdict: Verdict,
        [one, other]: [&str; 2],
    ) -> Result<String> {
        let asked = self.companies.shown.get(one).into_iter().flat_map(|shown| &shown.questions);
        let question = asked.into_iter().find(|question| question.other == other);
        let reason = &question.context("that question is not asked any more")?.told;
        let why = format!("judged at the desk; {reason}");
        let [who, when, why] = signed(shell, catalog, who_judges(who)?, &why)?;
        let (one, other, why) = (one.to_owned(), other.to_owned(), why.as_str().into());
        self.take(DeskStep::Judge(Judgement::Names(Decision { verdict, one, other, who, when, why })))
    }

    /// Which sector a heading of the rows means.
    pub fn file_heading(
        &mut self,
        shell: &Shell,
        catalog: &Catalog,
        who: Option<String>,
        printed: &str,
        sector: &str,
    ) -> Result<String> {
        let meaning = Some(meaning(catalog, sector)?);
        let [who, when, why] = signed(shell, catalog, who_judges(who)?, "judged at the desk")?;
        let (source, printed) = (self.page.edition.source, printed.to_owned());
        let filed = HeadingDecision { source, printed, meaning, who, when, why };
        self.take(DeskStep::Judge(Judgement::Heading(filed)))
    }
}
