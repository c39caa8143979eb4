//! A server that misbehaves on purpose, one path a fault, and writes down who asked for what, when.
//!
//! It speaks HTTP/1.1 over a raw socket, one request a connection, so that every byte and every wait is chosen here.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// One thing that the server does with a connection.
pub enum Step {
    /// Sends bytes.
    Send(Vec<u8>),
    /// Waits.
    Wait(Duration),
    /// Sends bytes again and again, with a wait between, until the other side goes away or 30 s are over.
    Forever(Vec<u8>, Duration),
    /// Breaks the connection off with a reset.
    Reset,
}

/// A request as it came in.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Path and query.
    pub path: String,
    /// Header lines, lower case names.
    pub headers: BTreeMap<String, String>,
    /// What was sent with it.
    pub body: String,
    /// When it came.
    pub at: Instant,
    /// When its answer had been sent.
    pub done: Option<Instant>,
}

/// What a path does, given the request and how often it came before.
type Manners = Box<dyn Fn(&Hit, usize) -> Vec<Step> + Send + Sync>;

/// A running server; it ends with the runtime that it was started on.
pub struct FaultServer {
    address: SocketAddr,
    hits: Arc<Mutex<Vec<Hit>>>,
}

impl FaultServer {
    /// Starts on a free port of an address of this machine.
    pub async fn start(ip: &str, manners: impl Fn(&Hit, usize) -> Vec<Step> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((ip, 0)).await.unwrap();
        let server = Self { address: listener.local_addr().unwrap(), hits: Arc::default() };
        let (hits, manners) = (Arc::clone(&server.hits), Arc::new(Box::new(manners) as Manners));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&hits), Arc::clone(&manners)));
            }
        });
        server
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The requests so far, robots.txt left out.
    pub fn hits(&self) -> Vec<Hit> {
        self.all_hits().into_iter().filter(|hit| hit.path != "/robots.txt").collect()
    }

    /// The requests so far.
    pub fn all_hits(&self) -> Vec<Hit> {
        self.hits.lock().unwrap().clone()
    }
}

async fn serve(mut stream: TcpStream, hits: Arc<Mutex<Vec<Hit>>>, manners: Arc<Manners>) {
    let Some(hit) = read_request(&mut stream).await else { return };
    let (nth, before) = {
        let mut hits = hits.lock().unwrap();
        let before = hits.iter().filter(|other| other.path == hit.path).count();
        hits.push(hit.clone());
        (hits.len() - 1, before)
    };
    for step in manners(&hit, before) {
        if play(&mut stream, step).await.is_err() {
            return;
        }
    }
    hits.lock().unwrap()[nth].done = Some(Instant::now());
    let _ = stream.shutdown().await;
}

async fn play(stream: &mut TcpStream, step: Step) -> std::io::Result<()> {
    match step {
        Step::Send(bytes) => stream.write_all(&bytes).await,
        Step::Wait(time) => {
            tokio::time::sleep(time).await;
            Ok(())
        }
        Step::Forever(bytes, wait) => {
            let begun = Instant::now();
            while begun.elapsed() < Duration::from_secs(30) {
                stream.write_all(&bytes).await?;
                tokio::time::sleep(wait).await;
            }
            Ok(())
        }
        Step::Reset => stream.set_zero_linger(),
    }
}

async fn read_request(stream: &mut TcpStream) -> Option<Hit> {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        bytes.push(stream.read_u8().await.ok()?);
    }
    let text = String::from_utf8(bytes).ok()?;
    let mut lines = text.lines();
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let header = |line: &str| line.split_once(": ").map(|(n, v)| (n.to_ascii_lowercase(), v.to_owned()));
    let headers: BTreeMap<String, String> = lines.filter_map(header).collect();
    let mut body = vec![0; headers.get("content-length").map_or(0, |length| length.parse().unwrap())];
    stream.read_exact(&mut body).await.ok()?;
    let body = String::from_utf8(body).ok()?;
    Some(Hit { path, headers, body, at: Instant::now(), done: None })
}

/// A whole answer.
pub fn answer(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Vec<Step> {
    let mut bytes = head(status, headers).into_bytes();
    bytes.truncate(bytes.len() - 2);
    bytes.extend(format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes());
    bytes.extend(body);
    vec![Step::Send(bytes)]
}

/// A head alone, with the line that ends it.
pub fn head(status: u16, headers: &[(&str, &str)]) -> String {
    let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("HTTP/1.1 {status} Because\r\nConnection: close\r\n{lines}\r\n")
}

/// A page of HTML.
pub fn page(text: &str) -> Vec<Step> {
    answer(200, &[("Content-Type", "text/html; charset=utf-8")], text.as_bytes())
}

/// Bytes compressed.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}
