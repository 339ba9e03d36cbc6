//! The directive as understood: every fact that the parser looks for, in the order a reader looks for them.
//!
//! Plain data, apart from the rules that fill it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::citation::Citation;
use crate::fact::Fact;
use crate::kind::Kind;
use crate::level::Level;
use crate::number::DocumentNumber;
use crate::province::Province;

/// One directive, read off its text. All offsets are bytes of that text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Directive {
    /// Its own number (số, ký hiệu): `527-CV/TU`.
    pub number: Fact<DocumentNumber>,
    /// Its kind (thể loại): công văn, chỉ thị, nghị quyết…
    pub kind: Fact<Kind>,
    /// The body that issued it (cơ quan ban hành): `Tỉnh ủy Hưng Yên`.
    pub issuer: Fact<String>,
    /// The organ that acted inside that body: `Ban Thường vụ Tỉnh ủy`.
    pub organ: Fact<String>,
    /// The level (cấp) of the issuer.
    pub level: Fact<Level>,
    /// The province when it was issued; [`Province::today`] gives the present one.
    pub province: Fact<Province>,
    /// The place before the date (địa danh).
    pub place: Fact<String>,
    /// The day of issue.
    pub date: Fact<Date>,
    /// The year of issue; candidates when the text leaves several open.
    pub year: Fact<i16>,
    /// The year that the title speaks of, which is not the year of issue.
    pub subject_year: Fact<i16>,
    /// The subject (trích yếu), without `V/v`, on one line.
    pub title: Fact<String>,
    /// To whom it is addressed (kính gửi), in order.
    pub recipients: Vec<String>,
    /// The name under the signature.
    pub signer: Fact<String>,
    /// The office of the signer, as printed.
    pub signer_role: Fact<String>,
    /// The documents it cites, in order of first appearance.
    pub citations: Vec<Citation>,
    /// What seemed wrong while reading; never a reason to refuse the paper.
    pub diagnostics: Vec<Diagnostic>,
}

/// One thing that seemed wrong with a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// A stable name: `number-blank`, `date-impossible`…
    pub code: String,
    /// One sentence for a person.
    pub message: String,
    /// Where.
    pub span: Option<crate::fact::Span>,
}
