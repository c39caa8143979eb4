//! Sources and their editions, as `sources.toml` declares them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::shared::Shared;
use super::{Address, Day, Lead, Scale, SourceId, Window, Year};

/// One award programme, ranking or benchmark as its organiser publishes it.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its identifier, the key in `sources.toml`.
    pub id: SourceId,
    /// Its name, in the language of its country.
    pub name: String,
    /// Its English name, where it has one of its own.
    pub name_en: Option<String>,
    pub organiser: String,
    pub website: Option<String>,
    /// A page that tells about the source itself.
    pub url: Option<String>,
    /// ISO 3166 code of the country, or `INT`.
    pub country: String,
    /// Award, ranking, benchmark or label.
    pub kind: Kind,
    /// Whether its winners are distinctions; a bare index is shown and benchmarked only.
    pub counts: bool,
    pub judged_by: JudgedBy,
    /// Whether a company pays to take part.
    pub pays_to_enter: YesNo,
    /// Whether the organiser itself chooses whom it judges, so that nobody applies.
    pub independent: YesNo,
    /// How many companies an edition evaluates at least, where that is public.
    pub evaluated: Option<u32>,
    pub recipient: Recipient,
    /// What it does, in one sentence, French and English.
    pub about: Bilingual,
    /// Which years the source is known to have been held in: outside, the coverage says "not held". Up to
    /// [`Year::LAST`] while it is still held.
    pub held: Option<Window>,
    /// Years from the label to the ceremony: -1 where the label is the year after.
    pub label_offset: i64,
    /// The last place that is a distinction, 1 or more.
    pub places: u16,
    /// Folded category → the source whose result it hands over again.
    pub echo: BTreeMap<String, SourceId>,
    /// Folded category as printed → the category it stands for, as it is shown.
    pub category_names: BTreeMap<String, String>,
    /// The scale of its scores, when rows do not say.
    pub scale: Option<Scale>,
    pub measure: Option<MeasureKind>,
    /// Where new editions can be noticed.
    pub find: Option<Lead>,
    /// Whether a script draws its pages, so that what a browser shows is read, not what the server sends.
    pub render: bool,
    pub better: Better,
    pub editions: BTreeMap<Label, Edition>,
}

/// A text in French and in English; the English may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bilingual {
    pub fr: String,
    pub en: String,
}

impl From<&str> for Bilingual {
    fn from(fr: &str) -> Self {
        Self { fr: fr.to_owned(), en: String::new() }
    }
}

/// The year or wave printed on an edition (`2012`, `2011-07`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Label(Shared);

impl Label {
    /// A label; blanks around it are dropped.
    pub fn new(text: &str) -> Self {
        Self(text.trim().into())
    }
    pub fn as_str(self) -> &'static str {
        self.0.as_str()
    }
    /// The year the label begins with, if it does: 2011 for `2011-07`.
    pub fn year(&self) -> Option<Year> {
        let digits = self.0.get(..4)?;
        let ends = self.0[4..].chars().next().is_none_or(|c| !c.is_ascii_digit());
        if ends { digits.parse().ok() } else { None }
    }
}

impl std::fmt::Display for Label {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// One issue of a source.
#[derive(Debug, Clone)]
pub struct Edition {
    /// What is printed on it.
    pub label: Label,
    /// When it was handed over.
    pub awarded: Option<Day>,
    /// Held, cancelled, merged with another, or a double one.
    pub status: EditionStatus,
    /// How many winners the organiser announced.
    pub claimed: Option<u32>,
    /// How many winners are plausible, fewest and most.
    pub winners: Option<(u32, u32)>,
    /// The page that lists the winners.
    pub url: Option<String>,
    /// How many companies competed or were evaluated, where the organiser says so.
    pub candidates: Option<u32>,
    /// What the scores rest on, such as “4,000 customers asked in March”.
    pub base: Bilingual,
    /// Whether the publisher measured in a new way: scores before cannot be compared with those from here on.
    pub new_method: bool,
    /// How its winners may use their title.
    pub title: TitleTerms,
    /// A remark for the edition page.
    pub note: Bilingual,
}

/// How an organiser lets winners use their title. What is not declared is not known, and never taken for a permission.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TitleTerms {
    /// The last day on which it may be used.
    pub valid_until: Option<Day>,
    /// The words that must stand beside it; `{category}` stands for the category won.
    pub wording: Option<String>,
    /// The page that says so.
    pub url: Option<String>,
}

