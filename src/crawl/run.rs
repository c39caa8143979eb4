//! A run: every planned address visited, many hosts at once, until all is done or the run is stopped.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use crate::model::{CrawlSettings, Ending, Exchange, FetchError, Moment, Skip, Visit};

use super::ask::Asker;
use super::plan::{Job, Memory, Plan};
use super::visitor::Visitor;

/// What happens during a run, in the order in which it happens.
#[derive(Debug)]
pub enum Event {
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
    events: mpsc::Sender<Event>,
    stop: watch::Receiver<bool>,
    clock: fn() -> Moment,
) -> Result<RunReport, FetchError> {
    let asker = Asker::new(settings, clock)?;
    let visitor = Arc::new(Visitor::new(asker, settings.clone(), memory, events.clone()));
    let mut lanes = JoinSet::new();
    for jobs in plan.hosts.into_values() {
        let jobs = Arc::new(Mutex::new(jobs));
        for _ in 0..settings.per_host.max(1) {
            lanes.spawn(lane(Arc::clone(&jobs), Arc::clone(&visitor), events.clone(), stop.clone()));
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

/// Visits one address of a host after the other.
async fn lane(
    jobs: Arc<Mutex<VecDeque<Job>>>,
    visitor: Arc<Visitor>,
    events: mpsc::Sender<Event>,
    mut stop: watch::Receiver<bool>,
) -> Vec<Visit> {
    let mut visits = Vec::new();
    let next = || jobs.lock().expect("no thread panics while it holds the jobs").pop_front();
    while let Some(job) = next() {
        let (arrived, ending) = tokio::select! {
            biased;
            () = stopped(&mut stop) => (job.address.clone(), Ending::Skipped(Skip::Stopped)),
            () = events.closed() => (job.address.clone(), Ending::Skipped(Skip::Stopped)),
            end = visitor.visit(&job.address) => end,
        };
        for target in job.targets {
            let visit = Visit { target, arrived: arrived.clone(), ending: ending.clone() };
            visits.push(visit.clone());
            // Nobody listening means that the run is being stopped, which the next turn of the loop notices.
            let _ = events.send(Event::Visited(Box::new(visit))).await;
        }
    }
    visits
}

/// Comes back when the run is stopped; never when nobody can stop it any more.
pub async fn stopped(stop: &mut watch::Receiver<bool>) {
    if stop.wait_for(|stop| *stop).await.is_err() {
        std::future::pending::<()>().await;
    }
}
