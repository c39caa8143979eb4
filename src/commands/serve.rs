//! `palmares serve`: the site on this machine, as the files of the workspace are now, reloaded when one of them changes.

use std::collections::BTreeMap;
use std::fs;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::serve::Listener;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{RwLock, watch};
use tower_http::services::{ServeDir, ServeFile};
use tower_http::timeout::RequestBodyTimeoutLayer;
use url::Url;

use super::build::{ReadySite, SITE};
use super::own_page::OwnPages;
use super::preview::{FolderState, Preview};
use super::{ExitStatus, Network, Shell, desk, judge};

/// How often the files of the workspace are looked at.
// Polled, since events of the file system are lost on network and container mounts; the files are few hundred.
const LOOK: Duration = Duration::from_millis(100);

/// Where a page asks whether a newer one is there.
const RELOAD: &str = "/_reload";

/// Waits for the next build, then loads the page again. Added to pages on their way out, never to the site.
const RELOADER: &str = "<script>fetch('/_reload').then(done => done.ok && location.reload())</script>";

/// Pages of ours are far smaller, in bytes.
const LARGEST_PAGE: usize = 64 << 20;

/// How long the head of a request may take, and each pause within what it sends. Enough for the slowest disk of a
/// browser on this machine; without it, whoever opens connections and says nothing holds them for ever.
const STALLED: Duration = Duration::from_secs(5);

/// What pages are answered from; nothing while what was published must stay as it is.
type Shown = Arc<RwLock<Option<Preview>>>;

/// Serves on 127.0.0.1 until interrupted, and begins anew on change.
pub fn serve(shell: &Shell, port: u16, who: Option<String>, network: Network) -> Result<ExitStatus> {
    let shown = Shown::default();
    *shown.blocking_write() = preview(shell)?;
    let runtime = tokio::runtime::Runtime::new().context("cannot start the server")?;
    runtime.block_on(listen(shell, &shown, port, who, network))?;
    if let Some(preview) = shown.blocking_write().as_mut() {
        preview.stop_building();
    }
    Ok(ExitStatus::Done)
}

fn preview(shell: &Shell) -> Result<Option<Preview>> {
    let ready = ReadySite::open(shell, None)?.inspect(|ready| ready.sum_up(shell));
    ready.map(|ready| Preview::start(shell, ready)).transpose()
}

async fn listen(
    shell: &Shell,
    shown: &Shown,
    port: u16,
    who: Option<String>,
    network: Network,
) -> Result<()> {
    let address = (Ipv4Addr::LOCALHOST, port);
    let listener = TcpListener::bind(address).await;
    let listener =
        listener.with_context(|| format!("cannot listen on port {port}; choose another with --port"))?;
    let (changed, waiting) = watch::channel(0_u64);
    let site = shell.workspace.join(SITE);
    let not_found = ServeFile::new(site.join("404.html"));
    let files = ServeDir::new(&site).not_found_service(not_found);
    let app = Router::new().fallback_service(files).layer(from_fn_with_state(site, within_site));
    let app = app.layer(from_fn_with_state(Arc::clone(shown), printed));
    let app = app.layer(from_fn(with_reloader));
    let app = app.merge(Router::new().route(RELOAD, get(reload)).with_state(waiting));
    let here = listener.local_addr()?;
    // Beside the reloader, which would take a half-written reason away.
    let own = OwnPages::new(here.port())?;
    let app = app.merge(desk::browser::router(shell, own.clone(), who.clone(), network));
    let app = app.merge(judge::browser::router(shell, own, who));
    let app = app.layer(RequestBodyTimeoutLayer::new(STALLED));
    let app = app.layer(from_fn_with_state(here.port(), for_own_host));
    shell.console.say(&format!("serving   http://{here}/ (Ctrl-C stops)"));
    shell.console.say(&format!("review    http://{here}/review"));
    shell.console.say(&format!("desk      http://{here}/desk"));
    let mut terminated = signal(SignalKind::terminate()).context("cannot listen for a request to end")?;
    tokio::select! {
        () = answer(listener, app) => Ok(()),
        () = begin_anew_on_change(shell, shown, &changed) => Ok(()),
        _ = tokio::signal::ctrl_c() => Ok(()),
        _ = terminated.recv() => Ok(()),
    }
}

/// As `axum::serve`, which would wait for ever for a head that never ends.
async fn answer(mut listener: TcpListener, app: Router) {
    loop {
        let (stream, _) = Listener::accept(&mut listener).await;
        let service = TowerToHyperService::new(app.clone());
        let mut server = http1::Builder::new();
        server.timer(TokioTimer::new()).header_read_timeout(STALLED);
        // A connection that breaks off is the browser's business.
        tokio::spawn(server.serve_connection(TokioIo::new(stream), service));
    }
}

