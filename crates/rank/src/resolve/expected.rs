//! Whether lists of winners are as long as their sources say.

use std::collections::BTreeMap;

use model::{Award, Issue, Label, Outcome, Source, SourceId};

/// The winners and placed of a list, found and declared from fewest to most.
struct List {
    found: u32,
    expected: (u32, u32),
}

/// An issue for every edition whose winners and placed are fewer or more than declared.
pub(super) fn issues(awards: &[Award], sources: &BTreeMap<SourceId, Source>) -> Vec<Issue> {
    let editions = sources.values().flat_map(|source| source.editions.values().map(|e| (&source.id, e)));
    let declared =
        editions.filter_map(|(source, edition)| Some(((source, &edition.label), edition.winners?)));
    let mut lists: BTreeMap<(&SourceId, &Label), List> =
        declared.map(|(key, expected)| (key, List { found: 0, expected })).collect();
    for award in awards.iter().filter(|award| matches!(award.outcome, Outcome::Winner | Outcome::Placed)) {
        if let Some(list) = lists.get_mut(&(&award.source, &award.edition)) {
            list.found += 1;
        }
    }
    let wrong =
        lists.into_iter().filter(|(_, List { found, expected })| !(expected.0..=expected.1).contains(found));
    let issue = |((source, edition), List { found, expected }): ((&SourceId, &Label), List)| {
        Issue::WinnerCount { source: *source, edition: *edition, found, expected }
    };
    wrong.map(issue).collect()
}
