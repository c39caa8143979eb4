//! `echo` and `category-names`: headings of one source that stand for something else.

use std::collections::{BTreeMap, BTreeSet};

use crate::tree::{Field, Name, Names};
use crate::value::quoted;
use model::SourceId;
use model::text;

/// Reads `echo`: folded heading → the source whose result it hands over again.
pub fn echo(field: Field<'_>, own: Option<&SourceId>, known: &Names) -> BTreeMap<String, SourceId> {
    let (mut echo, mut seen) = (BTreeMap::new(), BTreeSet::new());
    for (name, field) in field.entries() {
        let source = known.find(field, SourceId::new);
        if source.is_some() && source.as_ref() == own {
            field
                .refuse("a source cannot be an echo of itself", "name the source that gives the prize first");
        }
        let heading = heading(name);
        if heading.as_ref().is_some_and(|heading| !seen.insert(heading.clone())) {
            name.refuse(format!("{} stands here twice, spelt differently", quoted(name.text())), TWICE);
        }
        echo.extend(heading.zip(source));
    }
    echo
}

/// Reads `category-names`: folded variant → the category it stands for, as it is shown.
pub fn category_names(field: Field<'_>) -> BTreeMap<String, String> {
    let entries = field.entries();
    let own = |(name, _): &(Name<'_>, _)| Some((heading(*name)?, name.text().to_owned()));
    let mut names: BTreeMap<String, String> = entries.iter().filter_map(own).collect();
    for (name, variants) in entries {
        let category = name.text().to_owned();
        for variant in variants.items().unwrap_or_default() {
            let Some(printed) = variant.text() else { continue };
            let earlier = names.insert(text::heading(printed), category.clone());
            if earlier.is_some_and(|earlier| earlier != category) {
                variant.refuse(format!("{} stands for two categories", quoted(printed)), TWICE);
            }
        }
    }
    names
}

const TWICE: &str = "keep it in one place; case, accents, punctuation and plurals make no difference";

fn heading(name: Name<'_>) -> Option<String> {
    let folded = text::heading(name.text());
    if folded.is_empty() {
        name.refuse(
            format!("{} has no letter or digit", quoted(name.text())),
            "write the heading as it is printed",
        );
    }
    (!folded.is_empty()).then_some(folded)
}
