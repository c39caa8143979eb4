//! JSON: nodes found by an RFC 9535 path, each as a line of its members.
//!
//! A member that is neither read nor put aside stands in the line as `name: value`, and so is reported as unread.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json_path::JsonPath;

use super::caught::{Caught, Words};
use super::html::{self, NodeId, Tree};
use super::page::Sheet;
use super::report::Trouble;
use super::text::{Span, Writer};
use workspace::Members;

/// A node, as a line of the text.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub parts: BTreeMap<String, Words>,
    pub span: Span,
}

impl Node {
    pub fn caught<'r>(&self, members: &'r Members) -> Caught<'r> {
        let part = |name: &'r String| Some((name.as_str(), self.parts.get(name)?.clone()));
        let parts = members.fields.keys().filter_map(part).collect();
        Caught { parts, span: self.span, also: &members.also, ..Caught::default() }
    }
}

/// The nodes of a text; the whole text where no rule says what repeats.
pub(super) fn sheet(source: &str, members: Option<&Members>) -> Result<Sheet<'static>, Trouble> {
    let refused = |error: &dyn std::fmt::Display| Trouble::Unreadable(format!("it is no JSON: {error}"));
    let root: Value = serde_json::from_str(source).map_err(|error| refused(&error))?;
    if let Some(members) = members {
        return nodes(&root, members);
    }
    let mut writer = Writer::default();
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
    let value = |id: NodeId| serde_json::from_str::<Value>(tree.raw(id + 1)).ok();
    (1..tree.len()).filter(is_json).filter_map(value).collect()
}

fn nodes(root: &Value, members: &Members) -> Result<Sheet<'static>, Trouble> {
    let each = path(&members.each)?;
    let fields: Vec<(&str, JsonPath)> = members
        .fields
        .iter()
        .map(|(name, text)| Ok((name.as_str(), path(text)?)))
        .collect::<Result<_, Trouble>>()?;
    let (mut sheet, mut writer) = (Sheet::default(), Writer::default());
    for located in each.query_located(root).iter() {
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
    writer: &mut Writer,
    number: u32,
) -> Node {
    let from = writer.here();
    let mut parts = BTreeMap::new();
    let mut cells = 0;
    let mut cell = |writer: &mut Writer, text: &str| {
        if cells > 0 {
            writer.between_cells(number);
        }
        cells += 1;
        writer.words(text, number)
    };
    for (name, path) in fields {
        let values: Vec<String> = path.query(node).all().into_iter().filter_map(printed).collect();
        let span = cell(writer, &values.join(", "));
        if !span.is_empty() {
            parts.insert((*name).to_owned(), Words { text: values.join(", "), span, printed: true });
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
    Node { parts, span }
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
