//! One award as a page shows it: what, to whom, whether it counts, and every line that tells of it.

use minijinja::Value;

use model::{
    Award, Company, Counting, Day, Decision, Language, Passage, Remark, SourceId, Verdict, Witness, text,
};

use crate::press::address::Address;
use crate::press::sheet::{Link, Sheet};

/// The award at a position of the register.
pub fn award_view(sheet: &Sheet, position: usize) -> Value {
    let award = sheet.index.award(position);
    let source = sheet.input.register.source(&award.source);
    let echo_of = match &award.counting {
        Counting::Echo(of) => Some(sheet.source(of)),
        Counting::Counts
        | Counting::Annulled
        | Counting::SourceDoesNotCount
        | Counting::NotADistinction
        | Counting::NoCompany
        | Counting::Derived => None,
    };
    view! {
        anchor: format!("p{position}"),
        year: award.awarded.year().to_string(),
        day: sheet.words.typography.day(award.awarded),
        source: sheet.source(&award.source),
        edition: edition(sheet, award),
        category: award.category.to_string(),
        sector: award.sector.as_ref().and_then(|id| sheet.sector(id)),
        level: award.level,
        outcome: award.outcome,
        place: award.place.map(|place| place.number),
        tied: award.place.is_some_and(|place| place.tied),
        company: award.company.as_ref().map(|id| sheet.company(id)),
        printed: award.printed.to_string(),
        then: award.company.as_ref().and_then(|id| sheet.name_then(id, award.awarded.year())),
        person: award.person.as_deref().map(str::to_owned),
        recipient: award.recipient,
        pays: source.pays_to_enter,
        counting: award.counting.word(),
        echo_of,
        evidence: award.evidence,
        witnesses: award.witnesses.iter().map(|witness| witness_view(sheet, &award.source, witness)).collect::<Vec<_>>(),
        joined: decisions(sheet, award),
    }
}

fn edition(sheet: &Sheet, award: &Award) -> Link {
    let address = Address::Edition(award.source, award.edition);
    Link { name: award.edition.to_string(), href: Some(sheet.links.to(&address)) }
}

/// The line of a source's page, ready to be shown.
pub fn witness_view(sheet: &Sheet, source: &SourceId, witness: &Witness) -> Value {
    let title = if witness.title.is_empty() { host(&witness.url) } else { &witness.title };
    view! {
        url: safe(&witness.url),
        title: title.to_owned(),
        lang: spoken(&sheet.input.register.source(source).country)
            .filter(|language| *language != sheet.language && !witness.title.is_empty())
            .map(|language| language.code()),
        printed: witness.printed.to_string(),
        category: witness.category.to_string(),
        person: witness.person.to_string(),
        evidence: witness.evidence.kind,
        remark: remark(sheet, witness.evidence.remark),
        passage: witness.passage.as_deref().map(|passage| passage_view(sheet, passage)),
    }
}

/// The language of pages about a country's prizes, where it has one: who listens must hear a headline in its voice.
fn spoken(country: &str) -> Option<Language> {
    match country {
        "FR" => Some(Language::FR),
        "GB" | "IE" | "US" | "AU" | "NZ" => Some(Language::EN),
        "DE" | "AT" => "de".parse().ok(),
        _ => None,
    }
}

/// What qualifies the line: the editor's words, or the message that says what the program saw.
fn remark(sheet: &Sheet, remark: Remark) -> Option<Value> {
    let message = |key: &str, titles: u32, year: String| Some(view! { key, titles, year });
    match remark {
        Remark::Written { own, en } => sheet.written(&own, &en),
        Remark::Streak { titles, until } => message("streak", titles, until.to_string()),
        Remark::Arithmetic => message("arithmetic", 0, String::new()),
        Remark::ListGoesOn => message("list_goes_on", 0, String::new()),
    }
}

fn passage_view(sheet: &Sheet, passage: &Passage) -> Value {
    let [before, marked, after] = passage.excerpt.parts();
    let digest = passage.digest.to_string();
    let short = digest[..8].to_owned();
    let day = sheet.words.typography.day(passage.seen.day());
    view! {
        before,
        marked,
        after,
        digest,
        short,
        seen: passage.seen.to_string(),
        day,
    }
}

/// An address that a click may follow; anything but the web leads nowhere.
pub(crate) fn safe(url: &str) -> String {
    let web = ["http://", "https://"].iter().any(|scheme| url.starts_with(scheme));
    if web { url.to_owned() } else { String::new() }
}

/// The host of an address, to name a page without a headline.
pub(crate) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest).trim_start_matches("www.")
}

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

/// A page elsewhere, named by its host.
pub(crate) fn elsewhere(url: &str) -> Link {
    Link { name: host(url).to_owned(), href: Some(safe(url)).filter(|href| !href.is_empty()) }
}

#[cfg(test)]
mod tests {
    use crate::{parts::award::host, parts::award::safe};

    #[test]
    fn only_web_addresses_can_be_followed() {
        assert_eq!(safe("javascript:alert(1)"), "");
        assert_eq!(safe("https://example.org/"), "https://example.org/");
        assert_eq!(host("https://www.example.org/a?b"), "example.org");
    }
}
