#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <unistd.h>

#include "core/arrow.h"
#include "core/digest.h"
#include "core/mem.h"
#include "core/program.h"
#include "core/stream.h"
#include "core/stream_message.h"

enum {
	PIPE_BYTES = 1024 * 1024,	   /* the most that an ordinary user may ask for */
	DICTIONARY_BYTES = 8 * 1024 * 1024 /* more entries go into a further delta */
};

/* What the other side knows of a column's dictionary. */
struct sent_dict {
	uint64_t serial; /* 0: nothing was sent */
	int32_t count;
};

struct stream_writer {
	struct writer base;
	int fd;
	char *name;
	struct xxh128 *digest;
	struct message message;
	struct sent_dict *dicts;  /* by column */
	struct buf offsets, data; /* entries of a dictionary as a column */
};

static int wait_writable(struct stream_writer *w, struct err *err)
{
	struct pollfd p = { .fd = w->fd, .events = POLLOUT };

	if (poll(&p, 1, -1) < 0 && errno != EINTR)
		return err_sys(err, ERR_IO, "%s", w->name);
	return program_check(err);
}

static int write_failed(struct stream_writer *w, struct err *err)
{
	if (errno == EINTR)
		return program_check(err);
	if (errno == EAGAIN)
		return wait_writable(w, err);
	if (errno == EPIPE)
		return err_set(err, ERR_IO, "%s: " ERR_READER_GONE, w->name);
	return err_sys(err, ERR_IO, "%s", w->name);
}

/* iov is used up. */
static int write_iov(struct stream_writer *w, struct iovec *iov, size_t n, struct err *err)
{
	ssize_t done;

	while (n) {
		done = writev(w->fd, iov, n < IOV_MAX ? (int)n : IOV_MAX);
		if (done < 0) {
			if (write_failed(w, err) < 0)
				return -1;
			continue;
		}
		while (n && (size_t)done >= iov->iov_len) {
			done -= (ssize_t)iov->iov_len;
			iov++;
			n--;
		}
		if (n) {
			iov->iov_base = (char *)iov->iov_base + done;
			iov->iov_len -= (size_t)done;
		}
	}
	return 0;
}

static int send_message(struct stream_writer *w, struct err *err)
{
	struct message *m = &w->message;
	size_t i;

	for (i = 0; i < m->niov; i++)
		xxh128_add(w->digest, m->iov[i].iov_base, m->iov[i].iov_len);
	return write_iov(w, m->iov, m->niov, err);
}

/* As many entries from `from` on as a message should hold; how many. */
static int32_t fill_entries(struct stream_writer *w, const struct dict *d, int32_t from)
{
	int32_t i, end = d ? dict_count(d) : 0, at = 0;
	struct str s;

	buf_clear(&w->offsets);
	buf_clear(&w->data);
	buf_add(&w->offsets, &at, sizeof(at));
	for (i = from; d && i < end && w->data.n < DICTIONARY_BYTES; i++) {
		s = dict_at(d, i);
		buf_add(&w->data, s.p, s.n);
		at = (int32_t)w->data.n;
		buf_add(&w->offsets, &at, sizeof(at));
	}
	return i - from;
}

/* d: NULL for an empty one. */
static int send_dict(struct stream_writer *w, size_t column, const struct dict *d, struct err *err)
{
	struct sent_dict *sent = &w->dicts[column];
	struct column entries = { .type = FIELD_UTF8 };
	bool is_delta = d && sent->serial == d->serial;
	int32_t n;

	if (!is_delta)
		sent->count = 0;
	sent->serial = d ? d->serial : UINT64_MAX;
	do {
		n = fill_entries(w, d, sent->count);
		entries.values = w->offsets.p;
		entries.data = w->data.p;
		message_begin(&w->message, 1, n);
		message_add_column(&w->message, &entries);
		message_end_dictionary(&w->message, (int64_t)column, is_delta);
		if (send_message(w, err) < 0)
			return -1;
		sent->count += n;
		is_delta = true;
	} while (d && sent->count < dict_count(d));
	return 0;
}

static int send_dicts(struct stream_writer *w, const struct batch *batch, struct err *err)
{
	const struct dict *d;
	size_t i;

	for (i = 0; i < batch->ncolumns; i++) {
		d = batch->columns[i].dict;
		if (batch->columns[i].type != FIELD_DICT ||
		    (w->dicts[i].serial == d->serial && w->dicts[i].count == dict_count(d)))
			continue;
		if (send_dict(w, i, d, err) < 0)
			return -1;
	}
	return 0;
}

