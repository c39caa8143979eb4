//! The corrections: what the site once said and was wrong, titles taken back, and what persons decided on two names.

use minijinja::Value;

use model::{Correction, Counting, Day, Verdict};

use crate::SiteError;
use crate::parts::award::award_view;
use crate::press::address::{Address, Board};
use crate::press::sheet::{Link, Sheet};
use crate::sharing::editions;

/// The view of the corrections.
pub(crate) fn view(sheet: &Sheet) -> Result<Value, SiteError> {
    let register = sheet.input.register;
    let awards = register.awards.iter().enumerate();
    let annulled = awards.filter(|(_, award)| award.counting == Counting::Annulled);
    let decisions = register.decisions.iter().rev().map(|decision| {
        view! {
            same: decision.verdict == Verdict::Same,
            one: decision.one.clone(),
            other: decision.other.clone(),
            who: decision.who.clone(),
            when: decision
            .when
            .parse::<Day>()
            .map_or_else(|_| decision.when.clone(), |day| sheet.words.typography.day(day)),
            why: sheet.written(&decision.why.fr, &decision.why.en),
        }
    });
    Ok(view! {
        frozen: !sheet.input.editions.kept.is_empty(),
        errata: editions::errata(sheet)?,
        mended: register.corrections.iter().rev().map(|c| correction(sheet, c)).collect::<Vec<_>>(),
        annulled: annulled.map(|(position, _)| award_view(sheet, position)).collect::<Vec<_>>(),
        decisions: decisions.collect::<Vec<_>>(),
    })
}

/// What was mended on the page at an address, the latest first.
pub(crate) fn on_page(sheet: &Sheet, address: &Address) -> Vec<Value> {
    let all = sheet.input.register.corrections.iter().rev();
    let here = all.filter(|c| pages(sheet, c).any(|(_, page)| page == *address));
    here.map(|c| correction(sheet, c)).collect()
}

/// What a correction says, in the language of the page.
pub(crate) fn said(sheet: &Sheet, correction: &Correction) -> String {
    sheet.bilingual(&correction.what).unwrap_or_default()
}

fn correction(sheet: &Sheet, correction: &Correction) -> Value {
    let link = |(name, page): (String, Address)| Link { name, href: Some(sheet.links.to(&page)) };
    view! {
        when: sheet.words.typography.day(correction.when),
        what: said(sheet, correction),
        url: correction.url.clone(),
        pages: pages(sheet, correction).map(link).collect::<Vec<_>>(),
    }
}

/// The pages that a correction concerns, with their names; what has no page is left out.
fn pages<'a>(sheet: &'a Sheet, correction: &'a Correction) -> impl Iterator<Item = (String, Address)> {
    let (register, index) = (sheet.input.register, sheet.index);
    let company = correction.company.as_ref().filter(|id| index.companies().any(|known| known == *id));
    let company = company.map(|id| (register.company(id).name.clone(), Address::Company(*id)));
    let source = correction.source.as_ref().map(|id| {
        let name = sheet.source_name(register.source(id));
        let known = |label: &&_| index.editions().any(|(source, known)| source == id && known == *label);
        match correction.edition.as_ref().filter(known) {
            Some(label) => (format!("{name} {label}"), Address::Edition(*id, *label)),
            None => (name.to_owned(), Address::Source(*id)),
        }
    });
    let year = correction.year.filter(|year| index.years().any(|known| known == *year));
    let year = year.map(|year| (year.to_string(), Address::Leaderboard(Board::of_year(year))));
    company.into_iter().chain(source).chain(year)
}
