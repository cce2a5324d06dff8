#include "protect/suppress.h"

#include "core/csv.h"
#include "core/mem.h"
#include "protect/eliminate.h"
#include "protect/system.h"
#include "protect/witness.h"

/* What the cells with one column have in common. */
struct group {
	uint32_t first;	 /* its first cell in the canonical order */
	uint32_t hidden; /* a member that is not published, or KEYMAP_NONE */
	uint8_t class;	 /* enum cell_class */
	bool is_zero, is_kept;
	double cost;
	int depth;
};

struct plan {
	struct suppression *out;
	const struct cells *c;
	const struct policy *p;
	const struct primary *pr;
	struct system_of systems[2];
	int nsystems;
	bool has_periods;
	uint64_t seed;
	struct group *groups; /* by leader; of the system at work */
};

/* The row of a cell; from nrows on it is a shadow. */
static uint32_t row_of(const struct system_of *s, uint32_t cell)
{
	return cell < s->first_sum ? cell : cell - s->first_sum;
}

static enum measure_kind kind_of(const struct system_of *s, uint32_t cell)
{
	if (s->kind == SYSTEM_STOCK)
		return MEASURE_STOCK;
	return cell < s->first_sum ? MEASURE_FLOW : MEASURE_CUMULATIVE;
}

/* Whether the row shows a value that obeys the equations of this kind. */
static bool shows_kind(const struct plan *p, uint32_t row, enum measure_kind kind)
{
	const struct measure *m = p->c->measures;
	int i;

	for (i = 0; i < p->c->nmeasures; i++)
		if (m[i].is_published && (!p->has_periods || m[i].kind == kind) &&
		    !cells_is_null(p->c, i, row))
			return true;
	return false;
}

static bool is_shown(const struct plan *p, uint32_t row, enum measure_kind kind)
{
	uint8_t state = p->pr->states[row];

	return (state == ROW_VALUE || state == ROW_ZERO) && p->out->how[row] == SUPPRESS_NOT &&
	       shows_kind(p, row, kind);
}

static int depth_of(const struct cells *c, uint32_t row)
{
	const int *nodes = cells_nodes(c, row);
	int a, depth = 0;

	for (a = 0; a < c->naxes; a++)
		depth += c->axes[a].depths[nodes[a]];
	return depth;
}

static void join_row(struct plan *p, struct group *g, uint32_t row, enum measure_kind kind)
{
	double cost = cells_size(p->c, p->p->cost_measure, row);
	int depth = depth_of(p->c, row);

	if (p->pr->states[row] == ROW_PRIMARY) {
		g->class = CELL_PROTECTED;
		g->hidden = row;
	} else if (p->out->how[row] != SUPPRESS_NOT && shows_kind(p, row, kind)) {
		if (g->hidden == KEYMAP_NONE)
			g->hidden = row;
	} else if (is_shown(p, row, kind)) {
		if (g->class == CELL_HIDDEN)
			g->class = CELL_CANDIDATE;
		g->is_zero |= p->pr->states[row] == ROW_ZERO;
		g->is_kept |= policy_keeps(p->p, p->c, row);
		g->cost = cost > g->cost ? cost : g->cost;
		g->depth = depth < g->depth ? depth : g->depth;
	}
}

/* A shadow of what moves between two ends means nothing for a stock. */
static bool is_sensitive(const struct plan *p, const struct system_of *s, uint32_t cell)
{
	uint32_t row = row_of(s, cell);
	int a = cells_period_axis(p->c);

	if (row < p->c->nrows)
		return p->pr->states[row] == ROW_PRIMARY;
	return s->kind == SYSTEM_MOVING || a < 0 ||
	       primary_shadow(p->pr, row - p->c->nrows)[a] < p->c->axes[a].n;
}

static int refuse(const struct plan *p, uint32_t cell, enum err_kind kind, const char *what,
		  struct err *err)
{
	struct buf b = BUF_INIT;

	cells_describe(p->c,
		       cell < p->c->nrows ? cells_nodes(p->c, cell)
					  : primary_shadow(p->pr, cell - p->c->nrows),
		       &b);
	err_set(err, kind, "%s: %s", b.p, what);
	buf_release(&b);
	return -1;
}

