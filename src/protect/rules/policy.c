#include "protect/rules/policy.h"

#include "core/decimal.h"
#include "core/mem.h"
#include "protect/rules/rule_spec.h"

enum {
	THRESHOLD_MIN = 2,
	NUMBER_MAX = 1000000,
	MONTHS_MAX = 1200,
	WEIGHT_PLACES = 6,
};

#define PIVOTS_MAX 1000000000000LL

/* ---- parts --------------------------------------------------------------- */

static int check_texts(struct json list, struct err *err)
{
	const char *text;
	struct json i;

	for (i = json_first(list); json_is(i); i = json_next(i))
		if (json_get_str(i, &text, err) < 0)
			return -1;
	return 0;
}

static long long read_number(struct json_obj *o, const char *key, long long otherwise,
			     long long least, long long most)
{
	long long n = otherwise;

	if (json_opt_int(o, key, &n) && (n < least || n > most))
		json_fail(o, key, "\"%s\" is %lld, not %lld to %lld", key, n, least, most);
	return n;
}

static int read_minimum_frequency(struct policy *p, struct json v, struct err *err)
{
	struct json_obj o;
	long long threshold;

	json_open(&o, v, err);
	threshold = json_int(&o, "threshold");
	if (threshold < THRESHOLD_MIN || threshold > NUMBER_MAX)
		json_fail(&o, "threshold", "%lld is not between %d and %d", threshold,
			  THRESHOLD_MIN, NUMBER_MAX);
	p->threshold = threshold;
	p->counts = json_array(&o, "counts");
	json_opt_str(&o, "basis", &p->basis);
	if (json_close(&o) < 0)
		return -1;
	if (json_count(p->counts) == 0)
		return json_err(p->counts, err, "counts names no measure");
	return check_texts(p->counts, err);
}

static int read_relation(struct json v, void *item, struct err *err)
{
	struct policy_relation *r = item;
	struct json_obj o;

	r->at = v;
	json_open(&o, v, err);
	r->whole_name = json_str(&o, "whole");
	r->part_name = json_str(&o, "part");
	return json_close(&o);
}

static int read_per_head(struct json v, void *item, struct err *err)
{
	struct policy_per_head *h = item;
	struct json_obj o;

	h->at = v;
	json_open(&o, v, err);
	h->sum_name = json_str(&o, "sum");
	h->count_name = json_str(&o, "count");
	h->has_low = json_opt_str(&o, "low", &h->low_text);
	h->has_high = json_opt_str(&o, "high", &h->high_text);
	if (json_close(&o) < 0)
		return -1;
	if (!h->has_low && !h->has_high)
		return json_err(v, err, "per_head has neither \"low\" nor \"high\"");
	return 0;
}

static int read_level(struct json v, void *item, struct err *err)
{
	struct policy_level *l = item;
	struct json_obj o;

	l->at = v;
	json_open(&o, v, err);
	l->dimension = json_str(&o, "dimension");
	l->level = json_str(&o, "level");
	return json_close(&o);
}

static int read_weight(struct json v, void *item, struct err *err)
{
	struct policy_level *l = item;
	struct json_obj o;
	const char *text;
	__int128 weight;

	l->at = v;
	json_open(&o, v, err);
	l->dimension = json_str(&o, "dimension");
	l->level = json_str(&o, "level");
	text = json_str(&o, "weight");
	if (text && (!decimal_parse(str_of(text), WEIGHT_PLACES, &weight) || weight <= 0 ||
		     weight > (__int128)NUMBER_MAX * NUMBER_MAX))
		json_fail(&o, "weight", "%s is no weight: a decimal above 0, as \"2.5\"", text);
	else if (text)
		l->weight = (double)(int64_t)weight / NUMBER_MAX;
	return json_close(&o);
}

static int read_rule(struct json v, void *item, struct err *err)
{
	return rule_spec_read(v, item, err);
}

/* Items of a size, each read by the function. */
static int read_list(struct json list, int (*read)(struct json, void *, struct err *), size_t size,
		     void *items, int *n, struct err *err)
{
	char *all = mem_zalloc(json_count(list) + 1, size);
	struct json i;

	*(void **)items = all;
	for (i = json_first(list); json_is(i); i = json_next(i))
		if (read(i, all + size * (size_t)(*n)++, err) < 0)
			return -1;
	return 0;
}

static int read_audit(struct policy *p, struct json v, struct err *err)
{
	struct json_obj o;

	json_open(&o, v, err);
	p->audit_rounds = read_number(&o, "rounds", POLICY_ROUNDS, 0, NUMBER_MAX);
	p->audit_pivots = read_number(&o, "pivots", POLICY_PIVOTS, 0, PIVOTS_MAX);
	return json_close(&o);
}

static int check_periods(struct json list, struct err *err)
{
	struct period period;
	const char *text;
	struct json i;

	for (i = json_first(list); json_is(i); i = json_next(i)) {
		if (json_get_str(i, &text, err) < 0)
			return -1;
		if (!period_parse(str_of(text), &period))
			return json_err(i, err, "%s is no period: write 2025, 2025-Q1 or 2025-02",
					text);
	}
	return 0;
}

static int read_night(struct policy *p, struct json v, struct err *err)
{
	struct json_obj o;

	p->has_night = true;
	json_open(&o, v, err);
	p->minimum_change = read_number(&o, "minimum_change", p->minimum_change, 1, NUMBER_MAX);
	p->final_after = (int)read_number(&o, "final_after", -1, 0, MONTHS_MAX);
	json_opt_array(&o, "revise", &p->revise);
	return json_close(&o) < 0 ? -1 : check_periods(p->revise, err);
}

