/* The records of reviews: what counts as approved, and every way to forge it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run/review.h"
#include "scratch.h"

static const char site_json[] =
	"{\"bureau\":{\"name\":\"n\",\"name_en\":\"n\",\"uscc\":\"u\",\"division\":\"350524\"},"
	"\"portal\":\"https://x\",\"licence\":{\"name\":\"n\",\"title\":\"t\",\"path\":\"p\"},"
	"\"contact\":{\"name\":\"n\",\"email\":\"e\",\"phone\":\"p\"},\"attribution\":\"a\","
	"\"disclaimer\":\"d\",\"demo\":%s}";
static const char pipeline_json[] =
	"{\"label\":\"l\",\"steps\":{\"a\":{\"run\":\"extract\"},"
	"\"b\":{\"run\":\"package\",\"in\":\"a\"},\"c\":{\"run\":\"inspect\",\"in\":\"b\"}},"
	"\"publish\":\"c\"}";

struct scene {
	char *dir;
	struct site site;
	struct sign_key *keys[2];
	struct reviewers reviewers;
};

static void put(struct scene *s, const char *name, const char *text)
{
	free(scratch_put(s->dir, name, text));
}

static char *get(struct scene *s, const char *name)
{
	char *path = file_join(s->dir, name);
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;

	assert_int_equal(file_read(path, 1 << 20, &text, ERR_IO, &err), 0);
	free(path);
	return buf_detach(&text);
}

static void put_pipeline(struct scene *s, const char *name)
{
	static const char *const files[] = { "extract", "package", "inspect" };
	char path[64];
	size_t i;

	for (i = 0; i < 3; i++) {
		snprintf(path, sizeof(path), "pipelines/%s/%s.json", name, files[i]);
		put(s, path, i ? "{}" : "{\"source\":\"s\"}");
	}
	snprintf(path, sizeof(path), "pipelines/%s/pipeline.json", name);
	put(s, path, pipeline_json);
}

static void open_site(struct scene *s)
{
	struct err err = ERR_INIT;

	if (site_open(&s->site, s->dir, &err) < 0)
		fail_msg("%s", err.msg);
}

/* Two reviewers, of both roles each: first Zhang, then Li. */
static void write_reviewers(struct scene *s, const char *zhang, const char *li, const char *more)
{
	struct buf text = BUF_INIT;
	const char *names[] = { zhang, li };
	size_t i;

	buf_puts(&text, "{\"reviewers\":[");
	for (i = 0; i < 2; i++) {
		if (!names[i])
			continue;
		buf_printf(&text,
			   "%s{\"name\":\"%s\",\"title\":\"t\",\"roles\":[\"first\",\"approve\"]%s,"
			   "\"algorithm\":\"ed25519\",\"public_key\":\"",
			   text.n > 20 ? "," : "", names[i], i ? "" : more);
		sign_public_text(s->keys[i], &text);
		buf_puts(&text, "\"}");
	}
	buf_puts(&text, "]}");
	put(s, "config/reviews/reviewers.json", text.p);
	buf_release(&text);
}

static int set_up(void **state)
{
	struct scene *s = calloc(1, sizeof(*s));
	struct err err = ERR_INIT;
	char *path, text[1024];
	size_t i;

	s->dir = scratch_new();
	path = file_join(s->dir, "key.pem");
	for (i = 0; i < 2; i++) {
		assert_int_equal(sign_key_create(path, SIGN_ED25519, &err), 0);
		assert_int_equal(sign_key_load(path, &s->keys[i], &err), 0);
	}
	free(path);
	snprintf(text, sizeof(text), site_json, "false");
	put(s, "config/site.json", text);
	put(s, "config/fields/s.json", "{}");
	put_pipeline(s, "one");
	put_pipeline(s, "two");
	write_reviewers(s, "Zhang", "Li", "");
	open_site(s);
	*state = s;
	return 0;
}

static int tear_down(void **state)
{
	struct scene *s = *state;

	sign_key_free(s->keys[0]);
	sign_key_free(s->keys[1]);
	site_release(&s->site);
	scratch_remove(s->dir);
	free(s);
	return 0;
}

static int require(struct scene *s, const char *name, struct err *err)
{
	struct pipeline p;
	int ret;

	assert_int_equal(pipeline_read(&s->site, name, &p, err), 0);
	ret = review_require(&s->site, &p, NULL, err);
	pipeline_release(&p);
	return ret;
}

static int sign(struct scene *s, const char *pipeline, enum review_step step, size_t who,
		struct err *err)
{
	static const char *const names[] = { "Zhang", "Li" };
	struct signer by = { .name = names[who], .key = s->keys[who] };
	struct pipeline p;
	bool is_new;
	int ret;

	assert_int_equal(pipeline_read(&s->site, pipeline, &p, err), 0);
	ret = review_sign(&s->site, &p, step, &by, &is_new, err);
	pipeline_release(&p);
	return ret;
}

static void approve(struct scene *s, const char *pipeline)
{
	struct err err = ERR_INIT;

	if (sign(s, pipeline, REVIEW_FIRST, 0, &err) < 0 ||
	    sign(s, pipeline, REVIEW_APPROVE, 1, &err) < 0 || require(s, pipeline, &err) < 0)
		fail_msg("%s", err.msg);
}

static void held(struct scene *s, const char *pipeline, const char *why)
{
	struct err err = ERR_INIT;

	assert_int_equal(require(s, pipeline, &err), -1);
	if (err.kind != ERR_GATE || !strstr(err.msg, why))
		fail_msg("not held because \"%s\", but %d: %s", why, err.kind, err.msg);
}

static void not_signed(struct scene *s, enum review_step step, size_t who, const char *why)
{
	struct err err = ERR_INIT;

	assert_int_equal(sign(s, "one", step, who, &err), -1);
	if (!strstr(err.msg, why))
		fail_msg("not refused because \"%s\", but: %s", why, err.msg);
}

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

static void code_lists_that_it_names_count(void **state)
{
	struct scene *s = *state;
	struct err err = ERR_INIT;

	put(s, "config/fields/s.json", "{\"tables\":[{\"sex\":{\"codes\":\"sex\"}}]}");
	put(s, "pipelines/one/package.json", "{\"x\":[{\"codes\":\"kind\"}],\"codes\":\"none\"}");
	put(s, "pipelines/one/inspect.json",
	    "{\"codes\":{\"other\":\"other\"},\"a\":{\"codes\":\"../x\"}}");
	put(s, "config/codes/sex.csv", "1,M\n");
	put(s, "config/codes/kind.csv", "a,A\n");
	put(s, "config/codes/other.csv", "b,B\n");
	put(s, "config/x.csv", "c,C\n");
	approve(s, "one");
	put(s, "config/codes/other.csv", "b,C\n");
	put(s, "config/x.csv", "c,D\n");
	assert_int_equal(require(s, "one", &err), 0);
	put(s, "config/codes/sex.csv", "1,F\n");
	held(s, "one", "config/codes/sex.csv");
	put(s, "config/codes/sex.csv", "1,M\n");
	put(s, "config/codes/kind.csv", "a,B\n");
	held(s, "one", "config/codes/kind.csv");
	put(s, "config/codes/kind.csv", "a,A\n");
	put(s, "config/codes/none.csv", "d,D\n");
	held(s, "one", "config/codes/none.csv (new)");
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
		LAW(every_file_of_the_policy_counts),
		LAW(code_lists_that_it_names_count),
		LAW(a_policy_that_was_touched_since_is_held),
		LAW(steps_are_of_the_text_that_was_approved),
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
