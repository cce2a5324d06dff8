/* Known answers of the elimination engine: patterns of the R peer (GaussSuppression). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>
#include <cmocka.h>

#include "core/mem.h"
#include "protect/eliminate.h"
#include "protect/witness.h"

struct problem {
	struct sparse cells;
	uint8_t *classes;
	uint32_t *order;
	size_t norder;
};

static void problem_release(struct problem *p)
{
	sparse_release(&p->cells);
	free(p->classes);
	free(p->order);
}

static int run(const struct problem *p, const struct field61 *field, struct elimination *e)
{
	const struct elimination_problem ep = { .cells = &p->cells,
						.classes = p->classes,
						.order = p->order,
						.norder = p->norder,
						.field = field,
						.seed = 1 };
	struct err err = ERR_INIT;

	return eliminate(&ep, e, &err);
}

static const char *shared_path(const char *name, char *path, size_t n)
{
	const char *shared = getenv("YG_SHARED");

	snprintf(path, n, "%s/cases/%s", shared ? shared : "../shared", name);
	return path;
}

static gzFile open_case(const char *name)
{
	char path[512];
	gzFile f = gzopen(shared_path(name, path, sizeof(path)), "rb");

	if (!f) {
		print_message("SKIP: %s is not there\n", path);
		skip();
	}
	gzbuffer(f, 1 << 17);
	return f;
}

/* Whole numbers in any layout; -1 at the end. */
static long next_number(gzFile f)
{
	int c = gzgetc(f);
	long n = 0;

	while (c != -1 && (c < '0' || c > '9'))
		c = gzgetc(f);
	if (c == -1)
		return -1;
	for (; c >= '0' && c <= '9'; c = gzgetc(f))
		n = n * 10 + (c - '0');
	return n;
}

/* Number of inner cells, cells, candidates, protected cells; the columns; the
 * candidates in their order; the protected cells. */
static void read_problem(const char *name, struct problem *p)
{
	gzFile f = open_case(name);
	uint32_t nrows = (uint32_t)next_number(f), *sizes, *rows = NULL;
	size_t ncells = (size_t)next_number(f), nprotected, i, capacity = 0, n = 0, at = 0;
	uint32_t k;

	p->norder = (size_t)next_number(f);
	nprotected = (size_t)next_number(f);
	sizes = mem_zalloc(ncells, sizeof(*sizes));
	for (i = 0; i < ncells; i++) {
		sizes[i] = (uint32_t)next_number(f);
		rows = mem_grow(rows, &capacity, n + sizes[i] + 1, sizeof(*rows));
		for (k = 0; k < sizes[i]; k++)
			rows[n++] = (uint32_t)next_number(f);
	}
	sparse_begin(&p->cells, nrows, sizes, ncells);
	for (i = 0; i < ncells; i++)
		for (k = 0; k < sizes[i]; k++)
			sparse_put(&p->cells, i, rows[at++]);
	sparse_end(&p->cells);
	p->order = mem_zalloc(p->norder, sizeof(*p->order));
	p->classes = mem_zalloc(ncells, 1);
	memset(p->classes, CELL_HIDDEN, ncells);
	for (i = 0; i < p->norder; i++) {
		p->order[i] = (uint32_t)next_number(f);
		p->classes[p->order[i]] = CELL_CANDIDATE;
	}
	for (i = 0; i < nprotected; i++)
		p->classes[next_number(f)] = CELL_PROTECTED;
	gzclose(f);
	free(sizes);
	free(rows);
}

static void check_witness(const struct problem *p, const struct elimination *e, const char *seed)
{
	size_t n = p->cells.ncolumns, j;
	bool *published = mem_zalloc(n, 1), *protected = mem_zalloc(n, 1);
	struct err err = ERR_INIT;
	struct field61 field;
	uint32_t failed;

	for (j = 0; j < n; j++) {
		published[j] = e->outcomes[j] == CELL_PUBLISHED;
		protected[j] = p->classes[j] == CELL_PROTECTED;
	}
	field61_draw(&field, seed, 2);
	assert_int_equal(
		witness_try(&p->cells, published, protected, NULL, &field, 7, &failed, &err), 0);
	assert_int_equal(failed, WITNESS_NONE);
	/* Publishing a secondary cell too gives a protected cell away. */
	for (j = 0; j < n && e->outcomes[j] != CELL_SECONDARY; j++)
		;
	published[j] = true;
	assert_int_equal(
		witness_try(&p->cells, published, protected, NULL, &field, 7, &failed, &err), 0);
	assert_int_not_equal(failed, WITNESS_NONE);
	free(published);
	free(protected);
}

