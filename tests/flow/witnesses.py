"""Whether the witnesses of a private audit file prove what they are there for.

    witnesses.py AUDIT.jsonl SAFE.csv

Reads the safe table and the audit that yg-protect wrote with it, puts the suppressed values
back where they were, and writes down every equation that holds between cells.  Then each
witness, a table with other values, must agree with everything that is published and with
every equation, and the cells that it is claimed for must be there as small, or as great, as
the claim says.  All in whole numbers; written apart from yg-protect and shares nothing with it.

Prints one line for each fault, and counts on stderr.
"""
import csv
import itertools
import json
import re
import sys


def last_month(code):
    """Last month of a period code as year * 12 + month - 1, or None."""
    found = re.fullmatch(r'(\d{4})(?:-(?:Q([1-4])|(\d\d)))?', code)
    if not found:
        return None
    year, quarter, month = found.groups()
    if quarter:
        return int(year) * 12 + 3 * int(quarter) - 1
    return int(year) * 12 + (int(month) - 1 if month else 11)


def first_month(code):
    return last_month(code) - {4: 11, 7: 0}.get(len(code), 0) if 'Q' not in code else last_month(code) - 2


def whole_number(text, scale):
    sign = -1 if text.startswith('-') else 1
    left, _, right = text.lstrip('-').partition('.')
    assert len(right) <= scale
    return sign * int(left + right.ljust(scale, '0'))


