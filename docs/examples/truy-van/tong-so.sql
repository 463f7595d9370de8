-- Tính lại các dòng của mttq total từ các bảng do mttq export ghi. Chạy được trong DuckDB và Spark SQL.
--
-- Cần có sẵn một view cho mỗi bảng (units, unit_parents, indicators, indicator_levels, periods, cycle_parts,
-- figures, transfers, targets) và view hoi có một dòng: năm hay nhiệm kỳ, kỳ cần tính.
--
-- Dòng nào cần xét từng ô đơn vị và tháng (nêu ở cuối tệp) thì tinh_rieng là true, không có số: lấy ở mttq total.
CREATE TEMP TABLE ky_hoi AS
SELECT periods.nam, periods.ky, periods.thang_dau AS tu_thang, periods.thang_cuoi AS den_thang,
    periods.ngay_cuoi, periods.ca_ky
FROM periods JOIN hoi ON hoi.nam = periods.nam AND hoi.ky = periods.ky;

-- Số liệu trong kỳ; báo cáo của một năm được tính vào cả nhiệm kỳ.
CREATE TEMP TABLE dong AS
SELECT figures.don_vi, figures.chi_tieu, figures.pham_vi, figures.thang_dau, figures.thang_cuoi,
    figures.khong_ap_dung, figures.gia_tri, figures.tu_so, figures.mau_so, figures.gan_dung, figures.moi_nam,
    figures.nguon, figures.mau_thuan, figures.sai_so,
    figures.thang_dau = ky_hoi.tu_thang AND figures.thang_cuoi = ky_hoi.den_thang AS dung_ky
FROM figures
JOIN cycle_parts ON cycle_parts.gom_nam = figures.nam
JOIN ky_hoi ON ky_hoi.nam = cycle_parts.nam
WHERE figures.thang_dau >= ky_hoi.tu_thang AND figures.thang_cuoi <= ky_hoi.den_thang;

-- Chỉ tiêu được xét: có số liệu, có mục tiêu, hoặc là tỷ lệ có cả tử số và mẫu số.
CREATE TEMP TABLE co_so AS
SELECT DISTINCT don_vi, chi_tieu FROM dong;

CREATE TEMP TABLE co_muc_tieu AS
SELECT targets.* FROM targets JOIN ky_hoi ON ky_hoi.nam = targets.nam;

CREATE TEMP TABLE nghe AS
SELECT don_vi, chi_tieu FROM co_so
UNION
SELECT tren.don_vi, indicators.chi_tieu
FROM indicators
JOIN co_so AS tren ON tren.chi_tieu = indicators.tu_so
JOIN co_so AS duoi ON duoi.chi_tieu = indicators.mau_so AND duoi.don_vi = tren.don_vi
UNION
SELECT don_vi, chi_tieu FROM co_muc_tieu;

CREATE TEMP TABLE xet AS
SELECT chi_tieu FROM nghe
UNION
SELECT tu_so FROM indicators WHERE chi_tieu IN (SELECT chi_tieu FROM nghe) AND tu_so IS NOT NULL
UNION
SELECT mau_so FROM indicators WHERE chi_tieu IN (SELECT chi_tieu FROM nghe) AND mau_so IS NOT NULL;

-- Ô phải báo cáo: đơn vị tồn tại, thuộc cấp của chỉ tiêu, chỉ tiêu có hiệu lực; số cuối kỳ thì xét ngày cuối.
CREATE TEMP TABLE don AS
SELECT units.don_vi, units.ten, units.cap, units.thu_tu, units.chua_du, units.mot_cap,
    CASE units.cap WHEN 'trung-uong' THEN 0 WHEN 'tinh' THEN 1 WHEN 'huyen' THEN 2 WHEN 'xa' THEN 3
        WHEN 'khu-dan-cu' THEN 4 ELSE 9 END AS bac,
    greatest(units.thang_dau, ky_hoi.tu_thang) AS tu_thang,
    least(units.thang_cuoi, ky_hoi.den_thang) AS den_thang,
    units.con OR units.thang_cuoi > ky_hoi.den_thang AS con,
    units.thang_dau <= ky_hoi.tu_thang AND units.thang_cuoi >= ky_hoi.den_thang AS tron_ky
FROM units JOIN ky_hoi ON ky_hoi.nam = units.nam
WHERE units.thang_dau <= ky_hoi.den_thang AND units.thang_cuoi >= ky_hoi.tu_thang;

CREATE TEMP TABLE cay AS
SELECT unit_parents.don_vi, unit_parents.thuoc, unit_parents.so_bac, unit_parents.ty_trong
FROM unit_parents JOIN ky_hoi ON ky_hoi.nam = unit_parents.nam;

CREATE TEMP TABLE cap_ben_duoi AS
SELECT DISTINCT cay.thuoc AS don_vi, don.cap, don.con, don.tron_ky
FROM cay JOIN don ON don.don_vi = cay.don_vi
WHERE cay.so_bac > 0;

CREATE TEMP TABLE cap_thap_nhat AS
SELECT chi_tieu, max(CASE cap WHEN 'trung-uong' THEN 0 WHEN 'tinh' THEN 1 WHEN 'huyen' THEN 2 WHEN 'xa' THEN 3
    WHEN 'khu-dan-cu' THEN 4 ELSE -1 END) AS bac
FROM indicator_levels GROUP BY chi_tieu;

CREATE TEMP TABLE co_cap_duoi AS
SELECT cap_ben_duoi.don_vi, indicator_levels.chi_tieu,
    max(CASE WHEN cap_ben_duoi.con THEN 1 ELSE 0 END) AS con,
    min(CASE WHEN cap_ben_duoi.tron_ky THEN 1 ELSE 0 END) AS tron_ky
FROM cap_ben_duoi
JOIN indicator_levels ON indicator_levels.cap = cap_ben_duoi.cap
JOIN xet ON xet.chi_tieu = indicator_levels.chi_tieu
GROUP BY cap_ben_duoi.don_vi, indicator_levels.chi_tieu;

