//! Packs of a sector or a company: the same figures in every form, found again by readers of others and by
//! `check-citations`.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::cited::{moved, told, twenty};
use crate::project::Project;
use crate::with;

/// The forms whose text is read without a program of others.
const FORMS: [&str; 5] = ["md", "html", "docx", "pptx", "xlsx"];

/// Every figure of the site's JSON files, by its id.
fn of_site(project: &Project) -> BTreeMap<String, String> {
    fn walk(value: &Value, found: &mut BTreeMap<String, String>) {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match value {
            Value::Object(fields) => {
                for (what, id) in fields.get("figures").and_then(Value::as_object).into_iter().flatten() {
                    found.extend(fields.get(what).map(|value| (text(id), text(value))));
                }
                if let (Some(id), Some(value)) = (fields.get("value_figure"), fields.get("value")) {
                    found.insert(text(id), text(value));
                }
                fields.values().for_each(|value| walk(value, found));
            }
            Value::Array(all) => all.iter().for_each(|value| walk(value, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => (),
        }
    }
    let mut found = BTreeMap::new();
    for (name, bytes) in project.tree("public") {
        if name.ends_with(".json") {
            walk(&serde_json::from_slice(&bytes).unwrap(), &mut found);
        }
    }
    found
}

/// What readers of others found in a file.
fn read_back(project: &Project, files: &[String]) -> Vec<Value> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/with/packs.py");
    let told = with::output(
        Command::new(with::python())
            .args(["-W", "ignore"])
            .arg(script)
            .args(files)
            .current_dir(project.path(".")),
    );
    told.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{told}"))).collect()
}

fn packed(project: &Project, about: &str, forms: &[&str]) -> Vec<String> {
    let file = |form: &&str| {
        let file = format!("{}.{form}", about.replace(' ', "-"));
        project.ends(0, &format!("brief {about} --for {form} --out {file}"));
        file
    };
    forms.iter().map(file).collect()
}

#[test]
fn a_pack_is_the_same_file_every_time_and_all_of_its_figures_hold_in_every_form() {
    let project = Project::reference();
    let mut sums = Vec::new();
    for file in packed(&project, "banking", &FORMS) {
        let form = file.rsplit('.').next().unwrap().to_owned();
        project.ends(0, &format!("brief banking --for {form} --out again.{form}"));
        let bytes = |name: &str| fs::read(project.path(name)).unwrap();
        assert!(bytes(&file) == bytes(&format!("again.{form}")), "{file} differs from run to run");
        sums.push(project.ends(0, &format!("check-citations {file}")));
    }
    assert!(sums.iter().all(|sum| sum.ends_with(" holds\n") && !sum.contains(',')), "{sums:?}");
    // A slide carries the notes of its own numbers: one that is quoted twice has two.
    let same = |sum: &&String| **sum == sums[0];
    assert!(sums.iter().filter(same).count() >= 4, "{sums:?}");
    let told = project.refused("brief insurance --for pptx --out banking.pptx");
    assert!(told.contains("banking.pptx already exists"), "{told}");
}

#[test]
fn a_pack_tells_which_of_its_figures_changed_since_it_was_made_and_which_was_withdrawn() {
    let project = Project::reference();
    let files = packed(&project, "Allegiant --versus USAA", &FORMS);
    let (project, changed) = {
        let figures = twenty(&project);
        moved(project, &figures)
    };
    for file in files {
        let (bad, holds) = told(&project, &file);
        let now: Vec<&str> =
            bad.iter().filter(|(_, fate, _)| fate == "changed").map(|(_, _, now)| now.as_str()).collect();
        let expected: Vec<&str> = changed.iter().map(|[_, now]| now.as_str()).collect();
        assert_eq!(now, expected, "{file}");
        assert_eq!(bad.iter().filter(|(_, fate, _)| fate == "withdrawn").count(), 1, "{file}: {bad:?}");
        assert_eq!(bad.len(), 4, "{file}: {bad:?}");
        assert!(holds >= 12, "{file}: {holds}");
        let place = match file.rsplit('.').next().unwrap() {
            "docx" => "page ",
            "pptx" => "slide ",
            "xlsx" => "Notes ",
            _ => "line ",
        };
        assert!(bad.iter().all(|(at, _, _)| at.starts_with(place)), "{file}: {bad:?}");
    }
}

#[test]
#[ignore = "needs python-docx, python-pptx, openpyxl, pikepdf and pdftotext"]
fn readers_of_others_find_the_figures_of_the_site_in_a_pack_and_tags_in_its_pdf() {
    let project = Project::reference();
    let site = of_site(Project::built());
    for (about, known_at_least) in [("banking", 15), ("Nespresso --versus Amazon", 10)] {
        let files = packed(&project, about, &["docx", "pptx", "xlsx", "pdf"]);
        let read = read_back(&project, &files);
        let figures = |at: usize| {
            let pair =
                |pair: &Value| (pair[0].as_str().unwrap().to_owned(), pair[1].as_str().unwrap().to_owned());
            read[at]["figures"].as_array().unwrap().iter().map(pair).collect::<BTreeMap<_, _>>()
        };
        let all = figures(2);
        assert_eq!((figures(0), figures(1)), (all.clone(), all.clone()), "{about}");
        let number = |text: &str| text.parse::<f64>().unwrap();
        let known: Vec<_> = all.iter().filter_map(|(id, value)| Some((value, site.get(id)?))).collect();
        assert!(known.len() >= known_at_least, "{} of {} stand in the site's JSON", known.len(), all.len());
        for (value, of_site) in known {
            assert!((number(value) - number(of_site)).abs() < 1e-9, "{value} is {of_site} on the site");
        }
        for office in &read[..3] {
            assert!(
                office["charts"].as_u64().unwrap() >= 1 && office["tables"].as_u64().unwrap() >= 3,
                "{office}"
            );
        }
        let tags = &read[3];
        assert_eq!((&tags["ua"], &tags["lang"]), (&"1".into(), &"fr".into()), "{tags}");
        for kind in ["/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/Figure", "/Link", "/LBody"] {
            assert!(tags["tags"][kind].as_u64() > Some(0), "{kind}: {tags}");
        }
        let held = project.ends(0, &format!("check-citations {}", files[3]));
        assert_eq!(held, format!("{} holds\n", all.len()), "the text of the PDF");
        println!(
            "{about}: {} figures in three office files and the PDF, {} in the site's JSON",
            all.len(),
            site.len()
        );
    }
}

#[test]
#[ignore = "needs LibreOffice and pikepdf"]
fn the_pack_of_every_sector_has_two_pages_at_most_and_opens_in_an_office() {
    let project = Project::reference();
    let sectors = project.json("show sector --format json");
    let ids: Vec<&str> =
        sectors.as_array().unwrap().iter().filter_map(|row| row["sector"].as_str()).collect();
    assert!(ids.len() > 15, "{ids:?}");
    let (mut own, mut office) = (Vec::new(), Vec::new());
    for id in ids {
        own.extend(packed(&project, id, &["pdf"]));
        office.extend(packed(&project, id, &["docx"]));
    }
    office.extend(packed(&project, "banking", &["pptx", "xlsx"]));
    let mut soffice = Command::new("soffice");
    let home = format!("-env:UserInstallation=file://{}", project.path("office").display());
    soffice.arg(home).args(["--headless", "--convert-to", "pdf:writer_pdf_Export", "--outdir", "opened"]);
    with::output(
        soffice.args(office.iter().filter(|file| file.ends_with("docx"))).current_dir(project.path(".")),
    );
    let opened: Vec<String> = own.iter().map(|file| format!("opened/{file}")).collect();
    for (file, read) in
        own.iter().chain(&opened).zip(read_back(&project, &[own.clone(), opened.clone()].concat()))
    {
        assert!(read["pages"].as_u64().unwrap() <= 2, "{file}: {read}");
    }
    for form in ["pptx", "xlsx"] {
        let mut soffice = Command::new("soffice");
        let home = format!("-env:UserInstallation=file://{}", project.path("office").display());
        soffice.arg(home).args(["--headless", "--convert-to", "pdf", "--outdir", form]);
        with::output(soffice.arg(format!("banking.{form}")).current_dir(project.path(".")));
        assert!(fs::metadata(project.path(form).join("banking.pdf")).unwrap().len() > 10_000, "{form}");
    }
}
