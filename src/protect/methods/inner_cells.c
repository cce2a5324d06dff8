#include "protect/methods/inner_cells.h"

#include "core/mem.h"
#include "protect/methods/inner_list.h"

/* One table's measure while its inner cells are sought. */
struct finder {
	const struct cells *c;
	int measure, table;
	enum measure_kind kind;
	struct inner_cells *out;
	struct err *err;
};

static bool has_value(const struct finder *f, uint32_t row)
{
	return !cells_is_null(f->c, f->measure, row);
}

/* The nearest row with a value that this one is a part of along the axis. */
static uint32_t row_above(const struct finder *f, uint32_t row, int axis)
{
	const struct axis *a = &f->c->axes[axis];
	int nodes[CELLS_MAX_AXES];
	uint32_t up;

	memcpy(nodes, cells_nodes(f->c, row), (size_t)f->c->naxes * sizeof(*nodes));
	while ((nodes[axis] = inner_up(a, f->kind, nodes[axis])) != AXIS_NONE) {
		up = cells_find(f->c, nodes);
		if (up != CELLS_NO_ROW && has_value(f, up))
			return up;
	}
	return CELLS_NO_ROW;
}

static int not_additive(const struct finder *f, uint32_t row, int axis)
{
	struct buf b = BUF_INIT;

	cells_describe(f->c, cells_nodes(f->c, row), &b);
	err_set(f->err, ERR_DATA,
		"measure %s does not add up over dimension %s (%s): rounding keeps sums, so it "
		"takes counts of which everybody is in one part only; others are for "
		"suppression or cell_key",
		f->c->measures[f->measure].name, f->c->axes[axis].name, b.p);
	buf_release(&b);
	return -1;
}

/* Whether every row with parts along the axis is their sum; marks those rows. */
static int check_axis(const struct finder *f, int axis, bool *is_split)
{
	int64_t *sums = mem_zalloc(f->c->nrows, sizeof(*sums)), v;
	bool *has_parts = mem_zalloc(f->c->nrows, sizeof(*has_parts));
	uint32_t i, row, up;
	int ret = 0;

	for (row = 0; row < f->c->nrows && ret == 0; row++) {
		up = has_value(f, row) ? row_above(f, row, axis) : CELLS_NO_ROW;
		if (up == CELLS_NO_ROW)
			continue;
		v = cells_int(f->c, f->measure, row);
		if (__builtin_add_overflow(sums[up], v, &sums[up]))
			ret = not_additive(f, up, axis);
		has_parts[up] = is_split[up] = true;
	}
	for (i = 0; i < f->c->nrows && ret == 0; i++) {
		row = f->c->sorted[i];
		if (has_parts[row] && sums[row] != cells_int(f->c, f->measure, row))
			ret = not_additive(f, row, axis);
	}
	free(sums);
	free(has_parts);
	return ret;
}

/* ---- parts and rests ------------------------------------------------- */

/* Whether the table splits the base of this axis into a code and the rest. */
static bool is_parted(const struct finder *f, int axis)
{
	const struct table *t = &f->c->tables[f->table];
	int i;

	if (f->c->axes[axis].kind != AXIS_OF_WHICH || f->c->axes[axis].n < 2)
		return false;
	for (i = 0; i < t->naxes; i++)
		if (t->axes[i].axis == axis)
			return true;
	return false;
}

static int check_of_which(const struct finder *f)
{
	const struct axis *a;
	int i;

	for (i = 0; i < f->c->naxes; i++) {
		a = &f->c->axes[i];
		if (a->kind == AXIS_OF_WHICH && a->n > 2)
			return err_set(f->err, ERR_DATA,
				       "the codes of dimension %s overlap, so counts do not add up "
				       "over them: rounding takes a dimension of one of-which code",
				       a->name);
	}
	return 0;
}

/* The code beside the base. */
static int part_of(const struct axis *a)
{
	return a->base == 0 ? 1 : 0;
}

