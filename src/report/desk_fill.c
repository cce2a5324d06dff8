/* The numbers of a report into its form, and its words. */
#include <stdlib.h>

#include "core/mem.h"
#include "report/form/change.h"
#include "report/check/check.h"
#include "report/desk.h"
#include "report/figure/figure_cell.h"
#include "report/figure/narrative.h"

/* Entered inputs and named figures, in the order in which the report declares them. */
int desk_figures(struct desk *d, struct err *err)
{
	const struct entered *e = d->has_entered ? &d->entered : NULL;
	size_t i;

	if (entered_figures(e, d->name, d->period_text, &d->world, err) < 0)
		return -1;
	for (i = 0; i < d->figures.n; i++)
		if (d->figures.items[i].is_open)
			verdicts_add(&d->verdicts, SEVERITY_OPEN, "entered",
				     d->figures.items[i].name, d->figures.items[i].label, NULL,
				     NULL, "请填报这一项");
	for (i = 0; i < d->spec.nfigures; i++) {
		const struct spec_figure *f = &d->spec.figures[i];
		struct figure_name name = { f->name, f->label, f->unit };

		if (figure_make(&d->world, &f->rule, &name, err) < 0)
			return -1;
	}
	return 0;
}

/* Cells --------------------------------------------------------------------- */

static int apply(struct desk *d, int cell, struct err *err)
{
	const struct form_cell *c = form_cell(&d->report.form, cell);
	struct figure *f = figures_find(&d->figures, c->key);
	struct value *v = &d->report.filled.values[cell];

	if (f->state == VALUE_NUMBER) {
		if (*f->unit && *c->unit && strcmp(f->unit, c->unit) != 0) {
			if (unit_convert(f->v, f->scale, f->unit, c->unit, &f->v, &f->scale, err) <
			    0)
				return err_wrap(err, "cell %s", c->key);
			figure_set_text(&f->unit, c->unit);
		}
		filled_set(&d->report.filled, cell, f->v, f->scale, f->origin);
	} else {
		v->state = f->state;
		v->origin = f->origin;
		figure_set_text(&v->text, f->state == VALUE_ODD ? f->text : f->why);
	}
	if (!*f->unit)
		figure_set_text(&f->unit, c->unit);
	if (f->remark)
		figure_set_text(&v->remark, f->remark);
	v->figure = (int)(f - d->figures.items);
	return 0;
}

static int find_cell(struct desk *d, const struct spec_bind *b, const char *row, const char *column,
		     struct err *err)
{
	int cell = form_find_at(&d->report.form, b->table, row, column);

	if (cell < 0)
		json_err(b->json, err, "edition %s of the form has no cell %s/%s/%s",
			 d->report.form.edition, b->table, row, column);
	else if (form_cell(&d->report.form, cell)->computed)
		json_err(b->json, err, "the form computes the cell %s itself",
			 form_cell(&d->report.form, cell)->key);
	else if (figures_find(&d->figures, form_cell(&d->report.form, cell)->key))
		json_err(b->json, err, "the cell %s is filled in twice",
			 form_cell(&d->report.form, cell)->key);
	else
		return cell;
	return -1;
}

static int fill_one(struct desk *d, const struct spec_bind *b, int cell, struct err *err)
{
	const struct form_cell *c = form_cell(&d->report.form, cell);
	struct figure_name name = { c->key, c->label, "" };

	if (figure_make(&d->world, &b->rule, &name, err) < 0)
		return -1;
	return apply(d, cell, err);
}

static int fill_row(struct desk *d, const struct spec_bind *b, struct err *err)
{
	size_t n = b->ncodes + (b->all ? 1 : 0), i;
	struct figure_slot *slots = mem_zalloc(n + 1, sizeof(*slots));
	int *cells = mem_zalloc(n + 1, sizeof(*cells)), ret = -1;

	for (i = 0; i < n; i++) {
		const struct spec_at *code = i < b->ncodes ? &b->codes[i] : NULL;

		cells[i] = find_cell(d, b, b->row, code ? code->code : b->all, err);
		if (cells[i] < 0)
			goto out;
		slots[i].code = code ? code->dimension : NULL;
		slots[i].name.name = form_cell(&d->report.form, cells[i])->key;
		slots[i].name.label = form_cell(&d->report.form, cells[i])->label;
		slots[i].name.unit = "";
	}
	if (figure_make_by(&d->world, &b->rule, b->by, slots, n, err) < 0)
		goto out;
	for (i = 0; i < n; i++)
		if (apply(d, cells[i], err) < 0)
			goto out;
	ret = 0;
out:
	free(slots);
	free(cells);
	return ret;
}

/* The one column of the table that is neither computed nor a total. */
static const char *only_column(const struct desk *d, const struct spec_bind *b)
{
	const char *found = NULL;

	for (int i = 0; i < form_size(&d->report.form); i++) {
		const struct form_cell *c = form_cell(&d->report.form, i);

		if (strcmp(form_table_of(&d->report.form, i)->id, b->table) != 0 ||
		    strcmp(c->row, b->row) != 0 || c->computed)
			continue;
		if (found)
			return NULL;
		found = c->column;
	}
	return found;
}

static int fill_bind(struct desk *d, const struct spec_bind *b, struct err *err)
{
	const char *column = b->column;
	char *row = NULL;
	int cell;

	if (b->by)
		return fill_row(d, b, err);
	if (b->cell) {
		column = strchr(b->cell, '/') + 1;
		row = mem_strndup(b->cell, (size_t)(column - b->cell - 1));
	} else if (!column) {
		column = only_column(d, b);
	}
	if (!column)
		return json_err(b->json, err, "say which \"column\" of the row %s", b->row);
	cell = find_cell(d, b, row ? row : b->row, column, err);
	free(row);
	return cell < 0 ? -1 : fill_one(d, b, cell, err);
}

