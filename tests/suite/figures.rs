//! Figures in the terminal: methods, weights, explanations and how sure an order is, on the real facts.

use crate::project::Project;

#[test]
fn an_explanation_adds_up_to_the_score_exactly() {
    let project = Project::reference();
    for method in ["competitions", "points", "borda", "dowdall"] {
        let words = format!("show company nespresso --year 2012 --explain --method {method} --format json");
        let explained = project.json(&words);
        assert_eq!(explained["sum"], explained["score"], "{method}");
        let ranking = project.json(&format!("show ranking --year 2012 --method {method} --format json"));
        let rows = ranking["standings"].as_array().unwrap();
        let row = rows.iter().find(|row| row["company"] == "nespresso").unwrap();
        assert_eq!(row["score"], explained["score"], "{method}");
        let steps = explained["steps"].as_array().unwrap();
        assert!(steps.iter().all(|step| !step["awards"][0]["witnesses"].as_array().unwrap().is_empty()));
    }
}

#[test]
fn a_sector_win_and_an_overall_place_are_one_competition_or_two_results() {
    let project = Project::reference();
    let score = |method: &str| {
        let ranking = project.json(&format!("show ranking --year 2012 --method {method} --format json"));
        let rows = ranking["standings"].as_array().unwrap();
        let row = rows.iter().find(|row| row["name"].as_str().unwrap().contains("Mercedes")).unwrap().clone();
        (row["score"].clone(), row["competitions"].clone(), row["awards"].clone())
    };
    assert_eq!(score("competitions"), (1.into(), 1.into(), 2.into()));
    let (points, competitions, _) = score("points");
    assert_eq!(competitions, 1);
    assert!(points.as_i64().unwrap() > 1, "second of all and first of its sector: {points}");
}

#[test]
fn an_explanation_shows_both_readings_of_several_lists_of_one_prize() {
    let project = Project::reference();
    let explained = project.json("show company Mercedes-Benz --year 2012 --explain --format json");
    let (by_prize, by_list) = (&explained["readings"]["by_prize"], &explained["readings"]["by_list"]);
    assert_eq!((&by_prize["counted"], &by_list["counted"]), (&1.into(), &2.into()));
    assert_eq!(by_prize["rank"], explained["rank"], "our rule reads a prize once");
    assert!(by_list["rank"].as_u64() <= by_prize["rank"].as_u64(), "{explained}");
}

#[test]
fn the_passport_of_a_prize_tells_what_its_awards_say() {
    let project = Project::reference();
    let passport = &project.json("show source podium --format json")["passport"];
    assert!(passport["companies"].as_u64() < passport["distinctions"].as_u64(), "{passport}");
    assert!(passport["repeated_by"]["palmes_afrc"].as_u64().unwrap() > 0, "the palm repeats its result");
    assert!(passport["years_complete"]["part"].as_u64() <= passport["years_known"]["part"].as_u64());
    let agreements = passport["agreements"].as_array().unwrap();
    for agreement in agreements.iter().filter(|agreement| !agreement["tau_b"].is_null()) {
        assert!(agreement["common"]["part"].as_u64().unwrap() >= 5, "{agreement}");
    }
    assert!(!agreements.is_empty());
}

#[test]
fn the_weight_of_a_source_is_recomputed_step_by_step() {
    let weights = "[ranking.weights]\njudged-by = { survey = 80 }\npays-to-enter = { yes = 50, unknown = 90 }\n\
         evaluated = { many = 50 }\nindependent = { unknown = 50, no = 80 }\n\n";
    let project = Project::reference()
        .edit("sources.toml", |text| text.replacen("[crawl]", &format!("{weights}[crawl]"), 1));
    let podium = project.json("show source podium --weights --format json");
    assert_eq!(podium["weight"], 0.4, "a survey of many companies that it chooses itself");
    assert_eq!(podium["steps"].as_array().unwrap().len(), 4);
    let paid = project.json("show source escda --weights --format json");
    assert_eq!(paid["weight"], 0.4, "paid, and companies apply");
    let ranking = project.json("show ranking --year 2012 --format json");
    assert!(ranking["standings"][0]["score"].as_f64().unwrap() < 4.0, "weights count");
}

#[test]
fn the_order_of_2012_says_how_sure_it_is() {
    let project = Project::reference();
    let sure = project.json("show ranking --year 2012 --how-sure --format json");
    let first = &sure["companies"][0];
    assert_eq!(first["company"], "nespresso");
    assert_eq!(first["best"], 1);
    assert!(first["first"].as_f64().unwrap() > 0.9, "{first}");
    assert_eq!(
        sure,
        project.json("show ranking --year 2012 --how-sure --format json"),
        "the same on every run"
    );
    let methods = sure["orders"].as_array().unwrap();
    assert_eq!(methods.len(), 6, "every method beside the others");
    assert_eq!(methods.iter().find(|order| order["method"] == "kemeny").unwrap()["proof"]["proof"], "exact");
}

