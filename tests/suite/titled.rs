//! The page of titles answers as `palmares claim` does: its script says the order of faults a second time.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::sync::Arc;

use model::CompanyId;
use rank::{Figures, TitleClaim, TitleFault, Titles};
use serde_json::{Value, json};
use workspace::RankingSettings;

use crate::argued::reference;
use crate::project::Project;
use crate::with;

/// The claims of the library's own test, in a workspace whose lists are those of its world.
const CLAIMS: &str = include_str!("../../crates/rank/src/tests/claims.tsv");

const SOURCES: &str = "[site]\nlanguages = [\"fr\"]\n\n[source.elu]\nname = \"Élu Service Client de l’Année\"\n\
    name-en = \"Customer Service of the Year\"\norganiser = \"X\"\ncountry = \"FR\"\nkind = \"award\"\njudged-by = \"jury\"\n\
    pays-to-enter = \"no\"\nheld = [2018]\nfile = \"data/elu.csv\"\n\n[source.podium]\nname = \"Podium de la relation client\"\norganiser = \"X\"\n\
    country = \"FR\"\nkind = \"award\"\njudged-by = \"jury\"\npays-to-enter = \"no\"\nheld = [2024]\nfile = \"data/podium.csv\"\nwins = { places = 3 }\n\n\
    [source.podium.edition.2024]\nclaimed = 3\n\n";

/// Year, company, category and how it ended of each title of `elu`.
const TITLES: [(&str, &str, &str); 16] = [
    ("2018", "axa", "Assurance"),
    ("2020", "maif", "Assurance"),
    ("2020", "free", "Internet"),
    ("2020", "orange", "Mobile"),
    ("2021", "maif", "Assurance"),
    ("2021", "sfr", "Internet"),
    ("2021", "orange", "Mobile"),
    ("2022", "maif", "Assurance"),
    ("2022", "orange", "Mobile"),
    ("2023", "maif", "Assurance"),
    ("2023", "sosh", "Mobile"),
    ("2024", "maif", "Assurance"),
    ("2024", "orange", "Mobile"),
    ("2025", "maif", "Assurance"),
    ("2024", "free", "Internet"),
    ("2025", "bouygues", "Mobile"),
];

const ANNOUNCED: [(u16, u8); 8] =
    [(2018, 1), (2019, 4), (2020, 3), (2021, 3), (2022, 5), (2023, 2), (2024, 3), (2025, 5)];

fn world() -> Project {
    let mut sources = SOURCES.to_owned();
    for (year, claimed) in ANNOUNCED {
        let terms = match year {
            2024 => "claim = { valid-until = 2025-01-31, url = \"https://example.org/rules\" }\n",
            2025 => {
                "claim = { wording = \"Catégorie {category}, étude de l’institut\", url = \"https://example.org/rules\" }\n"
            }
            _ => "",
        };
        writeln!(sources, "[source.elu.edition.{year}]\nclaimed = {claimed}\n{terms}").unwrap();
    }
    let mut rows = "edition,category,rank,outcome,company,url,title,evidence\n".to_owned();
    for (year, company, category) in TITLES {
        let outcome = if (year, company) == ("2024", "free") { "annulled" } else { "winner" };
        let evidence = if company == "bouygues" { "derived" } else { "stated" };
        writeln!(rows, "{year},{category},,{outcome},{company},https://example.org/{year},List,{evidence}")
            .unwrap();
    }
    let mut places = "edition,category,rank,outcome,company,url,title,evidence\n".to_owned();
    for (place, company) in (1..).zip(["ing", "bnp", "lcl", "cic"]) {
        writeln!(places, "2024,Banque,{place},placed,{company},https://example.org/podium,List,stated")
            .unwrap();
    }
    places.push_str("2024,Banque,,finalist,hsbc,https://example.org/podium,List,stated\n");
    let project = Project::empty().file("sources.toml", sources).file("data/elu.csv", rows);
    project.file("data/podium.csv", places).file("companies.toml", "[company.total]\nname = \"Total\"\n")
}

/// What the page answers to each choice; nothing where it does not offer it.
fn answers(site: &Project, choices: &[Value]) -> Vec<Option<String>> {
    let file = site.path("titles.json");
    fs::write(&file, Value::from(choices.to_vec()).to_string()).unwrap();
    let told = with::output(with::look("titles", &site.path("public")).arg(&file));
    serde_json::from_str(told.lines().next().unwrap()).unwrap()
}

