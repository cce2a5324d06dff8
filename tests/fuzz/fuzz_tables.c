/*
 * Any tables of cells (cell_sketch.h) under any policy: the first line is protect.json, the
 * second begins with + where rows are leaves that are added up, the rest are tables.  They are
 * protected or refused, in the same way in whatever order their rows come and, where they are tied,
 * whichever table is the first; a pattern that the second check does not find safe is ERR_BUG,
 * which is a finding.
 */
#include <assert.h>

#include "cell_sketch.h"
#include "core/log.h"
#include "protect/cells/additive.h"
#include "protect/intervals/audit.h"
#include "protect/cells/layers.h"
#include "protect/suppress.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TABLES = 2, ROUNDS = 3, PIVOTS = 2000 };

struct run {
	struct cells c;
	struct policy p;
	struct primary pr;
	struct past past;
	struct suppression s;
	struct err err;
	int ret;
};

static int protect(struct run *r)
{
	const char *const none[TABLES] = { NULL };

	if (policy_bind(&r->p, &r->c, &r->err) < 0 || additive_check(&r->c, &r->p, &r->err) < 0)
		return -1;
	layers_find(&r->c, &r->p);
	if (primary_find(&r->pr, &r->c, &r->p, &r->err) < 0 ||
	    past_read(&r->past, &r->c, NULL, none, &r->err) < 0)
		return -1;
	layers_judge(&r->pr, &r->c);
	return suppress_tables(&r->s, &r->c, &r->p, &r->pr, &r->past, &r->err);
}

/* Its own policy, for binding changes it. */
static void begin(struct run *r, const struct sketch *tables, int n, const char *policy,
		  bool backwards)
{
	*r = (struct run){ .ret = -1 };
	if (policy_parse("protect.json", str_of(policy), &r->p, &r->err) < 0 ||
	    sketch_load(&r->c, tables, n, backwards, &r->err) < 0)
		return;
	if (r->p.audit_rounds > ROUNDS)
		r->p.audit_rounds = ROUNDS;
	if (r->p.audit_pivots > PIVOTS)
		r->p.audit_pivots = PIVOTS;
	r->ret = protect(r);
}

static void end(struct run *r)
{
	suppression_release(&r->s);
	past_release(&r->past);
	primary_release(&r->pr);
	cells_release(&r->c);
	policy_release(&r->p);
}

static void fail(const struct run *r, const char *what)
{
	fprintf(stderr, "fuzz_tables: %s: %d %d %s\n", what, r->ret, (int)r->err.kind, r->err.msg);
	abort();
}

/* What is protected is not shown. */
static void check(const struct run *r)
{
	uint32_t row;

	if (r->ret < 0 && r->err.kind != ERR_CONFIG && r->err.kind != ERR_DATA &&
	    r->err.kind != ERR_GATE)
		fail(r, "fails");
	for (row = 0; r->ret == 0 && row < r->c.nrows; row++)
		if (r->pr.states[row] == ROW_PRIMARY && r->s.how[row] == SUPPRESS_NOT)
			fail(r, "shows a primary row");
}

static void compare(const struct run *a, const struct run *b)
{
	uint32_t i, x, y;

	if (a->ret != b->ret || a->err.kind != b->err.kind)
		fail(b, "ends in another way backwards");
	for (i = 0; a->ret == 0 && i < a->c.nrows; i++) {
		x = a->c.sorted[i];
		y = b->c.sorted[i];
		if (a->pr.states[x] != b->pr.states[y] || a->s.how[x] != b->s.how[y])
			fail(b, "has another pattern backwards");
	}
	if (strcmp(a->s.digest, b->s.digest) != 0)
		fail(b, "has another digest backwards");
}

static uint64_t add_text(uint64_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 1099511628211u;
	return (hash ^ hash >> 31) * 0x9e3779b97f4a7c15u;
}

/* One number for all suppressed rows, whatever the order of rows and dimensions. */
static uint64_t pattern_of(const struct run *r)
{
	const struct axis *axes = r->c.axes;
	uint64_t sum = 0, name;
	uint32_t row;
	int a;

	for (row = 0; row < r->c.nrows; row++) {
		if (r->s.how[row] == SUPPRESS_NOT)
			continue;
		for (name = 0, a = 0; a < r->c.naxes; a++)
			name += add_text(add_text(1, axes[a].name),
					 axes[a].codes[cells_nodes(&r->c, row)[a]]);
		sum += add_text(name, "");
	}
	return sum;
}

static bool has_beside(const struct run *r)
{
	int m;

	for (m = 0; m < r->c.nmeasures; m++)
		if (r->c.measures[m].is_beside)
			return true;
	return false;
}

/* The audit of intervals has hidden more rows, or given up: which of several rows would do is
 * told by a linear program, whose columns are in the order of the tables. */
static bool is_repaired(const struct run *r)
{
	uint32_t row;

	if (r->ret < 0)
		return strstr(r->err.msg, "audit") != NULL;
	for (row = 0; row < r->c.nrows; row++)
		if (r->s.how[row] == SUPPRESS_INTERVAL)
			return true;
	return false;
}

/* Tables that are tied have one pattern; it may be that only one order can be read. */
static void compare_swapped(const struct run *a, const struct run *b)
{
	if (has_beside(a) || has_beside(b) || is_repaired(a) || is_repaired(b))
		return;
	if (a->ret == 0 && b->ret == 0 && pattern_of(a) != pattern_of(b))
		fail(b, "has another pattern with tables swapped");
	if (a->ret != b->ret && (a->err.kind == ERR_GATE || b->err.kind == ERR_GATE))
		fail(a->ret < 0 ? a : b, "ends in another way with tables swapped");
}

static void try_swapped(const struct run *first, const struct sketch *tables, const char *policy)
{
	static struct sketch swapped[TABLES];
	struct run r;

	swapped[0] = tables[1];
	swapped[1] = tables[0];
	begin(&r, swapped, TABLES, policy, false);
	check(&r);
	compare_swapped(first, &r);
	end(&r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct sketch tables[TABLES];
	char *copy, *rest, *policy;
	struct run a, b;
	bool adds_up;
	int n;

	log_setup("fuzz_tables", LOG_QUIET, false);
	copy = rest = strndup((const char *)data, size);
	policy = strsep(&rest, "\n");
	adds_up = rest && *rest == '+';
	n = sketch_read(tables, TABLES, rest, adds_up);
	if (n > 0) {
		begin(&a, tables, n, policy, false);
		check(&a);
		begin(&b, tables, n, policy, true);
		check(&b);
		compare(&a, &b);
		if (n == TABLES)
			try_swapped(&a, tables, policy);
		end(&a);
		end(&b);
	}
	free(copy);
	return 0;
}
