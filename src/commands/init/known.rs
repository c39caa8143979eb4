//! What we know of a country before anybody has read a page for it: the awards and the sectors that the workspaces of
//! this repository declare. They are said there alone.

use std::collections::BTreeSet;

use workspace::Language;

/// The workspaces whose awards we offer, those of single countries before the reference.
const WORKSPACES: [&str; 4] = [
    include_str!("../../../examples/germany/sources.toml"),
    include_str!("../../../examples/spain/sources.toml"),
    include_str!("../../../examples/united-kingdom/sources.toml"),
    include_str!("../../../sources.toml"),
];

/// Our sectors, with the headings that organisers print.
const SECTORS: &str = include_str!("../../../sectors.toml");

/// What is true of an award whatever is known of its winners.
const LASTING: &str = "name name-en organiser website url country kind counts judged-by pays-to-enter independent evaluated \
                       recipient label-offset wins scale measure";

/// The awards of a country and those of no single one, as comments: an editor takes the `#` away.
pub fn awards(country: &str, languages: &[Language]) -> String {
    let mut told = BTreeSet::new();
    let mut text = String::from(include_str!("workspace/known.toml"));
    let tables =
        || WORKSPACES.iter().flat_map(|file| file.split("\n[").filter(|table| table.starts_with("source.")));
    for code in [country, "INT"] {
        for table in tables() {
            let (id, lines) = table.split_once("]\n").unwrap_or((table, ""));
            let of_country =
                value(lines, "country").is_some_and(|said| said.starts_with(&format!("\"{code}\"")));
            if of_country && !id.contains(".edition.") && told.insert(id) {
                text.push_str(&commented(id, lines, code == "FR" || languages.contains(&Language::FR)));
            }
        }
    }
    if told.is_empty() { String::new() } else { text }
}

/// One award. The reference is French: where its name for an award is none of the award's own, the English one is.
fn commented(id: &str, lines: &str, french: bool) -> String {
    let mut text = format!("\n# [{id}]\n");
    for key in LASTING.split(' ') {
        let english =
            Some("name-en").filter(|_| key == "name" && !french).and_then(|name| value(lines, name));
        if let Some(said) = english.or_else(|| value(lines, key)).filter(|_| french || key != "name-en") {
            text.push_str(&format!("# {key:<13} = {said}\n"));
        }
    }
    text + &format!("# file          = \"data/{}.csv\"\n", id.trim_start_matches("source."))
}

/// What the lines of a table say of a key.
fn value<'a>(lines: &'a str, key: &str) -> Option<&'a str> {
    let pairs = lines.lines().filter_map(|line| line.split_once('='));
    pairs.filter(|(name, _)| name.trim() == key).map(|(_, said)| said.trim()).next()
}

/// The sectors with their names in these languages; in English where we have none in any of them.
pub fn sectors(languages: &[Language]) -> String {
    let named = |code: &str| SECTORS.contains(&format!("\n{code} = "));
    let mut kept: Vec<&str> =
        languages.iter().map(|language| language.code()).filter(|code| named(code)).collect();
    if kept.is_empty() {
        kept.push("en");
    }
    let is_kept = |line: &&str| match line.split_once(" = ") {
        Some((key, _)) if key.len() == 2 => kept.contains(&key),
        Some(_) | None => true,
    };
    let general = SECTORS.find("[sector.").zip(SECTORS.find("\n# Headings of one source."));
    let general = general.map_or("", |(from, to)| &SECTORS[from..to]);
    let lines: Vec<&str> = general.lines().filter(is_kept).collect();
    include_str!("workspace/sectors.toml").to_owned() + &lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_gets_its_awards_as_comments_and_a_site_the_sectors_in_its_languages() {
        let british = awards("GB", &[Language::EN]);
        let declared: toml::Table = british
            .replace("\n# ", "\n")
            .lines()
            .skip_while(|l| !l.starts_with('['))
            .collect::<Vec<_>>()
            .join("\n")
            .parse()
            .unwrap();
        let sources = declared["source"].as_table().unwrap();
        assert!(sources.len() >= 5, "{sources:#?}");
        assert!(sources.values().all(|s| ["GB", "INT"].contains(&s["country"].as_str().unwrap())));
        assert!(!british.contains("Royaume-Uni"), "a British workspace holds no French");
        let spanish = sectors(&["es".parse().unwrap()]);
        assert!(spanish.contains("es = \"Seguros y mutuas\"") && !spanish.contains("fr = "), "{spanish}");
        assert!(!spanish.contains("[[label]]"), "headings of sources that it does not have");
    }
}
