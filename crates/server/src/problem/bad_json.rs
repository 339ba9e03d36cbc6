//! What is wrong with a text that is not the JSON that was wanted, and where, in either language.
//!
//! Apart from [`super::detail`], because the reader of JSON has words of its own, in English: they are told as they are, and
//! sorted into kinds that can be named and said otherwise.

use serde_json::error::Category;

/// Where and why a text is not the JSON that was wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BadJson {
    /// What the reader of JSON says, the place included.
    said: String,
    kind: Kind,
    /// The line, unless the text is a line itself.
    line: Option<usize>,
    column: usize,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// It is no JSON.
    Syntax,
    /// It ends too early.
    CutShort,
    /// With the name.
    MissingField(String),
    /// With the name.
    RepeatedField(String),
    /// It is JSON, of another form than was wanted.
    WrongType,
}

impl Kind {
    fn of(error: &serde_json::Error, said: &str) -> Kind {
        let field = |beginning| {
            let rest = said.strip_prefix(beginning)?;
            rest.split_once('`').map(|(name, _)| name.to_owned())
        };
        match error.classify() {
            Category::Eof => Kind::CutShort,
            Category::Syntax | Category::Io => Kind::Syntax,
            // The reader has one category for these, and tells them apart by its words only.
            Category::Data => field("missing field `")
                .map(Kind::MissingField)
                .or_else(|| field("duplicate field `").map(Kind::RepeatedField))
                .unwrap_or(Kind::WrongType),
        }
    }
}

impl From<serde_json::Error> for BadJson {
    fn from(error: serde_json::Error) -> Self {
        let said = error.to_string();
        Self { kind: Kind::of(&error, &said), said, line: Some(error.line()), column: error.column() }
    }
}

impl BadJson {
    /// Returns what is wrong with a text that is one line: to the reader of JSON every line is the first.
    pub(crate) fn of_line(error: &serde_json::Error) -> Self {
        let said = error.to_string().replace(" at line 1 column ", " at column ");
        Self { kind: Kind::of(error, &said), said, line: None, column: error.column() }
    }

    /// Returns the name of what is wrong. Clients decide by it: it never changes.
    pub(super) fn reason(&self) -> &'static str {
        match self.kind {
            Kind::Syntax => "json-syntax",
            Kind::CutShort => "json-cut-short",
            Kind::MissingField(_) => "missing-field",
            Kind::RepeatedField(_) => "repeated-field",
            Kind::WrongType => "wrong-type",
        }
    }

    pub(super) fn in_english(&self) -> &str {
        &self.said
    }

    pub(super) fn in_vietnamese(&self) -> String {
        let what = match &self.kind {
            Kind::Syntax => "sai cú pháp JSON".to_owned(),
            Kind::CutShort => "JSON bị đứt giữa chừng".to_owned(),
            Kind::MissingField(name) => format!("thiếu trường `{name}`"),
            Kind::RepeatedField(name) => format!("trường `{name}` được ghi hai lần"),
            Kind::WrongType => "có giá trị không đúng kiểu".to_owned(),
        };
        match self.line {
            Some(line) => format!("{what} (dòng {line}, ký tự thứ {})", self.column),
            None => format!("{what} (ký tự thứ {})", self.column),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "it is only read")]
    struct Wanted {
        id: Option<String>,
        text: String,
    }

    #[test]
    fn kinds_and_their_words() {
        for (text, reason, vietnamese) in [
            ("{", "json-cut-short", "JSON bị đứt giữa chừng (ký tự thứ 1)"),
            ("", "json-cut-short", "JSON bị đứt giữa chừng (ký tự thứ 0)"),
            ("{x", "json-syntax", "sai cú pháp JSON (ký tự thứ 2)"),
            ("{}", "missing-field", "thiếu trường `text` (ký tự thứ 2)"),
            (r#"{"text":"","text":""}"#, "repeated-field", "trường `text` được ghi hai lần (ký tự thứ 17)"),
            (r#"{"text":1}"#, "wrong-type", "có giá trị không đúng kiểu (ký tự thứ 9)"),
            ("7", "wrong-type", "có giá trị không đúng kiểu (ký tự thứ 1)"),
        ] {
            let error = serde_json::from_str::<Wanted>(text).unwrap_err();
            let bad = BadJson::of_line(&error);
            assert_eq!((bad.reason(), bad.in_vietnamese().as_str()), (reason, vietnamese), "{text}");
            assert!(!bad.in_english().contains("line 1"), "{}", bad.in_english());
            let place = format!("dòng 1, {}", vietnamese.split_once('(').unwrap().1);
            assert!(BadJson::from(error).in_vietnamese().ends_with(&place), "{text}");
        }
    }
}
