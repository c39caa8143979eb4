//! A rule as the TOML that a person pastes: what the catalog reads back as the same rule.

use std::collections::BTreeMap;

use workspace::{
    Catch, Clean, Column, List, Part, Pattern, Piece, Region, Rule, Setting, Sign, Term, Unshown, Value,
};

/// The rule as a table of `sources.toml`, under a name.
pub fn written(rule: &Rule, name: &str) -> String {
    let mut keys = region(&rule.region);
    let mut key = |name: &'static str, value: Option<String>| keys.extend(value.map(|value| (name, value)));
    key("lines", catches(&rule.lines));
    key("prose", catches(&rule.prose));
    let (mut aside, mut also) = (vec![], vec![]);
    if let Some(table) = &rule.table {
        let all = |all: &Vec<Column>| list(all.iter().map(column)).expect("a part has a column");
        key("columns", table_of(table.columns.iter().map(|(part, columns)| (part, all(columns)))));
        (aside, also) = (table.aside.iter().map(|title| quoted(title)).collect(), table.also.clone());
    }
    if let Some(items) = &rule.items {
        key("items", Some(quoted(items.each.as_str())));
        key("fields", table_of(items.fields.iter().map(|(name, part)| (name, part_of(part)))));
        (aside, also) = (items.aside.iter().map(|css| quoted(css.as_str())).collect(), items.also.clone());
    }
    if let Some(json) = &rule.json {
        key("json", Some(quoted(&json.each)));
        key("fields", table_of(json.fields.iter().map(|(name, path)| (name, quoted(path)))));
        (aside, also) = (json.aside.iter().map(|path| quoted(path)).collect(), json.also.clone());
    }
    key("aside", list(aside.into_iter()));
    key("also", list(also.iter().map(setting)));
    key("headings", catches(&rule.headings));
    key("once", catches(&rule.once));
    key("ignore", table_of(rule.ignore.iter().map(|(name, pattern)| (name, quoted(pattern.as_str())))));
    key("clean", table_of(rule.clean.iter().map(|(part, steps)| (part, cleaned(steps)))));
    key("words", table_of(rule.words.iter().map(|(part, meanings)| (part, meaning(meanings)))));
    key("whole", list(rule.whole.iter().map(|name| quoted(name))));
    key("none", rule.none.as_ref().map(|pattern| quoted(pattern.as_str())));
    key("set", Some(setting(&rule.set)).filter(|_| !rule.set.is_empty()));
    let width = keys.iter().map(|(key, _)| key.len()).max().unwrap_or(0);
    let lines = keys.iter().map(|(key, value)| format!("{key:<width$} = {value}\n"));
    let lists = rule.lists.iter().map(|(part, of)| list_table(name, part, of));
    std::iter::once(format!("[rule.{name}]\n")).chain(lines).chain(lists).collect()
}

fn region(region: &Region) -> Vec<(&'static str, String)> {
    let pattern = |pattern: &Option<Pattern>| pattern.as_ref().map(|pattern| quoted(pattern.as_str()));
    let unshown = |unshown: Unshown| match unshown {
        Unshown::Read => Some(quoted("read")),
        Unshown::Skipped => None,
    };
    let keys = [
        ("within", region.within.as_ref().map(|css| quoted(css.as_str()))),
        ("without", region.without.as_ref().map(|css| quoted(css.as_str()))),
        ("split", pattern(&region.split)),
        ("post", pattern(&region.post)),
        ("from", pattern(&region.from)),
        ("until", pattern(&region.until)),
        ("pages", list(region.pages.iter().map(u32::to_string))),
        ("sheet", region.sheet.as_deref().map(quoted)),
        ("comments", unshown(region.comments)),
        ("hidden", unshown(region.hidden)),
        ("pictures", unshown(region.pictures)),
        ("edges", list(region.edges.iter().map(u32::to_string))),
    ];
    keys.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
}

