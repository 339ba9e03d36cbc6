//! The postings of the fields that one list of terms fills, written in the order of their terms.

use std::{io, mem};

use super::files::FieldWriter;
use super::occurrences::{Place, Sorted};
use super::vocabulary::Terms;

/// Writes exact terms with their positions.
pub(super) fn write_exact(mut serializer: FieldWriter<'_, '_>, terms: &Terms<'_>, found: &Sorted) -> io::Result<()> {
    let mut steps = Vec::new();
    for (term, places) in found.terms() {
        let documents = || places.chunk_by(|[document, _], [next, _]| document == next);
        serializer.new_term(terms.sorted[term as usize].as_bytes(), documents().count() as u32, true)?;
        for in_one in documents() {
            let mut before = 0;
            steps.clear();
            steps.extend(in_one.iter().map(|[_, position]| position - mem::replace(&mut before, *position)));
            serializer.write_doc(in_one[0][0], in_one.len() as u32, &steps);
        }
        serializer.close_term()?;
    }
    serializer.close()
}

/// Writes folded terms with how often each stands in a document.
pub(super) fn write_folded(mut serializer: FieldWriter<'_, '_>, terms: &Terms<'_>, found: &Sorted) -> io::Result<()> {
    for (term, places) in found.terms() {
        write_counted(&mut serializer, terms.sorted[term as usize], places)?;
    }
    serializer.close()
}

/// Writes a term with its documents, each as often as it holds the term.
fn write_counted(serializer: &mut FieldWriter<'_, '_>, term: &str, found: &[Place]) -> io::Result<()> {
    let documents = || found.chunk_by(|[_, document], [_, next]| document == next);
    serializer.new_term(term.as_bytes(), documents().count() as u32, true)?;
    for in_one in documents() {
        serializer.write_doc(in_one[0][1], in_one.len() as u32, &[]);
    }
    serializer.close_term()
}
