//! The licence to crown: whether a name may stand in a headline, a title, a card, a badge, a feed or a post, and if
//! not, every reason why.
//!
//! First is who has the highest score; no tie-break decides, and equal scores share the crown. It takes enough of the
//! announced names, two prizes, the same first with and without derived rows, a lead that the missing names do not
//! make up in nineteen of twenty cases, and no published count that names another. A published count that names the same
//! first is a licence by itself.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::calibration::first_named;
use crate::knowledge::NameList;
use crate::{Knowledge, Ranking, Standing};
use model::{CompanyId, Published, Register, Share};
use workspace::RankingSettings;

/// Of so many companies below the first it is asked whether they may come first. Those further down have fewer prizes,
/// and are named so seldom that the missing names would hardly be theirs.
const RIVALS: usize = 100;
/// In so many of a hundred cases the lead has to hold.
const SURE: f64 = 0.95;

/// Whether the first of a ranking may be named as its first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Licence {
    Crowned {
        /// All that share the highest score, in the order of the ranking; no tie-break decides.
        leaders: Vec<CompanyId>,
        ground: Ground,
    },
    Withheld {
        /// Every reason that applies, at least one.
        reasons: Vec<Withheld>,
    },
}

/// What a crown rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    Ours,
    /// Somebody else's count of the same years, which names the same first: it is said beside the name.
    Published(Published),
}

/// Why nobody is crowned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "reason")]
pub enum Withheld {
    Nobody,
    /// Too few of the announced names are known.
    FewNames {
        known: Share,
        wanted_percent: u32,
    },
    /// The first has too few prizes.
    FewPrizes {
        prizes: u64,
        wanted: u64,
    },
    /// With the rows that are only derived, or without them, others are first.
    Derived {
        first: Vec<CompanyId>,
    },
    /// The names that are missing may put this company first, or beside the first.
    Overtaken {
        by: CompanyId,
        lead: u64,
        gain: u64,
    },
    /// A published figure of the same years names another first.
    Published {
        /// As it is printed there.
        company: String,
        url: String,
    },
}

impl Licence {
    /// The companies that may be named as the first; none where the crown is withheld.
    pub fn crowned(&self) -> &[CompanyId] {
        match self {
            Self::Crowned { leaders, .. } => leaders,
            Self::Withheld { .. } => &[],
        }
    }
}

impl Withheld {
    /// One word, stable for scripts and for the database.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::FewNames { .. } => "few-names",
            Self::FewPrizes { .. } => "few-prizes",
            Self::Derived { .. } => "derived",
            Self::Overtaken { .. } => "overtaken",
            Self::Published { .. } => "published",
        }
    }
}

/// What a crown is judged by.
pub struct CrownTest<'c> {
    pub register: &'c Register,
    pub settings: &'c RankingSettings,
    pub ranking: &'c Ranking,
    /// The same ranking with the derived rows if it is without them, and without them otherwise.
    pub otherwise: &'c Ranking,
    pub knowledge: &'c Knowledge,
    pub lists: &'c [NameList],
}

