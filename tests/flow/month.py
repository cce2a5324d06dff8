"""A month of nights: synthetic persons come and go, a table of them is released every night, and
an attacker who has kept all releases looks for changes of one to three persons.

    month.py run FOLDER POLICY held|forgetful     30 nights; prints what came of each
    month.py attack FOLDER                        prints what the attacker finds
    month.py take HISTORY DRAFT NUMBER            a draft becomes part of a ledger of cells

`held` hands every night the ledger of cells; `forgetful` does not.  No person exists: ids are
numbers drawn by a fixed seed.
"""
import csv
import datetime
import glob
import json
import os
import random
import sqlite3
import subprocess
import sys

NIGHTS, PERSONS, CHURN = 30, 11616, 0.002
TOWNS = ["t%02d" % i for i in range(1, 25)]
TYPES = ["%02d%02d" % (g, i) for g in range(1, 5) for i in range(1, 4)]
TOWN_WEIGHTS = [1 + (i * 7) % 11 for i in range(24)]
TYPE_WEIGHTS = [40, 25, 3, 12, 9, 1, 20, 6, 2, 15, 4, 1]
DIMENSIONS = {
    "division": [("county", "county", "")] + [(t, "town", "county") for t in TOWNS],
    "relief_type": [("_T", "total", "")]
    + [(g, "group", "_T") for g in sorted({t[:2] for t in TYPES})]
    + [(t, "type", t[:2]) for t in TYPES],
}
UP = {d: {code: parent for code, _, parent in nodes} for d, nodes in DIMENSIONS.items()}


def ups(dimension, code):
    while code:
        yield code
        code = UP[dimension][code]


def cells_of(person):
    return [(a, b) for a in ups("division", person[0]) for b in ups("relief_type", person[1])]


def draw(rng):
    return (rng.choices(TOWNS, TOWN_WEIGHTS)[0], rng.choices(TYPES, TYPE_WEIGHTS)[0])


def columns():
    for d in DIMENSIONS:
        yield {"name": d, "type": "dict", "nullable": False, "metadata": {"yg.role": "dimension"}}
        for part in ("name", "level", "parent"):
            role = "label" if part == "name" else part
            yield {"name": d + "_" + part, "type": "dict", "nullable": True, "metadata": {"yg.role": role, "yg.of": d}}
    yield {"name": "persons", "type": "int64", "nullable": True, "metadata": {"yg.role": "measure", "yg.kind": "stock"}}
    yield {"name": "persons_status", "type": "dict", "nullable": True, "metadata": {"yg.role": "status", "yg.of": "persons"}}


def write_table(path, counts):
    with open(path, "w", newline="", encoding="utf-8") as f:
        out = csv.writer(f)
        out.writerow([c["name"] for c in columns()])
        for a, a_level, a_parent in DIMENSIONS["division"]:
            for b, b_level, b_parent in DIMENSIONS["relief_type"]:
                out.writerow([a, a, a_level, a_parent, b, b, b_level, b_parent, counts.get((a, b), 0), ""])


def take(history, draft, night):
    """What the runner does when a release has become public."""
    db = sqlite3.connect(history)
    os.chmod(history, 0o600)
    db.execute("ATTACH ? AS draft", (draft,))
    (name, day) = db.execute("SELECT dataset, day FROM draft.head").fetchone()
    db.execute("INSERT INTO dataset (name) VALUES (?) ON CONFLICT DO NOTHING", (name,))
    (dataset,) = db.execute("SELECT id FROM dataset WHERE name = ?", (name,)).fetchone()
    (n,) = db.execute("SELECT coalesce(max(n), 0) + 1 FROM release WHERE dataset = ?", (dataset,)).fetchone()
    db.execute("INSERT INTO release VALUES (?, ?, ?, ?)", (dataset, n, "night-%02d" % night, day))
    db.execute("INSERT INTO main.line SELECT ?, cell, ?, view, truth, shown, as_of FROM draft.line", (dataset, n))
    db.commit()
    db.close()


def protect(folder, policy, night, is_held):
    day = datetime.date(2026, 11, 1) + datetime.timedelta(days=night)
    history, draft = os.path.join(folder, "cells.db"), os.path.join(folder, "draft")
    if os.path.exists(draft):
        os.remove(draft)
    more = ["--history", history, "--draft", draft, "--dataset", "month", "--as-of", day.isoformat()] if is_held else []
    safe = os.path.join(folder, "night-%02d.csv" % night)
    subprocess.run(
        ["yg-protect", "-q", policy, os.path.join(folder, "cells.csv"), "--schema", os.path.join(folder, "schema.json"),
         "--to", "csv", "-o", safe] + more, check=True)
    if is_held:
        if not os.path.exists(history):
            make_history(history)
        take(history, draft, night)
    return safe


