//! The table of parameters as OpenAPI describes them.

use std::borrow::Cow;

use search::Facet;
use utoipa::openapi::path::{Parameter as Described, ParameterBuilder, ParameterIn, ParameterStyle};
use utoipa::openapi::schema::{AnyOfBuilder, ArrayBuilder, ObjectBuilder, Schema, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{RefOr, Required};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use super::table::{PARAMETERS, Parameter, Shape};

/// Stands for the parameters of a search in the descriptions of routes.
pub(crate) struct SearchParameters;

impl IntoParams for SearchParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Described> {
        PARAMETERS.iter().map(plain).collect()
    }
}

/// Stands for those parameters that choose what is found, and not which page of it is shown nor how.
pub(crate) struct SetParameters;

impl IntoParams for SetParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Described> {
        PARAMETERS.iter().filter(|parameter| parameter.is_of_set()).map(plain).collect()
    }
}

/// Stands for the parameters of the search page: those of a search, and each may be empty, because a form sends the
/// fields that nobody filled in.
pub(crate) struct PageParameters;

impl IntoParams for PageParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Described> {
        PARAMETERS.iter().map(|parameter| described(parameter, or_empty(&parameter.shape))).collect()
    }
}

/// The name of a facet, as a part of a path.
pub(crate) struct FacetName;

impl PartialSchema for FacetName {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(SchemaType::new(Type::String)).enum_values(Some(names())).into()
    }
}

impl ToSchema for FacetName {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("FacetName")
    }
}

fn plain(parameter: &Parameter) -> Described {
    described(parameter, schema(&parameter.shape))
}

fn described(parameter: &Parameter, schema: RefOr<Schema>) -> Described {
    let style = matches!(parameter.shape, Shape::Filter(_)).then_some(ParameterStyle::Form);
    ParameterBuilder::new()
        .name(parameter.name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(parameter.about))
        .style(style)
        .explode(parameter.is_repeatable().then_some(true))
        .schema(Some(schema))
        .build()
}

/// Returns what a parameter takes.
pub(super) fn schema(shape: &Shape) -> RefOr<Schema> {
    let text = || ObjectBuilder::new().schema_type(SchemaType::new(Type::String));
    match shape {
        Shape::Text(_) => text().max_length(Some(4096)).into(),
        Shape::Filter(facet) => ArrayBuilder::new().items(filter_value(*facet)).into(),
        Shape::Choice(names, _) => text().enum_values(Some(names.iter().copied())).into(),
        Shape::Number { least, most, default, .. } => ObjectBuilder::new()
            .schema_type(SchemaType::new(Type::Integer))
            .minimum(Some(*least as f64))
            .maximum(Some(*most as f64))
            .default(default.map(Into::into))
            .into(),
        Shape::Facets => text().pattern(Some(facets_pattern())).into(),
    }
}

/// Returns what a filter takes, once.
pub(super) fn filter_value(facet: Facet) -> ObjectBuilder {
    let text = ObjectBuilder::new().schema_type(SchemaType::new(Type::String));
    match facet {
        Facet::Year => text.pattern(Some(YEARS)),
        Facet::Cites => text.format(Some(SchemaFormat::Custom(NUMBER.to_owned()))),
        _ => text.pattern(Some(VALUE)),
    }
}

/// Returns what a field of a form sends.
fn or_empty(shape: &Shape) -> RefOr<Schema> {
    let empty = ObjectBuilder::new().schema_type(SchemaType::new(Type::String)).enum_values(Some([""]));
    match shape {
        Shape::Text(_) | Shape::Facets | Shape::Filter(Facet::Cites) => schema(shape),
        Shape::Filter(facet) => {
            let pattern = if *facet == Facet::Year { YEARS } else { VALUE };
            ArrayBuilder::new().items(filter_value(*facet).pattern(Some(format!("^$|{pattern}")))).into()
        }
        Shape::Choice(..) | Shape::Number { .. } => AnyOfBuilder::new().item(schema(shape)).item(empty).into(),
    }
}

/// White space alone is no value.
const VALUE: &str = r"\S";
/// The format of a document number in any spelling, or a full key: what can be one is more than a pattern can say.
const NUMBER: &str = "document-number";

/// A year, a range that may be open at one end, or what is not known; `!` in front excludes.
const YEARS: &str = r"^!?(~missing|[0-9]{4}|[0-9]{4}\.\.([0-9]{4})?|\.\.[0-9]{4})$";

/// Returns the names of all facets.
pub(super) fn names() -> [&'static str; Facet::ALL.len()] {
    Facet::ALL.map(Facet::name)
}

/// Names parted by commas; what is empty between two of them is passed over.
fn facets_pattern() -> String {
    let names = format!(r"\s*({})?\s*", names().join("|"));
    format!(r"^(\s*\*\s*|{names}(,{names})*)$")
}
