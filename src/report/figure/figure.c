#include "report/figure/figure.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/decimal.h"
#include "core/jsonout.h"
#include "core/mem.h"

static void figure_release(struct figure *f)
{
	size_t i;

	for (i = 0; i < f->nkeys; i++)
		free(f->keys[i]);
	free(f->keys);
	free(f->name);
	free(f->label);
	free(f->unit);
	free(f->text);
	free(f->rule);
	free(f->source);
	free(f->pipeline);
	free(f->snapshot);
	free(f->query);
	free(f->who);
	free(f->when);
	free(f->remark);
	free(f->why);
}

void figures_release(struct figures *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		figure_release(&f->items[i]);
	free(f->items);
	free(f->slots);
	free(f->report);
	free(f->period);
	*f = (struct figures){ 0 };
}

/* FNV-1a. */
static size_t hash(const char *name)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (; *name; name++)
		h = (h ^ (unsigned char)*name) * 0x100000001b3u;
	return (size_t)(h ^ h >> 32);
}

/* The slot of that name, or the free one where it goes. */
static size_t *slot_of(const struct figures *f, const char *name)
{
	size_t i = hash(name), mask = f->nslots - 1;

	while (f->slots[i & mask] && strcmp(f->items[f->slots[i & mask] - 1].name, name) != 0)
		i++;
	return &f->slots[i & mask];
}

struct figure *figures_find(const struct figures *f, const char *name)
{
	size_t at = f->nslots ? *slot_of(f, name) : 0;

	return at ? &f->items[at - 1] : NULL;
}

/* The first of a name is the one that is found. */
static void index_last(struct figures *f)
{
	size_t *slot, i = f->n - 1;

	if (f->n * 2 > f->nslots) {
		free(f->slots);
		f->nslots = f->nslots ? f->nslots * 4 : 64;
		f->slots = mem_zalloc(f->nslots, sizeof(*f->slots));
		i = 0;
	}
	for (; i < f->n; i++) {
		slot = slot_of(f, f->items[i].name);
		*slot = *slot ? *slot : i + 1;
	}
}

struct figure *figures_add(struct figures *f, const char *name)
{
	struct figure *item;

	f->items = mem_grow(f->items, &f->room, f->n + 1, sizeof(*f->items));
	item = &f->items[f->n++];
	*item = (struct figure){ .name = mem_strdup(name),
				 .label = mem_strdup(""),
				 .unit = mem_strdup(""),
				 .rule = mem_strdup(""),
				 .source = mem_strdup(""),
				 .pipeline = mem_strdup(""),
				 .snapshot = mem_strdup(""),
				 .query = mem_strdup("") };
	index_last(f);
	return item;
}

void figure_set_text(char **to, const char *text)
{
	char *copy = text ? mem_strdup(text) : NULL;

	free(*to);
	*to = copy;
}

void figure_copy_value(struct figure *to, const struct figure *from)
{
	to->state = from->state;
	to->v = from->v;
	to->scale = from->scale;
	to->is_open = from->is_open;
	to->is_protected = from->is_protected;
	figure_set_text(&to->text, from->text);
	figure_set_text(&to->remark, from->remark);
	figure_set_text(&to->why, from->why);
}

void figure_set_missing(struct figure *f, bool is_open, const char *fmt, ...)
{
	char *why;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&why, fmt, ap) < 0)
		abort();
	va_end(ap);
	free(f->why);
	f->why = why;
	f->state = VALUE_MISSING;
	f->is_open = is_open;
	f->is_protected = false;
}

void figure_print(const struct figure *f, struct buf *b)
{
	char text[DECIMAL_TEXT + 1];

	switch (f->state) {
	case VALUE_NUMBER:
		buf_add(b, text, decimal_format(f->v, f->scale, text));
		break;
	case VALUE_SLASH:
		buf_putc(b, '/');
		break;
	case VALUE_MISSING:
		buf_puts(b, "暂无数据");
		break;
	case VALUE_ODD:
		buf_puts(b, f->text);
		break;
	case VALUE_BLANK:
		break;
	}
}

const char *origin_word(enum value_origin origin)
{
	static const char *const words[] = {
		[ORIGIN_NONE] = "",	  [ORIGIN_RECORDS] = "records",
		[ORIGIN_CELLS] = "cells", [ORIGIN_ENTERED] = "entered",
		[ORIGIN_LAST] = "last",	  [ORIGIN_FORMULA] = "formula",
		[ORIGIN_FILE] = "file",
	};

	return words[origin];
}

static const char *state_word(enum value_state state)
{
	static const char *const words[] = {
		[VALUE_BLANK] = "blank",     [VALUE_NUMBER] = "number", [VALUE_SLASH] = "/",
		[VALUE_MISSING] = "missing", [VALUE_ODD] = "text",
	};

	return words[state];
}

static void put_member(struct jsonout *j, const char *key, const char *value)
{
	if (value && *value)
		jsonout_member(j, key, value);
}

static void put_value(struct jsonout *j, const struct figure *f)
{
	struct buf text = BUF_INIT;

	jsonout_member(j, "state", f->is_protected ? "protected" : state_word(f->state));
	if (f->state == VALUE_NUMBER || f->state == VALUE_ODD) {
		figure_print(f, &text);
		jsonout_member(j, "value", text.p);
	}
	buf_release(&text);
}

static void put_figure(struct jsonout *j, const struct figure *f, bool with_keys)
{
	jsonout_open(j, '{');
	jsonout_member(j, "name", f->name);
	put_member(j, "label", f->label);
	put_member(j, "unit", f->unit);
	put_value(j, f);
	put_member(j, "origin", origin_word(f->origin));
	put_member(j, "rule", f->rule);
	put_member(j, "source", f->source);
	put_member(j, "pipeline", f->pipeline);
	put_member(j, "snapshot", f->snapshot);
	if (*f->query) {
		jsonout_key(j, "query");
		jsonout_raw(j, str_of(f->query));
	}
	put_member(j, "by", f->who);
	put_member(j, "on", f->when);
	put_member(j, "remark", f->remark);
	put_member(j, "why", f->why);
	if (f->origin == ORIGIN_RECORDS)
		jsonout_member_int(j, "records", (long long)f->nrecords);
	if (with_keys && f->origin == ORIGIN_RECORDS) {
		jsonout_key(j, "keys");
		jsonout_open(j, '[');
		for (size_t i = 0; i < f->nkeys; i++)
			jsonout_cstr(j, f->keys[i]);
		jsonout_close(j, ']');
	}
	jsonout_close(j, '}');
}

void figures_json(const struct figures *f, bool with_keys, struct buf *b)
{
	struct jsonout j;

	jsonout_init(&j, b, 1);
	jsonout_open(&j, '{');
	put_member(&j, "report", f->report);
	put_member(&j, "period", f->period);
	jsonout_key(&j, "figures");
	jsonout_open(&j, '[');
	for (size_t i = 0; i < f->n; i++)
		put_figure(&j, &f->items[i], with_keys);
	jsonout_close(&j, ']');
	jsonout_close(&j, '}');
	buf_putc(b, '\n');
}
