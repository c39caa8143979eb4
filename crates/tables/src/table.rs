//! What a published table is: a name, a key, and columns whose cells are computed from the row's subject.

use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Number, Value};

/// One value; what is not known is empty, never a nought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Empty,
    Text(String),
    /// As printed, with a point: `91.50` stays `91.50` in CSV.
    Number(String),
    Boolean(bool),
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    Text,
    Integer,
    Number,
    Boolean,
    /// Addresses with blanks between them: texts that the terminal numbers and lists below the table.
    Addresses,
}

/// A column of a table, and where it is shown.
pub struct Column<'a> {
    pub name: &'static str,
    pub kind: ColumnKind,
    /// The table whose `id` the cells name.
    pub refers: Option<&'static str>,
    pub(crate) optional: bool,
    /// Its name in the database, where it is kept there.
    pub(crate) stored: Option<&'static str>,
    in_files: bool,
    in_terminal: bool,
    cell: Box<dyn Fn(usize) -> Cell + Send + Sync + 'a>,
}

/// A table with its rows: a cell is computed when a writer asks for it.
pub struct Table<'a> {
    pub name: &'static str,
    /// How many of the first columns tell the rows apart.
    pub key: usize,
    /// Its name in the database, where it is kept there.
    pub stored: Option<&'static str>,
    in_files: bool,
    columns: Vec<Column<'a>>,
    rows: usize,
    /// What JSON says instead of the rows, where programs are told more than a table can.
    document: Option<Value>,
    /// The last field of the document, a list: its name, and what is computed of each row when it is written.
    listed: Option<(&'static str, RowDetail<'a>)>,
}

type RowDetail<'a> = Box<dyn Fn(usize) -> Value + Send + Sync + 'a>;

/// A table in the making, and what its rows are about.
pub struct TableBuilder<'a, R> {
    table: Table<'a>,
    subjects: Arc<Vec<R>>,
}

impl Cell {
    /// A text; empty where it has no letters.
    pub fn text(words: impl ToString) -> Self {
        let words = words.to_string();
        if words.is_empty() { Self::Empty } else { Self::Text(words) }
    }
    /// A text that may be missing.
    pub fn maybe(words: Option<impl ToString>) -> Self {
        words.map_or(Self::Empty, Self::text)
    }
    pub fn number(number: impl ToString) -> Self {
        Self::Number(number.to_string())
    }
    /// A number that may be missing.
    pub fn maybe_number(number: Option<impl ToString>) -> Self {
        number.map_or(Self::Empty, Self::number)
    }
    /// The word that stands for a closed choice, as in `sources.toml` and in JSON.
    pub fn word(choice: &impl Serialize) -> Self {
        match serde_json::to_value(choice) {
            Ok(Value::String(word)) => Self::text(word),
            other => unreachable!("a closed choice is one word, not {other:?}"),
        }
    }

    /// Whether a spreadsheet would run it. Excel with Japanese settings also takes the full-width signs.
    pub(crate) fn is_formula(&self) -> bool {
        const SIGNS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
        match self {
            Self::Text(words) => words.starts_with(SIGNS),
            Self::Empty | Self::Number(_) | Self::Boolean(_) => false,
        }
    }

    /// As plain words, the same in CSV and in the terminal.
    pub(crate) fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(words) | Self::Number(words) => words.clone(),
            Self::Boolean(yes) => yes.to_string(),
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_none(),
            Self::Text(words) => serializer.serialize_str(words),
            Self::Number(digits) => digits.parse::<Number>().ok().serialize(serializer),
            Self::Boolean(yes) => serializer.serialize_bool(*yes),
        }
    }
}

impl<'a> Column<'a> {
    pub(crate) fn cell(&self, row: usize) -> Cell {
        (self.cell)(row)
    }
}

impl<'a> Table<'a> {
    /// A table with one row a subject, whose first `key` columns will tell them apart.
    pub fn about<R: Send + Sync + 'a>(
        name: &'static str,
        key: usize,
        subjects: impl IntoIterator<Item = R>,
    ) -> TableBuilder<'a, R> {
        let subjects: Arc<Vec<R>> = Arc::new(subjects.into_iter().collect());
        let table = Self {
            name,
            key,
            stored: None,
            in_files: true,
            columns: Vec::new(),
            rows: subjects.len(),
            document: None,
            listed: None,
        };
        TableBuilder { table, subjects }
    }

    /// The same, kept in the database under this name.
    pub(crate) fn stored_as(self, name: &'static str) -> Self {
        Self { stored: Some(name), ..self }
    }

    /// The same, kept in the database under its own name, and offered nowhere else.
    pub(crate) fn database_only(self) -> Self {
        Self { stored: Some(self.name), in_files: false, ..self }
    }

    /// The same, of which JSON says more than the rows.
    pub fn with_document(self, document: Value) -> Self {
        Self { document: Some(document), listed: None, ..self }
    }

    /// The same, of which JSON says more of each row too, in a list at the end of the document. A leaderboard of ten
    /// thousand companies has fifty megabytes of it, and would hold four times as much as one value.
    pub(crate) fn with_details(
        self,
        name: &'static str,
        detail: impl Fn(usize) -> Value + Send + Sync + 'a,
    ) -> Self {
        Self { listed: Some((name, Box::new(detail))), ..self }
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns of its files.
    pub fn columns(&self) -> impl Iterator<Item = &Column<'a>> {
        self.columns.iter().filter(|column| column.in_files)
    }

    pub(crate) fn in_files(&self) -> bool {
        self.in_files
    }

    pub(crate) fn terminal_columns(&self) -> impl Iterator<Item = &Column<'a>> {
        self.columns.iter().filter(|column| column.in_terminal)
    }

    /// The columns of the database, each under its name there.
    pub(crate) fn stored_columns(&self) -> impl Iterator<Item = (&'static str, &Column<'a>)> {
        self.columns.iter().filter_map(|column| Some((column.stored?, column)))
    }

    /// What JSON says: the document, else a list with one object a row.
    pub fn json(&self) -> Value {
        serde_json::to_value(self).expect("plain values are always JSON")
    }

    pub(crate) fn has_document(&self) -> bool {
        self.document.is_some()
    }

    /// A row as JSON: the cells of its files, by the names of their columns.
    pub(crate) fn object(&self, row: usize) -> impl Serialize {
        TableRow { table: self, row }
    }
}

