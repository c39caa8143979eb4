//! Pages that a script draws, opened in an installed Chromium without a network of its own.
//!
//! The browser speaks to nobody: its proxy is a port where nothing listens and every name leads nowhere. What a page asks
//! for is held up by the browser and asked by our own [`Visitor`], with the permission of each host, at its pace, within
//! the budgets, and never in a private network. A page that opens windows, downloads, goes elsewhere, asks for a private
//! address or never becomes quiet is not drawn, and the visit says why.

use std::collections::VecDeque;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use crate::recall::get;
use crate::visitor::Visitor;
use crate::{Ending, FetchError};
use model::{Address, Exchange, Provenance};

/// A page is drawn once it has asked for nothing during this time.
const QUIET: Duration = Duration::from_millis(500);

/// A list of winners needs a few scripts and their data; a page that asks for more never ends.
const MOST_REQUESTS: usize = 60;

/// How many times longer than a single answer the drawing of a page may take: it waits for its files one by one.
const PATIENCE: u32 = 4;

/// Pipes in the place of a debugging port, which any program of the machine could use. `sh` lays them where the browser
/// looks for them, which Rust cannot do without `unsafe`.
const WITH_PIPES: &str = "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>/dev/null";

const SWITCHES: [&str; 24] = [
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-startup-window",
    "--incognito",
    "--proxy-server=127.0.0.1:1",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process,LocalNetworkAccessChecks",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--deny-permission-prompts",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
];

/// The page as its scripts draw it, to be kept beside the answer of the server.
pub async fn drawn(visitor: &Visitor, page: &Exchange) -> Result<Exchange, Ending> {
    let program = visitor.browser.as_ref().ok_or(Ending::Failed(FetchError::NoBrowser))?;
    let profile =
        tempfile::tempdir().map_err(|error| undrawn(format!("no folder for the browser: {error}")))?;
    let longest = visitor.settings().request.time * PATIENCE;
    let mut browser = Browser::start(program, profile.path(), visitor.settings().request.bytes)?;
    let in_time = timeout(longest, draw(&mut browser, visitor, page)).await;
    browser.end(profile).await;
    in_time.unwrap_or_else(|_| Err(undrawn(format!("it is not ready after {} s", longest.as_secs_f32()))))
}

fn undrawn(why: impl Into<String>) -> Ending {
    Ending::Failed(FetchError::Undrawn { why: why.into() })
}

async fn draw(browser: &mut Browser, visitor: &Visitor, page: &Exchange) -> Result<Exchange, Ending> {
    let limit = visitor.settings().request.bytes;
    let version = browser.call("Browser.getVersion", json!({}), None).await?;
    let by = version["product"].as_str().unwrap_or("Chromium").to_owned();
    let mut tab = Tab::open(browser, page).await?;
    tab.wait(visitor).await?;
    let html = tab.html().await?;
    if html.len() as u64 > limit {
        return Err(Ending::Failed(FetchError::TooLarge { limit }));
    }
    Ok(Exchange {
        provenance: Provenance::Rendered { by },
        via: None,
        protocol: String::new(),
        server: None,
        asked: vec![],
        headers: vec![("content-type".to_owned(), "text/html; charset=utf-8".to_owned())],
        body: html.into_bytes(),
        ..page.clone()
    })
}

/// A page in the browser.
struct Tab<'b, 'p> {
    browser: &'b mut Browser,
    page: &'p Exchange,
    target: String,
    session: String,
    /// Whether the page itself was handed over.
    begun: bool,
    /// How many files it was let ask for.
    requests: usize,
}

