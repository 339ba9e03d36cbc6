//! Targets that need a text and nothing else.

use directive::{Directive, DocumentNumber, Fact, Span};
use search::Engine;
use unicode_normalization::UnicodeNormalization;

use super::archive::with_engine;

/// Tokens point at slices of the text in its order, one spelling has one normal form, and both forms are final.
pub fn fold(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let normal = vietnamese::normalise(&text).text;
    assert_eq!(vietnamese::normalise(&normal).text, normal, "the normal form is not final");
    let folded = vietnamese::fold(&text);
    assert_eq!(vietnamese::fold(&folded), folded, "the folded form is not final");
    let tokens = vietnamese::tokens(&text);
    for token in &tokens {
        assert!(text.get(token.start..token.end).is_some(), "{token:?} is no slice of the text");
    }
    assert!(tokens.windows(2).all(|pair| pair[0].start <= pair[1].start), "the tokens are not in order");
    let keys = |text: &str| -> Vec<(String, String)> {
        vietnamese::tokens(text).into_iter().map(|token| (token.exact, token.folded)).collect()
    };
    let composed: String = text.nfc().collect();
    let decomposed: String = text.nfd().collect();
    assert_eq!(keys(&composed), keys(&decomposed), "composed and decomposed letters are read differently");
}

/// Any text is a directive, and all that it points at are slices of the text.
pub fn directive(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for span in spans(&directive::parse(&text)) {
        assert!(text.get(span.start..span.end).is_some(), "{span:?} is no slice of the text");
    }
}

/// Numbers are found at slices of the text, and one that is read is read the same when it is printed.
pub fn number(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for (span, number) in DocumentNumber::find(&text).into_iter().chain(DocumentNumber::find_typed(&text)) {
        assert!(text.get(span.start..span.end).is_some(), "{span:?} is no slice of the text");
        assert_eq!(DocumentNumber::parse(&number.to_string()), Some(number));
    }
    if let Some(number) = DocumentNumber::parse(&text) {
        assert_eq!(DocumentNumber::parse(&number.to_string()), Some(number));
    }
}

/// The places where a query matches a text are slices of it, in order, and none overlaps another. The query is what stands
/// before the first line end.
pub fn highlight(bytes: &[u8]) {
    let given = String::from_utf8_lossy(bytes);
    let (query, text) = given.split_once('\n').unwrap_or((&given, &given));
    let places = with_engine(|engine: &Engine| engine.matches(query, text));
    let Ok(places) = places else { return };
    for place in &places {
        assert!(text.get(place.clone()).is_some_and(|marked| !marked.is_empty()), "{place:?} is no slice of the text");
    }
    assert!(places.windows(2).all(|pair| pair[0].end <= pair[1].start), "{places:?} overlap");
}

/// Returns every place that a directive points at.
fn spans(found: &Directive) -> Vec<Span> {
    let mut spans = Vec::new();
    add(&mut spans, &found.number);
    add(&mut spans, &found.kind);
    add(&mut spans, &found.issuer);
    add(&mut spans, &found.organ);
    add(&mut spans, &found.level);
    add(&mut spans, &found.province);
    add(&mut spans, &found.place);
    add(&mut spans, &found.date);
    add(&mut spans, &found.year);
    add(&mut spans, &found.subject_year);
    add(&mut spans, &found.title);
    add(&mut spans, &found.signer);
    add(&mut spans, &found.signer_role);
    for citation in &found.citations {
        spans.push(citation.sentence);
        spans.extend(&citation.mentions);
    }
    spans.extend(found.diagnostics.iter().filter_map(|diagnostic| diagnostic.span));
    spans
}

fn add<T>(spans: &mut Vec<Span>, fact: &Fact<T>) {
    spans.extend(&fact.evidence);
}
