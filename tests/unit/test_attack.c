/*
 * yg-verify's attacker against brute force: over all tables in whole numbers that agree with what
 * is shown, no cell leaves the interval; in two dimensions the interval is exactly that.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/mem.h"
#include "verify/attack.h"
#include "verify/polytope.h"

#include "scratch.h"

enum { DIMENSIONS = 3, INNER_MAX = 8, CELLS_ALL = 27 };

static const char head[] =
	"{\"name\": \"t\", \"resources\": [{\"path\": \"t.csv\", \"format\": \"csv\", \"schema\": "
	"{\"fields\": [{\"name\": \"a\"}, {\"name\": \"b\"}, {\"name\": \"c\"}, "
	"{\"name\": \"n\", \"type\": \"integer\", \"kind\": \"flow\", \"quantity\": \"count()\"}, "
	"{\"name\": \"n_status\"}], \"primaryKey\": [\"a\", \"b\", \"c\"]}}]}";

struct world {
	int sizes[DIMENSIONS];
	int ninner, ncells;
	int inner[INNER_MAX];		   /* true values */
	int digits[CELLS_ALL][DIMENSIONS]; /* 0: the total */
	int inner_digits[INNER_MAX][DIMENSIONS];
	bool is_hidden[CELLS_ALL];
	bool shows_zero;
	int least[CELLS_ALL], most[CELLS_ALL]; /* by brute force */
};

static uint64_t state;

static int draw(int n)
{
	state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (int)((state >> 33) % (uint64_t)n);
}

static bool holds(const struct world *w, int cell, int inner)
{
	for (int d = 0; d < DIMENSIONS; d++)
		if (w->digits[cell][d] && w->digits[cell][d] != w->inner_digits[inner][d])
			return false;
	return true;
}

static int value(const struct world *w, const int *inner, int cell)
{
	int sum = 0;

	for (int i = 0; i < w->ninner; i++)
		sum += holds(w, cell, i) ? inner[i] : 0;
	return sum;
}

static void make_cells(struct world *w)
{
	int d[DIMENSIONS];

	w->ninner = w->ncells = 0;
	for (d[0] = 0; d[0] <= w->sizes[0]; d[0]++)
		for (d[1] = 0; d[1] <= w->sizes[1]; d[1]++)
			for (d[2] = 0; d[2] <= w->sizes[2]; d[2]++) {
				/* A dimension of one code has only its total. */
				if (w->sizes[2] == 0 && d[2])
					continue;
				memcpy(w->digits[w->ncells++], d, sizeof(d));
				if (d[0] && d[1] && (d[2] || w->sizes[2] == 0))
					memcpy(w->inner_digits[w->ninner++], d, sizeof(d));
			}
}

static void make_world(struct world *w, int a, int b, int c)
{
	memset(w, 0, sizeof(*w));
	w->sizes[0] = a;
	w->sizes[1] = b;
	w->sizes[2] = c;
	make_cells(w);
	for (int i = 0; i < w->ninner; i++)
		w->inner[i] = draw(4);
	/* The grand total is shown: else there is no end to it. */
	for (int i = 1; i < w->ncells; i++) {
		w->is_hidden[i] = draw(3) > 0 && value(w, w->inner, i) > 0;
		w->shows_zero |= !w->is_hidden[i] && value(w, w->inner, i) == 0;
	}
	w->shows_zero |= value(w, w->inner, 0) == 0;
}

static bool agrees(const struct world *w, const int *inner)
{
	for (int i = 0; i < w->ncells; i++) {
		int v = value(w, inner, i);

		if (w->is_hidden[i] ? v < w->shows_zero : v != value(w, w->inner, i))
			return false;
	}
	return true;
}

static void note(struct world *w, const int *inner)
{
	for (int i = 0; i < w->ncells; i++) {
		int v = value(w, inner, i);

		w->least[i] = v < w->least[i] ? v : w->least[i];
		w->most[i] = v > w->most[i] ? v : w->most[i];
	}
}

