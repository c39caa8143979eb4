//! The prizes that claims tell of, in the order of their identifiers.

use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;

use super::claim::List;
use super::draft::{Draft, gather};
use super::headings::Heading;
use super::identifier::{each_once, heading, identifier, prefix, shortest};

/// A prize, and what its identifier is made of.
pub(super) struct Prize<'c, 'a> {
    pub(super) draft: Draft<'c, 'a>,
    category: &'a Heading,
    recipient: &'a str,
    /// The identifier, where the words alone would not tell the prize from another one.
    numbered: Option<String>,
}

/// The prizes of each list, or of lists whose identifiers begin alike; all in the order of their identifiers.
pub(super) fn prizes<'c, 'a>(lists: &[List<'c, 'a>]) -> Vec<Vec<Prize<'c, 'a>>> {
    let mut lists: Vec<(String, List)> = lists.iter().map(|list| (prefix(list[0].record), *list)).collect();
    lists.sort_by(|(one, _), (other, _)| one.cmp(other));
    lists.par_chunk_by(|(a, _), (b, _)| a == b).map(of_one_prefix).collect()
}

fn of_one_prefix<'c, 'a>(lists: &[(String, List<'c, 'a>)]) -> Vec<Prize<'c, 'a>> {
    let mut prizes: Vec<Prize> = lists.iter().flat_map(|(_, list)| gather(list)).map(Prize::of).collect();
    prizes.sort_by_key(Prize::key);
    if prizes.windows(2).all(|pair| pair[0].key() != pair[1].key()) {
        return prizes;
    }
    let named = each_once(prizes.into_iter().map(|prize| (prize.id(), prize)).collect());
    named.into_iter().map(|(id, prize)| Prize { numbered: Some(id), ..prize }).collect()
}

impl<'c, 'a> Prize<'c, 'a> {
    fn of(draft: Draft<'c, 'a>) -> Self {
        let (category, recipient) = (heading(&draft.claims), recipient(&draft));
        Self { draft, category, recipient, numbered: None }
    }

    /// What puts prizes of one prefix in the order of their identifiers.
    fn key(&self) -> (u32, &'a str) {
        (self.category.position, self.recipient)
    }

    pub(super) fn id(&self) -> String {
        let id = || identifier(self.draft.claims[0].record, &self.category.slug, self.recipient);
        self.numbered.clone().unwrap_or_else(id)
    }
}

/// The person where the source awards persons, else the company, as far as they are printed.
fn recipient<'a>(draft: &Draft<'_, 'a>) -> &'a str {
    let company = shortest(draft.claims.iter().map(|claim| claim.name.slug.as_str()));
    let person = shortest(draft.claims.iter().map(|claim| claim.person.slug.as_str()));
    let own_name = draft.claims[0].source.recipient.has_own_name();
    let (wanted, other) = if own_name { (person, company) } else { (company, person) };
    if wanted.is_empty() { other } else { wanted }
}
