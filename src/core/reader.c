#include "core/program.h"
#include "core/reader.h"

int reader_next(struct reader *r, const struct batch **batch, struct err *err)
{
	int ret;

	do {
		if (program_check(err) < 0)
			return -1;
		ret = r->class->next(r, batch, err);
	} while (ret == 1 && (*batch)->nrows == 0);
	if (ret == 1)
		r->rows += (*batch)->nrows;
	return ret;
}

void reader_close(struct reader *r)
{
	if (r)
		r->class->close(r);
}

static int writer_check(const struct writer *w, const struct batch *batch, struct err *err)
{
	const struct field *f;
	const struct column *c;
	size_t i;

	if (batch->ncolumns != w->schema.nfields)
		return err_set(err, ERR_BUG, "%s: a batch of %zu columns for a schema of %zu",
			       w->name, batch->ncolumns, w->schema.nfields);
	for (i = 0; i < batch->ncolumns; i++) {
		f = &w->schema.fields[i];
		c = &batch->columns[i];
		if (c->type != f->type)
			return err_set(err, ERR_BUG, "%s: column '%s' is %s and comes as %s",
				       w->name, f->name, field_type_name(f->type),
				       field_type_name(c->type));
		if (c->nulls && !f->nullable)
			return err_set(err, ERR_DATA,
				       "%s: column '%s' may not be null, but %lld of the rows "
				       "after row %lld are",
				       w->name, f->name, (long long)c->nulls, (long long)w->rows);
	}
	return 0;
}

int writer_write(struct writer *w, const struct batch *batch, struct err *err)
{
	if (program_check(err) < 0 || writer_check(w, batch, err) < 0)
		return -1;
	if (batch->nrows == 0)
		return 0;
	if (w->class->write(w, batch, err) < 0)
		return -1;
	w->rows += batch->nrows;
	return 0;
}

int writer_finish(struct writer *w, struct err *err)
{
	if (program_check(err) < 0)
		return -1;
	return w->class->finish(w, err);
}

void writer_close(struct writer *w)
{
	if (w)
		w->class->close(w);
}
