//! The codes of issuers that stand in document numbers, in one table: code, name, system, level.
//!
//! The system decides how a number is written: Party bodies write `12-NQ/TW`, state bodies `16/CT-TTg`. A code that many
//! bodies share (`TU`, `UBND`) is local: it names no body without a province.

use crate::level::Level;

/// Whose rules of paperwork a body follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum System {
    /// The Party (hệ thống đảng).
    Party,
    /// The state (hệ thống nhà nước).
    State,
    /// The Front and the mass organisations, which write either way.
    Mass,
}

/// One row of the table.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    pub(crate) code: &'static str,
    /// The name of the body; of a local code, the kind of body.
    pub(crate) name: &'static str,
    pub(crate) system: System,
    /// `None` when the letterhead decides.
    pub(crate) level: Option<Level>,
    /// Whether many bodies share the code.
    pub(crate) local: bool,
}

const fn party(code: &'static str, name: &'static str, level: Option<Level>) -> Row {
    Row { code, name, system: System::Party, level, local: false }
}

const fn state(code: &'static str, name: &'static str, level: Option<Level>) -> Row {
    Row { code, name, system: System::State, level, local: false }
}

const fn mass(code: &'static str, name: &'static str, level: Option<Level>) -> Row {
    Row { code, name, system: System::Mass, level, local: false }
}

const fn local(row: Row) -> Row {
    Row { local: true, ..row }
}

const CENTRE: Option<Level> = Some(Level::Central);
const MINISTRY: Option<Level> = Some(Level::Ministry);
const PROVINCE: Option<Level> = Some(Level::Province);
const DISTRICT: Option<Level> = Some(Level::District);
const COMMUNE: Option<Level> = Some(Level::Commune);