static void check_bench(const char *name, const char *expected, size_t count)
{
	struct problem p = { 0 };
	struct elimination e;
	struct field61 field;
	gzFile f;
	long j;

	read_problem(name, &p);
	field61_draw(&field, name, 1);
	assert_int_equal(run(&p, &field, &e), 0);
	assert_int_equal(e.nunsafe, 0);
	assert_int_equal(e.nsecondary, count);
	f = open_case(expected);
	for (j = next_number(f); j >= 0; j = next_number(f), count--)
		assert_int_equal(e.outcomes[j], CELL_SECONDARY);
	gzclose(f);
	assert_int_equal(count, 0);
	check_witness(&p, &e, name);
	elimination_release(&e);
	problem_release(&p);
}

static void small_relief_table_has_the_pattern_of_the_peer(void **state)
{
	(void)state;
	check_bench("bench/relief_s.gx", "bench/relief_s.gauss_none.secondary", 266);
}

static void middle_relief_table_has_the_pattern_of_the_peer(void **state)
{
	(void)state;
	check_bench("bench/relief_m.gx", "bench/relief_m.gauss_none.secondary", 845);
}

static void large_relief_table_has_the_pattern_of_the_peer(void **state)
{
	(void)state;
	check_bench("bench/relief_l.gx.gz", "bench/relief_l.gauss_none.secondary", 4818);
}

/* A two-way table as the peer lists it: code, code, count, primary, then patterns. */
struct listed {
	int n;
	char codes[128][2][16];
	long counts[128];
	bool is_primary[128], is_suppressed[128];
	char areas[32][3][16]; /* region, county, group of z2 */
	int nareas;
};

static bool next_line(gzFile f, char cells[8][16])
{
	const char *p;
	char line[256];
	int i, n;

	if (!gzgets(f, line, sizeof(line)))
		return false;
	for (i = 0, p = line; i < 8 && *p; i++) {
		n = (int)strcspn(p, ",\r\n");
		if (*p == '"')
			snprintf(cells[i], sizeof(cells[i]), "%.*s", n - 2, p + 1);
		else
			snprintf(cells[i], sizeof(cells[i]), "%.*s", n, p);
		p = p[n] == ',' ? p + n + 1 : "";
	}
	return true;
}

static void read_listed(const char *name, int pattern, struct listed *t)
{
	gzFile f = open_case(name);
	char cells[8][16];

	next_line(f, cells);
	for (t->n = 0; next_line(f, cells); t->n++) {
		memcpy(t->codes[t->n], cells, sizeof(t->codes[0]));
		t->counts[t->n] = strtol(cells[2], NULL, 10);
		t->is_primary[t->n] = strcmp(cells[3], "TRUE") == 0;
		t->is_suppressed[t->n] = strcmp(cells[pattern], "TRUE") == 0;
	}
	gzclose(f);
}

