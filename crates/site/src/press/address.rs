//! Every address of the site: the one list of pages, and where each stands.

use std::collections::BTreeMap;

use model::{CompanyId, Label, SectorId, SourceId, Window, Year};
use workspace::Language;

use crate::press::index::Index;
use crate::{Input, SiteError, pages::article};

/// A page of one language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Address {
    Home,
    Leaderboards,
    Leaderboard(Board),
    /// All companies, A to Z.
    Companies,
    /// Those of an initial, where one page would be too long for all.
    Initial(char),
    Company(CompanyId),
    Sectors,
    Sector(SectorId),
    Sources,
    Source(SourceId),
    Edition(SourceId, Label),
    /// The figures over the years.
    Trends,
    Coverage,
    /// How the figures are made.
    Method,
    /// When the next edition of each source is expected.
    Calendar,
    Calibration,
    /// Two companies side by side.
    Compare,
    /// A title that a company shows, looked up.
    Titles,
    Glossary,
    /// What was taken back, and what persons judged.
    Corrections,
    /// The frozen editions of the site, where there are any.
    Editions,
    About,
    /// The parts that pages are made of.
    Design,
    /// What can be taken away.
    Data,
    /// What other sites show of a page.
    Embed,
    /// A page that the workspace writes itself.
    Article(String),
    /// What is shown in place of a page that is not there.
    NotFound,
}

/// A leaderboard: a scope, and its years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Board {
    /// The position of its scope in the figures.
    pub scope: usize,
    pub span: Span,
}

impl Board {
    /// The leaderboard of a year, by the sources of the default scope.
    pub fn of_year(year: Year) -> Self {
        Self { scope: 0, span: Span::Window(Window::year(year)) }
    }
}

/// Which years a leaderboard counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Span {
    /// One year, or a range on offer.
    Window(Window),
    /// All years of the data.
    AllTime,
}

impl Address {
    /// Every page of a language, in a fixed order.
    pub fn all(input: &Input, index: &Index) -> Result<Vec<Self>, SiteError> {
        let single = [
            Self::Home,
            Self::Leaderboards,
            Self::Companies,
            Self::Sectors,
            Self::Sources,
            Self::Trends,
            Self::Coverage,
            Self::Method,
            Self::Calendar,
            Self::Calibration,
            Self::Compare,
            Self::Titles,
            Self::Glossary,
            Self::Corrections,
            Self::Editions,
            Self::About,
            Self::Design,
            Self::Data,
            Self::Embed,
            Self::NotFound,
        ];
        let mut all = Vec::from(single);
        all.retain(|page| page.is_there(input));
        all.extend(index.boards().map(Self::Leaderboard));
        all.extend(index.initials().iter().copied().map(Self::Initial));
        all.extend(index.companies().filter(|id| index.has_page(id)).map(|id| Self::Company(*id)));
        all.extend(input.register.sectors.keys().cloned().map(Self::Sector));
        all.extend(input.register.sources.keys().cloned().map(Self::Source));
        all.extend(index.editions().map(|(source, label)| Self::Edition(*source, *label)));
        all.extend(article::names(input)?.into_iter().map(Self::Article));
        Ok(all)
    }

    /// A page of editions would list none where there are none.
    pub fn is_there(&self, input: &Input) -> bool {
        *self != Self::Editions || !input.editions.kept.is_empty()
    }