/* Of a cell that may be a rest: what is left of the base. */
static int64_t value_of(const struct finder *f, const int *nodes)
{
	int copy[CELLS_MAX_AXES], a;
	uint32_t row;
	int64_t base;

	memcpy(copy, nodes, (size_t)f->c->naxes * sizeof(*copy));
	for (a = 0; a < f->c->naxes; a++)
		if (f->c->axes[a].kind == AXIS_OF_WHICH && nodes[a] >= f->c->axes[a].n) {
			copy[a] = f->c->axes[a].base;
			base = value_of(f, copy);
			copy[a] = nodes[a] - f->c->axes[a].n;
			return base - value_of(f, copy);
		}
	row = cells_find(f->c, nodes);
	return row == CELLS_NO_ROW || !has_value(f, row) ? 0 : cells_int(f->c, f->measure, row);
}

/* Calls each for the cell and, from `axis` on, for every way to put a part or a rest in the
 * place of a base; `inner`: only those without a base. */
static int each_part(struct finder *f, int *nodes, int axis, bool inner,
		     int (*each)(struct finder *f, const int *nodes, void *arg), void *arg)
{
	const struct axis *a;
	int base;

	while (axis < f->c->naxes && !is_parted(f, axis))
		axis++;
	if (axis == f->c->naxes)
		return each(f, nodes, arg);
	a = &f->c->axes[axis];
	base = nodes[axis];
	if (!inner && each_part(f, nodes, axis + 1, inner, each, arg) < 0)
		return -1;
	nodes[axis] = part_of(a);
	if (each_part(f, nodes, axis + 1, inner, each, arg) < 0)
		return -1;
	nodes[axis] = a->n + part_of(a);
	if (each_part(f, nodes, axis + 1, inner, each, arg) < 0)
		return -1;
	nodes[axis] = base;
	return 0;
}

static bool is_base(const struct finder *f, uint32_t row)
{
	int a;

	for (a = 0; a < f->c->naxes; a++)
		if (is_parted(f, a) && cells_nodes(f->c, row)[a] != f->c->axes[a].base)
			return false;
	return true;
}

/* ---- inner cells ----------------------------------------------------- */

static int add_inner(struct finder *f, const int *nodes, void *arg)
{
	int64_t v = value_of(f, nodes);
	struct buf b = BUF_INIT;

	if (v < 0) {
		cells_describe(f->c, nodes, &b);
		err_set(f->err, ERR_DATA,
			"measure %s is negative, or a part greater than the "
			"whole: %s",
			f->c->measures[f->measure].name, b.p);
		buf_release(&b);
		return -1;
	}
	if (v > 0)
		inner_list_add(arg, nodes, v);
	return 0;
}

static int find_inner(struct finder *f, struct inner_list *list)
{
	bool *is_split = mem_zalloc(f->c->nrows, sizeof(*is_split));
	int nodes[CELLS_MAX_AXES], a, ret = check_of_which(f);
	uint32_t i, row;

	for (a = 0; a < f->c->naxes && ret == 0; a++)
		if (f->c->axes[a].kind != AXIS_OF_WHICH)
			ret = check_axis(f, a, is_split);
	for (i = 0; i < f->c->nrows && ret == 0; i++) {
		row = f->c->sorted[i];
		if (!has_value(f, row) || is_split[row] || !is_base(f, row))
			continue;
		memcpy(nodes, cells_nodes(f->c, row), (size_t)f->c->naxes * sizeof(*nodes));
		ret = each_part(f, nodes, 0, true, add_inner, list);
	}
	free(is_split);
	return ret;
}

/* ---- cells ----------------------------------------------------------- */

static int two_values(const struct finder *f, const int *nodes)
{
	struct buf b = BUF_INIT;

	cells_describe(f->c, nodes, &b);
	err_set(f->err, ERR_DATA,
		"measure %s is not the sum of its parts, or not the same in two tables: %s",
		f->c->measures[f->measure].name, b.p);
	buf_release(&b);
	return -1;
}

