//! Sectors, and the classes of the European nomenclature (NACE) that each stands for.

use crate::Input;
use crate::export::table::Kind::Text;
use crate::export::{Cell, Table};

/// One row a sector and class of the nomenclature.
pub fn classes(input: &Input) -> Table {
    let sectors = input.register.sectors.values();
    let rows = sectors.flat_map(|sector| sector.nace.iter().map(move |class| (sector, class)));
    Table::about("nace", 2, rows)
        .column("sector", Text, |(sector, _)| Cell::text(sector.id))
        .column("nace", Text, |(_, class)| Cell::text(class))
        .column("name_fr", Text, |(sector, _)| Cell::text(&sector.fr))
        .column("name_en", Text, |(sector, _)| Cell::text(&sector.en))
        .table()
}

/// One row a sector.
pub fn sectors(input: &Input) -> Table {
    Table::about("sectors", 1, input.register.sectors.values())
        .column("id", Text, |sector| Cell::text(sector.id))
        .column("parent", Text, |sector| Cell::maybe(sector.parent.as_ref()))
        .column("name_fr", Text, |sector| Cell::text(&sector.fr))
        .column("name_en", Text, |sector| Cell::text(&sector.en))
        .column("nace", Text, |sector| Cell::text(sector.nace.join(" ")))
        .table()
}
