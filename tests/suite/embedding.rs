//! What other sites show of ours.

use regex::Regex;

use crate::project::Project;
use crate::site::{Site, small};

/// What WordPress lets through from a site it does not know (`wp_filter_oembed_result`): of three elements these
/// attributes, and of the rest the first frame, with the quotation before it.
const ALLOWED: [(&str, &[&str]); 3] = [
    ("a", &["href"]),
    ("blockquote", &[]),
    (
        "iframe",
        &["src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title"],
    ),
];

fn wordpress(html: &str) -> String {
    let element = Regex::new(r"(?s)<(/?)([a-z]+)([^>]*)>").unwrap();
    let attribute = Regex::new(r#" ([a-z-]+)="[^"]*""#).unwrap();
    let kept = element.replace_all(html, |found: &regex::Captures| {
        let allowed = ALLOWED.iter().find(|(name, _)| *name == &found[2]);
        let Some((name, allowed)) = allowed else { return String::new() };
        let all = attribute.captures_iter(&found[3]);
        let attributes: String = all.filter(|a| allowed.contains(&&a[1])).map(|a| a[0].to_owned()).collect();
        format!("<{}{name}{attributes}>", &found[1])
    });
    let frame = Regex::new(r"(?s)(<blockquote>.*?</blockquote>)?.*(<iframe.*?></iframe>)").unwrap();
    frame.captures(&kept).map(|found| found[2].to_owned()).unwrap_or_default()
}

fn answer(site: &Site, path: &str) -> serde_json::Value {
    let page = site.text(path);
    let link =
        page.split(r#"type="application/json+oembed" href="https://example.org/palmares/"#).nth(1).unwrap();
    serde_json::from_str(site.text(link.split('"').next().unwrap())).unwrap()
}

#[test]
fn a_leaderboard_passes_the_filter_of_wordpress_unchanged() {
    let site = small().site();
    for path in ["classement/2012.html", "en/leaderboards/2012.html"] {
        let answer = answer(&site, path);
        let html = answer["html"].as_str().unwrap();
        assert_eq!(wordpress(html), html, "nothing is taken away");
        assert!(!html.contains("blockquote"), "WordPress hides a frame that follows a quotation");
        let address =
            html.split("src=\"https://example.org/palmares/").nth(1).unwrap().split('"').next().unwrap();
        let (frame, asked) = address.split_once('?').unwrap();
        assert!(site.text(frame).contains("template#embed"), "the frame asks a page for what it hands out");
        let page = site.text(&format!("{}{asked}", if path.starts_with("en/") { "en/" } else { "" }));
        let handed =
            page.split_once("<template id=\"embed\">").unwrap().1.split_once("</template>").unwrap().0;
        assert!(handed.contains("Nespresso") && handed.contains("class=\"known\""), "{handed}");
        assert_eq!((answer["type"].as_str(), answer["version"].as_str()), (Some("rich"), Some("1.0")));
        assert!(answer["width"].is_u64() && answer["height"].is_u64());
    }
    assert_eq!(
        wordpress("<script>x</script><iframe src=\"a\" onload=\"x\"></iframe>"),
        "<iframe src=\"a\"></iframe>"
    );
}

#[test]
fn what_is_embedded_loads_nothing_but_the_page_it_shows() {
    let site = small().site();
    for path in ["integrer.html", "en/embed.html"] {
        let text = site.text(path);
        assert!(!text.contains(" src=") && !text.contains("rel=\"stylesheet\""), "{path} loads a file");
        assert!(text.contains("2026") && text.contains("postMessage"), "{path}");
    }
}

#[test]
fn a_company_has_a_badge_for_each_year_in_which_it_may_be_named_first() {
    let project = Project::built();
    project.page("integrer/badge-nespresso-2012.svg").has(">1er<").has("19 noms connus sur 45");
    project.page("en/embed/badge-nespresso-2012.svg").has(">1st<");
    project.page("entreprises/nespresso.html").has(r#"<img src="../integrer/badge-nespresso-2012.svg""#);
    let site = small().company("att", "AT&T <x>", &[]).won("podium", "2012", "att").site();
    assert!(!site.pages.iter().any(|page| page.path.contains("badge-")), "without a licence no badge");
}

#[test]
fn a_still_keeps_its_address_and_bytes_when_the_data_change() {
    let source = "[source.podium]\nname = \"Podium\"\norganiser = \"Institut\"\ncountry = \"FR\"\nkind = \"award\"\n\
                  judged-by = \"survey\"\npays-to-enter = \"no\"\nfile = \"data/podium.csv\"\n";
    let head =
        "edition,awarded,category,sector,level,rank,outcome,company,person,score,scale,url,title,evidence\n";
    let row = |company: &str| {
        format!("2012,,Banque,,category,,winner,{company},,,,https://example.org/,Lauréats,stated\n")
    };
    let data = head.to_owned() + &row("LCL");
    let project = Project::empty().file("sources.toml", source).file("data/podium.csv", &data);
    let said = project.ends(0, "still classement/2012.html");
    let path = said.trim().split_once("integrer/").map(|(_, rest)| format!("integrer/{rest}")).unwrap();
    let project = project.file("data/podium.csv", data + &row("MAIF"));
    project.run("build").page("classement/2012.html").has("MAIF");
    let still = project.page(&path).text;
    assert!(still.contains("LCL") && !still.contains("MAIF"), "{still}");
    assert!(project.refused("freeze classement/2012.html").contains("already exists"));
    project.run("build");
    assert_eq!(project.page(&path).text, still);
    let offered = format!("src=&quot;{}&quot;", said.trim());
    project.page("classement/2012.html").has(&offered).has(&format!("<a href=\"../{path}\">"));
    project.page("en/leaderboards/2012.html").lacks("integrer/fige/");
    assert!(project.refused(&format!("still {path}")).contains("nothing to embed"), "it is a still already");
    assert!(project.refused("still index.html").contains("nothing to embed"));
}
