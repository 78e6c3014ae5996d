"""The words of the official sheets, which are always zh-TW."""

from __future__ import annotations

from plc_budget.findings import Severity

BUDGET = "經費概算表"
TIMETABLE = "課程表與節數"
PRECHECK = "主計預檢表"
RULES = "規則依據"
SHARES = "經費分配"
COMPARISON = "經費調整對照表"
HISTORY = "異動紀錄"

AMOUNT = "總價(元)"
HEADING = "經費概算："
"""What stands before the heading of the money."""
CODE = "代碼"
"""Heads the hidden column that says which line or activity a row is, wherever it is moved."""
PLAN_FIELDS = {
    "event": "計畫資料（辦理日期、地點）",
    "county": "計畫資料（縣市）",
    "periods": "計畫資料（節數計算方式）",
    "parameters": "計畫資料（自訂參數）",
    "reallocation": "計畫資料（勻支）",
    "funding": "計畫資料（經費來源）",
    "recipients": "計畫資料（受款人）",
    "answers": "計畫資料（說明理由）",
    "signatures": "計畫資料（核章欄）",
    "school_year": "計畫資料（學年度）",
}
"""What ``plan.toml`` calls by keys, as the sheets call it."""
DIFFERENCE = "增減金額(元)"
TOTAL = "合計"
GRAND_TOTAL = "總計"
NO_NUMBER = "-"
CURRENCY = "新台幣"
WHOLE = "元整"
UNIT_NOTE = f"單位：{CURRENCY}元"
"""Spelled as 總計 is, which the county's own form prints with 台."""
DRAFT = "草稿（未完成核章，不得作為支用依據）"
PAGE = "第 &P 頁／共 &N 頁"

SPEAKER_KINDS = {
    "internal": "內聘",
    "affiliated": "隸屬",
    "external": "外聘",
    "assistant": "講座助理",
    "keynote": "專題演講",
    "unpaid": "不支薪",
}
SEVERITIES = {Severity.ERROR: "不符", Severity.WARNING: "待說明", Severity.NOTICE: "提醒"}
ANSWERED = "已說明"
QUESTIONS = (
    "一、預算能否容納",
    "二、科目與用途是否相符",
    "三、標準是否符合規定",
    "四、乘積與加總是否正確",
)
