//! Everything that is published, read as an editor would: plurals, French spaces, ordinals, and no sentence in a language
//! that its reader was not told of.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};
use rusqlite::Connection;
use whatlang::{Detector, Lang};

use crate::examples::{example, germany};
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
    let columns = "company.name company_name.name source.name source.organiser award.category award.person measure.category";
    texts(Project::built(), columns)
});

/// The different texts in some columns of a database.
fn texts(project: &Project, columns: &str) -> BTreeSet<String> {
    let db = Connection::open(project.path("palmares.db")).unwrap();
    let mut texts = BTreeSet::new();
    for (table, column) in columns.split_whitespace().map(|column| column.split_once('.').unwrap()) {
        let mut rows = db.prepare(&format!("SELECT DISTINCT {column} FROM {table}")).unwrap();
        let rows = rows.query_map([], |row| row.get::<_, Option<String>>(0)).unwrap();
        texts.extend(rows.filter_map(|text| text.unwrap()));
    }
    texts
}

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

/// A site, the language of its pages where none is named, and what of it was written by others.
struct Site {
    pages: Vec<Published>,
    /// Names, categories, titles of pages: taken out before a sentence is judged.
    theirs: Regex,
    /// All words of the files that its editor wrote.
    written: BTreeSet<String>,
}

impl Site {
    fn of(project: &Project, pages: Vec<Published>, also: &str) -> Self {
        let inputs = ["sources.toml", "companies.toml", "sectors.toml"].map(|name| project.path(name));
        let folders =
            ["data", "pages"].into_iter().map(|name| project.path(name)).filter(|folder| folder.exists());
        let inside =
            folders.flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
        let files = inputs.into_iter().chain(inside).filter_map(|file| std::fs::read_to_string(file).ok());
        Self {
            pages,
            theirs: printed_by_others(project, also),
            written: files.flat_map(|text| written_in(&text)).collect(),
        }
    }

    /// The sentences of ours, each once, with its language and a page that says it.
    fn sentences(&self) -> BTreeMap<(&str, String), &str> {
        let ends = Regex::new(r"[.!?:;]\s|\n").unwrap();
        // First: a name inside an address would leave half of it.
        let addresses = Regex::new(r"https?:\S+").unwrap();
        let hosts = Regex::new(r"\b[a-z][\w-]*(?:\.[a-z][\w-]*)+").unwrap();
        let mut found = BTreeMap::new();
        for page in &self.pages {
            for said in page.said.iter().filter(|said| !said.theirs) {
                let text = straight(&addresses.replace_all(&said.text, " "));
                let ours = self.theirs.replace_all(&text, " ");
                let ours = hosts.replace_all(&ours, " ");
                for sentence in ends.split(&ours) {
                    found.insert((said.language.as_str(), sentence.trim().to_owned()), page.name.as_str());
                }
            }
        }
        found
    }
}

/// What others printed, as the database has it, what stands in the columns `also`, and the name of the site: the longest
/// first, since the first that fits is taken out.
fn printed_by_others(project: &Project, also: &str) -> Regex {
    let columns = "company.name company_name.name source.name source.organiser award.category \
        award.person measure.category award_witness.title award_witness.printed award_witness.category award_witness.remark award_witness.remark_en \
        measure_witness.title measure_witness.category measure_witness.remark measure_witness.remark_en \
        edition.base_fr edition.note_fr";
    let mut names = texts(project, columns);
    names.extend(texts(project, also));
    names.retain(|name| name.chars().count() > 2);
    let home = project.page("index.html").text;
    names.extend(
        Regex::new("og:site_name\" content=\"([^\"]+)")
            .unwrap()
            .captures(&home)
            .map(|found| found[1].to_owned()),
    );
    let mut names: Vec<String> = names.into_iter().collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    // Literals alone are looked for all at once: a class for both apostrophes would take minutes.
    let quoted = names.iter().map(|name| regex::escape(&straight(name)));
    let any = std::iter::once("\u{0}".to_owned()).chain(quoted).collect::<Vec<_>>().join("|");
    RegexBuilder::new(&any).size_limit(1 << 28).build().unwrap()
}

/// The words that an editor wrote in a file: no keys, which are English, and no addresses.
fn written_in(file: &str) -> Vec<String> {
    let apart = Regex::new(r"(?m)^[\w.-]+\s*=|^\[.*\]$|https?:\S+").unwrap();
    words(&apart.replace_all(file, " ")).collect()
}

/// With one kind of apostrophe: pages print `’` where a file may have `'`.
fn straight(text: &str) -> String {
    text.replace('’', "'")
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let letters = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= 3);
    letters.map(str::to_lowercase)
}

/// The languages that we speak; a seventh would be taken for one of them.
const SPOKEN_HERE: [(&str, Lang); 6] = [
    ("fr", Lang::Fra),
    ("en", Lang::Eng),
    ("de", Lang::Deu),
    ("es", Lang::Spa),
    ("it", Lang::Ita),
    ("nl", Lang::Nld),
];

