//! Every chart, drawn from anything: no year or thirty, nobody or sixty companies, all tied, all far below.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;

use super::{NAMES, assert_sound, caption};
use crate::chart::{Role, YearTick, bump, career, columns, intervals, multiples, series, shares, slope};
use model::{Decimal, Share};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_race_is_drawn_soundly_and_always_alike(race in race()) {
        let chart = bump::draw(&race);
        prop_assert_eq!(&chart, &bump::draw(&race));
        chart.iter().for_each(assert_sound);
    }

    #[test]
    fn any_census_is_drawn_soundly(census in census()) {
        columns::draw(&census).iter().for_each(assert_sound);
    }

    #[test]
    fn any_parts_are_drawn_soundly(parts in parts()) {
        shares::draw(&parts).iter().for_each(assert_sound);
    }

    #[test]
    fn any_career_is_drawn_soundly(career in career()) {
        career::draw(&career).iter().for_each(assert_sound);
    }

    #[test]
    fn any_benchmark_is_drawn_soundly(benchmark in benchmark()) {
        series::draw(&benchmark).iter().for_each(assert_sound);
    }

    #[test]
    fn any_multiples_are_drawn_soundly(multiples in multiples()) {
        multiples::draw(&multiples).iter().for_each(assert_sound);
    }

    #[test]
    fn any_slope_is_drawn_soundly(slope in slope()) {
        slope::draw(&slope).iter().for_each(assert_sound);
    }

    #[test]
    fn any_intervals_are_drawn_soundly(intervals in intervals()) {
        intervals::draw(&intervals).iter().for_each(assert_sound);
    }
}

fn name() -> impl Strategy<Value = String> {
    select(NAMES).prop_map(str::to_owned)
}

fn role() -> impl Strategy<Value = Role> {
    select(vec![Role::Lead, Role::Other, Role::Other, Role::Other])
}

fn rank() -> impl Strategy<Value = u32> {
    prop_oneof![8 => 0..40_u32, 1 => Just(1), 1 => 1..3_000_u32]
}

fn years() -> impl Strategy<Value = Vec<YearTick>> {
    let thin = option::weighted(0.2, Just("3 prix sur 11".to_owned()));
    let tick = |(at, thin)| YearTick { year: 1998 + at as i64, thin };
    vec(thin, 0..30).prop_map(move |thin| thin.into_iter().enumerate().map(tick).collect())
}

fn race() -> impl Strategy<Value = bump::Race> {
    let place = rank().prop_map(|rank| bump::Place { rank, title: format!("{rank}e") });
    let places = vec(option::weighted(0.7, place), 0..31);
    let runner =
        (name(), role(), places).prop_map(|(name, role, places)| bump::Runner { name, role, places });
    (years(), vec(runner, 0..60)).prop_map(|(years, runners)| bump::Race {
        caption: caption("race", "Une course"),
        years,
        runners,
    })
}

fn census() -> impl Strategy<Value = columns::Census> {
    let counts = vec((0..1_500_u64, option::of(0..1_500_u64)), 30);
    (years(), counts).prop_map(|(years, counts)| {
        let year = |(tick, (companies, newcomers))| columns::YearCount {
            tick,
            companies,
            newcomers,
            title: format!("{companies}"),
        };
        columns::Census {
            caption: caption("census", "Des entreprises"),
            years: years.into_iter().zip(counts).map(year).collect(),
            newcomers: "nouvelles venues".to_owned(),
            returning: "déjà distinguées les années d’avant".to_owned(),
            thin: "couverture partielle".to_owned(),
        }
    })
}

fn parts() -> impl Strategy<Value = shares::Parts> {
    (0..300_u64, vec((name(), role(), 0..300_u64), 0..60)).prop_map(|(whole, all)| {
        let part = |(name, role, part): (String, Role, u64)| shares::Part {
            title: name.clone(),
            name,
            role,
            share: Share { part: part.min(whole), whole },
            value: format!("{part} sur {whole}"),
        };
        shares::Parts { caption: caption("parts", "Des parts"), parts: all.into_iter().map(part).collect() }
    })
}

