//! Whether an archived page says what a person typed from it: the company in any spelling that is known, its score or
//! place beside it, the year, and no other category than the row's.
//!
//! A page that says nothing of a part contradicts none: a winner needs no place, a list of one year need not print it.
//! What a row says outright and the page prints otherwise, or not at all, is told with what was looked for.

mod figures;
mod words;

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use crate::Known;
use crate::assemble::excerpt;
use crate::caught::Words;
use crate::page::{Page, Sheet};
use crate::report::Trouble;
use crate::text::Span;
use crate::{html, json, workbook};
use figures::PageSays;
use model::text::heading;
use model::{Decimal, Digest, EvidenceKind, Label, Level, Moment, Passage, Record};
use words::WordIndex;
use workspace::{Region, Rule, Unshown};

/// How far around a name its line is looked at: some pages are one line of a megabyte.
const AROUND: usize = 2_000;

/// How many lines above and below a name may print its score, as cards do.
const NEAR: usize = 3;

/// How many places of a name are weighed: a page that prints it more often says the same again.
const MOST_PLACES: usize = 200;

/// A copy of a page, as the archive keeps it.
#[derive(Debug, Clone, Copy)]
pub struct ArchivedPage<'a> {
    pub page: Page<'a>,
    pub url: &'a str,
    pub digest: Digest,
    pub seen: Moment,
}

/// A row that a person typed, and how a page may print it.
#[derive(Debug, Clone)]
pub struct TypedRow<'a> {
    pub record: &'a Record,
    /// The keys of every spelling of the company that is known, or of the person where no company is named.
    pub keys: Vec<String>,
    /// The years that the edition goes by: that of its label, that of the ceremony.
    pub years: Vec<u16>,
}

/// A part of a row that its page does not say.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unsaid {
    Name(String),
    Score(Decimal),
    Place(u16),
    Years(Vec<u16>),
    Category(String),
}

impl fmt::Display for Unsaid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => write!(f, "“{name}”"),
            Self::Score(score) => write!(f, "the score {score} beside it"),
            Self::Place(place) => write!(f, "place {place} beside it"),
            Self::Years(years) => {
                let years: Vec<_> = years.iter().map(ToString::to_string).collect();
                write!(f, "the year {} with it", years.join(" or "))
            }
            Self::Category(category) => write!(f, "the category “{category}” with it"),
        }
    }
}

/// For each row the words of the page that say it, or what of it the page does not say.
///
/// # Errors
/// When the page cannot be read at all.
pub fn prove(
    copy: &ArchivedPage<'_>,
    rows: &[TypedRow<'_>],
    known: &Known,
) -> Result<Vec<Result<Passage, Vec<Unsaid>>>, Trouble> {
    let sheets = sheets(copy.page)?;
    let looked: Vec<Looked<'_, '_>> =
        sheets.iter().map(|sheet| Looked::new(sheet, copy.url, rows, known)).collect();
    let prove_row = |(number, row): (usize, &TypedRow<'_>)| {
        let best = looked.iter().filter_map(|looked| Some((looked, looked.best(number, row)?)));
        // Among equals the first sheet: it is the one that the file shows.
        match best.min_by_key(|(_, (_, unsaid))| unsaid.len()) {
            Some((looked, (span, unsaid))) if unsaid.is_empty() => Ok(looked.passage(copy, span)),
            Some((_, (_, unsaid))) => Err(unsaid),
            None => Err(vec![row.subject()]),
        }
    };
    Ok(rows.iter().enumerate().map(prove_row).collect())
}

/// Everything of a page that prints words: each sheet of a workbook, what an HTML page shows behind tabs and as pictures,
/// and the JSON that its scripts draw it from. Not its comments: nobody reads them.
fn sheets(page: Page<'_>) -> Result<Vec<Sheet<'_>>, Trouble> {
    let shown = |sheet| {
        let region = Region { sheet, hidden: Unshown::Read, pictures: Unshown::Read, ..Region::default() };
        Sheet::open(page, &Rule { region, ..Rule::default() })
    };
    match page {
        Page::Json(source) => Ok(vec![json::objects(source)?]),
        Page::Workbook(bytes) => {
            let names = workbook::names(bytes).map_err(Trouble::Unreadable)?;
            names.into_iter().map(|name| shown(Some(name))).collect()
        }
        Page::Html(_) => {
            let sheet = shown(None)?;
            let scripts = sheet.markup.as_ref().map(|markup| json::scripts(&markup.tree));
            let scripts = scripts.filter(|scripts| scripts.as_array().is_some_and(|all| !all.is_empty()));
            Ok(std::iter::once(sheet).chain(scripts.as_ref().map(json::objects_of)).collect())
        }
        Page::Plain(_) | Page::Csv(_) | Page::Words(_) => Ok(vec![shown(None)?]),
    }
}

impl TypedRow<'_> {
    /// What is looked for first.
    fn subject(&self) -> Unsaid {
        let Record { company, person, score, .. } = self.record;
        match score {
            Some(score) if company.is_empty() && person.is_empty() => Unsaid::Score(*score),
            _ if company.is_empty() => Unsaid::Name(person.to_string()),
            _ => Unsaid::Name(company.to_string()),
        }
    }

    /// Its headings, as they are compared.
    fn headings(&self) -> impl Iterator<Item = String> + '_ {
        let both = [self.record.category, self.record.sector];
        both.into_iter().map(|printed| heading(&printed)).filter(|heading| !heading.is_empty())
    }

    fn list(&self) -> (Label, Level, &str) {
        (self.record.edition, self.record.level, self.record.category.as_str())
    }
}

