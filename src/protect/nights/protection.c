#include "protect/nights/protection.h"

#include "core/mem.h"

uint32_t protection_row(const struct system_of *s, uint32_t cell)
{
	return cell < s->first_sum ? cell : cell - s->first_sum;
}

enum measure_kind protection_kind(const struct system_of *s, uint32_t cell)
{
	if (s->kind == SYSTEM_STOCK)
		return MEASURE_STOCK;
	return cell < s->first_sum ? MEASURE_FLOW : MEASURE_CUMULATIVE;
}

bool protection_shows_kind(const struct protection *p, uint32_t row, enum measure_kind kind)
{
	const struct measure *m = p->c->measures;
	int i;

	for (i = 0; i < p->c->nmeasures; i++)
		if (m[i].is_published && (!p->has_periods || m[i].kind == kind) &&
		    !cells_is_null(p->c, i, row))
			return true;
	return false;
}

bool protection_is_shown(const struct protection *p, uint32_t row, enum measure_kind kind)
{
	uint8_t state = p->pr->states[row];

	return (state == ROW_VALUE || state == ROW_ZERO) && p->out->how[row] == SUPPRESS_NOT &&
	       protection_shows_kind(p, row, kind);
}

bool protection_row_is_shown(const struct protection *p, uint32_t row)
{
	uint8_t state = p->pr->states[row];

	return (state == ROW_VALUE || state == ROW_ZERO) && p->out->how[row] == SUPPRESS_NOT;
}

/* A shadow of what moves between two ends means nothing for a stock. */
bool protection_is_sensitive(const struct protection *p, const struct system_of *s, uint32_t cell)
{
	uint32_t row = protection_row(s, cell);
	int a = cells_period_axis(p->c);

	if (row < p->c->nrows)
		return p->pr->states[row] == ROW_PRIMARY;
	return s->kind == SYSTEM_MOVING || a < 0 ||
	       primary_shadow(p->pr, row - p->c->nrows)[a] < p->c->axes[a].n;
}

/* A value that is held was taken in the release that showed it last as its own. */
static const struct past_version *taken_in(const struct past_table *t, uint32_t row)
{
	const struct past_version *v = t->versions ? t->versions + t->first[row] : NULL;
	uint32_t i = t->count[row];

	if (i == 0 || (v[i - 1].view != HISTORY_SHOWN && v[i - 1].view != HISTORY_HELD))
		return NULL;
	while (i > 0 && v[i - 1].view != HISTORY_SHOWN)
		i--;
	return i > 0 && !v[i - 1].is_blank ? &v[i - 1] : NULL;
}

const struct past_version *protection_earlier(const struct protection *p, uint32_t row, int *table)
{
	const struct past_version *v = NULL;

	for (*table = 0; *table < p->past->ntables; (*table)++) {
		v = taken_in(&p->past->tables[*table], row);
		if (v)
			break;
	}
	return v;
}

/*
 * A row that is too small tonight goes on showing an earlier value only when it has changed by
 * few: else the value would say what it no longer is.
 */
static bool may_hold(const struct protection *p, uint32_t row, enum suppress_how how)
{
	const struct past_version *v;
	int table;

	v = protection_earlier(p, row, &table);
	if (!v || how == SUPPRESS_COARSE)
		return false;
	return how != SUPPRESS_PRIMARY || stack_is_near(p->c, p->p, v, table, row);
}

void protection_suppress(struct protection *p, uint32_t row, enum suppress_how how,
			 enum measure_kind kind, enum suppress_because reason, uint32_t because)
{
	struct suppression *s = p->out;

	s->how[row] = (uint8_t)how;
	s->kinds[row] = (uint8_t)kind;
	s->reasons[row] = (uint8_t)reason;
	s->because[row] = because;
	s->is_held[row] = may_hold(p, row, how);
}

/* The month in which the row's period ends, as months are counted; AXIS_NO_MONTH: none. */
static int32_t last_month_of(const struct protection *p, uint32_t row)
{
	int a = cells_period_axis(p->c);
	struct period period;
	const char *code;

	if (a < 0)
		return AXIS_NO_MONTH;
	code = p->c->axes[a].codes[cells_nodes(p->c, row)[a]];
	if (!period_parse(str_of(code), &period))
		return AXIS_NO_MONTH;
	return period_last(period, PERIOD_MONTH).n;
}

bool protection_is_reopened(const struct policy *p, const struct cells *c, uint32_t row)
{
	int a = cells_period_axis(c);
	struct err ignored = ERR_INIT;
	const char *code, *wanted;
	struct json i;

	if (a < 0 || !json_is(p->revise))
		return false;
	code = c->axes[a].codes[cells_nodes(c, row)[a]];
	for (i = json_first(p->revise); json_is(i); i = json_next(i))
		if (json_get_str(i, &wanted, &ignored) == 0 && strcmp(code, wanted) == 0)
			return true;
	return false;
}

int32_t protection_newest_month(const struct protection *p)
{
	int32_t newest = INT32_MIN, month;
	uint32_t row;

	for (row = 0; row < p->c->nrows; row++) {
		month = last_month_of(p, row);
		if (month != AXIS_NO_MONTH && month > newest)
			newest = month;
	}
	return newest;
}