async fn begin_anew_on_change(shell: &Shell, shown: &Shown, changed: &watch::Sender<u64>) {
    let mut known = changes(&shell.workspace);
    loop {
        tokio::time::sleep(LOOK).await;
        let now = changes(&shell.workspace);
        if now == known {
            continue;
        }
        known = now;
        let stop = || shown.blocking_write().as_mut().map(Preview::stop_building);
        match tokio::task::block_in_place(|| (stop(), preview(shell)).1) {
            Ok(Some(preview)) => {
                *shown.write().await = Some(preview);
                changed.send_modify(|count| *count += 1);
            }
            Ok(None) => {}
            Err(error) => {
                shell.console.failed(&error);
            }
        }
    }
}

/// When the files that people edit were last changed.
fn changes(workspace: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let mut seen = BTreeMap::new();
    let mut folders = ["data", "templates", "pages"].map(|name| workspace.join(name)).to_vec();
    note(workspace, &mut seen, &mut Vec::new());
    while let Some(folder) = folders.pop() {
        note(&folder, &mut seen, &mut folders);
    }
    seen
}

fn note(folder: &Path, seen: &mut BTreeMap<PathBuf, SystemTime>, folders: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match entry.metadata() {
            Ok(about) if about.is_dir() => folders.push(path),
            Ok(about) if edited_by_people(&path) => {
                seen.insert(path, about.modified().unwrap_or(SystemTime::UNIX_EPOCH));
            }
            Ok(_) | Err(_) => {}
        }
    }
}

fn edited_by_people(path: &Path) -> bool {
    path.extension().is_some_and(|ending| {
        ["toml", "csv", "html", "svg", "css", "js", "xml", "md"].iter().any(|e| ending == *e)
    })
}

/// Answers when the next build is done; when the builder is gone, the page simply asks again.
async fn reload(State(mut built): State<watch::Receiver<u64>>) -> StatusCode {
    built.mark_unchanged();
    match built.changed().await {
        Ok(()) => StatusCode::OK,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Refuses whoever came by another name: a page elsewhere whose name leads here would read what is not published yet.
/// A path of two slashes would be answered with an address on another host.
async fn for_own_host(State(port): State<u16>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if !["127.0.0.1", "localhost"].iter().any(|name| host == format!("{name}:{port}")) {
        let here = format!("this site is shown at http://127.0.0.1:{port}/ only\n");
        return (StatusCode::FORBIDDEN, here).into_response();
    }
    match request.uri().path().starts_with("//") {
        true => StatusCode::NOT_FOUND.into_response(),
        false => next.run(request).await,
    }
}

/// Answers with the page as the files are now. What is no page waits until the folder has it, and so does a part of a page,
/// which is cut from the file.
async fn printed(State(shown): State<Shown>, request: Request, next: Next) -> Response {
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return next.run(request).await;
    }
    let path = request.uri().path().trim_start_matches('/');
    let ending = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
    let whole = !request.headers().contains_key(header::RANGE);
    let asked = shown
        .read()
        .await
        .as_ref()
        .map(|preview| (whole.then(|| preview.page(&format!("{path}{ending}"))), preview.folder()));
    let Some((page, mut folder)) = asked else { return next.run(request).await };
    let page = match page {
        Some(page) => page.await,
        None => None,
    };
    match page {
        Some(Ok(page)) => {
            let kind = mime_guess::from_path(&page.path).first_or_octet_stream();
            ([(header::CONTENT_TYPE, kind.to_string())], page.bytes).into_response()
        }
        Some(Err(error)) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:#}\n")).into_response(),
        None => {
            // Gone, it builds no more: the file is as good as it gets.
            let _ = folder.wait_for(|state| *state == FolderState::Settled).await;
            next.run(request).await
        }
    }
}

/// Gives nothing that a link in the site leads to outside of it.
async fn within_site(State(site): State<PathBuf>, request: Request, next: Next) -> Response {
    match leads_out(&site, request.uri().path()) {
        true => StatusCode::NOT_FOUND.into_response(),
        false => next.run(request).await,
    }
}

fn leads_out(site: &Path, asked: &str) -> bool {
    // As a file's address the path loses its escapes, as it does where it is served.
    let file = Url::parse("file:///").and_then(|root| root.join(asked)).ok();
    let Some(file) = file.and_then(|url| url.to_file_path().ok()) else { return true };
    let file = site.join(file.strip_prefix("/").unwrap_or(&file));
    let Ok(site) = fs::canonicalize(site) else { return false };
    let outside = |path: &Path| fs::canonicalize(path).is_ok_and(|found| !found.starts_with(&site));
    outside(&file) || outside(&file.join("index.html"))
}

/// Adds the reloader to whole pages; a part of a page and a mere head stay as they are.
async fn with_reloader(request: Request, next: Next) -> Response {
    let whole = request.method() == Method::GET && !request.headers().contains_key(header::RANGE);
    let response = next.run(request).await;
    if !whole {
        return response;
    }
    let kind = response.headers().get(header::CONTENT_TYPE);
    if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        return response;
    }
    let (mut head, body) = response.into_parts();
    head.headers.remove(header::CONTENT_LENGTH);
    let page = axum::body::to_bytes(body, LARGEST_PAGE).await.unwrap_or_default();
    let page = [&page, RELOADER.as_bytes()].concat();
    (head, page).into_response()
}
