//! A register sketched in a few words.

use model::{Award, Company, Edition, Measure, Origin, Period, Published, Register, Source};

use crate::{award, company_id, edition, measure, sector, sector_id, source, source_id, year};

/// A register under construction: sources and companies are made when they are first named.
#[derive(Debug, Clone, Default)]
pub struct Sketch(pub Register);

impl Sketch {
    pub fn win(self, source: &str, year: i64, company: &str) -> Self {
        self.award(source, year, company, |_| ())
    }

    /// Several wins of a year, each of a source and a company.
    pub fn wins(self, year: i64, wins: &[(&str, &str)]) -> Self {
        wins.iter().fold(self, |sketch, (source, company)| sketch.win(source, year, company))
    }

    /// An award that differs from a plain win.
    pub fn award(mut self, source: &str, year: i64, company: &str, change: impl Fn(&mut Award)) -> Self {
        self = self.source(source, |_| ()).company(company, |_| ());
        let id = format!("{source}-{year}-{company}-{}", self.0.awards.len());
        let mut award = award(id, source, &year.to_string(), company);
        change(&mut award);
        self.0.awards.push(award);
        self
    }

    /// A value of a company, or the average when the company is empty.
    pub fn measure(
        mut self,
        source: &str,
        year: i64,
        company: &str,
        value: &str,
        change: impl Fn(&mut Measure),
    ) -> Self {
        self = self.source(source, |_| ());
        if !company.is_empty() {
            self = self.company(company, |_| ());
        }
        let id = format!("{source}-{year}-{company}-{}", self.0.measures.len());
        let mut measure = measure(id, source, &year.to_string(), company, value);
        change(&mut measure);
        self.0.measures.push(measure);
        self
    }

    pub fn source(mut self, id: &str, change: impl Fn(&mut Source)) -> Self {
        change(self.0.sources.entry(source_id(id)).or_insert_with(|| source(id)));
        self
    }

    pub fn company(mut self, id: &str, change: impl Fn(&mut Company)) -> Self {
        let plain = || Company::named(company_id(id), id, Origin::Found);
        change(self.0.companies.entry(company_id(id)).or_insert_with(plain));
        self
    }

    pub fn edition(self, source: &str, label: &str, change: impl Fn(&mut Edition)) -> Self {
        let mut edition = edition(label);
        change(&mut edition);
        self.source(source, |s| {
            s.editions.insert(edition.label, edition.clone());
        })
    }

    pub fn sector(mut self, id: &str, family: &str) -> Self {
        self.0.sectors.insert(sector_id(id), sector(id, family));
        self
    }

    /// A figure that somebody published of a year.
    pub fn published(mut self, of: i64, figure: &str, value: &str, company: &str) -> Self {
        self.0.published.push(Published {
            period: Period::year(year(of)),
            figure: figure.into(),
            value: value.into(),
            value_en: String::new(),
            company: company.into(),
            url: String::new(),
            evidence: "stated".into(),
        });
        self
    }
}
