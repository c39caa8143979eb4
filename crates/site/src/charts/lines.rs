//! Values over time, on one scale, each line named at its end.
//!
//! A line is interrupted where two values are not comparable or one is missing between them. An average differs from
//! the others by its square points and its dashes, not by its colour alone.

use model::Decimal;

use crate::charts::axis::{ValueAxis, YearAxis, ticks, written};
use crate::charts::labels::{Anchor, Area, LabelLettering, spread, width};
use crate::charts::svg::{Spot, Svg};
use crate::{charts::Caption, charts::Chart};

/// Some ten lines whose values stand on one scale.
#[derive(Debug, Clone)]
pub struct Lines {
    pub lines: Vec<ChartLine>,
    /// Between a whole number and its decimals: `,` or `.`.
    pub decimal_mark: char,
}

#[derive(Debug, Clone)]
pub struct ChartLine {
    pub name: String,
    pub role: LineRole,
    /// Values that follow each other and are comparable, oldest first.
    pub stretches: Vec<Vec<LinePoint>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineRole {
    /// What the chart is about.
    Lead,
    /// What the others are measured against.
    Average,
    Other,
}

#[derive(Debug, Clone)]
pub struct LinePoint {
    /// Months since the year 0: `year * 12` where only the year is known.
    pub month: i64,
    pub value: Decimal,
    /// The value as printed ("8,4").
    pub label: String,
    /// In words ("Nespresso, 2012 : 8,4").
    pub title: String,
}

/// The widest name with its figure.
const NAME: (f64, f64) = (210.0, 130.0);
/// Few years stand together rather than far apart.
const PITCH: (f64, f64) = (170.0, 110.0);
const HEIGHT: (f64, f64) = (260.0, 230.0);

impl ChartLine {
    fn points(&self) -> impl Iterator<Item = &LinePoint> {
        self.stretches.iter().flatten()
    }
    /// The name, shortened if need be, and the last figure.
    fn label(&self, svg: &Svg) -> LabelLettering {
        let figure = self.points().last().map_or_else(String::new, |point| format!(" {}", point.label));
        LabelLettering::ending(&self.name, &figure, svg.cut.pick(NAME.0, NAME.1), svg.size())
    }
    fn class(&self) -> &'static str {
        match self.role {
            LineRole::Lead => "run lead",
            LineRole::Average => "run average",
            LineRole::Other => "run",
        }
    }
}

impl Lines {
    fn points(&self) -> impl Iterator<Item = &LinePoint> {
        self.lines.iter().flat_map(ChartLine::points)
    }

    /// Round values, in millionths, that enclose all; nothing when there is none.
    fn ticks(&self) -> Option<Vec<i128>> {
        let values = || self.points().map(|point| point.value);
        Some(ticks(values().min()?, values().max()?, 5))
    }

    /// The ends of the axis of values.
    pub fn ends(&self) -> Option<(Decimal, Decimal)> {
        let ticks = self.ticks()?;
        let decimal = |tick: &i128| written(*tick, '.').replace('−', "-").parse().ok();
        Some((decimal(ticks.first()?)?, decimal(ticks.last()?)?))
    }

    /// The drawing, or nothing when no line has a value.
    pub fn chart(&self, caption: Caption) -> Option<Chart> {
        let ticks = self.ticks()?;
        let months = || self.points().map(|point| point.month);
        let years = (months().min()?.div_euclid(12), (months().max()? + 11).div_euclid(12));
        Some(Chart::new(caption, |svg| LinesField::new(self, &ticks, years, svg).draw(svg)))
    }
}

/// Where everything stands in one cut.
struct LinesField<'a> {
    lines: Vec<&'a ChartLine>,
    ticks: Vec<(i128, LabelLettering)>,
    years: YearAxis,
    last_year: i64,
    values: ValueAxis,
    /// Where rules begin and end.
    left: f64,
    right: f64,
    bottom: f64,
}

