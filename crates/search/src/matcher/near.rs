//! Phrases that count only near one another: marked where they are, and not wherever else they stand.

use super::{Match, Matcher, Seen};
use crate::matching::{Occurrence, Window};
use crate::query::Near;

/// Things that must stand near one another.
#[derive(Clone, Debug)]
pub(super) struct Nearby {
    window: Window,
    /// For each part the phrases that stand for it, as places in the words.
    parts: Vec<Vec<Vec<usize>>>,
    /// How far a part can stand from another, in words.
    reach: u32,
}

impl Nearby {
    pub(super) fn new(near: &Near, parts: Vec<Vec<Vec<usize>>>) -> Nearby {
        let words: usize = parts.iter().filter_map(|part| part.iter().map(Vec::len).max()).sum();
        Nearby { window: Window::new(&near.parts, near.distance), parts, reach: near.distance + words as u32 }
    }

    /// Tells whether one occurrence is part of a way to place all parts near enough.
    fn holds_with(&self, occurrence: &Occurrence, all: &[Occurrence]) -> bool {
        let near = |other: &&Occurrence| {
            other.start.abs_diff(occurrence.start) <= self.reach
                && (other.part != occurrence.part || *other == occurrence)
        };
        self.window.holds(&all.iter().filter(near).copied().collect::<Vec<_>>())
    }
}

impl Matcher {
    /// Returns the matches of what must stand near one another.
    pub(super) fn find_nears(&self, seen: &[Seen]) -> Vec<Match> {
        let first = self.words.len() + self.phrases.len();
        let nears = (first..).zip(&self.nears);
        nears.flat_map(|(what, nearby)| self.find_near(what, nearby, seen)).collect()
    }

    fn find_near(&self, what: usize, nearby: &Nearby, seen: &[Seen]) -> Vec<Match> {
        let mut found: Vec<(Occurrence, Match)> = Vec::new();
        for (part, phrases) in nearby.parts.iter().enumerate() {
            for phrase in phrases {
                for start in self.places_of(phrase, seen) {
                    let at = seen[start].at.start..seen[start + phrase.len() - 1].at.end;
                    let length = phrase.len() as u32;
                    let occurrence = Occurrence { start: seen[start].position as u32, length, part };
                    found.push((occurrence, Match { at, what, weight: 4 * length }));
                }
            }
        }
        found.sort_by_key(|(occurrence, _)| *occurrence);
        let all: Vec<Occurrence> = found.iter().map(|(occurrence, _)| *occurrence).collect();
        found.retain(|(occurrence, _)| nearby.holds_with(occurrence, &all));
        found.into_iter().map(|(_, found)| found).collect()
    }
}