impl<'b, 'p> Tab<'b, 'p> {
    async fn open(browser: &'b mut Browser, page: &'p Exchange) -> Result<Self, Ending> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let deny = json!({ "behavior": "deny", "eventsEnabled": true });
        browser.call("Browser.setDownloadBehavior", deny, None).await?;
        let made = browser.call("Target.createTarget", json!({ "url": "about:blank" }), None).await?;
        let target = text(&made["targetId"]);
        let attach = json!({ "targetId": target, "flatten": true });
        let session = text(&browser.call("Target.attachToTarget", attach, None).await?["sessionId"]);
        let own = Some(session.as_str());
        browser.call("Target.setDiscoverTargets", json!({ "discover": true }), None).await?;
        // Workers would ask by themselves: they are held before their first line, for good.
        let held = json!({ "autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true });
        browser.call("Target.setAutoAttach", held, own).await?;
        browser.call("Page.enable", json!({}), own).await?;
        let all = json!({ "patterns": [{ "urlPattern": "*" }] });
        browser.call("Fetch.enable", all, own).await?;
        // What was there before is no window that the page opens.
        browser.events.clear();
        browser.send("Page.navigate", json!({ "url": page.address.as_str() }), own).await?;
        Ok(Self { browser, page, target, session, begun: false, requests: 0 })
    }

    /// Answers what the page asks for, until it is loaded and quiet.
    async fn wait(&mut self, visitor: &Visitor) -> Result<(), Ending> {
        let mut loaded = false;
        loop {
            let event = match timeout(QUIET, self.browser.event()).await {
                Ok(event) => event?,
                Err(_) if loaded => return Ok(()),
                Err(_) => continue,
            };
            let about = &event["params"];
            match event["method"].as_str().unwrap_or_default() {
                "Page.loadEventFired" => loaded = true,
                "Fetch.requestPaused" => self.asked(visitor, about).await?,
                "Page.javascriptDialogOpening" => {
                    self.send("Page.handleJavaScriptDialog", json!({ "accept": false })).await?;
                }
                "Page.windowOpen" => return Err(undrawn("it opens a window")),
                "Target.targetCreated" if about["targetInfo"]["type"] == "page" => {
                    return Err(undrawn("it opens a window"));
                }
                "Browser.downloadWillBegin" => return Err(undrawn("it starts a download")),
                "Inspector.targetCrashed" | "Target.targetCrashed" => {
                    return Err(undrawn("the browser gave up"));
                }
                _ => {}
            }
        }
    }

    async fn asked(&mut self, visitor: &Visitor, about: &Value) -> Result<(), Ending> {
        let url = about["request"]["url"].as_str().unwrap_or_default();
        let kind = about["resourceType"].as_str().unwrap_or_default();
        let in_main_frame = about["frameId"] == self.target.as_str();
        match kind {
            "Document" if in_main_frame && !std::mem::replace(&mut self.begun, true) => {
                return self.fulfil(about, self.page).await;
            }
            "Document" if in_main_frame => return Err(undrawn(format!("it leads on to {url}"))),
            "Script" | "XHR" | "Fetch" if about["request"]["method"] == "GET" => {}
            // Pictures, fonts and frames say nothing that is read, and what is sent is nobody's business.
            _ => return self.fail(about).await,
        }
        let Ok(address) = url.parse::<Address>() else { return self.fail(about).await };
        self.requests += 1;
        if self.requests > MOST_REQUESTS {
            return Err(undrawn(format!("it asks for more than {MOST_REQUESTS} files")));
        }
        match get(visitor, address).await {
            Ok(answer) => {
                visitor.count(answer.body.len() as u64);
                self.fulfil(about, &answer).await
            }
            Err(Ending::Failed(error @ FetchError::Private { .. })) => {
                Err(undrawn(format!("it asks for {url}: {error}")))
            }
            Err(skipped @ Ending::Skipped(_)) => Err(skipped),
            Err(_) => self.fail(about).await,
        }
    }

    async fn fulfil(&mut self, about: &Value, answer: &Exchange) -> Result<(), Ending> {
        // Neither cookies nor anything else that would be kept.
        let passed = ["content-type", "access-control-allow-origin", "access-control-allow-credentials"];
        let header = |name: &&str| Some(json!({ "name": name, "value": answer.header(name)? }));
        let headers: Vec<Value> = passed.iter().filter_map(header).collect();
        let body = STANDARD.encode(&answer.body);
        let answer = json!({ "requestId": about["requestId"], "responseCode": 200, "responseHeaders": headers, "body": body });
        self.send("Fetch.fulfillRequest", answer).await
    }

    async fn fail(&mut self, about: &Value) -> Result<(), Ending> {
        let failed = json!({ "requestId": about["requestId"], "errorReason": "BlockedByClient" });
        self.send("Fetch.failRequest", failed).await
    }

    async fn send(&mut self, method: &str, params: Value) -> Result<(), Ending> {
        let session = self.session.clone();
        self.browser.send(method, params, Some(&session)).await.map(drop)
    }

    /// The document as it stands now; the page's own scripts have no say in it.
    async fn html(&mut self) -> Result<String, Ending> {
        let session = self.session.clone();
        let document = self.browser.call("DOM.getDocument", json!({ "depth": 0 }), Some(&session)).await?;
        let root = json!({ "nodeId": document["root"]["nodeId"] });
        let html = self.browser.call("DOM.getOuterHTML", root, Some(&session)).await?;
        Ok(html["outerHTML"].as_str().unwrap_or_default().to_owned())
    }
}

struct Browser {
    /// Killed at the latest when it is dropped.
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    partial: Vec<u8>,
    /// The longest message that is taken.
    longest: usize,
    last: u64,
    events: VecDeque<Value>,
}

impl Browser {
    fn start(program: &Path, profile: &Path, limit: u64) -> Result<Self, Ending> {
        let mut process = Command::new("sh")
            .args(["-c", WITH_PIPES])
            .arg(program)
            .args(SWITCHES)
            .arg(format!("--user-data-dir={}", profile.display()))
            // Its sockets and half-written files go there too, or they would outlive it in the machine's own folder.
            .env("TMPDIR", profile)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| undrawn(format!("{} cannot be started: {error}", program.display())))?;
        let (input, output) =
            (process.stdin.take().expect("it is piped"), process.stdout.take().expect("it is piped"));
        // Letters beyond ASCII take six bytes in JSON, and answers of the protocol a little around them.
        let longest = usize::try_from(limit).unwrap_or(usize::MAX).saturating_mul(6).saturating_add(1 << 20);
        let (partial, events) = (Vec::new(), VecDeque::new());
        Ok(Self { process, input, output: BufReader::new(output), partial, longest, last: 0, events })
    }

