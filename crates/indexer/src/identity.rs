//! The identity of a document: from the path of its file, so that the same file is the same document.

/// Longest readable part, in characters.
const LONGEST: usize = 80;

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
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    !stem.is_empty() && stem.len() <= LONGEST && !stem.starts_with(['.', '-']) && stem.bytes().all(plain)
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
