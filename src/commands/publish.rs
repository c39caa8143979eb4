//! Puts a site in place of the old one in one step: a reader never sees half a site.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use rayon::prelude::*;
use rustix::fs::{CWD, RenameFlags, renameat_with};
use tempfile::TempDir;

use site::{Page, Pictures};

/// Left in every folder we publish, so that we never replace one that is not ours.
const MARK: &str = ".palmares-site";

/// Writes the pages beside `place` and swaps them in. A failure leaves the old site as it was. A file that did not
/// change is not written again: it is taken over as it lies, with its time.
pub fn publish(place: &Path, pages: &[Page]) -> Result<()> {
    ensure_ours(place)?;
    let folder = place.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let beside = tempfile::Builder::new().prefix("public.").tempdir_in(folder);
    let beside = beside.with_context(|| format!("cannot write in {}", folder.display()))?;
    let fresh = beside.path().join("site");
    write_all(&fresh, place, pages)?;
    swap(beside, &fresh, place)
}

/// The pictures of the site at `place`; one that cannot be read is as good as none.
pub fn pictures(place: &Path) -> Pictures {
    let mut folders = vec![place.to_owned()];
    let mut found = Pictures::new();
    while let Some(entries) = folders.pop().map(fs::read_dir) {
        for path in entries.into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "png")
                && let (Ok(inside), Ok(bytes)) = (path.strip_prefix(place), fs::read(&path))
            {
                found.insert(inside.to_string_lossy().into_owned(), bytes);
            }
        }
    }
    found
}

fn ensure_ours(place: &Path) -> Result<()> {
    let Ok(mut entries) = fs::read_dir(place) else { return Ok(()) };
    let ours = place.join(MARK).exists() || entries.next().is_none();
    ensure!(ours, "{} holds files that are not a palmares site; choose another folder", place.display());
    Ok(())
}

fn write_all(fresh: &Path, old: &Path, pages: &[Page]) -> Result<()> {
    let mut folders: Vec<_> =
        pages.iter().filter_map(|page| fresh.join(&page.path).parent().map(Path::to_owned)).collect();
    folders.sort();
    folders.dedup();
    for folder in folders {
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(fresh.join(MARK), "").with_context(|| format!("cannot write {MARK}"))?;
    pages.par_iter().try_for_each(|page| {
        let path = fresh.join(&page.path);
        let known = old.join(&page.path);
        // A file system without links copies by writing.
        if is_same(&known, &page.bytes) && fs::hard_link(&known, &path).is_ok() {
            return Ok(());
        }
        fs::write(&path, &page.bytes).with_context(|| format!("cannot write {}", path.display()))
    })
}

/// Whether a file holds these bytes; its length tells most of those that do not.
fn is_same(file: &Path, bytes: &[u8]) -> bool {
    let length = fs::symlink_metadata(file).ok().filter(|m| m.is_file()).map(|m| m.len());
    length == Some(bytes.len() as u64) && fs::read(file).is_ok_and(|old| old == bytes)
}

/// Exchanges the two folders; where the file system cannot, the old one steps aside first.
fn swap(beside: TempDir, fresh: &Path, place: &Path) -> Result<()> {
    let failed = || format!("cannot replace {}", place.display());
    if !place.exists() {
        return fs::rename(fresh, place).with_context(failed);
    }
    if renameat_with(CWD, fresh, CWD, place, RenameFlags::EXCHANGE).is_ok() {
        return Ok(());
    }
    let old = beside.path().join("old");
    fs::rename(place, &old).with_context(failed)?;
    fs::rename(fresh, place).or_else(|error| fs::rename(&old, place).and(Err(error))).with_context(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(path: &str, text: &str) -> Page {
        Page { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
    }

    #[test]
    fn the_new_site_replaces_the_old_one_wholly() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("public");
        publish(&place, &[page("a/old.html", "old")]).unwrap();
        publish(&place, &[page("new.html", "new")]).unwrap();
        assert_eq!(fs::read_to_string(place.join("new.html")).unwrap(), "new");
        assert!(!place.join("a").exists(), "nothing of the old site stays");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing lies beside it");
    }

    #[test]
    fn a_file_that_did_not_change_is_not_written_again() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("public");
        publish(&place, &[page("a/same.html", "same"), page("b.html", "old")]).unwrap();
        let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
        for name in ["a/same.html", "b.html"] {
            fs::File::options().write(true).open(place.join(name)).unwrap().set_modified(long_ago).unwrap();
        }
        publish(&place, &[page("a/same.html", "same"), page("b.html", "new")]).unwrap();
        let written = |name: &str| fs::metadata(place.join(name)).unwrap().modified().unwrap();
        assert_eq!(written("a/same.html"), long_ago, "it is the same file");
        assert!(written("b.html") > long_ago && fs::read_to_string(place.join("b.html")).unwrap() == "new");
    }

    #[test]
    fn a_folder_that_is_not_ours_is_never_replaced() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("thesis.txt"), "years of work").unwrap();
        let refused = publish(dir.path(), &[page("index.html", "")]).unwrap_err();
        assert!(refused.to_string().contains("choose another folder"), "{refused}");
        assert!(dir.path().join("thesis.txt").exists());
    }
}
