"""Documents to measure: a two-page notice, a short letter, a long one, an upward one."""

from __future__ import annotations

import datetime
from dataclasses import replace

from documents.typesetting.content.blocks import (
    AttachmentNote,
    DocumentContent,
    Heading1,
    Heading2,
    Lead,
    Paragraph,
)
from documents.typesetting.content.wording import chinese_number

NOTICE = DocumentContent(
    issuer_mark="益阳市应急管理局文件",
    document_number="益应急发〔2021〕6号",
    title_lines=("关于切实做好低温雨雪冰冻天气", "安全防范工作的通知"),
    main_recipients="各区县（市）应急管理局，局机关各科室、二级机构",
    blocks=(
        Lead(
            "据市气象台预报，1月25日至28日我市将出现一次低温雨雪冰冻天气过程，过程最低气温－3℃，桃江县鲊埠回族乡、"
            "安化县柘溪镇等山区乡镇道路结冰风险较高。为切实做好防范应对工作，现就有关事项通知如下。"
        ),
        Heading1("一、压实工作责任"),
        Paragraph(
            "各区县（市）应急管理局要严格落实“党政同责、一岗双责、失职追责”要求，1月24日18时前完成隐患排查，"
            "做到底数清、情况明。"
        ),
        Heading1("二、突出防范重点"),
        Heading2("（一）紧盯重点行业。"),
        Paragraph("要紧盯道路交通、建筑施工、城镇燃气、危险化学品、烟花爆竹等行业领域，严防群死群伤。"),
        AttachmentNote(
            ("低温雨雪冰冻天气隐患排查表", "益阳市应急管理局关于进一步加强全市烟花爆竹经营单位安全生产工作的若干意见")
        ),
    ),
    signature="益阳市应急管理局",
    dated_on=datetime.date(2021, 1, 23),
    note="此件公开发布",
    copies_to="市委办公室，市人大常委会办公室，市政府办公室，市政协办公室，市纪委监委",
    printed_by="益阳市应急管理局办公室",
    printed_on=datetime.date(2021, 1, 25),
)

SHORT = replace(
    NOTICE,
    title_lines=("关于切实做好安全防范工作的通知",),
    main_recipients="各区县（市）应急管理局",
    blocks=(
        Lead("请各单位对照附表逐项排查，发现问题立即整改，并于2021年2月10日前将排查整改情况书面报送市局综合协调科。"),
    ),
    note="",
)

RARE = "茈湖口镇、鲊埠回族乡、鸬鹚渡镇、九岗塅村、瑯琊社区、洢水，璟珺喆堃㮾䥽"

LONG = replace(
    NOTICE,
    blocks=tuple(
        block
        for number in range(1, 13)
        for block in (
            Heading2(f"（{chinese_number(number)}）落实第{number}项措施。"),
            Paragraph(
                f"各地要把“{number}·{number + 13}”等事故教训作为镜子，对{RARE}等地逐一检查，"
                f"2021年{number}月{number * 2}日前完成。"
                "要深入企业、深入现场，查思想、查责任、查制度、查隐患，做到“横向到边、纵向到底”，不留死角、不留盲区；对查出的问题，"
                "要建立台账——逐条销号，责任到人，限期整改。"
            ),
        )
    ),
)

UPWARD = replace(
    SHORT,
    document_number="益应急〔2021〕12号",
    signer="祁辉",
    title_lines=("益阳市应急管理局关于对有关单位", "实行安全生产一票否决的请示"),
    main_recipients="市人民政府",
)
