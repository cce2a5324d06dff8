"""report-same-numbers.py KIND FOLDER NAME: other people's readers see the same in every format.

The HTML names its cells; its grid is the measure.  KIND is json (every number of the twin is
printed, rounded as printed), docx, xlsx (each place of each table) or pdf (the numbers of the
tables in the order in which they are read).
"""
import decimal
import json
import re
import subprocess
import sys

NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(\.[0-9]+)?")


def bare(text):
    """Without blanks and the marks of what was entered and of notes."""
    return re.sub(r"[\s\u00a0\u3000※①-⑳]+", "", text or "")


def value(text):
    text = bare(text)
    return decimal.Decimal(text.replace(",", "")) if NUMBER.fullmatch(text) else None


def html_tables(path):
    """Of each table {(row, column): (text, key)}, a merged cell at its first place."""
    from lxml import html
    for table in html.parse(path, html.HTMLParser(encoding="utf-8")).getroot().iter("table"):
        grid, taken = {}, set()
        for y, row in enumerate(table.iter("tr")):
            x = 0
            for cell in row:
                while (y, x) in taken:
                    x += 1
                wide, high = int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))
                taken |= {(y + i, x + j) for i in range(high) for j in range(wide)}
                grid[y, x] = cell.text_content(), cell.get("id", "") if cell.tag == "td" else ""
        yield grid


def twin_numbers(path):
    """(key, number) of the JSON, of a form or of tables of a bureau's own."""
    with open(path, encoding="utf-8") as f:
        tables = json.load(f, parse_float=decimal.Decimal, parse_int=decimal.Decimal)["tables"]
    for table, rows in tables.items():
        if "cells" in rows:
            for key, cell in rows["cells"].items():
                if "value" in cell:
                    yield key, cell["value"]
            continue
        for row, columns in rows.items():
            for column, v in columns.items():
                v = v.get("value") if isinstance(v, dict) else v
                if isinstance(v, decimal.Decimal):
                    yield f"{table}/{row}/{column}", v


def check_json(path, tables):
    printed = {key: text for grid in tables for text, key in grid.values() if key and value(text) is not None}
    twin = dict(twin_numbers(path))
    assert twin and set(twin) == set(printed), (set(twin) ^ set(printed))
    for key, v in twin.items():
        shown = value(printed[key])
        assert v.quantize(shown, decimal.ROUND_HALF_UP) == shown, (key, v, printed[key])
    return len(twin)


def check_docx(path, tables):
    import docx
    found, n = docx.Document(path).tables, 0
    assert len(found) >= len(tables)
    for grid, table in zip(tables, found):
        for (y, x), (text, key) in grid.items():
            assert bare(table.cell(y, x).text) == bare(text), (y, x, table.cell(y, x).text, text)
            n += bool(key)
    return n


def check_xlsx(path, tables):
    import openpyxl
    sheets, n = openpyxl.load_workbook(path).worksheets[1:], 0
    assert len(sheets) >= len(tables)
    for grid, sheet in zip(tables, sheets):
        for (y, x), (text, key) in grid.items():
            cell = sheet.cell(y + 3, x + 1)
            if value(text) is None or cell.data_type != "n":
                assert bare(cell.value) == bare(text), (sheet.title, cell.coordinate, cell.value, text)
            else:
                shown = value(text)
                stored = decimal.Decimal(repr(cell.value)).quantize(shown, decimal.ROUND_HALF_UP)
                assert stored == shown, (sheet.title, cell.coordinate, cell.value, text)
            n += bool(key)
    return n


def pdf_numbers(path):
    """Words that are a number, line by line; those of a page's foot stand between dashes."""
    text = subprocess.run(["pdftotext", "-bbox", path, "-"], check=True, capture_output=True).stdout.decode()
    for page in text.split("<page ")[1:]:
        words = [(float(y0) + float(y1), float(x), bare(word)) for x, y0, y1, word in re.findall(
            r'<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="[0-9.]+" yMax="([0-9.]+)">(.*?)</word>', page)]
        dashes = [y for y, _, word in words if word == "—"]
        words = sorted(w for w in words if NUMBER.fullmatch(w[2]) and all(abs(w[0] - y) > 6 for y in dashes))
        while words:
            line = [w for w in words if w[0] - words[0][0] < 8]
            words = words[len(line):]
            yield from (w[2] for w in sorted(line, key=lambda w: w[1]))


def check_pdf(path, tables):
    """A table that goes on repeats the numbers of its head; behind the last one are the charts."""
    found, n = list(pdf_numbers(path)), 0
    for grid in tables:
        first = min(y for (y, _), (_, key) in grid.items() if key)
        head = [bare(grid[at][0]) for at in sorted(grid) if at[0] < first and value(grid[at][0]) is not None]
        for at in sorted(grid):
            number = bare(grid[at][0])
            if value(number) is None:
                continue
            if found[:1] != [number] and head and found[:len(head)] == head:
                del found[:len(head)]
            assert found[:1] == [number], (n, at, number, found[:9])
            found.pop(0)
            n += 1
    with open(path[:-3] + "html", encoding="utf-8") as f:
        assert not found or "<svg" in f.read(), found
    return n


kind, folder, name = sys.argv[1:]
check = {"json": check_json, "docx": check_docx, "xlsx": check_xlsx, "pdf": check_pdf}[kind]
print(check(f"{folder}/{name}.{kind}", list(html_tables(f"{folder}/{name}.html"))), "cells")
