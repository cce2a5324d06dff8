#include "protect/methods/cell_key.h"
#include "protect/methods/method.h"

#include "core/mem.h"
#include "protect/methods/noise.h"
#include "protect/methods/rounding.h"

/* ---- method and table ------------------------------------------------ */

static int find_measure(const struct cells *c, struct json at, const char *name, struct err *err)
{
	const char **names = mem_zalloc((size_t)c->nmeasures, sizeof(*names)), *nearest;
	int m = cells_measure(c, name), i;

	for (i = 0; i < c->nmeasures; i++)
		names[i] = c->measures[i].name;
	nearest = nearest_word(name, names, (size_t)c->nmeasures);
	free(names);
	if (m >= 0 && c->measures[m].table != 0)
		return json_err(at, err, "measure %s is not of the table that is written", name);
	if (m < 0 && nearest)
		return json_err(at, err, "the table has no measure %s (did you mean \"%s\"?)", name,
				nearest);
	return m < 0 ? json_err(at, err, "the table has no measure %s", name) : m;
}

static bool is_count(const struct measure *m)
{
	return m->type == FIELD_INT64 && (!m->quantity || strncmp(m->quantity, "count", 5) == 0 ||
					  strncmp(m->quantity, "distinct", 8) == 0);
}

static int check_measure(const struct method *m, const struct measure *measure,
			 const struct method_count *count, struct err *err)
{
	if (!measure->is_published)
		return json_err(count->at, err, "measure %s is not published", count->name);
	if (m->kind == METHOD_ROUNDING || m->kind == METHOD_CELL_KEY) {
		if (!is_count(measure))
			return json_err(
				count->at, err,
				"measure %s is no count of type int64: %s takes counts only",
				count->name, m->kind == METHOD_ROUNDING ? "rounding" : "cell_key");
		if (m->kind == METHOD_ROUNDING && measure->kind == MEASURE_CUMULATIVE)
			return json_err(count->at, err,
					"measure %s is cumulative: rounding takes flows and stocks",
					count->name);
		return 0;
	}
	if (measure->type == FIELD_FLOAT64)
		return json_err(count->at, err,
				"measure %s is a float64: noise is exact and "
				"takes int64 and decimals",
				count->name);
	if (measure->quantity && strncmp(measure->quantity, "count", 5) != 0 &&
	    strncmp(measure->quantity, "distinct", 8) != 0 &&
	    strncmp(measure->quantity, "sum", 3) != 0)
		return json_err(count->at, err,
				"measure %s is neither a count nor a sum: what one person changes "
				"in it has no bound",
				count->name);
	return 0;
}

/* What the method does not name would leave as it is. */
static int check_all_named(const struct method *m, const struct cells *c, struct err *err)
{
	int i, k;

	for (i = 0; i < c->nmeasures; i++) {
		if (c->measures[i].table != 0 || !c->measures[i].is_published)
			continue;
		for (k = 0; k < m->ncounts && m->counts[k].measure != i; k++)
			;
		if (k == m->ncounts)
			return json_err(m->at, err,
					"measure %s is published and the method does not protect "
					"it: name it, or give it \"publish\": false where it is "
					"counted",
					c->measures[i].name);
	}
	return 0;
}

static int bind(struct method *m, const struct cells *c, struct err *err)
{
	struct method_count *count;
	int i;

	for (i = 0; i < m->ncounts; i++) {
		count = &m->counts[i];
		count->measure = find_measure(c, count->at, count->name, err);
		if (count->measure < 0 ||
		    check_measure(m, &c->measures[count->measure], count, err) < 0)
			return -1;
	}
	return check_all_named(m, c, err);
}

static void show(struct outcome *o, uint32_t row, int measure, int64_t v)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)v);
	outcome_set(o, row, measure, text, 0);
}

/* ---- rounding -------------------------------------------------------- */

static int by_dataset(const void *a, const void *b, void *arg)
{
	const struct cells *c = arg;

	return strcmp(c->tables[c->measures[*(const int *)a].table].dataset,
		      c->tables[c->measures[*(const int *)b].table].dataset);
}

/* The same quantity in all tables that are protected together: rounded as one.  In an order
 * that does not depend on which of the tables is written this time. */
static int same_quantity(struct cells *c, int measure, int *list)
{
	const struct measure *m = &c->measures[measure], *other;
	int i, n = 0;

	list[n++] = measure;
	for (i = 0; i < c->nmeasures; i++) {
		other = &c->measures[i];
		if (other->table != 0 && other->is_published && m->quantity && other->quantity &&
		    strcmp(m->quantity, other->quantity) == 0 && m->kind == other->kind)
			list[n++] = i;
	}
	qsort_r(list, (size_t)n, sizeof(*list), by_dataset, c);
	return n;
}

