//! JSON: nodes found by an RFC 9535 path, each as a line of its members.
//!
//! A member that is neither read nor put aside stands in the line as `name: value`, and so is reported as unread.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json_path::JsonPath;

use super::caught::{Caught, Words};
use super::html::{self, NodeId, Tree};
use super::page::Sheet;
use super::report::Trouble;
use super::text::{Span, TextWriter};
use workspace::Members;

/// A node, as a line of the text.
#[derive(Debug, Clone)]
pub(super) struct JsonNode {
    pub parts: BTreeMap<String, Words>,
    pub span: Span,
}

impl JsonNode {
    pub fn caught<'r>(&self, members: &'r Members) -> Caught<'r> {
        let part = |name: &'r String| Some((name.as_str(), self.parts.get(name)?.clone()));
        let parts = members.fields.keys().filter_map(part).collect();
        Caught { parts, span: self.span, also: &members.also, ..Caught::default() }
    }
}

/// Any JSON in which no member is named twice: readers differ on which of two counts, so neither is known.
struct NoneTwice;

impl<'de> Deserialize<'de> for NoneTwice {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for NoneTwice {
    type Value = Self;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("any JSON")
    }
    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self, A::Error> {
        while items.next_element::<Self>()?.is_some() {}
        Ok(self)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self, A::Error> {
        let mut named = HashSet::new();
        while let Some((name, _)) = members.next_entry::<String, Self>()? {
            if let Some(twice) = named.replace(name) {
                return Err(A::Error::custom(format!("the member `{twice}` is there twice")));
            }
        }
        Ok(self)
    }
}

/// The nodes of a text; the whole text where no rule says what repeats.
pub(super) fn sheet(source: &str, members: Option<&Members>) -> Result<Sheet<'static>, Trouble> {
    let refused = |error: &dyn std::fmt::Display| Trouble::Unreadable(format!("it is no JSON: {error}"));
    let root: Value = serde_json::from_str(source).map_err(|error| refused(&error))?;
    serde_json::from_str::<NoneTwice>(source).map_err(|error| refused(&error))?;
    if let Some(members) = members {
        return nodes(&root, members);
    }
    let mut writer = TextWriter::default();
    let pretty = serde_json::to_string_pretty(&root).map_err(|error| refused(&error))?;
    for (at, line) in pretty.lines().enumerate() {
        writer.words(line, at as u32);
        writer.end_line();
    }
    Ok(Sheet { text: writer.finish(), ..Sheet::default() })
}

/// The nodes of the JSON that an HTML page carries for its own scripts and for search engines: a list of all such
/// texts, in their order. Their number changes with every plugin of a site, so `$..winners[*]` outlives `$[2].winners`.
pub(super) fn embedded(tree: &Tree<'_>, members: &Members) -> Result<Sheet<'static>, Trouble> {
    nodes(&scripts(tree), members)
}

/// The JSON in the scripts of a page, as a list.
pub(super) fn scripts(tree: &Tree<'_>) -> Value {
    let is_json = |id: &NodeId| {
        let kind = tree.attribute(*id, "type").unwrap_or_default().trim().to_ascii_lowercase();
        tree.name(*id).eq_ignore_ascii_case("script")
            && kind.starts_with("application/")
            && kind.ends_with("json")
    };
    let value = |id: NodeId| {
        let text = (tree.node(id).end > id + 1).then(|| tree.raw(id + 1))?;
        serde_json::from_str::<NoneTwice>(text).ok()?;
        serde_json::from_str::<Value>(text).ok()
    };
    (1..tree.len()).filter(is_json).filter_map(value).collect()
}

/// Every object of a text, its plain members as the cells of one line: what a page that a script draws says.
pub(super) fn objects(source: &str) -> Result<Sheet<'static>, Trouble> {
    let refused = |error| Trouble::Unreadable(format!("it is no JSON: {error}"));
    Ok(objects_of(&serde_json::from_str(source).map_err(refused)?))
}

pub(super) fn objects_of(root: &Value) -> Sheet<'static> {
    let (mut sheet, mut writer) = (Sheet::default(), TextWriter::default());
    write_objects(root, "$", &mut writer, &mut sheet.paths);
    sheet.text = writer.finish();
    sheet
}

