//! `palmares build`: archive and data become the database and the site. `run` fetches what is due first; `still` keeps
//! one page of the site as it is today.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::beside::{self, Beside};
use super::editions::EditionStore;
use super::open_workspace::{OpenWorkspace, read_catalog, tell_doubtful};
use super::output::{self, OutputFolder, OutputKind};
use super::plan::BuildPlan;
use super::progress::Progress;
use super::{ExitStatus, Network, Shell, Strictness, counted, crawl, read_named, site_folder};
use model::{CompanyId, Issue, Label, SourceId};
use site::{NO_EDITIONS, OpenSite, Page, Printing, stills};

/// The database, in the workspace.
pub const DATABASE: &str = "palmares.db";

/// The site, in the workspace.
pub const SITE: &str = "public";

/// The overrides of the built-in templates, in the workspace.
pub const TEMPLATES: &str = "templates";

/// Pages of the workspace's own, in the workspace.
pub const PAGES: &str = "pages";

/// Pages to embed as they were on a day, in the workspace.
pub const STILLS: &str = "frozen";

type Editions = BTreeSet<(SourceId, Label)>;

/// Fetches what is due, then builds.
pub fn run(shell: &Shell, network: Network, strictness: Strictness) -> Result<ExitStatus> {
    // A site that cannot be written is told before an hour of fetching.
    place(shell, None)?;
    match network {
        Network::Refused => shell.console.say("crawl     offline: building from archive and data"),
        Network::Allowed => crawl::crawl_due(shell, &read_catalog(shell)?)?,
    }
    build(shell, None, strictness)
}

/// Builds the database and the site, and sums up. An interruption leaves nothing beside them.
pub fn build(shell: &Shell, out: Option<&Path>, strictness: Strictness) -> Result<ExitStatus> {
    beside::clear_when_interrupted()?;
    match ReadySite::open(shell, out)? {
        Some(ready) => ready.put(shell, strictness),
        None => Ok(ExitStatus::Issues),
    }
}

/// Builds if what it would change is still what `palmares plan` said.
pub fn build_only_if(
    shell: &Shell,
    out: Option<&Path>,
    strictness: Strictness,
    hash: &str,
) -> Result<ExitStatus> {
    beside::clear_when_interrupted()?;
    let Some(ready) = ReadySite::open(shell, out)? else { return Ok(ExitStatus::Issues) };
    let plan = BuildPlan::of(shell, &ready)?;
    if plan.hash() != hash {
        shell.console.say(&format!(
            "kept      a build would now change something else, {}: look at `palmares plan` again, with the same --as-of",
            plan.hash()
        ));
        return Ok(ExitStatus::Issues);
    }
    ready.put(shell, strictness)
}

/// All that a site is printed from, read once: what is planned and what is built cannot be two things.
pub struct ReadySite {
    pub place: OutputFolder,
    pub workspace: OpenWorkspace,
    lost: Editions,
    pub store: EditionStore,
    editions: site::Editions,
    overrides: site::Overrides,
}

impl ReadySite {
    /// Nothing where what is published must stay; why is told.
    pub fn open(shell: &Shell, out: Option<&Path>) -> Result<Option<Self>> {
        let place = place(shell, out)?;
        let store = EditionStore::open(&shell.workspace)?;
        // Rows, which may be a million, say why a figure of an edition changed.
        let workspace =
            if store.is_empty() { OpenWorkspace::open(shell)? } else { OpenWorkspace::with_rows(shell)? };
        let lost = lost(shell, &workspace);
        if is_kept(shell, &workspace, &lost) || store.keeps(&shell.console, &place) {
            return Ok(None);
        }
        let (overrides, editions) = (overrides(&shell.workspace)?, store.offered(shell, &workspace)?);
        Ok(Some(Self { place, workspace, lost, store, editions, overrides }))
    }

    /// Opens the site, for whoever prints it or a page of it.
    pub fn site<R>(&self, shell: &Shell, then: impl FnOnce(&OpenSite) -> Result<R>) -> Result<R> {
        let earlier = |path: &str| site_folder::picture(&self.place, path);
        let input = input(shell, &self.workspace, &self.overrides, &self.editions);
        site::open(&input, &earlier, then).context("cannot make the site")?
    }

