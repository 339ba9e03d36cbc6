//! How fast text is cut into words, against the default analyzer of tantivy.

use std::hint::black_box;

use directive::reading_order;
use schema::{Fields, TermList};
use tantivy::Index;
use tantivy::tokenizer::{TextAnalyzer, TokenStream, TokenizerManager};
use vietnamese::Analyzer;

use crate::Figure;
use crate::measure::ratio;
use crate::texts::texts;

/// Bytes of text in one round.
const BYTES: usize = 20_000_000;

pub(crate) fn measure() -> Vec<Figure> {
    let texts = texts(BYTES);
    let mut default = TokenizerManager::default().get("default").unwrap();
    let words = ratio(|| peer(&mut default, &texts), || words(&texts));
    let streams = ratio(|| peer(&mut default, &texts), || streams(&texts));
    vec![
        Figure::new(
            "words with offsets, exact and folded: times the speed of tantivy's default analyzer",
            words,
            "≥ 5, target 7",
        ),
        Figure::new(
            "token streams of exact keys, folded keys and pairs, as the engine takes them: times the speed of one default stream",
            streams,
            "≥ 3.5, target 4.5",
        ),
    ]
}

fn peer(analyzer: &mut TextAnalyzer, texts: &[String]) {
    texts.iter().for_each(|text| read_out(analyzer, text));
}

/// Reads a stream out in the way in which the engine indexes it: by the `process` of the stream in the box. The box has one of
/// its own, which asks for each token anew.
fn read_out(analyzer: &mut TextAnalyzer, text: &str) {
    let mut boxed = analyzer.token_stream(text);
    let stream: &mut dyn TokenStream = &mut *boxed;
    stream.process(&mut |token| {
        black_box(token);
    });
}

fn words(texts: &[String]) {
    let mut analyzer = Analyzer::new();
    for text in texts {
        analyzer.analyze(text, |token| {
            black_box(token);
        });
    }
}

/// One analysis, and the three streams that the index is made of.
fn streams(texts: &[String]) {
    let (schema, fields) = Fields::schema();
    let index = Index::create_in_ram(schema);
    schema::prepare(&index).unwrap();
    let mut readers =
        [fields.exact, fields.folded, fields.pairs].map(|field| index.tokenizer_for_field(field).unwrap());
    let mut analyzer = Analyzer::new();
    for text in texts {
        let mut list = TermList::default();
        list.push_read(&mut analyzer, text, &reading_order(text));
        let list = list.into_text();
        for (reader, terms) in readers.iter_mut().zip([list.exact(), list.folded(), list.folded()]) {
            read_out(reader, terms);
        }
    }
}
