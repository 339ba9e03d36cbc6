//! The five real directives of the sample archive: every fact that their text gives, and none that it does not.

use crate::{Basis, Directive, Relation, parse};

const SEEDS: [&str; 5] = [
    include_str!("../../../seeds/000_25d31764dfd2fe86.txt"),
    include_str!("../../../seeds/001_ac113182727c1ec2.txt"),
    include_str!("../../../seeds/002_54687f459a091cd1.txt"),
    include_str!("../../../seeds/003_be6f04c7cac3f54d.txt"),
    include_str!("../../../seeds/004_80d5308ccbc39730.txt"),
];

fn check<T: PartialEq + std::fmt::Debug>(name: &str, of: impl Fn(&Directive) -> T, expected: [T; 5]) {
    for (seed, expected) in SEEDS.iter().zip(expected) {
        assert_eq!(of(&parse(seed)), expected, "{name} of {:?}", seed.get(..40));
    }
}

#[test]
fn number_kind_and_date() {
    check(
        "number",
        |found| found.number.value.as_ref().map(ToString::to_string),
        [Some("527-CV/TU".to_owned()), None, None, None, None],
    );
    check(
        "kind",
        |found| found.kind.value.map(|kind| kind.slug()),
        ["cong-van", "cong-van", "nghi-quyet", "chi-thi", "cong-van"].map(Some),
    );
    check("kind stated", |found| found.kind.is_stated(), [true, true, true, true, false]);
    check(
        "date",
        |found| found.date.value.map(|date| date.to_string()),
        [Some("2026-05-12".to_owned()), Some("2026-05-28".to_owned()), None, None, None],
    );
    check(
        "diagnostics",
        |found| found.diagnostics.iter().map(|one| one.code.clone()).collect::<Vec<_>>(),
        [vec![], vec!["number-blank".to_owned()], vec![], vec![], vec![]],
    );
}

#[test]
fn body_and_place() {
    let issuers =
        [Some("Tỉnh ủy Hưng Yên"), Some("Tỉnh ủy Ninh Bình"), Some("Tỉnh ủy Hà Tĩnh"), Some("Tỉnh ủy Hưng Yên"), None];
    check("issuer", |found| found.issuer.value.clone(), issuers.map(|issuer| issuer.map(str::to_owned)));
    let organs =
        ["Tỉnh ủy", "Tỉnh ủy", "Tỉnh ủy", "Tỉnh ủy", "Huyện ủy"].map(|body| Some(format!("Ban Thường vụ {body}")));
    check("organ", |found| found.organ.value.clone(), organs);
    check(
        "level",
        |found| found.level.value.map(|level| level.slug()),
        ["tinh", "tinh", "tinh", "tinh", "huyen"].map(Some),
    );
    let provinces = [Some("hung-yen"), Some("ninh-binh"), Some("ha-tinh"), Some("hung-yen"), None];
    check("province", |found| found.province.value.map(|province| province.slug()), provinces);
    let stated = [Basis::Stated, Basis::Stated, Basis::Inferred, Basis::Inferred, Basis::Unknown];
    check("basis of the province", |found| found.province.basis, stated);
    check(
        "place",
        |found| found.place.value.clone(),
        [Some("Hưng Yên".to_owned()), Some("Ninh Bình".to_owned()), None, None, None],
    );
}

#[test]
fn years() {
    check("year", |found| found.year.value, [Some(2026), Some(2026), Some(2023), None, Some(2022)]);
    check(
        "candidates",
        |found| found.year.candidates.clone(),
        [vec![2026], vec![2026], vec![2023], vec![2023, 2024], vec![2022, 2023]],
    );
    check("stated", |found| found.year.is_stated(), [true, true, false, false, false]);
    check("subject year", |found| found.subject_year.value, [None, None, None, Some(2024), None]);
}

