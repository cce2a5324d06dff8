/* What releases show together, and who remembers it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "night_site.h"
#include "run/exposure.h"

#define MASK(column, first, last)                                                                  \
	"{\"" column "\":{\"treatment\":\"mask\",\"keep_first\":" first ",\"keep_last\":" last "}" \
	"}"

enum { HELD = -1, FREE = 0 };

/* Checks the pipeline; when it is free its release becomes public. */
static int publish(struct night_site *n, const char *name, struct err *err)
{
	struct exposures e;
	struct pipeline p;
	int ret;

	*err = (struct err)ERR_INIT;
	if (pipeline_read(&n->site, name, &p, err) < 0 || exposures_read(&p, &e, err) < 0)
		fail_msg("%s", err->msg);
	ret = exposures_check(&n->site, n->state, &e, name, err);
	if (ret == 0) {
		assert_int_equal(exposures_record(n->state, &e, name, "0123456789ab", err), 0);
		assert_int_equal(ledger_settle(n->state, name, "0123456789ab", true, err), 0);
	}
	exposures_release(&e);
	pipeline_release(&p);
	return ret;
}

/* One after the other, b with the end given; for a second publication of a, see `again`. */
static void pair(const char *a, const char *b, int end, const char *said)
{
	struct err err = ERR_INIT;
	struct night_site n;

	night_site_open(&n);
	night_site_pipeline(&n, "a", a);
	night_site_pipeline(&n, "b", b);
	if (publish(&n, "a", &err) < 0)
		fail_msg("%s", err.msg);
	assert_int_equal(publish(&n, "b", &err), end);
	if (end == HELD)
		assert_int_equal(err.kind, ERR_GATE);
	if (said && !strstr(err.msg, said))
		fail_msg("not said: %s\n%s", said, err.msg);
	if (publish(&n, "a", &err) < 0)
		fail_msg("again: %s", err.msg);
	night_site_close(&n);
}

static void masks_that_complement_each_other_are_held(void **state)
{
	(void)state;
	pair(MASK("id_no", "6", "0"), MASK("id_no", "0", "12"), HELD,
	     "s.t.id_no (last 12 characters)");
	pair(MASK("id_no", "6", "0"), MASK("id_no", "0", "12"), HELD,
	     "s.t.id_no (first 6 characters, in a)");
	pair(MASK("phone", "4", "0"), MASK("phone", "0", "4"), HELD,
	     "1000 candidates of a value would be left");
	pair(MASK("who", "1", "0"), MASK("who", "0", "1"), HELD, "complement each other");
	pair(MASK("remark", "1", "0"), MASK("remark", "0", "1"), HELD, "complement each other");
}

static void same_mask_is_fine_in_two_releases(void **state)
{
	(void)state;
	pair(MASK("id_no", "6", "0"), MASK("id_no", "6", "0"), FREE, NULL);
	pair(MASK("who", "1", "1"), MASK("who", "1", "0"), FREE, NULL);
}

static void masks_that_leave_enough_together_are_fine(void **state)
{
	(void)state;
	pair(MASK("phone", "3", "0"), MASK("phone", "0", "4"), FREE, NULL);
}

static void parts_of_different_values_do_not_add_up(void **state)
{
	(void)state;
	pair(MASK("phone", "3", "0"), MASK("who", "0", "1"), FREE, NULL);
}

static void birth_stands_in_the_identity_number(void **state)
{
	(void)state;
	pair("{\"id_no\":{\"treatment\":\"mask\",\"keep_first\":6,\"keep_last\":0}}",
	     "{\"birth\":{\"treatment\":\"keep\"}}", HELD, "the birth within 1 day)");
}

static void pipeline_that_aggregates_shows_no_records(void **state)
{
	struct night_site n;
	struct exposures e;
	struct pipeline p;
	struct err err = ERR_INIT;

	(void)state;
	night_site_open(&n);
	night_site_pipeline(&n, "a", MASK("id_no", "6", "0"));
	night_site_put(&n, "pipelines/a/aggregate.json", "{}");
	night_site_put(&n, "pipelines/a/pipeline.json",
		       "{\"label\":\"l\",\"steps\":{\"raw\":{\"run\":\"extract\"},"
		       "\"masked\":{\"run\":\"mask\",\"in\":\"raw\"},"
		       "\"cells\":{\"run\":\"aggregate\",\"in\":\"masked\"},"
		       "\"release\":{\"run\":\"package\",\"in\":\"cells\"},"
		       "\"inspected\":{\"run\":\"inspect\",\"in\":\"release\"}},"
		       "\"publish\":\"inspected\"}");
	assert_int_equal(pipeline_read(&n.site, "a", &p, &err), 0);
	assert_int_equal(exposures_read(&p, &e, &err), 0);
	assert_int_equal(e.n, 0);
	exposures_release(&e);
	pipeline_release(&p);
	night_site_close(&n);
}

