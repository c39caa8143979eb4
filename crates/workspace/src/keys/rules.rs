//! The tables `[rule.*]` of `sources.toml`.

use super::ValueKind::{Either, Map, Table, Text, Whole, Word};
use super::{Chosen, Key, Keys, ValueKind, key, list};
use crate::rule::FIELDS;
use crate::value::words::{CLEANS, UNSHOWN, all};

pub const RULES: Key =
    key("rule", Map(Chosen::Form("^[a-z0-9_-]{1,60}$"), &A_RULE), "", "The rules, by name.");
static A_RULE: ValueKind = Table(&RULE);

/// A text of rules alone, as `palmares try` and tests have it.
pub static RULES_FILE: Keys = Keys::new("rules", "Rules alone.", &[RULES]);

const PATTERNS: ValueKind = Either(&[Text, list(&A_PATTERN)]);
static A_PATTERN: ValueKind = Either(&[Text, Table(&PATTERN)]);
/// What a page does not print.
const SETTING: ValueKind = Map(Chosen::OneOf(|| FIELDS.to_vec()), &Either(&[Text, Whole(0, 9999)]));
const TITLE_OR_NUMBER: ValueKind = Either(&[Text, Whole(1, 500)]);
const CLEANING: ValueKind = Either(&[Word(|| all(CLEANS)), Table(&CUT)]);
const ALSO: &str = "[{ outcome = \"placed\", company = \"{second}\" }]";

pub static RULE: Keys = Keys::new(
    "rule",
    "How pages of one layout are read.",
    &[
        key("within", Text, "\"article\"", "Only these elements (CSS)."),
        key("without", Text, "\"aside\"", "But not these (CSS)."),
        key("from", Text, "\"Les lauréats\"", "After the first line like this."),
        key("until", Text, "\"Le jury\"", "Before the next line like this."),
        key("split", Text, "\"Palmarès {label}\"", "A line that begins a post."),
        key("post", Text, "\"Palmarès 2012\"", "A line that the wanted post has."),
        // A PDF with more pages is no list of winners.
        key("pages", list(&Whole(1, 10_000)), "[2, 3]", "Only these pages of a PDF."),
        key("sheet", Text, "\"Lauréats\"", "Only this sheet of a workbook."),
        key("comments", Word(|| all(UNSHOWN)), "\"read\"", "Whether comments of the page are read.")
            .usually("\"skipped\""),
        key(
            "hidden",
            Word(|| all(UNSHOWN)),
            "\"read\"",
            "Whether what the page hides is read, such as the panels of tabs.",
        )
        .usually("\"skipped\""),
        key(
            "pictures",
            Word(|| all(UNSHOWN)),
            "\"read\"",
            "Whether pictures are read by their `alt` or `aria-label`.",
        )
        .usually("\"skipped\""),
        // The widest page of a PDF is 14,400 points.
        key(
            "edges",
            list(&Whole(0, 14_400)),
            "[36, 120, 400]",
            "Where the columns of a PDF's tables begin, in points from the left.",
        ),
        key("none", Text, "\"Aucun lauréat\"", "What a page says that has no winner."),
        key("lines", PATTERNS, "[\"{place} prix : {company}\"]", "How lines look."),
        key("headings", PATTERNS, "[\"Secteur {sector}\"]", "What holds for what follows."),
        key("prose", PATTERNS, "[\"{company} remporte le prix {category}\"]", "Parts of sentences."),
        key("once", PATTERNS, "[\"remis le {awarded}\"]", "Parts of sentences that hold for the whole page."),
        key("items", Text, "\"ul.winners > li\"", "The elements that repeat (CSS)."),
        key("json", Text, "\"$.winners[*]\"", "The nodes that repeat (RFC 9535)."),
        key(
            "columns",
            Map(Chosen::Any, &Either(&[TITLE_OR_NUMBER, list(&TITLE_OR_NUMBER)])),
            "{ company = \"Marque\", score = 3 }",
            "Columns of a table, by title or number.",
        ),
        key("fields", Map(Chosen::Any, &Text), "{ company = \".name\" }", "Parts of an item."),
        key("aside", list(&Text), "[\"Logo\"]", "What is put aside."),
        key("several", list(&Text), "[\"company\"]", "Parts that hold several things."),
        key("list", Map(Chosen::Any, &Table(&LIST)), "", "Lists inside a part."),
        key("whole", list(&Text), "[\"Marks & Spencer\"]", "Names that are never cut."),
        key("set", SETTING, "{ outcome = \"winner\" }", "What the page does not print."),
        key("also", list(&SETTING), ALSO, "Further records of the same line."),
        key(
            "clean",
            Map(Chosen::Any, &Either(&[CLEANING, list(&CLEANING)])),
            "{ company = [\"asides\", { cut = \" pour …\" }] }",
            "How parts are cleaned.",
        ),
        key(
            "words",
            Map(Chosen::Any, &Map(Chosen::Any, &Text)),
            "{ outcome = { \"Coup de cœur\" = \"special\" } }",
            "What printed words mean, by part.",
        ),
        key(
            "ignore",
            Map(Chosen::Any, &Text),
            "{ legend = \"Source : {what}\" }",
            "Lines that are ignored, by name.",
        ),
    ],
);

pub static PATTERN: Keys = Keys::new(
    "pattern",
    "A pattern, and what it says beyond what it catches.",
    &[
        key("line", Text, "\"{place} prix : {company}\"", "The line, with {names} where it varies.")
            .required(),
        key("in", Text, "\"h3\"", "Only in these elements (CSS)."),
        key("set", SETTING, "{ level = \"overall\" }", "What the line does not print."),
        key("also", list(&SETTING), ALSO, "Further records of the same line."),
    ],
);

pub static LIST: Keys = Keys::new(
    "list",
    "A part that holds several things.",
    &[
        key("items", PATTERNS, "[\"{sector} ({score})\"]", "One thing of the list.").required(),
        key("between", list(&Text), "[\"; \"]", "What stands between two."),
    ],
);

pub static CUT: Keys = Keys::new(
    "clean",
    "A step of cleaning.",
    &[key("cut", Text, "\" pour la …\"", "What is cut off.").required()],
);
