//! What a web archive has of an address: the list of a CDX server, and the capture that tells about an edition.

use serde_json::Value;

use model::{Day, Moment};

/// Reads a list of captures and keeps the moments of those of whole pages: a table as the Internet Archive gives it, or one object
/// a line as pywb does. Nothing when it is neither.
pub fn read(text: &str) -> Option<Vec<Moment>> {
    if text.trim().is_empty() {
        return Some(Vec::new());
    }
    match serde_json::from_str::<Vec<Vec<String>>>(text) {
        Ok(table) => Some(of_table(&table)),
        Err(_) => text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(of_line)
            .collect::<Option<Vec<_>>>()
            .map(pages),
    }
}

fn of_table(table: &[Vec<String>]) -> Vec<Moment> {
    let Some((head, rows)) = table.split_first() else { return Vec::new() };
    let column = |name: &str| head.iter().position(|cell| cell == name);
    let (time, status) = (column("timestamp"), column("statuscode"));
    let cell = |row: &[String], column: Option<usize>| {
        column.and_then(|at| row.get(at)).cloned().unwrap_or_default()
    };
    pages(rows.iter().map(|row| (cell(row, time), cell(row, status))).collect())
}

fn of_line(line: &str) -> Option<(String, String)> {
    let object: Value = serde_json::from_str(line).ok()?;
    let text = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    Some((text("timestamp"), text("status")))
}

/// Those with a page. A repeat of earlier bytes has no status of its own.
fn pages(rows: Vec<(String, String)>) -> Vec<Moment> {
    let whole = rows.into_iter().filter(|(_, status)| ["200", "-", ""].contains(&status.as_str()));
    whole.filter_map(|(time, _)| Moment::from_digits(&time).ok()).collect()
}

/// The capture that most likely tells about an edition handed over on `day`: the first from that day on, since an
/// earlier one cannot know; without one, or without a day, the last.
pub fn choose(captures: &[Moment], day: Option<Day>) -> Option<Moment> {
    let awarded: Option<Moment> = day.and_then(|day| first_day(day).parse().ok());
    let after = captures.iter().filter(|at| awarded.is_some_and(|awarded| **at >= awarded));
    after.min().or_else(|| captures.iter().max()).copied()
}

/// The last day that a day known in part can be, or near it: a capture in its course may be too early.
fn first_day(day: Day) -> String {
    match (day.month(), day.day()) {
        (Some(_), Some(_)) => day.to_string(),
        (Some(month), None) => format!("{}-{month:02}-28", day.year()),
        (None, _) => format!("{}-12-31", day.year()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(captures: &[Moment]) -> Vec<String> {
        captures.iter().map(|at| at.digits()).collect()
    }

    #[test]
    fn the_lists_of_two_kinds_of_archives_are_read() {
        let table = r#"[["urlkey","timestamp","original","mimetype","statuscode","digest","length"],
            ["a)/","20120608000000","http://a/","text/html","200","X","1"],
            ["a)/","20120609000000","http://a/","text/html","302","X","1"],
            ["a)/","20130101000000","http://a/","warc/revisit","-","X","1"]]"#;
        assert_eq!(moments(&read(table).unwrap()), ["20120608000000", "20130101000000"]);
        let lines = "{\"timestamp\": \"20120608000000\", \"status\": \"200\"}\n{\"timestamp\": \"20120609000000\", \"status\": \"404\"}\n";
        assert_eq!(moments(&read(lines).unwrap()), ["20120608000000"]);
        assert_eq!(read("[]"), Some(vec![]));
        assert_eq!(read("\n"), Some(vec![]));
        assert_eq!(read("<html>blocked</html>"), None);
    }

    #[test]
    fn the_first_capture_from_the_day_on_is_chosen() {
        let captures =
            ["20110101000000", "20120606000000", "20120607000001", "20121231120000", "20140101000000"]
                .map(|at| Moment::from_digits(at).unwrap());
        let chosen = |day: Option<&str>| {
            let day = day.map(|day| day.parse().unwrap());
            choose(&captures, day).map(|at| at.digits())
        };
        assert_eq!(chosen(Some("2012-06-07")).unwrap(), "20120607000001");
        assert_eq!(chosen(Some("2012")).unwrap(), "20121231120000", "within the year it may be too early");
        assert_eq!(chosen(Some("2020-01-01")).unwrap(), "20140101000000", "better an early one than none");
        assert_eq!(chosen(None).unwrap(), "20140101000000");
        assert_eq!(choose(&[], None), None);
    }
}
