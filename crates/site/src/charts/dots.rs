//! Where something stands and how far it could be: a dot on a bar, one subject below the other.

use crate::charts::axis::{ValueAxis, rank_ticks};
use crate::charts::labels::{Anchor, Area};
use crate::charts::rows::ChartRows;
use crate::charts::svg::Svg;
use crate::{charts::Caption, charts::Chart};

/// Ranks, each with the ranks that it could be.
#[derive(Debug, Clone)]
pub struct Dots {
    pub rows: Vec<DotRow>,
}

/// A rank from 1.
#[derive(Debug, Clone)]
pub struct DotRow {
    pub name: String,
    pub best: u32,
    pub rank: u32,
    pub worst: u32,
    /// What stands after the bar ("1 à 3").
    pub value: String,
    pub title: String,
}

impl Dots {
    /// The drawing, or nothing when there is no row.
    pub fn chart(&self, caption: Caption) -> Option<Chart> {
        let worst = self.rows.iter().map(|row| row.worst.max(row.rank).max(row.best)).max()?.max(2);
        Some(Chart::new(caption, |svg| self.draw(worst, svg)))
    }

    fn draw(&self, worst: u32, svg: &mut Svg) -> f64 {
        let (size, top) = (svg.size(), svg.size() * 2.0);
        let rows =
            ChartRows::new(svg, top, self.rows.iter().map(|row| (row.name.as_str(), row.value.as_str())));
        let (from, to) = (rows.left + size * 0.8, rows.right - size * 0.6);
        let axis = ValueAxis { low: 1.0, high: f64::from(worst), from, to };
        let bottom = rows.bottom(self.rows.len());
        for rank in rank_ticks(worst, svg.cut.pick(8, 5)) {
            let x = axis.at(f64::from(rank));
            svg.line("grid", &[(x, top - size * 0.4), (x, bottom)]);
            let words = svg.fit(&rank.to_string(), f64::INFINITY);
            svg.text("soft", &words, (x, size * 0.8), Anchor::Middle);
        }
        for (at, row) in self.rows.iter().enumerate() {
            let class = if row.rank == self.rows[0].rank { "interval lead" } else { "interval" };
            svg.group(class, &row.title, |svg| row.draw(at, &rows, axis, svg));
        }
        bottom
    }
}

impl DotRow {
    fn draw(&self, at: usize, rows: &ChartRows, axis: ValueAxis, svg: &mut Svg) {
        let (size, y) = (svg.size(), rows.middle(at, svg));
        let x = |rank: u32| axis.at(f64::from(rank.max(1)));
        let (left, right) = (x(self.best.min(self.rank)), x(self.worst.max(self.rank)));
        let half = size * 0.2;
        rows.name(at, &self.name, "name", svg);
        let area = Area { left: left - half, top: y - half, right: right + half, bottom: y + half };
        svg.rect("span", area, None);
        svg.circle((x(self.rank), y), size * 0.38, None);
        let value = ChartRows::value(svg, &self.value);
        svg.text("soft", &value, (right + size, y), Anchor::Start);
    }
}