impl CrownTest<'_> {
    pub fn judged(&self) -> Licence {
        let leaders: Vec<CompanyId> = leaders(self.ranking).map(|standing| standing.company).collect();
        let (alike, others) = self.published(&leaders);
        let others = others
            .into_iter()
            .map(|other| Withheld::Published { company: other.company.clone(), url: other.url.clone() });
        let contradicted = others.len() > 0;
        let reasons: Vec<Withheld> = self.reasons(&leaders).into_iter().chain(others).collect();
        match alike.first() {
            _ if reasons.is_empty() => Licence::Crowned { leaders, ground: Ground::Ours },
            Some(published) if !contradicted => {
                Licence::Crowned { leaders, ground: Ground::Published((*published).clone()) }
            }
            Some(_) | None => Licence::Withheld { reasons },
        }
    }

    /// The published figures of the same years that name our first alone, and those that name another.
    fn published(&self, leaders: &[CompanyId]) -> (Vec<&Published>, Vec<&Published>) {
        let query = &self.ranking.query;
        let same_question =
            query.sector.is_none() && query.kind.is_none() && query.country == self.settings.country;
        let named = if same_question { first_named(self.register, query.window) } else { vec![] };
        let (alike, mut others): (Vec<_>, Vec<_>) =
            named.into_iter().partition(|(_, company)| company.is_some() && *leaders == *company.as_slice());
        // Several pages may name the same one.
        others.dedup_by_key(|(_, company)| *company);
        let figures = |named: Vec<(_, _)>| named.into_iter().map(|(published, _)| published).collect();
        (figures(alike), figures(others))
    }

    /// Why our own lists do not carry a crown.
    fn reasons(&self, ours: &[CompanyId]) -> Vec<Withheld> {
        let Some(first) = self.ranking.standings.first() else { return vec![Withheld::Nobody] };
        let (known, terms) = (self.knowledge.known, self.settings.crown);
        let enough = self.knowledge.is_enough(terms.known_percent);
        let few_names = Withheld::FewNames { known, wanted_percent: terms.known_percent };
        let (prizes, wanted) = (first.competitions, u64::from(terms.prizes));
        let otherwise: Vec<CompanyId> = leaders(self.otherwise).map(|standing| standing.company).collect();
        let same = otherwise == ours;
        let reasons = [
            (!enough).then_some(few_names),
            (prizes < wanted).then_some(Withheld::FewPrizes { prizes, wanted }),
            (!same).then_some(Withheld::Derived { first: otherwise }),
            self.overtaken(),
        ];
        reasons.into_iter().flatten().collect()
    }

    /// The company that the missing names may bring closest to the first, if they may make up for its lead.
    fn overtaken(&self) -> Option<Withheld> {
        let first = self.ranking.standings.first()?;
        let tied = leaders(self.ranking).count();
        let names: usize = self.ranking.standings.iter().map(|standing| standing.won.len()).sum();
        let rivals = self.ranking.standings.iter().enumerate().skip(1).take(tied + RIVALS);
        let overtaking = rivals.filter_map(|(position, rival)| {
            let lead = first.competitions.saturating_sub(rival.competitions);
            let gain = self.gain(rival, names);
            // Whoever shares the crown already would have it alone.
            let overtakes = gain >= lead.max(u64::from(position < tied));
            overtakes.then_some(Withheld::Overtaken { by: rival.company, lead, gain })
        });
        overtaking.reduce(|closest, next| if margin(&next) > margin(&closest) { next } else { closest })
    }

    /// How many prizes more the missing names may give a company in nineteen of twenty cases. A list on which it is not
    /// yet named gives it one with its share of the names found for each name missing, and surely where nothing tells
    /// how many are missing.
    fn gain(&self, rival: &Standing, names: usize) -> u64 {
        let share = rival.won.len() as f64 / names as f64;
        let awards = rival.won.iter().map(|award| &self.register.awards[*award]);
        let named: BTreeSet<_> = awards.map(|award| (award.source, award.awarded.year())).collect();
        let named_on = |list: &NameList| named.contains(&(list.source, list.year));
        let chance = |list: &NameList| list.missing().map_or(1.0, |missing| (missing * share).min(1.0));
        let unnamed = self.lists.iter().filter(|list| !list.is_complete() && !named_on(list));
        quantile(unnamed.map(chance))
    }
}

/// All that have the highest score.
fn leaders(ranking: &Ranking) -> impl Iterator<Item = &Standing> {
    let highest = ranking.standings.first().map(|standing| standing.score);
    ranking.standings.iter().take_while(move |standing| Some(standing.score) == highest)
}

/// By how much the missing names may exceed the lead.
fn margin(overtaken: &Withheld) -> i64 {
    if let Withheld::Overtaken { lead, gain, .. } = overtaken { *gain as i64 - *lead as i64 } else { 0 }
}

/// The fewest successes of independent tries that are not exceeded in nineteen of twenty cases.
fn quantile(chances: impl Iterator<Item = f64>) -> u64 {
    // A try that cannot fail adds one to every outcome, and one that cannot succeed nothing.
    let (sure, open): (Vec<f64>, Vec<f64>) = chances.filter(|chance| *chance > 0.0).partition(|c| *c >= 1.0);
    // By Cantelli's inequality no more are wanted than the mean and √19 deviations: what is likelier than that is not
    // computed, and of ten thousand lists a few hundred outcomes remain.
    let mean: f64 = open.iter().sum();
    let most = (mean + 19_f64.sqrt() * mean.sqrt()).ceil() as usize + 2;
    let mut exactly = vec![1.0];
    for chance in open {
        if exactly.len() <= most {
            exactly.push(0.0);
        }
        for successes in (1..exactly.len()).rev() {
            exactly[successes] = exactly[successes] * (1.0 - chance) + exactly[successes - 1] * chance;
        }
        exactly[0] *= 1.0 - chance;
    }
    let mut at_most = 0.0;
    let exceeded = |chance: &&f64| {
        at_most += **chance;
        // Sums of rounded numbers may fall short by their last digit.
        at_most < SURE - 1e-12
    };
    (sure.len() + exactly.iter().take_while(exceeded).count()) as u64
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn successes_are_bounded_in_nineteen_of_twenty_cases() {
        assert_eq!(quantile([].into_iter()), 0);
        assert_eq!(quantile([1.0, 1.0, 0.0].into_iter()), 2);
        assert_eq!(quantile([0.05].into_iter()), 0);
        assert_eq!(quantile([0.051].into_iter()), 1);
        assert_eq!(quantile([0.5; 10].into_iter()), 8, "P(X ≤ 7) = 0.945, P(X ≤ 8) = 0.989");
    }
}
