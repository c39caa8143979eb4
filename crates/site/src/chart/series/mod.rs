//! A benchmark over its editions: companies and their average, on one scale.
//!
//! A line is broken where two editions are not comparable or one is missing; the average differs from a company
//! by its square points, not by its colour alone.

use serde::Serialize;

use super::axis::{Tick, YearMarks};
use super::lettering::Text;
use super::{Block, Caption, Chart, Cut, Dot, Drawing, Px};
use model::Decimal;

mod field; // the measures of a drawing

use self::field::Field;

/// What is drawn. All values stand on one scale, from one source and level.
#[derive(Debug, Clone)]
pub struct Benchmark {
    /// Its words.
    pub caption: Caption,
    /// The most important first: the wide drawing shows 10 of them, the narrow one 5.
    pub lines: Vec<Line>,
    /// Where the organiser changed what is measured.
    pub breaks: Vec<Break>,
    /// Between a whole number and its decimals: `,` or `.`.
    pub decimal_mark: char,
}

/// One subject over the editions.
#[derive(Debug, Clone)]
pub struct Line {
    /// The company, or "average".
    pub name: String,
    /// Whom it describes.
    pub subject: Subject,
    /// Its figures, oldest first.
    pub points: Vec<Point>,
}

/// Whom a line describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// The company that the chart is about.
    Lead,
    /// The sector.
    Average,
    /// Another company.
    Company,
}

/// A figure of an edition.
#[derive(Debug, Clone)]
pub struct Point {
    /// Months since the year 0: `year * 12` for an edition of which only the year is known.
    pub month: i64,
    /// The figure.
    pub value: Decimal,
    /// The figure as printed ("8,4").
    pub label: String,
    /// In words ("Nespresso, 2012 : 8,4 sur 10").
    pub title: String,
    /// Whether it is comparable with the point before.
    pub joined: Joined,
}

/// Whether a point goes on from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joined {
    /// The editions follow each other and measure the same.
    ToPrevious,
    /// An edition is missing between them, or the measure changed.
    Apart,
}

/// A change of what is measured.
#[derive(Debug, Clone)]
pub struct Break {
    /// From when on; months since the year 0.
    pub month: i64,
    /// Why ("nouvelle échelle").
    pub note: String,
}

/// What the template draws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Marks {
    /// The years.
    pub years: YearMarks,
    /// Round values.
    pub ticks: Vec<Tick>,
    /// Where rules begin.
    pub left: Px,
    /// Where they end.
    pub right: Px,
    /// The changes.
    pub breaks: Vec<BreakMark>,
    /// The lines, the most important last, so that it lies in front.
    pub lines: Vec<LineMarks>,
    /// The radius of a dot.
    pub radius: Px,
}

/// A change as drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BreakMark {
    /// The path of the upright rule.
    pub rule: String,
    /// Why.
    pub title: String,
    /// Why, above the rule.
    pub note: Text,
}

/// A line as drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineMarks {
    /// Its whole name.
    pub name: String,
    /// Whom it describes.
    pub subject: Subject,
    /// From edition to edition.
    pub line: String,
    /// From the last point to the name.
    pub leader: String,
    /// The figures of a company.
    pub dots: Vec<Dot>,
    /// The figures of the average.
    pub squares: Vec<Square>,
    /// Its name and its last figure.
    pub label: Text,
}

/// A figure of the average as drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Square {
    /// Where.
    pub area: Block,
    /// In words.
    pub title: String,
}

/// How many lines a drawing shows.
const MOST: (usize, usize) = (10, 5);

/// Draws the benchmark, or nothing when no line has a point.
pub fn draw(benchmark: &Benchmark) -> Option<Chart<Marks>> {
    let drawings: Option<Vec<_>> = Cut::BOTH.into_iter().map(|cut| picture(benchmark, cut)).collect();
    Some(Chart { template: "chart/series.svg", caption: benchmark.caption.clone(), drawings: drawings? })
}

fn picture(benchmark: &Benchmark, cut: Cut) -> Option<Drawing<Marks>> {
    let mut lines: Vec<&Line> = benchmark.lines.iter().filter(|line| !line.points.is_empty()).collect();
    lines.sort_by_key(|line| line.subject);
    lines.truncate(cut.pick(MOST.0, MOST.1));
    let field = Field::new(benchmark, &lines, cut)?;
    let marks = Marks {
        years: field.years(),
        ticks: field.ticks(benchmark.decimal_mark),
        left: Px::of(field.left),
        right: Px::of(field.right),
        breaks: field.breaks(),
        lines: field.lines(&lines),
        radius: Px::of(field.radius()),
    };
    Some(Drawing::new(cut, field.bottom + cut.text() * 2.0, marks))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::caption;

    fn line(subject: Subject, points: &[(i64, i64, Joined)]) -> Line {
        let point = |&(year, value, joined): &(i64, i64, Joined)| Point {
            month: year * 12,
            value: Decimal::whole(value),
            label: value.to_string(),
            title: format!("{year}"),
            joined,
        };
        Line { name: "A".to_owned(), subject, points: points.iter().map(point).collect() }
    }

    fn wide(lines: Vec<Line>) -> Option<Marks> {
        let caption = caption("series", "Des notes");
        let benchmark = Benchmark { caption, lines, breaks: Vec::new(), decimal_mark: ',' };
        draw(&benchmark).map(|mut chart| chart.drawings.remove(0).marks)
    }

    #[test]
    fn a_line_is_broken_where_two_editions_are_apart() {
        let points = [
            (2008, 6, Joined::Apart),
            (2009, 7, Joined::ToPrevious),
            (2011, 7, Joined::Apart),
            (2012, 8, Joined::ToPrevious),
        ];
        let line = wide(vec![line(Subject::Lead, &points)]).unwrap().lines[0].line.clone();
        assert_eq!((line.matches('M').count(), line.matches('L').count()), (2, 2), "{line}");
    }

    #[test]
    fn the_average_has_squares_and_a_company_dots() {
        let points = [(2008, 6, Joined::Apart)];
        let marks = wide(vec![line(Subject::Average, &points), line(Subject::Lead, &points)]).unwrap();
        let shapes: Vec<_> =
            marks.lines.iter().map(|line| (line.subject, line.dots.len(), line.squares.len())).collect();
        assert_eq!(shapes, [(Subject::Average, 0, 1), (Subject::Lead, 1, 0)], "the lead is drawn last");
    }

    #[test]
    fn a_missing_year_keeps_its_room() {
        let points = [(2008, 6, Joined::Apart), (2009, 7, Joined::Apart), (2011, 7, Joined::Apart)];
        let dots = wide(vec![line(Subject::Lead, &points)]).unwrap().lines.remove(0).dots;
        let x: Vec<f64> = dots.iter().map(|dot| dot.x.to_string().parse().unwrap()).collect();
        assert!((x[2] - x[1] - 2.0 * (x[1] - x[0])).abs() < 0.3, "{x:?}");
    }

    #[test]
    fn no_point_is_no_chart() {
        assert_eq!(wide(Vec::new()), None);
        assert_eq!(wide(vec![line(Subject::Lead, &[])]), None);
    }
}