CREATE TEMP TABLE o_xet AS
SELECT don.don_vi, indicators.chi_tieu, indicators.theo_cap, indicators.theo_ky, indicators.cuoi_ky,
    indicators.dia_ban, indicators.tu_so AS ma_tu_so, indicators.mau_so AS ma_mau_so,
    greatest(don.tu_thang, coalesce(year(indicators.tu) * 12 + month(indicators.tu) - 1, don.tu_thang))
        AS tu_thang,
    least(don.den_thang, coalesce(year(indicators.den) * 12 + month(indicators.den) - 1, don.den_thang))
        AS den_thang,
    (NOT indicators.cuoi_ky OR don.con)
        AND (NOT indicators.cuoi_ky OR indicators.tu IS NULL OR indicators.tu <= ky_hoi.ngay_cuoi)
        AND (NOT indicators.cuoi_ky OR indicators.den IS NULL OR indicators.den >= ky_hoi.ngay_cuoi) AS trong_cay,
    indicator_levels.cap IS NOT NULL AS dung_cap,
    indicators.dia_ban AND coalesce(co_cap_duoi.con, 0) = 1 AS duoi_bao_cao,
    indicators.dia_ban AND NOT indicators.cuoi_ky AND coalesce(co_cap_duoi.tron_ky, 1) = 0 AS duoi_tung_phan,
    don.chua_du AND cap_thap_nhat.bac > don.bac AS chua_du,
    NOT don.mot_cap AS doi_cap, co_duoi.don_vi IS NULL AS khong_co_duoi
FROM don
CROSS JOIN indicators
CROSS JOIN ky_hoi
JOIN xet ON xet.chi_tieu = indicators.chi_tieu
JOIN cap_thap_nhat ON cap_thap_nhat.chi_tieu = indicators.chi_tieu
LEFT JOIN indicator_levels
    ON indicator_levels.chi_tieu = indicators.chi_tieu AND indicator_levels.cap = don.cap
LEFT JOIN (SELECT DISTINCT don_vi FROM cap_ben_duoi) AS co_duoi ON co_duoi.don_vi = don.don_vi
LEFT JOIN co_cap_duoi ON co_cap_duoi.don_vi = don.don_vi AND co_cap_duoi.chi_tieu = indicators.chi_tieu;

CREATE TEMP TABLE o AS
SELECT o_xet.*, trong_cay AND tu_thang <= den_thang AS co_o,
    trong_cay AND tu_thang <= den_thang AND dung_cap AND NOT duoi_bao_cao AS phai
FROM o_xet;

-- Số của riêng từng đơn vị trong kỳ: các báo cáo dài nhất không nằm trong báo cáo khác; số cuối kỳ: báo cáo mới nhất.
CREATE TEMP TABLE rieng AS
SELECT dong.*, o.phai, o.theo_ky, o.cuoi_ky,
    CASE WHEN o.co_o THEN o.tu_thang ELSE ky_hoi.tu_thang END AS tu_thang,
    CASE WHEN o.co_o THEN o.den_thang ELSE ky_hoi.den_thang END AS den_thang
FROM dong JOIN o ON o.don_vi = dong.don_vi AND o.chi_tieu = dong.chi_tieu CROSS JOIN ky_hoi
WHERE dong.pham_vi = CASE WHEN o.dia_ban AND o.phai THEN 'dia-ban' ELSE 'rieng' END
    AND (NOT o.co_o OR (dong.thang_dau <= o.den_thang AND dong.thang_cuoi >= o.tu_thang));

CREATE TEMP TABLE dai_nhat AS
SELECT rieng.*,
    row_number() OVER (
        PARTITION BY don_vi, chi_tieu ORDER BY thang_cuoi DESC, thang_dau, khong_ap_dung
    ) AS moi_nhat,
    max(CASE WHEN thang_cuoi >= den_thang THEN 1 ELSE 0 END) OVER (PARTITION BY don_vi, chi_tieu) AS toi_cuoi,
    row_number() OVER (
        PARTITION BY don_vi, chi_tieu ORDER BY khong_ap_dung, thang_cuoi DESC, thang_dau
    ) AS moi_nhat_co_so
FROM rieng;

CREATE TEMP TABLE chon AS
SELECT dai_nhat.* FROM dai_nhat
WHERE CASE
    WHEN cuoi_ky AND theo_ky IS NOT NULL THEN CASE WHEN toi_cuoi = 1 THEN moi_nhat ELSE moi_nhat_co_so END = 1
    ELSE NOT EXISTS (
        SELECT 1 FROM rieng AS dai
        WHERE dai.don_vi = dai_nhat.don_vi AND dai.chi_tieu = dai_nhat.chi_tieu
            AND dai.thang_dau <= dai_nhat.thang_dau AND dai.thang_cuoi >= dai_nhat.thang_cuoi
            AND dai.thang_cuoi - dai.thang_dau > dai_nhat.thang_cuoi - dai_nhat.thang_dau
    )
END;

CREATE TEMP TABLE so_rieng AS
SELECT don_vi, chi_tieu,
    min(CASE WHEN khong_ap_dung THEN 1 ELSE 0 END) = 1 AS khong_ap_dung,
    CASE max(theo_ky)
        WHEN 'lon-nhat' THEN max(gia_tri)
        WHEN 'nho-nhat' THEN min(gia_tri)
        ELSE sum(gia_tri) END AS gia_tri,
    max(CASE WHEN dung_ky THEN 1 ELSE 0 END) = 1
        OR (max(CASE WHEN cuoi_ky THEN 1 ELSE 0 END) = 1 AND max(thang_cuoi) >= max(den_thang))
        OR (max(CASE WHEN cuoi_ky THEN 1 ELSE 0 END) = 0
            AND sum(least(thang_cuoi, den_thang) - greatest(thang_dau, tu_thang) + 1)
                = max(den_thang) - max(tu_thang) + 1) AS du_thang,
    max(CASE WHEN dung_ky THEN 1 ELSE 0 END) = 1 AS dung_ky,
    max(CASE WHEN cuoi_ky THEN 1 ELSE 0 END) AS cuoi_ky,
    max(thang_cuoi) AS thang_cuoi, min(thang_dau) AS thang_dau,
    max(tu_thang) AS tu_thang, max(den_thang) AS den_thang,
    max(CASE WHEN gan_dung = 'above' THEN 1 ELSE 0 END) AS tren,
    max(CASE WHEN gan_dung = 'below' THEN 1 ELSE 0 END) AS duoi,
    max(CASE WHEN gan_dung = 'around' THEN 1 ELSE 0 END) AS khoang,
    sum(coalesce(sai_so, CAST(0 AS DECIMAL(38, 10)))) AS sai_so,
    max(CASE WHEN moi_nam THEN 1 ELSE 0 END) AS moi_nam,
    max(CASE WHEN nguon = 'dem' THEN 1 ELSE 0 END) AS tu_ty_le,
    max(CASE WHEN khong_ap_dung THEN 1 ELSE 0 END) AS co_khong, count(*) AS so_dong,
    CASE WHEN max(CASE WHEN mau_thuan OR (theo_ky = 'binh-quan' AND NOT dung_ky) THEN 1 ELSE 0 END) = 1
        OR (count(*) > 1 AND max(CASE WHEN moi_nam THEN 1 ELSE 0 END) = 1) THEN 1 ELSE 0 END AS la
