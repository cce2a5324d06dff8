"""Puts the values of some rows back into a published table.

    undo.py PUBLISHED.csv ROWS.csv < CELLS.csv

ROWS.csv holds the codes of the rows; CELLS.csv is the table before it was protected.
"""
import csv
import sys


def main():
    path, rows = sys.argv[1:]
    with open(rows, encoding='utf-8', newline='') as f:
        chosen = {tuple(row) for row in csv.reader(f)}
    with open(path, encoding='utf-8-sig', newline='') as f:
        published = list(csv.DictReader(f))
    names = list(published[0])
    dimensions = [n for n in names if n + '_level' in names]
    measures = [n for n in names if n + '_status' in names]
    cells = {tuple(row[d] for d in dimensions): row for row in csv.DictReader(sys.stdin)}
    with open(path, 'w', encoding='utf-8', newline='') as f:
        out = csv.DictWriter(f, names)
        out.writeheader()
        for row in published:
            key = tuple(row[d] for d in dimensions)
            for m in measures if key in chosen else ():
                row[m], row[m + '_status'] = cells[key][m], cells[key][m + '_status']
            out.writerow(row)


if __name__ == '__main__':
    main()
