/* The records of reviews: what counts as approved, and every way to forge it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "review_scene.h"

static void two_names_make_an_approval(void **state)
{
	struct scene *s = *state;
	struct err err = ERR_INIT;

	held(s, "one", "has never been approved; look at it and have it reviewed: yg review one");
	assert_int_equal(sign(s, "one", REVIEW_FIRST, 0, &err), 0);
	held(s, "one", "waits for an approval after Zhang: yg review one");
	assert_int_equal(sign(s, "one", REVIEW_APPROVE, 1, &err), 0);
	assert_int_equal(require(s, "one", &err), 0);
	held(s, "two", "never");
}

static void one_person_is_not_two(void **state)
{
	struct scene *s = *state;
	struct err err = ERR_INIT;

	not_signed(s, REVIEW_APPROVE, 1, "an approval needs a first review of this very policy");
	assert_int_equal(sign(s, "one", REVIEW_FIRST, 0, &err), 0);
	not_signed(s, REVIEW_APPROVE, 0, "Zhang gave the first review");
	put(s, "pipelines/one/package.json", "{ }");
	not_signed(s, REVIEW_APPROVE, 1, "an approval needs a first review of this very policy");
}

static void an_older_policy_needs_a_new_review(void **state)
{
	struct scene *s = *state;
	struct err err = ERR_INIT;

	approve(s, "one");
	put(s, "pipelines/one/package.json", "{ }");
	approve(s, "one");
	put(s, "pipelines/one/package.json", "{}");
	held(s, "one", "the policy was changed after its approval");
	not_signed(s, REVIEW_APPROVE, 1, "needs a first review");
	assert_int_equal(sign(s, "one", REVIEW_FIRST, 1, &err), 0);
	assert_int_equal(sign(s, "one", REVIEW_APPROVE, 0, &err), 0);
	assert_int_equal(require(s, "one", &err), 0);
}

/* Every character of every record, changed; and nothing of it passes. */
static void an_altered_record_is_noticed(void **state)
{
	struct scene *s = *state;
	struct err err = ERR_INIT;
	char *text, *path;
	size_t i;

	approve(s, "one");
	path = file_join(s->dir, "out/state/reviews/one");
	assert_int_equal(unlink(path), 0); /* the records alone must show it */
	free(path);
	text = get(s, "config/reviews/one.jsonl");
	for (i = 0; text[i]; i++) {
		char c = text[i];

		text[i] = c == 'e' ? 'f' : c == '0' ? '1' : 'e';
		put(s, "config/reviews/one.jsonl", text);
		if (require(s, "one", &err) == 0)
			fail_msg("character %zu: '%c' as '%c' passes", i, c, text[i]);
		assert_int_equal(err.kind, ERR_GATE);
		text[i] = c;
	}
	put(s, "config/reviews/one.jsonl", text);
	assert_int_equal(require(s, "one", &err), 0);
	text[strlen(text) - 1] = '\0';
	put(s, "config/reviews/one.jsonl", text);
	held(s, "one", "the last record has no end");
	free(text);
}

static void removed_and_moved_records_are_noticed(void **state)
{
	struct scene *s = *state;
	struct buf moved = BUF_INIT;
	char *text, *second, *third, *path;

	approve(s, "one");
	put(s, "pipelines/one/package.json", "{ }");
	approve(s, "one");
	text = get(s, "config/reviews/one.jsonl");
	second = strchr(text, '\n') + 1;
	third = strchr(second, '\n') + 1;
	put(s, "config/reviews/one.jsonl", second);
	held(s, "one", "record 1 does not follow the record before it");
	buf_add(&moved, text, (size_t)(second - text));
	buf_puts(&moved, third);
	put(s, "config/reviews/one.jsonl", moved.p);
	held(s, "one", "record 2 does not follow the record before it");
	buf_clear(&moved);
	buf_add(&moved, second, (size_t)(third - second));
	buf_add(&moved, text, (size_t)(second - text));
	buf_puts(&moved, third);
	put(s, "config/reviews/one.jsonl", moved.p);
	held(s, "one", "record 1 does not follow the record before it");
	/* The end is cut off, and the policy is what it was then. */
	buf_clear(&moved);
	buf_add(&moved, text, (size_t)(third - text));
	put(s, "config/reviews/one.jsonl", moved.p);
	put(s, "pipelines/one/package.json", "{}");
	held(s, "one", "records are missing: 4 were there, 2 are left");
	path = file_join(s->dir, "config/reviews/one.jsonl");
	assert_int_equal(unlink(path), 0);
	held(s, "one", "records are missing: 4 were there, 0 are left");
	free(path);
	buf_release(&moved);
	free(text);
}

