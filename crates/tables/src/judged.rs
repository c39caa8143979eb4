//! What was won and measured, the lines of pages that say so, and what nobody understood.

use super::table::TableBuilder;
use super::{Cell, Contents, Table};
use model::{Award, Counting, Measure, Passage, Register, Subject, Witness};
use rank::{Series, SeriesPoint, measure_figure};

pub fn awards<'a>(awards: impl IntoIterator<Item = &'a Award>) -> Table<'a> {
    Table::about("awards", 1, awards)
        .text("id", |award| Cell::text(&award.id))
        .detail()
        .text("source", |award| Cell::text(award.source))
        .refers("sources")
        .text("edition", |award| Cell::text(award.edition))
        .text("awarded", |award| Cell::text(award.awarded))
        .detail()
        .integer("year", |award| Cell::number(award.awarded.year()))
        .text("category", |award| Cell::text(award.category))
        .text("level", |award| Cell::word(&award.level))
        .detail()
        .text("outcome", |award| Cell::word(&award.outcome))
        .integer("place", |award| Cell::maybe_number(award.place.map(|place| place.number)))
        .optional()
        .boolean("tied", |award| award.place.map_or(Cell::Empty, |place| Cell::Boolean(place.tied)))
        .optional()
        .database_only()
        .text("recipient", |award| Cell::word(&award.recipient))
        .detail()
        .text("company", |award| Cell::maybe(award.company.as_ref()))
        .detail()
        .optional()
        .refers("companies")
        .text("printed", |award| Cell::text(award.printed))
        .text("person", |award| Cell::maybe(award.person.as_ref()))
        .detail()
        .optional()
        .text("sector", |award| Cell::maybe(award.sector.as_ref()))
        .detail()
        .optional()
        .refers("sectors")
        .boolean("counts", |award| Cell::Boolean(award.counting == Counting::Counts))
        .database_only()
        .text("counting", |award| Cell::text(award.counting.word()))
        .text("echo_of", |award| echo_of(&award.counting))
        .optional()
        .refers("sources")
        .database_only()
        .text("evidence", |award| Cell::word(&award.evidence))
        .detail()
        .text("added", |award| Cell::maybe(award.added))
        .detail()
        .optional()
        .integer("witnesses", |award| Cell::number(award.witnesses.len()))
        .detail()
        .file_only()
        .addresses("url", |award| Cell::maybe(award.witnesses.first().map(|witness| &witness.url)))
        .detail()
        .file_only()
        .table()
        .stored_as("award")
}

fn echo_of(counting: &Counting) -> Cell {
    if let Counting::Echo(source) = counting { Cell::text(source) } else { Cell::Empty }
}

/// One row a line of a page.
pub fn award_witnesses<'a>(awards: impl IntoIterator<Item = &'a Award>) -> Table<'a> {
    let witnesses = awards.into_iter().flat_map(|award| numbered(&award.id, &award.witnesses));
    Table::about("award_witnesses", 2, witnesses)
        .text("award", |(award, ..)| Cell::text(award))
        .detail()
        .refers("awards")
        .integer("position", |(_, position, _)| Cell::number(position))
        .detail()
        .text("printed", |(.., witness)| Cell::text(witness.printed))
        .text("category", |(.., witness)| Cell::text(witness.category))
        .text("person", |(.., witness)| Cell::text(witness.person))
        .text("evidence", |(.., witness)| Cell::word(&witness.evidence.kind))
        .text("remark", |(.., witness)| Cell::text(witness.evidence.remark))
        .text("remark_en", |(.., witness)| Cell::text(witness.evidence.remark.english()))
        .text("title", |(.., witness)| Cell::text(witness.title))
        .detail()
        .addresses("url", |(.., witness)| Cell::text(witness.url))
        .text("file", |(.., witness)| Cell::text(witness.file))
        .database_only()
        .table()
        .stored_as("award_witness")
}

