"""The report of a large city whose 200 numbers are known to hold together.

report-oracle.py rules FOLDER    report.json, which takes every cell as entered; entered.json; last.json
report-oracle.py type FOLDER NAME.html    NAME.csv, as somebody would type the page's tables and words
report-oracle.py change FOLDER NAME.html|NAME.csv    a copy for each number, which is one more there
report-oracle.py judged UNCOVERED FILE...    findings as JSON: each copy but those has an error
"""
import csv
import json
import re
import sys

COLUMNS = "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计".split()
THREE = """
13612 252 0 45 128 32 14069
535 6 0 1 18 0 560
5345 129 0 41 19 14 5548
2120 39 0 1 6 2 2168
13 0 0 0 0 0 13
30 0 0 0 0 0 30
11 0 0 0 0 0 11
49 2 0 0 0 0 51
103 1 0 0 0 0 104
84 1 0 0 0 0 85
282 4 0 0 0 0 286
147 0 0 0 1 2 150
3075 50 0 0 89 8 3222
177 3 0 0 0 0 180
19 0 0 0 0 0 19
199 1 0 0 3 0 203
147 1 0 0 0 0 148
0 0 0 0 0 0 0
100 1 0 0 0 0 101
5 0 0 0 0 0 5
315 3 0 0 0 0 318
202 0 0 1 0 0 203
941 17 0 1 3 3 965
13364 252 0 44 121 29 13810
783 6 0 2 25 3 819
"""
TWO = {"规章/本年制发件数": 3, "规章/本年废止件数": 5, "规章/现行有效件数": 74, "行政规范性文件/本年制发件数": 564,
       "行政规范性文件/本年废止件数": 984, "行政规范性文件/现行有效件数": 4185, "行政许可/本年处理决定数量": 11398889,
       "行政处罚/本年处理决定数量": 6937489, "行政强制/本年处理决定数量": 166105, "行政事业性收费/本年收费金额": 316441}
ENDS = "结果维持 结果纠正 其他结果 尚未审结 总计".split()
FOUR = {"行政复议": (376, 97, 196, 121, 790), "未经复议直接起诉": (16, 1, 12, 27, 56), "复议后起诉": (74, 1, 30, 51, 156)}


def cells():
    for cell, v in TWO.items():
        yield "表二", *cell.split("/"), v
    for n, line in enumerate(THREE.split("\n")[1:-1]):
        for column, v in zip(COLUMNS, line.split()):
            yield "表三", f"r{n + 1}", column, int(v)
    for group, numbers in FOUR.items():
        for end, v in zip(ENDS, numbers):
            yield "表四", group, end, v


def save(path, value):
    with open(path, "w", encoding="utf-8") as f:
        json.dump(value, f, ensure_ascii=False, indent=1)


def rules(folder):
    report = {"form": "annual-report", "title": "{bureau}{year}年政府信息公开工作年度报告", "entered": [], "tables": {}}
    values, last = {}, {}
    for n, (table, row, column, v) in enumerate(cells()):
        amount = {"type": "amount", "scale": 6} if column == "本年收费金额" else {"type": "count"}
        unit = "万元" if column == "本年收费金额" else "件"
        report["entered"].append({"name": f"n{n}", "label": f"{row}{column}", "unit": unit, "required": True, **amount})
        report["tables"].setdefault(table, []).append({"cell": f"{row}/{column}", "figure": f"n{n}"})
        values[f"n{n}"] = {"value": str(v)}
        last.setdefault(table, {}).setdefault(row, {})[column] = v
    report["narrative"] = {
        "overview": ["{year}年，全市新收政府信息公开申请{表三/r1/总计}件，上年结转{表三/r2/总计}件，结转下年度办理{表三/r25/总计}件。",
                     "因政府信息公开引发的行政复议{表四/行政复议/总计}件。"],
        "problems": ["公开的主动性还不够，将加强培训。"], "other": ["收取信息处理费共计400元。"]}
    save(f"{folder}/oracle.json", report)
    save(f"{folder}/entered.json", {"report": "oracle", "period": "2025", "by": "试验", "on": "2026-01-10", "values": values})
    # The year before: only what is carried over must fit, the rest is the same again.
    last["表三"]["r25"] = dict(last["表三"]["r2"])
    last["表二"]["规章"]["现行有效件数"] = 74 - 3 + 5
    last["表二"]["行政规范性文件"]["现行有效件数"] = 4185 - 564 + 984
    save(f"{folder}/last.json", {"form": "annual-report", "edition": "2021", "number": "国办公开办函〔2021〕30号",
                                 "period": "2024", "issuer": "试验", "division": "350524000000", "tables": last, "text": {}})


