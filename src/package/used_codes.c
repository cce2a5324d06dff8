#include "package/used_codes.h"

#include <stdlib.h>

#include "core/csv.h"
#include "core/mem.h"

/* What aggregation adds to a list: the total and the unknown. */
static const struct code added[] = {
	{ "_T", "合计", "total", -1, INT32_MIN, INT32_MAX },
	{ "_U", "未知", "unknown", -1, INT32_MIN, INT32_MAX },
};

struct used_codes {
	const struct release *release;
	struct dict **texts; /* per column; NULL without a list */
	uint8_t **seen;	     /* per column of type DICT: by index of its dictionary */
	size_t *nseen;
};

struct used_codes *used_codes_new(const struct release *r)
{
	struct used_codes *u = mem_zalloc(1, sizeof(*u));
	size_t i;

	u->release = r;
	u->texts = mem_zalloc(r->ncolumns, sizeof(*u->texts));
	u->seen = mem_zalloc(r->ncolumns, sizeof(*u->seen));
	u->nseen = mem_zalloc(r->ncolumns, sizeof(*u->nseen));
	for (i = 0; i < r->ncolumns; i++)
		if (r->columns[i].codes)
			u->texts[i] = dict_new();
	return u;
}

void used_codes_free(struct used_codes *u)
{
	size_t i;

	if (!u)
		return;
	for (i = 0; i < u->release->ncolumns; i++) {
		if (u->texts[i])
			dict_free(u->texts[i]);
		free(u->seen[i]);
	}
	free(u->texts);
	free(u->seen);
	free(u->nseen);
	free(u);
}

static void grow_seen(struct used_codes *u, size_t i, size_t n)
{
	if (n <= u->nseen[i])
		return;
	u->seen[i] = mem_resize(u->seen[i], n, 1);
	memset(u->seen[i] + u->nseen[i], 0, n - u->nseen[i]);
	u->nseen[i] = n;
}

static void note_text(struct used_codes *u, size_t i, struct str s)
{
	dict_put(u->texts[i], s.p, s.n);
}

static void note_column(struct used_codes *u, size_t i, const struct column *c, int64_t rows)
{
	int64_t row;
	int32_t index;

	if (c->type == FIELD_DICT)
		grow_seen(u, i, (size_t)dict_count(c->dict));
	for (row = 0; row < rows; row++) {
		if (column_is_null(c, row))
			continue;
		if (c->type == FIELD_UTF8) {
			note_text(u, i, column_text(c, row));
			continue;
		}
		index = column_index(c, row);
		if (!u->seen[i][index])
			note_text(u, i, dict_at(c->dict, index));
		u->seen[i][index] = 1;
	}
}

void used_codes_note(struct used_codes *u, const struct batch *batch)
{
	size_t i;

	for (i = 0; i < batch->ncolumns; i++)
		if (u->texts[i] &&
		    (batch->columns[i].type == FIELD_DICT || batch->columns[i].type == FIELD_UTF8))
			note_column(u, i, &batch->columns[i], batch->nrows);
}

char *used_codes_file(const char *list)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "codes-%s.csv", list);
	return buf_detach(&b);
}

size_t used_codes_lists(const struct release *r, const char ***names)
{
	size_t i, k, n = 0;

	*names = mem_zalloc(r->ncolumns + 1, sizeof(**names));
	for (i = 0; i < r->ncolumns; i++) {
		if (!r->columns[i].codes)
			continue;
		for (k = 0; k < n && strcmp((*names)[k], r->columns[i].codes) != 0; k++)
			;
		if (k == n)
			(*names)[n++] = r->columns[i].codes;
	}
	return n;
}

/* One list being written. */
struct code_file {
	const struct codes *codes;
	bool *wanted; /* by item */
	bool added[sizeof(added) / sizeof(*added)];
	struct buf unlisted; /* rows of codes that the list does not hold */
	int32_t day;
};

static void put_row(struct buf *b, const char *code, const char *name, const char *level,
		    const char *parent)
{
	csv_put_text(b, str_of(code));
	buf_putc(b, ',');
	if (*name)
		csv_put_text(b, str_of(name));
	buf_putc(b, ',');
	if (*level)
		csv_put_text(b, str_of(level));
	buf_printf(b, ",%s\r\n", parent);
}

static void want_code(struct code_file *f, struct str code)
{
	size_t k;
	int i;

	for (k = 0; k < sizeof(added) / sizeof(*added); k++)
		if (str_is(code, str_of(added[k].code))) {
			f->added[k] = true;
			return;
		}
	i = codes_find(f->codes, code, f->day);
	if (i < 0) {
		csv_put_text(&f->unlisted, code);
		buf_puts(&f->unlisted, ",,,\r\n");
		return;
	}
	for (; i >= 0 && !f->wanted[i]; i = f->codes->items[i].parent)
		f->wanted[i] = true;
}

static void collect(const struct used_codes *u, const char *list, struct code_file *f)
{
	struct dict *all = dict_new();
	int32_t k, n;
	size_t i;

	for (i = 0; i < u->release->ncolumns; i++) {
		if (!u->texts[i] || strcmp(u->release->columns[i].codes, list) != 0)
			continue;
		for (k = 0; k < dict_count(u->texts[i]); k++) {
			struct str s = dict_at(u->texts[i], k);

			n = dict_count(all);
			if (dict_put(all, s.p, s.n) == n)
				want_code(f, s);
		}
	}
	dict_free(all);
}

/* A parent may stand in the list with another period of validity; one row a code. */
static bool is_repeated(const struct code_file *f, int i)
{
	int k;

	for (k = 0; k < i; k++)
		if (f->wanted[k] && strcmp(f->codes->items[k].code, f->codes->items[i].code) == 0)
			return true;
	return false;
}

static void put_file(const struct code_file *f, struct buf *b)
{
	const struct code *c;
	size_t k;
	int i;

	buf_puts(b, "code,name,level,parent\r\n");
	if (f->added[0])
		put_row(b, added[0].code, added[0].name, added[0].level, "");
	for (i = 0; i < f->codes->n; i++) {
		c = &f->codes->items[i];
		if (f->wanted[i] && !is_repeated(f, i))
			put_row(b, c->code, c->name, c->level,
				c->parent >= 0 ? f->codes->items[c->parent].code : "");
	}
	buf_add(b, f->unlisted.p, f->unlisted.n);
	for (k = 1; k < sizeof(added) / sizeof(*added); k++)
		if (f->added[k])
			put_row(b, added[k].code, added[k].name, added[k].level, "");
}

static int write_list(const struct used_codes *u, struct release *r, const char *list,
		      struct err *err)
{
	struct code_file f = { .unlisted = BUF_INIT, .day = r->period_end };
	struct buf text = BUF_INIT;
	char *name = used_codes_file(list);
	int ret = -1;

	if (site_codes(r->site, list, &f.codes, err) < 0)
		goto out;
	f.wanted = mem_zalloc((size_t)f.codes->n, sizeof(*f.wanted));
	collect(u, list, &f);
	put_file(&f, &text);
	ret = release_write(r, name, (struct str){ text.p, text.n }, err);
out:
	free(f.wanted);
	free(name);
	buf_release(&f.unlisted);
	buf_release(&text);
	return ret;
}

int used_codes_write(const struct used_codes *u, struct release *r, struct err *err)
{
	const char **lists;
	size_t n = used_codes_lists(r, &lists), i;
	int ret = 0;

	for (i = 0; i < n && ret == 0; i++)
		ret = write_list(u, r, lists[i], err);
	free(lists);
	return ret;
}
