//! Where labels may stand: spreading them along a line, and keeping them off each other and off the marks.

/// A rectangle of the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its right edge.
    pub right: f64,
    /// Its lower edge.
    pub bottom: f64,
}

impl Area {
    /// The square around a spot.
    pub fn around((x, y): (f64, f64), reach: f64) -> Self {
        Self { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach }
    }
    /// Whether the two share more than an edge.
    pub fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
    /// Whether the other lies wholly inside.
    pub fn holds(&self, other: &Self) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }
}

/// The first candidate that lies within and meets nothing that is there.
pub fn free<T>(candidates: &[(Area, T)], within: &Area, taken: &[Area]) -> Option<usize> {
    let clear = |area: &Area| within.holds(area) && !taken.iter().any(|other| other.meets(area));
    candidates.iter().position(|(area, _)| clear(area))
}

/// The nearest places to those wanted that stand `gap` apart, in the same order, between `low` and `high`.
///
/// Least squares: with the gaps taken out, it is the isotonic regression of the places wanted, found by pooling
/// neighbours that stand the wrong way round. Where there is not room for all, they stand as far apart as there is.
pub fn spread(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let Some(steps) = wanted.len().checked_sub(1) else { return Vec::new() };
    let room = (high - low).max(0.0);
    let gap = if steps == 0 { 0.0 } else { gap.min(room / steps as f64) };
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]).then(a.cmp(&b)));
    let level = pooled(order.iter().enumerate().map(|(step, &i)| wanted[i] - gap * step as f64));
    let highest = low + room - gap * steps as f64;
    let mut placed = vec![0.0; wanted.len()];
    for (step, (&i, level)) in order.iter().zip(level).enumerate() {
        placed[i] = level.clamp(low, highest.max(low)) + gap * step as f64;
    }
    placed
}

/// The nearest sequence that never falls.
fn pooled(values: impl Iterator<Item = f64>) -> impl Iterator<Item = f64> {
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for value in values {
        let mut pool = (value, 1);
        while let Some(&(sum, count)) = pools.last()
            && sum / count as f64 > pool.0 / pool.1 as f64
        {
            pools.pop();
            pool = (pool.0 + sum, pool.1 + count);
        }
        pools.push(pool);
    }
    pools.into_iter().flat_map(|(sum, count)| std::iter::repeat_n(sum / count as f64, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_have_room_stay_where_they_are() {
        assert_eq!(spread(&[10.0, 50.0, 90.0], 12.0, 0.0, 100.0), [10.0, 50.0, 90.0]);
        assert_eq!(spread(&[], 12.0, 0.0, 100.0), [0.0; 0]);
    }

    #[test]
    fn labels_on_one_spot_part_evenly_around_it() {
        assert_eq!(spread(&[50.0, 50.0, 50.0], 12.0, 0.0, 100.0), [38.0, 50.0, 62.0]);
        assert_eq!(spread(&[2.0, 0.0], 12.0, 0.0, 100.0), [12.0, 0.0]);
    }

    #[test]
    fn without_room_they_share_what_there_is() {
        assert_eq!(spread(&[5.0, 5.0, 5.0], 12.0, 0.0, 10.0), [0.0, 5.0, 10.0]);
    }

    #[test]
    fn a_label_takes_the_first_place_that_is_clear() {
        let at = |x: f64| Area { left: x, top: 0.0, right: x + 10.0, bottom: 10.0 };
        let within = Area { left: 0.0, top: 0.0, right: 45.0, bottom: 10.0 };
        let candidates = [(at(0.0), ()), (at(20.0), ()), (at(40.0), ())];
        assert_eq!(free(&candidates, &within, &[at(5.0)]), Some(1));
        assert_eq!(
            free(&candidates, &within, &[at(0.0), at(15.0)]),
            None,
            "the third would leave the drawing"
        );
    }
}
