//! What the parts of a paper let one conclude of the body behind it: organ, issuer, level, province.
//!
//! Apart from `parse`, which knows the order: each conclusion here leans only on facts that were read before, and carries
//! their evidence.

use crate::directive::Directive;
use crate::fact::{Confidence, Fact, Span};
use crate::issuer;
use crate::layout::Layout;
use crate::letterhead;
use crate::level::Level;
use crate::province::Province;
use crate::signature::Signature;
use crate::territory;
use crate::text::Page;

/// The organ inside a Party committee: named in the heading, else after `T/M`, completed by the body it speaks for.
pub(crate) fn organ(page: &Page<'_>, layout: &Layout, signature: &Signature) -> Fact<String> {
    let heading = letterhead::organ_in_heading(page, layout);
    if heading.value.is_some() {
        return heading;
    }
    let Some(organ) = &signature.behalf.value else { return Fact::default() };
    let within = matches!(organ.as_str(), "Ban Thường vụ" | "Ban Chấp hành" | "Thường trực");
    if !within {
        return Fact::default();
    }
    const BODIES: &[&str] = &["Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy", "Đảng ủy"];
    let named = BODIES.iter().map(|body| format!("{organ} {body}"));
    let spoken = named.filter_map(|name| Some((page.text.replace('\n', " ").find(&name)?, name)));
    // The paper may cite a body above its own, so the body that commands wins over the one named first.
    let commands = |at: usize, name: &str| page.ahead(at + name.len(), 40).trim_start().starts_with("yêu cầu");
    let best = spoken.min_by_key(|(at, name)| (!commands(*at, name), *at));
    let Some((at, name)) = best else { return signature.behalf.clone() };
    let evidence = page.span(at..at + name.len());
    Fact::stated(name, evidence)
}

/// The province: in the name of the issuer, in the place line of a provincial body, in the paper's own voice.
pub(crate) fn province(page: &Page<'_>, directive: &Directive) -> Fact<Province> {
    let level = directive.level.value;
    if !matches!(level, Some(Level::Province | Level::District | Level::Commune)) {
        return Fact::default();
    }
    let issuer = &directive.issuer;
    if let Some(province) = issuer.value.as_deref().and_then(issuer::of_province) {
        return Fact { value: Some(province), ..like(issuer) };
    }
    let place = &directive.place;
    let named = place.value.as_deref().and_then(Province::named).filter(|_| level == Some(Level::Province));
    match named {
        Some(province) => Fact::inferred(province, Confidence::High, place.evidence.clone()),
        None => territory::own_voice(page),
    }
}

/// Returns an empty fact on the same ground as another.
pub(crate) fn like<T, U>(fact: &Fact<T>) -> Fact<U> {
    Fact {
        value: None,
        basis: fact.basis,
        confidence: fact.confidence,
        evidence: fact.evidence.clone(),
        candidates: Vec::new(),
    }
}

/// Returns the issuer that the own number's code names, if one body alone bears it.
pub(crate) fn issuer_by_number(directive: &Directive) -> Fact<String> {
    let number = &directive.number;
    let row = number.value.as_ref().and_then(|number| number.issuer()).filter(|row| !row.local && row.code != "TW");
    row.map_or_else(Fact::default, |row| Fact::inferred(row.name.to_owned(), Confidence::High, number.evidence.clone()))
}

/// The level comes from the issuer, then the organ, then the code of the own number.
pub(crate) fn level(directive: &Directive) -> Fact<Level> {
    let of = |fact: &Fact<String>| Some(Fact { value: Some(issuer::level(fact.value.as_deref()?)?), ..like(fact) });
    let code = || {
        let level = directive.number.value.as_ref()?.issuer()?.level?;
        Some(Fact::inferred(level, Confidence::High, directive.number.evidence.clone()))
    };
    of(&directive.issuer).or_else(|| of(&directive.organ)).or_else(code).unwrap_or_default()
}

/// `Ban Thường vụ Tỉnh ủy` and a province make `Tỉnh ủy Hà Tĩnh`; a bare `Ủy ban nhân dân tỉnh` is completed likewise.
pub(crate) fn complete_issuer(directive: &mut Directive) {
    let (Some(province), Some(Level::Province)) = (directive.province.value, directive.level.value) else { return };
    const BARE: &[&str] = &["Tỉnh ủy", "Thành ủy", "Ủy ban nhân dân tỉnh", "Hội đồng nhân dân tỉnh"];
    let (given, fact) = match (&directive.issuer.value, &directive.organ.value) {
        (Some(issuer), _) => (issuer, &directive.issuer),
        (None, Some(organ)) => (organ, &directive.organ),
        (None, None) => return,
    };
    let Some(body) = BARE.iter().find(|body| given.ends_with(*body)) else { return };
    let evidence: Vec<Span> = fact.evidence.iter().chain(&directive.province.evidence).copied().collect();
    let confidence = directive.province.confidence.min(Confidence::High);
    directive.issuer = Fact::inferred(format!("{body} {}", province.name()), confidence, evidence);
}
