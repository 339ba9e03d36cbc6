//! The page to try the API: every operation is on it, and nothing is on it that is not ours.

use super::get;

/// Returns the piece of the page that is about one operation.
fn piece<'a>(page: &'a str, method: &str, path: &str) -> &'a str {
    let form = format!("data-method=\"{method}\" data-path=\"{path}\"");
    let mut pieces = page.split("<details").filter(|piece| piece.contains(&form));
    let piece = pieces.next().unwrap_or_else(|| panic!("{method} {path} is not on the page"));
    assert!(pieces.next().is_none(), "{method} {path} is there twice");
    piece
}

#[tokio::test]
async fn every_operation_can_be_tried() {
    let description = get("/v1/openapi.json").await.json();
    let page = get("/api").await.body;
    let mut seen = 0;
    for (path, methods) in description["paths"].as_object().unwrap() {
        for (method, route) in methods.as_object().unwrap() {
            let piece = piece(&page, &method.to_uppercase(), path);
            for parameter in route["parameters"].as_array().into_iter().flatten() {
                let (name, place) = (parameter["name"].as_str().unwrap(), parameter["in"].as_str().unwrap());
                assert!(piece.contains(&format!("name=\"{name}\" data-in=\"{place}\"")), "{method} {path} {name}");
            }
            for kind in route["requestBody"]["content"].as_object().into_iter().flat_map(|kinds| kinds.keys()) {
                assert!(piece.contains(&format!("<option>{kind}</option>")), "{method} {path} {kind}");
            }
            assert_eq!(piece.contains("data-in=\"body\""), route["requestBody"].is_object(), "{method} {path}");
            seen += 1;
        }
    }
    assert_eq!(page.matches("<details").count(), seen);
}

/// Returns what stands between two texts of a page.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    page.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map_or("", |(text, _)| text)
}

#[tokio::test]
async fn every_operation_and_group_is_told_in_vietnamese() {
    let page = get("/api").await.body;
    for piece in page.split("<details").skip(1) {
        let about = between(piece, "<span class=\"about\">", "</span>");
        assert!(!about.is_ascii() && about.ends_with('.'), "{about}: {}", between(piece, "<code>", "</code>"));
        assert!(!between(piece, "<p lang=\"en\">", "</p>").is_empty(), "the description says more");
    }
    let groups = page.split("<h2").skip(1).inspect(|group| {
        let (name, about) = (between(group, ">", "</h2>"), between(group, "<p>", "</p>"));
        assert!(!name.is_ascii() && !about.is_ascii(), "{name}: {about}");
    });
    assert_eq!(groups.count(), 5);
}

#[tokio::test]
async fn it_may_run_our_script_and_no_other_page_may() {
    let policy = get("/api").await.header("content-security-policy").to_owned();
    for allowed in
        ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "style-src 'self'", "base-uri 'none'"]
    {
        assert!(policy.contains(allowed), "{policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
    for path in ["/", "/?limit=x", "/api?x=1", "/v1/openapi.json", "/assets/api.js", "/assets/api.css"] {
        assert!(!get(path).await.header("content-security-policy").contains("script-src"), "{path}");
    }
}

#[tokio::test]
async fn all_that_it_loads_comes_from_here() {
    let page = get("/api").await.body;
    for (path, kind) in [
        ("/api", "text/html; charset=utf-8"),
        ("/assets/api.js", "text/javascript; charset=utf-8"),
        ("/assets/api.css", "text/css; charset=utf-8"),
        ("/assets/style.css", "text/css; charset=utf-8"),
    ] {
        let answer = get(path).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, kind), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        for foreign in ["http:", "https:", "\"//", "@import", "url("] {
            assert!(!answer.body.contains(foreign), "{path} holds {foreign}");
        }
        assert!(path == "/api" || page.contains(&format!("\"{path}?v=")), "{path} is not asked for");
    }
    for inline in ["<script>", "<style", " style=", " onclick=", "javascript:"] {
        assert!(!page.contains(inline), "{inline}");
    }
}

/// What comes from outside is text, and a key stays where it was typed.
#[tokio::test]
async fn the_script_writes_no_html_and_keeps_nothing() {
    let script = get("/assets/api.js").await.body;
    for way in [
        "innerHTML",
        "outerHTML",
        "insertAdjacent",
        "document.write",
        "eval(",
        "Function(",
        "Storage",
        "cookie",
        "indexedDB",
        "setTimeout(",
        "import",
    ] {
        assert!(!script.contains(way), "{way}");
    }
    assert!(script.contains("textContent"));
}
