//! From a folder to a catalog: which files are read, in which order, and where their mistakes are gathered.

use std::array;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::file::{MOST_CSV, MOST_TOML, TextFile, open};
use crate::keys::FILES;
use crate::mistake::{Mistake, Mistakes};
use crate::tree::{Document, Field, readable};
use crate::value::Wrong;
use crate::{Catalog, companies, decisions, records, rules, sectors, settings, sources};
use model::{Records, Source, SourceId};

pub(super) const SOURCES: &str = "sources.toml";
pub(super) const DECISIONS: &str = "decisions.toml";
const PUBLISHED: &str = "published.csv";
pub(super) const LEFT_OUT: &str = "data/left-out.csv";

/// Reads all files of a workspace. Only `sources.toml` must be there.
///
/// # Errors
/// All mistakes of all files at once.
pub fn load(workspace: &Path) -> Result<Catalog, Mistakes> {
    match load_in_part(workspace) {
        (_, Some(mistakes)) => Err(mistakes),
        (catalog, None) => Ok(catalog),
    }
}

/// The same for those who need a part only: what is in order, and the mistakes beside it.
pub fn load_in_part(workspace: &Path) -> (Catalog, Option<Mistakes>) {
    let mut loader = Loader { workspace, mistakes: vec![] };
    let files = FILES.map(|keys| loader.toml(keys.name));
    let catalog = read(&mut loader, &files);
    files.into_iter().for_each(|file| loader.close(file));
    (catalog, Mistakes::new(loader.mistakes))
}

/// The nearest folder, from `start` upward, that holds a `sources.toml`.
pub fn find_workspace(start: &Path) -> Option<PathBuf> {
    let start = start.canonicalize().ok()?;
    start.ancestors().find(|folder| folder.join(SOURCES).is_file()).map(Path::to_owned)
}

/// What the files say, as far as they are in order.
fn read(loader: &mut Loader<'_>, files: &[TextFile; 5]) -> Catalog {
    let texts = files.each_ref().map(readable);
    let documents: [Document<'_>; 5] = array::from_fn(|n| Document::parse(&files[n], &texts[n]));
    let [sources, companies, sectors, decisions, corrections]: [_; 5] =
        array::from_fn(|n| documents[n].root(FILES[n]));
    let [in_sources, in_companies, in_sectors, ..] = &documents;
    let (source_names, sector_names) = (in_sources.names("source"), in_sectors.names("sector"));
    let company_names = in_companies.names("company");
    let declared = sources::read(sources, &source_names, &in_sources.names("rule"));
    let (our_sectors, labels) = sectors::read(sectors, &sector_names, &source_names);
    let decisions = decisions::read(decisions, &sector_names, &source_names);
    loader.csv(LEFT_OUT, records::check_left_out);
    let files = own_files(loader.workspace, declared.files);
    Catalog {
        settings: settings::read(sources),
        rules: rules::read(sources),
        companies: companies::read(companies, &company_names, &sector_names),
        sectors: our_sectors,
        // A heading of sectors.toml comes first, and so wins over a decision on the same one.
        labels: [labels, decisions.labels()].concat(),
        decisions,
        corrections: decisions::corrections(corrections, &company_names, &source_names),
        records: loader.records(&files, &declared.sources),
        files,
        published: loader.csv(PUBLISHED, records::published).unwrap_or_default(),
        readings: declared.readings,
        expected: declared.expected,
        sources: declared.sources,
    }
}

/// Where files are opened and their mistakes gathered.
struct Loader<'a> {
    workspace: &'a Path,
    mistakes: Vec<Mistake>,
}

impl Loader<'_> {
    /// A TOML file; an empty one where there is none, except that `sources.toml` must be there.
    fn toml(&self, name: &str) -> TextFile {
        let remedy = "run palmares in a folder that holds one, or name the folder with --workspace";
        let absent = || match name {
            SOURCES => TextFile::lost(name, "there is no such file", remedy),
            _ => TextFile::new(name, String::new()),
        };
        open(self.workspace, name, MOST_TOML).unwrap_or_else(absent)
    }

    /// The rows of the files that sources name, in the order of sources and lines.
    fn records(
        &mut self,
        files: &BTreeMap<SourceId, String>,
        sources: &BTreeMap<SourceId, Source>,
    ) -> Records {
        let read = |(source, name): (&SourceId, &String)| {
            let file = open(self.workspace, name, MOST_CSV)?;
            let records = records::rows(&file, *source, sources.get(source));
            Some((records, file.into_mistakes()))
        };
        let read: Vec<_> = files.par_iter().filter_map(read).collect();
        let mut all = Records::default();
        for (records, mistakes) in read {
            all.add(records);
            self.mistakes.extend(mistakes);
        }
        all
    }

    /// What a reader makes of a CSV file, if there is one.
    fn csv<T>(&mut self, name: &str, read: impl FnOnce(&TextFile) -> T) -> Option<T> {
        let file = open(self.workspace, name, MOST_CSV)?;
        let made = read(&file);
        self.close(file);
        Some(made)
    }

    fn close(&mut self, file: TextFile) {
        self.mistakes.extend(file.into_mistakes());
    }
}

/// The files that may be read, by source; notes the others.
fn own_files(workspace: &Path, files: BTreeMap<SourceId, Field<'_>>) -> BTreeMap<SourceId, String> {
    let mut taken: BTreeMap<PathBuf, Field<'_>> = BTreeMap::new();
    let mut readable = BTreeMap::new();
    for (source, field) in files {
        let found = field.read(|text| inside(workspace, text));
        let Some((name, path)) = found else { continue };
        match taken.get(&path) {
            Some(first) => refuse_shared(field, *first),
            None => {
                taken.insert(path, field);
                readable.insert(source, name);
            }
        }
    }
    readable
}

fn refuse_shared(second: Field<'_>, first: Field<'_>) {
    let remedy = "give each source a file of its own; a row does not say which source it belongs to";
    second.refuse_beside("two sources name the same file".into(), remedy, first);
}

/// The name within the workspace, and where it leads once links are followed.
fn inside(workspace: &Path, text: &str) -> Result<(String, PathBuf), Wrong> {
    let outside =
        || Wrong::new("it leads out of the workspace", "name a file below this one, such as data/podium.csv");
    let parts = Path::new(text).components().filter(|part| *part != Component::CurDir);
    let plain = |part: Component<'_>| match part {
        Component::Normal(name) => name.to_str().map(str::to_owned),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
    };
    let parts: Vec<String> = parts.map(plain).collect::<Option<_>>().ok_or_else(outside)?;
    let missing =
        || Wrong::new("there is no such file", "create it, or correct the name; folders are divided by /");
    let path = workspace.join(parts.join("/")).canonicalize().map_err(|_| missing())?;
    let root = workspace.canonicalize().map_err(|_| missing())?;
    if !path.starts_with(root) {
        return Err(outside());
    }
    if path.is_dir() {
        Err(Wrong::new("it is a folder", "name a file in it"))
    } else {
        Ok((parts.join("/"), path))
    }
}
