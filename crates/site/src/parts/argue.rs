//! The reader's own leaderboard: what the form offers, and the script that computes with its data.
//!
//! The script holds every distinction as numbers, so that it needs no request and works from disk. Its companies come
//! in the order of `rank`, and its rows by company, year and source.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use model::text;
use model::{Award, Company, Counting, EvidenceKind, Register, Source, SourceId, YesNo};
use workspace::{Method, Rules};

use crate::Input;
use crate::press::address::{Address, Board, file_name};
use crate::press::sheet::Sheet;

/// The form of a leaderboard; none where the method is not a sum over prizes that a reader could weigh by hand.
pub(crate) fn view(sheet: &Sheet, board: Board) -> Option<minijinja::Value> {
    let script = sheet.assets.argue()?;
    let scope = sheet.index.scope(board);
    let whole = scope.all_time.query.window;
    let window = sheet.index.ranking(board).query.window;
    let rules = &sheet.input.ranking.rules;
    let there: BTreeSet<&SourceId> = distinctions(sheet.input.register).map(|award| &award.source).collect();
    let sources = there.into_iter().map(|id| sheet.input.register.source(id));
    let companies = sheet.links.to(&Address::Companies);
    Some(view! {
        script: sheet.links.to_root(&script.path),
        country: scope.country.clone(),
        years: whole.years().map(|year| year.to_string()).collect::<Vec<_>>(),
        from: window.from.to_string(),
        to: window.to.to_string(),
        companies: companies.trim_end_matches("index.html").to_owned(),
        derived: sheet.input.ranking.derived,
        mark: sheet.words.typography.decimal_mark(),
        sources: sources.filter(|source| scope.holds(source)).map(|source| choice(sheet, source, rules)).collect::<Vec<_>>(),
    })
}

fn choice(sheet: &Sheet, source: &Source, rules: &Rules) -> minijinja::Value {
    view! {
        id: source.id,
        name: sheet.source_name(source).to_owned(),
        paid: source.pays_to_enter == YesNo::Yes,
        weight: rules.weight(source).to_string(),
    }
}

/// The script with the distinctions of all years; none where the method is another one.
pub(crate) fn script(input: &Input, program: &str) -> Option<String> {
    // A name cannot close the element that loads it, wherever a workspace puts the text.
    let data = || data(input).to_string().replace('<', "\\u003c");
    (input.ranking.method == Method::Competitions)
        .then(|| format!("{program}ownRanking.data = {};\n", data()))
}

fn data(input: &Input) -> Value {
    let register = input.register;
    let mut companies: Vec<&Company> = register.companies.values().collect();
    companies.sort_by_cached_key(|company| (text::key(&company.name), company.id));
    let ids: BTreeSet<_> = distinctions(register).filter_map(|award| award.company.as_ref()).collect();
    companies.retain(|company| ids.contains(&company.id));
    let company_numbers: BTreeMap<_, _> = companies.iter().map(|c| &c.id).zip(0_usize..).collect();
    let sources: Vec<&Source> = register.sources.values().collect();
    let source_numbers: BTreeMap<_, _> = sources.iter().map(|s| &s.id).zip(0_usize..).collect();
    let mut rows: Vec<_> = distinctions(register)
        .filter_map(|award| {
            let company = *company_numbers.get(award.company.as_ref()?)?;
            let source = *source_numbers.get(&award.source)?;
            let person = award.recipient.is_person();
            let derived = award.evidence == EvidenceKind::Derived;
            Some((company, award.awarded.year().get(), source, u8::from(person), u8::from(derived)))
        })
        .collect();
    rows.sort_unstable();
    let paged: BTreeSet<_> = register
        .awards
        .iter()
        .filter(|award| award.counting == Counting::Counts)
        .filter_map(|award| award.company)
        .collect();
    let company = |c: &&Company| json!([file_name(c.id.as_str()), c.name, u8::from(paged.contains(&c.id))]);
    let source = |s: &&Source| {
        let paid = u8::from(s.pays_to_enter == YesNo::Yes);
        json!([s.id, input.ranking.rules.weight_units(s), s.country, paid])
    };
    json!({
        "unit": Rules::WEIGHT_UNIT,
        "sources": sources.iter().map(source).collect::<Vec<_>>(),
        "companies": companies.iter().map(company).collect::<Vec<_>>(),
        "rows": rows,
    })
}

fn distinctions(register: &Register) -> impl Iterator<Item = &Award> {
    register.awards.iter().filter(|award| {
        matches!(award.counting, Counting::Counts | Counting::Derived) && award.company.is_some()
    })
}
