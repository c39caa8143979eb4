//! Whether lists of winners are as long as their sources say.

use std::collections::BTreeMap;

use crate::model::{Award, Issue, Outcome, Source, SourceId};

/// An issue for every edition whose winners and placed are fewer or more than declared.
pub(super) fn issues(awards: &[Award], sources: &BTreeMap<SourceId, Source>) -> Vec<Issue> {
    let mut found = BTreeMap::<_, u32>::new();
    for award in awards.iter().filter(|award| matches!(award.outcome, Outcome::Winner | Outcome::Placed)) {
        *found.entry((&award.source, &award.edition)).or_default() += 1;
    }
    let editions =
        sources.values().flat_map(|source| source.editions.values().map(move |edition| (source, edition)));
    let outside = editions.filter_map(|(source, edition)| {
        let expected = edition.winners?;
        let found = found.get(&(&source.id, &edition.label)).copied().unwrap_or_default();
        let fits = (expected.0..=expected.1).contains(&found);
        let issue = || Issue::WinnerCount {
            source: source.id.clone(),
            edition: edition.label.clone(),
            found,
            expected,
        };
        (!fits).then(issue)
    });
    outside.collect()
}
