//! What leaves for other engines: the tables as Parquet, and the default questions as SQL over them.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::project::Project;
use crate::with::{engines, output};

#[test]
fn an_export_goes_into_a_new_folder_only() {
    let project = Project::reference();
    project.ends(0, "export --parquet columns");
    assert!(project.path("columns/award/year=2025/part.parquet").exists());
    assert!(project.path("columns/company/part.parquet").exists());
    assert!(project.refused("export --parquet columns").contains("choose another folder"));
    assert!(project.refused("export --parquet data").contains("data"));
    fs::create_dir(project.path("empty")).unwrap();
    project.ends(0, "export --parquet empty");
}

#[test]
#[ignore = "needs the DuckDB and Spark of tests/with/install"]
fn duckdb_and_spark_rank_as_the_program_does() {
    let project = Project::reference();
    project.ends(0, "export --parquet columns");
    let mut read = Command::new(engines());
    read.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/with/read_parquet.py"));
    let told = output(read.arg(project.path("columns")));
    let answers: Value =
        serde_json::from_str(told.lines().find(|line| line.starts_with('{')).unwrap()).unwrap();
    let [ranking, trend, sectors] =
        ["ranking", "trend", "sector"].map(|what| project.json(&format!("show {what} --format json")));
    let rows =
        |list: &Value, row: fn(&Value) -> Value| list.as_array().unwrap().iter().map(row).collect::<Vec<_>>();
    let mut ours = rows(&ranking["standings"], |of| {
        json!([of["rank"], of["company"], of["competitions"], of["awards"]])
    });
    // Companies of one rank are listed by name here, and by identifier there.
    ours.sort_by_key(|row| (row[0].as_u64(), row[1].as_str().map(str::to_owned)));
    assert!(ours.len() > 100);
    let mut shares = rows(&sectors, |of| json!([of["sector"], of["companies"]]));
    let key = |row: &Value| (std::cmp::Reverse(row[1].as_u64()), row[0].as_str().map(str::to_owned));
    shares.sort_by_key(key);
    let mut newcomers = rows(&trend["years"], |of| json!([of["year"], of["companies"], of["newcomers"]]));
    // Years of no company are told by the program, and are no rows of a query.
    newcomers.retain(|row| row[1] != json!(0));
    for engine in ["duckdb", "spark"] {
        assert_eq!(answers["ranking"][engine], Value::Array(ours.clone()), "{engine}");
        let mut theirs = answers["sector_shares"][engine].as_array().unwrap().clone();
        theirs.sort_by_key(key);
        assert_eq!(theirs, shares, "{engine}");
        assert_eq!(answers["newcomers"][engine], Value::Array(newcomers.clone()), "{engine}");
    }
}
