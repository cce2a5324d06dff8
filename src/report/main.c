/*
 * yg-report fills in the official forms of a bureau, and judges those that others filled in.
 *
 *	yg-report --period 2025 --records requests=requests.arrows --records events=events.arrows \
 *		-o out/work/annual-report pipelines/annual-report/report.json
 *	yg-report --check report.docx --last out/public/annual-report-2024.json
 */
#include <stdlib.h>

#include "core/log.h"
#include "core/program.h"
#include "report/desk.h"
#include "report/desk_check.h"
#include "report/paper/write.h"

static struct desk_options desk;
static struct desk_check check;
static const char *blank, *to;
static bool is_check, only_figures;

static const struct opt opts[] = {
	{ 0, "period", OPT_STRING, &desk.period, "PERIOD",
	  "what the report is of: 2025, 2025-Q3 or 2025-10" },
	{ 0, "records", OPT_LIST, &desk.records, "SET",
	  "records to count, as NAME=FILE of a masked stream; may be given again" },
	{ 0, "release", OPT_LIST, &desk.releases, "RELEASE",
	  "a published release, as NAME=DIR, or NAME=FILE of a safe stream; may be given again" },
	{ 0, "last", OPT_STRING, &desk.last, "FILE",
	  "the approved report of the period before, as JSON" },
	{ 0, "entered", OPT_STRING, &desk.entered, "FILE",
	  "what an officer entered, as JSON or XLSX" },
	{ 0, "day", OPT_STRING, &desk.day, "DATE",
	  "the day at which requests are overdue; the last of the period when absent" },
	{ 0, "draft", OPT_FLAG, &desk.draft, NULL,
	  "make a review copy that begins with what is open and what is wrong" },
	{ 'o', "output", OPT_STRING, &desk.output, "DIR",
	  "write the report into DIR, whole or not at all" },
	{ 0, "trace", OPT_STRING, &desk.trace, "FILE",
	  "write where each number comes from to FILE, which is private" },
	{ 0, "rows", OPT_STRING, &desk.rows, "FILE",
	  "write the numbers as open records to FILE, a stream for yg-package" },
	{ 0, "figures", OPT_FLAG, &only_figures, NULL,
	  "print the figures as JSON and write no report" },
	{ 0, "blank-entry", OPT_STRING, &blank, "FILE",
	  "write the empty entry form of the report to FILE, an XLSX" },
	{ 0, "check", OPT_FLAG, &is_check, NULL,
	  "judge filled reports: DOCX, XLSX, HTML, CSV or JSON" },
	{ 0, "part", OPT_LIST, &check.parts, "FILE",
	  "with --check: a report that it is the sum of; may be given again" },
	{ 0, "form", OPT_STRING, &check.form, "NAME",
	  "with --check: the form of documents; annual-report when absent" },
	{ 0, "to", OPT_STRING, &to, "FORMAT", "with --check: findings as text or json" },
	OPT_END
};

static struct program prog = {
	.name = "yg-report",
	.synopsis = "[options] REPORT.json | --check [options] FILE...",
	.summary = "Fills in official report forms, and checks filled ones.",
	.opts = opts,
	.min_operands = 1,
	.max_operands = 64,
};

static void print(const struct buf *b)
{
	fwrite(b->p, 1, b->n, stdout);
}

static int run_check(struct err *err)
{
	struct buf out = BUF_INIT;
	size_t nerrors;
	int ret;

	check.last = desk.last;
	check.json = to && strcmp(to, "json") == 0;
	if (to && !check.json && strcmp(to, "text") != 0)
		return err_set(err, ERR_USAGE, "--to \"%s\": text or json", to);
	ret = desk_check_files(&check, prog.operands, prog.noperands, &out, &nerrors, err);
	if (ret == 0)
		print(&out);
	buf_release(&out);
	if (ret == 0 && nerrors > 0)
		ret = err_set(err, ERR_DATA, "errors found: %zu", nerrors);
	return ret;
}

static int run_blank(struct err *err)
{
	struct desk d;
	struct buf title = BUF_INIT;
	struct doc doc;
	int ret = -1;

	doc_init(&doc);
	if (desk_open(&d, &desk, prog.operands[0], false, err) == 0) {
		buf_printf(&title, "%s人工填报表", d.site.name);
		entered_blank(&d.spec, d.name, title.p, d.period_text, &doc);
		ret = doc_table_finish(&doc.blocks[doc.nblocks - 1].table, d.name, err);
		if (ret == 0)
			ret = xlsx_book_write(&doc, blank, err);
	}
	buf_release(&title);
	doc_release(&doc);
	desk_close(&d);
	return ret;
}

/* What holds a report, and what a review copy begins with, is said on stdout too. */
static int judge(struct desk *d, struct err *err)
{
	struct buf b = BUF_INIT;
	int ret = desk.draft ? 0 : desk_judge(d, err);

	if (ret < 0) {
		verdicts_text(&d->verdicts, &b);
		print(&b);
	}
	buf_release(&b);
	return ret;
}

static int print_figures(const struct desk *d)
{
	struct buf b = BUF_INIT;

	figures_json(&d->figures, false, &b);
	print(&b);
	buf_release(&b);
	return 0;
}

static int fill(struct desk *d, struct err *err)
{
	if (desk_gather(d, err) < 0 || program_check(err) < 0 || desk_figures(d, err) < 0)
		return -1;
	if ((d->spec.form ? desk_fill : desk_yearbook)(d, err) < 0)
		return -1;
	if (only_figures)
		return print_figures(d);
	if (judge(d, err) < 0 || desk_document(d, err) < 0 || program_check(err) < 0 ||
	    desk_write(d, err) < 0)
		return -1;
	log_count("figures", (long long)d->figures.n, "%zu figures", d->figures.n);
	log_count("findings", (long long)d->verdicts.n, "%zu open, %zu errors, %zu remarks: %s",
		  verdicts_count(&d->verdicts, SEVERITY_OPEN),
		  verdicts_count(&d->verdicts, SEVERITY_ERROR),
		  verdicts_count(&d->verdicts, SEVERITY_REMARK), desk.output);
	return 0;
}

static int run_fill(struct err *err)
{
	struct desk d;
	int ret = -1;

	if (!desk.output && !only_figures)
		return err_set(err, ERR_USAGE, "no place for the report: give -o DIR");
	if (desk_open(&d, &desk, prog.operands[0], true, err) == 0)
		ret = fill(&d, err);
	desk_close(&d);
	return ret;
}

static int run(struct err *err)
{
	if (is_check)
		return run_check(err);
	if (check.parts.n > 0 || check.form || to)
		return err_set(err, ERR_USAGE, "--part, --form and --to go with --check");
	if (prog.noperands > 1)
		return err_set(err, ERR_USAGE, "only one REPORT.json, or --check");
	return blank ? run_blank(err) : run_fill(err);
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	int ret = program_start(&prog, argc, argv, &err);

	if (ret == 0)
		ret = run(&err);
	return program_end(&prog, ret, &err);
}
