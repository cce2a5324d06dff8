#include "protect/policy.h"

#include "core/mem.h"

enum { THRESHOLD_MIN = 2, THRESHOLD_MAX = 1000000 };

static int read_minimum_frequency(struct policy *p, struct json v, struct err *err)
{
	struct json_obj o;
	long long threshold;

	json_open(&o, v, err);
	threshold = json_int(&o, "threshold");
	if (threshold < THRESHOLD_MIN || threshold > THRESHOLD_MAX)
		json_fail(&o, "threshold", "%lld is not between %d and %d", threshold,
			  THRESHOLD_MIN, THRESHOLD_MAX);
	p->threshold = threshold;
	p->counts = json_array(&o, "counts");
	json_opt_str(&o, "basis", &p->basis);
	if (json_close(&o) < 0)
		return -1;
	if (json_count(p->counts) == 0)
		return json_err(p->counts, err, "counts names no measure");
	return 0;
}

static int check_texts(struct json list, struct err *err)
{
	const char *text;
	struct json i;

	for (i = json_first(list); json_is(i); i = json_next(i))
		if (json_get_str(i, &text, err) < 0)
			return -1;
	return 0;
}

int policy_read(const char *path, struct policy *p, struct err *err)
{
	struct json frequency;
	struct json_obj o;
	struct str text;

	*p = (struct policy){ .cost_measure = -1 };
	if (json_read(path, &p->doc, err) < 0)
		return -1;
	text = json_text(p->doc);
	sha256_of(text.p, text.n, p->digest);
	json_open(&o, json_root(p->doc), err);
	frequency = json_object(&o, "minimum_frequency");
	json_opt_str(&o, "cost", &p->cost);
	json_opt_array(&o, "keep", &p->keep);
	if (json_close(&o) < 0 || read_minimum_frequency(p, frequency, err) < 0)
		return -1;
	if (json_is(p->keep) && check_texts(p->keep, err) < 0)
		return -1;
	return check_texts(p->counts, err);
}

void policy_release(struct policy *p)
{
	json_free(p->doc);
	free(p->count_measures);
	*p = (struct policy){ 0 };
}

static int no_measure(const struct cells *c, struct json at, const char *name, struct err *err)
{
	const char **names = mem_zalloc((size_t)c->nmeasures, sizeof(*names)), *nearest;
	int m;

	for (m = 0; m < c->nmeasures; m++)
		names[m] = c->measures[m].name;
	nearest = nearest_word(name, names, (size_t)c->nmeasures);
	if (nearest)
		json_err(at, err, "the table has no measure %s (did you mean \"%s\"?)", name,
			 nearest);
	else
		json_err(at, err, "the table has no measure %s", name);
	free(names);
	return -1;
}

static int bind_counts(struct policy *p, const struct cells *c, struct err *err)
{
	const char *name;
	struct json i;
	int m;

	p->count_measures = mem_zalloc(json_count(p->counts), sizeof(*p->count_measures));
	for (i = json_first(p->counts); json_is(i); i = json_next(i)) {
		if (json_get_str(i, &name, err) < 0)
			return -1;
		m = cells_measure(c, name);
		if (m < 0)
			return no_measure(c, i, name, err);
		if (c->schema.fields[c->measures[m].column].type != FIELD_INT64)
			return json_err(i, err, "measure %s is not a count of type int64", name);
		p->count_measures[p->ncounts++] = m;
	}
	return 0;
}

/*
 * Whether one of the counts is never more than the persons behind a value of the kind:
 * five since January may be one this month, and five this year none at its end.
 */
static bool is_bounded(const struct policy *p, const struct cells *c, enum measure_kind kind)
{
	enum measure_kind of;
	int k;

	for (k = 0; k < p->ncounts; k++) {
		of = c->measures[p->count_measures[k]].kind;
		if (of == kind || of == MEASURE_STOCK || kind == MEASURE_CUMULATIVE)
			return true;
	}
	return false;
}

static int check_kinds(const struct policy *p, const struct cells *c, struct err *err)
{
	static const char *const words[] = { "flow", "cumulative", "stock" };
	int m;

	for (m = 0; m < c->nmeasures && cells_period_axis(c) >= 0; m++)
		if (c->measures[m].is_published && !is_bounded(p, c, c->measures[m].kind))
			return json_err(
				p->counts, err,
				"measure %s is a %s, and none of the counts "
				"says how many stand behind it in its period: name one that "
				"is a %s too",
				c->measures[m].name, words[c->measures[m].kind],
				words[c->measures[m].kind]);
	return 0;
}

int policy_bind(struct policy *p, const struct cells *c, struct err *err)
{
	if (bind_counts(p, c, err) < 0 || check_kinds(p, c, err) < 0)
		return -1;
	p->cost_measure = p->cost ? cells_measure(c, p->cost) : p->count_measures[0];
	if (p->cost_measure < 0)
		return no_measure(c, json_root(p->doc), p->cost, err);
	return 0;
}

bool policy_keeps(const struct policy *p, const struct cells *c, uint32_t row)
{
	const int *nodes = cells_nodes(c, row);
	struct err ignored;
	const char *code;
	struct json i;
	int a;

	if (!json_is(p->keep))
		return false;
	for (i = json_first(p->keep); json_is(i); i = json_next(i)) {
		if (json_get_str(i, &code, &ignored) < 0)
			continue;
		for (a = 0; a < c->naxes; a++)
			if (strcmp(c->axes[a].codes[nodes[a]], code) == 0)
				return true;
	}
	return false;
}