static void show_rounded(const struct inner_cells *ic, const int64_t *rounded, int measure,
			 struct outcome *o)
{
	const struct cells *c = o->cells;
	int64_t *sums = mem_zalloc(ic->ncells, sizeof(*sums));
	uint32_t i;
	size_t k;

	for (i = 0; i < ic->ninner; i++)
		for (k = ic->starts[i]; k < ic->starts[i + 1]; k++)
			sums[ic->members[k]] += rounded[i];
	for (i = 0; i < ic->ncells; i++)
		if (ic->rows[i] != CELLS_NO_ROW && !cells_is_null(c, measure, ic->rows[i]))
			show(o, ic->rows[i], measure, sums[i]);
	free(sums);
}

static int round_measure(const struct method *m, struct cells *c, int measure, struct outcome *o,
			 struct err *err)
{
	int *list = mem_zalloc((size_t)c->nmeasures, sizeof(*list)), n, ret;
	struct inner_cells ic;
	int64_t *rounded;

	n = same_quantity(c, measure, list);
	ret = inner_cells_find(&ic, c, list, n, err);
	if (ret == 0) {
		rounded = mem_zalloc(ic.ninner, sizeof(*rounded));
		memcpy(rounded, ic.values, ic.ninner * sizeof(*rounded));
		rounding_run(&ic, m->base, rounded);
		show_rounded(&ic, rounded, measure, o);
		free(rounded);
	}
	inner_cells_release(&ic);
	free(list);
	return ret;
}

/* ---- cell keys ------------------------------------------------------- */

static int find_key(const struct method *m, const struct cells *c, int *key, struct err *err)
{
	const struct measure *measure;
	int i;

	*key = find_measure(c, m->at, m->key_measure, err);
	if (*key < 0)
		return -1;
	measure = &c->measures[*key];
	if (measure->type != FIELD_INT64 || measure->is_published ||
	    (measure->quantity && strncmp(measure->quantity, "cell_key(", 9) != 0))
		return json_err(m->at, err,
				"measure %s is no cell key: yg-aggregate counts it as "
				"\"cell_key\" with \"publish\": false",
				m->key_measure);
	for (i = 0; i < m->ncounts; i++)
		if (c->measures[m->counts[i].measure].kind != measure->kind)
			return json_err(m->counts[i].at, err,
					"measure %s and the cell key are of different kinds (flow, "
					"stock, cumulative), so not of the same persons",
					m->counts[i].name);
	return 0;
}

static int perturb(const struct method *m, const struct cells *c, struct outcome *o,
		   struct err *err)
{
	struct ptable *t = mem_alloc(sizeof(*t));
	struct err why = ERR_INIT;
	int key, i, ret = -1;
	uint32_t k, row;
	int64_t shown;

	if (find_key(m, c, &key, err) < 0)
		goto out;
	if (ptable_make(t, &m->rule, &why) < 0) {
		json_err(m->at, err, "%s", why.msg);
		goto out;
	}
	for (k = 0; k < c->nrows; k++)
		for (i = 0; i < m->ncounts; i++) {
			row = c->sorted[k];
			if (cells_is_null(c, m->counts[i].measure, row))
				continue;
			if (cell_key_perturb(c, t, m->counts[i].measure, key, row, &shown, err) < 0)
				goto out;
			show(o, row, m->counts[i].measure, shown);
		}
	ret = 0;
out:
	free(t);
	return ret;
}

/* ---- all ------------------------------------------------------------- */

static int round_all(const struct method *m, const struct cells *c, struct outcome *o,
		     struct err *err)
{
	/* qsort_r() passes the cells on without const; nothing changes them. */
	union {
		const struct cells *in;
		struct cells *out;
	} u = { c };
	int i;

	for (i = 0; i < m->ncounts; i++)
		if (round_measure(m, u.out, m->counts[i].measure, o, err) < 0)
			return -1;
	return 0;
}

int method_apply(struct method *m, const struct cells *c, const struct policy *p,
		 const char *digest, struct outcome *o, struct err *err)
{
	int ret;

	if (m->kind == METHOD_SUPPRESSION)
		return err_set(err, ERR_BUG, "suppression is not a method of its own");
	if (bind(m, c, err) < 0)
		return -1;
	if (m->kind == METHOD_ROUNDING)
		ret = round_all(m, c, o, err);
	else if (m->kind == METHOD_CELL_KEY)
		ret = perturb(m, c, o, err);
	else
		ret = noise_bind(m, c, err) < 0 ? -1 : noise_apply(m, c, p, digest, o, err);
	if (ret < 0)
		return -1;
	free(o->method);
	o->method = method_statement(m, c);
	return 0;
}
