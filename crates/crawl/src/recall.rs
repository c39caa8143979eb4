//! Back-fill: past pages that a web archive kept, asked for with the same manners as any other site.

use tokio::sync::{mpsc, watch};

use crate::{Ending, FetchError, Skip, Target, Visit};
use model::{Address, Day, Digest, Exchange, Moment, Provenance, Validators};
use workspace::CrawlSettings;

use super::ask::Asker;
use super::capture;
use super::plan::Memory;
use super::run::{CrawlEvent, RunReport, stopped};
use super::visitor::{Visitor, redirect};

/// Asks the web archive of the settings for each page, with the day when its edition was handed over, as far as that is
/// known; one after the other, since it is one host. What comes back is an exchange with the page's own address and the
/// time of the capture, and says that it was recalled.
pub async fn recall(
    wanted: Vec<(Target, Option<Day>)>,
    settings: &CrawlSettings,
    events: mpsc::Sender<CrawlEvent>,
    mut stop: watch::Receiver<bool>,
    clock: fn() -> Moment,
) -> Result<RunReport, FetchError> {
    let asker = Asker::new(settings, clock)?;
    let visitor = Visitor::new(asker, settings.clone(), Memory::default(), events.clone());
    let mut visits = Vec::new();
    for (target, awarded) in wanted {
        let ending = tokio::select! {
            biased;
            () = stopped(&mut stop) => Ending::Skipped(Skip::Stopped),
            () = events.closed() => Ending::Skipped(Skip::Stopped),
            ending = one(&visitor, &target.address, awarded) => ending,
        };
        let visit = Visit { arrived: target.address.clone(), target, ending };
        visits.push(visit.clone());
        // Nobody listening means that the run is being stopped, which the next turn of the loop notices.
        let _ = events.send(CrawlEvent::Visited(Box::new(visit))).await;
    }
    visits.sort_by(|a, b| a.target.cmp(&b.target));
    let (requests, bytes) = visitor.spent();
    Ok(RunReport { visits, requests, bytes })
}

async fn one(visitor: &Visitor, page: &Address, awarded: Option<Day>) -> Ending {
    let service = &visitor.settings().web_archive;
    let found = async {
        let at = find(visitor, service.captures.fill(page, None), awarded).await?;
        let answer = get(visitor, service.page.fill(page, Some(at))).await?;
        let recalled = recalled(answer, page, at);
        let ending =
            Ending::Fetched { digest: Digest::of(&recalled.body), bytes: recalled.body.len() as u64 };
        visitor.received(recalled).await?;
        Ok(ending)
    };
    found.await.unwrap_or_else(|ending: Ending| ending)
}

/// When the capture to ask for was made.
async fn find(visitor: &Visitor, list: Address, awarded: Option<Day>) -> Result<Moment, Ending> {
    let answer = get(visitor, list).await?;
    let captures = capture::read(&String::from_utf8_lossy(&answer.body)).ok_or_else(|| {
        let detail = "its list of captures cannot be read".to_owned();
        Ending::Failed(FetchError::Broken { detail })
    })?;
    capture::choose(&captures, awarded).ok_or(Ending::Failed(FetchError::NoCapture))
}

/// A whole answer, redirects followed; the archive's own pages are no evidence, so nothing is kept of the way.
pub(crate) async fn get(visitor: &Visitor, address: Address) -> Result<Exchange, Ending> {
    let limit = visitor.settings().redirects;
    let mut at = address;
    for _ in 0..=limit {
        visitor.permitted(&at).await?;
        let answer = visitor.ask(&at, &Validators::default(), None).await?;
        match redirect(&answer) {
            Some(Ok(to)) => at = to,
            Some(Err(bad)) => return Err(Ending::Failed(FetchError::BadRedirect { to: bad.text })),
            None if answer.status == 200 => return Ok(answer),
            None => return Err(Ending::Failed(FetchError::Status { status: answer.status })),
        }
    }
    Err(Ending::Failed(FetchError::Redirects { limit, last: at.to_string() }))
}

/// The archive's answer as what it is: the page, as it was then.
fn recalled(answer: Exchange, page: &Address, captured: Moment) -> Exchange {
    let memento = answer.header("memento-datetime").and_then(|date| Moment::from_http(date).ok());
    let provenance = Provenance::Recalled { from: answer.address.clone(), fetched: answer.at };
    Exchange {
        address: page.clone(),
        at: memento.unwrap_or(captured),
        provenance,
        via: None,
        server: None,
        asked: Vec::new(),
        ..answer
    }
}
