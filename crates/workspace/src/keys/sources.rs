//! `sources.toml`, except its rules.

use super::ValueKind::{Date, Either, Flag, Form, List, Map, Table, Text, Whole, Word};
use super::rules::RULES;
use super::{ADDRESS, Chosen, ID, Key, Keys, LANGUAGE, ValueKind, YEAR, key, list, pair};
use crate::Method;
use crate::value::words::{
    BETTER, BREADTHS, CREDITS, JUDGES, KINDS, LEVELS, MEASURES, RECIPIENTS, STATUSES, YES_NO, all,
};

/// Trade fairs hand out thousands of prizes.
const WINNERS: ValueKind = Whole(0, 100_000);
/// More requests at once would be no crawl but an attack.
const AT_ONCE: ValueKind = Whole(1, 64);
/// Nobody waits for more than a few tries, nor follows more than a few redirects.
const TRIES: ValueKind = Whole(0, 20);
const POINT: ValueKind = Whole(0, 1000);
/// A weight in percent: nothing, up to ten times as much.
const PERCENT: ValueKind = Whole(0, 1000);

pub static SOURCES_FILE: Keys = Keys::new(
    "sources.toml",
    "What is collected, and how it is read, ranked and published.",
    &[
        key("site", Table(&SITE), "", "How the site is published."),
        key("ranking", Table(&RANKING), "", "How companies are ranked."),
        key("crawl", Table(&CRAWL), "", "The pace and the budgets of the crawler."),
        key(
            "assist",
            Table(&ASSIST),
            "",
            "A model that proposes rows at the desk; without it, none is asked.",
        ),
        key("source", Map(ID, &Table(&SOURCE)), "", "The sources, by identifier."),
        RULES,
    ],
);

pub static SITE: Keys = Keys::new(
    "site",
    "How the site is published.",
    &[
        key("title", Text, "\"Prizes of Europe\"", "The title of the site.").usually("\"Le prix des prix\""),
        key(
            "base-url",
            ADDRESS,
            "\"https://example.net/\"",
            "Where the site stands on the web; citations name it.",
        )
        .usually("\"https://example.org/\""),
        key(
            "contribute",
            Form("^(https?://|mailto:)"),
            "\"mailto:lists@example.net\"",
            "Where readers send a page or a list that is missing.",
        ),
        key(
            "languages",
            List(&Form(LANGUAGE), 1, usize::MAX),
            "[\"de\"]",
            "The language of the front page first.",
        )
        .usually("[\"fr\", \"en\"]"),
    ],
);

pub static RANKING: Keys = Keys::new(
    "ranking",
    "How companies are ranked.",
    &[
        key(
            "method",
            Word(|| Method::ALL.map(Method::as_str).to_vec()),
            "\"points\"",
            "How awards become an order.",
        )
        .usually("\"competitions\""),
        key(
            "country",
            Form("^([A-Z]{2}|INT)?$"),
            "\"FR\"",
            "The country of the default leaderboard; empty for all.",
        ),
        key("ranges", list(&pair(&YEAR)), "[[2008, 2012]]", "Ranges of years on offer beside single years."),
        key("points", Table(&POINTS), "", "What a distinction is worth under the method `points`."),
        key("weights", Table(&WEIGHTS), "", "What a source weighs; the factors multiply, 100 is neutral."),
        key(
            "derived",
            Flag,
            "true",
            "Whether rows count of which no page says outright that they were won; they are shown anyway.",
        )
        .usually("false"),
        key(
            "crown-known-percent",
            Whole(0, 100),
            "80",
            "How many of a hundred announced names must be known before a company is named first in a headline.",
        )
        .usually("60"),
        key(
            "crown-prizes",
            Whole(1, 1000),
            "3",
            "How many prizes the first must have to be named first in a headline.",
        )
        .usually("2"),
    ],
);

pub static POINTS: Keys = Keys::new(
    "points",
    "What a distinction is worth under the method `points`.",
    &[
        key("places", list(&POINT), "[5, 3, 1]", "Points of the first place, the second…")
            .usually("[3, 2, 1]"),
        key("listed", POINT, "1", "Points of an entry of a list without order.").usually("2"),
        key("special", POINT, "1", "Points of a prize outside the categories.").usually("2"),
        key("label", POINT, "2", "Points of a label.").usually("1"),
        key(
            "levels",
            Map(Chosen::OneOf(|| all(LEVELS)), &POINT),
            "{ overall = 3 }",
            "A factor for each level.",
        )
        .usually("{ overall = 2 }"),
    ],
);

const fn factors(name: &'static str, words: fn() -> Vec<&'static str>, about: &'static str) -> Key {
    key(name, Map(Chosen::OneOf(words), &PERCENT), "{ unknown = 50 }", about)
}

pub static WEIGHTS: Keys = Keys::new(
    "weights",
    "What a source weighs; the factors multiply, 100 is neutral.",
    &[
        factors("judged-by", || all(JUDGES), "Percent, by how it is judged."),
        factors("pays-to-enter", || all(YES_NO), "Percent, by whether companies pay to enter."),
        factors("evaluated", || all(BREADTHS), "Percent, by how many companies are evaluated."),
        factors("independent", || all(YES_NO), "Percent, by whether the organiser chooses whom it judges."),
    ],
);