def make_history(path):
    """An empty ledger, in the form that core/history.h describes."""
    db = sqlite3.connect(path)
    db.executescript(
        """CREATE TABLE dataset (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE release (dataset INTEGER NOT NULL REFERENCES dataset, n INTEGER NOT NULL,
         id TEXT NOT NULL, day INTEGER NOT NULL, PRIMARY KEY (dataset, n)) STRICT, WITHOUT ROWID;
        CREATE TABLE line (dataset INTEGER NOT NULL REFERENCES dataset, cell TEXT NOT NULL,
         release INTEGER NOT NULL, view INTEGER NOT NULL, truth TEXT NOT NULL, shown TEXT,
         as_of INTEGER NOT NULL, PRIMARY KEY (dataset, cell, release)) STRICT, WITHOUT ROWID;
        PRAGMA application_id = 2036811881; PRAGMA user_version = 1;""")
    db.close()


def run(folder, policy, is_held):
    rng = random.Random(20261101)
    persons = [draw(rng) for _ in range(PERSONS)]
    with open(os.path.join(folder, "schema.json"), "w", encoding="utf-8") as f:
        json.dump({"metadata": {"yg.state": "cells", "yg.dataset": "month"}, "fields": list(columns())}, f)
    for night in range(NIGHTS):
        if night > 0:
            for _ in range(round(PERSONS * CHURN)):
                persons.pop(rng.randrange(len(persons)))
                persons.append(draw(rng))
        counts = {}
        for p in persons:
            for cell in cells_of(p):
                counts[cell] = counts.get(cell, 0) + 1
        write_table(os.path.join(folder, "cells.csv"), counts)
        shown = read(protect(folder, policy, night, is_held))
        fresh = sum(1 for value, status in shown.values() if status == "")
        held = sum(1 for value, status in shown.values() if status == "p")
        print("night %d: %d cells, %d of tonight, %d held, %d hidden" % (night, len(shown), fresh, held, len(shown) - fresh - held))


# The attacker ------------------------------------------------------------------


def read(path):
    with open(path, newline="", encoding="utf-8") as f:
        return {(r["division"], r["relief_type"]): (r["persons"], r["persons_status"]) for r in csv.DictReader(f)}


def equations():
    for d, nodes in enumerate(DIMENSIONS.values()):
        other = [n[0] for n in list(DIMENSIONS.values())[1 - d]]
        for whole in [n[0] for n in nodes]:
            parts = [n[0] for n in nodes if n[2] == whole]
            for o in other if parts else []:
                place = (lambda code: (code, o)) if d == 0 else (lambda code: (o, code))
                yield place(whole), [place(p) for p in parts]


def learn(path):
    """What one release tells: shown values of that night, and what equations give away."""
    known = {cell: int(value) for cell, (value, status) in read(path).items() if status == ""}
    change = True
    while change:
        change = False
        for whole, parts in EQUATIONS:
            unknown = [c for c in [whole] + parts if c not in known]
            if len(unknown) != 1:
                continue
            if unknown[0] == whole:
                known[whole] = sum(known[p] for p in parts)
            else:
                known[unknown[0]] = known[whole] - sum(known[p] for p in parts if p != unknown[0])
            change = True
    return known


def compare(then, now):
    """Cells, and rests of wholes, that have changed by one to three."""
    for cell in then.keys() & now.keys():
        if 1 <= abs(now[cell] - then[cell]) <= 3:
            yield "%s %s" % cell
    for whole, parts in EQUATIONS:
        if whole not in then or whole not in now:
            continue
        both = [p for p in parts if p in then and p in now]
        change = now[whole] - then[whole] - sum(now[p] - then[p] for p in both)
        if len(both) < len(parts) and 1 <= abs(change) <= 3:
            yield "%s %s without %d parts" % (*whole, len(both))


def attack(folder):
    releases = [learn(p) for p in sorted(glob.glob(os.path.join(folder, "night-*.csv")))]
    found = 0
    for b in range(len(releases)):
        for a in range(b):
            for what in compare(releases[a], releases[b]):
                found += 1
                if found <= 20:
                    print("nights %d and %d: %s" % (a, b, what))
    print("%d small changes found in %d releases" % (found, len(releases)))


EQUATIONS = list(equations())
if sys.argv[1] == "run":
    run(sys.argv[2], sys.argv[3], sys.argv[4] == "held")
elif sys.argv[1] == "take":
    if not os.path.exists(sys.argv[2]):
        make_history(sys.argv[2])
    take(sys.argv[2], sys.argv[3], int(sys.argv[4]))
else:
    attack(sys.argv[2])
