#include "protect/microdata/coding.h"

#include "core/csv.h"
#include "core/decimal.h"
#include "core/mem.h"

enum { NOT_KNOWN = 0xffffffffu, NULL_MARK = 0xfffffffeu };

void coding_init(struct coding *c, const struct field *field)
{
	*c = (struct coding){ .field = field, .dict = dict_new() };
}

void coding_release(struct coding *c)
{
	dict_free(c->dict);
	free(c->ids);
	free(c->values);
	free(c->known);
	*c = (struct coding){ 0 };
}

/* The stream's dictionary may have grown since the last batch. */
static void know_entries(struct coding *c, const struct dict *dict)
{
	size_t n = (size_t)dict_count(dict);

	if (c->seen != dict) {
		c->seen = dict;
		c->nknown = 0;
	}
	if (n == c->nknown)
		return;
	c->known = mem_resize(c->known, n, sizeof(*c->known));
	for (; c->nknown < n; c->nknown++)
		c->known[c->nknown] = NOT_KNOWN;
}

static uint32_t put_entry(struct coding *c, const struct column *column, int64_t row)
{
	int32_t index = column_index(column, row);
	struct str text;

	if (c->known[index] == NOT_KNOWN) {
		text = dict_at(column->dict, index);
		c->known[index] = (uint32_t)dict_put(c->dict, text.p, text.n);
	}
	return c->known[index];
}

void coding_add(struct coding *c, const struct column *column, int64_t nrows)
{
	struct buf text = BUF_INIT;
	int64_t row;
	uint32_t id;

	c->ids = mem_grow(c->ids, &c->capacity, c->nrows + (size_t)nrows, sizeof(*c->ids));
	if (column->type == FIELD_DICT)
		know_entries(c, column->dict);
	for (row = 0; row < nrows; row++) {
		if (column_is_null(column, row)) {
			id = NULL_MARK;
			c->has_null = true;
		} else if (column->type == FIELD_DICT) {
			id = put_entry(c, column, row);
		} else {
			buf_clear(&text);
			cell_put_text(&text, c->field, column, row);
			id = (uint32_t)dict_put(c->dict, text.p, text.n);
		}
		c->ids[c->nrows++] = id;
	}
	buf_release(&text);
}

void coding_know(struct coding *c, struct str value)
{
	dict_put(c->dict, value.p, value.n);
}

struct entry {
	struct str text;
	__int128 number;
	uint32_t arrival;
};

static int by_text(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return str_cmp(x->text, y->text);
}

static int by_number(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return x->number < y->number ? -1 : x->number > y->number;
}

static bool is_number(const struct field *f)
{
	return f->type == FIELD_INT64 || f->type == FIELD_DECIMAL;
}

/* Text counts as a number when it is a whole one, such as a year. */
static bool parse_number(const struct field *f, struct str text, __int128 *v)
{
	if (f->type == FIELD_DATE || f->type == FIELD_BOOL)
		return false;
	return decimal_parse(text, f->type == FIELD_DECIMAL ? f->scale : 0, v);
}

static struct entry *sorted_entries(const struct coding *c, uint32_t n)
{
	struct entry *entries = mem_zalloc((size_t)n + 1, sizeof(*entries));
	uint32_t i;

	for (i = 0; i < n; i++) {
		entries[i].text = dict_at(c->dict, (int32_t)i);
		entries[i].arrival = i;
		parse_number(c->field, entries[i].text, &entries[i].number);
	}
	if (n > 1)
		qsort(entries, n, sizeof(*entries), is_number(c->field) ? by_number : by_text);
	return entries;
}

void coding_finish(struct coding *c)
{
	uint32_t n = (uint32_t)dict_count(c->dict), i;
	struct entry *entries = sorted_entries(c, n);
	uint32_t *rank = mem_zalloc((size_t)n + 1, sizeof(*rank));
	size_t row;

	c->n = n + c->has_null;
	c->values = mem_zalloc((size_t)c->n + 1, sizeof(*c->values));
	for (i = 0; i < n; i++) {
		rank[entries[i].arrival] = i;
		c->values[i] = entries[i].text;
	}
	for (row = 0; row < c->nrows; row++)
		c->ids[row] = c->ids[row] == NULL_MARK ? n : rank[c->ids[row]];
	free(c->known);
	c->known = NULL;
	free(entries);
	free(rank);
}

bool coding_number(const struct coding *c, uint32_t id, __int128 *v)
{
	return !coding_is_null(c, id) && parse_number(c->field, c->values[id], v);
}
