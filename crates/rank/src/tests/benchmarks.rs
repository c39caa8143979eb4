//! Series of measures: what they join, and what they never join.

use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};

use crate::Series;
use crate::benchmarks::benchmarks;
use model::{Better, Level, Register, Subject};
use sample::Sketch;

fn against(series: &Series) -> Vec<Option<String>> {
    series.points.iter().map(|p| p.against_average.map(|d| d.to_string())).collect()
}

fn of_company(register: &Register) -> Series {
    let series = benchmarks(register);
    series.into_iter().find(|s| s.subject != Subject::Average).expect("a company is measured")
}

#[test]
fn a_company_stands_against_the_average_of_its_list_in_the_same_edition() {
    let sketch = Sketch::default()
        .measure("acsi", 2012, "toyota", "84.5", |_| ())
        .measure("acsi", 2013, "toyota", "85", |_| ())
        .measure("acsi", 2012, "", "80", |_| ())
        .measure("acsi", 2014, "toyota", "86", |_| ())
        .measure("acsi", 2014, "", "80", |m| m.scale = "-100..100".parse().ok());
    assert_eq!(against(&of_company(&sketch.0)), [Some("4.5".into()), None, None]);
}

#[test]
fn a_heading_is_one_list_whether_its_rows_call_it_sector_or_category() {
    let sketch = Sketch::default()
        .measure("acsi", 2012, "toyota", "-12", |m| m.level = Level::Category)
        .measure("acsi", 2012, "", "-20", |m| m.category = "Cars".into());
    assert_eq!(against(&of_company(&sketch.0)), [Some("8".into())]);
    let channel = Sketch::default()
        .measure("acsi", 2012, "toyota", "84", |m| m.level = Level::Channel)
        .measure("acsi", 2012, "", "80", |_| ());
    assert_eq!(against(&of_company(&channel.0)), [None], "a channel is not the whole list");
}

#[test]
fn an_unknown_scale_or_two_averages_compare_with_nothing() {
    let unknown = Sketch::default().measure("acsi", 2012, "toyota", "84", |m| m.scale = None).measure(
        "acsi",
        2012,
        "",
        "80",
        |m| m.scale = None,
    );
    assert_eq!(against(&of_company(&unknown.0)), [None]);
    let twice = Sketch::default()
        .measure("acsi", 2012, "toyota", "84", |_| ())
        .measure("acsi", 2012, "", "80", |_| ())
        .measure("acsi", 2012, "", "81", |_| ());
    assert_eq!(against(&of_company(&twice.0)), [None]);
}

#[test]
fn half_yearly_editions_stand_in_the_order_of_their_days() {
    let wave = |day: &'static str| move |m: &mut model::Measure| m.awarded = day.parse().unwrap();
    let sketch = Sketch::default().measure("ukcsi", 2012, "amazon", "88", wave("2012-07")).measure(
        "ukcsi",
        2012,
        "amazon",
        "87",
        wave("2012-01"),
    );
    let values: Vec<_> = of_company(&sketch.0).points.iter().map(|p| p.value.to_string()).collect();
    assert_eq!(values, ["87", "88"]);
}

#[test]
fn a_company_has_a_position_among_those_of_its_list() {
    let sketch = Sketch::default()
        .measure("acsi", 2012, "toyota", "84", |_| ())
        .measure("acsi", 2012, "lexus", "86", |_| ())
        .measure("acsi", 2012, "honda", "84", |m| m.level = Level::Category)
        .measure("acsi", 2012, "fiat", "70", |_| ())
        .measure("acsi", 2012, "darty", "90", |m| m.category = "shops".into())
        .measure("acsi", 2012, "", "80", |_| ());
    let position = |sketch: &Sketch, company: &str| {
        let series = benchmarks(&sketch.0).into_iter();
        let mut own = series.filter(|s| s.subject == Subject::Company(sample::company_id(company)));
        own.next().and_then(|s| s.points[0].position).map(|p| (p.rank, p.tied, p.of))
    };
    assert_eq!(position(&sketch, "toyota"), Some((2, true, 4)));
    let problems = sketch.source("acsi", |s| s.better = Better::Lower);
    assert_eq!(position(&problems, "fiat"), Some((1, false, 4)), "the fewest problems come first");
    assert!(
        benchmarks(&problems.0)
            .iter()
            .all(|s| s.subject != Subject::Average || s.points[0].position.is_none())
    );
}

