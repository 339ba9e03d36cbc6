//! Abbreviations, both ways, when a query is asked: `UBND` also finds the phrase `ủy ban nhân dân`, and the typed words
//! find the letters.
//!
//! A step of its own between the reading of a query and its search. Nothing is expanded when directives are indexed: what
//! letters stand for often only the asker knows, and what he typed stays first.

mod lookup;
mod table;

use crate::query::{List, Node, Query, Word};
use crate::response::Expansion;

/// Puts beside abbreviations, and words that are abbreviated, what they stand for; returns what was put where. Not in
/// quotes, numbers and fields, and not in what is excluded.
pub(crate) fn expand(query: &mut Query) -> Vec<Expansion> {
    let mut expander = Expander { capitals: capitals_tell(&query.root), expansions: Vec::new() };
    expander.list(&mut query.root);
    expander.expansions
}

/// In a query all in capitals they tell of an abbreviation only if there is nothing else in it.
fn capitals_tell(list: &List) -> bool {
    let mut words = Vec::new();
    gather(list, &mut words);
    let shouted = words.iter().all(|word| word.capitals || !word.exact.contains(char::is_alphabetic));
    !shouted || words.iter().all(|word| lookup::is_abbreviation(word))
}

fn gather<'a>(list: &'a List, words: &mut Vec<&'a Word>) {
    list.wanted.iter().for_each(|node| gather_node(node, words));
}

fn gather_node<'a>(node: &'a Node, words: &mut Vec<&'a Word>) {
    match node {
        Node::Word(word) => words.push(word),
        Node::Weighted(node, _) => gather_node(node, words),
        Node::All(list) => gather(list, words),
        Node::Any(nodes) => nodes.iter().for_each(|node| gather_node(node, words)),
        _ => {}
    }
}

struct Expander {
    /// Whether capitals mean anything in this query.
    capitals: bool,
    expansions: Vec<Expansion>,
}

impl Expander {
    fn list(&mut self, list: &mut List) {
        let mut run = Vec::new();
        for node in std::mem::take(&mut list.wanted) {
            match node {
                Node::Word(word) => run.push(word),
                mut node => {
                    self.run(std::mem::take(&mut run), &mut list.wanted);
                    self.node(&mut node);
                    list.wanted.push(node);
                }
            }
        }
        self.run(run, &mut list.wanted);
    }

    fn node(&mut self, node: &mut Node) {
        match node {
            Node::Word(word) => {
                if let Some((_, expanded)) = self.first(std::slice::from_ref(word)) {
                    *node = expanded;
                }
            }
            Node::Weighted(node, _) => self.node(node),
            Node::All(list) => self.list(list),
            Node::Any(nodes) => nodes.iter_mut().for_each(|node| self.node(node)),
            _ => {}
        }
    }

    /// Words that were typed next to one another: the longest that stands for something is taken first.
    fn run(&mut self, run: Vec<Word>, nodes: &mut Vec<Node>) {
        let mut rest = run.into_iter();
        while !rest.as_slice().is_empty() {
            match self.first(rest.as_slice()) {
                Some((taken, node)) => {
                    nodes.push(node);
                    rest.by_ref().take(taken).for_each(drop);
                }
                None => nodes.extend(rest.next().map(Node::Word)),
            }
        }
    }

    /// Expands the words that open a run; returns how many they are.
    fn first(&mut self, run: &[Word]) -> Option<(usize, Node)> {
        let longest = lookup::longest().min(run.len());
        for (typed, after) in (1..=longest).rev().map(|taken| run.split_at(taken)) {
            let others = lookup::find(typed, self.capitals);
            // One letter is an abbreviation before a name only: P. Hiến Nam.
            let lone = after.is_empty() && matches!(typed, [word] if word.exact.chars().nth(1).is_none());
            if others.is_empty() || lone {
                continue;
            }
            // Capitals that told something are kept, and shown.
            let told = lookup::find(typed, false).len() < others.len();
            let kept = |word: &Word| Node::Word(Word { capitals: word.capitals && told, ..word.clone() });
            let to = others.iter().map(|other| other.text.to_owned()).collect();
            self.expansions.push(Expansion { term: written(typed), to, why: "abbreviation".to_owned() });
            let list = List { wanted: typed.iter().map(kept).collect(), unwanted: Vec::new() };
            let phrases = others.iter().map(|other| other.words.clone()).collect();
            return Some((typed.len(), Node::Expanded(list, phrases)));
        }
        None
    }
}

fn written(words: &[Word]) -> String {
    let written = |word: &Word| if word.capitals { word.exact.to_uppercase() } else { word.exact.clone() };
    words.iter().map(written).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
