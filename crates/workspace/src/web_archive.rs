//! Where past pages are kept by others: a web archive that lists its captures and gives them back.

use std::str::FromStr;

use model::{Address, Moment};

/// A web archive, by two patterns of addresses with `{url}` and `{time}` in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebArchive {
    /// Lists the captures of `{url}`, as a CDX server does.
    pub captures: AddressPattern,
    /// Gives back the capture of `{url}` at `{time}`, as it was received.
    pub page: AddressPattern,
}

impl Default for WebArchive {
    /// The Internet Archive, the oldest and largest one.
    fn default() -> Self {
        let captures = "https://web.archive.org/cdx/search/cdx?url={url}&output=json";
        let page = "https://web.archive.org/web/{time}id_/{url}";
        let read = |text: &str| text.parse().expect("a pattern of ours");
        Self { captures: read(captures), page: read(page) }
    }
}

/// A pattern of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressPattern(String);

/// Why a text is no pattern of an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no pattern; write an address with {{url}}, and {{time}} where a capture is given back")]
pub struct BadAddressPattern(pub String);

impl AddressPattern {
    /// The address for a page, at a moment where the pattern asks for one.
    pub fn fill(&self, url: &Address, time: Option<Moment>) -> Address {
        let in_query = self.0.split('?').nth(1).is_some_and(|query| query.contains("{url}"));
        let url = if in_query { escaped(url.as_str()) } else { url.as_str().to_owned() };
        let time = time.map(Moment::digits).unwrap_or_default();
        let filled = self.0.replace("{time}", &time).replace("{url}", &url);
        filled.parse().expect("a pattern stays an address whatever stands in its path or query")
    }
}

impl FromStr for AddressPattern {
    type Err = BadAddressPattern;
    fn from_str(text: &str) -> Result<Self, BadAddressPattern> {
        let host = text.split('/').nth(2).unwrap_or_default();
        let filled = text.replace("{time}", "20120607100000").replace("{url}", "x");
        let fits = text.contains("{url}") && !host.contains('{') && filled.parse::<Address>().is_ok();
        if fits { Ok(Self(text.to_owned())) } else { Err(BadAddressPattern(text.to_owned())) }
    }
}

fn escaped(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_filled_where_they_ask_for_it() {
        let archive = WebArchive::default();
        let page: Address = "http://example.org/p?a=1&b=é".parse().unwrap();
        let time: Moment = "2012-06-07T10:00:00Z".parse().unwrap();
        assert_eq!(
            archive.captures.fill(&page, None).as_str(),
            "https://web.archive.org/cdx/search/cdx?url=http%3A%2F%2Fexample.org%2Fp%3Fa%3D1%26b%3D%25C3%25A9&output=json"
        );
        assert_eq!(
            archive.page.fill(&page, Some(time)).as_str(),
            "https://web.archive.org/web/20120607100000id_/http://example.org/p?a=1&b=%C3%A9"
        );
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for bad in ["", "https://web.archive.org/", "https://{url}/", "{url}", "ftp://a/{url}"] {
            assert!(bad.parse::<AddressPattern>().is_err(), "{bad:?} must be refused");
        }
    }
}