/* An edition that is all words has no place for any of them. */
static bool is_for_edition(const struct desk *d, const struct spec_bind *b)
{
	if (!b->edition)
		return d->report.form.ntables > 0;
	return strcmp(b->edition, d->report.form.edition) == 0;
}

/* What nobody fills in is not nothing and not 0. */
static void note_unfilled(struct desk *d)
{
	for (int i = 0; i < form_size(&d->report.form); i++) {
		struct value *v = &d->report.filled.values[i];
		const struct form_cell *c = form_cell(&d->report.form, i);
		struct figure *f;

		/* A row of text is a heading: nothing is to stand there. */
		if (v->figure >= 0 || c->computed || c->type == FORM_TEXT)
			continue;
		f = figures_add(&d->figures, c->key);
		figure_set_text(&f->label, c->label);
		figure_set_text(&f->unit, c->unit);
		figure_set_missing(f, true, "没有数据来源");
		v->state = VALUE_MISSING;
		v->figure = (int)d->figures.n - 1;
		figure_set_text(&v->text, f->why);
	}
}

/* The figure of the cell that the verdict is about, when it is missing. */
static const struct figure *missing_figure(const struct desk *d, const char *key)
{
	const struct figure *f = *key ? figures_find(&d->figures, key) : NULL;

	return f && f->state == VALUE_MISSING && form_find(&d->report.form, key) >= 0 ? f : NULL;
}

/* The checks ask for each missing cell; here one reason is one question. */
static void drop_questions(struct desk *d)
{
	struct verdicts kept = { 0 };

	for (size_t i = 0; i < d->verdicts.n; i++) {
		const struct verdict *v = &d->verdicts.items[i];

		if (v->severity != SEVERITY_OPEN || !missing_figure(d, v->key))
			verdicts_add(&kept, v->severity, v->rule, v->key, v->label, v->found,
				     v->expected, "%s", v->text);
	}
	verdicts_release(&d->verdicts);
	d->verdicts = kept;
}

/* How many cells are missing for the reason of cell i; 0: an earlier one has said it. */
static int count_alike(const struct desk *d, int cell)
{
	const struct figure *f = missing_figure(d, form_cell(&d->report.form, cell)->key), *g;
	int n = 0;

	for (int i = 0; f && i < form_size(&d->report.form); i++) {
		g = missing_figure(d, form_cell(&d->report.form, i)->key);
		if (!g || g->is_open != f->is_open || strcmp(g->why, f->why) != 0)
			continue;
		if (i < cell)
			return 0;
		n++;
	}
	return n;
}

/* What is declared to be missing is said, but asks nobody. */
static void ask_missing(struct desk *d)
{
	drop_questions(d);
	for (int i = 0; i < form_size(&d->report.form); i++) {
		const struct form_cell *c = form_cell(&d->report.form, i);
		int n = count_alike(d, i);
		const struct figure *f = n ? figures_find(&d->figures, c->key) : NULL;

		if (n > 1)
			verdicts_add(&d->verdicts, f->is_open ? SEVERITY_OPEN : SEVERITY_REMARK,
				     "missing", c->key, c->label, NULL, NULL, "%s（共%d项）",
				     f->why, n);
		else if (n == 1)
			verdicts_add(&d->verdicts, f->is_open ? SEVERITY_OPEN : SEVERITY_REMARK,
				     "missing", c->key, c->label, NULL, NULL, "%s", f->why);
	}
}

/* The comparison columns of a form get their provenance as well. */
static void trace_computed(struct desk *d)
{
	for (int i = 0; i < form_size(&d->report.form); i++) {
		struct value *v = &d->report.filled.values[i];
		const struct form_cell *c = form_cell(&d->report.form, i);
		struct figure *f;

		if (!c->computed || v->figure >= 0)
			continue;
		f = figures_add(&d->figures, c->key);
		figure_set_text(&f->label, c->label);
		figure_set_text(&f->unit, c->unit);
		f->state = v->state;
		f->v = v->v;
		f->scale = v->scale;
		f->origin = v->origin;
		if (v->state == VALUE_MISSING) {
			figure_set_text(&f->why, v->text);
			f->is_protected = v->text && strcmp(v->text, FIGURE_PROTECTED) == 0;
		}
		if (v->state == VALUE_ODD)
			figure_set_text(&f->text, v->text);
		figure_set_text(&f->remark, v->remark);
		figure_set_text(&f->rule, c->last ? "上期已批准报告的数字"
						  : "（本期 ÷ 上期 − 1）× 100，保留两位小数");
		v->figure = (int)d->figures.n - 1;
	}
}

static bool is_computed(const struct form *form)
{
	for (int i = 0; i < form_size(form); i++)
		if (form_cell(form, i)->computed)
			return true;
	return false;
}

int desk_fill(struct desk *d, struct err *err)
{
	const struct check_with with = { .last = d->world.last };

	for (size_t i = 0; i < d->spec.nbinds; i++) {
		const struct spec_bind *b = &d->spec.binds[i];

		if (is_for_edition(d, b) && fill_bind(d, b, err) < 0)
			return -1;
	}
	note_unfilled(d);
	if (is_computed(&d->report.form)) {
		if (change_fill(&d->report.filled, d->world.last, &d->verdicts, err) < 0)
			return -1;
		trace_computed(d);
	}
	if (narrative_fill(&d->world, &d->report.filled, &d->verdicts, err) < 0 ||
	    check_filled(&d->report.filled, &with, &d->verdicts, err) < 0)
		return -1;
	ask_missing(d);
	verdicts_sort(&d->verdicts);
	return 0;
}
