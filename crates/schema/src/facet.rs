//! The facets: what hits can be counted and filtered by, and how their values lie in the index.

/// Something that hits are counted and filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    /// Province when the directive was issued (tỉnh khi ban hành).
    Province,
    /// The province of today that it belongs to (tỉnh hiện nay).
    ProvinceNow,
    /// Level of the issuer (cấp).
    Level,
    /// Kind of document (thể loại).
    Kind,
    /// Body that issued it (cơ quan ban hành).
    Issuer,
    /// Year of issue (năm).
    Year,
    /// Documents it cites (viện dẫn).
    Cites,
    /// Who signed it (người ký).
    Signer,
}

/// Facet, its name in JSON and URLs, and the names people give it, folded.
const NAMES: [(Facet, &str, &[&str]); 8] = [
    (Facet::Province, "province", &["tinh", "tinh_thanh"]),
    (Facet::ProvinceNow, "province_now", &["tinh_nay", "tinh_hien_nay"]),
    (Facet::Level, "level", &["cap"]),
    (Facet::Kind, "kind", &["loai", "the_loai", "type"]),
    (Facet::Issuer, "issuer", &["co_quan", "ban_hanh", "co_quan_ban_hanh"]),
    (Facet::Year, "year", &["nam"]),
    (Facet::Cites, "cites", &["vien_dan", "trich_dan", "cited_resolution"]),
    (Facet::Signer, "signer", &["nguoi_ky", "ky"]),
];

impl Facet {
    /// All facets, in the order they are shown.
    pub const ALL: [Facet; 8] = [
        Facet::Province,
        Facet::ProvinceNow,
        Facet::Level,
        Facet::Kind,
        Facet::Issuer,
        Facet::Year,
        Facet::Cites,
        Facet::Signer,
    ];

    /// Returns the name of the facet in JSON, URLs and on the command line.
    pub fn name(self) -> &'static str {
        NAMES[self as usize].1
    }

    /// Returns the facet of a name, English or Vietnamese, with or without marks, `-` and `_` alike.
    ///
    /// ```
    /// use schema::Facet;
    /// assert_eq!(Facet::named("năm"), Some(Facet::Year));
    /// assert_eq!(Facet::named("province-now"), Some(Facet::ProvinceNow));
    /// assert_eq!(Facet::named("màu"), None);
    /// ```
    pub fn named(name: &str) -> Option<Facet> {
        let folded = vietnamese::fold(name).replace(['-', ' '], "_");
        NAMES
            .iter()
            .find(|(_, own, others)| *own == folded || others.contains(&folded.as_str()))
            .map(|(facet, ..)| *facet)
    }

    /// Returns the bit of the facet in the field of stated facts.
    pub fn bit(self) -> u64 {
        1 << self as u64
    }
}

/// Parts the value from the label; neither holds it, and it sorts before every character that they do hold.
const SEPARATOR: char = '\u{1F}';

/// Returns the term under which a facet value is stored: what it is matched by, then what it is shown as. Values of one
/// facet lie sorted, so all labels of one value are neighbours.
pub fn facet_term(value: &str, label: &str) -> String {
    format!("{value}{SEPARATOR}{label}")
}

/// Returns the value and the label of a facet term.
pub fn split_facet_term(term: &str) -> (&str, &str) {
    term.split_once(SEPARATOR).unwrap_or((term, term))
}

/// Returns the bounds, first included and last excluded, between which all terms of a value lie.
pub fn facet_term_bounds(value: &str) -> (String, String) {
    (format!("{value}{SEPARATOR}"), format!("{value} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_facet() {
        for facet in Facet::ALL {
            assert_eq!(NAMES[facet as usize].0, facet);
            assert_eq!(Facet::named(facet.name()), Some(facet));
        }
    }

    #[test]
    fn terms_of_a_value_lie_between_its_bounds() {
        let (first, last) = facet_term_bounds("ha-nam");
        for (value, label, inside) in
            [("ha-nam", "Hà Nam", true), ("ha-nam", "Hà nam", true), ("ha-nam-2", "x", false), ("ha", "Hà", false)]
        {
            let term = facet_term(value, label);
            assert_eq!(first <= term && term < last, inside, "{value}");
            assert_eq!(split_facet_term(&term), (value, label));
        }
    }
}
