//! How sure a rank is: from the best to the worst it could be, and where it stands.

use serde::Serialize;

use super::axis::{Tick, number};
use super::lettering::{Anchor, Lettering, Text};
use super::room::Area;
use super::scale::{Scale, rank_ticks};
use super::{Block, Caption, Chart, Cut, Drawing, Px, Role};

/// What is drawn.
#[derive(Debug, Clone)]
pub struct Intervals {
    /// Its words.
    pub caption: Caption,
    /// In the order in which they stand; some sixty read well.
    pub rows: Vec<Row>,
}

/// A company.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// The one that matters, or one of the others.
    pub role: Role,
    /// The best rank it could have, from 1.
    pub best: u32,
    /// Its rank.
    pub rank: u32,
    /// The worst rank it could have.
    pub worst: u32,
    /// What stands beside the bar ("1 à 3").
    pub label: String,
    /// In words ("Nespresso : 1er, entre le 1er et le 3e rang").
    pub title: String,
}

/// What the template draws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Marks {
    /// Round ranks.
    pub ticks: Vec<Tick>,
    /// Where their rules begin.
    pub top: Px,
    /// Where their rules end.
    pub bottom: Px,
    /// The companies.
    pub rows: Vec<RowMarks>,
    /// The radius of a dot.
    pub radius: Px,
}

/// A company as drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowMarks {
    /// In words.
    pub title: String,
    /// The one that matters, or one of the others.
    pub role: Role,
    /// Its name.
    pub name: Text,
    /// From the best to the worst.
    pub bar: Block,
    /// The rank, across.
    pub x: Px,
    /// The rank, down.
    pub y: Px,
    /// Beside the bar.
    pub label: Text,
}

/// The widest name left of the bars.
const NAME: f64 = 240.0;

/// Draws the intervals, or nothing when there are none.
pub fn draw(intervals: &Intervals) -> Option<Chart<Marks>> {
    let worst = intervals.rows.iter().map(|row| row.worst.max(row.rank).max(row.best)).max()?;
    let drawings = Cut::BOTH.into_iter().map(|cut| picture(intervals, worst.max(2), cut)).collect();
    Some(Chart { template: "chart/intervals.svg", caption: intervals.caption.clone(), drawings })
}

fn picture(intervals: &Intervals, worst: u32, cut: Cut) -> Drawing<Marks> {
    let text = cut.text();
    let widest = |words: &dyn Fn(&Row) -> Lettering| {
        intervals.rows.iter().map(|row| words(row).width).fold(0.0, f64::max)
    };
    let left = cut.pick(widest(&|row| name(row, cut)), 0.0) + text * 1.2;
    let right = cut.width() - widest(&|row| label(row, cut)) - text * 1.8;
    let scale = Scale { low: 1.0, high: f64::from(worst), from: left, to: right };
    let (top, height) = (text * 2.0, text * cut.pick(1.8, 2.7));
    let tick = |&rank: &u32| {
        let x = scale.at(f64::from(rank));
        Tick { label: number(rank, cut).at(x, text * 0.8, Anchor::Middle), rule: Px::of(x) }
    };
    let all = rank_ticks(worst, cut.pick(8, 5));
    let bottom = top + height * intervals.rows.len() as f64;
    let row = |(at, row): (usize, &Row)| row_marks(row, top + height * at as f64, height, left, scale, cut);
    let marks = Marks {
        ticks: all.iter().map(tick).collect(),
        top: Px::of(top - text * 0.4),
        bottom: Px::of(bottom),
        rows: intervals.rows.iter().enumerate().map(row).collect(),
        radius: Px::of(text * 0.38),
    };
    Drawing::new(cut, bottom, marks)
}

fn row_marks(row: &Row, top: f64, height: f64, left: f64, scale: Scale, cut: Cut) -> RowMarks {
    let text = cut.text();
    let y = cut.pick(top + height / 2.0, top + height - text * 0.75);
    let name = match cut {
        Cut::Wide => name(row, cut).at(left - text * 1.2, y, Anchor::End),
        Cut::Narrow => name(row, cut).at(0.0, top + text * 0.8, Anchor::Start),
    };
    let at = |rank: u32| scale.at(f64::from(rank.max(1)));
    let (best, worst) = (row.best.min(row.rank), row.worst.max(row.rank));
    let (half, reach) = (text * 0.2, text * 0.38);
    let bar = Area { left: at(best) - half, top: y - half, right: at(worst) + half, bottom: y + half };
    RowMarks {
        title: row.title.clone(),
        role: row.role,
        name,
        bar: Block::of(bar),
        x: Px::of(at(row.rank)),
        y: Px::of(y),
        label: label(row, cut).at(at(worst) + reach + text * 0.5, y, Anchor::Start),
    }
}

fn name(row: &Row, cut: Cut) -> Lettering {
    Lettering::new(&row.name, cut.pick(NAME, cut.width()), cut.text())
}

fn label(row: &Row, cut: Cut) -> Lettering {
    Lettering::new(&row.label, cut.width() / 4.0, cut.text())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::caption;

    fn first_row(best: u32, rank: u32, worst: u32) -> RowMarks {
        let text = String::new;
        let row = |best, rank, worst| Row {
            name: text(),
            role: Role::Lead,
            best,
            rank,
            worst,
            label: text(),
            title: text(),
        };
        let rows = vec![row(best, rank, worst), row(1, 20, 40)];
        let intervals = Intervals { caption: caption("intervals", "Des marges"), rows };
        draw(&intervals).unwrap().drawings.remove(0).marks.rows.remove(0)
    }

    #[test]
    fn the_bar_always_holds_the_rank() {
        for (best, rank, worst) in [(1, 3, 9), (3, 3, 3), (5, 2, 4), (9, 3, 1)] {
            let row = first_row(best, rank, worst);
            assert!(row.bar.x <= row.x && row.bar.width > Px::of(0.0), "{best} {rank} {worst}: {row:?}");
        }
    }

    #[test]
    fn no_row_is_no_chart() {
        assert_eq!(draw(&Intervals { caption: caption("intervals", "Rien"), rows: Vec::new() }), None);
    }
}
