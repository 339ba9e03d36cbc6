//! What kind of work a query is: for whoever measures searches, and so that slow ones are told from hard ones.

use super::{List, Node, Query, Word};

/// The kind of a query: that of its hardest part, the easiest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QueryClass {
    /// Nothing is looked for: all directives, filtered and counted.
    #[default]
    Facet,
    /// Words, numbers and values.
    Term,
    /// Words that must stand together or near one another.
    Phrase,
    /// Beginnings of words.
    Wildcard,
}

impl QueryClass {
    /// Returns the name of the class.
    pub fn name(self) -> &'static str {
        match self {
            QueryClass::Facet => "facet",
            QueryClass::Term => "term",
            QueryClass::Phrase => "phrase",
            QueryClass::Wildcard => "wildcard",
        }
    }
}

impl Query {
    /// Returns the class of the query.
    pub(crate) fn class(&self) -> QueryClass {
        of_list(&self.root)
    }
}

fn of_list(list: &List) -> QueryClass {
    list.wanted.iter().chain(&list.unwanted).map(of_node).max().unwrap_or(QueryClass::Facet)
}

fn of_node(node: &Node) -> QueryClass {
    match node {
        Node::Prefix(_) => QueryClass::Wildcard,
        Node::Near(_) => QueryClass::Phrase,
        Node::Phrase(words) | Node::Title(words) => of_words(words),
        Node::Weighted(inner, _) => of_node(inner),
        Node::All(list) | Node::Expanded(list, _) => of_list(list),
        Node::Any(nodes) => nodes.iter().map(of_node).max().unwrap_or(QueryClass::Term),
        Node::Word(_) | Node::Spelling(_) | Node::Number(..) | Node::OwnNumber(_) => QueryClass::Term,
        Node::Facet(..) | Node::Date(_) => QueryClass::Term,
    }
}

fn of_words(words: &[Word]) -> QueryClass {
    if words.len() > 1 { QueryClass::Phrase } else { QueryClass::Term }
}

#[cfg(test)]
mod tests {
    use crate::expand::expand;
    use crate::query::parse;

    #[test]
    fn queries_and_their_classes() {
        for (query, class) in [
            ("", "facet"),
            ("  ", "facet"),
            ("đất", "term"),
            ("công an xã", "term"),
            ("UBND tỉnh", "term"),
            ("527-CV/TU", "term"),
            ("năm:2020", "term"),
            ("=đất", "term"),
            ("\"đất\"", "term"),
            ("\"công an\"", "phrase"),
            ("-\"công an\" xã", "phrase"),
            ("(đất OR \"công an\")^2", "phrase"),
            ("đất NEAR/5 nhà", "phrase"),
            ("uy*", "wildcard"),
            ("\"công an\" uy*", "wildcard"),
        ] {
            let mut parsed = parse(query).expect("a query");
            assert_eq!(parsed.class().name(), class, "{query}");
            expand(&mut parsed);
            assert_eq!(parsed.class().name(), class, "{query}");
        }
    }
}
