#include "protect/microdata/microdata_spec.h"

#include "core/decimal.h"

enum { K_MIN = 2, MANY = 1000000000, MILLION_PLACES = 6 };

/* A decimal text of at most six places, 0 to `most` millionths. */
static void read_millionths(struct json_obj *o, const char *key, int64_t most, int64_t *v)
{
	struct err ignored = ERR_INIT;
	const char *text;
	__int128 n;

	if (!json_has(o, key))
		return;
	if (json_get_text(json_any(o, key), &text, &ignored) < 0 ||
	    !decimal_parse(str_of(text), MILLION_PLACES, &n) || n < 0 || n > most)
		json_fail(o, key, "\"%s\" must be a decimal text from 0 to %lld", key,
			  (long long)(most / MILLION));
	else
		*v = (int64_t)n;
}

static void read_whole(struct json_obj *o, const char *key, long long least, long long most,
		       int64_t *v)
{
	long long n = *v;

	if (json_opt_int(o, key, &n) && (n < least || n > most))
		json_fail(o, key, "\"%s\" must be %lld to %lld", key, least, most);
	*v = n;
}

/* At most one of the three ways to say how values become coarser. */
static void read_ladder(struct json_obj *o, struct ladder_spec *l)
{
	if (json_opt_str(o, "codes", &l->codes)) {
		l->kind = LADDER_CODES;
		l->steps = json_array(o, "levels");
	}
	if (json_opt_array(o, "bands", &l->steps)) {
		if (l->kind != LADDER_NONE)
			json_fail(o, "bands", "either \"codes\" or \"bands\", not both");
		l->kind = LADDER_BANDS;
	}
	if (json_opt_array(o, "tree", &l->steps)) {
		if (l->kind != LADDER_NONE)
			json_fail(o, "tree", "\"tree\" stands alone");
		l->kind = LADDER_TREE;
	}
	l->nsteps = json_is(l->steps) ? (int)json_count(l->steps) : 0;
}

/* They go into metadata that has ";" between its words. */
static int check_labels(struct json labels, struct err *err)
{
	const char *text;
	struct json i;

	if (!json_is(labels))
		return 0;
	for (i = json_first(labels); json_is(i); i = json_next(i)) {
		if (json_get_str(i, &text, err) < 0)
			return -1;
		if (strchr(text, ';'))
			return json_err(i, err, "a label cannot hold \";\"");
	}
	return 0;
}

static int read_quasi(struct json v, struct quasi_spec *q, struct err *err)
{
	int64_t from = 0, to;
	struct json_obj o;

	*q = (struct quasi_spec){ .at = v };
	json_open(&o, v, err);
	q->column = json_str(&o, "column");
	read_ladder(&o, &q->ladder);
	to = q->ladder.nsteps;
	read_whole(&o, "from", 0, q->ladder.nsteps, &from);
	read_whole(&o, "to", from, q->ladder.nsteps, &to);
	q->from = (int)from;
	q->to = (int)to;
	if (json_opt_array(&o, "labels", &q->labels) &&
	    json_count(q->labels) != (size_t)q->ladder.nsteps + 1)
		json_fail(&o, "labels", "a text for each of the %d levels, 0 included",
			  q->ladder.nsteps + 1);
	return json_close(&o) < 0 ? -1 : check_labels(q->labels, err);
}

static void read_closeness(struct json_obj *o, struct sensitive_spec *s)
{
	static const char *const distances[] = { "equal", "ordered", "hierarchical", NULL };

	s->t = -1;
	read_millionths(o, "t", MILLION, &s->t);
	s->distance = (enum distance)json_opt_choice(o, "distance", distances, DISTANCE_EQUAL);
	read_ladder(o, &s->ladder);
	if ((s->distance == DISTANCE_HIERARCHICAL) != (s->ladder.kind != LADDER_NONE))
		json_fail(o, "distance",
			  "a hierarchical distance, and no other, needs "
			  "\"codes\", \"bands\" or \"tree\"");
}

static int read_sensitive(struct json v, struct sensitive_spec *s, struct err *err)
{
	static const char *const diversities[] = { "distinct", "entropy", "recursive", NULL };
	struct json_obj o;

	*s = (struct sensitive_spec){ .at = v };
	json_open(&o, v, err);
	s->column = json_str(&o, "column");
	read_whole(&o, "l", K_MIN, MANY, &s->l);
	s->diversity = (enum diversity)json_opt_choice(&o, "diversity", diversities,
						       DIVERSITY_DISTINCT);
	read_millionths(&o, "c", (int64_t)1000 * MILLION, &s->c);
	if ((s->diversity == DIVERSITY_RECURSIVE) != (s->c > 0))
		json_fail(&o, "c", "recursive diversity, and no other, needs a \"c\" above 0");
	read_closeness(&o, s);
	if (s->l == 0 && s->t < 0)
		json_fail(&o, "column", "a sensitive column needs \"l\" or \"t\"");
	return json_close(&o);
}

