//! Help from a model, where `[assist]` names one and a person asks: the rows that it proposes for a page become one more
//! list found, if the page bears them out. Nothing of it is saved before the person says so, and each row tells how it
//! was read.

use anyhow::{Context as _, Result, anyhow, ensure};

use super::DeskSession;
use super::rows::placed;
use crate::commands::{Network, crawl};
use model::{Excerpt, Language, Locator, Passage, Record};
use read::{Extraction, FoundList, Mark, QuotedRow, Shape, Text, quoted_rows, row_question};
use workspace::{Catalog, RowCells, Rule};

/// How many refusals are told.
const MOST_TOLD: usize = 3;

impl DeskSession {
    /// Asks the model for the rows of the page, and takes those that the page bears out.
    pub fn ask_model(&mut self, catalog: &Catalog, network: Network) -> Result<String> {
        let assist = catalog.settings.assist.as_ref();
        let assist =
            assist.context("no model is declared; add [assist] with url and model to sources.toml")?;
        ensure!(network == Network::Allowed, "the network is off; leave out --offline");
        let question = row_question(&assist.model, &self.page.text).map_err(|why| anyhow!(why))?.to_string();
        // The request has a runtime of its own, which cannot begin within another one.
        let asked =
            std::thread::scope(|scope| scope.spawn(|| crawl::ask_model(catalog, assist, &question)).join());
        let answer = asked.unwrap_or_else(|_| Err(anyhow!("the request stopped")))?;
        let (rows, mut refused) = quoted_rows(&answer, &self.page.text).map_err(|why| anyhow!(why))?;
        let list = self.proposed(rows, catalog, &assist.model, &mut refused);
        let (kept, not_kept) = (list.reading.records.len(), refused.len());
        refused.truncate(MOST_TOLD);
        let told = format!(
            "{kept} rows proposed that the page says, {not_kept} that it does not; {}",
            refused.join("; ")
        );
        let told = told.trim_end_matches("; ").to_owned();
        ensure!(kept > 0, "{told}");
        self.page.lists.push(list);
        self.past.push(self.choices.clone());
        self.take_list(self.page.lists.len() - 1);
        Ok(told)
    }

    /// The rows as a list of the page, each with the words that say it.
    fn proposed(
        &self,
        rows: Vec<QuotedRow>,
        catalog: &Catalog,
        model: &str,
        refused: &mut Vec<String>,
    ) -> FoundList {
        let own = catalog.settings.site.languages.first().copied().unwrap_or(Language::EN);
        let row = |quoted: &QuotedRow| {
            let mut row: RowCells = self.blank();
            row.extend(quoted.cells.clone());
            row.insert("evidence", format!("stated ({})", how_read(own, model)));
            row.insert("remark_en", how_read(Language::EN, model));
            placed(&mut row);
            row
        };
        let cells: Vec<RowCells> = rows.iter().map(row).collect();
        let (understood, wrong) = workspace::understood(&cells, &catalog.sources[&self.page.edition.source]);
        refused.extend(wrong.values().cloned());
        let mut reading = Extraction {
            text: self.page.text.clone(),
            title: self.page.opened.read(&Rule::default(), &self.page.context).title,
            ..Extraction::default()
        };
        for (number, record) in understood.into_iter().filter(|(number, _)| !wrong.contains_key(number)) {
            let record_number = Some(reading.records.len());
            reading.marks.push(Mark {
                span: rows[number].name,
                name: "company".to_owned(),
                record: record_number,
            });
            reading.records.push(self.read_at(&rows[number], record));
        }
        FoundList::new(Shape::Proposed, Rule::default(), reading, &self.page.context)
    }

    fn read_at(&self, row: &QuotedRow, record: Record) -> Record {
        let line = self.page.text.line_at(row.name.from) as u32 + 1;
        let passage = Passage {
            digest: self.page.context.digest,
            seen: self.page.context.seen,
            place: format!("line {line}"),
            line,
            excerpt: excerpt(&self.page.text, row),
        };
        Record { locator: Locator::Snapshot(Box::new(passage)), ..record }
    }
}

fn excerpt(text: &Text, QuotedRow { passage, name, .. }: &QuotedRow) -> Excerpt {
    let letters = |from: usize, to: usize| text.all[from..to].chars().count() as u32;
    let from = letters(passage.from, name.from);
    let words = text.all[passage.from..passage.to].replace('\n', " ");
    Excerpt { text: words, from, to: from + letters(name.from, name.to) }
}

/// What the evidence of a row says of how it was read.
fn how_read(language: Language, model: &str) -> String {
    let model: String = model.chars().filter(|c| !c.is_control() && !"()".contains(*c)).collect();
    let words = super::words();
    let said = &words["read_by_model"][language.code()];
    let said = said.as_str().or_else(|| words["read_by_model"]["en"].as_str()).unwrap_or_default();
    said.replace("{model}", &model)
}
