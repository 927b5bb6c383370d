"""``manage.py evaluate``: what a rule set says of a period; proposals only, nothing is stored."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accountability.facts import rule_sets
from accountability.facts.reading import read_facts
from accountability.rules.evaluation import evaluate
from accountability.rules.serialization import evaluation_to_json
from accountability.rules.windows import Window
from foundation.common.as_of import parse_as_of
from foundation.common.clock import local
from foundation.common.errors import DomainError


class Command(BaseCommand):
    help = "用一个规则集套算一段时期，列出拟处理；不保存任何内容。起止日期均含当日，按北京时间。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--ruleset", required=True, help="规则集代码，例如 yiyang-2021")
        parser.add_argument("--from", dest="start", required=True, help="起始日期，例如 2020-01-01")
        parser.add_argument("--to", dest="end", required=True, help="截止日期（含）")
        parser.add_argument("--county", default="", help="区县代码，例如 430922；不填为全市")
        parser.add_argument("--as-of", dest="as_of", default="", help="截至时刻，例如 2020-12-20T18:00")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="输出格式")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            window = Window(dt.date.fromisoformat(options["start"]), dt.date.fromisoformat(options["end"]))
        except ValueError as error:
            raise CommandError(f"日期写法有误：{error}") from error
        try:
            as_of = parse_as_of(options["as_of"])
            spec = rule_sets.newest(options["ruleset"]).spec
        except DomainError as error:
            raise CommandError(error.message) from error
        facts = read_facts(spec, window, county=options["county"], as_of=as_of)
        proposals = evaluate(facts, spec, window)
        if options["format"] == "json":
            shown = local(as_of).isoformat() if as_of else None
            answer = evaluation_to_json(ruleset=spec.code, window=window, as_of=shown, proposals=proposals)
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
            return
        for proposal in proposals:
            measure = proposal.measure.label
            self.stdout.write(f"{proposal.rule}\t{measure}\t{proposal.recipient.name}\t{proposal.explanation.text}")
        self.stderr.write(f"{window.text}，{spec.title}：共 {len(proposals)} 项。")
