//! A table as Parquet, for engines that read columns: the columns of the database, under the same names.

use std::io::Write;
use std::ops::Range;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use parquet::basic::{LogicalType, Repetition, Type as PhysicalType};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};

use super::{Cell, Column, ColumnKind, Table};

/// So many rows are held in memory at once.
const ROWS_OF_A_GROUP: usize = 100_000;

/// Writes the columns of a table but one, which the name of the folder says.
pub fn write(to: impl Write + Send, table: &Table, in_folder: &str) -> Result<()> {
    let columns: Vec<_> = table.stored_columns().filter(|(name, _)| *name != in_folder).collect();
    let fields = columns.iter().map(|(name, column)| field(name, column)).collect::<Result<_>>()?;
    let schema = Type::group_type_builder(table.name).with_fields(fields).build()?;
    let mut file =
        SerializedFileWriter::new(to, Arc::new(schema), Arc::new(WriterProperties::builder().build()))?;
    for start in (0..table.rows()).step_by(ROWS_OF_A_GROUP) {
        let rows = start..table.rows().min(start + ROWS_OF_A_GROUP);
        let mut group = file.next_row_group()?;
        for (name, column) in &columns {
            let mut chunk = group.next_column()?.context("the schema has a field for each column")?;
            fill(&mut chunk, column, rows.clone()).with_context(|| format!("column {name}"))?;
            chunk.close()?;
        }
        group.close()?;
    }
    file.close()?;
    Ok(())
}

fn field(name: &str, column: &Column) -> Result<TypePtr> {
    let (kind, logical) = match column.kind {
        ColumnKind::Text | ColumnKind::Addresses => (PhysicalType::BYTE_ARRAY, Some(LogicalType::String)),
        ColumnKind::Integer => (PhysicalType::INT64, None),
        ColumnKind::Number => (PhysicalType::DOUBLE, None),
        ColumnKind::Boolean => (PhysicalType::BOOLEAN, None),
    };
    let empty = if column.optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let field = Type::primitive_type_builder(name, kind).with_repetition(empty).with_logical_type(logical);
    Ok(Arc::new(field.build()?))
}

fn fill(chunk: &mut SerializedColumnWriter<'_>, column: &Column, rows: Range<usize>) -> Result<()> {
    match column.kind {
        ColumnKind::Text | ColumnKind::Addresses => {
            put::<ByteArrayType>(chunk, column, rows, |cell| Ok(ByteArray::from(cell.plain().into_bytes())))
        }
        ColumnKind::Integer => put::<Int64Type>(chunk, column, rows, |cell| Ok(cell.plain().parse()?)),
        ColumnKind::Number => put::<DoubleType>(chunk, column, rows, |cell| Ok(cell.plain().parse()?)),
        ColumnKind::Boolean => put::<BoolType>(chunk, column, rows, |cell| match cell {
            Cell::Boolean(yes) => Ok(yes),
            Cell::Empty | Cell::Text(_) | Cell::Number(_) => bail!("neither yes nor no"),
        }),
    }
}

/// An empty cell of an optional column is null; an empty text of any other column is `''`, as in the database.
fn put<T: DataType>(
    chunk: &mut SerializedColumnWriter<'_>,
    column: &Column,
    rows: Range<usize>,
    read: impl Fn(Cell) -> Result<T::T>,
) -> Result<()> {
    let (mut values, mut known) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
    for row in rows {
        let cell = column.cell(row);
        let is_null = column.optional && cell == Cell::Empty;
        known.push(i16::from(!is_null));
        if !is_null {
            values.push(read(cell).with_context(|| format!("row {}", row + 1))?);
        }
    }
    chunk.typed::<T>().write_batch(&values, column.optional.then_some(&known), None)?;
    Ok(())
}
