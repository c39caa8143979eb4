//! Addresses that lead into a private network are refused, after a redirect and after DNS as well: a page must not
//! make this program talk to the machines behind the user's router.

use std::collections::BTreeSet;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::FetchError;
use model::Address;

/// Who may lie in a private network, by name or by number.
#[derive(Debug, Clone)]
pub struct Guard {
    allowed: Arc<BTreeSet<String>>,
}

impl Guard {
    /// Allows these names and numbers, and everything public.
    pub fn new(allowed: &BTreeSet<String>) -> Self {
        Self { allowed: Arc::new(allowed.clone()) }
    }

    /// Refuses an address whose host is a private number. Numbers never reach the resolver.
    pub fn check(&self, address: &Address) -> Result<(), FetchError> {
        let host = address.host();
        match host.trim_matches(['[', ']']).parse() {
            Ok(number) => self.permit(host, vec![number]).map(drop),
            Err(_) => Ok(()),
        }
    }

    /// The numbers of a host, by name or by number, that may be talked to.
    pub async fn look_up(&self, host: &str) -> Result<Vec<IpAddr>, FetchError> {
        let unknown =
            |error: io::Error| FetchError::Unknown { host: host.to_owned(), detail: error.to_string() };
        let found = tokio::net::lookup_host((host.trim_matches(['[', ']']), 0)).await.map_err(unknown)?;
        self.permit(host, found.map(|socket| socket.ip()).collect())
    }

    /// The numbers among those of a host that may be talked to; an error when there are none.
    fn permit(&self, host: &str, numbers: Vec<IpAddr>) -> Result<Vec<IpAddr>, FetchError> {
        let by_name = self.allowed.contains(host);
        let may =
            |number: &IpAddr| by_name || !is_private(*number) || self.allowed.contains(&number.to_string());
        let (permitted, refused): (Vec<_>, Vec<_>) = numbers.into_iter().partition(may);
        match refused.first() {
            Some(number) if permitted.is_empty() => {
                Err(FetchError::Private { host: host.to_owned(), address: *number })
            }
            Some(_) | None => Ok(permitted),
        }
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let permitted = guard.look_up(name.as_str()).await?;
            let sockets: Addrs = Box::new(permitted.into_iter().map(|number| SocketAddr::new(number, 0)));
            Ok(sockets)
        })
    }
}

/// Whether a number lies in a network that is not the public internet (IANA special-purpose registries).
fn is_private(number: IpAddr) -> bool {
    match number {
        IpAddr::V4(v4) => is_private_v4(v4),
        IpAddr::V6(v6) => is_private_v6(v6) || inner_v4(v6).is_some_and(is_private_v4),
    }
}

fn is_private_v4(number: Ipv4Addr) -> bool {
    let [a, b, c, _] = number.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let protocol = (a, b, c) == (192, 0, 0);
    let benchmark = a == 198 && (b == 18 || b == 19);
    number.is_private()
        || number.is_loopback()
        || number.is_link_local()
        || number.is_documentation()
        || a == 0
        || a >= 224
        || shared
        || protocol
        || benchmark
}

fn is_private_v6(number: Ipv6Addr) -> bool {
    let [first, second, third, fourth, ..] = number.segments();
    let local = number.is_unique_local() || number.is_unicast_link_local() || number.is_multicast();
    let documentation = (first, second) == (0x2001, 0x0db8) || first & 0xfff0 == 0x3ff0;
    let site_local = first & 0xffc0 == 0xfec0;
    // A network translates these as it likes (RFC 8215), so nobody can tell where they lead.
    let translated_here = (first, second, third) == (0x64, 0xff9b, 1);
    let discarded = (first, second, third, fourth) == (0x100, 0, 0, 0);
    // Teredo hides the number of the machine behind it.
    let teredo = (first, second) == (0x2001, 0);
    number.is_loopback()
        || number.is_unspecified()
        || local
        || documentation
        || site_local
        || translated_here
        || discarded
        || teredo
}

/// The IPv4 number inside an IPv6 one: mapped, translated (RFC 2765, NAT64) or tunnelled (6to4, ISATAP). One of a
/// zero network counts as well: Linux takes `::ffff:0.0.0.0` for this machine.
fn inner_v4(number: Ipv6Addr) -> Option<Ipv4Addr> {
    let v4 = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match number.segments() {
        [0, 0, 0, 0, 0, 0xffff | 0, high, low]
        | [0, 0, 0, 0, 0xffff, 0, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [_, _, _, _, 0 | 0x200, 0x5efe, high, low]
        | [0x2002, high, low, ..] => Some(v4(high, low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(allowed: &[&str]) -> Guard {
        Guard::new(&allowed.iter().map(|text| (*text).to_owned()).collect())
    }

    fn refused(guard: &Guard, url: &str) -> bool {
        guard.check(&url.parse().unwrap()).is_err()
    }

    #[test]
    fn private_numbers_are_refused_however_they_are_written() {
        let private = [
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f.1",
            "0177.0.0.1",
            "10.0.0.1",
            "172.31.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "[::1]",
            "[::]",
            "[fe80::1]",
            "[fc00::1]",
            "[::ffff:10.0.0.1]",
            "[::127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[::ffff:0.0.0.0]",
            "[::ffff:0:0]",
            "[0:0:0:0:0:FFFF:7F00:0001]",
            "[::ffff:0:127.0.0.2]",
            "[64:ff9b::0.0.0.0]",
            "[64:ff9b::10.1.2.3]",
            "[64:ff9b:1::7f00:2]",
            "[64:ff9b:1::8.8.8.8]",
            "[2002:7f00:1::]",
            "[2002:a00:1::1]",
            "[2002::1]",
            "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
            "[fe80::5efe:8.8.8.8]",
            "[2001:470::5efe:10.0.0.1]",
            "[2001:db8::1]",
        ];
        for host in private {
            assert!(refused(&guard(&[]), &format!("http://{host}/")), "{host} must be refused");
        }
        for host in [
            "93.184.215.14",
            "172.32.0.1",
            "[2606:2800:21f::1]",
            "[::ffff:93.184.215.14]",
            "[64:ff9b::808:808]",
            "example.org",
        ] {
            assert!(!refused(&guard(&[]), &format!("http://{host}/")), "{host} is public");
        }
    }

    #[test]
    fn what_is_allowed_by_name_or_number_is_let_through() {
        let allowed = guard(&["127.0.0.1", "intranet.example"]);
        assert!(!refused(&allowed, "http://127.0.0.1:8080/"));
        assert!(refused(&allowed, "http://127.0.0.2/"));
        let lan: IpAddr = "192.168.0.9".parse().unwrap();
        assert!(allowed.permit("intranet.example", vec![lan]).is_ok());
        assert!(allowed.permit("localhost", vec!["127.0.0.1".parse().unwrap()]).is_ok());
        let error = allowed.permit("evil.example", vec![lan]).unwrap_err();
        assert!(error.to_string().contains("add \"evil.example\" to allow-private"), "{error}");
    }

    #[test]
    fn a_name_with_public_and_private_numbers_is_reached_by_the_public_ones() {
        let numbers = ["10.0.0.1", "93.184.215.14"].map(|text| text.parse().unwrap()).to_vec();
        assert_eq!(guard(&[]).permit("both.example", numbers).unwrap().len(), 1);
    }
}
