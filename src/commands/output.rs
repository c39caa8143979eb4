//! Where we may write, and what we may delete there. Decided before any work, from the path and the first entries of
//! the folder alone: a folder of somebody else's is never walked, let alone changed.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use super::beside;
use super::build::{DATABASE, PAGES, STILLS, TEMPLATES};
use super::crawl::ARCHIVE;
use super::editions::EDITIONS;

/// What we write into a folder. Each kind leaves a mark of its own: drafts are edited by people, and a build that
/// took their folder for a site would delete them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputKind {
    /// Made by a build, replaced by the next one.
    Site,
    /// Made to be edited, never written over.
    Drafts,
    /// Made for other programs, once.
    #[cfg(feature = "parquet")]
    Export,
}

impl OutputKind {
    /// The file that says that a folder is ours, and lists what we wrote into it.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Site => ".palmares-site",
            Self::Drafts => ".palmares-drafts",
            #[cfg(feature = "parquet")]
            Self::Export => ".palmares-export",
        }
    }

    fn what(self) -> &'static str {
        match self {
            Self::Site => "a site",
            Self::Drafts => "a folder of drafts",
            #[cfg(feature = "parquet")]
            Self::Export => "an empty folder for an export",
        }
    }
}

/// A folder that may be written into: it is missing, empty, or carries our mark.
#[derive(Debug)]
pub struct OutputFolder {
    /// Where the path leads when its links are followed.
    pub folder: PathBuf,
    /// What the mark lists; none where it is of a version that kept no list.
    pub files: Option<Files>,
    kind: OutputKind,
}

impl OutputFolder {
    /// Whether somebody else put a file there.
    pub fn is_of_others(&self, file: &str) -> bool {
        let listed = self.files.as_ref().is_some_and(|files| files.is_ours(&self.folder, file));
        !listed && fs::symlink_metadata(self.folder.join(file)).is_ok()
    }

    /// The folder that a path leads to, or why it is not written into.
    pub fn open(workspace: &Path, path: &Path, kind: OutputKind) -> Result<Self> {
        let folder = resolved(path)?;
        ensure_no_input(workspace, &folder, path)?;
        let files = match fs::metadata(&folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => Some(Files::default()),
            Err(error) => return Err(error).with_context(|| format!("cannot look at {}", path.display())),
            Ok(about) if about.is_file() => bail!("{} is a file; name a folder", path.display()),
            Ok(about) if !about.is_dir() => bail!("{} is not a folder; name a folder", path.display()),
            Ok(_) => listed(&folder, path, kind)?,
        };
        Ok(Self { folder, files, kind })
    }

    /// Marks a folder that nothing is ever deleted from.
    pub fn mark_as_ours(&self) -> Result<()> {
        let mark = self.folder.join(self.kind.mark());
        if mark.exists() { Ok(()) } else { write_new(&mark, Files::default().text().as_bytes()) }
    }
}

/// What the mark lists: nothing in an empty folder. Anything else is somebody's own.
fn listed(folder: &Path, path: &Path, kind: OutputKind) -> Result<Option<Files>> {
    let nothing = is_free(folder);
    let nothing = nothing
        .with_context(|| format!("cannot list {}; choose a folder that you can read", path.display()))?;
    let mark = folder.join(kind.mark());
    if fs::symlink_metadata(&mark).is_ok_and(|about| about.is_file()) {
        return Files::read(&mark);
    }
    ensure!(
        nothing,
        "{} holds files and is not {} of palmares; choose another folder, or empty this one",
        path.display(),
        kind.what()
    );
    Ok(Some(Files::default()))
}

/// Whether a folder holds nothing of anybody's. Looks no further than the first file that somebody put there.
pub fn is_free(folder: &Path) -> io::Result<bool> {
    let mut entries = fs::read_dir(folder)?;
    Ok(entries.all(|entry| entry.is_ok_and(|entry| is_nobodys(&entry.file_name().to_string_lossy()))))
}

/// What an empty folder may hold: what a killed run left in a mounted one before it could mark it, what a fresh file
/// system brings, and the history of a branch for the site that holds no file yet.
fn is_nobodys(name: &str) -> bool {
    beside::is_ours(name) || name == "lost+found" || name == ".git"
}

/// Follows links as far as a path exists; the rest stays as it is written.
fn resolved(path: &Path) -> Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            ensure!(
                fs::symlink_metadata(path).is_err(),
                "{} is a broken link; create the folder it points to, or remove the link",
                path.display()
            );
            let name = path.file_name();
            let name = name.with_context(|| format!("{} does not exist; name a folder", path.display()))?;
            let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
            Ok(resolved(parent.unwrap_or(Path::new(".")))?.join(name))
        }
        found => found.with_context(|| format!("cannot write into {}; name another folder", path.display())),
    }
}

