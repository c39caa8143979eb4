//! Puts a site in place of the old one: in one step where the folder holds nothing else, so that a reader never sees
//! half a site; otherwise folder by folder, and what is not ours stays where it is.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, Result, bail, ensure};
use rustix::fs::{CWD, RenameFlags, renameat_with};

use super::beside::{self, Beside};
use super::output::{Files, OutputFolder, OutputKind, is_same, names};
use super::{Console, locked, unlocked};
use site::Page;

/// Has a site made beside the place, puts it there, and says how many files it has. A failure leaves the old site.
pub fn replace(
    place: &OutputFolder,
    console: &Console,
    make: &dyn Fn(&FreshSite) -> Result<()>,
) -> Result<usize> {
    let swap = Swap { place, make };
    let new = match swap.put_from_beside()? {
        Some(new) => new,
        None => swap.put_from_within()?,
    };
    if place.files.is_none() && !new.hold_all(&place.folder, Path::new("")).unwrap_or(false) {
        console.say(&format!(
            "kept      files in {} that an earlier version or you put there; delete those you do not recognise",
            place.folder.display()
        ));
    }
    Ok(new.count())
}

/// A picture of the site; one that cannot be read is as good as none.
pub fn picture(place: &OutputFolder, path: &str) -> Option<Vec<u8>> {
    let files = place.files.as_ref().filter(|files| files.is_ours(&place.folder, path));
    files.and_then(|_| fs::read(place.folder.join(path)).ok())
}

/// A site that is being made beside the old one. Many threads write into it.
pub struct FreshSite<'a> {
    folder: PathBuf,
    old: &'a OutputFolder,
    files: Mutex<BTreeSet<String>>,
    folders: Mutex<BTreeSet<PathBuf>>,
}

impl<'a> FreshSite<'a> {
    fn new(folder: PathBuf, old: &'a OutputFolder) -> Result<Self> {
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Self { folder, old, files: Mutex::default(), folders: Mutex::default() })
    }

    /// Writes a file. One that did not change is not written again: it is taken over as it lies, with its time.
    pub fn take(&self, mut page: Page) -> Result<()> {
        if site::FOR_HOSTS.contains(&page.path.as_str()) && self.old.is_of_others(&page.path) {
            return Ok(());
        }
        let _writing = beside::writing();
        let (path, known) = (self.room(&page.path)?, self.old.folder.join(&page.path));
        if page.bytes.is_empty() {
            // Only that it is there matters to a host; what somebody wrote into it since is theirs.
            page.bytes = fs::read(&known).unwrap_or_default();
        }
        // A file system without links copies by writing.
        if is_same(&known, page.bytes.as_slice()) && fs::hard_link(&known, &path).is_ok() {
            return Ok(());
        }
        fs::write(&path, &page.bytes).with_context(|| format!("cannot write {}", path.display()))
    }

    /// The same with the bytes of another file.
    pub fn take_copy(&self, name: &str, original: &Path) -> Result<()> {
        let _writing = beside::writing();
        let (path, known) = (self.room(name)?, self.old.folder.join(name));
        let opened = File::open(original).with_context(|| format!("cannot read {}", original.display()))?;
        if is_same(&known, opened) && fs::hard_link(&known, &path).is_ok() {
            return Ok(());
        }
        fs::copy(original, &path).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(())
    }

    /// Where a new file goes. A second one at its path would be written into the old site, where the first may lie.
    fn room(&self, name: &str) -> Result<PathBuf> {
        ensure!(locked(&self.files).insert(name.to_owned()), "two files of the site are called {name}");
        let path = self.folder.join(name);
        let above = path.parent().context("it has no folder above it")?;
        // Made under the lock: another thread that finds the folder noted writes into it at once.
        let mut folders = locked(&self.folders);
        if !folders.contains(above) {
            fs::create_dir_all(above).with_context(|| format!("cannot make {}", above.display()))?;
            folders.insert(above.to_owned());
        }
        Ok(path)
    }

    /// Marks the folder as ours, with the list of what lies in it.
    fn marked(self) -> Result<Files> {
        let files = Files::of(OutputKind::Site, unlocked(self.files));
        let mark = self.folder.join(OutputKind::Site.mark());
        fs::write(&mark, files.text()).with_context(|| format!("cannot write {}", mark.display()))?;
        Ok(files)
    }
}

struct Swap<'a> {
    place: &'a OutputFolder,
    make: &'a dyn Fn(&FreshSite) -> Result<()>,
}

