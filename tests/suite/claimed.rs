//! What the site claims: no crown without a licence, no tie without its mark, no rank without the names it rests on.

use std::collections::BTreeSet;

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

/// Whether a leaderboard ranks nobody, for too little is known: its page lists the winners prize by prize.
fn is_thin(project: &Project, board: &Board) -> bool {
    project.page(&board.page).text.contains("<ol class=\"given\">")
}

/// The years of the default scope that rank nobody.
fn thin_years(project: &Project) -> BTreeSet<String> {
    let boards = boards(project).into_iter().filter(|board| is_thin(project, board));
    let stem =
        |board: Board| board.page.trim_start_matches("classement/").trim_end_matches(".html").to_owned();
    boards.map(stem).filter(|stem| stem.len() == 4).collect()
}

/// Ranks, and shares of sectors, that stand without the names they rest on or in a year that ranks nobody; a crown
/// in words; a page is told by its markup alone.
fn unfounded(html: &str, thin: &BTreeSet<String>) -> Vec<String> {
    let document = scraper::Html::parse_document(html);
    let select = |css: &str| scraper::Selector::parse(css).unwrap();
    let (coverage, rank) = (select(".badge, .lists, small"), select("sup"));
    let mut faults = Vec::new();
    let mut each = |css: &str, is_fault: &dyn Fn(scraper::ElementRef) -> bool| {
        let selector = select(css);
        let found = document.select(&selector).filter(|element| is_fault(*element));
        faults.extend(found.map(|element| format!("{css}: {}", element.text().collect::<String>())));
    };
    let bare = |element: scraper::ElementRef| element.select(&coverage).next().is_none();
    // Where a company stands: of all years, in its sector, year by year.
    each("header .known:has(sup), .told li:has(sup)", &bare);
    each("section[aria-labelledby=leaders]:has(table)", &|section| {
        section.select(&select(".badge")).next().is_none()
    });
    each(".sector-years tbody tr, ol.roll li", &bare);
    let year_of = |element: scraper::ElementRef| {
        let link = element.select(&select("th a, a")).next()?;
        Some(link.text().collect::<String>())
    };
    let ranks_in_thin = |element: scraper::ElementRef| {
        let ranked = element.select(&select("td sup, .n sup")).next().is_some();
        ranked && year_of(element).is_some_and(|year| thin.contains(&year))
    };
    each(".sector-years tbody tr, table.pair tbody tr", &ranks_in_thin);
    each("table.pair tbody tr:has(sup)", &|row| row.select(&select("th small")).next().is_none());
    each("ol.timeline > li:has(.about sup)", &|year| {
        let heading = year.select(&select("h3")).next().map(|heading| heading.text().collect::<String>());
        let reading = year
            .select(&select("h3 + .about"))
            .next()
            .is_some_and(|line| line.select(&rank).next().is_some());
        reading && heading.is_some_and(|year| thin.contains(&year))
    });
    faults
}

#[test]
fn no_page_prints_a_rank_without_its_names_or_in_a_year_that_ranks_nobody() {
    let project = Project::built();
    let thin = thin_years(project);
    assert!(thin.len() > 5 && !thin.contains("2012"), "{thin:?}");
    let mut faults = Vec::new();
    for (name, bytes) in project.tree("public").iter().filter(|(name, _)| name.ends_with(".html")) {
        let found = unfounded(std::str::from_utf8(bytes).unwrap(), &thin);
        faults.extend(found.into_iter().map(|fault| format!("{name}: {fault}")));
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults[..faults.len().min(10)].join("\n"));
}

#[test]
fn an_unfounded_rank_is_found_wherever_it_stands() {
    let project = Project::built();
    let thin = thin_years(project);
    let without = |page: &str, cut: &str| {
        let text = project.page(page).text.replace(cut, "gone");
        unfounded(&text, &thin).len()
    };
    for page in ["entreprises/maif.html", "secteurs/banking.html", "index.html", "classement/index.html"] {
        assert_eq!(without(page, "class=\"nothing\""), 0, "{page}");
        assert!(
            without(page, "class=\"badge") + without(page, "class=\"lists") > 0,
            "{page} loses its coverage unseen"
        );
    }
    assert!(without("comparer.html", "<small>") > 0, "ranks side by side rest on names");
    let year = thin.iter().next_back().unwrap();
    let ranked = format!(
        "<table class=pair><tbody><tr><th><a>{year}</a> <small>2 noms</small></th><td>1<sup>er</sup></td></tr></table>\
         <table class=sector-years><tbody><tr><th><a>{year}</a><small></small></th><td><span class=n>1<sup>er</sup></span></td></tr></table>\
         <ol class=timeline><li><h3>{year}</h3><p class=about>2 prix, 1<sup>er</sup></p></li></ol>"
    );
    assert_eq!(unfounded(&ranked, &thin).len(), 3, "ranks of a year that ranks nobody");
}

#[test]
fn two_companies_side_by_side_have_the_ranks_and_ties_of_their_leaderboards() {
    let project = Project::built();
    let page = project.page("comparer.html").text;
    let data = page.split("id=\"companies\">").nth(1).unwrap().split("</script>").next().unwrap();
    let data: Value = serde_json::from_str(data).unwrap();
    let mut ranks = 0;
    for board in boards(project) {
        let row = data["rows"].as_array().unwrap().iter().position(|row| {
            row["kind"] == "year"
                && board.page == format!("classement/{}.html", row["name"].as_str().unwrap())
        });
        let Some(row) = row else { continue };
        for company in data["companies"].as_array().unwrap() {
            let Some(cell) = company["cells"][row.to_string()].as_str() else { continue };
            let standings = board.figures["standings"].as_array().unwrap();
            let standing = standings.iter().find(|one| one["company"] == company["id"]).unwrap();
            let tied = standing["tied"].as_bool().unwrap() && !is_thin(project, &board);
            assert_eq!(cell.contains("ex æquo"), tied, "{}: {cell}", board.page);
            ranks += usize::from(cell.contains("<sup>"));
        }
    }
    assert!(ranks > 20, "{ranks} ranks were looked at");
}

#[test]
fn a_headline_says_that_all_announced_names_are_known_only_where_no_list_is_missing() {
    let project = Project::built();
    for board in boards(project) {
        let h1 = scraper::Selector::parse("h1").unwrap();
        let html = scraper::Html::parse_document(&project.page(&board.page).text);
        let said = html.select(&h1).next().unwrap().text().collect::<String>();
        let lists = &board.figures["knowledge"]["lists"];
        let missing = lists["partial"].as_u64().unwrap() + lists["not_found"].as_u64().unwrap();
        let all = said.contains("le seul lauréat annoncé") || said.contains(": les ");
        assert!(!all || missing == 0, "{}: {said}", board.page);
        assert!(!said.contains(": 0 ") && !said.contains("1 des 1 "), "{}: {said}", board.page);
    }
}

#[test]
fn no_feed_crowns_anybody() {
    let project = Project::built();
    let feeds: Vec<_> =
        project.tree("public").into_iter().filter(|(name, _)| name.ends_with(".xml")).collect();
    assert!(feeds.len() > 20, "{} feeds", feeds.len());
    for (name, bytes) in feeds {
        let text = String::from_utf8(bytes).unwrap();
        for crown in ["plus primée", "en tête", "most-awarded", "leads"] {
            assert!(!text.contains(crown), "{name} says {crown:?}");
        }
    }
}
