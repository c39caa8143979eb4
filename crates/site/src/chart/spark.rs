//! A number a year, as small as a word: a stroke as high as the number, nothing where there is none.

use serde::Serialize;

use super::Px;
use super::px::Path;

/// What is drawn.
#[derive(Debug, Clone)]
pub struct Counts {
    /// One number a year, oldest first; 0 where there is nothing.
    pub years: Vec<u64>,
    /// The position of the year that the words around speak of.
    pub now: Option<usize>,
    /// The highest number of all drawings that stand together.
    pub most: u64,
    /// The same in words ("2008 : 1, 2012 : 8").
    pub said: String,
}

/// What the template draws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spark {
    /// Units across.
    pub width: Px,
    /// Units down.
    pub height: Px,
    /// The strokes.
    pub strokes: String,
    /// The stroke of the year that the words around speak of.
    pub now: String,
    /// The same in words.
    pub said: String,
}

/// From year to year.
const PITCH: f64 = 5.0;
/// The stroke of the highest number.
const HEIGHT: f64 = 24.0;

/// Draws the numbers, or nothing when fewer than two years have one.
pub fn draw(counts: &Counts) -> Option<Spark> {
    let standing = counts.years.iter().enumerate().filter(|(_, count)| **count > 0);
    if standing.clone().count() < 2 {
        return None;
    }
    let (mut strokes, mut now) = (Path::default(), Path::default());
    for (at, count) in standing {
        let x = PITCH * (at as f64 + 0.5);
        let high = HEIGHT * *count.min(&counts.most) as f64 / counts.most as f64;
        let path = if counts.now == Some(at) { &mut now } else { &mut strokes };
        path.upright(x, HEIGHT, HEIGHT - high);
    }
    Some(Spark {
        width: Px::of(PITCH * counts.years.len() as f64),
        height: Px::of(HEIGHT),
        strokes: strokes.done(),
        now: now.done(),
        said: counts.said.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spark(years: &[u64], now: Option<usize>) -> Option<Spark> {
        draw(&Counts { years: years.to_vec(), now, most: 8, said: String::new() })
    }

    #[test]
    fn a_year_without_a_prize_is_a_gap() {
        let spark = spark(&[1, 0, 0, 8], Some(3)).unwrap();
        assert_eq!((spark.strokes.as_str(), spark.now.as_str()), ("M2.5 24V21", "M17.5 24V0"));
    }

    #[test]
    fn one_year_alone_is_no_row_of_years() {
        assert_eq!(spark(&[0, 5, 0], None), None);
    }

    #[test]
    fn twenty_years_take_few_bytes() {
        let spark = spark(&[3; 20], None).unwrap();
        assert!(spark.strokes.len() < 300, "{}", spark.strokes.len());
    }
}
