//! The bodies as OpenAPI describes them: the table of parameters again, where a value may have its JSON type too.
//!
//! Apart from [`super::openapi`], because a query string knows text only, and a body knows numbers, lists, true and false.

use std::borrow::Cow;

use search::Facet;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{
    AdditionalProperties, AllOfBuilder, AnyOfBuilder, ArrayBuilder, ObjectBuilder, OneOfBuilder, Schema, SchemaType,
    Type,
};
use utoipa::{PartialSchema, ToSchema};

use super::openapi::{filter_value, names, schema};
use super::table::{PARAMETERS, Parameter, Shape};

/// Stands for a search as a body.
pub(crate) struct SearchBody;

impl PartialSchema for SearchBody {
    fn schema() -> RefOr<Schema> {
        closed(PARAMETERS.iter()).into()
    }
}

impl ToSchema for SearchBody {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("SearchRequest")
    }
}

/// Stands for what is to be resolved: numbers or a text, one of the two.
pub(crate) struct ResolveBody;

impl PartialSchema for ResolveBody {
    fn schema() -> RefOr<Schema> {
        let numbers =
            ArrayBuilder::new().items(typed(Type::String)).max_items(Some(::search::MAX_NUMBERS)).description(Some(
                "Document numbers in any spelling, at most 1000; `@2022` behind one picks those of that year.",
            ));
        let text = typed(Type::String).description(Some("A text in which numbers stand."));
        let fields = ObjectBuilder::new()
            .property("numbers", numbers)
            .property("text", text)
            .additional_properties(Some(AdditionalProperties::FreeForm(false)));
        let given = |name: &str| ObjectBuilder::new().required(name);
        let one = OneOfBuilder::new().item(given("numbers")).item(given("text"));
        AllOfBuilder::new().item(fields).item(one).into()
    }
}

impl ToSchema for ResolveBody {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("ResolveRequest")
    }
}

/// Returns an object of these parameters and no others.
pub(super) fn closed<'a>(parameters: impl Iterator<Item = &'a Parameter>) -> ObjectBuilder {
    let object = ObjectBuilder::new().additional_properties(Some(AdditionalProperties::FreeForm(false)));
    parameters.fold(object, |object, parameter| object.property(parameter.name, value(parameter)))
}

/// Returns what a member takes.
fn value(Parameter { name, about, shape }: &Parameter) -> RefOr<Schema> {
    match shape {
        // One value needs no list.
        Shape::Filter(facet) => {
            let one = filter_member(*facet);
            AnyOfBuilder::new().item(one.clone()).item(ArrayBuilder::new().items(one)).into()
        }
        Shape::Facets => {
            let name = typed(Type::String).enum_values(Some(names()));
            AnyOfBuilder::new().item(schema(shape)).item(ArrayBuilder::new().items(name)).into()
        }
        Shape::Choice(choices, _) if choices.contains(&"true") => flag(about),
        Shape::Text(_) if *name == "q" => ObjectBuilder::new().schema_type(written()).max_length(Some(4096)).into(),
        Shape::Choice(..) | Shape::Text(_) | Shape::Number { .. } => schema(shape),
    }
}

/// Returns what a filter takes, once: a number or a truth value is read as it is written.
fn filter_member(facet: Facet) -> RefOr<Schema> {
    match facet {
        Facet::Cites => filter_value(facet).into(),
        Facet::Year => {
            let year = typed(Type::Integer).minimum(Some(1000)).maximum(Some(9999));
            AnyOfBuilder::new().item(filter_value(facet)).item(year).into()
        }
        _ => filter_value(facet).schema_type(written()).into(),
    }
}

/// The types that are read as text.
fn written() -> SchemaType {
    SchemaType::from_iter([Type::String, Type::Number, Type::Boolean])
}

/// Returns what a choice between yes and no takes: as JSON says it, or as the query string does.
pub(super) fn flag(about: &str) -> RefOr<Schema> {
    let words = typed(Type::String).enum_values(Some(["0", "1", "false", "true"]));
    let number = typed(Type::Integer).minimum(Some(0)).maximum(Some(1));
    AnyOfBuilder::new().item(typed(Type::Boolean)).item(words).item(number).description(Some(about)).into()
}

fn typed(kind: Type) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::new(kind))
}
