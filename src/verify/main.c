/*
 * yg-verify checks releases from outside: whether they are whole, and what an attacker learns.
 *
 *	yg-verify out/public/d/relief-funds/latest
 *	yg-verify --attack out/public/d/relief-recipients/latest out/public/d/relief-funds/latest
 */
#include <stdlib.h>

#include "core/file.h"
#include "core/log.h"
#include "core/mem.h"
#include "core/program.h"
#include "verify/attack_report.h"
#include "verify/latest.h"
#include "verify/release_check.h"

static bool is_attack, assume_additive;
static long long least = 1, pivots = 5000000;
static const char *report;

static const struct opt opts[] = {
	{ 'a', "attack", OPT_FLAG, &is_attack, NULL,
	  "work out the suppressed cells of all releases together" },
	{ 0, "assume-additive", OPT_FLAG, &assume_additive, NULL,
	  "take counts of distinct persons as additive where nothing shown refutes it" },
	{ 0, "least", OPT_INTEGER, &least, "WIDTH",
	  "hold when an interval is narrower, in the last digit of its measure" },
	{ 0, "pivots", OPT_INTEGER, &pivots, "N", "effort for all linear programs together" },
	{ 0, "report", OPT_STRING, &report, "FILE", "write every suppressed cell as CSV" },
	OPT_END
};

static struct program prog = {
	.name = "yg-verify",
	.synopsis = "[options] RELEASE|TREE...",
	.summary = "Checks releases from outside: whether they are whole, what an attacker learns.",
	.opts = opts,
	.min_operands = 1,
	.max_operands = 64,
};

static void print(struct buf *text)
{
	fwrite(text->p, 1, text->n, stdout);
	buf_release(text);
}

static int check_one(const char *folder, long long *ndefects, struct err *err)
{
	struct defects d = DEFECTS_INIT(folder);
	struct buf text = BUF_INIT;
	int ret = release_check(folder, &d, err);

	defects_put(&d, &text);
	if (ret == 0 && d.n == 0)
		buf_printf(&text, "%s: ok\n", folder);
	print(&text);
	*ndefects += d.n;
	defects_release(&d);
	return ret;
}

static int check_all(const struct latest *l, struct err *err)
{
	long long ndefects = 0;

	for (size_t i = 0; i < l->n; i++)
		if (check_one(l->folders[i], &ndefects, err) < 0)
			return -1;
	return ndefects == 0 ? 0
			     : err_set(err, ERR_DATA, "%lld defect%s", ndefects,
				       ndefects == 1 ? "" : "s");
}

static int judge(const struct attack *a, struct err *err)
{
	struct buf summary = BUF_INIT, csv = BUF_INIT;
	struct verdict v;
	int ret = 0;

	attack_judge(a, least, &v);
	attack_put_summary(a, &v, least, &summary);
	print(&summary);
	if (report) {
		attack_put_csv(a, &csv);
		ret = file_save(report, 0644, (struct str){ csv.p, csv.n }, err);
		buf_release(&csv);
	}
	if (ret == 0 && v.ntoo_close)
		return err_set(err, ERR_GATE, "%zu of %zu suppressed cells are not hidden",
			       v.ntoo_close, a->n);
	if (ret == 0 && v.nunclear)
		return err_set(err, ERR_GATE,
			       "%zu of %zu suppressed cells cannot be judged: what is shown around "
			       "them contradicts itself",
			       v.nunclear, a->n);
	if (ret == 0 && v.nopen)
		return err_set(err, ERR_GATE,
			       "%zu of %zu suppressed cells are not decided within %lld pivots "
			       "(--pivots)",
			       v.nopen, a->n, pivots);
	return ret;
}

static int open_release(struct published *p, const char *folder, struct err *err)
{
	int ret = published_open(p, folder, err);

	if (ret == 0)
		ret = published_read(p, err);
	if (ret == 0 && !p->path)
		log_warn("%s: has no table: left out", folder);
	if (ret < 0 && err->kind == ERR_CONFIG)
		err->kind = ERR_DATA; /* their file, not our configuration */
	return ret;
}

static int attack_all(const struct latest *l, struct err *err)
{
	const struct attack_options o = { assume_additive, pivots };
	struct published *releases = mem_zalloc(l->n, sizeof(*releases));
	struct attack a = { .n = 0 };
	size_t n = 0;
	int ret = 0;

	while (ret == 0 && n < l->n) {
		ret = open_release(&releases[n], l->folders[n], err);
		n++;
	}
	if (ret == 0)
		ret = attack_run(&a, releases, (int)n, &o, err);
	if (ret == 0)
		ret = judge(&a, err);
	attack_release(&a);
	while (n > 0)
		published_close(&releases[--n]);
	free(releases);
	return ret;
}

static int check_options(struct err *err)
{
	if (!is_attack && (assume_additive || report || least != 1 || pivots != 5000000))
		return err_set(err, ERR_USAGE,
			       "--assume-additive, --least, --pivots and --report "
			       "are for --attack");
	return 0;
}

static int verify(struct err *err)
{
	struct latest l = { .n = 0 };
	int ret = check_options(err);

	for (int i = 0; ret == 0 && i < prog.noperands; i++)
		ret = latest_add(&l, prog.operands[i], err);
	if (ret == 0)
		ret = is_attack ? attack_all(&l, err) : check_all(&l, err);
	latest_release(&l);
	return ret;
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	int ret = program_start(&prog, argc, argv, &err);

	if (ret == 0)
		ret = verify(&err);
	return program_end(&prog, ret, &err);
}
