//! All sectors: families and what belongs to them, with companies and distinctions.

use minijinja::Value;
use std::collections::BTreeMap;

use model::{Counting, SectorId};

use crate::pages::companies::folded;
use crate::press::sheet::Sheet;

/// The view of the list.
pub(crate) fn view(sheet: &Sheet) -> Value {
    let sectors = &sheet.input.register.sectors;
    let counts = counts(sheet);
    let families = sectors.values().filter(|sector| sector.parent.is_none());
    let mut families: Vec<(String, Value)> = families
        .filter_map(|sector| {
            let within = sectors.values().filter(|other| other.parent.as_ref() == Some(&sector.id));
            let count = counts.get(&sector.id).copied().unwrap_or_default();
            let link = sheet.sector(&sector.id)?;
            let name = folded(&link.name);
            Some((
                name,
                view! {
                    sector: link,
                    companies: count.companies,
                    distinctions: count.distinctions,
                    series: count.series,
                    within: within.filter_map(|other| sheet.sector(&other.id)).collect::<Vec<_>>(),
                },
            ))
        })
        .collect();
    families.sort_by(|one, other| one.0.cmp(&other.0));
    view! {
        families: families.into_iter().map(|(_, family)| family).collect::<Vec<_>>(),
    }
}

#[derive(Clone, Copy, Default)]
struct Count {
    companies: usize,
    distinctions: usize,
    series: usize,
}

fn counts<'a>(sheet: &Sheet<'a>) -> BTreeMap<&'a SectorId, Count> {
    let register = sheet.input.register;
    let mut counts: BTreeMap<&SectorId, Count> = BTreeMap::new();
    for id in sheet.index.companies() {
        let Some(sector) = &register.company(id).sector else { continue };
        let count = counts.entry(register.family(sector)).or_default();
        count.companies += 1;
        let awards = sheet.index.awards_of(id);
        count.distinctions += awards.iter().filter(|(_, award)| award.counting == Counting::Counts).count();
    }
    for sector in sheet.input.figures.benchmarks().iter().filter_map(|series| series.sector.as_ref()) {
        counts.entry(register.family(sector)).or_default().series += 1;
    }
    counts
}
