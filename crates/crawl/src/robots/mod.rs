//! robots.txt by RFC 9309: which paths of a site this program may ask for.
//!
//! Where the RFC leaves room (a missing colon, a misspelt `disallow`), the reading of the best known open parser is
//! followed, so that a webmaster's slip protects the site here as it does there.

mod line;
mod pattern;

use std::time::Duration;

use line::{is_agent, is_allow, is_disallow, is_star, key_and_value, product, seconds};
use pattern::{fits, normal};

/// More is not read; the RFC asks for at least this much.
pub const LONGEST: usize = 500 * 1024;

/// The rules of one site that hold for this program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Robots {
    /// Patterns as they are compared.
    allowed: Vec<Vec<u8>>,
    /// Patterns as printed, and as they are compared.
    forbidden: Vec<(String, Vec<u8>)>,
    delay: Option<Duration>,
}

/// Whom the lines of a group speak to.
#[derive(Debug, Clone, Copy, Default)]
struct Audience {
    us: bool,
    everyone: bool,
    /// A rule was read, so that the next `User-agent` begins another group.
    addressed: bool,
}

impl Robots {
    /// Reads the rules for the product token `name` (`palmares`), or those for everyone when it is not named.
    pub fn read(bytes: &[u8], name: &str) -> Self {
        let bytes = &bytes[..bytes.len().min(LONGEST)];
        let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
        let (mut ours, mut everyones) = (Self::default(), Self::default());
        let mut named = false;
        let mut audience = Audience::default();
        for (key, value) in text.split(['\r', '\n']).filter_map(key_and_value) {
            if is_agent(key) {
                audience = if audience.addressed { Audience::default() } else { audience };
                audience.us |= product(value).eq_ignore_ascii_case(name);
                audience.everyone |= is_star(value);
                named |= audience.us;
            } else if audience.us {
                audience.addressed |= ours.take(key, value);
            } else if audience.everyone {
                audience.addressed |= everyones.take(key, value);
            } else {
                // A group for others: its rules end it all the same. Before any group there is nothing to end.
                audience.addressed |= is_allow(key) || is_disallow(key);
            }
        }
        if named { ours } else { everyones }
    }

    /// Takes a line in; whether it was a rule.
    fn take(&mut self, key: &str, value: &str) -> bool {
        if is_allow(key) {
            self.allowed.push(normal(value));
        } else if is_disallow(key) {
            self.forbidden.push((value.to_owned(), normal(value)));
        } else {
            let delays = key.eq_ignore_ascii_case("crawl-delay");
            self.delay = self.delay.max(seconds(value).filter(|_| delays));
            return false;
        }
        true
    }

    /// The pattern that forbids a path with its query, as printed: the longest one that fits decides, `Allow` on a tie.
    pub fn forbidding(&self, path: &str) -> Option<&str> {
        if path == "/robots.txt" {
            return None;
        }
        let path = normal(path);
        let fitting = self.allowed.iter().filter(|pattern| fits(pattern, &path));
        let allowed = fitting.map(Vec::len).max().unwrap_or(0);
        let fitting = self.forbidden.iter().filter(|(_, pattern)| fits(pattern, &path));
        let (printed, longest) = fitting.max_by_key(|(_, pattern)| pattern.len())?;
        (longest.len() > allowed).then_some(printed)
    }

    /// The pause the site asks for between two requests, when it does.
    pub fn crawl_delay(&self) -> Option<Duration> {
        self.delay
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(robots: &str, path: &str) -> bool {
        Robots::read(robots.as_bytes(), "palmares").forbidding(path).is_none()
    }

    #[test]
    fn the_examples_of_the_rfc_are_read_as_it_says() {
        // RFC 9309, 5.1 and 5.2
        let simple = "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\
                      User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\
                      User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\nUser-Agent: quxbot\n";
        let says = |name: &str, path: &str| Robots::read(simple.as_bytes(), name).forbidding(path).is_none();
        assert!(
            !says("palmares", "/a.gif")
                && !says("palmares", "/example/")
                && says("palmares", "/publications/")
        );
        assert!(
            !says("foobot", "/x")
                && says("foobot", "/example/page.html")
                && says("foobot", "/example/allowed.gif")
        );
        assert!(
            !says("bazbot", "/example/page.html") && says("bazbot", "/example/") && says("bazbot", "/a.gif")
        );
        assert!(
            says("quxbot", "/example/page.html") && says("quxbot", "/a.gif"),
            "no rules, no restrictions"
        );
        let longest = "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n";
        let robots = Robots::read(longest.as_bytes(), "foobot");
        let forbidden = "/example/page/disallowed.gif";
        assert_eq!(robots.forbidding(forbidden), Some(forbidden));
        assert_eq!(robots.forbidding("/example/page/x"), None);
    }

    #[test]
    fn groups_of_one_name_are_joined_and_end_the_rules_for_everyone() {
        let text = "User-agent: *\nDisallow: /\n\nUser-agent: Palmares/2.0\nDisallow: /a\n\n\
                    user-agent: other\nDisallow: /c\nUSER-AGENT: palmares\nuser-agent: another\nCrawl-delay: 2.5\nDisallow: /b";
        assert!(allowed(text, "/x") && !allowed(text, "/a") && !allowed(text, "/b") && allowed(text, "/c"));
        let robots = Robots::read(text.as_bytes(), "palmares");
        assert_eq!(robots.crawl_delay(), Some(Duration::from_millis(2500)));
        assert!(allowed("Disallow: /\nUser-agent: x", "/"), "a rule before any group speaks to nobody");
    }

    #[test]
    fn slips_of_webmasters_are_forgiven() {
        assert!(!allowed("\u{feff}user agent : * \r\rdisalow /a # all of it", "/a"));
        assert!(!allowed("User-agent: *\nDissallow : /a", "/a"));
        assert!(allowed("User-agent: *\nDisallow /a /b", "/a"), "two values are no rule");
        assert!(
            allowed("<html><body>User-agent: *<br>Disallow: /</body></html>", "/"),
            "a page is no robots.txt"
        );
    }

    #[test]
    fn a_hostile_file_takes_no_time() {
        let many_stars = format!("User-agent: *\nDisallow: /{}x\n", "*a".repeat(2000));
        assert!(allowed(&many_stars, &format!("/{}", "a".repeat(1900))));
        let mut huge = "User-agent: *\nAllow: /\n".repeat(40_000);
        huge.push_str("Disallow: /late\n");
        assert!(allowed(&huge, "/late"), "past 500 KiB nothing is read");
        for delay in ["-1", "1e9", "NaN", "soon"] {
            let text = format!("User-agent: *\nCrawl-delay: {delay}\n");
            assert_eq!(Robots::read(text.as_bytes(), "palmares").crawl_delay(), None, "{delay}");
        }
    }
}