bool protection_is_final(const struct protection *p, uint32_t row, int32_t newest)
{
	int32_t month = last_month_of(p, row);

	return p->p->final_after >= 0 && month != AXIS_NO_MONTH &&
	       month <= newest - p->p->final_after && !protection_is_reopened(p->p, p->c, row);
}

/* Whether a value that some release showed differs so little that the change tells of few. */
static bool is_near_any(const struct protection *p, uint32_t row)
{
	const struct past_version *v;
	const struct past_table *of;
	uint32_t i;
	int t;

	for (t = 0; t < p->past->ntables; t++) {
		of = &p->past->tables[t];
		for (i = 0; i < of->count[row]; i++) {
			v = &of->versions[of->first[row] + i];
			if (v->view == HISTORY_SHOWN && stack_is_near(p->c, p->p, v, t, row))
				return true;
		}
	}
	return false;
}

static void look_back(struct protection *p, uint32_t row, int32_t newest)
{
	const struct past_version *v;
	int table;

	v = protection_earlier(p, row, &table);
	if (v && protection_is_final(p, row, newest) && stack_differs(p->c, v, table, row)) {
		protection_suppress(p, row, SUPPRESS_FINAL, MEASURE_FLOW, BECAUSE_CHANGE, row);
		p->out->nfinal++;
	} else if (is_near_any(p, row)) {
		protection_suppress(p, row, SUPPRESS_CHANGE, MEASURE_FLOW, BECAUSE_CHANGE, row);
	}
}

void protection_look_back(struct protection *p)
{
	int32_t newest = protection_newest_month(p);
	uint32_t row;

	for (row = 0; row < p->c->nrows; row++)
		if (p->out->how[row] == SUPPRESS_NOT && p->pr->states[row] != ROW_ABSENT)
			look_back(p, row, newest);
}

int protection_refuse(const struct protection *p, uint32_t cell, enum err_kind kind,
		      const char *what, struct err *err)
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

static bool was_more(const struct protection *p, int table, uint32_t row, enum measure_kind kind)
{
	const struct past_table *t = &p->past->tables[table];
	uint32_t i;
	int m;

	for (i = 0; i < t->count[row]; i++)
		for (m = 0; m < p->c->nmeasures; m++)
			if ((!p->has_periods || p->c->measures[m].kind == kind) &&
			    t->versions[t->first[row] + i].truth[m] > 0)
				return true;
	return false;
}

/* Nothing of the kind tonight, but not in all releases. */
static bool *list_alive(const struct protection *p, enum measure_kind kind)
{
	bool *was_alive = mem_zalloc((size_t)p->c->nrows + 1, sizeof(*was_alive));
	uint32_t row;
	int t;

	for (row = 0; row < p->c->nrows; row++)
		for (t = 0; t < p->past->ntables; t++)
			if (p->pr->states[row] == ROW_ZERO || p->pr->states[row] == ROW_ABSENT ||
			    cells_kind_is_zero(p->c, kind, row))
				was_alive[row] |= was_more(p, t, row, kind);
	return was_alive;
}

/* What moves is judged by its flows, where there are any. */
static enum measure_kind kind_of(const struct protection *p, enum system_kind kind)
{
	int m;

	if (kind == SYSTEM_STOCK)
		return MEASURE_STOCK;
	for (m = 0; m < p->c->nmeasures; m++)
		if (p->c->measures[m].kind == MEASURE_FLOW)
			return MEASURE_FLOW;
	return MEASURE_CUMULATIVE;
}

static int build_system(struct protection *p, enum system_kind kind, struct err *err)
{
	bool *was_alive = list_alive(p, kind_of(p, kind));
	int i = p->nsystems++, ret;

	ret = system_build_nights(&p->systems[i], p->c, p->pr, kind, was_alive, err);
	free(was_alive);
	return ret < 0 ? -1 : stack_build(&p->stacks[i], &p->systems[i], p->c, p->p, p->past, err);
}

/* Without a period dimension every kind of measure obeys the same equations. */
int protection_build(struct protection *p, struct err *err)
{
	bool moves = cells_has_kind(p->c, MEASURE_FLOW) || cells_has_kind(p->c, MEASURE_CUMULATIVE);
	int ret = 0;

	p->has_periods = cells_period_axis(p->c) >= 0;
	if (moves || !p->has_periods)
		ret = build_system(p, SYSTEM_MOVING, err);
	if (ret == 0 && p->has_periods && cells_has_kind(p->c, MEASURE_STOCK))
		ret = build_system(p, SYSTEM_STOCK, err);
	return ret;
}

void protection_release(struct protection *p)
{
	int i;

	for (i = 0; i < PROTECTION_SYSTEMS; i++) {
		system_release(&p->systems[i]);
		stack_release(&p->stacks[i]);
		free(p->lost_columns[i]);
		free(p->lost_changes[i]);
	}
	free(p->insiders);
	free(p->stays);
}
