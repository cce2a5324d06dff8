/* What protect.json says of several tables, and how many stand behind a value. */
#include "protect/rules/crowd.h"
#include "protect/rules/primary.h"
#include "table_text.h"

struct scene {
	struct cells cells;
	struct policy policy;
	struct primary primary;
};

static void set(struct scene *s, const struct table_text *first, const struct table_text *second,
		const char *policy)
{
	struct err err = ERR_INIT;

	*s = (struct scene){ 0 };
	if (tt_add(&s->cells, first, false, &err) < 0 ||
	    (second && tt_add(&s->cells, second, false, &err) < 0) ||
	    cells_finish(&s->cells, &err) < 0 ||
	    policy_parse("protect.json", str_of(policy), &s->policy, &err) < 0 ||
	    policy_bind(&s->policy, &s->cells, &err) < 0 ||
	    primary_find(&s->primary, &s->cells, &s->policy, &err) < 0)
		fail_msg("%s", err.msg);
}

static void clear(struct scene *s)
{
	primary_release(&s->primary);
	policy_release(&s->policy);
	cells_release(&s->cells);
}

static uint32_t row(const struct scene *s, const char *name)
{
	struct err err = ERR_INIT;
	uint32_t found;

	if (cells_find_name(&s->cells, name, &found, &err) < 0)
		fail_msg("%s", err.msg);
	return found;
}

static void needs(const struct scene *s, const char *name, const char *measure, int64_t low,
		  int64_t high)
{
	int64_t l, h;

	assert_true(primary_need(&s->primary, &s->cells, &s->policy,
				 cells_measure(&s->cells, measure), row(s, name), &l, &h));
	assert_int_equal(l, low);
	assert_int_equal(h, high);
}

static void needs_nothing(const struct scene *s, const char *name, const char *measure)
{
	int64_t l, h;

	assert_false(primary_need(&s->primary, &s->cells, &s->policy,
				  cells_measure(&s->cells, measure), row(s, name), &l, &h));
}

static bool is_primary(const struct scene *s, const char *name)
{
	return s->primary.states[row(s, name)] == ROW_PRIMARY;
}

/* ---- several tables ------------------------------------------------------ */

static const struct table_text funds = {
	.dataset = "funds",
	.head = "town | amount persons homes",
	.rows = { "A,town, | 900 9 9", "B,town, | 800 8 8", "C,town, | 200 2 2" },
};
static const struct table_text people = {
	.dataset = "people",
	.head = "town | persons homes",
	.rows = { "A,town, | 3 3", "B,town, | 8 8", "C,town, | 9 9" },
};

#define COUNTS "\"minimum_frequency\":{\"threshold\":5,\"counts\":[\"persons\",\"homes\"]}"

/* The same words, whichever table is the one that is written. */
static void what_is_said_of_a_measure_holds_in_all_tables(void **state)
{
	const struct table_text *const orders[][2] = { { &funds, &people }, { &people, &funds } };
	struct scene s;
	int i;

	(void)state;
	for (i = 0; i < 2; i++) {
		set(&s, orders[i][0], orders[i][1],
		    "{" COUNTS ",\"cost\":\"persons\",\"relations\":["
		    "{\"whole\":\"persons\",\"part\":\"homes\"}]}");
		assert_int_equal(s.policy.ncounts, 4);
		assert_int_equal(s.policy.nrelations, 2);
		assert_true(is_primary(&s, "town=A"));
		assert_false(is_primary(&s, "town=B"));
		assert_true(is_primary(&s, "town=C"));
		assert_true(policy_cost(&s.policy, &s.cells, row(&s, "town=A")) == 9);
		assert_true(policy_cost(&s.policy, &s.cells, row(&s, "town=C")) == 9);
		clear(&s);
	}
}

static void a_dataset_before_a_measure_means_that_table(void **state)
{
	struct scene s;

	(void)state;
	set(&s, &funds, &people,
	    "{\"minimum_frequency\":{\"threshold\":5,\"counts\":[\"people.persons\"]}}");
	assert_int_equal(s.policy.ncounts, 1);
	assert_true(is_primary(&s, "town=A"));
	assert_false(is_primary(&s, "town=C"));
	clear(&s);
	/* Named twice, it counts once. */
	set(&s, &funds, &people,
	    "{\"minimum_frequency\":{\"threshold\":5,\"counts\":[\"persons\","
	    "\"people.persons\"]}}");
	assert_int_equal(s.policy.ncounts, 2);
	assert_int_equal(s.policy.nrules, 2);
	clear(&s);
}

