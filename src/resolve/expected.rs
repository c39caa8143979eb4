//! Whether lists of winners are as long as their sources say.

use std::collections::BTreeMap;

use crate::model::{Award, Issue, Label, Outcome, Source, SourceId};

/// An issue for every edition whose winners and placed are fewer or more than declared.
pub(super) fn issues(awards: &[Award], sources: &BTreeMap<SourceId, Source>) -> Vec<Issue> {
    let mut found = BTreeMap::<(&SourceId, &Label), u32>::new();
    for award in awards.iter().filter(|award| matches!(award.outcome, Outcome::Winner | Outcome::Placed)) {
        *found.entry((&award.source, &award.edition)).or_default() += 1;
    }
    let mut issues = Vec::new();
    for (source, edition) in sources.values().flat_map(|s| s.editions.values().map(|e| (&s.id, e))) {
        let found = found.get(&(source, &edition.label)).copied().unwrap_or_default();
        if let Some(expected) = edition.winners
            && !(expected.0..=expected.1).contains(&found)
        {
            let (source, edition) = (source.clone(), edition.label.clone());
            issues.push(Issue::WinnerCount { source, edition, found, expected });
        }
    }
    issues
}
