//! What a run will do, before it does anything: each address once, host by host.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;

use crate::{Ending, Skip, Target, Visit};
use model::{Address, Exchange, SourceId, Validators};
use workspace::CrawlSettings;

/// What earlier runs leave behind for this one; from the archive.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// What to ask with, by address. Empty when everything is to be fetched anew.
    pub validators: BTreeMap<Address, Validators>,
    /// The robots.txt files that a 304 would confirm.
    pub robots: BTreeMap<Address, Vec<u8>>,
    /// Addresses that the interrupted run had visited, which this one goes on with.
    pub visited: BTreeSet<Address>,
}

/// Tells which further addresses an answer asks to be visited, as an index of sitemaps does.
pub type Follow = fn(&Exchange) -> Vec<Address>;

/// The addresses to visit, in the order given, by host.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Asked about the answers that belong to no edition; what they lead to is not followed further.
    pub follow: Option<Follow>,
    /// Pages that a script draws: opened in a browser, without asking whether they changed, which they would not tell.
    pub drawn: BTreeSet<Address>,
    /// The Chromium that opens them, where one is installed.
    pub browser: Option<PathBuf>,
    /// What each host will be asked for.
    pub hosts: BTreeMap<String, VecDeque<Job>>,
    /// Targets that will not be asked for, and why.
    pub skipped: Vec<Visit>,
}

/// One address and the targets that it serves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub address: Address,
    /// One or more: an address may tell about several editions.
    pub targets: Vec<Target>,
}

impl Plan {
    pub fn new(targets: Vec<Target>, memory: &Memory, settings: &CrawlSettings) -> Self {
        let mut plan = Self::default();
        let mut places: BTreeMap<Address, (String, usize)> = BTreeMap::new();
        let mut pages: BTreeMap<SourceId, usize> = BTreeMap::new();
        for target in targets {
            if memory.visited.contains(&target.address) {
                plan.skip(target, Skip::AlreadyVisited);
            } else if let Some((host, at)) = places.get(&target.address) {
                plan.hosts.get_mut(host).expect("planned above")[*at].targets.push(target);
            } else if pages.get(&target.source).is_some_and(|pages| *pages >= settings.pages_per_source) {
                plan.skip(target, Skip::SourceBudget);
            } else {
                *pages.entry(target.source).or_default() += 1;
                let (address, host) = (target.address.clone(), target.address.authority());
                let jobs = plan.hosts.entry(host.clone()).or_default();
                places.insert(address.clone(), (host, jobs.len()));
                jobs.push_back(Job { address, targets: vec![target] });
            }
        }
        plan
    }

    /// How many addresses will be asked for.
    pub fn len(&self) -> usize {
        self.hosts.values().map(VecDeque::len).sum()
    }
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn skip(&mut self, target: Target, skip: Skip) {
        let arrived = target.address.clone();
        self.skipped.push(Visit { target, arrived, ending: Ending::Skipped(skip) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Label;

    fn target(source: &str, edition: &str, address: &str) -> Target {
        Target {
            source: SourceId::new(source).unwrap(),
            edition: Some(Label::new(edition)),
            address: address.parse().unwrap(),
        }
    }

    #[test]
    fn an_address_of_two_editions_is_asked_for_once() {
        let both = [target("podium", "2011", "http://a/both#1"), target("podium", "2012", "http://a/both#2")];
        let other = target("podium", "2013", "http://b:81/x");
        let plan =
            Plan::new([both.to_vec(), vec![other]].concat(), &Memory::default(), &CrawlSettings::default());
        assert_eq!(plan.len(), 2);
        assert_eq!(plan.hosts["a"][0].targets, both);
        assert_eq!(plan.hosts["b:81"].len(), 1);
    }

    #[test]
    fn a_source_with_too_many_pages_and_pages_already_visited_are_skipped_with_the_reason() {
        let settings = CrawlSettings { pages_per_source: 1, ..CrawlSettings::default() };
        let visited = ["http://a/done".parse().unwrap()].into();
        let memory = Memory { visited, ..Memory::default() };
        let targets = ["http://a/done", "http://a/1", "http://a/2"].map(|url| target("podium", "2012", url));
        let plan = Plan::new(targets.to_vec(), &memory, &settings);
        let reasons: Vec<_> = plan.skipped.iter().map(|visit| visit.ending.clone()).collect();
        assert_eq!(reasons, [Ending::Skipped(Skip::AlreadyVisited), Ending::Skipped(Skip::SourceBudget)]);
        assert_eq!(plan.len(), 1);
    }
}
