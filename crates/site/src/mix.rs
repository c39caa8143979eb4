//! The sectors of a ranking, ready for the chart of shares.

use rank::{Ranking, SectorShare};

use super::SiteError;
use super::chart::shares::{Part, Parts, draw};
use super::chart::{Caption, Plate, Role};
use super::sheet::Sheet;

/// The sectors of the companies of a ranking; nothing when none is known.
pub(super) fn mix(sheet: &Sheet, ranking: &Ranking, id: &str) -> Result<Option<Plate>, SiteError> {
    let Some(largest) = ranking.sectors.first() else { return Ok(None) };
    let parts: Result<Vec<Part>, SiteError> =
        ranking.sectors.iter().map(|sector| part(sheet, sector, largest)).collect();
    let together = ranking.sectors.iter().filter(|s| s.share.part == largest.share.part).count();
    let title = if together == 1 { "mix.title" } else { "mix.title_tied" };
    let values = [
        ("sector", name(sheet, largest)?.into()),
        ("n", largest.share.part.into()),
        ("whole", largest.share.whole.into()),
        ("sectors", ranking.sectors.len().into()),
    ];
    let caption = Caption {
        id: id.to_owned(),
        title: sheet.words.say(title, &values)?,
        desc: sheet.words.text("mix.desc")?,
        note: None,
        table: None,
    };
    sheet.plate(draw(&Parts { caption, parts: parts? }))
}

fn part(sheet: &Sheet, sector: &SectorShare, largest: &SectorShare) -> Result<Part, SiteError> {
    let name = name(sheet, sector)?;
    let share = sector.share;
    let percent = sheet.words.typography.percent(share.percent());
    let value =
        if share.quotable() { format!("{percent} · {}", share.part) } else { share.part.to_string() };
    let values = [("sector", name.as_str().into()), ("n", share.part.into()), ("whole", share.whole.into())];
    let role = if share.part == largest.share.part { Role::Lead } else { Role::Other };
    Ok(Part { name, role, share, value, title: sheet.words.say("mix.part", &values)? })
}

fn name(sheet: &Sheet, sector: &SectorShare) -> Result<String, SiteError> {
    let known = sector.sector.as_ref().and_then(|id| sheet.sector(id));
    Ok(known.map_or_else(|| sheet.words.text("sector.none"), |link| Ok(link.name))?)
}
