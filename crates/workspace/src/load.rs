//! From a folder to a catalog.

use std::array;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::file::{MOST_CSV, MOST_TOML, TextFile, open};
use super::mistake::{Mistake, Mistakes};
use super::tree::{Document, Field, Table, readable};
use super::{
    Catalog, companies, corrections, decisions, filings, left_out, paths, published, records, rules, rulings,
    sectors, sources,
};
use model::{Records, SourceId};

const SOURCES: &str = "sources.toml";
const COMPANIES: &str = "companies.toml";
const SECTORS: &str = "sectors.toml";
pub(super) const DECISIONS: &str = "decisions.toml";
const CORRECTIONS: &str = "corrections.toml";
const PUBLISHED: &str = "published.csv";

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
    let mut desk = Desk { workspace, mistakes: vec![] };
    let [companies, sectors, decisions, corrections] =
        [COMPANIES, SECTORS, DECISIONS, CORRECTIONS].map(|name| desk.optional(name));
    let files = [desk.required(SOURCES), companies, sectors, decisions, corrections];
    let catalog = read(&mut desk, &files);
    files.into_iter().for_each(|file| desk.close(file));
    (catalog, Mistakes::new(desk.mistakes))
}

/// The nearest folder, from `start` upward, that holds a `sources.toml`.
pub fn find_workspace(start: &Path) -> Option<PathBuf> {
    let start = start.canonicalize().ok()?;
    start.ancestors().find(|folder| folder.join(SOURCES).is_file()).map(Path::to_owned)
}

/// What the files say, as far as they are in order.
fn read(desk: &mut Desk<'_>, files: &[TextFile; 5]) -> Catalog {
    let texts = files.each_ref().map(readable);
    let documents: [Document<'_>; 5] = array::from_fn(|n| Document::parse(&files[n], &texts[n]));
    let [mut sources, mut companies, mut sectors, mut decisions, mut corrections] =
        documents.each_ref().map(Document::root);
    let [in_sources, in_companies, in_sectors, ..] = &documents;
    let (source_names, sector_names) = (in_sources.names("source"), in_sectors.names("sector"));
    let company_names = in_companies.names("company");
    let settings = sources::settings::read(&mut sources);
    let declared = sources::read(&mut sources, &source_names, &in_sources.names("rule"));
    let taxonomy = sectors::read(&mut sectors, &sector_names, &source_names);
    let catalog = Catalog {
        settings,
        rules: rules::read(&mut sources),
        companies: companies::read(&mut companies, &company_names, &sector_names),
        sectors: taxonomy.sectors,
        // A heading of sectors.toml comes first, and so wins over a decision on the same one.
        labels: [taxonomy.labels, filings::read(&mut decisions, &sector_names, &source_names)].concat(),
        rulings: rulings::read(&mut decisions),
        decisions: decisions::read(&mut decisions),
        corrections: corrections::read(&mut corrections, &company_names, &source_names),
        records: desk.records(declared.files),
        published: desk.csv(PUBLISHED, published::read).unwrap_or_default(),
        readings: declared.readings,
        expected: declared.expected,
        sources: declared.sources,
    };
    desk.csv(left_out::NAME, left_out::check);
    [sources, companies, sectors, decisions, corrections].into_iter().for_each(Table::close);
    catalog
}

/// Where files are opened and their mistakes gathered.
struct Desk<'a> {
    workspace: &'a Path,
    mistakes: Vec<Mistake>,
}

impl Desk<'_> {
    /// A TOML file that must be there.
    fn required(&self, name: &str) -> TextFile {
        let remedy = "run palmares in a folder that holds one, or name the folder with --workspace";
        let absent = || TextFile::lost(name, "there is no such file", remedy);
        open(self.workspace, name, MOST_TOML).unwrap_or_else(absent)
    }

    /// A TOML file; an empty one where there is none.
    fn optional(&self, name: &str) -> TextFile {
        open(self.workspace, name, MOST_TOML).unwrap_or_else(|| TextFile::new(name, String::new()))
    }

    /// The rows of the files that sources name, in the order of sources and lines.
    fn records(&mut self, files: BTreeMap<SourceId, Field<'_>>) -> Records {
        let readable: Vec<(SourceId, String)> = paths::readable(self.workspace, files).into_iter().collect();
        let read = |(source, name): &(SourceId, String)| {
            let file = open(self.workspace, name, MOST_CSV)?;
            let records = records::read(&file, source);
            Some((records, file.into_mistakes()))
        };
        let read: Vec<_> = readable.par_iter().filter_map(read).collect();
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
