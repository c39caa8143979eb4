//! What stands where: the register and the figures, looked up by page.

use std::collections::{BTreeMap, BTreeSet};

use model::{Award, CompanyId, Counting, Day, Label, Measure, SectorId, SourceId, Subject, Year};
use rank::{Ranking, Scope, Series, Standing};

use crate::Input;
use crate::pages::companies::initial;
use crate::press::address::{Address, Board, Span, plain, words_of};
use crate::press::address_words;
use workspace::Language;

/// More companies than these are listed initial by initial: the page of ten thousand had 1.3 MB.
const MOST_ON_A_PAGE: usize = 2000;

/// Look-ups shared by all pages.
pub(crate) struct Index<'a> {
    input: &'a Input<'a>,
    editions: BTreeMap<&'a SourceId, BTreeMap<&'a Label, EditionFacts>>,
    by_company: BTreeMap<&'a CompanyId, CompanyFacts>,
    /// The companies of which something is said.
    listed: BTreeSet<&'a CompanyId>,
    /// Those with a counted distinction: a name that was only measured would fill a page with nothing.
    pages: BTreeSet<&'a CompanyId>,
    /// The listed companies that belong to each.
    children: BTreeMap<&'a CompanyId, Vec<&'a CompanyId>>,
    /// By the leaderboards of the default scope.
    standings: BTreeMap<(Span, &'a CompanyId), &'a Standing>,
    /// The companies of each sector in the default scope of all years, in their order.
    peers: BTreeMap<&'a SectorId, Vec<&'a Standing>>,
    /// The initials with a page of their own, where all companies are too many for one.
    initials: BTreeSet<char>,
    /// The leaderboards whose page tells of another.
    told_by: BTreeMap<Board, Board>,
    /// The words of addresses in each language of the site, by the French ones.
    words: BTreeMap<Language, BTreeMap<&'static str, String>>,
}

#[derive(Debug, Default)]
pub(crate) struct EditionFacts {
    /// Its name in an address.
    name: String,
    /// Positions of its awards in the register.
    pub awards: Vec<usize>,
    /// Positions of its measures in the register.
    pub measures: Vec<usize>,
    /// When it was handed over, as far as known.
    pub awarded: Option<Day>,
}

#[derive(Debug, Default)]
struct CompanyFacts {
    awards: Vec<usize>,
    series: Vec<usize>,
}

impl<'a> Index<'a> {
    /// Reads the register and the figures once.
    pub fn of(input: &'a Input<'a>) -> Self {
        let mut index = Self {
            input,
            editions: BTreeMap::new(),
            by_company: BTreeMap::new(),
            listed: BTreeSet::new(),
            pages: BTreeSet::new(),
            children: BTreeMap::new(),
            standings: BTreeMap::new(),
            peers: BTreeMap::new(),
            initials: BTreeSet::new(),
            told_by: BTreeMap::new(),
            words: input
                .settings
                .languages
                .iter()
                .map(|&language| (language, words_of(&address_words(input.overrides, language))))
                .collect(),
        };
        index.file_declared_editions();
        index.file_awards();
        index.file_measures();
        index.name_editions();
        index.choose_pages();
        index.choose_initials();
        index.file_children();
        index.choose_boards();
        index.file_standings();
        index.file_peers();
        index
    }

    fn file_declared_editions(&mut self) {
        let sources = self.input.register.sources.values();
        for (source, edition) in sources.flat_map(|s| s.editions.values().map(move |e| (s, e))) {
            let facts = self.editions.entry(&source.id).or_default().entry(&edition.label).or_default();
            facts.awarded = edition.awarded;
        }
    }

    fn file_awards(&mut self) {
        for (position, award) in self.input.register.awards.iter().enumerate() {
            let facts = self.editions.entry(&award.source).or_default().entry(&award.edition).or_default();
            facts.awards.push(position);
            facts.awarded = facts.awarded.or(Some(award.awarded));
            if let Some(company) = &award.company {
                self.by_company.entry(company).or_default().awards.push(position);
            }
        }
        let awards = &self.input.register.awards;
        for facts in self.by_company.values_mut() {
            facts.awards.sort_by_key(|&a| (awards[a].awarded, &awards[a].source, &awards[a].id));
        }
    }

    fn file_measures(&mut self) {
        for (position, measure) in self.input.register.measures.iter().enumerate() {
            let facts =
                self.editions.entry(&measure.source).or_default().entry(&measure.edition).or_default();
            facts.measures.push(position);
            facts.awarded = facts.awarded.or(Some(measure.awarded));
        }
        for (position, series) in self.input.figures.benchmarks().iter().enumerate() {
            if let Subject::Company(company) = &series.subject {
                self.by_company.entry(company).or_default().series.push(position);
            }
        }
    }

