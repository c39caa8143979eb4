//! The schemas of the TOML and CSV files, read by a validator of others.

use std::path::Path;
use std::process::Command;

use crate::project::Project;
use crate::with::{output, python};

/// How many mistakes the validator finds in files of the repository.
fn mistakes(files: &[&str]) -> Vec<usize> {
    let project = Project::empty();
    let schemas = project.path("schemas.json");
    std::fs::write(&schemas, project.ends(0, "schema")).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut read = Command::new(python());
    read.arg(root.join("tests/with/read_schemas.py")).arg(schemas).args(files.iter().map(|f| root.join(f)));
    let told = output(&mut read);
    told.lines().map(|line| line.split_once(' ').unwrap().0.parse().unwrap()).collect()
}

#[test]
#[ignore = "needs tests/with/install"]
fn a_validator_of_others_accepts_what_we_read_and_refuses_what_we_refuse() {
    let sound = [
        "sources.toml",
        "companies.toml",
        "sectors.toml",
        "decisions.toml",
        "examples/germany/sources.toml",
        "examples/germany/sectors.toml",
        "src/commands/init/workspace/sources.toml",
        "tests/suite/broken/sound/companies.toml",
        "tests/suite/broken/sound/corrections.toml",
        "published.csv",
        "data/left-out.csv",
        "data/podium.csv",
        "data/acsi.csv",
        "src/commands/init/workspace/example_award.csv",
    ];
    assert_eq!(mistakes(&sound), [0; 14], "{sound:?}");
    let broken = [
        "bad_company/companies.toml",
        "bad_decision/decisions.toml",
        "wrong_kinds/sources.toml",
        "bad_words_in_rows/data/podium.csv",
        "bad_numbers_in_rows/data/podium.csv",
        "bad_days_in_rows/data/podium.csv",
    ]
    .map(|file| format!("tests/suite/broken/{file}"));
    let found = mistakes(&broken.each_ref().map(String::as_str));
    assert!(found.iter().all(|n| *n > 0), "{found:?}");
}

#[test]
fn the_schema_of_one_file_is_printed_alone() {
    let schema = Project::empty().json("schema sectors.toml");
    assert_eq!(schema["title"], "sectors.toml of Palmarès");
}
