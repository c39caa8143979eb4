//! One line of a robots.txt, with the slips that webmasters make.

use std::time::Duration;

const AGENT: [&str; 3] = ["user-agent", "useragent", "user agent"];
const DISALLOW: [&str; 6] = ["disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"];

/// Key and value of a line, its comment left out. Two lone words with a blank between them pass for a line, too.
pub fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let line = line.split('#').next().unwrap_or_default().trim();
    let (key, value) = line.split_once(':').or_else(|| {
        let (key, value) = line.split_once([' ', '\t'])?;
        (!value.trim().contains([' ', '\t'])).then_some((key, value))
    })?;
    let key = key.trim();
    (!key.is_empty()).then(|| (key, value.trim()))
}

/// Whether a key names those whom a group speaks to.
pub fn is_agent(key: &str) -> bool {
    starts(key, &AGENT)
}

fn starts(key: &str, with: &[&str]) -> bool {
    with.iter().any(|word| key.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
}

/// Whether a key is that of a rule which opens paths.
pub fn is_allow(key: &str) -> bool {
    starts(key, &["allow"])
}

/// Whether a key is that of a rule which closes paths.
pub fn is_disallow(key: &str) -> bool {
    starts(key, &DISALLOW)
}

/// Whether a `User-agent` value speaks to everyone.
pub fn is_star(agent: &str) -> bool {
    agent.strip_prefix('*').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// The product token at the start of a `User-agent` value: `palmares` of `palmares/1.0`.
pub fn product(agent: &str) -> &str {
    let end = agent.find(|c: char| !(c.is_ascii_alphabetic() || c == '-' || c == '_')).unwrap_or(agent.len());
    &agent[..end]
}

/// Whole seconds or a decimal fraction of them, up to a day.
pub fn seconds(value: &str) -> Option<Duration> {
    let seconds: f64 = value.parse().ok()?;
    (0.0..=86_400.0).contains(&seconds).then(|| Duration::from_secs_f64(seconds))
}
