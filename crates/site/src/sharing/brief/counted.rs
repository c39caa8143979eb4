//! Figures of rankings in a pack: the key figures, the years, who leads a sector, what a company won.

use std::cmp::Reverse;

use model::{Award, CompanyId, Counting, SectorId, Share};
use rank::{FigureSubject, Interval, Ranking, Standing, ranking_figure};
use serde_json::json;

use super::measured::{page_title, word};
use super::notes::{self, Quoted};
use super::{About, Packing, Ranked};
use crate::parts::board::SpanView;
use crate::press::address::{Address, Board, Span};
use crate::press::sheet::Link;
use crate::sharing::draft::{DraftBlock, DraftCell, DraftChart, DraftChartKind, DraftTable};
use crate::words::WordsError;
use crate::words::sentence::{Sentence, enumerated, plain};

/// Years of a pack, the last ones.
const MOST_YEARS: usize = 8;
const MOST_LEADERS: usize = 8;

/// A number of a ranking: what it is called, of whom, and its value.
struct CountedFigure {
    what: &'static str,
    subject: FigureSubject,
    label: String,
    of: String,
    shown: String,
    value: String,
    interval: Option<Interval>,
}

impl Packing<'_> {
    pub fn counted(&mut self) -> Result<Vec<DraftBlock>, WordsError> {
        let mut blocks = Vec::new();
        if let Some(ranked) = self.ranked {
            blocks.extend(self.key_figures(ranked)?.into_iter().flatten());
            blocks.extend(self.by_year(ranked)?.into_iter().flatten());
            for about in self.asked.about {
                blocks.extend(self.leaders(ranked, about)?.into_iter().flatten());
            }
        }
        for about in self.asked.about {
            blocks.extend(self.won(about)?.into_iter().flatten());
        }
        Ok(blocks)
    }

    /// A number of a ranking, with its note.
    fn quoted(
        &mut self,
        ranking: &Ranking,
        board: Board,
        counted: &CountedFigure,
    ) -> Result<DraftCell, WordsError> {
        let sheet = &self.sheet;
        let words = sheet.words;
        let known = notes::known(words, sheet.input.figures.knowledge(ranking).announced)?;
        let interval = counted.interval.map(|interval| notes::between(words, interval)).transpose()?;
        let years = SpanView::of(sheet, board).said(words)?;
        let pages = match counted.subject {
            FigureSubject::Company(id) => {
                let standing = standing(ranking, &id);
                let awards = standing.into_iter().flat_map(|s| &s.won).map(|won| sheet.index.award(*won));
                notes::pages_of_awards(sheet, awards)?
            }
            FigureSubject::Whole
            | FigureSubject::Sector(_)
            | FigureSubject::Source(_)
            | FigureSubject::Measure(_) => {
                vec![Link {
                    name: sheet.board_title(board)?,
                    href: Some(sheet.links.to(&Address::Leaderboard(board))),
                }]
            }
        };
        let named = [counted.of.as_str(), &counted.label, &years];
        let named: Vec<&str> = named.into_iter().filter(|part| !part.is_empty()).collect();
        let quoted = Quoted {
            what: named.join(", "),
            shown: counted.shown.clone(),
            value: counted.value.clone(),
            figure: ranking_figure(counted.what, counted.subject, &ranking.query),
            sure: interval.into_iter().chain(Some(known).filter(|known| !known.is_empty())).collect(),
            pages,
        };
        self.notes.cell(words, quoted)
    }

    /// What is said of the whole years, with the interval and what is known beside each number.
    fn key_figures(&mut self, ranked: Ranked) -> Result<Option<[DraftBlock; 2]>, WordsError> {
        let mut figures = Vec::new();
        for about in self.asked.about {
            figures.extend(self.figures_of(ranked, about)?);
        }
        if figures.is_empty() {
            return Ok(None);
        }
        let sheet = &self.sheet;
        let knowledge = sheet.input.figures.knowledge(ranked.ranking);
        let companies = ranked.ranking.totals.companies;
        figures.push(CountedFigure {
            what: "companies",
            subject: FigureSubject::Whole,
            label: sheet.words.text("fact.companies")?,
            of: sheet.scope(ranked.scope.country.as_deref())?,
            shown: count(self, companies),
            value: companies.to_string(),
            interval: Some(knowledge.companies),
        });
        let known = notes::known(sheet.words, knowledge.announced)?;
        let mut rows = Vec::new();
        for figure in &figures {
            let between = figure.interval.map(|interval| notes::between(self.sheet.words, interval));
            let said = |text: &str| DraftCell::Said(vec![plain(text)]);
            rows.push(vec![
                said(&figure.label),
                said(&figure.of),
                self.quoted(ranked.ranking, ranked.board, figure)?,
                said(&between.transpose()?.unwrap_or_default()),
                said(&known),
            ]);
        }
        let years = SpanView::of(&self.sheet, ranked.board).said(self.sheet.words)?;
        let heading = self.sheet.words.say("brief.key", &[("years", years.into())])?;
        let heads = self.heads(&["brief.figure", "brief.whom", "col.value", "brief.sure", "col.lists"])?;
        Ok(Some([DraftBlock::Heading(heading), DraftBlock::Table(DraftTable { heads, rows, chart: None })]))
    }

    fn figures_of(&self, ranked: Ranked, about: &About) -> Result<Vec<CountedFigure>, WordsError> {
        match about {
            About::Company(id) => self.figures_of_company(ranked, id),
            About::Sector(id) => self.figures_of_sector(ranked.ranking, id),
        }
    }

    fn figures_of_company(&self, ranked: Ranked, id: &CompanyId) -> Result<Vec<CountedFigure>, WordsError> {
        let Some(standing) = standing(ranked.ranking, id) else { return Ok(vec![]) };
        let sheet = &self.sheet;
        let tried = ranked.scope.robustness(ranked.ranking.query.window);
        let ranks = tried.and_then(|tried| tried.companies.iter().find(|row| row.company == *id));
        let ranks = ranks.map(|row| Interval { at_least: row.best.into(), at_most: Some(row.worst.into()) });
        let figure = |what, label: &str, shown, value, interval| {
            let of = sheet.company(id).name;
            let label = sheet.words.text(label)?;
            Ok(CountedFigure {
                what,
                subject: FigureSubject::Company(*id),
                label,
                of,
                shown,
                value,
                interval,
            })
        };
        let rank = sheet.rank(standing.rank, standing.tied)?;
        Ok(vec![
            figure("rank", "col.rank", rank, standing.rank.to_string(), ranks)?,
            figure("score", "col.prizes", sheet.score(standing.score), standing.score.to_string(), None)?,
            self.distinctions(standing)?,
        ])
    }

    fn figures_of_sector(&self, ranking: &Ranking, id: &SectorId) -> Result<Vec<CountedFigure>, WordsError> {
        let Some(counted) = self.sector_count(ranking, id)? else { return Ok(vec![]) };
        let share = ranking.sectors.iter().find(|sector| sector.sector == Some(*id));
        let label = self.sheet.words.text("col.share")?;
        let percent = share.filter(|share| share.share.quotable()).map(|share| CountedFigure {
            what: "sector-percent",
            subject: counted.subject,
            label,
            of: counted.of.clone(),
            shown: self.sheet.words.typography.percent(share.percent),
            value: share.percent.to_string(),
            interval: None,
        });
        Ok(std::iter::once(counted).chain(percent).collect())
    }

    /// How many companies of a sector were distinguished.
    fn sector_count(&self, ranking: &Ranking, id: &SectorId) -> Result<Option<CountedFigure>, WordsError> {
        let share =
            ranking.sectors.iter().find(|sector| sector.sector == Some(*id)).map(|sector| sector.share);
        let Some(Share { part, .. }) = share else { return Ok(None) };
        Ok(Some(CountedFigure {
            what: "sector-companies",
            subject: FigureSubject::Sector(*id),
            label: self.sheet.words.text("fact.companies")?,
            of: self.named(&About::Sector(*id)).name,
            shown: count(self, part),
            value: part.to_string(),
            interval: None,
        }))
    }

    /// The number of a year: distinctions of a company, companies of a sector.
    fn of_year(&self, ranking: &Ranking, about: &About) -> Result<Option<CountedFigure>, WordsError> {
        match about {
            About::Sector(id) => self.sector_count(ranking, id),
            About::Company(id) => {
                standing(ranking, id).map(|standing| self.distinctions(standing)).transpose()
            }
        }
    }

    fn distinctions(&self, standing: &Standing) -> Result<CountedFigure, WordsError> {
        Ok(CountedFigure {
            what: "distinctions",
            subject: FigureSubject::Company(standing.company),
            label: self.sheet.words.text("col.awards")?,
            of: self.sheet.company(&standing.company).name,
            shown: count(self, standing.awards),
            value: standing.awards.to_string(),
            interval: None,
        })
    }

    /// Whether a ranking names anybody whom the pack is about.
    fn is_told_of(&self, ranking: &Ranking) -> bool {
        let told = |about: &About| ranking.standings.iter().any(|s| self.is_of(about, &s.company));
        self.asked.about.iter().any(told)
    }

    /// The last years of which something is known side by side; one between them of which nothing is known stays
    /// empty, and is no nought.
    fn by_year(&mut self, ranked: Ranked) -> Result<Option<[DraftBlock; 2]>, WordsError> {
        let window = self.asked.window;
        let inside = |ranking: &&Ranking| {
            window.from <= ranking.query.window.from && ranking.query.window.to <= window.to
        };
        let mut years: Vec<&Ranking> = ranked.scope.years.iter().filter(inside).collect();
        let last = years.iter().rposition(|ranking| self.is_told_of(ranking));
        years.truncate(last.map_or(0, |last| last + 1));
        let years = years.split_off(years.len().saturating_sub(MOST_YEARS));
        let mut rows = Vec::new();
        let mut told = 0;
        for ranking in years {
            let board = Board { scope: ranked.board.scope, span: Span::Window(ranking.query.window) };
            let mut row = vec![DraftCell::Said(vec![plain(&ranking.query.window.to.to_string())])];
            for about in self.asked.about {
                let counted = self.of_year(ranking, about)?;
                told += usize::from(counted.is_some());
                row.push(match counted {
                    Some(counted) => self.quoted(ranking, board, &counted)?,
                    None => DraftCell::Said(vec![]),
                });
            }
            let known = self.sheet.input.figures.knowledge(ranking).announced;
            row.push(DraftCell::Said(vec![plain(&notes::known(self.sheet.words, known)?)]));
            rows.push(row);
        }
        if told < 2 {
            return Ok(None);
        }
        let label = match self.asked.about.first() {
            Some(About::Sector(_)) => self.sheet.words.text("fact.companies")?,
            Some(About::Company(_)) | None => self.sheet.words.text("col.awards")?,
        };
        let names = self.asked.about.iter().map(|about| self.named(about).name);
        let mut heads = vec![self.sheet.words.text("col.year")?];
        heads.extend(names);
        heads.push(self.sheet.words.text("col.lists")?);
        let heading = self.sheet.words.say("brief.by_year", &[("what", label.as_str().into())])?;
        let values = (1..=self.asked.about.len()).collect();
        let chart = DraftChart { kind: DraftChartKind::Columns, title: heading.clone(), names: 0, values };
        let table = DraftTable { heads, rows, chart: Some(chart).filter(|_| told > 2) };
        Ok(Some([DraftBlock::Heading(heading), DraftBlock::Table(table)]))
    }

    /// The companies of a sector that were distinguished most, in the order of the ranking.
    fn leaders(&mut self, ranked: Ranked, about: &About) -> Result<Option<[DraftBlock; 2]>, WordsError> {
        let About::Sector(_) = about else { return Ok(None) };
        let of_sector: Vec<&Standing> =
            ranked.ranking.standings.iter().filter(|standing| self.is_of(about, &standing.company)).collect();
        // A shared rank is never cut in two, unless the first of all is shared by more than fit.
        let whole = of_sector.chunk_by(|a, b| a.rank == b.rank).scan(0, |shown, tied| {
            *shown += tied.len();
            (*shown <= MOST_LEADERS).then_some(*shown)
        });
        let shown = whole.last().unwrap_or(MOST_LEADERS.min(of_sector.len()));
        if shown == 0 {
            return Ok(None);
        }
        let mut rows = Vec::new();
        for standing in &of_sector[..shown] {
            let counted = self.distinctions(standing)?;
            let mut sources: Vec<Sentence> = standing
                .won
                .iter()
                .map(|won| vec![self.sheet.source(&self.sheet.index.award(*won).source)])
                .collect();
            sources.sort();
            sources.dedup();
            rows.push(vec![
                DraftCell::Said(vec![self.sheet.company(&standing.company)]),
                self.quoted(ranked.ranking, ranked.board, &counted)?,
                DraftCell::Said(enumerated(self.sheet.words, sources)?),
            ]);
        }
        let name = self.named(about).name;
        let heading = self.sheet.words.say("brief.leaders", &[("name", name.into())])?;
        let heads = self.heads(&["col.company", "col.awards", "col.given_by"])?;
        let chart =
            DraftChart { kind: DraftChartKind::Columns, title: heading.clone(), names: 0, values: vec![1] };
        let table = DraftTable { heads, rows, chart: Some(chart).filter(|_| shown > 2) };
        Ok(Some([DraftBlock::Heading(heading), DraftBlock::Table(table)]))
    }

    /// The distinctions of a company, the latest first; nothing where it has none.
    fn won(&self, about: &About) -> Result<Option<[DraftBlock; 2]>, WordsError> {
        let About::Company(company) = about else { return Ok(None) };
        let register = self.sheet.input.register;
        let wanted = |award: &&Award| {
            award.counting == Counting::Counts
                && award.company.as_ref() == Some(company)
                && (self.asked.holds)(register.source(&award.source), award.awarded.year())
        };
        let mut counted: Vec<&Award> = register.awards.iter().filter(wanted).collect();
        counted.sort_by_key(|award| (Reverse(award.awarded), award.source));
        let rows = counted.into_iter().map(|award| self.award_row(award)).collect::<Result<Vec<_>, _>>()?;
        if rows.is_empty() {
            return Ok(None);
        }
        let heads = self.heads(&["col.year", "col.source", "col.edition", "col.awards", "col.witness"])?;
        let heading = match self.asked.about.len() {
            1 => self.sheet.words.text("col.awards")?,
            _ => format!("{}, {}", self.sheet.words.text("col.awards")?, self.named(about).name),
        };
        Ok(Some([DraftBlock::Heading(heading), DraftBlock::Table(DraftTable::of_words(heads, rows))]))
    }

    fn award_row(&self, award: &Award) -> Result<Vec<Sentence>, WordsError> {
        let sheet = &self.sheet;
        let outcome = match award.place {
            Some(place) => sheet.words.say("outcome.place", &[("n", place.number.into())])?,
            None => word(sheet, "outcome", json!(award.outcome))?,
        };
        let category = award.category.to_string();
        let told = if category.is_empty() {
            outcome
        } else {
            format!("{outcome}, {}", sheet.words.typography.quoted(&category))
        };
        let edition = Address::Edition(award.source, award.edition);
        let page = award
            .witnesses
            .first()
            .map(|w| Link { name: page_title(&w.title, &w.url), href: Some(w.url.to_string()) });
        Ok(vec![
            vec![plain(&award.awarded.year().to_string())],
            vec![sheet.source(&award.source)],
            vec![Link { name: award.edition.to_string(), href: Some(sheet.links.to(&edition)) }],
            vec![plain(&told)],
            page.into_iter().collect(),
        ])
    }
}

fn standing<'r>(ranking: &'r Ranking, id: &CompanyId) -> Option<&'r Standing> {
    ranking.standings.iter().find(|standing| standing.company == *id)
}

fn count(packing: &Packing, n: u64) -> String {
    packing.sheet.words.typography.number(i64::try_from(n).unwrap_or(i64::MAX))
}