    /// Labels are free text: two that read alike in an address are told apart by a number.
    fn name_editions(&mut self) {
        for editions in self.editions.values_mut() {
            let mut taken: BTreeSet<String> = BTreeSet::new();
            for (label, facts) in editions {
                let plain = plain(label.as_str());
                let numbered = (2..).map(|n| format!("{plain}-{n}"));
                let mut names = std::iter::once(plain.clone()).chain(numbered);
                facts.name = names
                    .find(|name| taken.insert(name.clone()))
                    .expect("one of endlessly many names is free");
            }
        }
    }

    /// A company is listed when something is said of it, or of a company that belongs to it.
    fn choose_pages(&mut self) {
        let register = self.input.register;
        let spoken_of: Vec<&CompanyId> = self.by_company.keys().copied().collect();
        let owners = spoken_of.iter().filter_map(|id| register.companies.get(*id)?.parent.as_ref());
        let known = |id: &&CompanyId| register.companies.contains_key(*id);
        self.listed = spoken_of.iter().copied().chain(owners).filter(known).collect();
        let counted = register.awards.iter().filter(|award| award.counting == Counting::Counts);
        self.pages = counted.filter_map(|award| award.company.as_ref()).filter(known).collect();
    }

    fn choose_initials(&mut self) {
        if self.listed.len() > MOST_ON_A_PAGE {
            let listed = self.listed.iter().map(|id| self.input.register.company(id));
            let names = listed.flat_map(|c| c.former.iter().map(|former| &former.name).chain([&c.name]));
            self.initials = names.map(|name| initial(name)).collect();
        }
    }

    fn file_children(&mut self) {
        for id in &self.listed {
            if let Some(parent) = &self.input.register.companies[*id].parent {
                self.children.entry(parent).or_default().push(id);
            }
        }
    }

    /// Once: every link to a leaderboard asks, and two of ten thousand rows are not compared for each.
    fn choose_boards(&mut self) {
        let scopes = self.input.figures.scopes().iter().enumerate();
        let all = scopes.flat_map(|(scope, figures)| boards_of(scope, figures));
        self.told_by = all.map(|board| (board, self.told_otherwise(board))).collect();
    }

    fn told_otherwise(&self, board: Board) -> Board {
        let default = Board { scope: 0, ..board };
        let (ranking, Some(same)) = (self.ranking(board), self.found(default)) else { return board };
        let row = |s: &'a Standing| (&s.company, s.rank, s.score, &s.won);
        let is_same = ranking.query.window == same.query.window
            && ranking.standings.iter().map(row).eq(same.standings.iter().map(row));
        if is_same { default } else { board }
    }

    fn file_standings(&mut self) {
        let boards: Vec<Board> = self.boards().filter(|board| board.scope == 0).collect();
        for board in boards {
            let standings = self.ranking(board).standings.iter();
            self.standings.extend(standings.map(|standing| ((board.span, &standing.company), standing)));
        }
    }

    /// Once: to look through all companies for those of one sector, for each company's page, would be quadratic.
    fn file_peers(&mut self) {
        let scope = self.input.figures.scopes().first();
        for standing in scope.into_iter().flat_map(|scope| &scope.all_time.standings) {
            if let Some(sector) = &standing.sector {
                self.peers.entry(sector).or_default().push(standing);
            }
        }
    }

