#include "core/codes.h"

#include <stdlib.h>

#include "core/codes_csv.h"
#include "core/date.h"
#include "core/mem.h"
#include "core/path.h"

/*
 * Open addressing over the distinct codes; the rows of one code are chained in
 * the order of the file.
 */
struct index {
	uint32_t mask;
	int *slots; /* the first row of a code, or -1 */
	int *next;  /* per row: the next row of the same code, or -1 */
	int *lines; /* per row, for messages */
};

/* FNV-1a. */
static uint32_t hash(const char *p, size_t n)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)p[i]) * 16777619u;
	return h ^ h >> 15;
}

/* The slot that holds the code, or the free one where it belongs. */
static int *slot_of(const struct codes *c, struct str code)
{
	const struct index *x = c->index;
	uint32_t i = hash(code.p, code.n) & x->mask;

	while (x->slots[i] >= 0 && !str_is(str_of(c->items[x->slots[i]].code), code))
		i = (i + 1) & x->mask;
	return &x->slots[i];
}

static void index_make(struct codes *c, const struct code_row *rows)
{
	struct index *x = mem_zalloc(1, sizeof(*x));
	uint32_t size = 16;

	while (size < 2 * (uint32_t)c->n)
		size *= 2;
	x->mask = size - 1;
	x->slots = mem_alloc(size * sizeof(*x->slots));
	memset(x->slots, 0xFF, size * sizeof(*x->slots));
	x->next = mem_zalloc((size_t)c->n, sizeof(*x->next));
	x->lines = mem_zalloc((size_t)c->n, sizeof(*x->lines));
	c->index = x;
	for (int i = 0; i < c->n; i++) {
		int *at = slot_of(c, str_of(c->items[i].code));

		x->next[i] = -1;
		x->lines[i] = rows[i].line;
		while (*at >= 0)
			at = &x->next[*at];
		*at = i;
	}
}

