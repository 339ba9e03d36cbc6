//! The table of parameters as OpenAPI describes them.

use std::borrow::Cow;

use search::Facet;
use utoipa::openapi::path::{Parameter as Described, ParameterBuilder, ParameterIn, ParameterStyle};
use utoipa::openapi::schema::{AdditionalProperties, ArrayBuilder, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{RefOr, Required};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use super::table::{PARAMETERS, Parameter, Shape};

/// Stands for the parameters of a search in the descriptions of routes.
pub(crate) struct SearchParameters;

impl IntoParams for SearchParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Described> {
        PARAMETERS.iter().map(described).collect()
    }
}

/// Stands for those parameters that choose what is found, and not which page of it is shown nor how.
pub(crate) struct SetParameters;

impl IntoParams for SetParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Described> {
        PARAMETERS.iter().filter(|parameter| parameter.is_of_set()).map(described).collect()
    }
}

/// Stands for a search as a body.
pub(crate) struct SearchBody;

impl PartialSchema for SearchBody {
    fn schema() -> RefOr<Schema> {
        let mut object = ObjectBuilder::new().additional_properties(Some(AdditionalProperties::FreeForm(false)));
        for parameter in &PARAMETERS {
            object = object.property(parameter.name, schema(&parameter.shape));
        }
        object.into()
    }
}

impl ToSchema for SearchBody {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("SearchRequest")
    }
}

fn described(parameter: &Parameter) -> Described {
    let style = matches!(parameter.shape, Shape::Filter(_)).then_some(ParameterStyle::Form);
    ParameterBuilder::new()
        .name(parameter.name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(parameter.about))
        .style(style)
        .explode(parameter.is_repeatable().then_some(true))
        .schema(Some(schema(&parameter.shape)))
        .build()
}

fn schema(shape: &Shape) -> RefOr<Schema> {
    let text = || ObjectBuilder::new().schema_type(SchemaType::new(Type::String));
    match shape {
        Shape::Text(_) => text().max_length(Some(4096)).into(),
        Shape::Filter(Facet::Year) => ArrayBuilder::new().items(text().pattern(Some(YEARS))).into(),
        // White space alone is no value.
        Shape::Filter(_) => ArrayBuilder::new().items(text().pattern(Some("\\S"))).into(),
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

/// A year, a range that may be open at one end, or what is not known; `!` in front excludes.
const YEARS: &str = r"^!?(~missing|[0-9]{4}|[0-9]{4}\.\.([0-9]{4})?|\.\.[0-9]{4})$";

fn facets_pattern() -> String {
    let names = Facet::ALL.map(Facet::name).join("|");
    format!("^(\\*|({names})(,({names}))*)$")
}
