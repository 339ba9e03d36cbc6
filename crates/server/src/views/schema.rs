//! The fields as data: one table of what can be searched, filtered, counted and sorted by. What the parameters, the query
//! language and the facets know is held to it by tests.

use directive::{Kind, Level, Province};
use search::Facet;
use serde::Serialize;
use utoipa::ToSchema;

use super::vietnamese_text;
use crate::params::YEARS;

/// By what one can search, filter, count and sort.
#[derive(Serialize, ToSchema)]
pub(crate) struct SchemaJson {
    fields: Vec<SchemaField>,
    sorts: Vec<SchemaSort>,
}

/// A field of a directive.
#[derive(Serialize, ToSchema)]
struct SchemaField {
    /// Its name in parameters and answers.
    name: &'static str,
    label: Label,
    r#type: FieldType,
    /// The names by which a query asks for it (`năm:2020`), marks and `-` for `_` being free; none if a query cannot.
    query_names: &'static [&'static str],
    /// Whether words without a field are looked for in it.
    is_default: bool,
    /// Whether a parameter of its name filters by it.
    is_filter: bool,
    /// Whether its values are counted.
    is_facet: bool,
    /// All values that it can have, if they are known beforehand.
    #[serde(skip_serializing_if = "Option::is_none")]
    values: Option<Vec<SchemaValue>>,
    /// The first and the last value that it can be filtered by.
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<[u64; 2]>,
}

/// What the values of a field are.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum FieldType {
    /// Words.
    Text,
    /// One of a set of values, each with a label.
    Keyword,
    /// A year.
    Year,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// The number of a document, in any spelling.
    DocumentNumber,
}

/// A name for people.
#[derive(Clone, Copy, Serialize, ToSchema)]
struct Label {
    vi: &'static str,
    en: &'static str,
}

/// A value that a field can have.
#[derive(Serialize, ToSchema)]
struct SchemaValue {
    /// As it is filtered by.
    value: &'static str,
    /// As it is shown.
    label: &'static str,
}

/// An order of hits.
#[derive(Serialize, ToSchema)]
struct SchemaSort {
    /// As the parameter `sort` takes it.
    name: &'static str,
    label: Label,
}

/// The orders of hits.
const SORTS: [SchemaSort; 4] = [
    SchemaSort { name: "relevance", label: Label { vi: "Phù hợp nhất", en: "The best first" } },
    SchemaSort { name: "-date", label: Label { vi: "Mới nhất", en: "The newest first" } },
    SchemaSort { name: "date", label: Label { vi: "Cũ nhất", en: "The oldest first" } },
    SchemaSort { name: "id", label: Label { vi: "Theo mã", en: "By id" } },
];

impl SchemaJson {
    /// Returns all of it.
    pub(crate) fn new() -> Self {
        let words = [
            SchemaField {
                is_default: true,
                ..SchemaField::new("text", Label { vi: "Toàn văn", en: "Text" }, FieldType::Text)
            },
            SchemaField {
                is_default: true,
                query_names: &["title", "tiêu_đề", "trích_yếu"],
                ..SchemaField::new("title", Label { vi: "Trích yếu", en: "Title" }, FieldType::Text)
            },
            SchemaField {
                query_names: &["number", "số", "số_hiệu"],
                ..SchemaField::new("number", Label { vi: "Số hiệu", en: "Number" }, FieldType::DocumentNumber)
            },
            SchemaField {
                query_names: &["date", "ngày", "ngày_ban_hành"],
                ..SchemaField::new("date", Label { vi: "Ngày ban hành", en: "Day of issue" }, FieldType::Date)
            },
        ];
        Self { fields: words.into_iter().chain(Facet::ALL.map(SchemaField::of)).collect(), sorts: SORTS.into() }
    }
}

impl SchemaField {
    const fn new(name: &'static str, label: Label, r#type: FieldType) -> Self {
        Self {
            name,
            label,
            r#type,
            query_names: &[],
            is_default: false,
            is_filter: false,
            is_facet: false,
            values: None,
            range: None,
        }
    }

    /// Returns the field of a facet: all facets are filters too.
    fn of(facet: Facet) -> Self {
        let (en, r#type, query_names) = facts(facet);
        Self {
            query_names,
            is_filter: true,
            is_facet: true,
            values: values(facet),
            range: (facet == Facet::Year).then_some([YEARS.0, YEARS.1]),
            ..Self::new(facet.name(), Label { vi: vietnamese_text::facet(facet), en }, r#type)
        }
    }
}

fn facts(facet: Facet) -> (&'static str, FieldType, &'static [&'static str]) {
    match facet {
        Facet::Province => ("Province when issued", FieldType::Keyword, &["province", "tỉnh", "tỉnh_thành"]),
        Facet::ProvinceNow => ("Province today", FieldType::Keyword, &["province_now", "tỉnh_nay", "tỉnh_hiện_nay"]),
        Facet::Level => ("Level of the issuer", FieldType::Keyword, &["level", "cấp"]),
        Facet::Kind => ("Kind of document", FieldType::Keyword, &["kind", "loại", "thể_loại", "type"]),
        Facet::Issuer => ("Issued by", FieldType::Keyword, &["issuer", "cơ_quan", "ban_hành", "cơ_quan_ban_hành"]),
        Facet::Year => ("Year of issue", FieldType::Year, &["year", "năm"]),
        Facet::Cites => ("Cited document", FieldType::DocumentNumber, &["cites", "viện_dẫn", "trích_dẫn"]),
        Facet::Signer => ("Signed by", FieldType::Keyword, &["signer", "người_ký", "ký"]),
    }
}

/// Returns all values of a facet, if no archive can hold others.
fn values(facet: Facet) -> Option<Vec<SchemaValue>> {
    let of_provinces = |provinces: &mut dyn Iterator<Item = Province>| {
        provinces.map(|province| SchemaValue { value: province.slug(), label: province.name() }).collect()
    };
    match facet {
        Facet::Province => Some(of_provinces(&mut Province::all())),
        Facet::ProvinceNow => Some(of_provinces(&mut Province::all().filter(|own| own.today() == *own))),
        Facet::Level => Some(Level::ALL.map(|own| SchemaValue { value: own.slug(), label: own.name() }).into()),
        Facet::Kind => Some(Kind::all().map(|own| SchemaValue { value: own.slug(), label: own.name() }).collect()),
        Facet::Issuer | Facet::Year | Facet::Cites | Facet::Signer => None,
    }
}
