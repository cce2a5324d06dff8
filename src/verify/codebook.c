#include "verify/codebook.h"

#include <stdlib.h>

#include "core/file.h"
#include "core/mem.h"

enum { LEVELS_MAX = 64 };

void codebook_release(struct codebook *b)
{
	dict_free(b->codes);
	free(b->parents);
	free(b->first);
	free(b->next);
	free(b->is_used);
	free(b->depths);
	free(b->periods);
	*b = (struct codebook){ .name = NULL };
}

int32_t codebook_find(const struct codebook *b, struct str code)
{
	return dict_find(b->codes, code.p, code.n);
}

/* The code's node, with room for what is kept of it. */
static int32_t put(struct codebook *b, struct str code)
{
	int32_t known = dict_count(b->codes), node = dict_put(b->codes, code.p, code.n);
	size_t need = (size_t)dict_count(b->codes);

	if (node < known)
		return node;
	b->parents = mem_grow(b->parents, &b->parents_room, need, sizeof(*b->parents));
	b->is_used = mem_grow(b->is_used, &b->used_room, need, sizeof(*b->is_used));
	b->parents[node] = NODE_NONE;
	b->is_used[node] = false;
	return node;
}

void codebook_init(struct codebook *b, const char *name)
{
	*b = (struct codebook){ .name = name, .codes = dict_new() };
	put(b, STR("_T"));
}

static int set_parent(struct codebook *b, struct str code, struct str parent, struct err *err)
{
	int32_t node = put(b, code), above = parent.n ? put(b, parent) : NODE_NONE;

	if (above == NODE_NONE || node == NODE_TOTAL)
		return 0;
	if (b->parents[node] != NODE_NONE && b->parents[node] != above)
		return err_set(err, ERR_DATA, "dimension %s: the code %.*s has two parents",
			       b->name, (int)code.n, code.p);
	b->parents[node] = above;
	return 0;
}

static int column_of(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return (int)i;
	return -1;
}

static int add_rows(struct codebook *b, const struct sheet *s, int code, int parent,
		    const char *path, struct err *err)
{
	struct dict *seen = dict_new();
	int ret = 0;

	for (int64_t row = 0; ret == 0 && row < s->nrows; row++) {
		struct str c = sheet_text(s, (size_t)code, row);
		int32_t known = dict_count(seen);

		if (dict_put(seen, c.p, c.n) < known)
			ret = err_set(err, ERR_DATA, "%s: the code %.*s stands there twice", path,
				      (int)c.n, c.p);
		else
			ret = set_parent(b, c, sheet_text(s, (size_t)parent, row), err);
	}
	for (int64_t row = 0; ret == 0 && row < s->nrows; row++) {
		struct str above = sheet_text(s, (size_t)parent, row);

		if (above.n && dict_find(seen, above.p, above.n) < 0)
			ret = err_set(err, ERR_DATA, "%s: the parent code %.*s is not there", path,
				      (int)above.n, above.p);
	}
	dict_free(seen);
	return ret;
}

static int add_list(struct codebook *b, const struct published *p, const char *file,
		    struct err *err)
{
	size_t n;
	const char **names = published_field_names(published_resource(p, "path", file), &n);
	int code = column_of(names, n, "code"), parent = column_of(names, n, "parent"), ret = -1;
	char *path = file_join(p->folder, file);
	struct sheet s = { .fd = -1 };

	if (code < 0 || parent < 0)
		err_set(err, ERR_DATA, "%s: a code list has columns code and parent", path);
	else if (!published_is_plain_name(file))
		err_set(err, ERR_DATA, "%s: does not lie in the release's folder", path);
	else
		ret = sheet_read(&s, path, names, n, false, err);
	if (ret == 0)
		ret = add_rows(b, &s, code, parent, path, err);
	sheet_release(&s);
	free(names);
	free(path);
	return ret;
}

/* Parents by a column of the table itself. */
static int add_column(struct codebook *b, const struct published *p, int column, struct err *err)
{
	struct buf name = BUF_INIT;
	int parent, ret = 0;

	buf_printf(&name, "%s_parent", b->name);
	parent = published_find(p, name.p);
	buf_release(&name);
	for (int64_t row = 0; ret == 0 && parent >= 0 && row < p->table.nrows; row++)
		ret = set_parent(b, published_text(p, column, row), published_text(p, parent, row),
				 err);
	return ret;
}

int codebook_add(struct codebook *b, const struct published *p, int column, struct err *err)
{
	const struct published_column *c = &p->columns[column];

	if (strcmp(c->kind, "of-which") == 0)
		b->kind = BOOK_OF_WHICH;
	if (*c->codes) {
		b->has_list = true;
		if (add_list(b, p, c->codes, err) < 0)
			return -1;
	} else if (add_column(b, p, column, err) < 0) {
		return -1;
	}
	for (int64_t row = 0; row < p->table.nrows; row++) {
		int32_t node = put(b, published_text(p, column, row)); /* may move is_used */

		b->is_used[node] = true;
	}
	return 0;
}

