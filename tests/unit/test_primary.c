/* Which cells of a table are primary, by which rule, and how wide a reader must be kept. */
#include "toy_table.h"

#define FREQUENCY "\"minimum_frequency\":{\"threshold\":5,\"counts\":[\"persons\"]}"
#define AMOUNTS "persons:flow amount:flow:2 top1:flow:2:no top2:flow:2:no asked:flow:2:no"
#define DOMINANCE                                                                                  \
	"{\"rule\":\"dominance\",\"measure\":\"amount\",\"n\":1,\"k\":\"80%\",\"largest\":["       \
	"\"top1\"]}"
#define P_PERCENT                                                                                  \
	"{\"rule\":\"p-percent\",\"measure\":\"amount\",\"p\":\"15%\",\"largest\":[\"top1\","      \
	"\"top2\"]}"
#define REQUEST                                                                                    \
	"{\"rule\":\"request\",\"measure\":\"amount\",\"requested\":\"asked\",\"share\":\"50%\"}"

static enum rule_kind rule_of(const struct toy *t, const char *codes)
{
	uint32_t row = toy_find(t, codes);

	assert_int_equal(t->primary.states[row], ROW_PRIMARY);
	assert_true(t->primary.rules[row] >= 0);
	return t->policy.rules[t->primary.rules[row]].kind;
}

static void is_shown(const struct toy *t, const char *codes)
{
	uint32_t row = toy_find(t, codes);

	assert_int_equal(t->primary.states[row], ROW_VALUE);
	assert_int_equal(t->primary.rules[row], PRIMARY_NO_RULE);
}

static void needs(const struct toy *t, const char *codes, const char *measure, int64_t low,
		  int64_t high)
{
	int64_t l, h;

	assert_true(primary_need(&t->primary, &t->cells, &t->policy,
				 cells_measure(&t->cells, measure), toy_find(t, codes), &l, &h));
	assert_int_equal(l, low);
	assert_int_equal(h, high);
}

static void needs_nothing(const struct toy *t, const char *codes, const char *measure)
{
	int64_t l, h;

	assert_false(primary_need(&t->primary, &t->cells, &t->policy,
				  cells_measure(&t->cells, measure), toy_find(t, codes), &l, &h));
}

static void reason(const struct toy *t, const char *codes, const char *words)
{
	struct buf b = BUF_INIT;

	primary_reason(&t->primary, &t->cells, &t->policy, toy_find(t, codes), &b);
	assert_string_equal(b.p, words);
	buf_release(&b);
}

static void amounts(struct toy *t)
{
	toy_begin(t, "town", AMOUNTS);
	toy_row(t, "A/town/", "20 100.00 80.00 10.00 0.00");
	toy_row(t, "B/town/", "20 100.00 80.01 10.00 0.00");
	toy_row(t, "C/town/", "20 100.00 50.00 42.50 50.01");
	toy_row(t, "D/town/", "20 100.00 50.00 42.51 50.00");
	toy_row(t, "E/town/", "4 100.00 90.00 9.00 0.00");
	toy_row(t, "F/town/", "20 0.00 0.00 0.00 0.00");
}

static void the_first_rule_that_a_cell_breaks_is_kept(void **state)
{
	struct toy t;

	(void)state;
	amounts(&t);
	toy_end(&t, "{" FREQUENCY ",\"rules\":[" DOMINANCE "," P_PERCENT "," REQUEST "]}");
	assert_int_equal(rule_of(&t, "A"), RULE_P_PERCENT);
	assert_int_equal(rule_of(&t, "B"), RULE_DOMINANCE);
	assert_int_equal(rule_of(&t, "C"), RULE_REQUEST);
	assert_int_equal(rule_of(&t, "D"), RULE_P_PERCENT);
	assert_int_equal(rule_of(&t, "E"), RULE_FREQUENCY);
	is_shown(&t, "F");
	assert_int_equal(t.primary.nprimary, 5);
	reason(&t, "B", "the largest contributor has more than 80% of amount");
	reason(&t, "C", "the largest contributor that asked for it has more than 50% of amount");
	reason(&t, "D",
	       "of amount, the second largest contributor knows the largest to within 15%");
	reason(&t, "E", "persons is below the minimum frequency of 5");
	reason(&t, "F", "");
	toy_release(&t);
}

/* Rules are about their own measure; where several are broken, the widest need counts. */
static void a_need_is_that_of_all_broken_rules(void **state)
{
	struct toy t;

	(void)state;
	amounts(&t);
	toy_end(&t, "{" FREQUENCY ",\"rules\":[" DOMINANCE "," P_PERCENT "]}");
	/* 80.01 / 80% = 100.0125, upwards; p%: 0.15 * 80.01 - 9.99 = 2.0115. */
	needs(&t, "B", "amount", 9798, 10202);
	needs_nothing(&t, "B", "persons");
	needs_nothing(&t, "B", "top1");
	needs_nothing(&t, "F", "amount");
	/* Four persons: the count from 3 to 5, the amount with it; 90 / 80% is less than that. */
	needs(&t, "E", "persons", 3, 5);
	needs(&t, "E", "amount", 7500, 12500);
	toy_release(&t);
}

