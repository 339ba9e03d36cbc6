//! What can be typed. The comments here are the help text.

mod eval;
mod guard;
mod index;
mod limits;
mod log;
mod one;
mod search;
mod serve;
mod set;
mod whole;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

pub(crate) use eval::{EvalArgs, EvalExtractionArgs};
pub(crate) use guard::{GuardArgs, KeyArgs, KeyCommand, KeyCreateArgs, KeyListArgs, KeyRevokeArgs, KeysArgs};
pub(crate) use index::{CheckArgs, IndexArgs, SnapshotArgs, SnapshotCommand};
pub(crate) use limits::LimitArgs;
pub(crate) use log::{LogArgs, LogFormat};
pub(crate) use one::{
    AnalyzeArgs, CitedByArgs, CitesArgs, CoverageArgs, InspectArgs, ParallelsArgs, ShowArgs, SimilarArgs,
};
pub(crate) use search::{HitFormat, SearchArgs, SuggestArgs};
pub(crate) use serve::{ConfigArgs, ServeArgs};
pub(crate) use set::{FilterArgs, SetArgs};
pub(crate) use whole::{ExportArgs, FacetsArgs, ResolveArgs, TimelineArgs};

const AFTER_HELP: &str = "\
Begin with:
  tracuu serve seeds              index the folder `seeds` and open http://127.0.0.1:7700
  tracuu index /archive           bring the index into step with a folder
  tracuu search công an xã        marks may be left out: cong an xa
  tracuu search '\"an ninh trật tự\"' --province 'Hưng Yên' --year 2020..2026

Exit codes: 0 done (search: hits), 1 nothing found or below a floor, 2 usage,
3 no usable index or keys, 4 the index is damaged, 5 some files refused, 6 another process writes to the index.";