/// What a workspace holds that others write: evidence, data and what people make themselves.
const INPUTS: [&str; 6] = [ARCHIVE, "data", TEMPLATES, PAGES, STILLS, EDITIONS];

/// Refuses what a workspace is read from, also while it is not there yet: `--out archive` before the first crawl
/// would be marked as ours, and a later build would throw away the evidence that came there in between.
fn ensure_no_input(workspace: &Path, folder: &Path, path: &Path) -> Result<()> {
    let own = fs::canonicalize(workspace);
    let own = own.with_context(|| format!("cannot find the workspace {}", workspace.display()))?;
    ensure!(
        !own.starts_with(folder),
        "{} holds the workspace {}; choose a folder that does not, such as {}",
        path.display(),
        own.display(),
        own.join(super::build::SITE).display()
    );
    let others = folder.ancestors().skip(1).filter(|above| above.join("sources.toml").is_file());
    for base in others.map(Path::to_owned).chain([own]) {
        let input = INPUTS.iter().find(|name| {
            let input = base.join(name);
            let input = fs::canonicalize(&input).unwrap_or(input);
            folder.starts_with(&input) || input.starts_with(folder)
        });
        if let Some(input) = input {
            bail!("{} is where the workspace keeps its {input}; choose another folder", path.display());
        }
        let is_file = folder.parent() == Some(&base)
            && (folder.ends_with(DATABASE) || folder.extension().is_some_and(|e| e == "toml" || e == "csv"));
        ensure!(!is_file, "{} is the name of a file of the workspace; choose another folder", path.display());
    }
    Ok(())
}

/// Files that we wrote into a folder, by their path in it. Nothing else is ever deleted there.
#[derive(Debug, Default, Clone)]
pub struct Files(BTreeSet<String>);

impl Files {
    /// The mark and the files of a folder.
    pub fn of(kind: OutputKind, files: impl IntoIterator<Item = String>) -> Self {
        Self(files.into_iter().chain([kind.mark().to_owned()]).collect())
    }

    /// How many there are beside the mark.
    pub fn count(&self) -> usize {
        self.0.len().saturating_sub(1)
    }

    /// What a mark lists; a mark without a list is of an earlier version.
    pub fn read(mark: &Path) -> Result<Option<Self>> {
        let bytes = fs::read(mark).with_context(|| format!("cannot read {}", mark.display()))?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let files = serde_json::from_slice::<BTreeSet<String>>(&bytes).ok().filter(|files| {
            files.iter().all(|file| {
                let mut parts = Path::new(file).components().peekable();
                parts.peek().is_some() && parts.all(|part| matches!(part, Component::Normal(_)))
            })
        });
        let files = files.with_context(|| {
            format!(
                "{} is damaged: it no longer says which files are ours; choose another folder",
                mark.display()
            )
        })?;
        Ok(Some(Self(files)))
    }

    /// The text of a mark: JSON, one file a line.
    pub fn text(&self) -> String {
        let list = serde_json::to_string_pretty(&self.0).expect("texts are JSON");
        list + "\n"
    }

    pub fn with(&self, others: &Self) -> Self {
        Self(self.0.union(&others.0).cloned().collect())
    }

    pub fn without(&self, others: &Self) -> Self {
        Self(self.0.difference(&others.0).cloned().collect())
    }

    /// Where they stand, whether or not they lie there.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether a path is listed, and still is the file that we wrote: no link, and not reached through one.
    pub fn is_ours(&self, folder: &Path, file: &str) -> bool {
        self.0.contains(file) && reached(folder, Path::new(file)).is_some_and(|about| about.is_file())
    }

