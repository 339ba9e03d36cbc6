//! The parameters of an export as OpenAPI describes them: how the rows are written, and which set they are.
//!
//! Apart from the table of the search, because nothing but an export has them.

use std::borrow::Cow;

use search::{Column, ExportFormat};
use utoipa::openapi::path::{Parameter as Described, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{AnyOfBuilder, ArrayBuilder, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{RefOr, Required};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use super::body_schema::{closed, flag};
use super::openapi::SetParameters;
use super::table::PARAMETERS;

/// Stands for the parameters of an export in the descriptions of routes.
pub(crate) struct ExportParameters;

impl IntoParams for ExportParameters {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Described> {
        let described = |(name, about, schema): Own| {
            let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Query);
            parameter.required(Required::False).description(Some(about)).schema(Some(schema)).build()
        };
        own().into_iter().map(described).chain(SetParameters::into_params(place)).collect()
    }
}

/// Stands for an export as a body.
pub(crate) struct ExportBody;

impl PartialSchema for ExportBody {
    fn schema() -> RefOr<Schema> {
        let set = PARAMETERS.iter().filter(|parameter| parameter.is_of_set());
        let member = |object: ObjectBuilder, (name, about, schema): Own| match name {
            "bom" | "trailer" => object.property(name, flag(about)),
            "fields" => {
                object.property(name, AnyOfBuilder::new().item(schema).item(columns()).description(Some(about)))
            }
            _ => object.property(name, schema.description(Some(about))),
        };
        own().into_iter().fold(closed(set), member).into()
    }
}

impl ToSchema for ExportBody {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("ExportRequest")
    }
}

/// Returns the names of fields as a list.
fn columns() -> ArrayBuilder {
    let name = ObjectBuilder::new().schema_type(SchemaType::new(Type::String));
    let name = name.enum_values(Some(Column::ALL.iter().map(|column| column.name())));
    ArrayBuilder::new().items(name).min_items(Some(1)).unique_items(true)
}

/// Name, what it does, what it takes.
type Own = (&'static str, &'static str, ObjectBuilder);

/// Returns the parameters that only an export has.
fn own() -> [Own; 4] {
    let text = || ObjectBuilder::new().schema_type(SchemaType::new(Type::String));
    let format = text().enum_values(Some(ExportFormat::ALL.map(ExportFormat::name))).default(Some("csv".into()));
    let yes_or_no = || text().enum_values(Some(["0", "1", "false", "true"])).default(Some("0".into()));
    [
        (
            "format",
            "How the rows are written; JSON lines end with `{\"_end\":{\"rows\":…,\"sha256\":…}}`, the hash being that of \
             all bytes before.",
            format,
        ),
        (
            "fields",
            "Fields of csv and jsonl, each once, parted by commas; all if not given.",
            text().pattern(Some(fields_pattern())),
        ),
        ("bom", "Whether csv begins with a byte order mark, for Excel.", yes_or_no()),
        (
            "trailer",
            "Whether csv ends with a line `_end,ROWS,SHA256`, the hash being that of all bytes before.",
            yes_or_no(),
        ),
    ]
}

/// Names parted by commas; what is empty between two of them is passed over.
fn fields_pattern() -> String {
    let names = Column::ALL.iter().map(|column| column.name()).collect::<Vec<_>>().join("|");
    format!(r"^[\s,]*({names})\s*(,\s*(({names})\s*)?)*$")
}
