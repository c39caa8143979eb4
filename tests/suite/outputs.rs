//! Where a command writes, nobody else's bytes are lost: what is refused, what stays, and what a killed run leaves.

use std::fs::{self, File};
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::project::Project;
use crate::with;

/// A folder with a small workspace `w` in it, as `init` makes it.
fn beginner() -> Project {
    let project = Project::empty();
    project.run("init w");
    project
}

fn build_into(project: &Project, out: &str) {
    project.run(&format!("--workspace w build --out {out}"));
}

fn refused(project: &Project, out: &str) -> String {
    project.refused(&format!("--workspace w build --out {out}"))
}

fn text(project: &Project, name: &str) -> String {
    fs::read_to_string(project.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The folders beside a result that a run left in `folder`.
fn litter(project: &Project, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(project.path(folder)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.contains(".palmares-") && name.as_str() != ".palmares-site").collect()
}

/// The site is whole: every file that its mark lists is there.
fn assert_whole(project: &Project, site: &str) {
    let files: Vec<String> = serde_json::from_str(&text(project, &format!("{site}/.palmares-site"))).unwrap();
    assert!(files.len() > 100, "{files:?}");
    for file in files {
        assert!(project.path(site).join(&file).is_file(), "{file} is missing in {site}");
    }
}

#[test]
fn a_file_or_a_pipe_given_as_output_is_refused_and_kept() {
    let project = beginner().file("thesis.docx", "years of work");
    with::output(Command::new("mkfifo").arg(project.path("pipe")));
    for command in ["build --out", "post 2025 --out", "brief energy --out"] {
        let told = project.refused(&format!("--workspace w {command} thesis.docx"));
        assert!(told.contains("thesis.docx is a file; name a folder"), "{told}");
        assert!(project.refused(&format!("--workspace w {command} pipe")).contains("pipe is not a folder"));
    }
    assert!(project.refused("init thesis.docx").contains("thesis.docx is not a folder"));
    assert_eq!(text(&project, "thesis.docx"), "years of work");
    assert!(fs::metadata(project.path("pipe")).unwrap().file_type().is_fifo());
}

#[test]
fn what_others_put_into_the_site_stays_there() {
    let own = [("CNAME", "prix.example.org"), (".nojekyll", "x"), (".htaccess", "y"), ("notes/a.md", "mine")];
    let mut project = beginner();
    build_into(&project, "pages");
    for (name, bytes) in own.into_iter().chain([("companies/mine.txt", "in a folder of ours")]) {
        project = project.file(&format!("pages/{name}"), bytes);
    }
    fs::create_dir(project.path("pages/empty")).unwrap();
    symlink("CNAME", project.path("pages/link")).unwrap();
    let git = |words: &str| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@example.org"]).current_dir(project.path("pages"));
        with::output(git.args(words.split(' ')))
    };
    git("init -q .");
    git("add -A");
    git("commit -qm site");
    let built = text(&project, "pages/index.html");
    fs::write(project.path("pages/index.html"), "changed by hand").unwrap();
    let without_stores = |text: String| text.lines().take(3).map(|line| format!("{line}\n")).collect();
    assert!(project.path("pages/companies/examplestores.html").exists());
    let project = project.edit("w/data/example_award.csv", without_stores);
    build_into(&project, "pages");
    for (name, bytes) in own {
        assert_eq!(text(&project, &format!("pages/{name}")), bytes);
    }
    assert_eq!(text(&project, "pages/companies/mine.txt"), "in a folder of ours");
    assert!(project.path("pages/empty").is_dir() && project.path("pages/link").is_symlink());
    let mut log = Command::new("git");
    assert!(with::output(log.args(["log", "--oneline"]).current_dir(project.path("pages"))).contains("site"));
    let now = text(&project, "pages/index.html");
    assert!(now != built && now != "changed by hand", "the new site is there");
    assert!(!project.path("pages/companies/examplestores.html").exists());
    assert_whole(&project, "pages");
    let ours: Vec<String> = serde_json::from_str(&text(&project, "pages/.palmares-site")).unwrap();
    let lie_there = project.tree("pages").into_iter().map(|(name, _)| name);
    let mut others: Vec<_> =
        lie_there.filter(|name| !name.starts_with(".git/") && !ours.contains(name)).collect();
    others.sort();
    let kept = [".htaccess", "CNAME", "companies/mine.txt", "link", "notes/a.md"];
    assert_eq!(others, kept, "pages that are no longer of the site are gone");
}

#[test]
fn a_repository_without_files_takes_a_site_in() {
    let project = beginner().file("pages/.git/HEAD", "ref: refs/heads/pages");
    for _ in 0..2 {
        build_into(&project, "pages");
        assert_whole(&project, "pages");
        assert_eq!(text(&project, "pages/.git/HEAD"), "ref: refs/heads/pages");
    }
}

#[test]
fn what_somebody_wrote_for_their_host_stays() {
    let project = beginner();
    build_into(&project, "s");
    let mark = text(&project, "s/.palmares-site").replace("  \"_redirects\",\n", "");
    let project = project.file("s/.palmares-site", mark).file("s/_redirects", "/old /new 301");
    for _ in 0..2 {
        build_into(&project, "s");
        assert_eq!(text(&project, "s/_redirects"), "/old /new 301");
    }
}

#[test]
fn a_file_of_others_where_a_page_goes_stops_the_build() {
    let project = beginner();
    build_into(&project, "s");
    let mark = text(&project, "s/.palmares-site").replace("  \"robots.txt\",\n", "");
    let project = project.file("s/.palmares-site", mark).file("s/robots.txt", "written by hand");
    let before = project.tree("s");
    let told = refused(&project, "s");
    assert!(told.contains("robots.txt is not a file of ours and would be replaced; move it away"), "{told}");
    fs::remove_file(project.path("s/robots.txt")).unwrap();
    symlink("../w/sources.toml", project.path("s/robots.txt")).unwrap();
    refused(&project, "s");
    assert!(project.path("s/robots.txt").is_symlink());
    assert_eq!(project.tree("s").len(), before.len());
    fs::remove_file(project.path("s/robots.txt")).unwrap();
    build_into(&project, "s");
    assert_whole(&project, "s");
}

#[test]
fn nothing_is_deleted_through_a_link_or_outside_the_folder() {
    let project = beginner().file("elsewhere/old.html", "theirs").file("theirs.html", "theirs");
    build_into(&project, "s");
    symlink("../elsewhere", project.path("s/old")).unwrap();
    let mark = text(&project, "s/.palmares-site").replacen("[\n", "[\n  \"old/old.html\",\n", 1);
    let project = project.file("s/.palmares-site", mark);
    build_into(&project, "s");
    assert_eq!(text(&project, "elsewhere/old.html"), "theirs");
    for path in ["../theirs.html", "/etc/hostname", "a/../../theirs.html"] {
        let project = Project::empty().file("s/.palmares-site", format!("[\"{path}\"]"));
        project.run("init w");
        let told = refused(&project, "s");
        assert!(told.contains(".palmares-site is damaged"), "{told}");
    }
}

#[test]
fn a_link_is_followed_and_stays() {
    let project = beginner();
    fs::create_dir(project.path("www")).unwrap();
    symlink("../www", project.path("w/public")).unwrap();
    for _ in 0..2 {
        project.run("--workspace w build");
        assert!(project.path("w/public").is_symlink());
        assert_whole(&project, "www");
    }
    symlink("nowhere", project.path("dangling")).unwrap();
    let told = refused(&project, "dangling");
    assert!(told.contains("dangling is a broken link; create the folder"), "{told}");
    let told = refused(&project, "dangling/below");
    assert!(told.contains("is a broken link"), "{told}");
}

#[test]
fn the_workspace_its_parents_and_its_inputs_are_no_output() {
    let project = beginner();
    for out in [".", "w", "/", "w/../w/."] {
        let told = refused(&project, out);
        assert!(
            told.contains("holds the workspace") && told.contains("choose a folder that does not"),
            "{told}"
        );
    }
    for name in ["archive", "archive/warc", "data", "templates", "pages", "pages/about", "frozen"] {
        for command in ["build", "post 2025", "brief energy"] {
            let told = project.refused(&format!("--workspace w {command} --out w/{name}"));
            let kept = format!("is where the workspace keeps its {}", name.split('/').next().unwrap());
            assert!(told.contains(&kept), "{command}: {told}");
        }
        assert!(name == "data" || !project.path("w").join(name).exists(), "{name} was made");
    }
    for name in ["palmares.db", "companies.toml", "decisions.toml", "published.csv"] {
        refused(&project, &format!("w/{name}"));
    }
    project.run("init other");
    assert!(refused(&project, "other/archive").contains("keeps its archive"), "of any workspace");
    fs::create_dir(project.path("kept")).unwrap();
    symlink("../kept", project.path("w/archive")).unwrap();
    assert!(refused(&project, "kept").contains("keeps its archive"), "also where a link leads to it");
}

#[test]
fn a_workspace_within_an_earlier_site_is_never_deleted() {
    let project = beginner();
    build_into(&project, "s");
    fs::rename(project.path("w"), project.path("s/w2")).unwrap();
    let told = project.refused("--workspace s/w2 build --out s");
    assert!(told.contains("holds the workspace"), "{told}");
    project.run("init w");
    build_into(&project, "s");
    assert!(project.path("s/w2/sources.toml").exists());
}

#[test]
fn a_folder_of_others_is_refused_without_being_walked() {
    let project = beginner().file("mine/a.txt", "x");
    with::output(Command::new("mkfifo").arg(project.path("mine/x.png")));
    symlink(".", project.path("mine/a")).unwrap();
    symlink(".", project.path("mine/b")).unwrap();
    let told = refused(&project, "mine");
    assert!(told.contains("mine holds files and is not a site of palmares; choose another folder"), "{told}");
    assert!(!project.path("w/palmares.db").exists(), "refused before any work");
    fs::create_dir(project.path("marked")).unwrap();
    symlink("../mine/a.txt", project.path("marked/.palmares-site")).unwrap();
    refused(&project, "marked");
}

#[test]
fn a_folder_that_cannot_be_listed_is_refused() {
    let project = beginner().file("closed/keep", "theirs");
    fs::set_permissions(project.path("closed"), fs::Permissions::from_mode(0o300)).unwrap();
    // Who may read everything finds a file there, and refuses it as well.
    let told = refused(&project, "closed");
    fs::set_permissions(project.path("closed"), fs::Permissions::from_mode(0o700)).unwrap();
    assert!(told.contains("cannot list closed") || told.contains("closed holds files"), "{told}");
    assert_eq!(text(&project, "closed/keep"), "theirs");
}

#[test]
#[ignore = "needs the right to mount in a name space of its own"]
fn a_mounted_folder_is_written_into() {
    for mount in ["mount -t tmpfs tmpfs v", "mount --bind b v"] {
        let project = beginner();
        fs::create_dir(project.path("v")).unwrap();
        fs::create_dir(project.path("b")).unwrap();
        let palmares = env!("CARGO_BIN_EXE_palmares");
        let build = format!("{palmares} --workspace w build --out v");
        let script =
            format!("{mount} && mkdir v/lost+found && {build} && touch v/CNAME && {build} && ls -A v");
        let mut unshare = Command::new("unshare");
        let listed = with::output(unshare.args(["-rm", "sh", "-ec", &script]).current_dir(project.path("")));
        assert!(listed.contains("index.html") && listed.contains("CNAME"), "{listed}");
        assert!(
            !listed.lines().any(|name| name.starts_with(".palmares-") && name != ".palmares-site"),
            "{listed}"
        );
    }
}

#[test]
fn a_site_of_an_earlier_version_keeps_what_is_not_written_again() {
    let project = beginner();
    build_into(&project, "s");
    let project =
        project.file("s/.palmares-site", "").file("s/CNAME", "prix.example.org").file("s/index.html", "old");
    let told = |project: &Project| {
        let output = project.output("--workspace w build --out s");
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(told(&project).contains("kept      files in"), "said once");
    assert!(!told(&project).contains("kept      files in"));
    assert_eq!(text(&project, "s/CNAME"), "prix.example.org");
    assert_ne!(text(&project, "s/index.html"), "old");
}

#[test]
fn a_draft_that_was_edited_is_never_written_over() {
    let project = Project::reference();
    project.run("post 2012 --out drafts").run("post 2012 --out drafts").run("post 2011 --out drafts");
    let draft =
        project.tree("drafts").into_iter().map(|(name, _)| name).find(|name| name.ends_with(".md")).unwrap();
    let year = if draft.contains("2011") { 2011 } else { 2012 };
    let project = project.file(&format!("drafts/{draft}"), "edited by hand");
    let told = project.refused(&format!("post {year} --out drafts"));
    assert!(
        told.contains("already exists with other content; move it away, or choose another folder"),
        "{told}"
    );
    assert_eq!(text(&project, &format!("drafts/{draft}")), "edited by hand");
    let told = project.refused("build --out drafts");
    assert!(told.contains("not a site of palmares"), "drafts are no site: {told}");
    let project = project.file("own/a.txt", "x");
    assert!(project.refused("post 2012 --out own").contains("own holds files"));
}

#[test]
fn what_killed_runs_left_is_removed_and_nothing_that_looks_like_it() {
    let project = beginner()
        .file("w/public.palmares-abc123/site/a/b.html", "half a page")
        .file("w/palmares.db.palmares-abc124/palmares.db-wal", "half a database")
        .file("w/public.palmares-abc125/site/index.html", "of another run, alive")
        .file("w/public.palmares-abc126/files.json", "[\"index.html\"]")
        .file("w/public.palmares-abc126/site/index.html", "public before the kill")
        .file("w/public.palmares-abc126/site/CNAME", "came there in the last moment")
        .file("w/public.backup/index.html", "a copy by hand")
        .file("w/public.palmares-old/index.html", "a copy by hand");
    fs::create_dir(project.path("w/public.palmares-abc127")).unwrap();
    symlink("public.backup", project.path("w/public.palmares-abc128")).unwrap();
    let alive = File::open(project.path("w/public.palmares-abc125")).unwrap();
    alive.lock().unwrap();
    project.run("--workspace w build");
    let mut left = litter(&project, "w");
    left.sort();
    let kept =
        ["public.palmares-abc125", "public.palmares-abc126", "public.palmares-abc128", "public.palmares-old"];
    assert_eq!(left, kept);
    assert_eq!(text(&project, "w/public.palmares-abc126/site/CNAME"), "came there in the last moment");
    assert!(!project.path("w/public.palmares-abc126/site/index.html").exists());
    assert!(project.path("w/public.backup/index.html").exists());
    assert!(project.path("w/public.palmares-abc125/site/index.html").exists());
}

/// Starts a build and waits until it has made the folder beside its result, or has ended.
fn build_until_it_writes(project: &Project) -> std::process::Child {
    let mut build = project.command("--workspace w -q build");
    let mut build = build.stdin(Stdio::null()).spawn().unwrap();
    while litter(project, "w").is_empty() && build.try_wait().unwrap().is_none() {
        sleep(Duration::from_millis(1));
    }
    build
}

#[test]
fn an_interrupted_build_leaves_nothing_beside() {
    let project = beginner();
    let mut hit = 0;
    for round in 0..12 {
        let mut build = build_until_it_writes(&project);
        sleep(Duration::from_millis(round * 5));
        let (name, code) = if round % 2 == 0 { ("-INT", 130) } else { ("-TERM", 143) };
        // A process that has ended by itself cannot be sent a signal.
        let _ = Command::new("kill").args([name, &build.id().to_string()]).stderr(Stdio::null()).status();
        let ended = build.wait().unwrap().code();
        assert!(ended == Some(code) || ended == Some(0), "{name}: {ended:?}");
        hit += u32::from(ended == Some(code));
        assert_eq!(litter(&project, "w"), Vec::<String>::new(), "{name}");
    }
    assert!(hit >= 4, "only {hit} of 12 signals hit a build; the test has lost its point");
}

#[test]
fn a_killed_build_loses_nothing_and_the_next_one_clears_up() {
    for own in [None, Some("w/public/CNAME")] {
        let mut project = beginner();
        project.run("--workspace w build");
        if let Some(own) = own {
            project = project.file(own, "prix.example.org");
        }
        let mut hit = 0;
        for round in 0..20 {
            project = project.edit("w/sources.toml", |text| {
                let lines = text.lines().map(|line| {
                    if line.starts_with("title ") {
                        format!("title = \"{round}\"\n")
                    } else {
                        format!("{line}\n")
                    }
                });
                lines.collect()
            });
            let mut build = build_until_it_writes(&project);
            sleep(Duration::from_millis(round * 4));
            build.kill().unwrap();
            hit += u32::from(!build.wait().unwrap().success());
            assert_whole(&project, "w/public");
            assert!(own.is_none_or(|own| text(&project, own) == "prix.example.org"));
        }
        assert!(hit >= 5, "only {hit} of 20 kills hit a build; the test has lost its point");
        project.run("--workspace w build");
        assert_eq!(litter(&project, "w"), Vec::<String>::new());
    }
}
