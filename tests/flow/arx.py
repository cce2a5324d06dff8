"""The known answers of ARX on Adult, put to yg-protect --microdata as plain commands.

    arx.py CASES-FOLDER WORK-FOLDER

CASES-FOLDER holds arx_junit_expectations.tsv and data/ with adult.csv and its
hierarchies.  Every row on Adult whose privacy models and metric yg-protect knows
becomes a protect.json; the answer is the loss and the node in the audit file, or
status 79 where ARX found no solution.

Rows of ARX's heuristic searches, and those in which it takes a criterion for
monotone that is not, hold what ARX found, not the optimum: there ours must be as
good or better.  Loss agrees to nine digits.  One line for each row; the last counts.
"""
import csv
import json
import re
import subprocess
import sys

COLUMNS = ['sex', 'age', 'race', 'marital-status', 'education', 'native-country',
           'workclass', 'occupation', 'salary-class']
UNKNOWN = ['DPresence', 'KMap', 'Inclusion', 'Profitability', 'BLikeness', 'DifferentialPrivacy',
           'createDataDependent', 'AverageReid', 'SampleUniqueness', 'PopulationUniqueness',
           'GRASSBERGER', 'AECSMetric', 'PrecomputedLoss', 'LocalRecoding']
cases, work = sys.argv[1], sys.argv[2]


def tree(column):
    """Each level of a hierarchy as a map from the level below it."""
    with open(f'{cases}/data/adult_hierarchy_{column}.csv') as f:
        rows = [r for r in csv.reader(f, delimiter=';') if r]
    return [{r[i]: r[i + 1] for r in rows} for i in range(len(rows[0]) - 1)]


def prepare():
    with open(f'{cases}/data/adult.csv') as f, open(f'{work}/adult.csv', 'w') as to:
        to.write(f.read().replace(';', ','))
    fields = [{'name': c, 'type': 'int64' if c == 'age' else 'dict'} for c in COLUMNS]
    with open(f'{work}/adult.json', 'w') as to:
        json.dump({'metadata': {'yg.state': 'masked', 'yg.dataset': 'adult'}, 'fields': fields}, to)


def metric(text, spec):
    m = re.search(r'Metric\.create(\w+)Metric\((.*?)\)', text)
    if m[1] == 'PrecomputedEntropy':
        spec['metric'] = 'entropy' if m[2].endswith('true') else 'entropy+suppression'
    elif m[1] == 'Loss':
        spec['metric'] = 'loss'
        if m[2]:
            spec['suppression_cost'] = '%g' % min(1, 2 * float(m[2].rstrip('d')))
    elif m[1] == 'Discernability' and m[2] == 'true':
        spec['metric'] = 'discernibility'
    else:
        raise KeyError(m[0])


def sensitive(test, text):
    """The models about the occupation; the list of expectations drops the hierarchical
    distance where the test builds it elsewhere."""
    s = {'column': 'occupation'}
    m = re.search(r'EntropyLDiversity\("occupation", (\d+)', text)
    if m:
        s.update(l=int(m[1]), diversity='entropy')
    m = re.search(r'RecursiveCLDiversity\("occupation", ([\d.]+), (\d+)', text)
    if m:
        s.update(l=int(m[2]), diversity='recursive', c=m[1])
    m = re.search(r'(\w+)DistanceTCloseness\("occupation", ([\d.]+)', text)
    if m:
        s.update(t=m[2], distance=m[1].lower())
    elif test.endswith('TCloseness'):
        s.update(t='0.2', distance='hierarchical')
    if s.get('distance') == 'hierarchical':
        s['tree'] = tree('occupation')
    return s if len(s) > 1 else None


def specify(test, text):
    m = re.search(r'create\(([\d.]+)d?,', text)
    spec = {'suppression': m[1]}
    metric(text, spec)
    m = re.search(r'KAnonymity\((\d+)\)', text)
    spec['k'] = int(m[1]) if m else 2  # which every other model here implies
    s = sensitive(test, text)
    left_out = ['occupation'] if '"occupation"' in text else []
    if s:
        spec['sensitive'] = [s]
    elif left_out:
        spec['drop'] = left_out
    spec['quasi'] = [{'column': c, 'tree': tree(c)} for c in COLUMNS if c not in left_out]
    return spec


def answer(text):
    m = re.search(r'"?(-?[\d.E]+)d?"?, (null|new int\[\] ?{([^}]*)})', text)
    return float(m[1]), None if m[2] == 'null' else [int(x) for x in m[3].split(',')]


def ask(spec):
    with open(f'{work}/protect.json', 'w') as f:
        json.dump({'microdata': spec}, f, ensure_ascii=False)
    p = subprocess.run(['yg-protect', '-q', '--microdata', 'protect.json', 'adult.csv', '--schema',
                        'adult.json', '--audit', 'audit', '-o', 'out'], cwd=work, capture_output=True)
    if p.returncode == 79:
        return None, None
    if p.returncode:
        raise SystemExit(p.stderr.decode())
    with open(f'{work}/audit') as f:
        lines = [json.loads(line) for line in f]
    return lines[0]['loss'], [x['level'] for x in lines if x['audit'] == 'quasi']


def judge(test, text, want, got):
    if want[1] is None or got[1] is None:
        return 'same' if want[1] is None and got[1] is None else 'WRONG'
    if abs(want[0] - got[0]) <= 1e-9 * abs(want[0]):
        return 'same' if want[1] == got[1] else 'same loss'
    may_be_worse = re.search('Heuristic|Genetic', test) or text.rstrip().endswith('true')
    return 'better' if may_be_worse and got[0] < want[0] else 'WRONG'


def main():
    prepare()
    counts, known = {}, {}
    with open(f'{cases}/arx_junit_expectations.tsv') as f:
        rows = [r.rstrip('\n').split('\t') for r in f]
    for test, dataset, text in rows:
        if not dataset.startswith('./data/adult'):
            continue
        test = test.replace('TestAnonymization', '').replace('.java', '')
        if any(u in test or u in text for u in UNKNOWN):
            verdict = 'not supported'
        else:
            want, spec = answer(text), specify(test, text)
            key = json.dumps(spec)
            if key not in known:
                known[key] = ask(spec)
            got = known[key]
            verdict = judge(test, text, want, got)
            print(verdict, test, 'k', spec['k'], spec['suppression'], spec['metric'], want, got)
        counts[verdict] = counts.get(verdict, 0) + 1
    print('; '.join(f'{n} {v}' for v, n in sorted(counts.items())))
    sys.exit('WRONG' in counts)


main()
