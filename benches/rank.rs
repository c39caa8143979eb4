//! How long the ranking of a very large register takes: 1,000,000 awards, 100,000 companies, 20 years.
//!
//! `cargo bench --bench rank` prints the seconds of each step. The register is drawn by a fixed rule, so two
//! runs rank the same awards; companies are drawn with a skew, as few companies win most prizes.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Instant;

use palmares::model::{
    Award, Better, Bilingual, Company, CompanyId, CompanyLevel, Counting, Day, EvidenceKind, JudgedBy, Kind,
    Label, Level, Method, Origin, Outcome, Place, Query, Recipient, Register, Rules, Source, SourceId,
    Window, Year, YesNo,
};
use palmares::rank::{Options, figures, ranking};

const AWARDS: u64 = 1_000_000;
const COMPANIES: u64 = 100_000;
const SOURCES: u64 = 40;
const CATEGORIES: u64 = 400;
const YEARS: u64 = 20;
const FIRST_YEAR: i64 = 2006;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let register = register();
    let window = Window::new(year(0), year(YEARS - 1)).expect("the first year comes first");
    for method in Method::ALL {
        let query = Query { method, ..Query::of(window) };
        let (seconds, ranked) = timed(|| ranking(&register, &query).standings.len());
        writeln!(out, "ranking, {method}: {seconds:.2} s for {ranked} companies")?;
    }
    let options = Options {
        country: Some("FR".into()),
        ranges: vec![window],
        method: Method::Competitions,
        rules: Rules::default(),
    };
    let (seconds, years) = timed(|| figures(&register, &options).scopes[0].years.len());
    writeln!(out, "all figures: {seconds:.2} s for {years} years in two scopes")
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed().as_secs_f64(), result)
}

fn year(number: u64) -> Year {
    Year::new(FIRST_YEAR).expect("a year").plus(i64::try_from(number).expect("a small number"))
}

fn register() -> Register {
    let sources = (0..SOURCES).map(source).map(|s| (s.id.clone(), s)).collect();
    let companies = (0..COMPANIES).map(company).map(|c| (c.id.clone(), c)).collect();
    let mut draw = Draw(1);
    let awards = (0..AWARDS).map(|number| award(number, &mut draw)).collect();
    Register { sources, companies, awards, ..Register::default() }
}

/// A fixed sequence of numbers without a visible pattern (SplitMix64).
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}

fn source_id(number: u64) -> SourceId {
    SourceId::new(&format!("source_{number}")).expect("an identifier")
}

fn company_id(number: u64) -> CompanyId {
    CompanyId::new(&format!("company_{number}")).expect("an identifier")
}

fn source(number: u64) -> Source {
    Source {
        id: source_id(number),
        name: format!("Source {number}"),
        name_en: None,
        organiser: String::new(),
        website: None,
        url: None,
        country: if number.is_multiple_of(2) { "FR".into() } else { "US".into() },
        kind: Kind::Award,
        counts: true,
        judged_by: JudgedBy::Survey,
        pays_to_enter: YesNo::No,
        recipient: Recipient::Company,
        about: Bilingual::default(),
        held: None,
        label_offset: 0,
        places: 3,
        echo: BTreeMap::new(),
        category_names: BTreeMap::new(),
        scale: None,
        measure: None,
        find: None,
        better: Better::Higher,
        editions: BTreeMap::new(),
    }
}

fn company(number: u64) -> Company {
    Company {
        id: company_id(number),
        name: format!("Société {number} SA"),
        sector: None,
        country: None,
        level: CompanyLevel::Brand,
        parent: None,
        spellings: vec![],
        former: vec![],
        origin: Origin::Found,
    }
}

fn award(number: u64, draw: &mut Draw) -> Award {
    let widest = draw.below(COMPANIES) + 1;
    let company = company_id(draw.below(widest));
    let year = year(draw.below(YEARS));
    Award {
        id: format!("award_{number}"),
        source: source_id(draw.below(SOURCES)),
        edition: Label::new(&year.to_string()),
        awarded: Day::of_year(year),
        category: format!("Category {}", draw.below(CATEGORIES)),
        level: Level::Category,
        outcome: Outcome::Placed,
        place: Some(Place { number: 1 + draw.below(3) as u16, tied: false }),
        recipient: Recipient::Company,
        printed: company.to_string(),
        company: Some(company),
        person: None,
        sector: None,
        counting: Counting::Counts,
        evidence: EvidenceKind::Stated,
        witnesses: vec![],
    }
}
