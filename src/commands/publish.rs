//! `palmares publish`: builds, checks what hosts would refuse, tells what changed since the last time, and hands the site
//! to a branch of git or to rsync. At the target, too, only files that we put there are ever deleted.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::str::FromStr;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use super::beside::{self, Beside};
use super::doctor::is_example;
use super::editions::{self, EditionName};
use super::open_workspace::read_catalog;
use super::output::{Files, OutputFolder, OutputKind};
use super::site_folder::FreshSite;
use super::{ExitStatus, Shell, Strictness, build, site_folder};
use site::Page;

/// What was published last, in the workspace: each file with its digest.
const DELIVERED: &str = ".palmares-published";

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A repository and the branch that holds the site and nothing else.
    Git { address: String, branch: String },
    /// A folder, as rsync names it.
    Rsync(String),
}

impl FromStr for Destination {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let address = |text: &str| (!text.is_empty() && !text.starts_with('-')).then(|| text.to_owned());
        let parsed = match text.split_once(':') {
            Some(("git", rest)) => {
                let (place, branch) = rest.rsplit_once('#').unwrap_or((rest, "gh-pages"));
                address(place).zip(address(branch)).map(|(address, branch)| Self::Git { address, branch })
            }
            Some(("rsync", rest)) => address(rest.trim_end_matches('/')).map(Self::Rsync),
            Some(_) | None => None,
        };
        parsed.ok_or_else(|| "write git:ADDRESS#BRANCH or rsync:HOST:FOLDER".to_owned())
    }
}

/// Builds and checks the site, freezes it where an edition is named, and hands it over where a target is.
pub fn publish(
    shell: &Shell,
    target: Option<&Destination>,
    edition: Option<&EditionName>,
) -> Result<ExitStatus> {
    let base = read_catalog(shell)?.settings.site.base_url;
    let nowhere = is_example(&base);
    if let Some(name) = edition {
        ensure!(
            !nowhere,
            "an edition cites its address for good, and {base} is an example; write `base-url` first"
        );
        editions::freeze(shell, name)?;
    }
    let built = build::build(shell, None, Strictness::Lenient)?;
    // Not in the folder for temporary files: what a killed run leaves here, the next one removes.
    let beside = Beside::new(&shell.workspace, "published");
    let beside = beside.with_context(|| format!("cannot write in {}", shell.workspace.display()))?;
    let files = files(shell, &beside.site())?;
    let refused = refusals(&files);
    refused.iter().for_each(|why| shell.console.say(&format!("limit     {why}")));
    if nowhere {
        shell
            .console
            .say(&format!("address   {base} is an example; write `base-url` under [site] in sources.toml"));
    }
    let told = tell_changes(shell, &files)?;
    match target {
        None => shell.console.say("ready     any static host can serve the folder as it is"),
        Some(target) => {
            ensure!(!nowhere, "the site says that it lives at {base}; write `base-url` first");
            match target {
                Destination::Git { address, branch } => {
                    to_git(shell, &beside, &files, address, branch, &told)?
                }
                Destination::Rsync(place) => to_rsync(shell, &beside, &files, place)?,
            }
        }
    }
    remember(shell, &beside, &files)?;
    Ok(if refused.is_empty() && !nowhere { built } else { ExitStatus::Issues })
}

/// A file that is handed over. Its bytes stay on the disk: a site may have a gigabyte of them.
struct SentFile {
    path: String,
    bytes: u64,
    digest: String,
}

