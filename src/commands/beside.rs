//! Folders in which a result is made ready, beside the place where it goes. They vanish with the run; what a killed
//! run left, the next one removes.

use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use anyhow::{Context, Result};
use tempfile::NamedTempFile;
use tokio::signal::unix::{SignalKind, signal};

use super::locked;
use super::output::{Files, OutputKind};

/// In the name of every such folder. A name like `public.backup` must never look like one of ours.
const OURS: &str = ".palmares-";

/// How many letters make a name of ours unique.
const LETTERS: usize = 6;

/// Lists the files of ours that the folder may hold: there once it has been exchanged with what was public before,
/// where others may have put files.
const EXCHANGED: &str = "files.json";

/// The folders of this process. Held while a result takes its place, which an interruption waits for.
static OPEN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Read by whoever writes a file into a folder of ours; an interruption writes, and never lets go.
static WRITING: RwLock<()> = RwLock::new(());

/// A folder beside a result. It is locked while the process lives: that tells it from one that a killed run left.
#[derive(Debug)]
pub struct Beside {
    path: PathBuf,
    _lock: File,
}

impl Beside {
    /// A new one, named after what is made in it. Those that killed runs left there are removed.
    pub fn new(folder: &Path, name: &str) -> io::Result<Self> {
        sweep(folder);
        loop {
            let mut open = open();
            let prefix = format!("{name}{OURS}");
            let path =
                tempfile::Builder::new().prefix(&prefix).rand_bytes(LETTERS).tempdir_in(folder)?.keep();
            // A sweep of another run may have taken it before it was locked: then there is none, or no longer.
            let lock = File::open(&path).inspect(|lock| drop(lock.lock()));
            if let Ok(lock) = lock
                && path.exists()
            {
                open.push(path.clone());
                return Ok(Self { path, _lock: lock });
            }
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where a site is made ready.
    pub fn site(&self) -> PathBuf {
        self.path.join("site")
    }

    /// From now on the folder of the site may hold what was public: of that, only these files are deleted.
    pub fn may_be_exchanged(&self, files: &Files) -> io::Result<()> {
        fs::write(self.path.join(EXCHANGED), files.text())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        let mut open = open();
        open.retain(|path| *path != self.path);
        // What cannot be removed now is removed by the next run.
        let _ = discard(&self.path);
    }
}

/// Keeps an interruption from ending the process until the guard is dropped.
pub fn uninterrupted() -> MutexGuard<'static, Vec<PathBuf>> {
    open()
}

/// Held while a file and the folders above it are written: an interruption waits for them, and then lets none begin.
/// Otherwise a thread would make anew, folders and all, what was just removed.
pub fn writing() -> RwLockReadGuard<'static, ()> {
    WRITING.read().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps other programs from exchanging a folder until the lock is dropped. The folder that holds it is locked, since it
/// stays the same one; where that may not be opened, or cannot be locked, nothing is.
pub fn alone(folder: &Path) -> Option<File> {
    let lock = File::open(folder.parent()?).ok()?;
    lock.lock().ok().map(|()| lock)
}

fn open() -> MutexGuard<'static, Vec<PathBuf>> {
    locked(&OPEN)
}

/// Whether a name is that of a folder of ours.
pub fn is_ours(name: &str) -> bool {
    name.rsplit_once(OURS).is_some_and(|(_, random)| {
        random.len() == LETTERS && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Removes the folders that no living process holds.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let left = is_ours(&entry.file_name().to_string_lossy())
            && entry.file_type().is_ok_and(|kind| kind.is_dir());
        if left
            && let Ok(lock) = File::open(entry.path())
            && lock.try_lock().is_ok()
        {
            // What cannot be removed now is removed by the next run.
            let _ = discard(&entry.path());
        }
    }
}

/// Removes a folder: all of it, but of what was public before only what we wrote.
fn discard(path: &Path) -> io::Result<()> {
    if let Ok(Some(files)) = Files::read(&path.join(EXCHANGED)) {
        let site = path.join("site");
        // Another build may have been quicker, and what it wrote is ours as well.
        let marked = Files::read(&site.join(OutputKind::Site.mark())).ok().flatten().unwrap_or_default();
        files.with(&marked).remove_from(&site);
        match fs::remove_dir(&site) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    fs::remove_dir_all(path)
}

/// A file that takes its name when it is whole, with the rights that new files have here.
pub fn file(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().permissions(Permissions::from_mode(0o666)).tempfile_in(folder)
}

/// Ctrl-C and a request to end leave nothing behind: the folders are removed, then the process ends.
pub fn clear_when_interrupted() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
    let runtime = runtime.context("cannot listen for Ctrl-C")?;
    // The plain `spawn` panics where the machine has no room for a thread.
    let listener = move || {
        let code = runtime.block_on(interrupted());
        let _nobody_writes = WRITING.write().unwrap_or_else(PoisonError::into_inner);
        for path in open().iter() {
            // The database writes through SQLite, which may bring a file back now and then.
            (0..100).find(|_| discard(path).is_ok() || !path.exists());
        }
        std::process::exit(code);
    };
    std::thread::Builder::new().spawn(listener).context("cannot listen for Ctrl-C")?;
    Ok(())
}

/// Waits for a signal to end; the exit code that shells expect then.
async fn interrupted() -> i32 {
    let (Ok(mut interrupt), Ok(mut terminate)) =
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => 130,
        _ = terminate.recv() => 143,
    }
}
