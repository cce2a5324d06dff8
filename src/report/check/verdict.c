#include "report/check/verdict.h"

#include <stdarg.h>
#include <stdlib.h>

#include "core/jsonout.h"
#include "core/mem.h"
#include "report/paper/printable.h"

static const char *const words[] = {
	[SEVERITY_ERROR] = "error", [SEVERITY_REMARK] = "remark", [SEVERITY_OPEN] = "open"
};
static const char *const names[] = {
	[SEVERITY_ERROR] = "错误", [SEVERITY_REMARK] = "提示", [SEVERITY_OPEN] = "待答"
};

void verdicts_release(struct verdicts *f)
{
	for (size_t i = 0; i < f->n; i++) {
		struct verdict *v = &f->items[i];

		free(v->rule);
		free(v->key);
		free(v->label);
		free(v->text);
		free(v->found);
		free(v->expected);
	}
	free(f->items);
	*f = (struct verdicts){ 0 };
}

static char *copy(const char *s)
{
	return mem_strdup(s ? s : "");
}

void verdicts_add(struct verdicts *f, enum severity severity, const char *rule, const char *key,
		  const char *label, const char *found, const char *expected, const char *fmt, ...)
{
	char *text = NULL;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		text = NULL;
	va_end(ap);
	f->items = mem_grow(f->items, &f->room, f->n + 1, sizeof(*f->items));
	f->items[f->n++] = (struct verdict){ .severity = severity,
					     .rule = copy(rule),
					     .key = copy(key),
					     .label = copy(label),
					     .text = text ? text : copy(""),
					     .found = copy(found),
					     .expected = copy(expected) };
}

size_t verdicts_count(const struct verdicts *f, enum severity severity)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		n += f->items[i].severity == severity;
	return n;
}

void verdicts_sort(struct verdicts *f)
{
	static const enum severity order[] = { SEVERITY_OPEN, SEVERITY_ERROR, SEVERITY_REMARK };
	struct verdict *sorted = mem_zalloc(f->n + 1, sizeof(*sorted));
	size_t n = 0;

	for (size_t s = 0; s < sizeof(order) / sizeof(*order); s++)
		for (size_t i = 0; i < f->n; i++)
			if (f->items[i].severity == order[s])
				sorted[n++] = f->items[i];
	free(f->items);
	f->items = sorted;
	f->room = f->n + 1;
}

void verdicts_text(const struct verdicts *f, struct buf *b)
{
	struct buf line = BUF_INIT;

	for (size_t i = 0; i < f->n; i++) {
		const struct verdict *v = &f->items[i];

		buf_clear(&line);
		buf_printf(&line, "%s %s %s%s%s", names[v->severity], v->rule, v->label,
			   *v->label ? "：" : "", v->text);
		printable_put(b, line.p, false);
		buf_putc(b, '\n');
	}
	buf_release(&line);
	buf_printf(b, "错误%zu项，提示%zu项，待答%zu项\n", verdicts_count(f, SEVERITY_ERROR),
		   verdicts_count(f, SEVERITY_REMARK), verdicts_count(f, SEVERITY_OPEN));
}

static void verdict_json(struct jsonout *j, const struct verdict *v)
{
	jsonout_open(j, '{');
	jsonout_member(j, "severity", words[v->severity]);
	jsonout_member(j, "rule", v->rule);
	jsonout_member(j, "key", v->key);
	jsonout_member(j, "label", v->label);
	jsonout_member(j, "found", v->found);
	jsonout_member(j, "expected", v->expected);
	jsonout_member(j, "text", v->text);
	jsonout_close(j, '}');
}

void verdicts_json(const struct verdicts *f, const char *name, struct buf *b)
{
	struct jsonout j;

	jsonout_init(&j, b, 2);
	jsonout_open(&j, '{');
	jsonout_member(&j, "name", name);
	for (int s = SEVERITY_ERROR; s <= SEVERITY_OPEN; s++)
		jsonout_member_int(&j, words[s], (long long)verdicts_count(f, (enum severity)s));
	jsonout_key(&j, "findings");
	jsonout_open(&j, '[');
	for (size_t i = 0; i < f->n; i++)
		verdict_json(&j, &f->items[i]);
	jsonout_close(&j, ']');
	jsonout_close(&j, '}');
	buf_putc(b, '\n');
}
