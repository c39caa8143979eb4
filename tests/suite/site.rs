//! The site of a small register: links, escaping, honesty about coverage, the same bytes every time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use model::{
    Award, Company, CompanyId, Correction, Counting, Day, Edition, Evidence, EvidenceKind, FormerName,
    JudgedBy, Level, Measure, Origin, Outcome, Place, Register, Sector, SectorId, Source, Window, Witness,
    Year, YesNo,
};
use rank::Figures;
use rank::calendar;
use rank::resolve;
use scraper::{Html, Selector};
use site::{self, Input, Overrides, Page};
use workspace::{self, Language, RankingSettings, SiteSettings};

const SCRIPT: &str = "<script>alert(1)</script>";

/// A register under construction.
pub struct Small {
    register: Register,
}

impl Small {
    fn new() -> Self {
        let mut register = Register::default();
        let sector =
            Sector { fr: "Distribution".into(), en: "Retail".into(), ..sample::sector("retail", "") };
        register.sectors.insert(sector.id, sector);
        Self { register }
    }

    fn source(mut self, id: &str, name: &str) -> Self {
        let source = Source {
            name: name.into(),
            organiser: format!("Organiser {name}"),
            website: Some("https://example.org/".into()),
            judged_by: JudgedBy::Jury,
            pays_to_enter: YesNo::Yes,
            places: 3,
            ..sample::source(id)
        };
        self.register.sources.insert(source.id, source);
        self
    }

    /// How many names an organiser announced.
    fn announced(mut self, source: &str, label: &str, names: u32) -> Self {
        let edition = Edition { claimed: Some(names), ..sample::edition(label) };
        let source = self.register.sources.get_mut(&sample::source_id(source)).unwrap();
        source.editions.insert(edition.label, edition);
        self
    }

    /// A company, with its former names and their last years.
    pub fn company(mut self, id: &str, name: &str, former: &[(&str, i64)]) -> Self {
        let id = CompanyId::new(id).unwrap();
        let former = former.iter().map(|&(name, until)| FormerName {
            name: name.into(),
            from: None,
            until: Year::new(until),
            url: String::new(),
        });
        let company = Company {
            sector: Some(SectorId::new("retail").unwrap()),
            country: Some("XX".into()),
            former: former.collect(),
            ..Company::named(id, name, Origin::Declared)
        };
        self.register.companies.insert(id, company);
        self
    }

    /// A first place in a year.
    pub fn won(self, source: &str, year: &str, company: &str) -> Self {
        self.award(source, year, year, company, Outcome::Winner, Counting::Counts)
    }

    fn award(
        mut self,
        source: &str,
        label: &str,
        day: &str,
        company: &str,
        outcome: Outcome,
        counting: Counting,
    ) -> Self {
        let printed = self.register.companies[&sample::company_id(company)].name.clone();
        let id = format!("{source}/{label}/{company}/{}", self.register.awards.len());
        self.register.awards.push(Award {
            awarded: day.parse::<Day>().unwrap(),
            category: format!("Category {SCRIPT}").into(),
            level: Level::Category,
            outcome,
            place: (outcome == Outcome::Placed).then_some(Place { number: 2, tied: false }),
            printed: printed.clone().into(),
            person: Some(format!("Person {SCRIPT}").into()),
            counting,
            witnesses: [witness(&printed)].into(),
            ..sample::award(id, source, label, company)
        });
        self
    }

    /// The last award came to be known on this day.
    pub fn added(mut self, day: &str) -> Self {
        self.register.awards.last_mut().unwrap().added = day.parse().ok();
        self
    }

    /// What the site once said and was wrong.
    pub fn corrected(mut self, correction: Correction) -> Self {
        self.register.corrections.push(correction);
        self
    }

    fn measure(mut self, source: &str, label: &str, company: &str, value: &str, scale: &str) -> Self {
        let id = format!("{source}/{label}/{company}/{scale}");
        self.register.measures.push(Measure {
            category: "Shops".into(),
            sector: Some(sample::sector_id("retail")),
            scale: Some(scale.parse().unwrap()),
            witnesses: [witness(company)].into(),
            ..sample::measure(id, source, label, company, value)
        });
        self
    }

    fn figures(&self) -> Figures {
        let settings = RankingSettings {
            country: Some("FR".into()),
            ranges: vec![sample::window(2010, 2012)],
            ..RankingSettings::default()
        };
        Figures::new(Arc::new(self.register.clone()), settings)
    }

