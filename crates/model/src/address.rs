//! Addresses that can be visited: http or https, with a host, without a fragment or a password.

use crate::BadText;
use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use url::Url;

const EXPECTED: &str = "an address to visit; write it whole, such as https://example.org/page";

/// One address on the web, written the one way a browser would send it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(Url);

impl Address {
    /// As written in a request and in the archive.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
    /// As the `url` crate knows it.
    pub fn url(&self) -> &Url {
        &self.0
    }
    /// The host, lower case; an IPv6 address stands in brackets.
    pub fn host(&self) -> &str {
        self.0.host_str().expect("checked when the address was read")
    }
    /// Host and, unless it is the usual one, port: the party that politeness is owed to.
    pub fn authority(&self) -> String {
        self.0.port().map_or_else(|| self.host().to_owned(), |port| format!("{}:{port}", self.host()))
    }
    /// The port, told or usual.
    pub fn port(&self) -> u16 {
        self.0.port_or_known_default().expect("http and https have a usual one")
    }
    /// Path and query, as a request line shows them.
    pub fn path(&self) -> &str {
        &self.0[url::Position::BeforePath..url::Position::AfterQuery]
    }
    /// Where a link or a `Location` found on this page leads, or nothing when it leaves the web.
    pub fn join(&self, link: &str) -> Result<Self, BadText> {
        let joined = self.0.join(link).map_err(|_| BadText::new(link, EXPECTED))?;
        joined.as_str().parse()
    }
    /// The address of the site's robots.txt.
    pub fn robots(&self) -> Self {
        self.join("/robots.txt").expect("every site can have a robots.txt")
    }
}

impl FromStr for Address {
    type Err = BadText;
    fn from_str(text: &str) -> Result<Self, BadText> {
        let mut url = Url::parse(text.trim()).map_err(|_| BadText::new(text, EXPECTED))?;
        let web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|h| !h.is_empty());
        if !web || !url.username().is_empty() || url.password().is_some() {
            return Err(BadText::new(text, EXPECTED));
        }
        url.set_fragment(None);
        Ok(Self(url))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Address {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_address() {
        let read = |t: &str| t.parse::<Address>().unwrap();
        assert_eq!(read("HTTP://Example.ORG:80/a b?q=é#top").as_str(), "http://example.org/a%20b?q=%C3%A9");
        assert_eq!(read("https://example.org").path(), "/");
        assert_eq!((read("https://a/").port(), read("http://a:81/").port()), (443, 81));
        assert_eq!(read("http://example.org:8080/x?y").authority(), "example.org:8080");
        assert_eq!(read("http://example.org/x/y?z").join("../w").unwrap().as_str(), "http://example.org/w");
        assert_eq!(read("http://[::1]:80/x").robots().as_str(), "http://[::1]/robots.txt");
    }

    #[test]
    fn what_is_no_web_page_is_refused() {
        for bad in ["", "example.org", "file:///etc/passwd", "ftp://a/b", "http://", "https://u:p@a/"] {
            assert!(bad.parse::<Address>().is_err(), "{bad:?} must be refused");
        }
        let page: Address = "http://example.org/".parse().unwrap();
        assert!(page.join("file:///etc/passwd").is_err());
    }
}
