//! Search without a server: one script a language, small, and loaded only when somebody looks for something; and the
//! lookup of former addresses.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::site::{Site, small};

fn script(site: &Site, language: &str) -> String {
    let start = format!("assets/search-{language}.");
    let page = site.pages.iter().find(|page| page.path.starts_with(&start)).unwrap();
    String::from_utf8(page.bytes.clone()).unwrap()
}

/// What a program of JavaScript prints.
fn said(program: &str) -> String {
    let mut node =
        Command::new("node").arg("-").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    node.stdin.take().unwrap().write_all(program.as_bytes()).unwrap();
    String::from_utf8(node.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn every_page_names_the_index_of_its_language_and_a_list_where_no_script_runs() {
    let site = small().site();
    let alone = ["404.html", "integrer.html", "embed.html"];
    for page in site.html().filter(|page| !alone.iter().any(|name| page.path.ends_with(name))) {
        let text = std::str::from_utf8(&page.bytes).unwrap();
        let language = if page.path.starts_with("en/") { "en" } else { "fr" };
        assert!(text.contains(&format!("assets/search-{language}.")), "{}", page.path);
        assert!(text.contains(r#"<a class="find" href=""#), "{}", page.path);
    }
}

#[test]
fn the_index_of_a_thousand_companies_is_small() {
    let mut register = small();
    for n in 0..1000 {
        let name = format!("Société {} du Commerce {n}", n * 7919 % 1000);
        register = register.company(&format!("c{n}"), &name, &[(&format!("Ancienne maison {n}"), 2010)]);
        register = register.won("podium", "2012", &format!("c{n}"));
    }
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(script(&register.site(), "fr").as_bytes()).unwrap();
    let size = packed.finish().unwrap().len();
    assert!(size < 200_000, "{size} bytes");
}

#[test]
#[ignore = "needs Node.js, then `cargo test -- --ignored`"]
fn accents_former_names_and_slips_find_the_company() {
    let others = small().company("oe", "Œuvre & Cie", &[]).won("podium", "2012", "oe");
    let site = others.company("dhl", "DHL Express France", &[]).won("podium", "2012", "dhl").site();
    let mut asked = script(&site, "fr");
    for query in
        ["vente privee", "ventepriv", "nepsresso", "NESPRÉSSO", "oeuvre", "elu service", "zzzz", "sfr"]
    {
        writeln!(asked, "console.log(palmares.find('{query}').map((f) => f.path).join(' '));").unwrap();
    }
    let found = said(&asked);
    let first: Vec<&str> = found.lines().map(|line| line.split(' ').next().unwrap()).collect();
    let [veepee, nespresso] = ["entreprises/veepee.html", "entreprises/nespresso.html"];
    assert_eq!(first, [veepee, veepee, nespresso, nespresso, "entreprises/oe.html", "prix/elu.html", "", ""]);
}

#[test]
#[ignore = "needs Node.js, then `cargo test -- --ignored`"]
fn a_former_address_leads_to_the_page_of_today() {
    let site = small().site();
    let mut asked = include_str!("../../templates/assets/moved.js").to_owned();
    writeln!(asked, "const table = {};", site.text("moved.json")).unwrap();
    let moved = [
        ("en/classement/2012.html", "en/leaderboards/2012.html"),
        ("en/classement/depuis-2011.html", "en/leaderboards/since-2011.html"),
        ("classement/monde/2012.html", "classement/2012.html"),
        ("classement/2012.xlsx", "classement/2012.html"),
        ("entreprises/vente_privee.html", "entreprises/veepee.html"),
        ("en/entreprises/free.html", "en/companies/index.html#c-free"),
        ("integrer/classement-2012.html", "integrer.html?classement/2012.html"),
        ("en/integrer/tendances-census-fr.html", "en/embed.html?trends.html#census-fr"),
        ("classement/2012-sureness.png", "classement/2012.html#sureness"),
        ("nowhere/x.html", ""),
    ];
    for (former, _) in moved {
        writeln!(asked, "console.log(moved.found('{former}', table).join(' '));").unwrap();
    }
    let expected: String = moved.iter().map(|(_, today)| format!("{today}\n")).collect();
    assert_eq!(said(&asked), expected);
}
