//! The declared [keys](crate::keys) and columns as JSON Schema (draft 2020-12), for editors that complete and check while
//! one types, and as `docs/keys.md`.
//!
//! The readers decide: a schema cannot tell whether a name is declared elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::keys::terms::{TERMS, WordMeaning};
use crate::keys::{CSV_FILES, CellForm, Chosen, CsvColumn, DAY, FILES, Key, Keys, ValueKind, WHOLE_DAY};

/// The files that have a schema.
pub fn schema_files() -> Vec<&'static str> {
    schemas().into_keys().collect()
}

/// The schema of each file of a workspace, by its name; that of a CSV file is of its rows, each cell by its column.
pub fn schemas() -> BTreeMap<&'static str, Value> {
    let sheets = CSV_FILES.iter().map(|(name, place, columns)| (*name, rows_schema(place, columns)));
    FILES.iter().map(|file| (file.name, schema(file))).chain(sheets).collect()
}

fn rows_schema(place: &str, columns: &[CsvColumn]) -> Value {
    let properties: Map<String, Value> =
        columns.iter().map(|column| (column.name.to_owned(), cell(column))).collect();
    let required: Vec<&str> =
        columns.iter().filter(|column| column.required).map(|column| column.name).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("{place} of Palmarès"),
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        },
    })
}

/// A cell, which is always a text: one of the words of its column, each with its meaning, or of a form.
fn cell(column: &CsvColumn) -> Value {
    let words = || TERMS.iter().filter(|term| term.of == column.name);
    let mut cell = match column.form {
        CellForm::Any => json!({ "type": "string" }),
        CellForm::Words => {
            let choice = |term: &WordMeaning| json!({ "const": term.word, "description": term.about });
            let empty = (!column.required).then(|| json!({ "const": "" }));
            json!({ "oneOf": words().map(choice).chain(empty).collect::<Vec<_>>() })
        }
        CellForm::Like(form) if column.required => json!({ "type": "string", "pattern": form }),
        CellForm::Like(form) => json!({ "type": "string", "pattern": format!("^$|{form}") }),
    };
    let meanings = words().map(|term| format!("\n{}: {}", term.word, term.about)).collect::<String>();
    cell["description"] = json!(format!("{}{meanings}", column.about));
    cell
}

fn schema(file: &'static Keys) -> Value {
    let mut definitions = BTreeMap::new();
    define(file, &mut definitions);
    let mut schema = definitions.remove(file.name).expect("the file itself was defined first");
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(format!("{} of Palmarès", file.name));
    schema["$defs"] = json!(definitions);
    schema
}

/// Adds the schema of a table, and of the tables below it.
fn define(keys: &'static Keys, definitions: &mut BTreeMap<&'static str, Value>) {
    if definitions.contains_key(keys.name) {
        return;
    }
    definitions.insert(keys.name, object(keys));
    for key in keys.keys {
        tables_in(&key.kind).into_iter().for_each(|below| define(below, definitions));
    }
}

