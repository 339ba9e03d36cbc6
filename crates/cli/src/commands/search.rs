//! `tracuu search`: arguments into a request, the answer into the format asked for.

use std::path::Path;
use std::time::Duration;

use search::{Engine, Facet, SearchRequest, SearchResponse, Sheet, Sort};

use super::set;
use crate::args::{HitFormat, SearchArgs};
use crate::exit::{Exit, UsageError};
use crate::{output, render};

pub(super) fn run(index: &Path, args: &SearchArgs) -> anyhow::Result<Exit> {
    let request = request(args)?;
    let response = Engine::open(index)?.search(&request)?;
    print(&response, &request, args.format)?;
    if response.partial {
        output::remark("the time was over before the search was done; this is what was found so far")?;
    }
    Ok(if response.total > 0 { Exit::Done } else { Exit::Nothing })
}

fn request(args: &SearchArgs) -> anyhow::Result<SearchRequest> {
    Ok(SearchRequest {
        facets: args.facets.as_deref().map_or(Ok(Vec::new()), facets)?,
        facet_limit: args.facet_limit,
        sort: Sort::named(&args.sort).unwrap_or_default(),
        limit: args.limit,
        snippets: args.snippets,
        snippet_length: args.snippet_chars,
        explain: args.explain,
        offset: args.offset,
        cursor: args.cursor.clone(),
        timeout: args.timeout.map(Duration::from_millis),
        partial: args.partial,
        ..set::request(&args.set)
    })
}

fn facets(list: &str) -> anyhow::Result<Vec<Facet>> {
    if list == "*" {
        return Ok(Facet::ALL.to_vec());
    }
    let facet = |name: &str| {
        let known = Facet::ALL.map(Facet::name).join(", ");
        Facet::named(name.trim()).ok_or_else(|| UsageError(format!("{name:?} is no facet; there are: {known}")).into())
    };
    list.split(',').map(facet).collect()
}

fn print(response: &SearchResponse, request: &SearchRequest, format: HitFormat) -> anyhow::Result<()> {
    match format {
        HitFormat::Json => output::print_json(response)?,
        HitFormat::Jsonl => output::print(&render::json_lines(&response.hits)?)?,
        HitFormat::Csv => output::print(&Sheet::csv(&response.hits))?,
        HitFormat::Table => output::print(&render::answer(response, request, output::styled()))?,
    }
    Ok(())
}
