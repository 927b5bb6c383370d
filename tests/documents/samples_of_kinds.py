"""One document of each kind and shape that leaves the portal, as an experienced secretary would have it typed."""

from __future__ import annotations

import datetime
from dataclasses import replace

from documents.typesetting.content.blocks import (
    Attachment,
    AttachmentNote,
    Attendance,
    DocumentContent,
    FormKind,
    Heading1,
    Lead,
    Paragraph,
    Table,
    TableColumn,
    Urgency,
)

_BASE = DocumentContent(
    issuer_mark="益阳市安全生产委员会办公室文件",
    document_number="益安办发〔2021〕12号",
    title_lines=("关于桃江“1·14”道路运输事故的通报",),
    main_recipients="各区县（市）安委会，市安委会成员单位",
    blocks=(
        Lead(
            "2021年1月14日7时5分，桃江县鲊埠回族乡境内发生一起道路运输事故，造成3人死亡、2人受伤，直接经济损失约126.5万元。"
            "为深刻吸取教训，严防类似事故再次发生，现将有关情况通报如下。"
        ),
        Heading1("一、事故情况"),
        Paragraph(
            "经初步核查，肇事车辆超载运行，驾驶人操作不当，车辆冲出路面后翻坠。事故暴露出企业主体责任不落实、源头管理缺失、"
            "路面管控不力等突出问题，教训十分深刻。"
        ),
        Heading1("二、工作要求"),
        Paragraph(
            "（一）压实工作责任。各区县（市）要对照《益阳市人民政府办公室关于进一步加强道路交通安全工作的意见》"
            "（益政办发〔2020〕18号）逐条检查，一级抓一级，层层抓落实。"
        ),
        Paragraph("（二）按时报告情况。整改情况于2021年2月20日前书面报送市安委会办公室。"),
    ),
    signature="益阳市安全生产委员会办公室",
    dated_on=datetime.date(2021, 1, 18),
    note="此件公开发布",
    copies_to="市委办公室，市人大常委会办公室，市政府办公室，市政协办公室，市纪委监委",
    printed_by="益阳市安全生产委员会办公室",
    printed_on=datetime.date(2021, 1, 18),
)

CIRCULAR = _BASE

YELLOW_CARD = replace(
    _BASE,
    issuer_mark="益阳市安全生产委员会文件",
    document_number="益安委发〔2021〕3号",
    title_lines=("关于对桃江县马迹塘镇人民政府", "给予安全生产黄牌警告的通知"),
    main_recipients="桃江县马迹塘镇人民政府",
    blocks=(
        Lead(
            "2020年10月1日至2021年1月14日，你镇辖区内连续发生2起生产安全事故，累计死亡4人。经市安全生产委员会研究，"
            "决定对你镇给予安全生产黄牌警告。"
        ),
        Paragraph("一、警告期限为6个月，自本通知送达之日起计算。期限内你镇不得参加安全生产方面的评先评优。"),
        Paragraph("二、你镇应当自签收本通知的次日起20个工作日内，将整改报告书面报送市安全生产委员会办公室。"),
        AttachmentNote(("桃江县马迹塘镇生产安全事故明细表",)),
    ),
    signature="益阳市安全生产委员会",
    note="",
    copies_to="桃江县人民政府，桃江县安全生产委员会",
    attachments=(
        Attachment(
            ("桃江县马迹塘镇生产安全事故明细表",),
            (
                Table(
                    (
                        TableColumn("序号", 2, "center"),
                        TableColumn("发生时间", 4, "center"),
                        TableColumn("事故名称", 9),
                        TableColumn("死亡（人）", 3, "center"),
                        TableColumn("直接经济损失（万元）", 4, "right"),
                    ),
                    (
                        ("1", "2020年10月5日", "桃江“10·5”建筑施工高处坠落事故", "1", "80"),
                        (
                            "2",
                            "2021年1月14日",
                            "桃江“1·14”道路运输事故，肇事车辆为外地号牌半挂车",
                            "3",
                            "126.5",
                        ),
                        ("合计", "", "", "4", "206.5"),
                    ),
                ),
            ),
        ),
    ),
)

