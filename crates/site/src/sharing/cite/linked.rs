//! What a page says to search engines: schema.org as JSON-LD, from the values that the page itself shows.

use serde_json::{Value, json};

use model::{Company, Counting};
use rank::Standing;
use tables::Format;

use crate::SiteError;
use crate::parts::board::SpanView;
use crate::press::address::{Address, Board};
use crate::press::sheet::Sheet;
use crate::sharing::export;

/// Companies of a leaderboard that search engines are told of: they read no list of ten thousand.
const MOST_LISTED: usize = 200;

/// The front page: the site and who publishes it.
pub(crate) fn home(sheet: &Sheet) -> Value {
    graph(vec![
        json!({
            "@type": "WebSite", "@id": id(sheet, "site"), "name": sheet.input.settings.title,
            "url": sheet.absolute(&Address::Home), "inLanguage": sheet.words.typography.code(),
            "publisher": { "@id": id(sheet, "publisher") },
        }),
        publisher(sheet),
    ])
}

/// A leaderboard: the data set, its files, and the order of the companies.
pub(crate) fn leaderboard(sheet: &Sheet, board: Board) -> Result<Value, SiteError> {
    let address = Address::Leaderboard(board);
    let ranking = sheet.index.ranking(board);
    let window = ranking.query.window;
    let name = sheet.board_title(board)?;
    let years = SpanView::of(sheet, board).said(sheet.words)?;
    let file = json!({
        "@type": "DataDownload", "encodingFormat": Format::Json.media_type(),
        "contentUrl": format!("{}{}", sheet.input.settings.base_url, address.figures(sheet.index)),
    });
    let item = |(position, s): (usize, &Standing)| {
        json!({
            "@type": "ListItem", "position": position + 1,
            "name": sheet.input.register.company(&s.company).name,
            "url": sheet.absolute(&Address::Company(s.company)),
        })
    };
    Ok(graph(vec![
        json!({
            "@type": "Dataset", "@id": format!("{}#data", sheet.absolute(&address)), "name": name,
            "description": sheet.words.say("linked.leaderboard", &[("years", years.into())])?,
            "url": sheet.absolute(&address), "inLanguage": sheet.words.typography.code(),
            "temporalCoverage": format!("{}/{}", window.from, window.to),
            "dateModified": sheet.input.as_of.to_string(), "isAccessibleForFree": true,
            "creator": { "@id": id(sheet, "publisher") }, "distribution": [file],
        }),
        json!({
            "@type": "ItemList", "name": name, "numberOfItems": ranking.standings.len(),
            "itemListOrder": "https://schema.org/ItemListOrderDescending",
            "itemListElement": ranking.standings.iter().take(MOST_LISTED).enumerate().map(item).collect::<Vec<_>>(),
        }),
        publisher(sheet),
    ]))
}

/// A company: its names, what it belongs to, what it won.
pub(crate) fn company(sheet: &Sheet, company: &Company) -> Value {
    let former = company.former.iter().map(|former| &former.name);
    let mut names: Vec<&String> = former.chain(&company.spellings).collect();
    names.sort();
    names.dedup();
    let awards = sheet.index.awards_of(&company.id).into_iter().map(|(_, award)| award);
    let counted = awards.filter(|award| award.counting == Counting::Counts);
    let mut won: Vec<String> = counted
        .map(|a| format!("{} {}", sheet.source_name(sheet.input.register.source(&a.source)), a.edition))
        .collect();
    won.dedup();
    let mut organisation = json!({
        "@type": "Organization", "name": company.name,
        "mainEntityOfPage": sheet.absolute(&Address::Company(company.id)),
    });
    if !names.is_empty() {
        organisation["alternateName"] = json!(names);
    }
    if !won.is_empty() {
        organisation["award"] = json!(won);
    }
    if let Some(parent) = &company.parent {
        let name = &sheet.input.register.company(parent).name;
        organisation["parentOrganization"] = json!({ "@type": "Organization", "name": name });
    }
    graph(vec![organisation])
}

/// All data: one set, whole and in open formats.
pub(crate) fn data(sheet: &Sheet) -> Result<Value, SiteError> {
    let base = format!("{}{}", sheet.input.settings.base_url, export::folder(sheet.index));
    let file = |(name, kind): (&str, Option<&str>)| {
        json!({
            "@type": "DataDownload", "encodingFormat": kind,
            "contentUrl": format!("{base}{name}"),
        })
    };
    let kinds = [
        Some("application/vnd.sqlite3"),
        Some("application/zip"),
        Format::Xlsx.media_type(),
        Format::Json.media_type(),
    ];
    let files: Vec<Value> = export::WHOLE.into_iter().zip(kinds).map(file).collect();
    Ok(graph(vec![
        json!({
            "@type": "Dataset", "@id": id(sheet, "data"), "name": sheet.input.settings.title,
            "description": sheet.words.text("data.lede")?, "url": sheet.absolute(&Address::Data),
            "dateModified": sheet.input.as_of.to_string(), "isAccessibleForFree": true,
            "creator": { "@id": id(sheet, "publisher") }, "distribution": files,
        }),
        publisher(sheet),
    ]))
}

fn publisher(sheet: &Sheet) -> Value {
    json!({
        "@type": "Organization", "@id": id(sheet, "publisher"), "name": sheet.input.settings.title,
        "url": sheet.input.settings.base_url,
    })
}

fn id(sheet: &Sheet, name: &str) -> String {
    format!("{}#{name}", sheet.input.settings.base_url)
}

fn graph(things: Vec<Value>) -> Value {
    json!({ "@context": "https://schema.org", "@graph": things })
}