static bool code_is_word(const char *s)
{
	static const char allowed[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";

	return *s && s[strspn(s, allowed)] == '\0';
}

static int read_day(const char *path, int line, const char *column, const char *text, int32_t open,
		    int32_t *day, struct err *err)
{
	if (!*text)
		*day = open;
	else if (!date_parse(str_of(text), "YYYY-MM-DD", day))
		return err_set(err, ERR_CONFIG,
			       "%s:%d: \"%s\" in column %s is not a date YYYY-MM-DD", path, line,
			       text, column);
	return 0;
}

static int read_row(const char *path, const struct code_row *row, struct code *item,
		    struct err *err)
{
	*item = (struct code){ .code = row->cells[CODE_CODE],
			       .name = row->cells[CODE_NAME],
			       .level = row->cells[CODE_LEVEL],
			       .parent = -1 };
	if (!code_is_word(item->code))
		return err_set(err, ERR_CONFIG,
			       "%s:%d: a code is made of letters, digits, \"_\", \".\" and \"-\", "
			       "not \"%s\"",
			       path, row->line, item->code);
	if (!*item->name || !*item->level)
		return err_set(err, ERR_CONFIG, "%s:%d: the code %s has no %s", path, row->line,
			       item->code, *item->name ? "level" : "name");
	if (read_day(path, row->line, "from", row->cells[CODE_FROM], INT32_MIN, &item->from, err) <
		    0 ||
	    read_day(path, row->line, "to", row->cells[CODE_TO], INT32_MAX, &item->to, err) < 0)
		return -1;
	if (item->from > item->to)
		return err_set(err, ERR_CONFIG, "%s:%d: the code %s ends before it begins", path,
			       row->line, item->code);
	return 0;
}

static int check_overlap(const char *path, const struct codes *c, int i, struct err *err)
{
	const struct index *x = c->index;
	const struct code *item = &c->items[i];

	for (int j = *slot_of(c, str_of(item->code)); j != i; j = x->next[j])
		if (c->items[j].from <= item->to && item->from <= c->items[j].to)
			return err_set(err, ERR_CONFIG,
				       "%s:%d: the code %s stands in line %d for the same days",
				       path, x->lines[i], item->code, x->lines[j]);
	return 0;
}

/* The parent's row of the child's last days: a child outlives no parent but by mistake. */
static int link_parents(const char *path, struct codes *c, const struct code_row *rows,
			struct err *err)
{
	const struct index *x = c->index;

	for (int i = 0; i < c->n; i++) {
		const char *parent = rows[i].cells[CODE_PARENT];

		if (!*parent)
			continue;
		c->items[i].parent = codes_find(c, str_of(parent), c->items[i].to);
		if (c->items[i].parent < 0)
			return err_set(err, ERR_CONFIG,
				       "%s:%d: the parent \"%s\" of the code %s is not in the list",
				       path, x->lines[i], parent, c->items[i].code);
	}
	return 0;
}

/* Every way up must end; rows known to end are not walked again. */
static int check_cycles(const char *path, const struct codes *c, struct err *err)
{
	const struct index *x = c->index;
	int *seen = mem_zalloc((size_t)c->n, sizeof(*seen));
	int ret = 0;

	for (int i = 0; i < c->n && ret == 0; i++) {
		int j = i;

		for (; j >= 0 && !seen[j]; j = c->items[j].parent)
			seen[j] = i + 1;
		if (j >= 0 && seen[j] == i + 1)
			ret = err_set(err, ERR_CONFIG, "%s:%d: the code %s is its own ancestor",
				      path, x->lines[j], c->items[j].code);
	}
	free(seen);
	return ret;
}

static int build(const char *path, struct codes *c, const struct code_rows *rows, struct err *err)
{
	c->items = mem_zalloc(rows->n, sizeof(*c->items));
	c->n = (int)rows->n;
	for (int i = 0; i < c->n; i++)
		if (read_row(path, &rows->items[i], &c->items[i], err) < 0)
			return -1;
	index_make(c, rows->items);
	for (int i = 0; i < c->n; i++)
		if (check_overlap(path, c, i, err) < 0)
			return -1;
	if (link_parents(path, c, rows->items, err) < 0)
		return -1;
	return check_cycles(path, c, err);
}

int codes_load(const char *path, const char *name, struct codes *c, struct err *err)
{
	struct code_rows rows = { 0 };
	int ret = -1;

	*c = (struct codes){ .name = mem_strdup(name), .text = BUF_INIT };
	path = path_shown(path);
	if (codes_csv_read(path, &rows, &c->text, err) < 0 || build(path, c, &rows, err) < 0)
		codes_release(c);
	else
		ret = 0;
	free(rows.items);
	return ret;
}

void codes_release(struct codes *c)
{
	struct index *x = c->index;

	if (x) {
		free(x->slots);
		free(x->next);
		free(x->lines);
		free(x);
	}
	free(c->name);
	free(c->items);
	buf_release(&c->text);
	*c = (struct codes){ .text = BUF_INIT };
}

int codes_find(const struct codes *c, struct str code, int32_t day)
{
	const struct index *x = c->index;
	int last = -1;

	for (int i = *slot_of(c, code); i >= 0; i = x->next[i]) {
		if (c->items[i].from <= day && day <= c->items[i].to)
			return i;
		last = i;
	}
	return last;
}

int codes_up(const struct codes *c, int i, const char *level)
{
	while (i >= 0 && strcmp(c->items[i].level, level) != 0)
		i = c->items[i].parent;
	return i;
}

int codes_depth(const struct codes *c, int i)
{
	int depth = 0;

	while ((i = c->items[i].parent) >= 0)
		depth++;
	return depth;
}

bool codes_is_under(const struct codes *c, int i, struct str code)
{
	for (; i >= 0; i = c->items[i].parent)
		if (str_is(str_of(c->items[i].code), code))
			return true;
	return false;
}

int codes_has_level(const struct codes *c, const char *level)
{
	for (int i = 0; i < c->n; i++)
		if (strcmp(c->items[i].level, level) == 0)
			return 1;
	return 0;
}
