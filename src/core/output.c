#include <unistd.h>

#include "core/csv.h"
#include "core/file.h"
#include "core/input.h"
#include "core/mem.h"
#include "core/stream.h"
#include "core/table.h"

enum format { FORMAT_STREAM, FORMAT_CSV, FORMAT_TABLE };

struct output {
	struct file file; /* FILE_INIT when it goes to stdout */
	struct writer *writer;
	enum format format;
	bool to_file;
};

static int output_format(const struct output_options *o, bool to_file, enum format *format,
			 struct err *err)
{
	bool terminal = !to_file && isatty(STDOUT_FILENO);

	if (!o->to)
		*format = terminal ? FORMAT_TABLE : FORMAT_STREAM;
	else if (strcmp(o->to, "stream") == 0)
		*format = FORMAT_STREAM;
	else if (strcmp(o->to, "csv") == 0)
		*format = FORMAT_CSV;
	else if (strcmp(o->to, "table") == 0)
		*format = FORMAT_TABLE;
	else
		return err_set(err, ERR_USAGE, "--to '%s': not one of stream, csv, table", o->to);
	if (*format == FORMAT_STREAM && terminal)
		return err_set(
			err, ERR_USAGE,
			"a stream is not for a terminal: use -o FILE, a pipe, or --to table");
	return 0;
}

/* Only what yg-protect has passed may be read by everybody. */
static mode_t output_mode(const struct schema *schema)
{
	const char *state = meta_get(&schema->meta, META_STATE);

	return state && strcmp(state, "safe") == 0 ? 0644 : 0600;
}

static int output_open_writer(struct output *out, const struct schema *schema, struct err *err)
{
	int fd = out->to_file ? out->file.fd : STDOUT_FILENO;
	const char *name = out->to_file ? out->file.path : "<stdout>";

	switch (out->format) {
	case FORMAT_STREAM:
		return stream_writer_open(fd, name, schema, &out->writer, err);
	case FORMAT_CSV:
		return csv_writer_open(fd, name, schema, &out->writer, err);
	case FORMAT_TABLE:
		/* A file is asked for to be read later: all of it. */
		return table_writer_open(fd, name, schema, out->to_file ? INT64_MAX : 0,
					 &out->writer, err);
	}
	return err_set(err, ERR_BUG, "no output format %d", (int)out->format);
}

int output_open(const struct output_options *o, const struct schema *schema, struct output **out,
		struct err *err)
{
	struct output *made = mem_zalloc(1, sizeof(*made));

	made->file = (struct file)FILE_INIT;
	made->to_file = o->path && strcmp(o->path, "-") != 0;
	if (output_format(o, made->to_file, &made->format, err) < 0)
		goto fail;
	if (made->to_file && file_create(&made->file, o->path, output_mode(schema), err) < 0)
		goto fail;
	if (output_open_writer(made, schema, err) < 0)
		goto fail;
	*out = made;
	return 0;
fail:
	output_close(made);
	return -1;
}

struct writer *output_writer(struct output *o)
{
	return o->writer;
}

int output_next_stream(struct output *o, const struct schema *schema, struct err *err)
{
	if (o->format != FORMAT_STREAM)
		return err_set(err, ERR_USAGE, "only streams can follow one another");
	if (writer_finish(o->writer, err) < 0)
		return -1;
	writer_close(o->writer);
	o->writer = NULL;
	return output_open_writer(o, schema, err);
}

int output_finish(struct output *o, struct err *err)
{
	if (writer_finish(o->writer, err) < 0)
		return -1;
	/* The writer's name is a view of the file's path, which the commit frees. */
	writer_close(o->writer);
	o->writer = NULL;
	return o->to_file ? file_commit(&o->file, err) : 0;
}

void output_close(struct output *o)
{
	if (!o)
		return;
	writer_close(o->writer);
	file_abort(&o->file);
	free(o);
}
