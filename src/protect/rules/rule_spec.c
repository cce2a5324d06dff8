#include "protect/rules/rule_spec.h"

#include "core/mem.h"

/* In the order of enum rule_kind, from DOMINANCE on. */
static const char *const kind_words[] = {
	"dominance", "p-percent", "pq", "request", "group", NULL
};

/* ---- reading ------------------------------------------------------------- */

/* A percentage above 0; at most `most` percent. */
static void read_percent(struct json_obj *o, const char *key, int most, struct fraction *f)
{
	const char *text = json_str(o, key);

	if (!text)
		return;
	if (!fraction_parse_percent(text, f))
		json_fail(o, key,
			  "%s is no percentage: write it in quotes, as \"85%%\", with "
			  "4 places at most",
			  text);
	else if (f->num == 0 || f->num > f->den / 100 * most)
		json_fail(o, key, "%s is not above 0%% and up to %d%%", text, most);
}

static void read_largest(struct json_obj *o, struct policy_rule *r, size_t n)
{
	const char *name;
	struct err ignored;
	struct json i;

	r->largest_names = json_array(o, "largest");
	if (o->failed)
		return;
	for (i = json_first(r->largest_names); json_is(i); i = json_next(i))
		if (json_get_str(i, &name, &ignored) < 0)
			json_fail(o, "largest", "\"largest\" is a list of names of measures");
	if (json_count(r->largest_names) != n)
		json_fail(o, "largest", "\"largest\" names %zu measures: the largest, %s", n,
			  n == 1 ? "and no more" : "then the next");
	r->nlargest = (int)n;
}

static void read_dominance(struct json_obj *o, struct policy_rule *r)
{
	long long n = json_int(o, "n");

	if (!o->failed && (n < 1 || n > RULE_LARGEST_MAX))
		json_fail(o, "n", "n is 1 to %d", RULE_LARGEST_MAX);
	read_percent(o, "k", 100, &r->k);
	read_largest(o, r, (size_t)n);
}

static void read_pq(struct json_obj *o, struct policy_rule *r)
{
	r->q = (struct fraction){ 1, 1 };
	if (r->kind == RULE_P_PERCENT) {
		read_percent(o, "p", 1000, &r->p);
	} else {
		read_percent(o, "p", 100, &r->p);
		read_percent(o, "q", 100, &r->q);
		if (!o->failed && r->p.num >= r->q.num)
			json_fail(o, "p",
				  "p must be less than q, what others know of each other "
				  "already");
	}
	read_largest(o, r, 2);
}

static void read_kind(struct json_obj *o, struct policy_rule *r)
{
	if (r->kind == RULE_GROUP) {
		r->dimension_name = json_str(o, "dimension");
		r->measure_name = json_str(o, "count");
		read_percent(o, "share", 100, &r->k);
		return;
	}
	r->measure_name = json_str(o, "measure");
	if (r->kind == RULE_DOMINANCE) {
		read_dominance(o, r);
	} else if (r->kind == RULE_REQUEST) {
		r->requested_name = json_str(o, "requested");
		read_percent(o, "share", 100, &r->k);
	} else {
		read_pq(o, r);
	}
}

int rule_spec_read(struct json v, struct policy_rule *r, struct err *err)
{
	struct json_obj o;
	int word;

	*r = (struct policy_rule){ .at = v, .measure = -1, .requested = -1, .axis = -1 };
	json_open(&o, v, err);
	word = json_choice(&o, "rule", kind_words);
	if (!o.failed) {
		r->kind = (enum rule_kind)(RULE_DOMINANCE + word);
		json_opt_str(&o, "basis", &r->basis);
		read_kind(&o, r);
	}
	return json_close(&o);
}

/* ---- binding ------------------------------------------------------------- */

static int unknown_name(struct json at, const char *what, const char *name,
			const char *const *names, size_t n, struct err *err)
{
	const char *nearest = nearest_word(name, names, n);

	if (nearest)
		return json_err(at, err, "the table has no %s %s (did you mean \"%s\"?)", what,
				name, nearest);
	return json_err(at, err, "the table has no %s %s", what, name);
}

/* By the name in its own table; or -1. */
static int measure_in(const struct cells *c, int table, const char *name)
{
	int m;

	for (m = 0; m < c->nmeasures; m++)
		if (c->measures[m].table == table && strcmp(cells_field(c, m)->name, name) == 0)
			return m;
	return -1;
}

bool rule_spec_has(const struct cells *c, int table, const char *name)
{
	return measure_in(c, table, name) >= 0;
}

