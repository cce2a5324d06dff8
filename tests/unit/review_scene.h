/* A site whose pipelines two persons, Zhang and Li, may review; for the tests of reviews. */
#ifndef TEST_REVIEW_SCENE_H
#define TEST_REVIEW_SCENE_H

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

static inline void put(struct scene *s, const char *name, const char *text)
{
	free(scratch_put(s->dir, name, text));
}

static inline char *get(struct scene *s, const char *name)
{
	char *path = file_join(s->dir, name);
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;

	assert_int_equal(file_read(path, 1 << 20, &text, ERR_IO, &err), 0);
	free(path);
	return buf_detach(&text);
}

static inline void put_pipeline(struct scene *s, const char *name)
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

static inline void open_site(struct scene *s)
{
	struct err err = ERR_INIT;

	if (site_open(&s->site, s->dir, &err) < 0)
		fail_msg("%s", err.msg);
}

/* Two reviewers, of both roles each: first Zhang, then Li. */
static inline void write_reviewers(struct scene *s, const char *zhang, const char *li,
				   const char *more)
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

static inline int set_up(void **state)
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

static inline int tear_down(void **state)
{
	struct scene *s = *state;

	sign_key_free(s->keys[0]);
	sign_key_free(s->keys[1]);
	site_release(&s->site);
	scratch_remove(s->dir);
	free(s);
	return 0;
}

static inline int require(struct scene *s, const char *name, struct err *err)
{
	struct pipeline p;
	int ret;

	assert_int_equal(pipeline_read(&s->site, name, &p, err), 0);
	ret = review_require(&s->site, &p, NULL, err);
	pipeline_release(&p);
	return ret;
}

static inline int sign(struct scene *s, const char *pipeline, enum review_step step, size_t who,
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

static inline void approve(struct scene *s, const char *pipeline)
{
	struct err err = ERR_INIT;

	if (sign(s, pipeline, REVIEW_FIRST, 0, &err) < 0 ||
	    sign(s, pipeline, REVIEW_APPROVE, 1, &err) < 0 || require(s, pipeline, &err) < 0)
		fail_msg("%s", err.msg);
}

static inline void held(struct scene *s, const char *pipeline, const char *why)
{
	struct err err = ERR_INIT;

	assert_int_equal(require(s, pipeline, &err), -1);
	if (err.kind != ERR_GATE || !strstr(err.msg, why))
		fail_msg("not held because \"%s\", but %d: %s", why, err.kind, err.msg);
}

static inline void not_signed(struct scene *s, enum review_step step, size_t who, const char *why)
{
	struct err err = ERR_INIT;

	assert_int_equal(sign(s, "one", step, who, &err), -1);
	if (!strstr(err.msg, why))
		fail_msg("not refused because \"%s\", but: %s", why, err.msg);
}

#endif
