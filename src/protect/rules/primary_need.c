#include "protect/cells/additive.h"
#include "protect/rules/crowd.h"
#include "protect/rules/judge.h"
#include "protect/rules/primary.h"

struct asking {
	const struct primary *pr;
	const struct cells *c;
	const struct policy *p;
	int measure;
	uint32_t cell;
	int64_t z;
	int64_t *low, *high;
	bool is_needed;
};

int64_t primary_least(const struct policy *p)
{
	return p->protects_zeros ? 0 : 1;
}

static const int *shadow_of(const struct asking *q)
{
	return primary_shadow(q->pr, q->cell - q->c->nrows);
}

/* A shadow between two ends, or since January, is one of what adds up over time. */
static bool has_meaning(const struct asking *q)
{
	int period = cells_period_axis(q->c);

	return q->cell < q->c->nrows || period < 0 || shadow_of(q)[period] < q->c->axes[period].n ||
	       q->c->measures[q->measure].kind == MEASURE_CUMULATIVE;
}

/* The value there; PRIMARY_UNKNOWN when there is none. */
static int64_t value_of(const struct asking *q)
{
	const struct measure *m = &q->c->measures[q->measure];

	if (!m->is_published || m->type == FIELD_FLOAT64 || !additive_is(m))
		return PRIMARY_UNKNOWN;
	if (q->cell >= q->c->nrows)
		return has_meaning(q) ? primary_value(q->c, q->measure, shadow_of(q))
				      : PRIMARY_UNKNOWN;
	if (q->pr->states[q->cell] != ROW_PRIMARY || cells_is_null(q->c, q->measure, q->cell))
		return PRIMARY_UNKNOWN;
	return cells_int(q->c, q->measure, q->cell);
}

static void widen(struct asking *q, int64_t low, int64_t high)
{
	if (!q->is_needed || low < *q->low)
		*q->low = low;
	if (!q->is_needed || high > *q->high)
		*q->high = high;
	q->is_needed = true;
}

static bool is_count(const struct policy *p, int measure)
{
	int k;

	for (k = 0; k < p->ncounts; k++)
		if (p->count_measures[k] == measure)
			return true;
	return false;
}

/* A hidden zero could be as much as would be shown. */
static void ask_zero(struct asking *q, int rule)
{
	int64_t threshold = q->p->rules[rule].threshold;

	if (q->z == 0 && q->cell < q->c->nrows && q->pr->rules[q->cell] == rule)
		widen(q, 0, is_count(q->p, q->measure) && threshold > 0 ? threshold : 1);
}

static const int *nodes_of(const struct asking *q)
{
	return q->cell < q->c->nrows ? cells_nodes(q->c, q->cell) : shadow_of(q);
}

/* Of z, the part that `crowd` persons stand behind; the rest is known. */
static void ask_crowd(struct asking *q, int64_t part, int64_t crowd)
{
	struct policy_rule r = { .kind = RULE_FREQUENCY, .threshold = q->p->threshold };
	struct rule_values v = { .value = crowd };
	int64_t low, high;

	if (crowd == PRIMARY_UNKNOWN || part <= 0 || !rule_breaks(&r, &v))
		return;
	rule_need(&r, &v, part, part < q->z ? 0 : primary_least(q->p), &low, &high);
	widen(q, q->z - part + low, q->z - part + high);
}

/* What the period adds to a sum since January; all of it where the end before is not known. */
static int64_t increment_of(const struct asking *q)
{
	int period = cells_period_axis(q->c), nodes[CELLS_MAX_AXES], node;
	const struct axis *a = &q->c->axes[period];
	int64_t part;

	memcpy(nodes, nodes_of(q), (size_t)q->c->naxes * sizeof(*nodes));
	node = nodes[period];
	if (axis_is_since_january(a, node))
		node = axis_own_period(a, node);
	if (node >= a->n || a->before[node] < 0)
		return q->z;
	nodes[period] = axis_interval(a, a->before[node], a->end_of[node]);
	part = primary_value(q->c, q->measure, nodes);
	return part == PRIMARY_UNKNOWN || part > q->z ? q->z : part;
}

