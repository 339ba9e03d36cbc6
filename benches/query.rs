//! What a question costs over an archive, and over one of ten times as many directives: in turns with plain tantivy,
//! which is asked for as much (the ten best and the exact total), and as a whole, with facets and marked snippets.

use std::hint::black_box;
use std::path::PathBuf;

use search::{Engine, Facet, MatchMode, SearchRequest};
use tantivy::Searcher;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::QueryParser;

use crate::Figure;
use crate::archives::{Archive, State};
use crate::measure::{ROUNDS, cost, median, percentile};
use crate::questions::{Question, Questions};
use crate::texts::{FULL, SHORT};

/// The facets of a whole search.
const FACETS: [Facet; 5] = [Facet::Province, Facet::Level, Facet::Kind, Facet::Issuer, Facet::Year];
/// Least processor seconds of one turn: cheap questions are put again until they are spent.
const TURN: f64 = 0.02;
/// So many of the dearest searches are printed, with what their stages cost.
const DEAREST: usize = 4;

/// Returns the figures over ten times as many directives, each with what it is over so many; those that `only` is part of
/// the name of.
pub(crate) fn measure(directives: usize, only: &str) -> Vec<Figure> {
    let kinds = [("short directives", SHORT, "≤ 30, target 20"), ("directives", FULL, "≤ 60, target 45")];
    let figures = kinds.into_iter().flat_map(|(kind, lengths, goal)| {
        let questions = Questions::of(lengths.clone());
        let figures = |directives| figures(&Archive::of(lengths.clone(), directives), &questions, goal, only);
        let (tenth, all) = (figures(directives), figures(directives * 10));
        let joined = all.into_iter().zip(tenth).map(move |(all, tenth)| {
            let what = format!("{} {kind}: {}", directives * 10, all.what);
            Figure { what, ..all }.over_a_tenth(tenth.value)
        });
        joined.collect::<Vec<_>>()
    });
    figures.collect()
}

/// Returns the figures of one archive; `goal` is what the dearest search in a hundred may cost.
fn figures(archive: &Archive, questions: &Questions, goal: &'static str, only: &str) -> Vec<Figure> {
    let whole = Both::open(archive, State::Whole);
    let mut figures = Vec::new();
    for (what, questions, goal) in [
        ("one of five frequent words", &questions.any, "≤ 0.7, target 0.5"),
        ("the same, typed without marks", &questions.any_unmarked, "≤ 0.7, target 0.5"),
        ("two frequent words", &questions.both, "≤ 1.0, target 0.7"),
        ("a phrase of two words, typed without marks", &questions.phrase, "≤ 0.05, target 0.02"),
        ("a rare word", &questions.rare, "≤ 1.5"),
    ] {
        figures.extend(wanted(only, what, || whole.compare(what, questions, goal).to_vec()));
    }
    for (what, questions, match_mode) in [
        ("a whole search", &questions.typed, MatchMode::All),
        ("any word of a sentence, whole", &questions.sentences, MatchMode::Any),
    ] {
        figures.extend(wanted(only, what, || whole.searches(what, questions, match_mode, goal).to_vec()));
    }
    let parts = Both::open(archive, State::Parts);
    figures.extend(wanted(only, "segments", || {
        let (ours, plain) = (archive.segments() as f64, parts.plain.segment_readers().len() as f64);
        let ours = Figure::new("segments of ours, when there are several", ours, "");
        vec![ours, Figure::new("segments of the peer", plain, "")]
    }));
    let what = "in those, 1 % taken out: one of five frequent words";
    figures.extend(wanted(only, what, || parts.compare(what, &questions.any, "≤ 0.7, target 0.5").to_vec()));
    let what = "in those: a whole search";
    figures.extend(wanted(only, what, || parts.searches(what, &questions.typed, MatchMode::All, goal).to_vec()));
    figures
}

/// Measures what is wanted.
fn wanted(only: &str, what: &str, measure: impl FnOnce() -> Vec<Figure>) -> Vec<Figure> {
    if what.contains(only) { measure() } else { Vec::new() }
}

/// Two indexes of the same directives.
struct Both {
    index: PathBuf,
    engine: Engine,
    plain: Searcher,
    parser: QueryParser,
}

