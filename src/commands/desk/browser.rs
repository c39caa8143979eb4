//! `/desk`: from a page to rows in the browser, for the person at this machine alone.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use anyhow::{Context as _, Result, bail};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use minijinja::value::{Serde, Value};
use minijinja::{Environment, context};
use url::form_urlencoded;

use super::declare::{SOURCE_KEYS, new_source};
use super::page::LARGEST_FILE;
use super::rows::{DeskRow, RowState};
use super::{Brought, DeskEdition, DeskPage, DeskSession, DeskStep, SaveAs};
use crate::commands::open_workspace::read_catalog;
use crate::commands::own_page::{self, OwnPages, failed, refused};
use crate::commands::{Network, Shell, locked};
use model::Verdict;
use workspace::{Addition, Catalog, RowCells};

const PAGE: &str = include_str!("desk.html");

/// So many rows are shown; nobody looks through more by hand, and the page stays quick. All are saved.
const MOST_SHOWN: usize = 200;
/// And so many of the lines that were not read.
const MOST_UNREAD: usize = 20;
/// The cells that can be corrected by hand.
const CORRECTED: [&str; 6] = ["company", "category", "sector", "rank", "score", "person"];
/// What a column can stand for.
const PARTS: [&str; 8] = ["company", "category", "sector", "place", "score", "person", "edition", "aside"];

/// What the page is served from.
struct DeskServer {
    shell: Shell,
    own: OwnPages,
    /// Who answers questions; the user of this machine when nobody is named.
    who: Option<String>,
    network: Network,
    desk: Mutex<Desk>,
}

#[derive(Default)]
struct Desk {
    session: Option<DeskSession>,
    /// What was typed last, so that a refusal costs nobody their words.
    typed: Fields,
    /// What was done last, or why it was not.
    note: String,
    saving: Vec<Addition>,
    /// Whether something was written in this run.
    saved: bool,
}

/// The fields of a form.
type Fields = BTreeMap<String, String>;

/// The routes of the page.
pub fn router(shell: &Shell, own: OwnPages, who: Option<String>, network: Network) -> Router {
    let server = DeskServer { shell: shell.clone(), own, who, network, desk: Mutex::default() };
    Router::new()
        .route("/desk", get(show).post(answer))
        .route("/desk/file", post(take_file))
        // A little more than the file itself: one that is too large is refused with words of ours.
        .layer(DefaultBodyLimit::max(LARGEST_FILE + (1 << 20)))
        .with_state(Arc::new(server))
}

async fn show(State(server): State<Arc<DeskServer>>, headers: HeaderMap) -> Response {
    if !server.own.are_addressed(&headers) {
        return refused("open this page at its own address, on 127.0.0.1");
    }
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|accepted| accepted.to_str().ok());
    let language = if accepted.is_some_and(|accepted| accepted.starts_with("fr")) { "fr" } else { "en" };
    tokio::task::block_in_place(|| server.page(language)).unwrap_or_else(failed)
}

async fn answer(State(server): State<Arc<DeskServer>>, headers: HeaderMap, form: Bytes) -> Response {
    let fields = fields(&form);
    if !server.own.sent(&headers, field(&fields, "token")) {
        return refused("what is sent must come from the desk of this run; load it again");
    }
    tokio::task::block_in_place(|| server.told(|desk| server.take(desk, fields)));
    Redirect::to("/desk").into_response()
}

/// Takes a file as it is; its name and what it is about stand in the address.
async fn take_file(
    State(server): State<Arc<DeskServer>>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    bytes: Bytes,
) -> Response {
    let token = headers.get("x-token").and_then(|token| token.to_str().ok()).unwrap_or_default();
    if !server.own.sent(&headers, token) {
        return refused("a file must come from the desk of this run; load it again");
    }
    let typed = fields(query.unwrap_or_default().as_bytes());
    tokio::task::block_in_place(|| {
        server.told(|desk| {
            desk.typed = typed;
            let name = desk.typed.remove("name").unwrap_or_default();
            server.bring(desk, &Brought::File { name: &name, bytes: &bytes })
        });
    });
    StatusCode::NO_CONTENT.into_response()
}

fn fields(form: &[u8]) -> Fields {
    form_urlencoded::parse(form).into_owned().collect()
}

fn field<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.get(name).map_or("", String::as_str)
}

impl DeskServer {
    /// Does something at the desk; what was refused is told on the page, which stays as it was.
    fn told(&self, work: impl FnOnce(&mut Desk) -> Result<String>) {
        let mut desk = locked(&self.desk);
        desk.note = work(&mut desk).unwrap_or_else(|refused| format!("{refused:#}"));
    }