static int stream_writer_write(struct writer *base, const struct batch *batch, struct err *err)
{
	struct stream_writer *w = (struct stream_writer *)base;
	size_t i;

	if (batch->nrows >= INT32_MAX)
		return err_set(err, ERR_BUG, "%s: a batch of %lld rows", w->name,
			       (long long)batch->nrows);
	if (send_dicts(w, batch, err) < 0)
		return -1;
	message_begin(&w->message, batch->ncolumns, batch->nrows);
	for (i = 0; i < batch->ncolumns; i++)
		message_add_column(&w->message, &batch->columns[i]);
	message_end_batch(&w->message, NULL);
	return send_message(w, err);
}

static int stream_writer_finish(struct writer *base, struct err *err)
{
	struct stream_writer *w = (struct stream_writer *)base;
	char hex[XXH128_HEX];
	struct iovec end = { (void *)(uintptr_t)ARROW_END, sizeof(ARROW_END) - 1 };
	size_t i;

	/* Readers want every dictionary before the first batch. */
	for (i = 0; i < w->base.schema.nfields; i++)
		if (w->base.schema.fields[i].type == FIELD_DICT && w->dicts[i].serial == 0 &&
		    send_dict(w, i, NULL, err) < 0)
			return -1;
	xxh128_hex(w->digest, hex);
	message_closing(&w->message, &w->base.schema, w->base.rows, hex);
	if (write_iov(w, w->message.iov, w->message.niov, err) < 0)
		return -1;
	return write_iov(w, &end, 1, err);
}

static void stream_writer_close(struct writer *base)
{
	struct stream_writer *w = (struct stream_writer *)base;

	schema_release(&w->base.schema);
	xxh128_free(w->digest);
	message_release(&w->message);
	buf_release(&w->offsets);
	buf_release(&w->data);
	free(w->dicts);
	free(w->name);
	free(w);
}

static const struct writer_class stream_writer_class = { stream_writer_write, stream_writer_finish,
							 stream_writer_close };

static int check_schema(const char *name, const struct schema *schema, struct err *err)
{
	const struct field *f;
	size_t i;

	if (schema->nfields == 0 || schema->nfields > ARROW_FIELDS_MAX)
		return err_set(err, ERR_BUG, "%s: a stream of %zu fields", name, schema->nfields);
	for (i = 0; i < schema->nfields; i++) {
		f = &schema->fields[i];
		if (!*f->name || schema_find(schema, f->name) != (int)i)
			return err_set(err, ERR_CONFIG,
				       "%s: the name '%s' of field %zu is empty or not unique",
				       name, f->name, i + 1);
		if (f->type == FIELD_OPAQUE)
			return err_set(err, ERR_DATA,
				       "%s: field '%s' has a type that we cannot write", name,
				       f->name);
		if (f->type == FIELD_DECIMAL && (f->precision < 1 || f->precision > 38 ||
						 f->scale < 0 || f->scale > f->precision))
			return err_set(err, ERR_CONFIG, "%s: field '%s' is decimal(%d, %d)", name,
				       f->name, f->precision, f->scale);
	}
	return 0;
}

int stream_writer_open(int fd, const char *name, const struct schema *schema, struct writer **out,
		       struct err *err)
{
	struct stream_writer *w;

	*out = NULL;
	if (check_schema(name, schema, err) < 0)
		return -1;
	w = mem_zalloc(1, sizeof(*w));
	w->base.class = &stream_writer_class;
	w->name = mem_strdup(name);
	w->base.name = w->name;
	schema_copy(&w->base.schema, schema);
	w->fd = fd;
	w->digest = xxh128_new();
	w->message.meta.buf = (struct buf)BUF_INIT;
	w->offsets = (struct buf)BUF_INIT;
	w->data = (struct buf)BUF_INIT;
	w->dicts = mem_zalloc(schema->nfields, sizeof(*w->dicts));
	/* A hop through a larger pipe costs fewer switches; if not, not. */
	fcntl(fd, F_SETPIPE_SZ, PIPE_BYTES);
	message_schema(&w->message, schema);
	if (send_message(w, err) < 0) {
		stream_writer_close(&w->base);
		return -1;
	}
	*out = &w->base;
	return 0;
}
