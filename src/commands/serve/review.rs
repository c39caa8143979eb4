//! `/review`: the questions of `palmares review` as a page, for the person at this machine alone.
//!
//! The server listens on loopback. A request must be addressed to it by a loopback name (so that no foreign name can
//! be pointed here), and an answer must come from its own page and carry the token of this run.

use std::fs::File;
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use minijinja::Environment;
use minijinja::value::Serde;
use serde::Serialize;
use url::form_urlencoded;

use crate::commands::Shell;
use crate::commands::clerk::Clerk;
use crate::commands::review::{Answer, Session, Skipped, filed};
use model::Verdict;
use rank::questions::{Card, UnmappedHeading};

const PAGE: &str = include_str!("review.html");

/// What the page is served from.
struct ReviewDesk {
    shell: Shell,
    /// Who judges, where named.
    who: Option<String>,
    /// Only pages of this run know it.
    token: String,
    /// The names of this server, with its port.
    hosts: [String; 2],
    state: Mutex<Progress>,
}

/// What changes from answer to answer.
#[derive(Default)]
struct Progress {
    session: Session,
    skipped: Skipped,
    /// What was done last.
    note: String,
}

/// What the template shows.
#[derive(Serialize)]
struct View<'a> {
    token: &'a str,
    note: &'a str,
    heading: Option<AskedHeading>,
    question: Option<ReviewAsked>,
}

#[derive(Serialize)]
struct AskedHeading {
    heading: UnmappedHeading,
    left: usize,
    /// Every sector, by its identifier and English name.
    sectors: Vec<(String, String)>,
}

#[derive(Serialize)]
struct ReviewAsked {
    card: Card,
    pair: [String; 2],
    number: usize,
    total: usize,
}

/// The routes of the page.
pub fn router(shell: &Shell, port: u16, who: Option<String>) -> Result<Router> {
    let hosts = ["127.0.0.1", "localhost"].map(|name| format!("{name}:{port}"));
    let desk = ReviewDesk { shell: shell.clone(), who, token: token()?, hosts, state: Mutex::default() };
    Ok(Router::new().route("/review", get(show).post(answer)).with_state(Arc::new(desk)))
}

/// 128 bits that nobody can guess, in hexadecimal digits.
fn token() -> Result<String> {
    let mut bytes = [0; 16];
    let random = File::open("/dev/urandom").and_then(|mut file| file.read_exact(&mut bytes));
    random.context("cannot make a token for the review page")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

async fn show(State(desk): State<Arc<ReviewDesk>>, headers: HeaderMap) -> Response {
    if !desk.is_addressed(&headers) {
        return refused("open this page at its own address, on 127.0.0.1");
    }
    tokio::task::block_in_place(|| desk.page()).unwrap_or_else(failed)
}

async fn answer(State(desk): State<Arc<ReviewDesk>>, headers: HeaderMap, form: Bytes) -> Response {
    let fields: Vec<(String, String)> = form_urlencoded::parse(&form).into_owned().collect();
    let field =
        |name: &str| fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    if !desk.is_addressed(&headers) || !desk.is_own_page(&headers) || field("token") != desk.token {
        return refused("an answer must come from the review page of this run; load it again");
    }
    let pair = [field("one"), field("other")];
    let done = tokio::task::block_in_place(|| match field("answer") {
        "file" => desk.file([field("source"), field("heading")], Some(field("sector"))),
        "leave" => desk.file([field("source"), field("heading")], None),
        answer => desk.take(answer, pair, field("why")),
    });
    done.map_or_else(failed, |()| Redirect::to("/review").into_response())
}

fn refused(why: &'static str) -> Response {
    (StatusCode::FORBIDDEN, why).into_response()
}

fn failed(error: anyhow::Error) -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:#}")).into_response()
}

impl ReviewDesk {
    /// Whether the browser was sent here by one of our names: a foreign one could be made to lead to this machine.
    fn is_addressed(&self, headers: &HeaderMap) -> bool {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        host.is_some_and(|host| self.hosts.iter().any(|own| own == host))
    }

    /// Whether the answer comes from a page that we served.
    fn is_own_page(&self, headers: &HeaderMap) -> bool {
        let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
        origin.is_some_and(|origin| self.hosts.iter().any(|own| origin == format!("http://{own}")))
    }

    /// The page with the question at hand. The workspace is read anew: another program may have written to it.
    fn page(&self) -> Result<Response> {
        let clerk = Clerk::open(&self.shell, self.who.clone())?;
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let done = state.session.done();
        let sectors =
            || clerk.register().sectors.values().map(|s| (s.id.to_string(), s.en.clone())).collect();
        let heading = state.skipped.first(&clerk);
        let heading = heading.map(|(heading, left)| AskedHeading { heading, left, sectors: sectors() });
        let turn = if heading.is_none() { state.session.turn(&clerk) } else { None };
        let question = turn.map(|turn| ReviewAsked {
            card: turn.card,
            pair: turn.pair,
            number: done + 1,
            total: done + turn.left,
        });
        let view = View { token: &self.token, note: &state.note, heading, question };
        let html = Environment::new().render_named_str("review.html", PAGE, Serde(&view))?;
        let policy = format!(
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'nonce-{}'; form-action 'self'; \
             base-uri 'none'; frame-ancestors 'none'",
            self.token
        );
        let headers = [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CACHE_CONTROL, "no-store"),
            (header::CONTENT_SECURITY_POLICY, policy.as_str()),
            (header::REFERRER_POLICY, "same-origin"),
        ];
        Ok((headers, html).into_response())
    }

    /// Files a heading that is still open; without a sector it is left for another day.
    fn file(&self, [source, printed]: [&str; 2], sector: Option<&str>) -> Result<()> {
        let mut clerk = Clerk::open(&self.shell, self.who.clone())?;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let open = clerk.headings().into_iter().find(|h| h.source.as_str() == source && h.printed == printed);
        state.note = match (open, sector) {
            (None, _) => "that heading has a sector by now: nothing was written".to_owned(),
            (Some(_), Some("")) => "choose a sector, or skip".to_owned(),
            (Some(heading), Some(sector)) => filed(&mut clerk, &heading, sector),
            (Some(_), None) => {
                state.skipped.skip(source, printed);
                format!("skipped “{printed}”")
            }
        };
        Ok(())
    }

    /// Takes an answer. One to a question that is not asked any more changes nothing.
    fn take(&self, answer: &str, pair: [&str; 2], why: &str) -> Result<()> {
        let mut clerk = Clerk::open(&self.shell, self.who.clone())?;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = match answer {
            "undo" => None,
            "same" => Some(Answer::Judged(Verdict::Same)),
            "different" => Some(Answer::Judged(Verdict::Different)),
            _ => Some(Answer::Skipped),
        };
        let done = match (answer, state.session.turn(&clerk)) {
            (None, _) => state.session.undo(&mut clerk),
            (Some(answer), Some(turn)) if turn.pair == pair => {
                state.session.why = why.to_owned();
                state.session.answer(&mut clerk, &turn, answer)
            }
            (Some(_), _) => Ok("that question is not asked any more: nothing was written".to_owned()),
        };
        // A decision that cannot be taken is told on the page, beside the question.
        state.note = done.unwrap_or_else(|refused| format!("{refused:#}"));
        Ok(())
    }
}
