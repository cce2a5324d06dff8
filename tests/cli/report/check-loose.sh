# A sheet saved alone as CSV is judged by what stands on it; what is not judged is said.
. "$CASE/published.inc"
true_figures >whole.spec
published whole
"$python" - <<'P'
import csv, openpyxl
book = openpyxl.load_workbook("whole.xlsx")
rows = [["" if v is None else v for v in r] for sheet in book for r in sheet.iter_rows(values_only=True)]
has = lambda word: [i for i, r in enumerate(rows) if word in "".join(str(v) for v in r)]
rows = rows[has("勾稽关系")[0]:has("四、结转下年度继续办理")[0] + 1]
for name, more in (("true.csv", 0), ("wrong.csv", 1)):
    with open(name, "w", newline="", encoding="gb18030") as f:
        for r in rows:
            last = max(i for i, v in enumerate(r) if v != "") if any(v != "" for v in r) else 0
            if "（七）总计" in [str(v) for v in r]:
                r = r[:last] + [int(r[last]) + more] + r[last + 1:]
            csv.writer(f).writerow(r)
P
for f in true wrong; do found csv $f; done
# A table that is there but lacks a label is still refused.
iconv -f GB18030 -t UTF-8 true.csv | grep -v '本机关不掌握' >cut.csv
found csv cut
