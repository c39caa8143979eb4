//! What single texts mean: dates, numbers, scales, places, evidence, countries, addresses, words of a closed list.

pub mod country;
pub mod words;
mod wrong;

use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

use url::{Host, Url};

use crate::crawl::{AddressPattern, byte_count, duration};
use model::text::is_unseen;
use model::{
    Address, Day, Decimal, Evidence, Label, Language, LinkSelector, Place, Remark, Scale, Year, YearPattern,
    YearTemplate,
};
pub use wrong::{Wrong, listed, nearest, quoted, suggestion};

/// An edition's label is a year or a wave, not a sentence.
const LONGEST_LABEL: usize = 60;
/// The longest pause between two requests to one host.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

/// One of a closed list of words.
pub fn word<T: Copy>(text: &str, words: &[(&str, T)]) -> Result<T, Wrong> {
    let found = words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
    found.ok_or_else(|| Wrong::new("it is not a known word", suggestion(text, &words::all(words))))
}

/// The label of an edition.
pub fn label(text: &str) -> Result<Label, Wrong> {
    let length = text.chars().count();
    let why = if length > LONGEST_LABEL {
        format!("it has {length} characters, and a label at most {LONGEST_LABEL}")
    } else if text.trim().is_empty()
        || text.trim() != text
        || text.contains(|c: char| c.is_control() || is_unseen(c))
    {
        "it is empty, or has blanks or invisible characters".into()
    } else {
        return Ok(Label::new(text));
    };
    Err(Wrong::new(why, "write the year or wave printed on the edition, such as 2012 or 2011-07"))
}

/// A headline: words that a reader sees.
pub fn headline(text: &str) -> Result<&str, Wrong> {
    let wrong =
        || Wrong::new("it holds a letter that nobody sees, or that turns its direction", "type it anew");
    if text.contains(is_unseen) { Err(wrong()) } else { Ok(text) }
}

/// The name or number of a host.
pub fn host(text: &str) -> Result<String, Wrong> {
    let remedy = "write it as it stands in an address, such as 192.168.0.7 or intranet.example";
    let known = Host::parse(text).is_ok() || text.parse::<IpAddr>().is_ok();
    if known && !text.contains('*') { Ok(text.into()) } else { Err(Wrong::new("it is no host", remedy)) }
}

/// A language, by its code.
pub fn language(text: &str) -> Result<Language, Wrong> {
    text.parse().map_err(|_| {
        Wrong::new(
            "it is not the code of a language (ISO 639-1)",
            "write its two small letters, such as fr or de",
        )
    })
}

/// A day known to the year, the month or the day.
pub fn day(text: &str) -> Result<Day, Wrong> {
    let wrong =
        |_| Wrong::new("there is no such day", "write YYYY, YYYY-MM or YYYY-MM-DD, from 1900 to 2199");
    text.parse().map_err(wrong)
}

pub fn year(text: &str) -> Result<Year, Wrong> {
    text.parse().map_err(|_| Wrong::new("it is not a year", "write four digits, from 1900 to 2199"))
}

pub fn number(text: &str) -> Result<Decimal, Wrong> {
    let with_point = text.replacen(',', ".", 1);
    let remedy = match Decimal::from_str(&with_point) {
        Ok(_) if text.contains(',') => format!("write a decimal point: {with_point}"),
        Ok(_) | Err(_) => {
            "write digits with a decimal point and at most 6 decimals, such as 6.8 or -12".into()
        }
    };
    text.parse().map_err(|_| Wrong::new("it is not a number", remedy))
}

pub fn scale(text: &str) -> Result<Scale, Wrong> {
    let remedy = "write the highest value (10 means 0 to 10) or both ends (-100..100), in whole numbers";
    text.parse().map_err(|_| Wrong::new("it is not a scale", remedy))
}

/// A place in a list, `3`, or `3=` where it is shared.
pub fn place(text: &str) -> Result<Place, Wrong> {
    let (digits, tied) = text.strip_suffix('=').map_or((text, false), |digits| (digits, true));
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    let number = digits.parse().ok().filter(|n: &u16| plain && *n > 0);
    let wrong = || Wrong::new("it is not a place", "write a whole number from 1, such as 3, or 3= for a tie");
    number.map(|number| Place { number, tied }).ok_or_else(wrong)
}

