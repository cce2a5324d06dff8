#include "protect/additive.h"

#include "core/mem.h"

/* What the rows below each row add up to along one axis. */
struct parts {
	const struct cells *c;
	int measure, axis;
	int64_t *sums;
	uint8_t *flags; /* HAS_PARTS, HAS_GAPS */
};

enum { HAS_PARTS = 1, HAS_GAPS = 2 };

static int64_t count_at(const struct parts *p, uint32_t row)
{
	return column_int64(&p->c->batch->columns[p->c->measures[p->measure].column], row);
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
	if (count > count_at(p, whole))
		return refuse(p, whole, "less than its part", a->codes[node], err);
	if (__builtin_add_overflow(p->sums[whole], count, &p->sums[whole]))
		return refuse(p, whole, "made of parts that are too large", "", err);
	return 0;
}

static int check_axis(const struct cells *c, int measure, int axis, struct err *err)
{
	struct parts p = { .c = c, .measure = measure, .axis = axis };
	int ret = -1;
	uint32_t i, row;

	p.sums = mem_zalloc(c->nrows, sizeof(*p.sums));
	p.flags = mem_zalloc(c->nrows, 1);
	for (i = 0; i < c->nrows; i++)
		if (add_part(&p, c->sorted[i], err) < 0)
			goto out;
	for (i = 0; i < c->nrows && c->axes[axis].kind != AXIS_OF_WHICH; i++) {
		row = c->sorted[i];
		if (p.flags[row] == HAS_PARTS && !cells_is_null(c, measure, row) &&
		    count_at(&p, row) > p.sums[row]) {
			refuse(&p, row, "more than all of its parts", "", err);
			goto out;
		}
	}
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

static int check_measure(const struct cells *c, int measure, struct err *err)
{
	enum measure_kind kind = c->measures[measure].kind;
	int a, ret;

	for (a = 0; a < c->naxes; a++) {
		/* The stock of a quarter is that of its last month: no sum to check. */
		if (c->axes[a].kind != AXIS_PERIOD || kind == MEASURE_FLOW)
			ret = check_axis(c, measure, a, err);
		else if (kind == MEASURE_CUMULATIVE)
			ret = check_growth(c, measure, a, err);
		else
			ret = 0;
		if (ret < 0)
			return -1;
	}
	return 0;
}

static int check_signs(const struct cells *c, int measure, struct err *err)
{
	struct parts p = { .c = c, .measure = measure };
	struct buf b = BUF_INIT;
	uint32_t i, row;

	for (i = 0; i < c->nrows; i++) {
		row = c->sorted[i];
		if (cells_is_null(c, measure, row) || count_at(&p, row) >= 0)
			continue;
		cells_describe(c, cells_nodes(c, row), &b);
		err_set(err, ERR_DATA, "%s of %s is negative", c->measures[measure].name, b.p);
		buf_release(&b);
		return -1;
	}
	return 0;
}

int additive_check(const struct cells *c, const struct policy *p, struct err *err)
{
	int k;

	for (k = 0; k < p->ncounts; k++)
		if (check_signs(c, p->count_measures[k], err) < 0 ||
		    check_measure(c, p->count_measures[k], err) < 0)
			return -1;
	return 0;
}
