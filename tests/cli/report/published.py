"""Writes a report as other people publish it: published.py FORM.json SPEC OUT.{html,csv,docx,xlsx}

A line of SPEC is `edition 2021`, `title TEXT`, `say HEADING|TEXT`, `style NAME...`, `swap 表二 2019` (that
table of the other edition in its place), `also 表二 2019` (it is there as well), or the values of a row in the order of its places, `_` for a blank: `表三/r1 58 7 0 0 1 0 66`.  Rows that are not given
are filled with 0.  Labels come from the form; the styles type them as people do:
  half       brackets and commas of half width, straight quotes
  curly      curved quotes, full width
  nbsp       no-break spaces in and around labels
  breaks     line breaks inside long labels
  halves     heads typed over two rows: 商业 above 企业
  split      表三 as two tables, the heads repeated
  extra      a row of unit and a row of column numbers between heads and data
  added      a table of 政府集中采购 that the form does not ask for
  unmerged   no merged cells: the label stands in the first
  together   a section's heading and its text in one paragraph
"""
import csv
import html
import json
import sys


class Cell:
    def __init__(self, text, rows=1, columns=1, head=False):
        self.text, self.rows, self.columns, self.head = text, rows, columns, head


class Table:
    def __init__(self):
        self.cells, self.taken, self.height, self.width = {}, set(), 0, 0

    def put(self, row, column, cell):
        self.cells[row, column] = cell
        for r in range(row, row + cell.rows):
            for c in range(column, column + cell.columns):
                self.taken.add((r, c))
        self.height = max(self.height, row + cell.rows)
        self.width = max(self.width, column + cell.columns)

    def free(self, row, column):
        while (row, column) in self.taken:
            column += 1
        return column


def spec_read(path):
    spec = {'values': {}, 'say': [], 'style': [], 'title': '', 'edition': '2021', 'swap': {}, 'also': {}}
    for line in open(path, encoding='utf-8'):
        word, _, rest = line.rstrip('\n').partition(' ')
        if word == 'say':
            spec['say'].append(rest.split('|', 1))
        elif word == 'style':
            spec['style'] = rest.split()
        elif word in ('swap', 'also'):
            table, number = rest.split()
            spec[word][table] = number
        elif word in ('title', 'edition'):
            spec[word] = rest
        elif word:
            spec['values'][word] = ['' if v == '_' else v for v in rest.split()]
    return spec


def typed(text, style):
    """The label as somebody types it."""
    if 'half' in style:
        for a, b in zip('（），；：“”、', '(),;:"",'):
            text = text.replace(a, b) if a != '、' or text[:1] not in '一二三四五六' else text
    if 'curly' in style:
        text = text.replace('"', '”')
    if 'nbsp' in style:
        text = '\u00a0' + text[:2] + '\u00a0' + text[2:] + '\u00a0'
    if 'breaks' in style and len(text) > 6:
        text = text[:4] + '\n' + text[4:]
    return text


def values_of(spec, table, row, n):
    key = '%s/%s' % (table, row)
    values = spec['values'].get(key, ['0'] * n)
    assert len(values) == n, key
    return iter(values)


def table_make(spec, form):
    t, style = Table(), spec['style']
    for r, line in enumerate(form['grid']):
        column = 0
        places = line if isinstance(line, list) else line['labels']
        data = [p for p in places if 'cell' in p]
        name = data[0]['cell'].split('/')[0] if data else ''
        values = values_of(spec, form['id'], name, len(data)) if data else None
        for p in places:
            column = t.free(r, column)
            text = next(values) if 'cell' in p else typed(p['text'], style)
            t.put(r, column, Cell(text, p.get('rowspan', 1), p.get('colspan', 1), 'cell' not in p))
        if isinstance(line, dict):
            for value in values_of(spec, form['id'], line['row'], len(form['columns'])):
                column = t.free(r, column)
                t.put(r, column, Cell(value))
    return t


def insert(t, at, n):
    """n empty rows before row `at`; what spans it does not grow."""
    out = Table()
    for (r, c), cell in t.cells.items():
        out.put(r + (n if r >= at else 0), c, cell)
    return out


def halves(t, nhead):
    """The last row of the heads becomes two."""
    last = nhead - 1
    out = Table()
    for (r, c), cell in t.cells.items():
        if r < last and r + cell.rows > last:
            cell = Cell(cell.text, cell.rows + 1, cell.columns, cell.head)
        if r == last and len(cell.text) == 4:
            out.put(r, c, Cell(cell.text[:2], 1, cell.columns, True))
            out.put(r + 1, c, Cell(cell.text[2:], 1, cell.columns, True))
        elif r == last:
            out.put(r, c, Cell(cell.text, cell.rows + 1, cell.columns, True))
        else:
            out.put(r + (1 if r > last else 0), c, cell)
    return out


def extra(t, nhead):
    out = insert(t, nhead, 2)
    out.put(nhead, 0, Cell('计量单位：件', 1, out.width, True))
    for column in range(out.width):
        out.put(nhead + 1, column, Cell('%d' % (column + 1)))
    return out


def rows_of(t, first, last, onto=0):
    out = Table()
    for (r, c), cell in t.cells.items():
        if r < last and r + cell.rows > first:
            top = max(r, first)
            out.put(top - first + onto, c, Cell(cell.text if r >= first or cell.head else '',
                                                min(r + cell.rows, last) - top, cell.columns, cell.head))
    return out