    /// Whether all that lies at `inside` of a folder is ours. Stops at the first that is not; follows no link.
    /// What cannot be looked at is an error: taken for somebody else's, it would be left among half of a new site.
    pub fn hold_all(&self, folder: &Path, inside: &Path) -> io::Result<bool> {
        let Some(name) = inside.to_str() else { return Ok(false) };
        let Some(about) = seen(fs::symlink_metadata(folder.join(inside)))? else { return Ok(false) };
        if about.is_file() {
            return Ok(self.0.contains(name));
        }
        // A folder that none of our files lies in was made by somebody else, even if it is empty.
        let start = if name.is_empty() { String::new() } else { format!("{name}/") };
        let known =
            name.is_empty() || self.0.range(start.clone()..).next().is_some_and(|f| f.starts_with(&start));
        if !about.is_dir() || !known {
            return Ok(false);
        }
        for name in names(&folder.join(inside))? {
            if !self.hold_all(folder, &inside.join(name))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Deletes them, and the folders that are empty then.
    pub fn remove_from(&self, folder: &Path) {
        for file in self.0.iter().filter(|file| self.is_ours(folder, file)) {
            // What cannot be deleted stays, and its folders with it.
            let _ = fs::remove_file(folder.join(file));
        }
        // Of all files, not of those just deleted: a run killed here before may have left the folders alone.
        let above = self.0.iter().flat_map(|file| Path::new(file).ancestors().skip(1));
        let folders: BTreeSet<&Path> = above.filter(|inside| *inside != Path::new("")).collect();
        let folders =
            folders.into_iter().filter(|inside| reached(folder, inside).is_some_and(|about| about.is_dir()));
        let folders: Vec<&Path> = folders.collect();
        // The deepest last in this order: taken from behind, each is empty when its turn comes.
        for inside in folders.into_iter().rev() {
            let _ = fs::remove_dir(folder.join(inside));
        }
    }

    /// The first thing that lies where one of the new files shall be put, and is not ours.
    pub fn in_the_way(&self, folder: &Path, new: &Self, fresh: &Path) -> io::Result<Option<PathBuf>> {
        let mark = OutputKind::Site.mark();
        for file in new.0.iter().filter(|file| *file != mark) {
            if let Some(path) = self.blocks(folder, Path::new(file), fresh)? {
                return Ok(Some(path));
            }
        }
        Ok(None)
    }

    fn blocks(&self, folder: &Path, path: &Path, fresh: &Path) -> io::Result<Option<PathBuf>> {
        for above in path.ancestors().skip(1).filter(|above| *above != Path::new("")) {
            let blocks = seen(fs::symlink_metadata(folder.join(above)))?.is_some_and(|about| !about.is_dir());
            if blocks && !self.hold_all(folder, above)? {
                return Ok(Some(folder.join(above)));
            }
        }
        let there = folder.join(path);
        let own = seen(fs::symlink_metadata(&there))?.is_none()
            || self.hold_all(folder, path)?
            || is_same(&there, fs::File::open(fresh.join(path))?);
        Ok((!own).then_some(there))
    }
}

/// What was seen, or that nothing is there.
fn seen(found: io::Result<Metadata>) -> io::Result<Option<Metadata>> {
    match found {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        found => found.map(Some),
    }
}

/// What lies in a folder. It is closed before anybody looks deeper: one descriptor is enough for any depth.
pub fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
}

/// Whether an ordinary file holds these bytes. Compared piece by piece: a database has a hundred megabytes.
pub fn is_same(file: &Path, bytes: impl Read) -> bool {
    let ordinary = fs::symlink_metadata(file).is_ok_and(|about| about.is_file());
    ordinary && fs::File::open(file).and_then(|file| holds(file, bytes)).unwrap_or(false)
}

fn holds(file: impl Read, bytes: impl Read) -> io::Result<bool> {
    let (mut file, mut bytes) =
        (BufReader::with_capacity(PIECE, file), BufReader::with_capacity(PIECE, bytes));
    loop {
        let (one, other) = (file.fill_buf()?, bytes.fill_buf()?);
        let both = one.len().min(other.len());
        if one[..both] != other[..both] || both == 0 {
            return Ok(one.is_empty() && other.is_empty());
        }
        file.consume(both);
        bytes.consume(both);
    }
}

/// How much of two files is compared at once.
const PIECE: usize = 1 << 16;

/// What lies at a path of a folder, if every step to it is a folder and no link.
fn reached(folder: &Path, inside: &Path) -> Option<Metadata> {
    let mut above: Vec<_> = inside.ancestors().skip(1).map(|above| folder.join(above)).collect();
    above.reverse();
    let straight =
        above.iter().skip(1).all(|step| fs::symlink_metadata(step).is_ok_and(|about| about.is_dir()));
    straight.then(|| fs::symlink_metadata(folder.join(inside)).ok()).flatten()
}

/// Writes a new file, whole or not at all; one that is there already stays, also if it came there in the meantime.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = || format!("cannot write {}", path.display());
    let folder = path.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).with_context(failed)?;
    let mut file = beside::file(folder).with_context(failed)?;
    file.write_all(bytes).with_context(failed)?;
    file.persist_noclobber(path).map_err(|kept| kept.error).with_context(failed)?;
    Ok(())
}
