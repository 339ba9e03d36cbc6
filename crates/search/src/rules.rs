//! By what rules this program makes and reads an index. An engine opens no index of other rules, so they are those of
//! every index that is searched.

use std::sync::LazyLock;

/// The rules of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexRules {
    /// Counts the forms that the stored records have had.
    pub format: u32,
    /// The name of the rules by which words are read.
    pub analyzer: &'static str,
    /// The fingerprint of fields, rules and records: 16 hexadecimal digits.
    pub fingerprint: String,
}

/// Returns the rules of this program, made out once.
pub fn index_rules() -> &'static IndexRules {
    static RULES: LazyLock<IndexRules> = LazyLock::new(|| IndexRules {
        format: schema::FORMAT,
        analyzer: vietnamese::RULES,
        fingerprint: schema::fingerprint(),
    });
    &RULES
}