int rule_spec_measure(const struct cells *c, int table, struct json at, const char *name,
		      struct err *err)
{
	int m = table == RULE_ANY_TABLE ? cells_measure(c, name) : measure_in(c, table, name);
	const char **names;

	if (m >= 0)
		return m;
	names = mem_zalloc((size_t)c->nmeasures + 1, sizeof(*names));
	for (m = 0; m < c->nmeasures; m++)
		names[m] = c->measures[m].name;
	unknown_name(at, "measure", name, names, (size_t)c->nmeasures, err);
	free(names);
	return -1;
}

int rule_spec_axis(const struct cells *c, struct json at, const char *name, struct err *err)
{
	const char *names[CELLS_MAX_AXES];
	int a;

	for (a = 0; a < c->naxes; a++) {
		names[a] = c->axes[a].name;
		if (strcmp(names[a], name) == 0)
			return a;
	}
	return unknown_name(at, "dimension", name, names, (size_t)c->naxes, err);
}

int rule_spec_count(const struct cells *c, int table, struct json at, const char *name,
		    struct err *err)
{
	int m = rule_spec_measure(c, table, at, name, err);

	if (m >= 0 && c->measures[m].type != FIELD_INT64)
		return json_err(at, err, "measure %s is not a count of type int64", name);
	return m;
}

/* Contributors are compared with the cell in one unit, over one stretch of time. */
static int bind_contributor(const struct policy_rule *r, const struct cells *c, int table,
			    struct json at, const char *name, struct err *err)
{
	const struct measure *of = &c->measures[r->measure], *m;
	int i = rule_spec_measure(c, table, at, name, err);

	if (i < 0)
		return -1;
	m = &c->measures[i];
	if (m->type != of->type || m->scale != of->scale)
		return json_err(at, err, "measure %s is not of the type of %s", name, of->name);
	if (m->kind != of->kind && cells_period_axis(c) >= 0)
		return json_err(at, err, "measure %s is not of the kind of %s", name, of->name);
	return i;
}

static int bind_contributors(struct policy_rule *r, const struct cells *c, int table,
			     struct err *err)
{
	const char *name;
	struct json i;
	int n = 0;

	if (c->measures[r->measure].type == FIELD_FLOAT64)
		return json_err(r->at, err, "measure %s is float64, which is not exact",
				r->measure_name);
	if (r->requested_name) {
		r->requested = bind_contributor(r, c, table, r->at, r->requested_name, err);
		return r->requested < 0 ? -1 : 0;
	}
	for (i = json_first(r->largest_names); json_is(i); i = json_next(i)) {
		if (json_get_str(i, &name, err) < 0)
			return -1;
		r->largest[n] = bind_contributor(r, c, table, i, name, err);
		if (r->largest[n++] < 0)
			return -1;
	}
	return 0;
}

static int bind_group(struct policy_rule *r, const struct cells *c, struct err *err)
{
	const struct axis *a;
	int i;

	r->axis = rule_spec_axis(c, r->at, r->dimension_name, err);
	if (r->axis < 0)
		return -1;
	a = &c->axes[r->axis];
	if (a->kind == AXIS_PERIOD)
		return json_err(
			r->at, err,
			"dimension %s holds periods: a group is one of a dimension of codes",
			r->dimension_name);
	r->nchildren = mem_zalloc((size_t)a->n + 1, sizeof(*r->nchildren));
	for (i = 0; i < a->n; i++)
		if (a->parents[i] >= 0)
			r->nchildren[a->parents[i]]++;
	return 0;
}

bool rule_spec_is_in(const struct policy_rule *r, const struct cells *c, int table)
{
	const char *name;
	struct err ignored;
	struct json i;

	if (!rule_spec_has(c, table, r->measure_name) ||
	    (r->requested_name && !rule_spec_has(c, table, r->requested_name)))
		return false;
	for (i = json_first(r->largest_names); json_is(i); i = json_next(i))
		if (json_get_str(i, &name, &ignored) < 0 || !rule_spec_has(c, table, name))
			return false;
	return true;
}

int rule_spec_bind(struct policy_rule *r, const struct cells *c, int table, struct err *err)
{
	bool is_count = r->kind == RULE_FREQUENCY || r->kind == RULE_GROUP;

	if (r->kind == RULE_ZERO)
		return 0;
	r->measure = is_count ? rule_spec_count(c, table, r->at, r->measure_name, err)
			      : rule_spec_measure(c, table, r->at, r->measure_name, err);
	if (r->measure < 0)
		return -1;
	if (is_count)
		return r->kind == RULE_GROUP ? bind_group(r, c, err) : 0;
	return bind_contributors(r, c, table, err);
}
