//! `palmares build`: archive and data become the database and the site.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::book::Book;
use super::{Outcome, Shell, Strictness, publish};

/// The database, in the workspace.
pub const DATABASE: &str = "palmares.db";

/// The site, in the workspace.
pub const SITE: &str = "public";

/// The overrides of the built-in templates, in the workspace.
const TEMPLATES: &str = "templates";

/// Pages of the workspace's own, in the workspace.
const PAGES: &str = "pages";

/// Pages to embed as they were on a day, in the workspace.
pub const FROZEN: &str = "frozen";

/// Builds the database and the site, and sums up.
pub fn build(shell: &Shell, out: Option<&Path>, strictness: Strictness) -> Result<Outcome> {
    let book = Book::open(shell)?;
    let place = out.map_or_else(|| shell.workspace.join(SITE), Path::to_owned);
    let mut pages = pages(shell, &book, &place)?;
    write_database(shell, &book)?;
    let bytes = tables::portable(&shell.workspace.join(DATABASE))?;
    pages.push(site::Page { path: site::DATABASE.to_owned(), bytes });
    publish::publish(&place, &pages)?;
    sum_up(shell, &book, &place, pages.len());
    let strict = strictness == Strictness::Strict && !book.issues.is_empty();
    let needs_a_person = strict || !book.held.is_empty();
    Ok(if needs_a_person { Outcome::Issues } else { Outcome::Done })
}

/// The files of the site; the pictures of the one at `place` save drawing them again.
pub fn pages(shell: &Shell, book: &Book, place: &Path) -> Result<Vec<site::Page>> {
    let overrides = overrides(&shell.workspace)?;
    site::pages(&input(shell, book, &overrides), &publish::pictures(place)).context("cannot make the site")
}

/// What the site is made of.
pub fn input<'a>(shell: &Shell, book: &'a Book, overrides: &'a site::Overrides) -> site::Input<'a> {
    site::Input {
        register: &book.register,
        figures: &book.figures,
        issues: &book.issues,
        due: &book.due,
        settings: &book.catalog.settings.site,
        ranking: &book.catalog.settings.ranking,
        as_of: shell.as_of,
        version: env!("CARGO_PKG_VERSION"),
        overrides,
    }
}

fn write_database(shell: &Shell, book: &Book) -> Result<()> {
    let contents = tables::Contents {
        register: &book.register,
        figures: &book.figures,
        issues: &book.issues,
        ranking: &book.catalog.settings.ranking,
        as_of: shell.as_of,
    };
    tables::write(&shell.workspace.join(DATABASE), &contents)
}

/// What a template can be made of; fonts and pictures are not overridden.
const TEXT: [&str; 7] = ["html", "svg", "css", "js", "xml", "txt", "toml"];

/// What pages of the workspace's own are written in.
const MARKDOWN: [&str; 1] = ["md"];

/// What frozen pages are written in.
const HTML: [&str; 1] = ["html"];

/// What a workspace brings itself: the templates in place of ours, by name, its own pages, and the frozen ones.
pub fn overrides(workspace: &Path) -> Result<site::Overrides> {
    let mut found = site::Overrides::new();
    gather(&workspace.join(TEMPLATES), "", &TEXT, &mut found)?;
    gather(&workspace.join(PAGES), "pages/", &MARKDOWN, &mut found)?;
    gather(&workspace.join(FROZEN), "frozen/", &HTML, &mut found)?;
    Ok(found)
}

/// The texts below a folder, if there is one, named from there with a prefix.
fn gather(folder: &Path, prefix: &str, endings: &[&str], found: &mut site::Overrides) -> Result<()> {
    let mut folders: Vec<_> = Some(folder.to_owned()).filter(|folder| folder.is_dir()).into_iter().collect();
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).with_context(|| format!("cannot read {}", next.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if !path.extension().is_some_and(|ending| endings.iter().any(|text| ending == *text)) {
                continue;
            }
            let name =
                path.strip_prefix(folder).expect("found below it").to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&path);
            let text = text.with_context(|| format!("cannot read {} as UTF-8", path.display()))?;
            found.insert(format!("{prefix}{name}"), text);
        }
    }
    Ok(())
}

fn sum_up(shell: &Shell, book: &Book, place: &Path, pages: usize) {
    let Book { catalog, register, issues, held, .. } = book;
    let counting = register.awards.iter().filter(|award| award.counting == model::Counting::Counts).count();
    shell.console.say(&format!(
        "read      {} rows from {} sources",
        catalog.records.count(),
        catalog.sources.values().len()
    ));
    shell.console.say(&format!(
        "resolved  {} awards ({counting} distinctions) and {} measures of {} companies",
        register.awards.len(),
        register.measures.len(),
        register.companies.len()
    ));
    if !held.is_empty() {
        shell
            .console
            .say(&format!("held      {} rows are doubtful and not published: palmares check", held.len()));
    }
    match issues.len() {
        0 => shell.console.say("issues    none"),
        n => shell.console.say(&format!("issues    {n} need a person: palmares check")),
    }
    shell.console.say(&format!("site      {} ({pages} files)", place.join("index.html").display()));
}
