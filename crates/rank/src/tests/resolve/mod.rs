//! Every rule, on small worlds built by hand.

mod counting;
mod days;
mod identity;
mod measures;
mod names;
mod order;
mod sectors;

use crate::resolve::{Resolution, resolve};
use model::{Award, Issue, Measure};
use sample::World;

/// What becomes of a world.
trait Resolve {
    fn resolve(&self) -> Resolution;

    fn awards(&self) -> Vec<Award> {
        self.resolve().register.awards
    }

    /// The only award.
    #[track_caller]
    fn award(&self) -> Award {
        let mut awards = self.awards();
        assert_eq!(awards.len(), 1, "one award is expected: {awards:#?}");
        awards.remove(0)
    }

    /// The only measure.
    #[track_caller]
    fn measure(&self) -> Measure {
        let mut measures = self.resolve().register.measures;
        assert_eq!(measures.len(), 1, "one measure is expected: {measures:#?}");
        measures.remove(0)
    }

    fn issues(&self) -> Vec<Issue> {
        self.resolve().issues
    }

    fn kinds(&self) -> Vec<&'static str> {
        self.issues().iter().map(Issue::kind).collect()
    }
}

impl Resolve for World {
    fn resolve(&self) -> Resolution {
        resolve(&self.catalog, self.records.iter().cloned().collect())
    }
}