    pub fn sum_up(&self, shell: &Shell) {
        sum_up(shell, &self.workspace);
    }

    fn put(self, shell: &Shell, strictness: Strictness) -> Result<ExitStatus> {
        self.sum_up(shell);
        self.site(shell, |site| self.put_in_place(shell, site, &|| Ok(())))?;
        Ok(exit_status(&self.workspace, &self.lost, strictness))
    }

    /// Puts the whole site in place, unless `go_on` refuses before one of its files.
    pub fn put_in_place(
        &self,
        shell: &Shell,
        site: &OpenSite,
        go_on: &(impl Fn() -> Result<()> + Sync),
    ) -> Result<()> {
        let made = site_folder::replace(&self.place, &shell.console, &|fresh| {
            print(shell, site, &|page| go_on().and_then(|()| fresh.take(page)))?;
            self.store.lay(fresh)?;
            write_database(shell, &self.workspace)?;
            fresh.take_copy(&site.database(), &shell.workspace.join(DATABASE))
        })?;
        let index = self.place.folder.join("index.html");
        shell.console.say(&format!("site      {} ({made} files)", index.display()));
        Ok(())
    }
}

/// Prints every file of the site but the database and those of editions, and tells how far it is.
pub fn print(shell: &Shell, site: &OpenSite, take: &(impl Fn(Page) -> Result<()> + Sync)) -> Result<()> {
    let progress = Progress::of(&shell.console, "build", "pages", 0);
    let heard = |printing| match printing {
        Printing::Begun { pages } => progress.expect(pages as u64),
        Printing::Page => progress.step(),
    };
    site.print(&heard, take).context("cannot make the site")
}

/// Builds the database only, and sums up.
pub fn database(shell: &Shell, strictness: Strictness) -> Result<ExitStatus> {
    beside::clear_when_interrupted()?;
    let workspace = OpenWorkspace::open(shell)?;
    let lost = lost(shell, &workspace);
    if is_kept(shell, &workspace, &lost) {
        return Ok(ExitStatus::Issues);
    }
    write_database(shell, &workspace)?;
    sum_up(shell, &workspace);
    shell.console.say(&format!("database  {}", shell.workspace.join(DATABASE).display()));
    Ok(exit_status(&workspace, &lost, strictness))
}

fn exit_status(workspace: &OpenWorkspace, lost: &Editions, strictness: Strictness) -> ExitStatus {
    let strict = strictness == Strictness::Strict && !workspace.issues.is_empty();
    let needs_a_person = strict
        || !lost.is_empty()
        || !workspace.files.pages.held.is_empty()
        || !workspace.files.doubtful.is_empty();
    if needs_a_person { ExitStatus::Issues } else { ExitStatus::Done }
}

/// The editions whose evidence is damaged or gone; those included of which a whole archive that is missing can say
/// nothing, where the database still has their words.
fn lost(shell: &Shell, workspace: &OpenWorkspace) -> Editions {
    let mut lost = workspace.files.pages.lost.clone();
    let database = shell.workspace.join(DATABASE);
    if workspace.files.pages.unknown.is_empty() || !database.exists() {
        return lost;
    }
    // One that cannot be read is written anew, and tells nothing of what was there.
    let read = tables::pages_read(&database).unwrap_or_default();
    let url = |(source, label): &(SourceId, Label)| {
        workspace.files.catalog.sources.get(source)?.editions.get(label)?.address()
    };
    let published =
        |edition: &&(SourceId, Label)| url(edition).is_some_and(|url| read.contains(url.as_str()));
    lost.extend(workspace.files.pages.unknown.iter().filter(published).copied());
    lost
}

