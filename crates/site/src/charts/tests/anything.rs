//! Every drawing, made from anything: no year or thirty, nobody or sixty companies, all on one spot, all far below.

use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;

use crate::charts::{BarRow, Bars, ChartLine, DotRow, Dots, Fill, LinePoint, LineRole, Lines};
use crate::{charts::tests::NAMES, charts::tests::assert_sound, charts::tests::caption};
use model::Decimal;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_lines_are_drawn_soundly_and_always_alike(lines in lines()) {
        let chart = lines.chart(caption("lines"));
        prop_assert_eq!(&chart, &lines.chart(caption("lines")));
        chart.iter().for_each(assert_sound);
    }

    #[test]
    fn any_bars_are_drawn_soundly(bars in bars()) {
        bars.chart(caption("bars")).iter().for_each(assert_sound);
    }

    #[test]
    fn any_dots_are_drawn_soundly(dots in dots()) {
        dots.chart(caption("dots")).iter().for_each(assert_sound);
    }
}

fn name() -> impl Strategy<Value = String> {
    select(NAMES).prop_map(str::to_owned)
}

fn decimal() -> impl Strategy<Value = Decimal> {
    let narrow = (-100..100_i64).prop_map(Decimal::whole);
    let fine = (0..100_u32).prop_map(|tenths| format!("{}.{}", tenths / 10, tenths % 10).parse().unwrap());
    let wide = (-999_999_999_999..999_999_999_999_i64).prop_map(Decimal::whole);
    prop_oneof![3 => narrow, 3 => fine, 1 => wide]
}

fn lines() -> impl Strategy<Value = Lines> {
    let point = (2_003 * 12..2_028 * 12_i64, decimal()).prop_map(|(month, value)| LinePoint {
        month,
        value,
        label: value.to_string(),
        title: value.to_string(),
    });
    let stretches = vec((point, any::<bool>()), 0..20).prop_map(|mut points| {
        points.sort_by_key(|(point, _)| point.month);
        let apart = points.chunk_by(|_, (_, joined)| *joined);
        apart.map(|stretch| stretch.iter().map(|(point, _)| point.clone()).collect()).collect()
    });
    let role = select(vec![LineRole::Lead, LineRole::Average, LineRole::Other]);
    let line =
        (name(), role, stretches).prop_map(|(name, role, stretches)| ChartLine { name, role, stretches });
    vec(line, 0..12).prop_map(|lines| Lines { lines, decimal_mark: ',' })
}

fn bars() -> impl Strategy<Value = Bars> {
    let fill = || select(vec![Fill::Lead, Fill::Other, Fill::Missing]);
    let row = (name(), vec((fill(), prop_oneof![0..1_500_u64, Just(0)]), 0..5)).prop_map(|(name, parts)| {
        let sum: u64 = parts.iter().map(|(_, part)| part).sum();
        BarRow { title: name.clone(), name, parts, value: format!("{sum} sur ? + 4 sur 7") }
    });
    let key = (fill(), name());
    (vec(key, 0..5), vec(row, 0..40)).prop_map(|(keys, rows)| Bars { keys, rows })
}

fn dots() -> impl Strategy<Value = Dots> {
    let rank = || prop_oneof![8 => 0..40_u32, 1 => Just(1), 1 => 1..3_000_u32];
    let row = (name(), rank(), rank(), rank()).prop_map(|(name, best, rank, worst)| DotRow {
        title: name.clone(),
        name,
        best,
        rank,
        worst,
        value: format!("{best} à {worst}"),
    });
    vec(row, 0..60).prop_map(|rows| Dots { rows })
}
