//! All charts on one page, to be looked at: `PALMARES_GALLERY=target/gallery.html cargo test gallery`.

use super::{caption, templates};
use crate::model::Share;
use crate::site::chart::{Role, YearTick, bump, columns, shares};

#[test]
fn the_gallery_shows_every_chart() {
    let env = templates();
    let mut page = String::new();
    for race in [real(), race(18, 12), race(5, 5), race(1, 3), race(25, 12)] {
        let chart = bump::draw(&race).expect("the race has runners");
        page += &format!("<h2>{}</h2>{}", race.caption.title, chart.render(&env).expect("the chart renders"));
    }
    for census in [census(&COUNTS), census(&COUNTS[..1]), census(&COUNTS[12..])] {
        let chart = columns::draw(&census).expect("the census has companies");
        page +=
            &format!("<h2>{}</h2>{}", census.caption.title, chart.render(&env).expect("the chart renders"));
    }
    for parts in [parts(68), parts(4)] {
        let chart = shares::draw(&parts).expect("there are parts");
        page +=
            &format!("<h2>{}</h2>{}", parts.caption.title, chart.render(&env).expect("the chart renders"));
    }
    let css = include_str!("../../../../templates/chart/chart.css");
    if let Ok(path) = std::env::var("PALMARES_GALLERY") {
        std::fs::write(path, PAGE.replace("{css}", css).replace("{charts}", &page))
            .expect("the page is written");
    }
}

