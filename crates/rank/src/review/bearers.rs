//! Who bears a printed name, in a register.

use std::collections::{BTreeSet, HashMap};

use model::text;
use model::{CompanyId, Register, Subject};

/// The companies of a register by every name that is declared or printed for them.
pub struct Bearers<'r> {
    printed: HashMap<&'r str, BTreeSet<&'r CompanyId>>,
    compared: HashMap<String, BTreeSet<&'r CompanyId>>,
}

impl<'r> Bearers<'r> {
    /// Reads the names of a register once.
    pub fn of(register: &'r Register) -> Self {
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
