"""The words of the 實施計畫, which is always zh-TW."""

from __future__ import annotations

from plc_budget.plan import Mode

DOCUMENT = "實施計畫"
"""What the document is called in its file's name."""
ORGANISERS, PARTICIPANTS, VENUE, CONDUCT, BUDGET = (
    "辦理單位",
    "參加對象",
    "研習地點",
    "實施方式",
    "經費概算",
)
"""The sections that are written from the plan's figures and names, in the county's order."""
PARTIES = {
    "advising": "指導單位",
    "hosting": "主辦單位",
    "running": "承辦單位",
    "supporting": "協辦單位",
}
MODES = {Mode.ONLINE: "線上研習", Mode.ONSITE: "", Mode.MIXED: "實體及線上同步辦理"}
WHEN, COURSE = "辦理時間與場次", "研習規劃"
NOT_SETTLED = "（暫訂）"
TENTATIVE = "（暫定，將視實際需求調整之）"
COURSE_HEAD = ("時間", "活動內容", "主講人", "節數")
WITH_ABOVE = "併前計"
"""In place of the periods of a row that is counted with one above that does not stand next to it."""
PERIODS_NOTE = "節數依「{policy}」計算：{kinds}。"
SIGNATURES = "核章欄"
SURVEY = "問卷調查"
INDICATOR, FIT = "評估指標", "符合程度（請勾選）"
