//! How fast text is cut into words, against the default analyzer of tantivy.

use std::hint::black_box;

use schema::TermList;
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};
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
    let lists = ratio(|| peer(&mut default, &texts), || lists(&texts));
    vec![
        Figure::new(
            "words with offsets, exact and folded: times the speed of tantivy's default analyzer",
            words,
            "≥ 5, target 7",
        ),
        Figure::new(
            "term lists, exact, folded and pairs: times the speed of one default stream",
            lists,
            "≥ 3.5, target 4.5",
        ),
    ]
}

fn peer(analyzer: &mut TextAnalyzer, texts: &[String]) {
    for text in texts {
        let mut stream = analyzer.token_stream(text);
        while stream.advance() {
            black_box(stream.token());
        }
    }
}

fn words(texts: &[String]) {
    let mut analyzer = Analyzer::new();
    for text in texts {
        analyzer.analyze(text, |token| {
            black_box(token);
        });
    }
}

fn lists(texts: &[String]) {
    let mut analyzer = Analyzer::new();
    let mut list = TermList::default();
    for text in texts {
        list.exact.clear();
        list.folded.clear();
        list.push_read(&mut analyzer, text);
        black_box(&list);
    }
}