impl<'a> LinesField<'a> {
    fn new(lines: &'a Lines, ticks: &[i128], years: (i64, i64), svg: &Svg) -> Self {
        let (size, mark) = (svg.size(), lines.decimal_mark);
        let tick = |tick: &i128| (*tick, svg.fit(&written(*tick, mark), f64::INFINITY));
        let named: Vec<(i128, LabelLettering)> = ticks.iter().map(tick).collect();
        let lines: Vec<&ChartLine> =
            lines.lines.iter().filter(|line| line.points().next().is_some()).collect();
        let left = named.iter().map(|(_, words)| words.width).fold(0.0, f64::max) + size * 0.6;
        let names = lines.iter().map(|line| line.label(svg).width).fold(0.0, f64::max);
        let right = svg.cut.width() - names - size * 1.6;
        let axis = YearAxis::new(years, left + size, right, svg.cut.pick(PITCH.0, PITCH.1));
        let top = size * 0.7;
        let bottom = top + svg.cut.pick(HEIGHT.0, HEIGHT.1).max((size + 4.0) * lines.len() as f64);
        let (low, high) = (ticks[0] as f64, ticks[ticks.len() - 1] as f64);
        let right = axis.at(years.1 * 12) + size * 0.6;
        let values = ValueAxis { low, high, from: bottom, to: top };
        Self { lines, ticks: named, years: axis, last_year: years.1, values, left, right, bottom }
    }

    fn draw(&self, svg: &mut Svg) -> f64 {
        let size = svg.size();
        for (value, words) in &self.ticks {
            let y = self.values.at(*value as f64);
            svg.line("grid", &[(self.left, y), (self.right, y)]);
            svg.text("soft", words, (self.left - size * 0.5, y), Anchor::End);
        }
        let widest = width(&self.last_year.to_string(), size) + size / 2.0;
        for year in self.years.labelled(self.last_year, widest) {
            let words = svg.fit(&year.to_string(), f64::INFINITY);
            let x = self.years.at(year * 12).min(svg.cut.width() - words.width / 2.0);
            svg.text("soft", &words, (x, self.bottom + size * 1.2), Anchor::Middle);
        }
        let ends: Vec<Spot> = self.lines.iter().filter_map(|line| self.spots(line.points()).pop()).collect();
        let wanted: Vec<f64> = ends.iter().map(|end| end.1).collect();
        let placed = spread(&wanted, size + 3.0, self.values.to, self.bottom - size / 2.0);
        // The most important last, so that it lies in front.
        for (line, (end, y)) in self.lines.iter().zip(ends.into_iter().zip(placed)).rev() {
            svg.group(line.class(), &line.name, |svg| self.line(line, end, y, svg));
        }
        self.bottom + size * 2.0
    }

    fn line(&self, line: &ChartLine, end: Spot, label_y: f64, svg: &mut Svg) {
        let size = svg.size();
        for stretch in &line.stretches {
            svg.line("line", &self.spots(stretch.iter()));
        }
        let radius = (self.years.pitch * 0.4).clamp(2.0, size * 0.3);
        for (point, spot) in line.points().zip(self.spots(line.points())) {
            match line.role {
                LineRole::Average => svg.rect("", Area::around(spot, radius), Some(&point.title)),
                LineRole::Lead | LineRole::Other => svg.circle(spot, radius, Some(&point.title)),
            }
        }
        let label_x = self.right + size * 0.7;
        let leader = [(end.0 + size * 0.5, end.1), (label_x - 3.0, label_y)];
        if leader[0].0 < leader[1].0 {
            svg.line("leader", &leader);
        }
        svg.text("name", &line.label(svg), (label_x, label_y), Anchor::Start);
    }

    fn spots<'p>(&self, points: impl Iterator<Item = &'p LinePoint>) -> Vec<Spot> {
        let spot =
            |point: &LinePoint| (self.years.at(point.month), self.values.at(point.value.micros() as f64));
        points.map(spot).collect()
    }
}