static void without_a_frequency_contributors_decide(void **state)
{
	struct toy t;

	(void)state;
	toy_begin(&t, "town", "amount:flow:2 top1:flow:2:no");
	toy_row(&t, "A/town/", "100.00 81.00");
	toy_row(&t, "B/town/", "100.00 20.00");
	toy_row(&t, "C/town/", "100.00 x");
	toy_row(&t, "D/town/", "0.00 x");
	toy_row(&t, "E/town/", "x x");
	toy_end(&t, "{\"rules\":[" DOMINANCE "]}");
	assert_int_equal(rule_of(&t, "A"), RULE_DOMINANCE);
	is_shown(&t, "B");
	/* A value whose contributors nobody knows is not judged, and so not shown. */
	assert_int_equal(t.primary.rules[toy_find(&t, "C")], PRIMARY_NOT_JUDGED);
	assert_int_equal(t.primary.states[toy_find(&t, "C")], ROW_PRIMARY);
	needs(&t, "C", "amount", 1, 20000);
	assert_int_equal(t.primary.states[toy_find(&t, "D")], ROW_ZERO);
	assert_int_equal(t.primary.states[toy_find(&t, "E")], ROW_ABSENT);
	assert_int_equal(t.primary.nnot_judged, 1);
	reason(&t, "C", "nothing is there to judge its values by");
	toy_release(&t);
}

#define GROUP "{\"rule\":\"group\",\"dimension\":\"kind\",\"count\":\"persons\",\"share\":\"90%\"}"

static void who_is_all_of_a_group_is_known(void **state)
{
	struct toy t;

	(void)state;
	toy_begin(&t, "town kind sex:of-which", "persons:flow amount:flow");
	toy_row(&t, "A/town/ _T/total/ _T/total/", "100 1000");
	toy_row(&t, "A/town/ 01/type/_T _T/total/", "90 900");
	toy_row(&t, "A/town/ 02/type/_T _T/total/", "10 100");
	toy_row(&t, "B/town/ _T/total/ _T/total/", "100 1000");
	toy_row(&t, "B/town/ 01/type/_T _T/total/", "89 900");
	toy_row(&t, "B/town/ 02/type/_T _T/total/", "11 100");
	toy_row(&t, "B/town/ 02/type/_T 2/of-which/_T", "11 100");
	toy_end(&t, "{" FREQUENCY ",\"rules\":[" GROUP "]}");
	assert_int_equal(rule_of(&t, "A 01 _T"), RULE_GROUP);
	is_shown(&t, "B 01 _T");
	is_shown(&t, "A _T _T");
	/* Half as many might be in it, but not more than there are. */
	needs(&t, "A 01 _T", "persons", 45, 90);
	needs_nothing(&t, "A 01 _T", "amount");
	reason(&t, "A 01 _T",
	       "in it are 90% or more of the persons of what holds it in dimension kind");
	toy_release(&t);
}

static void an_only_code_is_no_group(void **state)
{
	struct toy t;

	(void)state;
	toy_begin(&t, "kind", "persons:flow");
	toy_row(&t, "_T/total/", "100");
	toy_row(&t, "01/group/_T", "90");
	toy_row(&t, "0101/type/01", "90");
	toy_row(&t, "02/group/_T", "10");
	toy_end(&t, "{" FREQUENCY ",\"rules\":[" GROUP "]}");
	assert_int_equal(rule_of(&t, "01"), RULE_GROUP);
	is_shown(&t, "0101");
	toy_release(&t);
}

static void all_of_a_base_is_a_group_too(void **state)
{
	struct toy t;

	(void)state;
	toy_begin(&t, "kind:of-which", "persons:flow");
	toy_row(&t, "_T/total/", "100");
	toy_row(&t, "2/of-which/_T", "95");
	toy_row(&t, "3/of-which/_T", "80");
	toy_end(&t, "{" FREQUENCY ",\"rules\":[" GROUP "]}");
	assert_int_equal(rule_of(&t, "2"), RULE_GROUP);
	is_shown(&t, "3");
	is_shown(&t, "_T");
	toy_release(&t);
}