fn object(keys: &Keys) -> Value {
    let properties: Map<String, Value> =
        keys.keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let required: Vec<&str> = keys.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut object = json!({
        "type": "object",
        "description": keys.about,
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    if let Some(further) = keys.further {
        object["patternProperties"] =
            json!({ further.form: { "type": "string", "minLength": 1, "description": further.about } });
    }
    object
}

fn property(key: &Key) -> Value {
    let mut property = value_of(&key.kind);
    property["description"] = json!(key.about);
    if let Some(default) = as_json(key.usual) {
        property["default"] = default;
    }
    property
}

/// A value of an example or a default as JSON.
fn as_json(toml: &str) -> Option<Value> {
    let table: toml::Table = format!("value = {toml}").parse().ok()?;
    serde_json::to_value(&table["value"]).ok()
}

fn value_of(kind: &ValueKind) -> Value {
    match kind {
        ValueKind::Text => json!({ "type": "string", "minLength": 1 }),
        ValueKind::Form(pattern) => json!({ "type": "string", "pattern": pattern }),
        ValueKind::Word(words) => json!({ "enum": words() }),
        ValueKind::Flag => json!({ "type": "boolean" }),
        ValueKind::Whole(low, high) => json!({ "type": "integer", "minimum": low, "maximum": high }),
        ValueKind::Date => json!({ "anyOf": [
            { "type": "string", "pattern": DAY },
            { "type": "integer", "minimum": 1900, "maximum": 2199 },
        ] }),
        ValueKind::WholeDay => json!({ "type": "string", "pattern": WHOLE_DAY }),
        ValueKind::List(of, fewest, most) => {
            let mut list = json!({ "type": "array", "items": value_of(of), "minItems": fewest });
            if *most < usize::MAX {
                list["maxItems"] = json!(most);
            }
            list
        }
        ValueKind::Table(keys) => json!({ "$ref": format!("#/$defs/{}", keys.name) }),
        ValueKind::Map(chosen, of) => {
            let mut map = json!({ "type": "object", "additionalProperties": value_of(of) });
            match chosen {
                Chosen::Any => {}
                Chosen::Form(pattern) => map["propertyNames"] = json!({ "pattern": pattern }),
                Chosen::OneOf(words) => map["propertyNames"] = json!({ "enum": words() }),
            }
            map
        }
        ValueKind::Either(kinds) => json!({ "anyOf": kinds.iter().map(value_of).collect::<Vec<_>>() }),
    }
}

/// The tables that a value of this kind is, or holds.
fn tables_in(kind: &ValueKind) -> Vec<&'static Keys> {
    match kind {
        ValueKind::Table(keys) => vec![keys],
        other => other.inner().iter().flat_map(tables_in).collect(),
    }
}

/// `docs/keys.md`: every key and every column, with what it means and an example.
pub fn keys_reference() -> String {
    let mut text = "# Keys and columns\n\nWritten from `crates/workspace/src/keys/`; change it there, and run its tests.\n"
        .to_owned();
    for file in FILES {
        write(&mut text, &format!("\n## {}\n\n{}\n", file.name, file.about));
        let mut told = BTreeSet::new();
        let tables = places(file).into_iter().filter_map(|mut place| place.pop());
        for (heading, keys) in tables.filter(|(_, keys)| told.insert(keys.name)) {
            write(
                &mut text,
                &format!("\n### `{heading}`\n\n{}\n\n| key | value | meaning |\n|---|---|---|\n", keys.about),
            );
            keys.keys
                .iter()
                .filter(|key| !key.example.is_empty())
                .for_each(|key| write(&mut text, &key_line(key)));
            if let Some(further) = keys.further {
                write(&mut text, &format!("| two letters | text | {} |\n", further.about));
            }
        }
    }
    for (_, name, columns) in CSV_FILES {
        let head = "Columns stand in any order; those that are not required may be missing.";
        write(&mut text, &format!("\n## {name}\n\n{head}\n\n| column | meaning |\n|---|---|\n"));
        columns.iter().for_each(|column| write(&mut text, &column_line(column)));
    }
    let head = "What cells hold and messages say; `palmares explain WORD` tells it in the terminal.";
    write(&mut text, &format!("\n## Words\n\n{head}\n\n| word | of | meaning |\n|---|---|---|\n"));
    let line = |term: &WordMeaning| format!("| `{}` | {} | {} |\n", term.word, term.of, term.about);
    TERMS.iter().for_each(|term| write(&mut text, &line(term)));
    text
}

/// What a word means, wherever the files use it: as a word of a cell, a column with the words of its cells, or a key.
/// Without a word, all words of cells.
pub fn explained(word: Option<&str>) -> Vec<String> {
    let asked = |term: &&WordMeaning| word.is_none_or(|word| [term.word, term.of].contains(&word));
    let of =
        |term: &WordMeaning| if term.of.is_empty() { String::new() } else { format!(", of `{}`", term.of) };
    let terms = TERMS.iter().filter(asked);
    let terms = terms.map(|term| format!("{}{}: {}", term.word, of(term), term.about));
    let Some(word) = word else { return terms.collect() };
    let mut told = Vec::new();
    for (_, place, columns) in CSV_FILES {
        let columns = columns.iter().filter(|column| column.name == word);
        told.extend(columns.map(|column| format!("{word}, a column of {place}: {}", column.about)));
    }
    told.extend(terms);
    let mut tables = BTreeSet::new();
    for (heading, keys) in FILES.iter().flat_map(|file| places(file)).filter_map(|mut place| place.pop()) {
        let keys = keys.keys.iter().filter(|key| key.name == word && tables.insert(keys.name));
        told.extend(keys.map(|key| format!("{word}, a key of {heading}: {}", key.about)));
    }
    told
}

fn write(text: &mut String, more: &str) {
    text.write_str(more).expect("a String takes everything");
}

fn key_line(key: &Key) -> String {
    let need = match (key.required, key.usual) {
        (true, _) => " **Required.**".to_owned(),
        (false, "") => String::new(),
        (false, usual) => format!(" Without it: `{usual}`."),
    };
    format!(
        "| `{}` | {}, such as `{}` | {}{need} |\n",
        key.name,
        described(&key.kind),
        key.example,
        key.about
    )
}

fn column_line(column: &CsvColumn) -> String {
    let need = if column.required { " **Required.**" } else { "" };
    format!("| `{}` | {}{need} |\n", column.name, column.about)
}

fn words_of(words: fn() -> Vec<&'static str>) -> String {
    words().iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn described(kind: &ValueKind) -> String {
    match kind {
        ValueKind::Text | ValueKind::Form(_) => "text".into(),
        ValueKind::Word(words) => format!(
            "one of {}",
            words().iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
        ),
        ValueKind::Flag => "`true` or `false`".into(),
        ValueKind::Whole(low, high) => format!("{low} to {high}"),
        ValueKind::Date => "a day, month or year".into(),
        ValueKind::WholeDay => "a day".into(),
        ValueKind::List(of, 2, 2) => format!("a pair of: {}", described(of)),
        ValueKind::List(of, _, _) => format!("a list of: {}", described(of)),
        ValueKind::Table(_) | ValueKind::Map(Chosen::Any | Chosen::Form(_), _) => "a table".into(),
        ValueKind::Map(Chosen::OneOf(words), of) => {
            format!("a table of {} by {}", described(of), words_of(*words))
        }
        ValueKind::Either(kinds) => kinds.iter().map(described).collect::<Vec<_>>().join(", or "),
    }
}

/// A table and its heading, in which `x` stands for a name that the user chooses.
type Place = (String, &'static Keys);

/// The tables of a file, outer ones first, each below those in which it stands.
fn places(file: &'static Keys) -> Vec<Vec<Place>> {
    places_below(file, "", &[])
}

fn places_below(keys: &'static Keys, path: &str, above: &[Place]) -> Vec<Vec<Place>> {
    let mut all = vec![];
    for key in keys.keys {
        for (suffix, listed, keys) in steps(&key.kind) {
            let path = format!("{path}{}{}{suffix}", if path.is_empty() { "" } else { "." }, key.name);
            let heading = if listed { format!("[[{path}]]") } else { format!("[{path}]") };
            let place = [above, &[(heading, keys)]].concat();
            let below = places_below(keys, &path, &place);
            all.push(place);
            all.extend(below);
        }
    }
    all
}

/// The ways from a value of this kind to a table: the names on the way, and whether it is an item of a list.
fn steps(kind: &ValueKind) -> Vec<(String, bool, &'static Keys)> {
    match kind {
        ValueKind::Table(keys) => vec![(String::new(), false, keys)],
        ValueKind::List(of, _, _) => steps(of).into_iter().map(|(way, _, keys)| (way, true, keys)).collect(),
        ValueKind::Map(_, of) => {
            steps(of).into_iter().map(|(way, listed, keys)| (format!(".x{way}"), listed, keys)).collect()
        }
        other => other.inner().iter().flat_map(steps).collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::{Catalog, Mistakes, load};

    fn loaded(file: &str, text: &str) -> Result<Catalog, Mistakes> {
        let workspace = tempfile::tempdir().unwrap();
        fs::write(workspace.path().join("sources.toml"), "").unwrap();
        fs::write(workspace.path().join(file), text).unwrap();
        load(workspace.path())
    }

    /// What is told about the last line of a text.
    fn told_of_last_line(file: &str, text: &str) -> Vec<String> {
        let last = text.trim_end().lines().count();
        let mistakes = loaded(file, text).err();
        let mistakes = mistakes.iter().flat_map(Mistakes::iter);
        let there = mistakes.filter(|m| m.spot.point.as_ref().is_some_and(|point| point.line == last));
        there.map(|mistake| mistake.what.clone()).collect()
    }

    fn line(key: &Key) -> String {
        format!("{} = {}\n", key.name, key.example)
    }

    /// The headings down to a table, each with its required keys; but not the key that the next heading begins with, which
    /// cannot stand there twice.
    fn written(place: &[Place]) -> String {
        let next = place.iter().skip(1).map(|(_, keys)| Some(*keys)).chain([None]);
        let table = |((heading, keys), next): (&Place, Option<&'static Keys>)| {
            let holds_next = |key: &Key| {
                next.is_some_and(|next| tables_in(&key.kind).iter().any(|keys| keys.name == next.name))
            };
            let required = keys.keys.iter().filter(|key| key.required && !holds_next(key));
            format!("{heading}\n{}", required.map(line).collect::<String>())
        };
        place.iter().zip(next).map(table).collect()
    }

    /// Every key that has a value of its own, with its file, and the text that has to stand before it.
    fn keys_with_values() -> Vec<(&'static str, String, &'static Key)> {
        let mut all = vec![];
        for (file, place) in
            FILES.into_iter().flat_map(|file| places(file).into_iter().map(move |place| (file, place)))
        {
            let (_, keys) = place.last().unwrap();
            for key in keys.keys.iter().filter(|key| !key.example.is_empty()) {
                let above = written(&place);
                all.push((file.name, if key.required { above.replace(&line(key), "") } else { above }, key));
            }
        }
        all
    }

    #[test]
    fn every_declared_key_is_read() {
        assert!(keys_with_values().len() > 150);
        for (file, above, key) in keys_with_values() {
            let wrong = match key.kind {
                ValueKind::Date | ValueKind::WholeDay => "true",
                _ => "1979-05-27T07:32:00Z",
            };
            let text = format!("{above}{} = {wrong}", key.name);
            assert!(!told_of_last_line(file, &text).is_empty(), "nobody reads the last line of\n{text}");
        }
    }

    #[test]
    fn every_example_is_accepted() {
        // What an example refers to need not be there.
        let about_others =
            |told: &String| !["must be", "cannot be", "unknown", "range"].iter().any(|w| told.contains(w));
        for (file, above, key) in keys_with_values().into_iter().filter(|(_, _, key)| key.name != "file") {
            let text = format!("{above}{} = {}", key.name, key.example);
            let mut told = told_of_last_line(file, &text);
            told.retain(|told| !about_others(told));
            assert_eq!(told, Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_usually_holds_is_what_a_missing_key_means() {
        let mut compared = 0;
        for (file, above, key) in keys_with_values().into_iter().filter(|(_, _, key)| !key.usual.is_empty()) {
            let said = loaded(file, &format!("{above}{} = {}", key.name, key.usual));
            if let (Ok(said), Ok(unsaid)) = (said, loaded(file, &above)) {
                assert_eq!(format!("{said:?}"), format!("{unsaid:?}"), "{above}{}", key.name);
                compared += 1;
            }
        }
        assert!(compared > 25, "only {compared} keys could be compared");
    }

    #[test]
    fn a_key_that_is_not_declared_is_refused_in_every_table() {
        for file in FILES {
            for place in places(file) {
                let (above, (heading, _)) = (written(&place), place.last().unwrap());
                let told = told_of_last_line(file.name, &format!("{above}zzz = 1"));
                assert_eq!(told, [format!("unknown key `zzz` in {heading}")], "{above}");
            }
        }
    }

    #[test]
    fn every_reference_of_a_schema_leads_to_a_definition() {
        for (file, schema) in schemas() {
            let text = schema.to_string();
            for name in text.split("#/$defs/").skip(1).map(|rest| rest.split('"').next().unwrap()) {
                assert!(schema["$defs"].get(name).is_some(), "{file}: {name}");
            }
        }
    }

    #[test]
    fn the_docs_tell_every_key() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/keys.md");
        let (written, wanted) = (fs::read_to_string(&path).unwrap_or_default(), keys_reference());
        if written != wanted {
            fs::write(&path, wanted).unwrap();
            panic!("docs/keys.md was out of date, and is written anew: look at it and commit it");
        }
    }
}
