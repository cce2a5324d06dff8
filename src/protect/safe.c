#include "protect/safe.h"

#include "core/cell_read.h"
#include "core/mem.h"
#include "core/program.h"

enum part { PART_OTHER, PART_VALUE, PART_STATUS };

/* Where each column of the safe table comes from. */
struct source_column {
	size_t column;
	enum part part;
	int measure;
};

struct plan_of_columns {
	struct source_column *items;
	size_t n;
};

static struct source_column part_of(const struct cells *c, size_t column)
{
	struct source_column sc = { column, PART_OTHER, -1 };
	int m;

	for (m = 0; m < c->nmeasures && c->measures[m].table == 0; m++) {
		if (c->measures[m].column == column)
			sc = (struct source_column){ column, PART_VALUE, m };
		if (c->measures[m].status_column == column)
			sc = (struct source_column){ column, PART_STATUS, m };
	}
	return sc;
}

static struct plan_of_columns plan_columns(const struct cells *c)
{
	struct plan_of_columns plan = { 0 };
	struct source_column sc;
	size_t i;

	plan.items = mem_zalloc(c->schema.nfields, sizeof(*plan.items));
	for (i = 0; i < c->schema.nfields; i++) {
		sc = part_of(c, i);
		if (sc.measure < 0 || c->measures[sc.measure].is_published)
			plan.items[plan.n++] = sc;
	}
	return plan;
}

void safe_schema(const struct outcome *o, struct schema *s)
{
	const struct cells *c = o->cells;
	struct plan_of_columns plan = plan_columns(c);
	struct field *f;
	size_t i;

	*s = (struct schema)SCHEMA_INIT;
	meta_copy(&s->meta, &c->schema.meta);
	meta_set(&s->meta, META_STATE, "safe");
	if (o->method)
		meta_set(&s->meta, META_METHOD, o->method);
	for (i = 0; i < plan.n; i++) {
		f = schema_add_copy(s, &c->schema.fields[plan.items[i].column]);
		if (plan.items[i].part != PART_OTHER)
			f->nullable = true;
	}
	if (o->has_dates) {
		f = schema_add(s, CELLS_AS_OF, FIELD_DATE);
		meta_set(&f->meta, META_ROLE, "as-of");
		meta_set(&f->meta, META_LABEL, "数据时点");
	}
	free(plan.items);
}

static int refuse(const struct outcome *o, uint32_t row, int measure, const char *what,
		  struct err *err)
{
	struct buf b = BUF_INIT;

	cells_describe(o->cells, cells_nodes(o->cells, row), &b);
	err_set(err, ERR_BUG, "%s of %s: %s", o->cells->measures[measure].name, b.p, what);
	buf_release(&b);
	return -1;
}

static int put_value(const struct outcome *o, const struct source_column *sc, uint32_t row,
		     struct builder *to, struct err *err)
{
	const struct cells *c = o->cells;
	const char *text, *wrong;
	char status;
	bool is_shown = outcome_shows(o, row, sc->measure, &status);

	if (is_shown == (status == 'c' || status == 'x' || status == 'z'))
		return refuse(o, row, sc->measure, "a value and its status contradict each other",
			      err);
	if (sc->part == PART_STATUS && status) {
		builder_text(to, &status, 1);
		return 0;
	}
	if (sc->part == PART_STATUS || !is_shown) {
		builder_null(to);
		return 0;
	}
	text = o->texts[(size_t)row * (size_t)c->nmeasures + (size_t)sc->measure];
	if (!text) {
		builder_copy(to, &c->batch->columns[sc->column], c->tables[0].at[row]);
		return 0;
	}
	wrong = cell_read(to, &c->schema.fields[sc->column], text, strlen(text));
	return wrong ? refuse(o, row, sc->measure, wrong, err) : 0;
}

static int put_row(const struct outcome *o, const struct plan_of_columns *plan, uint32_t own,
		   struct batch_builder *rows, struct err *err)
{
	const struct cells *c = o->cells;
	uint32_t row = c->tables[0].rows[own];
	struct builder *dates = &rows->columns[plan->n];
	const struct source_column *sc;
	size_t i;

	for (i = 0; i < plan->n; i++) {
		sc = &plan->items[i];
		if (sc->part == PART_OTHER)
			builder_copy(&rows->columns[i], &c->batch->columns[sc->column], own);
		else if (put_value(o, sc, row, &rows->columns[i], err) < 0)
			return -1;
	}
	if (o->has_dates && o->dates[row] == OUTCOME_NO_DATE)
		builder_null(dates);
	else if (o->has_dates)
		builder_date(dates, o->dates[row]);
	return 0;
}

int safe_write(const struct outcome *o, struct writer *w, struct err *err)
{
	struct plan_of_columns plan = plan_columns(o->cells);
	uint32_t row, nrows = o->cells->tables[0].nrows;
	struct batch_builder rows;
	int ret = -1;

	batch_builder_init(&rows, &w->schema);
	for (row = 0; row < nrows; row++) {
		if (put_row(o, &plan, row, &rows, err) < 0)
			goto out;
		if (!batch_builder_is_full(&rows) && row + 1 < nrows)
			continue;
		if (program_check(err) < 0 || writer_write(w, batch_builder_view(&rows), err) < 0)
			goto out;
		batch_builder_clear(&rows);
	}
	ret = 0;
out:
	batch_builder_release(&rows);
	free(plan.items);
	return ret;
}
