#include "mask/masker.h"

#include <stdlib.h>

#include "core/log.h"
#include "core/mem.h"

enum { UNSEEN = -2, IS_NULL = -1 };

/* Dates repeat: their results are kept in a small table, newest wins. */
enum { DATES = 65536 };

struct date_result {
	int32_t days, result;
};

/* What one column remembers: for number i of a distinct input, its output. */
struct worker {
	const struct rule *rule;
	const struct field *field;
	struct builder out;
	struct dict *seen;	 /* of UTF-8 inputs; dictionaries bring their own numbers */
	const struct dict *last; /* the dictionary that `map` belongs to */
	int32_t *map;
	size_t nmap, map_capacity;
	struct date_result *dates;
	struct buf text;
	int64_t nulled;
};

struct masker {
	struct worker *workers;
	struct batch batch;
};

struct masker *masker_new(const struct rules *rules)
{
	struct masker *m = mem_zalloc(1, sizeof(*m));
	size_t i;

	m->workers = mem_zalloc(rules->n, sizeof(*m->workers));
	m->batch.columns = mem_zalloc(rules->n, sizeof(*m->batch.columns));
	m->batch.ncolumns = rules->n;
	for (i = 0; i < rules->n; i++) {
		m->workers[i].rule = &rules->items[i];
		m->workers[i].field = &rules->out.fields[i];
		builder_init(&m->workers[i].out, rules->out.fields[i].type, NULL);
	}
	return m;
}

void masker_free(struct masker *m)
{
	size_t i;

	if (!m)
		return;
	for (i = 0; i < m->batch.ncolumns; i++) {
		builder_release(&m->workers[i].out);
		dict_free(m->workers[i].seen);
		free(m->workers[i].map);
		free(m->workers[i].dates);
		buf_release(&m->workers[i].text);
	}
	free(m->workers);
	free(m->batch.columns);
	free(m);
}

/* Room for number n, all new ones unseen. */
static void map_reach(struct worker *w, int32_t n)
{
	size_t need = (size_t)n + 1;

	if (need <= w->nmap)
		return;
	w->map = mem_grow(w->map, &w->map_capacity, need, sizeof(*w->map));
	while (w->nmap < w->map_capacity)
		w->map[w->nmap++] = UNSEEN;
}

static int32_t text_result(struct worker *w, struct str value)
{
	buf_clear(&w->text);
	if (!w->rule->treatment->text(&w->rule->params, value, &w->text))
		return IS_NULL;
	return dict_put(w->out.dict, w->text.p, w->text.n);
}

static void put_result(struct worker *w, int32_t result)
{
	if (result == IS_NULL) {
		builder_null(&w->out);
		w->nulled++;
	} else {
		builder_index(&w->out, result);
	}
}

/* A dictionary's numbers stay the same while it is the same dictionary. */
static void apply_dict(struct worker *w, const struct column *c, int64_t nrows)
{
	int32_t n;
	int64_t i;

	if (c->dict != w->last) {
		w->last = c->dict;
		w->nmap = 0;
		w->map_capacity = 0;
		free(w->map);
		w->map = NULL;
	}
	if (dict_count(c->dict) > 0)
		map_reach(w, dict_count(c->dict) - 1);
	for (i = 0; i < nrows; i++) {
		if (column_is_null(c, i)) {
			builder_null(&w->out);
			continue;
		}
		n = column_index(c, i);
		if (w->map[n] == UNSEEN)
			w->map[n] = text_result(w, dict_at(c->dict, n));
		put_result(w, w->map[n]);
	}
}

static void apply_text(struct worker *w, const struct column *c, int64_t nrows)
{
	struct str value;
	int32_t n;
	int64_t i;

	if (!w->seen)
		w->seen = dict_new();
	for (i = 0; i < nrows; i++) {
		if (column_is_null(c, i)) {
			builder_null(&w->out);
			continue;
		}
		value = column_text(c, i);
		n = dict_put(w->seen, value.p, value.n);
		map_reach(w, n);
		if (w->map[n] == UNSEEN)
			w->map[n] = text_result(w, value);
		put_result(w, w->map[n]);
	}
}

