//! A text in the order in which it is read: what is searched for matches and cut into snippets.
//!
//! The index was made in that order, so a phrase whose halves stand on two pages with a footnote between them is one
//! phrase here too. Nearly always this is the text itself, and nothing is copied.

use std::borrow::Cow;
use std::ops::Range;

use directive::ReadingOrder;

/// Stands where a footnote was lifted out.
const LEFT_OUT: &str = "[…] ";

/// A text in the order in which it is read.
pub(crate) struct Ordered<'a> {
    text: Cow<'a, str>,
    /// Parts over whose ends no phrase reaches.
    parts: Vec<Range<usize>>,
    /// Where each stretch of this text begins, and where it does in the original.
    stretches: Vec<(Range<usize>, usize)>,
}

impl<'a> Ordered<'a> {
    pub(crate) fn of(original: &'a str, order: &ReadingOrder) -> Ordered<'a> {
        if order.footnotes.is_empty() {
            let whole = 0..original.len();
            let text = Cow::Borrowed(original);
            return Ordered { text, parts: vec![whole.clone()], stretches: vec![(whole, 0)] };
        }
        let mut writer = Writer { original, text: String::with_capacity(original.len() + 64), stretches: Vec::new() };
        for (index, piece) in order.body.iter().cloned().enumerate() {
            writer.text.push_str(if index == 0 { "" } else { LEFT_OUT });
            writer.push(piece);
        }
        let body = 0..writer.text.len();
        let mut parts = vec![body];
        for footnote in order.footnotes.iter().cloned() {
            writer.text.push_str("\n\n");
            let start = writer.text.len();
            writer.push(footnote);
            parts.push(start..writer.text.len());
        }
        Ordered { text: Cow::Owned(writer.text), parts, stretches: writer.stretches }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn parts(&self) -> &[Range<usize>] {
        &self.parts
    }

    /// Returns where a range of this text stands in the original: in several pieces if something was lifted out of it.
    pub(crate) fn original(&self, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        self.stretches.iter().filter_map(move |(own, original)| {
            let (start, end) = (range.start.max(own.start), range.end.min(own.end));
            (start < end).then(|| original + (start - own.start)..original + (end - own.start))
        })
    }
}

struct Writer<'a> {
    original: &'a str,
    text: String,
    stretches: Vec<(Range<usize>, usize)>,
}

impl Writer<'_> {
    fn push(&mut self, piece: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(&self.original[piece.clone()]);
        self.stretches.push((start..self.text.len(), piece.start));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use directive::reading_order;

    #[test]
    fn ranges_lead_back_to_the_original() {
        let original = "bảo đảm an ninh\n\n(1) Theo Quyết định.\n\nchính trị.";
        let order = reading_order(original);
        let ordered = Ordered::of(original, &order);
        assert_eq!(ordered.text(), "bảo đảm an ninh\n\n[…] chính trị.\n\n(1) Theo Quyết định.\n\n");
        let start = ordered.text().find("an ninh").unwrap();
        let end = ordered.text().find(" trị").unwrap();
        let pieces: Vec<_> = ordered.original(&(start..end)).map(|range| &original[range]).collect();
        assert_eq!(pieces, ["an ninh\n\n", "chính"]);
    }
}
