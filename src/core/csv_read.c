#include <errno.h>
#include <unistd.h>

#include "core/csv.h"
#include "core/csv_fast.h"
#include "core/csv_parse.h"
#include "core/mem.h"
#include "core/program.h"
#include "core/text.h"

enum {
	READ_BYTES = 128 * 1024, /* what a second-level cache holds with a batch */
	MAX_CELL = 1024 * 1024
};

struct csv_reader {
	struct reader reader;
	int fd;
	struct buf raw, text; /* as read, and in UTF-8 (raw only with a recoder) */
	size_t at;	      /* in text: what comes next */
	bool is_at_end;
	struct recoder *recoder;
	bool is_broken; /* the encoding, behind all of text */
	struct err broken;
	struct csv_rows rows;
	struct csv_parse *parse;
	struct csv_fast *fast; /* NULL: not wanted */
};

static int csv_read_some(struct csv_reader *r, struct buf *to, size_t room, struct err *err)
{
	ssize_t n;

	do {
		if (program_check(err) < 0)
			return -1;
		n = read(r->fd, buf_reserve(to, room), room);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_sys(err, ERR_IO, "%s: cannot read", r->reader.name);
	r->is_at_end = n == 0;
	to->n += (size_t)n;
	return 0;
}

/* What stands before a byte of no character is still read, so that an error
 * before it comes first. */
static void csv_recode(struct csv_reader *r)
{
	if (recoder_put(r->recoder, r->raw.p, r->raw.n, r->is_at_end, &r->text, &r->broken) < 0) {
		r->is_broken = true;
		r->is_at_end = true;
	}
	buf_clear(&r->raw);
}

/* More text behind what is not used yet, or the end. */
static int csv_fill(struct csv_reader *r, struct err *err)
{
	size_t rest = r->text.n - r->at;

	if (rest && r->at)
		memmove(r->text.p, r->text.p + r->at, rest);
	r->text.n = rest;
	r->at = 0;
	if (!r->recoder)
		return csv_read_some(r, &r->text, READ_BYTES - rest, err);
	if (csv_read_some(r, &r->raw, READ_BYTES / 2, err) < 0)
		return -1;
	csv_recode(r);
	return 0;
}

/* One line at a time, so that a batch can end behind any row. */
static int csv_slow_step(struct csv_reader *r, struct err *err)
{
	const char *p = r->text.p + r->at;
	size_t rest = r->text.n - r->at;
	const char *lf = memchr(p, '\n', rest);
	size_t n = lf ? (size_t)(lf - p) + 1 : rest;

	r->at += n;
	return csv_parse_put(r->parse, p, n, err);
}

/* 1: rows were taken or the batch is full; 0: it is the full parser's turn; 2: more
 * text is needed. */
static int csv_fast_step(struct csv_reader *r, struct err *err)
{
	const char *p = r->text.p + r->at, *from = p;
	struct csv_fault fault;

	if (!csv_fast_is_at(r->fast, p))
		csv_fast_look(r->fast, p, r->text.n - r->at);
	switch (csv_fast_take(r->fast, &r->rows, &p, csv_parse_line(r->parse), &fault)) {
	case CSV_FAST_FULL:
		break;
	case CSV_FAST_FAULT:
		return csv_parse_fault(r->parse, fault.column, fault.what, err);
	case CSV_FAST_ODD:
		r->at += (size_t)(p - from);
		return 0;
	case CSV_FAST_MORE:
		r->at += (size_t)(p - from);
		return 2;
	}
	r->at += (size_t)(p - from);
	return 1;
}

static void csv_forget_look(struct csv_reader *r)
{
	if (r->fast)
		csv_fast_forget(r->fast);
}

/* 1: go on; 0: the end of the file; -1. */
static int csv_step(struct csv_reader *r, struct err *err)
{
	size_t rest = r->text.n - r->at;
	int turn = 0;

	if (rest && r->fast && csv_parse_is_between_rows(r->parse)) {
		turn = csv_fast_step(r, err);
		if (turn < 0 || turn == 1)
			return turn;
		rest = r->text.n - r->at;
	}
	if (!r->is_at_end && (rest == 0 || (turn == 2 && rest < READ_BYTES))) {
		csv_forget_look(r);
		return csv_fill(r, err) < 0 ? -1 : 1;
	}
	if (rest)
		return csv_slow_step(r, err) < 0 ? -1 : 1;
	if (!r->is_broken)
		return csv_parse_end(r->parse, err);
	return err_set(err, r->broken.kind, "%s:%lld: %s", r->reader.name,
		       *csv_parse_line(r->parse), r->broken.msg);
}

static int csv_next(struct reader *reader, const struct batch **batch, struct err *err)
{
	struct csv_reader *r = (struct csv_reader *)reader;
	int ret = 1;

	csv_rows_clear(&r->rows);
	while (ret == 1 && !(csv_rows_is_full(&r->rows) && csv_parse_is_between_rows(r->parse)))
		ret = csv_step(r, err);
	if (ret < 0)
		return -1;
	*batch = batch_builder_view(&r->rows.builder);
	return (*batch)->nrows ? 1 : 0;
}

static void csv_reader_close(struct reader *reader)
{
	struct csv_reader *r = (struct csv_reader *)reader;

	csv_fast_free(r->fast);
	csv_parse_free(r->parse);
	csv_rows_release(&r->rows);
	recoder_close(r->recoder);
	schema_release(&reader->schema);
	buf_release(&r->raw);
	buf_release(&r->text);
	free(r);
}

static const struct reader_class csv_reader_class = { csv_next, csv_reader_close };

/* U+FEFF in front is a mark of Windows programs, not text. */
static int csv_skip_bom(struct csv_reader *r, struct err *err)
{
	while (r->text.n < 3 && !r->is_at_end)
		if (csv_fill(r, err) < 0)
			return -1;
	if (r->text.n >= 3 && memcmp(r->text.p, "\xef\xbb\xbf", 3) == 0)
		r->at = 3;
	return 0;
}

static int csv_read_header(struct csv_reader *r, struct err *err)
{
	struct csv_fast *fast = r->fast;
	int ret;

	if (csv_skip_bom(r, err) < 0)
		return -1;
	r->fast = NULL;
	do
		ret = csv_step(r, err);
	while (ret == 1 &&
	       !(csv_parse_has_header(r->parse) && csv_parse_is_between_rows(r->parse)));
	r->fast = fast;
	return ret < 0 ? -1 : 0;
}

static int csv_setup(struct csv_reader *r, struct str head, const struct csv_options *o,
		     struct err *err)
{
	const size_t max_cell = o->max_cell ? o->max_cell : MAX_CELL;
	const char *encoding = encoding_name(o->encoding ? o->encoding : "UTF-8");
	size_t i;

	for (i = 0; i < r->reader.schema.nfields; i++)
		if (r->reader.schema.fields[i].type == FIELD_OPAQUE)
			return err_set(err, ERR_DATA,
				       "%s: column '%s' has a type that CSV cannot hold",
				       r->reader.name, r->reader.schema.fields[i].name);
	if (r->reader.schema.nfields == 0)
		return err_set(err, ERR_DATA, "%s: CSV needs at least one column", r->reader.name);
	if (!encoding || strcmp(encoding, "UTF-8") != 0) {
		if (recoder_open(o->encoding, &r->recoder, err) < 0)
			return -1;
		buf_add(&r->raw, head.p, head.n);
		csv_recode(r);
	} else {
		buf_add(&r->text, head.p, head.n);
	}
	r->parse = csv_parse_new(r->reader.name, &r->rows, max_cell);
	/* A cell of the fast path is never longer than what was read at once. */
	if (!o->plain && max_cell >= READ_BYTES)
		r->fast = csv_fast_new(&r->reader.schema, false);
	return csv_read_header(r, err);
}

int csv_reader_open(int fd, const char *name, struct str head, const struct schema *schema,
		    const struct csv_options *options, struct reader **out, struct err *err)
{
	static const struct csv_options none = { NULL, 0, false };
	struct csv_reader *r = mem_zalloc(1, sizeof(*r));

	r->reader.class = &csv_reader_class;
	r->reader.name = name;
	r->fd = fd;
	r->raw = (struct buf)BUF_INIT;
	r->text = (struct buf)BUF_INIT;
	schema_copy(&r->reader.schema, schema);
	csv_rows_init(&r->rows, &r->reader.schema);
	if (csv_setup(r, head, options ? options : &none, err) < 0) {
		csv_reader_close(&r->reader);
		return -1;
	}
	*out = &r->reader;
	return 0;
}
