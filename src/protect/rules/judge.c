#include "protect/rules/judge.h"

#include "core/mem.h"
#include "protect/rules/primary.h"

/* A row that is not there was left out because it is zero. */
static int64_t value_at(const struct cells *c, int measure, uint32_t row)
{
	if (row == CELLS_NO_ROW || cells_status(c, measure, row) == STATUS_NOT_APPLICABLE)
		return 0;
	return cells_is_null(c, measure, row) ? PRIMARY_UNKNOWN : cells_int(c, measure, row);
}

/* The finest node that ends there and has a row with these nodes, taking the base
 * for what is left out of it. */
static int node_at_end(const struct cells *c, const int *nodes, int axis, int end)
{
	const struct axis *a = &c->axes[axis];
	int probe[CELLS_MAX_AXES], i, best = AXIS_NONE;

	for (i = 0; i < c->naxes; i++)
		probe[i] = nodes[i] >= c->axes[i].n ? c->axes[i].base : nodes[i];
	for (i = 0; i < a->n; i++) {
		probe[axis] = i;
		if (a->end_of[i] == end && (best < 0 || a->depths[i] > a->depths[best]) &&
		    cells_find(c, probe) != CELLS_NO_ROW)
			best = i;
	}
	return best;
}

/* What an extra node of one axis is taken from, and what is taken off. */
static void split_node(const struct cells *c, const int *nodes, int axis, int *whole, int *part)
{
	const struct axis *a = &c->axes[axis];
	const struct axis_interval *it;

	*part = AXIS_NONE;
	if (axis_is_since_january(a, nodes[axis])) {
		*whole = axis_own_period(a, nodes[axis]);
	} else if (a->kind == AXIS_OF_WHICH) {
		*whole = a->base;
		*part = nodes[axis] - a->n;
	} else {
		it = &a->intervals[nodes[axis] - a->n];
		*whole = node_at_end(c, nodes, axis, it->upto);
		*part = node_at_end(c, nodes, axis, it->after);
	}
}

static int first_extra(const struct cells *c, const int *nodes)
{
	int i;

	for (i = 0; i < c->naxes && nodes[i] < c->axes[i].n; i++)
		;
	return i;
}

static int64_t value_with(const struct cells *c, int measure, const int *nodes, int axis, int node)
{
	int changed[CELLS_MAX_AXES];

	if (node == AXIS_NONE)
		return 0;
	memcpy(changed, nodes, (size_t)c->naxes * sizeof(*changed));
	changed[axis] = node;
	return primary_value(c, measure, changed);
}

/* Each extra node is a difference of two values. */
int64_t primary_value(const struct cells *c, int measure, const int *nodes)
{
	int axis = first_extra(c, nodes), whole_node, part_node;
	int64_t whole, part;

	if (axis == c->naxes)
		return value_at(c, measure, cells_find(c, nodes));
	split_node(c, nodes, axis, &whole_node, &part_node);
	whole = value_with(c, measure, nodes, axis, whole_node);
	part = value_with(c, measure, nodes, axis, part_node);
	return whole == PRIMARY_UNKNOWN || part == PRIMARY_UNKNOWN ? PRIMARY_UNKNOWN : whole - part;
}

/* Of the row that a shadow is taken from. */
static int64_t value_of_whole(const struct cells *c, int measure, const int *nodes)
{
	int changed[CELLS_MAX_AXES], axis, whole, part;

	memcpy(changed, nodes, (size_t)c->naxes * sizeof(*changed));
	while ((axis = first_extra(c, changed)) < c->naxes) {
		split_node(c, changed, axis, &whole, &part);
		if (whole == AXIS_NONE)
			return 0;
		changed[axis] = whole;
	}
	return value_at(c, measure, cells_find(c, changed));
}

/* ---- rows ---------------------------------------------------------------- */

/* The count of which this one is a part; PRIMARY_UNKNOWN where there is none to compare with. */
static int64_t whole_of_group(const struct policy_rule *r, const struct cells *c, uint32_t row)
{
	const struct axis *a = &c->axes[r->axis];
	int nodes[CELLS_MAX_AXES], node;
	uint32_t whole;

	memcpy(nodes, cells_nodes(c, row), (size_t)c->naxes * sizeof(*nodes));
	node = nodes[r->axis];
	if (a->kind == AXIS_OF_WHICH)
		nodes[r->axis] = node == a->base ? AXIS_NONE : a->base;
	else
		nodes[r->axis] = a->parents[node];
	/* The only code below another means the same. */
	if (nodes[r->axis] < 0 || (a->kind != AXIS_OF_WHICH && r->nchildren[nodes[r->axis]] < 2))
		return PRIMARY_UNKNOWN;
	whole = cells_find(c, nodes);
	return whole == CELLS_NO_ROW ? PRIMARY_UNKNOWN : value_at(c, r->measure, whole);
}

static enum judgement judge(const struct policy_rule *r, const struct rule_values *v)
{
	return rule_breaks(r, v) ? JUDGE_BREAKS : JUDGE_KEEPS;
}

/* Who was seen and gave nothing is no contributor; a value without contributors is not judged. */
static enum judgement judge_contributors(const struct policy_rule *r, const struct cells *c,
					 uint32_t row, struct rule_values *v)
{
	int i;

	for (i = 0; i < r->nlargest; i++) {
		v->largest[i] = value_at(c, r->largest[i], row);
		if (v->largest[i] == PRIMARY_UNKNOWN)
			return v->value == 0 ? JUDGE_NOTHING : JUDGE_UNKNOWN;
	}
	if (r->kind == RULE_REQUEST) {
		v->requested = value_at(c, r->requested, row);
		if (v->requested == PRIMARY_UNKNOWN)
			return v->value == 0 ? JUDGE_NOTHING : JUDGE_UNKNOWN;
	}
	return judge(r, v);
}

enum judgement judge_row(const struct policy_rule *r, const struct cells *c, uint32_t row,
			 struct rule_values *v)
{
	*v = (struct rule_values){ 0 };
	if (cells_is_null(c, r->measure, row))
		return JUDGE_NOTHING;
	v->value = cells_int(c, r->measure, row);
	if (r->kind == RULE_FREQUENCY)
		return judge(r, v);
	if (r->kind == RULE_GROUP) {
		v->whole = whole_of_group(r, c, row);
		return v->whole == PRIMARY_UNKNOWN ? JUDGE_NOTHING : judge(r, v);
	}
	return judge_contributors(r, c, row, v);
}

/* ---- shadows ------------------------------------------------------------- */

static int64_t bounded(const struct cells *c, int measure, const int *nodes, int64_t rest)
{
	int64_t whole = value_of_whole(c, measure, nodes);

	return whole == PRIMARY_UNKNOWN || whole > rest ? rest : whole;
}

enum judgement judge_shadow(const struct policy_rule *r, const struct cells *c, const int *nodes,
			    struct rule_values *v)
{
	int64_t rest;
	int i;

	*v = (struct rule_values){ 0 };
	if (r->kind == RULE_GROUP)
		return JUDGE_NOTHING;
	v->value = primary_value(c, r->measure, nodes);
	if (v->value == PRIMARY_UNKNOWN || v->value <= 0)
		return JUDGE_NOTHING;
	rest = v->value;
	for (i = 0; i < r->nlargest; i++) {
		v->largest[i] = bounded(c, r->largest[i], nodes, rest);
		rest -= v->largest[i];
	}
	if (r->kind == RULE_REQUEST)
		v->requested = bounded(c, r->requested, nodes, v->value);
	return judge(r, v);
}
