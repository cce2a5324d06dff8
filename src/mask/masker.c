#include "mask/masker.h"

#include <stdlib.h>

#include "core/log.h"
#include "core/mem.h"
#include "core/uscc.h"

/* IS_WRONG: what must not occur. */
enum { IS_WRONG = -3, UNSEEN = -2, IS_NULL = -1 };

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
	const bool *shown;	 /* of each row of the batch; NULL: all */
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
	int64_t rows;	       /* before this batch */
	bool *of_institutions; /* of each row of the batch, by the codes in ... */
	size_t room;
	int codes; /* ... this column; -1: not looked at yet */
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
	free(m->of_institutions);
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

/* The number of what a treatment has put into w->text. */
static int32_t to_result(struct worker *w, int ret)
{
	if (ret < 0)
		return IS_WRONG;
	return ret == 0 ? IS_NULL : dict_put(w->out.dict, w->text.p, w->text.n);
}

static int32_t text_result(struct worker *w, struct str value)
{
	buf_clear(&w->text);
	return to_result(w, w->rule->treatment->text(&w->rule->params, value, &w->text));
}

static void put_none(struct worker *w)
{
	builder_null(&w->out);
	w->nulled++;
}

/* A wrong value adds no row: that the batch is short of one tells where it stands. */
static bool put_result(struct worker *w, int32_t result)
{
	if (result == IS_WRONG)
		return false;
	if (result == IS_NULL)
		put_none(w);
	else
		builder_index(&w->out, result);
	return true;
}

/* A row without a value, or of somebody whose value is not shown. */
static bool put_absent(struct worker *w, const struct column *c, int64_t i)
{
	bool is_null = column_is_null(c, i);

	if (!is_null && (!w->shown || w->shown[i]))
		return false;
	builder_null(&w->out);
	w->nulled += !is_null;
	return true;
}

static void apply_dict(struct worker *w, const struct column *c, int64_t nrows)
{
	int32_t n;
	int64_t i;

	/* A dictionary's numbers stay the same while it is the same dictionary. */
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
		if (put_absent(w, c, i))
			continue;
		n = column_index(c, i);
		if (w->map[n] == UNSEEN)
			w->map[n] = text_result(w, dict_at(c->dict, n));
		if (!put_result(w, w->map[n]))
			return;
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
		if (put_absent(w, c, i))
			continue;
		value = column_text(c, i);
		n = dict_put(w->seen, value.p, value.n);
		map_reach(w, n);
		if (w->map[n] == UNSEEN)
			w->map[n] = text_result(w, value);
		if (!put_result(w, w->map[n]))
			return;
	}
}

static void apply_plain_text(struct worker *w, const struct column *c, int64_t nrows)
{
	int64_t i;

	for (i = 0; i < nrows; i++) {
		if (put_absent(w, c, i))
			continue;
		buf_clear(&w->text);
		if (w->rule->treatment->text(&w->rule->params, column_text(c, i), &w->text))
			builder_text(&w->out, w->text.p, w->text.n);
		else
			put_none(w);
	}
}

static int32_t number_result(struct worker *w, __int128 value)
{
	buf_clear(&w->text);
	return to_result(w, w->rule->treatment->number(&w->rule->params, value, &w->text));
}

static __int128 column_number(const struct column *c, int64_t i)
{
	return c->type == FIELD_INT64 ? column_int64(c, i) : column_decimal(c, i);
}

static void apply_number(struct worker *w, const struct column *c, int64_t nrows)
{
	int64_t i;

	for (i = 0; i < nrows; i++)
		if (!put_absent(w, c, i))
			put_result(w, number_result(w, column_number(c, i)));
}

static void apply_other_number(struct worker *w, const struct column *c, int64_t nrows)
{
	__int128 v;
	int64_t i;

	for (i = 0; i < nrows; i++) {
		if (put_absent(w, c, i))
			continue;
		v = column_number(c, i);
		if (!w->rule->treatment->other_number(&w->rule->params, &v))
			put_none(w);
		else if (c->type == FIELD_DECIMAL)
			builder_decimal(&w->out, v);
		else if (v == (int64_t)v)
			builder_int64(&w->out, (int64_t)v);
		else
			put_none(w);
	}
}