/// The page says of a title that expired, or whose words are missing, that it holds, and adds a note.
fn of_page(word: &str) -> &str {
    if ["expired", "wording"].contains(&word) { "true" } else { word }
}

#[test]
#[ignore = "needs the Chromium of tests/with/install"]
fn the_claims_of_the_library_get_the_same_verdicts_from_the_program_and_from_the_page() {
    let project = world();
    project.run("build --quiet");
    let (mut choices, mut verdicts) = (Vec::new(), Vec::new());
    for (at, line) in CLAIMS.lines().enumerate() {
        let [verdict, company, said] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let mut claim = project.command("claim");
        claim.args([said, "--company", company, "--format", "json"]);
        let told: Value = serde_json::from_slice(&claim.output().unwrap().stdout).unwrap();
        assert_eq!(told["verdict"], verdict, "{company}: {said}");
        // The page is asked of one edition at a time: the gravest answer is that of them all.
        for year in told["years"].as_array().unwrap() {
            choices.push(json!({ "company": company, "source": told["source"], "edition": year.to_string(),
                "category": told["category"].as_str().unwrap_or_default(),
                "streak": told["in_a_row"].as_u64().unwrap_or(1) }));
            verdicts.push((at, verdict));
        }
    }
    let mut of_claims: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for ((at, _), answer) in verdicts.iter().zip(answers(&project, &choices)) {
        of_claims.entry(*at).or_default().extend(answer);
    }
    let mut seen = BTreeSet::new();
    let right: BTreeMap<usize, &str> = verdicts.into_iter().collect();
    // Companies without a title, editions that were not held and categories that nobody won stand in no list of the page.
    let asked: Vec<_> = of_claims.iter().filter(|(_, answers)| !answers.is_empty()).collect();
    for (at, answers) in &asked {
        let line = CLAIMS.lines().nth(**at).unwrap();
        let wanted = of_page(right[at]);
        seen.insert(wanted);
        let others = answers.iter().filter(|answer| *answer != wanted);
        let gravest =
            answers.iter().any(|answer| answer == wanted) && others.clone().all(|answer| answer == "true");
        assert!(gravest, "{line}: {answers:?}");
    }
    assert!(asked.len() >= 50, "the page offers {} of 66 claims", asked.len());
    println!("{} of 66 claims on the page, verdicts {seen:?}", asked.len());
    assert!(seen.len() >= 8, "{seen:?}");
}

#[test]
#[ignore = "needs the Chromium of tests/with/install"]
fn the_page_and_the_library_agree_on_every_title_of_the_reference() {
    let (_, register) = reference();
    let register = Arc::new(register);
    let figures = Figures::new(Arc::clone(&register), RankingSettings::default());
    let titles = Titles::of(&register, figures.coverage());
    let won = register.awards.iter().filter(|award| titles.is_title(award));
    let of_year = |label: &str| label.len() == 4 && label.bytes().all(|byte| byte.is_ascii_digit());
    // Several waves of a year are one year in words, and several editions on the page.
    let pairs: BTreeSet<_> = won
        .filter_map(|award| Some((award.source, award.company?, award.edition)))
        .filter(|(_, _, label)| of_year(label.as_str()))
        .collect();
    let mut claims: Vec<(CompanyId, TitleClaim)> = Vec::new();
    for (source, company, edition) in pairs {
        for in_a_row in 1..=3 {
            let years = vec![edition.year().unwrap()];
            let claim =
                TitleClaim { said: String::new(), source, years, category: None, in_a_row: Some(in_a_row) };
            claims.push((company, claim));
        }
    }
    let choice = |(company, claim): &(CompanyId, TitleClaim)| {
        json!({ "company": company, "source": claim.source, "edition": claim.years[0].to_string(), "category": "",
            "streak": claim.in_a_row })
    };
    let choices: Vec<Value> = claims.iter().map(choice).collect();
    let answers = answers(Project::built(), &choices);
    let (mut agreed, mut wrong) = (0, Vec::new());
    for ((company, claim), answer) in claims.iter().zip(answers) {
        let check = titles.check(claim, company, "2026-11-29".parse().unwrap());
        let told =
            check.faults.iter().map(TitleFault::word).find(|word| of_page(word) == *word).unwrap_or("true");
        match answer {
            Some(answer) if answer == told => agreed += 1,
            answer => wrong.push(format!("{company} {claim:?}: {told}, and the page says {answer:?}")),
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    println!("{agreed} titles and streaks: the same on the page and in the library");
    assert!(agreed > 1000, "{agreed}");
}