/* All tables with the same grand total. */
static void try_all(struct world *w, int *inner, int i, int rest)
{
	if (i == w->ninner - 1) {
		inner[i] = rest;
		if (agrees(w, inner))
			note(w, inner);
		return;
	}
	for (inner[i] = 0; inner[i] <= rest; inner[i]++)
		try_all(w, inner, i + 1, rest - inner[i]);
}

static void search_all(struct world *w)
{
	int inner[INNER_MAX];

	for (int i = 0; i < w->ncells; i++) {
		w->least[i] = 1000;
		w->most[i] = -1;
	}
	try_all(w, inner, 0, value(w, w->inner, 0));
}

static const char *code(int digit)
{
	static const char *const codes[] = { "_T", "x", "y", "z" };

	return codes[digit];
}

static void put_world(const struct world *w, const char *dir)
{
	struct buf csv = BUF_INIT;

	buf_puts(&csv, "a,b,c,n,n_status\r\n");
	for (int i = 0; i < w->ncells; i++) {
		buf_printf(&csv, "%s,%s,%s,", code(w->digits[i][0]), code(w->digits[i][1]),
			   code(w->digits[i][2]));
		if (w->is_hidden[i])
			buf_puts(&csv, ",c\r\n");
		else
			buf_printf(&csv, "%d,\r\n", value(w, w->inner, i));
	}
	free(scratch_put(dir, "datapackage.json", head));
	free(scratch_put(dir, "t.csv", csv.p));
	buf_release(&csv);
}

static void attack_world(const char *dir, struct published *p, struct attack *a)
{
	const struct attack_options o = { false, 1000000 };
	struct err err = ERR_INIT;

	assert_int_equal(published_open(p, dir, &err), 0);
	assert_int_equal(published_read(p, &err), 0);
	if (attack_run(a, p, 1, &o, &err) < 0)
		fail_msg("%s", err.msg);
}

/* Cells are in the order of the rows. */
static void compare(const struct world *w, const struct attack *a, bool is_exact)
{
	for (size_t i = 0; i < a->n; i++) {
		const struct finding *f = &a->findings[i];

		assert_true(w->is_hidden[f->cell]);
		assert_false(f->is_open);
		assert_int_not_equal(f->how, HOW_NOTHING);
		assert_true(f->low <= w->least[f->cell] && f->high >= w->most[f->cell]);
		if (is_exact)
			assert_true(f->low == w->least[f->cell] && f->high == w->most[f->cell]);
	}
}

static void try_worlds(int n, int a, int b, int c, bool is_exact)
{
	char *dir = scratch_new();

	for (int i = 0; i < n; i++) {
		struct published p;
		struct attack attack;
		struct world w;

		make_world(&w, a, b, c);
		search_all(&w);
		put_world(&w, dir);
		attack_world(dir, &p, &attack);
		compare(&w, &attack, is_exact);
		attack_release(&attack);
		published_close(&p);
	}
	scratch_remove(dir);
}

static void in_two_dimensions_the_intervals_are_those_of_brute_force(void **unused)
{
	(void)unused;
	state = 1;
	try_worlds(200, 2, 3, 0, true);
}

static void in_three_dimensions_no_table_lies_outside(void **unused)
{
	(void)unused;
	state = 2;
	try_worlds(60, 2, 2, 2, false);
}

static void the_same_release_has_the_same_intervals(void **unused)
{
	char *dir = scratch_new();
	struct published p, q;
	struct attack a, b;
	struct world w;

	(void)unused;
	state = 3;
	make_world(&w, 2, 2, 2);
	put_world(&w, dir);
	attack_world(dir, &p, &a);
	attack_world(dir, &q, &b);
	assert_int_equal(a.n, b.n);
	assert_int_equal(a.pivots, b.pivots);
	for (size_t i = 0; i < a.n; i++)
		assert_true(a.findings[i].low == b.findings[i].low &&
			    a.findings[i].high == b.findings[i].high &&
			    a.findings[i].row == b.findings[i].row);
	attack_release(&a);
	attack_release(&b);
	published_close(&p);
	published_close(&q);
	scratch_remove(dir);
}