FROM chon
GROUP BY don_vi, chi_tieu;

-- Tỷ lệ: từ tử số và mẫu số; phần trăm không có hai số ấy chỉ là của riêng đơn vị, không cộng lên trên.
CREATE TEMP TABLE ty_le AS
SELECT o.don_vi, o.chi_tieu, tren.gia_tri AS tu_so, duoi.gia_tri AS mau_so,
    tren.khong_ap_dung OR duoi.khong_ap_dung OR coalesce(duoi.gia_tri, 0) = 0 AS khong_ap_dung,
    tren.khong_ap_dung OR duoi.khong_ap_dung AS khong_co_so,
    tren.dung_ky AND duoi.dung_ky AS dung_ky,
    (tren.dung_ky OR tren.du_thang) AND (duoi.dung_ky OR duoi.du_thang) AS du_thang,
    greatest(tren.tren, duoi.tren) AS tren, greatest(tren.duoi, duoi.duoi) AS duoi,
    greatest(tren.khoang, duoi.khoang) AS khoang,
    CASE WHEN tren.la = 1 OR duoi.la = 1
        OR (tren.tu_ty_le + duoi.tu_ty_le > 0 AND tren.so_dong + duoi.so_dong > 2)
        OR (tren.cuoi_ky <> duoi.cuoi_ky AND NOT (tren.dung_ky AND duoi.dung_ky AND o.co_o))
        OR tren.moi_nam + duoi.moi_nam > 0 OR duoi.tren + duoi.duoi + duoi.khoang > 0
        OR (NOT (tren.dung_ky AND duoi.dung_ky)
            AND (tren.thang_cuoi <> duoi.thang_cuoi OR tren.thang_dau <> duoi.thang_dau
                OR tren.so_dong <> duoi.so_dong OR tren.co_khong + duoi.co_khong > 0
                OR tren.tu_thang <> o.tu_thang OR tren.den_thang <> o.den_thang
                OR duoi.tu_thang <> o.tu_thang OR duoi.den_thang <> o.den_thang)) THEN 1 ELSE 0 END AS la
FROM o
JOIN so_rieng AS tren ON tren.don_vi = o.don_vi AND tren.chi_tieu = o.ma_tu_so
JOIN so_rieng AS duoi ON duoi.don_vi = o.don_vi AND duoi.chi_tieu = o.ma_mau_so
WHERE o.theo_cap = 'ty-le';

CREATE TEMP TABLE phan_tram AS
SELECT rieng.*, row_number() OVER (
    PARTITION BY don_vi, chi_tieu ORDER BY thang_cuoi DESC, thang_dau
) AS thu_tu
FROM rieng WHERE theo_ky IS NULL;

CREATE TEMP TABLE cua_minh AS
SELECT so_rieng.don_vi, so_rieng.chi_tieu, khong_ap_dung, gia_tri,
    CAST(NULL AS DECIMAL(38, 10)) AS tu_so, CAST(NULL AS DECIMAL(38, 10)) AS mau_so, du_thang,
    true AS cong_duoc, tren, duoi, khoang, sai_so, moi_nam, dung_ky, la
FROM so_rieng JOIN indicators ON indicators.chi_tieu = so_rieng.chi_tieu
WHERE indicators.theo_cap <> 'ty-le'
UNION ALL
SELECT don_vi, chi_tieu, khong_ap_dung, CAST(NULL AS DECIMAL(38, 10)),
    CASE WHEN NOT khong_co_so THEN tu_so END, CASE WHEN NOT khong_co_so THEN mau_so END,
    du_thang, true, tren, duoi, khoang, CAST(0 AS DECIMAL(38, 10)), 0, dung_ky, la
FROM ty_le
UNION ALL
SELECT mot.don_vi, mot.chi_tieu, mot.khong_ap_dung, mot.gia_tri,
    CAST(NULL AS DECIMAL(38, 10)), CAST(NULL AS DECIMAL(38, 10)),
    mot.thang_cuoi >= mot.den_thang AND (mot.cuoi_ky OR mot.thang_dau <= mot.tu_thang),
    mot.khong_ap_dung,
    CASE WHEN mot.gan_dung = 'above' THEN 1 ELSE 0 END, CASE WHEN mot.gan_dung = 'below' THEN 1 ELSE 0 END,
    CASE WHEN mot.gan_dung = 'around' THEN 1 ELSE 0 END, coalesce(mot.sai_so, CAST(0 AS DECIMAL(38, 10))), 0,
    mot.dung_ky,
    CASE WHEN mot.moi_nam OR mot.tu_so IS NOT NULL THEN 1 ELSE 0 END
FROM phan_tram AS mot
LEFT JOIN ty_le ON ty_le.don_vi = mot.don_vi AND ty_le.chi_tieu = mot.chi_tieu
WHERE mot.thu_tu = 1 AND ty_le.don_vi IS NULL;

-- Số đơn vị nêu cho cả địa bàn; chỉ xét số của đúng kỳ, chính xác.
CREATE TEMP TABLE neu AS
SELECT dong.don_vi, dong.chi_tieu, max(dong.gia_tri) AS gia_tri, max(dong.tu_so) AS tu_so,
    max(dong.mau_so) AS mau_so,
    max(CASE WHEN dong.gan_dung IS NOT NULL OR dong.moi_nam OR dong.khong_ap_dung OR NOT dong.dung_ky
        OR (o.theo_cap = 'ty-le' AND dong.tu_so IS NULL) THEN 1 ELSE 0 END) AS la,
    count(*) AS so_dong
FROM dong JOIN o ON o.don_vi = dong.don_vi AND o.chi_tieu = dong.chi_tieu
WHERE dong.pham_vi = 'dia-ban' AND NOT (o.dia_ban AND o.phai)
GROUP BY dong.don_vi, dong.chi_tieu;

