/* Rules at their boundary: exactly at the limit, one unit above and below. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "protect/rules/rule.h"

static struct fraction percent(const char *text)
{
	struct fraction f;

	assert_true(fraction_parse_percent(text, &f));
	return f;
}

static struct policy_rule dominance(int n, const char *k)
{
	return (struct policy_rule){ .kind = RULE_DOMINANCE, .nlargest = n, .k = percent(k) };
}

static struct policy_rule p_percent(const char *p)
{
	return (struct policy_rule){
		.kind = RULE_P_PERCENT, .nlargest = 2, .p = percent(p), .q = { 1, 1 }
	};
}

static struct rule_values values(int64_t x, int64_t x1, int64_t x2, int64_t x3)
{
	return (struct rule_values){ .value = x, .largest = { x1, x2, x3 } };
}

static bool breaks(struct policy_rule r, struct rule_values v)
{
	return rule_breaks(&r, &v);
}

static void need(struct policy_rule r, struct rule_values v, int64_t z, int64_t least, int64_t low,
		 int64_t high)
{
	int64_t l, h;

	rule_need(&r, &v, z, least, &l, &h);
	assert_int_equal(l, low);
	assert_int_equal(h, high);
}

static void percentages_are_exact(void **state)
{
	static const char *const wrong[] = { "",     "85",   "%",    "-1%",	 "8 5%",
					     "0.85", "1e2%", "85%%", "1.00001%", "10001%" };
	struct fraction f = percent("12.5%");
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	assert_int_equal(f.num * 1000, f.den * 125);
	fraction_put_percent(f, &b);
	assert_string_equal(b.p, "12.5%");
	buf_clear(&b);
	fraction_put_percent(percent("100%"), &b);
	assert_string_equal(b.p, "100%");
	buf_clear(&b);
	fraction_put_percent(percent("0.0001%"), &b);
	assert_string_equal(b.p, "0.0001%");
	buf_release(&b);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(fraction_parse_percent(wrong[i], &f));
}

static void a_count_is_small_from_one_up_to_the_threshold(void **state)
{
	struct policy_rule r = { .kind = RULE_FREQUENCY, .threshold = 5 };

	(void)state;
	assert_false(breaks(r, values(0, 0, 0, 0)));
	assert_true(breaks(r, values(1, 0, 0, 0)));
	assert_true(breaks(r, values(4, 0, 0, 0)));
	assert_false(breaks(r, values(5, 0, 0, 0)));
}

static void a_share_of_exactly_k_does_not_dominate(void **state)
{
	(void)state;
	assert_false(breaks(dominance(1, "80%"), values(100, 80, 20, 0)));
	assert_true(breaks(dominance(1, "80%"), values(1000, 801, 100, 0)));
	assert_false(breaks(dominance(1, "80.1%"), values(1000, 801, 100, 0)));
	assert_true(breaks(dominance(2, "85%"), values(330, 300, 20, 10)));
	assert_false(breaks(dominance(2, "85%"), values(100, 45, 40, 10)));
	assert_true(breaks(dominance(2, "85%"), values(100, 46, 40, 10)));
	/* One contributor alone, and none. */
	assert_true(breaks(dominance(1, "99%"), values(7, 7, 0, 0)));
	assert_false(breaks(dominance(1, "100%"), values(7, 7, 0, 0)));
	assert_false(breaks(dominance(1, "80%"), values(0, 0, 0, 0)));
}

static void a_rest_of_exactly_p_percent_is_enough(void **state)
{
	(void)state;
	assert_false(breaks(p_percent("15%"), values(125, 100, 10, 0)));
	assert_true(breaks(p_percent("15%"), values(124, 100, 10, 0)));
	assert_true(breaks(p_percent("15%"), values(9, 5, 4, 0)));
	assert_true(breaks(p_percent("0.0001%"), values(9, 9, 0, 0)));
	assert_false(breaks(p_percent("15%"), values(0, 0, 0, 0)));
}

static void prior_knowledge_makes_pq_stricter(void **state)
{
	struct policy_rule r = p_percent("15%");

	(void)state;
	r.kind = RULE_PQ;
	r.q = percent("60%");
	/* 0.6 rest < 0.15 x1: the rest must be a quarter of the largest. */
	assert_false(breaks(r, values(135, 100, 10, 0)));
	assert_true(breaks(r, values(134, 100, 10, 0)));
	r.q = percent("100%");
	assert_false(breaks(r, values(125, 100, 10, 0)));
	assert_true(breaks(r, values(124, 100, 10, 0)));
}

