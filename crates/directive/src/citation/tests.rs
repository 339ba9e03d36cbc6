//! Citations by their forms: a text, and the keys that it cites.

use super::*;

fn keys(text: &str, home: Option<&str>) -> Vec<String> {
    let home = home.and_then(Province::named);
    citations(&Page::new(text), None, home).into_iter().map(|citation| citation.key).collect()
}

#[test]
fn forms() {
    let cases = [
        ("Nghị quyết số 12-NQ/TW, ngày 16/3/2022 của Bộ Chính trị", "nghi-quyet|12-NQ/TW|vn|2022-03-16"),
        ("Nghị\nquyết số 12-\n\nNQ/TW, ngày\n16/3/2022", "nghi-quyet|12-NQ/TW|vn|2022-03-16"),
        ("Chỉ thị số 55 -CT/TU ngày 20 tháng 12 năm 2023 về", "chi-thi|55-CT/TU|hung-yen|2023-12-20"),
        ("Chỉ thị số 48-CT/TW của Bộ Chính trị khóa X về", "chi-thi|48-CT/TW|vn|khoa-X"),
        ("Chỉ thị số 05-CT/TW của Bộ Chính trị (khóa XII) về", "chi-thi|05-CT/TW|vn|khoa-XII"),
        ("Chỉ thị số 47-CT/TW của Ban Bí thư về", "chi-thi|47-CT/TW|vn|?"),
        ("Nghị định số 03/2019/NĐ-CP của Chính phủ", "nghi-dinh|03/2019/NĐ-CP|vn|2019"),
        ("Quy định số 132-QĐ/TW, ngày 27/10/2023", "quy-dinh|132-QĐ/TW|vn|2023-10-27"),
        ("Luật Đất đai số 31/2024/QH15", "luat|31/2024/QH15|vn|2024"),
        ("Công văn số 474/BCA-H02 ngày 04/02/2026 của Bộ Công an", "cong-van|474/BCA-H02|vn|2026-02-04"),
        (
            "Chương trình phối hợp số 07/CTrPH-BCA-MTTQ, ngày 17/10/2023",
            "chuong-trinh-phoi-hop|07/CTrPH-BCA-MTTQ|vn|2023-10-17",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(keys(text, Some("Hưng Yên")), [expected], "{text}");
    }
    assert_eq!(keys("Công văn số 1771-CV/TU của Ban Thường vụ Tỉnh ủy", None), ["cong-van|1771-CV/TU|?|?"]);
    assert_eq!(keys("số 58/QĐ-UBND của Ủy ban nhân dân tỉnh Hà Tĩnh", None), ["quyet-dinh|58/QĐ-UBND|ha-tinh|?"]);
}

#[test]
fn mentions_of_one_document_are_merged() {
    let text =
        "Nghị quyết số 12-NQ/TW ngày 16/3/2022 và Nghị quyết số 12-NQ/TW, ngày 16/3/2022 của Bộ Chính trị về “An ninh”";
    let found = citations(&Page::new(text), None, None);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].count, found[0].issuer.as_deref(), found[0].quoted_title.as_deref()),
        (2, Some("Bộ Chính trị"), Some("An ninh"))
    );
}

#[test]
fn forms_without_a_number() {
    let cases: &[(&str, &[&str])] = &[
        ("Nghị quyết Đại hội XIV của Đảng;", &["nghi-quyet|dai-hoi-XIV|vn|?"]),
        ("Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng và", &["nghi-quyet|dai-hoi-XIII|vn|?"]),
        ("Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIX Đảng bộ tỉnh;", &["nghi-quyet|dai-hoi-XIX|hung-yen|?"]),
        (
            "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Hà Tĩnh lần thứ I, nhiệm kỳ 2025 – 2030;",
            &["nghi-quyet|dai-hoi-I|ha-tinh|nk2025-2030"],
        ),
        ("Nghị quyết Đại hội Đảng bộ huyện Di Linh lần thứ X", &["nghi-quyet|dai-hoi-X|hung-yen/huyen-di-linh|?"]),
        ("chuẩn bị Đại hội đại biểu toàn quốc lần thứ XIV của Đảng", &[]),
        (
            "Nghị quyết Trung ương 4 (khóa XI, khóa XII) và",
            &["nghi-quyet|hoi-nghi-tw-4|vn|khoa-XI", "nghi-quyet|hoi-nghi-tw-4|vn|khoa-XII"],
        ),
        ("Nghị quyết Hội nghị lần thứ tám Ban Chấp hành Trung ương khóa XI", &["nghi-quyet|hoi-nghi-tw-8|vn|khoa-XI"]),
        ("các chỉ thị, nghị quyết của Trung ương", &[]),
        ("thực hiện 7 nghị quyết chiến lược của Bộ Chính trị", &["nghi-quyet|7-nghi-quyet-chien-luoc|vn|?"]),
        ("Luật Công an nhân dân năm 2018 (sửa đổi, bổ sung năm 2023)", &["luat|cong-an-nhan-dan|vn|2018"]),
        ("Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;", &["luat|dat-dai|vn|2024-01-18"]),
        ("Hiến pháp năm 2013 và Bộ luật Hình sự", &["hien-phap|hien-phap|vn|2013", "bo-luat|hinh-su|vn|?"]),
        ("theo quy định của Luật này, Luật sư và pháp luật năm 2013", &[]),
        ("Luật Phòng, chống tham nhũng (năm 2018), ", &["luat|phong-chong-tham-nhung|vn|2018"]),
        ("Đề án số 06 của Chính phủ; Đề án 06", &["quyet-dinh|06/QĐ-TTg|vn|2022-01-06"]),
        ("Đề án số 06 của Tỉnh ủy, Đề án số 06-ĐA/TU", &["de-an|06-ĐA/TU|hung-yen|?"]),
        ("Nghị quyết số 68 của Chính phủ, Nghị quyết 9 điểm", &["nghi-quyet|68/NQ-CP|vn|?"]),
    ];
    for (text, expected) in cases {
        assert_eq!(keys(text, Some("Hưng Yên")), *expected, "{text}");
    }
}