-- Từng ô một đơn vị, một chỉ tiêu.
CREATE TEMP TABLE tung_o AS
SELECT o.don_vi, o.chi_tieu, o.theo_cap, o.phai, o.co_o,
    cua_minh.don_vi IS NOT NULL AS co, coalesce(cua_minh.khong_ap_dung, false) AS khong_ap_dung,
    cua_minh.gia_tri, cua_minh.tu_so, cua_minh.mau_so,
    coalesce(cua_minh.du_thang, false) AS du_thang,
    coalesce(cua_minh.cong_duoc, true) AS cong_duoc,
    coalesce(cua_minh.tren, 0) AS tren, coalesce(cua_minh.duoi, 0) AS duoi,
    coalesce(cua_minh.khoang, 0) AS khoang, coalesce(cua_minh.moi_nam, 0) AS moi_nam,
    coalesce(cua_minh.sai_so, CAST(0 AS DECIMAL(38, 10))) AS sai_so,
    CASE WHEN coalesce(cua_minh.la, 0) = 1 OR o.doi_cap OR o.duoi_tung_phan OR chuyen.don_vi IS NOT NULL
        OR (o.theo_cap = 'khong-cong' AND neu.don_vi IS NOT NULL)
        OR (o.theo_cap = 'ty-le' AND (neu_tren.don_vi IS NOT NULL OR neu_duoi.don_vi IS NOT NULL))
        OR (o.khong_co_duoi AND neu.don_vi IS NOT NULL AND NOT coalesce(cua_minh.dung_ky, false))
        OR (o.theo_cap IN ('lon-nhat', 'nho-nhat') AND cua_minh.tren + cua_minh.duoi + cua_minh.khoang > 0)
        OR o.theo_cap IN ('binh-quan', 'dem-don-vi') THEN 1 ELSE 0 END AS la,
    CASE WHEN neu.la = 1 OR neu.so_dong > 1 THEN 1 ELSE 0 END AS neu_la,
    o.chua_du AND o.co_o AND NOT (o.dia_ban AND o.phai) AS chua_du, neu.don_vi IS NOT NULL AS neu, neu.gia_tri AS neu_gia_tri, neu.tu_so AS neu_tu_so,
    neu.mau_so AS neu_mau_so
FROM o
LEFT JOIN cua_minh ON cua_minh.don_vi = o.don_vi AND cua_minh.chi_tieu = o.chi_tieu
LEFT JOIN neu ON neu.don_vi = o.don_vi AND neu.chi_tieu = o.chi_tieu
LEFT JOIN neu AS neu_tren ON neu_tren.don_vi = o.don_vi AND neu_tren.chi_tieu = o.ma_tu_so
LEFT JOIN neu AS neu_duoi ON neu_duoi.don_vi = o.don_vi AND neu_duoi.chi_tieu = o.ma_mau_so
LEFT JOIN (
    SELECT DISTINCT transfers.don_vi, transfers.chi_tieu
    FROM transfers JOIN cycle_parts ON cycle_parts.gom_nam = transfers.nam
    JOIN ky_hoi ON ky_hoi.nam = cycle_parts.nam
) AS chuyen ON chuyen.don_vi = o.don_vi AND chuyen.chi_tieu = o.chi_tieu;

-- Mỗi ô trong tổng số của từng đơn vị có ô ấy. gan_nhat: cấp gần nhất nêu số cho cả địa bàn có ô ấy.
CREATE TEMP TABLE ben_duoi AS
SELECT cay.thuoc, cay.so_bac, cay.ty_trong, tung_o.*,
    tung_o.phai AND NOT (tung_o.co AND tung_o.du_thang AND tung_o.cong_duoc) AS con_thieu,
    min(CASE WHEN tren.neu THEN cay.so_bac END) OVER (PARTITION BY cay.don_vi, tung_o.chi_tieu) AS gan_nhat
FROM cay
JOIN tung_o ON tung_o.don_vi = cay.don_vi
JOIN tung_o AS tren ON tren.don_vi = cay.thuoc AND tren.chi_tieu = tung_o.chi_tieu;

-- Số nêu cho địa bàn đứng thay cho mọi số bên trong khi còn ô mà không số nào bên trong có.
CREATE TEMP TABLE dung_thay AS
SELECT thuoc AS don_vi, chi_tieu
FROM ben_duoi
GROUP BY thuoc, chi_tieu
HAVING max(CASE WHEN so_bac = 0 AND neu THEN 1 ELSE 0 END) = 1
    AND max(CASE WHEN con_thieu AND gan_nhat = so_bac THEN 1 ELSE 0 END) = 1;

CREATE TEMP TABLE xep AS
SELECT ben_duoi.*,
    min(CASE WHEN dung_thay.don_vi IS NOT NULL THEN so_bac END)
        OVER (PARTITION BY ben_duoi.don_vi, ben_duoi.chi_tieu) AS thay_o,
    min(CASE WHEN dung_thay.don_vi IS NOT NULL AND so_bac > 0 THEN so_bac END)
        OVER (PARTITION BY ben_duoi.don_vi, ben_duoi.chi_tieu) AS thay_tren
FROM ben_duoi
LEFT JOIN dung_thay ON dung_thay.don_vi = ben_duoi.thuoc AND dung_thay.chi_tieu = ben_duoi.chi_tieu;

-- Phần của mỗi ô trong tổng số, chưa kể số mà chính đơn vị ấy nêu cho địa bàn.
CREATE TEMP TABLE phan AS
SELECT xep.*,
    phai AND co AND (NOT khong_ap_dung OR tu_so IS NOT NULL) AND (thay_o IS NULL OR so_bac <= thay_o) AS rieng,
    coalesce(thay_o, 9) = 0 AND so_bac > 0 AND (thay_tren IS NULL OR so_bac <= thay_tren) AS thay
FROM xep;

