//! A run: every planned address visited, many hosts at once, until all is done or the run is stopped.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};

use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use crate::{Ending, FetchError, Skip, Target, Visit};
use model::{Address, Exchange, Moment};
use workspace::CrawlSettings;

use super::ask::Asker;
use super::plan::{Follow, Job, Memory, Plan};
use super::visitor::{Arrival, Visitor};

/// What happens during a run, in the order in which it happens.
#[derive(Debug)]
pub enum CrawlEvent {
    /// An answer, to be kept in the archive. It comes before the visits that end with it.
    Received(Box<Exchange>),
    /// A target is dealt with.
    Visited(Box<Visit>),
}

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunReport {
    /// Every target with its ending, sorted by source, edition and address.
    pub visits: Vec<Visit>,
    /// Requests made, those for robots.txt and retries included.
    pub requests: u64,
    /// Bytes of bodies received, after decompression.
    pub bytes: u64,
}

impl RunReport {
    /// Whether something is left that another run would do.
    pub fn was_stopped(&self) -> bool {
        self.visits.iter().any(|visit| visit.ending == Ending::Skipped(Skip::Stopped))
    }
}

/// Carries a plan out. `events` must be received until it ends; when the receiver is dropped, or `stop` turns true,
/// requests under way are dropped and the rest of the plan is skipped. `clock` dates what is received.
pub async fn run(
    plan: Plan,
    settings: &CrawlSettings,
    memory: Memory,
    events: mpsc::Sender<CrawlEvent>,
    stop: watch::Receiver<bool>,
    clock: fn() -> Moment,
) -> Result<RunReport, FetchError> {
    let asker = Asker::new(settings, clock)?;
    let mut visitor = Visitor::new(asker, settings.clone(), memory, events.clone());
    (visitor.drawn, visitor.browser) = (plan.drawn, plan.browser);
    let visitor = Arc::new(visitor);
    let mut lanes = JoinSet::new();
    for jobs in plan.hosts.into_values() {
        let lane = Lane {
            planned: Arc::new(jobs.iter().map(|job| job.address.clone()).collect()),
            jobs: Arc::new(Mutex::new(jobs)),
            follow: plan.follow,
            visitor: Arc::clone(&visitor),
            events: events.clone(),
            stop: stop.clone(),
        };
        for _ in 0..settings.per_host.max(1) {
            lanes.spawn(lane.clone().run());
        }
    }
    let mut visits = plan.skipped;
    while let Some(lane) = lanes.join_next().await {
        visits.extend(lane.expect("a lane does not panic"));
    }
    visits.sort_by(|a, b| a.target.cmp(&b.target));
    let (requests, bytes) = visitor.spent();
    Ok(RunReport { visits, requests, bytes })
}

/// One of those who visit the addresses of a host, one after the other.
#[derive(Clone)]
struct Lane {
    jobs: Arc<Mutex<VecDeque<Job>>>,
    planned: Arc<BTreeSet<Address>>,
    follow: Option<Follow>,
    visitor: Arc<Visitor>,
    events: mpsc::Sender<CrawlEvent>,
    stop: watch::Receiver<bool>,
}

impl Lane {
    async fn run(mut self) -> Vec<Visit> {
        let mut visits = Vec::new();
        while let Some(job) = self.next() {
            let follow = self.follow.filter(|_| job.targets.iter().all(|target| target.edition.is_none()));
            let further = self.visit(&job, follow, &mut visits).await;
            for address in further {
                let target = |target: &Target| Target { address: address.clone(), ..target.clone() };
                let job = Job { targets: job.targets.iter().map(target).collect(), address: address.clone() };
                self.visit(&job, None, &mut visits).await;
            }
        }
        visits
    }

    fn next(&self) -> Option<Job> {
        self.jobs.lock().expect("no thread panics while it holds the jobs").pop_front()
    }

    /// Visits an address, and says where else its answer leads.
    async fn visit(&mut self, job: &Job, follow: Option<Follow>, visits: &mut Vec<Visit>) -> Vec<Address> {
        let stopped_at = || Arrival::at(job.address.clone(), Ending::Skipped(Skip::Stopped));
        let Arrival { arrived, ending, mut further } = tokio::select! {
            biased;
            () = stopped(&mut self.stop) => stopped_at(),
            () = self.events.closed() => stopped_at(),
            arrival = self.visitor.visit(&job.address, follow) => arrival,
        };
        for target in &job.targets {
            let visit = Visit { target: target.clone(), arrived: arrived.clone(), ending: ending.clone() };
            visits.push(visit.clone());
            // Nobody listening means that the run is being stopped, which the next visit notices.
            let _ = self.events.send(CrawlEvent::Visited(Box::new(visit))).await;
        }
        further.retain(|address| !self.planned.contains(address));
        further
    }
}

/// Comes back when the run is stopped; never when nobody can stop it any more.
pub async fn stopped(stop: &mut watch::Receiver<bool>) {
    if stop.wait_for(|stop| *stop).await.is_err() {
        std::future::pending::<()>().await;
    }
}
