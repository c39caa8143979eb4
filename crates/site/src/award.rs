//! One award as a page shows it: what, to whom, whether it counts, and every line that tells of it.

use serde::Serialize;

use model::{Award, Counting, EvidenceKind, Level, Outcome, Passage, Recipient, Shared, Witness, YesNo};

use super::address::Address;
use super::joined::{self, JoinedView};
use super::sheet::{Link, Sheet};

/// An award, ready to be shown.
#[derive(Debug, Clone, Serialize)]
pub(super) struct AwardView {
    /// Its place in the page, for links to it.
    pub anchor: String,
    /// The year in which it counts.
    pub year: String,
    /// When it was handed over, as far as known.
    pub day: String,
    /// The source.
    pub source: Link,
    /// The edition, by its label.
    pub edition: Link,
    /// The organiser's heading, as printed.
    pub category: String,
    /// Our sector for the heading.
    pub sector: Option<Link>,
    /// Which part of the list.
    pub level: Level,
    /// What was won, or not.
    pub outcome: Outcome,
    /// The place, where one is printed.
    pub place: Option<u16>,
    /// Whether the page says that the place is shared.
    pub tied: bool,
    /// The company of today.
    pub company: Option<Link>,
    /// The company as the first witness prints it.
    pub printed: String,
    /// The company's name of that year, where it differs from today's.
    pub then: Option<String>,
    /// The person, where one is named.
    pub person: Option<String>,
    /// Who received it.
    pub recipient: Recipient,
    /// Whether companies pay to take part.
    pub pays: YesNo,
    /// Whether it counts, and if not, why.
    pub counting: &'static str,
    /// The source whose result it hands over again.
    pub echo_of: Option<Link>,
    /// The firmest evidence.
    pub evidence: EvidenceKind,
    /// The lines that tell of it.
    pub witnesses: Vec<WitnessView>,
    /// What people decided that credits a printed name to this company.
    pub joined: Vec<JoinedView>,
}

/// One line that tells of an award or a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct WitnessView {
    /// The page.
    pub url: String,
    /// The page's headline, or its host where none is known.
    pub title: String,
    /// The company as printed.
    pub printed: String,
    /// The category as printed.
    pub category: String,
    /// The person as printed.
    pub person: String,
    /// How firmly it is stated.
    pub evidence: EvidenceKind,
    /// The reservation.
    pub remark: Shared,
    /// The words of the archived page, where the line was read from one.
    pub passage: Option<PassageView>,
}

/// The words of an archived page, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct PassageView {
    /// The words before the winner.
    before: String,
    /// The words that name the winner.
    marked: String,
    /// The words after.
    after: String,
    /// The SHA-256 of the archived copy.
    digest: String,
    /// Its first eight digits, to be seen at a glance.
    short: String,
    /// When the page was seen so, to the second in UTC.
    seen: String,
    /// The day, in the language.
    day: String,
}

impl AwardView {
    /// The award at a position of the register.
    pub fn of(sheet: &Sheet, position: usize) -> Self {
        let award = sheet.index.award(position);
        let source = sheet.input.register.source(&award.source);
        let echo_of = match &award.counting {
            Counting::Echo(of) => Some(sheet.source(of)),
            Counting::Counts
            | Counting::Annulled
            | Counting::SourceDoesNotCount
            | Counting::NotADistinction
            | Counting::NoCompany => None,
        };
        Self {
            anchor: format!("p{position}"),
            year: award.awarded.year().to_string(),
            day: sheet.words.typography.day(award.awarded),
            source: sheet.source(&award.source),
            edition: edition(sheet, award),
            category: award.category.to_string(),
            sector: award.sector.as_ref().and_then(|id| sheet.sector(id)),
            level: award.level,
            outcome: award.outcome,
            place: award.place.map(|place| place.number),
            tied: award.place.is_some_and(|place| place.tied),
            company: award.company.as_ref().map(|id| sheet.company(id)),
            printed: award.printed.to_string(),
            then: award.company.as_ref().and_then(|id| sheet.name_then(id, award.awarded.year())),
            person: award.person.as_deref().map(str::to_owned),
            recipient: award.recipient,
            pays: source.pays_to_enter,
            counting: award.counting.word(),
            echo_of,
            evidence: award.evidence,
            witnesses: award.witnesses.iter().map(|witness| WitnessView::of(sheet, witness)).collect(),
            joined: joined::decisions(sheet, award),
        }
    }
}

fn edition(sheet: &Sheet, award: &Award) -> Link {
    let address = Address::Edition(award.source, award.edition);
    Link { name: award.edition.to_string(), href: Some(sheet.links.to(&address)) }
}

impl WitnessView {
    /// The line, ready to be shown.
    pub fn of(sheet: &Sheet, witness: &Witness) -> Self {
        let title = if witness.title.is_empty() { host(&witness.url) } else { &witness.title };
        Self {
            url: safe(&witness.url),
            title: title.to_owned(),
            printed: witness.printed.to_string(),
            category: witness.category.to_string(),
            person: witness.person.to_string(),
            evidence: witness.evidence.kind,
            remark: witness.evidence.remark,
            passage: witness.passage.as_deref().map(|passage| PassageView::of(sheet, passage)),
        }
    }
}

impl PassageView {
    fn of(sheet: &Sheet, passage: &Passage) -> Self {
        let [before, marked, after] = passage.excerpt.parts();
        let digest = passage.digest.to_string();
        let short = digest[..8].to_owned();
        let day = sheet.words.typography.day(passage.seen.day());
        Self { before, marked, after, digest, short, seen: passage.seen.to_string(), day }
    }
}

/// An address that a click may follow; anything but the web leads nowhere.
pub(super) fn safe(url: &str) -> String {
    let web = ["http://", "https://"].iter().any(|scheme| url.starts_with(scheme));
    if web { url.to_owned() } else { String::new() }
}

/// The host of an address, to name a page without a headline.
pub(super) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest).trim_start_matches("www.")
}

#[cfg(test)]
mod tests {
    use super::{host, safe};

    #[test]
    fn only_web_addresses_can_be_followed() {
        assert_eq!(safe("javascript:alert(1)"), "");
        assert_eq!(safe("https://example.org/"), "https://example.org/");
        assert_eq!(host("https://www.example.org/a?b"), "example.org");
    }
}
