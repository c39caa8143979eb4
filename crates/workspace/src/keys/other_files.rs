//! `companies.toml`, `sectors.toml`, `decisions.toml` and `corrections.toml`.

use super::ValueKind::{Date, Form, Map, Table, Text, WholeDay, Word};
use super::{ADDRESS, Further, ID, Key, Keys, LANGUAGE, YEAR, key, list};
use crate::value::words::{AWAITED, COMPANY_LEVELS, EVENTS, PAGE_VERDICTS, VERDICTS, all};
use model::Language;

pub static COMPANIES_FILE: Keys = Keys::new(
    "companies.toml",
    "The companies whose names need care.",
    &[key("company", Map(ID, &Table(&COMPANY)), "", "The companies, by identifier.")],
);

pub static COMPANY: Keys = Keys::new(
    "company",
    "A company whose name needs care.",
    &[
        key("name", Text, "\"Veepee\"", "The name of today.").required(),
        key("sector", Text, "\"ecommerce\"", "A sector of sectors.toml."),
        key("country", Form("^[A-Z]{2}$"), "\"FR\"", "ISO 3166 alpha-2, in capitals."),
        key("level", Word(|| all(COMPANY_LEVELS)), "\"group\"", "What it is.").usually("\"brand\""),
        key("parent", Text, "\"vp_group\"", "The company it belongs to; their awards stay apart."),
        key("also", list(&Text), "[\"Vente-privee\"]", "Other spellings of the name of today."),
        key("former", list(&Table(&FORMER)), "", "Names it had before."),
        key("events", list(&Table(&EVENT)), "", "What happened to it."),
        key("wikidata", Form("^Q\\d+$"), "\"Q42\"", "Its item in Wikidata."),
        key("siren", Form("^(\\d ?){9}$"), "\"732 829 320\"", "Its nine digits in the French register."),
        key("lei", Form("^[0-9A-Z]{20}$"), "\"00000000000000000001\"", "Its legal entity identifier."),
    ],
);

pub static FORMER: Keys = Keys::new(
    "former",
    "A name that a company had before.",
    &[
        key("name", Text, "\"Vente-privée.com\"", "The name as it was.").required(),
        key("from", YEAR, "2001", "First year of use."),
        key("until", YEAR, "2018", "Last year of use."),
        key("url", ADDRESS, "\"https://example.org/\"", "The page that states it."),
    ],
);

pub static EVENT: Keys = Keys::new(
    "event",
    "What happened to a company: it has either a `url` or `reference = \"awaited\"`.",
    &[
        key("kind", Word(|| all(EVENTS)), "\"rename\"", "What happened.").required(),
        key("year", YEAR, "2019", "When.").required(),
        key("other", Text, "\"Vente-privée.com\"", "The other name or company.").required(),
        key("url", ADDRESS, "\"https://example.org/\"", "The page that states it."),
        key("reference", Word(|| all(AWAITED)), "\"awaited\"", "Instead of `url`, until a page is found."),
    ],
);

pub static SECTORS_FILE: Keys = Keys::new(
    "sectors.toml",
    "Our sectors, and the printed headings that mean them.",
    &[
        key("sector", Map(ID, &Table(&SECTOR)), "", "The sectors, by identifier."),
        key("label", list(&Table(&LABEL)), "", "Headings of single sources."),
    ],
);

pub static SECTOR: Keys = Keys {
    further: Some(Further {
        accepts: |key| key.parse::<Language>().is_ok(),
        form: LANGUAGE,
        about: "Its name in another language, by code.",
    }),
    ..Keys::new(
        "sector",
        "A sector.",
        &[
            key("fr", Text, "\"Assurance et mutuelles\"", "Its French name."),
            key("en", Text, "\"Insurance\"", "Its English name. A name in any one language is enough."),
            key(
                "nace",
                list(&Text),
                "[\"K65\"]",
                "What it is in public statistics, as classes of NACE Rev. 2.",
            ),
            key("parent", Text, "\"finance\"", "The sector it belongs to; one level only."),
            key("labels", list(&Text), "[\"Mutuelle\"]", "Headings that mean it, in any source."),
        ],
    )
};