/*
 * A sensitive cell with an empty column.  It is in order when its values of this kind
 * are zero, as a quarter's stock may be where the quarter is sensitive by its
 * flow; else the table contradicts itself, and the cell is given away.
 */
static int check_empty(const struct plan *p, const struct system_of *s, uint32_t cell,
		       struct err *err)
{
	uint32_t row = row_of(s, cell);
	const int *nodes = row < p->c->nrows ? cells_nodes(p->c, row)
					     : primary_shadow(p->pr, row - p->c->nrows);
	int64_t value;
	int k, m;

	for (k = 0; k < p->p->ncounts; k++) {
		m = p->p->count_measures[k];
		if (p->has_periods && p->c->measures[m].kind != kind_of(s, cell))
			continue;
		value = primary_value(p->c, m, nodes);
		if (value != 0 && value != PRIMARY_UNKNOWN)
			return refuse(p, row, ERR_DATA,
				      "a sensitive cell cannot be protected, "
				      "for all of its parts are known to be zero",
				      err);
	}
	return 0;
}

static void join_cell(struct plan *p, const struct system_of *s, struct group *g, uint32_t cell)
{
	uint32_t row = row_of(s, cell);

	if (row < p->c->nrows) {
		join_row(p, g, row, kind_of(s, cell));
	} else if (is_sensitive(p, s, cell)) {
		g->class = CELL_PROTECTED;
		g->hidden = row;
	}
}

/* Groups of one system, with what other systems have decided.  Rows come in
 * their canonical order, so that nothing depends on how they arrived. */
static int make_groups(struct plan *p, const struct system_of *s, struct err *err)
{
	uint32_t i, cell;
	struct group *g;

	for (i = 0; i < s->ncells; i++)
		p->groups[i] = (struct group){ .first = KEYMAP_NONE,
					       .hidden = KEYMAP_NONE,
					       .class = CELL_HIDDEN,
					       .depth = INT32_MAX };
	for (i = 0; i < s->ncells; i++) {
		cell = system_in_order(s, p->c, i);
		g = &p->groups[s->leader[cell]];
		if (sparse_count(&s->matrix, cell) == 0) {
			if (is_sensitive(p, s, cell) && check_empty(p, s, cell, err) < 0)
				return -1;
			continue;
		}
		if (g->first == KEYMAP_NONE)
			g->first = i >= s->first_sum ? i - s->first_sum : i;
		join_cell(p, s, g, cell);
	}
	return 0;
}

static void suppress_row(struct plan *p, uint32_t row, enum suppress_how how,
			 enum measure_kind kind, uint32_t because)
{
	p->out->how[row] = (uint8_t)how;
	p->out->kinds[row] = (uint8_t)kind;
	p->out->because[row] = because;
}

/* Rows that have the value of a hidden cell are hidden too; how many there were. */
static uint32_t spread(struct plan *p, const struct system_of *s)
{
	uint32_t i, cell, row, n = 0;
	struct group *g;

	for (i = 0; i < s->ncells; i++) {
		cell = system_in_order(s, p->c, i);
		row = row_of(s, cell);
		g = &p->groups[s->leader[cell]];
		if (row >= p->c->nrows || g->hidden == KEYMAP_NONE ||
		    !is_shown(p, row, kind_of(s, cell)) || sparse_count(&s->matrix, cell) == 0)
			continue;
		suppress_row(p, row, SUPPRESS_SAME, kind_of(s, cell), g->hidden);
		n++;
	}
	return n;
}

/* Zeros, then what is to be kept, then the costliest, then totals before parts. */
static int by_priority(const void *x, const void *y, void *arg)
{
	const struct plan *p = arg;
	const struct group *a = &p->groups[*(const uint32_t *)x];
	const struct group *b = &p->groups[*(const uint32_t *)y];

	if (a->is_zero != b->is_zero)
		return a->is_zero ? -1 : 1;
	if (a->is_kept != b->is_kept)
		return a->is_kept ? -1 : 1;
	if (a->cost != b->cost)
		return a->cost > b->cost ? -1 : 1;
	if (a->depth != b->depth)
		return a->depth < b->depth ? -1 : 1;
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return a < b ? -1 : a > b; /* a flow before its sum since January */
}