def split(t, nhead, at):
    one = rows_of(t, 0, at)
    two = rows_of(t, 0, nhead)
    for (r, c), cell in rows_of(t, at, t.height, nhead).cells.items():
        two.put(r, c, cell)
    return [one, two]


def unmerged(t):
    out = Table()
    for (r, c), cell in t.cells.items():
        out.put(r, c, Cell(cell.text, 1, 1, cell.head))
    out.height, out.width = t.height, t.width
    return out


def added():
    t = Table()
    for r, row in enumerate([['第二十条第（九）项'], ['信息内容', '采购项目数量', '采购总金额'],
                             ['政府集中采购', '3', '25.6']]):
        for c, text in enumerate(row):
            t.put(r, c, Cell(text, 1, 3 if len(row) == 1 else 1, r < 2 or c == 0))
    return [t]


def tables_of(spec, form):
    t, style = table_make(spec, form), spec['style']
    nhead = form.get('head', 0)
    if form['id'] == '表三' and 'halves' in style:
        t, nhead = halves(t, nhead), nhead + 1
    if form['id'] == '表三' and 'extra' in style:
        t, nhead = extra(t, nhead), nhead + 2
    tables = split(t, nhead, nhead + 9) if form['id'] == '表三' and 'split' in style else [t]
    if form['id'] == '表二' and 'added' in style:
        tables += added()
    return [unmerged(x) if 'unmerged' in style else x for x in tables]


def blocks_of(spec, editions):
    """What stands on the paper: (level, text) and tables."""
    tables = {(e['edition'], t['id']): t for e in editions for t in e['tables']}
    edition = next(e for e in editions if e['edition'] == spec['edition'])
    if spec['title']:
        yield 1, spec['title']
    for section in edition['sections']:
        texts = [text for heading, text in spec['say'] if section['heading'].startswith(heading)]
        if 'together' in spec['style'] and texts:
            yield 0, section['heading'] + '：' + texts.pop(0)
        else:
            yield 2, section['heading']
        for text in texts:
            yield 0, text
        if 'table' in section:
            name = section['table']
            numbers = [spec['swap'].get(name, spec['edition']), spec['also'].get(name)]
            for number in numbers[:2 if numbers[1] else 1]:
                yield from tables_of(spec, tables[number, name])


def html_write(blocks, path):
    with open(path, 'w', encoding='utf-8') as f:
        f.write('<!DOCTYPE html><html><meta charset="utf-8"><body>\n')
        for b in blocks:
            if not isinstance(b, Table):
                f.write('<%s>%s</%s>\n' % (('p', 'h1', 'h2')[b[0]], html.escape(b[1]),
                                           ('p', 'h1', 'h2')[b[0]]))
                continue
            f.write('<table border=1>\n')
            for row in range(b.height):
                f.write('<tr>')
                for c in range(b.width):
                    cell = b.cells.get((row, c), None if (row, c) in b.taken else Cell(''))
                    if cell:
                        text = html.escape(cell.text).replace('\u00a0', '&nbsp;').replace('\n', '<br>')
                        f.write('<td rowspan=%d colspan=%d><p>%s</p></td>' % (cell.rows, cell.columns, text))
                f.write('</tr>\n')
            f.write('</table>\n')


def grid_of(b):
    rows = [[''] * b.width for _ in range(b.height)]
    for (r, c), cell in b.cells.items():
        rows[r][c] = cell.text
    return rows


def csv_write(blocks, path):
    with open(path, 'w', encoding='utf-8', newline='') as f:
        out = csv.writer(f)
        for b in blocks:
            out.writerows(grid_of(b) if isinstance(b, Table) else [[b[1]]])


def docx_write(blocks, path):
    import docx
    d = docx.Document()
    for b in blocks:
        if not isinstance(b, Table):
            d.add_paragraph(b[1])
            continue
        t = d.add_table(b.height, b.width)
        for (r, c), cell in sorted(b.cells.items()):
            place = t.cell(r, c)
            if cell.rows > 1 or cell.columns > 1:
                place = place.merge(t.cell(r + cell.rows - 1, c + cell.columns - 1))
            place.text = cell.text
    d.save(path)


def xlsx_write(blocks, path):
    import openpyxl
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = '年报'
    row = 1
    for b in blocks:
        if not isinstance(b, Table):
            sheet.cell(row, 1, b[1])
            row += 1
            continue
        for (r, c), cell in sorted(b.cells.items()):
            text = cell.text
            sheet.cell(row + r, c + 1, int(text) if text.isdigit() else text or None)
            if cell.rows > 1 or cell.columns > 1:
                sheet.merge_cells(start_row=row + r, start_column=c + 1, end_row=row + r + cell.rows - 1,
                                  end_column=c + cell.columns)
        row += b.height + 1
    book.save(path)


def main(form, spec, out):
    spec = spec_read(spec)
    editions = json.load(open(form, encoding='utf-8'))['editions']
    write = {'html': html_write, 'csv': csv_write, 'docx': docx_write, 'xlsx': xlsx_write}
    write[out.rsplit('.', 1)[1]](list(blocks_of(spec, editions)), out)


main(*sys.argv[1:])
