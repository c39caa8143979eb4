//! A workspace in a folder of its own, and the program run in it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use tempfile::TempDir;

/// The day of which every test speaks.
pub const AS_OF: &str = "2026-11-21";

/// A workspace; it vanishes with the test, but for the one that is shared.
pub struct Project {
    root: PathBuf,
    _vanishing: Option<TempDir>,
}

impl Project {
    /// An empty folder.
    pub fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        Self { root: dir.path().to_owned(), _vanishing: Some(dir) }
    }

    /// A copy of the reference workspace, which is the repository itself.
    pub fn reference() -> Self {
        Self::empty().with_reference()
    }

    /// The reference workspace, built once for all tests that only read it. It stays under `target/`: its pictures
    /// need not be drawn again by the next run.
    pub fn built() -> &'static Self {
        static BUILT: OnceLock<Project> = OnceLock::new();
        BUILT.get_or_init(|| {
            let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reference");
            fs::create_dir_all(&root).unwrap();
            let lock = File::create(root.join("lock")).unwrap();
            lock.lock().unwrap();
            // Held to the end: another run of the suite waits rather than builds under our feet.
            std::mem::forget(lock);
            // A first run finds none.
            let _ = fs::remove_dir_all(root.join("data"));
            let project = Self { root, _vanishing: None }.with_reference();
            project.run("build");
            project
        })
    }

    fn with_reference(self) -> Self {
        let project = self;
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for name in ["sources.toml", "companies.toml", "sectors.toml", "decisions.toml", "published.csv"] {
            fs::copy(root.join(name), project.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
        }
        fs::create_dir(project.path("data")).unwrap();
        for entry in fs::read_dir(root.join("data")).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), project.path("data").join(entry.file_name())).unwrap();
        }
        project
    }

    /// A path inside the workspace.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Writes a file of the workspace.
    pub fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Changes a file of the workspace.
    pub fn edit(self, name: &str, change: impl FnOnce(String) -> String) -> Self {
        let text = fs::read_to_string(self.path(name)).unwrap();
        self.file(name, change(text))
    }

    /// The program, ready to run here; words are split at blanks.
    pub fn command(&self, words: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_palmares"));
        command.args(["--color", "never", "--as-of", AS_OF]).args(words.split_whitespace());
        command.current_dir(&self.root).env_remove("NO_COLOR");
        command
    }

    /// Runs the program, whatever comes of it.
    pub fn output(&self, words: &str) -> Output {
        self.command(words).output().unwrap()
    }

    /// Runs the program, which must end with this exit code; gives what it answered.
    pub fn ends(&self, code: i32, words: &str) -> String {
        let output = self.output(words);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "palmares {words}\n{told}");
        String::from_utf8(output.stdout).expect("answers are UTF-8")
    }

    /// Runs the program, which must succeed.
    pub fn run(&self, words: &str) -> &Self {
        self.ends(0, words);
        self
    }

    /// Runs the program, which must refuse; gives what it told.
    pub fn refused(&self, words: &str) -> String {
        let output = self.output(words);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "palmares {words} must be refused\n{told}");
        assert!(!told.contains("panicked"), "{told}");
        told
    }

    /// The answer as JSON.
    pub fn json(&self, words: &str) -> serde_json::Value {
        serde_json::from_str(&self.ends(0, words)).expect("the answer is JSON")
    }

    /// A page of the site.
    pub fn page(&self, name: &str) -> Page {
        let path = self.path("public").join(name);
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        Page { name: name.to_owned(), text }
    }

    /// Every file below a folder, by relative name, in order.
    pub fn tree(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let root = self.path(folder);
        let mut folders = vec![root.clone()];
        let mut found = Vec::new();
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(&next).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                    found.push((name, fs::read(&path).unwrap()));
                }
            }
        }
        found.sort();
        found
    }
}

/// A page of the site, looked at.
pub struct Page {
    name: String,
    /// Its HTML.
    pub text: String,
}

impl Page {
    /// The page holds these words.
    pub fn has(&self, words: &str) -> &Self {
        assert!(self.text.contains(words), "{} must hold {words:?}", self.name);
        self
    }

    /// The page does not hold these words.
    pub fn lacks(&self, words: &str) -> &Self {
        assert!(!self.text.contains(words), "{} must not hold {words:?}", self.name);
        self
    }
}
