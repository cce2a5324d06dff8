#include "report/yearbook/yearbook.h"

#include <stdlib.h>

#include "core/decimal.h"
#include "core/mem.h"
#include "report/form/unit.h"

const char *pool_take(struct pool *p, char *text)
{
	p->items = mem_grow(p->items, &p->room, p->n + 1, sizeof(*p->items));
	p->items[p->n++] = text;
	return text;
}

void pool_release(struct pool *p)
{
	for (size_t i = 0; i < p->n; i++)
		free(p->items[i]);
	free(p->items);
	*p = (struct pool){ 0 };
}

int yearbook_text(struct yearbook_table *t, struct json v, const char **text, struct err *err)
{
	struct template_words words = t->with->words;
	struct buf b = BUF_INIT;
	const char *s;

	if (json_get_str(v, &s, err) < 0)
		return -1;
	if (template_fill(s, template_word, &words, v, &b, err) < 0) {
		buf_release(&b);
		return -1;
	}
	*text = pool_take(&t->pool, buf_detach(&b));
	return 0;
}

int place_set(struct place *p, struct json json, const char *dimension, const char *code,
	      struct err *err)
{
	size_t i = 0;

	while (i < p->n && strcmp(p->at[i].dimension, dimension) != 0)
		i++;
	if (i == PLACE_MAX)
		return json_err(json, err, "more than %d dimensions", PLACE_MAX);
	p->at[i] = (struct released_at){ dimension, code };
	p->n += i == p->n;
	return 0;
}

int place_read(struct yearbook_table *t, struct json at, struct place *p, struct err *err)
{
	for (struct json i = json_first(at); json_is(i); i = json_next(i)) {
		const char *code;

		if (yearbook_text(t, i, &code, err) < 0 ||
		    place_set(p, i, json_key(i), code, err) < 0)
			return -1;
	}
	return 0;
}

const struct released *yearbook_set(struct yearbook_table *t, struct json json, const char *name,
				    struct err *err)
{
	for (size_t i = 0; i < t->with->nsets; i++)
		if (strcmp(t->with->sets[i].name, name) == 0) {
			t->used[i] = true;
			return &t->with->sets[i];
		}
	json_err(json, err, "there is no release \"%s\"", name);
	return NULL;
}

static enum got_state state_of(const char *status)
{
	if (status && strcmp(status, "c") == 0)
		return GOT_PROTECTED;
	return status && strcmp(status, "z") == 0 ? GOT_NOT_APPLICABLE : GOT_MISSING;
}

static int convert(const struct quantity *q, const char *unit, struct got *got, struct err *err)
{
	const char *from = *unit ? unit : q->stored;

	if (*from && *q->unit &&
	    unit_convert(got->v, got->scale, from, q->unit, &got->v, &got->scale, err) < 0)
		return -1;
	if (!decimal_div(got->v, got->scale, 1, q->scale, false, &got->printed))
		return err_set(err, ERR_DATA, "%s of %s: a number of more than %d digits",
			       q->measure, q->of, DECIMAL_DIGITS);
	return 0;
}

int yearbook_get(struct yearbook_table *t, struct json json, const struct quantity *q,
		 const struct place *p, struct got *got, struct err *err)
{
	const struct released *set = yearbook_set(t, json, q->of, err);
	const char *status, *unit;
	int64_t row;
	bool has;
	int found;

	*got = (struct got){ .state = GOT_MISSING };
	if (!set)
		return -1;
	found = released_find(set, p->at, p->n, &row, err);
	if (found > 0) {
		t->ngot++;
		found = released_value(set, row, q->measure, &has, &got->v, &got->scale, &status,
				       &unit, err);
		if (found == 0) {
			got->state = has ? GOT_NUMBER : state_of(status);
			found = has ? convert(q, unit, got, err) : 0;
		}
	}
	t->has_protected |= got->state == GOT_PROTECTED;
	t->has_missing |= got->state == GOT_MISSING;
	return found < 0 ? err_wrap(err, "%s:%d", json_path(json.doc), json_line(json)) : 0;
}

/* 12345.60 as 12,345.60: thousands as the forms print them. */
static void put_grouped(__int128 v, int scale, struct buf *b)
{
	char text[DECIMAL_TEXT];
	size_t n = decimal_format(v, scale, text), whole = n, i = text[0] == '-';

	if (scale)
		whole = n - (size_t)scale - 1;
	buf_add(b, text, i);
	for (; i < whole; i++) {
		buf_putc(b, text[i]);
		if (whole - i > 1 && (whole - i - 1) % 3 == 0)
			buf_putc(b, ',');
	}
	buf_add(b, text + whole, n - whole);
}

static char *key_of(const struct yearbook_table *t, const struct yearbook_row *r,
		    const char *column)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s/%s/%s", t->id, r->key, column);
	return buf_detach(&b);
}

/* "relief-recipients 2026-10-3f8dd27cbe93: persons, division=350524000000 period=2026-10" */
static char *origin_of(const struct yearbook_table *t, const struct quantity *q,
		       const struct place *p)
{
	struct buf b = BUF_INIT;

	buf_puts(&b, q->of);
	for (size_t i = 0; i < t->with->nsets; i++)
		if (strcmp(t->with->sets[i].name, q->of) == 0 && *t->with->sets[i].release)
			buf_printf(&b, " %s", t->with->sets[i].release);
	buf_printf(&b, ": %s,", q->measure);
	for (size_t i = 0; i < p->n; i++)
		buf_printf(&b, " %s=%s", p->at[i].dimension, p->at[i].code);
	return buf_detach(&b);
}

void yearbook_put(struct yearbook_table *t, struct doc_table *to, int row, int column,
		  const struct got *got, const struct quantity *q, const struct place *p,
		  const char *column_key, const struct yearbook_row *r)
{
	static const char *const words[] = { "", "×", "/", "暂无数据" };
	struct buf b = BUF_INIT;
	struct doc_cell *c;

	if (got->state == GOT_NUMBER)
		put_grouped(got->printed, q->scale, &b);
	else
		buf_puts(&b, words[got->state]);
	c = doc_cell(to, row, column, 1, 1, b.p);
	buf_release(&b);
	c->key = key_of(t, r, column_key);
	c->from = origin_of(t, q, p);
	c->is_number = got->state == GOT_NUMBER;
	c->value = got->printed;
	c->scale = q->scale;
}

void yearbook_put_share(struct yearbook_table *t, struct doc_table *to, int row, int column,
			bool has, __int128 v, const char *column_key, const struct yearbook_row *r,
			const char *from)
{
	struct buf b = BUF_INIT;
	struct doc_cell *c;

	if (has)
		put_grouped(v, 2, &b);
	c = doc_cell(to, row, column, 1, 1, has ? b.p : "/");
	buf_release(&b);
	c->key = key_of(t, r, column_key);
	c->from = mem_strdup(from);
	c->is_number = has;
	c->value = has ? v : 0;
	c->scale = has ? 2 : 0;
}

void yearbook_put_label(struct doc_table *to, int row, const struct yearbook_row *r)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s%s", r->of_which ? "#" : "", r->label);
	doc_cell(to, row, 0, 1, 1, b.p)->head = true;
	buf_release(&b);
}
