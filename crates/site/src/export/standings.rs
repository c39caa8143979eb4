//! The columns of a standing, the same in a leaderboard's own file and in the table of all of them.

use super::Cell;
use super::table::Columns;
use super::table::Kind::{Boolean, Integer, Number, Text};
use model::Register;
use rank::Standing;

impl<R> Columns<R> {
    /// Where it stands.
    pub fn place(self, standing: impl Fn(&R) -> &Standing) -> Self {
        self.column("rank", Integer, |row| Cell::number(standing(row).rank))
            .column("tied", Boolean, |row| Cell::Boolean(standing(row).tied))
    }

    /// Who stands there.
    pub fn who(self, register: &Register, standing: impl Fn(&R) -> &Standing) -> Self {
        self.column("company", Text, |row| Cell::text(standing(row).company))
            .column("name", Text, |row| Cell::text(&register.company(&standing(row).company).name))
            .column("sector", Text, |row| Cell::maybe(standing(row).sector.as_ref()))
    }

    /// By what, and how it moved.
    pub fn merits(self, standing: impl Fn(&R) -> &Standing) -> Self {
        self.column("score", Number, |row| Cell::number(standing(row).score))
            .column("competitions", Integer, |row| Cell::number(standing(row).competitions))
            .column("awards", Integer, |row| Cell::number(standing(row).awards))
            .column("previous_rank", Integer, |row| Cell::maybe_number(standing(row).previous_rank))
            .column("new", Boolean, |row| Cell::Boolean(standing(row).new))
            .column("streak", Integer, |row| Cell::number(standing(row).streak))
    }
}
