/*
 * night_site: a site with pipelines a and b in a scratch folder, for what the runner keeps.
 *
 * Both publish records of the table t; what they mask, and how, the test says.
 */
#ifndef TEST_NIGHT_SITE_H
#define TEST_NIGHT_SITE_H

#include "core/site.h"
#include "run/pipeline.h"
#include "run/state.h"
#include "scratch.h"

struct night_site {
	char *dir;
	struct site site;
	struct state *state;
};

static inline void night_site_put(const struct night_site *n, const char *name, const char *text)
{
	free(scratch_put(n->dir, name, text));
}

/* mask: the object "columns" of its mask.json. */
static inline void night_site_pipeline(const struct night_site *n, const char *name,
				       const char *mask)
{
	static const char *const files[] = { "package.json", "inspect.json" };
	struct buf path = BUF_INIT, text = BUF_INIT;
	size_t i;

	buf_printf(&path, "pipelines/%s/extract.json", name);
	night_site_put(n, path.p,
		       "{\"dataset\":\"x\",\"source\":\"s\",\"from\":\"t\",\"columns\":"
		       "[\"t.id_no\",\"t.phone\",\"t.remark\",\"t.birth\",\"t.sex\","
		       "{\"column\":\"t.name\",\"as\":\"who\"}]}");
	buf_clear(&path);
	buf_printf(&path, "pipelines/%s/mask.json", name);
	buf_printf(&text, "{\"columns\":%s}", mask);
	night_site_put(n, path.p, text.p);
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		buf_clear(&path);
		buf_printf(&path, "pipelines/%s/%s", name, files[i]);
		night_site_put(n, path.p, "{}");
	}
	buf_clear(&path);
	buf_printf(&path, "pipelines/%s/pipeline.json", name);
	night_site_put(n, path.p,
		       "{\"label\":\"l\",\"steps\":{\"raw\":{\"run\":\"extract\"},"
		       "\"masked\":{\"run\":\"mask\",\"in\":\"raw\"},"
		       "\"release\":{\"run\":\"package\",\"in\":\"masked\"},"
		       "\"inspected\":{\"run\":\"inspect\",\"in\":\"release\"}},"
		       "\"publish\":\"inspected\"}");
	buf_release(&path);
	buf_release(&text);
}

/* The field register: all of it closed. */
static inline void night_site_register(const struct night_site *n)
{
	static const char *const columns[][4] = {
		{ "id_no", "公民身份号码", "utf8", "direct" },
		{ "phone", "手机号码", "utf8", "direct" },
		{ "name", "姓名", "utf8", "direct" },
		{ "remark", "备注", "utf8", "sensitive" },
		{ "birth", "出生日期", "date\",\"format\":\"YYYY-MM-DD", "quasi" },
		{ "sex", "性别", "dict", "quasi" },
	};
	struct buf text = BUF_INIT;
	size_t i;

	buf_puts(&text, "{\"source\":\"s\",\"label\":\"l\",\"tables\":{\"t\":{\"label\":\"l\","
			"\"order\":[\"id_no\"],\"columns\":{");
	for (i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		buf_printf(&text,
			   "%s\"%s\":{\"label\":\"%s\",\"type\":\"%s\",\"class\":\"%s\","
			   "\"openness\":\"closed\",\"basis\":\"b\",\"reason\":\"r\","
			   "\"treatments\":[\"drop\"]}",
			   i ? "," : "", columns[i][0], columns[i][1], columns[i][2],
			   columns[i][3]);
	buf_puts(&text, "}}}}");
	night_site_put(n, "config/fields/s.json", text.p);
	buf_release(&text);
}

static inline void night_site_open(struct night_site *n)
{
	struct err err = ERR_INIT;
	char *path;

	memset(n, 0, sizeof(*n));
	n->dir = scratch_new();
	night_site_put(
		n, "config/site.json",
		"{\"bureau\":{\"name\":\"n\",\"name_en\":\"n\",\"uscc\":\"1\","
		"\"division\":\"350524\"},\"portal\":\"https://p.example\","
		"\"licence\":{\"name\":\"n\",\"title\":\"t\",\"path\":\"u\"},"
		"\"contact\":{\"name\":\"c\",\"email\":\"e\",\"phone\":\"0\"},"
		"\"attribution\":\"a\",\"disclaimer\":\"d\",\"paths\":{\"public\":\"public\","
		"\"private\":\"private\",\"work\":\"work\",\"state\":\"state\",\"keys\":\"k\"}}");
	night_site_register(n);
	night_site_put(n, "state/x", "");
	night_site_put(n, "private/audit/x", "");
	if (site_open(&n->site, n->dir, &err) < 0)
		abort();
	path = file_join(n->dir, "state/yg.db");
	if (state_open(path, 0, &n->state, &err) < 0)
		abort();
	free(path);
}

static inline void night_site_close(struct night_site *n)
{
	state_close(n->state);
	site_release(&n->site);
	scratch_remove(n->dir);
}

#endif
