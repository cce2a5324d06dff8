#include "mask/sample_open.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "core/csv.h"
#include "core/mem.h"
#include "core/program.h"
#include "core/stream.h"
#include "core/text.h"

enum { PIECE = 4096, HEADER_MAX = 1 << 20, MARK = 4 };

/* The header's cells as libcsv finds them. */
struct header {
	struct schema schema;
	const struct recogniser *recogniser;
	bool is_done, is_data;
	size_t bad_cell; /* from 1: empty, or there twice; 0: none */
};

static int open_file(struct sample_input *in, const char *path, struct err *err)
{
	if (!path || strcmp(path, "-") == 0) {
		in->fd = STDIN_FILENO;
		in->name = "<stdin>";
		if (isatty(in->fd))
			return err_set(err, ERR_USAGE,
				       "stdin is a terminal: give a stream by a pipe, or a file");
		return 0;
	}
	in->name = path;
	in->fd = open(path, O_RDONLY | O_CLOEXEC);
	return in->fd < 0 ? err_sys(err, ERR_IO, "%s: cannot open", path) : 0;
}

/* 1: more bytes behind in->head, 0: the end. */
static int read_more(struct sample_input *in, struct err *err)
{
	ssize_t n;

	do {
		if (program_check(err) < 0)
			return -1;
		n = read(in->fd, buf_reserve(&in->head, PIECE), PIECE);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_sys(err, ERR_IO, "%s: cannot read", in->name);
	in->head.n += (size_t)n;
	return n > 0;
}

static bool on_hit(void *ctx, const struct pii_hit *hit)
{
	struct header *h = ctx;

	h->is_data = h->is_data || hit->grade == PII_VALID;
	return !h->is_data;
}

static void on_cell(void *p, size_t n, void *arg)
{
	struct header *h = arg;
	struct str cell = { p ? p : "", n };
	char *name;

	if (h->is_done)
		return;
	if (!utf8_is_valid(cell.p, cell.n) || memchr(cell.p, '\0', cell.n))
		cell.n = 0;
	recognise(h->recogniser, cell, on_hit, h);
	name = mem_strndup(cell.p, cell.n);
	if (*name && !name[strspn(name, "0123456789.,-+ ")])
		h->is_data = true;
	if (!h->bad_cell && (!*name || schema_find(&h->schema, name) >= 0))
		h->bad_cell = h->schema.nfields + 1;
	schema_add(&h->schema, name, FIELD_UTF8);
	free(name);
}

static void on_row(int end, void *arg)
{
	struct header *h = arg;

	(void)end;
	h->is_done = true;
}

/* Feeds the parser with text until the first row has ended. */
static int parse_header(struct sample_input *in, struct csv_parser *p, struct recoder *recoder,
			struct header *h, struct err *err)
{
	struct buf text = BUF_INIT;
	size_t at = 0, mark;
	int more = 1, ret = -1;

	while (!h->is_done && more) {
		if (at > HEADER_MAX) {
			err_set(err, ERR_DATA, "%s: the first row does not end", in->name);
			goto out;
		}
		if (at == in->head.n && (more = read_more(in, err)) < 0)
			goto out;
		buf_clear(&text);
		if (recoder_put(recoder, in->head.p + at, in->head.n - at, !more, &text, err) < 0) {
			err_wrap(err, "%s", in->name);
			goto out;
		}
		/* The first piece is never cut within the mark of Windows programs. */
		mark = at == 0 && text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
		at = in->head.n;
		if (csv_parse(p, text.p + mark, text.n - mark, on_cell, on_row, h) != text.n - mark)
			more = 0;
	}
	if (!h->is_done)
		csv_fini(p, on_cell, on_row, h);
	ret = 0;
out:
	buf_release(&text);
	return ret;
}

static int check_header(const struct sample_input *in, const struct header *h, struct err *err)
{
	if (!h->is_done || h->schema.nfields == 0)
		return err_set(err, ERR_DATA, "%s: no header row", in->name);
	if (h->is_data)
		return err_set(err, ERR_DATA,
			       "%s:1: the first row looks like data: names of columns must stand "
			       "there",
			       in->name);
	if (h->bad_cell)
		return err_set(err, ERR_DATA,
			       "%s:1: header cell %zu is empty, no text, or there twice", in->name,
			       h->bad_cell);
	return 0;
}

/* As the reader that comes after: blanks belong to a cell. */
static int no_space(unsigned char c)
{
	(void)c;
	return 0;
}

static int open_csv(struct sample_input *in, const char *encoding, const struct recogniser *r,
		    struct err *err)
{
	struct csv_options options = { .encoding = encoding };
	struct header h = { .schema = SCHEMA_INIT, .recogniser = r };
	struct recoder *recoder = NULL;
	struct csv_parser parser;
	int ret = -1;

	csv_init(&parser, CSV_STRICT);
	csv_set_space_func(&parser, no_space);
	if (recoder_open(encoding ? encoding : "UTF-8", &recoder, err) == 0 &&
	    parse_header(in, &parser, recoder, &h, err) == 0 && check_header(in, &h, err) == 0)
		ret = csv_reader_open(in->fd, in->name, (struct str){ in->head.p, in->head.n },
				      &h.schema, &options, &in->reader, err);
	csv_free(&parser);
	recoder_close(recoder);
	schema_release(&h.schema);
	return ret;
}

int sample_open(struct sample_input *in, const char *path, const char *encoding,
		const struct recogniser *r, struct err *err)
{
	int more = 1;

	*in = (struct sample_input){ .fd = -1, .head = BUF_INIT };
	if (open_file(in, path, err) < 0)
		return -1;
	while (in->head.n < MARK && more)
		if ((more = read_more(in, err)) < 0)
			return -1;
	if (in->head.n == 0)
		return err_set(err, ERR_STREAM, "%s: empty input", in->name);
	if (memcmp(in->head.p, "\xff\xff\xff\xff", in->head.n < MARK ? in->head.n : MARK) != 0) {
		in->is_csv = true;
		return open_csv(in, encoding, r, err);
	}
	if (encoding)
		return err_set(err, ERR_USAGE, "%s is a stream: --encoding is for CSV", in->name);
	return stream_reader_open(in->fd, in->name, (struct str){ in->head.p, in->head.n }, NULL,
				  &in->reader, err);
}

void sample_close(struct sample_input *in)
{
	reader_close(in->reader);
	if (in->fd > STDIN_FILENO)
		close(in->fd);
	buf_release(&in->head);
}
