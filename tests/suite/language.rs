//! Everything that is published, read as an editor would: plurals, French spaces, ordinals, and no sentence in a language
//! that its reader was not told of.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use rusqlite::Connection;

use crate::examples::germany;
use crate::project::Project;

/// A stretch of text, and who reads it in which language.
struct Said {
    text: String,
    language: String,
    /// Printed by others: a headline, a category, the words of a page. Their spaces are theirs.
    theirs: bool,
    /// Where markup is possible: not in a drawing, a title or an attribute.
    running: bool,
}

/// What stands on a page, a feed, a drawing or a draft.
struct Published {
    name: String,
    said: Vec<Said>,
}

static TAG: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?s)<!--.*?-->|<(/?)([a-zA-Z][\w:-]*)([^>]*?)/?>|([^<]+)"#).unwrap());
static LANG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"\slang="([a-z]{2})""#).unwrap());
static SPOKEN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"\s(?:alt|title|aria-label|placeholder|data-col)="([^"]*)""#).unwrap());
const VOID: [&str; 8] = ["br", "img", "input", "link", "meta", "hr", "col", "path"];
const NOT_PROSE: [&str; 6] = ["script", "style", "code", "pre", "textarea", "template"];
/// Elements that do not end a phrase: `<b>1</b> liste`.
const INLINE: [&str; 5] = ["b", "em", "strong", "sup", "mark"];

fn plain(text: &str) -> String {
    let text = text.replace("&#39;", "'").replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&#x27;", "'").replace("&nbsp;", "\u{a0}").replace("&amp;", "&")
}

/// The texts of markup, each with the language that holds for it. An ordinal's raised letters follow a `^`.
fn read(name: &str, markup: &str, language: &str) -> Published {
    let mut said: Vec<Said> = vec![];
    let mut open: Vec<(&str, String, bool)> = vec![];
    let mut joins = false;
    for part in TAG.captures_iter(markup) {
        let innermost = open.last();
        let (now, theirs) = innermost.map_or((language, false), |(_, l, theirs)| (l.as_str(), *theirs));
        let within = |names: &[&str]| open.iter().any(|(tag, ..)| names.contains(tag));
        if let Some(text) = part.get(4) {
            if within(&NOT_PROSE) {
                continue;
            }
            let text = plain(text.as_str());
            let running = !within(&["svg", "title", "option", "summary"]);
            match said.last_mut().filter(|last| joins && last.language == now && last.theirs == theirs) {
                Some(last) => last.text += &text,
                None => said.push(Said { text, language: now.to_owned(), theirs, running }),
            }
            joins = true;
            continue;
        }
        let Some(tag) = part.get(2).map(|tag| tag.as_str()) else { continue };
        let attributes = &part[3];
        joins &= INLINE.contains(&tag);
        if &part[1] == "/" {
            let depth = open.iter().rposition(|(opened, ..)| *opened == tag);
            open.truncate(depth.unwrap_or(open.len()));
            continue;
        }
        if let Some(last) = said.last_mut().filter(|_| tag == "sup" && joins) {
            last.text.push('^');
        }
        let inner = LANG.captures(attributes).map_or_else(|| now.to_owned(), |found| found[1].to_owned());
        let quotes = tag == "q" || attributes.contains("\"page-of\"");
        let heard = SPOKEN.captures_iter(attributes).map(|found| plain(&found[1]));
        let attribute =
            |text| Said { text, language: inner.clone(), theirs: theirs || quotes, running: false };
        said.extend(heard.map(attribute));
        if !VOID.contains(&tag) && !part[0].ends_with("/>") {
            open.push((tag, inner, theirs || quotes));
        }
    }
    Published { name: name.to_owned(), said }
}

/// Every page, feed and drawing of a site, and some drafts.
fn published(project: &Project, first: &str, other: &str) -> Vec<Published> {
    let folder = format!("{other}/");
    let files = project.tree("public").into_iter().filter(|(name, _)| {
        [".html", ".xml", ".svg"].iter().any(|end| name.ends_with(end)) && !name.ends_with("sitemap.xml")
    });
    let page = |(name, bytes): (String, Vec<u8>)| {
        let language = if name.starts_with(&folder) { other } else { first };
        read(&name, &String::from_utf8(bytes).unwrap(), language)
    };
    files.map(page).collect()
}

fn drafts(project: &Project) -> Vec<Published> {
    let wanted = ["2012", "2024", "2025"].into_iter().flat_map(|year| [(year, "fr"), (year, "en")]);
    let draft = |(year, language): (&str, &str)| {
        let text = project.ends(0, &format!("post {year} --lang {language} --quiet"));
        // Links and quoted records are for machines.
        let text =
            Regex::new(r"\]\([^)]*\)|(?s)```.*?```|<[^>]*>").unwrap().replace_all(&text, "]").into_owned();
        let said = Said { text, language: language.into(), theirs: false, running: false };
        Published { name: format!("post {year} {language}"), said: vec![said] }
    };
    wanted.map(draft).collect()
}

/// What a rule finds in a text of ours.
fn faults(published: &[Published], rule: impl Fn(&Said) -> Vec<String>) -> BTreeSet<String> {
    let of_page = |page: &Published| -> Vec<String> {
        let found = page.said.iter().flat_map(&rule);
        found.map(|fault| format!("{}: {fault}", page.name)).collect()
    };
    published.iter().flat_map(of_page).collect()
}

fn found(rule: &Regex, text: &str) -> Vec<String> {
    let around = |at: regex::Match| {
        let before: String = text[..at.start()].chars().rev().take(30).collect();
        let after: String = text[at.end()..].chars().take(20).collect();
        format!("{}[{}]{after}", before.chars().rev().collect::<String>(), at.as_str())
    };
    rule.find_iter(text).map(around).collect()
}

fn none(faults: &BTreeSet<String>, what: &str) {
    let first: Vec<&str> = faults.iter().take(15).map(String::as_str).collect();
    assert!(faults.is_empty(), "{} {what}:\n{}", faults.len(), first.join("\n"));
}

static SITES: LazyLock<Vec<Published>> = LazyLock::new(|| {
    let reference = Project::built();
    let germany = germany();
    germany.run("build");
    let sites = [published(reference, "fr", "en"), published(&germany, "de", "en"), drafts(reference)];
    let sites: Vec<Published> = sites.into_iter().flatten().collect();
    assert!(sites.len() > 1000, "{} files", sites.len());
    sites
});

/// What others print: names, categories, organisers, persons.
static NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let db = Connection::open(Project::built().path("palmares.db")).unwrap();
    let mut names = BTreeSet::new();
    let columns = "company.name company_name.name source.name source.organiser award.category award.person measure.category";
    for (table, column) in columns.split(' ').map(|column| column.split_once('.').unwrap()) {
        let mut rows = db.prepare(&format!("SELECT DISTINCT {column} FROM {table}")).unwrap();
        let rows = rows.query_map([], |row| row.get::<_, Option<String>>(0)).unwrap();
        names.extend(rows.filter_map(|name| name.unwrap()));
    }
    names
});

