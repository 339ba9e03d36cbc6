//! The identity of a document: from the path of its file, so that the same file is the same document.

/// Longest readable part, in characters.
const LONGEST: usize = 80;
/// Longest id that is given from outside, in bytes: as the name of a file it must not pass 255.
const LONGEST_GIVEN: usize = 200;

/// Returns the id of the directive that a source path names.
///
/// A plain `.txt` file goes by its name without the ending; everything else gets a hash of the whole path behind it, as
/// two paths must never share an id. Ids hold letters, digits, `_`, `-` and `.` only: they stand in addresses.
pub(crate) fn id(source: &str) -> String {
    match source.strip_suffix(".txt") {
        Some(stem) if is_plain(stem) => stem.to_owned(),
        _ => {
            let readable: String = vietnamese::slug(source.trim_end_matches(".txt")).chars().take(LONGEST).collect();
            format!("{readable}-{}", &blake3::hash(source.as_bytes()).to_hex()[..12])
        }
    }
}

fn is_plain(stem: &str) -> bool {
    stem.len() <= LONGEST && is_fit(stem)
}

/// Tells whether an id that is given from outside may stand in addresses and name a file.
pub(crate) fn is_fit(id: &str) -> bool {
    let fit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    !id.is_empty() && id.len() <= LONGEST_GIVEN && !id.starts_with(['.', '-']) && id.bytes().all(fit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        assert_eq!(id("000_25d31764dfd2fe86.txt"), "000_25d31764dfd2fe86");
        assert!(id("tỉnh/Số 5.txt").starts_with("tinh-so-5-"));
        assert!(id("a.jsonl#17").starts_with("a-jsonl-17-"));
        assert_ne!(id("a/b.txt"), id("a-b.txt"));
        assert_ne!(id("a.md"), id("a.txt"));
        assert!(id(&"ắ".repeat(500)).len() < 100);
    }
}
