//! Shares of a whole: a bar each, with its percentage and its n; below five, squares to count.

use serde::Serialize;

use super::lettering::{Anchor, Lettering, Text};
use super::room::Area;
use super::{Block, Caption, Chart, Cut, Drawing, Px, Role};
use model::Share;

/// What is drawn.
#[derive(Debug, Clone)]
pub struct Parts {
    /// Its words.
    pub caption: Caption,
    /// The largest first; up to some forty read well.
    pub parts: Vec<Part>,
}

/// One part.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// How it is filled.
    pub role: Role,
    /// How large it is.
    pub share: Share,
    /// What stands beside it ("16 % · 11"; "2" where the share is not to be quoted).
    pub value: String,
    /// In words ("Distribution : 11 entreprises sur 68, soit 16 %").
    pub title: String,
}

/// What the template draws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Marks {
    /// The parts.
    pub rows: Vec<Row>,
    /// The path of the line on which the bars stand.
    pub base: String,
}

/// A part as drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// In words.
    pub title: String,
    /// How it is filled.
    pub role: Role,
    /// Its name.
    pub name: Text,
    /// One bar, or one square for each of a few.
    pub bars: Vec<Block>,
    /// Its value, after the bar.
    pub value: Text,
}

/// Draws the parts, or nothing when there are none.
pub fn draw(parts: &Parts) -> Option<Chart<Marks>> {
    let largest = parts
        .parts
        .iter()
        .map(|part| part.share.fraction())
        .fold(None, |most: Option<f64>, share| Some(most.map_or(share, |most| most.max(share))))?;
    let drawings = Cut::BOTH.into_iter().map(|cut| picture(parts, largest, cut)).collect();
    Some(Chart { template: "chart/shares.svg", caption: parts.caption.clone(), drawings })
}

/// The measures of a drawing: names left of the base when wide, above their bars when narrow.
struct Field {
    cut: Cut,
    base: f64,
    row: f64,
    bar: f64,
    room: f64,
    largest: f64,
}

/// The widest name left of the bars.
const NAME: f64 = 300.0;

fn picture(parts: &Parts, largest: f64, cut: Cut) -> Drawing<Marks> {
    let text = cut.text();
    let widest = |words: &dyn Fn(&Part) -> f64| parts.parts.iter().map(words).fold(0.0, f64::max);
    let names = widest(&|part| Lettering::new(&part.name, NAME, text).width);
    let values = widest(&|part| Lettering::new(&part.value, cut.width() / 3.0, text).width);
    let base = cut.pick(names + text, 0.0);
    let room = cut.width() - base - values - text;
    let field =
        Field { cut, base, row: text * cut.pick(2.0, 2.9), bar: text * cut.pick(1.2, 0.95), room, largest };
    let rows = parts.parts.iter().enumerate().map(|(at, part)| field.row(at, part)).collect();
    let height = field.row * parts.parts.len() as f64;
    let base = cut.pick(format!("M{} 0V{}", Px::of(base), Px::of(height)), String::new());
    Drawing::new(cut, height, Marks { rows, base })
}

impl Field {
    fn row(&self, at: usize, part: &Part) -> Row {
        let (text, top) = (self.cut.text(), self.row * at as f64);
        let name = match self.cut {
            Cut::Wide => Lettering::new(&part.name, NAME, text).at(
                self.base - text * 0.6,
                top + self.row / 2.0,
                Anchor::End,
            ),
            Cut::Narrow => {
                Lettering::new(&part.name, self.cut.width(), text).at(0.0, top + text * 0.8, Anchor::Start)
            }
        };
        let middle = self.cut.pick(top + self.row / 2.0, top + text * 1.95);
        let (bars, end) = self.bars(part, middle);
        let value = Lettering::new(&part.value, self.cut.width() / 3.0, text).at(
            end + text * 0.6,
            middle,
            Anchor::Start,
        );
        Row { title: part.title.clone(), role: part.role, name, bars, value }
    }
    fn bars(&self, part: &Part, middle: f64) -> (Vec<Block>, f64) {
        let (top, bottom) = (middle - self.bar / 2.0, middle + self.bar / 2.0);
        let area = |left: f64, right: f64| Block::of(Area { left, top, right, bottom });
        if part.share.quotable() {
            let length =
                if self.largest > 0.0 { self.room * part.share.fraction() / self.largest } else { 0.0 };
            return (vec![area(self.base, self.base + length)], self.base + length);
        }
        let step = self.bar + 3.0;
        let left = |at: u64| self.base + 3.0 + step * at as f64;
        let squares = (0..part.share.part).map(|at| area(left(at), left(at) + self.bar)).collect();
        (squares, self.base + step * part.share.part as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::caption;

    fn parts(whole: u64, parts: Vec<(&str, u64)>) -> Parts {
        let part = |(name, part): (&str, u64)| Part {
            name: name.to_owned(),
            role: Role::Other,
            share: Share { part: part.min(whole), whole },
            value: format!("{part} sur {whole}"),
            title: name.to_owned(),
        };
        Parts { caption: caption("parts", "Des parts"), parts: parts.into_iter().map(part).collect() }
    }

    #[test]
    fn below_five_there_are_squares_to_count_instead_of_a_bar() {
        let rows = |whole| draw(&parts(whole, vec![("A", 3)])).unwrap().drawings.remove(0).marks.rows;
        assert_eq!(rows(4)[0].bars.len(), 3);
        assert_eq!(rows(5)[0].bars.len(), 1);
    }

    #[test]
    fn bars_are_as_long_as_their_shares() {
        let rows = draw(&parts(10, vec![("A", 4), ("B", 2)])).unwrap().drawings.remove(0).marks.rows;
        let length = |at: usize| rows[at].bars[0].width.to_string().parse::<f64>().unwrap();
        assert!((length(0) - 2.0 * length(1)).abs() < 0.2, "{} and {}", length(0), length(1));
    }
}