#[test]
fn no_number_takes_the_wrong_form_of_its_noun() {
    let rule = |language, pattern: &str| (language, Regex::new(pattern).unwrap());
    // "prix", "fois" and their like have one form; so has what only follows a number.
    let rules = [
        rule("fr", r"(?:^|[^\d.,\u{202f}\u{a0}\p{L}–−-])[01] (?:[\p{Ll}]{3,}[^sx\W]s|prix différents)\b"),
        rule("fr", r"\bde [01] prix\b"),
        rule(
            "en",
            r"(?:^|[^\d.,\p{L}–−-])1 (?:lists|companies|awards|prizes|editions|sources|names|winners|rows|measures|points|places|years|results|others)\b",
        ),
        rule(
            "en",
            r"(?:^|[^\d.,\p{L}–−-])(?:0|[2-9]|[1-9]\d|\d{3}) (?:list|company|award|prize|edition|winner|row|measure)(?:[^\w-]|$)",
        ),
        rule(
            "de",
            r"(?:^|[^\d.,\p{L}–−-])1 (?:Listen|Preise|Unternehmen haben|Auszeichnungen|Ausgaben|Namen)\b",
        ),
    ];
    let dated = Regex::new(r"\d+ depuis|(?:January|February|March|April|May|June|July|August|September|October|November|December|édition|edition) \d+ (?:list|edition)").unwrap();
    let wrong = faults(&SITES, |said| {
        let rules = rules.iter().filter(|(language, _)| said.language == *language && !said.theirs);
        let text = dated.replace_all(&said.text, "");
        rules.flat_map(|(_, rule)| found(rule, &text)).collect()
    });
    none(&wrong, "numbers with the wrong form");
}

