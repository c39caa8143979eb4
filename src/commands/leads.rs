//! The pages that tell of new editions: which are visited, and what the archive holds of them.

use anyhow::Result;

use archive::Archive;
use model::{Address, Exchange, Lead, LeadPlace, Source, Year};
use read::find::{self, LeadPage};
use read::media;

/// The addresses that the lead of a source asks to be visited, those included that a known index of sitemaps names.
pub fn addresses(source: &Source, archive: &Archive, today: Year) -> Result<Vec<Address>> {
    let Some(lead) = &source.find else { return Ok(Vec::new()) };
    let mut addresses = find::addresses(lead, &find::awaited(source, today));
    if let Lead::Listed { place: LeadPlace::Sitemap(index), .. } = lead {
        addresses.extend(page(archive, index)?.iter().flat_map(find::sitemaps));
    }
    Ok(addresses)
}

/// What the archive holds of a page, where it moved to.
pub fn page(archive: &Archive, address: &Address) -> Result<Option<LeadPage>> {
    let Some(entry) = archive.page(address) else { return Ok(None) };
    let Some(snapshot) = archive.sound(entry)? else { return Ok(None) };
    let content_type = snapshot.header("content-type").unwrap_or_default();
    Ok(Some(lead_page(&entry.address, &snapshot.body, content_type)))
}

/// Where an answer leads on to, when it is an index of sitemaps.
pub fn follow(answer: &Exchange) -> Vec<Address> {
    let content_type = answer.header("content-type").unwrap_or_default();
    find::sitemaps(&lead_page(&answer.address, &answer.body, content_type))
}

fn lead_page(address: &Address, body: &[u8], content_type: &str) -> LeadPage {
    let tld = address.host().rsplit('.').next().unwrap_or_default();
    LeadPage { address: address.clone(), text: media::decode(&media::unpacked(body), content_type, tld).text }
}
