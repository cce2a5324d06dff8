"""What an outsider can work out from a published table, and nothing else.

    attack.py RELEASE-FOLDER DATASET MEASURE=KIND... [SENSITIVE.csv]

Reads the published CSV and its code lists, writes down every equation between
published cells, and asks for each cell of status c whether the equations determine
it.  The unknowns are the finest cells; a stock has one unknown for each end of
a period, and what flows adds up, since January too.  The equations are solved modulo
a prime, and a cell is determined when it stays as it is in every one of three
random solutions of the homogeneous equations.

Prints one line for each cell that is given away.  With SENSITIVE.csv (the codes
of a row in each line) only the rows listed there count: that others can be
worked out is no harm.  Written apart from yg-protect and shares nothing with it.
"""
import csv
import itertools
import random
import sys

P = (1 << 61) - 1


def months(code):
    """First and last month of a period code, as year * 12 + month - 1."""
    year, part = int(code[:4]), code[5:]
    if not part:
        return year * 12, year * 12 + 11
    if part[0] == 'Q':
        return year * 12 + 3 * int(part[1]) - 3, year * 12 + 3 * int(part[1]) - 1
    return year * 12 + int(part) - 1, year * 12 + int(part) - 1


class Table:
    def __init__(self, folder, name, kinds):
        with open(f'{folder}/{name}.csv', encoding='utf-8-sig', newline='') as f:
            self.rows = list(csv.DictReader(f))
        columns = list(self.rows[0])
        self.dimensions = [c for c in columns if c + '_level' in columns]
        self.measures = [c for c in columns if c + '_status' in columns]
        self.period = next((d for d in self.dimensions if self.rows[0][d + '_level'] in
                            ('year', 'quarter', 'month')), None)
        self.kinds = kinds
        self.leaves = {d: self.find_leaves(folder, d) for d in self.dimensions}

    def find_leaves(self, folder, d):
        """For every code of the dimension the codes of the table that have none below."""
        codes = {row[d] for row in self.rows}
        if d == self.period:
            return {}
        parents = {}
        try:
            with open(f'{folder}/codes-{d.replace("_", "-")}.csv', encoding='utf-8-sig',
                      newline='') as f:
                parents = {row['code']: row['parent'] for row in csv.DictReader(f)}
        except FileNotFoundError:
            pass
        up = {}
        for code in codes:
            p = parents.get(code, '')
            while p and p not in codes:
                p = parents.get(p, '')
            up[code] = p or ('_T' if '_T' in codes and code != '_T' else None)
        leaves = {c: [] for c in codes}
        for code in codes - set(up.values()):
            node = code
            while node:
                leaves[node].append(code)
                node = up[node]
        return leaves

    def unknowns(self, row, measure):
        kind, sets = self.kinds[measure], []
        for d in self.dimensions:
            if d != self.period:
                sets.append(self.leaves[d][row[d]])
                continue
            first, last = months(row[d])
            if kind == 'stock':
                sets.append([last])
            elif kind == 'cumulative':
                sets.append(range(last - last % 12, last + 1))
            else:
                sets.append(range(first, last + 1))
        return itertools.product(*sets)


def reduce(equation, pivots):
    """What remains of a sparse equation, a dict of coefficients, modulo the pivots' rows."""
    waiting = [k for k in equation if k in pivots]
    while waiting:
        k = waiting.pop()
        c = equation.get(k, 0)
        for j, v in pivots[k].items() if c else ():
            w = (equation.get(j, 0) - c * v) % P
            if not w:
                equation.pop(j, None)
                continue
            if j not in equation and j in pivots:
                waiting.append(j)
            equation[j] = w
    return equation


def echelon(equations):
    """Rows by their pivots, and the pivots in order: none is in a row after its own."""
    pivots, order = {}, []
    for equation in sorted(equations, key=len):
        rest = reduce(dict(equation), pivots)
        if not rest:
            continue
        k = next(iter(rest))
        inverse = pow(rest[k], P - 2, P)
        pivots[k] = {j: v * inverse % P for j, v in rest.items()}
        order.append(k)
    return pivots, order


def read_cells(table, group):
    """Equations between unknowns, and what is hidden; zeros are no unknowns at all."""
    known, hidden, zero = [], [], set()
    for row, m in itertools.product(table.rows, group):
        if row[m + '_status'] in ('', 'p') and float(row[m]) == 0:
            zero.update(table.unknowns(row, m))
    for row, m in itertools.product(table.rows, group):
        if row[m + '_status'] in ('z', 'x'):
            continue
        cell = [u for u in table.unknowns(row, m) if u not in zero]
        if row[m + '_status'] == 'c':
            hidden.append((tuple(row[d] for d in table.dimensions), m, cell))
        elif cell:
            known.append(cell)
    return known, hidden


def change_of(pivots, order, unknowns, seed):
    """A random solution of the homogeneous equations."""
    chance = random.Random(seed)
    change = {u: chance.randrange(1, P) for u in sorted(unknowns) if u not in pivots}
    for k in reversed(order):
        change[k] = -sum(v * change.get(j, 0) for j, v in pivots[k].items() if j != k) % P
    return change


def attack(table, group):
    """The hidden cells of the measures `group`, and those that are determined."""
    known, hidden = read_cells(table, group)
    single = {cell[0] for cell in known if len(cell) == 1}
    pivots, order = echelon([{u: 1 for u in cell if u not in single} for cell in known])
    unknowns = {u for _, _, cell in hidden for u in cell} | {u for e in pivots.values() for u in e}
    found = hidden
    for seed in range(3):
        change = change_of(pivots, order, unknowns - single, seed)
        found = [t for t in found if sum(change.get(u, 0) for u in t[2]) % P == 0]
    return len(known), hidden, found


def main():
    folder, name, *rest = sys.argv[1:]
    kinds = dict(word.split('=') for word in rest if '=' in word)
    lists = [word for word in rest if '=' not in word]
    table = Table(folder, name, kinds)
    sensitive = None
    if lists:
        with open(lists[0], encoding='utf-8', newline='') as f:
            sensitive = {tuple(row) for row in csv.reader(f)}
    # Stocks count different things; what flows may be one thing, now and since January.
    groups = [[m] for m in kinds if kinds[m] == 'stock']
    moving = [m for m in kinds if kinds[m] != 'stock']
    for group in groups + [moving] * bool(moving):
        nknown, hidden, found = attack(table, group)
        if sensitive is not None:
            found = [t for t in found if t[0] in sensitive]
        print(f'{",".join(group)}: {nknown} equations, {len(hidden)} cells hidden, '
              f'{len(found)} given away', file=sys.stderr)
        for key, m, cell in found:
            print(m, *key)


if __name__ == '__main__':
    main()
