//! What the site claims: no crown without a licence, no tie without its mark, no rank without the names it rests on.

use serde_json::Value;

use crate::project::Project;

/// A leaderboard as JSON beside its page, in a language.
struct Board {
    page: String,
    figures: Value,
}

fn boards(project: &Project) -> Vec<Board> {
    let tree = project.tree("public");
    let is_board = |name: &str| {
        name.starts_with("classement/") && name.ends_with(".json") && !name.ends_with("oembed.json")
    };
    let board = |(name, bytes): &(String, Vec<u8>)| {
        let figures: Value = serde_json::from_slice(bytes).unwrap();
        Board { page: name.replace(".json", ".html"), figures }
    };
    tree.iter().filter(|(name, _)| is_board(name)).map(board).collect()
}

fn names(figures: &Value) -> Vec<String> {
    let standings = figures["standings"].as_array().unwrap();
    standings.iter().map(|standing| standing["name"].as_str().unwrap().to_owned()).collect()
}

fn crowned(figures: &Value) -> Vec<String> {
    let crowned = figures["licence"]["crowned"].as_array().unwrap().iter();
    let name = |id: &Value| {
        let standings = figures["standings"].as_array().unwrap();
        let of_id = standings.iter().find(|standing| standing["company"] == *id).unwrap();
        of_id["name"].as_str().unwrap().to_owned()
    };
    crowned.map(name).collect()
}

/// What stands above everything else, and what travels without the page: headlines, titles, cards, citations.
fn headlines(html: &str) -> Vec<String> {
    let document = scraper::Html::parse_document(html);
    let select = |css: &str| scraper::Selector::parse(css).unwrap();
    let shown = select("head title, h1, figcaption > b");
    let told = select("meta[name=description], meta[property^='og:'], meta[name^=citation_]");
    let texts = document.select(&shown).map(|found| found.text().collect::<String>());
    let metas = document.select(&told).filter_map(|meta| meta.attr("content").map(str::to_owned));
    texts.chain(metas).collect()
}

fn names_in(text: &str, names: &[String]) -> Vec<String> {
    let words = format!(" {} ", text.replace(|c: char| !c.is_alphanumeric(), " "));
    let stands = |name: &&String| {
        let name = format!(" {} ", name.replace(|c: char| !c.is_alphanumeric(), " "));
        words.contains(&name)
    };
    names.iter().filter(stands).cloned().collect()
}

#[test]
fn nobody_is_named_in_a_headline_a_title_or_a_card_without_a_licence() {
    let project = Project::built();
    let boards = boards(project);
    assert!(boards.len() > 20, "{} leaderboards", boards.len());
    let mut crowns = 0;
    let pages = project.tree("public");
    let texts = |page: &str| {
        let page = pages.iter().find(|(name, _)| name == page);
        page.map(|(_, bytes)| headlines(std::str::from_utf8(bytes).unwrap())).unwrap_or_default()
    };
    for board in &boards {
        let licensed = crowned(&board.figures);
        crowns += licensed.len();
        let english = board.page.replace("classement/", "en/leaderboards/");
        for headline in texts(&board.page).into_iter().chain(texts(&english)) {
            for name in names_in(&headline, &names(&board.figures)) {
                assert!(licensed.contains(&name), "{}: {headline:?} names {name}", board.page);
            }
        }
    }
    assert!(crowns > 0, "2012 has a first");
}

#[test]
fn a_draft_names_a_first_only_with_a_licence_and_what_is_known_before_anybody() {
    let project = Project::built();
    for board in boards(project) {
        let Some(year) = board.figures["window"]["from"]
            .as_u64()
            .filter(|from| Some(*from) == board.figures["window"]["to"].as_u64())
        else {
            continue;
        };
        let draft = project.ends(0, &format!("post {year} --quiet"));
        let (title, rest) = draft.split_once('\n').unwrap();
        for name in names_in(title, &names(&board.figures)) {
            assert!(crowned(&board.figures).contains(&name), "{title}");
        }
        let opening = rest.trim_start().split("\n\n").next().unwrap();
        assert!(opening.contains("connu") || opening.contains("list"), "{year}: {opening}");
    }
}

#[test]
fn badges_are_given_for_places_that_may_be_claimed() {
    let project = Project::built();
    let boards = boards(project);
    let badges = project.tree("public/integrer").into_iter().filter(|(name, _)| name.contains("badge-"));
    let mut seen = 0;
    for (name, bytes) in badges {
        let (company, year) = name.trim_end_matches(".svg").rsplit_once('-').unwrap();
        let company = company.rsplit_once("badge-").unwrap().1;
        let board = boards.iter().find(|board| board.page == format!("classement/{year}.html")).unwrap();
        let licensed = board.figures["licence"]["crowned"].as_array().unwrap();
        assert!(licensed.iter().any(|id| id == company), "{name}");
        let picture = String::from_utf8(bytes).unwrap();
        assert!(picture.contains("connu"), "{name} says what it rests on");
        seen += 1;
    }
    assert!(seen > 0);
}

#[test]
fn every_leaderboard_says_its_ties_and_the_names_it_rests_on() {
    let project = Project::built();
    let row = scraper::Selector::parse("table.board tr[id]").unwrap();
    let rank = scraper::Selector::parse(".rank").unwrap();
    for board in boards(project) {
        let html = std::fs::read_to_string(project.path(&format!("public/{}", board.page))).unwrap();
        let document = scraper::Html::parse_document(&html);
        assert!(
            html.contains("class=\"known\"") || html.contains("class=\"badge"),
            "{} tells what it rests on",
            board.page
        );
        for row in document.select(&row) {
            let id = row.attr("id").unwrap();
            let standings = board.figures["standings"].as_array().unwrap();
            let Some(standing) = standings.iter().find(|standing| standing["company"] == id) else {
                continue;
            };
            let Some(rank) = row.select(&rank).next() else { continue };
            let said = rank.text().collect::<String>();
            assert_eq!(
                said.contains("ex æquo"),
                standing["tied"].as_bool().unwrap(),
                "{}: {id}: {said}",
                board.page
            );
        }
    }
}
