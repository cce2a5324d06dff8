#include "core/filter.h"

#include <stdlib.h>

#include "core/mem.h"

/* By enum filter_op; "null" stands for both of its ops. */
static const char *const ops[] = { "is", "not", "in", "under", "at_least", "at_most", "null" };
enum { NOPS = sizeof(ops) / sizeof(*ops) };

static int read_list(struct filter_term *t, struct json array, struct err *err)
{
	t->values = mem_zalloc(json_count(array), sizeof(*t->values));
	for (struct json v = json_first(array); json_is(v); v = json_next(v))
		if (json_get_text(v, &t->values[t->nvalues++], err) < 0)
			return -1;
	if (t->nvalues == 0)
		return json_err(array, err, "\"in\" must not be empty");
	return 0;
}

static int read_single(struct filter_term *t, struct json v, struct err *err)
{
	t->values = mem_zalloc(1, sizeof(*t->values));
	t->nvalues = 1;
	return json_get_text(v, &t->values[0], err);
}

static int one_op(struct json term, struct err *err)
{
	return json_err(
		term, err,
		"a condition needs exactly one of is, not, in, under, at_least, at_most, null");
}

static int read_value(struct filter_term *t, struct json list, struct json value, struct err *err)
{
	if (t->op == FILTER_NULL || t->op == FILTER_NOT_NULL)
		return 0;
	return t->op == FILTER_IN ? read_list(t, list, err) : read_single(t, value, err);
}

static int read_term(struct filter_term *t, struct json v, struct err *err)
{
	struct json list = { NULL, NULL }, value = { NULL, NULL };
	struct json_obj o;
	bool null = true;
	int found = 0;

	t->at = v;
	json_open(&o, v, err);
	t->column = json_str(&o, "column");
	for (int i = 0; i < NOPS; i++) {
		if (!json_has(&o, ops[i]))
			continue;
		found++;
		t->op = (enum filter_op)i;
		if (t->op == FILTER_IN)
			list = json_array(&o, ops[i]);
		else if (t->op == FILTER_NULL)
			null = json_bool(&o, ops[i]);
		else
			value = json_any(&o, ops[i]);
	}
	if (json_close(&o) < 0)
		return -1;
	if (found != 1)
		return one_op(v, err);
	if (!null)
		t->op = FILTER_NOT_NULL;
	return read_value(t, list, value, err);
}

int filter_read(struct json v, struct filter *f, struct err *err)
{
	*f = (struct filter){ 0 };
	if (!json_is_array(v))
		return json_err_kind(v, "an array", err);
	f->terms = mem_zalloc(json_count(v), sizeof(*f->terms));
	for (struct json term = json_first(v); json_is(term); term = json_next(term)) {
		if (read_term(&f->terms[f->n++], term, err) < 0) {
			filter_release(f);
			return -1;
		}
	}
	return 0;
}

void filter_release(struct filter *f)
{
	for (size_t i = 0; i < f->n; i++)
		free(f->terms[i].values);
	free(f->terms);
	*f = (struct filter){ 0 };
}
