//! The forms of an answer: a count, a percentage, a place, a name, a yes or no.

use model::Share;

/// Our figure, held against theirs.
pub struct Answer {
    /// Ours: a number, names, `yes` or `no`; `–` for nothing.
    pub ours: String,
    /// Ours less theirs; for a company at a rank, its rank here less its rank there.
    pub gap: Option<i64>,
    /// Whether the two say the same.
    pub verdict: Verdict,
}

/// Whether two figures say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They do.
    Agrees,
    /// They do not.
    Differs,
    /// Theirs names a company that we do not know.
    UnknownCompany,
}

impl From<bool> for Verdict {
    fn from(agrees: bool) -> Self {
        if agrees { Self::Agrees } else { Self::Differs }
    }
}

impl Answer {
    /// A count beside a printed count.
    pub fn count(ours: u64, theirs: &str) -> Self {
        let ours = i64::try_from(ours).expect("counts are small");
        let gap = number(theirs).map(|theirs| ours - theirs);
        Self { ours: ours.to_string(), gap, verdict: (gap == Some(0)).into() }
    }

    /// A share in percent beside a printed percentage; the gap is in points.
    pub fn percent(ours: Share, theirs: &str) -> Self {
        let count = Self::count(ours.percent(), theirs);
        Self { ours: format!("{}% ({}/{})", count.ours, ours.part, ours.whole), ..count }
    }

    /// A yes or no beside theirs.
    pub fn yes_or_no(ours: bool, theirs: &str) -> Self {
        let ours = if ours { "yes" } else { "no" };
        Self { ours: ours.to_owned(), gap: None, verdict: (theirs == ours).into() }
    }

    /// Names beside theirs; of more than five, the first and how many more.
    pub fn names(names: &[&str], gap: Option<i64>, verdict: Verdict) -> Self {
        let shown = names[..names.len().min(5)].join(", ");
        let ours = match names.len() {
            0 => "–".to_owned(),
            1..=5 => shown,
            more => format!("{shown} +{}", more - 5),
        };
        Self { ours, gap, verdict }
    }

    /// The named company is not in our data.
    pub fn unknown_company() -> Self {
        Self::names(&[], None, Verdict::UnknownCompany)
    }
}

/// A whole number as printed, such as `68`, `57%` or `+11%`.
fn number(text: &str) -> Option<i64> {
    text.trim().trim_start_matches('+').trim_end_matches('%').trim_end().parse().ok()
}
