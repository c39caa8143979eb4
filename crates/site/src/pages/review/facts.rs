//! What the sentences of a year are told from, and the turns of phrase they share.

use model::{CompanyId, Share, Window, Year};
use rank::{Ranking, Scope, Standing};

use crate::parts::badge::{self, Badge};
use crate::press::address::{Address, Board, Span};
use crate::press::sheet::{Link, Sheet};
use crate::words::sentence::{Filling, Sentence, Told, enumerated, plain, tell_if};
use crate::words::{Part, WordsError};

/// What the sentences of a year are told from.
pub(super) struct Facts<'a> {
    /// The page's language and links.
    pub sheet: &'a Sheet<'a>,
    /// The sources counted.
    pub scope: &'a Scope,
    /// The ranking of the year.
    pub ranking: &'a Ranking,
    pub year: Year,
    /// Whether the year can be compared with the one before.
    pub comparable: bool,
    /// How much is known of the year.
    pub badge: Badge,
    board: Board,
}

impl<'a> Facts<'a> {
    /// The facts of a leaderboard of one year.
    pub fn of(sheet: &'a Sheet<'a>, board: Board) -> Self {
        let (scope, ranking) = (sheet.index.scope(board), sheet.index.ranking(board));
        let year = ranking.query.window.to;
        Self {
            sheet,
            scope,
            ranking,
            year,
            comparable: badge::comparable(sheet, scope, year),
            badge: Badge::of(sheet, ranking),
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
        let mut name = vec![self.sheet.company(id)];
        if let Some(then) = self.sheet.name_then(id, self.year) {
            let then = self.sheet.words.say("award.then", &[("name", then.into())])?;
            name.push(plain(&format!(" ({then})")));
        }
        Ok(name)
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

    /// A counted thing, such as `8 prix`.
    pub fn counted(&self, key: &str, n: u64) -> Result<String, WordsError> {
        self.sheet.words.say(key, &[("n", n.into())])
    }

    /// The same inside a sentence: spelled out where the language does. One stays a figure, for it has a gender.
    pub fn in_words(&self, key: &str, n: u64) -> Result<String, WordsError> {
        let number = if n == 1 { 1.to_string() } else { self.spelled(n) };
        let parts = self.sheet.words.parts(key, i64::try_from(n).ok())?;
        let said = parts.into_iter().map(|part| match part {
            Part::Text(text) => text.to_owned(),
            Part::Blank(_) | Part::Count(..) => number.clone(),
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