    fn bring(&self, desk: &mut Desk, brought: &Brought<'_>) -> Result<String> {
        let catalog = read_catalog(&self.shell)?;
        let typed = |name: &str| field(&desk.typed, name).to_owned();
        let [source, label] = [typed("source"), typed("edition")];
        let edition = DeskEdition::new(&catalog, &source, &label, &typed("awarded"), &typed("claimed"))?;
        let page = DeskPage::bring(&self.shell, &catalog, edition, &typed("url"), brought, self.network)?;
        let note = page.trouble.clone().unwrap_or_default();
        desk.session = Some(DeskSession::new(page));
        desk.saving.clear();
        Ok(note)
    }

    fn take(&self, desk: &mut Desk, fields: Fields) -> Result<String> {
        let step = field(&fields, "step").to_owned();
        match step.as_str() {
            "bring" => {
                desk.typed = fields;
                let text = field(&desk.typed, "text").to_owned();
                let brought = if text.trim().is_empty() { Brought::Address } else { Brought::Text(&text) };
                return self.bring(desk, &brought);
            }
            "again" => {
                *desk = Desk { typed: std::mem::take(&mut desk.typed), saved: desk.saved, ..Desk::default() };
                desk.typed.remove("text");
                return Ok(String::new());
            }
            "back" => {
                desk.saving.clear();
                return Ok(String::new());
            }
            "write" => return self.write(desk),
            "declare" => return self.declare(desk, fields),
            _ => {}
        }
        let session = desk.session.as_mut().context("bring a page first")?;
        desk.saving.clear();
        let (shell, who, told) = (&self.shell, self.who.clone(), |name: &str| field(&fields, name));
        match step.as_str() {
            "save" | "rule" => {
                let how = if step == "rule" { SaveAs::Rule } else { SaveAs::Rows };
                desk.saving = session.additions(shell, &read_catalog(shell)?, how)?;
                Ok(String::new())
            }
            "ask-model" => session.ask_model(&read_catalog(shell)?, self.network),
            "same" | "different" => {
                let verdict = if step == "same" { Verdict::Same } else { Verdict::Different };
                session.judge_names(shell, &read_catalog(shell)?, who, verdict, [told("one"), told("other")])
            }
            "file" => {
                session.file_heading(shell, &read_catalog(shell)?, who, told("printed"), told("sector"))
            }
            "name" => name_columns(session, &fields),
            _ => session.take(one_step(&step, &fields)?),
        }
    }

    fn declare(&self, desk: &mut Desk, fields: Fields) -> Result<String> {
        // A box that is no more ticked is not sent.
        desk.typed.retain(|name, _| name != "id" && !SOURCE_KEYS.contains(&name.as_str()));
        desk.typed.extend(fields);
        let (id, addition) = new_source(&self.shell, |key| field(&desk.typed, key))?;
        desk.typed.insert("source".to_owned(), id);
        desk.saving = vec![addition];
        Ok(String::new())
    }

    fn write(&self, desk: &mut Desk) -> Result<String> {
        let additions = std::mem::take(&mut desk.saving);
        if additions.is_empty() {
            bail!("there is nothing to write");
        }
        additions.iter().try_for_each(|addition| addition.write(&self.shell.workspace))?;
        desk.session = None;
        desk.saved = true;
        desk.typed.retain(|name, _| ["source", "edition", "url"].contains(&name.as_str()));
        let files: Vec<&str> = additions.iter().map(|addition| addition.file.as_str()).collect();
        Ok(format!("written: {}", files.join(", ")))
    }

    fn page(&self, language: &str) -> Result<Response> {
        let catalog = read_catalog(&self.shell)?;
        let mut desk = locked(&self.desk);
        let saving: Vec<Value> = desk.saving.iter().map(saving_view).collect();
        let Desk { session, typed, note, saved, .. } = &mut *desk;
        let view = context! {
            language,
            token => &self.own.token,
            w => Serde(&super::words()[language]),
            note => &*note,
            typed => Serde(&*typed),
            year => self.shell.as_of.year().to_string(),
            sources => sources_view(&catalog),
            saving,
            saved => *saved,
            ..match session {
                Some(session) => session_view(session, &catalog),
                None => context! {},
            }
        };
        let html = Environment::new().render_named_str("desk.html", PAGE, view)?;
        // The frame of the brought page has this policy too, and one of its own that allows less.
        Ok(own_page::shown(
            html,
            &self.own.token,
            "img-src data: 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; connect-src 'self'",
        ))
    }
}

