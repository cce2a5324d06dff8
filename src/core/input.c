#include "core/input.h"

#include <errno.h>
#include <fcntl.h>
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
};

static int input_next(struct reader *r, const struct batch **batch, struct err *err)
{
	struct input *in = (struct input *)r;

	return reader_next(in->inner, batch, err);
}

static void input_close(struct reader *r)
{
	struct input *in = (struct input *)r;

	reader_close(in->inner);
	schema_release(&in->reader.schema);
	if (in->fd > STDIN_FILENO)
		close(in->fd);
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

static int input_open_inner(struct input *in, const struct input_options *o, struct err *err)
{
	struct schema schema = SCHEMA_INIT;
	struct csv_options csv = { .encoding = o->encoding };
	struct str head = { in->head, 0 };
	int ret;

	if (input_read_head(in, &head.n, err) < 0)
		return -1;
	if (head.n == 0)
		return err_set(err, ERR_STREAM,
			       "%s: empty input: whoever should write it failed or has not begun",
			       in->name);
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
