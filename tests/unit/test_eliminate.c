/* Known answers of the elimination engine: patterns of the R peer (GaussSuppression). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "elimination_case.h"
#include "protect/pattern/witness.h"

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
		cmocka_unit_test(small_relief_table_has_the_pattern_of_the_peer),
		cmocka_unit_test(middle_relief_table_has_the_pattern_of_the_peer),
		cmocka_unit_test(large_relief_table_has_the_pattern_of_the_peer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
