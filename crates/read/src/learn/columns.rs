//! Columns: what each part of a list stands for, and the same rule with another meaning given to one of them.

use workspace::{Catch, Column, Part, Pattern, Rule, Selector};

/// What a column is called that is put aside.
const ASIDE: &str = "aside";

/// The columns of what a rule reads: how the page calls each, and the part that it stands for.
pub fn columns(rule: &Rule) -> Vec<(String, String)> {
    let aside = |title: String| (title, ASIDE.to_owned());
    let mut all: Vec<(String, String)> = Vec::new();
    if let Some(table) = &rule.table {
        let named = |(part, columns): (&String, &Vec<Column>)| Some((title(columns.first()?), part.clone()));
        all.extend(table.columns.iter().filter_map(named));
        all.extend(table.aside.iter().cloned().map(aside));
    }
    if let Some(items) = &rule.items {
        all.extend(items.fields.iter().map(|(part, of)| (place(of), part.clone())));
        all.extend(items.aside.iter().map(|css| aside(css.as_str().to_owned())));
    }
    if let Some(json) = &rule.json {
        all.extend(json.fields.iter().map(|(part, path)| (path.clone(), part.clone())));
        all.extend(json.aside.iter().map(|name| aside(format!("$.{name}"))));
    }
    for name in patterns(rule).flat_map(|pattern| pattern.names().map(str::to_owned).collect::<Vec<_>>()) {
        let of_list = rule.lists.contains_key(&name);
        if !of_list && !all.iter().any(|(title, _)| *title == name) {
            let part = if name.starts_with(ASIDE) { ASIDE.to_owned() } else { name.clone() };
            all.push((name, part));
        }
    }
    // A company of its own comes first on every page that shows them.
    all.sort_by_key(|(_, part)| (part != "company", part == ASIDE));
    all
}

/// The rule with a column that stands for another part; the column that stood for it takes its place.
pub fn assigned(rule: &Rule, column: &str, part: &str) -> Rule {
    let all = columns(rule);
    let Some((_, before)) = all.iter().find(|(title, _)| title == column) else { return rule.clone() };
    let other = all.iter().find(|(title, held)| held == part && part != ASIDE && title != column);
    let mut new = rule.clone();
    if let Some((other, _)) = other {
        give(&mut new, other, part, ASIDE);
    }
    give(&mut new, column, before, part);
    if let Some((other, _)) = other {
        let other = if is_name(rule, other) { format!("{ASIDE}_{other}") } else { other.clone() };
        give(&mut new, &other, ASIDE, before);
    }
    new
}

/// Whether a column is a name in a pattern.
fn is_name(rule: &Rule, column: &str) -> bool {
    patterns(rule).any(|pattern| pattern.names().any(|name| name == column))
}

fn patterns(rule: &Rule) -> impl Iterator<Item = &Pattern> {
    let items = rule.lists.values().flat_map(|list| &list.items);
    rule.lines.iter().chain(&rule.headings).chain(items).map(|catch| &catch.pattern)
}

fn title(column: &Column) -> String {
    match column {
        Column::Header(title) => title.clone(),
        Column::At(n) => n.to_string(),
    }
}

fn place(part: &Part) -> String {
    let css = part.element.as_ref().map_or("", Selector::as_str);
    part.attribute.as_ref().map_or_else(|| css.to_owned(), |name| format!("{css}@{name}"))
}

/// Takes a column from one part and gives it to another.
fn give(rule: &mut Rule, column: &str, from: &str, to: &str) {
    if let Some(table) = &mut rule.table {
        let taken = table.columns.remove(from).and_then(|columns| columns.into_iter().next());
        table.aside.retain(|title| title != column);
        let meant = taken.or_else(|| column.parse().ok().map(Column::At));
        let meant = meant.unwrap_or_else(|| Column::Header(column.to_owned()));
        match to {
            ASIDE => table.aside.push(title(&meant)),
            part => drop(table.columns.insert(part.to_owned(), vec![meant])),
        }
    }
    if let Some(items) = &mut rule.items {
        let held = items.fields.remove(from);
        let element = held.or_else(|| {
            let at = items.aside.iter().position(|css| css.as_str() == column)?;
            Some(Part { element: Some(items.aside.remove(at)), attribute: None })
        });
        match (to, element) {
            (ASIDE, Some(part)) => items.aside.extend(part.element),
            (part, Some(element)) => drop(items.fields.insert(part.to_owned(), element)),
            (_, None) => {}
        }
    }
    if let Some(json) = &mut rule.json {
        let path = json.fields.remove(from).unwrap_or_else(|| column.to_owned());
        let name = path.trim_start_matches("$.").to_owned();
        json.aside.retain(|aside| *aside != name);
        match to {
            ASIDE => json.aside.push(name),
            part => drop(json.fields.insert(part.to_owned(), path)),
        }
    }
    let to = if to == ASIDE { format!("{ASIDE}_{column}") } else { to.to_owned() };
    let lists = rule.lists.values_mut().flat_map(|list| &mut list.items);
    for catch in rule.lines.iter_mut().chain(&mut rule.headings).chain(lists) {
        rename(catch, column, &to);
    }
}

/// Gives a name in a pattern another one. A shape, as in `{aside_move:number}`, stays.
fn rename(catch: &mut Catch, from: &str, to: &str) {
    let written = catch.pattern.as_str();
    let renamed = written
        .replace(&format!("{{{from}}}"), &format!("{{{to}}}"))
        .replace(&format!("{{{from}:"), &format!("{{{to}:"));
    if renamed != written
        && let Ok(pattern) = Pattern::new(&renamed)
    {
        catch.pattern = pattern;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::written::written;

    fn rule(toml: &str) -> Rule {
        let rules = workspace::rules_in("test", &format!("[rule.r]\n{toml}\n"));
        rules.unwrap().remove("r").unwrap()
    }

    /// The rule with a column that stands for another part, as it is written.
    fn with(toml: &str, column: &str, part: &str) -> String {
        written(&assigned(&rule(toml), column, part), "r")
    }

    #[test]
    fn a_column_changes_places_with_the_one_that_stood_for_its_part() {
        let table = "columns = { company = \"Marque\", category = \"Prix\" }\naside = [\"Logo\"]";
        let swapped = with(table, "Prix", "company");
        assert!(swapped.contains("{ category = [\"Marque\"], company = [\"Prix\"] }"), "{swapped}");
        let put_aside = with(table, "Prix", "aside");
        assert!(put_aside.contains("aside   = [\"Logo\", \"Prix\"]"), "{put_aside}");
        let lines = with("lines = [\"{company} – {category}\"]", "category", "company");
        assert!(lines.contains("[\"{category} – {company}\"]"), "{lines}");
        let json = with(
            "json = \"$[*]\"\nfields = { company = \"$.name\" }\naside = [\"prize\"]",
            "$.prize",
            "category",
        );
        assert!(json.contains("category = \"$.prize\"") && !json.contains("aside"), "{json}");
        let items = with("items = \"li\"\nfields = { company = \"b\", category = \"i\" }", "i", "sector");
        assert!(items.contains("{ company = \"b\", sector = \"i\" }"), "{items}");
    }
}
