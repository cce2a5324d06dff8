/* Known answers of the elimination engine: small tables that the R peer lists. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>

#include "elimination_case.h"
#include "protect/pattern/equation.h"

/* A two-way table as the peer lists it: code, code, count, primary, then patterns. */
struct listed {
	int n;
	char codes[128][2][16];
	long counts[128];
	bool is_primary[128], is_suppressed[128];
	char areas[32][3][16]; /* region, county, group of z2 */
	int nareas;
	bool zeros_last, takes_first; /* of equal counts */
};

enum { COLUMNS = 9 };

static bool next_line(gzFile f, char cells[COLUMNS][16])
{
	const char *p;
	char line[256];
	int i, n;

	if (!gzgets(f, line, sizeof(line)))
		return false;
	for (i = 0, p = line; i < COLUMNS && *p; i++) {
		n = (int)strcspn(p, ",\r\n");
		if (*p == '"')
			snprintf(cells[i], sizeof(cells[i]), "%.*s", n - 2, p + 1);
		else
			snprintf(cells[i], sizeof(cells[i]), "%.*s", n, p);
		p = p[n] == ',' ? p + n + 1 : "";
	}
	return true;
}

static void read_listed(const char *name, int primary, int pattern, struct listed *t)
{
	gzFile f = open_case(name);
	char cells[COLUMNS][16];

	next_line(f, cells);
	for (t->n = 0; next_line(f, cells); t->n++) {
		memcpy(t->codes[t->n], cells, sizeof(t->codes[0]));
		t->counts[t->n] = lround(10 * strtod(cells[2], NULL));
		t->is_primary[t->n] = strcmp(cells[primary], "TRUE") == 0;
		t->is_suppressed[t->n] = strcmp(cells[pattern], "TRUE") == 0;
	}
	gzclose(f);
}

static void read_areas(const char *name, struct listed *t)
{
	gzFile f = open_case(name);
	char cells[COLUMNS][16];
	int i;

	next_line(f, cells);
	while (next_line(f, cells)) {
		for (i = 0; i < t->nareas && strcmp(t->areas[i][0], cells[0]) != 0;)
			i++;
		memcpy(t->areas[i], cells, sizeof(t->areas[0]));
		t->nareas = i == t->nareas ? i + 1 : t->nareas;
	}
	gzclose(f);
}

/* Whether code `part` lies within code `whole`; both are areas when areas are known. */
static bool lies_within(const struct listed *t, const char *part, const char *whole)
{
	int i;

	for (i = 0; i < t->nareas; i++)
		if (strcmp(t->areas[i][0], part) == 0 &&
		    (strcmp(t->areas[i][1], whole) == 0 || strcmp(t->areas[i][2], whole) == 0))
			return true;
	return strcmp(whole, "Total") == 0 || strcmp(part, whole) == 0;
}

static bool is_inner(const struct listed *t, int i)
{
	int k;

	for (k = 0; k < t->n; k++)
		if (k != i && lies_within(t, t->codes[k][0], t->codes[i][0]) &&
		    lies_within(t, t->codes[k][1], t->codes[i][1]))
			return false;
	return true;
}

static void list_columns(const struct listed *t, struct problem *p)
{
	uint32_t sizes[128] = { 0 }, inner[128], ninner = 0;
	int pass, i, k;

	for (i = 0; i < t->n; i++)
		if (is_inner(t, i))
			inner[ninner++] = (uint32_t)i;
	for (pass = 0; pass < 2; pass++) {
		if (pass)
			sparse_begin(&p->cells, ninner, sizes, (size_t)t->n);
		for (i = 0; i < t->n; i++)
			for (k = 0; k < (int)ninner; k++) {
				if (!lies_within(t, t->codes[inner[k]][0], t->codes[i][0]) ||
				    !lies_within(t, t->codes[inner[k]][1], t->codes[i][1]))
					continue;
				if (pass)
					sparse_put(&p->cells, (size_t)i, (uint32_t)k);
				else
					sizes[i]++;
			}
	}
	sparse_end(&p->cells);
}

