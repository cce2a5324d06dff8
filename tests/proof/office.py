"""office.py docx|xlsx FOLDER NAME: other people's readers see each cell as it was written."""
import decimal
import re
import sys


def wanted(path):
    for line in open(path, encoding="utf-8", newline="\n"):
        table, row, column, rows, columns, head, mark, text = line.rstrip("\n").split("\t")
        yield (int(table), int(row), int(column), int(rows), int(columns), int(head), mark,
               text.replace("\\n", "\n"))


def shown(cell):
    """A number as its format prints it: 0.00 and #,##0 with texts in quotes around them."""
    if cell.value is None:
        return ""
    if cell.data_type == "s":
        return cell.value
    assert cell.data_type == "n", cell.data_type
    before, core, after = re.fullmatch(r'((?:"[^"]*")*)([#,0.]+)((?:"[^"]*")*)', cell.number_format).groups()
    places = len(core.partition(".")[2])
    number = decimal.Decimal(repr(cell.value)).quantize(decimal.Decimal(1).scaleb(-places))
    return before.replace('"', "") + format(number, ",f" if "," in core else "f") + after.replace('"', "")


def check_xlsx(path, cells):
    import openpyxl
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == "说明", book.sheetnames
    sheets = book.worksheets[1:]
    for table, row, column, rows, columns, head, mark, text in cells:
        sheet = sheets[table]
        cell = sheet.cell(row + 3, column + 1)
        assert shown(cell) == (text + mark).strip(" \n"), (sheet.title, cell.coordinate, shown(cell), text)
        last = sheet.cell(row + 2 + rows, column + columns).coordinate
        merged = [str(r) for r in sheet.merged_cells.ranges]
        if rows > 1 or columns > 1:
            assert f"{cell.coordinate}:{last}" in merged, (sheet.title, cell.coordinate, last)
        assert sheet.print_title_rows.replace("$", "") == f"3:{head + 2}" if head else True


def check_docx(path, cells):
    import docx
    document = docx.Document(path)
    for table, row, column, rows, columns, head, mark, text in cells:
        grid = document.tables[table]
        assert grid.cell(row, column).text == text + mark, (table, row, column, grid.cell(row, column).text, text)
        # A merged cell is one cell at all of its places.
        last = grid.cell(row + rows - 1, column + columns - 1)
        assert last._tc is grid.cell(row, column)._tc, (table, row, column)


kind, folder, name = sys.argv[1:]
{"docx": check_docx, "xlsx": check_xlsx}[kind](f"{folder}/{name}.{kind}", list(wanted(f"{folder}/{name}.tsv")))