static bool read_period(const struct codebook *b, int32_t node, struct period *p)
{
	struct str code = dict_at(b->codes, node);
	char text[9];

	if (!period_parse(code, p))
		return false;
	period_format(*p, text);
	return str_is(str_of(text), code);
}

static bool is_of_periods(const struct codebook *b)
{
	struct period p;

	if (b->has_list || b->kind == BOOK_OF_WHICH || dict_count(b->codes) < 2)
		return false;
	for (int32_t i = 1; i < dict_count(b->codes); i++)
		if (!read_period(b, i, &p))
			return false;
	return true;
}

static int32_t put_period(struct codebook *b, struct period p)
{
	char text[9];

	period_format(p, text);
	return put(b, str_of(text));
}

static void set_period_parent(struct codebook *b, struct period p, int32_t parent)
{
	int32_t node = put_period(b, p); /* may move the parents */

	b->parents[node] = parent;
}

/* Every year that there is anything of, whole. */
static void complete_years(struct codebook *b)
{
	int32_t n = dict_count(b->codes);
	struct period p, q;

	for (int32_t i = 1; i < n; i++) {
		int32_t year, quarter;

		read_period(b, i, &p);
		p = period_up(p, PERIOD_YEAR);
		year = put_period(b, p);
		for (int k = 0; k < 4; k++) {
			q = (struct period){ PERIOD_QUARTER, p.n * 4 + k };
			set_period_parent(b, q, year);
			quarter = put_period(b, q);
			for (int m = 0; m < 3; m++)
				set_period_parent(b, (struct period){ PERIOD_MONTH, q.n * 3 + m },
						  quarter);
		}
	}
	n = dict_count(b->codes);
	b->periods = mem_zalloc((size_t)n, sizeof(*b->periods));
	for (int32_t i = 1; i < n; i++)
		read_period(b, i, &b->periods[i]);
}

static int count_levels(struct codebook *b, struct err *err)
{
	b->depths = mem_zalloc((size_t)dict_count(b->codes), sizeof(*b->depths));
	for (int32_t i = 0; i < dict_count(b->codes); i++) {
		int32_t node = i;
		int levels = 0;

		while (node != NODE_NONE && levels <= LEVELS_MAX) {
			node = b->parents[node];
			levels++;
		}
		if (levels > LEVELS_MAX)
			return err_set(
				err, ERR_DATA,
				"dimension %s: the code %.*s lies under itself, or under more "
				"than %d others",
				b->name, (int)dict_at(b->codes, i).n, dict_at(b->codes, i).p,
				LEVELS_MAX);
		b->depths[i] = (uint8_t)(levels - 1);
	}
	return 0;
}

/* Periods come to stand in the order of time, since it is the order of their numbers. */
static void link_children(struct codebook *b)
{
	int32_t n = dict_count(b->codes), *last = mem_alloc((size_t)n * sizeof(*last));

	b->first = mem_alloc((size_t)n * sizeof(*b->first));
	b->next = mem_alloc((size_t)n * sizeof(*b->next));
	for (int32_t i = 0; i < n; i++)
		b->first[i] = b->next[i] = last[i] = NODE_NONE;
	for (int32_t i = 0; i < n; i++) {
		int32_t above = b->parents[i], *at;

		if (above == NODE_NONE)
			continue;
		if (b->kind == BOOK_PERIOD) {
			for (at = &b->first[above];
			     *at != NODE_NONE && b->periods[*at].n < b->periods[i].n;)
				at = &b->next[*at];
			b->next[i] = *at;
			*at = i;
			continue;
		}
		at = last[above] == NODE_NONE ? &b->first[above] : &b->next[last[above]];
		*at = last[above] = i;
	}
	free(last);
}

int codebook_finish(struct codebook *b, struct err *err)
{
	if (is_of_periods(b)) {
		b->kind = BOOK_PERIOD;
		complete_years(b);
	}
	for (int32_t i = 1; b->kind != BOOK_PERIOD && i < dict_count(b->codes); i++)
		if (b->parents[i] == NODE_NONE)
			b->parents[i] = NODE_TOTAL;
	if (count_levels(b, err) < 0)
		return -1;
	for (int32_t i = 0; i < dict_count(b->codes); i++)
		for (int32_t up = b->is_used[i] ? b->parents[i] : NODE_NONE;
		     up != NODE_NONE && !b->is_used[up]; up = b->parents[up])
			b->is_used[up] = true;
	link_children(b);
	return 0;
}

int32_t codebook_before(const struct codebook *b, int32_t node)
{
	struct period p = b->periods[node];
	int a_year = p.level == PERIOD_MONTH ? 12 : p.level == PERIOD_QUARTER ? 4 : 1;
	char text[9];

	if (p.n % a_year == 0)
		return NODE_NONE;
	p.n--;
	period_format(p, text);
	return codebook_find(b, str_of(text));
}