pub static CRAWL: Keys = Keys::new(
    "crawl",
    "The pace and the budgets of the crawler.",
    &[
        key(
            "contact",
            Text,
            "\"mailto:editor@example.org\"",
            "How a webmaster reaches you; goes into the User-Agent.",
        ),
        key("pause", Text, "\"5s\"", "Time between two requests to a host.").usually("\"2s\""),
        key(
            "allow-private",
            list(&Text),
            "[\"127.0.0.1\"]",
            "Hosts in a private network that may be visited.",
        ),
        key("concurrency", AT_ONCE, "8", "Requests at once, all hosts together.").usually("32"),
        key("per-host", AT_ONCE, "2", "Requests at once to a host.").usually("1"),
        key("retries", TRIES, "1", "Further tries of a request that failed.").usually("2"),
        key("redirects", TRIES, "3", "Redirects that are followed.").usually("5"),
        key("pages-per-source", Whole(1, 100_000), "50", "Pages of one source that a run visits.")
            .usually("500"),
        key("web-archive", Table(&WEB_ARCHIVE), "", "A web archive for pages that are gone."),
        key("request-time", Text, "\"30s\"", "The most time that a request may take.").usually("\"1min\""),
        key("request-bytes", Text, "\"10 MB\"", "The most bytes that a request may bring.")
            .usually("\"20 MB\""),
        key("host-time", Text, "\"30min\"", "The most time that a host may take.").usually("\"60min\""),
        key("host-bytes", Text, "\"100 MB\"", "The most bytes that a host may bring.").usually("\"300 MB\""),
        key("run-time", Text, "\"2h\"", "The most time that a run may take.").usually("\"8h\""),
        key("run-bytes", Text, "\"1 GB\"", "The most bytes that a run may bring.").usually("\"4 GB\""),
    ],
);

pub static WEB_ARCHIVE: Keys = Keys::new(
    "web-archive",
    "A web archive for pages that are gone.",
    &[
        key(
            "captures",
            Text,
            "\"https://archive.example/list?url={url}\"",
            "Where captures are listed, with {url}.",
        )
        .required(),
        key(
            "page",
            Text,
            "\"https://archive.example/{time}id_/{url}\"",
            "Where a capture stands, with {time} and {url}.",
        )
        .required(),
    ],
);

pub static ASSIST: Keys = Keys::new(
    "assist",
    "A model that proposes rows at the desk. Nothing is sent before a person asks for it, page by page.",
    &[
        key(
            "url",
            ADDRESS,
            "\"http://127.0.0.1:11434/v1/chat/completions\"",
            "Where chat completions are asked for: https, or http on this machine.",
        )
        .required(),
        key("model", Text, "\"mistral-small\"", "Which model is asked.").required(),
        key(
            "key-from",
            Form("^[A-Za-z_][A-Za-z0-9_]*$"),
            "\"PALMARES_ASSIST_KEY\"",
            "The environment variable that holds the key of the service; the key itself stands in no file.",
        ),
    ],
);

pub static SOURCE: Keys = Keys::new(
    "source",
    "An award, ranking, benchmark or label.",
    &[
        key("name", Text, "\"Podium de la relation client\"", "What it is called.").required(),
        key("name-en", Text, "\"Customer Relations Podium\"", "The same on English pages."),
        key("organiser", Text, "\"BearingPoint × Kantar\"", "Who gives it.").required(),
        key("country", Form("^([A-Z]{2}|INT)$"), "\"FR\"", "ISO 3166 alpha-2, or INT.").required(),
        key("kind", Word(|| all(KINDS)), "\"award\"", "What it is.").required(),
        key("judged-by", Word(|| all(JUDGES)), "\"unknown\"", "How it is judged.").required(),
        key("pays-to-enter", Word(|| all(YES_NO)), "\"unknown\"", "Whether companies pay to enter.")
            .required(),
        key(
            "independent",
            Word(|| all(YES_NO)),
            "\"yes\"",
            "Whether the organiser itself chooses whom it judges.",
        )
        .usually("\"unknown\""),
        key("evaluated", Whole(1, 1_000_000), "150", "How many companies it evaluates at least."),
        key("website", ADDRESS, "\"https://example.org/\"", "Its site."),
        key("url", ADDRESS, "\"https://example.org/about\"", "A page that tells about it."),
        key("counts", Flag, "false", "Whether it gives distinctions.").usually("true"),
        key("recipient", Word(|| all(RECIPIENTS)), "\"person\"", "Who receives it.").usually("\"company\""),
        key("credit", Word(|| all(CREDITS)), "\"employer\"", "To whom a person's prize counts."),
        key("about", Text, "\"Un vote de professionnels.\"", "One sentence."),
        key("about-en", Text, "\"A vote of professionals.\"", "The same for English pages."),
        key(
            "held",
            List(&YEAR, 1, 2),
            "[2003, 2012]",
            "First and last year in which it was held; the first alone while it still is.",
        ),
        // A ceremony is a year away from its label, seldom two.
        key("label-offset", Whole(-5, 5), "-1", "Years from the label to the ceremony.").usually("0"),
        key("wins", Table(&WINS), "", "Which places are distinctions."),
        key(
            "echo",
            Map(Chosen::Any, &Text),
            "{ \"Voix du client\" = \"podium\" }",
            "Categories that hand over another source's result again, and that source.",
        ),
        key(
            "category-names",
            Map(Chosen::Any, &list(&Text)),
            "{ \"Internet\" = [\"Accès Internet\"] }",
            "Categories that are printed in several ways.",
        ),
        key("scale", pair(&Whole(-1_000_000, 1_000_000)), "[0, 10]", "The ends of its scale of scores."),
        key("measure", Word(|| all(MEASURES)), "\"satisfaction\"", "What its scores describe."),
        key("better", Word(|| all(BETTER)), "\"lower\"", "Which scores are good.").usually("\"higher\""),
        key("file", Text, "\"data/podium.csv\"", "Its hand-kept rows."),
        key(
            "render",
            Flag,
            "true",
            "Whether a script draws its pages, so that they are opened in a browser.",
        )
        .usually("false"),
        key("find", Table(&FIND), "", "Where new editions can be noticed."),
        key("expect", Table(&EXPECT), "", "How long its lists are."),
        key("read", READINGS, "\"podium-lines\"", "Which rule reads its pages."),
        key("edition", Map(Chosen::Any, &Table(&EDITION)), "", "Its editions, by label."),
    ],
);

