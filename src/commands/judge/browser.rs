//! `/review`: the questions of `palmares review` as a page, for the person at this machine alone.

use std::sync::{Arc, Mutex};

use anyhow::{Result, bail};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use minijinja::value::{Serde, Value};
use minijinja::{Environment, context};
use url::form_urlencoded;

use super::{Judging, Reply, Session};
use crate::commands::own_page::{self, OwnPages, failed, refused};
use crate::commands::{Shell, locked};
use model::Verdict;

const PAGE: &str = include_str!("review.html");

/// What the page is served from.
struct ReviewServer {
    shell: Shell,
    who: Option<String>,
    own: OwnPages,
    /// The session, and what was done last in it.
    state: Mutex<(Session, String)>,
}

/// The routes of the page.
pub fn router(shell: &Shell, own: OwnPages, who: Option<String>) -> Router {
    let server = ReviewServer { shell: shell.clone(), who, own, state: Mutex::default() };
    Router::new().route("/review", get(show).post(answer)).with_state(Arc::new(server))
}

async fn show(State(server): State<Arc<ReviewServer>>, headers: HeaderMap) -> Response {
    if !server.own.are_addressed(&headers) {
        return refused("open this page at its own address, on 127.0.0.1");
    }
    tokio::task::block_in_place(|| server.page()).unwrap_or_else(failed)
}

async fn answer(State(server): State<Arc<ReviewServer>>, headers: HeaderMap, form: Bytes) -> Response {
    let fields: Vec<(String, String)> = form_urlencoded::parse(&form).into_owned().collect();
    let field =
        |name: &str| fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    if !server.own.sent(&headers, field("token")) {
        return refused("an answer must come from the review page of this run; load it again");
    }
    let done = tokio::task::block_in_place(|| server.take(field));
    done.map_or_else(failed, |()| Redirect::to("/review").into_response())
}

impl ReviewServer {
    /// The page with the question at hand. The workspace is read anew: another program may have written to it.
    fn page(&self) -> Result<Response> {
        let judging = Judging::open(&self.shell, self.who.clone())?;
        let state = locked(&self.state);
        let (session, note) = &*state;
        let turn = judging.turn(session);
        let view = context! {
            token => &self.own.token,
            note,
            key => turn.as_ref().map(|turn| &turn.key),
            number => turn.as_ref().map(|turn| turn.number),
            left => turn.as_ref().map(|turn| turn.left),
            sectors => judging.sectors(),
            ..Value::from(Serde(turn.as_ref().map(|turn| &turn.question)))
        };
        let html = Environment::new().render_named_str("review.html", PAGE, view)?;
        Ok(own_page::shown(html, &self.own.token, "img-src data:; style-src 'unsafe-inline'"))
    }

    /// Takes an answer. One to a question that is not asked any more changes nothing.
    fn take<'f>(&self, field: impl Fn(&str) -> &'f str) -> Result<()> {
        let mut judging = Judging::open(&self.shell, self.who.clone())?;
        let mut state = locked(&self.state);
        let (session, note) = &mut *state;
        let turn = judging.turn(session).filter(|turn| turn.key == field("question"));
        let done = match (field("answer"), turn) {
            ("undo", _) => judging.undo_step(session),
            (_, None) => Ok("that question is not asked any more: nothing was written".to_owned()),
            (answer, Some(turn)) => {
                reply(&judging, answer, [field("sector"), field("new")]).and_then(|reply| {
                    field("why").clone_into(&mut session.why);
                    judging.reply(session, turn, reply)
                })
            }
        };
        // A decision that cannot be taken is told on the page, beside the question.
        *note = done.unwrap_or_else(|refused| format!("{refused:#}"));
        Ok(())
    }
}

fn reply(judging: &Judging, answer: &str, [sector, new]: [&str; 2]) -> Result<Reply> {
    match (answer, sector, new.trim()) {
        ("same", ..) => Ok(Reply::Judged(Verdict::Same)),
        ("different", ..) => Ok(Reply::Judged(Verdict::Different)),
        ("file", "", "") => bail!("choose a sector, name a new one, or skip"),
        ("file", sector, "") => judging.meaning(sector).map(Reply::Filed),
        // A chosen sector cannot be unchosen in a form, but a name can be left out: whoever typed one means it.
        ("file", _, new) => Ok(Reply::FiledAs(new.to_owned())),
        _ => Ok(Reply::Skipped),
    }
}
