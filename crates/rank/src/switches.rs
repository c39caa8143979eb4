//! The switches of a query: which sources and awards it sets aside, and why.

use crate::{Query, Why, Without};
use model::{Award, EvidenceKind, Source, YesNo};

/// Why a query sets all awards of a source aside; nothing when it leaves the source in.
pub fn source_aside(source: &Source, query: &Query) -> Option<Why> {
    let paid = source.pays_to_enter == YesNo::Yes && query.without.contains(&Without::Paid);
    let abroad = query.country.as_ref().is_some_and(|country| *country != source.country);
    let other_kind = query.kind.is_some_and(|kind| kind != source.kind);
    let reasons =
        [(abroad, Why::OtherCountry), (other_kind, Why::OtherKind), (paid, Why::LeftOut(Without::Paid))];
    first_that_applies(reasons)
}

/// Why a query sets an award aside whose source it leaves in.
pub fn award_aside(award: &Award, query: &Query) -> Option<Why> {
    let person = award.recipient.is_person();
    let derived = award.evidence == EvidenceKind::Derived;
    let left_out = |applies: bool, kind| (applies && query.without.contains(&kind), Why::LeftOut(kind));
    first_that_applies([left_out(person, Without::Persons), left_out(derived, Without::Derived)])
}

fn first_that_applies<const N: usize>(reasons: [(bool, Why); N]) -> Option<Why> {
    reasons.into_iter().find(|(applies, _)| *applies).map(|(_, why)| why)
}
