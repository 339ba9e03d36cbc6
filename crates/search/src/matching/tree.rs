//! The shape of what is looked for: all of, any of, so many of, all but. The leaves are what each stage makes of them:
//! terms and queries, then weights, then postings of a segment.

/// A tree of what is looked for.
#[derive(Debug)]
pub(crate) enum Tree<L> {
    Leaf(L),
    All(Vec<Tree<L>>),
    Any(Vec<Tree<L>>),
    /// So many of the members.
    Some(usize, Vec<Tree<L>>),
    /// The first, and none of the others.
    Except(Box<Tree<L>>, Vec<Tree<L>>),
}

impl<L> Tree<L> {
    /// Returns the tree with other leaves.
    pub(super) fn map<M, E>(&self, leaf: &impl Fn(&L) -> Result<M, E>) -> Result<Tree<M>, E> {
        let each = |members: &[Tree<L>]| members.iter().map(|member| member.map(leaf)).collect::<Result<Vec<_>, E>>();
        Ok(match self {
            Tree::Leaf(own) => Tree::Leaf(leaf(own)?),
            Tree::All(members) => Tree::All(each(members)?),
            Tree::Any(members) => Tree::Any(each(members)?),
            Tree::Some(least, members) => Tree::Some(*least, each(members)?),
            Tree::Except(wanted, unwanted) => Tree::Except(Box::new(wanted.map(leaf)?), each(unwanted)?),
        })
    }
}
