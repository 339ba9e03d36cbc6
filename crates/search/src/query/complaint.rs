//! What is warned of: all codes and sentences, in one table. Codes are stable, clients decide by them.

use std::ops::Range;

use crate::response::Warning;

/// Something that was read otherwise than it was perhaps meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Complaint {
    QuoteUnclosed,
    BracketUnclosed,
    BracketUnopened,
    Nesting,
    OperatorAlone,
    OnlyExcluded,
    OperatorAsWord,
    NotANumber,
    ValueUnreadable,
    RangeReversed,
    FieldUnsupported,
    /// With the name that was perhaps meant.
    ColonLiteral(&'static str),
    StarIgnored,
    QuestionMark,
    TildeIgnored,
    WeightClamped,
    WeightIgnored,
    DistanceClamped,
    DistancesDiffer,
    NearOperand,
}

/// Most warnings that are told of one query: the rest says nothing new.
const MOST: usize = 32;

impl Complaint {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Complaint::QuoteUnclosed => {
                ("quote-unclosed", "this quotation mark is never closed; the phrase goes to the end")
            }
            Complaint::BracketUnclosed => ("bracket-unclosed", "this bracket is never closed"),
            Complaint::BracketUnopened => ("bracket-unopened", "this bracket closes nothing and is ignored"),
            Complaint::Nesting => ("nesting", "brackets nested this deep are ignored"),
            Complaint::OperatorAlone => ("operator-alone", "this operator stands beside nothing and is ignored"),
            Complaint::OnlyExcluded => {
                ("only-excluded", "nothing is asked for here; all but what is excluded is found")
            }
            Complaint::OperatorAsWord => (
                "operator-as-word",
                "in a sentence this is read as a word; to exclude, put - before a word, or use brackets",
            ),
            Complaint::NotANumber => ("not-a-number", "this is not a document number; it is read as words"),
            Complaint::ValueUnreadable => ("value-unreadable", "the field has no such value; this is read as words"),
            Complaint::RangeReversed => {
                ("range-reversed", "this range ends before it begins; it is read the other way")
            }
            Complaint::FieldUnsupported => ("field-unsupported", "this field cannot be asked for; it is read as words"),
            Complaint::ColonLiteral(_) => ("colon-literal", "this is no field; it is read as words"),
            Complaint::StarIgnored => {
                ("star-ignored", "a star counts only behind one word of two letters or more, outside of quotes")
            }
            Complaint::QuestionMark => ("question-mark", "a question mark does not stand for a letter and is ignored"),
            Complaint::TildeIgnored => ("tilde-ignored", "a tilde counts only between a phrase and a number"),
            Complaint::WeightClamped => ("weight-clamped", "weights go from 0.01 to 100; the nearest is taken"),
            Complaint::WeightIgnored => ("weight-ignored", "this is no weight and is ignored"),
            Complaint::DistanceClamped => ("distance-clamped", "distances go up to 100 words; that is taken"),
            Complaint::DistancesDiffer => {
                ("distances-differ", "one distance counts for all that are joined by NEAR: the greatest")
            }
            Complaint::NearOperand => {
                ("near-operand", "NEAR joins words, phrases and bracketed alternatives of them; this is read as AND")
            }
        }
    }
}

/// Complaints with the bytes of the query that they are about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Complaints(Vec<(Complaint, Range<usize>)>);

impl Complaints {
    pub(super) fn push(&mut self, complaint: Complaint, at: Range<usize>) {
        if self.0.len() < MOST && !self.0.contains(&(complaint, at.clone())) {
            self.0.push((complaint, at));
        }
    }

    /// Returns them as warnings about `text`, in the order of the text.
    pub(super) fn warnings(mut self, text: &str) -> Vec<Warning> {
        self.0.sort_by_key(|(_, at)| (at.start, at.end));
        self.0.into_iter().map(|(complaint, at)| warning(complaint, &at, text)).collect()
    }
}

fn warning(complaint: Complaint, at: &Range<usize>, text: &str) -> Warning {
    let characters = |to: usize| text.get(..to).map_or(0, |before| before.chars().count());
    let (code, words) = complaint.words();
    let message = match complaint {
        Complaint::ColonLiteral(meant) => format!("{words}; was {meant}: meant?"),
        _ => words.to_owned(),
    };
    Warning { code: code.to_owned(), span: Some([characters(at.start), characters(at.end)]), message }
}
