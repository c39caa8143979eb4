//! A catalog and records, built a line at a time.

use std::collections::BTreeMap;

use crate::resolve::{Resolution, resolve};
use model::text;
use model::{
    Award, Company, CompanyId, Decision, Edition, Evidence, EvidenceKind, Issue, Label, Level, Locator,
    Measure, Origin, Outcome, Place, Record, SectorId, Source, SourceId, Verdict,
};
use workspace::{Catalog, Language, Meaning, RankingSettings, SectorLabel, Settings, SiteSettings};
use workspace::{CrawlSettings, Method};

/// A workspace without files.
pub(super) struct World {
    pub(super) catalog: Catalog,
    pub(super) records: Vec<Record>,
}

pub(super) fn source(id: &str) -> SourceId {
    SourceId::new(id).unwrap()
}

pub(super) fn company(id: &str) -> CompanyId {
    CompanyId::new(id).unwrap()
}

impl World {
    /// Two French sources, `podium` and `palmes`, three sectors, nobody declared.
    pub(super) fn new() -> Self {
        let site =
            SiteSettings { title: String::new(), base_url: String::new(), languages: vec![Language::FR] };
        let ranking = RankingSettings {
            method: Method::Competitions,
            country: None,
            ranges: vec![],
            rules: Default::default(),
        };
        let catalog = Catalog {
            settings: Settings { site, ranking, crawl: CrawlSettings::default() },
            sources: BTreeMap::new(),
            readings: BTreeMap::new(),
            rules: BTreeMap::new(),
            expected: BTreeMap::new(),
            rulings: vec![],
            companies: BTreeMap::new(),
            sectors: BTreeMap::new(),
            labels: vec![],
            decisions: vec![],
            corrections: vec![],
            records: Default::default(),
            published: vec![],
        };
        Self { catalog, records: vec![] }.source("podium", |_| {}).source("palmes", |_| {})
    }

    pub(super) fn source(mut self, id: &str, adjust: impl FnOnce(&mut Source)) -> Self {
        let mut made = Source { country: "FR".to_owned(), ..Source::new(source(id), id.to_owned()) };
        adjust(&mut made);
        self.catalog.sources.insert(made.id, made);
        self
    }

    pub(super) fn company(mut self, id: &str, name: &str, adjust: impl FnOnce(&mut Company)) -> Self {
        let mut made = Company::named(company(id), name, Origin::Declared);
        adjust(&mut made);
        self.catalog.companies.insert(made.id, made);
        self
    }

    pub(super) fn label(
        mut self,
        text: &str,
        meaning: Meaning,
        adjust: impl FnOnce(&mut SectorLabel),
    ) -> Self {
        let text = text::heading(text);
        let mut made = SectorLabel { source: None, from: None, until: None, text, meaning };
        adjust(&mut made);
        self.catalog.labels.push(made);
        self
    }

    pub(super) fn decided(mut self, verdict: Verdict, one: &str, other: &str) -> Self {
        let [one, other, who, when, why] =
            [one, other, "editor", "2026-01-01", "read both pages"].map(str::to_owned);
        self.catalog.decisions.push(Decision { verdict, one, other, who, when, why });
        self
    }

    pub(super) fn row(mut self, row: Row) -> Self {
        self.records.push(row.0);
        self
    }

    pub(super) fn resolve(&self) -> Resolution {
        resolve(&self.catalog, &self.records)
    }

    pub(super) fn awards(&self) -> Vec<Award> {
        self.resolve().register.awards
    }

    /// The only award of the world.
    #[track_caller]
    pub(super) fn award(&self) -> Award {
        let mut awards = self.awards();
        assert_eq!(awards.len(), 1, "one award is expected: {awards:#?}");
        awards.remove(0)
    }

    /// The only measure of the world.
    #[track_caller]
    pub(super) fn measure(&self) -> Measure {
        let mut measures = self.resolve().register.measures;
        assert_eq!(measures.len(), 1, "one measure is expected: {measures:#?}");
        measures.remove(0)
    }

    pub(super) fn issues(&self) -> Vec<Issue> {
        self.resolve().issues
    }

    pub(super) fn kinds(&self) -> Vec<&'static str> {
        self.issues().iter().map(Issue::kind).collect()
    }
}

pub(super) fn edition(label: &str, adjust: impl FnOnce(&mut Edition)) -> (Label, Edition) {
    let mut made = Edition::new(Label::new(label));
    adjust(&mut made);
    (made.label, made)
}

pub(super) fn sector(id: &str) -> Meaning {
    Meaning::Sector(SectorId::new(id).unwrap())
}

/// A record, said in a chain.
#[derive(Clone)]
pub(super) struct Row(pub(super) Record);

/// A company that won a category of an edition.
pub(super) fn won(source: &str, edition: &str, category: &str, company: &str) -> Row {
    Row(Record {
        source: self::source(source),
        edition: Label::new(edition),
        awarded: None,
        category: category.into(),
        sector: "".into(),
        level: Level::Category,
        place: None,
        outcome: Outcome::Winner,
        company: company.into(),
        person: "".into(),
        score: None,
        scale: None,
        url: "https://example.org/a".into(),
        title: "A page".into(),
        evidence: Evidence { kind: EvidenceKind::Stated, remark: "".into() },
        locator: Locator::Row { file: format!("data/{source}.csv").into(), line: 2 },
    })
}

impl Row {
    pub(super) fn at(mut self, page: &str) -> Self {
        self.0.url = format!("https://example.org/{page}").into();
        self
    }

    pub(super) fn was(mut self, outcome: Outcome) -> Self {
        self.0.outcome = outcome;
        self
    }

    pub(super) fn placed(mut self, number: u16) -> Self {
        self.0.place = Some(Place { number, tied: false });
        self.was(Outcome::Placed)
    }

    pub(super) fn on(mut self, day: &str) -> Self {
        self.0.awarded = Some(day.parse().unwrap());
        self
    }

    pub(super) fn level(mut self, level: Level) -> Self {
        self.0.level = level;
        self
    }

    pub(super) fn sector(mut self, heading: &str) -> Self {
        self.0.sector = heading.into();
        self
    }

    pub(super) fn person(mut self, name: &str) -> Self {
        self.0.person = name.into();
        self
    }

    pub(super) fn score(mut self, score: &str) -> Self {
        self.0.score = Some(score.parse().unwrap());
        self
    }

    pub(super) fn scale(mut self, scale: &str) -> Self {
        self.0.scale = Some(scale.parse().unwrap());
        self
    }

    pub(super) fn evidence(mut self, kind: EvidenceKind) -> Self {
        self.0.evidence.kind = kind;
        self
    }
}