static void zeros_are_shown_or_protected(void **state)
{
	struct toy t;

	(void)state;
	toy_begin(&t, "town", "persons:flow amount:flow");
	toy_row(&t, "A/town/", "0 0");
	toy_row(&t, "B/town/", "5 500");
	toy_row(&t, "C/town/", "1 100");
	toy_row(&t, "D/town/", "z z");
	toy_end(&t, "{" FREQUENCY "}");
	assert_int_equal(t.primary.states[toy_find(&t, "A")], ROW_ZERO);
	needs(&t, "C", "persons", 1, 5);
	toy_release(&t);

	toy_begin(&t, "town", "persons:flow amount:flow");
	toy_row(&t, "A/town/", "0 0");
	toy_row(&t, "B/town/", "5 500");
	toy_row(&t, "C/town/", "1 100");
	toy_row(&t, "D/town/", "z z");
	toy_end(&t, "{" FREQUENCY ",\"zeros\":\"protect\"}");
	assert_int_equal(rule_of(&t, "A"), RULE_ZERO);
	needs(&t, "A", "persons", 0, 5);
	needs(&t, "A", "amount", 0, 1);
	reason(&t, "A", "it is zero, and zeros are protected");
	/* Nobody knows that there is somebody. */
	needs(&t, "C", "persons", 0, 5);
	needs(&t, "C", "amount", 0, 500);
	assert_int_equal(t.primary.states[toy_find(&t, "D")], ROW_ABSENT);
	toy_release(&t);
}

/* Who protects zeros must not leave their rows out. */
static void a_missing_row_would_show_its_zero(void **state)
{
	struct toy t;

	(void)state;
	toy_begin(&t, "town kind", "persons:flow");
	toy_row(&t, "A/town/ 01/type/", "9");
	toy_row(&t, "A/town/ 02/type/", "9");
	toy_row(&t, "B/town/ 01/type/", "9");
	toy_refused(&t, "{" FREQUENCY ",\"zeros\":\"protect\"}",
		    "zeros cannot be protected: table 1 leaves rows out");
}

/* Everybody but the women: what is known of their largest is that he is not larger than the
 * largest of all. */
static void the_rest_of_a_base_is_judged_by_bounds(void **state)
{
	struct toy t;
	int64_t low, high;

	(void)state;
	toy_begin(&t, "sex:of-which", "persons:flow amount:flow top1:flow:0:no");
	toy_row(&t, "_T/total/", "100 1000 100");
	toy_row(&t, "2/of-which/_T", "50 900 100");
	toy_row(&t, "3/of-which/_T", "50 800 100");
	toy_end(&t, "{" FREQUENCY ",\"rules\":[" DOMINANCE "]}");
	assert_int_equal(t.primary.nprimary, 0);
	assert_int_equal(t.primary.nshadows, 1);
	assert_true(primary_need(&t.primary, &t.cells, &t.policy, cells_measure(&t.cells, "amount"),
				 t.cells.nrows, &low, &high));
	assert_int_equal(low, 75);
	assert_int_equal(high, 125);
	assert_false(primary_need(&t.primary, &t.cells, &t.policy,
				  cells_measure(&t.cells, "persons"), t.cells.nrows, &low, &high));
	toy_release(&t);
}

/* A mean is no sum: nothing adds up to it. */
static void a_mean_needs_nothing(void **state)
{
	struct toy t;

	(void)state;
	toy_begin(&t, "town", "persons:flow mean:flow:2");
	toy_quantity(&t, "mean", "mean(amount)");
	toy_row(&t, "A/town/", "3 1.00");
	toy_end(&t, "{" FREQUENCY "}");
	assert_int_equal(rule_of(&t, "A"), RULE_FREQUENCY);
	needs(&t, "A", "persons", 2, 5);
	needs_nothing(&t, "A", "mean");
	toy_release(&t);
}

static void a_cost_is_weighed_by_levels(void **state)
{
	struct toy t;

	(void)state;
	toy_begin(&t, "town kind", "persons:flow");
	toy_row(&t, "A/county/ 01/type/", "8");
	toy_row(&t, "B/town/A 01/type/", "8");
	toy_row(&t, "B/town/A _T/total/", "8");
	toy_end(&t, "{" FREQUENCY ",\"keep\":[\"_T\"],\"weights\":["
		    "{\"dimension\":\"town\",\"level\":\"county\",\"weight\":\"2.5\"},"
		    "{\"dimension\":\"kind\",\"level\":\"total\",\"weight\":\"3\"},"
		    "{\"dimension\":\"kind\",\"level\":\"unknown\",\"weight\":\"9\"}]}");
	assert_true(policy_cost(&t.policy, &t.cells, toy_find(&t, "A 01")) == 20);
	assert_true(policy_cost(&t.policy, &t.cells, toy_find(&t, "B 01")) == 8);
	assert_true(policy_cost(&t.policy, &t.cells, toy_find(&t, "B _T")) == 24);
	assert_true(policy_keeps(&t.policy, &t.cells, toy_find(&t, "B _T")));
	assert_false(policy_keeps(&t.policy, &t.cells, toy_find(&t, "B 01")));
	toy_release(&t);
}

