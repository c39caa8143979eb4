//! The tables `[source.*]` of `sources.toml`.

pub mod editions;

use std::collections::{BTreeMap, BTreeSet};

use crate::tree::{ChosenKey, Declared, Field, TomlTable};
use crate::value::words::{BETTER, CREDITS, JUDGES, KINDS, MEASURES, RECIPIENTS, YES_NO};
use crate::value::{self, country, quoted};
use editions::{Expected, Reading, expected, uses};
use model::text;
use model::{
    Edition, JudgedBy, Kind, Label, Lead, LeadPlace, Recipient, Scale, Source, SourceId, Window, Year, YesNo,
};

/// The sources, and what belongs to them.
#[derive(Default)]
pub struct Sources<'a> {
    /// The sources without a mistake.
    pub sources: BTreeMap<SourceId, Source>,
    /// The value of `file`, for each source with a valid identifier.
    pub files: BTreeMap<SourceId, Field<'a>>,
    /// Which rule reads which editions, those of one edition first.
    pub readings: BTreeMap<SourceId, Vec<Reading>>,
    /// How long the lists of a source are, where that is declared.
    pub expected: BTreeMap<SourceId, Expected>,
}

/// Reads the sources; `known` are their names, `rules` those of the rules.
pub fn read<'a>(root: TomlTable<'a>, known: &Declared, rules: &Declared) -> Sources<'a> {
    let mut all = Sources::default();
    for (name, field) in root.get("source").map(Field::entries).unwrap_or_default() {
        let id = name.id(SourceId::new);
        let Some(table) = field.table() else { continue };
        let (editions, mut readings) =
            table.get("edition").map(|f| editions::read(f, rules)).unwrap_or_default();
        readings.extend(table.get("read").map(|f| uses(f, None, rules)).unwrap_or_default());
        let expected = table.get("expect").and_then(expected);
        let source = read_source(id, table, editions, known);
        let Some(id) = id else { continue };
        all.files.extend(table.get("file").map(|file| (id, file)));
        all.expected.extend(expected.map(|expected| (id, expected)));
        all.readings.insert(id, readings);
        all.sources.extend(source.map(|source| (id, source)));
    }
    all
}

fn read_source(
    id: Option<SourceId>,
    t: TomlTable<'_>,
    editions: BTreeMap<Label, Edition>,
    known: &Declared,
) -> Option<Source> {
    let required = required(t);
    let recipient = t.get("recipient").and_then(|f| f.word(RECIPIENTS)).unwrap_or(Recipient::Company);
    check_credit(t, recipient);
    // Every key is read before the source is given up, so that all mistakes come to light at once.
    let name_en = t.get("name-en").and_then(Field::owned);
    let website = t.get("website").and_then(|f| f.read(value::address));
    let url = t.get("url").and_then(|f| f.read(value::address));
    let counts = t.get("counts").and_then(Field::flag);
    let about = t.bilingual("about", "about-en");
    let held = t.get("held").and_then(held);
    let label_offset = t.get("label-offset").and_then(Field::whole);
    let places = t.get("wins").and_then(places);
    let echo = t.get("echo").map(|f| echo(f, id.as_ref(), known)).unwrap_or_default();
    let category_names = t.get("category-names").map(category_names).unwrap_or_default();
    let scale = t.get("scale").and_then(scale);
    let measure = t.get("measure").and_then(|f| f.word(MEASURES));
    let find = t.get("find").and_then(find);
    let render = t.get("render").and_then(Field::flag);
    let better = t.get("better").and_then(|f| f.word(BETTER));
    let independent = t.get("independent").and_then(|f| f.word(YES_NO));
    let evaluated = t.get("evaluated").and_then(Field::whole);
    let (id, (name, organiser, country, kind, judged_by, pays_to_enter)) = id.zip(required)?;
    let usual = Source::new(id, name);
    Some(Source {
        organiser,
        country,
        kind,
        judged_by,
        pays_to_enter,
        recipient,
        name_en,
        website,
        url,
        about,
        held,
        echo,
        category_names,
        scale,
        measure,
        find,
        evaluated,
        editions,
        counts: counts.unwrap_or(usual.counts),
        render: render.unwrap_or(usual.render),
        label_offset: label_offset.unwrap_or(usual.label_offset),
        places: places.unwrap_or(usual.places),
        better: better.unwrap_or(usual.better),
        independent: independent.unwrap_or(usual.independent),
        ..usual
    })
}

type Required = (String, String, String, Kind, JudgedBy, YesNo);

fn required(t: TomlTable<'_>) -> Option<Required> {
    let name = t.get("name").and_then(Field::owned);
    let organiser = t.get("organiser").and_then(Field::owned);
    let country = t.get("country").and_then(|f| f.read(country::source_country));
    let kind = t.get("kind").and_then(|f| f.word(KINDS));
    let judged_by = t.get("judged-by").and_then(|f| f.word(JUDGES));
    let pays_to_enter = t.get("pays-to-enter").and_then(|f| f.word(YES_NO));
    Some((name?, organiser?, country?, kind?, judged_by?, pays_to_enter?))
}