    /// Its site.
    pub fn site(&self) -> Site {
        self.site_with(&Overrides::new()).unwrap()
    }

    fn site_with(&self, overrides: &Overrides) -> Result<Site, site::SiteError> {
        let figures = self.figures();
        let settings = SiteSettings {
            title: "Le prix des prix".into(),
            base_url: "https://example.org/palmares/".into(),
            contribute: None,
            languages: vec![Language::FR, Language::EN],
        };
        let ranking = RankingSettings { country: Some("FR".into()), ..RankingSettings::default() };
        let input = Input {
            editions: &site::NO_EDITIONS,
            register: &self.register,
            figures: &figures,
            issues: &[],
            due: &calendar::due(&self.register, as_of()),
            settings: &settings,
            ranking: &ranking,
            as_of: as_of(),
            version: "0.0.0",
            overrides,
        };
        Site::of(&input)
    }
}

/// The day of which the sites speak.
fn as_of() -> Day {
    "2026-11-21".parse().unwrap()
}

fn witness(printed: &str) -> Witness {
    Witness {
        url: "https://example.org/page".into(),
        title: format!("Title {SCRIPT}").into(),
        printed: printed.into(),
        category: "".into(),
        person: "".into(),
        evidence: Evidence { kind: EvidenceKind::Stated, remark: "".into() },
        file: "data/x.csv".into(),
        passage: None,
    }
}

/// Two sources, three companies, three years: one company under a former name, one title annulled.
pub fn small() -> Small {
    Small::new()
        .source("podium", "Podium de la relation client")
        .source("elu", "Élu Service Client de l'Année")
        .company("nespresso", "Nespresso", &[])
        .company("veepee", "Veepee", &[("Vente-privée.com", 2018)])
        .company("free", "Free", &[])
        .won("podium", "2011", "veepee")
        .won("podium", "2012", "nespresso")
        .announced("podium", "2012", 3)
        .award("elu", "2013", "2012-10-18", "nespresso", Outcome::Winner, Counting::Counts)
        .award("elu", "2012", "2011-10-18", "free", Outcome::Annulled, Counting::Annulled)
        .measure("podium", "2012", "nespresso", "6.8", "10")
        .measure("podium", "2012", "nespresso", "68", "100")
}

/// The pages of a site, to be asked.
pub struct Site {
    /// All its files.
    pub pages: Vec<Page>,
}

impl Site {
    /// All that is printed.
    fn of(input: &Input) -> Result<Self, site::SiteError> {
        let pages = Mutex::new(Vec::new());
        let take = |page| {
            pages.lock().unwrap().push(page);
            Ok::<_, site::SiteError>(())
        };
        site::open(input, &|_| None, |site| site.print(&|_| {}, &take))??;
        let mut pages = pages.into_inner().unwrap();
        pages.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(Self { pages })
    }
    /// A file, as text.
    pub fn text(&self, path: &str) -> &str {
        let page = self.pages.iter().find(|page| page.path == path);
        std::str::from_utf8(&page.unwrap_or_else(|| panic!("no page {path}")).bytes).unwrap()
    }
    /// What a reader sees, in one line, without markup.
    pub fn words(&self, path: &str) -> String {
        let page = Html::parse_document(self.text(path));
        let body = page.select(&Selector::parse("body").unwrap()).next().unwrap();
        body.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    }
    /// Its pages.
    pub fn html(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter().filter(|page| page.path.ends_with(".html"))
    }
}

/// Where a relative link of a page leads, without its fragment.
fn target(from: &str, href: &str) -> String {
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for step in href.split('/') {
        match step {
            ".." => drop(folders.pop().unwrap_or_else(|| panic!("{href} in {from} climbs out of the site"))),
            name => folders.push(name),
        }
    }
    folders.join("/")
}

/// The values of an attribute; our templates always quote with `"`.
fn values<'p>(page: &'p Page, attribute: &str) -> impl Iterator<Item = &'p str> {
    let text = std::str::from_utf8(&page.bytes).unwrap();
    let start = format!(" {attribute}=\"");
    let pieces: Vec<&str> = text.split(start.as_str()).skip(1).collect();
    pieces.into_iter().map(|piece| piece.split('"').next().unwrap_or_default())
}

