#include "protect/shown.h"

#include "core/mem.h"
#include "protect/pattern/derived.h"

static bool is_main(const struct cells *c, uint32_t row)
{
	return c->tables[0].at[row] != CELLS_NO_ROW;
}

static bool is_own(const struct cells *c, int measure)
{
	return c->measures[measure].table == 0 && c->measures[measure].is_published;
}

static void fill_held(struct outcome *o, const struct cells *c, const struct past *past,
		      const struct suppression *s, uint32_t row)
{
	const struct past_version *v = past_last(past, 0, row);
	bool is_final = s->how[row] == SUPPRESS_FINAL;
	struct buf text = BUF_INIT;
	char status;
	int m;

	outcome_suppress(o, row);
	if (!v || (v->view != HISTORY_SHOWN && v->view != HISTORY_HELD))
		return; /* it is another table that shows an earlier value */
	for (m = 0; m < c->nmeasures; m++)
		if (is_own(c, m) && past_shown(v, cells_field(c, m)->name, &text, &status))
			outcome_set(o, row, m, text.p, is_final ? status : 'p');
	if (!is_final)
		o->dates[row] = v->as_of;
	buf_release(&text);
}

/* A value that was said to be revised remains so while it stays what it is. */
static void fill_revised(struct outcome *o, const struct cells *c, const struct policy *p,
			 const struct past *past, uint32_t row)
{
	const struct past_version *v = past_last(past, 0, row);
	struct buf text = BUF_INIT, now = BUF_INIT;
	char status;
	int m;

	for (m = 0; v && m < c->nmeasures; m++) {
		if (!is_own(c, m) || cells_is_null(c, m, row) ||
		    !past_shown(v, cells_field(c, m)->name, &text, &status))
			continue;
		buf_clear(&now);
		cells_put_value(c, m, row, &now);
		if (strcmp(now.p, text.p) == 0 ? status == 'r' : protection_is_reopened(p, c, row))
			outcome_set_status(o, row, m, 'r');
	}
	buf_release(&text);
	buf_release(&now);
}

static void fill_hidden(struct outcome *o, const struct cells *c, const struct suppression *s,
			uint32_t row)
{
	int m;

	if (s->is_derived[row] == 0) {
		outcome_suppress(o, row);
		return;
	}
	for (m = 0; m < c->nmeasures; m++)
		if (is_own(c, m) && !derived_shows(s, c, row, m) && !cells_is_null(c, m, row))
			outcome_set_status(o, row, m, 'c');
}

void shown_fill(struct outcome *o, const struct cells *c, const struct policy *p,
		const struct primary *pr, const struct past *past, const struct suppression *s)
{
	uint32_t row;

	for (row = 0; row < c->nrows; row++) {
		if (!is_main(c, row) || pr->states[row] == ROW_ABSENT)
			continue;
		if (s->how[row] == SUPPRESS_NOT)
			fill_revised(o, c, p, past, row);
		else if (s->is_held[row])
			fill_held(o, c, past, s, row);
		else
			fill_hidden(o, c, s, row);
	}
}

/* The draft -------------------------------------------------------------------- */

struct drafting {
	struct history_draft *to;
	const struct cells *c;
	const struct primary *pr;
	const struct past *past;
	const struct suppression *s;
	const struct outcome *o;
	int32_t day;
	struct buf name, truth, shown;
};

static void put_truth(struct drafting *d, uint32_t row)
{
	const char *semicolon = "";
	int m;

	buf_clear(&d->truth);
	for (m = 0; m < d->c->nmeasures; m++) {
		if (d->c->measures[m].table != 0)
			continue;
		buf_printf(&d->truth, "%s%s=", semicolon, cells_field(d->c, m)->name);
		if (cells_is_null(d->c, m, row))
			buf_putc(&d->truth,
				 cells_status(d->c, m, row) == STATUS_NOT_APPLICABLE ? 'z' : 'x');
		else
			cells_put_value(d->c, m, row, &d->truth);
		semicolon = ";";
	}
	if (d->pr->states[row] == ROW_PRIMARY)
		buf_printf(&d->truth, "%sprimary=1", semicolon);
}