#[test]
fn subject_addressees_and_signature() {
    let titles = [
        Some(
            "tiếp tục đẩy mạnh xây dựng lực lượng Công an tinh thật sự trong sạch, vững mạnh, chính quy, tinh nhuệ, hiện đại, đáp ứng yêu cầu, nhiệm vụ trong kỷ nguyên mới",
        ),
        Some(
            "đẩy mạnh xây dựng lực lượng Công an xã, phường vững mạnh, hiện đại, bám cơ sở, đáp ứng yêu cầu, nhiệm vụ trong tình hình mới",
        ),
        Some(
            "về lãnh đạo, chỉ đạo xây dựng “Công an phường điển hình, kiểu mẫu về an ninh, trật tự và văn minh đô thị” đến năm 2030 và những năm tiếp theo",
        ),
        Some("về tăng cường bảo đảm an ninh, trật tự năm 2024"),
        None,
    ];
    check("title", |found| found.title.value.clone(), titles.map(|title| title.map(str::to_owned)));
    check("recipients", |found| found.recipients.len(), [6, 1, 0, 0, 4]);
    check(
        "first recipient",
        |found| found.recipients.first().cloned(),
        [
            Some("Các cơ quan chuyên trách tham mưu, giúp việc Tỉnh ủy".to_owned()),
            Some("Các đảng ủy trực thuộc Tỉnh ủy".to_owned()),
            None,
            None,
            Some("Hội đồng nhân dân, Ủy ban nhân dân huyện".to_owned()),
        ],
    );
    let signers = ["Trần Quốc Toàn", "Trần Đăng Quỳnh", "Hoàng Trung Dũng", "Nguyễn Hữu Nghĩa", "Đinh Văn Tuấn"];
    check("signer", |found| found.signer.value.clone(), signers.map(|name| Some(name.to_owned())));
    let roles = ["PHÓ BÍ THƯ THƯỜNG TRỰC", "PHÓ BÍ THƯ THƯỜNG TRỰC", "BÍ THƯ", "BÍ THƯ", "BÍ THƯ"];
    check("role", |found| found.signer_role.value.clone(), roles.map(|role| Some(role.to_owned())));
}

#[test]
fn numbered_citations() {
    check("citations", |found| found.citations.iter().filter(|one| one.number.is_some()).count(), [12, 7, 6, 31, 3]);
    let cites = |key: &'static str| move |found: &Directive| found.citations.iter().any(|one| one.key == key);
    check("12-NQ/TW", cites("nghi-quyet|12-NQ/TW|vn|2022-03-16"), [true; 5]);
    check("03-NQ/ĐUCA", cites("nghi-quyet|03-NQ/ĐUCA|vn|2026-04-06"), [true, true, false, false, false]);
    check("474/BCA-H02", cites("cong-van|474/BCA-H02|vn|2026-02-04"), [false, true, false, false, false]);
    check("55-CT/TU", cites("chi-thi|55-CT/TU|hung-yen|2023-12-20"), [false, false, false, true, false]);
    check("1771-CV/TU", cites("cong-van|1771-CV/TU|?|2022-08-25"), [false, false, false, false, true]);
    let broken = parse(SEEDS[4]).citations.into_iter().find(|one| one.key.contains("12-NQ/TW"));
    assert_eq!(broken.map(|one| one.count), Some(2));
}

#[test]
fn citations_without_number() {
    let named = |found: &Directive| -> Vec<(String, usize)> {
        let named = found.citations.iter().filter(|one| one.number.is_none());
        named.map(|one| (one.key.clone(), one.count)).collect()
    };
    let once = |key: &str| (key.to_owned(), 1);
    let first = vec![
        once("nghi-quyet|dai-hoi-XIV|vn|?"),
        once("nghi-quyet|dai-hoi-I|hung-yen|nk2025-2030"),
        once("nghi-quyet|7-nghi-quyet-chien-luoc|vn|khoa-XIII"),
    ];
    let fourth = vec![
        ("nghi-quyet|dai-hoi-XIII|vn|?".to_owned(), 2),
        ("nghi-quyet|dai-hoi-XIX|hung-yen|?".to_owned(), 2),
        once("nghi-quyet|dai-hoi-cac-cap|hung-yen|nk2020-2025"),
        once("nghi-quyet|hoi-nghi-tw-4|vn|khoa-XI"),
        once("nghi-quyet|hoi-nghi-tw-4|vn|khoa-XII"),
    ];
    check("named", named, [first, vec![], vec![], fourth, vec![]]);
}

#[test]
fn aliases_nicknames_relations_and_sentences() {
    let count = |key: &'static str| {
        move |found: &Directive| found.citations.iter().find(|one| one.key == key).map_or(0, |one| one.count)
    };
    check("12-NQ/TW", count("nghi-quyet|12-NQ/TW|vn|2022-03-16"), [4, 1, 1, 2, 2]);
    check("Đề án số 06", count("quyet-dinh|06/QĐ-TTg|vn|2022-01-06"), [0, 0, 1, 3, 0]);
    let letter = parse(SEEDS[4]);
    let carried = &letter.citations[0];
    assert_eq!(carried.relation, Some(Relation::Implements));
    let sentence = &SEEDS[4][carried.sentence.start..carried.sentence.end];
    assert!(
        sentence.starts_with("Thực hiện Công văn số 1771-CV/TU") && sentence.trim_end().ends_with("trọng tâm sau:")
    );
}