static int read_lists(struct microdata_spec *s, struct json quasi, struct json sensitive,
		      struct err *err)
{
	struct json i;

	if (json_count(quasi) == 0 || json_count(quasi) > MICRODATA_MAX_QUASI)
		return json_err(quasi, err, "\"quasi\" names 1 to %d columns", MICRODATA_MAX_QUASI);
	for (i = json_first(quasi); json_is(i); i = json_next(i))
		if (read_quasi(i, &s->quasi[s->nquasi++], err) < 0)
			return -1;
	if (!json_is(sensitive))
		return 0;
	if (json_count(sensitive) > MICRODATA_MAX_SENSITIVE)
		return json_err(sensitive, err, "at most %d sensitive columns",
				MICRODATA_MAX_SENSITIVE);
	for (i = json_first(sensitive); json_is(i); i = json_next(i))
		if (read_sensitive(i, &s->sensitive[s->nsensitive++], err) < 0)
			return -1;
	return 0;
}

static int read_names(struct json list, struct err *err)
{
	const char *name;
	struct json i;

	for (i = json_first(list); json_is(i); i = json_next(i))
		if (json_get_str(i, &name, err) < 0)
			return -1;
	return 0;
}

static int read_sample(struct microdata_spec *s, struct json v, struct err *err)
{
	struct json_obj o;

	json_open(&o, v, err);
	s->sample_by = json_str(&o, "by");
	s->one_in = json_int(&o, "one_in");
	if (s->one_in < 1 || s->one_in > MANY)
		json_fail(&o, "one_in", "\"one_in\" must be 1 to %d", MANY);
	return json_close(&o);
}

static int read_risk(struct microdata_spec *s, struct json v, struct err *err)
{
	struct json_obj o;

	json_open(&o, v, err);
	read_millionths(&o, "threshold", MILLION, &s->risk_threshold);
	json_opt_bool(&o, "gate", &s->risk_gate);
	return json_close(&o);
}

/* A blanked cell matches every value, and with it every distribution: only k counts there. */
static int check_cells(const struct microdata_spec *s, struct json at, struct err *err)
{
	if (s->cells >= 0 && s->nsensitive > 0)
		return json_err(at, err,
				"\"cells\" is for k alone: a class of blanked cells has "
				"no distribution of its own to judge");
	return 0;
}

static int read_microdata(struct microdata_spec *s, struct json v, struct err *err)
{
	static const char *const metrics[] = { "entropy", "entropy+suppression", "loss",
					       "discernibility", NULL };
	struct json quasi, sensitive = { 0 }, sample = { 0 }, risk = { 0 };
	struct json_obj o;

	json_open(&o, v, err);
	quasi = json_array(&o, "quasi");
	s->k = json_int(&o, "k");
	if (s->k < K_MIN || s->k > MANY)
		json_fail(&o, "k", "\"k\" must be %d to %d", K_MIN, MANY);
	json_opt_array(&o, "sensitive", &sensitive);
	json_opt_array(&o, "other", &s->other);
	json_opt_array(&o, "drop", &s->drop);
	json_opt_str(&o, "weight", &s->weight);
	read_millionths(&o, "suppression", MILLION, &s->suppression);
	read_millionths(&o, "cells", MILLION, &s->cells);
	s->metric = (enum loss_metric)json_opt_choice(&o, "metric", metrics, LOSS_ENTROPY);
	read_millionths(&o, "suppression_cost", MILLION, &s->suppression_cost);
	json_opt_object(&o, "sample", &sample);
	json_opt_object(&o, "risk", &risk);
	if (json_close(&o) < 0 || read_lists(s, quasi, sensitive, err) < 0)
		return -1;
	if ((json_is(s->other) && read_names(s->other, err) < 0) ||
	    (json_is(s->drop) && read_names(s->drop, err) < 0) ||
	    (json_is(sample) && read_sample(s, sample, err) < 0) ||
	    (json_is(risk) && read_risk(s, risk, err) < 0))
		return -1;
	return check_cells(s, v, err);
}

int microdata_spec_read(const char *path, struct microdata_spec *s, struct err *err)
{
	struct json microdata;
	struct json_obj o;
	struct str text;

	*s = (struct microdata_spec){ .cells = -1,
				      .suppression_cost = MILLION,
				      .one_in = 1,
				      .risk_threshold = MILLION / 20 };
	if (json_read(path, &s->doc, err) < 0)
		return -1;
	text = json_text(s->doc);
	sha256_of(text.p, text.n, s->digest);
	json_open(&o, json_root(s->doc), err);
	microdata = json_object(&o, "microdata");
	if (json_close(&o) < 0)
		return -1;
	return read_microdata(s, microdata, err);
}

void microdata_spec_release(struct microdata_spec *s)
{
	json_free(s->doc);
	*s = (struct microdata_spec){ 0 };
}
