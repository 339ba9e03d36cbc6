//! The words that rule where a subject begins and ends.
//!
//! Tables of their own: a subject that runs on too far, or stops too soon, is one more row.

/// How lines open that end a subject, without marks.
pub(crate) const STOPS: &[&str] = &[
    "kinh gui",
    "(ban hanh",
    "(kem theo",
    "(can cu",
    "cong hoa",
    "doc lap",
    "dang cong san",
    "so:",
    "hoi dong nhan dan",
    "uy ban nhan dan",
    "chu tich",
    "bo truong",
    "chinh phu",
    "thu tuong",
    "thong doc",
    "cuc truong",
    "tong cuc truong",
    "giam doc",
    "chanh an",
    "vien truong",
    "khoa x",
    "quoc hoi",
    "uy ban thuong vu",
    "ky hop",
    "noi nhan",
    "co quan:",
    "nguoi ky:",
    "thoi gian ky",
    "ngay:",
    "email:",
];

/// Right-hand heads, which are part of no subject.
pub(crate) const NATIONAL: &[&str] = &["cong hoa xa hoi", "doc lap - tu do", "dang cong san"];

/// Words after which a subject goes on, whatever the next line is.
pub(crate) const GOES_ON: &[&str] =
    &["của", "do", "và", "với", "cho", "tại", "về", "theo", "CỦA", "DO", "VÀ", "VỚI", "CHO", "TẠI"];

/// Kinds in capitals whose name no subject begins with for itself, as it may with `quy định` or `quy chế`.
pub(crate) const NEVER_SUBJECTS: &[&str] = &[
    "thong-tu",
    "thong-tu-lien-tich",
    "nghi-dinh",
    "nghi-quyet",
    "nghi-quyet-lien-tich",
    "quyet-dinh",
    "chi-thi",
    "phap-lenh",
    "luat",
    "bo-luat",
];

/// Words in capitals after which the name of a body belongs to the subject: `CỦA CHÍNH PHỦ`, `THANH TRA CHÍNH PHỦ`.
pub(crate) const BEFORE_BODIES: &[&str] = &[
    "CỦA",
    "DO",
    "VÀ",
    "VỚI",
    "CHO",
    "TẠI",
    "VỀ",
    "THEO",
    "THUỘC",
    "TRÌNH",
    "GIỮA",
    "TRƯỚC",
    "TRÊN",
    "TRONG",
    "HỌP",
    "TRA",
    "PHÒNG",
    "TỬ",
    "SỞ",
    "TƯỚNG",
    "TRƯỞNG",
    "VIÊN",
    "ỦY",
    "TOÁN",
    "BAN",
    "BỘ",
    "ĐOÀN",
    "CHỨC",
    "TỊCH",
    "CỤC",
    "HỘI",
    "ĐẢNG",
    "ĐIỆN",
    "LÀ",
];