static void apply_other_day(struct worker *w, const struct column *c, int64_t nrows)
{
	int32_t days;
	int64_t i;

	for (i = 0; i < nrows; i++) {
		if (put_absent(w, c, i))
			continue;
		days = column_date(c, i);
		if (w->rule->treatment->other_day(&w->rule->params, &days))
			builder_date(&w->out, days);
		else
			put_none(w);
	}
}

static int32_t date_result(struct worker *w, int32_t days)
{
	struct date_result *slot = &w->dates[(uint32_t)days % DATES];

	if (slot->days == days && slot->result != UNSEEN)
		return slot->result;
	slot->days = days;
	buf_clear(&w->text);
	slot->result = to_result(w, w->rule->treatment->date(&w->rule->params, days, &w->text));
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
	for (i = 0; i < nrows; i++)
		if (!put_absent(w, c, i))
			put_result(w, date_result(w, column_date(c, i)));
}

/* Kept, but not in every row. */
static void apply_where(struct worker *w, const struct column *c, int64_t nrows)
{
	int64_t i;

	for (i = 0; i < nrows; i++)
		if (!put_absent(w, c, i))
			builder_copy(&w->out, c, i);
}

static void worker_apply(struct worker *w, const struct column *c, int64_t nrows)
{
	builder_clear(&w->out);
	if (!treatment_changes_values(w->rule->treatment))
		apply_where(w, c, nrows);
	else if (c->type == FIELD_DICT)
		apply_dict(w, c, nrows);
	else if (c->type == FIELD_DATE && w->out.type == FIELD_DATE)
		apply_other_day(w, c, nrows);
	else if (c->type == FIELD_DATE)
		apply_date(w, c, nrows);
	else if (c->type != FIELD_UTF8 && w->out.type == c->type)
		apply_other_number(w, c, nrows);
	else if (c->type != FIELD_UTF8)
		apply_number(w, c, nrows);
	else if (w->out.type == FIELD_UTF8)
		apply_plain_text(w, c, nrows);
	else
		apply_text(w, c, nrows);
}

/* Whose row it is, by the code in the column that the register names. */
static const bool *find_institutions(struct masker *m, const struct batch *in, int codes)
{
	const struct column *c = &in->columns[codes];
	int64_t i, nrows = in->nrows;

	if (m->codes == codes)
		return m->of_institutions;
	m->codes = codes;
	m->of_institutions = mem_grow(m->of_institutions, &m->room, (size_t)nrows + 1, 1);
	for (i = 0; i < nrows; i++)
		m->of_institutions[i] = !column_is_null(c, i) &&
					uscc_is_institution(column_text(c, i), NULL);
	return m->of_institutions;
}

static int check_rows(const struct masker *m, const struct worker *w, int64_t nrows,
		      struct err *err)
{
	if (w->out.nrows == nrows)
		return 0;
	return err_set(err, ERR_DATA,
		       "column %s, row %lld: a value that the mask file does not provide for (%s)",
		       w->field->name, (long long)(m->rows + w->out.nrows + 1),
		       w->rule->treatment->name);
}

int masker_apply(struct masker *m, const struct batch *in, const struct batch **out,
		 struct err *err)
{
	const struct column *c;
	struct worker *w;
	size_t i;

	m->codes = -1;
	for (i = 0; i < m->batch.ncolumns; i++) {
		w = &m->workers[i];
		c = &in->columns[w->rule->input];
		if (w->rule->where >= 0)
			w->shown = find_institutions(m, in, w->rule->where);
		else if (!treatment_changes_values(w->rule->treatment)) {
			m->batch.columns[i] = *c;
			continue;
		}
		worker_apply(w, c, in->nrows);
		builder_view(&w->out, &m->batch.columns[i]);
		if (check_rows(m, w, in->nrows, err) < 0)
			return -1;
	}
	m->rows += in->nrows;
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
			  "%s: %lld values had no result (%s%s) and are empty",
			  m->workers[i].field->name, (long long)m->workers[i].nulled,
			  m->workers[i].rule->treatment->name,
			  m->workers[i].rule->where >= 0 ? ", of institutions only" : "");
	}
}
