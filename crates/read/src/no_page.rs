//! Answers of status 200 that are no page: "page not found", walls that ask for consent or a click first, and pages
//! that end in the middle.

use std::sync::LazyLock;

use super::page::{Page, Sheet};
use super::report::{Extraction, Trouble};
use model::text::heading;
use workspace::Rule;

/// What the headline of an error page says, folded. Sites answer 200 to every address, for their own search pages.
const NOT_FOUND: [&str; 19] = [
    "page not found",
    "page cannot be found",
    "page could not be found",
    "page does not exist",
    "page doesn t exist",
    "404 not found",
    "error 404",
    "404 error",
    "erreur 404",
    "page introuvable",
    "page non trouvee",
    "page n existe pas",
    "page n existe plus",
    "seite nicht gefunden",
    "seite wurde nicht gefunden",
    "pagina no encontrada",
    "pagina non trovata",
    "pagina niet gevonden",
    "fehler 404",
];

/// What a page says that wants something before it shows itself, folded.
const WALL: [&str; 22] = [
    "accept cookies",
    "accept all cookies",
    "we use cookies",
    "uses cookies",
    "cookie consent",
    "cookie settings",
    "we value your privacy",
    "before you continue",
    "just a moment",
    "are you a robot",
    "you are not a robot",
    "access denied",
    "enable javascript",
    "accepter les cookies",
    "utilise des cookies",
    "utilisons des cookies",
    "respectons votre vie privee",
    "cookies akzeptieren",
    "verwenden cookies",
    "aceptar cookies",
    "accetta i cookie",
    "cookies accepteren",
];

/// The text of a wall is short; a page of winners with a banner is not.
const SHORT: usize = 80;

/// The shell that a script fills has a title, and perhaps a word on browsers without scripts.
const FEW: usize = 30;

/// What is said of a page that a script draws.
const SHELL: &str = "a script draws it, and nothing of it is in the page that the server sends; add `render = true` under the source and crawl it again";

/// Whether a page is the empty shell that a script fills.
pub fn is_shell(page: Page<'_>) -> bool {
    Sheet::open(page, &Rule::default()).is_ok_and(|sheet| is_empty_shell(&sheet))
}

fn is_empty_shell(sheet: &Sheet<'_>) -> bool {
    let Some(markup) = &sheet.markup else { return false };
    let tree = &markup.tree;
    let is_script = |id: &u32| {
        let kind = tree.attribute(*id, "type").unwrap_or_default();
        let runs = kind.is_empty() || kind.contains("javascript") || kind == "module";
        tree.name(*id).eq_ignore_ascii_case("script") && runs
    };
    sheet.text.all.split_whitespace().nth(FEW).is_none() && (1..tree.len()).any(|id| is_script(&id))
}

/// Adds to a reading that its page is none, or may be none.
pub(super) fn note(sheet: &Sheet<'_>, out: &mut Extraction) {
    let headlines = sheet.headlines();
    if let Some(headline) = headlines.into_iter().find(|headline| says_none(headline)) {
        return out.troubles.insert(0, Trouble::NoPage(headline));
    }
    if let Some((tree, cut)) = sheet.markup.as_ref().and_then(|markup| Some((&markup.tree, markup.tree.cut?)))
    {
        let why = format!("it ends within <{}>, so it was cut short; fetch it again", tree.name(cut));
        return out.troubles.insert(0, Trouble::Unreadable(why));
    }
    if out.records.is_empty() && is_empty_shell(sheet) {
        return out.troubles.insert(0, Trouble::Unreadable(SHELL.to_owned()));
    }
    let text = &sheet.text;
    if sheet.markup.is_none() || text.all.split_whitespace().nth(SHORT).is_some() {
        return;
    }
    let mut lines = text.lines.iter().map(|line| text.get(line.span()));
    if let Some(line) = lines.find(|line| says_none(line)).map(str::to_owned) {
        // A short list with a banner above it looks alike: where rows are read, a person looks.
        let read = !out.records.is_empty();
        out.troubles.insert(0, if read { Trouble::Wall(line) } else { Trouble::NoPage(line) });
    }
}

/// Whether words hold one of the phrases, from the beginning of a word to the end of one.
fn says_none(text: &str) -> bool {
    static PHRASES: LazyLock<Vec<String>> = LazyLock::new(|| {
        NOT_FOUND.iter().chain(&WALL).map(|phrase| format!(" {} ", heading(phrase))).collect()
    });
    let text = format!(" {} ", heading(text));
    PHRASES.iter().any(|phrase| text.contains(phrase))
}