static size_t list_candidates(struct plan *p, const struct system_of *s, uint8_t *classes,
			      uint32_t *order)
{
	size_t n = 0;
	uint32_t j;

	for (j = 0; j < s->ncells; j++) {
		classes[j] = p->groups[j].class;
		if (classes[j] == CELL_CANDIDATE && p->groups[j].hidden != KEYMAP_NONE)
			classes[j] = CELL_HIDDEN;
		if (classes[j] == CELL_CANDIDATE)
			order[n++] = j;
	}
	qsort_r(order, n, sizeof(*order), by_priority, p);
	return n;
}

/* A row that shows two cells and is suppressed for one of them publishes neither. */
static uint32_t *list_partners(const struct plan *p, const struct system_of *s)
{
	uint32_t *partners = mem_alloc(((size_t)s->ncells + 1) * sizeof(*partners));
	uint32_t i, row, flow, sum;

	memset(partners, 0xff, (size_t)s->ncells * sizeof(*partners));
	for (i = 0; i < p->c->nrows && s->first_sum < s->ncells; i++) {
		row = p->c->sorted[i];
		if (!is_shown(p, row, MEASURE_FLOW) || !is_shown(p, row, MEASURE_CUMULATIVE))
			continue;
		flow = s->leader[row];
		sum = s->leader[s->first_sum + row];
		if (partners[flow] == CELL_NONE)
			partners[flow] = sum;
		if (partners[sum] == CELL_NONE)
			partners[sum] = flow;
	}
	return partners;
}

static void take_outcomes(struct plan *p, const struct system_of *s, const struct elimination *e)
{
	uint32_t i, cell, row, leader;

	for (i = 0; i < s->ncells; i++) {
		cell = system_in_order(s, p->c, i);
		row = row_of(s, cell);
		leader = s->leader[cell];
		if (row < p->c->nrows && sparse_count(&s->matrix, cell) > 0 &&
		    is_shown(p, row, kind_of(s, cell)) && e->outcomes[leader] == CELL_SECONDARY)
			suppress_row(p, row, SUPPRESS_DERIVES, kind_of(s, cell),
				     p->groups[e->because[leader]].hidden);
	}
}

static int run_system(struct plan *p, const struct system_of *s, struct err *err)
{
	uint8_t *classes = mem_zalloc(s->ncells, sizeof(*classes));
	uint32_t *order = mem_zalloc(s->ncells, sizeof(*order));
	uint32_t *partners = list_partners(p, s);
	struct elimination e = { 0 };
	struct field61 field;
	size_t n;
	int ret = -1;

	if (make_groups(p, s, err) < 0)
		goto out;
	n = list_candidates(p, s, classes, order);
	field61_draw(&field, p->out->digest, 1);
	p->out->primes[0] = field.p;
	if (eliminate(&s->matrix, classes, order, n, partners, &field, p->seed, &e, err) < 0)
		goto out;
	take_outcomes(p, s, &e);
	spread(p, s);
	ret = 0;
out:
	elimination_release(&e);
	free(classes);
	free(order);
	free(partners);
	return ret;
}

/* What one system suppresses may be a cell that another has under two names. */
static int spread_all(struct plan *p, struct err *err)
{
	uint32_t n;
	int i;

	do {
		n = 0;
		for (i = 0; i < p->nsystems; i++) {
			if (make_groups(p, &p->systems[i], err) < 0)
				return -1;
			n += spread(p, &p->systems[i]);
		}
	} while (n > 0);
	return 0;
}

static int verify(struct plan *p, const struct system_of *s, struct err *err)
{
	bool *published = mem_zalloc(s->ncells, 1), *protected = mem_zalloc(s->ncells, 1);
	struct field61 field;
	uint32_t i, row, failed;
	int ret;

	for (i = 0; i < s->ncells; i++) {
		row = row_of(s, i);
		published[i] = row < p->c->nrows && is_shown(p, row, kind_of(s, i));
		protected[i] = is_sensitive(p, s, i) && sparse_count(&s->matrix, i) > 0;
	}
	field61_draw(&field, p->out->digest, 2);
	p->out->primes[1] = field.p;
	ret = witness_try(&s->matrix, published, protected, &field, p->seed, &failed, err);
	free(published);
	free(protected);
	if (ret == 0 && failed != WITNESS_NONE)
		return refuse(p, row_of(s, failed), ERR_BUG,
			      "the finished pattern does not protect this cell", err);
	return ret;
}

