#include "protect/cells/additive.h"

#include "core/mem.h"

/* What the rows below each row add up to along one axis. */
struct parts {
	const struct cells *c;
	int measure, axis;
	bool is_exact;
	__int128 *sums;
	uint8_t *flags; /* HAS_PARTS, HAS_GAPS */
};

enum { HAS_PARTS = 1, HAS_GAPS = 2 };

static int64_t count_at(const struct parts *p, uint32_t row)
{
	return cells_int(p->c, p->measure, row);
}

static int refuse(const struct parts *p, uint32_t row, const char *what, const char *code,
		  struct err *err)
{
	struct buf b = BUF_INIT;

	cells_describe(p->c, cells_nodes(p->c, row), &b);
	err_set(err, ERR_DATA, "dimension %s does not add up: %s of %s is %s%s%s",
		p->c->axes[p->axis].name, p->c->measures[p->measure].name, b.p, what,
		*code ? " " : "", code);
	buf_release(&b);
	return -1;
}

/* The row that holds the whole of which `row` is a part, or CELLS_NO_ROW. */
static uint32_t find_whole(const struct parts *p, uint32_t row, int *node)
{
	const struct axis *a = &p->c->axes[p->axis];
	int nodes[CELLS_MAX_AXES];

	memcpy(nodes, cells_nodes(p->c, row), (size_t)p->c->naxes * sizeof(*nodes));
	*node = nodes[p->axis];
	if (a->kind == AXIS_OF_WHICH)
		nodes[p->axis] = *node == a->base ? AXIS_NONE : a->base;
	else
		nodes[p->axis] = a->parents[*node];
	return nodes[p->axis] < 0 ? CELLS_NO_ROW : cells_find(p->c, nodes);
}

static int add_part(struct parts *p, uint32_t row, struct err *err)
{
	const struct axis *a = &p->c->axes[p->axis];
	uint32_t whole;
	int64_t count;
	int node;

	whole = find_whole(p, row, &node);
	if (whole == CELLS_NO_ROW) {
		if (a->kind == AXIS_OF_WHICH && node != a->base &&
		    !cells_is_null(p->c, p->measure, row) && count_at(p, row) > 0)
			return refuse(p, row, "without a base row", "_T", err);
		return 0;
	}
	p->flags[whole] |= HAS_PARTS;
	if (cells_status(p->c, p->measure, row) == STATUS_NOT_AVAILABLE)
		p->flags[whole] |= HAS_GAPS;
	if (cells_is_null(p->c, p->measure, row))
		return 0;
	count = count_at(p, row);
	if (cells_is_null(p->c, p->measure, whole))
		return 0;
	if (!p->is_exact && count > count_at(p, whole))
		return refuse(p, whole, "less than its part", a->codes[node], err);
	p->sums[whole] += count;
	return 0;
}

static int check_sum(const struct parts *p, uint32_t row, struct err *err)
{
	if (p->flags[row] != HAS_PARTS || cells_is_null(p->c, p->measure, row))
		return 0;
	if (p->is_exact && count_at(p, row) != p->sums[row])
		return refuse(p, row, "not the sum of its parts", "", err);
	if (count_at(p, row) > p->sums[row])
		return refuse(p, row, "more than all of its parts", "", err);
	return 0;
}

static int check_axis(const struct cells *c, int measure, int axis, bool is_exact, struct err *err)
{
	struct parts p = { .c = c, .measure = measure, .axis = axis, .is_exact = is_exact };
	int ret = -1;
	uint32_t i;

	p.sums = mem_zalloc(c->nrows, sizeof(*p.sums));
	p.flags = mem_zalloc(c->nrows, 1);
	for (i = 0; i < c->nrows; i++)
		if (add_part(&p, c->sorted[i], err) < 0)
			goto out;
	for (i = 0; i < c->nrows && c->axes[axis].kind != AXIS_OF_WHICH; i++)
		if (check_sum(&p, c->sorted[i], err) < 0)
			goto out;
	ret = 0;
out:
	free(p.sums);
	free(p.flags);
	return ret;
}

/* Within one year a cumulative count only grows. */
static int check_growth(const struct cells *c, int measure, int axis, struct err *err)
{
	struct parts p = { .c = c, .measure = measure, .axis = axis };
	const struct axis *a = &c->axes[axis];
	int nodes[CELLS_MAX_AXES], i;
	uint32_t k, row, earlier;

	for (k = 0; k < c->nrows; k++) {
		row = c->sorted[k];
		if (cells_is_null(c, measure, row))
			continue;
		memcpy(nodes, cells_nodes(c, row), (size_t)c->naxes * sizeof(*nodes));
		for (i = 0; i < a->n; i++) {
			if (a->end_of[i] != a->before[cells_nodes(c, row)[axis]])
				continue;
			nodes[axis] = i;
			earlier = cells_find(c, nodes);
			if (earlier != CELLS_NO_ROW && !cells_is_null(c, measure, earlier) &&
			    count_at(&p, earlier) > count_at(&p, row))
				return refuse(&p, row, "less than at", a->codes[i], err);
		}
	}
	return 0;
}

