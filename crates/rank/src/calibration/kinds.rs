//! What a published figure asks for, read from its name in `published.csv`; and the sources, sectors and companies that
//! it names.
//!
//! `N` is a number, SOURCE an identifier or name of a source, SECTOR of a sector, CC the code of a country:
//! `companies_total` `newcomers` `newcomers_share` `competitions_counted` `companies_with_at_least_N`
//! `companies_with_more_than_N` `leader` `first_time_leader` `rank:N` `topN_member` `distinctions`
//! `leader_distinctions` `years_awarded` `competition:SOURCE` `leader_award:SOURCE` `counted_winners:SOURCE`
//! `also_awarded:SOURCE` `years_running:SOURCE` `sector_share:SECTOR+SECTOR` `sector_order:SECTOR` `topN_already_awarded_previous_year`
//! `topN_country:CC` `topN_sectors:SECTOR+SECTOR`.

use std::collections::{BTreeMap, BTreeSet};

use super::WhyNotComputed;
use model::text;
use model::{Company, CompanyId, Register, SectorId, SourceId};

/// A figure that we compute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublishedKind {
    Companies,
    /// Companies distinguished for the first time.
    Newcomers,
    NewcomersShare,
    /// Sources that gave a distinction.
    Competitions,
    /// Companies with a score of this or more.
    WithAtLeast(u64),
    /// The company at the first rank.
    Leader,
    /// The company at the first rank, which no earlier year has there.
    FirstTimeLeader,
    /// The company at a rank.
    Rank(u32),
    /// A company among the first ranks.
    Member(u32),
    /// Competitions that a company won.
    Distinctions,
    /// Years in which a company was distinguished.
    YearsAwarded,
    /// The company distinguished by a source, or that the source was counted.
    Competition(SourceId),
    Winners(SourceId),
    /// Companies distinguished by a source and by another one too, or one of them.
    AlsoAwarded(SourceId),
    /// Years that a source has been held.
    YearsRunning(SourceId),
    /// The share of some sectors together, in percent.
    SectorShare(Vec<SectorId>),
    /// The place of a sector among all.
    SectorOrder(SectorId),
    /// Whether the first were distinguished the year before.
    AwardedBefore(u32),
    /// How many of the first have their home in a country.
    OfCountry(u32, String),
    /// How many of the first belong to some sectors.
    OfSectors(u32, Vec<SectorId>),
}

impl PublishedKind {
    /// Reads the name of a figure; a prize may stand in the value instead.
    pub fn read(figure: &str, value: &str, names: &NameLookup) -> Result<Self, WhyNotComputed> {
        let (name, argument) = figure.split_once(':').unwrap_or((figure, ""));
        let (name, number) = numbered(name);
        let source = |text: &str| names.source(text).cloned().ok_or(WhyNotComputed::UnknownSource);
        let sector = |text: &str| names.sector(text).cloned().ok_or(WhyNotComputed::UnknownSector);
        let sectors = || argument.split('+').map(sector).collect::<Result<Vec<_>, _>>();
        let prize = || source(if argument.is_empty() { value } else { argument });
        let place = || argument.parse().map_err(|_| WhyNotComputed::UnknownFigure);
        Ok(match name.as_str() {
            "companies_total" | "companies_total_cumulated" => Self::Companies,
            "newcomers" => Self::Newcomers,
            "newcomers_share" => Self::NewcomersShare,
            "competitions_counted" => Self::Competitions,
            "companies_with_at_least_N" => Self::WithAtLeast(u64::from(number)),
            "companies_with_more_than_N" => Self::WithAtLeast(u64::from(number) + 1),
            "leader" => Self::Leader,
            "first_time_leader" => Self::FirstTimeLeader,
            "rank" => Self::Rank(place()?),
            "topN_member" => Self::Member(number),
            "distinctions" | "leader_distinctions" => Self::Distinctions,
            "years_awarded" => Self::YearsAwarded,
            "competition" | "leader_award" => Self::Competition(prize()?),
            "counted_winners" => Self::Winners(source(argument)?),
            "also_awarded" => Self::AlsoAwarded(source(argument)?),
            "years_running" => Self::YearsRunning(source(argument)?),
            "sector_share" => Self::SectorShare(sectors()?),
            "sector_order" => Self::SectorOrder(sector(argument)?),
            "topN_already_awarded_previous_year" => Self::AwardedBefore(number),
            "topN_country" => Self::OfCountry(number, argument.to_owned()),
            "topN_french" => Self::OfCountry(number, "FR".to_owned()),
            "topN_sectors" => Self::OfSectors(number, sectors()?),
            "method"
            | "edition_number"
            | "award_date"
            | "ranking_started"
            | "growth_claimed"
            | "multi_year_list_size"
            | "leader_basis"
            | "distinctions_basis"
            | "most_titled_of_recent_years" => return Err(WhyNotComputed::AboutThePublisher),
            "companies_total_two_families" | "companies_in_both_families" => {
                return Err(WhyNotComputed::OutsideOurData);
            }
            _ => return Err(WhyNotComputed::UnknownFigure),
        })
    }

