//! Who bears a printed name, in a register; and whether a decision on two names can be followed.

use std::collections::{BTreeSet, HashMap};

use model::text;
use model::{CompanyId, Decision, Origin, Register, Subject, Verdict};

/// The companies of a register by every name that is declared or printed for them.
pub struct Bearers<'r> {
    printed: HashMap<&'r str, BTreeSet<&'r CompanyId>>,
    compared: HashMap<String, BTreeSet<&'r CompanyId>>,
}

impl<'r> Bearers<'r> {
    /// Reads the names of a register once.
    pub fn new(register: &'r Register) -> Self {
        let mut bearers = Self { printed: HashMap::new(), compared: HashMap::new() };
        for company in register.companies.values() {
            let former = company.former.iter().map(|former| &former.name);
            let names = std::iter::once(&company.name).chain(&company.spellings).chain(former);
            names.for_each(|name| bearers.add(name, &company.id));
        }
        for (award, company) in register.awards.iter().filter_map(|a| Some((a, a.company.as_ref()?))) {
            award.witnesses.iter().for_each(|witness| bearers.add(&witness.printed, company));
        }
        for measure in &register.measures {
            if let Subject::Company(company) = &measure.subject {
                measure.witnesses.iter().for_each(|witness| bearers.add(&witness.printed, company));
            }
        }
        bearers
    }

    fn add(&mut self, name: &'r str, company: &'r CompanyId) {
        let name = name.trim();
        if !name.is_empty() && self.printed.entry(name).or_default().insert(company) {
            self.compared.entry(text::key(name)).or_default().insert(company);
        }
    }

    /// The companies that bear a name: as it is written, else as names are compared. None for an unknown name.
    pub fn of_name(&self, name: &str) -> impl Iterator<Item = &'r CompanyId> {
        let as_written = self.printed.get(name.trim());
        let bearers = as_written.or_else(|| self.compared.get(&text::key(name)));
        bearers.into_iter().flatten().copied()
    }
}

/// Why a decision on two names is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UndecidableNames {
    /// No page and no file of the workspace has the name.
    #[error("no company is called “{0}”; write the name as a page prints it, or as companies.toml does")]
    Unknown(String),
    /// Several companies bear the name.
    #[error("“{name}” may mean {}; tell them apart in companies.toml first", or(among))]
    Ambiguous { name: String, among: Vec<CompanyId> },
    #[error("“{0}” is the same name twice; give two different names")]
    OneName(String),
    /// It has been decided so before.
    #[error("this is decided already: {0}")]
    Already(Box<Decision>),
    /// The opposite has been decided.
    #[error("the opposite is decided: {_0}; take it back first, with palmares decide undo \"{one}\" \"{other}\" --why \"…\"", one = _0.one, other = _0.other)]
    Contradicts(Box<Decision>),
    /// Both names are those of one company.
    #[error("“{one}” and “{other}” are both names of {company}, by their letters or in companies.toml")]
    OneCompany { one: String, other: String, company: CompanyId },
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
pub fn check(register: &Register, verdict: Verdict, one: &str, other: &str) -> Result<(), UndecidableNames> {
    if one.trim() == other.trim() {
        return Err(UndecidableNames::OneName(one.trim().to_owned()));
    }
    let bearers = Bearers::new(register);
    let standing = between(register, &bearers, one, other);
    if let Some(standing) = standing {
        let decided = standing.clone();
        let agrees = standing.verdict == verdict;
        let decided = Box::new(decided);
        return Err(if agrees {
            UndecidableNames::Already(decided)
        } else {
            UndecidableNames::Contradicts(decided)
        });
    }
    // Names that fold alike may well be two companies, whoever bears them now.
    if verdict == Verdict::Different && text::key(one) == text::key(other) {
        return [one, other].iter().try_for_each(|name| known(&bearers, name).map(|_| ()));
    }
    let [a, b] = [bearer(&bearers, one)?, bearer(&bearers, other)?];
    let declared = |id: &CompanyId| register.company(id).origin == Origin::Declared;
    if a == b {
        return Err(UndecidableNames::OneCompany {
            one: one.to_owned(),
            other: other.to_owned(),
            company: *a,
        });
    }
    if verdict == Verdict::Same && declared(a) && declared(b) {
        return Err(UndecidableNames::Declared(*a, *b));
    }
    Ok(())
}

fn known<'r>(bearers: &Bearers<'r>, name: &str) -> Result<Vec<&'r CompanyId>, UndecidableNames> {
    let found: Vec<_> = bearers.of_name(name).collect();
    if found.is_empty() { Err(UndecidableNames::Unknown(name.to_owned())) } else { Ok(found) }
}

fn bearer<'r>(bearers: &Bearers<'r>, name: &str) -> Result<&'r CompanyId, UndecidableNames> {
    match known(bearers, name)?.as_slice() {
        [only] => Ok(only),
        several => {
            let among = several.iter().map(|id| **id).collect();
            Err(UndecidableNames::Ambiguous { name: name.to_owned(), among })
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
