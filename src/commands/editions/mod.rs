//! Frozen editions of the site, in `editions/` of the workspace: files of people, to be kept under version control, for no
//! build could make them again once the data have changed. Every build lays them out as they are.
//!
//! ```text
//! editions/2026-01.sha256      the digest of its manifest, in the form of sha256sum
//! editions/objects/3f/a9…      every file, named by the SHA-256 of its bytes: equal files of all editions once
//! ```
//!
//! A manifest says which file stands where, which figures each prints, their values, and what they stood on.

mod freeze;
mod parts;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context, Result, ensure};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

pub use freeze::freeze;

use super::open_workspace::OpenWorkspace;
use super::output::OutputFolder;
use super::site_folder::FreshSite;
use super::{Console, Shell, read_named};
use model::{Day, Digest, FigureId};
use rank::{Figure, Footings, FrozenFigure};
use site::KeptEdition;

/// The frozen editions, in the workspace.
pub const EDITIONS: &str = "editions";

/// What an edition is called: a word that is safe in an address and a file name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionName(String);

impl FromStr for EditionName {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let sound = (1..=40).contains(&text.len()) && !text.starts_with('-') && text.chars().all(plain);
        let named = sound && text != OBJECTS;
        named
            .then(|| Self(text.to_owned()))
            .ok_or_else(|| "use up to 40 small letters, digits and hyphens, such as 2026-01".to_owned())
    }
}

const OBJECTS: &str = "objects";
const MARK: &str = "sha256";

/// A digest and a path; what is longer was not written by us.
const MOST_OF_MARK: u64 = 200;

/// A file of a site; hosts take far less.
const MOST: u64 = 1 << 30;

#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    /// The day of which its figures speak.
    day: String,
    /// The version of the program that made it.
    program: String,
    figures: Vec<FrozenFigure>,
    footings: Footings,
    /// By the path from the root of the edition.
    files: BTreeMap<String, FrozenFile>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct FrozenFile {
    digest: String,
    /// The figures that it gives, as positions among those of the manifest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    figures: Vec<usize>,
}

#[derive(Debug)]
struct FrozenEdition {
    name: String,
    digest: Digest,
    day: Day,
    manifest: Manifest,
}

impl FrozenEdition {
    fn figures_of(&self, file: &FrozenFile) -> BTreeSet<FigureId> {
        file.figures.iter().filter_map(|at| Some(self.manifest.figures.get(*at)?.id)).collect()
    }
}

/// A file of an edition that is not as it was frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionDamage {
    pub edition: String,
    /// Where it lies in the workspace.
    pub file: PathBuf,
    /// Where it stands on the site; none of the manifest, on which all of the edition rests.
    pub shown: Option<String>,
    /// The figures that it gives, as far as the manifest can say.
    pub figures: BTreeSet<FigureId>,
}

/// All editions of a workspace.
#[derive(Debug, Default)]
pub struct EditionStore {
    folder: PathBuf,
    editions: Vec<FrozenEdition>,
    /// The editions whose manifest cannot be read.
    unread: Vec<EditionDamage>,
}

