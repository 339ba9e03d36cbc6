//! A query as what its matches are looked for by: words, runs of them, phrases, beginnings, things near one another.

use super::Matcher;
use super::near::Nearby;
use crate::query::{List, Node, Word};

impl Matcher {
    pub(super) fn add_list(&mut self, list: &List) {
        let mut run = Vec::new();
        for node in &list.wanted {
            match node {
                Node::Word(word) => run.push(self.place(word)),
                Node::Expanded(typed, others) => {
                    run.extend(typed.words().map(|word| self.place(word)));
                    self.add_phrases(others);
                }
                node => {
                    self.end_run(&mut run);
                    self.add(node);
                }
            }
        }
        self.end_run(&mut run);
    }

    fn add_phrases(&mut self, phrases: &[Vec<Word>]) {
        for words in phrases {
            let phrase = words.iter().map(|word| self.place(word)).collect();
            self.phrases.push(phrase);
        }
    }

    fn end_run(&mut self, run: &mut Vec<usize>) {
        if !run.is_empty() {
            self.runs.push(std::mem::take(run));
        }
    }

    fn add(&mut self, node: &Node) {
        match node {
            Node::Word(word) => {
                let place = self.place(word);
                self.runs.push(vec![place]);
            }
            Node::Phrase(words) | Node::Number(_, words) => {
                let phrase = words.iter().map(|word| self.place(word)).collect();
                self.phrases.push(phrase);
            }
            Node::Title(words) => {
                let run = words.iter().map(|word| self.place(word)).collect();
                self.runs.push(run);
            }
            Node::Spelling(word) => {
                let place = self.place(word);
                self.phrases.push(vec![place]);
                self.takes_others = true;
            }
            Node::Prefix(prefix) => {
                let place = self.place(&prefix.whole);
                self.runs.push(vec![place]);
                self.prefixes.push((prefix.clone(), place));
                self.takes_others = true;
            }
            Node::Near(near) => {
                let place = |words: &Vec<Word>| words.iter().map(|word| self.place(word)).collect();
                let mut place = place;
                let parts = near.parts.iter().map(|part| part.iter().map(&mut place).collect()).collect();
                self.nears.push(Nearby::new(near, parts));
            }
            Node::Weighted(node, _) => self.add(node),
            Node::Expanded(list, others) => {
                self.add_list(list);
                self.add_phrases(others);
            }
            Node::All(list) => self.add_list(list),
            Node::Any(nodes) => nodes.iter().for_each(|node| self.add(node)),
            Node::OwnNumber(_) | Node::Facet(..) | Node::Date(_) => {}
        }
    }

    fn place(&mut self, word: &Word) -> usize {
        let place = self.words.iter().position(|known| known == word).unwrap_or_else(|| {
            self.words.push(word.clone());
            self.words.len() - 1
        });
        self.by_key.put(&word.folded, place);
        place
    }
}