/// Every link of a page that stays in the site: where it leads, and to which place there.
fn links(page: &Page) -> impl Iterator<Item = (String, Option<&str>)> {
    let inside =
        |href: &&str| ["https://", "http://", "data:"].iter().all(|elsewhere| !href.starts_with(elsewhere));
    values(page, "href").chain(values(page, "src")).filter(inside).map(|href| {
        let (path, place) = href.split_once('#').map_or((href, None), |(path, place)| (path, Some(place)));
        // Whom the page to embed is asked for, and which chart there, is its script's business.
        let (path, place) = path.split_once('?').map_or((path, place), |(path, _)| (path, None));
        // So is which two companies are compared.
        let place = place.filter(|_| !path.ends_with("comparer.html") && !path.ends_with("compare.html"));
        (if path.is_empty() { page.path.clone() } else { target(&page.path, path) }, place)
    })
}

fn assert_no_dead_link(site: &Site) {
    let places = |page: &Page| -> BTreeSet<String> {
        if page.path.ends_with(".html") {
            values(page, "id").map(str::to_owned).collect()
        } else {
            BTreeSet::new()
        }
    };
    let mut there: BTreeMap<&str, BTreeSet<String>> =
        site.pages.iter().map(|page| (page.path.as_str(), places(page))).collect();
    // The shell, which makes it, puts it there.
    there.insert("donnees/palmares.sqlite", BTreeSet::new());
    for page in site.html() {
        for (path, place) in links(page) {
            let known = there.get(path.as_str());
            let known = known.unwrap_or_else(|| panic!("{} links to {path}, which is not there", page.path));
            let found = place.is_none_or(|place| known.contains(place));
            assert!(found, "{} links to {path}#{}, which is not there", page.path, place.unwrap_or_default());
        }
    }
}

/// Pages that nothing need lead to: what is shown for a lost page, and what other sites show.
fn stands_apart(page: &Page) -> bool {
    ["404.html", "integrer.html", "embed.html"].iter().any(|name| page.path.ends_with(name))
}

fn assert_no_orphan(site: &Site) {
    let mut seen = BTreeSet::from(["index.html".to_owned()]);
    let mut waiting = vec!["index.html".to_owned()];
    let pages: BTreeMap<&str, &Page> = site.html().map(|page| (page.path.as_str(), page)).collect();
    while let Some(path) = waiting.pop() {
        let Some(page) = pages.get(path.as_str()) else { continue };
        for (next, _) in links(page) {
            if seen.insert(next.clone()) {
                waiting.push(next);
            }
        }
    }
    let orphans: Vec<_> =
        site.html().filter(|p| !seen.contains(&p.path) && !stands_apart(p)).map(|p| &p.path).collect();
    assert!(orphans.is_empty(), "no page leads to {orphans:?}");
}

#[test]
fn every_link_inside_the_site_leads_somewhere() {
    assert_no_dead_link(&small().site());
}

#[test]
fn every_page_is_reached_from_the_front_page() {
    assert_no_orphan(&small().site());
}

#[test]
fn an_empty_register_makes_a_whole_site() {
    let site = Small { register: Register::default() }.site();
    assert_no_dead_link(&site);
    assert_no_orphan(&site);
}

#[test]
fn a_script_in_any_name_is_harmless_everywhere() {
    let site = small()
        .source("evil", SCRIPT)
        .company("evil", SCRIPT, &[(SCRIPT, 2011)])
        .won("evil", "2010", "evil")
        .site();
    for page in &site.pages {
        let text = String::from_utf8_lossy(&page.bytes).to_lowercase();
        let csv = page.path.ends_with(".csv");
        // Ours carry an attribute.
        assert!(csv || !text.contains("<script>"), "{} holds a script", page.path);
    }
    assert!(site.words("entreprises/evil.html").contains(SCRIPT), "the name itself is still readable");
}

#[test]
fn an_edition_whose_label_climbs_stays_in_its_folder() {
    let site =
        small().award("podium", "../../etc/x", "2012", "nespresso", Outcome::Winner, Counting::Counts).site();
    for page in &site.pages {
        assert!(!page.path.contains("..") && !page.path.starts_with('/'), "{} climbs", page.path);
    }
    assert!(site.pages.iter().any(|page| page.path == "prix/podium/etc-x.html"));
}

#[test]
fn identifiers_named_index_do_not_replace_a_list() {
    let site =
        small().source("index", "Index").company("index", "Index", &[]).won("index", "2012", "index").site();
    let paths: BTreeSet<_> = site.pages.iter().map(|page| &page.path).collect();
    assert_eq!(paths.len(), site.pages.len(), "two pages stand at one address");
    assert_no_dead_link(&site);
}

