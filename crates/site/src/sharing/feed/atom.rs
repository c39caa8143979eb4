//! Atom (RFC 4287).

use crate::press::markup::escaped;
use model::Day;

pub struct Feed {
    /// Where it stands, which is also its identifier.
    pub address: String,
    pub page: String,
    pub title: String,
    pub author: String,
    pub language: &'static str,
    /// When it changed, if it has no entry.
    pub otherwise: Day,
    /// What it tells, in any order.
    pub entries: Vec<FeedEntry>,
}

/// Readers fetch a feed every hour: it tells the latest of what may be sixty thousand distinctions.
const MOST_ENTRIES: usize = 500;

pub struct FeedEntry {
    /// What never changes, whatever the entry says.
    pub id: String,
    pub day: Day,
    pub title: String,
    /// Where it can be read.
    pub page: String,
    pub summary: String,
}

impl Feed {
    /// The feed as XML, the latest first.
    pub fn bytes(mut self) -> Vec<u8> {
        self.entries.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.id.cmp(&b.id)));
        self.entries.truncate(MOST_ENTRIES);
        let changed = self.entries.first().map_or(self.otherwise, |entry| entry.day);
        let entries: String = self.entries.iter().map(FeedEntry::xml).collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
             <id>{address}</id>\n<title>{}</title>\n<updated>{}</updated>\n<author><name>{}</name></author>\n\
             <link rel=\"self\" type=\"application/atom+xml\" href=\"{address}\"/>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n{entries}</feed>\n",
            self.language,
            escaped(&self.title),
            stamp(changed),
            escaped(&self.author),
            escaped(&self.page),
            address = escaped(&self.address),
        )
        .into_bytes()
    }
}

impl FeedEntry {
    fn xml(&self) -> String {
        format!(
            "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<summary>{}</summary>\n</entry>\n",
            escaped(&self.id),
            escaped(&self.title),
            stamp(self.day),
            escaped(&self.page),
            escaped(&self.summary),
        )
    }
}

/// The first instant of what is known of a day.
fn stamp(day: Day) -> String {
    format!("{}-{:02}-{:02}T00:00:00Z", day.year(), day.month().unwrap_or(1), day.day().unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use crate::sharing::feed::atom::stamp;

    #[test]
    fn a_day_known_in_part_is_its_first_instant() {
        assert_eq!(stamp("2012".parse().unwrap()), "2012-01-01T00:00:00Z");
        assert_eq!(stamp("2012-06-07".parse().unwrap()), "2012-06-07T00:00:00Z");
    }
}
