//! What the TOML files may hold, as JSON Schema (draft 2020-12): for editors that complete and check while one types.
//!
//! The readers decide; a schema cannot tell whether a name is declared elsewhere. That both know the same keys and
//! words is tested here.

/// The schema of each file, by its name.
pub const SCHEMAS: [(&str, &str); 5] = [
    ("sources.toml", include_str!("sources.json")),
    ("companies.toml", include_str!("companies.json")),
    ("sectors.toml", include_str!("sectors.json")),
    ("decisions.toml", include_str!("decisions.json")),
    ("corrections.toml", include_str!("corrections.json")),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use serde_json::Value;

    use super::SCHEMAS;
    use crate::load;

    /// A table of a file with a key that nobody knows, and where the schema describes the table.
    const TABLES: [(&str, &str, &str); 28] = [
        ("sources.toml", "", "zzz = 1"),
        ("sources.toml", "/$defs/site", "[site]\nzzz = 1"),
        ("sources.toml", "/$defs/ranking", "[ranking]\nzzz = 1"),
        ("sources.toml", "/$defs/points", "[ranking.points]\nzzz = 1"),
        ("sources.toml", "/$defs/points/properties/levels", "[ranking.points.levels]\nzzz = 1"),
        ("sources.toml", "/$defs/weights", "[ranking.weights]\nzzz = 1"),
        ("sources.toml", "/$defs/weights/properties/judged-by", "[ranking.weights.judged-by]\nzzz = 1"),
        (
            "sources.toml",
            "/$defs/weights/properties/pays-to-enter",
            "[ranking.weights.pays-to-enter]\nzzz = 1",
        ),
        ("sources.toml", "/$defs/weights/properties/evaluated", "[ranking.weights.evaluated]\nzzz = 1"),
        ("sources.toml", "/$defs/weights/properties/independent", "[ranking.weights.independent]\nzzz = 1"),
        ("sources.toml", "/$defs/crawl", "[crawl]\nzzz = 1"),
        ("sources.toml", "/$defs/crawl/properties/web-archive", "[crawl.web-archive]\nzzz = 1"),
        ("sources.toml", "/$defs/source/properties/expect", "[source.x.expect]\nzzz = 1"),
        ("sources.toml", "/$defs/source/properties/wins", "[source.x.wins]\nzzz = 1"),
        ("sources.toml", "/$defs/rule/properties/list/additionalProperties", "[rule.x.list.y]\nzzz = 1"),
        ("sources.toml", "/$defs/source", "[source.x]\nzzz = 1"),
        ("sources.toml", "/$defs/edition", "[source.x.edition.2012]\nzzz = 1"),
        ("sources.toml", "/$defs/reading", "[source.x]\nread = [{ zzz = 1 }]"),
        ("sources.toml", "/$defs/rule", "[rule.x]\nzzz = 1"),
        ("sources.toml", "/$defs/pattern", "[rule.x]\nlines = [{ zzz = 1 }]"),
        ("companies.toml", "/$defs/company", "[company.x]\nzzz = 1"),
        ("companies.toml", "/$defs/former", "[company.x]\nformer = [{ zzz = 1 }]"),
        ("companies.toml", "/$defs/event", "[company.x]\nevents = [{ zzz = 1 }]"),
        ("sectors.toml", "/$defs/label", "[[label]]\nzzz = 1"),
        ("decisions.toml", "/$defs/decision", "[[decision]]\nzzz = 1"),
        ("decisions.toml", "/$defs/heading", "[[heading]]\nzzz = 1"),
        ("decisions.toml", "/$defs/page", "[[page]]\nzzz = 1"),
        ("corrections.toml", "/$defs/correction", "[[correction]]\nzzz = 1"),
    ];

    /// A key of a source with a word that nobody knows.
    const WORDS: [(&str, &str); 9] = [
        ("source", "kind"),
        ("source", "judged-by"),
        ("source", "pays-to-enter"),
        ("source", "independent"),
        ("source", "recipient"),
        ("source", "credit"),
        ("source", "measure"),
        ("source", "better"),
        ("edition", "status"),
    ];

    fn schema(file: &str) -> Value {
        let (_, text) = SCHEMAS.iter().find(|(name, _)| *name == file).unwrap();
        serde_json::from_str(text).unwrap()
    }

    /// What the readers say is known, where a text is that nobody knows.
    fn known(file: &str, text: &str) -> BTreeSet<String> {
        let workspace = tempfile::tempdir().unwrap();
        fs::write(workspace.path().join("sources.toml"), "").unwrap();
        fs::write(workspace.path().join(file), text).unwrap();
        let told = load(workspace.path()).unwrap_err().to_string();
        let mistakes = told.split("error: ").filter(|mistake| mistake.contains("zzz"));
        let listed = mistakes.filter_map(|mistake| mistake.split_once("known here: "));
        let (_, list) = listed.last().unwrap_or_else(|| panic!("{text}: {told}"));
        let list = list.split("\n\n").next().unwrap();
        list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }

    #[test]
    fn a_schema_and_its_reader_know_the_same_keys() {
        for (file, place, text) in TABLES {
            let schema = schema(file);
            let keys = schema.pointer(&format!("{place}/properties")).and_then(Value::as_object).unwrap();
            let keys: BTreeSet<String> = keys.keys().cloned().collect();
            assert_eq!(keys, known(file, text), "{file}{place}");
        }
    }

    #[test]
    fn a_schema_and_its_reader_know_the_same_words() {
        for (table, key) in WORDS {
            let schema = schema("sources.toml");
            let words = schema.pointer(&format!("/$defs/{table}/properties/{key}/enum")).unwrap();
            let words: BTreeSet<String> =
                words.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect();
            let heading = if table == "edition" { "source.x.edition.2012" } else { "source.x" };
            let text = format!("[{heading}]\n{key} = \"zzz\"");
            assert_eq!(words, known("sources.toml", &text), "{table}.{key}");
        }
    }
}