/* Values as published; a status letter of ours after them. */
static void put_shown(struct drafting *d, uint32_t row)
{
	const char *semicolon = "";
	size_t at;
	int m;

	buf_clear(&d->shown);
	for (m = 0; m < d->c->nmeasures; m++) {
		if (!is_own(d->c, m))
			continue;
		at = (size_t)row * (size_t)d->c->nmeasures + (size_t)m;
		buf_printf(&d->shown, "%s%s=", semicolon, cells_field(d->c, m)->name);
		semicolon = ";";
		if (d->o->texts[at])
			buf_puts(&d->shown, d->o->texts[at]);
		else if (cells_is_null(d->c, m, row))
			buf_putc(&d->shown,
				 cells_status(d->c, m, row) == STATUS_NOT_APPLICABLE ? 'z' : 'x');
		else if (d->o->statuses[at] != 'c')
			cells_put_value(d->c, m, row, &d->shown);
		if (d->o->statuses[at])
			buf_putc(&d->shown, d->o->statuses[at]);
	}
}

static bool same_truth(const struct drafting *d, const struct past_version *v, uint32_t row)
{
	int m;

	for (m = 0; m < d->c->nmeasures; m++)
		if (d->c->measures[m].table == 0 && v->truth[m] != past_value_now(d->c, m, row))
			return false;
	return v->was_primary == (d->pr->states[row] == ROW_PRIMARY);
}

static bool hides_some(const struct drafting *d, uint32_t row)
{
	size_t at = (size_t)row * (size_t)d->c->nmeasures;
	int m;

	for (m = 0; m < d->c->nmeasures; m++)
		if (is_own(d->c, m) && d->o->statuses[at + (size_t)m] == 'c')
			return true;
	return false;
}

/* As a reader sees it: a suppressed row that shows all that can be worked out of it may hide
 * nothing. */
static enum history_view view_of(const struct drafting *d, uint32_t row)
{
	const struct past_version *v = past_last(d->past, 0, row);

	if (d->s->how[row] == SUPPRESS_NOT || d->pr->states[row] == ROW_ABSENT)
		return HISTORY_SHOWN;
	if (d->s->is_held[row] && v && (v->view == HISTORY_SHOWN || v->view == HISTORY_HELD))
		return HISTORY_HELD;
	return hides_some(d, row) ? HISTORY_HIDDEN : HISTORY_SHOWN;
}

static int draft_row(struct drafting *d, uint32_t row, struct err *err)
{
	const struct past_version *v = past_last(d->past, 0, row);
	struct history_cell cell = { .view = view_of(d, row) };

	put_truth(d, row);
	put_shown(d, row);
	cell.as_of = cell.view == HISTORY_SHOWN ? d->day : cell.view == HISTORY_HELD ? v->as_of : 0;
	if (v && v->view == cell.view && strcmp(v->shown, d->shown.p) == 0 && same_truth(d, v, row))
		return 0;
	buf_clear(&d->name);
	past_name(d->c, 0, row, &d->name);
	cell.cell = d->name.p;
	cell.truth = d->truth.p;
	cell.shown = d->shown.p;
	return history_draft_add(d->to, &cell, err);
}

int shown_draft(const char *path, const char *dataset, int32_t day, const struct cells *c,
		const struct primary *pr, const struct past *past, const struct suppression *s,
		const struct outcome *o, struct err *err)
{
	struct drafting d = { .c = c, .pr = pr, .past = past, .s = s, .o = o, .day = day };
	uint32_t i, row;
	int ret = 0;

	if (history_draft_begin(path, dataset, day, &d.to, err) < 0)
		return -1;
	for (i = 0; i < c->nrows && ret == 0; i++) {
		row = c->sorted[i];
		if (is_main(c, row))
			ret = draft_row(&d, row, err);
	}
	if (ret == 0)
		ret = history_draft_finish(d.to, err);
	else
		history_draft_drop(d.to);
	buf_release(&d.name);
	buf_release(&d.truth);
	buf_release(&d.shown);
	return ret;
}
