#include "core/decimal.h"
#include "core/mem.h"
#include "protect/rules/policy.h"
#include "protect/rules/rule_spec.h"

static const char *const kind_words[] = { "flow", "cumulative", "stock" };

/* ---- rules --------------------------------------------------------------- */

static int add_rule(struct policy *p, const struct cells *c, const struct policy_rule *written,
		    int table, struct err *err)
{
	struct policy_rule *r;
	int k;

	p->rules = mem_resize(p->rules, (size_t)p->nrules + 1, sizeof(*p->rules));
	r = &p->rules[p->nrules++];
	*r = *written;
	if (rule_spec_bind(r, c, table, err) < 0)
		return -1;
	if (r->kind != RULE_FREQUENCY)
		return 0;
	for (k = 0; k < p->ncounts; k++)
		if (p->count_measures[k] == r->measure) {
			p->nrules--;
			return 0;
		}
	p->count_measures = mem_resize(p->count_measures, (size_t)p->ncounts + 1,
				       sizeof(*p->count_measures));
	p->count_measures[p->ncounts++] = r->measure;
	return 0;
}

/* In every table that has all of its names; when none has, where each name is found first. */
static int bind_rule(struct policy *p, const struct cells *c, const struct policy_rule *written,
		     struct err *err)
{
	int t, n = 0;

	for (t = 0; t < c->ntables && written->kind != RULE_ZERO; t++) {
		if (!rule_spec_is_in(written, c, t))
			continue;
		if (add_rule(p, c, written, t, err) < 0)
			return -1;
		n++;
	}
	return n > 0 ? 0 : add_rule(p, c, written, RULE_ANY_TABLE, err);
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

/* Whether a rule looks at the contributors of the measure. */
static bool has_own_rule(const struct policy *p, int measure)
{
	int i;

	for (i = p->ncounts; i < p->nrules; i++)
		if (p->rules[i].measure == measure && p->rules[i].kind != RULE_GROUP)
			return true;
	return false;
}

static int check_kinds(const struct policy *p, const struct cells *c, struct err *err)
{
	const char *word;
	int m;

	for (m = 0; m < c->nmeasures && cells_period_axis(c) >= 0 && p->nrules > 0; m++) {
		if (!c->measures[m].is_published || is_bounded(p, c, c->measures[m].kind) ||
		    has_own_rule(p, m))
			continue;
		word = kind_words[c->measures[m].kind];
		return json_err(p->ncounts > 0 ? p->counts : json_root(p->doc), err,
				"measure %s is a %s, and none of the counts says how many stand "
				"behind it in its period: name one that is a %s too",
				c->measures[m].name, word, word);
	}
	return 0;
}

static void forget_rules(struct policy *p)
{
	int i;

	for (i = 0; i < p->nrules; i++)
		free(p->rules[i].nchildren);
	p->nrules = p->ncounts = 0;
}

static int bind_rules(struct policy *p, const struct cells *c, struct err *err)
{
	int i;

	forget_rules(p);
	for (i = 0; i < p->nwritten; i++)
		if (bind_rule(p, c, &p->written[i], err) < 0)
			return -1;
	return json_is(p->method) ? 0 : check_kinds(p, c, err);
}

/* ---- what everybody knows ------------------------------------------------ */

static int bind_relation(struct policy_relation *r, const struct cells *c, int table,
			 struct err *err)
{
	const struct measure *whole, *part;

