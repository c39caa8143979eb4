//! The tables `[site]`, `[ranking]`, `[crawl]` and `[assist]` of `sources.toml`. Each may be missing, as may each key.

use crate::tree::{Field, TomlTable};
use crate::value::words::{BREADTHS, JUDGES, LEVELS, YES_NO};
use crate::value::{self, country};
use crate::{Budget, CrawlSettings, Method, Points, Rules, WebArchive, Weights};
use model::{Address, Language, Window};

/// How a workspace wants to be published, ranked and crawled.
#[derive(Debug, Clone)]
pub struct Settings {
    pub site: SiteSettings,
    pub ranking: RankingSettings,
    pub crawl: CrawlSettings,
    /// The model that may be asked; nothing where none is declared.
    pub assist: Option<AssistSettings>,
}

/// A model that proposes rows, by the service that answers for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssistSettings {
    /// Where chat completions are asked for.
    pub url: Address,
    pub model: String,
    /// The environment variable with the key of the service.
    pub key_from: Option<String>,
}

#[derive(Debug, Clone)]
pub struct SiteSettings {
    pub title: String,
    /// Where the site will live, ending in `/`; for canonical addresses only.
    pub base_url: String,
    /// Where readers send what is missing: a page, or a letter-box as `mailto:`.
    pub contribute: Option<String>,
    /// The languages, the first at the root; at least one, none twice.
    pub languages: Vec<Language>,
}

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
    /// Whether rows count of which no page says outright that they were won.
    pub derived: bool,
    pub crown: CrownTerms,
}

/// What it takes to be named first in a headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CrownTerms {
    /// How many of a hundred announced names are known at least.
    pub known_percent: u32,
    /// How many prizes the first has at least.
    pub prizes: u32,
}

pub fn read(root: TomlTable<'_>) -> Settings {
    let table = |name| root.get(name).and_then(Field::table);
    Settings {
        site: table("site").map(read_site).unwrap_or_default(),
        ranking: table("ranking").map(read_ranking).unwrap_or_default(),
        crawl: table("crawl").map(read_crawl).unwrap_or_default(),
        assist: table("assist").and_then(read_assist),
    }
}

impl Default for SiteSettings {
    fn default() -> Self {
        // The address belongs to nobody: canonical addresses need one until the site has its own.
        let base_url = "https://example.org/".to_owned();
        Self {
            title: "Le prix des prix".to_owned(),
            base_url,
            contribute: None,
            languages: vec![Language::FR, Language::EN],
        }
    }
}

impl Default for RankingSettings {
    fn default() -> Self {
        Self {
            method: Method::Competitions,
            country: None,
            ranges: vec![],
            rules: Rules::default(),
            derived: false,
            crown: CrownTerms::default(),
        }
    }
}

impl Default for CrownTerms {
    fn default() -> Self {
        Self { known_percent: 60, prizes: 2 }
    }
}