impl Edition {
    /// An edition of which nothing is known but its label.
    pub fn new(label: Label) -> Self {
        Self {
            label,
            awarded: None,
            status: EditionStatus::Held,
            claimed: None,
            winners: None,
            url: None,
            candidates: None,
            base: Bilingual::default(),
            new_method: false,
            title: TitleTerms::default(),
            note: Bilingual::default(),
        }
    }

    /// Whether it has winners of its own.
    pub fn took_place(&self) -> bool {
        matches!(self.status, EditionStatus::Held | EditionStatus::Double)
    }

    /// Where its page stands; none where what is declared leads nowhere on the web.
    pub fn address(&self) -> Option<Address> {
        self.url.as_deref()?.parse().ok()
    }
}

/// Whether an edition took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EditionStatus {
    Held,
    Cancelled,
    /// It was handed over together with another one.
    Merged,
    /// It stands for two years at once.
    Double,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Award,
    /// Companies are put in order.
    Ranking,
    Benchmark,
    /// Companies meet a standard.
    Label,
}

/// How winners are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum JudgedBy {
    /// Customers are asked.
    Survey,
    /// Testers pose as customers.
    MysteryShopping,
    /// A jury reads files or hears candidates.
    Jury,
    Audit,
    /// Readers or professionals vote.
    Vote,
    /// Not found in public.
    Unknown,
}

/// A question whose answer may not be public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum YesNo {
    Yes,
    No,
    /// Not found in public.
    Unknown,
}

/// How many companies a source evaluates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Breadth {
    Few,
    Many,
    /// Not found in public.
    Unknown,
}

impl Source {
    /// A source that says nothing but its name: what a key of `sources.toml` means where it is missing.
    pub fn new(id: SourceId, name: String) -> Self {
        Self {
            id,
            name,
            name_en: None,
            organiser: String::new(),
            website: None,
            url: None,
            country: "INT".to_owned(),
            kind: Kind::Award,
            counts: true,
            render: false,
            judged_by: JudgedBy::Unknown,
            pays_to_enter: YesNo::Unknown,
            independent: YesNo::Unknown,
            evaluated: None,
            recipient: Recipient::Company,
            about: Bilingual::default(),
            held: None,
            label_offset: 0,
            places: 1,
            echo: BTreeMap::new(),
            category_names: BTreeMap::new(),
            scale: None,
            measure: None,
            find: None,
            better: Better::Higher,
            editions: BTreeMap::new(),
        }
    }

    /// How many companies an edition evaluates.
    pub fn breadth(&self) -> Breadth {
        match self.evaluated {
            Some(100..) => Breadth::Many,
            Some(_) => Breadth::Few,
            None => Breadth::Unknown,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Recipient {
    Company,
    /// A person, credited to the employer of that edition.
    Person,
    /// A virtual agent, credited to its owner.
    Agent,
    /// A product or service, credited to its maker.
    Product,
}

impl Recipient {
    /// Whether a title names somebody or something beside the company, and two of them are two prizes.
    pub fn has_own_name(self) -> bool {
        self != Self::Company
    }

    /// Whether it is left out of a ranking without persons: a person, or an agent in the place of one.
    pub fn is_person(self) -> bool {
        match self {
            Self::Person | Self::Agent => true,
            Self::Company | Self::Product => false,
        }
    }
}

/// Which scores of a benchmark are good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Better {
    Higher,
    /// Low ones, as where problems are counted.
    Lower,
}

/// What the scores of a benchmark describe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MeasureKind {
    /// How content customers say they are.
    Satisfaction,
    /// Promoters minus detractors.
    Nps,
    /// How much trouble a customer had.
    Effort,
    /// Marks of mystery tests or audits.
    Quality,
    /// How customers rate a whole experience, in an index of its publisher.
    Experience,
    /// How likely customers are to recommend.
    Recommendation,
    /// How much the public likes the name.
    Reputation,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_may_begin_with_its_year() {
        assert_eq!(Label::new(" 2011-07 ").year(), Year::new(2011));
        assert_eq!(Label::new("20111").year(), None);
        assert_eq!(Label::new("7e (2004 wave)").year(), None);
    }
}
