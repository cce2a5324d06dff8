"""Every published cell, once more from the database.

    recompute.py SITE DATASET

Reads the fixture database of SITE with nothing of ours, applies the rules that the
field register and the pipeline state (written down here a second time), and
compares with the release: which rows there are, every value, what may be hidden and what
must be.  Prints each difference and, on stderr, what was compared.
"""
import csv
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from decimal import Decimal

COUNTY, THRESHOLD = '350524000000', 5
FIRST, LAST = 2025 * 12, 2026 * 12 + 9


def text(value):
    """Text as the register reads it: no NUL, no broken UTF-8, nothing empty."""
    if value is None:
        return None
    try:
        return value.replace(b'\0', b'').decode('utf-8') or None
    except UnicodeDecodeError:
        return None


def identity(value):
    """One way of writing an identity number; None for what holds no digit."""
    if value is None:
        return None
    value = ''.join(c for c in unicodedata.normalize('NFKC', value)
                    if not c.isspace() and c not in "-'‐‑‒–—−‘’" and c > ' '
                    and unicodedata.category(c) not in ('Cf', 'Cc')).upper()
    if not any(c in '0123456789' for c in value):
        return None
    if len(value) == 15 and value.isdigit():
        value = value[:6] + '19' + value[6:]
        weights = [2 ** (17 - i) % 11 for i in range(17)]
        value += '10X98765432'[sum(w * int(d) for w, d in zip(weights, value)) % 11]
    return value


def code_list(site, name):
    with open(f'{site}/config/codes/{name}.csv', encoding='utf-8', newline='') as f:
        return {row['code']: row for row in csv.DictReader(f)}


def up_to(codes, code, level):
    while code in codes and codes[code]['level'] != level:
        code = codes[code]['parent']
    return code if code in codes else None


def payments(site, of_household):
    """person, household, town or None, type, amount in fen, month of each payment that counts."""
    db = sqlite3.connect(f'file:{site}/out/sources/relief.db?mode=ro', uri=True)
    db.text_factory = bytes
    divisions = code_list(site, 'division')
    sql = ('select p.id_no, p.household_id, p.division, p.relief_type, p.amount, p.pay_month '
           'from payment p')
    if of_household:
        sql = (sql.replace('p.division', 'h.division') +
               ' left join household h on h.household_id = p.household_id')
    for person, household, division, kind, amount, month in db.execute(
            sql + " where p.status = '已发放' and p.pay_month between '2025-01' and '2026-10'"):
        if kind == b'':
            continue
        year, number = month.decode().split('-')
        yield (identity(text(person)), text(household),
               up_to(divisions, text(division), 'town'), kind.decode(), amount,
               int(year) * 12 + int(number) - 1)


def periods():
    """Code, first and last month of every whole period of the range."""
    for width, name in ((12, '{0}'), (3, '{0}-Q{1}'), (1, '{0}-{1:02d}')):
        for first in range(0, LAST + 1, width):
            if first >= FIRST and first + width - 1 <= LAST:
                yield name.format(first // 12, first % 12 // width + 1), first, first + width - 1


class Cell:
    def __init__(self):
        self.persons, self.households, self.amount = set(), set(), 0

    def add(self, person, household, amount):
        if person:
            self.persons.add(person)
        if household:
            self.households.add(household)
        self.amount += amount


def tables(site, of_household):
    """Cells by division, type and period: of the period, of its last month, of its year."""
    divisions, kinds = code_list(site, 'division'), code_list(site, 'relief-type')
    flow, stock, year = defaultdict(Cell), defaultdict(Cell), defaultdict(int)
    takes, sums = ({month: [] for month in range(FIRST, LAST + 1)} for _ in range(2))
    for code, first, last in periods():
        for month in range(first, last + 1):
            takes[month].append((flow, code))
        for month in range(last - last % 12, last + 1):
            sums[month].append(code)
        takes[last].append((stock, code))
    if not of_household:
        takes = {month: [t for t in takes[month] if t[0] is stock] for month in takes}
        sums = {month: [] for month in sums}
    for person, household, town, kind, amount, month in payments(site, of_household):
        if town and up_to(divisions, town, 'county') != COUNTY:
            town = None
        if of_household:
            places = [town or '_U', COUNTY, '_T'] if town else ['_U', '_T']
        elif town:
            places = [town, COUNTY]
        else:
            continue
        for place in places:
            for what in (kind, kinds[kind]['parent'], '_T'):
                for table, code in takes[month]:
                    table[place, what, code].add(person, household, amount)
                for code in sums[month]:
                    year[place, what, code] += amount
    return flow, stock, year


def expected_keys(site, seen, of_household):
    """Every code of the county that was valid some day of the range or has rows, crossed."""
    divisions = code_list(site, 'division')
    places = {c for c, row in divisions.items() if row['level'] == 'town' and
              row['parent'] == COUNTY and (not row['to'] or row['to'] >= '2025-01-01')}
    places |= {key[0] for key in seen} | {COUNTY} | ({'_T', '_U'} if of_household else set())
    whats = set(code_list(site, 'relief-type')) | {'_T'}
    return {(p, w, code) for p in places for w in whats for code, _, _ in periods()}


class Comparison:
    def __init__(self, site, name):
        self.site, self.differences, self.compared, self.hidden = site, [], 0, 0
        path = f'{site}/out/public/d/{name}/latest/{name}.csv'
        with open(path, encoding='utf-8-sig', newline='') as f:
            self.rows = {(r['division'], r['relief_type'], r['period']): r
                         for r in csv.DictReader(f)}

    def differ(self, key, what):
        self.differences.append(f'{" ".join(key)}: {what}')

    def keys(self, expected):
        for key in sorted(expected ^ set(self.rows)):
            self.differ(key, 'missing' if key in expected else 'surplus')

    def row(self, key, row, values, counts):
        """values: by measure, what it should be; counts: what decides on secrecy."""
        small = any(0 < n < THRESHOLD for n in counts)
        for name, value in values.items():
            status = row[name + '_status']
            if status == 'c':
                self.hidden += 1
                if row[name] != '':
                    self.differ(key, f'{name} has a value and the status c')
                if not any(values.values()):
                    self.differ(key, f'{name} is hidden although nobody is in it')
            elif small:
                self.differ(key, f'{name} is shown although it is small')
            elif status == 'z':
                if row[name] != '' or value or key[0] != '350524206000':
                    self.differ(key, f'{name} is not applicable, but should be {value}')
            elif status != '' or Decimal(row[name]) != value:
                self.differ(key, f'{name} is {row[name]!r} {status!r}, not {value}')
            self.compared += 1


def main():
    site, name = sys.argv[1], sys.argv[2]
    of_household = name == 'relief-funds'
    flow, stock, year = tables(site, of_household)
    compare = Comparison(site, name)
    compare.keys(expected_keys(site, flow or stock, of_household))
    for key, row in compare.rows.items():
        if of_household:
            values = {'amount': Decimal(flow[key].amount) / 100,
                      'amount_ytd': Decimal(year[key]) / 100}
            counts = len(flow[key].persons), len(flow[key].households)
        else:
            counts = len(stock[key].persons), len(stock[key].households)
            values = dict(zip(('persons', 'households'), counts))
        compare.row(key, row, values, counts)
    print(f'{name}: {compare.compared} values, {compare.hidden} of them hidden, '
          f'{len(compare.differences)} differences', file=sys.stderr)
    print('\n'.join(compare.differences))


if __name__ == '__main__':
    main()
