//! The words of a PDF, by poppler's `pdftotext` as a process of its own: what hangs or crashes is stopped there.

use std::io::{ErrorKind, Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

use read::{self, Word};

/// A list of winners takes well under a second.
const LONGEST: Duration = Duration::from_secs(30);
/// The words of 300 pages take some 20 MB in this form.
const MOST_BYTES: u64 = 64 << 20;

/// More than a list of winners ever needs; a page of a few bytes may unpack to as much as the machine has.
#[cfg(target_os = "linux")]
const MOST_MEMORY: u64 = 1 << 30;

/// The words of a PDF, with their places.
pub fn words(bytes: &[u8]) -> Result<Vec<Word>> {
    let mut file = tempfile::NamedTempFile::new().context("cannot make a temporary file for the PDF")?;
    file.write_all(bytes).context("cannot write a temporary file for the PDF")?;
    let mut process = Command::new("pdftotext")
        .args(["-q", "-tsv", "-enc", "UTF-8"])
        .arg(file.path())
        .arg("-")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| match error.kind() {
            ErrorKind::NotFound => {
                anyhow!("reading a PDF needs `pdftotext`: install poppler (Debian: poppler-utils)")
            }
            _ => anyhow!("cannot start pdftotext: {error}"),
        })?;
    limit_memory(&process);
    let out = process.stdout.take().expect("it is piped");
    let errors = process.stderr.take().expect("it is piped");
    let text = thread::spawn(move || read(out));
    let said = thread::spawn(move || read(errors));
    let began = Instant::now();
    let status = loop {
        if let Some(status) = process.try_wait()? {
            break status;
        }
        if began.elapsed() > LONGEST || text.is_finished() && began.elapsed() > LONGEST / 2 {
            process.kill()?;
            process.wait()?;
            bail!("pdftotext was stopped after {} s", began.elapsed().as_secs());
        }
        thread::sleep(Duration::from_millis(5));
    };
    let text = text.join().map_err(|_| anyhow!("reading the words failed"))??;
    let said = said.join().map_err(|_| anyhow!("reading the messages failed"))??;
    match status.success() {
        true if text.len() as u64 >= MOST_BYTES => bail!("its words take more than {} MiB", MOST_BYTES >> 20),
        true => Ok(read::words(&text)),
        false => bail!(
            "pdftotext cannot read it: {}",
            said.lines().next().unwrap_or("it may be encrypted or damaged")
        ),
    }
}

/// Only Linux limits another process; elsewhere, and where it refuses, the time alone is limited.
#[cfg(target_os = "linux")]
fn limit_memory(process: &Child) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let limit = Rlimit { current: Some(MOST_MEMORY), maximum: Some(MOST_MEMORY) };
    let _ = prlimit(Some(Pid::from_child(process)), Resource::As, limit);
}

#[cfg(not(target_os = "linux"))]
fn limit_memory(_: &Child) {}

fn read(from: impl Read) -> Result<String> {
    let mut bytes = Vec::new();
    from.take(MOST_BYTES).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
