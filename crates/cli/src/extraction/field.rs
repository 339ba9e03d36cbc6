//! The fields that are measured: their names, and what our reading says of each.
//!
//! Apart, so that the comparison knows text only, whatever type a fact has.

use directive::{Directive, Fact};
use serde::Serialize;

/// One field of a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Field {
    Number,
    Kind,
    Issuer,
    Level,
    Province,
    Date,
    Year,
    Title,
    /// The title once more, compared without leading kind, number and `về`, and without the marks between words.
    TitleWords,
    Signer,
    Organ,
    Place,
    SubjectYear,
    Recipients,
    SignerRole,
    ProvinceNow,
}

/// What our reading says of one field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) value: Option<String>,
    /// The paper says it, we say.
    pub(crate) stated: bool,
    /// Values left open.
    pub(crate) candidates: Vec<String>,
}

impl Field {
    /// The fields that every form of truth tells.
    pub(crate) const MAIN: [Self; 10] = [
        Self::Number,
        Self::Kind,
        Self::Issuer,
        Self::Level,
        Self::Province,
        Self::Date,
        Self::Year,
        Self::Title,
        Self::TitleWords,
        Self::Signer,
    ];

    /// The fields that only the truth of the seeds tells.
    pub(crate) const MORE: [Self; 6] =
        [Self::Organ, Self::Place, Self::SubjectYear, Self::Recipients, Self::SignerRole, Self::ProvinceNow];

    /// Returns its name in our figures.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Kind => "kind",
            Self::Issuer => "issuer",
            Self::Level => "level",
            Self::Province => "province",
            Self::Date => "date",
            Self::Year => "year",
            Self::Title => "title",
            Self::TitleWords => "title_words",
            Self::Signer => "signer",
            Self::Organ => "organ",
            Self::Place => "place",
            Self::SubjectYear => "subject_year",
            Self::Recipients => "recipients",
            Self::SignerRole => "signer_role",
            Self::ProvinceNow => "province_now",
        }
    }

    /// Returns the name of the fact in the truth: two figures may measure one fact.
    pub(crate) fn fact(self) -> &'static str {
        if self == Self::TitleWords { Self::Title.name() } else { self.name() }
    }

    /// Returns what we read.
    pub(crate) fn read(self, directive: &Directive) -> Reading {
        match self {
            Self::Number => reading(&directive.number, ToString::to_string),
            Self::Kind => reading(&directive.kind, |kind| kind.name().to_owned()),
            Self::Issuer => reading(&directive.issuer, Clone::clone),
            Self::Level => reading(&directive.level, |level| level.name().to_owned()),
            Self::Province => reading(&directive.province, |province| province.name().to_owned()),
            Self::Date => reading(&directive.date, ToString::to_string),
            Self::Year => reading(&directive.year, ToString::to_string),
            Self::Title | Self::TitleWords => reading(&directive.title, Clone::clone),
            Self::Signer => reading(&directive.signer, Clone::clone),
            Self::Organ => reading(&directive.organ, Clone::clone),
            Self::Place => reading(&directive.place, Clone::clone),
            Self::SubjectYear => reading(&directive.subject_year, ToString::to_string),
            Self::Recipients => recipients(&directive.recipients),
            Self::SignerRole => reading(&directive.signer_role, Clone::clone),
            Self::ProvinceNow => reading(&directive.province, |province| province.today().name().to_owned()),
        }
    }
}

/// Returns what is said of a field for a person: the value, or what is left open.
pub(super) fn shown(value: Option<&str>, candidates: &[String]) -> Option<String> {
    value.map(str::to_owned).or_else(|| (!candidates.is_empty()).then(|| candidates.join(" or ")))
}

fn reading<T>(fact: &Fact<T>, print: impl Fn(&T) -> String) -> Reading {
    Reading {
        value: fact.value.as_ref().map(&print),
        stated: fact.is_stated(),
        candidates: fact.candidates.iter().map(print).collect(),
    }
}

/// A list is one value, an item a line.
fn recipients(list: &[String]) -> Reading {
    Reading { value: (!list.is_empty()).then(|| list.join("\n")), ..Reading::default() }
}
