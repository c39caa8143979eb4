//! Answers of status 200 that are no page: "page not found", walls that ask for consent or a click first, and pages
//! that end in the middle.

use std::sync::LazyLock;

use super::page::Sheet;
use super::report::{Extraction, Trouble};
use model::text::heading;

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