#[test]
fn the_site_has_the_same_bytes_on_any_number_of_threads() {
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| small().site().pages)
    };
    assert!(on(1) == on(4), "the number of threads shows in the pages");
}

#[test]
fn an_annulled_title_stays_visible_and_does_not_count() {
    let site = small().site();
    assert!(site.words("prix/elu/2012.html").contains("annulé, ne compte pas"));
    assert!(site.words("classement/2011.html").contains("Titres annulés"));
    assert!(!site.text("classement/2011.json").contains("free"));
}

#[test]
fn a_company_is_shown_under_its_name_of_the_year() {
    let words = small().site().words("classement/2011.html");
    assert!(words.contains("Veepee alors « Vente-privée.com »"), "{words}");
}

#[test]
fn the_calendar_says_what_is_expected_and_gives_a_file_to_subscribe_to() {
    let site = small().award("elu", "2026", "2025-12-03", "free", Outcome::Winner, Counting::Counts).site();
    let words = site.words("calendrier.html");
    assert!(words.contains("Élu Service Client de l'Année11 octobre – 10 décembre 2026"), "{words}");
    assert!(!words.contains("Podium de la relation client"), "its days are known to the year only: {words}");
    let events = site.text("calendar.ics");
    assert!(events.contains("DTSTART;VALUE=DATE:20261011\r\nDTEND;VALUE=DATE:20261211\r\n"), "{events}");
    assert!(site.text("en/calendar.ics").contains("(due now)"));
}

#[test]
fn a_label_that_is_not_the_year_is_explained() {
    let words = small().site().words("prix/elu/2013.html");
    assert!(words.contains("Remise : 18 octobre 2012. Elle compte dans l’année 2012."), "{words}");
}

#[test]
fn figures_on_two_scales_stand_in_two_tables() {
    let site = small().site();
    let page = Html::parse_document(site.text("secteurs/retail.html"));
    let tables = page.select(&Selector::parse("table.series").unwrap()).count();
    assert_eq!(tables, 2, "6.8 out of 10 and 68 out of 100 must not share a table");
}

#[test]
fn a_share_of_few_companies_is_a_count() {
    let words = small().site().words("classement/2012.html");
    // What the names known are out of those announced is no share of companies.
    let shares = regex::Regex::new(r"intervalle à 90\s?%|\d+\s?% des noms|faut \d+\s?%").unwrap();
    assert!(!shares.replace_all(&words.replace("width=\"100%\"", ""), "").contains('%'), "{words}");
}

#[test]
fn a_thin_year_says_so_and_compares_nothing() {
    let held = Window::new(Year::new(2005).unwrap(), Year::new(2012).unwrap());
    let mut small = small().source("a", "A").source("b", "B").source("c", "C");
    small.register.sources.values_mut().for_each(|source| source.held = held);
    let site = small.site();
    let page = site.words("classement/2012.html");
    assert!(page.contains("Nous ne nommons pas de première") && !page.contains('▲'), "{page}");
}

#[test]
fn a_complete_list_beside_missing_ones_is_no_total() {
    let year = Year::new(2012).unwrap();
    let missing = |mut small: Small, others: &[&str]| {
        for id in others {
            small = small.source(id, id);
        }
        small.register.sources.values_mut().for_each(|source| source.held = Some(Window::year(year)));
        small.site().words("classement/2012.html")
    };
    let one = || {
        let small = Small::new().source("podium", "Podium").announced("podium", "2012", 1);
        small.company("lcl", "LCL", &[]).won("podium", "2012", "lcl")
    };
    assert!(missing(one(), &[]).contains("le seul nom annoncé"));
    assert!(missing(one(), &["a"]).contains("1 nom connu, une autre liste à compléter"));
    let two = missing(one(), &["a", "b"]);
    assert!(two.contains("1 nom connu, 2 autres listes à compléter"), "{two}");
}

#[test]
fn a_cell_that_looks_like_a_formula_is_made_a_text() {
    let site = small().company("evil", "=HYPERLINK(1)", &[]).won("podium", "2012", "evil").site();
    let companies = site.text("donnees/companies.csv");
    assert!(companies.contains(",'=HYPERLINK(1),"), "{companies}");
}

