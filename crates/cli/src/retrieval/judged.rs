//! Questions with the judgments of people: `queries.jsonl` and `qrels.tsv` of a folder.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::exit::UsageError;

/// Questions that have an answer in the corpus.
#[derive(Clone, Debug, Default)]
pub(super) struct Judged {
    pub(super) questions: Vec<Question>,
}

/// One question.
#[derive(Clone, Debug, Default)]
pub(super) struct Question {
    pub(super) text: String,
    /// How good an answer a document is, by its id; only the good ones.
    pub(super) grades: HashMap<String, u32>,
}

#[derive(Deserialize)]
struct Line {
    #[serde(alias = "_id")]
    id: Id,
    text: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Word(String),
    Number(i64),
}

impl Judged {
    /// Reads the questions of a folder and what was judged of each.
    ///
    /// # Errors
    /// When a file is missing or a line cannot be read, with its place.
    pub(super) fn read(folder: &Path) -> anyhow::Result<Judged> {
        let mut grades = read_grades(&folder.join("qrels.tsv"))?;
        let path = folder.join("queries.jsonl");
        let mut questions = Vec::new();
        for (number, line) in read(&path)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let fault =
                |error| UsageError(format!("{}:{} is no question (id, text): {error}", path.display(), number + 1));
            let line: Line = serde_json::from_str(line).map_err(fault)?;
            let id = match line.id {
                Id::Word(word) => word,
                Id::Number(number) => number.to_string(),
            };
            questions.extend(grades.remove(&id).map(|grades| Question { text: line.text, grades }));
        }
        Ok(Judged { questions })
    }
}

/// Reads the grades above nothing, by question and document. A line whose last column is no number is a header.
fn read_grades(path: &Path) -> anyhow::Result<HashMap<String, HashMap<String, u32>>> {
    let mut grades: HashMap<String, HashMap<String, u32>> = HashMap::new();
    for line in read(path)?.lines() {
        let mut columns = line.split('\t').map(str::trim);
        if let (Some(question), Some(document), Some(grade)) = (columns.next(), columns.next(), columns.next_back())
            && let Ok(grade @ 1..) = grade.parse()
        {
            grades.entry(question.to_owned()).or_default().insert(document.to_owned(), grade);
        }
    }
    Ok(grades)
}

#[expect(clippy::disallowed_methods, reason = "judgments are no archive of directives")]
pub(super) fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).map_err(|error| UsageError(format!("{} cannot be read: {error}", path.display())).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test that writes the judgments it reads")]
    fn questions_without_a_good_answer_are_left_out() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(
            folder.path().join("queries.jsonl"),
            "{\"_id\":1,\"text\":\"một\"}\n{\"id\":\"2\",\"text\":\"hai\"}\n",
        )
        .unwrap();
        fs::write(folder.path().join("qrels.tsv"), "query\tdoc\tgrade\n1\ta\t2\n1\tb\t0\n2\ta\t0\n").unwrap();
        let judged = Judged::read(folder.path()).unwrap();
        let read: Vec<_> =
            judged.questions.iter().map(|question| (question.text.as_str(), question.grades.len())).collect();
        assert_eq!(read, [("một", 1)]);
    }
}