/* x + y = 7, y - z <= 2, x >= z, all between 0 and 9: any multipliers prove a true bound. */
static void any_multipliers_prove_a_true_bound(void **unused)
{
	int64_t low[] = { 0, 0, 0 }, high[] = { 9, 9, 9 }, rights[] = { 7, 2, 0 };
	size_t first[] = { 0, 2, 4, 6 };
	uint32_t terms[] = { 0, 1, 1, 2, 0, 2 }, nused;
	int32_t weights[] = { 1, 1, 1, -1, 1, -1 };
	uint8_t senses[] = { ROW_EQUAL, ROW_AT_MOST, ROW_AT_LEAST };
	struct polytope p = { .n = 3,
			      .low = low,
			      .high = high,
			      .nrows = 3,
			      .first = first,
			      .terms = terms,
			      .weights = weights,
			      .rights = rights,
			      .senses = senses };
	/* The greatest are 7, 4 (y <= 2 + z <= 2 + x = 9 - y) and 7; the least are 3, 0 and 0. */
	static const int most[] = { 7, 4, 7 }, least[] = { 3, 0, 0 };
	__int128 bound;

	(void)unused;
	state = 4;
	for (int i = 0; i < 3000; i++) {
		double y[] = { draw(41) / 8.0 - 2, draw(41) / 7.0 - 3, draw(41) / 3.0 - 6 };
		uint32_t u = (uint32_t)draw(3);

		if (polytope_prove(&p, u, 1, y, &bound, &nused))
			assert_true(bound >= most[u]);
		if (polytope_prove(&p, u, -1, y, &bound, &nused))
			assert_true(-bound <= least[u]);
	}
	/* Half of each row: 2y <= 9. */
	assert_true(polytope_prove(&p, 1, 1, (double[]){ .5, .5, -.5 }, &bound, &nused));
	assert_int_equal((int)bound, 4);
	assert_int_equal(nused, 3);
}

static void a_year_knows_its_quarters_and_months(void **unused)
{
	static const char rows[] = "a,b,c,n,n_status\r\n2025-Q2,x,x,1,\r\n2025-02,x,x,1,\r\n";
	char *dir = scratch_new();
	struct err err = ERR_INIT;
	struct published p;
	struct codebook b;
	int32_t year, quarter;

	(void)unused;
	free(scratch_put(dir, "datapackage.json", head));
	free(scratch_put(dir, "t.csv", rows));
	assert_int_equal(published_open(&p, dir, &err), 0);
	assert_int_equal(published_read(&p, &err), 0);
	codebook_init(&b, "a");
	assert_int_equal(codebook_add(&b, &p, 0, &err), 0);
	assert_int_equal(codebook_finish(&b, &err), 0);
	assert_int_equal(b.kind, BOOK_PERIOD);
	year = codebook_find(&b, STR("2025"));
	quarter = codebook_find(&b, STR("2025-Q1"));
	assert_int_equal(b.parents[year], NODE_NONE);
	assert_int_equal(b.first[year], quarter);
	assert_int_equal(b.next[quarter], codebook_find(&b, STR("2025-Q2")));
	assert_int_equal(b.first[quarter], codebook_find(&b, STR("2025-01")));
	assert_int_equal(codebook_before(&b, quarter), NODE_NONE);
	assert_int_equal(codebook_before(&b, codebook_find(&b, STR("2025-04"))),
			 codebook_find(&b, STR("2025-03")));
	assert_true(b.is_used[quarter]);
	assert_false(b.is_used[codebook_find(&b, STR("2025-Q4"))]);
	codebook_release(&b);
	published_close(&p);
	scratch_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_two_dimensions_the_intervals_are_those_of_brute_force),
		cmocka_unit_test(in_three_dimensions_no_table_lies_outside),
		cmocka_unit_test(the_same_release_has_the_same_intervals),
		cmocka_unit_test(any_multipliers_prove_a_true_bound),
		cmocka_unit_test(a_year_knows_its_quarters_and_months),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
