//! Whether a decision on two names can be followed.

use super::Bearers;
use model::text;
use model::{CompanyId, Decision, Origin, Register, Verdict};

/// Why a decision is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No page and no file of the workspace has the name.
    #[error("no company is called “{0}”; write the name as a page prints it, or as companies.toml does")]
    Unknown(String),
    /// Several companies bear the name.
    #[error(
        "“{name}” can be {}; a decision needs a name that one company bears: tell them apart in companies.toml",
        or(among)
    )]
    Ambiguous {
        /// The name.
        name: String,
        /// Who bears it.
        among: Vec<CompanyId>,
    },
    /// One name, twice.
    #[error("“{0}” is one name, written alike both times; name the two that differ")]
    OneName(String),
    /// It has been decided so before.
    #[error("this is decided already: {0}")]
    Already(Box<Decision>),
    /// The opposite has been decided.
    #[error("the opposite is decided: {_0}; take it back first, with palmares decide undo \"{one}\" \"{other}\" --why \"…\"", one = _0.one, other = _0.other)]
    Contradicts(Box<Decision>),
    /// Both names are those of one company.
    #[error("“{one}” and “{other}” are both names of {company}, by their letters or in companies.toml")]
    OneCompany {
        /// One name.
        one: String,
        /// The other name.
        other: String,
        /// Who bears both.
        company: CompanyId,
    },
    /// `companies.toml` declares two companies.
    #[error(
        "companies.toml declares {0} and {1}; to make them one, move the names of one under `also` of the other"
    )]
    Declared(CompanyId, CompanyId),
    /// Nothing stands that could be taken back.
    #[error("nobody has decided on “{0}” and “{1}”; palmares decide undo alone takes back the last decision")]
    NothingToUndo(String, String),
}

fn or(companies: &[CompanyId]) -> String {
    let ids: Vec<&str> = companies.iter().copied().map(CompanyId::as_str).collect();
    ids.join(" or ")
}

/// Whether two names can be decided to be the same or different.
///
/// # Errors
/// Why not.
pub fn check(register: &Register, verdict: Verdict, one: &str, other: &str) -> Result<(), Refusal> {
    if one.trim() == other.trim() {
        return Err(Refusal::OneName(one.trim().to_owned()));
    }
    let bearers = Bearers::of(register);
    let standing = between(register, &bearers, one, other);
    if let Some(standing) = standing {
        let decided = standing.clone();
        let agrees = standing.verdict == verdict;
        let decided = Box::new(decided);
        return Err(if agrees { Refusal::Already(decided) } else { Refusal::Contradicts(decided) });
    }
    // Names that fold alike may well be two companies, whoever bears them now.
    if verdict == Verdict::Different && text::key(one) == text::key(other) {
        return [one, other].iter().try_for_each(|name| known(&bearers, name).map(|_| ()));
    }
    let [a, b] = [bearer(&bearers, one)?, bearer(&bearers, other)?];
    let declared = |id: &CompanyId| register.company(id).origin == Origin::Declared;
    if a == b {
        return Err(Refusal::OneCompany { one: one.to_owned(), other: other.to_owned(), company: *a });
    }
    if verdict == Verdict::Same && declared(a) && declared(b) {
        return Err(Refusal::Declared(*a, *b));
    }
    Ok(())
}

fn known<'r>(bearers: &Bearers<'r>, name: &str) -> Result<Vec<&'r CompanyId>, Refusal> {
    let found: Vec<_> = bearers.of_name(name).collect();
    if found.is_empty() { Err(Refusal::Unknown(name.to_owned())) } else { Ok(found) }
}

fn bearer<'r>(bearers: &Bearers<'r>, name: &str) -> Result<&'r CompanyId, Refusal> {
    match known(bearers, name)?.as_slice() {
        [only] => Ok(only),
        several => {
            let among = several.iter().map(|id| **id).collect();
            Err(Refusal::Ambiguous { name: name.to_owned(), among })
        }
    }
}

/// The decision that stands between two names: on these names, or that tells the companies apart which bear them.
pub fn between<'r>(
    register: &'r Register,
    bearers: &Bearers<'r>,
    one: &str,
    other: &str,
) -> Option<&'r Decision> {
    let mut names = [one.trim(), other.trim()];
    names.sort_unstable();
    let keys = |[a, b]: [&str; 2]| {
        let mut keys = [text::key(a), text::key(b)];
        keys.sort_unstable();
        keys
    };
    let compared = keys(names);
    let apart = |decision: &Decision| {
        let bears =
            |name: &str, by: &str| bearers.of_name(name).any(|id| bearers.of_name(by).any(|b| b == id));
        decision.verdict == Verdict::Different
            && compared[0] != compared[1]
            && ((bears(&decision.one, one) && bears(&decision.other, other))
                || (bears(&decision.one, other) && bears(&decision.other, one)))
    };
    let same_names = |decision: &Decision| {
        decision.pair() == names || (compared[0] != compared[1] && keys(decision.pair()) == compared)
    };
    let mut standing = register.decisions.iter().rev();
    standing
        .clone()
        .find(|decision| same_names(decision))
        .or_else(|| standing.find(|decision| apart(decision)))
}
