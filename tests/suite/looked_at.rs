//! The site of the real data, and those of two examples, judged by others: the Nu HTML checker, axe, Lighthouse, and
//! Chromium with its scripts off.

use std::process::Command;
use std::sync::LazyLock;

use crate::examples::example;
use crate::project::Project;
use crate::with;

/// A Spanish and a British site: longer words, other typography, no second language.
static ABROAD: LazyLock<[Project; 2]> = LazyLock::new(|| {
    ["spain", "united-kingdom"].map(|name| {
        let project = example(name);
        project.run("build");
        project
    })
});

fn sites() -> impl Iterator<Item = &'static Project> {
    std::iter::once(Project::built()).chain(ABROAD.iter())
}

/// Looks at the sites as `tests/with/look.js` says, and tells what it saw.
fn look(how: &str) {
    for project in sites() {
        let told = with::output(&mut with::look(how, &project.path("public")));
        println!("{how}: {told}");
    }
}

#[test]
#[ignore = "needs the Nu HTML checker of tests/with/install"]
fn nu_finds_no_error_on_any_page() {
    let project = Project::built();
    let pages = project.tree("public").iter().filter(|(name, _)| name.ends_with(".html")).count();
    assert!(pages > 1000, "the site is whole: {pages} pages");
    let mut nu: Command = with::nu();
    // The style inside frames is newer than what the checker knows of CSS.
    nu.args(["--filterpattern", ".*(paint-order|container-type|@container).*"]);
    nu.args(["--errors-only", "--format", "gnu", "--skip-non-html"]);
    nu.args(sites().map(|site| site.path("public")));
    assert_eq!(with::output(&mut nu), "", "of {pages} pages and two sites more");
}

#[test]
#[ignore = "needs the Chromium and axe of tests/with/install"]
fn axe_finds_nothing_on_a_page_of_each_kind() {
    look("kinds");
}

#[test]
#[ignore = "needs the Chromium of tests/with/install"]
fn every_page_opens_from_disk_without_scripts_and_shows_its_tables() {
    look("offline");
}

#[test]
#[ignore = "needs the Chromium of tests/with/install"]
fn the_home_page_loads_less_than_100_kilobytes() {
    look("weight");
}

#[test]
#[ignore = "needs the Chromium and Lighthouse of tests/with/install"]
fn lighthouse_gives_99_of_100_in_every_category() {
    look("lighthouse");
}