/// `credit` says that a person's prize is the employer's: nothing else is known, and companies need none.
fn check_credit(t: TomlTable<'_>, recipient: Recipient) {
    let Some(field) = t.get("credit") else { return };
    if field.word(CREDITS).is_some() && recipient == Recipient::Company {
        let remedy = "delete the line, or write recipient = \"person\", \"agent\" or \"product\"";
        field.refuse("`credit` says nothing for a source that companies receive", remedy);
    }
}

/// First and last year, or the first alone while the source is still held.
fn held(field: Field<'_>) -> Option<Window> {
    let items = field.items()?;
    let [first] = items[..] else { return field.years() };
    Window::new(first.year()?, Year::LAST)
}

fn places(field: Field<'_>) -> Option<u16> {
    field.table()?.get("places")?.whole()
}

fn scale(field: Field<'_>) -> Option<Scale> {
    let (low, high) = field.range()?;
    let scale = Scale::new(low, high);
    if scale.is_none() {
        field.refuse_empty_range();
    }
    scale
}

/// Reads `find`, which names one page, feed, sitemap or template.
fn find(field: Field<'_>) -> Option<Lead> {
    let t = field.table()?;
    let [page, feed, sitemap, template] = ["page", "feed", "sitemap", "template"].map(|key| t.get(key));
    let links = t.get("links");
    if let Some(links) = links.filter(|_| page.is_none()) {
        links.refuse("`links` belongs to `page`", "delete the line, or name the page that holds the links");
    }
    if let Some(template) = template {
        if let Some(pattern) = t.get("pattern") {
            pattern.refuse("`pattern` says nothing beside `template`", "delete the line");
        }
        refuse_several(field, &[page, feed, sitemap]);
        return template.read(value::year_template).map(Lead::Yearly);
    }
    let pattern = t.need("pattern").and_then(|f| f.read(value::year_pattern));
    let place = match (page, feed, sitemap) {
        (Some(page), None, None) => links_of(page, links),
        (None, Some(feed), None) => feed.read(value::visited).map(LeadPlace::Feed),
        (None, None, Some(sitemap)) => sitemap.read(value::visited).map(LeadPlace::Sitemap),
        (_, _, _) => {
            field.refuse("`find` must name a single place", ONE_PLACE);
            None
        }
    };
    Some(Lead::Listed { place: place?, pattern: pattern? })
}

const ONE_PLACE: &str = "write one of page, feed, sitemap and template, and its address";

fn refuse_several(find: Field<'_>, others: &[Option<Field<'_>>]) {
    if others.iter().any(Option::is_some) {
        find.refuse("`find` must name a single place", ONE_PLACE);
    }
}

fn links_of(page: Field<'_>, links: Option<Field<'_>>) -> Option<LeadPlace> {
    let selector = match links {
        Some(links) => links.read(value::link_selector),
        None => value::link_selector("a").ok(),
    };
    let page = page.read(value::visited);
    Some(LeadPlace::Links { page: page?, selector: selector? })
}

/// Reads `echo`: folded heading → the source whose result it hands over again.
fn echo(field: Field<'_>, own: Option<&SourceId>, known: &Declared) -> BTreeMap<String, SourceId> {
    let (mut echo, mut seen) = (BTreeMap::new(), BTreeSet::new());
    for (name, field) in field.entries() {
        let source = known.find(field, SourceId::new);
        if source.is_some() && source.as_ref() == own {
            field
                .refuse("a source cannot be an echo of itself", "name the source that gives the prize first");
        }
        let heading = heading(name);
        if heading.as_ref().is_some_and(|heading| !seen.insert(heading.clone())) {
            name.refuse(format!("{} stands here twice, spelt differently", quoted(name.text())), TWICE);
        }
        echo.extend(heading.zip(source));
    }
    echo
}

/// Reads `category-names`: folded variant → the category it stands for, as it is shown.
fn category_names(field: Field<'_>) -> BTreeMap<String, String> {
    let entries = field.entries();
    let own = |(name, _): &(ChosenKey<'_>, _)| Some((heading(*name)?, name.text().to_owned()));
    let mut names: BTreeMap<String, String> = entries.iter().filter_map(own).collect();
    for (name, variants) in entries {
        let category = name.text().to_owned();
        for variant in variants.items().unwrap_or_default() {
            let Some(printed) = variant.text() else { continue };
            let earlier = names.insert(text::heading(printed), category.clone());
            if earlier.is_some_and(|earlier| earlier != category) {
                variant.refuse(format!("{} stands for two categories", quoted(printed)), TWICE);
            }
        }
    }
    names
}

const TWICE: &str = "keep it in one place; case, accents, punctuation and plurals make no difference";

fn heading(name: ChosenKey<'_>) -> Option<String> {
    let folded = text::heading(name.text());
    if folded.is_empty() {
        name.refuse(
            format!("{} has no letter or digit", quoted(name.text())),
            "write the heading as it is printed",
        );
    }
    (!folded.is_empty()).then_some(folded)
}
