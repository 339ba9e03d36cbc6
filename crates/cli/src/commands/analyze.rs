//! `tracuu analyze`: how a text is cut and folded.

use directive::DocumentNumber;
use serde::Serialize;

use crate::args::{AnalyzeArgs, Format};
use crate::exit::Exit;
use crate::output;

#[derive(Serialize)]
struct Analysis {
    normal: String,
    folded: String,
    tokens: Vec<TokenView>,
    numbers: Vec<String>,
}

/// A token; offsets count code points of the text as it was typed.
#[derive(Serialize)]
struct TokenView {
    exact: String,
    folded: String,
    start: usize,
    end: usize,
}

pub(super) fn run(args: &AnalyzeArgs) -> anyhow::Result<Exit> {
    let text = args.text.join(" ");
    let analysis = Analysis {
        normal: vietnamese::normalise(&text).text,
        folded: vietnamese::fold(&text),
        tokens: tokens(&text),
        numbers: numbers(&text),
    };
    match args.format {
        Format::Json => output::print_json(&analysis)?,
        Format::Table => output::print(&table(&analysis))?,
    }
    Ok(Exit::Done)
}

fn tokens(text: &str) -> Vec<TokenView> {
    let characters = |to: usize| text[..to].chars().count();
    let view = |token: vietnamese::OwnedToken| TokenView {
        start: characters(token.start),
        end: characters(token.end),
        exact: token.exact,
        folded: token.folded,
    };
    vietnamese::tokens(text).into_iter().map(view).collect()
}

fn numbers(text: &str) -> Vec<String> {
    match DocumentNumber::parse(text) {
        Some(number) => vec![number.to_string()],
        None => DocumentNumber::find_typed(text).into_iter().map(|(_, number)| number.to_string()).collect(),
    }
}

fn table(analysis: &Analysis) -> String {
    let mut lines = vec![
        format!("normal  {}", output::plain(&analysis.normal)),
        format!("folded  {}", output::plain(&analysis.folded)),
        format!("numbers {}", analysis.numbers.join(", ")),
    ];
    let token = |token: &TokenView| format!("{:>5}-{:<5} {}  {}", token.start, token.end, token.exact, token.folded);
    lines.extend(analysis.tokens.iter().map(token));
    lines.join("\n") + "\n"
}
