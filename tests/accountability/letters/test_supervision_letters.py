"""催办函 and 督办函, word for word."""

from __future__ import annotations

import pytest

from accountability.models import Letter
from foundation.common import clock
from tests.accountability.rules.facts_factory import moment
from tests.documents.factories import Office
from tests.support.decision_chain import (
    CONTACT,
    carried,
    drafted_follow_up,
    issued,
    text_of,
)

pytestmark = pytest.mark.django_db


class TestUrgingAndSupervision:
    def test_urging_word_for_word(self, office: Office, notice: Letter) -> None:
        with clock.at(moment("2021-05-06 09:00")):
            letter = drafted_follow_up(office, "urging", carried(notice), report_by="2021-05-10", **CONTACT)
        assert text_of(letter) == (
            "益阳市应急管理局关于催报桃江“3·1”高处坠落事故整改报告的函\n"
            "桃江县马迹塘镇人民政府，桃江县住房和城乡建设局：\n"
            "按照《益阳市应急管理局关于桃江县“3·1”一般高处坠落事故的通报》（益应急发〔2021〕1号）要求，"
            "桃江县马迹塘镇人民政府和桃江县住房和城乡建设局应当报送整改报告。\n"
            "报送期限为2021年4月22日，截至2021年5月6日尚未收到整改报告。"
            "请抓紧落实整改，于2021年5月10日前将整改报告书面报送市应急管理局。\n"
            "特此函告。\n"
            "益阳市应急管理局\n"
            "（联系人：市安委会办公室值班室，联系电话：0737-0000000）\n"
            "抄送：桃江县人民政府"
        )
        assert issued(office, letter).document_number == "益应急函〔2021〕1号"

    def test_nothing_is_said_to_be_late_before_its_day(self, office: Office, notice: Letter) -> None:
        letter = drafted_follow_up(office, "urging", carried(notice), report_by="2021-04-20", **CONTACT)
        text = text_of(letter)
        assert "报送期限为2021年4月22日。请抓紧" in text
        assert "尚未收到" not in text

    def test_supervision_word_for_word(self, office: Office, notice: Letter) -> None:
        letter = drafted_follow_up(
            office,
            "supervision",
            carried(notice),
            matters="查清事故原因\n整改脚手架隐患",
            report_by="2021-04-30",
            **CONTACT,
        )
        assert text_of(letter) == (
            "益阳市应急管理局关于督办桃江“3·1”高处坠落事故整改工作的函\n"
            "桃江县马迹塘镇人民政府，桃江县住房和城乡建设局：\n"
            "2021年3月1日，桃江县马迹塘镇发生一起一般生产安全事故，造成1人死亡。"
            "按照《益阳市应急管理局关于桃江县“3·1”一般高处坠落事故的通报》（益应急发〔2021〕1号）要求，"
            "为推动整改落实，现将有关事项督办如下。\n"
            "一、督办事项\n"
            "（一）查清事故原因。\n"
            "（二）整改脚手架隐患。\n"
            "二、办理要求\n"
            "请桃江县马迹塘镇人民政府和桃江县住房和城乡建设局于2021年4月30日前办结上述事项，"
            "并将办理情况书面报送市应急管理局。\n"
            "益阳市应急管理局\n"
            "（联系人：市安委会办公室值班室，联系电话：0737-0000000）\n"
            "抄送：桃江县人民政府"
        )
