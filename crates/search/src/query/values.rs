//! Fields and their values: how far a value reaches. Apart from the lexer, as a value may hold what elsewhere is a sign.

use schema::Facet;

use super::fields::{Field, field};
use super::lexeme::Lexeme;
use super::lexer::Lexer;
use super::operators::operator;
use super::quotes::closing;

impl Lexer<'_> {
    /// Returns the field that a run names, and where its value begins: right behind the colon, without a gap.
    pub(super) fn field_name(&self, start: usize, end: usize) -> Option<(Field, usize)> {
        let (name, _) = self.text[start..end].split_once(':')?;
        let from = start + name.len() + 1;
        let next = self.sign(from).filter(|next| !next.is_whitespace() && !")^\0".contains(*next));
        field(name).filter(|_| next.is_some()).map(|field| (field, from))
    }

    /// Takes a field with its value.
    pub(super) fn field(&mut self, field: Field, start: usize, from: usize) {
        self.at = from;
        match self.sign(from) {
            // The bracket comes next, and the field holds for all that is in it.
            Some('(') => self.open_group(field),
            Some(sign) if closing(sign).is_some() => {
                let value = self.quoted();
                self.push_value(field, value, start);
            }
            _ => self.value(field, start, from),
        }
    }

    /// Takes a value that stands without quotes.
    pub(super) fn value(&mut self, field: Field, start: usize, from: usize) {
        self.at = self.value_end(field, from);
        let value = self.text[from..self.at].to_owned();
        self.push_value(field, value, start);
    }

    fn push_value(&mut self, field: Field, value: String, start: usize) {
        if field == Field::Title {
            self.complain_of_stars(&value, start);
        }
        self.push(Lexeme::Field(field, value), start..self.at);
    }

    fn value_end(&self, field: Field, from: usize) -> usize {
        let end = self.run_end(from);
        match field {
            Field::Number | Field::Facet(Facet::Cites) => self.number_end(from, end),
            Field::Date | Field::Facet(Facet::Year) => self.range_end(from).unwrap_or(end),
            Field::Facet(_) if self.group_field() == Some(field) => self.name_end(end),
            _ => end,
        }
    }

    /// A number reaches as far as it is one, gaps and all, unless a time or a full key was typed.
    fn number_end(&self, from: usize, end: usize) -> usize {
        match self.number_over(from) {
            Some((number, _)) if !self.text[from..end].contains(['@', '|']) => number.end,
            _ => end,
        }
    }

    /// `[2015 TO 2020]` reaches to its bracket.
    fn range_end(&self, from: usize) -> Option<usize> {
        let rest = self.text[from..].strip_prefix('[')?;
        rest.find([']', '(', ')', '[']).filter(|at| rest[*at..].starts_with(']')).map(|at| from + at + 2)
    }

    /// In a group a name reaches to the next operator, bracket or quote: `tỉnh:(Hà Nội OR Hưng Yên)`.
    fn name_end(&self, mut end: usize) -> usize {
        loop {
            let rest = &self.text[end..];
            let next = end + (rest.len() - rest.trim_start().len());
            if next == end || self.sign(next).is_none_or(|sign| "()^-\0".contains(sign) || closing(sign).is_some()) {
                return end;
            }
            let run_end = self.run_end(next);
            let run = &self.text[next..run_end];
            if operator(run, self.tone.is_literal()).is_some() || run.contains(':') {
                return end;
            }
            end = run_end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::lexer::lex;

    #[test]
    fn values_reach_as_far_as_they_are_meant() {
        let cases = [
            ("số:12 nq tw và", vec!["12 nq tw"]),
            ("cites:12-NQ/TW@2022 x", vec!["12-NQ/TW@2022"]),
            ("cites:12-NQ/TW, x", vec!["12-NQ/TW"]),
            ("năm:2020 nq tw", vec!["2020"]),
            ("year:[2015 TO 2020] x", vec!["[2015 TO 2020]"]),
            ("year:[2015 x", vec!["[2015"]),
            ("tỉnh:(Hà Nội OR Hưng Yên)", vec!["Hà Nội", "Hưng Yên"]),
            ("tỉnh:(Hà Nội) đất", vec!["Hà Nội"]),
            ("tiêu_đề:(đất nhà)", vec!["đất", "nhà"]),
            ("tiêu_đề:(đất (nhà OR loại:cv) \"a b\")", vec!["đất", "nhà", "cv", "a b"]),
            ("tỉnh: Hà", vec![]),
            ("tỉnh:", vec![]),
        ];
        for (text, expected) in cases {
            let lexemes = lex(text).lexemes;
            let values = lexemes.into_iter().filter_map(|placed| match placed.lexeme {
                Lexeme::Field(_, value) => Some(value),
                _ => None,
            });
            assert_eq!(values.collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
