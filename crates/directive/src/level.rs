//! The level (cấp) of the body that issued a directive.

use serde::{Deserialize, Serialize};

/// From the centre down to the commune. Districts ended on 30/6/2025; their papers remain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// Trung ương: the organs at the head of Party and state.
    #[serde(rename = "trung-uong")]
    Central,
    /// Bộ ngành: ministries and agencies of their rank.
    #[serde(rename = "bo-nganh")]
    Ministry,
    /// Tỉnh: provinces and cities run by the centre.
    #[serde(rename = "tinh")]
    Province,
    /// Huyện: districts, towns and cities inside a province.
    #[serde(rename = "huyen")]
    District,
    /// Xã: communes, wards and special zones.
    #[serde(rename = "xa")]
    Commune,
}

impl Level {
    /// All levels, from the top.
    pub const ALL: [Self; 5] = [Self::Central, Self::Ministry, Self::Province, Self::District, Self::Commune];

    /// Returns the Vietnamese name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Central => "trung ương",
            Self::Ministry => "bộ ngành",
            Self::Province => "tỉnh",
            Self::District => "huyện",
            Self::Commune => "xã",
        }
    }

    /// Returns the name as it stands in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Central => "trung-uong",
            Self::Ministry => "bo-nganh",
            Self::Province => "tinh",
            Self::District => "huyen",
            Self::Commune => "xa",
        }
    }

    /// Returns the level of that name or slug, with or without marks.
    pub fn named(name: &str) -> Option<Self> {
        let slug = vietnamese::slug(name);
        Self::ALL.into_iter().find(|level| level.slug() == slug)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_is_found_by_its_names() {
        for level in Level::ALL {
            assert_eq!(Level::named(level.name()), Some(level));
            assert_eq!(Level::named(level.slug()), Some(level));
            assert_eq!(serde_json::to_string(&level).unwrap(), format!("{:?}", level.slug()));
        }
        assert_eq!(Level::named("Trung Uong"), Some(Level::Central));
        assert_eq!(Level::named("làng"), None);
    }
}
