//! The kinds of directive, in one table: slug, Vietnamese name, and the letters that stand for it in numbers.
//!
//! Party kinds after Quy định 399-QĐ/TW, state kinds after Nghị định 30/2020/NĐ-CP, legal kinds after the law on legal
//! documents. A table of its own, so that a new kind is one new row.

/// One row: slug, name, letters in numbers (first is the usual spelling).
pub(crate) struct Row {
    pub(crate) slug: &'static str,
    pub(crate) name: &'static str,
    pub(crate) symbols: &'static [&'static str],
}

const fn row(slug: &'static str, name: &'static str, symbols: &'static [&'static str]) -> Row {
    Row { slug, name, symbols }
}

/// All kinds. Where two share letters, the one that the letters mean by themselves comes first.
pub(crate) static KINDS: &[Row] = &[
    row("thong-tu", "thông tư", &["TT"]),
    row("cuong-linh", "cương lĩnh chính trị", &[]),
    row("dieu-le", "điều lệ Đảng", &[]),
    row("chien-luoc", "chiến lược", &["CL"]),
    row("nghi-quyet", "nghị quyết", &["NQ"]),
    row("quyet-dinh", "quyết định", &["QĐ"]),
    row("chi-thi", "chỉ thị", &["CT"]),
    row("ket-luan", "kết luận", &["KL"]),
    row("quy-che", "quy chế", &["QC"]),
    row("quy-dinh", "quy định", &["QĐi", "QyĐ", "QĐ"]),
    row("thong-tri", "thông tri", &["TT"]),
    row("huong-dan", "hướng dẫn", &["HD"]),
    row("thong-bao", "thông báo", &["TB"]),
    row("thong-cao", "thông cáo", &["TC"]),
    row("tuyen-bo", "tuyên bố", &["TBo", "TB"]),
    row("loi-keu-goi", "lời kêu gọi", &["LKG"]),
    row("bao-cao", "báo cáo", &["BC"]),
    row("ke-hoach", "kế hoạch", &["KH"]),
    row("quy-hoach", "quy hoạch", &["QH"]),
    row("chuong-trinh", "chương trình", &["CTr"]),
    row("de-an", "đề án", &["ĐA"]),
    row("phuong-an", "phương án", &["PA"]),
    row("du-an", "dự án", &["DA"]),
    row("to-trinh", "tờ trình", &["TTr"]),
    row("cong-van", "công văn", &["CV"]),
    row("bien-ban", "biên bản", &["BB"]),
    row("giay-gioi-thieu", "giấy giới thiệu", &["GGT"]),
    row("giay-chung-nhan", "giấy chứng nhận", &["GCN"]),
    row("giay-di-duong", "giấy đi đường", &["GĐĐ"]),
    row("giay-nghi-phep", "giấy nghỉ phép", &["GNP"]),
    row("giay-moi", "giấy mời", &["GM"]),
    row("phieu-chuyen", "phiếu chuyển", &["PC"]),
    row("phieu-gui", "phiếu gửi", &["PG"]),
    row("thu-cong", "thư công", &[]),
    row("hop-dong", "hợp đồng", &["HĐ"]),
    row("cong-dien", "công điện", &["CĐ"]),
    row("ban-ghi-nho", "bản ghi nhớ", &["BGN"]),
    row("ban-thoa-thuan", "bản thỏa thuận", &["BTT"]),
    row("giay-uy-quyen", "giấy ủy quyền", &["GUQ"]),
    row("phieu-bao", "phiếu báo", &["PB"]),
    row("sao-y", "bản sao y", &["SY"]),
    row("trich-sao", "bản trích sao", &["TrS"]),
    row("sao-luc", "bản sao lục", &["SL"]),
    row("hien-phap", "Hiến pháp", &[]),
    row("bo-luat", "bộ luật", &[]),
    row("luat", "luật", &[]),
    row("phap-lenh", "pháp lệnh", &[]),
    row("lenh", "lệnh", &["L"]),
    row("nghi-dinh", "nghị định", &["NĐ"]),
    row("thong-tu-lien-tich", "thông tư liên tịch", &["TTLT"]),
    row("nghi-quyet-lien-tich", "nghị quyết liên tịch", &["NQLT"]),
    row("chuong-trinh-phoi-hop", "chương trình phối hợp", &["CTrPH", "CTPH"]),
    row("quy-che-phoi-hop", "quy chế phối hợp", &["QCPH"]),
    row("ke-hoach-phoi-hop", "kế hoạch phối hợp", &["KHPH"]),
    row("huong-dan-lien-tich", "hướng dẫn liên tịch", &["HDLT"]),
    row("chuong-trinh-hanh-dong", "chương trình hành động", &["CTr", "CTHĐ"]),
    row("van-ban-hop-nhat", "văn bản hợp nhất", &["VBHN"]),
];
