//! Every address of the site: the one list of pages, and where each stands.

use model::{CompanyId, Label, SectorId, SourceId, Window, Year};
use tables::Format;

use crate::press::index::Index;
use crate::{Input, SiteError, pages::article};

/// A page of one language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Address {
    /// The front page.
    Home,
    Leaderboards,
    Leaderboard(Board),
    /// Every year in review.
    Years,
    /// One year in review, by the sources of the default scope.
    Year(Year),
    /// All companies, A to Z.
    Companies,
    Company(CompanyId),
    Sectors,
    Sector(SectorId),
    Sources,
    Source(SourceId),
    Edition(SourceId, Label),
    /// The figures over the years.
    Trends,
    /// Source × year.
    Coverage,
    /// How the figures are made.
    Method,
    /// When the next edition of each source is expected.
    Calendar,
    /// Published figures beside ours.
    Calibration,
    /// Two companies side by side.
    Compare,
    /// What each measure says.
    Glossary,
    /// What was taken back, and what persons judged.
    Corrections,
    /// Who counts, and why.
    About,
    /// The parts that pages are made of.
    Design,
    /// What can be taken away.
    Data,
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
    /// Its years.
    pub span: Span,
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
            Self::Years,
            Self::Companies,
            Self::Sectors,
            Self::Sources,
            Self::Trends,
            Self::Coverage,
            Self::Method,
            Self::Calendar,
            Self::Calibration,
            Self::Compare,
            Self::Glossary,
            Self::Corrections,
            Self::About,
            Self::Design,
            Self::Data,
            Self::NotFound,
        ];
        let mut all = Vec::from(single);
        all.extend(index.boards().map(Self::Leaderboard));
        all.extend(index.years().map(Self::Year));
        all.extend(index.companies().map(|id| Self::Company(*id)));
        all.extend(input.register.sectors.keys().cloned().map(Self::Sector));
        all.extend(input.register.sources.keys().cloned().map(Self::Source));
        all.extend(index.editions().map(|(source, label)| Self::Edition(*source, *label)));
        all.extend(article::names(input)?.into_iter().map(Self::Article));
        Ok(all)
    }

    /// The path inside a language, without its ending.
    fn stem(&self, index: &Index) -> String {
        match self {
            Self::Home => "index".into(),
            Self::Leaderboards => "classement/index".into(),
            Self::Leaderboard(board) => format!("classement/{}", index.board_name(*board)),
            Self::Years => "annees/index".into(),
            Self::Year(year) => format!("annees/{year}"),
            Self::Companies => "entreprises/index".into(),
            Self::Company(id) => format!("entreprises/{}", file_name(id.as_str())),
            Self::Sectors => "secteurs/index".into(),
            Self::Sector(id) => format!("secteurs/{}", file_name(id.as_str())),
            Self::Sources => "prix/index".into(),
            Self::Source(id) => format!("prix/{}", file_name(id.as_str())),
            Self::Edition(id, label) => {
                format!("prix/{}/{}", file_name(id.as_str()), index.edition_name(id, label))
            }
            Self::Trends => "tendances".into(),
            Self::Coverage => "couverture".into(),
            Self::Method => "methode".into(),
            Self::Calendar => "calendrier".into(),
            Self::Calibration => "calibrage".into(),
            Self::Compare => "comparer".into(),
            Self::Glossary => "glossaire".into(),
            Self::Corrections => "corrections".into(),
            Self::About => "a-propos".into(),
            Self::Design => "dessin".into(),
            Self::Data => "donnees".into(),
            Self::Article(name) => format!("pages/{name}"),
            Self::NotFound => "404".into(),
        }
    }

    /// The path of the page inside its language.
    pub fn path(&self, index: &Index) -> String {
        format!("{}.html", self.stem(index))
    }

    /// The path of the page's figures in a format.
    pub fn file(&self, index: &Index, format: Format) -> String {
        format!("{}.{}", self.stem(index), format.word())
    }
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
