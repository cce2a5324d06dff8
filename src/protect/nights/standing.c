#include "protect/nights/standing.h"

#include "core/mem.h"

enum { NO_DAY = INT32_MIN };

static int32_t last_day(const struct past_table *t)
{
	return t->last == HISTORY_NO_RELEASE ? NO_DAY : t->days[t->last];
}

/* Tables that are protected together are released one after the other: what the first of a
 * night decided for all of them is the newest. */
static int32_t newest_day(const struct past *past)
{
	int32_t day, newest = NO_DAY;
	int t;

	for (t = 0; t < past->ntables; t++) {
		day = last_day(&past->tables[t]);
		newest = day > newest ? day : newest;
	}
	return newest;
}

static bool is_in(const struct protection *p, int table, uint32_t row)
{
	return p->c->tables[table].at[row] != CELLS_NO_ROW;
}

/* A row that is not too small any more, though it is the same, is judged by another policy; other
 * tables have policies of their own. */
static bool has_changed(const struct protection *p, int table, uint32_t row)
{
	const struct past_version *v = past_last(p->past, table, row);

	if (!v || v->view == HISTORY_ABSENT || stack_differs(p->c, v, table, row))
		return true;
	return table == 0 && v->was_primary && p->pr->states[row] != ROW_PRIMARY;
}

static bool is_unchanged(const struct protection *p, int32_t newest)
{
	uint32_t row;
	int t;

	for (t = 0; t < p->past->ntables; t++)
		for (row = 0; row < p->c->nrows && last_day(&p->past->tables[t]) == newest; row++)
			if (is_in(p, t, row) && has_changed(p, t, row))
				return false;
	return newest != NO_DAY;
}

/* The first of the newest releases that has the row decides. */
static bool was_withheld(const struct protection *p, uint32_t row, int32_t newest)
{
	const struct past_version *v;
	int t;

	for (t = 0; t < p->past->ntables; t++) {
		if (last_day(&p->past->tables[t]) != newest || !is_in(p, t, row))
			continue;
		v = past_last(p->past, t, row);
		return v && (v->view == HISTORY_HIDDEN || v->view == HISTORY_HELD);
	}
	return false;
}

static bool was_hidden(const struct protection *p, uint32_t row)
{
	const struct past_version *v = is_in(p, 0, row) ? past_last(p->past, 0, row) : NULL;

	return v && v->view == HISTORY_HIDDEN;
}

bool *standing_list(const struct protection *p)
{
	bool *stays = mem_zalloc((size_t)p->c->nrows + 1, sizeof(*stays));
	int32_t newest = newest_day(p->past), month = protection_newest_month(p);
	bool unchanged = is_unchanged(p, newest);
	uint32_t row;

	for (row = 0; row < p->c->nrows; row++)
		stays[row] = (unchanged && was_withheld(p, row, newest)) ||
			     (was_hidden(p, row) && protection_is_final(p, row, month));
	return stays;
}

void standing_hide(struct protection *p)
{
	uint32_t row;

	for (row = 0; row < p->c->nrows; row++)
		if (p->stays[row] && protection_row_is_shown(p, row) && !p->out->is_public[row])
			protection_suppress(p, row, SUPPRESS_STAYS, MEASURE_FLOW, BECAUSE_CELL,
					    row);
}