INTERVIEW = replace(
    _BASE,
    form=FormKind.LETTER,
    issuer_mark="益阳市安全生产委员会办公室",
    document_number="益安办函〔2021〕7号",
    title_lines=("安全生产约谈通知书",),
    main_recipients="桃江县马迹塘镇人民政府",
    blocks=(
        Lead(
            "你镇2020年10月1日以来连续发生生产安全事故，安全生产形势严峻。根据《安全生产约谈实施办法（试行）》"
            "（安委〔2018〕2号），决定对你镇主要负责人进行约谈。现将有关事项通知如下："
        ),
        Paragraph("一、约谈时间：2021年1月26日（星期二）9时30分。"),
        Paragraph("二、约谈地点：益阳市应急管理局三楼会议室（益阳市赫山区康富南路）。"),
        Paragraph(
            "三、参加人员：你镇党委书记、镇长及分管负责同志。请提前准备书面材料，并于1月25日17时前报送参会人员名单。"
        ),
        Paragraph("联系人：市安委会办公室综合协调科，电话0737-4223456。"),
    ),
    dated_on=datetime.date(2021, 1, 20),
    note="",
    copies_to="桃江县人民政府，桃江县安全生产委员会办公室",
    printed_by="",
    printed_on=None,
    urgency=Urgency.URGENT,
)

MINUTES = replace(
    _BASE,
    form=FormKind.MINUTES,
    issuer_mark="安全生产约谈纪要",
    document_number="益安办纪要〔2021〕2号",
    title_lines=("约谈桃江县马迹塘镇人民政府会议纪要",),
    main_recipients="",
    blocks=(
        Lead(
            "2021年1月26日上午，市安委会办公室在市应急管理局三楼会议室，就马迹塘镇连续发生生产安全事故一事，约谈了马迹塘镇人民政府主要负责人。"
            "市应急管理局副局长祁辉主持约谈。现纪要如下。"
        ),
        Heading1("一、约谈情况"),
        Paragraph(
            "马迹塘镇党委书记刘堃汇报了事故情况和整改措施，并作了表态发言。约谈人指出了该镇安全生产工作存在的主要问题。"
        ),
        Heading1("二、整改要求"),
        Paragraph("（一）立即开展排查。2月5日前对辖区内道路临水临崖路段逐一排查，建立台账——逐条销号。"),
        Paragraph("（二）落实领导责任。镇党政主要负责人每月至少带队检查1次。"),
    ),
    signature="益阳市安全生产委员会办公室",
    dated_on=datetime.date(2021, 1, 27),
    printed_on=datetime.date(2021, 1, 28),
    note="",
    copies_to="桃江县人民政府，马迹塘镇人民政府，市安委会成员单位",
    attendance=(
        Attendance(
            "出席",
            "市应急管理局祁辉、王珺，市公安局李喆，市交通运输局陈璟，桃江县人民政府办公室张贵，马迹塘镇刘堃、夏军",
        ),
        Attendance("请假", "市住房和城乡建设局周明"),
        Attendance("列席", "桃江县应急管理局曾志强"),
    ),
)

VETO_REQUEST = replace(
    _BASE,
    issuer_mark="益阳市安全生产委员会文件",
    document_number="益安委〔2021〕9号",
    signer="祁辉　王建国　李珺",
    title_lines=("益阳市安全生产委员会关于对有关单位", "实行安全生产一票否决的请示"),
    main_recipients="市人民政府",
    blocks=(
        Lead(
            "2020年以来，桃江县马迹塘镇发生1起较大生产安全事故，造成3人死亡。根据市安全生产“一票否决”有关规定，经市安全生产委员会"
            "全体会议研究，拟对马迹塘镇人民政府实行安全生产一票否决，期限1年。"
        ),
        Paragraph("妥否，请批示。"),
    ),
    signature="益阳市安全生产委员会",
    note="联系人：王珺，联系电话：0737-4223456",
    copies_to="市委",
)

