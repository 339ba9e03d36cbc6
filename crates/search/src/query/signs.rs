//! The signs that stand at words and phrases: quotes, `=`, `*`, `~`, `^`. Apart from the lexer, which only tells where the
//! pieces of a query begin.

use super::Prefix;
use super::complaint::Complaint;
use super::fields::nearest;
use super::lexeme::Lexeme;
use super::lexer::Lexer;
use super::operators::digits;
use super::quotes::closing;
use super::words;

/// Bounds of a weight, in hundredths.
const WEIGHTS: (f64, f64) = (1.0, 10_000.0);

impl Lexer<'_> {
    /// Reads what stands in quotes, from the opening one on, and goes behind it.
    pub(super) fn quoted(&mut self) -> String {
        let start = self.at;
        let open = self.sign(start).unwrap_or('"');
        let from = start + open.len_utf8();
        let end = self.text[from..].find(closing(open).unwrap_or(&['"']));
        let to = end.map_or(self.text.len(), |end| from + end);
        self.at = to + self.sign(to).map_or(0, char::len_utf8);
        if end.is_none() {
            self.complain(Complaint::QuoteUnclosed, start..from);
        }
        self.text[from..to].to_owned()
    }

    pub(super) fn quotation(&mut self) {
        let start = self.at;
        let value = self.quoted();
        if let Some(field) = self.group_field() {
            return self.push(Lexeme::Field(field, value), start..self.at);
        }
        self.complain_of_stars(&value, start);
        let words = words(&value);
        match self.tilde() {
            Some(distance) => self.push(Lexeme::Scattered(words, distance), start..self.at),
            None => self.push(Lexeme::Quoted(words), start..self.at),
        }
    }

    pub(super) fn exact_quotation(&mut self) {
        let start = self.at;
        self.at += 1;
        let value = self.quoted();
        self.complain_of_stars(&value, start);
        match self.group_field() {
            Some(field) => self.push(Lexeme::Field(field, value), start..self.at),
            None => self.push(Lexeme::Exact(words(&value)), start..self.at),
        }
    }

    /// A star in quotes stands for nothing.
    pub(super) fn complain_of_stars(&mut self, value: &str, start: usize) {
        if has_star_at_word(value) {
            self.complain(Complaint::StarIgnored, start..self.at);
        }
    }

    /// Reads the distance behind a phrase, and goes behind it.
    fn tilde(&mut self) -> Option<u32> {
        let start = self.at;
        let rest = self.text[start..].strip_prefix('~')?;
        let length = rest.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(rest.len());
        self.at = start + 1 + length;
        let Some(distance) = digits(&rest[..length]) else {
            self.complain(Complaint::TildeIgnored, start..self.at);
            return None;
        };
        Some(self.distance(distance, start..self.at))
    }

    /// Takes a weight; the lexer stands on its `^`.
    pub(super) fn weight(&mut self) {
        let start = self.at;
        let Some((hundredths, end)) = self.hundredths().filter(|_| self.is_behind_item()) else {
            self.at = start + 1;
            return self.complain(Complaint::WeightIgnored, start..self.at);
        };
        let bounded = hundredths.clamp(WEIGHTS.0, WEIGHTS.1);
        if bounded != hundredths {
            self.complain(Complaint::WeightClamped, start..end);
        }
        self.push(Lexeme::Weight(bounded as u32), start..end);
    }

    /// Reads a number behind `^`, and where it ends; with a point or a comma, as decimals are written in Vietnamese.
    fn hundredths(&self) -> Option<(f64, usize)> {
        let from = self.at + 1;
        let rest = &self.text[from..];
        let length = rest.find(|sign: char| !sign.is_ascii_digit() && !".,".contains(sign)).unwrap_or(rest.len());
        let typed = rest[..length].trim_end_matches(['.', ',']);
        let end = from + typed.len();
        let is_end = self.sign(end).is_none_or(|next| !next.is_alphanumeric());
        let weight = typed.replace(',', ".").parse::<f64>().ok().filter(|_| is_end)?;
        Some(((weight * 100.0).round(), end))
    }

    /// Reads words, with the signs that stand at them.
    pub(super) fn plain(&mut self, start: usize, end: usize) {
        let run = &self.text[start..end];
        if run.starts_with('~') && self.is_behind_item() {
            self.at = end;
            return self.complain(Complaint::TildeIgnored, start..end);
        }
        if let Some(prefix) = prefix(run) {
            return self.push(Lexeme::Prefix(prefix), start..end);
        }
        self.complain_of_signs(start, end);
        self.at = end;
        let words = words(run);
        if words.is_empty() {
            return;
        }
        let exact = run.strip_prefix('=').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        self.push(if exact { Lexeme::Exact(words) } else { Lexeme::Words(words) }, start..end);
    }

    fn complain_of_signs(&mut self, start: usize, end: usize) {
        let run = &self.text[start..end];
        let between = |sign: char, after: fn(char) -> bool| {
            run.match_indices(sign).any(|(at, _)| {
                run[..at].ends_with(char::is_alphanumeric) && run[at + sign.len_utf8()..].starts_with(after)
            })
        };
        let found = [
            (has_star_at_word(run), Complaint::StarIgnored),
            (between('?', char::is_alphanumeric), Complaint::QuestionMark),
            (between('~', |next| next.is_ascii_digit()), Complaint::TildeIgnored),
        ];
        let meant =
            run.split_once(':').filter(|(_, value)| self.is_value(value, end)).and_then(|(name, _)| nearest(name));
        for (_, complaint) in found.into_iter().filter(|(found, _)| *found) {
            self.complain(complaint, start..end);
        }
        if let Some(meant) = meant {
            self.complain(Complaint::ColonLiteral(meant), start..end);
        }
    }

    /// Tells whether what follows a colon could be the value of a field: a word, or a quote behind the run.
    fn is_value(&self, value: &str, end: usize) -> bool {
        match value.chars().next() {
            Some(first) => first.is_alphanumeric(),
            None => self.sign(end).is_some_and(|next| closing(next).is_some()),
        }
    }
}

/// Returns the prefix that a run is; signs that end a clause may follow its star.
fn prefix(run: &str) -> Option<Prefix> {
    Prefix::of(run.trim_end_matches([',', '.', ';']).strip_suffix('*')?)
}

/// Tells whether a star stands beside a letter or digit, as if it stood for more of them.
fn has_star_at_word(text: &str) -> bool {
    text.match_indices('*')
        .any(|(at, _)| text[..at].ends_with(char::is_alphanumeric) || text[at + 1..].starts_with(char::is_alphanumeric))
}
