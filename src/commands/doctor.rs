//! `palmares doctor`: what this machine and this workspace still lack, each with how to get it.

use std::env;
use std::fmt::Write;

use anyhow::Result;

use super::open_workspace::read_catalog;
use super::{ExitStatus, Shell, build};
use workspace::Catalog;

/// A program of others that some command needs, and nothing else does.
struct Program {
    /// Its names; one is enough.
    names: &'static [&'static str],
    needed: &'static str,
    /// What it is called by the package managers of `MANAGERS`, in their order.
    packages: [&'static str; 5],
}

const PROGRAMS: [Program; 4] = [
    Program {
        names: &["pdftotext"],
        needed: "reads pages that are PDF files",
        packages: ["poppler-utils", "poppler-utils", "poppler", "poppler-utils", "poppler"],
    },
    Program {
        names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"],
        needed: "opens pages that are made by scripts",
        packages: ["chromium", "chromium", "chromium", "chromium", "--cask chromium"],
    },
    Program {
        names: &["git"],
        needed: "keeps the history of the workspace, and publishes to git",
        packages: ["git"; 5],
    },
    Program { names: &["rsync"], needed: "publishes to a server of your own", packages: ["rsync"; 5] },
];

/// Package managers, and how each is told to install.
const MANAGERS: [(&str, &str); 5] = [
    ("apt-get", "sudo apt-get install"),
    ("dnf", "sudo dnf install"),
    ("pacman", "sudo pacman -S"),
    ("apk", "sudo apk add"),
    ("brew", "brew install"),
];

/// Says what is there and what is not. Only the workspace decides how it ends: most do without most programs.
pub fn doctor(shell: &Shell) -> Result<ExitStatus> {
    let catalog = read_catalog(shell)?;
    let mut told = String::new();
    for program in &PROGRAMS {
        match program.names.iter().find(|name| is_installed(name)) {
            Some(name) => writeln!(told, "ok        {name}: {}", program.needed)?,
            None => writeln!(
                told,
                "missing   {}: {}\n          → {}",
                program.names[0],
                program.needed,
                program.remedy()
            )?,
        }
    }
    let wanted = wanted(shell, &catalog)?;
    for (what, remedy) in &wanted {
        writeln!(told, "to do     {what}\n          → {remedy}")?;
    }
    shell.console.answer(&told)?;
    Ok(if wanted.is_empty() { ExitStatus::Done } else { ExitStatus::Issues })
}

impl Program {
    fn remedy(&self) -> String {
        let found = MANAGERS.iter().zip(self.packages).find(|((manager, _), _)| is_installed(manager));
        match found {
            Some(((_, install), package)) => format!("{install} {package}"),
            None => format!("install the package {}", self.packages[0]),
        }
    }
}

fn is_installed(name: &str) -> bool {
    env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(name).is_file()))
}

/// What the editor has still to say, and where.
fn wanted(shell: &Shell, catalog: &Catalog) -> Result<Vec<(String, String)>> {
    let mut wanted = Vec::new();
    let settings = &catalog.settings;
    if settings.crawl.contact.as_deref().is_none_or(is_example) {
        let what = "pages are fetched without saying whom their hosts may write to".to_owned();
        wanted.push((what, "contact = \"mailto:…\" under [crawl] in sources.toml".to_owned()));
    }
    if is_example(&settings.site.base_url) {
        let what = format!("the site says that it lives at {}", settings.site.base_url);
        wanted.push((what, "base-url = \"https://…/\" under [site] in sources.toml".to_owned()));
    }
    for issue in site::untranslated(&settings.site, &build::overrides(&shell.workspace)?)? {
        wanted.push((issue.to_string(), issue.remedy().to_string()));
    }
    if catalog.records.count() == 0 {
        let what = "no award has a row yet".to_owned();
        wanted.push((what, "one row per winner in the CSV file that a source names".to_owned()));
    }
    Ok(wanted)
}

/// Whether an address is one of those that stand in examples (RFC 2606).
pub fn is_example(address: &str) -> bool {
    ["example.org", "example.com", "example.net"].iter().any(|host| address.contains(host))
}
