"""A plan that prints everything a sheet can hold: two accounts, 次數, a percentage, two days, paid minutes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from plc_budget.plan import assemble
from plc_budget.plan.reading import read_details
from plc_budget.tables import read_budget, read_timetable

if TYPE_CHECKING:
    from plc_budget.plan import Plan

DETAILS = """
format = 1
title = "教師增能研習"
programme = "花蓮縣114學年度精進計畫"
school_year = 114
[event]
date = 2025-10-18
[funding]
approved_total = 40000
heading = "教育部補助款"
sentence = "由教育部補助"
[[funding.sources]]
name = "縣政府"
kind = "county"
[reallocation]
sentence = "各項目間得勻支。"
"""
BUDGET = """\
code,category,item,unit_price,unit,quantity,times,from,rate,base,note
speaker,業務費,內聘講師鐘點費,1000,節,,,timetable:internal,,,講師得調整
printing,業務費,印刷費,46.05,份,80,2,,,,手冊
laptop,設備及投資,平板電腦,12000,臺,1,,,,,
premium,業務費,補充保費,,,,,,2.11,speaker,
"""
TIMETABLE = """\
start,end,activity,speaker,organisation,speaker_kind,paid_minutes
2025-10-18 09:00,10:30,理念,甲校長,甲校,internal,
10:30,10:40,休息,,,,
2025-10-19 10:40,12:10,實作,乙主任,乙校,internal,80
"""


@lru_cache
def everything_printed(*, timetable: bool = True) -> Plan:
    """Make the plan; without its timetable the speaker is paid for 3 節."""
    details, findings = read_details(DETAILS.encode())
    budget = BUDGET if timetable else BUDGET.replace(",,,timetable:internal,", ",3,,,")
    rows, problems = read_budget(budget.encode())
    slots, others = read_timetable(TIMETABLE.encode()) if timetable else ([], [])
    assert details is not None, [str(finding.message) for finding in findings]
    assert not problems + others, [str(finding.message) for finding in problems + others]
    plan, findings = assemble("test", details, rows, slots)
    assert plan is not None, [str(finding.message) for finding in findings]
    return plan