/// All codes.
pub(crate) static ISSUERS: &[Row] = &[
    party("TW", "Ban Chấp hành Trung ương Đảng", CENTRE),
    local(party("ĐH", "Đại hội", None)),
    party("VPTW", "Văn phòng Trung ương Đảng", CENTRE),
    party("BTCTW", "Ban Tổ chức Trung ương", CENTRE),
    party("BTGTW", "Ban Tuyên giáo Trung ương", CENTRE),
    party("BDVTW", "Ban Dân vận Trung ương", CENTRE),
    party("BTGDVTW", "Ban Tuyên giáo và Dân vận Trung ương", CENTRE),
    party("BNCTW", "Ban Nội chính Trung ương", CENTRE),
    party("BKTTW", "Ban Kinh tế Trung ương", CENTRE),
    party("BCSCLTW", "Ban Chính sách, chiến lược Trung ương", CENTRE),
    party("BĐNTW", "Ban Đối ngoại Trung ương", CENTRE),
    party("UBKTTW", "Ủy ban Kiểm tra Trung ương", CENTRE),
    party("HĐLLTW", "Hội đồng Lý luận Trung ương", CENTRE),
    party("BCĐTW", "Ban Chỉ đạo Trung ương", CENTRE),
    party("HVCTQG", "Học viện Chính trị quốc gia Hồ Chí Minh", CENTRE),
    party("QUTW", "Quân ủy Trung ương", MINISTRY),
    party("ĐUCA", "Đảng ủy Công an Trung ương", MINISTRY),
    party("ĐUCP", "Đảng ủy Chính phủ", CENTRE),
    party("ĐUQH", "Đảng ủy Quốc hội", CENTRE),
    party("ĐUCCQĐTW", "Đảng ủy các cơ quan Đảng Trung ương", CENTRE),
    party("ĐUMTTQ", "Đảng ủy Mặt trận Tổ quốc, các đoàn thể Trung ương", CENTRE),
    party("ĐUK", "Đảng ủy Khối", CENTRE),
    local(party("BCSĐ", "Ban cán sự đảng", None)),
    local(party("ĐĐ", "Đảng đoàn", None)),
    local(party("TU", "Tỉnh ủy", PROVINCE)),
    local(party("VPTU", "Văn phòng Tỉnh ủy", PROVINCE)),
    local(party("BTCTU", "Ban Tổ chức Tỉnh ủy", PROVINCE)),
    local(party("BTGTU", "Ban Tuyên giáo Tỉnh ủy", PROVINCE)),
    local(party("BDVTU", "Ban Dân vận Tỉnh ủy", PROVINCE)),
    local(party("BTGDVTU", "Ban Tuyên giáo và Dân vận Tỉnh ủy", PROVINCE)),
    local(party("BNCTU", "Ban Nội chính Tỉnh ủy", PROVINCE)),
    local(party("UBKTTU", "Ủy ban Kiểm tra Tỉnh ủy", PROVINCE)),
    local(party("ĐUUBND", "Đảng ủy Ủy ban nhân dân", None)),
    local(party("ĐUHĐND", "Đảng ủy Hội đồng nhân dân", PROVINCE)),
    local(party("ĐUCQĐ", "Đảng ủy các cơ quan Đảng tỉnh", PROVINCE)),
    local(party("HU", "Huyện ủy", DISTRICT)),
    local(party("QU", "Quận ủy", DISTRICT)),
    local(party("ThU", "Thành ủy", DISTRICT)),
    local(party("VPHU", "Văn phòng Huyện ủy", DISTRICT)),
    local(party("BTCHU", "Ban Tổ chức Huyện ủy", DISTRICT)),
    local(party("UBKTHU", "Ủy ban Kiểm tra Huyện ủy", DISTRICT)),
    local(party("ĐU", "Đảng ủy", COMMUNE)),
    local(party("CB", "Chi bộ", COMMUNE)),
    state("QH", "Quốc hội", CENTRE),
    state("UBTVQH", "Ủy ban Thường vụ Quốc hội", CENTRE),
    state("CTN", "Chủ tịch nước", CENTRE),
    state("CP", "Chính phủ", CENTRE),
    state("TTg", "Thủ tướng Chính phủ", CENTRE),
    state("VPCP", "Văn phòng Chính phủ", CENTRE),
    state("VPQH", "Văn phòng Quốc hội", CENTRE),
    state("VPCTN", "Văn phòng Chủ tịch nước", CENTRE),
    state("TANDTC", "Tòa án nhân dân tối cao", CENTRE),
    state("VKSNDTC", "Viện kiểm sát nhân dân tối cao", CENTRE),
    state("KTNN", "Kiểm toán nhà nước", CENTRE),
    state("BCA", "Bộ Công an", MINISTRY),
    state("BQP", "Bộ Quốc phòng", MINISTRY),
    state("BNG", "Bộ Ngoại giao", MINISTRY),
    state("BNV", "Bộ Nội vụ", MINISTRY),
    state("BTP", "Bộ Tư pháp", MINISTRY),
    state("BTC", "Bộ Tài chính", MINISTRY),
    state("BKHĐT", "Bộ Kế hoạch và Đầu tư", MINISTRY),
    state("BCT", "Bộ Công Thương", MINISTRY),
    state("BNNPTNT", "Bộ Nông nghiệp và Phát triển nông thôn", MINISTRY),
    state("BTNMT", "Bộ Tài nguyên và Môi trường", MINISTRY),
    state("BNNMT", "Bộ Nông nghiệp và Môi trường", MINISTRY),
    state("BGTVT", "Bộ Giao thông vận tải", MINISTRY),
    state("BXD", "Bộ Xây dựng", MINISTRY),
    state("BTTTT", "Bộ Thông tin và Truyền thông", MINISTRY),
    state("BKHCN", "Bộ Khoa học và Công nghệ", MINISTRY),
    state("BGDĐT", "Bộ Giáo dục và Đào tạo", MINISTRY),
    state("BYT", "Bộ Y tế", MINISTRY),
    state("BVHTTDL", "Bộ Văn hóa, Thể thao và Du lịch", MINISTRY),
    state("BLĐTBXH", "Bộ Lao động - Thương binh và Xã hội", MINISTRY),
    state("UBDT", "Ủy ban Dân tộc", MINISTRY),
    state("BDTTG", "Bộ Dân tộc và Tôn giáo", MINISTRY),
    state("TTCP", "Thanh tra Chính phủ", MINISTRY),
    state("NHNN", "Ngân hàng Nhà nước Việt Nam", MINISTRY),
    state("BHXH", "Bảo hiểm xã hội Việt Nam", MINISTRY),
    local(state("HĐND", "Hội đồng nhân dân", None)),
    local(state("UBND", "Ủy ban nhân dân", None)),
    local(state("CTUBND", "Chủ tịch Ủy ban nhân dân", None)),
    local(state("TTHĐND", "Thường trực Hội đồng nhân dân", None)),
    local(state("ĐĐBQH", "Đoàn đại biểu Quốc hội", PROVINCE)),
    local(state("VPUBND", "Văn phòng Ủy ban nhân dân", None)),
    local(state("CAT", "Công an tỉnh", PROVINCE)),
    local(mass("MTTQ", "Mặt trận Tổ quốc Việt Nam", None)),
    mass("MTTW", "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", CENTRE),
    mass("TLĐ", "Tổng Liên đoàn Lao động Việt Nam", CENTRE),
    mass("TWĐTN", "Trung ương Đoàn TNCS Hồ Chí Minh", CENTRE),
    mass("TWHPN", "Trung ương Hội Liên hiệp Phụ nữ Việt Nam", CENTRE),
    mass("HNDVN", "Trung ương Hội Nông dân Việt Nam", CENTRE),
    mass("CCB", "Hội Cựu chiến binh Việt Nam", CENTRE),
    state("HĐTP", "Hội đồng Thẩm phán Tòa án nhân dân tối cao", CENTRE),
    state("TCHQ", "Tổng cục Hải quan", MINISTRY),
    state("CHQ", "Cục Hải quan", MINISTRY),
    state("TCT", "Tổng cục Thuế", MINISTRY),
];
