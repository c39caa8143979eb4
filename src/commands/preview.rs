//! The site as the files of the workspace are now. A page is printed when it is asked for, which a moment after an edit
//! shows what a build would; the folder of the site follows in the background.

use std::num::NonZero;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use anyhow::{Context, Error, Result, anyhow, ensure};
use tokio::sync::{oneshot, watch};

use super::Shell;
use super::build::ReadySite;
use site::{OpenSite, Page};

/// How far the folder of the site is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FolderState {
    Building,
    /// It shows what the files say, or what they said when a build last went well.
    Settled,
}

/// A page that somebody waits for; nothing where its path is no page's.
struct Asked {
    path: String,
    answer: oneshot::Sender<Option<Result<Page>>>,
}

/// Held by the one build that runs.
static BUILDING: Mutex<()> = Mutex::new(());

pub struct Preview {
    asked: Sender<Asked>,
    folder: watch::Receiver<FolderState>,
    /// Of which the build holds the other half: dropped, it ends at the next page.
    wanted: Arc<()>,
}

impl Preview {
    /// Answers from now on, and begins to build the folder.
    pub fn start(shell: &Shell, ready: ReadySite) -> Result<Self> {
        let (asked, waiting) = mpsc::channel();
        let (built, folder) = watch::channel(FolderState::Building);
        let wanted = Arc::new(());
        let (shell, still_wanted) = (shell.clone(), Arc::downgrade(&wanted));
        let go_on = move || {
            ensure!(still_wanted.strong_count() > 0, "the files changed again");
            Ok(())
        };
        let work = move || {
            let opened = ready.site(&shell, |site| {
                thread::scope(|scope| {
                    scope.spawn(|| build(&shell, &ready, site, &go_on, &built));
                    answer(site, &waiting);
                });
                Ok(())
            });
            // A template that cannot be read is told to whoever asks, until it is mended.
            if let Err(error) = opened {
                shell.console.failed(&error);
                built.send_replace(FolderState::Settled);
                waiting.iter().for_each(|asked| tell(asked, Some(Err(anyhow!("{error:#}")))));
            }
        };
        thread::Builder::new().name("preview".into()).spawn(work).context("cannot start a thread")?;
        Ok(Self { asked, folder, wanted })
    }

    /// The page at a path from the root of the site; nothing where the path is another file's, or nothing's.
    pub fn page(&self, path: &str) -> impl Future<Output = Option<Result<Page>>> + use<> {
        let (answer, answered) = oneshot::channel();
        let asked = self.asked.send(Asked { path: path.to_owned(), answer });
        async move { if asked.is_ok() { answered.await.ok().flatten() } else { None } }
    }

    /// How far the folder is.
    pub fn folder(&self) -> watch::Receiver<FolderState> {
        self.folder.clone()
    }

    /// Ends the build of the folder; pages are answered on. What is read after this is read in peace.
    pub fn stop_building(&mut self) {
        self.wanted = Arc::new(());
        drop(building());
    }
}

fn building() -> MutexGuard<'static, ()> {
    BUILDING.lock().unwrap_or_else(PoisonError::into_inner)
}

fn answer(site: &OpenSite, waiting: &Receiver<Asked>) {
    for asked in waiting {
        let page = site.page(&asked.path).map(|page| page.map_err(Error::from));
        tell(asked, page);
    }
}

fn tell(asked: Asked, page: Option<Result<Page>>) {
    // Who asked may have gone.
    let _ = asked.answer.send(page);
}

fn build(
    shell: &Shell,
    ready: &ReadySite,
    site: &OpenSite,
    go_on: &(impl Fn() -> Result<()> + Sync),
    built: &watch::Sender<FolderState>,
) {
    let _alone = building();
    let put = || go_on().and_then(|()| ready.put_in_place(shell, site, go_on));
    let done = threads().and_then(|threads| threads.install(put));
    if let Err(error) = done.and(go_on())
        && go_on().is_ok()
    {
        shell.console.failed(&error);
    }
    built.send_replace(FolderState::Settled);
}

/// All processors but one: that is left to who looks at a page meanwhile. Threads of its own, since those of all others
/// would take up a page only between two of its pieces of work.
fn threads() -> Result<rayon::ThreadPool> {
    let all = thread::available_parallelism().map_or(1, NonZero::get);
    let pool = rayon::ThreadPoolBuilder::new().num_threads((all - 1).max(1)).build();
    pool.context("cannot start threads to build with")
}