impl Swap<'_> {
    /// From a folder beside the place, or nothing where this cannot be: a mounted folder takes nothing in from outside,
    /// and the one above it may belong to others.
    fn put_from_beside(&self) -> Result<Option<Files>> {
        let parent = self.place.folder.parent().context("it has no folder above it")?;
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        let device = |folder: &Path| fs::metadata(folder).map(|about| about.dev()).ok();
        if self.place.folder.exists() && device(&self.place.folder) != device(parent) {
            return Ok(None);
        }
        match Beside::new(parent, "public") {
            Ok(beside) => match self.put(&beside) {
                // Mounted from the same device: known only now, and made once more.
                Err(error) if crosses_devices(&error) => Ok(None),
                done => done.map(Some),
            },
            Err(_) if self.place.folder.exists() => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot write in {}", parent.display())),
        }
    }

    /// From a folder within the place.
    fn put_from_within(&self) -> Result<Files> {
        let beside = Beside::new(&self.place.folder, "");
        self.put(&beside.with_context(|| format!("cannot write in {}", self.place.folder.display()))?)
    }

    fn put(&self, beside: &Beside) -> Result<Files> {
        let fresh = FreshSite::new(beside.site(), self.place)?;
        (self.make)(&fresh)?;
        let new = fresh.marked()?;
        self.replace(beside, &new)
            .with_context(|| format!("cannot replace {}", self.place.folder.display()))?;
        Ok(new)
    }

    fn replace(&self, beside: &Beside, new: &Files) -> Result<()> {
        let fresh = beside.site();
        let _alone = beside::alone(&self.place.folder);
        // Read only now: another build may have ended in between.
        let old = self.listed(new)?;
        beside.may_be_exchanged(&old.with(new))?;
        let _uninterrupted = beside::uninterrupted();
        if !self.place.folder.exists() {
            return Ok(fs::rename(&fresh, &self.place.folder)?);
        }
        if self.exchanged(&old, &fresh, Path::new(""))? {
            return Ok(());
        }
        self.put_among_others(beside, &old, new)
    }

    /// What the mark lists. An earlier version did not list its files: ours are those that we write again.
    fn listed(&self, new: &Files) -> Result<Files> {
        let mark = self.place.folder.join(OutputKind::Site.mark());
        let listed = if mark.exists() { Files::read(&mark)? } else { Some(Files::default()) };
        Ok(listed.unwrap_or_else(|| new.clone()))
    }

    fn put_among_others(&self, beside: &Beside, old: &Files, new: &Files) -> Result<()> {
        if let Some(path) = old.in_the_way(&self.place.folder, new, &beside.site())? {
            bail!("{} is not a file of ours and would be replaced; move it away", path.display());
        }
        self.mark(beside, &old.with(new))?;
        for name in names(&beside.site())?.into_iter().filter(|name| name != OutputKind::Site.mark()) {
            self.put_one(old, &beside.site(), Path::new(&name))?;
        }
        old.without(new).remove_from(&self.place.folder);
        self.mark(beside, new)
    }

    /// Says which files are ours, before and after they change: a kill in between leaves none that we do not know.
    fn mark(&self, beside: &Beside, files: &Files) -> Result<()> {
        let fresh = beside.path().join("mark");
        fs::write(&fresh, files.text())?;
        Ok(fs::rename(&fresh, self.place.folder.join(OutputKind::Site.mark()))?)
    }

    /// Puts what lies at `inside` in place; a folder that others share with us is entered.
    fn put_one(&self, old: &Files, fresh: &Path, inside: &Path) -> io::Result<()> {
        let (from, to) = (fresh.join(inside), self.place.folder.join(inside));
        let is_folder = |path: &Path| fs::symlink_metadata(path).is_ok_and(|about| about.is_dir());
        if !is_folder(&to) && !is_folder(&from) || fs::symlink_metadata(&to).is_err() {
            return fs::rename(from, to);
        }
        if self.exchanged(old, fresh, inside)? {
            return Ok(());
        }
        for name in names(&from)? {
            self.put_one(old, fresh, &inside.join(name))?;
        }
        Ok(())
    }

    /// Exchanges the new and the old in one step, if nothing but ours lies there and its rights are the usual ones.
    fn exchanged(&self, old: &Files, fresh: &Path, inside: &Path) -> io::Result<bool> {
        let (from, to) = (fresh.join(inside), self.place.folder.join(inside));
        let rights = |about: Metadata| (about.mode(), about.uid(), about.gid());
        let rights = |path: &Path| fs::symlink_metadata(path).ok().map(rights);
        Ok(old.hold_all(&self.place.folder, inside)?
            && rights(&from) == rights(&to)
            && renameat_with(CWD, &from, CWD, &to, RenameFlags::EXCHANGE).is_ok())
    }
}

fn crosses_devices(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::CrossesDevices)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::{Colour, Volume};

    fn publish(folder: &Path, pages: &[Page]) -> Result<()> {
        let workspace = tempfile::tempdir().unwrap();
        let place = OutputFolder::open(workspace.path(), folder, OutputKind::Site)?;
        let make = |fresh: &FreshSite| pages.iter().cloned().try_for_each(|page| fresh.take(page));
        super::replace(&place, &Console::new(Volume::Quiet, Colour::Off), &make).map(drop)
    }

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
    fn folders_that_a_killed_run_left_empty_are_deleted_and_those_of_others_stay() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("a/b")).unwrap();
        fs::create_dir_all(dir.path().join("of-others")).unwrap();
        Files::of(OutputKind::Site, ["a/b/c.html".to_owned()]).remove_from(dir.path());
        let left: Vec<_> =
            fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["of-others"]);
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