/// How firmly a page states a fact: `stated`, `partial` or `derived`, with a remark in brackets, which may stand in
/// English beside it.
pub fn evidence(text: &str, remark_en: &str) -> Result<Evidence, Wrong> {
    let (first, rest) = text.split_at(text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len()));
    let kind = word(first, words::EVIDENCE)?;
    let rest = rest.trim();
    let bracketed = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let remark = if rest.is_empty() { Some("") } else { bracketed };
    let bare = rest.trim_matches(|c: char| c.is_whitespace() || "()[];:,".contains(c));
    let wrong = || Wrong::new("the remark has no brackets around it", format!("write {first} ({bare})"));
    let written = |own: &str| Remark::Written { own: own.into(), en: remark_en.into() };
    remark.map(|own| Evidence { kind, remark: written(own) }).ok_or_else(wrong)
}

/// An address that a reader can open.
pub fn address(text: &str) -> Result<String, Wrong> {
    let beyond = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let web = beyond.is_some_and(|host| !host.starts_with('/')); // a browser would forgive a third slash
    let clean =
        !text.chars().any(|c| c.is_whitespace() || c.is_control() || is_unseen(c) || "<>\"`\\".contains(c));
    let whole = || Url::parse(text).is_ok_and(|url| url.host_str().is_some_and(|host| !host.is_empty()));
    // What stands before the @ is no host, but reads as one: https://lemonde.fr@evil.example/ leads to evil.example.
    let named = |url: Url| !url.username().is_empty() || url.password().is_some();
    if Url::parse(text).is_ok_and(named) {
        return Err(Wrong::new("it names a user before the host", "leave out what stands before the `@`"));
    }
    let wrong = || Wrong::new("it is not an address on the web", address_remedy(text));
    if web && clean && whole() { Ok(text.into()) } else { Err(wrong()) }
}

/// An address that others are built on: it ends in `/`, with or without being told.
pub fn folder_address(text: &str) -> Result<String, Wrong> {
    let address = address(text)?;
    let plain = !address.contains(['?', '#']);
    let wrong = || Wrong::new("other addresses are built on it", "leave out what begins with `?` or `#`");
    if plain { Ok(format!("{}/", address.trim_end_matches('/'))) } else { Err(wrong()) }
}

fn address_remedy(text: &str) -> String {
    let completed = format!("https://{text}");
    let forgotten = !text.contains(':') && text.contains('.') && address(&completed).is_ok();
    if forgotten {
        format!("write it whole: {completed}")
    } else {
        "write one address that begins with https:// or http://, without spaces or quotes".into()
    }
}

/// Whom one can write to.
pub fn contact(text: &str) -> Result<String, Wrong> {
    let mail =
        text.strip_prefix("mailto:").is_some_and(|at| at.contains('@') && !at.contains(char::is_whitespace));
    let remedy = "write mailto: and an e-mail address, or an address that begins with https://";
    if mail { Ok(text.into()) } else { address(text).map_err(|wrong| Wrong::new(wrong.why, remedy)) }
}

/// A code of the statistical classification NACE Rev. 2: a section, division, group or class (`K65`, `G47.91`).
pub fn nace(text: &str) -> Result<String, Wrong> {
    let code = text.replace('.', "");
    let section = code.starts_with(|c: char| ('A'..='U').contains(&c));
    let digits =
        code.get(1..).is_some_and(|rest| rest.len() <= 4 && rest.bytes().all(|b| b.is_ascii_digit()));
    let wrong = || {
        Wrong::new(
            "it is not a code of NACE Rev. 2",
            "write a letter from A to U and up to four digits, such as K65",
        )
    };
    if section && digits { Ok(text.into()) } else { Err(wrong()) }
}

/// A length of time, such as `2s`.
pub fn time(text: &str) -> Result<Duration, Wrong> {
    let wrong =
        || Wrong::new("it is not a length of time", "write a whole number and ms, s, min or h, such as 2s");
    duration(text).ok_or_else(wrong)
}

/// The pause between two requests to one host.
pub fn pause(text: &str) -> Result<Duration, Wrong> {
    let pause = time(text)?;
    let wrong = || Wrong::new("it is longer than an hour", "write a few seconds, such as 2s");
    if pause <= LONGEST_PAUSE { Ok(pause) } else { Err(wrong()) }
}

/// A pattern of addresses, such as `https://web.example/{time}/{url}`.
pub fn address_pattern(text: &str) -> Result<AddressPattern, Wrong> {
    let remedy = "write an address with {url} in it, and {time} where a capture is given back";
    AddressPattern::new(text).ok_or_else(|| Wrong::new("it is not a pattern of addresses", remedy))
}