static int add_cell(struct finder *f, const int *nodes, void *arg)
{
	struct inner_cells *ic = f->out;
	uint32_t row = cells_find(f->c, nodes), cell;
	int64_t v = value_of(f, nodes);

	(void)arg;
	if (v < 0)
		return two_values(f, nodes);
	cell = keymap_put(&ic->index, cells_key(f->c, nodes), ic->ncells);
	if (cell < ic->ncells)
		return ic->totals[cell] == v ? 0 : two_values(f, nodes);
	ic->totals = mem_grow(ic->totals, &ic->ncells_room, (size_t)ic->ncells + 1,
			      sizeof(*ic->totals));
	ic->rows = mem_resize(ic->rows, ic->ncells_room, sizeof(*ic->rows));
	ic->cell_nodes = mem_resize(ic->cell_nodes, ic->ncells_room * (size_t)ic->naxes,
				    sizeof(*ic->cell_nodes));
	ic->totals[cell] = v;
	ic->rows[cell] = row != CELLS_NO_ROW && has_value(f, row) ? row : CELLS_NO_ROW;
	memcpy(ic->cell_nodes + (size_t)cell * (size_t)ic->naxes, nodes,
	       (size_t)ic->naxes * sizeof(*nodes));
	ic->ncells++;
	return 0;
}

static int add_cells(struct finder *f)
{
	int nodes[CELLS_MAX_AXES];
	uint32_t i, row;

	for (i = 0; i < f->c->nrows; i++) {
		row = f->c->sorted[i];
		if (!has_value(f, row))
			continue;
		memcpy(nodes, cells_nodes(f->c, row), (size_t)f->c->naxes * sizeof(*nodes));
		if (is_base(f, row) ? each_part(f, nodes, 0, false, add_cell, NULL) < 0
				    : add_cell(f, nodes, NULL) < 0)
			return -1;
	}
	return 0;
}

/* All cells that the inner cell is in: one node of each axis at or above its own. */
static void add_members(struct finder *f, int *nodes, int axis)
{
	struct inner_cells *ic = f->out;
	uint32_t cell;
	int own;

	if (axis == ic->naxes) {
		cell = keymap_get(&ic->index, cells_key(f->c, nodes));
		if (cell == KEYMAP_NONE)
			return;
		ic->members = mem_grow(ic->members, &ic->nmembers_room, ic->nmembers + 1,
				       sizeof(*ic->members));
		ic->members[ic->nmembers++] = cell;
		return;
	}
	own = nodes[axis];
	for (; nodes[axis] != AXIS_NONE;
	     nodes[axis] = inner_up(&f->c->axes[axis], f->kind, nodes[axis]))
		add_members(f, nodes, axis + 1);
	nodes[axis] = own;
}

static uint64_t mix(uint64_t h)
{
	h = (h ^ h >> 33) * 0xff51afd7ed558ccdu;
	h = (h ^ h >> 33) * 0xc4ceb9fe1a85ec53u;
	return h ^ h >> 33;
}

/* From the codes alone, and the same in whatever order the dimensions stand. */
static uint64_t tie_of(const struct cells *c, const int *nodes)
{
	struct buf b = BUF_INIT;
	uint64_t h, sum = 0;
	size_t i;
	int a;

	for (a = 0; a < c->naxes; a++) {
		buf_clear(&b);
		buf_printf(&b, "%s=", c->axes[a].name);
		axis_describe(&c->axes[a], nodes[a], &b);
		h = 0xcbf29ce484222325u; /* FNV-1a */
		for (i = 0; i < b.n; i++)
			h = (h ^ (unsigned char)b.p[i]) * 0x100000001b3u;
		sum += mix(h);
	}
	buf_release(&b);
	return mix(sum);
}

