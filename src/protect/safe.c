#include "protect/safe.h"

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

	for (m = 0; m < c->nmeasures; m++) {
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

void safe_schema(const struct cells *c, struct schema *s)
{
	struct plan_of_columns plan = plan_columns(c);
	struct field *f;
	size_t i;

	*s = (struct schema)SCHEMA_INIT;
	meta_copy(&s->meta, &c->schema.meta);
	meta_set(&s->meta, META_STATE, "safe");
	for (i = 0; i < plan.n; i++) {
		f = schema_add_copy(s, &c->schema.fields[plan.items[i].column]);
		if (plan.items[i].part != PART_OTHER)
			f->nullable = true;
	}
	free(plan.items);
}

static void put_value(const struct cells *c, const struct suppression *s,
		      const struct source_column *sc, uint32_t row, struct builder *to)
{
	bool hide = sc->part != PART_OTHER && s->how[row] != SUPPRESS_NOT &&
		    !cells_is_null(c, sc->measure, row);

	if (!hide)
		builder_copy(to, &c->batch->columns[sc->column], row);
	else if (sc->part == PART_VALUE)
		builder_null(to);
	else
		builder_text(to, SAFE_CONFIDENTIAL, strlen(SAFE_CONFIDENTIAL));
}

int safe_write(const struct cells *c, const struct suppression *s, struct writer *w,
	       struct err *err)
{
	struct plan_of_columns plan = plan_columns(c);
	struct batch_builder rows;
	int ret = -1;
	uint32_t row;
	size_t i;

	batch_builder_init(&rows, &w->schema);
	for (row = 0; row < c->nrows; row++) {
		for (i = 0; i < plan.n; i++)
			put_value(c, s, &plan.items[i], row, &rows.columns[i]);
		if (!batch_builder_is_full(&rows) && row + 1 < c->nrows)
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