class Table:
    def __init__(self, audit, table):
        self.claims, self.witnesses, self.ids, self.near = [], {}, {}, {}
        hidden = {}
        with open(audit, encoding='utf-8') as f:
            lines = [json.loads(line) for line in f]
        self.head = lines[0]
        self.dimensions = self.head['dimensions']
        self.measures = self.head['measures']
        self.names = list(self.dimensions)
        assert self.head['audit'] == 'yg-protect' and lines[-1]['audit'] == 'end'
        for line in lines[1:-1]:
            if 'certified' in line:
                self.claims.append(line)
            elif 'witness' in line:
                self.witnesses[line['witness']] = line['values']
            elif 'near' in line:
                self.ids[line['id']] = self.key(line['near'])
                self.near[self.key(line['near'])] = line['less_than']
            else:
                self.ids[line['id']] = self.key(line['cell'])
                hidden[self.key(line['cell'])] = line['values']
        assert lines[-1]['certified'] == len(self.claims)
        self.read_rows(table, hidden)

    def key(self, codes):
        return tuple(codes[d] for d in self.names)

    def read_rows(self, table, hidden):
        """truth[key][measure] with suppressed values; shown[key][measure] without."""
        self.truth, self.shown, self.children = {}, {}, {d: {} for d in self.names}
        with open(table, encoding='utf-8-sig', newline='') as f:
            for row in csv.DictReader(f):
                key = self.key(row)
                self.truth[key], self.shown[key] = {}, {}
                for d in self.names:
                    if row[d + '_parent']:
                        self.children[d].setdefault(row[d + '_parent'], set()).add(row[d])
                for m, about in self.measures.items():
                    if row[m] != '':
                        value = whole_number(row[m], about['scale'])
                        self.truth[key][m] = self.shown[key][m] = value
                    elif row[m + '_status'] == 'c':
                        self.truth[key][m] = hidden[key][m]

    def with_code(self, key, axis, code):
        return key[:axis] + (code,) + key[axis + 1:]

    # Equations: (terms, sense) with terms {(key, measure): weight}; their sum is = or >= 0.

    def add(self, terms, sense):
        joint = {}
        for at, weight in terms:
            joint[at] = joint.get(at, 0) + weight
        joint = {at: w for at, w in joint.items() if w}
        total = sum(self.truth[k][m] * w for (k, m), w in joint.items())
        if total == 0 if sense == '=' else total >= 0:
            for at in joint:
                self.equations.setdefault(at, []).append((joint, sense))
            self.count += 1

    def add_whole(self, whole, parts):
        if not parts:
            return
        rest = self.truth[whole[0]][whole[1]] - sum(self.truth[k][m] for k, m in parts)
        if rest == 0:
            self.add([(whole, 1)] + [(p, -1) for p in parts], '=')
        elif rest > 0:
            self.add([(whole, 1)] + [(p, -1) for p in parts], '>')
        else:
            self.add([(whole, -1)] + [(p, 1) for p in parts], '>')
            for p in parts:
                self.add([(whole, 1), (p, -1)], '>')

    def parts(self, key, m, axis):
        for code in sorted(self.children[self.names[axis]].get(key[axis], ())):
            below = self.with_code(key, axis, code)
            if m in self.truth.get(below, {}):
                yield (below, m)
            else:
                yield from self.parts(below, m, axis)

    def ends(self):
        """For each period code the month where it ends in this table."""
        axis = next((i for i, d in enumerate(self.names) if self.dimensions[d] == 'period'), None)
        self.period, self.end = axis, {}
        if axis is None:
            return
        below = self.children[self.names[axis]]

        def end(code):
            if below.get(code):
                return max(map(end, below[code]))
            return last_month(code) if last_month(code) is not None else 10 ** 6
        for key in self.truth:
            self.end[key[axis]] = end(key[axis])

    def at_end(self, key, m, end):
        """A row with the value of a measure at the end of a month."""
        for code in sorted(self.codes_at.get(end, ())):
            other = self.with_code(key, self.period, code)
            if m in self.truth.get(other, {}):
                return other
        return None

    def flow_of(self, m):
        about = self.measures[m]
        for other, them in self.measures.items():
            if them['kind'] == 'flow' and about.get('quantity') and \
                    them.get('quantity') == about['quantity']:
                return other
        return None

    def write_equations(self):
        self.equations, self.count = {}, 0
        self.ends()
        self.codes_at = {}
        for code, end in self.end.items():
            self.codes_at.setdefault(end, set()).add(code)
        for key, values in self.truth.items():
            for m in values:
                self.equations_of(key, m, self.measures[m]['kind'])

    def equations_of(self, key, m, kind):
        for axis, d in enumerate(self.names):
            if self.dimensions[d] == 'tree' or (self.dimensions[d] == 'period' and kind == 'flow'):
                self.add_whole((key, m), list(self.parts(key, m, axis)))
        if self.period is not None and kind != 'flow':
            end = self.end[key[self.period]]
            same = self.at_end(key, m, end)
            if same != key and self.truth[same][m] == self.truth[key][m]:
                self.add([((key, m), 1), ((same, m), -1)], '=')
            if kind == 'cumulative':
                self.growth(key, m, end)
        which = [i for i, d in enumerate(self.names)
                 if self.dimensions[d] == 'of-which' and key[i] != '_T']
        for n in range(1, len(which) + 1):
            for some in itertools.combinations(which, n):
                self.add_rest(key, m, some)

    def growth(self, key, m, end):
        year = [e for e in self.codes_at if e // 12 == end // 12 and e < end]
        before = [e for e in year if self.at_end(key, m, e)]
        if before:
            self.add([((key, m), 1), ((self.at_end(key, m, max(before)), m), -1)], '>')
        flow = self.flow_of(m)
        if flow and flow in self.truth[key]:
            first = first_month(key[self.period])
            before = [e for e in year if e < first]
            then = self.at_end(key, m, max(before)) if before else None
            self.add_whole((key, m), [(key, flow)] + ([(then, m)] if then else []))

    def add_rest(self, key, m, axes):
        """What is in the base of all these dimensions and in none of the codes."""
        terms = []
        for n in range(len(axes) + 1):
            for left in itertools.combinations(axes, n):
                other = key
                for axis in axes:
                    other = other if axis in left else self.with_code(other, axis, '_T')
                if m not in self.truth.get(other, {}):
                    return
                terms.append(((other, m), (-1) ** n))
        self.add(terms, '>')

    # Claims

    def value(self, table, codes, m):
        """Of a cell, or of one that no table shows but its codes describe."""
        for axis, code in enumerate(codes):
            without = re.fullmatch('_T without (.*)', code)
            since = re.fullmatch('January to (.*)', code)
            between = re.fullmatch('after (.*) to (.*)', code)
            if without:
                return self.value(table, self.with_code(codes, axis, '_T'), m) - \
                    self.value(table, self.with_code(codes, axis, without[1]), m)
            if since:
                return self.value(table, self.with_code(codes, axis, since[1]), m)
            if between:
                return self.at(table, codes, m, last_month(between[2])) - \
                    self.at(table, codes, m, last_month(between[1]))
        return table(codes, m) if m in self.truth.get(codes, {}) else 0

    def at(self, table, codes, m, end):
        row = self.at_end(codes, m, end)
        return table(row, m) if row else 0

    def faults(self):
        least = self.head['least']
        tables = {None: {}}
        for number, values in self.witnesses.items():
            changed = {(self.ids[i], m): v for m, pairs in values.items() for i, v in pairs}
            tables[number] = changed
            for (key, m), v in changed.items():
                if m in self.shown[key] and not abs(v - self.shown[key][m]) < self.near.get(key, 0):
                    yield f'witness {number} changes {m} of {key}, which is published'
                if v < (least if self.truth[key][m] > 0 else 0) and self.truth[key][m] >= 0:
                    yield f'witness {number}: {m} of {key} is less than everybody knows'
                for terms, sense in self.equations.get((key, m), ()):
                    total = sum(w * changed.get(at, self.truth[at[0]][at[1]])
                                for at, w in terms.items())
                    if total != 0 if sense == '=' else total < 0:
                        yield f'witness {number} breaks an equation of {m} of {key}'
        for claim in self.claims:
            codes, m = self.key(claim['certified']), claim['measure']
            least_shown, most_shown = (
                self.value(lambda k, x, t=tables[w]: t.get((k, x), self.truth[k][x]), codes, m)
                for w in claim['witnesses'])
            if self.value(lambda k, x: self.truth[k][x], codes, m) != claim['value']:
                yield f'{m} of {codes} has another value'
            if least_shown > claim['need'][0] or most_shown < claim['need'][1]:
                yield f'the witnesses for {m} of {codes} do not reach what is needed'
            if claim['need'][0] >= claim['need'][1]:
                yield f'{m} of {codes} needs nothing'


def main():
    table = Table(*sys.argv[1:3])
    table.write_equations()
    faults = list(table.faults())
    for fault in faults:
        print(fault)
    print(f'{len(table.claims)} claims, {len(table.witnesses)} witnesses, {table.count} equations, '
          f'{len(faults)} faults', file=sys.stderr)


main()