pub static LABEL: Keys = Keys::new(
    "label",
    "A heading of one source; it wins over the general ones.",
    &[
        key("source", Text, "\"podium\"", "The source that prints it.").required(),
        key("text", Text, "\"Entreprises de services\"", "The heading, as printed.").required(),
        key(
            "sector",
            Text,
            "\"each-company\"",
            "A sector, `each-company` for a mixed basket, or `none` for a general ranking.",
        )
        .required(),
        key("from", Text, "\"2010\"", "The first edition."),
        key("until", Text, "\"2014\"", "The last edition."),
    ],
);

pub static DECISIONS_FILE: Keys = Keys::new(
    "decisions.toml",
    "What persons decided; the file only grows.",
    &[
        key("decision", list(&Table(&DECISION)), "", "Whether two names are one company, oldest first."),
        key("heading", list(&Table(&HEADING)), "", "What headings mean, oldest first."),
        key("page", list(&Table(&PAGE)), "", "Whether pages that changed are taken over, oldest first."),
    ],
);

const WHO: Key = key("who", Text, "\"editor\"", "Who decided.").required();
const WHY_EN: Key = key("why-en", Text, "\"one site, one name since 2015\"", "The same for English pages.");
const WHY: Key =
    key("why", Text, "\"one site, one name since 2015\"", "Why, so that anybody can follow it in ten years.")
        .required();

pub static DECISION: Keys = Keys::new(
    "decision",
    "Whether two names are one company.",
    &[
        key(
            "verdict",
            Word(|| all(VERDICTS)),
            "\"same\"",
            "One company, two, or the last word on them taken back.",
        )
        .required(),
        key(
            "one",
            Text,
            "\"Meetic Affinity\"",
            "A name, as printed; of two that are the same, this one keeps its page.",
        )
        .required(),
        key("other", Text, "\"Meetic\"", "The other name, as printed.").required(),
        WHO,
        key("when", WholeDay, "2026-11-21", "On which day.").required(),
        WHY,
        WHY_EN,
    ],
);

pub static HEADING: Keys = Keys::new(
    "heading",
    "What a heading of a source means.",
    &[
        key("source", Text, "\"podium\"", "The source that prints it.").required(),
        key("text", Text, "\"Entreprises de services\"", "The heading, as printed.").required(),
        key(
            "sector",
            Text,
            "\"each-company\"",
            "A sector, `each-company`, `none`, or `undone`: the last word on it is taken back.",
        )
        .required(),
        WHO,
        key("when", Date, "2026-11-21", "On which day.").required(),
        WHY,
    ],
);

pub static PAGE: Keys = Keys::new(
    "page",
    "Whether a page that changed is taken over; `palmares decide` writes it.",
    &[
        key(
            "verdict",
            Word(|| all(PAGE_VERDICTS)),
            "\"accept\"",
            "Whether what the page says now is taken over.",
        )
        .required(),
        key("source", Text, "\"podium\"", "The source.").required(),
        key("edition", Text, "\"2012\"", "The edition.").required(),
        key(
            "snapshot",
            Form("^[0-9a-f]{64}$"),
            "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"",
            "The SHA-256 of the copy.",
        )
        .required(),
        WHO,
        key("when", Date, "2026-11-21", "On which day.").required(),
        WHY,
    ],
);

pub static CORRECTIONS_FILE: Keys = Keys::new(
    "corrections.toml",
    "What the site once said and was wrong.",
    &[key("correction", list(&Table(&CORRECTION)), "", "The corrections.")],
);

pub static CORRECTION: Keys = Keys::new(
    "correction",
    "A mistake that stood on the site.",
    &[
        key("when", Date, "2026-11-21", "When it was mended.").required(),
        key(
            "what",
            Text,
            "\"Nespresso was second of 2012 here, and is first\"",
            "What stood there and what is right, in the language of the site.",
        )
        .required(),
        key(
            "what-en",
            Text,
            "\"Nespresso was second of 2012 here, and is first\"",
            "The same for English pages.",
        ),
        key("url", ADDRESS, "\"https://example.org/2012\"", "The page that shows what is right."),
        key("company", Text, "\"nespresso\"", "The company whose page it concerns."),
        key("source", Text, "\"podium\"", "The source whose page it concerns."),
        key("edition", Text, "\"2012\"", "The edition of that source whose page it concerns."),
        key("year", YEAR, "2012", "The year whose page it concerns."),
    ],
);