CREATE TEMP TABLE gop AS
SELECT thuoc AS don_vi, chi_tieu,
    sum(CASE WHEN phai THEN 1 ELSE 0 END) AS phai_bao_cao,
    sum(CASE WHEN phai AND co AND du_thang THEN 1 ELSE 0 END) AS da_bao_cao,
    sum(CASE WHEN thay THEN neu_gia_tri WHEN rieng AND cong_duoc THEN gia_tri END) AS tong,
    max(CASE WHEN thay THEN neu_gia_tri WHEN rieng AND cong_duoc THEN gia_tri END) AS lon,
    min(CASE WHEN thay THEN neu_gia_tri WHEN rieng AND cong_duoc THEN gia_tri END) AS nho,
    sum(CASE WHEN thay THEN neu_tu_so WHEN rieng THEN tu_so END) AS tu_so,
    sum(CASE WHEN thay THEN neu_mau_so WHEN rieng THEN mau_so END) AS mau_so,
    sum(CASE WHEN thay OR rieng THEN 1 ELSE 0 END) AS so_phan,
    sum(CASE WHEN thay OR (rieng AND cong_duoc) THEN 1 ELSE 0 END) AS so_cong_duoc,
    max(CASE WHEN rieng AND NOT thay AND cong_duoc THEN tren ELSE 0 END) AS tren,
    max(CASE WHEN rieng AND NOT thay AND cong_duoc THEN duoi ELSE 0 END) AS duoi,
    max(CASE WHEN rieng AND NOT thay AND cong_duoc THEN khoang ELSE 0 END) AS khoang,
    sum(CASE WHEN rieng AND NOT thay AND cong_duoc THEN sai_so ELSE 0 END) AS sai_so,
    max(CASE WHEN thay OR rieng THEN moi_nam ELSE 0 END) AS moi_nam,
    max(CASE WHEN (thay OR rieng) AND moi_nam = 0 THEN 1 ELSE 0 END) AS ca_ky,
    max(CASE WHEN phai AND co AND NOT du_thang AND NOT khong_ap_dung THEN 1 ELSE 0 END) AS som,
    max(CASE WHEN con_thieu THEN 1 ELSE 0 END) AS thieu,
    max(CASE WHEN con_thieu AND coalesce(gan_nhat, 9) > so_bac THEN 1 ELSE 0 END) AS ho,
    max(CASE WHEN co OR neu THEN 1 ELSE 0 END) AS co_so,
    max(CASE WHEN neu AND so_bac > 0 THEN 1 ELSE 0 END) AS co_neu_duoi,
    max(CASE WHEN chua_du THEN 1 ELSE 0 END) AS chua_du,
    max(CASE WHEN la = 1 OR neu_la = 1 OR so_bac IS NULL OR coalesce(ty_trong, 0) <> 1 THEN 1 ELSE 0 END) AS la
FROM phan
GROUP BY thuoc, chi_tieu;

-- Kết quả của từng đơn vị: cong_lai là số cộng từ các báo cáo, một mình nghĩa là không có ai khác phải báo cáo.
CREATE TEMP TABLE ket_qua AS
SELECT gop.*, indicators.theo_cap, indicators.theo_ky, indicators.chieu, indicators.dia_ban,
    tung_o.phai, tung_o.co, tung_o.du_thang, tung_o.khong_ap_dung, tung_o.cong_duoc,
    tung_o.gia_tri AS minh_gia_tri, tung_o.tu_so AS minh_tu_so, tung_o.mau_so AS minh_mau_so,
    tung_o.tren AS minh_tren, tung_o.duoi AS minh_duoi, tung_o.khoang AS minh_khoang,
    tung_o.moi_nam AS minh_moi_nam, tung_o.sai_so AS minh_sai_so,
    tung_o.neu, tung_o.neu_gia_tri, tung_o.neu_tu_so, tung_o.neu_mau_so,
    dung_thay.don_vi IS NOT NULL AS thay,
    co_muc_tieu.tu_lam IS NOT NULL AND co_muc_tieu.tu_lam AS tu_lam,
    indicators.theo_cap = 'khong-cong' OR (tung_o.phai AND tung_o.co AND NOT tung_o.cong_duoc
        AND gop.phai_bao_cao = 1 AND gop.so_cong_duoc = 0) AS mot_minh
FROM gop
JOIN indicators ON indicators.chi_tieu = gop.chi_tieu
JOIN tung_o ON tung_o.don_vi = gop.don_vi AND tung_o.chi_tieu = gop.chi_tieu
LEFT JOIN dung_thay ON dung_thay.don_vi = gop.don_vi AND dung_thay.chi_tieu = gop.chi_tieu
LEFT JOIN co_muc_tieu ON co_muc_tieu.don_vi = gop.don_vi AND co_muc_tieu.chi_tieu = gop.chi_tieu;

-- Hai số đếm của một tỷ lệ, hoặc một giá trị (mẫu số để trống), cho bốn cột số.
CREATE TEMP TABLE so AS
SELECT ket_qua.*,
    CASE WHEN mot_minh THEN minh_gia_tri WHEN theo_cap = 'ty-le' THEN NULL
        WHEN theo_cap = 'lon-nhat' THEN lon WHEN theo_cap = 'nho-nhat' THEN nho ELSE tong END AS cong_gia_tri,
    CASE WHEN mot_minh THEN minh_tu_so WHEN theo_cap = 'ty-le' THEN tu_so END AS cong_tu_so,
    CASE WHEN mot_minh THEN minh_mau_so WHEN theo_cap = 'ty-le' THEN mau_so END AS cong_mau_so
FROM ket_qua;

CREATE TEMP TABLE so_hien AS
SELECT so.*,
    CASE WHEN tu_lam THEN minh_gia_tri WHEN thay THEN neu_gia_tri ELSE cong_gia_tri END AS hien_gia_tri,
    CASE WHEN tu_lam THEN minh_tu_so WHEN thay THEN neu_tu_so ELSE cong_tu_so END AS hien_tu_so,
    CASE WHEN tu_lam THEN minh_mau_so WHEN thay THEN neu_mau_so ELSE cong_mau_so END AS hien_mau_so,
    CASE WHEN tu_lam OR mot_minh THEN minh_tren WHEN thay THEN 0 ELSE tren END AS hien_tren,
    CASE WHEN tu_lam OR mot_minh THEN minh_duoi WHEN thay THEN 0 ELSE duoi END AS hien_duoi,
    CASE WHEN tu_lam OR mot_minh THEN minh_khoang WHEN thay THEN 0 ELSE khoang END AS hien_khoang,
    CASE WHEN tu_lam OR mot_minh THEN minh_sai_so WHEN thay THEN 0 ELSE sai_so END AS hien_sai_so,
    CASE WHEN tu_lam OR mot_minh THEN minh_moi_nam WHEN thay THEN 0 ELSE moi_nam END AS hien_moi_nam
FROM so;

-- Số nêu cho địa bàn khác với số bên trong: phải so từng ô.
CREATE TEMP TABLE lech AS
SELECT don_vi, chi_tieu FROM so
WHERE neu AND (
    (NOT thay AND (coalesce(neu_gia_tri <> cong_gia_tri, neu_tu_so IS NULL)
        OR coalesce(neu_tu_so <> cong_tu_so OR neu_mau_so <> cong_mau_so, neu_gia_tri IS NULL)
        OR tren + duoi + khoang > 0))
    OR (thay AND so_phan > 0 AND (theo_cap <> 'tong' OR neu_gia_tri < cong_gia_tri OR co_neu_duoi = 1))
);