pub fn visited(text: &str) -> Result<Address, Wrong> {
    let remedy = "write it whole, such as https://example.org/prix/";
    text.parse().map_err(|_| Wrong::new("it is not an address to visit", remedy))
}

/// A service that is sent what stands in the workspace: in the clear to this machine alone.
pub fn service(text: &str) -> Result<Address, Wrong> {
    let address = visited(text)?;
    let loopback = match address.url().host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(number)) => number.is_loopback(),
        Some(Host::Ipv6(number)) => number.is_loopback(),
        None => false,
    };
    let wrong = || {
        Wrong::new(
            "pages would be sent to it in the clear",
            "write https://, or name this machine, such as http://127.0.0.1:11434/v1/chat/completions",
        )
    };
    if address.url().scheme() == "https" || loopback { Ok(address) } else { Err(wrong()) }
}

/// A regular expression that finds the year of an edition.
pub fn year_pattern(text: &str) -> Result<YearPattern, Wrong> {
    let remedy = "write one with (?<year>\\d{4}) where the year stands";
    text.parse().map_err(|bad: String| Wrong::new(bad, remedy))
}

/// An address with `{year}` in it.
pub fn year_template(text: &str) -> Result<YearTemplate, Wrong> {
    let remedy = "write it whole, such as https://example.org/palmares-{year}";
    text.parse().map_err(|_| Wrong::new("it is not an address with {year} in its path", remedy))
}

/// Which links of a page.
pub fn link_selector(text: &str) -> Result<LinkSelector, Wrong> {
    let remedy = "write one such as `a` or `article h2 a`";
    text.parse().map_err(|_| Wrong::new("it is not a CSS selector", remedy))
}

/// A number of bytes, such as `20 MB`.
pub fn size(text: &str) -> Result<u64, Wrong> {
    let wrong = || Wrong::new("it is not a size", "write a whole number and B, kB, MB or GB, such as 20 MB");
    byte_count(text).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::EvidenceKind;

    fn remedy<T>(result: Result<T, Wrong>) -> String {
        result.err().map(|wrong| wrong.remedy).unwrap_or_default()
    }

    #[test]
    fn a_remark_stands_in_brackets() {
        let read =
            |text: &str| evidence(text, "").map(|evidence| (evidence.kind, evidence.remark.to_string()));
        assert_eq!(read("stated"), Ok((EvidenceKind::Stated, "".into())));
        assert_eq!(read("partial (3 of 5 (named))"), Ok((EvidenceKind::Partial, "3 of 5 (named)".into())));
        assert_eq!(remedy(read("derived, from the table")), "write derived (from the table)");
        assert!(remedy(read("state")).starts_with("did you mean `stated`?"), "{}", remedy(read("state")));
    }

    #[test]
    fn an_address_leads_to_a_page_and_nowhere_else() {
        for good in ["https://example.org", "http://example.org:8080/a?b=é#c", "https://[::1]/"] {
            assert_eq!(address(good).as_deref(), Ok(good));
        }
        for bad in
            ["", "https://", "http:///x", "javascript:alert(1)", "https://a b/", "https://a/\"x", "ftp://a/"]
        {
            assert!(address(bad).is_err(), "{bad:?} must be refused");
        }
        assert_eq!(remedy(address("www.example.org/x")), "write it whole: https://www.example.org/x");
        assert_eq!(folder_address("https://example.org/a//").as_deref(), Ok("https://example.org/a/"));
    }

    #[test]
    fn a_place_may_be_shared() {
        assert_eq!(place("3="), Ok(Place { number: 3, tied: true }));
        for bad in ["0", "+3", "=", "3 =", "70000", "1er"] {
            assert!(place(bad).is_err(), "{bad:?} must be refused");
        }
    }

    #[test]
    fn a_decimal_comma_is_recognised() {
        assert_eq!(remedy(number("6,8")), "write a decimal point: 6.8");
        assert!(remedy(number("1,234,567")).starts_with("write digits"));
    }

    #[test]
    fn a_label_has_something_to_see_and_nothing_around_it() {
        assert_eq!(label("2011-07"), Ok(Label::new("2011-07")));
        for bad in ["", " ", " 2012", "2012\u{1b}"] {
            assert!(label(bad).is_err(), "{bad:?} must be refused");
        }
    }
}