static void another_chain_in_its_place_is_noticed(void **state)
{
	struct scene *s = *state;
	char *path = file_join(s->dir, "config/reviews/one.jsonl");
	struct err err = ERR_INIT;
	char *mark, *mark_path = file_join(s->dir, "out/state/reviews/one");

	approve(s, "one");
	mark = get(s, "out/state/reviews/one");
	assert_int_equal(unlink(path), 0);
	assert_int_equal(unlink(mark_path), 0);
	assert_int_equal(sign(s, "one", REVIEW_FIRST, 1, &err), 0);
	assert_int_equal(sign(s, "one", REVIEW_APPROVE, 0, &err), 0);
	put(s, "out/state/reviews/one", mark);
	held(s, "one", "record 2 is not the one that was last seen here");
	free(mark);
	free(mark_path);
	free(path);
}

static void an_approval_is_for_its_own_pipeline(void **state)
{
	struct scene *s = *state;
	char *text;

	approve(s, "one");
	text = get(s, "config/reviews/one.jsonl");
	put(s, "config/reviews/two.jsonl", text);
	held(s, "two", "record 1 is a review of the pipeline one, not of two");
	free(text);
}

static void names_keep_their_keys(void **state)
{
	struct scene *s = *state;
	struct err err = ERR_INIT;

	approve(s, "one");
	write_reviewers(s, "Li", "Zhang", "");
	held(s, "one", "record 1 is signed with the key");
	write_reviewers(s, "Zhang", NULL, "");
	held(s, "one", "record 2 is signed by Li, who is not in");
	write_reviewers(s, NULL, "Li", "");
	held(s, "one", "record 1 is signed by Zhang, who is not in");
	write_reviewers(s, "Zhang", "Zhang", "");
	assert_int_equal(require(s, "one", &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	write_reviewers(s, "Zhang", "Li", "");
	assert_int_equal(require(s, "one", &err), 0);
}

static void a_swapped_name_in_a_record_is_noticed(void **state)
{
	struct scene *s = *state;
	char *text, *at;
	struct buf changed = BUF_INIT;

	approve(s, "one");
	text = get(s, "config/reviews/one.jsonl");
	at = strstr(text, "\"Zhang\"");
	buf_add(&changed, text, (size_t)(at - text));
	buf_puts(&changed, "\"Li\"");
	buf_puts(&changed, at + 7);
	put(s, "config/reviews/one.jsonl", changed.p);
	held(s, "one", "record 1 is signed with the key");
	/* And the key with it: then the signature is another one's. */
	at = strstr(changed.p, sign_key_id(s->keys[0]));
	memcpy(at, sign_key_id(s->keys[1]), 16);
	put(s, "config/reviews/one.jsonl", changed.p);
	held(s, "one", "record 1 was altered: the signature of Li does not fit");
	buf_release(&changed);
	free(text);
}

static void who_may_no_longer_sign_does_not_count(void **state)
{
	struct scene *s = *state;
	struct err err = ERR_INIT;

	approve(s, "one");
	write_reviewers(s, "Zhang", "Li", ",\"revoked\":\"key lost\"");
	held(s, "one", "does not count: the key of Zhang is revoked (key lost)");
	not_signed(s, REVIEW_FIRST, 0, "the key of Zhang is revoked");
	write_reviewers(s, "Zhang", "Li", ",\"until\":\"2020-01-31\"");
	held(s, "one", "does not count: Zhang signs until 2020-01-31 only");
	write_reviewers(s, "Zhang", "Li", ",\"demo\":true");
	held(s, "one", "does not count: Zhang has a demonstration key");
	write_reviewers(s, "Zhang", "Li", ",\"until\":\"2999-01-31\"");
	assert_int_equal(require(s, "one", &err), 0);
}

static void a_demonstration_is_worth_nothing_elsewhere(void **state)
{
	static const char *const names[] = { "one", "two" };
	struct scene *s = *state;
	struct err err = ERR_INIT;
	char text[1024];
	size_t n;

	assert_int_equal(review_demo(&s->site, names, 2, &n, &err), -1);
	assert_int_equal(err.kind, ERR_USAGE);
	snprintf(text, sizeof(text), site_json, "true");
	put(s, "config/site.json", text);
	site_release(&s->site);
	open_site(s);
	assert_int_equal(review_demo(&s->site, names, 2, &n, &err), 0);
	assert_int_equal(n, 2);
	assert_int_equal(review_demo(&s->site, names, 2, &n, &err), 0);
	assert_int_equal(n, 0);
	assert_int_equal(require(s, "one", &err), 0);
	snprintf(text, sizeof(text), site_json, "false");
	put(s, "config/site.json", text);
	site_release(&s->site);
	open_site(s);
	held(s, "one", "signed as a demonstration, which this site is not");
}

int main(void)
{
#define LAW(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		LAW(two_names_make_an_approval),
		LAW(one_person_is_not_two),
		LAW(an_older_policy_needs_a_new_review),
		LAW(an_altered_record_is_noticed),
		LAW(removed_and_moved_records_are_noticed),
		LAW(another_chain_in_its_place_is_noticed),
		LAW(an_approval_is_for_its_own_pipeline),
		LAW(names_keep_their_keys),
		LAW(a_swapped_name_in_a_record_is_noticed),
		LAW(who_may_no_longer_sign_does_not_count),
		LAW(a_demonstration_is_worth_nothing_elsewhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