static void a_request_counts_above_its_share(void **state)
{
	struct policy_rule r = { .kind = RULE_REQUEST, .k = percent("50%") };
	struct rule_values v = { .value = 100, .requested = 50 };

	(void)state;
	assert_false(rule_breaks(&r, &v));
	v.requested = 51;
	assert_true(rule_breaks(&r, &v));
	need(r, v, 100, 1, 98, 102);
}

static void a_group_is_the_share_of_what_holds_it(void **state)
{
	struct policy_rule r = { .kind = RULE_GROUP, .k = percent("90%") };
	struct rule_values v = { .value = 90, .whole = 100 };

	(void)state;
	assert_true(rule_breaks(&r, &v));
	need(r, v, 90, 1, 45, 90);
	v.value = 89;
	assert_false(rule_breaks(&r, &v));
	v = (struct rule_values){ 0 };
	assert_false(rule_breaks(&r, &v));
}

/* Less than its largest together: somebody has a negative part. */
static void negative_contributors_are_sensitive(void **state)
{
	(void)state;
	assert_true(breaks(dominance(2, "100%"), values(100, 80, 30, 0)));
	assert_true(breaks(p_percent("15%"), values(100, 80, 30, 0)));
	assert_true(breaks(dominance(1, "80%"), values(-5, 0, 0, 0)));
	assert_true(breaks(p_percent("15%"), values(-5, 0, 0, 0)));
}

/* Handbook 4.2.2: X = 330 of 300, 20 and 10 with (1, 85%): the upper bound is 352.94. */
static void the_example_of_the_handbook_needs_353(void **state)
{
	(void)state;
	need(dominance(1, "85%"), values(330, 300, 20, 10), 330, 1, 307, 353);
	need(dominance(1, "85%"), values(33000, 30000, 2000, 1000), 33000, 1, 30705, 35295);
	/* p% 15: 0.15 * 300 - 10 = 35. */
	need(p_percent("15%"), values(330, 300, 20, 10), 330, 1, 295, 365);
	/* Protected against: at the bound the rule holds no more. */
	assert_true(breaks(dominance(1, "85%"), values(352, 300, 20, 10)));
	assert_false(breaks(dominance(1, "85%"), values(353, 300, 20, 10)));
}

static void what_is_small_is_hidden_in_proportion(void **state)
{
	struct policy_rule r = { .kind = RULE_FREQUENCY, .threshold = 5 };

	(void)state;
	need(r, values(3, 0, 0, 0), 3, 1, 2, 5);
	need(r, values(1, 0, 0, 0), 1, 1, 1, 5);
	need(r, values(1, 0, 0, 0), 1, 0, 0, 5);
	/* 600 for each of three: five would get 3000, two 1200. */
	need(r, values(3, 0, 0, 0), 1800, 1, 1200, 3000);
	need(r, values(3, 0, 0, 0), 100, 1, 66, 167);
}

static void nothing_overflows(void **state)
{
	int64_t most = ((int64_t)1 << 62) - 1;

	(void)state;
	assert_true(breaks(dominance(3, "0.0001%"), values(most, most / 3, most / 3, most / 3)));
	assert_false(breaks(p_percent("10000%"), values(most, most / 1000, most / 1000, 0)));
	need(dominance(1, "0.0001%"), values(most, most, 0, 0), most, 1, 1, (int64_t)1 << 62);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(percentages_are_exact),
		cmocka_unit_test(a_count_is_small_from_one_up_to_the_threshold),
		cmocka_unit_test(a_share_of_exactly_k_does_not_dominate),
		cmocka_unit_test(a_rest_of_exactly_p_percent_is_enough),
		cmocka_unit_test(prior_knowledge_makes_pq_stricter),
		cmocka_unit_test(a_request_counts_above_its_share),
		cmocka_unit_test(a_group_is_the_share_of_what_holds_it),
		cmocka_unit_test(negative_contributors_are_sensitive),
		cmocka_unit_test(the_example_of_the_handbook_needs_353),
		cmocka_unit_test(what_is_small_is_hidden_in_proportion),
		cmocka_unit_test(nothing_overflows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