const PAGE: &str = r#"<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Charts</title>
<style>
:root { color-scheme: light dark; --paper: #fbf8f2; --card: #fffdf9; --ink: #1d1a16; --soft: #6a6258; --line: #e4dccf; --accent: #b3261e; --wash: #f6e9e1;
  --gold: #a8781d; --silver: #74787d; --bronze: #96562f; --dot: #d9cfc0; --text: "Source Sans 3", system-ui, sans-serif }
@media (prefers-color-scheme: dark) { :root { --paper: #15130f; --card: #1d1a16; --ink: #f2ece1; --soft: #a89f91; --line: #37312a; --accent: #ff8b78; --wash: #2b1f1b;
  --gold: #dcb25a; --silver: #b7bcc2; --bronze: #d0946b; --dot: #453e35 } }
* { box-sizing: border-box } body { margin: 0; background: var(--paper); color: var(--ink); font: 400 1.0625rem/1.55 var(--text) }
main { max-width: 70rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2.5rem) } h2 { font: 560 1.4rem/1.15 Fraunces }
{css}</style><main>{charts}</main></html>
"#;

const NAMES: [&str; 12] = [
    "Nespresso",
    "Veepee",
    "Mercedes-Benz",
    "MAIF",
    "Bouygues Telecom",
    "Toyota",
    "Amazon",
    "La Banque Postale",
    "Établissement français du sang et des dons réunis",
    "Orange",
    "Club Med",
    "Crédit Mutuel",
];

/// Ranks drawn from a fixed sequence: competition ranks with many ties, gaps and places far below.
fn race(years: usize, runners: usize) -> bump::Race {
    let mut state = 7_u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let scores: Vec<Vec<u64>> =
        (0..years)
            .map(|year| {
                (0..40)
                    .map(|at| {
                        if at < 14 { next(6).saturating_sub((at as u64 + year as u64) % 3) } else { next(3) }
                    })
                    .collect()
            })
            .collect();
    let rank = |year: usize, at: usize| {
        let score = scores[year][at];
        let better = scores[year].iter().filter(|other| **other > score).count();
        (score > 0).then_some(better as u32 + 1)
    };
    let runner = |at: usize| bump::Runner {
        name: NAMES[at].to_owned(),
        role: if at == 0 { Role::Lead } else { Role::Other },
        places: (0..years)
            .map(|year| {
                rank(year, at).map(|rank| bump::Place {
                    rank,
                    title: format!("{}, {} : {rank}e", NAMES[at], 2026 - years + year),
                })
            })
            .collect(),
    };
    bump::Race {
        caption: caption(
            &format!("bump-{years}-{runners}"),
            &format!("{runners} entreprises sur {years} ans"),
        ),
        years: (0..years)
            .map(|year| YearTick {
                year: (2026 - years + year) as i64,
                thin: (year % 7 == 3).then(|| "3 prix sur 11".to_owned()),
            })
            .collect(),
        runners: (0..runners).map(runner).collect(),
    }
}

const REAL: [(&str, [u32; 18]); 12] = [
    ("Nespresso", [1, 3, 0, 5, 1, 1, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]),
    ("Crédit Mutuel", [0, 3, 0, 0, 0, 0, 2, 1, 3, 1, 1, 1, 1, 1, 1, 2, 0, 0]),
    ("Air France", [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 1, 1, 1, 1, 2, 1, 4]),
    ("Lidl", [0, 0, 0, 0, 3, 3, 2, 1, 3, 2, 2, 1, 1, 1, 0, 2, 0, 0]),
    ("Orange", [2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 1, 1]),
    ("Renault", [0, 0, 0, 0, 0, 0, 0, 0, 3, 2, 2, 1, 1, 1, 1, 2, 1, 4]),
    ("Mercedes-Benz", [0, 0, 1, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ("Amazon", [0, 0, 0, 0, 0, 3, 1, 1, 3, 0, 0, 0, 1, 0, 0, 0, 0, 4]),
    ("Toyota", [2, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ("Bouygues Telecom", [2, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ("MAIF", [0, 0, 2, 5, 3, 0, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 4]),
    ("Engie", [0, 0, 0, 5, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
];

fn real() -> bump::Race {
    let runner = |(at, (name, ranks)): (usize, &(&str, [u32; 18]))| bump::Runner {
        name: (*name).to_owned(),
        role: if at == 0 { Role::Lead } else { Role::Other },
        places: ranks
            .iter()
            .map(|&rank| (rank > 0).then(|| bump::Place { rank, title: format!("{name} : {rank}e") }))
            .collect(),
    };
    bump::Race {
        caption: caption("bump-real", "Nespresso cinq fois en tête, puis les ex æquo"),
        years: (2008..2026)
            .map(|year| YearTick {
                year,
                thin: (year == 2015 || year == 2019).then(|| "3 prix sur 11".to_owned()),
            })
            .collect(),
        runners: REAL.iter().enumerate().map(runner).collect(),
    }
}

const COUNTS: [(i64, u64, u64); 18] = [
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

fn census(counts: &[(i64, u64, u64)]) -> columns::Census {
    let year = |&(year, companies, newcomers): &(i64, u64, u64)| columns::YearCount {
        tick: YearTick { year, thin: (companies < 10).then(|| "3 prix sur 11".to_owned()) },
        companies,
        newcomers: (year > 2008).then_some(newcomers),
        title: format!("{year} : {companies} entreprises, dont {newcomers} nouvelles"),
    };
    columns::Census {
        caption: caption(
            &format!("census-{}", counts.len()),
            "Plus d’une entreprise sur deux n’avait jamais été primée",
        ),
        years: counts.iter().map(year).collect(),
        newcomers: "nouvelles venues".to_owned(),
        returning: "déjà distinguées".to_owned(),
        thin: "couverture partielle".to_owned(),
    }
}

fn parts(whole: u64) -> shares::Parts {
    let sectors = [
        "Distribution spécialisée",
        "Internet et commerce en ligne",
        "Services",
        "Banque et assurance",
        "Énergie, eau et environnement",
        "Télécommunications et accès à l’internet fixe",
    ];
    let part = |(at, name): (usize, &&str)| {
        let count = whole / (6 + at as u64 * 2) + u64::from(whole < 5);
        let share = Share { part: count, whole };
        shares::Part {
            name: (*name).to_owned(),
            role: if at == 0 { Role::Lead } else { Role::Other },
            share,
            value: if share.quotable() {
                format!("{} % · {count}", share.percent())
            } else {
                count.to_string()
            },
            title: format!("{name} : {count} sur {whole}"),
        }
    };
    shares::Parts {
        caption: caption(&format!("parts-{whole}"), "La distribution devant"),
        parts: sectors.iter().take(if whole < 5 { 3 } else { 6 }).enumerate().map(part).collect(),
    }
}
