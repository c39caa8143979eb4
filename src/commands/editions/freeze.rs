//! An edition is made: the site printed once more, at the address where it stays.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use super::{EDITIONS, EditionName, EditionStore, FrozenFile, MARK, Manifest, footings, mark_text};
use crate::commands::open_workspace::OpenWorkspace;
use crate::commands::{Shell, build, locked, output, unlocked};
use model::{Digest, FigureId};
use rank::FrozenFigure;
use read::citations;
use site::Page;

/// What an edition leaves out. Pictures are drawn for those who share the page of today; feeds, maps of the site and files
/// for hosts speak of the whole site, whose they are.
const LEFT_OUT: [&str; 3] = [".png", ".xml", ".txt"];

fn is_kept(path: &str) -> bool {
    let of_whole_site = site::FOR_HOSTS.contains(&path) || ["moved.json", "404.html"].contains(&path);
    !of_whole_site && !LEFT_OUT.iter().any(|ending| path.ends_with(ending)) && !site::stills::is_shown(path)
}

/// Freezes the site as it is today under a name, for good.
pub fn freeze(shell: &Shell, name: &EditionName) -> Result<()> {
    let store = EditionStore::open(&shell.workspace)?;
    store.ensure_new(name)?;
    let workspace = OpenWorkspace::with_rows(shell)?;
    ensure!(
        workspace.files.pages.lost.is_empty(),
        "evidence is damaged or gone, so nothing is frozen: palmares build says what"
    );
    let making = Making::new(&store, &workspace);
    making.print(shell, &workspace, name)?;
    let manifest = making.manifest(shell, &workspace)?;
    let (figures, files) = (manifest.figures.len(), manifest.files.len());
    let digest = store.put(&serde_json::to_vec(&manifest)?)?;
    // The mark comes last: until it stands there, there is no edition.
    output::write_new(&store.folder.join(format!("{}.{MARK}", name.0)), mark_text(digest).as_bytes())?;
    shell.console.say(&format!(
        "frozen    edition {}: {files} files, {figures} figures; keep {EDITIONS}/ under version control",
        name.0
    ));
    Ok(())
}

/// An edition in the making. Pages come from many threads.
struct Making<'a> {
    store: &'a EditionStore,
    figures: Vec<FrozenFigure>,
    positions: BTreeMap<FigureId, usize>,
    files: Mutex<BTreeMap<String, FrozenFile>>,
    /// The first page that prints a figure, and how.
    printed: Mutex<BTreeMap<FigureId, (String, String)>>,
}

impl<'a> Making<'a> {
    fn new(store: &'a EditionStore, workspace: &OpenWorkspace) -> Self {
        let figures = workspace.figures.published();
        let figures: Vec<FrozenFigure> =
            figures.iter().map(|figure| FrozenFigure::of(figure, &workspace.register)).collect();
        let positions = figures.iter().enumerate().map(|(at, figure)| (figure.id, at)).collect();
        Self { store, figures, positions, files: Mutex::default(), printed: Mutex::default() }
    }

    fn print(&self, shell: &Shell, workspace: &OpenWorkspace, name: &EditionName) -> Result<()> {
        let overrides = build::overrides(&shell.workspace)?;
        let editions = site::Editions { printed: Some(name.0.clone()), kept: vec![] };
        let live = build::input(shell, workspace, &overrides, &editions);
        let mut settings = live.settings.clone();
        settings.base_url.push_str(&format!("{EDITIONS}/{}/", name.0));
        let input = site::Input { settings: &settings, ..live };
        let printed = site::open(&input, &|_: &str| None, |site| {
            site.print(&|_| (), &|page: Page| self.take(&page)).map(|()| site.database())
        });
        let offered = printed.map_err(anyhow::Error::from).flatten().context("cannot make the edition")?;
        let folder = TempDir::new().context("cannot make a temporary folder")?;
        let database = folder.path().join(build::DATABASE);
        let contents = tables::Contents { base_url: &settings.base_url, ..build::contents(shell, workspace) };
        tables::write(&database, folder.path(), &contents)?;
        self.keep(&offered, &fs::read(&database)?)
    }

    fn take(&self, page: &Page) -> Result<()> {
        if !is_kept(&page.path) {
            return Ok(());
        }
        if page.path.ends_with(".html") {
            self.note_printed(page);
        }
        self.keep(&page.path, &page.bytes)
    }

    fn keep(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let digest = self.store.put(bytes)?;
        let file = FrozenFile { digest: digest.to_string(), figures: self.given(bytes) };
        locked(&self.files).insert(path.to_owned(), file);
        Ok(())
    }

    /// The figures whose id stands in a file, marked or in a cell.
    fn given(&self, bytes: &[u8]) -> Vec<usize> {
        let words =
            bytes.split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| word.len() == FigureId::LENGTH);
        let ids = words.filter_map(|word| std::str::from_utf8(word).ok()?.parse::<FigureId>().ok());
        let mut found: Vec<usize> = ids.filter_map(|id| self.positions.get(&id).copied()).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn note_printed(&self, page: &Page) {
        for citation in citations::of_text(&String::from_utf8_lossy(&page.bytes)) {
            let Some(number) = citation.printed else { continue };
            let told = (page.path.clone(), number.to_string());
            let mut printed = locked(&self.printed);
            let first = printed.entry(citation.id).or_insert_with(|| told.clone());
            // Threads come in any order; the same edition has the same manifest.
            if told < *first {
                *first = told;
            }
        }
    }

    fn manifest(self, shell: &Shell, workspace: &OpenWorkspace) -> Result<Manifest> {
        let mut figures = self.figures;
        for (id, (_, number)) in unlocked(self.printed) {
            if let Some(figure) = self.positions.get(&id).and_then(|at| figures.get_mut(*at)) {
                figure.printed = Some(number);
            }
        }
        Ok(Manifest {
            day: shell.as_of.to_string(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            figures,
            footings: footings(shell, workspace)?,
            files: unlocked(self.files),
        })
    }
}

impl EditionStore {
    /// Keeps bytes under their digest. What lies there already is the same, or damaged, which the next build tells.
    fn put(&self, bytes: &[u8]) -> Result<Digest> {
        let digest = Digest::of(bytes);
        let object: PathBuf = self.object(&digest.to_string());
        if !object.exists()
            && let Err(error) = output::write_new(&object, bytes)
        {
            // Another thread may have been quicker with an equal file.
            ensure!(object.exists(), error);
        }
        Ok(digest)
    }
}
