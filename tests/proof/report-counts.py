"""report-counts.py cells DB REPORT.json YEAR | clocks DB CALENDAR.csv CASES.tsv YEAR DAY

The yearly report against a second count: its cells by SQL over the source database, which knows
nothing of the program's state machine, and the legal clocks by a few lines of Python over the
list of holidays.  Each difference is a line; the last line says how much was compared.
"""
import csv
import datetime
import decimal
import json
import sqlite3
import sys

RESULTS = ("1 2 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 4.1 4.2 4.3 "
           "5.1 5.2 5.3 5.4 5.5 6.1 6.2 6.3").split()
APPLICANTS = {"1": "自然人", "2": "商业企业", "3": "科研机构", "4": "社会公益组织", "5": "法律服务机构", "9": "其他"}

LIVES = """
create temp view life as
select distinct applicant, request.request_no,
       first_value(happened_on) over seen as received,
       max(case when event in ('answer', 'default') then happened_on end) over whole as closed,
       max(result) over whole as result
from request join request_event using (request_no)
window seen as (partition by request_no order by seq),
       whole as (partition by request_no);
create temp view quarrel as
select request_no, event, began, case when after in ('reconsidered', 'sued') then ended end as ended,
       outcome, sum(event = 'reconsider') over (partition by request_no order by seq
           rows between unbounded preceding and 1 preceding) as reconsidered
from (select request_no, seq, event, happened_on as began,
             lead(event) over turn as after, lead(happened_on) over turn as ended,
             lead(outcome) over turn as outcome
      from request_event where event in ('reconsider', 'reconsidered', 'sue', 'sued')
      window turn as (partition by request_no order by seq))
where event in ('reconsider', 'sue');
"""


def requests_of(db, first, last):
    """表三: where clause of each row, counted by applicant."""
    within = f"closed between '{first}' and '{last}'"
    rows = {"r1": f"received between '{first}' and '{last}'",
            "r2": f"received < '{first}' and coalesce(closed, '9') >= '{first}'",
            "r24": within, "r25": f"received <= '{last}' and coalesce(closed, '9') > '{last}'"}
    for n, result in enumerate(RESULTS):
        rows[f"r{n + 3}"] = f"{within} and result = '{result}'"
    for row, where in rows.items():
        counts = dict(db.execute(f"select applicant, count(*) from life where {where} group by 1"))
        for code, name in APPLICANTS.items():
            yield f"表三/{row}/{name}", counts.get(code, 0)
        yield f"表三/{row}/总计", sum(counts.values())


def disputes_of(db, first, last):
    """表四: what was pending or ended in the year."""
    kinds = {"行政复议": "event = 'reconsider'",
             "未经复议直接起诉": "event = 'sue' and coalesce(reconsidered, 0) = 0",
             "复议后起诉": "event = 'sue' and reconsidered > 0"}
    ends = {"结果维持": "upheld", "结果纠正": "corrected", "其他结果": "other", "尚未审结": "pending"}
    for kind, where in kinds.items():
        counts = dict(db.execute(f"""
            select case when coalesce(ended, '9') > '{last}' then 'pending' else outcome end, count(*)
            from quarrel where {where} and began <= '{last}' and coalesce(ended, '9') >= '{first}'
            group by 1"""))
        for name, outcome in ends.items():
            yield f"表四/{kind}/{name}", counts.get(outcome, 0)
        yield f"表四/{kind}/总计", sum(counts.values())


def acts_of(db, first, last):
    """表二."""
    def one(sql):
        return db.execute(sql).fetchone()[0]
    for kind, name in (("1", "规章"), ("2", "行政规范性文件")):
        of = f"select count(*) from normative where kind = '{kind}' and"
        yield f"表二/{name}/本年制发件数", one(f"{of} made_on between '{first}' and '{last}'")
        yield f"表二/{name}/本年废止件数", one(f"{of} repealed_on between '{first}' and '{last}'")
        yield (f"表二/{name}/现行有效件数",
               one(f"{of} made_on <= '{last}' and coalesce(repealed_on, '9') > '{last}'"))
    for table, name in (("permit", "行政许可"), ("penalty", "行政处罚"), ("enforcement", "行政强制")):
        yield (f"表二/{name}/本年处理决定数量",
               one(f"select count(*) from {table} where decided_on between '{first}' and '{last}'"))
    yield ("表二/行政事业性收费/本年收费金额", decimal.Decimal(one(
        f"select coalesce(sum(amount_fen), 0) from fee where kind = '1' and paid_on between '{first}' and '{last}'"
    )) / 1000000)


