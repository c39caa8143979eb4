//! Whether there is a network at all: told at once, before a run spends its patience on each host.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::FetchError;
use model::Address;
use workspace::CrawlSettings;

use super::guard::Guard;

/// So many hosts are tried: one of them may be down, not all.
const HOSTS: usize = 8;

/// A name is looked up and a connection made well within this time, on a telephone too.
const LIMIT: Duration = Duration::from_secs(2);

/// Whether one of the first hosts of some addresses is there: its name is known, and it takes a connection or turns it
/// down. Nothing is asked of it.
pub async fn within_reach(addresses: impl Iterator<Item = &Address>, settings: &CrawlSettings) -> bool {
    let guard = Guard::new(&settings.allow_private);
    let hosts: BTreeSet<_> = addresses.map(|address| (address.host().to_owned(), address.port())).collect();
    let mut tries = JoinSet::new();
    for (host, port) in hosts.into_iter().take(HOSTS) {
        let guard = guard.clone();
        tries.spawn(async move { answers(&guard, &host, port).await });
    }
    let any = async {
        while let Some(tried) = tries.join_next().await {
            if tried.expect("a try does not panic") {
                return true;
            }
        }
        false
    };
    tokio::time::timeout(LIMIT, any).await.unwrap_or(false)
}

async fn answers(guard: &Guard, host: &str, port: u16) -> bool {
    match guard.look_up(host).await {
        Ok(numbers) => {
            let sockets: Vec<_> = numbers.into_iter().map(|number| SocketAddr::new(number, port)).collect();
            let connected = TcpStream::connect(sockets.as_slice()).await;
            connected.map_or_else(|error| error.kind() == ErrorKind::ConnectionRefused, |_| true)
        }
        // Somebody knew the name.
        Err(FetchError::Private { .. }) => true,
        Err(_) => false,
    }
}