    /// The path inside a language, without its ending.
    fn stem(&self, index: &Index, language: Language) -> String {
        let word = |french: &'static str| index.word(language, french);
        let list = |french| format!("{}/index", word(french));
        let inside = |french, name: &str| format!("{}/{}", word(french), file_name(name));
        match self {
            Self::Home => "index".into(),
            Self::Leaderboards => list("classement"),
            Self::Leaderboard(board) => {
                format!("{}/{}", word("classement"), index.board_name(*board, language))
            }
            Self::Companies => list("entreprises"),
            // No identifier holds a hyphen.
            Self::Initial('#') => inside("entreprises", "index-0"),
            Self::Initial(letter) => inside("entreprises", &format!("index-{}", letter.to_lowercase())),
            Self::Company(id) => inside("entreprises", id.as_str()),
            Self::Sectors => list("secteurs"),
            Self::Sector(id) => inside("secteurs", id.as_str()),
            Self::Sources => list("prix"),
            Self::Source(id) => inside("prix", id.as_str()),
            Self::Edition(id, label) => {
                format!("{}/{}", inside("prix", id.as_str()), index.edition_name(id, label))
            }
            Self::Trends => word("tendances").into(),
            Self::Coverage => word("couverture").into(),
            Self::Method => word("methode").into(),
            Self::Calendar => word("calendrier").into(),
            Self::Calibration => word("calibrage").into(),
            Self::Compare => word("comparer").into(),
            Self::Titles => word("verifier").into(),
            Self::Glossary => word("glossaire").into(),
            Self::Corrections => word("corrections").into(),
            Self::Editions => word("editions-figees").into(),
            Self::About => word("a-propos").into(),
            Self::Design => word("dessin").into(),
            Self::Data => word("donnees").into(),
            Self::Embed => word("integrer").into(),
            Self::Article(name) => format!("pages/{name}"),
            Self::NotFound => "404".into(),
        }
    }

    /// The path of the page inside its language. A company without a counted distinction is a row of the list.
    pub fn path(&self, index: &Index, language: Language) -> String {
        match self {
            Self::Company(id) if !index.has_page(id) => {
                format!("{}#{}", index.row_of(id).path(index, language), row_anchor(id))
            }
            page => format!("{}.html", page.stem(index, language)),
        }
    }

    /// The path of the page's figures, which stand once, beside the page of the first language.
    pub fn figures(&self, index: &Index) -> String {
        format!("{}.json", self.stem(index, index.first_language()))
    }
}

/// The words of addresses as they once were in every language, French, and their keys in `[address]` of the words, which
/// are the English ones. A former address is found again by the same table (`sharing/moved.rs`).
pub(crate) const WORDS: [(&str, &str); 22] = [
    ("classement", "leaderboards"),
    ("annees", "years"),
    ("entreprises", "companies"),
    ("secteurs", "sectors"),
    ("prix", "prizes"),
    ("tendances", "trends"),
    ("couverture", "coverage"),
    ("methode", "method"),
    ("calendrier", "calendar"),
    ("calibrage", "calibration"),
    ("comparer", "compare"),
    ("verifier", "check"),
    ("glossaire", "glossary"),
    ("corrections", "corrections"),
    ("editions-figees", "frozen-editions"),
    ("a-propos", "about"),
    ("dessin", "design"),
    ("donnees", "data"),
    ("integrer", "embed"),
    ("flux", "feeds"),
    ("monde", "world"),
    ("depuis", "since"),
];

/// The words of the addresses of a language, by the French ones: its own, else the English one. One that would not do
/// in an address, or that two pages share, is not taken over from a workspace's words.
pub(crate) fn words_of(own: &BTreeMap<String, String>) -> BTreeMap<&'static str, String> {
    let sound = |word: &&String| {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        !word.is_empty() && word.chars().all(plain) && own.values().filter(|other| other == word).count() == 1
    };
    let word = |key: &str| own.get(key).filter(sound).map_or(key, String::as_str).to_owned();
    WORDS.iter().map(|(french, key)| (*french, word(key))).collect()
}

/// Where a company stands in the list of all; no identifier holds a hyphen, so no other place is called so.
pub(crate) fn row_anchor(id: &CompanyId) -> String {
    format!("c-{id}")
}

/// A file name for an identifier; `index` is taken by the list, and no identifier holds a hyphen.
pub(crate) fn file_name(id: &str) -> &str {
    if id == "index" { "index-" } else { id }
}

/// A label as a file name: letters and digits, all else a hyphen.
pub(crate) fn plain(label: &str) -> String {
    let words: Vec<String> = label
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    if words.is_empty() { "edition".into() } else { words.join("-") }
}

#[cfg(test)]
mod tests {
    use crate::press::address::plain;

    #[test]
    fn a_label_becomes_a_harmless_file_name() {
        assert_eq!(plain("7e (2004 wave)"), "7e-2004-wave");
        assert_eq!(plain("../../etc"), "etc");
        assert_eq!(plain("…"), "edition");
    }
}