static uint32_t group_of(struct finder *f, const int *nodes, struct keymap *groups)
{
	int top[CELLS_MAX_AXES], a, up;
	uint32_t g;

	for (a = 0; a < f->c->naxes; a++) {
		top[a] = nodes[a];
		while ((up = inner_up(&f->c->axes[a], f->kind, top[a])) != AXIS_NONE)
			top[a] = up;
	}
	g = keymap_put(groups, cells_key(f->c, top), f->out->ngroups);
	f->out->ngroups += g == f->out->ngroups;
	return g;
}

static void take_inner(struct finder *f, const struct inner_list *list)
{
	struct inner_cells *ic = f->out;
	struct keymap groups = KEYMAP_INIT;
	int nodes[CELLS_MAX_AXES];
	uint32_t i;

	ic->ninner = list->n;
	ic->values = mem_zalloc(list->n, sizeof(*ic->values));
	ic->ties = mem_zalloc(list->n, sizeof(*ic->ties));
	ic->groups = mem_zalloc(list->n, sizeof(*ic->groups));
	ic->starts = mem_zalloc((size_t)list->n + 1, sizeof(*ic->starts));
	for (i = 0; i < list->n; i++) {
		memcpy(nodes, inner_list_at(list, i), (size_t)ic->naxes * sizeof(*nodes));
		ic->values[i] = list->values[i];
		ic->ties[i] = tie_of(f->c, nodes);
		ic->groups[i] = group_of(f, nodes, &groups);
		add_members(f, nodes, 0);
		ic->starts[i + 1] = ic->nmembers;
	}
	keymap_release(&groups);
}

/* Every cell must be the sum of the inner cells that were found in it. */
static int check_sums(struct finder *f)
{
	struct inner_cells *ic = f->out;
	int64_t *sums = mem_zalloc(ic->ncells, sizeof(*sums));
	uint32_t i, cell;
	int ret = 0;
	size_t k;

	for (i = 0; i < ic->ninner; i++)
		for (k = ic->starts[i]; k < ic->starts[i + 1]; k++)
			sums[ic->members[k]] += ic->values[i];
	for (cell = 0; cell < ic->ncells && ret == 0; cell++)
		if (sums[cell] != ic->totals[cell])
			ret = two_values(f, ic->cell_nodes + (size_t)cell * (size_t)ic->naxes);
	free(sums);
	return ret;
}

static int overlay(struct finder *f, struct inner_list *all, struct inner_list *next)
{
	struct inner_list both;
	bool fits;

	inner_list_init(&both, f->c, f->kind);
	fits = inner_overlay(all, next, &both);
	inner_list_release(all);
	*all = both;
	if (fits)
		return 0;
	return err_set(f->err, ERR_DATA,
		       "the tables protected together do not have the same of measure %s: they "
		       "cannot be rounded so that they agree",
		       f->c->measures[f->measure].name);
}

int inner_cells_find(struct inner_cells *ic, const struct cells *c, const int *measures,
		     int nmeasures, struct err *err)
{
	struct finder f = { .c = c, .kind = c->measures[measures[0]].kind, .out = ic, .err = err };
	struct inner_list all, next;
	int m, ret = 0;

	*ic = (struct inner_cells){ .naxes = c->naxes };
	inner_list_init(&all, c, f.kind);
	for (m = 0; m < nmeasures && ret == 0; m++) {
		f.measure = measures[m];
		f.table = c->measures[f.measure].table;
		inner_list_init(&next, c, f.kind);
		ret = find_inner(&f, m == 0 ? &all : &next);
		if (ret == 0 && m > 0)
			ret = overlay(&f, &all, &next);
		inner_list_release(&next);
		if (ret == 0)
			ret = add_cells(&f);
	}
	if (ret == 0) {
		take_inner(&f, &all);
		ret = check_sums(&f);
	}
	inner_list_release(&all);
	return ret;
}

void inner_cells_release(struct inner_cells *ic)
{
	free(ic->values);
	free(ic->ties);
	free(ic->groups);
	free(ic->totals);
	free(ic->rows);
	free(ic->starts);
	free(ic->members);
	free(ic->cell_nodes);
	keymap_release(&ic->index);
	*ic = (struct inner_cells){ 0 };
}
