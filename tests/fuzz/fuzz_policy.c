/*
 * Any text as protect.json, of cells and of microdata.  What is accepted and fits a small table
 * finds what is sensitive there, and asks of no interval that it be upside down.
 */
#include <assert.h>
#include <math.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cell_sketch.h"
#include "protect/cells/additive.h"
#include "protect/methods/method.h"
#include "protect/microdata/microdata_spec.h"
#include "protect/rules/primary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char sums[] = "=awp pf,ps,hs,af,tf\n"
			   "0101:01:_T,w1,2026-01:2026|4,4,3,900,300\n"
			   "0101:01:_T,_T,2026-02:2026|40,40,9,700,200\n"
			   "0102:01:_T,w1,2026-02:2026|2,2,1,500,500\n"
			   "02:_T,_T,2026-01:2026|60,60,50,0,0\n"
			   "02:_T,w2,2026-02:2026|7,7,7,x,1\n"
			   "=ap pf,af\n"
			   "01:_T,2026-02:2026|42,1200\n"
			   "02:_T,2026-02:2026|7,x\n";
/* For rounding and cell keys, which take counts only. */
static const char counts[] = "=ap pf,hf,kf\n"
			     "0101:01:_T,2026-01:2026|4,3,777\n"
			     "0101:01:_T,2026-02:2026|40,9,12345678\n"
			     "02:_T,2026-02:2026|2,1,87654321\n";

static void load(struct cells *c, const char *text)
{
	static struct sketch tables[2];
	char *copy = strdup(text);
	int n = sketch_read(tables, 2, copy, true);
	struct err err = ERR_INIT;

	if (sketch_load(c, tables, n, false, &err) < 0) {
		fprintf(stderr, "fuzz_policy: %s\n", err.msg);
		abort();
	}
	free(copy);
}

static void check_need(const struct primary *pr, const struct cells *c, const struct policy *p)
{
	struct buf words = BUF_INIT;
	int64_t low, high;
	uint32_t i;
	int m;

	for (i = 0; i < c->nrows + pr->nshadows; i++) {
		for (m = 0; m < c->nmeasures; m++)
			if ((i >= c->nrows || pr->states[i] == ROW_PRIMARY) &&
			    primary_need(pr, c, p, m, i, &low, &high))
				assert(low <= high && low >= 0);
		if (i < c->nrows) {
			assert(policy_cost(p, c, i) >= 0 && isfinite(policy_cost(p, c, i)));
			policy_keeps(p, c, i);
			if (pr->states[i] == ROW_PRIMARY)
				primary_reason(pr, c, p, i, &words);
		}
	}
	buf_release(&words);
}

static void apply(struct method *m, const struct cells *c, const struct policy *p)
{
	struct outcome o;
	struct err err = ERR_INIT;

	outcome_init(&o, c);
	if (method_apply(m, c, p, NULL, &o, &err) < 0)
		assert(err.kind == ERR_CONFIG || err.kind == ERR_DATA);
	outcome_release(&o);
}

static void protect(struct policy *p, const struct cells *c)
{
	struct primary pr = { 0 };
	struct method m = { 0 };
	struct err err = ERR_INIT;
	int ret = method_read(p, &m, &err);

	if (ret == 0)
		ret = policy_bind(p, c, &err);
	assert(ret == 0 || err.kind == ERR_CONFIG);
	if (ret == 0 && m.kind == METHOD_SUPPRESSION) {
		ret = additive_check(c, p, &err);
		if (ret == 0)
			ret = primary_find(&pr, c, p, &err);
		assert(ret == 0 || err.kind == ERR_DATA);
		if (ret == 0)
			check_need(&pr, c, p);
	} else if (ret == 0 && m.kind != METHOD_LAPLACE && m.kind != METHOD_GAUSSIAN) {
		/* Noise asks for a key and for what was spent. */
		apply(&m, c, p);
	}
	primary_release(&pr);
	method_release(&m);
}

static void read_microdata(const uint8_t *data, size_t size)
{
	static int fd = -1;
	struct microdata_spec s = { 0 };
	struct err err = ERR_INIT;
	char path[64];

	if (fd < 0)
		fd = memfd_create("protect", MFD_CLOEXEC);
	assert(ftruncate(fd, 0) == 0 && pwrite(fd, data, size, 0) == (ssize_t)size);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (microdata_spec_read(path, &s, &err) < 0)
		assert(err.kind == ERR_CONFIG);
	else
		assert(s.nquasi > 0 && s.k >= 2 && s.suppression >= 0 && s.suppression <= MILLION);
	microdata_spec_release(&s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct cells of_sums, of_counts;
	struct policy p;
	struct err err = ERR_INIT;

	if (!of_sums.ntables) {
		load(&of_sums, sums);
		load(&of_counts, counts);
	}
	read_microdata(data, size);
	if (policy_parse("protect.json", (struct str){ (const char *)data, size }, &p, &err) == 0) {
		protect(&p, &of_sums);
		protect(&p, &of_counts);
	} else {
		assert(err.kind == ERR_CONFIG);
	}
	policy_release(&p);
	return 0;
}
