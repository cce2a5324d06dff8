/* What belongs to a policy, and that it stays what was approved while a night is at work. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "review_scene.h"

static void every_file_of_the_policy_counts(void **state)
{
	static const char *const files[] = { "config/fields/s.json", "pipelines/one/package.json",
					     "pipelines/one/inspect.json",
					     "pipelines/one/pipeline.json" };
	struct scene *s = *state;
	char *kept, changed[1024];
	struct err err = ERR_INIT;
	size_t i;

	approve(s, "one");
	for (i = 0; i < 4; i++) {
		kept = get(s, files[i]);
		snprintf(changed, sizeof(changed), "%s ", kept);
		put(s, files[i], changed);
		held(s, "one", files[i]);
		put(s, files[i], kept);
		assert_int_equal(require(s, "one", &err), 0);
		free(kept);
	}
	put(s, "pipelines/one/more.json", "{}");
	held(s, "one", "more.json (new)");
	put(s, "pipelines/one/note.txt", "no policy");
}

/* yg-inspect lets pass what stands in a code list. */
static void every_code_list_counts(void **state)
{
	struct scene *s = *state;
	struct err err = ERR_INIT;

	put(s, "config/codes/sex.csv", "1,M\n");
	put(s, "config/codes/note.txt", "no list");
	approve(s, "one");
	put(s, "config/codes/note.txt", "nor this");
	assert_int_equal(require(s, "one", &err), 0);
	put(s, "config/codes/sex.csv", "1,F\n");
	held(s, "one", "config/codes/sex.csv");
	put(s, "config/codes/sex.csv", "1,M\n");
	put(s, "config/codes/names.csv", "1,Zhang San\n");
	held(s, "one", "config/codes/names.csv (new)");
}

/* Somebody works on the files while the night does. */
static void a_policy_that_was_touched_since_is_held(void **state)
{
	struct scene *s = *state;
	struct err err = ERR_INIT;
	struct review_policy policy;
	struct pipeline p;

	approve(s, "one");
	assert_int_equal(pipeline_read(&s->site, "one", &p, &err), 0);
	assert_int_equal(review_require(&s->site, &p, &policy, &err), 0);
	assert_int_equal(review_require_still(&s->site, &p, &policy, &err), 0);
	usleep(20000); /* the ticks that a file system counts in */
	put(s, "pipelines/one/package.json", "{ }");
	assert_int_equal(review_require_still(&s->site, &p, &policy, &err), -1);
	assert_non_null(strstr(err.msg, "changed after its approval"));
	put(s, "pipelines/one/package.json", "{}"); /* and back */
	assert_int_equal(review_require(&s->site, &p, NULL, &err), 0);
	assert_int_equal(review_require_still(&s->site, &p, &policy, &err), -1);
	assert_int_equal(err.kind, ERR_GATE);
	assert_non_null(strstr(err.msg, "pipelines/one/package.json was touched"));
	review_policy_release(&policy);
	pipeline_release(&p);
}

static void steps_are_of_the_text_that_was_approved(void **state)
{
	struct scene *s = *state;
	struct err err = ERR_INIT;
	char changed[1024];
	struct pipeline p;

	approve(s, "one");
	snprintf(changed, sizeof(changed), "%s ", pipeline_json);
	put(s, "pipelines/one/pipeline.json", changed);
	assert_int_equal(pipeline_read(&s->site, "one", &p, &err), 0);
	put(s, "pipelines/one/pipeline.json", pipeline_json);
	assert_int_equal(review_require(&s->site, &p, NULL, &err), -1);
	assert_int_equal(err.kind, ERR_GATE);
	assert_non_null(strstr(err.msg, "was changed while it was read"));
	pipeline_release(&p);
}

int main(void)
{
#define LAW(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		LAW(every_file_of_the_policy_counts),
		LAW(every_code_list_counts),
		LAW(a_policy_that_was_touched_since_is_held),
		LAW(steps_are_of_the_text_that_was_approved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