	r->whole = rule_spec_measure(c, table, r->at, r->whole_name, err);
	if (r->whole < 0)
		return -1;
	r->part = rule_spec_measure(c, table, r->at, r->part_name, err);
	if (r->part < 0)
		return -1;
	whole = &c->measures[r->whole];
	part = &c->measures[r->part];
	if (whole->type != part->type || whole->scale != part->scale ||
	    whole->type == FIELD_FLOAT64)
		return json_err(r->at, err, "%s and %s are not of one type, int64 or decimal",
				r->whole_name, r->part_name);
	return 0;
}

/* The next table that has both names; ntables: there is none. */
static int next_table(const struct cells *c, int table, const char *one, const char *other)
{
	do
		table++;
	while (table < c->ntables &&
	       !(rule_spec_has(c, table, one) && rule_spec_has(c, table, other)));
	return table;
}

/* As rules: the first table takes the place of what was written, the others come after. */
static int bind_relations(struct policy *p, const struct cells *c, struct err *err)
{
	struct policy_relation *r;
	int i, t;

	p->nrelations = p->nwritten_relations;
	for (i = 0; i < p->nwritten_relations; i++) {
		r = &p->relations[i];
		t = next_table(c, -1, r->whole_name, r->part_name);
		if (bind_relation(r, c, t < c->ntables ? t : RULE_ANY_TABLE, err) < 0)
			return -1;
		while (t < c->ntables) {
			r = &p->relations[i];
			t = next_table(c, t, r->whole_name, r->part_name);
			if (t == c->ntables)
				break;
			p->relations = mem_resize(p->relations, (size_t)p->nrelations + 1,
						  sizeof(*p->relations));
			p->relations[p->nrelations] = p->relations[i];
			if (bind_relation(&p->relations[p->nrelations++], c, t, err) < 0)
				return -1;
		}
	}
	return 0;
}

static int read_bound(const struct policy_per_head *h, const struct measure *sum, const char *text,
		      int64_t *v, struct err *err)
{
	__int128 wide;

	*v = 0;
	if (!text)
		return 0;
	if (!decimal_parse(str_of(text), sum->scale, &wide) || wide < 0 ||
	    wide >= (__int128)1 << 62)
		return json_err(h->at, err, "%s is no value of %s, with %d places", text, sum->name,
				sum->scale);
	*v = (int64_t)wide;
	return 0;
}

static int bind_head(struct policy_per_head *h, const struct cells *c, int table, struct err *err)
{
	const struct measure *sum;

	h->sum = rule_spec_measure(c, table, h->at, h->sum_name, err);
	if (h->sum < 0)
		return -1;
	sum = &c->measures[h->sum];
	if (sum->type == FIELD_FLOAT64)
		return json_err(h->at, err, "measure %s is float64, which is not exact", sum->name);
	h->count = rule_spec_count(c, table, h->at, h->count_name, err);
	if (h->count < 0 || read_bound(h, sum, h->low_text, &h->low, err) < 0 ||
	    read_bound(h, sum, h->high_text, &h->high, err) < 0)
		return -1;
	if (c->measures[h->count].kind != sum->kind && cells_period_axis(c) >= 0)
		return json_err(h->at, err,
				"%s is a %s and %s a %s: what each head gets needs two of a kind",
				h->sum_name, kind_words[sum->kind], h->count_name,
				kind_words[c->measures[h->count].kind]);
	if (h->has_low && h->has_high && h->low > h->high)
		return json_err(h->at, err, "\"low\" is more than \"high\"");
	return 0;
}

static int bind_heads(struct policy *p, const struct cells *c, struct err *err)
{
	struct policy_per_head *h;
	int i, t;

	p->nper_head = p->nwritten_per_head;
	for (i = 0; i < p->nwritten_per_head; i++) {
		h = &p->per_head[i];
		t = next_table(c, -1, h->sum_name, h->count_name);
		if (bind_head(h, c, t < c->ntables ? t : RULE_ANY_TABLE, err) < 0)
			return -1;
		while (t < c->ntables) {
			h = &p->per_head[i];
			t = next_table(c, t, h->sum_name, h->count_name);
			if (t == c->ntables)
				break;
			p->per_head = mem_resize(p->per_head, (size_t)p->nper_head + 1,
						 sizeof(*p->per_head));
			p->per_head[p->nper_head] = p->per_head[i];
			if (bind_head(&p->per_head[p->nper_head++], c, t, err) < 0)
				return -1;
		}
	}
	return 0;
}

/* ---- levels -------------------------------------------------------------- */

/* Levels of a night without any period, or without unknown codes, are there all the same. */
static bool may_be_absent(const struct axis *a, const char *level)
{
	static const char *const always[] = { "total", "unknown", "year", "quarter", "month" };
	size_t i, n = a->kind == AXIS_PERIOD ? 5 : 2;

	for (i = 0; i < n; i++)
		if (strcmp(level, always[i]) == 0)
			return true;
	return a->n == 0;
}

static int bind_level(struct policy_level *l, const struct cells *c, struct err *err)
{
	const struct axis *a;
	const char *nearest;
	int i;

	l->axis = rule_spec_axis(c, l->at, l->dimension, err);
	if (l->axis < 0)
		return -1;
	a = &c->axes[l->axis];
	for (i = 0; i < a->n; i++)
		if (a->levels[i] && strcmp(a->levels[i], l->level) == 0)
			return 0;
	if (may_be_absent(a, l->level))
		return 0;
	nearest = nearest_word(l->level, (const char *const *)a->levels, (size_t)a->n);
	if (nearest)
		return json_err(l->at, err, "dimension %s has no level %s (did you mean \"%s\"?)",
				l->dimension, l->level, nearest);
	return json_err(l->at, err, "dimension %s has no level %s", l->dimension, l->level);
}

static int bind_levels(struct policy_level *levels, int n, const struct cells *c, struct err *err)
{
	int i;

	for (i = 0; i < n; i++)
		if (bind_level(&levels[i], c, err) < 0)
			return -1;
	return 0;
}

/* ---- cost ---------------------------------------------------------------- */

static int bind_cost(struct policy *p, const struct cells *c, struct err *err)
{
	struct json at = json_member(json_root(p->doc), "cost");
	int i;

	p->cost_measure = -1;
	if (p->cost) {
		p->cost_measure = rule_spec_measure(c, RULE_ANY_TABLE, at, p->cost, err);
		return p->cost_measure < 0 ? -1 : 0;
	}
	for (i = 0; i < p->nrules && p->cost_measure < 0; i++)
		p->cost_measure = p->rules[i].measure;
	return 0;
}

int policy_bind(struct policy *p, const struct cells *c, struct err *err)
{
	return bind_rules(p, c, err) < 0 || bind_relations(p, c, err) < 0 ||
			       bind_heads(p, c, err) < 0 ||
			       bind_levels(p->weights, p->nweights, c, err) < 0 ||
			       bind_levels(p->fallback, p->nfallback, c, err) < 0 ||
			       bind_cost(p, c, err) < 0
		       ? -1
		       : 0;
}

bool policy_keeps(const struct policy *p, const struct cells *c, uint32_t row)
{
	const int *nodes = cells_nodes(c, row);
	struct err ignored;
	const char *code;
	struct json i;
	int a;

	for (i = json_first(p->keep); json_is(i); i = json_next(i)) {
		if (json_get_str(i, &code, &ignored) < 0)
			continue;
		for (a = 0; a < c->naxes; a++)
			if (strcmp(c->axes[a].codes[nodes[a]], code) == 0)
				return true;
	}
	return false;
}

/* The greatest of the cost measure in any table, so that it is the same from each of them. */
static double size_at(const struct policy *p, const struct cells *c, uint32_t row)
{
	const char *name;
	double most, size;
	int m;

	if (p->cost_measure < 0)
		return 1;
	most = cells_size(c, p->cost_measure, row);
	name = cells_field(c, p->cost_measure)->name;
	for (m = 0; c->ntables > 1 && m < c->nmeasures; m++) {
		if (strcmp(cells_field(c, m)->name, name) != 0)
			continue;
		size = cells_size(c, m, row);
		most = size > most ? size : most;
	}
	return most < 0 ? -most : most;
}

double policy_cost(const struct policy *p, const struct cells *c, uint32_t row)
{
	const int *nodes = cells_nodes(c, row);
	double cost = size_at(p, c, row);
	const struct policy_level *l;
	const char *level;
	int i;

	for (i = 0; i < p->nweights; i++) {
		l = &p->weights[i];
		level = c->axes[l->axis].levels[nodes[l->axis]];
		if (level && strcmp(level, l->level) == 0)
			cost *= l->weight;
	}
	return cost;
}