/// Sentences that the detector is sure to be in another language than its reader was told.
fn foreign(site: &Site) -> BTreeSet<String> {
    let detector = Detector::with_allowlist(SPOKEN_HERE.map(|(_, lang)| lang).to_vec());
    let is_foreign = |language: &str, sentence: &str| {
        let told = SPOKEN_HERE.into_iter().find(|(code, _)| *code == language);
        let heard = detector.detect(sentence).filter(|heard| heard.is_reliable());
        let short = words(sentence).take(4).count() < 4;
        told.zip(heard).is_some_and(|((_, told), heard)| !short && told != heard.lang())
    };
    let sentences = site.sentences().into_iter();
    let faults = sentences.filter(|((language, sentence), _)| is_foreign(language, sentence));
    faults.map(|((language, sentence), page)| format!("{page} ({language}): {sentence}")).collect()
}

/// Words of ours in another language, which neither the language's own messages nor the editor's files have.
fn foreign_words(site: &Site) -> BTreeSet<String> {
    let spoken: BTreeMap<&str, BTreeSet<String>> =
        SPOKEN_HERE.into_iter().map(|(code, _)| (code, vocabulary(code))).collect();
    let mut faults = BTreeSet::new();
    for ((language, sentence), page) in site.sentences() {
        let Some(own) = spoken.get(language) else { continue };
        for word in words(&sentence).filter(|word| !own.contains(word) && !site.written.contains(word)) {
            let other = spoken.iter().find(|(_, theirs)| theirs.contains(&word));
            faults.extend(
                other.map(|(other, _)| format!("{page} ({language}): {word} is {other}, in {sentence}")),
            );
        }
    }
    faults
}

/// All words of a language's messages.
fn vocabulary(language: &str) -> BTreeSet<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("templates/words/{language}.toml"));
    let text = std::fs::read_to_string(file).unwrap();
    let said = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('='));
    said.flat_map(|(_, said)| words(said).collect::<Vec<_>>()).collect()
}

/// The sites of other countries, each in one language: the examples, and the Spanish one told in the languages of which
/// we have none.
static ABROAD: LazyLock<Vec<(&str, Site)>> = LazyLock::new(|| {
    let built = |project: Project, language: &'static str, also: &str| {
        project.run("build");
        (language, Site::of(&project, published(&project, language, "none"), also))
    };
    let told_in = |language: &'static str| {
        let project = example("spain")
            .edit("sources.toml", |text| text.replace("[\"es\"]", &format!("[\"{language}\"]")));
        std::fs::remove_dir_all(project.path("pages")).unwrap();
        // What its editor wrote stays Spanish.
        built(project, language, "sector.name_fr source.about_fr")
    };
    vec![
        built(germany(), "de", ""),
        built(example("united-kingdom"), "en", ""),
        built(example("spain"), "es", ""),
        told_in("it"),
        told_in("nl"),
    ]
});

#[test]
fn no_sentence_is_in_a_language_that_is_not_named() {
    let reference = Project::built();
    let pages = published(reference, "fr", "en").into_iter().chain(drafts(reference)).collect();
    let reference = Site::of(reference, pages, "");
    let all = ABROAD.iter().map(|(_, site)| site).chain([&reference]);
    none(&all.flat_map(foreign).collect(), "sentences whose language is not named");
}

#[test]
fn a_site_of_one_language_holds_no_word_of_another() {
    for (language, site) in ABROAD.iter() {
        let sentences = site.sentences().len();
        assert!(sentences > 400, "{language}: only {sentences} sentences are read");
        none(&foreign_words(site), "words of another language");
    }
}

#[test]
fn what_is_in_another_language_is_found() {
    let planted = [
        ("fr", "Every number leads back to the page that states it."),
        ("en", "Chaque chiffre renvoie à la page dont il provient."),
        ("de", "Every company keeps the prizes that it won under its former names."),
        ("es", "Ce prix n’a pas été remis cette année, et aucune liste n’est connue."),
        ("it", "Jede Zahl führt zu der Seite zurück, von der sie stammt."),
        ("nl", "Cada número lleva a la página de la que procede."),
    ];
    let site = |language: &str, text: &str| Site {
        pages: vec![read("planted.html", &format!("<p>{text}</p>"), language)],
        theirs: Regex::new("Orange").unwrap(),
        written: BTreeSet::new(),
    };
    for (language, sentence) in planted {
        assert_eq!(foreign(&site(language, sentence)).len(), 1, "{sentence} is not {language}");
        assert!(
            !foreign_words(&site(language, sentence)).is_empty(),
            "{sentence} has words that are not {language}"
        );
        let named = planted
            .iter()
            .find(|(other, _)| *other != language && foreign(&site(other, sentence)).is_empty());
        let marked = format!("<span lang=\"{}\">{sentence}</span>", named.unwrap().0);
        assert!(foreign(&site(language, &marked)).is_empty(), "a language that is named is no fault");
    }
    assert!(!foreign_words(&site("es", "Entreprises")).is_empty(), "one word is enough");
}
