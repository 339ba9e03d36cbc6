//! What can be typed. The comments here are the help text.

mod guard;
mod limits;
mod log;
mod whole;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use indexer::Memory;

pub(crate) use guard::{GuardArgs, KeyArgs, KeyCommand, KeyCreateArgs, KeyListArgs, KeyRevokeArgs, KeysArgs};
pub(crate) use limits::LimitArgs;
pub(crate) use log::{LogArgs, LogFormat};
pub(crate) use whole::{ExportArgs, FacetsArgs, ResolveArgs, SetArgs, TimelineArgs};

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

#[derive(Debug, Args)]
pub(crate) struct IndexArgs {
    /// Folders (read recursively) and files.
    #[arg(required_unless_present = "rebuild", value_name = "SRC")]
    pub(crate) sources: Vec<PathBuf>,
    /// Build the index anew, aside, and swap it in when it is whole; searching goes on meanwhile. Without SRC from what it
    /// was made of. The one before is kept for `tracuu rollback`.
    #[arg(long)]
    pub(crate) rebuild: bool,
    /// Memory that the run may take, as 512M or 2G; what the system keeps of files in memory is not counted. More of it
    /// makes fewer pieces to merge, on more cores; a text of many megabytes may take more while it is read.
    #[arg(long, value_name = "AMOUNT", default_value_t = Memory::default())]
    pub(crate) memory: Memory,
    /// How the report is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Build a damaged index anew and put it in the place of the damaged one.
    #[arg(long)]
    pub(crate) repair: bool,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct SnapshotArgs {
    #[command(subcommand)]
    pub(crate) command: SnapshotCommand,
}

/// What is done with a snapshot.
#[derive(Debug, Subcommand)]
pub(crate) enum SnapshotCommand {
    /// Copy the index, with what was received, into a new folder; it may be searched meanwhile.
    Create {
        /// The folder, which must not exist yet or be empty.
        folder: PathBuf,
    },
    /// Compare every file of a snapshot with its checksum; exit code 4 if one is damaged.
    Verify {
        /// The folder of the snapshot.
        folder: PathBuf,
    },
    /// Verify a snapshot and put it back as the index, where there is none yet.
    Restore {
        /// The folder of the snapshot.
        folder: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// What to look for; nothing asks for every directive. A query that begins with - goes behind --.
    #[arg(value_name = "QUERY")]
    pub(crate) query: Vec<String>,
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
    /// How many of the words must be found.
    #[arg(long = "match", value_name = "MODE", default_value = "all", value_parser = ["all", "most", "any"])]
    pub(crate) match_mode: String,
    /// Facets to count, parted by commas, or * for all: province, province_now, level, kind, issuer, year, cites,
    /// signer.
    #[arg(long, value_name = "LIST")]
    pub(crate) facets: Option<String>,
    /// Most values shown of a facet.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) facet_limit: usize,
    /// The order of the hits; -date is the newest first.
    #[arg(long, value_name = "ORDER", default_value = "relevance", value_parser = ["relevance", "date", "-date", "id"],
          allow_hyphen_values = true)]
    pub(crate) sort: String,
    /// Look for what was typed only, not for what abbreviations stand for.
    #[arg(long)]
    pub(crate) no_synonyms: bool,
    /// Most hits printed, up to 100; 0 asks for the counts alone.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// Hits skipped.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: usize,
    /// Page by cursor, as deep as one likes: * first, then what the answer before says; by day or by id.
    #[arg(long, value_name = "CURSOR")]
    pub(crate) cursor: Option<String>,
    /// Most passages shown of a hit, up to 10.
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(crate) snippets: usize,
    /// Length of a passage in characters, about; up to 1000.
    #[arg(long, value_name = "N", default_value_t = 240)]
    pub(crate) snippet_chars: usize,
    /// Account for each score: what gave how much.
    #[arg(long)]
    pub(crate) explain: bool,
    /// How long the search may take, in milliseconds; then it ends with an error (exit code 2). Without this, as long as it
    /// takes.
    #[arg(long, value_name = "MS")]
    pub(crate) timeout: Option<u64>,
    /// When the time is over, print what was found so far.
    #[arg(long, requires = "timeout")]
    pub(crate) partial: bool,
    /// How the hits are printed. `json` is the body of GET /v1/search; jsonl and csv hold the hits only.
    #[arg(long, value_enum, default_value_t = HitFormat::Table)]
    pub(crate) format: HitFormat,
}