CREATE TEMP TABLE co_lech AS
SELECT DISTINCT cay.thuoc AS don_vi, lech.chi_tieu FROM lech JOIN cay ON cay.don_vi = lech.don_vi;

-- Phần trăm hai chữ số thập phân, làm tròn nửa lên, không qua số thực: ước lượng rồi so bằng phép nhân.
CREATE TEMP TABLE ty_so AS
SELECT don_vi, chi_tieu, 'cap_minh' AS cot, minh_tu_so AS tren, minh_mau_so AS duoi FROM so_hien
WHERE minh_mau_so > 0
UNION ALL
SELECT don_vi, chi_tieu, 'so_cong_don', cong_tu_so, cong_mau_so FROM so_hien WHERE cong_mau_so > 0
UNION ALL
SELECT don_vi, chi_tieu, 'so_bao_cao', neu_tu_so, neu_mau_so FROM so_hien WHERE neu_mau_so > 0
UNION ALL
SELECT don_vi, chi_tieu, 'thuc_hien', hien_tu_so, hien_mau_so FROM so_hien WHERE hien_mau_so > 0
UNION ALL
SELECT so_hien.don_vi, so_hien.chi_tieu, 'hoan_thanh',
    CASE WHEN hien_mau_so > 0 THEN hien_tu_so * 100
        WHEN hien_moi_nam = 1 THEN hien_gia_tri * so_nam ELSE hien_gia_tri END,
    CASE WHEN hien_mau_so > 0 THEN hien_mau_so * co_muc_tieu.gia_tri ELSE co_muc_tieu.gia_tri END
FROM so_hien
JOIN co_muc_tieu ON co_muc_tieu.don_vi = so_hien.don_vi AND co_muc_tieu.chi_tieu = so_hien.chi_tieu
WHERE co_muc_tieu.tron AND co_muc_tieu.gia_tri > 0 AND so_sanh NOT IN ('khoang', '<', '<=') AND chieu <> 'giam'
    AND (hien_mau_so > 0 OR (hien_mau_so IS NULL AND hien_gia_tri IS NOT NULL))
UNION ALL
SELECT so_hien.don_vi, so_hien.chi_tieu, 'minh_hoan_thanh',
    CASE WHEN minh_mau_so > 0 THEN minh_tu_so * 100
        WHEN minh_moi_nam = 1 THEN minh_gia_tri * so_nam ELSE minh_gia_tri END,
    CASE WHEN minh_mau_so > 0 THEN minh_mau_so * cap_minh_gia_tri ELSE cap_minh_gia_tri END
FROM so_hien
JOIN co_muc_tieu ON co_muc_tieu.don_vi = so_hien.don_vi AND co_muc_tieu.chi_tieu = so_hien.chi_tieu
WHERE cap_minh_gia_tri > 0 AND cap_minh_so_sanh NOT IN ('khoang', '<', '<=') AND chieu <> 'giam'
    AND (minh_mau_so > 0 OR (minh_mau_so IS NULL AND minh_gia_tri IS NOT NULL));

CREATE TEMP TABLE uoc_luong AS
SELECT ty_so.*,
    CAST(floor(CAST(tren AS DOUBLE) / CAST(duoi AS DOUBLE) * 10000 + 0.5) AS DECIMAL(28, 0)) AS q
FROM ty_so;

CREATE TEMP TABLE phan_tram_hai_so AS
SELECT don_vi, chi_tieu, cot,
    CAST(CASE WHEN 20000 * tren >= (2 * q + 1) * duoi THEN q + 1
        WHEN 20000 * tren < (2 * q - 1) * duoi THEN q - 1 ELSE q END * CAST(0.01 AS DECIMAL(3, 2))
        AS DECIMAL(38, 10)) AS gia_tri
FROM uoc_luong;

CREATE TEMP TABLE ty_so_hien AS
SELECT don_vi, chi_tieu,
    max(CASE WHEN cot = 'cap_minh' THEN gia_tri END) AS cap_minh,
    max(CASE WHEN cot = 'so_cong_don' THEN gia_tri END) AS so_cong_don,
    max(CASE WHEN cot = 'so_bao_cao' THEN gia_tri END) AS so_bao_cao,
    max(CASE WHEN cot = 'thuc_hien' THEN gia_tri END) AS thuc_hien,
    max(CASE WHEN cot = 'hoan_thanh' THEN gia_tri END) AS hoan_thanh,
    max(CASE WHEN cot = 'minh_hoan_thanh' THEN gia_tri END) AS minh_hoan_thanh
FROM phan_tram_hai_so
GROUP BY don_vi, chi_tieu;

-- Mục tiêu của các đơn vị ngay dưới.
CREATE TEMP TABLE dang_ky AS
SELECT cay.thuoc AS don_vi, co_muc_tieu.chi_tieu, sum(co_muc_tieu.gia_tri) AS gia_tri,
    min(CASE WHEN co_muc_tieu.tron THEN 1 ELSE 0 END) AS tron
FROM cay
JOIN co_muc_tieu ON co_muc_tieu.don_vi = cay.don_vi
JOIN indicators ON indicators.chi_tieu = co_muc_tieu.chi_tieu
JOIN don ON don.don_vi = cay.don_vi
LEFT JOIN indicator_levels
    ON indicator_levels.chi_tieu = co_muc_tieu.chi_tieu AND indicator_levels.cap = don.cap
WHERE cay.so_bac = 1 AND indicators.theo_cap IN ('tong', 'dem-don-vi')
    AND (don.cap <> 'to-chuc-thanh-vien' OR indicator_levels.cap IS NOT NULL)
GROUP BY cay.thuoc, co_muc_tieu.chi_tieu;

-- Dưới đơn vị có sáp nhập, chia tách: mục tiêu của đơn vị cũ và đơn vị mới không cộng theo cây, và số của đơn vị
-- mới có thể thay cho phần đơn vị cũ chưa báo cáo.
CREATE TEMP TABLE sap_nhap AS
SELECT DISTINCT duoi.thuoc AS don_vi
FROM cay JOIN cay AS duoi ON duoi.don_vi = cay.don_vi
WHERE cay.so_bac IS NULL;

CREATE TEMP TABLE co_dong AS
SELECT DISTINCT cay.thuoc AS don_vi, nghe.chi_tieu
FROM nghe JOIN cay ON cay.don_vi = nghe.don_vi JOIN don ON don.don_vi = cay.thuoc;

