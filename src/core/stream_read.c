#include <inttypes.h>

#include "core/arrow.h"
#include "core/digest.h"
#include "core/mem.h"
#include "core/program.h"
#include "core/stream.h"
#include "core/stream_column.h"
#include "core/stream_message.h"

enum { MAX_BODY = 256 * 1024 * 1024 };

struct stream_reader {
	struct reader base;
	char *name;
	struct stream_bytes in;
	struct stream_layout layout;
	struct xxh128 *digest;		/* of all messages before; NULL: foreign */
	struct stream_dict *dicts;	/* by number in layout.ids */
	struct stream_scratch *scratch; /* by field */
	struct stream_scratch entries;	/* for the entries of a dictionary */
	struct batch batch;
	int64_t nbatches;
	bool is_over, is_followed;
};

static int ends_early(const struct stream_reader *r, struct err *err)
{
	if (r->layout.foreign)
		return err_set(err, ERR_STREAM,
			       "the stream ends within a message (after %" PRId64 " rows)",
			       r->base.rows);
	return err_set(err, ERR_STREAM,
		       "the stream ends before its closing batch (after %" PRId64
		       " rows): its producer did not finish",
		       r->base.rows);
}

static struct stream_dict *find_dict(struct stream_reader *r, int64_t id)
{
	size_t i;

	for (i = 0; i < r->layout.nids; i++)
		if (r->layout.ids[i] == id)
			return &r->dicts[i];
	return NULL;
}

/* Of the dictionary in the message. */
static const char *dict_field(const struct stream_reader *r)
{
	int64_t id = fb_int(&r->in.header, DICTIONARY_ID, 8, 0);
	const struct stream_field *f = r->layout.fields;
	size_t i;

	for (i = 0; i < r->base.schema.nfields; i++)
		if (f[i].shape == SHAPE_INDEX && r->layout.ids[f[i].dictionary] == id)
			return r->base.schema.fields[i].name;
	return "?";
}

/* The entries go into the one dictionary that the column has from open to close; the
 * map says which of the stream's indexes is which. */
static int add_entries(struct stream_dict *d, const struct column *entries, int64_t n,
		       struct err *err)
{
	struct str s;
	int32_t number;
	int64_t i;

	if (n > INT32_MAX - (int64_t)d->n)
		return err_set(err, ERR_STREAM, "it grows too large");
	d->map = mem_grow(d->map, &d->capacity, d->n + (size_t)n, sizeof(*d->map));
	for (i = 0; i < n; i++) {
		number = -1;
		if (!column_is_null(entries, i)) {
			s = column_text(entries, i);
			number = dict_put(d->dict, s.p, s.n);
		}
		d->is_same = d->is_same && number == (int32_t)d->n;
		d->map[d->n++] = number;
	}
	return 0;
}

static int read_dictionary(struct stream_reader *r, struct err *err)
{
	static const struct stream_field text = {
		.shape = SHAPE_SAME, .has_validity = true, .nodes = 1, .buffers = 3
	};
	struct stream_layout layout = { .foreign = r->layout.foreign, .nnodes = 1, .nbuffers = 3 };
	struct field field = { .type = FIELD_UTF8, .nullable = r->layout.foreign };
	struct fb_table data = fb_table(&r->in.header, DICTIONARY_DATA);
	struct stream_dict *d = find_dict(r, fb_int(&r->in.header, DICTIONARY_ID, 8, 0));
	bool is_delta = fb_int(&r->in.header, DICTIONARY_DELTA, 1, 0);
	struct stream_columns columns;
	struct column entries;

	if (!d && r->layout.foreign)
		return 0;
	if (!d)
		return err_set(err, ERR_STREAM, "no field has its number");
	if (is_delta && !d->is_known)
		return err_set(err, ERR_STREAM, "it grows before it has begun");
	if (stream_columns_open(&columns, &data, &r->in.body, &layout, err) < 0 ||
	    stream_column_get(&columns, &field, &text, NULL, &r->entries, &entries, err) < 0)
		return -1;
	if (!is_delta) {
		d->n = 0;
		d->is_same = true;
	}
	d->is_known = true;
	return add_entries(d, &entries, columns.rows, err);
}