#[test]
fn a_leaderboard_file_answers_as_the_command_line_does() {
    let site = small().site();
    let file: serde_json::Value = serde_json::from_str(site.text("classement/2012.json")).unwrap();
    assert_eq!(file["window"], serde_json::json!({"from": 2012, "to": 2012}));
    let first = &file["standings"][0];
    assert_eq!((first["company"].as_str(), first["competitions"].as_i64()), (Some("nespresso"), Some(2)));
    assert_eq!(first["won"][0]["urls"][0], "https://example.org/page");
    for key in ["method", "as_of", "totals", "statistics", "weights", "sectors"] {
        assert!(!file[key].is_null(), "{key} is missing");
    }
}

#[test]
fn a_company_without_a_counted_distinction_is_a_row_of_the_list() {
    let site = small().site();
    assert!(site.pages.iter().all(|page| page.path != "entreprises/free.html"));
    let list = site.text("entreprises/index.html");
    assert!(list.contains("<li id=\"c-free\">"), "{list}");
    assert!(site.text("prix/elu/2012.html").contains("href=\"../../entreprises/index.html#c-free\""));
}

#[test]
fn what_is_the_same_for_all_countries_stands_once() {
    let site = small().site();
    assert!(site.pages.iter().all(|page| page.path != "classement/monde/2012.html"));
    assert!(!site.text("classement/2012.html").contains("monde/"), "and no page offers the other");
}

#[test]
fn former_names_and_pages_without_a_distinction_are_looked_up() {
    let site = small().site();
    let moved: serde_json::Value = serde_json::from_str(site.text("moved.json")).unwrap();
    assert_eq!(moved["companies"]["venteprivee"], serde_json::json!(["veepee.html"]));
    assert_eq!(moved["companies"]["free"], serde_json::json!(["index.html#c-free"]));
    assert_eq!(moved["languages"]["en/"]["classement"], "leaderboards");
}

#[test]
fn the_page_for_what_is_not_there_links_from_any_depth() {
    let site = small().site();
    for path in ["404.html", "en/404.html"] {
        let page = site.html().find(|page| page.path == path).unwrap();
        let inside: Vec<_> = values(page, "href").filter(|href| href.ends_with(".html")).collect();
        let relative: Vec<_> = inside.iter().filter(|href| !href.starts_with("https://")).collect();
        assert!(inside.len() > 5 && relative.is_empty(), "{path} links to {relative:?}");
    }
}

#[test]
fn each_language_names_the_other_at_the_same_place() {
    let site = small().site();
    assert!(site.text("classement/2012.html").contains(r#"href="../en/leaderboards/2012.html" lang="en""#));
    assert!(
        site.text("en/leaderboards/2012.html").contains(r#"href="../../classement/2012.html" lang="fr""#)
    );
    assert!(site.words("en/leaderboards/2012.html").contains("2012 leaderboard"));
}

#[test]
fn a_workspace_replaces_a_template_and_a_single_message() {
    let overrides = Overrides::from([
        ("not_found.html".to_owned(), "<p>{{ t(\"missing.heading\") }}</p>".to_owned()),
        ("words/fr.toml".to_owned(), "[missing]\nheading = \"Perdu ?\"".to_owned()),
    ]);
    let site = small().site_with(&overrides).unwrap();
    assert_eq!(site.text("404.html"), "<p>Perdu\u{202f}?</p>");
}

#[test]
fn a_broken_template_is_named_with_its_line() {
    let broken = |text: &str| {
        let overrides = Overrides::from([("home.html".to_owned(), text.to_owned())]);
        small().site_with(&overrides).err().map(|error| error.to_string()).unwrap_or_default()
    };
    for text in ["\n{{ page.nothing }}", "\n{% if %}", "\n{{ t('no.such') }}"] {
        let message = broken(text);
        assert!(message.starts_with("template home.html: line 2: "), "{message}");
    }
}

#[test]
fn the_reference_workspace_has_no_dead_link_and_no_orphan() {
    let workspace = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let catalog = workspace::load(workspace).unwrap();
    let resolution = resolve::resolve(&catalog, catalog.records.clone());
    let ranking = &catalog.settings.ranking;
    let register = Arc::new(resolution.register);
    let figures = Figures::new(Arc::clone(&register), ranking.clone());
    let input = Input {
        editions: &site::NO_EDITIONS,
        register: &register,
        figures: &figures,
        issues: &resolution.issues,
        due: &calendar::due(&register, as_of()),
        settings: &catalog.settings.site,
        ranking,
        as_of: as_of(),
        version: "0.0.0",
        overrides: &Overrides::new(),
    };
    let site = Site::of(&input).unwrap();
    assert_no_dead_link(&site);
    assert_no_orphan(&site);
}