/// Filters: repeat one for alternatives; different ones must all hold. `!VALUE` excludes, `~missing` selects what is not
/// known.
#[derive(Debug, Args)]
#[command(next_help_heading = "Filters (repeatable; !VALUE excludes, ~missing selects what is not known)")]
pub(crate) struct FilterArgs {
    /// Province when it was issued, any name or alias: "Hưng Yên", hung-yen, TPHCM.
    #[arg(long, value_name = "VALUE")]
    pub(crate) province: Vec<String>,
    /// Province of today (34 since July 2025).
    #[arg(long, value_name = "VALUE")]
    pub(crate) province_now: Vec<String>,
    /// Level: "trung ương", "bộ ngành", tỉnh, huyện, xã.
    #[arg(long, value_name = "VALUE")]
    pub(crate) level: Vec<String>,
    /// Kind: "công văn", "chỉ thị", "nghị quyết"…
    #[arg(long, value_name = "VALUE")]
    pub(crate) kind: Vec<String>,
    /// Body that issued it: "Tỉnh ủy Hưng Yên".
    #[arg(long, value_name = "VALUE")]
    pub(crate) issuer: Vec<String>,
    /// Year of issue, or a range: 2020, 2015..2020, ..2020.
    #[arg(long, value_name = "VALUE")]
    pub(crate) year: Vec<String>,
    /// Number of a document that it cites: 12-NQ/TW, 12-NQ of any issuer, 12-NQ/TW@2022 for one of that year.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) cites: Vec<String>,
    /// Who signed it.
    #[arg(long, value_name = "VALUE")]
    pub(crate) signer: Vec<String>,
    /// Guess nothing: match what the texts state only, not what was inferred, and take a query that cannot be read as it
    /// was meant for an error.
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SuggestArgs {
    /// What was typed so far.
    #[arg(required = true)]
    pub(crate) text: Vec<String>,
    /// Most suggestions printed, up to 50.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
    /// How they are printed. `json` is the body of GET /v1/suggest.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// Id of the directive, as in the hits of a search.
    pub(crate) id: String,
    /// Print its text and nothing else.
    #[arg(long, conflicts_with = "format")]
    pub(crate) text: bool,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct InspectArgs {
    /// A file of text.
    pub(crate) file: PathBuf,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct AnalyzeArgs {
    /// The text.
    #[arg(required = true)]
    pub(crate) text: Vec<String>,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct SimilarArgs {
    /// Id of the directive, as in the hits of a search.
    pub(crate) id: String,
    /// Most directives printed, up to 100.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct ParallelsArgs {
    /// Id of the directive, as in the hits of a search.
    pub(crate) id: String,
    /// Words that a passage has at least; six is the fewest that are looked for.
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub(crate) words: usize,
    /// Most directives printed.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct EvalArgs {
    /// Folder of the corpus, the questions and the judgments.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Figures of an earlier run (`--format json`); exit with 1 when a mrr@10 fell.
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// How much it may fall.
    #[arg(long, value_name = "SHARE", default_value_t = 0.005)]
    pub(crate) tolerance: f64,
    /// How the figures are printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct EvalExtractionArgs {
    /// Folder of the texts.
    #[arg(value_name = "TXT_DIR")]
    pub(crate) texts: PathBuf,
    /// File of the truth.
    pub(crate) meta: PathBuf,
    /// List up to N errors of each field, those that count first.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) errors: usize,
    /// Print the figures without these truths, too: JSON lines of `id`, `field`, `truth`, which the paper refutes.
    #[arg(long, value_name = "FILE")]
    pub(crate) except: Option<PathBuf>,
    /// Exit with 1 when a figure is below its floor, and name it.
    #[arg(long)]
    pub(crate) floors: bool,
    /// How the figures are printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct CitesArgs {
    /// Id of the directive, as in the hits of a search.
    pub(crate) id: String,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct CitedByArgs {
    /// Number, number@year, or full key of the document.
    pub(crate) number: String,
    /// Most directives printed; all if not given.
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// Directives skipped.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: usize,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct CoverageArgs {
    /// Number, number@year, or full key of the document.
    pub(crate) number: String,
    /// Count every directive that cites it, not only those that carry it out.
    #[arg(long)]
    pub(crate) all: bool,
    /// Most directives printed; all if not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: Option<u32>,
    /// Begin behind the page whose `next` this is.
    #[arg(long, value_name = "CURSOR")]
    pub(crate) cursor: Option<String>,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Folders and files to bring the index into step with first.
    #[arg(value_name = "SRC")]
    pub(crate) sources: Vec<PathBuf>,
    /// Keep the index in step with SRC while serving: what is added, changed and removed there is found within two seconds.
    #[arg(long)]
    pub(crate) watch: bool,
    /// Address and port to listen on.
    #[arg(long, value_name = "ADDR", env = "TRACUU_LISTEN", default_value = "127.0.0.1:7700")]
    pub(crate) listen: SocketAddr,
    #[command(flatten)]
    pub(crate) guard: GuardArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) log: LogArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ConfigArgs {
    /// Tell of each whose word it is: flag, environment, file or default.
    #[arg(long)]
    pub(crate) show_origin: bool,
    /// How they are printed; `json` always tells whose word it is.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) serve: ServeArgs,
}

/// How one thing is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Table,
    /// For programs.
    Json,
}

/// How hits are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum HitFormat {
    /// For people.
    Table,
    /// The whole answer.
    Json,
    /// One hit a line.
    Jsonl,
    /// For spreadsheets.
    Csv,
}