/// The files of the site, linked into a folder that no build in another window exchanges while it is sent.
fn files(shell: &Shell, copy: &Path) -> Result<Vec<SentFile>> {
    let _alone = beside::alone(&build::place(shell, None)?.folder);
    let place = build::place(shell, None)?;
    let ours = place.files.with_context(|| format!("{} holds no site", place.folder.display()))?;
    let mut files = Vec::new();
    for path in ours.paths().filter(|path| ours.is_ours(&place.folder, path)) {
        let (from, to) = (place.folder.join(path), copy.join(path));
        let bytes = fs::read(&from).with_context(|| format!("cannot read {path}"))?;
        fs::create_dir_all(to.parent().unwrap_or(copy)).context("cannot make a folder to send from")?;
        // A file system without links copies by writing.
        fs::hard_link(&from, &to)
            .or_else(|_| fs::write(&to, &bytes))
            .context("cannot write a file to send")?;
        let digest = Sha256::digest(&bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        files.push(SentFile { path: path.to_owned(), bytes: bytes.len() as u64, digest });
    }
    files.retain(|file| file.path != OutputKind::Site.mark());
    Ok(files)
}

const MEGABYTE: u64 = 1 << 20;

/// What large hosts would refuse, as they say it in November 2026; another host may take it.
fn refusals(files: &[SentFile]) -> Vec<String> {
    let mut refused = Vec::new();
    for file in files.iter().filter(|file| file.bytes > 25 * MEGABYTE) {
        let size = file.bytes / MEGABYTE;
        let whose = if size < 100 { "Cloudflare Pages takes 25" } else { "a push to GitHub takes 100" };
        refused.push(format!("{} has {size} MB, and {whose}", file.path));
    }
    if files.len() > 20_000 {
        refused.push(format!("the site has {} files, and Cloudflare Pages takes 20,000", files.len()));
    }
    let whole: u64 = files.iter().map(|file| file.bytes).sum();
    if whole > 1024 * MEGABYTE {
        refused.push(format!("the site has {} MB, and GitHub Pages takes 1,024", whole / MEGABYTE));
    }
    refused
}

fn digests(files: &[SentFile]) -> BTreeMap<&str, &str> {
    files.iter().map(|file| (file.path.as_str(), file.digest.as_str())).collect()
}

/// Tells what is new, changed and gone since the site was last published from here.
fn tell_changes(shell: &Shell, files: &[SentFile]) -> Result<String> {
    let path = shell.workspace.join(DELIVERED);
    let now = digests(files);
    let Ok(text) = fs::read_to_string(&path) else {
        return Ok(format!("{} files, for the first time from here", now.len()));
    };
    let then: BTreeMap<String, String> =
        serde_json::from_str(&text).with_context(|| format!("{} is damaged; delete it", path.display()))?;
    let new: Vec<&str> = now.keys().filter(|name| !then.contains_key(**name)).copied().collect();
    let is_other = |name: &str, digest: &str| then.get(name).is_some_and(|old| old != digest);
    let changed: Vec<&str> =
        now.iter().filter(|(name, digest)| is_other(name, digest)).map(|(name, _)| *name).collect();
    let gone: Vec<&str> = then.keys().map(String::as_str).filter(|name| !now.contains_key(name)).collect();
    let told = format!("{} new, {} changed, {} gone", new.len(), changed.len(), gone.len());
    shell.console.say(&format!("changed   {told} since the last time"));
    for (sign, names) in [("+", new), ("~", changed), ("-", gone)] {
        names.iter().for_each(|name| shell.console.detail(&format!("          {sign} {name}")));
    }
    Ok(told)
}

fn remember(shell: &Shell, beside: &Beside, files: &[SentFile]) -> Result<()> {
    let path = shell.workspace.join(DELIVERED);
    let text = serde_json::to_string_pretty(&digests(files))? + "\n";
    let fresh = beside.path().join("delivered");
    let whole = fs::write(&fresh, text).and_then(|()| fs::rename(&fresh, &path));
    whole.with_context(|| format!("cannot write {}", path.display()))
}

/// Puts the site into a branch: its files, and what others keep there, such as `CNAME`. The branch is a folder as any
/// other: one that holds no site of ours is refused.
fn to_git(
    shell: &Shell,
    beside: &Beside,
    files: &[SentFile],
    address: &str,
    branch: &str,
    told: &str,
) -> Result<()> {
    // Not right below: that folder is locked by us already, and the branch is exchanged in its own.
    let folder = &beside.path().join("git/branch");
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let git = |words: &[&str]| ran(Command::new("git").arg("-C").arg(folder).args(words));
    git(&["init", "--quiet", "--initial-branch", branch])?;
    // A folder is named from where the user stands, not from the one that git runs in.
    let here = fs::canonicalize(address).map(|path| path.to_string_lossy().into_owned());
    git(&["remote", "add", "origin", here.as_deref().unwrap_or(address)])?;
    if !git(&["ls-remote", "--heads", "origin", branch])?.is_empty() {
        git(&["fetch", "--quiet", "--depth", "1", "origin", branch])?;
        git(&["reset", "--quiet", "--hard", "FETCH_HEAD"])?;
    }
    let place = OutputFolder::open(&shell.workspace, folder, OutputKind::Site)
        .with_context(|| format!("the branch {branch} of {address} is not a site"))?;
    let make = |fresh: &FreshSite| {
        files.iter().try_for_each(|file| {
            let bytes = fs::read(beside.site().join(&file.path))?;
            fresh.take(Page { path: file.path.clone(), bytes })
        })
    };
    site_folder::replace(&place, &shell.console, &make)?;
    git(&["add", "--all", "--force"])?;
    if git(&["status", "--porcelain"])?.is_empty() {
        shell.console.say(&format!("published {address}, branch {branch}: nothing has changed"));
        return Ok(());
    }
    let message = format!("Publish the site as of {}: {told}", shell.as_of);
    let nobody = git(&["config", "user.email"]).is_err();
    let who: &[&str] =
        if nobody { &["-c", "user.name=palmares", "-c", "user.email=palmares@noreply.invalid"] } else { &[] };
    git(&[who, &["commit", "--quiet", "--message", &message]].concat())?;
    git(&["push", "--quiet", "origin", &format!("HEAD:refs/heads/{branch}")])?;
    shell.console.say(&format!("published {address}, branch {branch}"));
    Ok(())
}

/// Puts the site into a folder that rsync reaches. Of what lies there, only what our mark lists is deleted.
fn to_rsync(shell: &Shell, beside: &Beside, sent: &[SentFile], place: &str) -> Result<()> {
    let scratch = beside.path();
    let mark = OutputKind::Site.mark();
    let to = format!("{place}/");
    // A folder that is not there yet is made. One that cannot be listed may hold anything.
    let listed = rsync(&["--list-only", &to]).or_else(|error| match error.to_string() {
        told if told.contains("No such file or directory") => Ok(String::new()),
        _ => Err(error),
    })?;
    let names: BTreeSet<&str> = listed.lines().filter_map(|line| line.split_whitespace().nth(4)).collect();
    let mut files = Files::of(OutputKind::Site, sent.iter().map(|file| file.path.clone()));
    if names.contains(mark) {
        rsync(&[OsStr::new(&format!("{place}/{mark}")), scratch.as_os_str()])?;
        let there = Files::read(&scratch.join(mark))?;
        files = files.with(&there.unwrap_or_default());
    } else {
        let of_others = names.iter().find(|name| **name != ".");
        ensure!(
            of_others.is_none(),
            "{place} holds {} and is not a site of palmares; name another folder, or empty this one",
            of_others.unwrap_or(&"")
        );
    }
    // First the mark says what will be ours, last what is: a run that breaks off in between leaves nothing there that
    // the next one would not know.
    let only = |file: &Path| rsync(&[OsStr::new(MODES), file.as_os_str(), OsStr::new(&to)]);
    fs::write(scratch.join(mark), files.text()).context("cannot write the list of files")?;
    only(&scratch.join(mark))?;
    let lines: String = files.paths().filter(|file| *file != mark).map(|file| format!("{file}\n")).collect();
    let list = scratch.join("files");
    fs::write(&list, lines).context("cannot write the list of files")?;
    rsync(&[
        OsStr::new("--times"),
        OsStr::new("--checksum"),
        OsStr::new(MODES),
        OsStr::new("--delete-missing-args"),
        OsStr::new(&format!("--files-from={}", list.display())),
        beside.site().join("").as_os_str(),
        OsStr::new(&to),
    ])?;
    only(&beside.site().join(mark))?;
    shell.console.say(&format!("published {place}"));
    Ok(())
}

/// Modes of a private machine would lock readers out.
const MODES: &str = "--chmod=D755,F644";

fn rsync(words: &[impl AsRef<OsStr>]) -> Result<String> {
    ran(Command::new("rsync").args(words))
}

/// What a program answers; what it says when it fails is ours to hand on.
fn ran(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    // Nobody sits here to type a password; what is said is looked into.
    let command = command.env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C").stdin(Stdio::null());
    let output = command
        .output()
        .with_context(|| format!("cannot start {name}; palmares doctor says how to get it"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{name} failed: {}", said.trim());
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_a_branch_of_git_or_a_folder_of_rsync() {
        let git =
            |address: &str, branch: &str| Destination::Git { address: address.into(), branch: branch.into() };
        assert_eq!(
            "git:git@example.org:me/site.git#pages".parse(),
            Ok(git("git@example.org:me/site.git", "pages"))
        );
        assert_eq!("git:../site.git".parse(), Ok(git("../site.git", "gh-pages")));
        assert_eq!("rsync:host:/srv/site/".parse(), Ok(Destination::Rsync("host:/srv/site".into())));
        for wrong in ["ftp:host", "git:", "git:--upload-pack=x", "rsync:", "rsync:-e sh", "/srv"] {
            assert!(wrong.parse::<Destination>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_large_hosts_refuse_is_told_with_the_file() {
        let file = |path: &str, bytes: u64| SentFile { path: path.into(), bytes, digest: String::new() };
        assert!(refusals(&[file("index.html", 25 * MEGABYTE)]).is_empty());
        let told = refusals(&[file("donnees/palmares.sqlite", 30 * MEGABYTE)]);
        assert_eq!(told, ["donnees/palmares.sqlite has 30 MB, and Cloudflare Pages takes 25"]);
    }
}