static const struct listed *sorting;

/* Zeros first, or last; then by falling count; of equal ones the peer mostly takes the
 * last one first. */
static int by_count(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	long p = sorting->counts[x], q = sorting->counts[y];

	if (!sorting->zeros_last && (p == 0) != (q == 0))
		return p == 0 ? -1 : 1;
	if (p != q)
		return p > q ? -1 : 1;
	return sorting->takes_first ? (int)x - (int)y : (int)y - (int)x;
}

static void make_listed(struct listed *t, struct problem *p)
{
	uint32_t i;

	list_columns(t, p);
	p->classes = mem_zalloc((size_t)t->n, 1);
	p->order = mem_zalloc((size_t)t->n, sizeof(*p->order));
	p->norder = (size_t)t->n;
	for (i = 0; i < (uint32_t)t->n; i++) {
		p->classes[i] = t->is_primary[i] ? CELL_PROTECTED : CELL_CANDIDATE;
		p->order[i] = i;
	}
	sorting = t;
	qsort(p->order, p->norder, sizeof(*p->order), by_count);
}

static void check_pattern(const struct listed *t, const struct problem *p, size_t nsecondary)
{
	struct elimination e;
	struct field61 field;
	int i;

	field61_draw(&field, "listed", 1);
	assert_int_equal(run(p, &field, &e), 0);
	for (i = 0; i < t->n; i++)
		assert_int_equal(e.outcomes[i] != CELL_PUBLISHED,
				 t->is_suppressed[i] || t->is_primary[i]);
	assert_int_equal(e.nsecondary, nsecondary);
	elimination_release(&e);
}

static void check_listed(struct listed *t, size_t nsecondary)
{
	struct problem p = { 0 };

	make_listed(t, &p);
	check_pattern(t, &p, nsecondary);
	problem_release(&p);
}

static uint32_t find_listed(const struct listed *t, const char *a, const char *b)
{
	int i;

	for (i = 0; strcmp(t->codes[i][0], a) != 0 || strcmp(t->codes[i][1], b) != 0;)
		i++;
	return (uint32_t)i;
}

static void z1_has_the_pattern_of_the_peer(void **state)
{
	struct listed t = { 0 };

	(void)state;
	read_listed("gauss/out_z1_freq3.csv", 3, 4, &t);
	assert_int_equal(t.n, 45);
	check_listed(&t, 3);
}

static void zeros_protect_nothing(void **state)
{
	struct listed t = { 0 };

	(void)state;
	read_listed("gauss/out_docexample.csv", 3, 5, &t);
	assert_int_equal(t.n, 24);
	check_listed(&t, 3);
}

static void zeros_may_be_suppressed_where_they_come_last(void **state)
{
	struct listed t = { .zeros_last = true };

	(void)state;
	read_listed("gauss/out_docexample.csv", 3, 4, &t);
	check_listed(&t, 3);
}

static void two_hierarchies_of_one_dimension_are_one_system(void **state)
{
	struct listed t = { 0 };

	(void)state;
	read_areas("gauss/in_z2.csv", &t);
	read_listed("gauss/out_z2_smallcounts3_noprot0.csv", 3, 4, &t);
	assert_int_equal(t.n, 100);
	check_listed(&t, 15);
}

static void zeros_that_are_protected_need_more_cells(void **state)
{
	struct listed t = { 0 };

	(void)state;
	read_areas("gauss/in_z2.csv", &t);
	read_listed("gauss/out_z2_freq3.csv", 3, 4, &t);
	check_listed(&t, 18);
}

/* Company B is alone in one cell and company C in another: no other cell is to be
 * derived by either, which is what the peer's default asks for too. */