/// Whether what is published stays, and says why: built anew, it would silently lack the rows of evidence that is gone.
fn is_kept(shell: &Shell, workspace: &OpenWorkspace, lost: &Editions) -> bool {
    if lost.is_empty() || !shell.workspace.join(DATABASE).exists() {
        return false;
    }
    let names: Vec<_> = lost.iter().map(|(source, edition)| format!("{source} {edition}")).collect();
    shell.console.say(&format!("kept      the evidence of {} is damaged or gone", names.join(", ")));
    let about = |issue: &&Issue| {
        matches!(issue, Issue::Damaged { .. } | Issue::Lost { .. })
            || matches!(issue, Issue::NotRead { source, edition, .. } if lost.contains(&(*source, *edition)))
    };
    for issue in workspace.issues.iter().filter(about) {
        shell.console.say(&format!("{:<9} {issue}; {}", issue.kind(), issue.remedy()));
    }
    shell
        .console
        .say("site      unchanged, and so is the database; to build without an edition, remove its `read`");
    true
}

pub fn place(shell: &Shell, out: Option<&Path>) -> Result<OutputFolder> {
    let path = out.map_or_else(|| shell.workspace.join(SITE), Path::to_owned);
    OutputFolder::open(&shell.workspace, &path, OutputKind::Site)
}

/// Keeps a leaderboard or chart to embed as it is today, at an address whose bytes no later build changes. The
/// still is a file of the workspace, to be kept under version control: it cannot be derived again once the data have
/// changed. Every build hands it on.
pub fn still(shell: &Shell, address: &str) -> Result<ExitStatus> {
    let workspace = OpenWorkspace::open(shell)?;
    let base = &workspace.files.catalog.settings.site.base_url;
    let path = address.strip_prefix(base.as_str()).unwrap_or(address);
    let overrides = overrides(&shell.workspace)?;
    let page = stills::page(&input(shell, &workspace, &overrides, &NO_EDITIONS), path)?.with_context(|| {
        format!("{path} shows nothing to embed; give the address of a leaderboard, classement/….html, or of a chart, …#name")
    })?;
    let kept = shell.workspace.join(STILLS).join(&page.path);
    ensure!(!kept.exists(), "{} already exists: a still stays as it is", kept.display());
    output::write_new(&kept, &page.bytes)?;
    shell.console.say(&format!("still     {}: keep it under version control, and build", kept.display()));
    shell.console.answer(&format!("{base}{}\n", stills::address(&page.path)))?;
    Ok(ExitStatus::Done)
}

/// What the site is made of.
pub fn input<'a>(
    shell: &Shell,
    workspace: &'a OpenWorkspace,
    overrides: &'a site::Overrides,
    editions: &'a site::Editions,
) -> site::Input<'a> {
    site::Input {
        register: &workspace.register,
        figures: &workspace.figures,
        issues: &workspace.issues,
        due: &workspace.due,
        settings: &workspace.files.catalog.settings.site,
        ranking: &workspace.files.catalog.settings.ranking,
        as_of: shell.as_of,
        version: env!("CARGO_PKG_VERSION"),
        overrides,
        editions,
    }
}

/// What the tables are made of.
pub fn contents<'a>(shell: &Shell, workspace: &'a OpenWorkspace) -> tables::Contents<'a> {
    static NO_PAGES: BTreeMap<CompanyId, String> = BTreeMap::new();
    let settings = &workspace.files.catalog.settings;
    tables::Contents {
        register: &workspace.register,
        figures: &workspace.figures,
        issues: &workspace.issues,
        ranking: &settings.ranking,
        as_of: shell.as_of,
        title: &settings.site.title,
        base_url: &settings.site.base_url,
        company_pages: &NO_PAGES,
    }
}

fn write_database(shell: &Shell, workspace: &OpenWorkspace) -> Result<()> {
    let beside = Beside::new(&shell.workspace, DATABASE);
    let beside = beside.with_context(|| format!("cannot write in {}", shell.workspace.display()))?;
    tables::write(&shell.workspace.join(DATABASE), beside.path(), &contents(shell, workspace))
}

/// What a template can be made of; fonts and pictures are not overridden.
const TEXT: [&str; 7] = ["html", "svg", "css", "js", "xml", "txt", "toml"];