#[test]
fn french_marks_are_never_after_a_plain_space() {
    let marks = Regex::new(r"[\p{L}\d)»”] [;:!?»%]|« |\d%").unwrap();
    let printed = Regex::new(r"(?s)«[^»]*»|https?:\S*|\d+(?:,\d+)? \+ \?").unwrap();
    let names: Vec<&String> = NAMES.iter().filter(|name| marks.is_match(name)).collect();
    let wrong = faults(&SITES, |said| {
        if said.language != "fr" || said.theirs || !marks.is_match(&said.text) {
            return vec![];
        }
        let ours = names.iter().fold(said.text.clone(), |text, name| text.replace(name.as_str(), ""));
        found(&marks, &printed.replace_all(&ours, "«»"))
    });
    none(&wrong, "French marks after a plain space");
}

#[test]
fn ordinals_stand_high_in_running_text() {
    let flat = Regex::new(r"\b\d+(?:er|e)\b").unwrap();
    let labels: BTreeSet<&str> = SITES
        .iter()
        .filter_map(|page| page.name.rsplit('/').next()?.strip_suffix(".html"))
        .filter(|stem| flat.find(stem).is_some_and(|found| found.len() == stem.len()))
        .collect();
    let wrong = faults(&SITES, |said| {
        let ours = said.language == "fr" && said.running && !said.theirs;
        let flat = flat.find_iter(&said.text).filter(|found| ours && !labels.contains(found.as_str()));
        flat.map(|found| format!("{} in {:.80}", found.as_str(), said.text)).collect()
    });
    none(&wrong, "ordinals with flat letters");
}

/// The words that every sentence of a language needs.
const ENGLISH: &str = "the of and to is are was were that which with from by its this these not at be been has have had \
    whose where when than their they our but who";
const FRENCH: &str = "le la les des du un une est et sont dans par que ce cette ces ne pas avec au aux leur leurs sa ses \
    nous vous il elle ils elles où dont été";

#[test]
fn no_sentence_is_in_a_language_that_is_not_named() {
    let names = NAMES.iter().filter(|name| name.split(' ').count() > 2).collect::<Vec<_>>();
    let count = |text: &str, words: &str| {
        let words: Vec<&str> = words.split_whitespace().collect();
        let spoken = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
        spoken.filter(|word| words.contains(&word.as_str())).count()
    };
    let addresses = Regex::new(r"https?:\S*").unwrap();
    let wrong = faults(&SITES, |said| {
        let (foreign, own) = match said.language.as_str() {
            "fr" => (ENGLISH, FRENCH),
            "en" => (FRENCH, ENGLISH),
            _ => return vec![],
        };
        if said.theirs || count(&said.text, foreign) < 4 {
            return vec![];
        }
        let mut text = addresses.replace_all(&said.text, "").into_owned();
        names.iter().for_each(|name| text = text.replace(name.as_str(), ""));
        let strange = count(&text, foreign) >= 4 && count(&text, foreign) > count(&text, own);
        strange.then(|| format!("{:.200}", said.text)).into_iter().collect()
    });
    none(&wrong, "sentences whose language is not named");
}
