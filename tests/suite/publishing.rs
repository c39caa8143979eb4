//! `palmares publish`, to a bare repository and to a folder of rsync.

use std::path::Path;
use std::process::Command;

use crate::project::Project;
use crate::with::output;

/// A fresh workspace `w` that says where it lives, and a bare repository `site.git` beside it.
fn workspace() -> Project {
    let project = Project::empty();
    project.run("init w");
    let project = project
        .edit("w/sources.toml", |text| text.replace("https://example.org/\"", "https://prizes.test/\""));
    git(&project, &["init", "--quiet", "--bare", "site.git"]);
    project
}

fn git(project: &Project, words: &[&str]) -> String {
    output(Command::new("git").current_dir(project.path("")).args(words))
}

fn publish(project: &Project, branch: &str) -> String {
    let target = format!("git:{}#{branch}", project.path("site.git").display());
    let output = project.output(&format!("publish --workspace w --to {target}"));
    format!("{:?} {}", output.status.code(), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn a_site_is_published_to_a_branch_whose_other_files_stay() {
    let project = workspace();
    let told = publish(&project, "pages");
    assert!(told.starts_with("Some(0)") && told.contains("branch pages"), "{told}");
    let at = |name: &str| git(&project, &["-C", "site.git", "show", &format!("pages:{name}")]);
    assert!(
        at("index.html").contains("<html lang=\"en\">") && at("sitemap.xml").contains("https://prizes.test/")
    );
    assert!(at("_redirects").contains("/entreprises/* /companies/:splat 301"), "{}", at("_redirects"));
    assert!(publish(&project, "pages").contains("nothing has changed"));

    git(&project, &["clone", "--quiet", "--branch", "pages", "site.git", "other"]);
    let project = project.file("other/CNAME", "prizes.test");
    let other = |words: &[&str]| {
        git(&project, &[&["-C", "other", "-c", "user.name=o", "-c", "user.email=o@o.test"], words].concat())
    };
    other(&["add", "CNAME"]);
    other(&["commit", "--quiet", "--message", "Name the host"]);
    other(&["push", "--quiet"]);
    let project =
        project.edit("w/data/example_award.csv", |text| text.replace("Example Stores", "Other Stores"));
    let told = publish(&project, "pages");
    assert!(told.contains("4 new, ") && told.contains("4 gone"), "{told}");
    let at = |name: &str| git(&project, &["-C", "site.git", "show", &format!("pages:{name}")]);
    assert!(at("CNAME") == "prizes.test" && at("companies/otherstores.html").contains("Other Stores"));
    assert!(
        !git(&project, &["-C", "site.git", "ls-tree", "-r", "--name-only", "pages"])
            .contains("examplestores")
    );
}

#[test]
fn a_branch_that_holds_something_else_is_refused_and_so_is_a_site_that_lives_nowhere() {
    let project = workspace();
    git(&project, &["clone", "--quiet", "site.git", "other"]);
    let project = project.file("other/thesis.txt", "years of work");
    let other = |words: &[&str]| {
        git(&project, &[&["-C", "other", "-c", "user.name=o", "-c", "user.email=o@o.test"], words].concat())
    };
    other(&["add", "thesis.txt"]);
    other(&["commit", "--quiet", "--message", "Write"]);
    other(&["push", "--quiet", "origin", "HEAD:main"]);
    let told = publish(&project, "main");
    assert!(told.starts_with("Some(1)") && told.contains("is not a site"), "{told}");
    assert_eq!(git(&project, &["-C", "site.git", "show", "main:thesis.txt"]), "years of work");
    let project =
        project.edit("w/sources.toml", |text| text.replace("https://prizes.test/", "https://example.org/"));
    assert!(publish(&project, "pages").contains("write `base-url` first"));
}

#[test]
#[ignore = "needs tests/with/install"]
fn rsync_deletes_at_its_target_only_what_we_put_there() {
    let project = workspace();
    let send = |project: &Project, to: &str| {
        let output =
            project.output(&format!("publish --workspace w --to rsync:{}", project.path(to).display()));
        format!("{:?} {}", output.status.code(), String::from_utf8_lossy(&output.stderr))
    };
    let told = send(&project, "host");
    assert!(told.starts_with("Some(0)"), "{told}");
    let project = project.file("host/of-others.txt", "kept").file("thesis/thesis.txt", "years of work");
    let project =
        project.edit("w/data/example_award.csv", |text| text.replace("Example Stores", "Other Stores"));
    let told = send(&project, "host");
    assert!(told.starts_with("Some(0)"), "{told}");
    let there = |name: &str| Path::new(&project.path("host")).join(name).exists();
    assert!(there("of-others.txt") && there("companies/otherstores.html") && there(".palmares-site"));
    assert!(!there("companies/examplestores.html"), "what we no longer publish is gone");
    let told = send(&project, "thesis");
    assert!(told.starts_with("Some(1)") && told.contains("is not a site of palmares"), "{told}");
}

/// The lines of a script within a workflow: those below the `|` that follows `mark`.
fn script(workflow: &str, mark: &str) -> String {
    let (_, below) = workflow.split_once(mark).unwrap();
    let (_, lines) = below.split_once("|\n").unwrap();
    let indent = lines.len() - lines.trim_start().len();
    let inside = |line: &&str| line.len() - line.trim_start().len() >= indent;
    lines.lines().take_while(inside).map(|line| format!("{}\n", &line[indent..])).collect()
}

/// A workspace in a clone of a bare repository, with a heading that only a person can file.
fn cloned() -> Project {
    let project = Project::empty();
    git(&project, &["init", "--quiet", "--bare", "--initial-branch", "main", "origin.git"]);
    // A forge takes the options of a push; a bare repository has to be told.
    git(&project, &["-C", "origin.git", "config", "receive.advertisePushOptions", "true"]);
    git(&project, &["clone", "--quiet", "origin.git", "w"]);
    project.run("init w");
    let project = project
        .edit("w/data/example_award.csv", |text| text.replace("Supermarkets", "Boats"))
        .file("bin/gh", "#!/bin/sh\necho \"$@\" >> \"$RUNNER_TEMP/asked\"\n")
        .file("bin/palmares", format!("#!/bin/sh\nexec {} \"$@\"\n", env!("CARGO_BIN_EXE_palmares")));
    output(Command::new("chmod").current_dir(project.path("bin")).args(["+x", "gh", "palmares"]));
    let own = ["-C", "w", "-c", "user.name=o", "-c", "user.email=o@o.test"];
    git(&project, &["-C", "w", "add", "--all"]);
    git(&project, &[&own[..], &["commit", "--quiet", "--message", "Begin"]].concat());
    git(&project, &["-C", "w", "push", "--quiet", "origin", "HEAD:main"]);
    project
}

/// Runs a script of a workflow as its forge does.
fn runs(project: &Project, script: &str) -> String {
    let path = format!("{}:{}", project.path("bin").display(), std::env::var("PATH").unwrap());
    let mut shell = Command::new("bash");
    shell.args(["-e", "-c", script]).current_dir(project.path("w")).env("PATH", path);
    shell.env("RUNNER_TEMP", project.path("")).env("CI_PIPELINE_SOURCE", "schedule");
    shell.env("CI_DEFAULT_BRANCH", "main").env("CI_SERVER_HOST", "forge.test").env("CI_PROJECT_PATH", "me/w");
    // The address of the forge stands for the bare repository.
    shell.env("PUSH_TOKEN", "t").env("GIT_CONFIG_COUNT", "1");
    shell.env("GIT_CONFIG_KEY_0", format!("url.{}.insteadOf", project.path("origin.git").display()));
    shell.env("GIT_CONFIG_VALUE_0", "https://palmares:t@forge.test/me/w.git");
    output(&mut shell)
}

#[test]
fn each_weekly_workflow_opens_what_needs_a_person_as_a_change_to_review() {
    for (file, mark) in
        [(".github/workflows/palmares.yml", "name: Open what"), (".gitlab-ci.yml", "\n  script:")]
    {
        let project = cloned();
        let workflow = std::fs::read_to_string(project.path("w").join(file)).unwrap();
        runs(&project, &script(&workflow, mark));
        let told = git(&project, &["-C", "origin.git", "log", "--format=%s", "main..palmares/review"]);
        assert!(told.contains("Show what needs a person"), "{file}: {told}");
        if file.starts_with(".github") {
            let asked = std::fs::read_to_string(project.path("asked")).unwrap();
            let body = std::fs::read_to_string(project.path("body.md")).unwrap();
            assert!(asked.contains("pr create") && body.contains("no sector for “Boats”"), "{asked}{body}");
        } else {
            let shown = git(&project, &["-C", "origin.git", "show", "palmares/review:review/check.txt"]);
            assert!(shown.contains("no sector for “Boats”"), "{shown}");
        }
    }
}