pub static WINS: Keys = Keys::new(
    "wins",
    "Which places are distinctions.",
    &[key("places", Whole(1, 1000), "3", "The last place that is a distinction.").required()],
);

pub static EXPECT: Keys = Keys::new(
    "expect",
    "How long the lists of a source are.",
    &[
        key("winners", pair(&WINNERS), "[40, 60]", "Fewest and most winners.").required(),
        key("until", Text, "\"2027\"", "The last edition of which it is said."),
    ],
);

pub static FIND: Keys = Keys::new(
    "find",
    "Where new editions can be noticed: one of `page`, `feed`, `sitemap` and `template`.",
    &[
        key("page", ADDRESS, "\"https://example.org/news\"", "A page that announces editions."),
        key("links", Text, "\"article h2 a\"", "Which links of that page, as a CSS selector.")
            .usually("\"a\""),
        key("feed", ADDRESS, "\"https://example.org/feed\"", "A feed that announces editions."),
        key("sitemap", ADDRESS, "\"https://example.org/sitemap.xml\"", "A sitemap that lists editions."),
        key("template", Text, "\"https://example.org/palmares-{year}\"", "An address with {year}."),
        key(
            "pattern",
            Text,
            "'palmares-(?<year>\\d{4})'",
            "A regular expression with `(?<year>…)`; not for `template`.",
        ),
    ],
);

pub static EDITION: Keys = Keys::new(
    "edition",
    "An edition of a source.",
    &[
        key(
            "awarded",
            Date,
            "2012-06-07",
            "When it was handed over: its year is the year in which it counts.",
        ),
        key("url", ADDRESS, "\"https://example.org/2012\"", "The page with the list."),
        key("claimed", WINNERS, "12", "How many winners were announced."),
        key("winners", pair(&WINNERS), "[3, 20]", "Fewest and most winners."),
        key("status", Word(|| all(STATUSES)), "\"cancelled\"", "What became of it.").usually("\"held\""),
        // Registers of trade list millions.
        key("candidates", Whole(1, 10_000_000), "150", "How many companies competed or were evaluated."),
        key("base", Text, "\"4 000 clients interrogés\"", "What its scores rest on."),
        key("base-en", Text, "\"4,000 customers asked\"", "The same for English pages."),
        key("new-method", Flag, "true", "Whether its scores cannot be compared with those before.")
            .usually("false"),
        key("claim", Table(&CLAIM), "", "How its winners may use their title."),
        key("note", Text, "\"Remis en ligne.\"", "A remark."),
        key("note-en", Text, "\"Handed over online.\"", "The same for English pages."),
        key("read", READINGS, "\"podium-lines\"", "Which rule reads its page."),
    ],
);

pub static CLAIM: Keys = Keys::new(
    "claim",
    "How winners of an edition may use their title.",
    &[
        key("valid-until", Date, "2024-12-31", "The last day on which it may be used."),
        key(
            "wording",
            Text,
            "\"Catégorie {category}, étude de l’institut\"",
            "The words that must stand beside it, with {category} for the category won.",
        ),
        key("url", ADDRESS, "\"https://example.org/rules\"", "The page that says so.").required(),
    ],
);

const READINGS: ValueKind = Either(&[Text, Table(&READING), list(&A_READING)]);
static A_READING: ValueKind = Table(&READING);

pub static READING: Keys = Keys::new(
    "reading",
    "Which rule reads a range of editions.",
    &[
        key("rule", Text, "\"podium-lines\"", "A rule of this file.").required(),
        key("from", Text, "\"2010\"", "The first edition."),
        key("until", Text, "\"2014\"", "The last edition."),
    ],
);
