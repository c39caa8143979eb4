//! Search without a server: one script a language, with the matcher and every name that leads somewhere.
//!
//! A script and not a data file, because a page that is opened from disk may load no other. It is loaded when a
//! reader first looks for something. One line an entry, between tabs: name, address, kind, how many of the other names
//! are former ones, then those, then the rest.

use crate::press::Press;
use crate::press::address::Address;
use crate::press::assets;
use crate::press::sheet::Sheet;
use crate::{Page, SiteError};

/// The kinds of things that can be found, in the order in which equal finds are shown.
const KINDS: [&str; 4] = ["find.company", "find.sector", "find.source", "find.board"];

/// The script of a language.
pub(crate) fn script(press: &Press) -> Result<Page, SiteError> {
    let sheet = press.sheet(&Address::Home);
    let kinds: Vec<String> = KINDS.into_iter().map(|key| sheet.words.text(key)).collect::<Result<_, _>>()?;
    let entries = entries(&sheet)?.join("\n");
    let data = serde_json::json!({ "kinds": kinds, "entries": entries }).to_string();
    let matcher = press.asset("assets/search.js");
    // A name may hold what ends a script.
    let text = format!("{matcher}palmares.index({});\n", data.replace('<', "\\u003c"));
    Ok(assets::hashed(&format!("search-{}", sheet.words.typography.code()), "js", text.into_bytes()))
}

fn entries(sheet: &Sheet) -> Result<Vec<String>, SiteError> {
    let register = sheet.input.register;
    let entry = |kind: usize, name: &str, address: Address, former: Vec<&str>, others: Vec<&str>| {
        let path = address.path(sheet.index, sheet.language);
        let (kind, count) = (kind.to_string(), former.len().to_string());
        let others = others.into_iter().filter(|other| *other != name && !former.contains(other));
        let fields = [name, &path, &kind, &count].into_iter().chain(former.iter().copied()).chain(others);
        fields.map(|field| field.replace(['\t', '\n', '\r'], " ")).collect::<Vec<_>>().join("\t")
    };
    let mut all = Vec::new();
    for id in sheet.index.companies() {
        let company = register.company(id);
        let former = company.former.iter().map(|former| former.name.as_str()).collect();
        let spellings = company.spellings.iter().map(String::as_str).collect();
        all.push(entry(0, &company.name, Address::Company(*id), former, spellings));
    }
    for sector in register.sectors.values() {
        all.push(entry(1, sheet.sector_name(sector), Address::Sector(sector.id), vec![], vec![]));
    }
    for source in register.sources.values() {
        let others = vec![source.name.as_str(), source.organiser.as_str()];
        all.push(entry(2, sheet.source_name(source), Address::Source(source.id), vec![], others));
    }
    for board in sheet.index.boards() {
        all.push(entry(3, &sheet.board_title(board)?, Address::Leaderboard(board), vec![], vec![]));
    }
    Ok(all)
}