/* ---- what does not fit together ------------------------------------------ */

static void two_rows(struct toy *t, const char *first, const char *second)
{
	toy_begin(t, "town", "persons:flow amount:flow:2 top1:flow:2:no top2:flow:2:no");
	toy_row(t, "A/town/", first);
	toy_row(t, "B/town/", second);
}

static void wrong_data_is_refused(void **state)
{
	struct toy t;

	(void)state;
	two_rows(&t, "-1 1.00 1.00 0.00", "9 9.00 1.00 1.00");
	toy_refused(&t, "{" FREQUENCY "}", "persons of town=A is negative");
	two_rows(&t, "9 9.00 -1.00 0.00", "9 9.00 1.00 1.00");
	toy_refused(&t, "{" FREQUENCY ",\"rules\":[" P_PERCENT "]}", "top1 of town=A is negative");
	two_rows(&t, "9 9.00 1.00 0.00", "9 9.00 1.00 1.01");
	toy_refused(&t, "{" FREQUENCY ",\"rules\":[" P_PERCENT "]}",
		    "top2 of town=B is more than what protect.json names before it, top1");
	two_rows(&t, "9 9.00 9.01 0.00", "9 9.00 1.00 1.00");
	toy_refused(&t, "{" FREQUENCY ",\"relations\":[{\"whole\":\"amount\",\"part\":\"top1\"}]}",
		    "top1 of town=A is more than what protect.json says it is a part of, amount");
	two_rows(&t, "9 90.00 1.00 0.00", "9 90.01 1.00 1.00");
	toy_refused(&t,
		    "{" FREQUENCY ",\"per_head\":[{\"sum\":\"amount\",\"count\":\"persons\","
		    "\"high\":\"10.00\"}]}",
		    "amount of town=B is not within what protect.json says that each head gets, "
		    "by persons");
	two_rows(&t, "9 90.00 1.00 0.00", "9 89.99 1.00 1.00");
	toy_refused(&t,
		    "{" FREQUENCY ",\"per_head\":[{\"sum\":\"amount\",\"count\":\"persons\","
		    "\"low\":\"10\"}]}",
		    "amount of town=B is not within");
}

static void hierarchy(struct toy *t, const char *quantity, const char *top)
{
	toy_begin(t, "town", "persons:flow amount:flow:2");
	toy_quantity(t, "amount", quantity);
	toy_row(t, "A/county/", top);
	toy_row(t, "B/town/A", "5 50.00");
	toy_row(t, "C/town/A", "5 -1.00");
	toy_row(t, "D/town/A", "z z");
}

/* A sum of money is the sum of its parts; persons may be counted in two of them. */
static void sums_add_up_exactly(void **state)
{
	struct toy t;

	(void)state;
	hierarchy(&t, "sum(amount)", "8 49.00");
	toy_end(&t, "{" FREQUENCY "}");
	toy_release(&t);
	hierarchy(&t, "sum(amount)", "8 49.01");
	toy_refused(&t, "{" FREQUENCY "}",
		    "dimension town does not add up: amount of town=A is not the sum of its parts");
	hierarchy(&t, "sum(amount)[0123abcd]", "8 48.99");
	toy_refused(&t, "{" FREQUENCY "}", "is not the sum of its parts");
	hierarchy(&t, "max(amount)", "8 50.00");
	toy_end(&t, "{" FREQUENCY "}");
	toy_release(&t);
	hierarchy(&t, "sum(amount)", "11 49.00");
	toy_refused(&t, "{" FREQUENCY "}", "persons of town=A is more than all of its parts");
	hierarchy(&t, "sum(amount)", "4 49.00");
	toy_refused(&t, "{" FREQUENCY "}", "persons of town=A is less than its part B");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_rule_that_a_cell_breaks_is_kept),
		cmocka_unit_test(a_need_is_that_of_all_broken_rules),
		cmocka_unit_test(without_a_frequency_contributors_decide),
		cmocka_unit_test(who_is_all_of_a_group_is_known),
		cmocka_unit_test(an_only_code_is_no_group),
		cmocka_unit_test(all_of_a_base_is_a_group_too),
		cmocka_unit_test(zeros_are_shown_or_protected),
		cmocka_unit_test(a_missing_row_would_show_its_zero),
		cmocka_unit_test(the_rest_of_a_base_is_judged_by_bounds),
		cmocka_unit_test(a_mean_needs_nothing),
		cmocka_unit_test(a_cost_is_weighed_by_levels),
		cmocka_unit_test(wrong_data_is_refused),
		cmocka_unit_test(sums_add_up_exactly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