fn read_site(t: TomlTable<'_>) -> SiteSettings {
    let usual = SiteSettings::default();
    SiteSettings {
        title: t.get("title").and_then(Field::owned).unwrap_or(usual.title),
        base_url: t.get("base-url").and_then(|f| f.read(value::folder_address)).unwrap_or(usual.base_url),
        contribute: t.get("contribute").and_then(|f| f.read(value::contact)),
        languages: t.get("languages").and_then(languages).unwrap_or(usual.languages),
    }
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

fn read_ranking(t: TomlTable<'_>) -> RankingSettings {
    let country = t.get("country").filter(|f| !f.is_blank());
    let usual = CrownTerms::default();
    RankingSettings {
        method: t.get("method").and_then(method).unwrap_or(Method::Competitions),
        country: country.and_then(|f| f.read(country::source_country)),
        ranges: t.get("ranges").map(ranges).unwrap_or_default(),
        rules: Rules {
            points: t.get("points").and_then(Field::table).map(read_points).unwrap_or_default(),
            weights: t.get("weights").and_then(Field::table).map(read_weights),
            ..Rules::default()
        },
        derived: t.get("derived").and_then(Field::flag).unwrap_or(false),
        crown: CrownTerms {
            known_percent: t.get("crown-known-percent").and_then(Field::whole).unwrap_or(usual.known_percent),
            prizes: t.get("crown-prizes").and_then(Field::whole).unwrap_or(usual.prizes),
        },
    }
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

fn read_points(t: TomlTable<'_>) -> Points {
    let usual = Points::default();
    let places = t.get("places").map(|f| f.each(Field::whole)).unwrap_or_default();
    Points {
        places: if places.is_empty() { usual.places } else { places },
        listed: t.get("listed").and_then(Field::whole).unwrap_or(usual.listed),
        special: t.get("special").and_then(Field::whole).unwrap_or(usual.special),
        label: t.get("label").and_then(Field::whole).unwrap_or(usual.label),
        levels: t.get("levels").map(|f| f.by_word(LEVELS, Field::whole)).unwrap_or(usual.levels),
    }
}

fn read_weights(t: TomlTable<'_>) -> Weights {
    Weights {
        judged_by: t.get("judged-by").map(|f| f.by_word(JUDGES, Field::whole)).unwrap_or_default(),
        pays_to_enter: t.get("pays-to-enter").map(|f| f.by_word(YES_NO, Field::whole)).unwrap_or_default(),
        evaluated: t.get("evaluated").map(|f| f.by_word(BREADTHS, Field::whole)).unwrap_or_default(),
        independent: t.get("independent").map(|f| f.by_word(YES_NO, Field::whole)).unwrap_or_default(),
    }
}

fn read_crawl(t: TomlTable<'_>) -> CrawlSettings {
    let usual = CrawlSettings::default();
    let hosts = t.get("allow-private").map(|f| f.each(|f| f.read(value::host))).unwrap_or_default();
    CrawlSettings {
        contact: t.get("contact").and_then(|f| f.read(value::contact)),
        pause: t.get("pause").and_then(|f| f.read(value::pause)).unwrap_or(usual.pause),
        allow_private: hosts.into_iter().collect(),
        concurrency: t.get("concurrency").and_then(Field::whole).unwrap_or(usual.concurrency),
        per_host: t.get("per-host").and_then(Field::whole).unwrap_or(usual.per_host),
        retries: t.get("retries").and_then(Field::whole).unwrap_or(usual.retries),
        redirects: t.get("redirects").and_then(Field::whole).unwrap_or(usual.redirects),
        pages_per_source: t.get("pages-per-source").and_then(Field::whole).unwrap_or(usual.pages_per_source),
        web_archive: t.get("web-archive").and_then(web_archive).unwrap_or(usual.web_archive),
        request: budget(t, "request-time", "request-bytes", usual.request),
        host: budget(t, "host-time", "host-bytes", usual.host),
        run: budget(t, "run-time", "run-bytes", usual.run),
    }
}

fn read_assist(t: TomlTable<'_>) -> Option<AssistSettings> {
    let url = t.get("url").and_then(|f| f.read(value::service));
    let model = t.get("model").and_then(Field::owned);
    let key_from = t.get("key-from").and_then(variable);
    Some(AssistSettings { url: url?, model: model?, key_from })
}

/// The name of an environment variable. Who writes the key itself here is not told it again: messages are pasted around.
fn variable(field: Field<'_>) -> Option<String> {
    let name = field.text()?;
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if !plain || name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
        field.refuse(
            "`key-from` names no environment variable",
            "write the name of the one that holds the key, such as PALMARES_ASSIST_KEY, and the key nowhere",
        );
        return None;
    }
    Some(name.to_owned())
}

fn web_archive(field: Field<'_>) -> Option<WebArchive> {
    let t = field.table()?;
    let captures = t.get("captures").and_then(|f| f.read(value::address_pattern));
    let page = t.get("page").and_then(|f| f.read(value::address_pattern));
    Some(WebArchive { captures: captures?, page: page? })
}

fn budget(t: TomlTable<'_>, time: &'static str, bytes: &'static str, usual: Budget) -> Budget {
    Budget {
        time: t.get(time).and_then(|f| f.read(value::time)).unwrap_or(usual.time),
        bytes: t.get(bytes).and_then(|f| f.read(value::size)).unwrap_or(usual.bytes),
    }
}