LIFTING = replace(
    _BASE,
    issuer_mark="益阳市安全生产委员会文件",
    document_number="益安委发〔2021〕21号",
    title_lines=("关于解除桃江县马迹塘镇人民政府", "安全生产黄牌警告的通知"),
    main_recipients="桃江县马迹塘镇人民政府",
    blocks=(
        Lead(
            "2021年1月18日，市安全生产委员会以益安委发〔2021〕3号文件对你镇给予安全生产黄牌警告。警告期满，经验收合格，决定自2021年7月19日起"
            "解除对你镇的安全生产黄牌警告。"
        ),
        Paragraph("望你镇巩固整改成果，严防事故反弹。"),
    ),
    signature="益阳市安全生产委员会",
    dated_on=datetime.date(2021, 7, 19),
    printed_on=datetime.date(2021, 7, 20),
    note="",
    has_seal=False,
)

SUPERVISION = replace(
    INTERVIEW,
    document_number="益安办函〔2021〕15号",
    title_lines=("关于挂牌督办桃江“1·14”道路运输事故", "整改工作的函"),
    urgency=Urgency.EXTREME,
    copy_number="000012",
    main_recipients="桃江县安全生产委员会",
    blocks=(
        Lead(
            "桃江“1·14”道路运输事故发生以来，你县整改工作进展迟缓，尚有3项整改措施未按期完成。经研究，决定对该事故整改工作实行挂牌督办，"
            "请于2021年4月30日前办结，并书面报告办理结果。"
        ),
    ),
    has_seal=False,
    copies_to="桃江县人民政府",
)

ACCEPTANCE = replace(
    INTERVIEW,
    issuer_mark="益阳市应急管理局",
    document_number="益应急函〔2021〕40号",
    title_lines=("关于马迹塘镇安全生产整改情况的验收意见",),
    urgency="",
    blocks=(
        Lead(
            "你镇报送的整改报告收悉。2021年7月12日，市应急管理局组织验收组进行了现场核查。经研究，现提出如下验收意见：4项整改措施"
            "全部落实，验收合格。"
        ),
        Paragraph("请你镇继续加强日常监管，坚持标本兼治。"),
    ),
    signature="益阳市应急管理局",
    dated_on=datetime.date(2021, 7, 14),
    copies_to="",
)

CITY_NOTICE = replace(
    _BASE,
    issuer_mark="益阳市应急管理局文件",
    document_number="益应急发〔2021〕30号",
    title_lines=("关于报送2021年上半年", "安全生产工作情况的通知"),
    main_recipients="各区县（市）应急管理局",
    urgency=Urgency.EXTREME,
    copy_number="000001",
    blocks=(
        Lead("为全面掌握全市安全生产工作情况，现就报送2021年上半年工作情况有关事项通知如下。"),
        Paragraph("一、请对照下表于2021年7月5日前将书面材料报送市局综合协调科。"),
        Table(
            (TableColumn("项目", 2), TableColumn("内容", 5), TableColumn("责任单位", 3, "center")),
            (
                ("事故情况", "起数、死亡人数及与上年同期比较", "各区县（市）应急管理局"),
                ("隐患排查", "重大隐患清单、整改责任人、完成时限、销号情况", "同上"),
                ("重点工作", "专项整治三年行动进展", "同上"),
            ),
            "2021年上半年报送内容一览表",
        ),
        Paragraph("二、联系人：王珺，电话0737-4223456。"),
    ),
    signature="益阳市应急管理局",
    printed_by="益阳市应急管理局办公室",
)

KINDS = {
    "circular": CIRCULAR,
    "yellow-card": YELLOW_CARD,
    "interview": INTERVIEW,
    "minutes": MINUTES,
    "veto-request": VETO_REQUEST,
    "lifting": LIFTING,
    "supervision": SUPERVISION,
    "acceptance": ACCEPTANCE,
    "city-notice": CITY_NOTICE,
}


def table_of(rows: int, cell: str = "隐患整改情况") -> Table:
    columns = (
        TableColumn("序号", 1, "center"),
        TableColumn("单位名称", 4),
        TableColumn("整改内容", 5),
        TableColumn("金额（万元）", 2, "right"),
    )
    return Table(columns, tuple((str(n), f"茈湖口镇、鲊埠第{n}安监站", cell, f"{n}.5") for n in range(1, rows + 1)))