#[test]
fn lists_share_a_kind_or_the_letters() {
    let key = |number: &str| format!("nghi-quyet|{number}-NQ/TW|vn|?");
    let all = ["57", "59", "66", "68"].map(key);
    assert_eq!(keys("các Nghị quyết số 57, 59, 66, 68-NQ/TW của Bộ Chính trị", None), all);
    let laws = "Luật Đất đai số 31/2024/QH15 được sửa đổi bởi Luật số 43/2024/QH15, số 47/2024/QH15 và số 58/2024/QH15";
    let law = |number: &str| format!("luat|{number}/2024/QH15|vn|2024");
    assert_eq!(keys(laws, None), ["31", "43", "47", "58"].map(law));
    let rules = "các Quy định số 1-QĐ/TW, 2-QĐ/TW và Quyết định số 3-QĐ/TW";
    assert_eq!(keys(rules, None), ["quy-dinh|01-QĐ/TW|vn|?", "quy-dinh|02-QĐ/TW|vn|?", "quyet-dinh|03-QĐ/TW|vn|?"]);
}

#[test]
fn short_names_take_the_key_of_their_definition() {
    let cases = [
        ("Nghị quyết số 12-NQ/TW ngày 16/3/2022 (viết tắt là Nghị quyết số 12). Nghị quyết số 12, Nghị quyết 12", 4),
        ("Nghị quyết số 12-NQ/TW ngày 16/3/2022; Nghị quyết số 12; Nghị quyết số 12-NQ/TU", 1),
        (
            "Quyết định số 06/QĐ-TTg phê duyệt Đề án dữ liệu (sau đây gọi tắt là Đề án dữ liệu). Đề án\ndữ liệu năm 2024",
            3,
        ),
        ("Luật số 1/2024/QH15 (sau đây gọi là Luật). Luật này", 1),
        (
            "Luật Đất đai số 31/2024/QH15 được sửa đổi bởi Luật số 43/2024/QH15 (sau đây gọi là Luật Đất đai). Luật Đất đai",
            3,
        ),
        ("Nghị định số 35/2025/NĐ-CP về đề án (sau đây gọi chung là Đề án thăm dò). Đề án thăm dò", 1),
    ];
    for (text, count) in cases {
        assert_eq!(citations(&Page::new(text), None, None)[0].count, count, "{text}");
    }
}

#[test]
fn what_one_mention_leaves_open_another_says() {
    let text = "Chỉ thị số 05-CT/TW; Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị";
    assert_eq!(keys(text, None), ["chi-thi|05-CT/TW|vn|2016-05-15"]);
    let law = "Luật Đất đai số 31/2024/QH15; Luật Đất đai năm 2024; Luật Đất đai năm 2013";
    assert_eq!(keys(law, None), ["luat|31/2024/QH15|vn|2024", "luat|dat-dai|vn|2013"]);
    assert_eq!(keys("Luật số 38/2019/QH14; số 38/2019/QH14 và 474/BCA-H02", None).len(), 2);
    let homonyms = "12-NQ/TW; 12-NQ/TW ngày 16/3/2022; 12-NQ/TW ngày 03/6/2017";
    assert_eq!(keys(homonyms, None).len(), 3);
    let issued = "Tỉnh ủy Hà Tĩnh đã ban hành Nghị quyết số 5-NQ/TU ngày 1/2/2020";
    assert_eq!(citations(&Page::new(issued), None, None)[0].issuer.as_deref(), Some("Tỉnh ủy Hà Tĩnh"));
}

#[test]
fn relations_run_through_joined_citations() {
    let text = "Quyết định này thay thế Quyết định số 1/QĐ-TTg và Quyết định số 2/QĐ-TTg. Theo Quyết định số 3/QĐ-TTg";
    let relations: Vec<_> = citations(&Page::new(text), None, None).into_iter().map(|one| one.relation).collect();
    assert_eq!(relations, [Some(Relation::Replaces), Some(Relation::Replaces), None]);
}
