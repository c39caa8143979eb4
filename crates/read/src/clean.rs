//! Cleaning: what of a part is kept. Always one run of its words, so that it can still be marked on the page.

use workspace::Clean;

/// The part that is left after all steps.
pub(super) fn clean<'t>(text: &'t str, steps: &[Clean]) -> &'t str {
    steps.iter().fold(text.trim(), |text, step| one(text, step).trim())
}

fn one<'t>(text: &'t str, step: &Clean) -> &'t str {
    match step {
        Clean::Asides => asides(text),
        Clean::Comment => &text[..comment(text).unwrap_or(text.len())],
        Clean::Capitals => &text[..capitals(text)],
        Clean::Quotes => text.trim_matches(|c: char| c.is_whitespace() || "\"«»“”„'’‘".contains(c)),
        Clean::Cut(pattern) => cut(text, pattern.part()),
    }
}

/// Drops remarks in brackets from both ends.
fn asides(text: &str) -> &str {
    let mut text = text.trim();
    loop {
        let closed = |open: char, close: char| {
            let tail = text.strip_suffix(close).and_then(|inner| inner.rfind(open));
            tail.map(|at| text[..at].trim_end())
        };
        let opened = |open: char, close: char| {
            let head =
                text.strip_prefix(open).and_then(|inner| inner.find(close).map(|at| at + open.len_utf8()));
            head.map(|at| text[at + close.len_utf8()..].trim_start())
        };
        let shorter = closed('(', ')')
            .or_else(|| closed('[', ']'))
            .or_else(|| opened('(', ')'))
            .or_else(|| opened('[', ']'));
        match shorter.filter(|rest| !rest.is_empty()) {
            Some(rest) => text = rest,
            None => return text,
        }
    }
}

/// Where a comment begins: a comma, semicolon, colon, or a dash between blanks, outside brackets.
fn comment(text: &str) -> Option<usize> {
    let mut depth = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace);
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ',' | ';' | ':' if depth == 0 && spaced && at > 0 => return Some(at),
            '-' | '–' | '—' if depth == 0 && spaced && before.is_whitespace() && at > 0 => {
                return Some(at);
            }
            _ => {}
        }
        before = c;
    }
    None
}

/// How many bytes of words in capitals stand at the beginning; all of it when there are none.
fn capitals(text: &str) -> usize {
    let mut end = 0;
    let mut any = false;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim().trim_matches(|c: char| ",;:.!?()".contains(c));
        let upper = bare.chars().any(|c| c.is_alphanumeric()) && !bare.chars().any(char::is_lowercase);
        let joins = !bare.is_empty() && bare.chars().all(|c| "&+-–'’".contains(c));
        if !(upper || joins && any) {
            break;
        }
        any |= bare.chars().any(char::is_uppercase);
        end += word.len();
        if word.trim_end().ends_with([',', ';', ':']) {
            break;
        }
    }
    let kept = text[..end].trim_end().trim_end_matches([',', ';', ':', '-', '–', ' ']);
    if any { kept.len() } else { text.len() }
}

/// Drops what matches at the end, else at the beginning, else from the first match on.
fn cut<'t>(text: &'t str, pattern: &regex::Regex) -> &'t str {
    match pattern.find(text) {
        None => text,
        Some(found) if found.start() == 0 => &text[found.end()..],
        Some(found) => &text[..found.start()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use workspace::Pattern;

    #[test]
    fn each_step_keeps_one_run_of_words() {
        assert_eq!(clean("Décathlon (+1) [note]", &[Clean::Asides]), "Décathlon");
        assert_eq!(clean("(2e) Fnac", &[Clean::Asides]), "Fnac");
        assert_eq!(clean("(SNCF)", &[Clean::Asides]), "(SNCF)");
        assert_eq!(clean("Crédit Mutuel, pour la 3e fois", &[Clean::Comment]), "Crédit Mutuel");
        assert_eq!(clean("Mercedes-Benz – enfin", &[Clean::Comment]), "Mercedes-Benz");
        assert_eq!(clean("YVES ROCHER qui confirme", &[Clean::Capitals]), "YVES ROCHER");
        assert_eq!(clean("H & M, une marque", &[Clean::Capitals]), "H & M");
        assert_eq!(clean("Nespresso", &[Clean::Capitals]), "Nespresso");
        assert_eq!(clean("« Banque »", &[Clean::Quotes]), "Banque");
        let streak = Clean::Cut(Pattern::new(" pour la …").unwrap());
        assert_eq!(clean("Free pour la 2e fois", &[streak]), "Free");
    }
}