static void apply_plain_text(struct worker *w, const struct column *c, int64_t nrows)
{
	int64_t i;

	for (i = 0; i < nrows; i++) {
		if (column_is_null(c, i)) {
			builder_null(&w->out);
			continue;
		}
		buf_clear(&w->text);
		w->rule->treatment->text(&w->rule->params, column_text(c, i), &w->text);
		builder_text(&w->out, w->text.p, w->text.n);
	}
}

static int32_t number_result(struct worker *w, __int128 value)
{
	buf_clear(&w->text);
	if (!w->rule->treatment->number(&w->rule->params, value, &w->text))
		return IS_NULL;
	return dict_put(w->out.dict, w->text.p, w->text.n);
}

static void apply_number(struct worker *w, const struct column *c, int64_t nrows)
{
	int64_t i;

	for (i = 0; i < nrows; i++) {
		if (column_is_null(c, i))
			builder_null(&w->out);
		else
			put_result(w,
				   number_result(w, c->type == FIELD_INT64 ? column_int64(c, i)
									   : column_decimal(c, i)));
	}
}

static int32_t date_result(struct worker *w, int32_t days)
{
	struct date_result *slot = &w->dates[(uint32_t)days % DATES];

	if (slot->days == days && slot->result != UNSEEN)
		return slot->result;
	slot->days = days;
	buf_clear(&w->text);
	slot->result = w->rule->treatment->date(&w->rule->params, days, &w->text)
			       ? dict_put(w->out.dict, w->text.p, w->text.n)
			       : IS_NULL;
	return slot->result;
}

static void apply_date(struct worker *w, const struct column *c, int64_t nrows)
{
	int64_t i;

	if (!w->dates) {
		w->dates = mem_zalloc(DATES, sizeof(*w->dates));
		for (i = 0; i < DATES; i++)
			w->dates[i].result = UNSEEN;
	}
	for (i = 0; i < nrows; i++) {
		if (column_is_null(c, i))
			builder_null(&w->out);
		else
			put_result(w, date_result(w, column_date(c, i)));
	}
}

static void worker_apply(struct worker *w, const struct column *c, int64_t nrows)
{
	builder_clear(&w->out);
	if (c->type == FIELD_DICT)
		apply_dict(w, c, nrows);
	else if (c->type == FIELD_DATE)
		apply_date(w, c, nrows);
	else if (c->type != FIELD_UTF8)
		apply_number(w, c, nrows);
	else if (w->out.type == FIELD_UTF8)
		apply_plain_text(w, c, nrows);
	else
		apply_text(w, c, nrows);
}

static bool is_untouched(const struct treatment *t)
{
	return !t->text && !t->date && !t->number;
}

int masker_apply(struct masker *m, const struct batch *in, const struct batch **out,
		 struct err *err)
{
	const struct column *c;
	struct worker *w;
	size_t i;

	for (i = 0; i < m->batch.ncolumns; i++) {
		w = &m->workers[i];
		c = &in->columns[w->rule->input];
		if (is_untouched(w->rule->treatment)) {
			m->batch.columns[i] = *c;
			continue;
		}
		worker_apply(w, c, in->nrows);
		builder_view(&w->out, &m->batch.columns[i]);
		if (w->out.nrows != in->nrows)
			return err_set(err, ERR_BUG, "column %s lost rows", w->field->name);
	}
	m->batch.nrows = in->nrows;
	*out = &m->batch;
	return 0;
}

void masker_report(const struct masker *m)
{
	char key[160];
	size_t i;

	for (i = 0; i < m->batch.ncolumns; i++) {
		if (!m->workers[i].nulled)
			continue;
		snprintf(key, sizeof(key), "null.%s", m->workers[i].field->name);
		log_count(key, m->workers[i].nulled,
			  "%s: %lld values had no result (%s) and are empty",
			  m->workers[i].field->name, (long long)m->workers[i].nulled,
			  m->workers[i].rule->treatment->name);
	}
}
