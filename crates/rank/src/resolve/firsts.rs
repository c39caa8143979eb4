//! Sole first places: a general ranking has one.

use std::collections::BTreeMap;

use model::{Award, Excerpt, Issue, Label, Level, Outcome, Shared, SourceId, Statement};

/// An issue for every second company that is alone at the top of one general ranking.
pub(super) fn issues(awards: &[Award]) -> Vec<Issue> {
    let mut first: BTreeMap<(SourceId, Label, Shared), &Award> = BTreeMap::new();
    let mut issues = Vec::new();
    for award in awards.iter().filter(|award| is_alone_at_the_top(award)) {
        let one = *first.entry((award.source, award.edition, award.category)).or_insert(award);
        if one.id != award.id && !is_one_company(one, award) {
            let (id, about) = (award.id.clone(), "the only first place".to_owned());
            issues.push(Issue::Contradiction { id, about, one: statement(one), other: statement(award) });
        }
    }
    issues
}

fn is_alone_at_the_top(award: &Award) -> bool {
    let alone = award.place.is_some_and(|place| place.number == 1 && !place.tied);
    alone && award.level == Level::Overall && matches!(award.outcome, Outcome::Winner | Outcome::Placed)
}

fn is_one_company(one: &Award, other: &Award) -> bool {
    one.company.is_some() && one.company == other.company
}

/// What the first witness of an award says, who is named.
fn statement(award: &Award) -> Statement {
    let witness = award.witnesses.first();
    let row = || {
        let text = format!("{} · {}", award.printed, award.category);
        Excerpt { text, from: 0, to: award.printed.chars().count() as u32 }
    };
    let passage = witness.and_then(|witness| witness.passage.as_ref());
    Statement {
        said: format!("“{}”", award.printed),
        url: witness.map(|witness| witness.url.to_string()).unwrap_or_default(),
        excerpt: passage.map_or_else(row, |passage| passage.excerpt.clone()),
    }
}
