//! `/review`: the questions of `palmares review` as a page, for the person at this machine alone.
//!
//! The server listens on loopback. A request must be addressed to it by a loopback name (so that no foreign name can
//! be pointed here), and an answer must come from its own page and carry the token of this run.

use std::fs::File;
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use minijinja::value::{Serde, Value};
use minijinja::{Environment, context};
use url::form_urlencoded;

use super::{Judging, Reply, Session};
use crate::commands::Shell;
use model::Verdict;

const PAGE: &str = include_str!("review.html");

/// What the page is served from.
struct ReviewServer {
    shell: Shell,
    /// Who judges, where named.
    who: Option<String>,
    /// Only pages of this run know it.
    token: String,
    /// The names of this server, with its port.
    hosts: [String; 2],
    /// The session, and what was done last in it.
    state: Mutex<(Session, String)>,
}

/// The routes of the page.
pub fn router(shell: &Shell, port: u16, who: Option<String>) -> Result<Router> {
    let hosts = ["127.0.0.1", "localhost"].map(|name| format!("{name}:{port}"));
    let server = ReviewServer { shell: shell.clone(), who, token: token()?, hosts, state: Mutex::default() };
    Ok(Router::new().route("/review", get(show).post(answer)).with_state(Arc::new(server)))
}

/// 128 bits that nobody can guess, in hexadecimal digits.
fn token() -> Result<String> {
    let mut bytes = [0; 16];
    let random = File::open("/dev/urandom").and_then(|mut file| file.read_exact(&mut bytes));
    random.context("cannot make a token for the review page")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

async fn show(State(server): State<Arc<ReviewServer>>, headers: HeaderMap) -> Response {
    if !server.is_addressed(&headers) {
        return refused("open this page at its own address, on 127.0.0.1");
    }
    tokio::task::block_in_place(|| server.page()).unwrap_or_else(failed)
}

async fn answer(State(server): State<Arc<ReviewServer>>, headers: HeaderMap, form: Bytes) -> Response {
    let fields: Vec<(String, String)> = form_urlencoded::parse(&form).into_owned().collect();
    let field =
        |name: &str| fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    if !server.is_addressed(&headers) || !server.is_own_page(&headers) || field("token") != server.token {
        return refused("an answer must come from the review page of this run; load it again");
    }
    let done = tokio::task::block_in_place(|| server.take(field));
    done.map_or_else(failed, |()| Redirect::to("/review").into_response())
}

fn refused(why: &'static str) -> Response {
    (StatusCode::FORBIDDEN, why).into_response()
}

fn failed(error: anyhow::Error) -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:#}")).into_response()
}

impl ReviewServer {
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
        let judging = Judging::open(&self.shell, self.who.clone())?;
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (session, note) = &*state;
        let turn = judging.turn(session);
        let view = context! {
            token => &self.token,
            note,
            key => turn.as_ref().map(|turn| &turn.key),
            number => turn.as_ref().map(|turn| turn.number),
            left => turn.as_ref().map(|turn| turn.left),
            sectors => judging.sectors(),
            ..Value::from(Serde(turn.as_ref().map(|turn| &turn.question)))
        };
        let html = Environment::new().render_named_str("review.html", PAGE, view)?;
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

    /// Takes an answer. One to a question that is not asked any more changes nothing.
    fn take<'f>(&self, field: impl Fn(&str) -> &'f str) -> Result<()> {
        let mut judging = Judging::open(&self.shell, self.who.clone())?;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (session, note) = &mut *state;
        let turn = judging.turn(session).filter(|turn| turn.key == field("question"));
        let done = match (field("answer"), turn) {
            ("undo", _) => judging.undo_step(session),
            (_, None) => Ok("that question is not asked any more: nothing was written".to_owned()),
            (answer, Some(turn)) => reply(&judging, answer, field("sector")).and_then(|reply| {
                field("why").clone_into(&mut session.why);
                judging.reply(session, turn, reply)
            }),
        };
        // A decision that cannot be taken is told on the page, beside the question.
        *note = done.unwrap_or_else(|refused| format!("{refused:#}"));
        Ok(())
    }
}

fn reply(judging: &Judging, answer: &str, sector: &str) -> Result<Reply> {
    match (answer, sector) {
        ("same", _) => Ok(Reply::Judged(Verdict::Same)),
        ("different", _) => Ok(Reply::Judged(Verdict::Different)),
        ("file", "") => bail!("choose a sector, or skip"),
        ("file", sector) => judging.meaning(sector).map(Reply::Filed),
        _ => Ok(Reply::Skipped),
    }
}
