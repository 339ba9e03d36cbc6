//! The fields of the index, each with what it is for. The one place where they are named and shaped.

use tantivy::IndexSettings;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::store::{Compressor, ZstdCompressor};

use crate::facet::Facet;
use crate::term_reader::{PAIRS_READER, TERMS_READER};

/// Handles of all fields.
///
/// The text lies three times in the index. The exact keys carry positions and serve phrases; the folded keys carry
/// frequencies and serve matching and ranking; the folded pairs carry frequencies and stand for two neighbours, which
/// is how Vietnamese writes most of its words. Over 660 directives (27 MB) the whole index, stored text included, takes
/// 70 % of the text.
#[derive(Clone, Debug)]
pub struct Fields {
    /// Identity of the document; one document per id.
    pub id: Field,
    /// Path of the file relative to the source folder, `#record` appended for records of a `.jsonl` file.
    pub source: Field,
    /// The source folder it came from.
    pub root: Field,
    /// Size of the file in bytes.
    pub size: Field,
    /// Modification time of the file in nanoseconds since 1970; 0 where it cannot be relied on.
    pub modified: Field,
    /// Hash of the content.
    pub content: Field,
    /// Exact keys of title and body, with positions.
    pub exact: Field,
    /// Folded keys of title and body, with frequencies.
    pub folded: Field,
    /// Pairs of neighbouring folded keys, with frequencies; their length is that of `folded`.
    pub pairs: Field,
    /// Exact keys of the title.
    pub title_exact: Field,
    /// Folded keys of the title.
    pub title_folded: Field,
    /// Keys of the document's own number.
    pub number: Field,
    /// Keys of the documents it cites, see [`crate::cited_keys`]; as a column too, for filters.
    pub cited: Field,
    /// Facet values as terms, see [`crate::facet_term`].
    pub issuer: Field,
    /// See [`Facet::Level`].
    pub level: Field,
    /// See [`Facet::Province`].
    pub province: Field,
    /// See [`Facet::ProvinceNow`].
    pub province_now: Field,
    /// See [`Facet::Kind`].
    pub kind: Field,
    /// See [`Facet::Cites`].
    pub cites: Field,
    /// See [`Facet::Signer`].
    pub signer: Field,
    /// Year of issue, or all its candidates.
    pub year: Field,
    /// Day of issue, in days since 1970 plus [`Fields::DATE_ORIGIN`].
    pub date: Field,
    /// Which facets the text states: one bit for each, see [`Facet::bit`].
    pub stated: Field,
    /// The text as it was read, stored only.
    pub text: Field,
    /// The directive as it was understood, see `record`; stored only.
    pub directive: Field,
}

/// The fields that one list of terms fills.
#[derive(Clone, Copy, Debug)]
pub struct TermFields {
    /// The exact keys of its words; a document bears the list here.
    pub exact: Field,
    /// The folded keys of its words.
    pub folded: Field,
    /// The pairs of neighbouring folded keys, where the list has such a field.
    pub pairs: Option<Field>,
}

impl Fields {
    /// Returns the fields that are filled by lists of terms: of the whole text, and of the title.
    pub fn term_fields(&self) -> [TermFields; 2] {
        [
            TermFields { exact: self.exact, folded: self.folded, pairs: Some(self.pairs) },
            TermFields { exact: self.title_exact, folded: self.title_folded, pairs: None },
        ]
    }

    /// Added to days since 1970, so that every date from the year -5000 on is a positive number.
    pub const DATE_ORIGIN: i64 = 3_000_000;

    /// Returns the schema of the index and the handles into it.
    pub fn schema() -> (Schema, Fields) {
        let mut builder = Schema::builder();
        let facet = TextOptions::default().set_fast("raw");
        let fields = Fields {
            id: builder.add_text_field("id", STRING | STORED | FAST),
            source: builder.add_text_field("source", STRING | STORED | FAST),
            root: builder.add_text_field("root", facet.clone()),
            size: builder.add_u64_field("size", FAST),
            modified: builder.add_i64_field("modified", FAST),
            content: builder.add_u64_field("content", FAST),
            exact: builder.add_text_field("exact", terms(TERMS_READER, IndexRecordOption::WithFreqsAndPositions, true)),
            folded: builder.add_text_field("folded", terms(TERMS_READER, IndexRecordOption::WithFreqs, true)),
            pairs: builder.add_text_field("pairs", terms(PAIRS_READER, IndexRecordOption::WithFreqs, false)),
            title_exact: builder.add_text_field("title_exact", terms(TERMS_READER, IndexRecordOption::WithFreqs, true)),
            title_folded: builder
                .add_text_field("title_folded", terms(TERMS_READER, IndexRecordOption::WithFreqs, true)),
            number: builder.add_text_field("number", STRING),
            cited: builder.add_text_field("cited", STRING | FAST),
            issuer: builder.add_text_field(Facet::Issuer.name(), facet.clone()),
            level: builder.add_text_field(Facet::Level.name(), facet.clone()),
            province: builder.add_text_field(Facet::Province.name(), facet.clone()),
            province_now: builder.add_text_field(Facet::ProvinceNow.name(), facet.clone()),
            kind: builder.add_text_field(Facet::Kind.name(), facet.clone()),
            cites: builder.add_text_field(Facet::Cites.name(), facet.clone()),
            signer: builder.add_text_field(Facet::Signer.name(), facet),
            year: builder.add_u64_field(Facet::Year.name(), INDEXED | FAST),
            date: builder.add_u64_field("date", FAST),
            stated: builder.add_u64_field("stated", FAST),
            text: builder.add_text_field("text", STORED),
            directive: builder.add_bytes_field("directive", STORED),
        };
        (builder.build(), fields)
    }

    /// Returns the field that holds the values of a facet.
    pub fn facet(&self, facet: Facet) -> Field {
        match facet {
            Facet::Province => self.province,
            Facet::ProvinceNow => self.province_now,
            Facet::Level => self.level,
            Facet::Kind => self.kind,
            Facet::Issuer => self.issuer,
            Facet::Year => self.year,
            Facet::Cites => self.cites,
            Facet::Signer => self.signer,
        }
    }
}

fn terms(tokenizer: &str, option: IndexRecordOption, lengths: bool) -> TextOptions {
    let indexing =
        TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option).set_fieldnorms(lengths);
    TextOptions::default().set_indexing_options(indexing)
}

/// Returns how the index is stored: texts in zstd, in blocks of 4 KiB, so that nearly each directive is unpacked alone. Larger
/// blocks are smaller on the disk where directives are short, and dearer to read wherever they are.
pub fn index_settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor { compression_level: Some(3) }),
        docstore_blocksize: 4_096,
        ..IndexSettings::default()
    }
}