fn list_table(rule: &str, part: &str, of: &List) -> String {
    let items = catches(&of.items).unwrap_or_else(|| "[]".to_owned());
    let between = list(of.between.iter().map(|pattern| quoted(pattern.as_str())));
    let between = between.map(|all| format!("between = {all}\n")).unwrap_or_default();
    format!("\n[rule.{rule}.list.{part}]\nitems = {items}\n{between}")
}

/// A pattern alone, or a table with what it says beyond.
fn catches(catches: &[Catch]) -> Option<String> {
    let one = |catch: &Catch| {
        let line = quoted(catch.pattern.as_str());
        let also = list(catch.also.iter().map(setting));
        let beyond = [
            ("in", catch.element.as_ref().map(|css| quoted(css.as_str()))),
            ("set", Some(setting(&catch.set)).filter(|_| !catch.set.is_empty())),
            ("also", also),
        ];
        let beyond: Vec<_> = beyond.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
        if beyond.is_empty() {
            return line;
        }
        let all = std::iter::once(("line", line)).chain(beyond);
        table_of(all).expect("it has a line")
    };
    list(catches.iter().map(one))
}

fn column(column: &Column) -> String {
    match column {
        Column::Header(title) => quoted(title),
        Column::At(n) => n.to_string(),
    }
}

fn part_of(part: &Part) -> String {
    let css = part.element.as_ref().map_or("", |css| css.as_str());
    quoted(&match &part.attribute {
        Some(attribute) => format!("{css}@{attribute}"),
        None if css.is_empty() => ".".to_owned(),
        None => css.to_owned(),
    })
}

fn cleaned(steps: &[Clean]) -> String {
    let step = |step: &Clean| match step {
        Clean::Asides => quoted("asides"),
        Clean::Comment => quoted("comment"),
        Clean::Capitals => quoted("capitals"),
        Clean::Quotes => quoted("quotes"),
        Clean::Cut(pattern) => format!("{{ cut = {} }}", quoted(pattern.as_str())),
    };
    list(steps.iter().map(step)).unwrap_or_else(|| "[]".to_owned())
}

fn meaning(meanings: &BTreeMap<String, String>) -> String {
    let each = meanings.iter().map(|(printed, meant)| (printed, quoted(meant)));
    table_of(each).unwrap_or_else(|| "{}".to_owned())
}

fn setting(setting: &Setting) -> String {
    table_of(setting.iter().map(|(part, value)| (part, quoted(&value_text(value)))))
        .unwrap_or_else(|| "{}".to_owned())
}

fn value_text(value: &Value) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Name(name) => format!("{{{name}}}"),
        Piece::Sum(terms) => format!("{{{}}}", sum(terms)),
    };
    value.0.iter().map(piece).collect()
}

fn sum(terms: &[(Sign, Term)]) -> String {
    let term = |(at, (sign, term)): (usize, &(Sign, Term))| {
        let sign = match sign {
            Sign::Plus if at == 0 => "",
            Sign::Plus => "+",
            Sign::Minus => "-",
        };
        match term {
            Term::Name(name) => format!("{sign}{name}"),
            Term::Number(number) => format!("{sign}{number}"),
        }
    };
    terms.iter().enumerate().map(term).collect()
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// A list, one a line where it is long; nothing for an empty one.
fn list(items: impl Iterator<Item = String>) -> Option<String> {
    let items: Vec<String> = items.collect();
    match items.len() {
        0 => None,
        _ if items.iter().map(String::len).sum::<usize>() > 90 => {
            Some(format!("[\n  {},\n]", items.join(",\n  ")))
        }
        _ => Some(format!("[{}]", items.join(", "))),
    }
}

/// An inline table; nothing for an empty one.
fn table_of(entries: impl Iterator<Item = (impl AsRef<str>, String)>) -> Option<String> {
    let bare = |key: &str| key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    let named = |key: &str| if bare(key) && !key.is_empty() { key.to_owned() } else { quoted(key) };
    let entries: Vec<String> =
        entries.map(|(key, value)| format!("{} = {value}", named(key.as_ref()))).collect();
    (!entries.is_empty()).then(|| format!("{{ {} }}", entries.join(", ")))
}