#[test]
fn a_change_is_told_in_points_and_not_across_a_new_method() {
    let sketch = Sketch::default()
        .measure("nps", 2011, "usaa", "-12", |_| ())
        .measure("nps", 2012, "usaa", "-9.5", |_| ())
        .measure("nps", 2015, "usaa", "40", |_| ())
        .measure("nps", 2016, "usaa", "41", |_| ())
        .edition("nps", "2014", |e| e.new_method = true);
    let points = of_company(&sketch.0).points;
    let changes: Vec<_> = points.iter().map(|p| (p.change.map(|c| c.by.to_string()), p.broken)).collect();
    let told = |text: &str| Some(text.to_owned());
    assert_eq!(changes, [(None, false), (told("2.5"), false), (None, true), (told("1"), false)]);
    let named = sketch.edition("nps", "2016", |e| e.new_method = true);
    assert!(of_company(&named.0).points[3].broken, "its own edition tells of the new method");
}

#[test]
fn a_change_names_its_edition_and_does_not_jump_over_one() {
    let sketch = Sketch::default().measure("ukcsi", 2022, "usaa", "70", |_| ()).measure(
        "ukcsi",
        2024,
        "usaa",
        "72",
        |_| (),
    );
    let change = |sketch: &Sketch| of_company(&sketch.0).points[1].change;
    assert_eq!(change(&sketch).map(|change| change.since.to_string()).as_deref(), Some("2022"));
    let other = sketch.measure("ukcsi", 2023, "toyota", "71", |_| ());
    let usaa =
        benchmarks(&other.0).into_iter().find(|one| one.points.len() == 2).expect("two years of one company");
    assert_eq!(usaa.points[1].change, None, "the source had an edition in 2023");
}

#[test]
fn a_change_is_left_out_where_the_rhythm_or_a_declared_edition_tells_of_one_between() {
    let told = |sketch: &Sketch| -> Vec<_> {
        let since = |point: &crate::SeriesPoint| point.change.map(|change| change.since.to_string());
        of_company(&sketch.0).points.iter().map(since).collect()
    };
    let since = |text: &str| Some(text.to_owned());
    let yearly = Sketch::default()
        .measure("acsi", 2011, "toyota", "80", |_| ())
        .measure("acsi", 2012, "toyota", "81", |_| ())
        .measure("acsi", 2013, "toyota", "83", |_| ())
        .measure("acsi", 2017, "toyota", "85", |_| ());
    assert_eq!(told(&yearly), [None, since("2011"), since("2012"), None]);
    let every_other = Sketch::default().measure("acsi", 2013, "toyota", "80", |_| ()).measure(
        "acsi",
        2015,
        "toyota",
        "81",
        |_| (),
    );
    let declared = every_other.edition("acsi", "2014", |_| ());
    assert_eq!(told(&declared), [None, None], "an edition is declared that we hold no value of");
    let cancelled = declared.edition("acsi", "2014", |e| e.status = model::EditionStatus::Cancelled);
    assert_eq!(told(&cancelled), [None, since("2013")]);
}

#[test]
fn a_place_that_was_printed_stands_alone() {
    let place = model::Place { number: 24, tied: false };
    let sketch = Sketch::default()
        .measure("acsi", 2018, "toyota", "66.5", |m| m.place = Some(place))
        .measure("acsi", 2018, "usaa", "60", |_| ());
    let points: Vec<_> = benchmarks(&sketch.0).into_iter().flat_map(|one| one.points).collect();
    assert!(points.iter().any(|point| point.printed == Some(place)));
    assert!(points.iter().all(|point| point.printed.is_none() || point.position.is_none()));
}

proptest! {
    #[test]
    fn a_series_never_mixes_sources_headings_levels_subjects_or_scales(
        drawn in prop::collection::vec((0..3_usize, 0..3_usize, 0..3_usize, 0..3_usize, 0..3_usize, 2010..2014_i64), 1..40),
    ) {
        let levels = [Level::Overall, Level::Category, Level::Channel];
        let sketch = drawn.iter().fold(Sketch::default(), |sketch, (source, category, level, company, scale, year)| {
            let source = ["acsi", "ukcsi", "podium"][*source];
            sketch.measure(source, *year, ["", "toyota", "darty"][*company], "5", |m| {
                m.category = ["cars", "banks", "CARS"][*category].into();
                m.level = levels[*level];
                m.scale = [None, "10".parse().ok(), "100".parse().ok()][*scale];
            })
        });
        let register = sketch.0;
        let series = benchmarks(&register);
        let points: usize = series.iter().map(|s| s.points.len()).sum();
        prop_assert_eq!(points, register.measures.len(), "every measure stands in one series");
        for one in &series {
            for point in &one.points {
                let measure = &register.measures[point.measure];
                prop_assert_eq!(&measure.source, &one.source);
                prop_assert_eq!(measure.category.to_lowercase(), one.category.to_lowercase());
                prop_assert_eq!(measure.level, one.level);
                prop_assert_eq!(&measure.subject, &one.subject);
                prop_assert_eq!(measure.scale, one.scale);
            }
            prop_assert!(one.points.is_sorted_by_key(|p| p.year));
        }
    }
}
