//! The tables `[site]`, `[ranking]` and `[crawl]` of `sources.toml`. Each may be missing, as may each key.

use super::{crawl, rules};
use crate::tree::{Field, Table};
use crate::value;
use crate::value::country;
use crate::{CrawlSettings, Method, Rules};
use model::{Language, Window};

const TITLE: &str = "Le prix des prix";
/// An address that belongs to nobody: canonical addresses need one until the site has its own.
const BASE_URL: &str = "https://example.org/";
const LANGUAGES: [Language; 2] = [Language::FR, Language::EN];

/// How a workspace wants to be published, ranked and crawled.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The site.
    pub site: SiteSettings,
    /// The default ranking.
    pub ranking: RankingSettings,
    /// The crawler.
    pub crawl: CrawlSettings,
}

/// The `[site]` table.
#[derive(Debug, Clone)]
pub struct SiteSettings {
    /// The title.
    pub title: String,
    /// Where the site will live, ending in `/`; for canonical addresses only.
    pub base_url: String,
    /// The languages, the first at the root; at least one, none twice.
    pub languages: Vec<Language>,
}

/// The `[ranking]` table.
#[derive(Debug, Clone)]
pub struct RankingSettings {
    /// How awards become a score.
    pub method: Method,
    /// The country of the default leaderboard; all countries when none.
    pub country: Option<String>,
    /// Ranges of years on offer beside single years, none twice.
    pub ranges: Vec<Window>,
    /// What a place is worth, and a source.
    pub rules: Rules,
}

/// Reads the three tables.
pub fn read(root: &mut Table<'_>) -> Settings {
    let site = root.get("site").and_then(|field| field.table("[site]"));
    let ranking = root.get("ranking").and_then(|field| field.table("[ranking]"));
    let crawl = root.get("crawl").and_then(|field| field.table("[crawl]"));
    Settings { site: read_site(site), ranking: read_ranking(ranking), crawl: crawl::read(crawl) }
}

fn read_site(table: Option<Table<'_>>) -> SiteSettings {
    let default =
        SiteSettings { title: TITLE.into(), base_url: BASE_URL.into(), languages: LANGUAGES.into() };
    let Some(mut site) = table else { return default };
    let settings = SiteSettings {
        title: site.get("title").and_then(Field::owned).unwrap_or(default.title),
        base_url: site
            .get("base-url")
            .and_then(|f| f.read(value::folder_address))
            .unwrap_or(default.base_url),
        languages: site.get("languages").and_then(languages).unwrap_or(default.languages),
    };
    site.close();
    settings
}

fn languages(field: Field<'_>) -> Option<Vec<Language>> {
    let items = field.items()?;
    let languages: Vec<_> = items.iter().filter_map(|item| item.read(value::language)).collect();
    let twice = |(n, language)| languages[..n].contains(language);
    if items.is_empty() || languages.iter().enumerate().any(twice) {
        field.refuse(
            "`languages` names a language twice, or none",
            "write for example [\"fr\", \"en\"], the language of the front page first",
        );
    }
    (!languages.is_empty()).then_some(languages)
}

fn read_ranking(table: Option<Table<'_>>) -> RankingSettings {
    let default = RankingSettings {
        method: Method::Competitions,
        country: None,
        ranges: vec![],
        rules: Rules::default(),
    };
    let Some(mut ranking) = table else { return default };
    let settings = RankingSettings {
        method: ranking.get("method").and_then(method).unwrap_or(default.method),
        country: ranking
            .get("country")
            .filter(|f| !f.is_blank())
            .and_then(|f| f.read(country::source_country)),
        ranges: ranking.get("ranges").map(ranges).unwrap_or_default(),
        rules: rules::read(&mut ranking),
    };
    ranking.close();
    settings
}

fn method(field: Field<'_>) -> Option<Method> {
    field.word(&Method::ALL.map(|method| (method.as_str(), method)))
}

fn ranges(field: Field<'_>) -> Vec<Window> {
    let mut ranges: Vec<Window> = vec![];
    for item in field.items().unwrap_or_default() {
        let Some(window) = item.years() else { continue };
        if ranges.contains(&window) {
            item.refuse("this range stands in the list twice", "delete one of the two");
        }
        ranges.push(window);
    }
    ranges
}
