//! Leads: where an organiser's new editions can be noticed before anybody declares them.

use crate::BadText;
use std::str::FromStr;

use regex::{Regex, RegexBuilder};

use super::{Address, Year};

const YEAR_TEMPLATE: &str = "an address with {year} in its path";

const LINK_SELECTOR: &str = "a CSS selector";

/// Where to look for editions of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lead {
    Listed {
        place: LeadPlace,
        /// Held against address and title; the label of the edition is the year it finds.
        pattern: YearPattern,
    },
    /// An address in which the year alone changes: the next one is asked for until it is there.
    Yearly(YearTemplate),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeadPlace {
    /// The links of a page, those that a CSS selector finds.
    Links { page: Address, selector: LinkSelector },
    /// A feed, RSS or Atom.
    Feed(Address),
    /// A sitemap, or an index of sitemaps.
    Sitemap(Address),
}

impl LeadPlace {
    pub fn address(&self) -> &Address {
        match self {
            Self::Links { page, .. } => page,
            Self::Feed(address) | Self::Sitemap(address) => address,
        }
    }
}

/// A CSS selector of links: `a`, `article h2 a`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkSelector(scraper::Selector);

impl LinkSelector {
    /// As the HTML reader knows it.
    pub fn css(&self) -> &scraper::Selector {
        &self.0
    }
}

impl FromStr for LinkSelector {
    type Err = BadText;
    fn from_str(text: &str) -> Result<Self, BadText> {
        scraper::Selector::parse(text).map(Self).map_err(|_| BadText::new(text, LINK_SELECTOR))
    }
}

/// An address with `{year}` in it, outside its host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearTemplate(String);

impl YearTemplate {
    pub fn fill(&self, year: Year) -> Address {
        let filled = self.0.replace("{year}", &year.to_string());
        filled.parse().expect("an address stays one whatever year stands in its path")
    }
}

impl FromStr for YearTemplate {
    type Err = BadText;
    fn from_str(text: &str) -> Result<Self, BadText> {
        let in_path = text.splitn(4, '/').nth(3).is_some_and(|path| path.contains("{year}"));
        let host = text.split('/').nth(2).unwrap_or_default();
        let fits =
            in_path && !host.contains('{') && text.replace("{year}", "2012").parse::<Address>().is_ok();
        if fits { Ok(Self(text.to_owned())) } else { Err(BadText::new(text, YEAR_TEMPLATE)) }
    }
}

/// A regular expression with a group `year`, blind to case.
#[derive(Debug, Clone)]
pub struct YearPattern(Regex);

impl YearPattern {
    /// A larger one, compiled, is a mistake or an attack.
    const LARGEST: usize = 1 << 20;

    /// The year in a text that fits.
    pub fn year(&self, text: &str) -> Option<Year> {
        self.0.captures(text)?.name("year")?.as_str().parse().ok()
    }
}

impl FromStr for YearPattern {
    /// Why a text is no such expression.
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let built = RegexBuilder::new(text).case_insensitive(true).size_limit(Self::LARGEST).build();
        let pattern = built.map_err(|error| {
            let text = error.to_string();
            let why = text.lines().last().unwrap_or(&text).trim_start_matches("error: ");
            format!("it is no regular expression ({why})")
        })?;
        let has_year = pattern.capture_names().flatten().any(|name| name == "year");
        has_year.then_some(Self(pattern)).ok_or_else(|| "it does not say where the year stands".to_owned())
    }
}

impl PartialEq for YearPattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Eq for YearPattern {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_finds_the_year() {
        let pattern: YearPattern = r"palmar[eè]s\D*(?<year>\d{4})".parse().unwrap();
        assert_eq!(pattern.year("/PALMARES-de-2012.html"), Year::new(2012));
        assert_eq!(pattern.year("/palmares-3012"), None, "no year of ours");
        for (bad, why) in [
            ("palmares", "it does not say where the year stands"),
            ("(", "it is no regular expression (unclosed group)"),
            (
                "(?<year>x{9999}){9999}",
                "it is no regular expression (Compiled regex exceeds size limit of 1048576 bytes.)",
            ),
        ] {
            assert_eq!(bad.parse::<YearPattern>(), Err(why.to_owned()));
        }
    }

    #[test]
    fn a_template_is_an_address_with_the_year_in_its_path() {
        let template: YearTemplate = "https://a.example/palmares-{year}?page={year}".parse().unwrap();
        let filled = template.fill(Year::new(2027).unwrap());
        assert_eq!(filled.as_str(), "https://a.example/palmares-2027?page=2027");
        for bad in
            ["https://a.example/", "https://{year}.example/", "https://a.{year}/{year}", "/palmares-{year}"]
        {
            assert!(bad.parse::<YearTemplate>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_selector_is_checked_when_it_is_read() {
        assert!("article a, li > a[href]".parse::<LinkSelector>().is_ok());
        assert!("a[".parse::<LinkSelector>().is_err());
    }
}
