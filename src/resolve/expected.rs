//! Whether lists of winners are as long as their sources say.

use std::collections::BTreeMap;

use crate::model::{Award, Issue, Label, Outcome, Source, SourceId};

/// An issue for every edition whose winners and placed are fewer or more than declared.
pub(super) fn issues(awards: &[Award], sources: &BTreeMap<SourceId, Source>) -> Vec<Issue> {
    let editions =
        sources.values().flat_map(|source| source.editions.values().map(move |edition| (source, edition)));
    let declared =
        editions.filter_map(|(source, edition)| Some(((&source.id, &edition.label), (edition.winners?, 0))));
    let mut lists: BTreeMap<_, ((u32, u32), u32)> = declared.collect();
    for award in awards.iter().filter(|award| matches!(award.outcome, Outcome::Winner | Outcome::Placed)) {
        if let Some((_, found)) = lists.get_mut(&(&award.source, &award.edition)) {
            *found += 1;
        }
    }
    let outside = |((few, many), found): (_, _)| found < few || many < found;
    let wrong = lists.into_iter().filter(|(_, list)| outside(*list));
    let issue = |((source, edition), (expected, found)): ((&SourceId, &Label), _)| Issue::WinnerCount {
        source: source.clone(),
        edition: edition.clone(),
        found,
        expected,
    };
    wrong.map(issue).collect()
}
