//! The provinces of Vietnam, old and new, in one table.
//!
//! 63 provinces until 30/6/2025 and the 34 since (Nghị quyết 202/2025/QH15), plus Huế beside Thừa Thiên Huế, whose name
//! changed on 01/01/2025. A name that both eras use is one row; `today` names the province that the land belongs to now.

/// One row of the table.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) slug: &'static str,
    /// The name of the province of today.
    pub(crate) today: &'static str,
    /// Whether it is a city run by the centre (thành phố trực thuộc trung ương).
    pub(crate) city: bool,
    pub(crate) aliases: &'static [&'static str],
}

const fn province(names: [&'static str; 3], aliases: &'static [&'static str]) -> Row {
    Row { name: names[0], slug: names[1], today: names[2], city: false, aliases }
}

const fn city(names: [&'static str; 3], aliases: &'static [&'static str]) -> Row {
    Row { name: names[0], slug: names[1], today: names[2], city: true, aliases }
}

/// All provinces, by their codes in the list of the statistics office.
pub(crate) static PROVINCES: &[Row] = &[
    city(["Hà Nội", "ha-noi", "Hà Nội"], &["TP Hà Nội", "Thủ đô Hà Nội", "Thành phố Hà Nội", "HN"]),
    province(["Hà Giang", "ha-giang", "Tuyên Quang"], &[]),
    province(["Cao Bằng", "cao-bang", "Cao Bằng"], &[]),
    province(["Bắc Kạn", "bac-kan", "Thái Nguyên"], &["Bắc Cạn"]),
    province(["Tuyên Quang", "tuyen-quang", "Tuyên Quang"], &[]),
    province(["Lào Cai", "lao-cai", "Lào Cai"], &["Lao Cai"]),
    province(["Điện Biên", "dien-bien", "Điện Biên"], &[]),
    province(["Lai Châu", "lai-chau", "Lai Châu"], &[]),
    province(["Sơn La", "son-la", "Sơn La"], &[]),
    province(["Yên Bái", "yen-bai", "Lào Cai"], &["Yên Bay"]),
    province(["Hòa Bình", "hoa-binh", "Phú Thọ"], &["Hoà Bình"]),
    province(["Thái Nguyên", "thai-nguyen", "Thái Nguyên"], &[]),
    province(["Lạng Sơn", "lang-son", "Lạng Sơn"], &[]),
    province(["Quảng Ninh", "quang-ninh", "Quảng Ninh"], &[]),
    province(["Bắc Giang", "bac-giang", "Bắc Ninh"], &[]),
    province(["Phú Thọ", "phu-tho", "Phú Thọ"], &[]),
    province(["Vĩnh Phúc", "vinh-phuc", "Phú Thọ"], &[]),
    province(["Bắc Ninh", "bac-ninh", "Bắc Ninh"], &[]),
    province(["Hải Dương", "hai-duong", "Hải Phòng"], &[]),
    city(["Hải Phòng", "hai-phong", "Hải Phòng"], &["TP Hải Phòng", "Thành phố Hải Phòng"]),
    province(["Hưng Yên", "hung-yen", "Hưng Yên"], &[]),
    province(["Thái Bình", "thai-binh", "Hưng Yên"], &[]),
    province(["Hà Nam", "ha-nam", "Ninh Bình"], &[]),
    province(["Nam Định", "nam-dinh", "Ninh Bình"], &[]),
    province(["Ninh Bình", "ninh-binh", "Ninh Bình"], &[]),
    province(["Thanh Hóa", "thanh-hoa", "Thanh Hóa"], &["Thanh Hoá"]),
    province(["Nghệ An", "nghe-an", "Nghệ An"], &[]),
    province(["Hà Tĩnh", "ha-tinh", "Hà Tĩnh"], &[]),
    province(["Quảng Bình", "quang-binh", "Quảng Trị"], &[]),
    province(["Quảng Trị", "quang-tri", "Quảng Trị"], &[]),
    province(["Thừa Thiên Huế", "thua-thien-hue", "Huế"], &["Thừa Thiên - Huế", "TT Huế", "TT-Huế", "TTH"]),
    city(["Đà Nẵng", "da-nang", "Đà Nẵng"], &["TP Đà Nẵng", "Thành phố Đà Nẵng"]),
    province(["Quảng Nam", "quang-nam", "Đà Nẵng"], &[]),
    province(["Quảng Ngãi", "quang-ngai", "Quảng Ngãi"], &[]),
    province(["Bình Định", "binh-dinh", "Gia Lai"], &[]),
    province(["Phú Yên", "phu-yen", "Đắk Lắk"], &[]),
    province(["Khánh Hòa", "khanh-hoa", "Khánh Hòa"], &["Khánh Hoà"]),
    province(["Ninh Thuận", "ninh-thuan", "Khánh Hòa"], &[]),
    province(["Bình Thuận", "binh-thuan", "Lâm Đồng"], &[]),
    province(["Kon Tum", "kon-tum", "Quảng Ngãi"], &["Kontum", "Kon-Tum", "Công Tum"]),
    province(["Gia Lai", "gia-lai", "Gia Lai"], &["Gia-lai"]),
    province(["Đắk Lắk", "dak-lak", "Đắk Lắk"], &["Đăk Lăk", "Đắc Lắc", "Daklak", "Đak Lak", "Dak Lak"]),
    province(["Đắk Nông", "dak-nong", "Lâm Đồng"], &["Đăk Nông", "Đắc Nông", "Daknong", "Dak Nong"]),
    province(["Lâm Đồng", "lam-dong", "Lâm Đồng"], &[]),
    province(["Bình Phước", "binh-phuoc", "Đồng Nai"], &[]),
    province(["Tây Ninh", "tay-ninh", "Tây Ninh"], &[]),
    province(["Bình Dương", "binh-duong", "Hồ Chí Minh"], &[]),
    province(["Đồng Nai", "dong-nai", "Đồng Nai"], &[]),
    province(
        ["Bà Rịa - Vũng Tàu", "ba-ria-vung-tau", "Hồ Chí Minh"],
        &["Bà Rịa - Vũng Tàu", "Bà Rịa-Vũng Tàu", "Bà Rịa Vũng Tàu", "BR-VT", "BRVT"],
    ),
    city(
        ["Hồ Chí Minh", "ho-chi-minh", "Hồ Chí Minh"],
        &[
            "TP Hồ Chí Minh",
            "TP. Hồ Chí Minh",
            "Thành phố Hồ Chí Minh",
            "TPHCM",
            "TP.HCM",
            "TP HCM",
            "Tp.HCM",
            "Sài Gòn",
        ],
    ),
    province(["Long An", "long-an", "Tây Ninh"], &[]),
    province(["Tiền Giang", "tien-giang", "Đồng Tháp"], &[]),
    province(["Bến Tre", "ben-tre", "Vĩnh Long"], &[]),
    province(["Trà Vinh", "tra-vinh", "Vĩnh Long"], &[]),
    province(["Vĩnh Long", "vinh-long", "Vĩnh Long"], &[]),
    province(["Đồng Tháp", "dong-thap", "Đồng Tháp"], &[]),
    province(["An Giang", "an-giang", "An Giang"], &[]),
    province(["Kiên Giang", "kien-giang", "An Giang"], &[]),
    city(["Cần Thơ", "can-tho", "Cần Thơ"], &["TP Cần Thơ", "Thành phố Cần Thơ"]),
    province(["Hậu Giang", "hau-giang", "Cần Thơ"], &[]),
    province(["Sóc Trăng", "soc-trang", "Cần Thơ"], &[]),
    province(["Bạc Liêu", "bac-lieu", "Cà Mau"], &[]),
    province(["Cà Mau", "ca-mau", "Cà Mau"], &[]),
    city(["Huế", "hue", "Huế"], &["TP Huế", "Thành phố Huế", "Cố đô Huế"]),
];
