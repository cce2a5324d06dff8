"""Numbers that were published, entered as they came in, through the program.

report-published.py rules fujian_2020_01.h FOLDER   month.json and what is entered for 2019-12 and 2020-01;
    quarter.json: the relief standards of 北京 2022-03, the one of the year from that of the month
report-published.py month fujian_2020_01.h FILE.html   the page's changes are those that the province printed
"""
import json
import re
import sys

TOWNSHIPS = "YZH011112000"


def rows(header):
    with open(header, encoding="utf-8") as f:
        return re.findall(r'\{ "([^"]+)", "([^"]*)", "([^"]*)", "([^"]*)" \}', f.read())


def save(folder, name, value):
    with open(f"{folder}/{name}", "w", encoding="utf-8") as f:
        json.dump(value, f, ensure_ascii=False, indent=1)


def entry(n, row, number):
    kind = {"type": "amount", "scale": 1, "unit": "万元"} if "." in number else {"type": "count"}
    return {"name": f"n{n}", "label": row, **kind}


def enter(folder, report, period, values):
    save(folder, f"{report}-{period}-entered.json", {
        "report": report, "period": period, "by": "试验", "on": "2022-05-01",
        "values": {name: {"value": v} for name, v in values if v}})


def rules(header, folder):
    table = rows(header)
    assert len(table) == 24
    save(folder, "month.json", {
        "form": "civil-monthly", "title": "福建省{label}民政统计月报表",
        "entered": [entry(n, row, now) for n, (row, now, _, _) in enumerate(table)],
        "tables": {"月报": [{"cell": f"{row}/数量", "figure": f"n{n}"} for n, (row, *_) in enumerate(table)]},
        "narrative": {}})
    for period, column in (("2019-12", 2), ("2020-01", 1)):
        enter(folder, "month", period, ((f"n{n}", row[column].replace(",", "")) for n, row in enumerate(table)))
    money = {"type": "amount", "scale": 1, "unit": "元/人·月"}
    save(folder, "quarter.json", {
        "form": "civil-quarterly", "title": "北京市{label}民政统计季报表",
        "entered": [{"name": "city", "label": "城市低保平均标准", **money}, {"name": "rural", "label": "农村低保平均标准", **money}],
        "figures": [{"name": "yearly", "label": "农村低保平均标准", "unit": "元/人·年", "convert": "rural", "to": "元/人·年"}],
        "tables": {"季报": [{"cell": "城市低保平均标准/数量", "figure": "city"}, {"cell": "农村低保平均标准/数量", "figure": "rural"},
                          {"cell": "农村低保平均标准（年）/数量", "figure": "yearly"}]},
        "narrative": {}})
    enter(folder, "quarter", "2022-Q1", (("city", "1245.0"), ("rural", "1245")))


def month(header, path):
    from lxml import html
    page = html.parse(path, html.HTMLParser(encoding="utf-8")).getroot()
    seen = 0
    for row, now, last, change in rows(header):
        def shown(column):
            text = page.get_element_by_id(f"月报/{row}/{column}").text_content()
            return re.sub("[※①-⑳]", "", text).strip()
        assert shown("数量") == now, (row, shown("数量"), now)
        # What the province left blank nobody entered: it is not available, and not 0.
        assert shown("上期") == (last or "暂无数据"), (row, shown("上期"), last)
        if row == TOWNSHIPS:
            # 270 still held the 19 民族乡: what was printed as -7.04 is no change.
            wanted = "/"
        elif change:
            wanted = change
            seen += 1
        else:
            # What did not change was left blank by the province and is 0.00 here.
            wanted = "0.00" if last else "暂无数据"
        assert shown("环比") == wanted, (row, shown("环比"), wanted)
    assert seen == 18, seen


{"rules": rules, "month": month}[sys.argv[1]](*sys.argv[2:])