fn career() -> impl Strategy<Value = career::Career> {
    let place = rank().prop_map(|rank| career::Place {
        rank,
        label: format!("{rank}e ex æquo"),
        title: format!("{rank}e"),
    });
    (years(), vec(option::weighted(0.7, place), 0..31)).prop_map(|(years, places)| career::Career {
        caption: caption("career", "Des rangs"),
        years,
        places,
    })
}

fn multiples() -> impl Strategy<Value = multiples::Multiples> {
    let bar = (0..400_u64).prop_map(|value| multiples::Bar { value, label: format!("{value} %") });
    let bars = vec(option::weighted(0.6, bar), 0..31);
    let panel = (name(), role(), bars).prop_map(|(name, role, bars)| multiples::Panel {
        title: name.clone(),
        name,
        role,
        bars,
    });
    (years(), vec(panel, 0..20)).prop_map(|(years, panels)| multiples::Multiples {
        caption: caption("multiples", "Des panneaux"),
        years,
        panels,
    })
}

fn decimal() -> impl Strategy<Value = Decimal> {
    let narrow = (-100..100_i64).prop_map(Decimal::whole);
    let fine = (0..100_u32).prop_map(|tenths| format!("{}.{}", tenths / 10, tenths % 10).parse().unwrap());
    let wide = (-999_999_999_999..999_999_999_999_i64).prop_map(Decimal::whole);
    prop_oneof![3 => narrow, 3 => fine, 1 => wide]
}

fn benchmark() -> impl Strategy<Value = series::Benchmark> {
    use series::{Benchmark, Break, Joined, Line, Point, Subject};
    let month = || 2_003 * 12..2_028 * 12_i64;
    let joined = any::<bool>().prop_map(|joined| if joined { Joined::ToPrevious } else { Joined::Apart });
    let point = (month(), decimal(), joined).prop_map(|(month, value, joined)| Point {
        month,
        value,
        label: value.to_string(),
        title: value.to_string(),
        joined,
    });
    let points = vec(point, 0..20).prop_map(|mut points| {
        points.sort_by_key(|point| point.month);
        points
    });
    let subject = select(vec![Subject::Lead, Subject::Average, Subject::Company, Subject::Company]);
    let line = (name(), subject, points).prop_map(|(name, subject, points)| Line { name, subject, points });
    let change = (month(), name()).prop_map(|(month, note)| Break { month, note });
    (vec(line, 0..20), vec(change, 0..4)).prop_map(|(lines, breaks)| Benchmark {
        caption: caption("benchmark", "Des notes"),
        lines,
        breaks,
        decimal_mark: ',',
    })
}

fn slope() -> impl Strategy<Value = slope::Slope> {
    use slope::{End, Row, Slope, Upper};
    let end = || option::weighted(0.8, decimal().prop_map(|value| End { value, label: value.to_string() }));
    let row = (name(), role(), end(), end());
    let row = row.prop_map(|(name, role, from, to)| Row { title: name.clone(), name, role, from, to });
    (vec(row, 0..60), select(vec![Upper::High, Upper::Low])).prop_map(|(rows, upper)| Slope {
        caption: caption("slope", "Deux années"),
        from: "2011".to_owned(),
        to: "2012".to_owned(),
        upper,
        rows,
    })
}

fn intervals() -> impl Strategy<Value = intervals::Intervals> {
    let row =
        (name(), role(), rank(), rank(), rank()).prop_map(|(name, role, best, rank, worst)| intervals::Row {
            title: name.clone(),
            name,
            role,
            best,
            rank,
            worst,
            label: format!("{best} à {worst}"),
        });
    vec(row, 0..60)
        .prop_map(|rows| intervals::Intervals { caption: caption("intervals", "Des marges"), rows })
}
