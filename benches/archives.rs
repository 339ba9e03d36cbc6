//! The archives that questions are put to, ours and the peer's over the same texts: built once and kept, because a
//! million directives take minutes. They are taken up again when seed, lengths, sentences and form of the index agree.

use std::fs;
use std::io::{BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use indexer::{Job, bring_into_step};
use schema::{CURRENT, Current, Fields, fingerprint, generation_name, prepare};
use tantivy::indexer::NoMergePolicy;
use tantivy::schema::{INDEXED, Schema, TEXT};
use tantivy::{Index, IndexWriter, TantivyDocument, Term, doc};

use crate::texts::Texts;

/// Counts the ways in which the archives were built; another one makes those that are kept useless.
const FORM: u32 = 1;
const SEED: u64 = 11;
/// Memory of a writer in bytes, and its threads: as ours has them.
const MEMORY: usize = 256 << 20;
const THREADS: usize = 2;
/// Directives between two commits of the peer, as ours has them too: both end with like segments.
const BATCH: usize = 50_000;
/// Of so many directives one is taken out.
const TAKEN_OUT: usize = 100;

/// How an archive lies in its index.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// In one segment, nothing taken out.
    Whole,
    /// In the segments that the indexer left, one directive in a hundred taken out.
    Parts,
}

/// Two indexes of the same directives, each in both states.
pub(crate) struct Archive {
    folder: PathBuf,
}

impl Archive {
    /// Returns the texts that archives are made of, from the first on.
    pub(crate) fn texts(lengths: Range<u64>) -> Texts {
        Texts::of_lengths(SEED, lengths)
    }

    /// Returns the archive of so many directives of these lengths; builds it if it is not kept.
    pub(crate) fn of(lengths: Range<u64>, directives: usize) -> Archive {
        let texts = Archive::texts(lengths);
        let kept = std::env::var_os("TRACUU_BENCH_DIR").map(PathBuf::from);
        let kept = kept.unwrap_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("archives"));
        let folder = kept.join(format!("{directives}-{}-{}-{FORM}", texts.digest(), fingerprint()));
        if !folder.is_dir() {
            build(&folder, texts, directives);
        }
        Archive { folder }
    }

    /// Returns the folder of our index.
    pub(crate) fn ours(&self, state: State) -> PathBuf {
        self.folder.join(if state == State::Whole { "ours-whole" } else { "ours-parts" })
    }

    /// Returns the number of segments of our index, when it lies in several.
    pub(crate) fn segments(&self) -> usize {
        generation(&self.ours(State::Parts)).searchable_segment_ids().unwrap().len()
    }

    /// Opens the index of the peer.
    pub(crate) fn plain(&self, state: State) -> Index {
        let name = if state == State::Whole { "plain-whole" } else { "plain-parts" };
        Index::open_in_dir(self.folder.join(name)).unwrap()
    }
}

fn build(folder: &Path, texts: Texts, directives: usize) {
    let making = folder.with_extension("making");
    drop(fs::remove_dir_all(&making));
    fs::create_dir_all(&making).unwrap();
    let (ours, plain) = (making.join("ours-parts"), making.join("plain-parts"));
    let records = making.join("archive.jsonl");
    write(&records, &plain, texts, directives);
    bring_into_step(&Job { index: ours.clone(), sources: vec![records.clone()] }, &|_| {}).unwrap();
    fs::remove_file(records).unwrap();
    link(&ours, &making.join("ours-whole"));
    link(&plain, &making.join("plain-whole"));
    merge(&generation(&making.join("ours-whole")));
    merge(&Index::open_in_dir(making.join("plain-whole")).unwrap());
    let source = Fields::schema().1.source;
    let taken = (0..directives).step_by(TAKEN_OUT);
    take_out(&generation(&ours), taken.clone().map(|at| Term::from_field_text(source, &format!("archive.jsonl#{at}"))));
    let index = Index::open_in_dir(&plain).unwrap();
    let number = index.schema().get_field("number").unwrap();
    take_out(&index, taken.map(|at| Term::from_field_u64(number, at as u64)));
    fs::rename(making, folder).unwrap();
}

/// Makes the texts, each once: into the peer's index, which keeps no text, and a file of records.
fn write(records: &Path, plain: &Path, mut texts: Texts, directives: usize) {
    let mut schema = Schema::builder();
    let (number, body) = (schema.add_u64_field("number", INDEXED), schema.add_text_field("body", TEXT));
    fs::create_dir(plain).unwrap();
    let index = Index::create_in_dir(plain, schema.build()).unwrap();
    let mut writer: IndexWriter = index.writer_with_num_threads(THREADS, MEMORY).unwrap();
    let mut file = BufWriter::new(fs::File::create(records).unwrap());
    for at in 0..directives {
        let text = texts.next(at);
        writeln!(file, "{}", serde_json::json!({ "id": at.to_string(), "text": text })).unwrap();
        writer.add_document(doc!(number => at as u64, body => text)).unwrap();
        if (at + 1).is_multiple_of(BATCH) {
            writer.commit().unwrap();
        }
    }
    file.flush().unwrap();
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
}

/// Makes a copy that shares the files: an engine writes each once and never changes it.
fn link(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => link(&entry.path(), &target),
            false => fs::hard_link(entry.path(), target).unwrap(),
        }
    }
}

/// Opens the live generation of an index of ours.
fn generation(folder: &Path) -> Index {
    let current = Current::read(&fs::read(folder.join(CURRENT)).unwrap()).unwrap();
    let index = Index::open_in_dir(folder.join(generation_name(current.live))).unwrap();
    prepare(&index).unwrap();
    index
}

fn merge(index: &Index) {
    let mut writer = writer(index);
    let segments = index.searchable_segment_ids().unwrap();
    if segments.len() > 1 {
        writer.merge(&segments).wait().unwrap();
    }
    writer.garbage_collect_files().wait().unwrap();
}

fn take_out(index: &Index, terms: impl Iterator<Item = Term>) {
    let mut writer = writer(index);
    for term in terms {
        writer.delete_term(term);
    }
    let payload = index.load_metas().unwrap().payload;
    let mut prepared = writer.prepare_commit().unwrap();
    payload.iter().for_each(|payload| prepared.set_payload(payload));
    prepared.commit().unwrap();
}

/// Returns a writer that merges nothing by itself.
fn writer(index: &Index) -> IndexWriter<TantivyDocument> {
    let writer = index.writer_with_num_threads(1, MEMORY).unwrap();
    writer.set_merge_policy(Box::new(NoMergePolicy));
    writer
}
