/* Laws of the elimination engine, on random systems solved over the rationals too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "random_system.h"
#include "protect/pattern/witness.h"

enum { SYSTEMS = 4000 };

static void run(const struct random_system *s, struct elimination *e)
{
	struct field61 field;
	const struct elimination_problem p = { .cells = &s->cells,
					       .classes = s->classes,
					       .order = s->order,
					       .norder = s->norder,
					       .also = &s->also,
					       .insiders = s->insiders,
					       .field = &field,
					       .seed = 3 };
	struct err err = ERR_INIT;

	field61_draw(&field, "insiders", 1);
	assert_int_equal(eliminate(&p, e, &err), 0);
}

/* What is published, or only what is forced; and what insider k knows of
 * himself. */
static void list_known(const struct random_system *s, const struct elimination *e, bool all,
		       uint32_t k, struct exact *known)
{
	int64_t column[EXACT_ROWS];
	size_t j;

	*known = (struct exact){ .nrows = (int)s->cells.nrows };
	for (j = 0; j < s->cells.ncolumns; j++) {
		if (s->classes[j] != CELL_FORCED && !(all && e->outcomes[j] == CELL_PUBLISHED) &&
		    (k == INSIDER_NONE || s->insiders[j] != k))
			continue;
		exact_of_cell(&s->cells, j, column);
		exact_put(known, column);
	}
}

static bool is_own(const struct random_system *s, uint32_t k, const int64_t *column)
{
	struct exact own = { .nrows = (int)s->cells.nrows };
	int64_t cell[EXACT_ROWS];
	size_t j;

	for (j = 0; k != INSIDER_NONE && j < s->cells.ncolumns; j++) {
		if (s->insiders[j] != k)
			continue;
		exact_of_cell(&s->cells, j, cell);
		exact_put(&own, cell);
	}
	return exact_spans(&own, column);
}

/* Whether the thing follows from what is known to the public (INSIDER_NONE) or to an insider. */
static bool follows_for(const struct random_system *s, const struct elimination *e, bool all,
			uint32_t k, const int64_t *column)
{
	struct exact known;

	list_known(s, e, all, k, &known);
	return exact_spans(&known, column) && (k == INSIDER_NONE || !is_own(s, k, column));
}

static const uint32_t knowers[] = { INSIDER_NONE, 0, 7, 14 };

static bool follows(const struct random_system *s, const struct elimination *e, bool all,
		    const int64_t *column)
{
	int i;

	for (i = 0; i < 4; i++)
		if (follows_for(s, e, all, knowers[i], column))
			return true;
	return false;
}

static void check_safety(const struct random_system *s, const struct elimination *e)
{
	size_t n = s->cells.ncolumns, i, nunsafe = 0, nlost = 0;
	int64_t column[EXACT_ROWS];
	bool is_lost;

	for (i = 0; i < n + s->also.n; i++) {
		exact_of_thing(s, i, column);
		if (i < n ? s->classes[i] != CELL_PROTECTED : exact_is_zero(column))
			continue;
		is_lost = i < n ? e->outcomes[i] == CELL_UNSAFE : e->lost[i - n];
		assert_int_equal(is_lost, follows(s, e, false, column));
		if (!is_lost)
			assert_false(follows(s, e, true, column));
		*(i < n ? &nunsafe : &nlost) += is_lost;
	}
	assert_int_equal(e->nunsafe, nunsafe);
	assert_int_equal(e->nlost, nlost);
}

/* A secondary cell, if published, would give away what it says. */
static void check_reasons(const struct random_system *s, const struct elimination *e)
{
	struct exact known;
	int64_t column[EXACT_ROWS];
	size_t n = s->cells.ncolumns, j, nsecondary = 0;

	for (j = 0; j < n; j++) {
		if (e->outcomes[j] != CELL_SECONDARY)
			continue;
		nsecondary++;
		assert_true(e->because[j] < n + s->also.n + e->ninsider);
		if (e->because[j] >= n + s->also.n)
			continue;
		list_known(s, e, true, INSIDER_NONE, &known);
		exact_of_cell(&s->cells, j, column);
		exact_put(&known, column);
		exact_of_thing(s, e->because[j], column);
		assert_true(exact_spans(&known, column));
	}
	assert_int_equal(e->nsecondary, nsecondary);
}

static void check_witness(const struct random_system *s, const struct elimination *e)
{
	bool published[EXACT_COLUMNS], protected[EXACT_COLUMNS];
	struct err err = ERR_INIT;
	struct field61 field;
	uint32_t failed;
	size_t j;

	for (j = 0; j < s->cells.ncolumns; j++) {
		published[j] = e->outcomes[j] == CELL_PUBLISHED;
		protected[j] = s->classes[j] == CELL_PROTECTED;
	}
	field61_draw(&field, "insiders", 2);
	assert_int_equal(
		witness_try(&s->cells, published, protected, &s->also, &field, 5, &failed, &err),
		0);
	assert_int_equal(failed == WITNESS_NONE, e->nunsafe + e->nlost == e->nexposed);
}

