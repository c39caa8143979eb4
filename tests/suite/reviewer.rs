//! A simulated reviewer on the real data: what `companies.toml` knows is taken away, asked, and answered from it.

use std::collections::{BTreeMap, BTreeSet};

use model::text;
use model::{Company, Counting, Decision, Origin, Record, Register, Verdict, Window};
use rank::Query;
use rank::questions::{Bearers, CompanyPair, OpenPair, open_pairs};
use rank::resolve;
use workspace::{self, Catalog, DecisionLog, Judgement, RankingSettings};

/// The real data, and what is known of its names.
struct World {
    /// The companies without their other names, and without decisions.
    bare: Catalog,
    records: Vec<Record>,
    known: Register,
}

impl World {
    fn new() -> Self {
        let catalog = workspace::load(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        let known = resolve::resolve(&catalog, catalog.records.clone()).register;
        let records = catalog.records.iter().cloned().collect();
        let mut bare = catalog;
        for company in bare.companies.values_mut() {
            company.spellings.clear();
            company.former.clear();
        }
        bare.decisions = DecisionLog::default();
        Self { bare, records, known }
    }

    fn ranking(&self) -> &RankingSettings {
        &self.bare.settings.ranking
    }

    fn resolve(&self, decisions: &[Decision], records: &[Record]) -> Register {
        let catalog = Catalog {
            decisions: decisions.iter().cloned().map(Judgement::Names).collect(),
            ..self.bare.clone()
        };
        resolve::resolve(&catalog, records.iter().cloned().collect()).register
    }

    /// What the full files say of two companies.
    fn truth(&self, bearers: &Bearers, one: &Company, other: &Company) -> Verdict {
        let ids = |company: &Company| bearers.of_name(&company.name).collect::<BTreeSet<_>>();
        if ids(one).is_disjoint(&ids(other)) { Verdict::Different } else { Verdict::Same }
    }
}

fn decision(verdict: Verdict, one: &Company, other: &Company) -> Decision {
    let [who, when] = ["simulated", "2026-11-21"].map(str::to_owned);
    let why = "companies.toml".into();
    Decision { verdict, one: one.name.clone(), other: other.name.clone(), who, when, why }
}

/// The top ten and the headline figures of every default leaderboard; companies by what they truly are.
fn published(world: &World, bearers: &Bearers, register: &Register) -> BTreeMap<(Window, String), String> {
    let settings = world.ranking();
    // What does not count has years of its own, and no leaderboard.
    let counted = register.awards.iter().filter(|award| award.counting == Counting::Counts);
    let years: BTreeSet<_> = counted.map(|award| award.awarded.year()).collect();
    let (first, last) = (*years.first().unwrap(), *years.last().unwrap());
    let windows = years.iter().map(|year| Window::year(*year)).chain(settings.ranges.iter().copied());
    let mut figures = BTreeMap::new();
    for window in windows.chain(Window::new(first, last)) {
        let query = Query::by_default(settings, settings.country.as_deref(), window);
        let ranking = rank::ranking(register, &query);
        let mut tell = |what: String, value: String| figures.insert((window, what), value);
        tell("companies".into(), ranking.totals.companies.to_string());
        tell("newcomers".into(), ranking.totals.newcomers.to_string());
        for share in &ranking.sectors {
            tell(format!("sector {:?}", share.sector), share.percent.to_string());
        }
        for standing in ranking.standings.iter().take_while(|standing| standing.rank <= 10) {
            let name = &register.company(&standing.company).name;
            let truly = bearers.of_name(name).next().map_or(name.as_str(), |id| id.as_str());
            tell(format!("rank of {truly}"), standing.rank.to_string());
        }
    }
    figures
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Effect,
    Score,
}

/// Answers every question in an order; after each, the published figures where they changed.
fn answered(world: &World, order: Order) -> (usize, usize, BTreeMap<(Window, String), String>) {
    let bearers = Bearers::new(&world.known);
    let (mut decisions, mut register) = (Vec::new(), world.resolve(&[], &world.records));
    let mut figures = published(world, &bearers, &register);
    let (mut asked, mut fixed) = (0, 0);
    loop {
        let mut open = open_pairs(&register, world.ranking());
        if order == Order::Score {
            let by_name = |p: &CompanyPair| [&p.one, &p.other].map(|id| register.company(id).name.clone());
            open.sort_by_cached_key(|q| (std::cmp::Reverse(q.pair.score), by_name(&q.pair)));
        }
        if open.is_empty() {
            return (asked, fixed, figures);
        }
        // Nothing moves until two are found to be one, so the questions up to there can be answered in one go.
        let mut same = false;
        for OpenPair { pair, .. } in &open {
            let [one, other] = [&pair.one, &pair.other].map(|id| register.company(id));
            let verdict = world.truth(&bearers, one, other);
            decisions.push(decision(verdict, one, other));
            asked += 1;
            if verdict == Verdict::Same {
                same = true;
                break;
            }
        }
        assert!(asked < 5000, "a question comes back: {:?}", decisions.last());
        register = world.resolve(&decisions, &world.records);
        let now = published(world, &bearers, &register);
        if same && now != figures {
            (figures, fixed) = (now, asked);
        }
    }
}

#[test]
fn fewer_decisions_fix_what_is_published_in_effect_order() {
    let world = World::new();
    let (asked_by_effect, by_effect, one) = answered(&world, Order::Effect);
    let (asked_by_score, by_score, other) = answered(&world, Order::Score);
    let bearers = Bearers::new(&world.known);
    let known = published(&world, &bearers, &world.known);
    let off = known.iter().filter(|(figure, value)| one.get(*figure) != Some(value)).count();
    println!(
        "questions: {asked_by_effect} in effect order, {asked_by_score} in score order; published figures stand after \
         {by_effect} and {by_score}; {off} of {} figures differ from those of the full files",
        known.len()
    );
    let differ: Vec<_> = one.iter().filter(|(figure, value)| other.get(*figure) != Some(value)).collect();
    assert!(differ.is_empty(), "both orders end with the same figures: {differ:?}");
    assert!(
        5 * by_effect <= by_score,
        "effect order must need five times fewer: {by_effect} against {by_score}"
    );
}

#[test]
fn an_effect_that_is_told_is_what_then_happens() {
    let world = World::new();
    let register = world.resolve(&[], &world.records);
    let bearers = Bearers::new(&world.known);
    let before = published(&world, &bearers, &register);
    let open = open_pairs(&register, world.ranking());
    let (mut told, mut wrong) = (0, Vec::new());
    for OpenPair { pair, effect } in open.iter().take(60) {
        let [one, other] = [&pair.one, &pair.other].map(|id| register.company(id));
        let joined = world.resolve(&[decision(Verdict::Same, one, other)], &world.records);
        let after = published(&world, &bearers, &joined);
        let count = |figures: &BTreeMap<(Window, String), String>, what: &str| -> BTreeMap<Window, String> {
            let of_kind = figures.iter().filter(|((_, kind), _)| kind == what);
            of_kind.map(|((window, _), value)| (*window, value.clone())).collect()
        };
        for board in &effect.boards {
            for (what, change) in [("companies", board.companies), ("newcomers", board.newcomers)] {
                let [was, is] = [&before, &after].map(|figures| count(figures, what)[&board.window].clone());
                told += 1;
                let expected = change
                    .map_or((was.clone(), was.clone()), |c| (c.before.to_string(), c.after.to_string()));
                if expected != (was, is) {
                    wrong.push(format!("{} + {}: {what} of {}", one.name, other.name, board.window));
                }
            }
        }
        let silent = effect.boards.is_empty()
            && ["companies", "newcomers"].iter().any(|w| count(&before, w) != count(&after, w));
        if silent {
            wrong.push(format!("{} + {}: a figure moved that was not told", one.name, other.name));
        }
    }
    assert!(told > 20, "only {told} figures were told");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn fifteen_years_added_one_by_one_ask_nothing_twice_and_rename_nobody() {
    let world = World::new();
    let bearers = Bearers::new(&world.known);
    let (mut decisions, mut asked) = (Vec::new(), BTreeSet::new());
    let mut known = BTreeSet::new();
    for year in 2011..=2025 {
        let until = |record: &&Record| record.edition.year().is_none_or(|of| of.get() <= year);
        let records: Vec<Record> = world.records.iter().filter(until).cloned().collect();
        let mut register = world.resolve(&decisions, &records);
        let told = |register: &Register| -> BTreeSet<String> {
            let found = register.companies.values().filter(|company| company.origin == Origin::Found);
            found.map(|company| company.id.to_string()).collect()
        };
        let gone: Vec<_> = known.difference(&told(&register)).cloned().collect();
        assert!(gone.is_empty(), "the editions of {year} rename {gone:?}");
        loop {
            let open = open_pairs(&register, world.ranking());
            if open.is_empty() {
                break;
            }
            for OpenPair { pair, .. } in open {
                let [one, other] = [&pair.one, &pair.other].map(|id| register.company(id));
                let mut keys = [text::key(&one.name), text::key(&other.name)];
                keys.sort();
                assert!(asked.insert(keys), "{year} asks again whether {} is {}", one.name, other.name);
                let verdict = world.truth(&bearers, one, other);
                decisions.push(decision(verdict, one, other));
                if verdict == Verdict::Same {
                    break;
                }
            }
            register = world.resolve(&decisions, &records);
        }
        known = told(&register);
    }
    assert!(asked.len() > 20, "only {} questions were asked", asked.len());
    println!("{} questions over fifteen years, none twice", asked.len());
}
