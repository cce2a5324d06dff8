#include "package/method_notes.h"

#include <stdlib.h>

int method_notes_bind(struct release *r, struct err *err)
{
	const char *text = meta_get(&r->schema.meta, META_METHOD);

	if (!text || method_words_read(&r->protection, text, err) == 0)
		return 0;
	err->kind = ERR_STREAM;
	return -1;
}

static void put_name(const struct method_words *w, struct buf *b)
{
	method_words_put_name(w, b);
	buf_puts(b, "（");
	method_words_put_english(w, b);
	buf_puts(b, "）");
}

/* Only where an earlier release may stand beside this one. */
static void put_held(const struct release *r, struct buf *b)
{
	if (release_has_role(r, ROLE_AS_OF))
		buf_puts(b, "与前一次公布相比变动过小、会暴露个别对象的，沿用以前公布的数"
			    "（状态为 p，数据时点为其日期），变动足够大时再更新。");
}

const char *method_notes_get(const struct release *r, int i, struct buf *text)
{
	static const struct {
		const char *heading;
		void (*put)(const struct method_words *w, struct buf *b);
	} parts[] = { { "保护方法", put_name },
		      { "个人信息保护", method_words_put_done },
		      { "误差", method_words_put_error },
		      { "如何使用", method_words_put_reading } };

	if (!r->protection.doc || i >= (int)(sizeof(parts) / sizeof(*parts)))
		return NULL;
	parts[i].put(&r->protection, text);
	if (parts[i].put == method_words_put_done)
		put_held(r, text);
	if (parts[i].put == method_words_put_error && release_has_role(r, ROLE_AS_OF))
		buf_puts(text, "沿用的数是其数据时点当日的。");
	return parts[i].heading;
}

char *method_notes_describe(const struct release *r, char *description)
{
	struct buf b = BUF_INIT;

	if (!r->protection.doc || strcmp(r->protection.method, "suppression") == 0)
		return description;
	buf_printf(&b, "%s%s经", description, *description ? "；" : "");
	method_words_put_name(&r->protection, &b);
	buf_puts(&b, "处理，与真实值可能有差别");
	free(description);
	return buf_detach(&b);
}
