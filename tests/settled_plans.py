"""Plan folders after the event: what was spent and paid, invented, with roles for names."""

from __future__ import annotations

import shutil
from pathlib import Path

from plc_budget.shipped import data_folder

PLANS = data_folder() / "plans"
PAYMENTS = """\
session,payee,periods_taught,unit_price,income_code,paid_on,receipt_no
1,某校長,3,1000,50,114/6/5,領1
3,某召集人,1,1000,50,114/6/5,領2
4,某主任,1,1000,50,114/6/5,領3
5,另一校長,1,1000,50,114/6/5,領4
"""
SPENDING = """\
entry,line,date,kind,quantity,unit_price,amount,vendor,voucher_kind,invoice_no,slip_no,status,contents,refers_to
1,printing,114/5/20,請購,80,90,7200,,,,,定案,研習手冊,
2,printing,114/5/30,付款,75,90,6750,甲印刷行,發票,AB-12345678,傳001,定案,研習手冊,1
3,printing,114/5/30,沖正,,,450,,,,,定案,少印,1
4,misc,114/6/2,付款,,,1000,乙文具行,收據,,傳002,定案,文具、郵資,
"""


def settled_county(above: Path) -> Path:
    """The county's 15,000: 6,000 to speakers, 6,750 for printing, 1,000 for the rest are 13,750."""
    folder = above / "county"
    shutil.copytree(PLANS / "hualien-113-plc-conveners", folder)
    (folder / "payments.csv").write_text(PAYMENTS, encoding="utf-8-sig")
    (folder / "spending.csv").write_text(SPENDING, encoding="utf-8-sig")
    return folder


def settled_ministry(above: Path) -> Path:
    """The ministry's three sources: 30,000 for tablets and 8,400 for printing are spent."""
    folder = above / "ministry"
    shutil.copytree(PLANS / "moe-114-reading-workshop", folder)
    (folder / "spending.csv").write_text(
        "entry,line,date,kind,amount,vendor,invoice_no,status,contents\n"
        "1,tablets,115/1/20,付款,30000,甲資訊行,CD-00000001,定案,平板2台\n"
        "2,printing,115/1/22,付款,8401,乙印刷行,CD-00000002,定案,手冊70本\n",
        encoding="utf-8-sig",
    )
    return folder