static int read_batch(struct stream_reader *r, struct err *err)
{
	struct stream_columns columns;
	const struct schema *s = &r->base.schema;
	size_t i;

	if (stream_columns_open(&columns, &r->in.header, &r->in.body, &r->layout, err) < 0)
		return -1;
	for (i = 0; i < s->nfields; i++)
		if (stream_column_get(&columns, &s->fields[i], &r->layout.fields[i], r->dicts,
				      &r->scratch[i], &r->batch.columns[i], err) < 0)
			return err_wrap(err, "field '%s'", s->fields[i].name);
	r->batch.nrows = columns.rows;
	return 0;
}

/* The value of a pair of the message's metadata. */
static struct str message_meta(struct stream_reader *r, const char *key)
{
	struct fb_vector pairs = fb_vector(&r->in.message, MESSAGE_META, 4);
	struct fb_table pair;
	uint32_t i;

	for (i = 0; i < pairs.n && !r->in.fb.is_bad; i++) {
		pair = fb_vector_table(&pairs, i);
		if (str_is(fb_string(&pair, KEYVALUE_KEY), str_of(key)))
			return fb_string(&pair, KEYVALUE_VALUE);
	}
	return (struct str){ NULL, 0 };
}

/*
 * The digest cannot cover the message that holds it.  So this one must be, byte
 * for byte, what our writer writes here: then no damage passes.
 */
static bool is_closing(struct stream_reader *r, const char *digest)
{
	struct message m = { .meta = { BUF_INIT } };
	const unsigned char *part[] = { r->in.meta.p, r->in.body.p };
	size_t left[] = { r->in.meta.n, r->in.body.n }, i, n, which;
	bool is_same = true;

	message_closing(&m, &r->base.schema, r->base.rows, digest);
	for (i = 0; i < m.niov && is_same; i++) {
		which = i >= 2;
		n = m.iov[i].iov_len;
		is_same = n <= left[which] && memcmp(part[which], m.iov[i].iov_base, n) == 0;
		part[which] += n;
		left[which] -= n;
	}
	message_release(&m);
	return is_same && left[0] == 0 && left[1] == 0;
}

/* The end marker, and nothing after it unless that is somebody else's. */
static int read_end(struct stream_reader *r, struct err *err)
{
	char mark[ARROW_PREFIX + 1];
	size_t n, wanted = r->is_followed ? ARROW_PREFIX : sizeof(mark);

	if (stream_bytes_read(&r->in, mark, wanted, &n, err) < 0)
		return -1;
	if (n < ARROW_PREFIX)
		return err_set(err, ERR_STREAM,
			       "the stream ends before its end marker (after %" PRId64
			       " rows): its producer did not finish",
			       r->base.rows);
	if (memcmp(mark, ARROW_END, ARROW_PREFIX) != 0)
		return err_set(err, ERR_STREAM, "no end marker follows the closing batch");
	if (n > ARROW_PREFIX)
		return err_set(err, ERR_STREAM, "something follows the end of the stream");
	r->is_over = true;
	return 0;
}

static int read_closing(struct stream_reader *r, struct err *err)
{
	struct str rows = message_meta(r, META_ROWS), digest = message_meta(r, META_DIGEST);
	char hex[XXH128_HEX], counted[24], wanted[sizeof(DIGEST_PREFIX) + XXH128_HEX];

	xxh128_hex(r->digest, hex);
	if (is_closing(r, hex))
		return read_end(r, err);
	snprintf(counted, sizeof(counted), "%" PRId64, r->base.rows);
	snprintf(wanted, sizeof(wanted), DIGEST_PREFIX "%s", hex);
	if (rows.p && !str_is(rows, str_of(counted)))
		return err_set(err, ERR_STREAM,
			       "the closing batch counts other rows than the %s that came",
			       counted);
	if (digest.p && !str_is(digest, str_of(wanted)))
		return err_set(err, ERR_STREAM,
			       "the digest of the closing batch is not that of the %s rows that "
			       "came: the stream was damaged on its way",
			       counted);
	return err_set(err, ERR_STREAM, "the closing batch is not as it must be");
}

/* 1: a batch, 0: the end or, with is_over false, a message without rows. */
static int take_message(struct stream_reader *r, struct err *err)
{
	if (r->in.version != r->layout.version)
		return err_set(err, ERR_STREAM, "a message has another metadata version");
	if (r->digest && r->in.type == HEADER_BATCH && message_meta(r, META_ROWS).p)
		return read_closing(r, err);
	if (r->digest) {
		xxh128_add(r->digest, r->in.meta.p, r->in.meta.n);
		xxh128_add(r->digest, r->in.body.p, r->in.body.n);
	}
	switch (r->in.type) {
	case HEADER_DICTIONARY:
		if (read_dictionary(r, err) < 0)
			return err_wrap(err, "field '%s': dictionary before batch %" PRId64,
					dict_field(r), r->nbatches + 1);
		return 0;
	case HEADER_BATCH:
		r->nbatches++;
		if (read_batch(r, err) < 0)
			return err_wrap(err, "batch %" PRId64, r->nbatches);
		return r->batch.nrows > 0;
	default:
		return err_set(err, ERR_STREAM, "a message of type %d where a batch was expected",
			       r->in.type);
	}
}