CREATE TEMP TABLE dong_hien AS
SELECT so_hien.*, don.ten, don.cap, don.thu_tu AS thu_tu_don_vi, indicators.ten AS ten_chi_tieu,
    indicators.thu_tu AS thu_tu_chi_tieu, indicators.don_vi_tinh,
    co_muc_tieu.so_sanh, co_muc_tieu.gia_tri AS muc_tieu, co_muc_tieu.den AS muc_tieu_den, co_muc_tieu.tron,
    co_muc_tieu.so_nam, co_muc_tieu.cap_minh_so_sanh, co_muc_tieu.cap_minh_gia_tri,
    co_muc_tieu.cap_minh_den, co_muc_tieu.nguon,
    CASE WHEN dang_ky.tron = 1 THEN dang_ky.gia_tri END AS cap_duoi_dang_ky,
    CASE WHEN minh_mau_so IS NOT NULL THEN ty_so_hien.cap_minh ELSE minh_gia_tri END AS cap_minh,
    CASE WHEN cong_mau_so IS NOT NULL THEN ty_so_hien.so_cong_don ELSE cong_gia_tri END AS so_cong_don,
    CASE WHEN so_hien.dia_ban AND phai
        THEN CASE WHEN minh_mau_so IS NOT NULL THEN ty_so_hien.cap_minh ELSE minh_gia_tri END
        WHEN neu_mau_so IS NOT NULL THEN ty_so_hien.so_bao_cao ELSE neu_gia_tri END AS so_bao_cao,
    CASE WHEN hien_mau_so IS NOT NULL THEN ty_so_hien.thuc_hien ELSE hien_gia_tri END AS thuc_hien,
    ty_so_hien.hoan_thanh, ty_so_hien.minh_hoan_thanh,
    CASE WHEN so_hien.la = 1 OR co_lech.don_vi IS NOT NULL OR (moi_nam = 1 AND so_hien.ca_ky = 1)
        OR (so_hien.chua_du = 1 AND ho = 0 AND co_so = 1)
        OR (sap_nhap.don_vi IS NOT NULL AND (dang_ky.don_vi IS NOT NULL OR thieu = 1))
        OR (so_hien.tu_lam AND neu) THEN true ELSE false END AS tinh_rieng,
    CASE
        WHEN so_hien.theo_cap = 'khong-cong' OR so_hien.tu_lam THEN
            CASE WHEN co AND du_thang AND (phai OR so_hien.theo_cap = 'khong-cong') THEN 'du'
                WHEN co AND NOT khong_ap_dung THEN 'thieu' ELSE 'chua-co' END
        WHEN (thieu = 0 OR (mot_minh AND du_thang)) AND phai_bao_cao > 0 THEN 'du'
        WHEN (ho = 0 OR thay) AND (thieu = 1 OR thay) AND phai_bao_cao > 0 THEN 'theo-bao-cao'
        WHEN so_cong_duoc > 0 OR mot_minh THEN 'thieu'
        ELSE 'chua-co' END AS trang_thai
FROM co_dong
JOIN so_hien ON so_hien.don_vi = co_dong.don_vi AND so_hien.chi_tieu = co_dong.chi_tieu
JOIN don ON don.don_vi = co_dong.don_vi
JOIN indicators ON indicators.chi_tieu = co_dong.chi_tieu
LEFT JOIN co_muc_tieu ON co_muc_tieu.don_vi = co_dong.don_vi AND co_muc_tieu.chi_tieu = co_dong.chi_tieu
LEFT JOIN dang_ky ON dang_ky.don_vi = co_dong.don_vi AND dang_ky.chi_tieu = co_dong.chi_tieu
LEFT JOIN sap_nhap ON sap_nhap.don_vi = co_dong.don_vi
LEFT JOIN ty_so_hien ON ty_so_hien.don_vi = co_dong.don_vi AND ty_so_hien.chi_tieu = co_dong.chi_tieu
LEFT JOIN co_lech ON co_lech.don_vi = co_dong.don_vi AND co_lech.chi_tieu = co_dong.chi_tieu;

-- So kết quả với mục tiêu bằng phép nhân: ben_trai với ben_phai; “trên” là lớn hơn một chút, “gần” là nhỏ hơn một chút.
CREATE TEMP TABLE so_sanh AS
SELECT dong_hien.*,
    CASE WHEN hien_mau_so > 0 THEN hien_tu_so * 100
        WHEN hien_moi_nam = 1 THEN hien_gia_tri * so_nam ELSE hien_gia_tri END AS ben_trai,
    CASE WHEN hien_mau_so > 0 THEN hien_mau_so ELSE CAST(1 AS DECIMAL(38, 10)) END AS he_so,
    CASE WHEN hien_tren + hien_duoi + hien_khoang > 1
        AND (abs(hien_gia_tri - muc_tieu) <= hien_sai_so OR abs(hien_gia_tri - muc_tieu_den) <= hien_sai_so)
        THEN 1 ELSE 0 END AS chua_ro,
    CASE WHEN hien_khoang = 1 OR hien_tren + hien_duoi = 2 THEN 0 ELSE hien_tren - hien_duoi END AS lech_phia,
    CASE WHEN minh_mau_so > 0 THEN minh_tu_so * 100
        WHEN minh_moi_nam = 1 THEN minh_gia_tri * so_nam ELSE minh_gia_tri END AS minh_trai,
    CASE WHEN minh_mau_so > 0 THEN minh_mau_so ELSE CAST(1 AS DECIMAL(38, 10)) END AS minh_he_so,
    CASE WHEN tu_lam THEN muc_tieu ELSE cap_minh_gia_tri END AS minh_muc,
    CASE WHEN tu_lam THEN muc_tieu_den ELSE cap_minh_den END AS minh_muc_den,
    CASE WHEN minh_khoang = 1 OR minh_tren + minh_duoi = 2 THEN 0 ELSE minh_tren - minh_duoi END AS minh_phia,
    CASE WHEN theo_cap IN ('tong', 'lon-nhat') AND theo_ky IN ('tong', 'lon-nhat') THEN 1 ELSE 0 END
        AS minh_huong,
    CASE WHEN theo_cap IN ('tong', 'lon-nhat') THEN 1 WHEN theo_cap = 'nho-nhat' THEN -1
        WHEN theo_cap = 'khong-cong' AND theo_ky IN ('tong', 'lon-nhat') THEN 1
        WHEN theo_cap = 'khong-cong' AND theo_ky = 'nho-nhat' THEN -1 ELSE 0 END
        * CASE WHEN som = 0 THEN 1
            WHEN theo_cap = 'khong-cong' THEN 1
            WHEN theo_cap IN ('tong', 'lon-nhat') AND theo_ky IN ('tong', 'lon-nhat') THEN 1
            WHEN theo_cap = 'nho-nhat' AND theo_ky = 'nho-nhat' THEN 1 ELSE 0 END AS huong