static void binding_again_changes_nothing(void **state)
{
	struct err err = ERR_INIT;
	struct scene s;

	(void)state;
	set(&s, &funds, &people,
	    "{" COUNTS ",\"rules\":[{\"rule\":\"group\",\"dimension\":\"town\",\"count\":"
	    "\"persons\",\"share\":\"100%\"}],\"zeros\":\"protect\"}");
	assert_int_equal(s.policy.nrules, 7);
	assert_int_equal(policy_bind(&s.policy, &s.cells, &err), 0);
	assert_int_equal(s.policy.nrules, 7);
	assert_int_equal(s.policy.rules[6].kind, RULE_ZERO);
	clear(&s);
}

/* ---- crowds -------------------------------------------------------------- */

static const struct table_text months = {
	.head = "period | persons amount ytd:cumulative",
	.rows = { "2026-01,month, | 9 900 900", "2026-02,month, | 1 50 950",
		  "2026-03,month, | 2 80 1030", "2027-01,month, | 1 100 100",
		  "2027-02,month, | 2 200 300" },
};

#define PERSONS "{\"minimum_frequency\":{\"threshold\":5,\"counts\":[\"persons\"]}}"

/* 950 are of nine at least, but who knows 900 sees the 50 of one. */
static void a_sum_since_january_hides_its_last_part(void **state)
{
	struct scene s;

	(void)state;
	set(&s, &months, NULL, PERSONS);
	assert_false(is_primary(&s, "period=2026-01"));
	needs(&s, "period=2026-02", "amount", 1, 250);
	needs(&s, "period=2026-02", "ytd", 900, 1150);
	needs(&s, "period=2026-03", "amount", 40, 200);
	needs(&s, "period=2026-03", "ytd", 990, 1150);
	clear(&s);
}

/* A new year begins anew: two at least, perhaps three, have the 300 together. */
static void a_sum_of_few_is_hidden_whole(void **state)
{
	struct scene s;

	(void)state;
	set(&s, &months, NULL, PERSONS);
	needs(&s, "period=2027-01", "ytd", 1, 500);
	needs(&s, "period=2027-02", "ytd", 150, 750);
	clear(&s);
}

static const struct table_text kinds = {
	.head = "period | persons people.persons:stock amount stock_amount:stock",
	.rows = { "2026-01,month, | 9 2 900 200", "2026-02,month, | 3 3 300 300" },
};

static void take_quantity(struct cells *c, const char *name)
{
	c->measures[cells_measure(c, name)].quantity = "distinct(person)";
}

/* Nine got money in the month, two of them are left at its end. */
static void the_count_of_its_own_kind_decides_on_a_value(void **state)
{
	struct scene s;

	(void)state;
	set(&s, &kinds, NULL,
	    "{\"minimum_frequency\":{\"threshold\":5,\"counts\":[\"persons\","
	    "\"people.persons\"]}}");
	take_quantity(&s.cells, "persons");
	take_quantity(&s.cells, "people.persons");
	assert_true(is_primary(&s, "period=2026-01"));
	needs_nothing(&s, "period=2026-01", "amount");
	needs_nothing(&s, "period=2026-01", "persons");
	needs(&s, "period=2026-01", "people.persons", 1, 5);
	needs(&s, "period=2026-01", "stock_amount", 100, 500);
	needs(&s, "period=2026-02", "amount", 200, 500);
	clear(&s);
}

static const struct table_text quarters = {
	.head = "period | persons:stock amount",
	.rows = { "2026-Q1,quarter, | 1 700", "2026-01,month,2026-Q1 | 7 500",
		  "2026-02,month,2026-Q1 | 2 100", "2026-03,month,2026-Q1 | 1 100" },
};

/* Seven were there in January, so seven at least stand behind the quarter. */
static void shorter_periods_bound_a_crowd_from_below(void **state)
{
	struct scene s;

	(void)state;
	set(&s, &quarters, NULL, PERSONS);
	assert_true(is_primary(&s, "period=2026-Q1"));
	needs_nothing(&s, "period=2026-Q1", "amount");
	needs(&s, "period=2026-Q1", "persons", 1, 5);
	needs(&s, "period=2026-02", "amount", 50, 250);
	clear(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_said_of_a_measure_holds_in_all_tables),
		cmocka_unit_test(a_dataset_before_a_measure_means_that_table),
		cmocka_unit_test(binding_again_changes_nothing),
		cmocka_unit_test(a_sum_since_january_hides_its_last_part),
		cmocka_unit_test(a_sum_of_few_is_hidden_whole),
		cmocka_unit_test(the_count_of_its_own_kind_decides_on_a_value),
		cmocka_unit_test(shorter_periods_bound_a_crowd_from_below),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
