//! A register sketched in a few words: what is not said is a counted win of the overall level.

use model::{
    Award, Company, CompanyId, Counting, Day, Edition, EvidenceKind, JudgedBy, Label, Level, Measure, Origin,
    Outcome, Period, Published, Recipient, Register, Sector, SectorId, Source, SourceId, Subject, Window,
    Year, YesNo,
};

/// A register under construction.
#[derive(Debug, Clone, Default)]
pub struct Sketch(pub Register);

pub fn source_id(id: &str) -> SourceId {
    SourceId::new(id).unwrap()
}

pub fn company_id(id: &str) -> CompanyId {
    CompanyId::new(id).unwrap()
}

pub fn sector_id(id: &str) -> SectorId {
    SectorId::new(id).unwrap()
}

pub fn year(year: i64) -> Year {
    Year::new(year).unwrap()
}

pub fn window(from: i64, to: i64) -> Window {
    Window::new(year(from), year(to)).unwrap()
}

impl Sketch {
    /// A win of a company in a source in a year; both are made when they are new.
    pub fn win(self, source: &str, year: i64, company: &str) -> Self {
        self.award(source, year, company, |_| ())
    }

    /// An award that differs from a plain win.
    pub fn award(mut self, source: &str, of: i64, company: &str, change: impl Fn(&mut Award)) -> Self {
        self = self.source(source, |_| ()).company(company, |_| ());
        let mut award = Award {
            id: format!("{source}-{of}-{company}-{}", self.0.awards.len()),
            source: source_id(source),
            edition: Label::new(&of.to_string()),
            awarded: Day::of_year(year(of)),
            category: "".into(),
            level: Level::Overall,
            outcome: Outcome::Winner,
            place: None,
            recipient: Recipient::Company,
            company: Some(company_id(company)),
            printed: company.into(),
            person: None,
            sector: None,
            counting: Counting::Counts,
            evidence: EvidenceKind::Stated,
            witnesses: Default::default(),
        };
        change(&mut award);
        self.0.awards.push(award);
        self
    }

    /// A value of a company, or the average when the company is empty, under the heading `cars`.
    pub fn measure(
        mut self,
        source: &str,
        of: i64,
        company: &str,
        value: &str,
        change: impl Fn(&mut Measure),
    ) -> Self {
        self = self.source(source, |_| ());
        let subject = if company.is_empty() {
            Subject::Average
        } else {
            self = self.company(company, |_| ());
            Subject::Company(company_id(company))
        };
        let mut measure = Measure {
            id: format!("{source}-{of}-{company}-{}", self.0.measures.len()),
            source: source_id(source),
            edition: Label::new(&of.to_string()),
            awarded: Day::of_year(year(of)),
            category: "cars".into(),
            level: Level::Sector,
            subject,
            sector: None,
            value: value.parse().unwrap(),
            scale: "100".parse().ok(),
            place: None,
            evidence: EvidenceKind::Stated,
            witnesses: Default::default(),
        };
        change(&mut measure);
        self.0.measures.push(measure);
        self
    }

    /// A source; made when it is new, then changed.
    pub fn source(mut self, id: &str, change: impl Fn(&mut Source)) -> Self {
        change(self.0.sources.entry(source_id(id)).or_insert_with(|| plain_source(id)));
        self
    }

    /// A company; made when it is new, then changed.
    pub fn company(mut self, id: &str, change: impl Fn(&mut Company)) -> Self {
        let plain = || Company::named(company_id(id), id, Origin::Found);
        change(self.0.companies.entry(company_id(id)).or_insert_with(plain));
        self
    }

    /// A declared edition.
    pub fn edition(self, source: &str, label: &str, change: impl Fn(&mut Edition)) -> Self {
        let mut edition = Edition::new(Label::new(label));
        change(&mut edition);
        self.source(source, |s| {
            s.editions.insert(edition.label, edition.clone());
        })
    }

    /// A sector, under a family unless that is empty.
    pub fn sector(mut self, id: &str, family: &str) -> Self {
        let parent = (!family.is_empty()).then(|| sector_id(family));
        let sector = Sector {
            id: sector_id(id),
            parent,
            fr: id.into(),
            en: id.into(),
            others: Default::default(),
            nace: vec![],
        };
        self.0.sectors.insert(sector_id(id), sector);
        self
    }

    /// A published figure of a year.
    pub fn published(mut self, of: i64, figure: &str, value: &str, company: &str) -> Self {
        self.0.published.push(Published {
            period: Period::year(year(of)),
            figure: figure.into(),
            value: value.into(),
            company: company.into(),
            url: String::new(),
            evidence: "stated".into(),
        });
        self
    }
}

fn plain_source(id: &str) -> Source {
    Source {
        country: "FR".to_owned(),
        judged_by: JudgedBy::Survey,
        pays_to_enter: YesNo::No,
        ..Source::new(source_id(id), id.to_owned())
    }
}
