//! The review in a real terminal and in a real browser.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::Duration;

use crate::review::{Served, decisions, two_pairs};
use crate::with;

/// A terminal of its own, which ends with the test.
pub struct Terminal {
    name: String,
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // The server of this one terminal; it may have ended with its program.
        let _ = tmux(&self.name).arg("kill-server").output();
    }
}

/// Tests run side by side, each in a terminal of its own.
static COUNT: AtomicUsize = AtomicUsize::new(0);

fn tmux(name: &str) -> Command {
    let mut tmux = Command::new("tmux");
    tmux.args(["-L", name, "-f", "/dev/null"]);
    tmux
}

impl Terminal {
    pub fn new(folder: &Path, command: &str) -> Self {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let terminal = Self { name: format!("palmares-{}-{number}", std::process::id()) };
        let mut start = tmux(&terminal.name);
        start.current_dir(folder).args(["new-session", "-d", "-x", "110", "-y", "45", command]);
        with::output(&mut start);
        terminal
    }

    pub fn press(&self, keys: &[&str]) {
        with::output(tmux(&self.name).arg("send-keys").args(keys));
    }

    /// Waits until the screen shows these words.
    pub fn shows(&self, words: &str) {
        let mut screen = String::new();
        for _ in 0..150 {
            screen = with::output(tmux(&self.name).args(["capture-pane", "-p", "-J"]));
            if screen.contains(words) {
                return;
            }
            sleep(Duration::from_millis(100));
        }
        panic!("{words:?} is not on the screen:\n{screen}");
    }
}

#[test]
#[ignore = "needs the tmux of tests/with/install"]
fn the_review_works_by_single_keys_in_a_real_terminal() {
    let project = two_pairs();
    let program = env!("CARGO_BIN_EXE_palmares");
    let command = format!(
        "stty -a > before; {program} --as-of 2026-11-21 review --who tester; stty -a > after; sleep 60"
    );
    let terminal = Terminal::new(&project.path(""), &command);
    terminal.shows("1 of 2: one company?");
    terminal.shows("Maison Duvernet");
    terminal.press(&["k"]);
    terminal.shows("2 of 2: one company?");
    terminal.press(&["Left"]);
    terminal.press(&["u"]);
    terminal.shows("asked again");
    terminal.press(&["w"]);
    terminal.shows("why (kept for your next answer");
    terminal.press(&["-l", "one imprint, sdku"]);
    terminal.press(&["Enter"]);
    terminal.shows("why: one imprint, sdku");
    terminal.press(&["s"]);
    terminal.shows("(tester, 2026-11-21: one imprint, sdku)");
    terminal.press(&["C-c"]);
    terminal.shows("judged    1");
    sleep(Duration::from_millis(300));
    let modes = |name: &str| fs::read_to_string(project.path(name)).unwrap();
    assert_eq!(modes("before"), modes("after"), "the terminal is given back as it was found");
    assert_eq!(decisions(&project).matches("[[decision]]").count(), 1);
}

#[test]
#[ignore = "needs the Chromium of tests/with/install"]
fn the_review_page_works_by_single_keys_in_chromium() {
    let project = two_pairs();
    let served = Served::new(&project);
    let address = format!("http://127.0.0.1:{}/review", served.port);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut judge = Command::new("node");
    judge.arg(root.join("tests/with/judge.js")).arg(address).arg(with::node_modules());
    with::output(&mut judge);
    let written = decisions(&project);
    assert!(written.contains("skips and undoes are just letters here"), "{written}");
    assert_eq!(written.matches("[[decision]]").count(), 3, "same, undone, different:\n{written}");
}
