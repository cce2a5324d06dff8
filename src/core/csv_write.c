#include "core/csv.h"
#include "core/file.h"
#include "core/mem.h"

/* A pipe moves most with this much at a time. */
enum { FLUSH_BYTES = 128 * 1024 };

struct csv_writer {
	struct writer writer;
	int fd;
	struct buf text;
};

static int csv_flush(struct csv_writer *w, struct err *err)
{
	int ret = file_write_all(w->fd, w->writer.name, w->text.p, w->text.n, err);

	buf_clear(&w->text);
	return ret;
}

static void csv_put_cell(struct buf *b, const struct field *f, const struct column *c, int64_t i)
{
	if (column_is_null(c, i))
		return;
	if (c->type == FIELD_UTF8 || c->type == FIELD_DICT)
		csv_put_text(b, column_text(c, i));
	else
		cell_put_text(b, f, c, i);
}

static int csv_write(struct writer *writer, const struct batch *batch, struct err *err)
{
	struct csv_writer *w = (struct csv_writer *)writer;
	int64_t row;
	size_t i;

	for (row = 0; row < batch->nrows; row++) {
		for (i = 0; i < batch->ncolumns; i++) {
			if (i > 0)
				buf_putc(&w->text, ',');
			csv_put_cell(&w->text, &writer->schema.fields[i], &batch->columns[i], row);
		}
		buf_add(&w->text, "\r\n", 2);
		if (w->text.n >= FLUSH_BYTES && csv_flush(w, err) < 0)
			return -1;
	}
	return 0;
}

static int csv_finish(struct writer *writer, struct err *err)
{
	return csv_flush((struct csv_writer *)writer, err);
}

static void csv_close(struct writer *writer)
{
	struct csv_writer *w = (struct csv_writer *)writer;

	schema_release(&writer->schema);
	buf_release(&w->text);
	free(w);
}

static const struct writer_class csv_writer_class = { csv_write, csv_finish, csv_close };

/* A foreign type has no text, and leaving it empty would say NULL. */
static int csv_check_schema(const char *name, const struct schema *schema, struct err *err)
{
	size_t i;

	if (schema->nfields == 0)
		return err_set(err, ERR_DATA, "%s: CSV needs at least one column", name);
	for (i = 0; i < schema->nfields; i++)
		if (schema->fields[i].type == FIELD_OPAQUE)
			return err_set(err, ERR_DATA,
				       "%s: column '%s' has a type that CSV cannot hold", name,
				       schema->fields[i].name);
	return 0;
}

int csv_writer_open(int fd, const char *name, const struct schema *schema, struct writer **out,
		    struct err *err)
{
	struct csv_writer *w;
	size_t i;

	if (csv_check_schema(name, schema, err) < 0)
		return -1;
	w = mem_zalloc(1, sizeof(*w));
	w->writer.class = &csv_writer_class;
	w->writer.name = name;
	schema_copy(&w->writer.schema, schema);
	w->fd = fd;
	w->text = (struct buf)BUF_INIT;
	for (i = 0; i < schema->nfields; i++) {
		if (i > 0)
			buf_putc(&w->text, ',');
		csv_put_text(&w->text, str_of(schema->fields[i].name));
	}
	buf_add(&w->text, "\r\n", 2);
	*out = &w->writer;
	return 0;
}