static void check_companies(const char *name, int primary)
{
	struct listed t = { 0 };
	struct problem p = { 0 };

	read_listed(name, primary, primary + 1, &t);
	assert_int_equal(t.n, 20);
	make_listed(&t, &p);
	p.insiders = mem_alloc((size_t)t.n * sizeof(*p.insiders));
	memset(p.insiders, 0xff, (size_t)t.n * sizeof(*p.insiders));
	p.insiders[find_listed(&t, "Entertainment", "Iceland")] = 'B';
	p.insiders[find_listed(&t, "Industry", "Spain")] = 'C';
	check_pattern(&t, &p, 5);
	problem_release(&p);
}

static void companies_that_are_alone_do_not_derive_other_cells(void **state)
{
	(void)state;
	check_companies("gauss/out_mag1_dom_n1_k80.csv", 7);
	check_companies("gauss/out_mag1_fewcontr_maxN1.csv", 5);
}

/* Three cells of one person each: that their sum is 3 would give away all of them. */
static void a_sum_that_gives_its_parts_away_is_protected_with_them(void **state)
{
	static const char *const parts[] = { "A", "B", "C" };
	struct listed t = { .takes_first = true };
	struct problem p = { 0 };
	int i;

	(void)state;
	read_listed("gauss/out_docexample.csv", 3, 6, &t);
	make_listed(&t, &p);
	combinations_begin(&p.also);
	for (i = 0; i < 3; i++)
		combinations_put(&p.also, find_listed(&t, "1", parts[i]), 1);
	check_pattern(&t, &p, 5);
	problem_release(&p);
}

/* Whether cell `of` follows from what is published and from cell `by`. */
static bool derives(const struct problem *p, const struct elimination *e,
		    const struct field61 *field, uint32_t by, uint32_t of)
{
	bool may_use[128];
	struct err err = ERR_INIT;
	struct equation q;
	size_t j;
	int ret;

	for (j = 0; j < p->cells.ncolumns; j++)
		may_use[j] = e->outcomes[j] == CELL_PUBLISHED || j == by;
	ret = equation_find(&p->cells, may_use, of, field, &q, &err);
	assert_true(ret >= 0);
	equation_release(&q);
	return ret > 0;
}

static void single_persons_do_not_derive_one_another(void **state)
{
	struct listed t = { 0 };
	struct problem p = { 0 };
	struct elimination e;
	struct field61 field;
	uint32_t i, k;

	(void)state;
	read_areas("gauss/in_z2.csv", &t);
	read_listed("gauss/out_z2_smallcounts3_noprot0.csv", 3, 4, &t);
	make_listed(&t, &p);
	p.insiders = mem_zalloc((size_t)t.n, sizeof(*p.insiders));
	sparse_find_identical(&p.cells, p.insiders);
	for (i = 0; i < (uint32_t)t.n; i++)
		if (t.counts[i] != 10)
			p.insiders[i] = INSIDER_NONE;
	field61_draw(&field, "listed", 1);
	assert_int_equal(run(&p, &field, &e), 0);
	assert_int_equal(e.nsecondary, 20); /* 15 without insiders */
	for (i = 0; i < (uint32_t)t.n; i++)
		for (k = 0; k < (uint32_t)t.n && t.is_primary[i]; k++)
			if (p.insiders[k] != INSIDER_NONE && p.insiders[k] != p.insiders[i])
				assert_false(derives(&p, &e, &field, k, i));
	elimination_release(&e);
	problem_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(z1_has_the_pattern_of_the_peer),
		cmocka_unit_test(zeros_protect_nothing),
		cmocka_unit_test(zeros_may_be_suppressed_where_they_come_last),
		cmocka_unit_test(zeros_that_are_protected_need_more_cells),
		cmocka_unit_test(companies_that_are_alone_do_not_derive_other_cells),
		cmocka_unit_test(a_sum_that_gives_its_parts_away_is_protected_with_them),
		cmocka_unit_test(single_persons_do_not_derive_one_another),
		cmocka_unit_test(two_hierarchies_of_one_dimension_are_one_system),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
