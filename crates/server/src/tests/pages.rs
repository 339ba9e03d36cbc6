//! The reading room as a reader uses it.

use super::{first_id, get};
use crate::percent::percent_encoded;

#[tokio::test]
async fn the_search_page_shows_hits_and_facets() {
    let page = get("/?q=c%C3%B4ng+an&kind=cong-van&year_from=&strict=1").await;
    assert_eq!(page.status, 200, "{}", page.body);
    for piece in [
        "<html lang=\"vi\">",
        "<mark>",
        "name=\"province\" value=\"hung-yen\"",
        "name=\"kind\" value=\"cong-van\" checked",
        "name=\"strict\" value=\"1\" checked",
        "name=\"cites\"",
        "(bỏ bộ lọc này)",
    ] {
        assert!(page.body.contains(piece), "{piece} is not in {}", page.body);
    }
}

#[tokio::test]
async fn filters_without_a_check_box_are_sent_along() {
    let page = get("/?q=an&province_now=%C4%90%C3%A0+N%E1%BA%B5ng&kind=!cong-van").await;
    assert!(page.body.contains("<input type=\"hidden\" name=\"province_now\" value=\"Đà Nẵng\">"), "{}", page.body);
    assert!(page.body.contains("<input type=\"hidden\" name=\"kind\" value=\"!cong-van\">"), "{}", page.body);
}

#[tokio::test]
async fn a_range_of_years_ticks_no_year() {
    let page = get("/?year_from=2000&year_to=2030&province=HUNG+YEN").await;
    assert!(page.body.contains("name=\"year\" value=\"2026\"> "), "{}", page.body);
    assert!(page.body.contains("name=\"province\" value=\"hung-yen\" checked"));
    assert!(page.body.contains("2000–2030") && page.body.contains("name=\"year_from\" type=\"number\""));
}

#[tokio::test]
async fn nothing_found_comes_with_advice() {
    let page = get("/?q=zzzz+yyyy&kind=cong-van").await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Không tìm thấy văn bản nào") && page.body.contains("bỏ mọi bộ lọc"));
}

#[tokio::test]
async fn the_page_of_a_directive() {
    let id = percent_encoded(&first_id("527-CV/TU").await);
    let page = get(&format!("/documents/{id}?q=c%C3%B4ng+an")).await;
    assert_eq!(page.status, 200);
    for piece in ["527-CV/TU", "ghi rõ", "Văn bản viện dẫn", "/?cites=", "id=\"khop-dau\"", "Kính gửi"] {
        assert!(page.body.contains(piece), "{piece} is not in {}", page.body);
    }
    assert!(!get(&format!("/documents/{id}")).await.body.contains("<mark"));
}

#[tokio::test]
async fn problems_are_pages_in_the_reading_room() {
    for (path, status) in [("/?limit=101", 400), ("/documents/nope", 404), ("/documents/nope?x=1", 400)] {
        let page = get(path).await;
        assert_eq!(page.status, status, "{path}");
        assert!(page.header("content-type").starts_with("text/html") && page.body.contains("<h1>"), "{path}");
    }
}