/// A part of a page, and where it names the rows' companies.
struct Looked<'s, 'r> {
    sheet: &'s Sheet<'s>,
    rows: &'r [TypedRow<'r>],
    /// For each row, where its company stands, or the score of an average.
    named: Vec<Vec<Span>>,
    /// All of these places, in order.
    names: Vec<Span>,
    /// The lines as headings are compared.
    folded: Vec<String>,
    /// The headings of the rows, as they are compared, and which rows have them.
    categories: BTreeMap<String, Vec<usize>>,
    /// The lines that are nothing but a category of the rows, with it.
    titles: Vec<(usize, String)>,
    /// The years of the page's own headline and address, and those of its lines.
    head_years: Vec<u16>,
    years: Vec<(usize, u16)>,
    /// The numbers of the items of its ordered lists.
    numbers: BTreeMap<html::NodeId, i64>,
}

impl<'s, 'r> Looked<'s, 'r> {
    fn new(sheet: &'s Sheet<'s>, url: &str, rows: &'r [TypedRow<'r>], known: &Known) -> Self {
        let index = WordIndex::new(sheet);
        let mut found: HashMap<&[String], Vec<Span>> = HashMap::new();
        let mut named = |row: &'r TypedRow<'r>| match &row.keys[..] {
            [] => row.record.score.map_or_else(Vec::new, |score| scores(sheet, score)),
            keys => found.entry(keys).or_insert_with(|| index.named(keys, known)).clone(),
        };
        let named: Vec<Vec<Span>> = rows.iter().map(&mut named).collect();
        let mut names: Vec<Span> = found.into_values().flatten().collect();
        names.sort_unstable();
        names.dedup();
        let lines = sheet.text.lines.iter().map(|line| sheet.text.get(line.span()));
        let folded: Vec<String> = lines.clone().map(|line| format!(" {} ", heading(line))).collect();
        let mut categories: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, row) in rows.iter().enumerate() {
            row.headings().for_each(|heading| categories.entry(heading).or_default().push(number));
        }
        let titles = folded.iter().enumerate().filter(|(_, line)| categories.contains_key(line.trim()));
        let titles = titles.map(|(at, line)| (at, line.trim().to_owned())).collect();
        let years =
            lines.enumerate().flat_map(|(at, line)| figures::years(line).into_iter().map(move |y| (at, y)));
        let heads = sheet.headlines().join(" ");
        let head_years = figures::years(url).into_iter().chain(figures::years(&heads)).collect();
        let numbers = sheet.markup.as_ref().map(|markup| html::all_numbers(&markup.tree)).unwrap_or_default();
        Self {
            sheet,
            rows,
            named,
            names,
            folded,
            categories,
            titles,
            head_years,
            years: years.collect(),
            numbers,
        }
    }

    /// Where the page says most of the row, and what it does not say there; nothing where it does not name the company.
    fn best(&self, number: usize, row: &TypedRow<'_>) -> Option<(Span, Vec<Unsaid>)> {
        let all = self.named[number].iter().take(MOST_PLACES);
        let weighed = all.map(|span| (*span, self.unsaid(number, row, *span)));
        weighed.min_by_key(|(span, unsaid)| (unsaid.len(), !self.stands_under_own_heading(row, *span)))
    }

    fn unsaid(&self, number: usize, row: &TypedRow<'_>, at: Span) -> Vec<Unsaid> {
        let record = row.record;
        // What follows from the page by arithmetic, no page prints.
        if record.evidence.kind == EvidenceKind::Derived {
            return vec![];
        }
        let score =
            record.score.filter(|score| !row.keys.is_empty() && self.score(at, *score) != PageSays::This);
        let place =
            record.place.map(|place| place.number).filter(|place| !self.has_place(number, at, *place));
        let years = (!self.is_of(&row.years, at)).then(|| Unsaid::Years(row.years.clone()));
        let category = self.is_elsewhere(row, at).then(|| Unsaid::Category(record.category.to_string()));
        let figures = score.map(Unsaid::Score).into_iter().chain(place.map(Unsaid::Place));
        figures.chain(years).chain(category).collect()
    }

    fn passage(&self, copy: &ArchivedPage<'_>, span: Span) -> Passage {
        let text = self.sheet.text.get(span).to_owned();
        Passage {
            digest: copy.digest,
            seen: copy.seen,
            place: self.sheet.place(span, None),
            line: self.line(span) as u32 + 1,
            excerpt: excerpt(self.sheet, &Words { text, span, printed: true }),
        }
    }

    fn line(&self, span: Span) -> usize {
        self.sheet.text.line_at(span.from)
    }

    /// The words of a line around a name.
    fn around(&self, at: Span) -> Span {
        let text = &self.sheet.text;
        let line = text.lines[self.line(at)].span();
        let from = text.all.floor_char_boundary(at.from.saturating_sub(AROUND)).max(line.from);
        Span { from, to: text.all.ceil_char_boundary(at.to + AROUND).min(line.to.max(at.to)) }
    }

    /// The words of its line that stand closer to a name than to any other row's.
    fn own_words(&self, at: Span) -> Span {
        let around = self.around(at);
        let next = self.names.partition_point(|name| name.from < at.to);
        let before = self.names[..next].iter().rev().find(|name| name.to <= at.from).map(|name| name.to);
        let after = self.names.get(next).map(|name| name.from);
        Span { from: around.from.max(before.unwrap_or(0)), to: around.to.min(after.unwrap_or(usize::MAX)) }
    }

    /// The lines above or below a name up to those that hold another, nearest first.
    fn beside(&self, at: Span, lines: impl Iterator<Item = usize>) -> impl Iterator<Item = &str> {
        let text = &self.sheet.text;
        let named = move |line: &usize| {
            let span = text.lines[*line].span();
            let first = self.names.partition_point(|name| name.from < span.from);
            self.names.get(first).is_some_and(|name| name.from < span.to && *name != at)
        };
        let lines = lines.take(NEAR).take_while(move |line| !named(line));
        lines.map(move |line| {
            let Span { from, to } = text.lines[line].span();
            &text.all[from..text.all.floor_char_boundary(to.min(from + AROUND))]
        })
    }

    fn near(&self, at: Span) -> impl Iterator<Item = &str> {
        let line = self.line(at);
        let below = line + 1..self.sheet.text.lines.len();
        self.beside(at, below).chain(self.beside(at, (0..line).rev()))
    }

    fn score(&self, at: Span, wanted: Decimal) -> PageSays {
        let words = |span: Span| self.sheet.text.get(span);
        let proves = |printed: PageSays| if printed == PageSays::This { printed } else { PageSays::Nothing };
        figures::score(words(self.own_words(at)), wanted)
            .or(|| proves(figures::score(words(self.around(at)), wanted)))
            .or(|| {
                let near = self.near(at).map(|line| proves(figures::score(line, wanted)));
                near.max().unwrap_or(PageSays::Nothing)
            })
    }

    /// Whether a page prints the place or leaves it to the order of its list. First is whoever won.
    fn has_place(&self, number: usize, at: Span, wanted: u16) -> bool {
        let words = self.own_words(at);
        let leads = words.from == self.sheet.text.lines[self.line(at)].from;
        let text = self.sheet.text.get(words);
        let printed = figures::place(text, leads, wanted).or(|| self.numbered(at, wanted)).or(|| {
            let all = self.near(at).take(NEAR - 1);
            all.map(|line| figures::place(line, true, wanted)).max().unwrap_or(PageSays::Nothing)
        });
        match printed {
            PageSays::This => true,
            PageSays::Another => false,
            PageSays::Nothing => wanted == 1 || self.is_in_order(number, at, wanted),
        }
    }

    /// The number that an ordered list shows before the item.
    fn numbered(&self, at: Span, wanted: u16) -> PageSays {
        let element = self.sheet.markup.as_ref().and_then(|markup| Some((markup, markup.element_at(at)?)));
        let number = element.and_then(|(markup, id)| {
            let mut items = std::iter::once(id).chain(markup.tree.ancestors(id));
            items.find_map(|id| self.numbers.get(&id))
        });
        match number {
            Some(number) if *number == i64::from(wanted) => PageSays::This,
            Some(_) => PageSays::Another,
            None => PageSays::Nothing,
        }
    }

    /// Whether the other rows of the list, a neighbour among them, stand on the page in the order of their places, from
    /// the first or, as in a countdown, from the last.
    fn is_in_order(&self, number: usize, at: Span, wanted: u16) -> bool {
        let own = self.rows[number].list();
        let others =
            self.rows.iter().enumerate().filter(|(other, row)| *other != number && row.list() == own);
        let placed = others.filter_map(|(other, row)| Some((row.record.place?.number, &self.named[other])));
        let placed: Vec<_> = placed.filter(|(place, named)| *place != wanted && !named.is_empty()).collect();
        let neighbours = placed.iter().any(|(place, _)| place.abs_diff(wanted) == 1);
        let before = |place: u16, named: &[Span], ahead: bool| match (place < wanted) == ahead {
            true => named.first().is_some_and(|name| name.from < at.from),
            false => named.last().is_some_and(|name| name.from > at.from),
        };
        let in_order = |ahead| placed.iter().all(|(place, named)| before(*place, named, ahead));
        neighbours && (in_order(true) || in_order(false))
    }

    /// Whether the page or the part of it where the name stands speaks of one of these years.
    fn is_of(&self, wanted: &[u16], at: Span) -> bool {
        let any = |years: &[u16]| years.iter().any(|year| wanted.contains(year));
        if wanted.is_empty() || any(&self.head_years) || (self.head_years.is_empty() && self.years.is_empty())
        {
            return true;
        }
        let line = self.line(at);
        let of_line = |line: usize| -> Vec<u16> {
            let from = self.years.partition_point(|(at, _)| *at < line);
            self.years[from..].iter().take_while(|(at, _)| *at == line).map(|(_, year)| *year).collect()
        };
        let above = &self.years[..self.years.partition_point(|(at, _)| *at < line)];
        let own = of_line(line);
        // A row of a table tells its own year; a sentence may compare with others.
        let is_row = self.sheet.text.get(self.around(at)).contains(" | ");
        if any(&own) || (is_row && !own.is_empty()) {
            return any(&own);
        }
        let nearest = above.last().map_or_else(Vec::new, |(line, _)| of_line(*line));
        any(&nearest) || (self.head_years.is_empty() && above.iter().any(|(_, year)| wanted.contains(year)))
    }

    fn stands_under_own_heading(&self, row: &TypedRow<'_>, at: Span) -> bool {
        let line = &self.folded[self.line(at)];
        row.headings().any(|own| says(line, &own))
    }

    /// Whether the name stands with the category of another row, while its own is printed in another place.
    fn is_elsewhere(&self, row: &TypedRow<'_>, at: Span) -> bool {
        let own: Vec<String> = row.headings().collect();
        let line = self.line(at);
        if own.is_empty() || own.iter().any(|own| says(&self.folded[line], own)) {
            return false;
        }
        let says_own = |lines: &[String]| lines.iter().any(|line| own.iter().any(|own| says(line, own)));
        if row.keys.is_empty() {
            // An average is a number alone: the words beside it tell what it is the average of.
            let near = &self.folded[line.saturating_sub(NEAR)..self.folded.len().min(line + NEAR + 1)];
            return !says_own(near) && says_own(&self.folded);
        }
        // A company that won twice is told of its second prize where the first one is named.
        let of_others = |(other, rows): &(&String, &Vec<usize>)| {
            let within_own = own.iter().any(|own| says(&format!(" {own} "), other));
            !within_own && rows.iter().all(|number| self.rows[*number].keys != row.keys)
        };
        let mut named = self.categories.iter().filter(|(other, _)| says(&self.folded[line], other));
        if named.any(|named| of_others(&named)) {
            return says_own(&self.folded);
        }
        let (above, below) = self.titles.split_at(self.titles.partition_point(|(at, _)| *at < line));
        let nearest = if self.has_cards() { below.first() } else { above.last() };
        let title = nearest.and_then(|(_, title)| self.categories.get_key_value(title));
        title.is_some_and(|title| of_others(&title))
            && self.titles.iter().any(|(_, title)| own.contains(title))
    }

    /// Whether categories stand below the names, as cards have them: the first of all is a name, and the last a category.
    fn has_cards(&self) -> bool {
        let of_names = self.names.first().zip(self.names.last());
        let of_titles = self.titles.first().zip(self.titles.last());
        of_names.zip(of_titles).is_some_and(|((first, last), (first_title, last_title))| {
            self.line(*first) < first_title.0 && self.line(*last) < last_title.0
        })
    }
}

/// Whether a line says a heading, word for word.
fn says(line: &str, heading: &str) -> bool {
    line.contains(&format!(" {heading} "))
}

/// Where a page prints a score.
fn scores(sheet: &Sheet<'_>, wanted: Decimal) -> Vec<Span> {
    let lines = sheet.text.lines.iter().map(|line| line.span());
    let of_line = |line: Span| {
        let found = figures::numbers(&sheet.text.all[line.from..line.to], wanted);
        found
            .map(move |part| Span { from: line.from + part.start, to: line.from + part.end })
            .collect::<Vec<_>>()
    };
    lines.flat_map(of_line).collect()
}