/* Whether cell j, published too, would give the thing to somebody who does not have it. */
static bool would_give(const struct random_system *s, const struct elimination *e, size_t j,
		       const int64_t *column)
{
	bool before, after;
	int i;

	for (i = 0; i < 4; i++) {
		before = follows_for(s, e, true, knowers[i], column);
		e->outcomes[j] = CELL_PUBLISHED;
		after = follows_for(s, e, true, knowers[i], column);
		e->outcomes[j] = CELL_SECONDARY;
		if (after && !before)
			return true;
	}
	return false;
}

static void check_need(const struct random_system *s, const struct elimination *e)
{
	int64_t column[EXACT_ROWS];
	size_t n = s->cells.ncolumns, j, i;
	bool gives;

	for (j = 0; j < n; j++) {
		for (i = 0, gives = false; i < n + s->also.n && !gives; i++) {
			exact_of_thing(s, i, column);
			gives = (i >= n || s->classes[i] == CELL_PROTECTED) &&
				e->outcomes[j] == CELL_SECONDARY && would_give(s, e, j, column);
		}
		assert_true(gives || e->outcomes[j] != CELL_SECONDARY);
	}
}

static void check_systems(enum random_insiders insiders)
{
	struct random_system s;
	struct elimination e;
	uint64_t seed;
	int rounds = 0;
	size_t asked = 0;

	for (seed = 1; seed <= SYSTEMS; seed++) {
		random_system_make(&s, seed, insiders);
		run(&s, &e);
		check_safety(&s, &e);
		check_reasons(&s, &e);
		if (insiders != INSIDERS_OF_SEVERAL)
			check_need(&s, &e);
		check_witness(&s, &e);
		rounds = e.rounds > rounds ? e.rounds : rounds;
		asked += e.ninsider;
		elimination_release(&e);
		random_system_release(&s);
	}
	print_message("%d rounds at most, %zu wishes of insiders\n", rounds, asked);
	assert_true(insiders == INSIDERS_ABSENT ? asked == 0 && rounds == 1
						: asked > 0 && rounds > 1);
}

static void nothing_protected_follows_from_what_is_published(void **state)
{
	(void)state;
	check_systems(INSIDERS_ABSENT);
}

static void no_insider_derives_what_is_not_his_own(void **state)
{
	(void)state;
	check_systems(INSIDERS_OF_ONE);
	check_systems(INSIDERS_OF_SEVERAL);
}

/* Two who are alone in the only two cells of a line must not learn of one
 * another. */
static void neighbours_of_a_single_person_hide_their_total(void **state)
{
	static const uint32_t sizes[] = { 1, 1, 1, 2, 3 };
	static const uint32_t rows[] = { 0, 1, 2, 0, 1, 0, 1, 2 };
	struct random_system s = { .norder = 3, .order = { 4, 3, 2 } };
	struct elimination e;
	uint32_t j, k, at = 0;

	(void)state;
	sparse_begin(&s.cells, 3, sizes, 5);
	for (j = 0; j < 5; j++) {
		s.classes[j] = j < 2 ? CELL_PROTECTED : CELL_CANDIDATE;
		s.insiders[j] = INSIDER_NONE;
		for (k = 0; k < sizes[j]; k++)
			sparse_put(&s.cells, j, rows[at++]);
	}
	sparse_end(&s.cells);
	run(&s, &e);
	assert_int_equal(e.nsecondary, 0);
	elimination_release(&e);

	s.insiders[0] = 1;
	run(&s, &e);
	assert_int_equal(e.rounds, 1);
	assert_int_equal(e.ninsider, 2);
	assert_int_equal(e.nsecondary, 2);
	assert_int_equal(e.outcomes[4], CELL_PUBLISHED);
	assert_int_equal(e.outcomes[3], CELL_SECONDARY);
	assert_int_equal(e.because[3], 5);
	elimination_release(&e);

	s.insiders[1] = 1; /* both are his */
	run(&s, &e);
	assert_int_equal(e.nsecondary, 0);
	elimination_release(&e);

	s.insiders[1] = INSIDER_NONE;
	s.classes[3] = CELL_FORCED;
	s.order[0] = 3;
	s.order[1] = 4;
	run(&s, &e);
	assert_int_equal(e.nunsafe, 1);
	assert_int_equal(e.nexposed, 1);
	assert_int_equal(e.outcomes[1], CELL_UNSAFE);
	elimination_release(&e);
	random_system_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(neighbours_of_a_single_person_hide_their_total),
		cmocka_unit_test(nothing_protected_follows_from_what_is_published),
		cmocka_unit_test(no_insider_derives_what_is_not_his_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