FROM dong_hien;

CREATE TEMP TABLE dau AS
SELECT so_sanh.*,
    CASE WHEN ben_trai > muc_tieu * he_so THEN 1 WHEN ben_trai < muc_tieu * he_so THEN -1 ELSE lech_phia END
        AS so_dau,
    CASE WHEN muc_tieu_den IS NULL THEN NULL WHEN ben_trai > muc_tieu_den * he_so THEN 1
        WHEN ben_trai < muc_tieu_den * he_so THEN -1 ELSE lech_phia END AS so_cuoi,
    CASE WHEN minh_trai > minh_muc * minh_he_so THEN 1
        WHEN minh_trai < minh_muc * minh_he_so THEN -1 ELSE minh_phia END AS minh_dau,
    CASE WHEN minh_muc_den IS NULL THEN NULL WHEN minh_trai > minh_muc_den * minh_he_so THEN 1
        WHEN minh_trai < minh_muc_den * minh_he_so THEN -1 ELSE minh_phia END AS minh_cuoi
FROM so_sanh;

SELECT don_vi, ten, cap, chi_tieu, ten_chi_tieu, ky_hoi.ky, don_vi_tinh,
    CASE WHEN muc_tieu IS NOT NULL THEN so_sanh END AS ke_hoach_so_sanh,
    CASE WHEN muc_tieu_den IS NULL THEN muc_tieu END AS ke_hoach_gia_tri,
    CASE WHEN muc_tieu_den IS NOT NULL THEN muc_tieu END AS ke_hoach_tu,
    muc_tieu_den AS ke_hoach_den,
    cap_duoi_dang_ky,
    CASE WHEN NOT tinh_rieng THEN cap_minh END AS cap_minh,
    CASE WHEN NOT tinh_rieng THEN so_cong_don END AS so_cong_don,
    CASE WHEN NOT tinh_rieng THEN so_bao_cao END AS so_bao_cao,
    CASE WHEN NOT tinh_rieng THEN thuc_hien END AS thuc_hien,
    CASE WHEN NOT tinh_rieng THEN hoan_thanh END AS ty_le_hoan_thanh,
    CASE WHEN tinh_rieng OR muc_tieu IS NULL OR NOT tron OR thuc_hien IS NULL OR chua_ro = 1 THEN NULL
        WHEN trang_thai IN ('du', 'theo-bao-cao') THEN
            CASE so_sanh WHEN '>=' THEN so_dau >= 0 WHEN '>' THEN so_dau > 0 WHEN '<=' THEN so_dau <= 0
                WHEN '<' THEN so_dau < 0 WHEN 'khoang' THEN so_dau >= 0 AND so_cuoi <= 0 ELSE so_dau = 0 END
        WHEN hien_moi_nam = 1 OR huong = 0 THEN NULL
        WHEN huong = 1 THEN
            CASE WHEN so_sanh = '>=' THEN CASE WHEN so_dau >= 0 THEN true END
                WHEN so_sanh = '>' THEN CASE WHEN so_dau > 0 THEN true END
                WHEN so_sanh = '<' THEN CASE WHEN so_dau >= 0 THEN false END
                ELSE CASE WHEN coalesce(so_cuoi, so_dau) > 0 THEN false END END
        ELSE
            CASE WHEN so_sanh = '<=' THEN CASE WHEN so_dau <= 0 THEN true END
                WHEN so_sanh = '<' THEN CASE WHEN so_dau < 0 THEN true END
                WHEN so_sanh = '>' THEN CASE WHEN so_dau <= 0 THEN false END
                ELSE CASE WHEN so_dau < 0 THEN false END END
    END AS dat,
    CASE WHEN NOT tinh_rieng THEN thuc_hien IS NOT NULL AND hien_tren + hien_duoi + hien_khoang > 0 END AS gan_dung,
    CASE WHEN tinh_rieng THEN NULL WHEN theo_cap = 'khong-cong' OR tu_lam
        THEN CASE WHEN phai AND co AND du_thang THEN 1 ELSE 0 END ELSE da_bao_cao END AS da_bao_cao,
    CASE WHEN tinh_rieng THEN NULL WHEN theo_cap = 'khong-cong' OR tu_lam
        THEN CASE WHEN phai THEN 1 ELSE 0 END ELSE phai_bao_cao END AS phai_bao_cao,
    CASE WHEN NOT tinh_rieng THEN trang_thai END AS trang_thai,
    CASE WHEN tu_lam THEN CASE WHEN tron THEN muc_tieu END ELSE cap_minh_gia_tri END AS ke_hoach_cap_minh,
    CASE WHEN tinh_rieng THEN NULL WHEN tu_lam THEN hoan_thanh ELSE minh_hoan_thanh END AS ty_le_cap_minh,
    CASE WHEN tinh_rieng OR cap_minh IS NULL OR (cap_minh_gia_tri IS NULL AND NOT tu_lam) THEN NULL
        WHEN tu_lam AND NOT tron THEN NULL
        WHEN phai AND NOT du_thang AND (minh_moi_nam = 1 OR minh_huong <> 1) THEN NULL
        WHEN phai AND NOT du_thang THEN
            CASE WHEN coalesce(cap_minh_so_sanh, so_sanh) = '>=' THEN CASE WHEN minh_dau >= 0 THEN true END
                WHEN coalesce(cap_minh_so_sanh, so_sanh) = '>' THEN CASE WHEN minh_dau > 0 THEN true END
                WHEN coalesce(cap_minh_so_sanh, so_sanh) = '<' THEN CASE WHEN minh_dau >= 0 THEN false END
                ELSE CASE WHEN coalesce(minh_cuoi, minh_dau) > 0 THEN false END END
        ELSE CASE coalesce(cap_minh_so_sanh, so_sanh) WHEN '>=' THEN minh_dau >= 0 WHEN '>' THEN minh_dau > 0
            WHEN '<=' THEN minh_dau <= 0 WHEN '<' THEN minh_dau < 0 WHEN '=' THEN minh_dau = 0
            WHEN 'khoang' THEN minh_dau >= 0 AND minh_cuoi <= 0 END
    END AS dat_cap_minh,
    nguon AS nguon_ke_hoach,
    tinh_rieng
FROM dau CROSS JOIN ky_hoi
ORDER BY thu_tu_don_vi, thu_tu_chi_tieu;
