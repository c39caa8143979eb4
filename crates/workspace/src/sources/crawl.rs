//! The table `[crawl]` of `sources.toml`: the pace and the budgets of the crawler.

use std::ops::RangeInclusive;

use crate::tree::{Field, Table};
use crate::value;
use crate::{Budget, CrawlSettings, WebArchive};

/// More at once would be no crawl but an attack.
const AT_ONCE: RangeInclusive<i64> = 1..=64;
/// Nobody waits for more than a few tries, nor follows more than a few redirects.
const TRIES: RangeInclusive<i64> = 0..=20;
/// How many targets of one source a run may visit.
const PAGES: RangeInclusive<i64> = 1..=100_000;

/// Reads the table; what it does not say is as usual.
pub fn read(table: Option<Table<'_>>) -> CrawlSettings {
    let usual = CrawlSettings::default();
    let Some(mut t) = table else { return usual };
    let settings = CrawlSettings {
        contact: t.get("contact").and_then(|f| f.read(value::contact)),
        pause: t.get("pause").and_then(|f| f.read(value::pause)).unwrap_or(usual.pause),
        allow_private: t
            .get("allow-private")
            .map(|f| f.each(Field::owned))
            .unwrap_or_default()
            .into_iter()
            .collect(),
        concurrency: t.get("concurrency").and_then(at_once).unwrap_or(usual.concurrency),
        per_host: t.get("per-host").and_then(at_once).unwrap_or(usual.per_host),
        retries: t.get("retries").and_then(|f| f.whole(TRIES)).unwrap_or(usual.retries),
        redirects: t.get("redirects").and_then(|f| f.whole(TRIES)).unwrap_or(usual.redirects),
        pages_per_source: t
            .get("pages-per-source")
            .and_then(|f| f.whole(PAGES))
            .unwrap_or(usual.pages_per_source),
        web_archive: t.get("web-archive").and_then(web_archive).unwrap_or(usual.web_archive),
        request: budget(&mut t, "request-time", "request-bytes", usual.request),
        host: budget(&mut t, "host-time", "host-bytes", usual.host),
        run: budget(&mut t, "run-time", "run-bytes", usual.run),
    };
    t.close();
    settings
}

fn at_once(field: Field<'_>) -> Option<usize> {
    field.whole(AT_ONCE)
}

fn web_archive(field: Field<'_>) -> Option<WebArchive> {
    let mut t = field.table("`web-archive`")?;
    let captures = t.need("captures", "\"https://…?url={url}\"").and_then(|f| f.read(value::address_pattern));
    let page = t.need("page", "\"https://…/{time}id_/{url}\"").and_then(|f| f.read(value::address_pattern));
    t.close();
    Some(WebArchive { captures: captures?, page: page? })
}

fn budget(t: &mut Table<'_>, time: &'static str, bytes: &'static str, usual: Budget) -> Budget {
    Budget {
        time: t.get(time).and_then(|f| f.read(value::time)).unwrap_or(usual.time),
        bytes: t.get(bytes).and_then(|f| f.read(value::size)).unwrap_or(usual.bytes),
    }
}