impl EditionStore {
    pub fn open(workspace: &Path) -> Result<Self> {
        let mut store = Self { folder: workspace.join(EDITIONS), ..Self::default() };
        if !store.folder.exists() {
            return Ok(store);
        }
        let entries = fs::read_dir(&store.folder);
        let entries = entries.with_context(|| format!("cannot list {}", store.folder.display()))?;
        let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<BTreeSet<PathBuf>>>()?;
        for mark in paths.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == MARK)) {
            let name = mark.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            match store.read(&name, &mark) {
                Ok(edition) => store.editions.push(edition),
                Err(file) => store.unread.push(EditionDamage {
                    edition: name,
                    file,
                    shown: None,
                    figures: BTreeSet::new(),
                }),
            }
        }
        Ok(store)
    }

    /// The edition of a mark, or the file that is damaged.
    fn read(&self, name: &str, mark: &Path) -> Result<FrozenEdition, PathBuf> {
        let text = read_named(mark, MOST_OF_MARK).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let digest = text.as_deref().and_then(|text| text.split("  ").next()?.parse::<Digest>().ok());
        let digest = digest.filter(|digest| text == Some(mark_text(*digest))).ok_or(mark)?;
        let object = self.object(&digest.to_string());
        let bytes =
            read_named(&object, MOST).ok().filter(|bytes| Digest::of(bytes) == digest).ok_or(&object)?;
        let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|_| &object)?;
        // A workspace may come from others: what an edition puts into the site stays below its own folder.
        let sound = name.parse::<EditionName>().is_ok() && manifest.files.iter().all(is_sound);
        let manifest = Some(manifest).filter(|_| sound).ok_or(&object)?;
        let day = manifest.day.parse().map_err(|_| &object)?;
        Ok(FrozenEdition { name: name.to_owned(), digest, day, manifest })
    }

    fn object(&self, digest: &str) -> PathBuf {
        self.folder.join(object(digest))
    }

    /// What of the store is not as it was frozen, every byte looked at.
    pub fn damage(&self) -> Vec<EditionDamage> {
        let unread = self.unread.iter().cloned();
        unread.chain(self.broken(|_, file| Some(self.object(&file.digest)))).collect()
    }

    /// What of the published editions is not as it was frozen.
    pub fn damage_of_site(&self, place: &OutputFolder) -> Vec<EditionDamage> {
        let ours =
            |shown: &str| place.files.as_ref().is_some_and(|files| files.is_ours(&place.folder, shown));
        self.broken(|shown, _| ours(shown).then(|| place.folder.join(shown)))
    }

    /// The files whose bytes do not have their digest, by where they lie.
    fn broken(&self, lies: impl Fn(&str, &FrozenFile) -> Option<PathBuf> + Sync) -> Vec<EditionDamage> {
        let all = self.editions.iter();
        let all: Vec<_> =
            all.flat_map(|edition| edition.manifest.files.iter().map(move |file| (edition, file))).collect();
        let broken = |(edition, (path, file)): &(&FrozenEdition, (&String, &FrozenFile))| {
            let shown = shown(&edition.name, path);
            let lies = lies(&shown, file)?;
            let whole =
                read_named(&lies, MOST).is_ok_and(|bytes| Digest::of(&bytes).to_string() == file.digest);
            (!whole).then(|| EditionDamage {
                edition: edition.name.clone(),
                file: lies,
                shown: Some(shown),
                figures: edition.figures_of(file),
            })
        };
        all.par_iter().filter_map(broken).collect()
    }

    /// Whether what is published stays, and says why: what readers cite would otherwise change under its address.
    pub fn keeps(&self, console: &Console, place: &OutputFolder) -> bool {
        let damage = self.damage();
        for EditionDamage { edition, file, shown, .. } in &damage {
            let shown = shown.as_deref().map_or_else(String::new, |shown| format!(", {shown} of the site,"));
            console.say(&format!(
                "damaged   edition {edition}: {}{shown} is not as it was frozen",
                file.display()
            ));
        }
        let missing = self.missing(place);
        for edition in &missing {
            console.say(&format!("missing   edition {edition} is published and no longer in {EDITIONS}/"));
        }
        let keeps = !damage.is_empty() || !missing.is_empty();
        if keeps {
            console.say(&format!(
                "site      unchanged, and so is the database; bring {EDITIONS}/ back as it was, from version control"
            ));
        }
        keeps
    }

    /// The editions that are published and were taken out of the store.
    fn missing(&self, place: &OutputFolder) -> BTreeSet<String> {
        let Some(files) = &place.files else { return BTreeSet::new() };
        let known: BTreeSet<&str> = self.editions.iter().map(|edition| edition.name.as_str()).collect();
        let published = files.paths().filter_map(|path| {
            let (name, _) = path.strip_prefix(EDITIONS)?.strip_prefix('/')?.split_once('/')?;
            (!known.contains(name) && files.is_ours(&place.folder, path)).then(|| name.to_owned())
        });
        let unread = |name: &String| self.unread.iter().any(|damage| damage.edition == *name);
        published.filter(|name| !unread(name)).collect()
    }

    /// Puts every edition where readers find it. Copies, not links: a host takes plain files, and what somebody writes
    /// into the site must not reach the store.
    pub fn lay(&self, fresh: &FreshSite) -> Result<()> {
        self.files()
            .collect::<Vec<_>>()
            .par_iter()
            .try_for_each(|(path, digest)| fresh.take_copy(path, &self.object(digest)))
    }

    /// Every file of every edition by its path on the site, with its digest.
    pub fn files(&self) -> impl Iterator<Item = (String, &str)> {
        self.editions.iter().flat_map(|edition| {
            let files = edition.manifest.files.iter();
            files.map(|(path, file)| (shown(&edition.name, path), file.digest.as_str()))
        })
    }

    pub fn is_empty(&self) -> bool {
        self.editions.is_empty()
    }

    /// What the site says of its editions, and of their figures that are not the same today.
    pub fn offered(&self, shell: &Shell, workspace: &OpenWorkspace) -> Result<site::Editions> {
        if self.editions.is_empty() {
            return Ok(site::Editions::default());
        }
        let (figures, now) = (workspace.figures.published(), footings(shell, workspace)?);
        let kept = self.editions.iter().map(|edition| self.kept(edition, &figures, &now));
        Ok(site::Editions { printed: None, kept: kept.collect() })
    }

    fn kept(&self, edition: &FrozenEdition, figures: &[Figure], now: &Footings) -> KeptEdition {
        let manifest = &edition.manifest;
        let files = manifest.files.iter().map(|(path, file)| (path.clone(), edition.figures_of(file)));
        KeptEdition {
            name: edition.name.clone(),
            day: edition.day,
            digest: edition.digest,
            figures: manifest.figures.len(),
            files: files.collect(),
            errata: rank::errata(&manifest.figures, &manifest.footings, figures, now),
        }
    }

    /// What a figure was in each edition that gives it, the oldest first.
    pub fn earlier(&self, id: FigureId) -> Vec<(&str, Day, &FrozenFigure)> {
        let mut editions: Vec<&FrozenEdition> = self.editions.iter().collect();
        editions.sort_by_key(|edition| (edition.day, &edition.name));
        let found = editions.into_iter().filter_map(|edition| {
            let figure = edition.manifest.figures.iter().find(|figure| figure.id == id)?;
            Some((edition.name.as_str(), edition.day, figure))
        });
        found.collect()
    }

    fn ensure_new(&self, name: &EditionName) -> Result<()> {
        let mark = self.folder.join(format!("{}.{MARK}", name.0));
        ensure!(
            !mark.exists(),
            "edition {} exists: what is frozen stays as it is; choose another name",
            name.0
        );
        Ok(())
    }
}

fn is_sound((path, file): (&String, &FrozenFile)) -> bool {
    let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    inside && !path.is_empty() && file.digest.parse::<Digest>().is_ok()
}

/// Where a file of an edition stands, from the root of the site.
fn shown(edition: &str, path: &str) -> String {
    format!("{EDITIONS}/{edition}/{path}")
}

fn object(digest: &str) -> String {
    let (first, rest) = digest.split_at_checked(2).unwrap_or((digest, ""));
    format!("{OBJECTS}/{first}/{rest}")
}

/// `sha256sum --check` understands it.
fn mark_text(digest: Digest) -> String {
    format!("{digest}  {}\n", object(&digest.to_string()))
}

/// All that the figures of today stand on; of a workspace that was opened with its rows.
fn footings(shell: &Shell, workspace: &OpenWorkspace) -> Result<Footings> {
    let mut all = rank::row_footings(&workspace.register, &workspace.files.catalog.records);
    all.extend(parts::footings(&shell.workspace, &workspace.register)?);
    Ok(all)
}