    /// The companies of which something is said: all rows of the list.
    pub fn companies(&self) -> impl Iterator<Item = &'a CompanyId> {
        self.listed.iter().copied()
    }
    /// The initials with a page of their own; none where one page lists all.
    pub fn initials(&self) -> &BTreeSet<char> {
        &self.initials
    }
    /// The page with the company's row.
    pub fn row_of(&self, id: &CompanyId) -> Address {
        let initial = initial(&self.input.register.company(id).name);
        if self.initials.contains(&initial) { Address::Initial(initial) } else { Address::Companies }
    }
    /// Whether the company stands in the list.
    pub fn is_listed(&self, id: &CompanyId) -> bool {
        self.listed.contains(id)
    }
    /// Whether the company has a page.
    pub fn has_page(&self, id: &CompanyId) -> bool {
        self.pages.contains(id)
    }
    /// The listed companies that belong to a company.
    pub fn children_of(&self, id: &CompanyId) -> &[&'a CompanyId] {
        self.children.get(id).map_or(&[], Vec::as_slice)
    }

    /// A company's awards, oldest first.
    pub fn awards_of(&self, id: &CompanyId) -> Vec<(usize, &'a Award)> {
        let positions = self.by_company.get(id).map_or(&[][..], |facts| &facts.awards);
        positions.iter().map(|&p| (p, &self.input.register.awards[p])).collect()
    }
    /// A company's series of measures.
    pub fn series_of(&self, id: &CompanyId) -> impl Iterator<Item = &'a Series> {
        let positions = self.by_company.get(id).map_or(&[][..], |facts| &facts.series);
        positions.iter().map(|&p| &self.input.figures.benchmarks()[p])
    }

    /// All editions: those declared, and those that a row names.
    pub fn editions(&self) -> impl Iterator<Item = (&'a SourceId, &'a Label)> {
        let sources = self.editions.iter();
        sources.flat_map(|(source, editions)| editions.keys().map(move |label| (*source, *label)))
    }
    /// The editions of a source, oldest first.
    pub fn editions_of(&self, source: &SourceId) -> Vec<(&'a Label, &EditionFacts)> {
        let of_source = self.editions.get(source);
        let mut editions: Vec<_> =
            of_source.into_iter().flatten().map(|(label, facts)| (*label, facts)).collect();
        editions.sort_by_key(|(label, facts)| {
            (facts.awarded.map(Day::year).or(label.year()), facts.awarded, *label)
        });
        editions
    }
    /// What an edition of the register holds.
    pub fn edition(&self, source: &SourceId, label: &Label) -> &EditionFacts {
        let found = self.editions.get(source).and_then(|editions| editions.get(label));
        found.expect("every edition that is linked to is in the register")
    }
    /// An edition's name in an address.
    pub fn edition_name(&self, source: &SourceId, label: &Label) -> &str {
        &self.edition(source, label).name
    }
    /// An award of the register.
    pub fn award(&self, position: usize) -> &'a Award {
        &self.input.register.awards[position]
    }
    /// A measure of the register.
    pub fn measure(&self, position: usize) -> &'a Measure {
        &self.input.register.measures[position]
    }

    /// A word of addresses, given in French, in a language of the site.
    pub fn word(&self, language: Language, french: &'static str) -> &str {
        self.words.get(&language).and_then(|words| words.get(french)).map_or(french, String::as_str)
    }

    /// The language whose pages stand at the root.
    pub fn first_language(&self) -> Language {
        self.input.settings.languages.first().copied().unwrap_or(Language::FR)
    }

    /// Every leaderboard with a page: years, ranges, all time; scope by scope.
    pub fn boards(&self) -> impl Iterator<Item = Board> {
        self.told_by.iter().filter(|(board, by)| board == by).map(|(board, _)| *board)
    }
    /// The leaderboard whose page tells of a board: that of the default scope where it says the same, as it does in
    /// every year of which only one country's lists are known.
    pub fn told_by(&self, board: Board) -> Board {
        self.told_by.get(&board).copied().unwrap_or(board)
    }
    /// Where a company stands on a leaderboard of the default scope.
    pub fn standing(&self, span: Span, id: &CompanyId) -> Option<&'a Standing> {
        self.standings.get(&(span, id)).copied()
    }
    /// The companies of a sector in the default scope of all years, in their order.
    pub fn peers(&self, sector: &SectorId) -> &[&'a Standing] {
        self.peers.get(sector).map_or(&[], Vec::as_slice)
    }
    /// The years with a leaderboard in the default scope, oldest first.
    pub fn years(&self) -> impl Iterator<Item = Year> {
        let scope = self.input.figures.scopes().first().into_iter();
        scope.flat_map(|scope| scope.years.iter().map(|ranking| ranking.query.window.to))
    }
    /// A scope of the figures.
    pub fn scope(&self, board: Board) -> &'a Scope {
        &self.input.figures.scopes()[board.scope]
    }
    /// The ranking of a leaderboard.
    pub fn ranking(&self, board: Board) -> &'a Ranking {
        self.found(board).expect("a board is made from a ranking")
    }
    pub fn found(&self, board: Board) -> Option<&'a Ranking> {
        let scope = self.scope(board);
        let mut rankings = scope.years.iter().chain(&scope.ranges);
        match board.span {
            Span::AllTime => Some(&scope.all_time),
            Span::Window(window) => rankings.find(|ranking| ranking.query.window == window),
        }
    }
    /// A leaderboard's name in an address: `2012`, `2016-2025`, `depuis-2008`, `monde/2012`.
    pub fn board_name(&self, board: Board, language: Language) -> String {
        let board = self.told_by(board);
        let folder = match (board.scope, &self.scope(board).country) {
            (0, _) => String::new(),
            (_, None) => format!("{}/", self.word(language, "monde")),
            (_, Some(country)) => format!("{}/", country.to_lowercase()),
        };
        let first = self.ranking(board).query.window.from;
        match board.span {
            Span::Window(window) => format!("{folder}{window}"),
            Span::AllTime => format!("{folder}{}-{first}", self.word(language, "depuis")),
        }
    }
}

fn boards_of(scope: usize, figures: &Scope) -> Vec<Board> {
    let years = figures.years.iter().map(|ranking| ranking.query.window);
    let ranges = figures.ranges.iter().map(|ranking| ranking.query.window);
    let windows: BTreeSet<_> = years.chain(ranges).collect();
    let board = |span| Board { scope, span };
    windows.into_iter().map(Span::Window).chain([Span::AllTime]).map(board).collect()
}