/* ---- the whole ----------------------------------------------------------- */

struct parts {
	struct json frequency, rules, relations, per_head, weights, audit, fallback, night;
};

static int read_root(struct policy *p, struct parts *parts, struct err *err)
{
	static const char *const zeros_words[] = { "show", "protect", NULL };
	struct json_obj o;

	json_open(&o, json_root(p->doc), err);
	json_opt_object(&o, "minimum_frequency", &parts->frequency);
	json_opt_array(&o, "rules", &parts->rules);
	p->protects_zeros = json_opt_choice(&o, "zeros", zeros_words, 0) == 1;
	json_opt_array(&o, "relations", &parts->relations);
	json_opt_array(&o, "per_head", &parts->per_head);
	json_opt_str(&o, "cost", &p->cost);
	json_opt_array(&o, "keep", &p->keep);
	json_opt_array(&o, "weights", &parts->weights);
	json_opt_object(&o, "audit", &parts->audit);
	json_opt_array(&o, "fallback", &parts->fallback);
	json_opt_object(&o, "night", &parts->night);
	if (json_has(&o, "method"))
		p->method = json_any(&o, "method");
	return json_close(&o);
}

static int read_lists(struct policy *p, const struct parts *parts, struct err *err)
{
	return read_list(parts->relations, read_relation, sizeof(*p->relations), &p->relations,
			 &p->nrelations, err) < 0 ||
			       read_list(parts->per_head, read_per_head, sizeof(*p->per_head),
					 &p->per_head, &p->nper_head, err) < 0 ||
			       read_list(parts->weights, read_weight, sizeof(*p->weights),
					 &p->weights, &p->nweights, err) < 0 ||
			       read_list(parts->fallback, read_level, sizeof(*p->fallback),
					 &p->fallback, &p->nfallback, err) < 0
		       ? -1
		       : 0;
}

static struct policy_rule *add_rule(struct policy *p, enum rule_kind kind, struct json at)
{
	struct policy_rule *r;

	p->written = mem_resize(p->written, (size_t)p->nwritten + 1, sizeof(*p->written));
	r = &p->written[p->nwritten++];
	*r = (struct policy_rule){ .kind = kind, .at = at, .measure = -1, .axis = -1 };
	r->requested = -1;
	r->threshold = p->threshold;
	return r;
}

/* The counts first, so that the rule of a row that is too small is that. */
static int read_rules(struct policy *p, struct json list, struct err *err)
{
	struct json i;

	for (i = json_first(p->counts); json_is(i); i = json_next(i)) {
		struct policy_rule *r = add_rule(p, RULE_FREQUENCY, i);

		r->basis = p->basis;
		if (json_get_str(i, &r->measure_name, err) < 0)
			return -1;
	}
	for (i = json_first(list); json_is(i); i = json_next(i))
		if (read_rule(i, add_rule(p, RULE_GROUP, i), err) < 0)
			return -1;
	if (p->protects_zeros)
		add_rule(p, RULE_ZERO, json_member(json_root(p->doc), "zeros"));
	return 0;
}

static int read_all(struct policy *p, struct err *err)
{
	struct parts parts = { 0 };

	if (read_root(p, &parts, err) < 0 ||
	    (json_is(parts.frequency) && read_minimum_frequency(p, parts.frequency, err) < 0) ||
	    check_texts(p->keep, err) < 0 || read_lists(p, &parts, err) < 0 ||
	    read_rules(p, parts.rules, err) < 0 ||
	    (json_is(parts.audit) && read_audit(p, parts.audit, err) < 0))
		return -1;
	p->minimum_change = p->threshold > 0 ? p->threshold : POLICY_CHANGE;
	if (json_is(parts.night) && read_night(p, parts.night, err) < 0)
		return -1;
	p->nwritten_relations = p->nrelations;
	p->nwritten_per_head = p->nper_head;
	if (p->nwritten > (int)p->protects_zeros || json_is(p->method))
		return 0;
	return json_err(
		json_root(p->doc), err,
		"no rule: \"minimum_frequency\" or \"rules\" say which cells are sensitive");
}

static void init(struct policy *p)
{
	*p = (struct policy){ .cost_measure = -1,
			      .final_after = -1,
			      .audit_rounds = POLICY_ROUNDS,
			      .audit_pivots = POLICY_PIVOTS };
}

static int take_document(struct policy *p, struct err *err)
{
	struct str text = json_text(p->doc);

	sha256_of(text.p, text.n, p->digest);
	return read_all(p, err);
}

int policy_read(const char *path, struct policy *p, struct err *err)
{
	init(p);
	return json_read(path, &p->doc, err) < 0 ? -1 : take_document(p, err);
}

int policy_parse(const char *name, struct str text, struct policy *p, struct err *err)
{
	init(p);
	return json_parse(name, text, &p->doc, err) < 0 ? -1 : take_document(p, err);
}

void policy_release(struct policy *p)
{
	int i;

	for (i = 0; i < p->nrules; i++)
		free(p->rules[i].nchildren);
	json_free(p->doc);
	free(p->rules);
	free(p->written);
	free(p->relations);
	free(p->per_head);
	free(p->weights);
	free(p->fallback);
	free(p->count_measures);
	*p = (struct policy){ 0 };
}