fn one_step(step: &str, fields: &Fields) -> Result<DeskStep> {
    let number = |name: &str| field(fields, name).parse().context("which one?");
    Ok(match step {
        "list" => DeskStep::TakeList(number("list")?),
        "teach" => DeskStep::Teach(vec![field(fields, "one").to_owned(), field(fields, "other").to_owned()]),
        "add" => DeskStep::Add(typed_cells(fields)),
        "correct" => DeskStep::Correct { row: number("row")?, cells: typed_cells(fields) },
        "leave" => DeskStep::LeaveOut { row: number("row")?, why: field(fields, "why").to_owned() },
        "take" => DeskStep::TakeIn(number("row")?),
        "undo" => DeskStep::Undo,
        _ => bail!("unknown step `{step}`"),
    })
}

fn typed_cells(fields: &Fields) -> RowCells {
    let typed = |name: &&'static str| Some((*name, fields.get(*name)?.trim().to_owned()));
    CORRECTED.iter().filter_map(typed).collect()
}

/// Names the columns whose choice differs from what they stood for.
fn name_columns(session: &mut DeskSession, fields: &Fields) -> Result<String> {
    let changed = session.columns().into_iter().enumerate().filter_map(|(at, (column, part))| {
        let chosen = fields.get(&format!("part-{at}"))?;
        (*chosen != part && PARTS.contains(&chosen.as_str())).then(|| (column, chosen.clone()))
    });
    for (column, part) in changed.collect::<Vec<_>>() {
        session.take(DeskStep::Name { column, part })?;
    }
    Ok(String::new())
}

fn sources_view(catalog: &Catalog) -> Vec<Value> {
    let view = |source: &model::Source| {
        let editions: Vec<&str> = source.editions.keys().rev().map(|label| label.as_str()).collect();
        context! { id => source.id.as_str(), name => &source.name, editions }
    };
    let mut sources: Vec<&model::Source> = catalog.sources.values().collect();
    sources.sort_by_key(|source| source.name.to_lowercase());
    sources.into_iter().map(view).collect()
}

fn saving_view(addition: &Addition) -> Value {
    let pieces: Vec<String> = addition.pieces().map(|piece| piece.trim_matches('\n').to_owned()).collect();
    context! { file => &addition.file, pieces }
}

fn session_view(session: &mut DeskSession, catalog: &Catalog) -> Value {
    let rows = session.rows(catalog);
    let asked = session.companies(catalog, &rows);
    let (companies, headings) = (asked.shown.clone(), asked.headings.clone());
    let assist = catalog.settings.assist.as_ref();
    let sectors = catalog.sectors.values().map(|sector| {
        context! { id => sector.id.as_str(), fr => &sector.fr, en => &sector.en }
    });
    let counted = rows.iter().filter(|row| matches!(row.state, RowState::Saved | RowState::Had)).count();
    let edition = &session.page.edition;
    let list = |(at, list): (usize, &read::FoundList)| {
        let records = &list.reading.records;
        let names: Vec<&str> = records.iter().take(4).map(|record| record.company.as_str()).collect();
        context! { at, shape => Serde(list.shape), rows => records.len() + list.reading.held.len(), known => list.known, names }
    };
    let unread = session.reading.unread.iter().take(MOST_UNREAD).map(|unread| unread.text.clone());
    let unread: Vec<String> = unread.collect();
    let shown = rows.iter().take(MOST_SHOWN).enumerate();
    context! {
        page => context! {
            address => session.page.address.as_str(),
            source => &catalog.sources[&edition.source].name,
            edition => edition.label.as_str(),
            seen => session.page.context.seen.day().to_string(),
            framed => session.framed(),
        },
        assist => assist.map(|assist| format!("{} ({})", assist.model, assist.url.host())),
        headings => Serde(headings),
        sectors => sectors.collect::<Vec<_>>(),
        lists => session.page.lists.iter().enumerate().map(list).collect::<Vec<_>>(),
        list => session.list(),
        columns => session.columns(),
        parts => PARTS,
        rows => shown.map(|row| row_view(row, companies.get(&row.1.cells["company"]))).collect::<Vec<_>>(),
        all_rows => rows.len(),
        saved_rows => rows.iter().filter(|row| row.state == RowState::Saved).count(),
        counted,
        claimed => session.claimed(catalog),
        unread,
        all_unread => session.reading.unread.len(),
        can_undo => session.can_undo(),
        no_rule => session.no_rule(),
    }
}

fn row_view((at, row): (usize, &DeskRow), company: Option<&super::rows::CompanyShown>) -> Value {
    let cells: BTreeMap<&str, &str> = CORRECTED.map(|name| (name, row.cells[name].as_str())).into();
    let (state, why) = match &row.state {
        RowState::Saved => ("saved", ""),
        RowState::Held => ("held", ""),
        RowState::Left(why) => ("left", why.as_str()),
        RowState::Had => ("had", ""),
    };
    context! { at, cells => Serde(cells), passage => &row.passage, state, why, faults => &row.faults, company => company.map(Serde) }
}