/* A sum since January gives away what its last period added to it. */
static void ask_frequency(struct asking *q, int k)
{
	const int *nodes = nodes_of(q);

	ask_crowd(q, q->z, crowd_behind(q->p, q->c, k, q->measure, nodes));
	if (q->c->measures[q->measure].kind == MEASURE_CUMULATIVE && cells_period_axis(q->c) >= 0)
		ask_crowd(q, increment_of(q), crowd_in_period(q->p, q->c, k, nodes));
}

static void ask(struct asking *q, int rule)
{
	const struct policy_rule *r = &q->p->rules[rule];
	struct rule_values v;
	enum judgement j;
	int64_t low, high;

	if (r->kind == RULE_FREQUENCY) {
		if (crowd_is_first(q->p, q->c, rule))
			ask_frequency(q, rule);
		return;
	}
	if (r->measure != q->measure)
		return;
	j = q->cell < q->c->nrows ? judge_row(r, q->c, q->cell, &v)
				  : judge_shadow(r, q->c, shadow_of(q), &v);
	if (j != JUDGE_BREAKS)
		return;
	rule_need(r, &v, q->z, primary_least(q->p), &low, &high);
	widen(q, low, high);
}

static int64_t twice(int64_t z)
{
	return z < (int64_t)1 << 61 ? 2 * z : (int64_t)1 << 62;
}

bool primary_need(const struct primary *pr, const struct cells *c, const struct policy *p,
		  int measure, uint32_t cell, int64_t *low, int64_t *high)
{
	struct asking q = { pr, c, p, measure, cell, 0, low, high, false };
	int i;

	q.z = value_of(&q);
	if (q.z == PRIMARY_UNKNOWN || q.z < 0)
		return false;
	for (i = 0; i < p->nrules; i++)
		if (p->rules[i].kind == RULE_ZERO)
			ask_zero(&q, i);
		else if (q.z > 0)
			ask(&q, i);
	if (q.z > 0 && cell < c->nrows && pr->rules[cell] == PRIMARY_NOT_JUDGED)
		widen(&q, primary_least(p), twice(q.z));
	return q.is_needed;
}

/* ---- words --------------------------------------------------------------- */

static void put_rule(const struct policy_rule *r, const char *name, struct buf *b)
{
	switch (r->kind) {
	case RULE_FREQUENCY:
		buf_printf(b, "%s is below the minimum frequency of %lld", name,
			   (long long)r->threshold);
		break;
	case RULE_DOMINANCE:
		if (r->nlargest == 1)
			buf_puts(b, "the largest contributor has more than ");
		else
			buf_printf(b, "the %d largest contributors have more than ", r->nlargest);
		fraction_put_percent(r->k, b);
		buf_printf(b, " of %s", name);
		break;
	case RULE_P_PERCENT:
	case RULE_PQ:
		buf_printf(b, "of %s, the second largest contributor knows the largest to within ",
			   name);
		fraction_put_percent(r->p, b);
		if (r->kind == RULE_PQ) {
			buf_puts(b, ", knowing the others to within ");
			fraction_put_percent(r->q, b);
		}
		break;
	case RULE_REQUEST:
		buf_puts(b, "the largest contributor that asked for it has more than ");
		fraction_put_percent(r->k, b);
		buf_printf(b, " of %s", name);
		break;
	case RULE_GROUP:
		buf_puts(b, "in it are ");
		fraction_put_percent(r->k, b);
		buf_printf(b, " or more of the %s of what holds it in dimension %s", name,
			   r->dimension_name);
		break;
	default:
		buf_puts(b, "it is zero, and zeros are protected");
		break;
	}
}

void primary_reason(const struct primary *pr, const struct cells *c, const struct policy *p,
		    uint32_t row, struct buf *words)
{
	const struct policy_rule *r;
	int rule = pr->rules[row];

	if (rule == PRIMARY_NOT_JUDGED)
		buf_puts(words, "nothing is there to judge its values by");
	if (rule < 0)
		return;
	r = &p->rules[rule];
	put_rule(r, r->measure < 0 ? "" : c->measures[r->measure].name, words);
}
