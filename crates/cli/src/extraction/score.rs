//! Counting: what came of each comparison, and the share that is right.

use serde::ser::{Serialize, SerializeStruct, Serializer};

/// What came of comparing one field of one directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    Right,
    Wrong,
    /// The truth has a value, we have none.
    Missing,
    /// We have a value, the truth has none.
    Invented,
    BothNull,
}

/// How often each came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) right: usize,
    pub(crate) wrong: usize,
    pub(crate) missing: usize,
    pub(crate) invented: usize,
    pub(crate) both_null: usize,
}

/// What a truth is worth.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    /// It counts for the bar.
    pub(crate) counted: bool,
    /// The paper prints it.
    pub(crate) printed: bool,
    /// The paper says otherwise.
    pub(crate) refuted: bool,
}

/// The tallies of one field.
#[derive(Clone, Copy, Debug, Default, serde::Serialize)]
pub(crate) struct FieldScore {
    /// Over all directives.
    #[serde(flatten)]
    pub(crate) all: Tally,
    /// Over the facts that count for the bar.
    pub(crate) counted: Tally,
    /// Over those of them that the paper prints.
    pub(crate) printed: Tally,
    /// Over those that count without the truths that the papers refute.
    pub(crate) unrefuted: Tally,
}

/// What came of comparing lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Matches {
    pub(crate) right: usize,
    /// We have it, the truth has not.
    pub(crate) extra: usize,
    /// The truth has it, we have not.
    pub(crate) missing: usize,
}

/// The figures of the citations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub(crate) struct CitationScore {
    /// By kind, number and key: which document.
    pub(crate) key: Matches,
    /// By surface and count: how it is cited.
    pub(crate) surface: Matches,
    /// Citations that begin where the truth says there is none.
    #[serde(rename = "false")]
    pub(crate) not_cited: usize,
}

/// One error, for a person.
#[derive(Debug, serde::Serialize)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) outcome: Outcome,
    pub(crate) counted: bool,
    /// Whether the paper prints what the truth says.
    pub(crate) printed: bool,
    /// Whether the paper says otherwise, by the list of such truths.
    pub(crate) refuted: bool,
    pub(crate) ours: Option<String>,
    pub(crate) gold: Option<String>,
}

impl Outcome {
    pub(crate) fn is_error(self) -> bool {
        matches!(self, Self::Wrong | Self::Missing | Self::Invented)
    }

    /// Returns its name in our figures.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Wrong => "wrong",
            Self::Missing => "missing",
            Self::Invented => "invented",
            Self::BothNull => "both null",
        }
    }
}

impl Tally {
    pub(crate) fn add(&mut self, outcome: Outcome) {
        let count = match outcome {
            Outcome::Right => &mut self.right,
            Outcome::Wrong => &mut self.wrong,
            Outcome::Missing => &mut self.missing,
            Outcome::Invented => &mut self.invented,
            Outcome::BothNull => &mut self.both_null,
        };
        *count += 1;
    }

    /// Returns the share that is right; none where there was nothing to say and nothing was said.
    pub(crate) fn accuracy(&self) -> Option<f64> {
        let judged = self.total() - self.both_null;
        (judged > 0).then(|| self.right as f64 / judged as f64)
    }

    /// Returns how many comparisons there were.
    pub(crate) fn total(&self) -> usize {
        self.right + self.wrong + self.missing + self.invented + self.both_null
    }
}

impl Serialize for Tally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut tally = serializer.serialize_struct("Tally", 6)?;
        tally.serialize_field("right", &self.right)?;
        tally.serialize_field("wrong", &self.wrong)?;
        tally.serialize_field("missing", &self.missing)?;
        tally.serialize_field("invented", &self.invented)?;
        tally.serialize_field("both_null", &self.both_null)?;
        tally.serialize_field("accuracy", &self.accuracy())?;
        tally.end()
    }
}

impl FieldScore {
    pub(crate) fn add(&mut self, outcome: Outcome, truth: Standing) {
        self.all.add(outcome);
        let parts =
            [(true, &mut self.counted), (truth.printed, &mut self.printed), (!truth.refuted, &mut self.unrefuted)];
        for (_, tally) in parts.into_iter().filter(|(belongs, _)| *belongs && truth.counted) {
            tally.add(outcome);
        }
    }
}

impl Matches {
    pub(crate) fn precision(&self) -> f64 {
        share(self.right, self.extra)
    }

    pub(crate) fn recall(&self) -> f64 {
        share(self.right, self.missing)
    }

    pub(crate) fn f1(&self) -> f64 {
        share(2 * self.right, self.extra + self.missing)
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.extra += other.extra;
        self.missing += other.missing;
    }
}

/// The share of `good` in all; of nothing, all is good.
fn share(good: usize, bad: usize) -> f64 {
    if bad == 0 { 1.0 } else { good as f64 / (good + bad) as f64 }
}

impl Serialize for Matches {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut matches = serializer.serialize_struct("Matches", 6)?;
        matches.serialize_field("right", &self.right)?;
        matches.serialize_field("extra", &self.extra)?;
        matches.serialize_field("missing", &self.missing)?;
        matches.serialize_field("precision", &self.precision())?;
        matches.serialize_field("recall", &self.recall())?;
        matches.serialize_field("f1", &self.f1())?;
        matches.end()
    }
}

impl CitationScore {
    pub(crate) fn add(&mut self, other: Self) {
        self.key.add(other.key);
        self.surface.add(other.surface);
        self.not_cited += other.not_cited;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accuracy() {
        use Outcome::{BothNull, Invented, Missing, Right, Wrong};
        let cases: [(&[Outcome], Option<f64>); 5] = [
            (&[], None),
            (&[BothNull, BothNull], None),
            (&[Right, BothNull], Some(1.0)),
            (&[Right, Wrong, Missing, Invented], Some(0.25)),
            (&[Invented], Some(0.0)),
        ];
        for (outcomes, expected) in cases {
            let mut tally = Tally::default();
            outcomes.iter().for_each(|outcome| tally.add(*outcome));
            assert_eq!((tally.accuracy(), tally.total()), (expected, outcomes.len()), "{outcomes:?}");
        }
    }

    #[test]
    fn what_does_not_count_stands_beside() {
        let mut score = FieldScore::default();
        score.add(Outcome::Right, Standing { counted: true, printed: true, refuted: false });
        score.add(Outcome::Wrong, Standing { counted: false, printed: true, refuted: false });
        score.add(Outcome::Missing, Standing { counted: true, printed: false, refuted: true });
        let json = serde_json::to_value(score).unwrap();
        assert_eq!((&json["right"], &json["wrong"], &json["accuracy"]), (&1.into(), &1.into(), &(1.0 / 3.0).into()));
        assert_eq!((&json["unrefuted"]["accuracy"], &json["printed"]["accuracy"]), (&1.0.into(), &1.0.into()));
        assert_eq!((&json["counted"]["wrong"], &json["counted"]["accuracy"]), (&0.into(), &0.5.into()));
    }
}
