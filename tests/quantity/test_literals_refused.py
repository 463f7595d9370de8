"""Published texts that hold figures and are no quantities: each refused, with the reason and the remedy."""

from __future__ import annotations

import pytest
from quantity_measures import DONG, HOUSES, PERCENT, RESULT, TARGET, Case, count, share

from mttq.quantity import UnitOfMeasure

VOTERS = share("cử tri")

CASES: list[Case] = [
    Case(
        "mỗi căn từ 25 triệu đồng đến 40 triệu đồng",
        DONG,
        TARGET,
        [
            (
                "MT206",
                "mỗi căn từ 25 triệu đồng đến 40 triệu đồng",
                "“mỗi căn từ 25 triệu đồng đến 40 triệu đồng” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 25 triệu đồng",
            )
        ],
    ),
    Case(
        "thị xã La Gi, huyện Bắc Bình mỗi địa phương 850 triệu đồng",
        DONG,
        RESULT,
        [
            (
                "MT206",
                "thị xã La Gi, huyện Bắc Bình mỗi địa phương 850 triệu đồng",
                "“thị xã La Gi, huyện Bắc Bình mỗi địa phương 850 triệu đồng” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 850 triệu đồng",
            )
        ],
    ),
    Case(
        "94 ngôi nhà (3,5 tỷ đồng)",
        count("ngôi nhà"),
        RESULT,
        [("MT206", "(3,5 tỷ đồng)", "“(3,5 tỷ đồng)” thừa sau số liệu", "chỉ viết 94 ngôi nhà")],
    ),
    Case(
        "mỗi tỉnh 30 tỷ đồng",
        DONG,
        RESULT,
        [
            (
                "MT206",
                "mỗi tỉnh 30 tỷ đồng",
                "“mỗi tỉnh 30 tỷ đồng” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 30 tỷ đồng",
            )
        ],
    ),
    Case(
        "mỗi suất quà trị giá 1 triệu đồng tiền mặt và 1 túi quà trị giá 300.000 đồng",
        DONG,
        RESULT,
        [
            (
                "MT206",
                "mỗi suất quà trị giá 1 triệu đồng tiền mặt và 1 túi quà trị giá 300.000 đồng",
                "“mỗi suất quà trị giá 1 triệu đồng tiền mặt và 1 túi quà trị…” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 1 triệu đồng",
            )
        ],
    ),
    Case(
        "trên 700 triệu đồng (trong nhiệm kỳ)",
        DONG,
        TARGET,
        [
            (
                "MT206",
                "(trong nhiệm kỳ)",
                "“(trong nhiệm kỳ)” thừa sau số liệu",
                "chỉ viết trên 700 triệu đồng",
            )
        ],
    ),
    Case(
        "tiền và quà trị giá hơn 50,1 tỷ đồng",
        DONG,
        RESULT,
        [
            (
                "MT206",
                "tiền và quà trị giá hơn 50,1 tỷ đồng",
                "“tiền và quà trị giá hơn 50,1 tỷ đồng” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 50,1 tỷ đồng",
            )
        ],
    ),
    Case(
        "120 triệu đồng/ha/năm",
        DONG,
        RESULT,
        [
            (
                "MT207",
                "đồng/ha",
                "đơn vị tính là “đồng”, không phải “đồng/ha”",
                "viết số lượng tính bằng “đồng”, ví dụ 15 đồng",
            )
        ],
    ),
    Case(
        "350 nhà đại đoàn kết",
        count("nhà"),
        TARGET,
        [
            (
                "MT207",
                "nhà đại đoàn kết",
                "đơn vị tính là “nhà”, không phải “nhà đại đoàn kết”",
                "viết 350 nhà",
            )
        ],
    ),
    Case(
        "26 hộ nghèo (Mỹ Thới 14 hộ, Mỹ Phước 08 hộ và Mỹ Quý 04 hộ)",
        count("hộ nghèo"),
        RESULT,
        [
            (
                "MT206",
                "(Mỹ Thới 14 hộ, Mỹ Phước 08 hộ và Mỹ Quý 04 hộ)",
                "“(Mỹ Thới 14 hộ, Mỹ Phước 08 hộ và Mỹ Quý 04 hộ)” thừa sau số liệu",
                "chỉ viết 26 hộ nghèo",
            )
        ],
    ),
    Case(
        "34 tuyến đường, hẻm",
        count("tuyến đường"),
        RESULT,
        [("MT206", ", hẻm", "“, hẻm” thừa sau số liệu", "chỉ viết 34 tuyến đường")],
    ),
    Case(
        "130 lượt cán bộ",
        count("cán bộ"),
        RESULT,
        [
            (
                "MT207",
                "lượt cán bộ",
                "đơn vị tính là “cán bộ”, không phải “lượt cán bộ”",
                (
                    "viết số lượng tính bằng “cán bộ”, ví dụ 15 cán bộ; nếu “lượt cán bộ” chỉ là "
                    "cách viết khác thì thêm vào cach_viet của chỉ tiêu"
                ),
            )
        ],
    ),
    Case(
        "hàng ngàn lượt người",
        count("lượt người"),
        RESULT,
        [
            (
                "MT204",
                "hàng ngàn lượt người",
                "“hàng ngàn lượt người” không phải con số cụ thể",
                "viết con số cụ thể, ví dụ 120 lượt người",
            )
        ],
    ),
    Case(
        "17.363 người, chiếm tỷ lệ 66,8% dân số",
        count("người"),
        RESULT,
        [
            (
                "MT206",
                ", chiếm tỷ lệ 66,8% dân số",
                "“, chiếm tỷ lệ 66,8% dân số” thừa sau số liệu",
                "chỉ viết 17.363 người",
            )
        ],
    ),
    Case(
        "3 chương trình phối hợp với các sở, ngành và 14 tổ chức tôn giáo",
        count("chương trình phối hợp", "chương trình"),
        RESULT,
        [
            (
                "MT207",
                "chương trình phối hợp với các sở, ngành và 14 tổ chức tôn giáo",
                (
                    "đơn vị tính là “chương trình phối hợp”, không phải “chương trình phối hợp với "
                    "các sở, ngành và 14 tổ chức tôn g…”"
                ),
                "viết 3 chương trình phối hợp",
            )
        ],
    ),
    Case(
        "767 m2 đất",
        UnitOfMeasure("m2"),
        RESULT,
        [("MT207", "m2 đất", "đơn vị tính là “m2”, không phải “m2 đất”", "viết 767 m2")],
    ),
    Case(
        "01 tập thể và 03 cá nhân",
        count("tập thể"),
        RESULT,
        [
            (
                "MT207",
                "tập thể và 03 cá nhân",
                "đơn vị tính là “tập thể”, không phải “tập thể và 03 cá nhân”",
                "viết 01 tập thể",
            )
        ],
    ),
    Case(
        "2.877 cuộc giám sát (cấp tỉnh 87 cuộc; cấp huyện 324 cuộc; cấp xã 2.466 cuộc)",
        count("cuộc giám sát"),
        RESULT,
        [
            (
                "MT206",
                "(cấp tỉnh 87 cuộc; cấp huyện 324 cuộc; cấp xã 2.466 cuộc)",
                "“(cấp tỉnh 87 cuộc; cấp huyện 324 cuộc; cấp xã 2.466 cuộc)” thừa sau số liệu",
                "chỉ viết 2.877 cuộc giám sát",
            )
        ],
    ),
    Case(
        "30 tấn thực phẩm",
        UnitOfMeasure("kg"),
        RESULT,
        [
            (
                "MT207",
                "tấn thực phẩm",
                "đơn vị tính là “kg”, không phải “tấn thực phẩm”",
                (
                    "viết số lượng tính bằng “kg”, ví dụ 15 kg; nếu “tấn thực phẩm” chỉ là cách "
                    "viết khác thì thêm vào cach_viet của chỉ tiêu"
                ),
            )
        ],
    ),
    Case(
        "57 đồng chí Ủy viên",
        count("ủy viên"),
        RESULT,
        [
            (
                "MT207",
                "đồng chí Ủy viên",
                "đơn vị tính là “ủy viên”, không phải “đồng chí Ủy viên”",
                (
                    "viết số lượng tính bằng “ủy viên”, ví dụ 15 ủy viên; nếu “đồng chí Ủy viên” "
                    "chỉ là cách viết khác thì thêm vào cach_viet của chỉ tiêu"
                ),
            )
        ],
    ),
    Case(
        "12 hộ chiếm 0,18% dân số",
        PERCENT,
        RESULT,
        [
            (
                "MT207",
                "hộ chiếm 0,18% dân số",
                "đơn vị tính là “%”, không phải “hộ chiếm 0,18% dân số”",
                "viết tỷ lệ phần trăm, ví dụ 99%",
            )
        ],
    ),
    Case(
        "31,27%dân số",
        PERCENT,
        RESULT,
        [("MT207", "%dân số", "đơn vị tính là “%”, không phải “%dân số”", "viết 31,27%")],
    ),
    Case(
        "47,49% dân số",
        PERCENT,
        RESULT,
        [("MT207", "% dân số", "đơn vị tính là “%”, không phải “% dân số”", "viết 47,49%")],
    ),
    Case(
        "vận động 97% hộ gia đình và 100% khu dân cư",
        PERCENT,
        RESULT,
        [
            (
                "MT206",
                "vận động 97% hộ gia đình và 100% khu dân cư",
                "“vận động 97% hộ gia đình và 100% khu dân cư” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 97%",
            )
        ],
    ),
    Case(
        "95% số vụ việc",
        count("vụ việc"),
        RESULT,
        [
            (
                "MT207",
                "% số vụ việc",
                "đơn vị tính là “vụ việc”, không phải “% số vụ việc”",
                "viết số lượng tính bằng “vụ việc”, không viết tỷ lệ phần trăm",
            )
        ],
    ),
    Case(
        "Tập hợp 82% quần chúng",
        PERCENT,
        RESULT,
        [
            (
                "MT206",
                "Tập hợp 82% quần chúng",
                "“Tập hợp 82% quần chúng” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 82%",
            )
        ],
    ),
    Case(
        "nông nghiệp chiếm 70%",
        PERCENT,
        RESULT,
        [
            (
                "MT206",
                "nông nghiệp chiếm 70%",
                "“nông nghiệp chiếm 70%” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 70%",
            )
        ],
    ),
    Case(
        "đạt 110,75% kế hoạch",
        PERCENT,
        RESULT,
        [("MT207", "% kế hoạch", "đơn vị tính là “%”, không phải “% kế hoạch”", "viết đạt 110,75%")],
    ),
    Case(
        "(tỉ lệ 92,78%)",
        PERCENT,
        RESULT,
        [
            (
                "MT206",
                "(tỉ lệ 92,78%)",
                "“(tỉ lệ 92,78%)” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 92,78%",
            )
        ],
    ),
    Case(
        "(86,7%)",
        PERCENT,
        RESULT,
        [("MT206", "(86,7%)", "“(86,7%)” không phải là số", "chỉ viết con số và đơn vị tính, ví dụ 86,7%")],
    ),
    Case(
        "giảm bình quân đạt 4,89%",
        PERCENT,
        RESULT,
        [
            (
                "MT206",
                "giảm bình quân đạt 4,89%",
                "“giảm bình quân đạt 4,89%” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 4,89%",
            )
        ],
    ),
    Case(
        "giảm xuống dưới 1,5%",
        PERCENT,
        TARGET,
        [
            (
                "MT206",
                "giảm xuống dưới 1,5%",
                "“giảm xuống dưới 1,5%” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 1,5%",
            )
        ],
    ),
    Case(
        "6.622/6.688 cử tri đại diện hộ đi bầu, đạt tỷ lệ 99%",
        VOTERS,
        RESULT,
        [
            (
                "MT207",
                "cử tri đại diện hộ đi bầu, đạt tỷ lệ 99%",
                ("đơn vị tính của mẫu số là “cử tri”, không phải “cử tri đại diện hộ đi bầu, đạt tỷ lệ 99%”"),
                "viết 6.622/6.688 cử tri",
            )
        ],
    ),
    Case(
        "6.622/6.688 cử tri",
        count("cử tri"),
        RESULT,
        [
            (
                "MT212",
                "6.622/6.688",
                "“6.622/6.688” là tỷ số; chỉ tiêu này tính bằng “cử tri”",
                "viết một con số, ví dụ 6.622 cử tri",
            )
        ],
    ),
    Case(
        "6/6 chỉ tiêu",
        count("chỉ tiêu"),
        RESULT,
        [
            (
                "MT212",
                "6/6",
                "“6/6” là tỷ số; chỉ tiêu này tính bằng “chỉ tiêu”",
                "viết một con số, ví dụ 6 chỉ tiêu",
            )
        ],
    ),
    Case(
        "05/05 ấp",
        count("ấp"),
        RESULT,
        [("MT212", "05/05", "“05/05” là tỷ số; chỉ tiêu này tính bằng “ấp”", "viết một con số, ví dụ 05 ấp")],
    ),
    Case(
        "1/2 ấp Long Hưng",
        share("ấp"),
        RESULT,
        [
            (
                "MT207",
                "ấp Long Hưng",
                "đơn vị tính của mẫu số là “ấp”, không phải “ấp Long Hưng”",
                "viết 1/2 ấp",
            )
        ],
    ),
    Case(
        "111/152 xã, phường, thị trấn",
        count("xã, phường, thị trấn"),
        RESULT,
        [
            (
                "MT212",
                "111/152",
                "“111/152” là tỷ số; chỉ tiêu này tính bằng “xã, phường, thị trấn”",
                "viết một con số, ví dụ 111 xã, phường, thị trấn",
            )
        ],
    ),
    Case(
        "15 - 20 nhà “Đại đoàn kết”",
        count("nhà"),
        TARGET,
        [
            (
                "MT207",
                "nhà “Đại đoàn kết”",
                "đơn vị tính là “nhà”, không phải “nhà ‘Đại đoàn kết’”",
                "viết 15 – 20 nhà",
            )
        ],
    ),
    Case(
        "15 - 20 nhà “Đại đoàn kết”",
        count("nhà Đại đoàn kết"),
        RESULT,
        [
            (
                "MT210",
                "15 - 20",
                "“15 - 20” chỉ dùng trong mục tiêu, không dùng trong kết quả",
                ("viết số đã đạt: 15 nhà Đại đoàn kết; nếu là số ước lượng, viết khoảng 15 nhà Đại đoàn kết"),
            )
        ],
    ),
    Case(
        "tối thiểu 02 cuộc giám sát, phản biện xã hội",
        count("cuộc giám sát"),
        TARGET,
        [
            (
                "MT206",
                ", phản biện xã hội",
                "“, phản biện xã hội” thừa sau số liệu",
                "chỉ viết tối thiểu 02 cuộc giám sát",
            )
        ],
    ),
    Case(
        "mỗi khu dân cư có ít nhất 1 công trình, phần việc",
        count("công trình, phần việc"),
        TARGET,
        [
            (
                "MT206",
                "mỗi khu dân cư có ít nhất 1 công trình, phần việc",
                "“mỗi khu dân cư có ít nhất 1 công trình, phần việc” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 1 công trình, phần việc",
            )
        ],
    ),
    Case(
        "trước thời hạn 1 năm",
        count("năm"),
        RESULT,
        [
            (
                "MT206",
                "trước thời hạn 1 năm",
                "“trước thời hạn 1 năm” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 1 năm",
            )
        ],
    ),
    Case(
        "(3/2/1930-3/2/2020)",
        HOUSES,
        RESULT,
        [
            (
                "MT205",
                "3/2/1930",
                "“3/2/1930” là ngày tháng, không phải số liệu",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            ),
            (
                "MT205",
                "3/2/2020",
                "“3/2/2020” là ngày tháng, không phải số liệu",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            ),
        ],
    ),
    Case(
        "giai đoạn 2017 – 2020",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "giai đoạn 2017 – 2020",
                "“giai đoạn 2017 – 2020” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "2017 – 2020",
        HOUSES,
        RESULT,
        [
            (
                "MT205",
                "2017 – 2020",
                "“2017 – 2020” là ngày tháng, không phải số liệu",
                "nếu là khoảng số lượng, viết 2.017 – 2.020 nhà",
            )
        ],
    ),
    Case(
        "nhiệm kỳ 2020 – 2025",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "nhiệm kỳ 2020 – 2025",
                "“nhiệm kỳ 2020 – 2025” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "nhiệm kỳ (2016 – 2021)",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "nhiệm kỳ (2016 – 2021)",
                "“nhiệm kỳ (2016 – 2021)” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "quý IV/2020",
        HOUSES,
        RESULT,
        [
            (
                "MT205",
                "quý IV/2020",
                "“quý IV/2020” là ngày tháng, không phải số liệu",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "quý IV, năm 2020",
        HOUSES,
        RESULT,
        [
            (
                "MT205",
                "quý IV, năm 2020",
                "“quý IV, năm 2020” là ngày tháng, không phải số liệu",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "vụ Đông Xuân 2020-2021",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "vụ Đông Xuân 2020-2021",
                "“vụ Đông Xuân 2020-2021” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "ngày 25 tháng 10 năm 2019",
        HOUSES,
        RESULT,
        [
            (
                "MT205",
                "ngày 25 tháng 10 năm 2019",
                "“ngày 25 tháng 10 năm 2019” là ngày tháng, không phải số liệu",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "11/02/2020",
        HOUSES,
        RESULT,
        [
            (
                "MT205",
                "11/02/2020",
                "“11/02/2020” là ngày tháng, không phải số liệu",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "10/2/2020",
        HOUSES,
        RESULT,
        [
            (
                "MT205",
                "10/2/2020",
                "“10/2/2020” là ngày tháng, không phải số liệu",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "07/4/2015",
        HOUSES,
        RESULT,
        [
            (
                "MT205",
                "07/4/2015",
                "“07/4/2015” là ngày tháng, không phải số liệu",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "qua 09 tháng",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "qua 09 tháng",
                "“qua 09 tháng” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "Chín tháng đầu năm",
        HOUSES,
        RESULT,
        [
            (
                "MT207",
                "tháng đầu năm",
                "đơn vị tính là “nhà”, không phải “tháng đầu năm”",
                (
                    "viết số lượng tính bằng “nhà”, ví dụ 15 nhà; nếu “tháng đầu năm” chỉ là cách "
                    "viết khác thì thêm vào cach_viet của chỉ tiêu"
                ),
            )
        ],
    ),
    Case(
        "tám tháng đầu năm 2009",
        HOUSES,
        RESULT,
        [
            (
                "MT207",
                "tháng đầu năm 2009",
                "đơn vị tính là “nhà”, không phải “tháng đầu năm 2009”",
                "viết số lượng tính bằng “nhà”, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "từ 1/9/2020 - 31/8/2021",
        HOUSES,
        RESULT,
        [
            (
                "MT205",
                "1/9/2020",
                "“1/9/2020” là ngày tháng, không phải số liệu",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            ),
            (
                "MT205",
                "31/8/2021",
                "“31/8/2021” là ngày tháng, không phải số liệu",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            ),
        ],
    ),
    Case(
        "(17.10 - 18.11.2021)",
        HOUSES,
        RESULT,
        [
            (
                "MT205",
                "18.11.2021",
                "“18.11.2021” là ngày tháng, không phải số liệu",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "tính đến ngày 31/12/2025",
        HOUSES,
        RESULT,
        [
            (
                "MT205",
                "31/12/2025",
                "“31/12/2025” là ngày tháng, không phải số liệu",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "trong 4 năm 2019-2024",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "trong 4 năm 2019-2024",
                "“trong 4 năm 2019-2024” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "(QNO) - Chiều nay 11.12",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "(QNO) - Chiều nay 11.12",
                "“(QNO) - Chiều nay 11.12” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "11.12",
        HOUSES,
        RESULT,
        [
            (
                "MT205",
                "11.12",
                "“11.12” là ngày tháng, không phải số liệu",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "năm 2020",
        HOUSES,
        RESULT,
        [
            (
                "MT205",
                "năm 2020",
                "“năm 2020” là ngày tháng, không phải số liệu",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "Chỉ thị số 05-CT/TW, ngày 15/5/2016",
        HOUSES,
        RESULT,
        [
            (
                "MT205",
                "15/5/2016",
                "“15/5/2016” là ngày tháng, không phải số liệu",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "05-CT/TW",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "05-CT/TW",
                "“05-CT/TW” là số hiệu văn bản, không phải số liệu",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "Chương trình Phối hợp 1846/CTPH",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "Chương trình Phối hợp 1846/CTPH",
                "“Chương trình Phối hợp 1846/CTPH” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "1846/CTPH",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "1846/CTPH",
                "“1846/CTPH” là số hiệu văn bản, không phải số liệu",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "Phương án số 5841/PA-UBND",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "Phương án số 5841/PA-UBND",
                "“Phương án số 5841/PA-UBND” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "Nghị quyết liên tịch số 88",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "Nghị quyết liên tịch số 88",
                "“Nghị quyết liên tịch số 88” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "Đề án 654",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "Đề án 654",
                "“Đề án 654” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "Quy định 124",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "Quy định 124",
                "“Quy định 124” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "Nghị quyết 17, 18",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "Nghị quyết 17, 18",
                "“Nghị quyết 17, 18” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "khóa XII",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "khóa XII",
                "“khóa XII” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "lần thứ IX",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "lần thứ IX",
                "“lần thứ IX” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "lần tứ XVII",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "lần tứ XVII",
                "“lần tứ XVII” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "quốc lộ 91",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "quốc lộ 91",
                "“quốc lộ 91” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "Covid-19",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "Covid-19",
                "“Covid-19” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "COVID -19",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "COVID -19",
                "“COVID -19” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
    Case(
        "nCoV",
        HOUSES,
        RESULT,
        [("MT206", "nCoV", "“nCoV” không phải là số", "chỉ viết con số và đơn vị tính, ví dụ 15 nhà")],
    ),
    Case(
        "90 năm ngày thành lập",
        HOUSES,
        RESULT,
        [
            (
                "MT207",
                "năm ngày thành lập",
                "đơn vị tính là “nhà”, không phải “năm ngày thành lập”",
                (
                    "viết số lượng tính bằng “nhà”, ví dụ 15 nhà; nếu “năm ngày thành lập” chỉ là "
                    "cách viết khác thì thêm vào cach_viet của chỉ tiêu"
                ),
            )
        ],
    ),
    Case(
        "130 năm ngày sinh",
        HOUSES,
        RESULT,
        [
            (
                "MT207",
                "năm ngày sinh",
                "đơn vị tính là “nhà”, không phải “năm ngày sinh”",
                (
                    "viết số lượng tính bằng “nhà”, ví dụ 15 nhà; nếu “năm ngày sinh” chỉ là cách "
                    "viết khác thì thêm vào cach_viet của chỉ tiêu"
                ),
            )
        ],
    ),
    Case(
        "1031 Go top",
        HOUSES,
        RESULT,
        [
            (
                "MT207",
                "Go top",
                "đơn vị tính là “nhà”, không phải “Go top”",
                (
                    "viết số lượng tính bằng “nhà”, ví dụ 15 nhà; nếu “Go top” chỉ là cách viết "
                    "khác thì thêm vào cach_viet của chỉ tiêu"
                ),
            )
        ],
    ),
    Case(
        "Lượt xem: 194",
        HOUSES,
        RESULT,
        [
            (
                "MT206",
                "Lượt xem: 194",
                "“Lượt xem: 194” không phải là số",
                "chỉ viết con số và đơn vị tính, ví dụ 15 nhà",
            )
        ],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.text} ({case.measure})" for case in CASES])
def test_refused_with_reason(case: Case) -> None:
    assert case.found() == case.faults
