//! Saving: what the files of the workspace would gain.

use anyhow::{Result, bail, ensure};

use super::rows::{DeskRow, RowState};
use super::{DeskSession, SaveAs};
use crate::commands::Shell;
use model::text::heading;
use workspace::{
    Addition, Catalog, EditionAdded, Judgement, RowCells, decisions_added, edition_added, left_out_added,
    new_file, rows_added,
};

impl DeskSession {
    /// What each file would gain, in the order in which it is written.
    pub fn additions(&self, shell: &Shell, catalog: &Catalog, how: SaveAs) -> Result<Vec<Addition>> {
        let mut all = match how {
            SaveAs::Rows => self.as_rows(shell, catalog),
            SaveAs::Rule => self.as_rule(shell, catalog),
        }?;
        let judged = self.judged(catalog);
        if !judged.is_empty() {
            all.push(decisions_added(&shell.workspace, &judged)?);
        }
        Ok(all)
    }

    /// The answers that are about rows which the workspace will have: of any other the names would be unknown.
    fn judged(&self, catalog: &Catalog) -> Vec<Judgement> {
        let mut rows = self.rows(catalog);
        rows.retain(|row| matches!(row.state, RowState::Saved | RowState::Had));
        let about = |judgement: &&Judgement| match judgement {
            Judgement::Names(names) => rows.iter().any(|row| row.cells["company"] == names.one),
            Judgement::Heading(filed) => {
                rows.iter().any(|row| heading(&row.cells["sector"]) == heading(&filed.printed))
            }
            Judgement::Page(_) => false,
        };
        self.choices.judged.iter().filter(about).cloned().collect()
    }

    fn as_rows(&self, shell: &Shell, catalog: &Catalog) -> Result<Vec<Addition>> {
        let rows = self.rows(catalog);
        let dated = |row: &DeskRow| {
            let mut cells = row.cells.clone();
            cells.insert("added", shell.as_of.to_string());
            cells
        };
        let saved: Vec<RowCells> =
            rows.iter().filter(|row| row.state == RowState::Saved).map(dated).collect();
        let left: Vec<RowCells> = rows.iter().filter_map(|row| self.left_out(row)).collect();
        ensure!(!saved.is_empty() || !left.is_empty(), "there is no row to save");
        let source = &catalog.sources[&self.page.edition.source];
        let known = catalog.files.get(&source.id).cloned();
        let file = if known.is_none() && !saved.is_empty() { Some(new_file(source.id)) } else { None };
        let name = known.or_else(|| file.clone());
        let mut all = Vec::new();
        // The file is there before it is named: to name one that is missing is a mistake.
        if let Some(name) = name.filter(|_| !saved.is_empty()) {
            all.push(rows_added(&shell.workspace, &name, &saved, source)?);
        }
        let declared = self.edition_added(catalog, None);
        all.extend(edition_added(&shell.workspace, &EditionAdded { file, ..declared })?);
        if !left.is_empty() {
            all.push(left_out_added(&shell.workspace, &left)?);
        }
        Ok(all)
    }

    /// A row that was left out for a reason is a fact that somebody weighed, and is kept with the reason.
    fn left_out(&self, row: &DeskRow) -> Option<RowCells> {
        let RowState::Left(why) = &row.state else { return None };
        let told = [
            ("source", self.page.edition.source.to_string()),
            ("distinction", row.cells["outcome"].clone()),
            ("reason", why.clone()),
        ];
        (!why.is_empty()).then(|| row.cells.clone().into_iter().chain(told).collect())
    }

    fn as_rule(&self, shell: &Shell, catalog: &Catalog) -> Result<Vec<Addition>> {
        if let Some(why) = self.no_rule() {
            bail!("{why}: save the rows instead");
        }
        let edition = &self.page.edition;
        let declared = catalog.sources[&edition.source].editions.get(&edition.label);
        let url = declared.and_then(|edition| edition.url.as_deref());
        ensure!(
            url.is_none_or(|url| url == self.page.address.as_str()),
            "{} {} declares another page, {}; save the rows instead",
            edition.source,
            edition.label,
            url.unwrap_or_default()
        );
        ensure!(
            catalog.rule_for(&edition.source, &edition.label).is_none(),
            "a rule reads {} {} already",
            edition.source,
            edition.label
        );
        let name = free_name(catalog, &format!("{}-{}", edition.source, edition.label));
        let rule = (read::written(&self.choices.rule, &name), name);
        Ok(edition_added(&shell.workspace, &self.edition_added(catalog, Some(rule)))?.into_iter().collect())
    }

    fn edition_added(&self, catalog: &Catalog, rule: Option<(String, String)>) -> EditionAdded {
        let edition = &self.page.edition;
        let declared = catalog.sources[&edition.source].editions.get(&edition.label);
        // Rows name their page themselves; that of a new edition is the one to look at again.
        let url = (declared.is_none() || rule.is_some()).then(|| self.page.address.as_str().to_owned());
        EditionAdded {
            source: edition.source,
            label: edition.label,
            awarded: edition.awarded,
            url,
            claimed: edition.claimed.or(self.reading.claimed.filter(|_| declared.is_none())),
            rule,
            file: None,
        }
    }
}

/// A name for a rule that no other has.
fn free_name(catalog: &Catalog, wanted: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = wanted.chars().map(plain).take(50).collect();
    let numbered = (2..).map(|n| format!("{name}-{n}"));
    std::iter::once(name.clone())
        .chain(numbered)
        .find(|name| !catalog.rules.contains_key(name))
        .unwrap_or(name)
}