/// The measures of some series, with what a consultant quotes them with: names, unit, place and change.
pub fn measures<'a>(
    register: &'a Register,
    series: impl IntoIterator<Item = &'a Series>,
    wanted: impl Fn(&Measure) -> bool,
) -> Table<'a> {
    let mut rows: Vec<(usize, &SeriesPoint)> =
        series.into_iter().flat_map(|series| &series.points).map(|point| (point.measure, point)).collect();
    rows.sort_by_key(|(position, _)| *position);
    let rows = rows.into_iter().map(|(position, point)| (&register.measures[position], point));
    Table::about("measures", 1, rows.filter(|(measure, _)| wanted(measure)))
        .text("id", |(measure, _)| Cell::text(&measure.id))
        .text("source", |(measure, _)| Cell::text(measure.source))
        .refers("sources")
        .text("source_name", |(measure, _)| Cell::text(&register.source(&measure.source).name))
        .file_only()
        .text("edition", |(measure, _)| Cell::text(measure.edition))
        .text("awarded", |(measure, _)| Cell::text(measure.awarded))
        .integer("year", |(measure, _)| Cell::number(measure.awarded.year()))
        .text("category", |(measure, _)| Cell::text(measure.category))
        .text("level", |(measure, _)| Cell::word(&measure.level))
        .text("subject", |(measure, _)| subject(&measure.subject))
        .file_only()
        .text("company", |(measure, _)| company(&measure.subject))
        .optional()
        .refers("companies")
        .text("company_name", |(measure, _)| company_name(register, &measure.subject))
        .file_only()
        .text("sector", |(measure, _)| Cell::maybe(measure.sector.as_ref()))
        .optional()
        .refers("sectors")
        .number("value", |(measure, _)| Cell::number(measure.value))
        .text("unit", |(measure, _)| {
            register.source(&measure.source).measure.as_ref().map_or(Cell::Empty, Cell::word)
        })
        .file_only()
        .text("printed", |(measure, _)| Cell::text(measure.value))
        .database_only()
        .integer("scale_low", |(measure, _)| Cell::maybe_number(measure.scale.map(|scale| scale.low)))
        .optional()
        .integer("scale_high", |(measure, _)| Cell::maybe_number(measure.scale.map(|scale| scale.high)))
        .optional()
        .integer("place", |(measure, _)| Cell::maybe_number(measure.place.map(|place| place.number)))
        .optional()
        .boolean("tied", |(measure, _)| measure.place.map_or(Cell::Empty, |place| Cell::Boolean(place.tied)))
        .optional()
        .database_only()
        .compared()
        .text("value_figure", |(measure, _)| Cell::text(measure_figure(measure)))
        .text("evidence", |(measure, _)| Cell::word(&measure.evidence))
        .text("added", |(measure, _)| Cell::maybe(measure.added))
        .optional()
        .addresses("url", |(measure, _)| Cell::maybe(measure.witnesses.first().map(|witness| &witness.url)))
        .file_only()
        .table()
        .stored_as("measure")
}

/// What the other measures of its list, and of its series, make of a value.
impl<'a> TableBuilder<'a, (&'a Measure, &'a SeriesPoint)> {
    fn compared(self) -> Self {
        self.integer("known_place", |(_, point)| Cell::maybe_number(point.position.map(|known| known.rank)))
            .file_only()
            .integer("known_of", |(_, point)| Cell::maybe_number(point.position.map(|known| known.of)))
            .file_only()
            .number("against_average", |(_, point)| Cell::maybe_number(point.against_average))
            .file_only()
            .number("change", |(_, point)| Cell::maybe_number(point.change.map(|change| change.by)))
            .file_only()
            .text("change_since", |(_, point)| Cell::maybe(point.change.map(|change| change.since)))
            .file_only()
            .boolean("new_method", |(_, point)| Cell::Boolean(point.broken))
            .file_only()
    }
}

fn company_name(register: &Register, subject: &Subject) -> Cell {
    match subject {
        Subject::Company(id) => Cell::text(&register.company(id).name),
        Subject::Average => Cell::Empty,
    }
}

