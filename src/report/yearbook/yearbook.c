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

	*got = (struct got){ .state = GOT_MISSING, .from = q->stored };
	if (!set)
		return -1;
	found = released_find(set, p->at, p->n, &row, err);
	if (found > 0) {
		t->ngot++;
		got->is_there = true;
		found = released_value(set, row, q->measure, &has, &got->v, &got->scale, &status,
				       &unit, err);
		if (found == 0) {
			got->status = status;
			got->from = *unit ? unit : q->stored;
			got->state = has ? GOT_NUMBER : state_of(status);
			found = has ? convert(q, unit, got, err) : 0;
		}
	}
	return found < 0 ? err_wrap(err, "%s:%d", json_path(json.doc), json_line(json)) : 0;
}
