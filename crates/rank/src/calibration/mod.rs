//! Calibration: every figure that somebody else published, beside ours, with the gap and its cause.
//!
//! Nothing here bends a figure of ours. A published figure is asked for by its name, which [`asked`] lists, and
//! answered from our ranking of the same years. When the two differ, the cause is the lists of which we have
//! only a part, or else the method.

mod answer;
mod asked;
mod desk;
mod names;
mod prizes;

use self::answer::{Answer, Verdict};
use self::asked::Asked;
use self::desk::Desk;
use self::names::Names;
use super::figures::Options;
use super::ledger::Ledger;
use super::standings::rank;
use crate::{Cause, Cell, Coverage, Gap, Reason};
use model::{Period, Published, SourceId, Window, Year};

/// Holds every published figure of the register against ours, in the register's order.
pub fn calibration(ledger: &Ledger<'_>, coverage: &Coverage, options: &Options) -> Vec<Gap> {
    let names = Names::of(ledger.register);
    let gap = |published: &Published| {
        let (answer, cause) = match compared(ledger, coverage, options, &names, published) {
            Ok((answer, cause)) => (Some(answer), cause),
            Err(cause) => (None, cause),
        };
        let gap = answer.as_ref().and_then(|answer| answer.gap);
        Gap { published: published.clone(), ours: answer.map(|answer| answer.ours), gap, cause }
    };
    ledger.register.published.iter().map(gap).collect()
}

fn compared(
    ledger: &Ledger<'_>,
    coverage: &Coverage,
    options: &Options,
    names: &Names,
    published: &Published,
) -> Result<(Answer, Cause), Cause> {
    let asked = Asked::read(&published.figure, &published.value, names).map_err(Cause::NotComputed)?;
    let Period::Years(window) = published.period else {
        return Err(Cause::NotComputed(Reason::NoYears));
    };
    let query = options.query(options.country.as_deref(), window);
    let selection = ledger.select(&query);
    let ranking = rank(&selection, &query);
    let desk = Desk { selection: &selection, ranking: &ranking, names, published };
    let answer = desk.answer(&asked);
    let sources: Vec<&SourceId> = match asked.source() {
        Some(source) => vec![source],
        None => selection.sources.iter().filter(|s| s.counts).map(|s| &s.id).collect(),
    };
    let cause = match answer.verdict {
        Verdict::Agrees => Cause::Same,
        Verdict::Differs => difference(&sources, coverage, window),
        Verdict::UnknownCompany => Cause::UnknownCompany,
    };
    Ok((answer, cause))
}

/// Why two figures differ that were both counted.
fn difference(sources: &[&SourceId], coverage: &Coverage, window: Window) -> Cause {
    let known = |source: &SourceId, year: Year| {
        let column = coverage.years.binary_search(&year).ok();
        column
            .and_then(|column| coverage.cell(source, column))
            .cloned()
            .unwrap_or(Cell::NotFound { claimed: None })
    };
    let incomplete = |cell: &Cell| match cell {
        Cell::Complete { .. } | Cell::NotHeld => false,
        Cell::Partial { .. } | Cell::NotFound { .. } | Cell::NotAllowed => true,
    };
    let of_year = |year| sources.iter().map(move |source| (**source, year, known(source, year)));
    let cells: Vec<_> = window.years().flat_map(of_year).filter(|(_, _, cell)| incomplete(cell)).collect();
    if cells.is_empty() { Cause::Method } else { Cause::Incomplete { cells } }
}