/* A release from before the ledger: it is public, and no line knows of it. */
static void present_files_speak_for_a_release_that_the_ledger_does_not_know(void **state)
{
	struct err err = ERR_INIT;
	struct night_site n;

	(void)state;
	night_site_open(&n);
	night_site_pipeline(&n, "a", MASK("phone", "4", "0"));
	night_site_pipeline(&n, "b", MASK("phone", "0", "4"));
	assert_int_equal(publish(&n, "b", &err), FREE);
	night_site_close(&n);

	night_site_open(&n);
	night_site_pipeline(&n, "a", MASK("phone", "4", "0"));
	night_site_pipeline(&n, "b", MASK("phone", "0", "4"));
	night_site_put(&n, "public/d/a/latest/x", "");
	assert_int_equal(publish(&n, "b", &err), HELD);
	night_site_put(&n, "pipelines/a/mask.json", "{");
	assert_int_equal(publish(&n, "b", &err), HELD);
	assert_non_null(strstr(err.msg, "what the public releases of a show is not known"));
	night_site_close(&n);

	/* A dataset whose pipeline was renamed or removed. */
	night_site_open(&n);
	night_site_pipeline(&n, "b", MASK("phone", "0", "4"));
	night_site_put(&n, "public/d/renamed/latest/x", "");
	assert_int_equal(publish(&n, "b", &err), HELD);
	assert_non_null(strstr(err.msg, "releases of renamed show is not known"));
	night_site_close(&n);
}

static void pipeline_that_changes_its_mask_meets_its_own_past(void **state)
{
	struct err err = ERR_INIT;
	struct night_site n;

	(void)state;
	night_site_open(&n);
	night_site_pipeline(&n, "a", MASK("phone", "4", "0"));
	assert_int_equal(publish(&n, "a", &err), FREE);
	night_site_pipeline(&n, "a", MASK("phone", "0", "4"));
	assert_int_equal(publish(&n, "a", &err), HELD);
	assert_non_null(strstr(err.msg, "s.t.phone (first 4 characters, in a)"));
	night_site_close(&n);
}

static void line_that_waits_counts_until_it_is_dropped(void **state)
{
	struct err err = ERR_INIT;
	struct night_site n;

	(void)state;
	night_site_open(&n);
	night_site_pipeline(&n, "b", MASK("phone", "0", "4"));
	assert_int_equal(ledger_add(n.state, "a", "s.t.phone", "mobile first=4 last=0",
				    "0123456789ab", &err),
			 0);
	assert_int_equal(publish(&n, "b", &err), HELD);
	assert_int_equal(ledger_settle(n.state, "a", "0123456789ab", false, &err), 0);
	assert_int_equal(publish(&n, "b", &err), FREE);
	night_site_close(&n);
}

static void public_line_is_never_dropped(void **state)
{
	struct err err = ERR_INIT;
	struct night_site n;
	int i;

	(void)state;
	night_site_open(&n);
	for (i = 1; i >= 0; i--) {
		assert_int_equal(ledger_add(n.state, "a", "s.t.phone", "mobile first=4 last=0",
					    "0123456789ab", &err),
				 0);
		assert_int_equal(ledger_settle(n.state, "a", "0123456789ab", i, &err), 0);
	}
	assert_int_equal(ledger_knows(n.state, "a", &err), 1);
	assert_int_equal(ledger_knows(n.state, "b", &err), 0);
	night_site_close(&n);
}

static void line_that_nobody_understands_is_no_permission(void **state)
{
	struct err err = ERR_INIT;
	struct night_site n;

	(void)state;
	night_site_open(&n);
	night_site_pipeline(&n, "b", MASK("phone", "0", "4"));
	assert_int_equal(ledger_add(n.state, "a", "s.t.phone", "mobile", "0123456789ab", &err), 0);
	assert_int_equal(publish(&n, "b", &err), HELD);
	assert_int_equal(err.kind, ERR_IO);
	night_site_close(&n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(masks_that_complement_each_other_are_held),
		cmocka_unit_test(same_mask_is_fine_in_two_releases),
		cmocka_unit_test(masks_that_leave_enough_together_are_fine),
		cmocka_unit_test(parts_of_different_values_do_not_add_up),
		cmocka_unit_test(birth_stands_in_the_identity_number),
		cmocka_unit_test(pipeline_that_aggregates_shows_no_records),
		cmocka_unit_test(present_files_speak_for_a_release_that_the_ledger_does_not_know),
		cmocka_unit_test(pipeline_that_changes_its_mask_meets_its_own_past),
		cmocka_unit_test(line_that_waits_counts_until_it_is_dropped),
		cmocka_unit_test(public_line_is_never_dropped),
		cmocka_unit_test(line_that_nobody_understands_is_no_permission),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
