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
