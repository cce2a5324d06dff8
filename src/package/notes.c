#include "package/notes.h"

#include <stdarg.h>
#include <stdlib.h>

#include "core/mem.h"
#include "package/dictionary.h"
#include "package/method_notes.h"
#include "package/microdata_words.h"

const char notes_demo[] = "演示数据：由程序生成，不对应任何真实的人或事，不得作为统计数字引用。";

/* A missing text gives no note. */
static void add(struct notes *n, const char *heading, const char *text)
{
	if (!text || !*text)
		return;
	n->items = mem_resize(n->items, n->n + 1, sizeof(*n->items));
	n->items[n->n++] = (struct note){ heading, mem_strdup(text) };
}

static void __attribute__((format(printf, 3, 4)))
addf(struct notes *n, const char *heading, const char *fmt, ...)
{
	struct buf b = BUF_INIT;
	char text[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	buf_puts(&b, text);
	add(n, heading, b.p);
	buf_release(&b);
}

static void add_licence(struct notes *n, const struct site *s)
{
	struct buf b = BUF_INIT;

	buf_puts(&b, s->licence_title ? s->licence_title : "");
	if (s->licence_path)
		buf_printf(&b, "%s%s", b.n ? " " : "", s->licence_path);
	add(n, "许可", b.p);
	buf_release(&b);
	add(n, "署名方式", s->attribution);
	add(n, "声明", s->disclaimer);
}

static void add_contact(struct notes *n, const struct site *s)
{
	const char *const parts[] = { s->contact_name, s->contact_email, s->contact_phone };
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < 3; i++)
		if (parts[i])
			buf_printf(&b, "%s%s", b.n ? "，" : "", parts[i]);
	add(n, "联系方式", b.p);
	buf_release(&b);
}

static void add_statuses(struct notes *n, const struct release *r)
{
	int i;

	if (!release_has_role(r, ROLE_STATUS))
		return;
	add(n, "数值与状态",
	    "每个指标有一个状态列（名称以 _status 结尾）。状态为空表示正常值，"
	    "0 就是没有；不为空时见下：");
	for (i = 0; i < STATUS_WORDS; i++)
		addf(n, "状态", "%s：%s", status_letters[i], status_meaning(r, i));
}

/* What an analyst must know before he adds anything up. */
static void add_reading(struct notes *n, const struct release *r)
{
	struct buf key = BUF_INIT;
	size_t i;

	if (!release_has_role(r, ROLE_DIMENSION))
		return;
	for (i = 0; i < r->ncolumns; i++)
		if (r->columns[i].role == ROLE_DIMENSION)
			buf_printf(&key, "%s%s", key.n ? "、" : "", r->columns[i].field->name);
	buf_puts(&key, "（作用为“维度”的字段合起来，唯一确定一行）");
	add(n, "主键", key.p);
	buf_release(&key);
	add(n, "合计与未知", "代码 _T 为合计，已含其余各行；_U 为未知，即代码缺失或不在代码表中。");
	if (release_has_role(r, ROLE_LEVEL))
		add(n, "层级",
		    "各层级的数在同一张表中，上级已含下级：求和前先按层级字段"
		    "（名称以 _level 结尾）选定一级，否则会重复计算。");
}

static void add_microdata(struct notes *n, const char *text)
{
	static const struct {
		const char *heading;
		void (*put)(struct buf *b, const char *text);
	} parts[] = { { "匿名化", microdata_put_kind },
		      { "隐去", microdata_put_suppression },
		      { "风险", microdata_put_risk } };
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; text && i < sizeof(parts) / sizeof(*parts); i++) {
		buf_clear(&b);
		parts[i].put(&b, text);
		add(n, parts[i].heading, b.p);
	}
	buf_release(&b);
}

static void add_protection(struct notes *n, const struct release *r)
{
	struct buf b = BUF_INIT;
	const char *heading;
	int i;

	for (i = 0; (heading = method_notes_get(r, i, &b)) != NULL; i++) {
		add(n, heading, b.p);
		buf_clear(&b);
	}
	buf_release(&b);
}

static void add_sources(struct notes *n, const struct pack_spec *spec)
{
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < spec->nsources; i++) {
		buf_printf(&b, "%s%s", i ? "；" : "", spec->sources[i].title);
		if (spec->sources[i].path)
			buf_printf(&b, " %s", spec->sources[i].path);
	}
	add(n, "数据来源", b.p);
	buf_release(&b);
}

void notes_make(const struct release *r, struct notes *n)
{
	const struct pack_spec *spec = r->spec;
	size_t i;

	*n = (struct notes){ NULL, 0 };
	if (r->site->is_demo)
		add(n, "提示", notes_demo);
	add(n, "名称", spec->title);
	add(n, "英文名称", spec->title_en);
	add(n, "标识", spec->name);
	add(n, "摘要", spec->description);
	add(n, "提供单位", r->site->name);
	add(n, "统一社会信用代码", r->site->uscc);
	add(n, "主题", spec->theme);
	add(n, "统计期", r->period_label);
	add(n, "更新频率", spec->update_frequency);
	add(n, "版本", spec->version);
	addf(n, "数据量", "%lld 行，%zu 列", (long long)r->rows, r->ncolumns);
	add_sources(n, spec);
	add_licence(n, r->site);
	add_contact(n, r->site);
	add_microdata(n, r->microdata);
	add_protection(n, r);
	add_reading(n, r);
	add_statuses(n, r);
	for (i = 0; i < spec->notes.n; i++)
		add(n, "注意事项", spec->notes.items[i]);
}

void notes_release(struct notes *n)
{
	size_t i;

	for (i = 0; i < n->n; i++)
		free(n->items[i].text);
	free(n->items);
	*n = (struct notes){ NULL, 0 };
}