    /// Stops it and deletes its profile. Its children outlive it by a moment, and write until then.
    async fn end(mut self, profile: TempDir) {
        let _ = self.process.kill().await;
        let folder = profile.keep();
        for _ in 0..20 {
            let _ = std::fs::remove_dir_all(&folder);
            tokio::time::sleep(QUIET / 10).await;
            if !folder.exists() {
                break;
            }
        }
    }

    async fn send(&mut self, method: &str, params: Value, session: Option<&str>) -> Result<u64, Ending> {
        self.last += 1;
        let mut message = json!({ "id": self.last, "method": method, "params": params });
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.input.write_all(&bytes).await.map_err(|_| undrawn("the browser is gone"))?;
        Ok(self.last)
    }

    async fn call(&mut self, method: &str, params: Value, session: Option<&str>) -> Result<Value, Ending> {
        let id = self.send(method, params, session).await?;
        loop {
            let mut message = self.message().await?;
            if message["id"] == id {
                let refused =
                    || undrawn(format!("the browser refuses {method}: {}", message["error"]["message"]));
                return if message["error"].is_null() {
                    Ok(message["result"].take())
                } else {
                    Err(refused())
                };
            }
            self.events.push_back(message);
        }
    }

    async fn event(&mut self) -> Result<Value, Ending> {
        match self.events.pop_front() {
            Some(event) => Ok(event),
            None => self.message().await,
        }
    }

    /// The next message. Whoever stops waiting for it loses no byte.
    async fn message(&mut self) -> Result<Value, Ending> {
        loop {
            let chunk = self.output.fill_buf().await.map_err(|_| undrawn("the browser is gone"))?;
            let end = chunk.iter().position(|byte| *byte == 0);
            self.partial.extend_from_slice(&chunk[..end.unwrap_or(chunk.len())]);
            let read = end.map_or(chunk.len(), |end| end + 1);
            self.output.consume(read);
            if read == 0 {
                return Err(undrawn("the browser does not start, or ended; try it by hand"));
            }
            if self.partial.len() > self.longest {
                return Err(undrawn("it grows without end"));
            }
            if end.is_some() {
                let message = std::mem::take(&mut self.partial);
                return serde_json::from_slice(&message)
                    .map_err(|_| undrawn("the browser is not understood"));
            }
        }
    }
}