impl Both {
    fn open(archive: &Archive, state: State) -> Both {
        let plain = archive.plain(state);
        let body = plain.schema().get_field("body").unwrap();
        let parser = QueryParser::for_index(&plain, vec![body]);
        let (index, plain) = (archive.ours(state), plain.reader().unwrap().searcher());
        Both { engine: Engine::open(&index).unwrap(), index, plain, parser }
    }

    /// Returns what ours costs against the peer, and in milliseconds for one question.
    fn compare(&self, what: &str, questions: &[Question], goal: &'static str) -> [Figure; 2] {
        let ours = || questions.iter().for_each(|question| self.ours(&question.ours));
        let plain = || questions.iter().for_each(|question| self.plain(&question.plain));
        let (first, _) = (cost(ours), cost(plain));
        let turns = 1 + (TURN / first) as usize;
        let many = |once: &dyn Fn()| cost(|| (0..turns).for_each(|_| once()));
        let rounds: Vec<(f64, f64)> = (0..ROUNDS).map(|_| (many(&ours), many(&plain))).collect();
        let ratio = median(rounds.iter().map(|(ours, plain)| ours / plain).collect());
        let one = median(rounds.iter().map(|(ours, _)| ours / (turns * questions.len()) as f64).collect());
        [Figure::new(format!("{what}, times the peer"), ratio, goal), Figure::new(format!("{what}, ms"), one * 1e3, "")]
    }

    /// Finds the ten best and the exact total.
    fn ours(&self, question: &str) {
        let request = SearchRequest { query: question.to_owned(), limit: 10, ..SearchRequest::default() };
        black_box(self.engine.retrieve(&request).unwrap());
    }

    fn plain(&self, question: &str) {
        let query = self.parser.parse_query(question).unwrap();
        black_box(self.plain.search(&query, &(TopDocs::with_limit(10).order_by_score(), Count)).unwrap());
    }

    /// Returns the median and the 99th percentile of the milliseconds of whole searches: the exact total, five facets, ten
    /// hits with marked snippets; and what they take an engine that was asked nothing before. The dearest are printed.
    fn searches(&self, what: &str, questions: &[String], match_mode: MatchMode, goal: &'static str) -> [Figure; 3] {
        let asked = |question: &String| SearchRequest {
            query: question.clone(),
            match_mode,
            facets: FACETS.to_vec(),
            limit: 10,
            ..SearchRequest::default()
        };
        let whole = |request: &SearchRequest| milliseconds(|| drop(black_box(self.engine.search(request).unwrap())));
        let times: Vec<f64> = questions.iter().map(|question| whole(&asked(question))).collect();
        let mut dearest: Vec<(&f64, &String)> = times.iter().zip(questions).collect();
        dearest.sort_by(|one, other| other.0.total_cmp(one.0));
        for (time, question) in dearest.into_iter().take(DEAREST) {
            println!("  {what}: {time:.1} ms ({}) {question}", self.stages(&asked(question)));
        }
        let new = Engine::open(&self.index).unwrap();
        let once = |question| cost(|| drop(black_box(new.search(&asked(question)).unwrap()))) * 1e3;
        let once: Vec<f64> = questions.iter().map(once).collect();
        [
            Figure::new(format!("{what}, median ms"), percentile(times.clone(), 0.5), ""),
            Figure::new(format!("{what}, 99th percentile ms"), percentile(times, 0.99), goal),
            Figure::new(
                format!("{what}, each put once to a new engine, 99th percentile ms"),
                percentile(once, 0.99),
                "",
            ),
        ]
    }

    /// Returns what the stages of a search cost by themselves.
    fn stages(&self, request: &SearchRequest) -> String {
        let stage = |request: SearchRequest| milliseconds(|| drop(black_box(self.engine.retrieve(&request).unwrap())));
        let unfaceted = || SearchRequest { facets: Vec::new(), ..request.clone() };
        let matched = stage(SearchRequest { limit: 0, ..unfaceted() });
        let (ranked, counted) = (stage(unfaceted()), stage(request.clone()));
        let total = self.engine.retrieve(request).unwrap().total;
        let (ranking, facets) = (ranked - matched, counted - ranked);
        format!("{total} found in {matched:.1}, ranked in {ranking:.1}, facets in {facets:.1}")
    }
}

/// Returns the median of the processor milliseconds of a piece of work.
fn milliseconds(mut work: impl FnMut()) -> f64 {
    median((0..ROUNDS).map(|_| cost(&mut work) * 1e3).collect())
}
