//! How much of the truth a figure stands on, in names: the badge beside every number of a year.

use serde::Serialize;

use model::{FigureId, Window, Year};
use rank::{FigureSubject, Knowledge, Ranking, Scope, ranking_figure};

use crate::press::sheet::Sheet;

/// How complete the lists behind a figure are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CoverageGrade {
    /// Every name that was announced.
    Full,
    /// So many that the workspace would crown a first.
    Partial,
    /// Fewer, or nobody can say: no sentence compares this year with another.
    Thin,
}

/// The badge of a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Badge {
    pub coverage: CoverageGrade,
    /// Names known of those announced; where no number was announced, all names known.
    pub part: u64,
    /// Names announced; none where that says nothing of the whole: no organiser gave a number, or only those of whose
    /// lists we have every name while others are missing.
    pub whole: Option<u64>,
    /// Names known beside these, on lists whose length nobody announced.
    pub beyond: u64,
    /// The lists that are missing or incomplete, where `whole` is none although every list with a number is complete.
    pub lacking: u64,
    /// The id of the names known.
    pub figure: FigureId,
}

impl Badge {
    pub fn of(sheet: &Sheet, ranking: &Ranking) -> Self {
        let knowledge = sheet.input.figures.knowledge(ranking);
        let Knowledge { announced, known, .. } = knowledge;
        let coverage = if known.whole > 0 && knowledge.partial == 0 && knowledge.not_found == 0 {
            CoverageGrade::Full
        } else if knowledge.is_enough(sheet.input.ranking.crown.known_percent) {
            CoverageGrade::Partial
        } else {
            CoverageGrade::Thin
        };
        let told = announced.part < announced.whole || coverage == CoverageGrade::Full;
        let part = if told { announced.part } else { knowledge.found };
        Self {
            coverage,
            part,
            whole: told.then_some(announced.whole),
            beyond: knowledge.found.saturating_sub(part),
            lacking: if told || announced.whole == 0 { 0 } else { knowledge.partial + knowledge.not_found },
            figure: ranking_figure(
                if told { "names-found-of-announced" } else { "names-found" },
                FigureSubject::Whole,
                &ranking.query,
            ),
        }
    }

    /// The badge of a year; none where nobody is known.
    pub fn of_year(sheet: &Sheet, scope: &Scope, year: Year) -> Option<Self> {
        let ranking = scope.years.iter().find(|ranking| ranking.query.window == Window::year(year))?;
        Some(Self::of(sheet, ranking))
    }

    /// Whether a sentence may compare these years with others.
    pub fn is_thin(self) -> bool {
        self.coverage == CoverageGrade::Thin
    }
}

/// Whether a year can be compared with the one before: enough names of both are known.
pub(crate) fn comparable(sheet: &Sheet, scope: &Scope, year: Year) -> bool {
    let well_known = |year| Badge::of_year(sheet, scope, year).is_some_and(|badge| !badge.is_thin());
    well_known(year) && well_known(year.plus(-1))
}
