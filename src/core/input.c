#include "core/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/csv.h"
#include "core/mem.h"
#include "core/program.h"
#include "core/stream.h"

/* A reader that owns its descriptor, its name and the first bytes. */
struct input {
	struct reader reader;
	struct reader *inner;
	int fd;
	char *name;
	char head[4];
	/* Streams that follow one another: */
	bool is_many, is_at_end;
	char *stream_name; /* of the present one, in messages */
	long number;	   /* of the present one, from 1 */
	long count;	   /* that its producer writes; 0: it does not say */
};

static int input_next(struct reader *r, const struct batch **batch, struct err *err)
{
	struct input *in = (struct input *)r;

	int ret = reader_next(in->inner, batch, err);

	in->is_at_end = ret == 0;
	return ret;
}

static void input_close(struct reader *r)
{
	struct input *in = (struct input *)r;

	reader_close(in->inner);
	schema_release(&in->reader.schema);
	if (in->fd > STDIN_FILENO)
		close(in->fd);
	free(in->stream_name);
	free(in->name);
	free(in);
}

static const struct reader_class input_class = { input_next, input_close };

static int input_open_file(struct input *in, const char *path, struct err *err)
{
	if (!path || strcmp(path, "-") == 0) {
		in->fd = STDIN_FILENO;
		in->name = mem_strdup("<stdin>");
		if (isatty(in->fd))
			return err_set(err, ERR_USAGE,
				       "stdin is a terminal: give a stream by a pipe, or a file");
		return 0;
	}
	in->name = mem_strdup(path);
	in->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (in->fd < 0)
		return err_sys(err, ERR_IO, "%s: cannot open", path);
	return 0;
}

/* The bytes that tell what the input is: as many as there are, at most 4. */
static int input_read_head(struct input *in, size_t *n, struct err *err)
{
	ssize_t got;

	*n = 0;
	while (*n < sizeof(in->head)) {
		got = read(in->fd, in->head + *n, sizeof(in->head) - *n);
		if (got < 0 && errno == EINTR) {
			if (program_check(err) < 0)
				return -1;
			continue;
		}
		if (got < 0)
			return err_sys(err, ERR_IO, "%s: cannot read", in->name);
		if (got == 0)
			break;
		*n += (size_t)got;
	}
	return 0;
}

static int empty(const struct input *in, struct err *err)
{
	return err_set(err, ERR_STREAM,
		       "%s: empty input: whoever should write it failed or has not begun",
		       in->name);
}

static int input_open_inner(struct input *in, const struct input_options *o, struct err *err)
{
	struct schema schema = SCHEMA_INIT;
	struct csv_options csv = { .encoding = o->encoding };
	struct str head = { in->head, 0 };
	int ret;

	if (input_read_head(in, &head.n, err) < 0)
		return -1;
	if (head.n == 0)
		return empty(in, err);
	if (memcmp(head.p, "\xff\xff\xff\xff", head.n) == 0) {
		if (o->schema || o->encoding)
			return err_set(err, ERR_USAGE,
				       "%s is a stream: --schema and --encoding are for CSV",
				       in->name);
		return stream_reader_open(in->fd, in->name, head, NULL, &in->inner, err);
	}
	if (!o->schema)
		return err_set(err, ERR_USAGE,
			       "%s is no stream: if it is CSV, say what it holds by --schema FILE",
			       in->name);
	if (schema_read_json(o->schema, &schema, err) < 0)
		return -1;
	ret = csv_reader_open(in->fd, in->name, head, &schema, &csv, &in->inner, err);
	schema_release(&schema);
	return ret;
}

int input_open(const char *path, const struct input_options *o, struct reader **out,
	       struct err *err)
{
	static const struct input_options none = { NULL, NULL };
	struct input *in = mem_zalloc(1, sizeof(*in));

	in->reader.class = &input_class;
	in->fd = -1;
	if (input_open_file(in, path, err) < 0 || input_open_inner(in, o ? o : &none, err) < 0) {
		input_close(&in->reader);
		return -1;
	}
	schema_copy(&in->reader.schema, &in->inner->schema);
	in->reader.name = in->name;
	*out = &in->reader;
	return 0;
}

/* "2/17", as META_STREAM has it: both from 1, nothing else. */
static bool read_mark(const char *mark, long *number, long *count)
{
	char text[48];

	if (!mark || sscanf(mark, "%9ld/%9ld", number, count) != 2)
		return false;
	snprintf(text, sizeof(text), "%ld/%ld", *number, *count);
	return *number > 0 && *number <= *count && strcmp(text, mark) == 0;
}

/* The stream that was opened has the number that must come. */
static int check_mark(struct input *in, struct err *err)
{
	const char *mark = meta_get(&in->inner->schema.meta, META_STREAM);
	long number = 0, count = 0;

	if (!mark && in->count == 0)
		return 0;
	if (!read_mark(mark, &number, &count) || number != in->number ||
	    (in->number > 1 && count != in->count))
		return err_set(err, ERR_STREAM,
			       "%s: streams are missing or do not belong together (\"" META_STREAM
			       "\" is not the number that must come)",
			       in->stream_name);
	in->count = count;
	return 0;
}

/* The stream that begins with these bytes, in place of the one before. */
static int open_stream(struct input *in, struct str head, struct err *err)
{
	static const struct stream_options options = { .followed = true };
	struct reader *opened = NULL;
	struct buf name = BUF_INIT;

	in->number++;
	buf_printf(&name, "%s, stream %ld", in->name, in->number);
	if (stream_reader_open(in->fd, in->number > 1 ? name.p : in->name, head, &options, &opened,
			       err) < 0) {
		buf_release(&name);
		return -1;
	}
	reader_close(in->inner);
	in->inner = opened;
	in->is_at_end = false;
	free(in->stream_name);
	in->stream_name = buf_detach(&name);
	schema_release(&in->reader.schema);
	schema_copy(&in->reader.schema, &opened->schema);
	in->reader.name = in->stream_name;
	in->reader.rows = 0;
	return check_mark(in, err);
}

int input_open_many(const char *path, struct reader **out, struct err *err)
{
	struct input *in = mem_zalloc(1, sizeof(*in));
	struct str head = { in->head, 0 };

	in->reader.class = &input_class;
	in->fd = -1;
	in->is_many = true;
	if (input_open_file(in, path, err) < 0 || input_read_head(in, &head.n, err) < 0)
		goto fail;
	if (head.n == 0) {
		empty(in, err);
		goto fail;
	}
	if (open_stream(in, head, err) < 0)
		goto fail;
	*out = &in->reader;
	return 0;
fail:
	input_close(&in->reader);
	return -1;
}

int input_next_stream(struct reader **r, struct err *err)
{
	struct input *in = (struct input *)*r;
	struct str head;

	if (in->reader.class != &input_class || !in->is_many || !in->is_at_end)
		return err_set(err, ERR_BUG, "%s: no next stream can be asked for here",
			       (*r)->name);
	head = stream_reader_rest(in->inner);
	if (head.n == 0) {
		head.p = in->head;
		if (input_read_head(in, &head.n, err) < 0)
			return -1;
	}
	if (head.n)
		return open_stream(in, head, err) < 0 ? -1 : 1;
	if (in->number < in->count)
		return err_set(err, ERR_STREAM,
			       "%s ends after stream %ld of %ld: its producer did not finish",
			       in->name, in->number, in->count);
	return 0;
}
