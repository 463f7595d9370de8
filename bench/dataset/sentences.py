"""Sentences for the documents, with places for names, numbers and months; the texts are our own."""

# ruff: noqa: E501 -- one sentence, one line

from __future__ import annotations

OPENING = (
    "Năm {nam}, Ủy ban MTTQ Việt Nam {ten} bám sát sự lãnh đạo của cấp ủy, phối hợp chặt chẽ với chính quyền và {n} tổ chức thành viên để hoàn thành các nhiệm vụ đã hiệp thương.",
    "Trên cơ sở kết quả năm trước, Mặt trận {ten} và các tổ chức thành viên thống nhất {m} nhóm nhiệm vụ trọng tâm, phân công rõ người, rõ việc, rõ thời gian.",
    "Tình hình của {ten} năm {nam} có nhiều thuận lợi, song giá vật tư tăng và thiên tai trong tháng {thang} ảnh hưởng đến đời sống của một bộ phận Nhân dân.",
    "Căn cứ hướng dẫn của Mặt trận cấp trên và tình hình địa phương, Ban Thường trực Ủy ban MTTQ Việt Nam {ten} xây dựng nội dung công tác năm {nam} theo hướng gần dân, hướng về khu dân cư.",
    "Sau {m} năm thực hiện Nghị quyết Đại hội nhiệm kỳ 2019 – 2024, công tác Mặt trận của {ten} đã đi vào nền nếp, được cấp ủy và Nhân dân ghi nhận.",
    "Bộ máy Mặt trận {ten} được kiện toàn từ tháng {thang}, đội ngũ cán bộ nhiệt tình, am hiểu địa bàn, là điều kiện để thực hiện tốt chương trình hành động.",
)
SITUATION = (
    "Các tầng lớp Nhân dân {ten} phấn khởi trước kết quả phát triển kinh tế, tin tưởng vào sự lãnh đạo của Đảng và sự điều hành của chính quyền.",
    "Nhân dân quan tâm việc làm, giá nông sản, tiến độ {m} công trình giao thông và việc giải quyết đơn thư kéo dài tại {ten}.",
    "Đồng bào các tôn giáo trên địa bàn sống tốt đời, đẹp đạo, tham gia {n} hoạt động nhân đạo cùng Mặt trận.",
    "Người cao tuổi, cựu chiến binh và người có uy tín ở {kdc} là chỗ dựa trong vận động con cháu, hàng xóm giữ gìn an ninh trật tự.",
    "Một số hộ dân còn băn khoăn về thủ tục đất đai và mức bồi thường khi thu hồi đất để mở rộng đường liên xã.",
    "Đoàn viên, hội viên trẻ hưởng ứng chuyển đổi số, giúp {n} lượt người dân sử dụng dịch vụ công trực tuyến.",
    "Sản xuất vụ hè thu gặp nắng hạn kéo dài, bà con {kdc} chủ động chuyển đổi cây trồng nên thiệt hại không lớn.",
    "Công nhân, lao động mong có thêm nhà ở với giá hợp lý, trường mầm non gần nơi làm việc và thu nhập ổn định hơn.",
)
GOALS = {
    1: (
        "Mở rộng và đa dạng hóa hình thức tập hợp Nhân dân, bảo đảm mọi khu dân cư ở {ten} tổ chức Ngày hội Đại đoàn kết toàn dân tộc thiết thực, tiết kiệm.",
        "Tạo sự đồng thuận trong Nhân dân {ten}, phát huy vai trò của người có uy tín, chức sắc tôn giáo trong xây dựng khối đại đoàn kết.",
        "Nắm chắc tâm tư, nguyện vọng của các tầng lớp Nhân dân; kịp thời phản ánh với cấp ủy, chính quyền qua {m} kênh tiếp nhận.",
        "Nâng chất lượng tuyên truyền, đưa thông tin chính thống tới từng hộ dân ở {kdc} và các khu dân cư khác.",
    ),
    2: (
        "Khơi dậy tinh thần thi đua, sáng tạo của Nhân dân; huy động nguồn lực chăm lo người nghèo, người yếu thế ở {ten}.",
        "Thực hiện có hiệu quả Cuộc vận động “Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh”, mỗi khu dân cư có ít nhất một phần việc cụ thể.",
        "Không để hộ nghèo nào của {ten} thiếu Tết, thiếu nơi ở an toàn trước mùa mưa bão năm {nam}.",
        "Vận động đúng đối tượng, quản lý và sử dụng công khai, minh bạch các nguồn quỹ do Mặt trận chủ trì.",
    ),
    3: (
        "Phát huy quyền làm chủ của Nhân dân; giám sát, phản biện có trọng tâm, theo đến cùng việc giải quyết kiến nghị.",
        "Đại diện, bảo vệ quyền và lợi ích hợp pháp, chính đáng của Nhân dân {ten}; góp phần phòng, chống tham nhũng, lãng phí, tiêu cực.",
        "Mỗi cuộc giám sát có kết luận rõ ràng, kiến nghị cụ thể và được thông báo tới Nhân dân nơi giám sát.",
        "Nâng chất lượng hoạt động của Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng và {n} tổ hòa giải.",
    ),
    4: (
        "Mở rộng giao lưu, kết nghĩa; vận động người {ten} ở nước ngoài hướng về quê hương.",
        "Giới thiệu truyền thống, văn hóa và tiềm năng của {ten} với bạn bè; tranh thủ nguồn lực cho an sinh xã hội.",
        "Làm tốt công tác thông tin đối ngoại, thăm hỏi thân nhân kiều bào trong dịp Tết và các ngày lễ lớn.",
    ),
    5: (
        "Xây dựng đội ngũ cán bộ Mặt trận {ten} có bản lĩnh, gần dân, sâu sát cơ sở; đổi mới phương thức hoạt động.",
        "Kiện toàn Ủy ban MTTQ và Ban công tác Mặt trận; mỗi cán bộ được bồi dưỡng nghiệp vụ ít nhất một lần trong năm.",
        "Ứng dụng công nghệ thông tin trong báo cáo, thống kê; giảm giấy tờ, giảm hội họp, dành thời gian cho cơ sở.",
    ),
}
CONTENTS = {
    1: (
        "Tổ chức kỷ niệm các ngày lễ lớn của đất nước và Ngày truyền thống MTTQ Việt Nam gắn với hoạt động ở {kdc}.",
        "Phối hợp với Đài truyền thanh mở chuyên mục hằng tuần, biểu dương {n} gương người tốt, việc tốt trong năm {nam}.",
        "Thăm hỏi, gặp mặt chức sắc, chức việc, già làng, trưởng bản và người tiêu biểu trong đồng bào dân tộc thiểu số.",
        "Duy trì {m} nhóm nắm dư luận xã hội, mỗi tháng báo cáo cấp ủy một lần, việc đột xuất báo cáo trong ngày.",
        "Xây dựng mô hình “Khu dân cư đoàn kết, tự quản” tại {kdc}, sơ kết vào tháng {thang} để nhân rộng.",
        "Chuẩn bị Ngày hội Đại đoàn kết từ sớm, lồng ghép phần hội với dọn vệ sinh, trồng cây và giúp hộ khó khăn.",
    ),
    2: (
        "Rà soát hộ nghèo, hộ cận nghèo cùng ngành lao động; lập danh sách {n} hộ cần giúp đỡ trước ngày 15 tháng {thang}.",
        "Phát động Tháng cao điểm “Vì người nghèo” từ ngày 17 tháng 10, vận động doanh nghiệp nhận đỡ đầu {m} hộ khó khăn.",
        "Nhân dân hiến đất, góp ngày công làm đường ngõ xóm, lắp đèn chiếu sáng và trồng hoa ở {kdc}.",
        "Triển khai Cuộc vận động “Người Việt Nam ưu tiên dùng hàng Việt Nam”, tổ chức {m} phiên chợ hàng Việt về nông thôn.",
        "Khởi công, bàn giao nhà Đại đoàn kết trước mùa mưa bão, có biên bản nghiệm thu và ảnh lưu hồ sơ.",
        "Vận động hộ dân phân loại rác tại nguồn, thu gom vỏ bao thuốc bảo vệ thực vật và giữ gìn {m} tuyến đường tự quản.",
        "Các tổ chức thành viên đăng ký giúp ít nhất {m} hộ thoát nghèo bằng cây giống, con giống và ngày công.",
    ),
    3: (
        "Chủ trì giám sát việc thực hiện chính sách với người có công và việc thu, chi các khoản đóng góp ở {ten}.",
        "Tổ chức hội nghị phản biện dự thảo đề án phát triển kinh tế tập thể trước kỳ họp Hội đồng nhân dân tháng {thang}.",
        "Phối hợp tổ chức tiếp xúc cử tri tại {n} điểm, tổng hợp ý kiến theo lĩnh vực và theo dõi đến khi có trả lời.",
        "Tổ chức đối thoại giữa người đứng đầu cấp ủy, chính quyền với Nhân dân ít nhất {m} lần trong năm {nam}.",
        "Hướng dẫn các tổ hòa giải ở {kdc} giải quyết mâu thuẫn từ đầu, không để đơn thư vượt cấp.",
        "Theo dõi việc giải quyết {n} kiến nghị còn tồn từ năm trước, mỗi quý làm việc với cơ quan chức năng một lần.",
    ),
    4: (
        "Tổ chức gặp mặt thân nhân kiều bào dịp Tết Nguyên đán, vận động ủng hộ {m} suất học bổng cho học sinh nghèo.",
        "Duy trì kết nghĩa với địa phương bạn; trao đổi kinh nghiệm vận động Nhân dân giữ gìn an ninh trật tự.",
        "Cung cấp thông tin về {ten} cho người xa quê qua trang thông tin điện tử và các hội đồng hương.",
        "Phối hợp đón {m} đoàn đến tìm hiểu mô hình khu dân cư tự quản ở {kdc}.",
    ),
    5: (
        "Bồi dưỡng nghiệp vụ cho Trưởng ban công tác Mặt trận, chú trọng kỹ năng vận động, hòa giải và viết báo cáo.",
        "Hiệp thương bổ sung {m} ủy viên Ủy ban, nâng tỷ lệ người ngoài Đảng, phụ nữ và người dân tộc thiểu số.",
        "Phân công ủy viên Ban Thường trực phụ trách địa bàn, mỗi tháng dự sinh hoạt với {kdc} ít nhất một lần.",
        "Sử dụng phần mềm quản lý văn bản; báo cáo định kỳ gửi trước ngày {ngay} của tháng cuối kỳ.",
        "Đánh giá, xếp loại thi đua công khai; khen thưởng {n} tập thể, cá nhân có thành tích tiêu biểu.",
    ),
}
MEANS = (
    "Phân công từng thành viên phụ trách, kiểm tra hằng tháng và báo cáo kết quả với Ban Thường trực trước ngày {ngay}.",
    "Ký kết chương trình phối hợp với {m} ngành, đoàn thể; thống nhất nguồn lực, thời gian và đầu mối thực hiện.",
    "Chọn {kdc} làm điểm chỉ đạo, rút kinh nghiệm trong tháng {thang} rồi mới triển khai ra toàn địa bàn.",
    "Công khai kế hoạch, kết quả vận động và sử dụng nguồn lực tại nhà văn hóa, trên loa truyền thanh để Nhân dân giám sát.",
    "Huy động người có uy tín, cán bộ hưu trí, cộng tác viên dư luận xã hội cùng tham gia ngay từ khâu bàn bạc.",
    "Bố trí kinh phí từ đầu năm, ưu tiên cho cơ sở; lồng ghép với các chương trình mục tiêu quốc gia trên địa bàn.",
)
TASKS = {
    1: (
        ("tuyen-truyen-ngay-le", "Tuyên truyền các ngày lễ lớn và Ngày truyền thống Mặt trận"),
        ("ngay-hoi-dai-doan-ket", "Tổ chức Ngày hội Đại đoàn kết toàn dân tộc ở {n} khu dân cư"),
        ("gap-mat-nguoi-uy-tin", "Gặp mặt người có uy tín, chức sắc, chức việc tôn giáo trên địa bàn"),
        ("nam-du-luan", "Duy trì {m} nhóm nắm tình hình dư luận xã hội"),
        ("mo-hinh-tu-quan", "Xây dựng mô hình khu dân cư tự quản tại {kdc}"),
    ),
    2: (
        ("thang-cao-diem", "Tổ chức Tháng cao điểm “Vì người nghèo” và Ngày vì người nghèo"),
        ("nha-dai-doan-ket", "Xây mới, sửa chữa nhà Đại đoàn kết cho hộ nghèo trước tháng {thang}"),
        ("tet-vi-nguoi-ngheo", "Vận động quà Tết cho hộ nghèo, hộ có hoàn cảnh đặc biệt khó khăn"),
        ("nong-thon-moi", "Vận động Nhân dân xây dựng nông thôn mới, đô thị văn minh"),
        ("hang-viet", "Thực hiện Cuộc vận động ưu tiên dùng hàng Việt Nam"),
    ),
    3: (
        ("giam-sat-chuyen-de", "Giám sát chuyên đề về chính sách an sinh xã hội"),
        ("phan-bien-du-thao", "Phản biện dự thảo nghị quyết của Hội đồng nhân dân"),
        ("tiep-xuc-cu-tri", "Tổ chức hội nghị tiếp xúc cử tri trước và sau các kỳ họp"),
        ("doi-thoai", "Phối hợp tổ chức đối thoại trực tiếp với Nhân dân {m} lần trong năm"),
    ),
    4: (
        ("gap-mat-kieu-bao", "Gặp mặt kiều bào và thân nhân dịp Tết Nguyên đán"),
        ("ket-nghia", "Duy trì hoạt động kết nghĩa, trao đổi kinh nghiệm"),
        ("thong-tin-doi-ngoai", "Cung cấp thông tin đối ngoại cho người xa quê"),
    ),
    5: (
        ("tap-huan-can-bo", "Tập huấn nghiệp vụ cho cán bộ Mặt trận cơ sở"),
        ("kien-toan-to-chuc", "Kiện toàn Ủy ban MTTQ, Ban công tác Mặt trận"),
        ("chuyen-doi-so", "Ứng dụng công nghệ thông tin trong công tác báo cáo, thống kê"),
        ("thi-dua-khen-thuong", "Sơ kết, tổng kết thi đua và khen thưởng kịp thời"),
    ),
}
LEADERS = (
    "Ban Thường trực Ủy ban MTTQ Việt Nam",
    "Hội Liên hiệp Phụ nữ",
    "Hội Nông dân",
    "Hội Cựu chiến binh",
    "Đoàn Thanh niên",
    "Liên đoàn Lao động",
    "Hội Chữ thập đỏ",
    "Hội Người cao tuổi",
)
RESULTS = {
    1: (
        "Đã tổ chức Ngày hội Đại đoàn kết tại các khu dân cư, riêng {kdc} huy động trên {n} hộ tham gia cả phần lễ và phần hội.",
        "Phát {n} tin, bài trên hệ thống truyền thanh; nội dung gần gũi, nhiều ý kiến của Nhân dân được phản hồi trong tuần.",
        "Thăm, tặng quà người có uy tín, chức sắc tôn giáo nhân dịp lễ trọng; quan hệ phối hợp ngày càng tin cậy.",
        "Các mô hình tự quản ở {kdc} hoạt động đều, góp phần giảm số vụ vi phạm trật tự so với cùng kỳ năm trước.",
        "Ý kiến của Nhân dân được tổng hợp hằng tháng; {m} vấn đề nổi lên đã được cấp ủy chỉ đạo xem xét.",
        "Hội nghị tuyên truyền đổi mới theo hướng ít báo cáo, nhiều trao đổi; người dân đặt {n} câu hỏi và được trả lời tại chỗ.",
    ),
    2: (
        "Nguồn quỹ được quản lý công khai; đã bàn giao nhà cho các hộ nghèo ở {kdc} trước mùa mưa bão.",
        "Nhân dân góp công làm đường, trồng hoa, lắp đèn chiếu sáng; {m} tuyến đường tự quản được duy trì sạch đẹp.",
        "Tháng cao điểm “Vì người nghèo” được doanh nghiệp, người dân và {n} nhà hảo tâm hưởng ứng, vượt mức đăng ký ban đầu.",
        "Quà Tết được trao đến tận tay người nhận trước ngày 25 tháng Chạp, không bỏ sót hộ nghèo nào trên địa bàn.",
        "Các tổ chức thành viên giúp {m} hộ thoát nghèo bằng cách hỗ trợ cây, con giống và hướng dẫn kỹ thuật.",
        "Sau cơn bão tháng {thang}, Mặt trận {ten} kịp thời vận động cứu trợ, giúp các gia đình sửa lại mái nhà, ổn định cuộc sống.",
        "Phong trào thi đua “Đoàn kết sáng tạo” có {m} sáng kiến được công nhận, áp dụng ngay vào sản xuất.",
    ),
    3: (
        "Kết luận giám sát được gửi đến cơ quan liên quan trong {ngay} ngày; phần lớn kiến nghị đã có văn bản trả lời.",
        "Hội nghị phản biện có {n} lượt ý kiến; cơ quan soạn thảo tiếp thu và chỉnh sửa {m} nội dung của dự thảo.",
        "Tiếp xúc cử tri được tổ chức đúng luật, thêm điểm tiếp xúc tại {kdc} để người lao động thuận tiện dự.",
        "Các tổ hòa giải hoạt động tích cực, hầu hết mâu thuẫn nhỏ trong gia đình, láng giềng được giải quyết ngay ở cơ sở.",
        "Ban Giám sát đầu tư của cộng đồng phát hiện {m} sai sót trong thi công đường ngõ và yêu cầu khắc phục.",
        "Cuộc đối thoại tháng {thang} giải đáp trực tiếp các vướng mắc về đất đai, vệ sinh môi trường và chế độ chính sách.",
    ),
    4: (
        "Gặp mặt thân nhân kiều bào đầu xuân trong không khí ấm áp, tiếp nhận {m} phần học bổng cho học sinh vượt khó.",
        "Hoạt động kết nghĩa được duy trì, hai bên trao đổi kinh nghiệm vận động Nhân dân bảo vệ rừng và nguồn nước.",
        "Người xa quê ủng hộ sửa nhà văn hóa {kdc} và thăm hỏi các gia đình có công với cách mạng.",
    ),
    5: (
        "Các lớp tập huấn chú trọng thực hành; học viên được hướng dẫn lập biên bản, viết báo cáo và sử dụng phần mềm.",
        "Đã hiệp thương thay thế, bổ sung {m} ủy viên; cơ cấu bảo đảm quy định của Điều lệ MTTQ Việt Nam.",
        "Ban công tác Mặt trận {kdc} duy trì họp định kỳ, sổ sách rõ ràng, phân công cụ thể từng thành viên.",
        "Báo cáo định kỳ được gửi đúng hạn hơn năm trước, số liệu đối chiếu giữa các bộ phận trước khi ký.",
    ),
}
STRENGTHS = (
    "Công tác phối hợp giữa Mặt trận với chính quyền và các tổ chức thành viên của {ten} ngày càng nền nếp, hiệu quả.",
    "Nội dung hoạt động hướng mạnh về khu dân cư, được Nhân dân đồng tình và tự giác tham gia.",
    "Các nguồn lực xã hội được huy động tốt hơn, đời sống hộ nghèo được cải thiện rõ rệt so với đầu năm {nam}.",
    "Chất lượng giám sát, phản biện có chuyển biến; nhiều kiến nghị được giải quyết dứt điểm trong quý.",
)
WEAKNESSES = (
    "Công tác nắm tình hình Nhân dân ở một vài nơi chưa kịp thời, báo cáo còn chung chung.",
    "Việc theo dõi giải quyết kiến nghị sau giám sát chưa thường xuyên; còn {m} kiến nghị chưa có trả lời.",
    "Hoạt động của một số Ban công tác Mặt trận chưa đều, cán bộ kiêm nhiệm nhiều việc.",
    "Vận động nguồn lực còn dựa vào một số doanh nghiệp quen thuộc, chưa mở rộng ra địa bàn mới.",
)
CAUSES = (
    "Thời tiết bất thường trong tháng {thang} làm chậm tiến độ một số công trình, phần việc.",
    "Kinh phí hoạt động ở khu dân cư còn thấp so với khối lượng công việc được giao.",
    "Một số cán bộ mới nhận nhiệm vụ, kỹ năng vận động và tổng hợp còn hạn chế.",
    "Sự phối hợp giữa một vài tổ chức thành viên chưa chủ động, còn chờ hướng dẫn.",
)
LESSONS = (
    "Việc gì có lợi cho dân, dân biết, dân bàn thì huy động được sức dân và làm nhanh hơn dự kiến.",
    "Chọn việc vừa sức, làm điểm rồi nhân rộng; mỗi việc giao một đầu mối chịu trách nhiệm.",
    "Cán bộ Mặt trận phải thường xuyên xuống cơ sở, nghe dân nói và trả lời đến nơi đến chốn.",
)
REQUESTS = (
    "Đề nghị cấp trên quan tâm bố trí thêm kinh phí cho Ban công tác Mặt trận và tổ hòa giải ở cơ sở.",
    "Đề nghị mở thêm lớp bồi dưỡng về giám sát, phản biện xã hội cho cán bộ mới của {ten}.",
    "Đề nghị cơ quan chức năng sớm trả lời {m} kiến nghị còn tồn của cử tri về đất đai và môi trường.",
)
DIRECTIONS = (
    "Tiếp tục đổi mới nội dung, phương thức hoạt động; tập trung chuẩn bị Đại hội Mặt trận các cấp nhiệm kỳ mới.",
    "Duy trì kết quả các cuộc vận động, phấn đấu không còn hộ nghèo ở nhà tạm trong năm tới.",
    "Đẩy mạnh chuyển đổi số trong công tác Mặt trận, nâng chất lượng báo cáo và số liệu từ {kdc} trở lên.",
    "Mở rộng các mô hình tự quản đã có hiệu quả, mỗi quý sơ kết một lần để kịp thời điều chỉnh.",
)
CLOSING = (
    "Trên đây là nội dung công tác của Ủy ban MTTQ Việt Nam {ten}; các tổ chức thành viên căn cứ vào đây để triển khai thực hiện.",
    "Ban Thường trực Ủy ban MTTQ Việt Nam {ten} đề nghị các đơn vị thực hiện nghiêm túc và báo cáo đúng hạn.",
)
CARRYING_OUT = (
    "Ban Thường trực hướng dẫn, kiểm tra, đôn đốc; sơ kết sáu tháng và tổng kết vào tháng 12 năm {nam}.",
    "Các tổ chức thành viên xây dựng kế hoạch riêng, gửi về Ban Thường trực trước ngày {ngay} tháng 2 để tổng hợp.",
    "Ban công tác Mặt trận ở các khu dân cư cụ thể hóa thành phần việc từng quý, ghi rõ người phụ trách.",
)
BASES = (
    "Luật Mặt trận Tổ quốc Việt Nam ngày 09 tháng 6 năm 2015",
    "Điều lệ Mặt trận Tổ quốc Việt Nam khóa IX",
    "Nghị quyết Đại hội đại biểu Mặt trận Tổ quốc Việt Nam {ten}, nhiệm kỳ 2019 – 2024",
    "Hướng dẫn công tác Mặt trận năm {nam} của Ban Thường trực cấp trên",
)
RECIPIENTS = (
    "Ban Thường trực Ủy ban MTTQ Việt Nam cấp trên",
    "Thường trực cấp ủy, HĐND, UBND {ten}",
    "Các tổ chức thành viên",
    "Các vị ủy viên Ủy ban MTTQ Việt Nam {ten}",
    "Ban công tác Mặt trận các khu dân cư",
    "Lưu VT",
)