def compare_cells(database, report, year):
    db = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    db.executescript(LIVES)
    first, last = f"{year}-01-01", f"{year}-12-31"
    counted = {}
    for part in (acts_of, requests_of, disputes_of):
        counted.update(part(db, first, last))
    with open(report, encoding="utf-8") as f:
        tables = json.load(f, parse_float=decimal.Decimal)["tables"]
    printed = {f"{table}/{row}/{column}": v for table, rows in tables.items()
               for row, columns in rows.items() for column, v in columns.items()}
    wrong = [f"{key}: printed {printed.get(key)}, counted {counted.get(key)}"
             for key in sorted(set(counted) | set(printed)) if printed.get(key) != counted.get(key)]
    over = sum(1 for v in counted.values() if v)
    return wrong, f"{len(counted)} cells, {over} of them over 0"


class Calendar:
    def __init__(self, path):
        with open(path, encoding="utf-8", newline="") as f:
            self.kinds = {row["date"]: row["kind"] for row in csv.DictReader(f)}
        self.end = max(day for day in self.kinds if "-10-0" in day)[:4] + "-12-31"

    def works(self, day):
        return self.kinds.get(day.isoformat(), "work" if day.weekday() < 5 else "off") == "work"

    def after(self, day, n):
        while n:
            day += datetime.timedelta(1)
            n -= self.works(day)
        return day if day.isoformat() <= self.end else None

    def between(self, a, b):
        days = (a + datetime.timedelta(i) for i in range(1, (b - a).days + 1))
        return sum(map(self.works, days))


def clock(calendar, events, last, asked_on):
    """What is known of one request at the end of `last`, as the articles tell it: 20 working days
    (33) from the day after receipt (31); anew after a correction (30) and after a payment (国办函
    〔2020〕109号); the days at a third party do not count (32, 33); one extension (33).  What comes
    when the time is over already adds none."""
    start, days, stands, extra = None, 20, None, 0
    closed = late = None
    for event, on, given in events:
        on = datetime.date.fromisoformat(on)
        if on > last:
            break
        due = start and calendar.after(start, days + extra)
        if event in ("receive", "corrected", "paid"):
            start, days, extra, stands = on, 20, 0, None
        elif event == "extend" and (due is None or on <= due):
            days += given
        elif event in ("ask", "charge", "consult"):
            stands = (on, due is None or on <= due)
        elif event == "consulted":
            extra += calendar.between(stands[0], on) if stands[1] else 0
            stands = None
        elif event in ("answer", "default"):
            closed, late = on, event == "answer" and due is not None and on > due
            break
    due = None if closed or stands else calendar.after(start, days + extra)
    return {"closed_on": closed.isoformat() if closed else "",
            "due_on": due.isoformat() if due else "",
            "overdue": str(int(due is not None and due < asked_on)), "answered_late": str(int(bool(late)))}


def compare_clocks(database, calendar, cases, year, day):
    db = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    calendar, day = Calendar(calendar), datetime.date.fromisoformat(day)
    last = min(day, datetime.date(int(year), 12, 31))
    events = {}
    for no, *event in db.execute("select request_no, event, happened_on, days from request_event order by request_no, seq"):
        events.setdefault(no, []).append(event)
    wrong, counts = [], {"due_on": 0, "overdue": 0, "answered_late": 0}
    with open(cases, encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f, delimiter="\t"))
    for row in rows:
        for name, value in clock(calendar, events[row["request_no"]], last, day).items():
            if row[name] != value:
                wrong.append(f"{row['request_no']} {name}: {row[name] or 'none'}, worked out {value or 'none'}")
            if name in counts:
                counts[name] += value not in ("", "0")
    return wrong, f"{len(rows)} cases, {counts['due_on']} due, {counts['overdue']} overdue, {counts['answered_late']} late"


wrong, compared = {"cells": compare_cells, "clocks": compare_clocks}[sys.argv[1]](*sys.argv[2:])
for line in wrong[:40]:
    print(line)
print(f"{compared}, {len(wrong)} differences")
sys.exit(bool(wrong))