def type_again(folder, name):
    from lxml import html
    page = html.parse(f"{folder}/{name}", html.HTMLParser(encoding="utf-8")).getroot()
    with open(f"{folder}/{name[:-5]}.csv", "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f)
        for node in page.iter("h1", "h2", "p", "tr"):
            if node.tag != "tr":
                out.writerow([node.text_content().strip()])
                continue
            line = []
            for cell in node:
                line += [cell.text_content().replace("※", "").strip()] + [""] * (int(cell.get("colspan", 1)) - 1)
            # Under a merged cell a sheet has an empty one.
            before = [c for c in node.iterancestors("table")][0]
            line = shifted(before, node, line)
            out.writerow(line)


def shifted(table, wanted, line):
    """The line with the empty places that merged cells above leave in it."""
    taken = set()
    for y, row in enumerate(table.iter("tr")):
        x = 0
        places = []
        for cell in row:
            while (y, x) in taken:
                x += 1
            wide, high = int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))
            taken |= {(y + i, x + j) for i in range(high) for j in range(wide)}
            places += range(x, x + wide)
        if row is wanted:
            full = [""] * (1 + max(px for py, px in taken if py == y))
            for place, text in zip(places, line):
                full[place] = text
            return full
    raise AssertionError("no such row")


def change(folder, name):
    with open(f"{folder}/{name}", encoding="utf-8", newline="") as f:
        text = f.read()
    keys = ["/".join(cell[:3]) for cell in cells()]
    if name.endswith(".html"):
        # <td id="KEY" ...><a ...>NUMBER
        found = {m[1]: m.span(2) for m in re.finditer(r'<td[^>]* id="([^"]+)"[^>]*><a[^>]*>([0-9]+)', text)}
        spans = [found[key] for key in keys]
    else:
        # Numbers of their own between commas, in the order of the form.
        spans = [m.span(1) for m in re.finditer(r"(?<=[,\n])([0-9]+)(?=,|\r|\n)", text)]
    assert len(spans) == len(keys) == 200, len(spans)
    for n, ((a, b), key, cell) in enumerate(zip(spans, keys, cells())):
        assert int(text[a:b]) == cell[3], (key, text[a:b], cell[3])
        with open(f"{folder}/{n:03}.{name.rsplit('.', 1)[1]}", "w", encoding="utf-8", newline="") as f:
            f.write(text[:a] + str(cell[3] + 1) + text[b:])


def judged(uncovered, *paths):
    found = []
    for path in paths:
        with open(path, encoding="utf-8") as f:
            found += json.load(f)
    assert len(found) == 200, len(found)
    silent = {"/".join(cell[:3]) for cell, one in zip(cells(), found) if one["error"] == 0}
    wanted = set(filter(None, uncovered.split()))
    assert silent == wanted, (silent - wanted, wanted - silent)
    # A finding names the changed cell itself, or one that it adds up to.
    named = sum(any(f["key"] == "/".join(cell[:3]) for f in one["findings"]) for cell, one in zip(cells(), found))
    print(f"{len(found) - len(silent)} found, {named} of them by their own cell")


globals()[{"type": "type_again"}.get(sys.argv[1], sys.argv[1])](*sys.argv[2:])