/// A template, or a page that somebody wrote, in bytes.
const LARGEST: u64 = 16 << 20;

/// What pages of the workspace's own are written in.
const MARKDOWN: [&str; 1] = ["md"];

/// What stills are written in.
const HTML: [&str; 1] = ["html"];

/// What a workspace brings itself: the templates in place of ours, by name, its own pages, and the stills.
pub fn overrides(workspace: &Path) -> Result<site::Overrides> {
    let mut found = site::Overrides::new();
    gather(workspace, TEMPLATES, &TEXT, &mut found)?;
    gather(workspace, PAGES, &MARKDOWN, &mut found)?;
    gather(workspace, STILLS, &HTML, &mut found)?;
    Ok(found)
}

/// The texts below a folder of the workspace, if there is one, named from there with a prefix. A shared theme could hold
/// a link to anything: what leads out of the workspace, and what is no ordinary file, is refused by name.
fn gather(workspace: &Path, name: &str, endings: &[&str], found: &mut site::Overrides) -> Result<()> {
    let folder = workspace.join(name);
    let prefix = if name == TEMPLATES { String::new() } else { format!("{name}/") };
    let mut folders: Vec<_> = Some(folder.clone()).filter(|folder| folder.is_dir()).into_iter().collect();
    // Two links to `.` make 2^40 paths of two folders.
    let mut visited = BTreeSet::new();
    while let Some(next) = folders.pop() {
        if !visited.insert(inside(workspace, &next)?) {
            continue;
        }
        for entry in fs::read_dir(&next).with_context(|| format!("cannot read {}", next.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if !path.extension().is_some_and(|ending| endings.iter().any(|text| ending == *text)) {
                continue;
            }
            let real = inside(workspace, &path)?;
            ensure!(real.is_file(), "{} is not a regular file; remove it", path.display());
            let text = read_named(&real, LARGEST)?;
            let name =
                path.strip_prefix(&folder).expect("found below it").to_string_lossy().replace('\\', "/");
            let text = String::from_utf8(text);
            let text = text.with_context(|| format!("cannot read {} as UTF-8", path.display()))?;
            found.insert(format!("{prefix}{name}"), text);
        }
    }
    Ok(())
}

/// Where a path leads, which must be inside the workspace.
fn inside(workspace: &Path, path: &Path) -> Result<PathBuf> {
    let real = path.canonicalize().with_context(|| format!("cannot read {}", path.display()))?;
    let root = workspace.canonicalize().with_context(|| format!("cannot read {}", workspace.display()))?;
    ensure!(
        real.starts_with(root),
        "{} leads out of the workspace, to {}; copy that file into it instead",
        path.display(),
        real.display()
    );
    Ok(real)
}

fn sum_up(shell: &Shell, workspace: &OpenWorkspace) {
    let OpenWorkspace { files, register, issues, .. } = workspace;
    let counting = register.awards.iter().filter(|award| award.counting == model::Counting::Counts).count();
    shell.console.say(&format!(
        "read      {} from {}",
        counted(workspace.rows, "row", "rows"),
        counted(files.catalog.sources.len(), "source", "sources")
    ));
    shell.console.say(&format!(
        "resolved  {} ({}) and {} of {}",
        counted(register.awards.len(), "award", "awards"),
        counted(counting, "distinction", "distinctions"),
        counted(register.measures.len(), "measure", "measures"),
        counted(register.companies.len(), "company", "companies")
    ));
    tell_doubtful(shell, &workspace.files.doubtful);
    if !workspace.files.pages.held.is_empty() {
        let editions: BTreeSet<_> = workspace
            .files
            .pages
            .held
            .iter()
            .map(|held| format!("{} {}", held.source, held.edition))
            .collect();
        let editions: Vec<_> = editions.into_iter().collect();
        shell.console.say(&format!("held      {}: not published; palmares check", editions.join(", ")));
    }
    match issues.len() {
        0 => shell.console.say("issues    none"),
        n => {
            let open = counted(n, "needs", "need");
            shell.console.say(&format!("issues    {open} a person: palmares check"));
        }
    }
}