#[test]
fn series_appear_with_scale_and_address_and_never_mix_scales() {
    let project = Project::reference();
    for source in ["acsi", "ukcsi", "podium", "forrester_cx", "nps_temkin"] {
        let series = project.json(&format!("show benchmark --source {source} --format json"));
        let series = series.as_array().unwrap();
        assert!(!series.is_empty(), "{source}");
        for one in series {
            assert_eq!(one["source"], *source);
            assert!(one["scale"].is_object(), "{one}");
            let points = one["points"].as_array().unwrap();
            for point in points {
                let citation = &point["citation"];
                assert!(point["url"].as_str().unwrap().starts_with("http"), "{one}");
                assert!(!citation["publisher"].as_str().unwrap().is_empty(), "{one}");
                assert_eq!(citation["pages"][0]["url"], point["url"], "{one}");
            }
        }
    }
}

#[test]
fn a_leaderboard_says_how_sure_it_is_and_what_it_says_as_a_whole() {
    let project = Project::built();
    for section in ["sureness-h", "influence", "readings-h"] {
        project.page("classement/2012.html").has(&format!("id=\"{section}\""));
    }
    for section in ["passport", "lists"] {
        project.page("prix/podium.html").has(&format!("id=\"{section}\""));
    }
}

#[test]
fn the_calendar_tells_which_prize_is_due() {
    let project = Project::reference();
    let due = project.json("show calendar --format json");
    let escda = due.as_array().unwrap().iter().find(|row| row["source"] == "escda").unwrap();
    assert_eq!(escda["state"], "due", "handed over in October or November: {escda}");
    let file = project.ends(0, "show calendar --ics");
    assert!(file.starts_with("BEGIN:VCALENDAR\r\n") && file.contains("UID:escda-2026@palmares"), "{file}");
}

#[test]
fn the_calendar_to_subscribe_to_lies_in_the_site_in_each_language() {
    let sources = "[site]\ntitle = \"Prix\"\nbase-url = \"https://example.org/\"\nlanguages = [\"fr\", \"en\"]\n\n\
                   [source.podium]\nname = \"Podium, le prix de la relation client; édition annuelle\"\n\
                   name-en = \"Podium\"\norganiser = \"X\"\nwebsite = \"https://example.org/podium\"\ncountry = \"FR\"\n\
                   kind = \"award\"\njudged-by = \"jury\"\npays-to-enter = \"no\"\n\n\
                   [source.podium.edition.2025]\nawarded = 2025-12-31\n";
    let project = Project::empty().file("sources.toml", sources);
    project.run("build");
    let french = project.page("calendar.ics").text;
    assert!(french.contains("DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20270108\r\n"), "{french}");
    let unfolded = french.replace("\r\n ", "");
    let summary = "SUMMARY:Podium\\, le prix de la relation client\\; édition annuelle (attendu)\r\n";
    assert!(
        unfolded.contains(summary) && unfolded.contains("URL:https://example.org/podium\r\n"),
        "{french}"
    );
    assert!(french.split("\r\n").all(|line| line.len() <= 75), "{french}");
    assert!(french.starts_with("BEGIN:VCALENDAR\r\n") && french.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(project.ends(0, "show calendar --ics"), french);
    project.page("en/calendar.ics").has("SUMMARY:Podium (due)\r\n");
}

#[test]
fn the_interval_of_2012_holds_what_the_blog_counted_and_its_first_is_crowned_with_it() {
    let project = Project::reference();
    let ranking = project.json("show ranking --year 2012 --format json");
    let (known, licence) = (&ranking["knowledge"], &ranking["licence"]);
    let least = known["companies"]["at_least"].as_u64().unwrap();
    let most = known["companies_but_open"]["at_most"].as_u64().unwrap();
    assert!(least <= 68 && 68 <= most, "{least} to {most}");
    assert_eq!(known["announced"]["part"], 19);
    assert_eq!(known["announced"]["whole"], 45);
    assert_eq!((&licence["crowned"][0], &licence["ground"]), (&"nespresso".into(), &"published".into()));
    let told = project.ends(0, "show ranking --year 2012");
    assert!(told.starts_with("19 of 45 announced names known (42 %), estimated "), "{told}");
    assert!(told.contains("\nfirst: Nespresso, as published at http"), "{told}");
}

#[test]
fn derived_rows_count_on_demand_only() {
    let project = Project::reference();
    let companies = |words: &str| {
        project.json(&format!("show ranking --year 2024 {words} --format json"))["totals"]["companies"]
            .as_u64()
    };
    assert!(companies("--with derived") > companies(""));
    assert_eq!(companies("--with derived --without derived"), companies(""));
    let told = project.output("show ranking --with nonsense");
    assert!(String::from_utf8_lossy(&told.stderr).contains("derived"), "what there is");
    assert_ne!(told.status.code(), Some(0));
}