/* In canonical order, so that it names the table and not the order of its rows. */
static void digest_table(struct plan *p)
{
	struct sha256 *d = sha256_new();
	struct buf b = BUF_INIT;
	const struct measure *m;
	uint32_t i, row;
	int k;

	sha256_add(d, p->p->digest, strlen(p->p->digest));
	for (i = 0; i < p->c->nrows; i++) {
		row = p->c->sorted[i];
		buf_clear(&b);
		cells_describe(p->c, cells_nodes(p->c, row), &b);
		for (k = 0; k < p->c->nmeasures; k++) {
			m = &p->c->measures[k];
			buf_printf(&b, "\n%d ", (int)cells_status(p->c, k, row));
			cell_put_text(&b, &p->c->schema.fields[m->column],
				      &p->c->batch->columns[m->column], row);
		}
		buf_putc(&b, '\n');
		sha256_add(d, b.p, b.n);
	}
	sha256_end(d, p->out->digest);
	buf_release(&b);
}

static uint64_t seed_of(const char *digest)
{
	char head[17];

	memcpy(head, digest, 16);
	head[16] = '\0';
	return strtoull(head, NULL, 16);
}

static int build_system(struct plan *p, enum system_kind kind, struct err *err)
{
	return system_build(&p->systems[p->nsystems++], p->c, p->pr, kind, err);
}

/* Without a period dimension every kind of measure obeys the same equations. */
static int build_systems(struct plan *p, struct err *err)
{
	bool moves = cells_has_kind(p->c, MEASURE_FLOW) || cells_has_kind(p->c, MEASURE_CUMULATIVE);

	p->has_periods = cells_period_axis(p->c) >= 0;
	if ((moves || !p->has_periods) && build_system(p, SYSTEM_MOVING, err) < 0)
		return -1;
	if (p->has_periods && cells_has_kind(p->c, MEASURE_STOCK))
		return build_system(p, SYSTEM_STOCK, err);
	return 0;
}

static int run_plan(struct plan *p, struct err *err)
{
	int i;

	if (build_systems(p, err) < 0)
		return -1;
	for (i = 0; i < p->nsystems; i++)
		if (run_system(p, &p->systems[i], err) < 0)
			return -1;
	if (spread_all(p, err) < 0)
		return -1;
	for (i = 0; i < p->nsystems; i++)
		if (verify(p, &p->systems[i], err) < 0)
			return -1;
	return 0;
}

static void count_rows(struct plan *p)
{
	uint32_t row;

	for (row = 0; row < p->c->nrows; row++) {
		if (p->out->how[row] == SUPPRESS_DERIVES || p->out->how[row] == SUPPRESS_SAME)
			p->out->nsecondary++;
		else if (p->out->how[row] == SUPPRESS_NOT && p->pr->states[row] != ROW_ABSENT)
			p->out->npublished++;
	}
}

int suppress_table(struct suppression *s, const struct cells *c, const struct policy *p,
		   const struct primary *pr, struct err *err)
{
	struct plan plan = { .out = s, .c = c, .p = p, .pr = pr };
	uint32_t row;
	int ret, i;

	*s = (struct suppression){ 0 };
	s->how = mem_zalloc(c->nrows, 1);
	s->kinds = mem_zalloc(c->nrows, 1);
	s->because = mem_zalloc(c->nrows, sizeof(*s->because));
	for (row = 0; row < c->nrows; row++)
		if (pr->states[row] == ROW_PRIMARY)
			s->how[row] = SUPPRESS_PRIMARY;
	digest_table(&plan);
	plan.seed = seed_of(s->digest);
	plan.groups = mem_zalloc(2 * (size_t)c->nrows + pr->nshadows, sizeof(*plan.groups));
	ret = run_plan(&plan, err);
	count_rows(&plan);
	for (i = 0; i < plan.nsystems; i++)
		system_release(&plan.systems[i]);
	free(plan.groups);
	return ret;
}

void suppression_release(struct suppression *s)
{
	free(s->how);
	free(s->kinds);
	free(s->because);
	*s = (struct suppression){ 0 };
}