static int check_count(const struct cells *c, int measure, struct err *err)
{
	enum measure_kind kind = c->measures[measure].kind;
	int a, ret;

	for (a = 0; a < c->naxes; a++) {
		/* The stock of a quarter is that of its last month: no sum to check. */
		if (c->axes[a].kind != AXIS_PERIOD || kind == MEASURE_FLOW)
			ret = check_axis(c, measure, a, false, err);
		else if (kind == MEASURE_CUMULATIVE)
			ret = check_growth(c, measure, a, err);
		else
			ret = 0;
		if (ret < 0)
			return -1;
	}
	return 0;
}

static int check_exact(const struct cells *c, int measure, struct err *err)
{
	const struct axis *a;
	int i;

	for (i = 0; i < c->naxes; i++) {
		a = &c->axes[i];
		if (a->kind != AXIS_OF_WHICH &&
		    (a->kind != AXIS_PERIOD || c->measures[measure].kind == MEASURE_FLOW) &&
		    check_axis(c, measure, i, true, err) < 0)
			return -1;
	}
	return 0;
}

static int refuse_row(const struct cells *c, int measure, uint32_t row, const char *what,
		      const char *other, struct err *err)
{
	struct buf b = BUF_INIT;

	cells_describe(c, cells_nodes(c, row), &b);
	err_set(err, ERR_DATA, "%s of %s is %s%s%s", c->measures[measure].name, b.p, what,
		*other ? " " : "", other);
	buf_release(&b);
	return -1;
}

static int check_signs(const struct cells *c, int measure, struct err *err)
{
	uint32_t i, row;

	for (i = 0; i < c->nrows; i++) {
		row = c->sorted[i];
		if (!cells_is_null(c, measure, row) && cells_int(c, measure, row) < 0)
			return refuse_row(c, measure, row, "negative", "", err);
	}
	return 0;
}

/* ---- rules --------------------------------------------------------------- */

static int check_order(const struct cells *c, int first, int next, struct err *err)
{
	uint32_t i, row;

	for (i = 0; i < c->nrows; i++) {
		row = c->sorted[i];
		if (!cells_is_null(c, first, row) && !cells_is_null(c, next, row) &&
		    cells_int(c, first, row) < cells_int(c, next, row))
			return refuse_row(c, next, row,
					  "more than what protect.json names before it,",
					  c->measures[first].name, err);
	}
	return 0;
}

static int check_rule(const struct cells *c, const struct policy_rule *r, struct err *err)
{
	int i;

	if (r->kind == RULE_FREQUENCY || r->kind == RULE_GROUP)
		return check_signs(c, r->measure, err) < 0 ? -1 : check_count(c, r->measure, err);
	for (i = 0; i < r->nlargest; i++)
		if (check_signs(c, r->largest[i], err) < 0 ||
		    (i > 0 && check_order(c, r->largest[i - 1], r->largest[i], err) < 0))
			return -1;
	return r->kind == RULE_REQUEST ? check_signs(c, r->requested, err) : 0;
}

/* ---- what everybody knows ------------------------------------------------ */

static int check_relation(const struct cells *c, const struct policy_relation *r, struct err *err)
{
	uint32_t i, row;

	for (i = 0; i < c->nrows; i++) {
		row = c->sorted[i];
		if (!cells_is_null(c, r->whole, row) && !cells_is_null(c, r->part, row) &&
		    cells_int(c, r->part, row) > cells_int(c, r->whole, row))
			return refuse_row(c, r->part, row,
					  "more than what protect.json says it is a part of,",
					  c->measures[r->whole].name, err);
	}
	return 0;
}

static int check_per_head(const struct cells *c, const struct policy_per_head *h, struct err *err)
{
	__int128 sum, count;
	uint32_t i, row;

	for (i = 0; i < c->nrows; i++) {
		row = c->sorted[i];
		if (cells_is_null(c, h->sum, row) || cells_is_null(c, h->count, row))
			continue;
		sum = cells_int(c, h->sum, row);
		count = cells_int(c, h->count, row);
		if ((h->has_low && sum < count * h->low) || (h->has_high && sum > count * h->high))
			return refuse_row(
				c, h->sum, row,
				"not within what protect.json says that each head gets, by",
				c->measures[h->count].name, err);
	}
	return 0;
}

static int check_known(const struct cells *c, const struct policy *p, struct err *err)
{
	int i;

	for (i = 0; i < p->nrelations; i++)
		if (check_relation(c, &p->relations[i], err) < 0)
			return -1;
	for (i = 0; i < p->nper_head; i++)
		if (check_per_head(c, &p->per_head[i], err) < 0)
			return -1;
	return 0;
}

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

bool additive_is_exact(const struct measure *m)
{
	return m->type != FIELD_FLOAT64 && m->quantity &&
	       (begins(m->quantity, "sum(") || begins(m->quantity, "count("));
}

bool additive_is(const struct measure *m)
{
	return !m->quantity || additive_is_exact(m) || begins(m->quantity, "distinct(");
}

int additive_check(const struct cells *c, const struct policy *p, struct err *err)
{
	int i;

	for (i = 0; i < p->nrules; i++)
		if (check_rule(c, &p->rules[i], err) < 0)
			return -1;
	for (i = 0; i < c->nmeasures; i++)
		if (additive_is_exact(&c->measures[i]) && check_exact(c, i, err) < 0)
			return -1;
	return check_known(c, p, err);
}