fn write_objects(value: &Value, path: &str, writer: &mut TextWriter, paths: &mut Vec<String>) {
    let named: Vec<(String, &Value)> = match value {
        Value::Object(members) => {
            members.iter().map(|(key, value)| (format!("{path}.{key}"), value)).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().map(|(n, item)| (format!("{path}[{n}]"), item)).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => vec![],
    };
    let (deep, plain): (Vec<_>, Vec<_>) = named.into_iter().partition(|(_, v)| v.is_object() || v.is_array());
    let number = paths.len() as u32;
    for (nth, text) in plain.into_iter().filter_map(|(_, value)| printed(value)).enumerate() {
        if nth > 0 {
            writer.between_cells(number);
        }
        writer.words(&text, number);
    }
    writer.end_line();
    paths.push(path.to_owned());
    deep.into_iter().for_each(|(path, value)| write_objects(value, &path, writer, paths));
}

fn nodes(root: &Value, members: &Members) -> Result<Sheet<'static>, Trouble> {
    let each = path(&members.each)?;
    let fields: Vec<(&str, JsonPath)> = members
        .fields
        .iter()
        .map(|(name, text)| Ok((name.as_str(), path(text)?)))
        .collect::<Result<_, Trouble>>()?;
    let (mut sheet, mut writer) = (Sheet::default(), TextWriter::default());
    for located in each.query_located(root).iter() {
        for (name, path) in &fields {
            let values = path.query(located.node()).all();
            if values.iter().any(|value| value.is_object() || value.is_array()) {
                let why = format!("`{name}` is no text at {}; name the member inside", located.location());
                return Err(Trouble::Unreadable(why));
            }
        }
        let number = sheet.paths.len() as u32;
        sheet.paths.push(located.location().to_string());
        let node = write(located.node(), &fields, members, &mut writer, number);
        sheet.nodes.push(node);
    }
    sheet.text = writer.finish();
    Ok(sheet)
}

/// A path from the root, or the bare name of a member.
fn path(text: &str) -> Result<JsonPath, Trouble> {
    let bare = !text.starts_with('$');
    let written = if bare { format!("$[{}]", Value::from(text)) } else { text.to_owned() };
    JsonPath::parse(&written)
        .map_err(|error| Trouble::Unreadable(format!("`{text}` is no JSON path: {error}")))
}

fn write(
    node: &Value,
    fields: &[(&str, JsonPath)],
    members: &Members,
    writer: &mut TextWriter,
    number: u32,
) -> JsonNode {
    let from = writer.here();
    let mut parts = BTreeMap::new();
    let mut cells = 0;
    let mut cell = |writer: &mut TextWriter, text: &str| {
        if cells > 0 {
            writer.between_cells(number);
        }
        cells += 1;
        writer.words(text, number)
    };
    for (name, path) in fields {
        let values: Vec<String> = path.query(node).all().into_iter().filter_map(printed).collect();
        let text = values.join(", ");
        let span = cell(writer, &text);
        if !span.is_empty() {
            // Accents that pile up are left out of the lines, and then no byte of a value has its own place there.
            let printed = span.to - span.from == text.len();
            parts.insert((*name).to_owned(), Words { text, span, printed });
        }
    }
    let read = |key: &str| members.fields.values().any(|path| begins_with(path, key));
    for (key, value) in node.as_object().into_iter().flatten().filter(|(key, _)| !read(key)) {
        if let Some(text) = printed(value).filter(|_| !members.aside.contains(key)) {
            cell(writer, &format!("{key}: {text}"));
        }
    }
    let span = Span { from, to: writer.here() };
    writer.end_line();
    JsonNode { parts, span }
}

/// Whether a path from a node goes through this member.
fn begins_with(path: &str, key: &str) -> bool {
    let quoted = [format!("$['{key}']"), format!("$[\"{key}\"]")];
    let dotted = path.strip_prefix("$.").map(|rest| rest.split(['.', '[']).next() == Some(key));
    path == key || dotted == Some(true) || quoted.iter().any(|start| path.starts_with(start.as_str()))
}

/// A value as a page would print it; nothing for `null` and the empty.
fn printed(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::String(text) if html::is_markup(text) => html::plain(text),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    };
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|text| !matches!(text.as_str(), "" | "[]" | "{}"))
}
