//! Addresses of the search page: the present one with something added, changed or taken away.

use crate::percent::percent_encoded;

/// A search as the address of its page.
#[derive(Clone, Copy)]
pub(crate) struct Address<'a>(pub(crate) &'a [(String, String)]);

impl Address<'_> {
    /// Returns the address without the values that `leaves` names, from the first page on.
    pub(crate) fn without(self, leaves: impl Fn(&str, &str) -> bool) -> String {
        self.changed(leaves, &[])
    }

    /// Returns the address with one parameter set.
    pub(crate) fn with(self, name: &str, value: &str) -> String {
        self.changed(|own, _| own == name, &[(name, value)])
    }

    /// Whoever changes a search begins at its first page.
    fn changed(self, leaves: impl Fn(&str, &str) -> bool, added: &[(&str, &str)]) -> String {
        let kept = self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let kept = kept.filter(|(name, value)| *name != "offset" && !leaves(name, value));
        address(kept.chain(added.iter().copied()))
    }
}

/// Returns the address of the search for one value.
pub(crate) fn search_for(name: &str, value: &str) -> String {
    address([(name, value)].into_iter())
}

/// Returns the address of the page of a directive.
pub(crate) fn document(id: &str, query: &str) -> String {
    let page = format!("/documents/{}", percent_encoded(id));
    if query.is_empty() { page } else { format!("{page}?q={}", percent_encoded(query)) }
}

fn address<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}={}", percent_encoded(value))).collect();
    if pairs.is_empty() { "/".to_owned() } else { format!("/?{}", pairs.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_changed_searches() {
        let pairs: Vec<(String, String)> = [("q", "đất & nhà"), ("year", "2019"), ("year", "2020"), ("offset", "20")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec();
        let address = Address(&pairs);
        let query = "q=%C4%91%E1%BA%A5t%20%26%20nh%C3%A0";
        assert_eq!(address.with("offset", "40"), format!("/?{query}&year=2019&year=2020&offset=40"));
        assert_eq!(address.without(|name, value| (name, value) == ("year", "2019")), format!("/?{query}&year=2020"));
        assert_eq!(address.without(|_, _| true), "/");
        assert_eq!(document("a/b", "x"), "/documents/a%2Fb?q=x");
    }
}