static void read_areas(const char *name, struct listed *t)
{
	gzFile f = open_case(name);
	char cells[8][16];
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

/* Zeros first, then by falling count; of equal ones the peer takes the last listed first. */
static int by_count(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	long p = sorting->counts[x], q = sorting->counts[y];

	if ((p == 0) != (q == 0))
		return p == 0 ? -1 : 1;
	return p != q ? (p > q ? -1 : 1) : (int)y - (int)x;
}

static void check_listed(struct listed *t)
{
	struct problem p = { 0 };
	struct elimination e;
	struct field61 field;
	uint32_t i;

	list_columns(t, &p);
	p.classes = mem_zalloc((size_t)t->n, 1);
	p.order = mem_zalloc((size_t)t->n, sizeof(*p.order));
	p.norder = (size_t)t->n;
	for (i = 0; i < (uint32_t)t->n; i++) {
		p.classes[i] = t->is_primary[i] ? CELL_PROTECTED : CELL_CANDIDATE;
		p.order[i] = i;
	}
	sorting = t;
	qsort(p.order, (size_t)t->n, sizeof(*p.order), by_count);
	field61_draw(&field, "listed", 1);
	assert_int_equal(run(&p, &field, &e), 0);
	for (i = 0; i < (uint32_t)t->n; i++)
		assert_int_equal(e.outcomes[i] != CELL_PUBLISHED,
				 t->is_suppressed[i] || t->is_primary[i]);
	elimination_release(&e);
	problem_release(&p);
}

static void z1_has_the_pattern_of_the_peer(void **state)
{
	struct listed t = { 0 };

	(void)state;
	read_listed("gauss/out_z1_freq3.csv", 4, &t);
	assert_int_equal(t.n, 45);
	check_listed(&t);
}

static void zeros_protect_nothing(void **state)
{
	struct listed t = { 0 };

	(void)state;
	read_listed("gauss/out_docexample.csv", 5, &t);
	assert_int_equal(t.n, 24);
	check_listed(&t);
}

static void two_hierarchies_of_one_dimension_are_one_system(void **state)
{
	struct listed t = { 0 };

	(void)state;
	read_areas("gauss/in_z2.csv", &t);
	read_listed("gauss/out_z2_smallcounts3_noprot0.csv", 4, &t);
	assert_int_equal(t.n, 100);
	check_listed(&t);
}

/* A line of three inner cells and its total: columns 0..2 and 3. */
static void make_line(struct problem *p, uint8_t total)
{
	static const uint32_t sizes[] = { 1, 1, 1, 3 };
	uint32_t i;

	*p = (struct problem){ 0 };
	sparse_begin(&p->cells, 3, sizes, 4);
	for (i = 0; i < 3; i++) {
		sparse_put(&p->cells, i, i);
		sparse_put(&p->cells, 3, i);
	}
	sparse_end(&p->cells);
	p->classes = mem_zalloc(4, 1);
	p->classes[0] = CELL_PROTECTED;
	p->classes[3] = total;
	p->order = mem_zalloc(3, sizeof(*p->order));
	p->order[0] = 3;
	p->order[1] = 1;
	p->order[2] = 2;
	p->norder = 3;
}

static void the_last_candidate_of_a_line_pays(void **state)
{
	struct problem p;
	struct elimination e;
	struct field61 field;

	(void)state;
	make_line(&p, CELL_CANDIDATE);
	field61_init(&field, ((uint64_t)1 << 61) - 1);
	assert_int_equal(run(&p, &field, &e), 0);
	assert_int_equal(e.nsecondary, 1);
	assert_int_equal(e.outcomes[0], CELL_WITHHELD);
	assert_int_equal(e.outcomes[1], CELL_PUBLISHED);
	assert_int_equal(e.outcomes[2], CELL_SECONDARY);
	assert_int_equal(e.because[2], 0);
	assert_int_equal(e.outcomes[3], CELL_PUBLISHED);
	elimination_release(&e);
	problem_release(&p);
}

static void a_hidden_total_needs_no_secondary_cell(void **state)
{
	struct problem p;
	struct elimination e;
	struct field61 field;

	(void)state;
	make_line(&p, CELL_HIDDEN);
	field61_init(&field, ((uint64_t)1 << 61) - 1);
	assert_int_equal(run(&p, &field, &e), 0);
	assert_int_equal(e.nsecondary, 0);
	assert_int_equal(e.outcomes[3], CELL_WITHHELD);
	elimination_release(&e);
	problem_release(&p);
}

static void forced_cells_that_give_a_protected_cell_away_are_reported(void **state)
{
	struct problem p;
	struct elimination e;
	struct field61 field;

	(void)state;
	make_line(&p, CELL_FORCED);
	p.classes[1] = p.classes[2] = CELL_FORCED;
	field61_init(&field, ((uint64_t)1 << 61) - 1);
	assert_int_equal(run(&p, &field, &e), 0);
	assert_int_equal(e.nunsafe, 1);
	assert_int_equal(e.outcomes[0], CELL_UNSAFE);
	elimination_release(&e);
	problem_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_candidate_of_a_line_pays),
		cmocka_unit_test(a_hidden_total_needs_no_secondary_cell),
		cmocka_unit_test(forced_cells_that_give_a_protected_cell_away_are_reported),
		cmocka_unit_test(z1_has_the_pattern_of_the_peer),
		cmocka_unit_test(zeros_protect_nothing),
		cmocka_unit_test(two_hierarchies_of_one_dimension_are_one_system),
		cmocka_unit_test(small_relief_table_has_the_pattern_of_the_peer),
		cmocka_unit_test(middle_relief_table_has_the_pattern_of_the_peer),
		cmocka_unit_test(large_relief_table_has_the_pattern_of_the_peer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