fn subject(subject: &Subject) -> Cell {
    match subject {
        Subject::Company(_) => Cell::text("company"),
        Subject::Average => Cell::text("average"),
    }
}

fn company(subject: &Subject) -> Cell {
    match subject {
        Subject::Company(id) => Cell::text(id),
        Subject::Average => Cell::Empty,
    }
}

pub fn measure_witnesses(register: &Register) -> Table<'_> {
    let witnesses = register.measures.iter().flat_map(|measure| numbered(&measure.id, &measure.witnesses));
    Table::about("measure_witness", 2, witnesses)
        .text("measure", |(measure, ..)| Cell::text(measure))
        .refers("measures")
        .integer("position", |(_, position, _)| Cell::number(position))
        .text("url", |(.., witness)| Cell::text(witness.url))
        .text("title", |(.., witness)| Cell::text(witness.title))
        .text("printed", |(.., witness)| Cell::text(witness.printed))
        .text("category", |(.., witness)| Cell::text(witness.category))
        .text("evidence", |(.., witness)| Cell::word(&witness.evidence.kind))
        .text("remark", |(.., witness)| Cell::text(witness.evidence.remark))
        .text("remark_en", |(.., witness)| Cell::text(witness.evidence.remark.english()))
        .text("file", |(.., witness)| Cell::text(witness.file))
        .table()
        .database_only()
}

fn numbered<'a>(
    id: &'a str,
    witnesses: &'a [Witness],
) -> impl Iterator<Item = (&'a str, usize, &'a Witness)> {
    (1..).zip(witnesses).map(move |(position, witness)| (id, position, witness))
}

pub fn award_passages(register: &Register) -> Table<'_> {
    let witnesses = register.awards.iter().flat_map(|award| numbered(&award.id, &award.witnesses));
    passages("award_passage", "award", "awards", witnesses)
}

pub fn measure_passages(register: &Register) -> Table<'_> {
    let witnesses = register.measures.iter().flat_map(|measure| numbered(&measure.id, &measure.witnesses));
    passages("measure_passage", "measure", "measures", witnesses)
}

/// The words of the archived page that state an award or a measure: the snapshot's SHA-256 and time, where the line
/// stands, and which characters of the excerpt, counted from 0, name the winner. Lines of hand-kept files have none.
fn passages<'a>(
    name: &'static str,
    subject: &'static str,
    subjects: &'static str,
    witnesses: impl Iterator<Item = (&'a str, usize, &'a Witness)>,
) -> Table<'a> {
    let with_passage =
        |(id, position, witness): (&'a str, usize, &'a Witness)| -> Option<(&'a str, usize, &'a Passage)> {
            Some((id, position, witness.passage.as_deref()?))
        };
    Table::about(name, 2, witnesses.filter_map(with_passage))
        .text(subject, |(id, ..)| Cell::text(id))
        .refers(subjects)
        .integer("position", |(_, position, _)| Cell::number(position))
        .text("snapshot", |(.., passage)| Cell::text(passage.digest))
        .text("seen", |(.., passage)| Cell::text(passage.seen))
        .text("place", |(.., passage)| Cell::text(&passage.place))
        .integer("line", |(.., passage)| Cell::number(passage.line))
        .text("excerpt", |(.., passage)| Cell::text(&passage.excerpt.text))
        .integer("marked_from", |(.., passage)| Cell::number(passage.excerpt.from))
        .integer("marked_to", |(.., passage)| Cell::number(passage.excerpt.to))
        .table()
        .database_only()
}

pub fn issues<'a>(contents: &Contents<'a>) -> Table<'a> {
    Table::about("issue", 1, (1_i64..).zip(contents.issues))
        .integer("position", |(position, _)| Cell::number(position))
        .text("kind", |(_, issue)| Cell::text(issue.kind()))
        .text("what", |(_, issue)| Cell::text(issue))
        .text("remedy", |(_, issue)| Cell::text(issue.remedy()))
        .table()
        .database_only()
}