static int next_message(struct stream_reader *r, struct err *err)
{
	if (program_check(err) < 0)
		return -1;
	switch (stream_bytes_message(&r->in, err)) {
	case 1:
		return take_message(r, err);
	case STREAM_MARK:
	case 0:
		if (!r->layout.foreign)
			return ends_early(r, err);
		r->is_over = true;
		return 0;
	case STREAM_CUT:
		return ends_early(r, err);
	default:
		return -1;
	}
}

static int stream_reader_next(struct reader *base, const struct batch **batch, struct err *err)
{
	struct stream_reader *r = (struct stream_reader *)base;
	int ret = 0;

	while (!r->is_over && ret == 0)
		ret = next_message(r, err);
	*batch = &r->batch;
	return ret < 0 ? err_wrap(err, "%s", r->name) : ret;
}

static void stream_reader_close(struct reader *base)
{
	struct stream_reader *r = (struct stream_reader *)base;
	size_t i;

	for (i = 0; r->dicts && i < r->layout.nids; i++) {
		dict_free(r->dicts[i].dict);
		free(r->dicts[i].map);
	}
	for (i = 0; r->scratch && i < r->base.schema.nfields; i++)
		stream_scratch_release(&r->scratch[i]);
	stream_scratch_release(&r->entries);
	free(r->dicts);
	free(r->scratch);
	free(r->batch.columns);
	schema_release(&r->base.schema);
	stream_layout_release(&r->layout);
	stream_bytes_release(&r->in);
	xxh128_free(r->digest);
	free(r->name);
	free(r);
}

static const struct reader_class stream_reader_class = { stream_reader_next, stream_reader_close };

static int read_schema(struct stream_reader *r, struct err *err)
{
	int ret = stream_bytes_message(&r->in, err);

	if (ret < 0)
		return -1;
	if (ret != 1)
		return ends_early(r, err);
	if (r->in.type != HEADER_SCHEMA || r->in.body.n)
		return err_set(err, ERR_STREAM, "the first message is not a schema");
	r->layout.version = r->in.version;
	if (!r->layout.foreign && r->in.version != ARROW_V5)
		return err_set(err, ERR_STREAM, "the metadata version is not V5");
	if (r->digest)
		xxh128_add(r->digest, r->in.meta.p, r->in.meta.n);
	return stream_get_schema(&r->in.header, &r->base.schema, &r->layout, err);
}

int stream_reader_open(int fd, const char *name, struct str head,
		       const struct stream_options *options, struct reader **out, struct err *err)
{
	static const struct stream_options usual;
	struct stream_reader *r = mem_zalloc(1, sizeof(*r));
	size_t i;

	if (!options)
		options = &usual;
	*out = NULL;
	r->base.class = &stream_reader_class;
	r->name = mem_strdup(name);
	r->base.name = r->name;
	r->layout.foreign = options->foreign;
	r->is_followed = options->followed;
	r->digest = options->foreign ? NULL : xxh128_new();
	stream_bytes_open(&r->in, fd, r->name, head,
			  options->max_message ? options->max_message : MAX_BODY);
	if (read_schema(r, err) < 0) {
		err_wrap(err, "%s", name);
		stream_reader_close(&r->base);
		return -1;
	}
	r->dicts = mem_zalloc(r->layout.nids, sizeof(*r->dicts));
	for (i = 0; i < r->layout.nids; i++)
		r->dicts[i].dict = dict_new();
	r->scratch = mem_zalloc(r->base.schema.nfields, sizeof(*r->scratch));
	r->batch.ncolumns = r->base.schema.nfields;
	r->batch.columns = mem_zalloc(r->batch.ncolumns, sizeof(*r->batch.columns));
	*out = &r->base;
	return 0;
}

struct str stream_reader_rest(const struct reader *base)
{
	const struct stream_reader *r = (const struct stream_reader *)base;

	return (struct str){ r->in.ahead.p + r->in.at, r->in.ahead.n - r->in.at };
}
