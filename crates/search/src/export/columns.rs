//! The columns of an export: the facts of a hit by name, without what belongs to one query only.

use serde::{Serialize, Serializer};

use crate::response::Hit;

/// A column.
#[derive(Clone, Copy)]
pub struct Column {
    name: &'static str,
    cell: fn(&Hit) -> Cell<'_>,
}

/// What stands in one cell.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Cell<'a> {
    Text(Option<&'a str>),
    Year(Option<i16>),
    List(&'a [String]),
}

/// All columns, in their usual order.
const COLUMNS: [Column; 13] = [
    Column { name: "id", cell: |hit| Cell::Text(Some(&hit.id)) },
    Column { name: "source", cell: |hit| Cell::Text(Some(&hit.source)) },
    Column { name: "number", cell: |hit| Cell::Text(hit.number.as_deref()) },
    Column { name: "kind", cell: |hit| Cell::Text(hit.kind.as_deref()) },
    Column { name: "issuer", cell: |hit| Cell::Text(hit.issuer.as_deref()) },
    Column { name: "level", cell: |hit| Cell::Text(hit.level.as_deref()) },
    Column { name: "province", cell: |hit| Cell::Text(hit.province.as_deref()) },
    Column { name: "province_now", cell: |hit| Cell::Text(hit.province_now.as_deref()) },
    Column { name: "date", cell: |hit| Cell::Text(hit.date.as_deref()) },
    Column { name: "year", cell: |hit| Cell::Year(hit.year) },
    Column { name: "title", cell: |hit| Cell::Text(hit.title.as_deref()) },
    Column { name: "signer", cell: |hit| Cell::Text(hit.signer.as_deref()) },
    Column { name: "inferred", cell: |hit| Cell::List(&hit.inferred) },
];

impl Column {
    /// All columns, in their usual order.
    pub const ALL: &'static [Column] = &COLUMNS;

    /// Returns the column of a name.
    pub fn named(name: &str) -> Option<Column> {
        COLUMNS.iter().find(|column| column.name == name).copied()
    }

    /// Returns its name: that of the field of a hit.
    pub fn name(self) -> &'static str {
        self.name
    }

    pub(super) fn cell(self, hit: &Hit) -> Cell<'_> {
        (self.cell)(hit)
    }
}

impl Cell<'_> {
    /// Returns the cell as a spreadsheet shows it; what is not known is empty.
    pub(super) fn text(&self) -> String {
        match self {
            Cell::Text(text) => text.unwrap_or_default().to_owned(),
            Cell::Year(year) => year.map(|year| year.to_string()).unwrap_or_default(),
            Cell::List(names) => names.join(" "),
        }
    }
}

/// A hit as an object of some columns, in their order.
pub(super) struct Row<'a> {
    pub(super) hit: &'a Hit,
    pub(super) columns: &'a [Column],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.columns.iter().map(|column| (column.name, column.cell(self.hit))))
    }
}
