//! The decisions that joined a printed name with the company it is credited to.

use minijinja::Value;

use model::text;
use model::{Award, Company, Day, Decision, Verdict};

use crate::press::sheet::Sheet;

/// The decisions without which a witness of the award would name another company.
pub(crate) fn decisions(sheet: &Sheet, award: &Award) -> Vec<Value> {
    let register = sheet.input.register;
    let same = || register.decisions.iter().filter(|decision| decision.verdict == Verdict::Same);
    let company = award.company.as_ref().filter(|_| same().next().is_some());
    let Some(company) = company.map(|id| register.company(id)) else { return Vec::new() };
    let own = own_keys(company);
    let mut printed: Vec<String> =
        award.witnesses.iter().map(|witness| text::key(&witness.printed)).collect();
    printed.retain(|key| !key.is_empty() && !own.contains(key));
    let names = |decision: &&Decision| {
        [&decision.one, &decision.other].iter().any(|name| printed.contains(&text::key(name)))
    };
    same().filter(names).map(|decision| joined_view(sheet, decision)).collect()
}

/// The names that are the company's without any decision, as they are compared.
fn own_keys(company: &Company) -> Vec<String> {
    let former = company.former.iter().map(|former| &former.name);
    let names = std::iter::once(&company.name).chain(&company.spellings).chain(former);
    names.map(|name| text::key(name)).collect()
}

pub fn joined_view(sheet: &Sheet, decision: &Decision) -> Value {
    let Decision { one, other, who, when, why, .. } = decision.clone();
    let day = when.parse::<Day>().map_or_else(|_| when.clone(), |day| sheet.words.typography.day(day));
    let why = sheet.written(&why.fr, &why.en);
    view! {
        one,
        other,
        who,
        when,
        day,
        why,
    }
}
