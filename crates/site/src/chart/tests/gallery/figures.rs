//! Figures for the gallery, near the real ones.

use std::ops::Range;

use crate::chart::tests::caption;
use crate::chart::{Role, YearTick, bump, career, columns, intervals, multiples, series, shares, slope};
use model::{Decimal, Share};

/// From 2008 on; 0 where there is no rank.
pub const RANKS: [(&str, [u32; 18]); 12] = [
    ("Nespresso", [1, 3, 0, 5, 1, 1, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]),
    ("Crédit Mutuel", [0, 3, 0, 0, 0, 0, 2, 1, 3, 1, 1, 1, 1, 1, 1, 2, 0, 0]),
    ("Air France", [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 1, 1, 1, 1, 2, 1, 4]),
    ("Lidl", [0, 0, 0, 0, 3, 3, 2, 1, 3, 2, 2, 1, 1, 1, 0, 2, 0, 0]),
    ("Orange", [2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 1, 1]),
    ("Renault", [0, 0, 0, 0, 0, 0, 0, 0, 3, 2, 2, 1, 1, 1, 1, 2, 1, 4]),
    ("Mercedes-Benz", [0, 0, 1, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ("Amazon", [0, 0, 0, 0, 0, 3, 1, 1, 3, 0, 0, 40, 1, 0, 0, 0, 0, 4]),
    ("Toyota", [2, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ("Bouygues Telecom", [2, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ("MAIF", [0, 0, 2, 5, 3, 0, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 4]),
    ("Établissement français du sang et des dons", [0, 0, 0, 5, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
];

fn ticks(years: Range<usize>) -> Vec<YearTick> {
    let thin = |year: i64| (year == 2015 || year == 2019).then(|| "3 prix sur 11".to_owned());
    years.map(|at| 2008 + at as i64).map(|year| YearTick { year, thin: thin(year) }).collect()
}

fn role(at: usize) -> Role {
    if at == 0 { Role::Lead } else { Role::Other }
}

pub fn race(id: &str, runners: usize, years: Range<usize>) -> bump::Race {
    let place =
        |name: &str, rank: u32| (rank > 0).then(|| bump::Place { rank, title: format!("{name} : {rank}e") });
    let runner = |(at, (name, ranks)): (usize, &(&str, [u32; 18]))| bump::Runner {
        name: (*name).to_owned(),
        role: role(at),
        places: ranks[years.clone()].iter().map(|&rank| place(name, rank)).collect(),
    };
    bump::Race {
        caption: caption(id, "Nespresso cinq fois en tête, puis les ex æquo"),
        years: ticks(years.clone()),
        runners: RANKS.iter().take(runners).enumerate().map(runner).collect(),
    }
}

pub fn path(id: &str, at: usize) -> career::Career {
    let (name, ranks) = RANKS[at];
    let place = |&rank: &u32| {
        let (label, title) =
            (if rank == 1 { "1er".to_owned() } else { format!("{rank}e") }, format!("{rank}e"));
        (rank > 0).then_some(career::Place { rank, label, title })
    };
    career::Career {
        caption: caption(id, &format!("{name}, de loin en loin")),
        years: ticks(0..18),
        places: ranks.iter().map(place).collect(),
    }
}

/// Year, companies, newcomers.
pub const COUNTS: [(i64, u64, u64); 18] = [
    (2008, 20, 14),
    (2009, 12, 6),
    (2010, 18, 13),
    (2011, 16, 10),
    (2012, 68, 39),
    (2013, 75, 51),
    (2014, 29, 14),
    (2015, 7, 0),
    (2016, 110, 70),
    (2017, 9, 4),
    (2018, 15, 8),
    (2019, 5, 0),
    (2020, 19, 10),
    (2021, 12, 3),
    (2022, 12, 3),
    (2023, 18, 6),
    (2024, 12, 4),
    (2025, 25, 9),
];

pub fn census(id: &str, counts: &[(i64, u64, u64)]) -> columns::Census {
    let year = |&(year, companies, newcomers): &(i64, u64, u64)| columns::YearCount {
        tick: YearTick { year, thin: (companies < 10).then(|| "3 prix sur 11".to_owned()) },
        companies,
        newcomers: (year > 2008).then_some(newcomers),
        title: format!("{year} : {companies} entreprises, dont {newcomers} nouvelles"),
    };
    columns::Census {
        caption: caption(id, "Une entreprise sur deux n’avait jamais été primée"),
        years: counts.iter().map(year).collect(),
        newcomers: "nouvelles venues".to_owned(),
        returning: "déjà distinguées".to_owned(),
        thin: "couverture partielle".to_owned(),
    }
}

pub fn parts(id: &str, whole: u64) -> shares::Parts {
    let sectors = [
        "Distribution spécialisée",
        "Internet et commerce en ligne",
        "Services",
        "Banque et assurance",
        "Énergie, eau et environnement",
        "Télécommunications et accès à l’internet fixe",
    ];
    let part = |(at, name): (usize, &&str)| {
        let count = whole / (6 + at as u64 * 2) + u64::from(whole < 5) * (1 + (at == 0) as u64);
        let share = Share { part: count, whole };
        let value =
            if share.quotable() { format!("{} % · {count}", share.percent()) } else { count.to_string() };
        let title = format!("{name} : {count} sur {whole}");
        shares::Part { name: (*name).to_owned(), role: role(at), share, value, title }
    };
    let shown = if whole < 5 { 3 } else { 6 };
    let parts = sectors.iter().take(shown).enumerate().map(part).collect();
    shares::Parts { caption: caption(id, "La distribution devant"), parts }
}

pub fn benchmark() -> series::Benchmark {
    use series::{Joined, Subject};
    let line = |name: &str, subject: Subject, values: &[(i64, &str)]| {
        let point = |(at, (year, value)): (usize, &(i64, &str))| series::Point {
            month: year * 12,
            value: value.parse().unwrap(),
            label: value.replace('.', ","),
            title: format!("{name}, {year} : {value} sur 10"),
            joined: if at > 0 && values[at - 1].0 + 1 == *year && *year != 2014 {
                Joined::ToPrevious
            } else {
                Joined::Apart
            },
        };
        series::Line {
            name: name.to_owned(),
            subject,
            points: values.iter().enumerate().map(point).collect(),
        }
    };
    series::Benchmark {
        caption: caption("series", "Orange rattrape la moyenne de son secteur en cinq ans"),
        lines: vec![
            line(
                "Orange",
                Subject::Lead,
                &[
                    (2008, "6.1"),
                    (2009, "6.4"),
                    (2010, "6.35"),
                    (2012, "6.9"),
                    (2013, "7.1"),
                    (2014, "7.4"),
                    (2015, "7.55"),
                ],
            ),
            line(
                "Moyenne du secteur",
                Subject::Average,
                &[
                    (2008, "6.8"),
                    (2009, "6.85"),
                    (2010, "6.7"),
                    (2012, "7.0"),
                    (2013, "7.05"),
                    (2014, "7.2"),
                    (2015, "7.2"),
                ],
            ),
            line(
                "Bouygues Telecom",
                Subject::Company,
                &[
                    (2008, "7.2"),
                    (2009, "7.3"),
                    (2010, "7.1"),
                    (2012, "7.2"),
                    (2013, "7.2"),
                    (2014, "7.3"),
                    (2015, "7.25"),
                ],
            ),
            line("SFR", Subject::Company, &[(2009, "6.2"), (2010, "6.0"), (2012, "5.8")]),
            line("Free", Subject::Company, &[(2012, "7.6"), (2013, "7.9"), (2014, "7.2"), (2015, "7.3")]),
        ],
        breaks: vec![series::Break { month: 2014 * 12, note: "nouveau questionnaire".to_owned() }],
        decimal_mark: ',',
    }
}

/// The years of each company with a rank, as so many prizes as its rank lies above the sixth.
pub fn panels() -> multiples::Multiples {
    let bar = |rank: &u32| {
        let value = u64::from(6_u32.saturating_sub(*rank));
        (*rank > 0 && value > 0).then(|| multiples::Bar { value, label: value.to_string() })
    };
    let panel = |(at, (name, ranks)): (usize, &(&str, [u32; 18]))| multiples::Panel {
        name: (*name).to_owned(),
        role: role(at),
        bars: ranks.iter().map(bar).collect(),
        title: (*name).to_owned(),
    };
    multiples::Multiples {
        caption: caption("panels", "Nespresso plus souvent que les autres"),
        years: ticks(0..18),
        panels: RANKS.iter().enumerate().map(panel).collect(),
    }
}

pub fn slope_of_ranks() -> slope::Slope {
    let end = |rank: u32| {
        let label = if rank == 1 { "1er".to_owned() } else { format!("{rank}e") };
        (rank > 0).then(|| slope::End { value: Decimal::whole(i64::from(rank)), label })
    };
    let row = |(at, (name, from, to)): (usize, &(&str, u32, u32))| slope::Row {
        name: (*name).to_owned(),
        role: role(at),
        from: end(*from),
        to: end(*to),
        title: format!("{name} : {from}e, puis {to}e"),
    };
    let rows = [
        ("Nespresso", 5, 1),
        ("Mercedes-Benz", 1, 3),
        ("Leroy Merlin", 1, 0),
        ("La Poste", 1, 14),
        ("Bouygues Telecom", 1, 0),
        ("Engie", 5, 2),
        ("Établissement français du sang et des dons", 0, 3),
        ("MAIF", 5, 3),
        ("Yves Rocher", 9, 3),
    ];
    slope::Slope {
        caption: caption("slope", "Nespresso passe du 5e au 1er rang"),
        from: "2011".to_owned(),
        to: "2012".to_owned(),
        upper: slope::Upper::Low,
        rows: rows.iter().enumerate().map(row).collect(),
    }
}

pub fn rank_intervals() -> intervals::Intervals {
    let rows = [
        ("Nespresso", 1, 1, 1),
        ("Veepee", 2, 2, 9),
        ("Mercedes-Benz", 2, 3, 24),
        ("Établissement français du sang et des dons", 2, 3, 31),
        ("MAIF", 3, 3, 31),
    ];
    let row = |(at, &(name, best, rank, worst)): (usize, &(&str, u32, u32, u32))| intervals::Row {
        name: name.to_owned(),
        role: role(at),
        best,
        rank,
        worst,
        label: if best == worst { best.to_string() } else { format!("{best} à {worst}") },
        title: format!("{name} : {rank}e, entre {best} et {worst}"),
    };
    intervals::Intervals {
        caption: caption("intervals", "La première place ne tient à aucun prix en particulier"),
        rows: rows.iter().enumerate().map(row).collect(),
    }
}
