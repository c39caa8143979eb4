//! A catalog and records: what a workspace holds before anything is resolved.

use std::collections::BTreeMap;

use model::text;
use model::{
    Company, Decision, Edition, Evidence, EvidenceKind, Label, Level, Locator, Origin, Outcome, Place,
    Record, Source, Verdict,
};
use workspace::{
    Catalog, CrawlSettings, DecisionLog, Judgement, Language, Meaning, RankingSettings, SectorLabel,
    Settings, SiteSettings,
};

use crate::{company_id, edition, source, source_id};

/// A workspace without files.
pub struct World {
    pub catalog: Catalog,
    pub records: Vec<Record>,
}

impl Default for World {
    fn default() -> Self {
        let site = SiteSettings {
            title: String::new(),
            base_url: String::new(),
            languages: vec![Language::FR],
            ..SiteSettings::default()
        };
        let ranking = RankingSettings::default();
        let catalog = Catalog {
            settings: Settings { site, ranking, crawl: CrawlSettings::default(), assist: None },
            sources: BTreeMap::new(),
            readings: BTreeMap::new(),
            rules: BTreeMap::new(),
            expected: BTreeMap::new(),
            companies: BTreeMap::new(),
            sectors: BTreeMap::new(),
            labels: vec![],
            decisions: DecisionLog::default(),
            corrections: vec![],
            records: Default::default(),
            files: BTreeMap::new(),
            published: vec![],
        };
        Self { catalog, records: vec![] }
    }
}

impl World {
    pub fn source(mut self, id: &str, change: impl FnOnce(&mut Source)) -> Self {
        change(self.catalog.sources.entry(source_id(id)).or_insert_with(|| source(id)));
        self
    }

    pub fn edition(self, source: &str, label: &str, change: impl FnOnce(&mut Edition)) -> Self {
        let mut made = edition(label);
        change(&mut made);
        self.source(source, |s| {
            s.editions.insert(made.label, made);
        })
    }

    pub fn company(mut self, id: &str, name: &str, change: impl FnOnce(&mut Company)) -> Self {
        let mut made = Company::named(company_id(id), name, Origin::Declared);
        change(&mut made);
        self.catalog.companies.insert(made.id, made);
        self
    }

    /// What a printed sector heading means.
    pub fn label(mut self, text: &str, meaning: Meaning, change: impl FnOnce(&mut SectorLabel)) -> Self {
        let text = text::heading(text);
        let mut made = SectorLabel { source: None, from: None, until: None, text, meaning };
        change(&mut made);
        self.catalog.labels.push(made);
        self
    }

    pub fn decided(mut self, verdict: Verdict, one: &str, other: &str) -> Self {
        let [one, other, who, when] = [one, other, "editor", "2026-01-01"].map(str::to_owned);
        let why = "read both pages".into();
        let decision = Decision { verdict, one, other, who, when, why };
        self.catalog.decisions.push(Judgement::Names(decision));
        self
    }

    /// A row of a source, which is declared where it is not yet.
    pub fn row(mut self, row: RecordBuilder) -> Self {
        self = self.source(row.0.source.as_str(), |_| {});
        self.records.push(row.0);
        self
    }
}

/// A record, said in a chain.
#[derive(Debug, Clone)]
pub struct RecordBuilder(pub Record);

/// A company that won a category of an edition.
pub fn won(source: &str, edition: &str, category: &str, company: &str) -> RecordBuilder {
    let evidence = Evidence { kind: EvidenceKind::Stated, remark: "".into() };
    let locator = Locator::Row { file: format!("data/{source}.csv").into(), line: 2, proof: None };
    RecordBuilder(Record {
        category: category.into(),
        company: company.into(),
        url: "https://example.org/a".into(),
        title: "A page".into(),
        ..Record::of(source_id(source), Label::new(edition), Outcome::Winner, evidence, locator)
    })
}

impl RecordBuilder {
    /// Printed on a page other than `a`.
    pub fn at(mut self, page: &str) -> Self {
        self.0.url = format!("https://example.org/{page}").into();
        self
    }

    pub fn was(mut self, outcome: Outcome) -> Self {
        self.0.outcome = outcome;
        self
    }

    pub fn placed(mut self, number: u16) -> Self {
        self.0.place = Some(Place { number, tied: false });
        self.was(Outcome::Placed)
    }

    pub fn on(mut self, day: &str) -> Self {
        self.0.awarded = Some(day.parse().unwrap());
        self
    }

    pub fn level(mut self, level: Level) -> Self {
        self.0.level = level;
        self
    }

    pub fn sector(mut self, heading: &str) -> Self {
        self.0.sector = heading.into();
        self
    }

    pub fn person(mut self, name: &str) -> Self {
        self.0.person = name.into();
        self
    }

    pub fn score(mut self, score: &str) -> Self {
        self.0.score = Some(score.parse().unwrap());
        self
    }

    pub fn scale(mut self, scale: &str) -> Self {
        self.0.scale = Some(scale.parse().unwrap());
        self
    }

    pub fn evidence(mut self, kind: EvidenceKind) -> Self {
        self.0.evidence.kind = kind;
        self
    }
}
