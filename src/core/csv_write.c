#include "core/csv.h"
#include "core/csv_encode.h"
#include "core/file.h"
#include "core/mem.h"

/* A pipe moves most with this much at a time. */
enum { FLUSH_BYTES = 128 * 1024, ROWS_AT_ONCE = 512 };

struct csv_writer {
	struct writer writer;
	int fd;
	struct buf text;
	struct csv_encode *encode;
};

static int csv_flush(struct csv_writer *w, struct err *err)
{
	int ret = file_write_all(w->fd, w->writer.name, w->text.p, w->text.n, err);

	buf_clear(&w->text);
	return ret;
}

static int csv_write(struct writer *writer, const struct batch *batch, struct err *err)
{
	struct csv_writer *w = (struct csv_writer *)writer;
	int64_t row, n;

	for (row = 0; row < batch->nrows; row += n) {
		n = batch->nrows - row < ROWS_AT_ONCE ? batch->nrows - row : ROWS_AT_ONCE;
		csv_encode_rows(w->encode, batch, row, n, &w->text);
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

	csv_encode_free(w->encode);
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
	const struct field **fields;
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
	fields = mem_zalloc(schema->nfields, sizeof(*fields));
	for (i = 0; i < schema->nfields; i++)
		fields[i] = &w->writer.schema.fields[i];
	w->encode = csv_encode_new(fields, schema->nfields, NULL);
	free(fields);
	csv_encode_header(w->encode, &w->text);
	*out = &w->writer;
	return 0;
}
