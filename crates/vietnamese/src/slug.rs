//! Slugs: names as they stand in addresses and on the command line.

use crate::fold::fold;

/// Returns a name without marks, in lower case, its words joined by single hyphens.
///
/// ```
/// assert_eq!(vietnamese::slug("Bà Rịa - Vũng Tàu"), "ba-ria-vung-tau");
/// ```
pub fn slug(name: &str) -> String {
    let folded = fold(name);
    let mut slug = String::with_capacity(folded.len());
    for word in folded.split(|found: char| !found.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug
}
