//! What the figures of a year say, in sentences. The page of the year and the blogger's draft print the same.
//!
//! A sentence is a message with a condition on figures: where they do not carry it, it vanishes; a section without
//! any vanishes too. Of a year of which too little is known only the limits are told, and what was counted.

mod figures; // how many, how new, how concentrated, from which sectors, who moved
mod lead; // who is first, and by how much
mod limits; // what was counted, and what we do not know

use serde::Serialize;

use model::{CompanyId, Share, Window, Year};
use rank::{Licence, Ranking, Scope, Standing};

use crate::parts::badge;
use crate::parts::claim::Claim;
use crate::press::address::{Address, Board, Span};
use crate::press::sheet::{Link, Sheet};
use crate::words::sentence::{Filling, Sentence, Told, enumerated, tell_if};
use crate::words::{MessagePart, WordsError};

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Review {
    /// Who leads, and by how much; nothing where nobody may be named first.
    pub opening: Vec<Sentence>,
    pub sections: Vec<ReviewSection>,
}

/// A part of the review.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ReviewSection {
    /// What it is about; also its anchor on the page.
    pub topic: &'static str,
    pub heading: String,
    pub sentences: Vec<Sentence>,
}

impl Review {
    /// The review of a leaderboard of one year.
    pub fn of(sheet: &Sheet, board: Board) -> Result<Self, WordsError> {
        let facts = &YearFacts::of(sheet, board);
        let sections = [
            ("figures", figures::sentences(facts)),
            ("sectors", figures::sectors(facts)),
            ("movers", figures::movers(facts)),
            ("prizes", limits::counted(facts)),
            ("limits", limits::sentences(facts)),
        ];
        let section = |(topic, told)| {
            let heading = sheet.words.text(&format!("review.{topic}.heading"))?;
            Ok(ReviewSection { topic, heading, sentences: gathered(told)? })
        };
        let sections: Result<Vec<ReviewSection>, WordsError> = sections.into_iter().map(section).collect();
        let told = sections?.into_iter().filter(|section| !section.sentences.is_empty());
        Ok(Self { opening: gathered(lead::opening(facts))?, sections: told.collect() })
    }
}

fn gathered(told: Vec<Told>) -> Result<Vec<Sentence>, WordsError> {
    told.into_iter().filter_map(Result::transpose).collect()
}

/// What the sentences of a year are told from.
struct YearFacts<'a> {
    /// The page's language and links.
    pub sheet: &'a Sheet<'a>,
    pub scope: &'a Scope,
    /// The ranking of the year.
    pub ranking: &'a Ranking,
    pub year: Year,
    /// Whether the year can be compared with the one before.
    pub comparable: bool,
    /// Whether too little is known of it to conclude anything.
    pub thin: bool,
    /// Whether its first may be named, and why not.
    pub licence: Licence,
    board: Board,
}

impl<'a> YearFacts<'a> {
    /// The facts of a leaderboard of one year.
    pub fn of(sheet: &'a Sheet<'a>, board: Board) -> Self {
        let (scope, ranking) = (sheet.index.scope(board), sheet.index.ranking(board));
        let year = ranking.query.window.to;
        let claim = Claim::of(sheet, ranking);
        Self {
            sheet,
            scope,
            ranking,
            year,
            comparable: badge::comparable(sheet, scope, year),
            thin: claim.is_thin(),
            licence: claim.licence,
            board,
        }
    }

    /// A sentence, where its condition holds; `year` and `before` fill themselves.
    pub fn say(&self, holds: bool, key: &str, blanks: Vec<(&str, Filling)>) -> Told {
        let years = [("year", self.year.to_string().into()), ("before", self.before_link().into())];
        let all: Vec<(&str, Filling)> = years.into_iter().chain(blanks).collect();
        tell_if(holds, self.sheet.words, key, &all)
    }

    /// A company, with its name of that year where it differs from today's.
    pub fn company(&self, id: &CompanyId) -> Result<Sentence, WordsError> {
        self.sheet.company_in(id, self.year)
    }

    /// Companies: A, B and C.
    pub fn companies<'s>(&self, some: impl Iterator<Item = &'s Standing>) -> Result<Sentence, WordsError> {
        let names: Result<Vec<_>, _> = some.map(|standing| self.company(&standing.company)).collect();
        enumerated(self.sheet.words, names?)
    }

    /// A number spelled out where the language does.
    pub fn spelled(&self, n: u64) -> String {
        let digits = || self.sheet.words.typography.number(i64::try_from(n).unwrap_or(i64::MAX));
        self.sheet.words.text(&format!("spelled.{n}")).unwrap_or_else(|_| digits())
    }

    /// The same at the head of a sentence.
    pub fn spelled_first(&self, n: u64) -> String {
        let spelled = self.spelled(n);
        let mut letters = spelled.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    /// A rank: `1er`, `2e ex æquo`.
    pub fn rank(&self, rank: u32, tied: bool) -> Result<String, WordsError> {
        self.sheet.rank(rank, tied)
    }

    pub fn percent(&self, share: Share) -> String {
        self.sheet.words.typography.percent(share.percent())
    }

    /// A counted thing inside a sentence, such as `8 prix`: spelled out where the language does. One stays a figure, for it has a gender.
    pub fn in_words(&self, key: &str, n: u64) -> Result<String, WordsError> {
        let number = if n == 1 { 1.to_string() } else { self.spelled(n) };
        let parts = self.sheet.words.parts(key, i64::try_from(n).ok())?;
        let said = parts.into_iter().map(|part| match part {
            MessagePart::Text(text) => text.to_owned(),
            MessagePart::Blank(_) | MessagePart::Count(..) => number.clone(),
        });
        Ok(said.collect())
    }

    /// The standing of a company in the year before.
    pub fn previous_ranking(&self) -> Option<&'a Ranking> {
        let before = Window::year(self.year.plus(-1));
        self.scope.years.iter().find(|ranking| ranking.query.window == before)
    }

    fn before_link(&self) -> Link {
        let window = Window::year(self.year.plus(-1));
        let board = Board { span: Span::Window(window), ..self.board };
        let href = self.previous_ranking().map(|_| self.sheet.links.to(&Address::Leaderboard(board)));
        Link { name: window.to.to_string(), href }
    }
}
