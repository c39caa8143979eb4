//! Scenarios: one method, a factor for each source, and none or one source left out.

use workspace::Method;

/// The methods of the scenarios: all whose score is a sum or a middle.
pub const METHODS: [Method; 5] =
    [Method::Competitions, Method::Points, Method::Borda, Method::Dowdall, Method::Median];

/// What a source can weigh, in halves of its declared weight: half, as much, double.
const FACTORS: [u64; 3] = [1, 2, 4];

/// One way to rank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// The position of the method in [`METHODS`].
    pub method: usize,
    /// The factor of each source, in halves.
    pub factors: Vec<u64>,
    /// The source left out.
    pub left_out: Option<usize>,
}

/// All scenarios of some sources.
#[derive(Debug, Clone, Copy)]
pub struct Space {
    sources: usize,
}

impl Space {
    /// The scenarios of so many sources.
    pub fn of(sources: usize) -> Self {
        Self { sources }
    }

    /// How many there are; nothing when more than can be counted.
    pub fn size(self) -> Option<u64> {
        let weighings = u32::try_from(self.sources).ok().and_then(|sources| 3_u64.checked_pow(sources))?;
        weighings.checked_mul(METHODS.len() as u64)?.checked_mul(self.sources as u64 + 1)
    }

    /// One by its number, below the size.
    pub fn numbered(self, mut number: u64) -> Scenario {
        self.chosen(|choices| {
            let digit = number % choices;
            number /= choices;
            digit
        })
    }

    /// One drawn at random, each as likely as any other.
    pub fn drawn(self, draw: &mut Draw) -> Scenario {
        self.chosen(|choices| draw.below(choices))
    }

    fn chosen(self, mut choose: impl FnMut(u64) -> u64) -> Scenario {
        let mut choice = |choices: usize| choose(choices as u64) as usize;
        Scenario {
            method: choice(METHODS.len()),
            left_out: choice(self.sources + 1).checked_sub(1),
            factors: (0..self.sources).map(|_| FACTORS[choice(FACTORS.len())]).collect(),
        }
    }
}

/// A fixed sequence of numbers without a visible pattern: SplitMix64 (Steele, Lea and Flood, 2014), from 0.
#[derive(Debug, Default)]
pub struct Draw(u64);

impl Draw {
    /// The next number below `end`. The ends are small, so that all are as good as equally likely.
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_name_every_scenario_once() {
        let space = Space::of(2);
        let all: Vec<Scenario> = (0..space.size().unwrap()).map(|number| space.numbered(number)).collect();
        assert_eq!(all.len(), 5 * 3 * 9);
        assert!(all.iter().enumerate().all(|(position, one)| !all[..position].contains(one)));
        assert_eq!(Space::of(60).size(), None);
    }

    #[test]
    fn draws_are_the_same_every_time_and_reach_every_choice() {
        let space = Space::of(3);
        let drawn = || {
            let mut draw = Draw::default();
            (0..500).map(|_| space.drawn(&mut draw)).collect::<Vec<_>>()
        };
        assert_eq!(drawn(), drawn());
        for choice in 0..4_usize {
            let left_out = choice.checked_sub(1);
            assert!(
                drawn().iter().any(|scenario| scenario.left_out == left_out),
                "{left_out:?} is never drawn"
            );
        }
    }
}