    /// The one source whose list the figure depends on, if it is one.
    pub fn source(&self) -> Option<&SourceId> {
        match self {
            Self::Competition(source) | Self::Winners(source) | Self::YearsRunning(source) => Some(source),
            Self::Companies
            | Self::Newcomers
            | Self::NewcomersShare
            | Self::Competitions
            | Self::WithAtLeast(_)
            | Self::Leader
            | Self::FirstTimeLeader
            | Self::Rank(_)
            | Self::Member(_)
            | Self::Distinctions
            | Self::YearsAwarded
            | Self::AlsoAwarded(_)
            | Self::SectorShare(_)
            | Self::SectorOrder(_)
            | Self::AwardedBefore(_)
            | Self::OfCountry(..)
            | Self::OfSectors(..) => None,
        }
    }
}

/// The name with its first number written `N`, and the number: `top5_member` is `topN_member` and 5.
fn numbered(name: &str) -> (String, u32) {
    let Some(start) = name.find(|c: char| c.is_ascii_digit()) else { return (name.to_owned(), 0) };
    let length = name[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(name.len() - start);
    let (number, rest) = name[start..].split_at(length);
    match number.parse() {
        Ok(number) => (format!("{}N{rest}", &name[..start]), number),
        Err(_) => (name.to_owned(), 0),
    }
}

/// Every name by which a register knows something, as it is compared. A name of several finds none of them.
pub struct NameLookup {
    sources: BTreeMap<String, BTreeSet<SourceId>>,
    sectors: BTreeMap<String, BTreeSet<SectorId>>,
    companies: BTreeMap<String, BTreeSet<CompanyId>>,
}

impl NameLookup {
    /// The names of a register.
    pub fn new(register: &Register) -> Self {
        let sources = register.sources.values().map(|source| {
            let names = [Some(source.id.as_str()), Some(&source.name), source.name_en.as_deref()];
            (source.id, names.into_iter().flatten().collect())
        });
        let sectors = register
            .sectors
            .values()
            .map(|sector| (sector.id, vec![sector.id.as_str(), sector.fr.as_str(), sector.en.as_str()]));
        let companies = register.companies.values().map(|c| (c.id, company_names(c)));
        Self {
            sources: by_name(sources, text::heading),
            sectors: by_name(sectors, text::heading),
            companies: by_name(companies, text::key),
        }
    }

    /// The source of that identifier or name.
    pub fn source(&self, text: &str) -> Option<&SourceId> {
        only(&self.sources, &text::heading(text))
    }

    /// The sector of that identifier or name.
    pub fn sector(&self, text: &str) -> Option<&SectorId> {
        only(&self.sectors, &text::heading(text))
    }

    /// The company that bears or bore that name.
    pub fn company(&self, text: &str) -> Option<&CompanyId> {
        only(&self.companies, &text::key(text))
    }
}

fn company_names(company: &Company) -> Vec<&str> {
    let own = [company.id.as_str(), company.name.as_str()].into_iter();
    let spellings = company.spellings.iter().map(String::as_str);
    own.chain(spellings).chain(company.former.iter().map(|former| former.name.as_str())).collect()
}

fn by_name<'n, Id: Ord + Clone>(
    things: impl Iterator<Item = (Id, Vec<&'n str>)>,
    fold: fn(&str) -> String,
) -> BTreeMap<String, BTreeSet<Id>> {
    let mut ids: BTreeMap<String, BTreeSet<Id>> = BTreeMap::new();
    for (id, names) in things {
        for name in names {
            ids.entry(fold(name)).or_default().insert(id.clone());
        }
    }
    ids
}

fn only<'n, Id: Ord>(names: &'n BTreeMap<String, BTreeSet<Id>>, folded: &str) -> Option<&'n Id> {
    let ids = names.get(folded)?;
    ids.first().filter(|_| ids.len() == 1)
}