/// Search in archives of Vietnamese directives: official letters, directives, resolutions, decisions, plans.
#[derive(Debug, Parser)]
#[command(name = "tracuu", version, after_help = AFTER_HELP, max_term_width = 100)]
pub(crate) struct Cli {
    /// Folder of the index.
    #[arg(long, global = true, env = "TRACUU_INDEX", default_value = "index", value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// File of settings [default: tracuu.toml in this folder, if there is one]
    #[arg(long, global = true, env = "TRACUU_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Tell more on stderr; twice for more still.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// One command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Bring the index into step with folders and files.
    ///
    /// Reads .txt and .md files (one directive each) and .jsonl files (one record a line: id, title, text). What is new
    /// is added, what changed is replaced, what vanished is removed; what cannot be read is named with its reason, and
    /// the rest is indexed all the same. A run without change touches nothing.
    ///
    /// Texts in UTF-16, TCVN3 (ABC), VNI or Windows-1258 are recognised and converted, and named; the files stay as
    /// they are. Where the encoding is not certain the file is refused.
    Index(IndexArgs),
    /// Tell whether every byte of the index is the one that was written.
    ///
    /// Reads the whole index and changes nothing; it may be searched and written to meanwhile. What is damaged is named,
    /// and the exit code is then 4. With --repair a damaged index is built anew from what it was made of, aside, and swapped.
    Check(CheckArgs),
    /// Go back to the generation that `index --rebuild` kept; what was live is kept in its place.
    Rollback,
    /// Copy the index to a folder, look a copy over, or put one back.
    Snapshot(SnapshotArgs),
    /// Search, and print what is found, best first.
    ///
    /// Words may be typed with all their marks, some or none; typed marks count. All words must be found. "…" is a phrase,
    /// -word or NOT excludes, OR (HOẶC) gives a choice, ( ) group. "a b"~4 and a NEAR/5 b (GẦN/5) find what stands near,
    /// uy* what begins so, =đường that spelling only; đường^2 weighs more. A document number is known in any spelling:
    /// 12-NQ/TW, 12 nq tw, số 12 -NQ/TW.
    ///
    /// Fields, also over a bracket: tiêu_đề: số: viện_dẫn: tỉnh: cơ_quan: loại: cấp: người_ký: năm: ngày: (title: number:
    /// cites: province: issuer: kind: level: signer: year: date:). Ranges: năm:2020..2024, năm:>=2020,
    /// ngày:01/07/2019..31/12/2019, date:2019-07. ~missing is what is not known.
    ///
    /// What cannot be read so is read as words, with a note; with --strict it is an error.
    Search(Box<SearchArgs>),
    /// Print what a text that is being typed may become: numbers, issuers, phrases, titles, each with how often.
    ///
    /// The last word may be unfinished, unless a gap follows it; marks may be left out.
    Suggest(SuggestArgs),
    /// Print one directive of the index.
    Show(ShowArgs),
    /// Read one file and print the directive as understood, each fact with its evidence. Needs no index.
    Inspect(InspectArgs),
    /// Print how a text is cut into words and folded, and which document numbers are seen in it.
    Analyze(AnalyzeArgs),
    /// Measure how good the ranking is, on questions that people have judged.
    ///
    /// DIR holds `corpus.jsonl` (id, title, text), `queries.jsonl` (id, text) and `qrels.tsv` (query, document, grade). The
    /// corpus is indexed in a temporary folder, and each question is asked as everybody asks, ten hits, any of its words:
    /// as written, without diacritics, in decomposed Unicode, and with the tone marks of òa and oà swapped.
    Eval(EvalArgs),
    /// Measure how well directives are read, against what is known of them. Needs no index.
    ///
    /// META tells the truth: JSON lines (`id`, `gold`, `gold_src`; the text is `TXT_DIR/ID.txt`), or one JSON object of
    /// `documents` (by the file name of the text in TXT_DIR: facts, citations). Printed for each field: right, wrong,
    /// missing, invented (we have a value, the truth is null), both null; once over all directives, and once over the
    /// facts that count: given by an archive or by hand (or derived from such a fact), of directives that are neither
    /// doubtful nor doubles.
    EvalExtraction(EvalExtractionArgs),
    /// Print what a directive cites, and whether the archive holds it.
    Cites(CitesArgs),
    /// Print who cites a document, with the citing sentence; the archive need not hold the document.
    ///
    /// NUMBER in any spelling; a number may be borne by several documents: 12-NQ/TW@2022 or a full key picks one.
    CitedBy(CitedByArgs),
    /// Print by province what was issued to carry a document out, and the provinces with nothing.
    Coverage(CoverageArgs),
    /// Print the values of a facet, or those that begin so, each with the directives that choosing it alone would bring.
    Facets(Box<FacetsArgs>),
    /// Print the years of what a query finds, gaps included.
    Timeline(Box<TimelineArgs>),
    /// Look up document numbers: which directives bear each, how many cite it, and what lies nearest where none does.
    Resolve(ResolveArgs),
    /// Write all that a query finds, in the order of the ids: for spreadsheets, programs and reference managers.
    Export(Box<ExportArgs>),
    /// Print the directives most similar to one, and what they share: rare pairs of words, and what both cite.
    Similar(SimilarArgs),
    /// Print the passages that other directives share with one, word for word.
    Parallels(ParallelsArgs),
    /// Serve the reading room and the HTTP API.
    ///
    /// With SRC, the index is first brought into step with it. Ctrl-C or SIGTERM ends the server when the requests under
    /// way are answered. On an address that others can reach, nobody comes in without a key, unless --anonymous says so.
    ///
    /// What is not typed is taken from the environment, then from tracuu.toml: the key is the name of the flag with _ for
    /// -, and `sources` for SRC. `tracuu config` prints what holds.
    Serve(Box<ServeArgs>),
    /// Make, list and revoke the keys of the server.
    ///
    /// A key says what its holder may do, until when, and to which part of the archive they are bound. The server takes up
    /// every change within two seconds.
    Key(KeyArgs),
    /// Print every setting of the server, as a tracuu.toml would hold it.
    ///
    /// Takes the flags of serve, and looks at the environment and the file as serve does. The word of a flag goes before the
    /// environment, the environment before the file, the file before the default.
    Config(Box<ConfigArgs>),
    /// Print the completions of a shell, to be sourced by it.
    Completions {
        /// The shell.
        shell: Shell,
    },
}

/// How one thing is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Table,
    /// For programs.
    Json,
}
