//! What people name on the command line and in the browser: sources, sectors and companies.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use super::open_workspace::OpenWorkspace;
use super::show::company_named;
use model::{Source, SourceId};
use site::About;
use workspace::nearest;

/// A source by its identifier.
pub fn source_named<'c>(sources: &'c BTreeMap<SourceId, Source>, id: &str) -> Result<&'c Source> {
    let known = || sources.keys().copied().map(SourceId::as_str).collect::<Vec<_>>();
    let remedy = || match nearest(id, &known()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`palmares show source` lists them".to_owned(),
    };
    let source = sources.values().find(|source| source.id.as_str() == id);
    source.with_context(|| format!("there is no source `{id}` in sources.toml; {}", remedy()))
}

/// The sources of these identifiers; all when there is none.
pub fn sources_named<'c>(sources: &'c BTreeMap<SourceId, Source>, ids: &[String]) -> Result<Vec<&'c Source>> {
    ids.iter().try_for_each(|id| source_named(sources, id).map(drop))?;
    let is_named = |source: &&Source| ids.is_empty() || ids.iter().any(|id| source.id.as_str() == id);
    Ok(sources.values().filter(is_named).collect())
}

/// A sector by its identifier, or a company by its identifier or any of its names.
pub fn subject_named(workspace: &OpenWorkspace, named: &str) -> Result<About> {
    if let Some(sector) = workspace.register.sectors.keys().find(|sector| sector.as_str() == named) {
        return Ok(About::Sector(*sector));
    }
    company_named(&workspace.register, named).map(|company| About::Company(company.id))
}
