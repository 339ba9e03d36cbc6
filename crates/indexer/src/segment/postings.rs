//! The postings of the fields that one list of terms fills, written in the order of their terms.

use std::io;

use schema::{PAIR_SEPARATOR, TermFields};
use tantivy::fieldnorm::FieldNormReaders;
use tantivy::postings::{FieldSerializer, InvertedIndexSerializer};
use tantivy::schema::Field;
use vietnamese::ListedWord;

use super::occurrences::Occurrences;
use super::vocabulary::Terms;

/// What is written to: the files of the postings, and how long the documents are.
pub(super) struct Files<'a> {
    pub(super) serializer: &'a mut InvertedIndexSerializer,
    pub(super) lengths: &'a FieldNormReaders,
}

impl Files<'_> {
    /// Opens a field of so many terms, counted wherever they stand; `None` if there are none.
    pub(super) fn open(&mut self, field: Field, terms: usize) -> tantivy::Result<Option<FieldSerializer<'_>>> {
        if terms == 0 {
            return Ok(None);
        }
        let lengths = self.lengths.get_field(field)?;
        Ok(Some(self.serializer.new_field(field, terms as u64, lengths)?))
    }

    /// Writes the fields of a list.
    pub(super) fn write(
        &mut self,
        fields: TermFields,
        words: &[ListedWord<'_>],
        occurrences: &Occurrences,
    ) -> tantivy::Result<()> {
        self.write_exact(fields.exact, &Terms::of(words, ListedWord::exact), occurrences)?;
        let folded = Terms::of(words, ListedWord::folded);
        self.write_folded(fields.folded, &folded, occurrences)?;
        fields.pairs.map_or(Ok(()), |pairs| self.write_pairs(pairs, &folded, occurrences))
    }

    fn write_exact(&mut self, field: Field, terms: &Terms<'_>, occurrences: &Occurrences) -> tantivy::Result<()> {
        let found = occurrences.positions(&terms.places, terms.sorted.len());
        let Some(mut serializer) = self.open(field, found.len())? else { return Ok(()) };
        let mut steps = Vec::new();
        for (term, places) in found.terms() {
            let documents = || places.chunk_by(|(document, _), (next, _)| document == next);
            serializer.new_term(terms.sorted[term as usize].as_bytes(), documents().count() as u32, true)?;
            for in_one in documents() {
                let mut before = 0;
                steps.clear();
                steps.extend(in_one.iter().map(|(_, position)| position - std::mem::replace(&mut before, *position)));
                serializer.write_doc(in_one[0].0, in_one.len() as u32, &steps);
            }
            serializer.close_term()?;
        }
        Ok(serializer.close()?)
    }

    fn write_folded(&mut self, field: Field, terms: &Terms<'_>, occurrences: &Occurrences) -> tantivy::Result<()> {
        let found = occurrences.counted(&terms.places, terms.sorted.len());
        let Some(mut serializer) = self.open(field, found.len())? else { return Ok(()) };
        for (term, documents) in found.terms() {
            write_counted(&mut serializer, terms.sorted[term as usize], documents, |document| *document)?;
        }
        Ok(serializer.close()?)
    }

    /// Writes pairs in the order of the first terms, then of the second: that is the order of what is written of them, as no
    /// character of a term comes before the one that parts them.
    fn write_pairs(&mut self, field: Field, terms: &Terms<'_>, occurrences: &Occurrences) -> tantivy::Result<()> {
        let found = occurrences.pairs(&terms.places, terms.sorted.len());
        let Some(mut serializer) = self.open(field, found.len())? else { return Ok(()) };
        let mut pair = String::new();
        for (first, pairs) in found.terms() {
            pair.clear();
            pair.extend([terms.sorted[first as usize]]);
            pair.push(PAIR_SEPARATOR);
            let length = pair.len();
            for same in pairs.chunk_by(|(second, _), (next, _)| second == next) {
                pair.truncate(length);
                pair.push_str(terms.sorted[same[0].0 as usize]);
                write_counted(&mut serializer, &pair, same, |(_, document)| *document)?;
            }
        }
        Ok(serializer.close()?)
    }
}

/// Writes a term with its documents, each as often as it holds the term.
fn write_counted<T>(
    serializer: &mut FieldSerializer<'_>,
    term: &str,
    found: &[T],
    document: impl Fn(&T) -> u32,
) -> io::Result<()> {
    let documents = || found.chunk_by(|one, next| document(one) == document(next));
    serializer.new_term(term.as_bytes(), documents().count() as u32, true)?;
    for in_one in documents() {
        serializer.write_doc(document(&in_one[0]), in_one.len() as u32, &[]);
    }
    serializer.close_term()
}