struct TableRow<'t, 'a> {
    table: &'t Table<'a>,
    row: usize,
}

impl Serialize for TableRow<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.table.columns().map(|column| (column.name, column.cell(self.row))))
    }
}

impl Serialize for Table<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (document, (name, detail)) = match (&self.document, &self.listed) {
            (None, _) => return serializer.collect_seq((0..self.rows).map(|row| self.object(row))),
            (Some(document), None) => return document.serialize(serializer),
            (Some(document), Some(listed)) => (document, listed),
        };
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in document.as_object().into_iter().flatten() {
            map.serialize_entry(key, value)?;
        }
        map.serialize_entry(name, &Listed { rows: self.rows, detail })?;
        map.end()
    }
}

/// The details of all rows, each computed when it is written.
struct Listed<'t, 'a> {
    rows: usize,
    detail: &'t RowDetail<'a>,
}

impl Serialize for Listed<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.rows).map(self.detail))
    }
}

impl<'a, R: Send + Sync + 'a> TableBuilder<'a, R> {
    pub fn text(self, name: &'static str, cell: impl Fn(&R) -> Cell + Send + Sync + 'a) -> Self {
        self.column(name, ColumnKind::Text, cell)
    }
    pub fn integer(self, name: &'static str, cell: impl Fn(&R) -> Cell + Send + Sync + 'a) -> Self {
        self.column(name, ColumnKind::Integer, cell)
    }
    pub fn number(self, name: &'static str, cell: impl Fn(&R) -> Cell + Send + Sync + 'a) -> Self {
        self.column(name, ColumnKind::Number, cell)
    }
    pub fn boolean(self, name: &'static str, cell: impl Fn(&R) -> Cell + Send + Sync + 'a) -> Self {
        self.column(name, ColumnKind::Boolean, cell)
    }
    pub fn addresses(self, name: &'static str, cell: impl Fn(&R) -> Cell + Send + Sync + 'a) -> Self {
        self.column(name, ColumnKind::Addresses, cell)
    }

    fn column(
        mut self,
        name: &'static str,
        kind: ColumnKind,
        cell: impl Fn(&R) -> Cell + Send + Sync + 'a,
    ) -> Self {
        let subjects = Arc::clone(&self.subjects);
        self.table.columns.push(Column {
            name,
            kind,
            refers: None,
            optional: false,
            stored: Some(name),
            in_files: true,
            in_terminal: true,
            cell: Box::new(move |row| cell(&subjects[row])),
        });
        self
    }

    /// The last column may be empty. In the database an empty text of any other column is `''`, not NULL.
    pub fn optional(self) -> Self {
        self.last(|column| column.optional = true)
    }
    /// The last column names rows of another table by their `id`.
    pub fn refers(self, table: &'static str) -> Self {
        self.last(|column| column.refers = Some(table))
    }
    /// The last column has another name in the database.
    pub(crate) fn stored_as(self, name: &'static str) -> Self {
        self.last(|column| column.stored = Some(name))
    }
    /// The last column is kept in the database alone.
    pub(crate) fn database_only(self) -> Self {
        self.last(|column| (column.in_files, column.in_terminal) = (false, false))
    }
    /// The last column is not kept in the database, where a query gives it.
    pub(crate) fn file_only(self) -> Self {
        self.last(|column| column.stored = None)
    }
    /// The terminal has no room for the last column.
    pub fn detail(self) -> Self {
        self.last(|column| column.in_terminal = false)
    }
    /// The last column says for people what others say for programs.
    pub fn terminal_only(self) -> Self {
        self.last(|column| (column.in_files, column.stored) = (false, None))
    }

    fn last(mut self, change: impl FnOnce(&mut Column<'a>)) -> Self {
        self.table.columns.last_mut().map(change);
        self
    }

    /// The table with the columns so far.
    pub fn table(self) -> Table<'a> {
        self.table
    }
}
