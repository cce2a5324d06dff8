#include "core/arrow.h"
#include "core/mem.h"
#include "core/stream_schema.h"
#include "core/text.h"

struct schema_in {
	struct stream_layout *layout;
	size_t nfields; /* met so far, children too */
	/*
	 * Offsets may share one string, so that a small message could unfold
	 * into a huge schema; honest writers share little.
	 */
	size_t budget;
	struct err *err;
};

enum { BUDGET_FACTOR = 4 };

static const char *const type_names[TYPE_END] = {
	[TYPE_NULL] = "null",
	[TYPE_INT] = "int",
	[TYPE_FLOAT] = "floating point",
	[TYPE_BINARY] = "binary",
	[TYPE_UTF8] = "utf8",
	[TYPE_BOOL] = "bool",
	[TYPE_DECIMAL] = "decimal",
	[TYPE_DATE] = "date",
	[TYPE_TIME] = "time",
	[TYPE_TIMESTAMP] = "timestamp",
	[TYPE_INTERVAL] = "interval",
	[TYPE_LIST] = "list",
	[TYPE_STRUCT] = "struct",
	[TYPE_UNION] = "union",
	[TYPE_FIXED_BINARY] = "fixed-size binary",
	[TYPE_FIXED_LIST] = "fixed-size list",
	[TYPE_MAP] = "map",
	[TYPE_DURATION] = "duration",
	[TYPE_LARGE_BINARY] = "large binary",
	[TYPE_LARGE_UTF8] = "large utf8",
	[TYPE_LARGE_LIST] = "large list",
	[TYPE_RUN_END] = "run-end encoded",
	[TYPE_BINARY_VIEW] = "binary view",
	[TYPE_UTF8_VIEW] = "utf8 view",
	[TYPE_LIST_VIEW] = "list view",
	[TYPE_LARGE_LIST_VIEW] = "large list view",
};

/* The text as a C string, to be freed; NULL when it cannot be one. */
static char *get_text(struct schema_in *in, struct str s)
{
	if (s.n >= in->budget || (s.n && (memchr(s.p, '\0', s.n) || !utf8_is_valid(s.p, s.n))))
		return NULL;
	in->budget -= s.n + 1;
	/* An absent string has no place. */
	return s.n ? mem_strndup(s.p, s.n) : mem_strdup("");
}

static int get_meta(struct schema_in *in, const struct fb_table *t, int slot, struct meta *m)
{
	struct fb_vector pairs = fb_vector(t, slot, 4);
	struct fb_table pair;
	char *key, *value;
	bool is_good;
	uint32_t i;

	if (pairs.n > ARROW_PAIRS_MAX)
		return err_set(in->err, ERR_STREAM, "more than %d metadata pairs", ARROW_PAIRS_MAX);
	for (i = 0; i < pairs.n; i++) {
		pair = fb_vector_table(&pairs, i);
		key = get_text(in, fb_string(&pair, KEYVALUE_KEY));
		value = get_text(in, fb_string(&pair, KEYVALUE_VALUE));
		is_good = key && value && !meta_get(m, key);
		if (is_good)
			meta_set(m, key, value);
		free(key);
		free(value);
		/* Foreign metadata may be binary; we have no use for it. */
		if (!is_good && !in->layout->foreign)
			return err_set(in->err, ERR_STREAM,
				       "metadata pair %u is not text or not unique", i + 1);
	}
	return 0;
}

static int refuse(struct schema_in *in, const char *what)
{
	return err_set(in->err, ERR_STREAM, "type %s is not one of this project's", what);
}

static int get_integer(struct schema_in *in, const struct fb_table *type, struct field *f,
		       struct stream_field *sf)
{
	int64_t bits = fb_int(type, INT_BITS, 4, 0);
	bool is_signed = fb_int(type, INT_SIGNED, 1, 0);

	if (bits != 8 && bits != 16 && bits != 32 && bits != 64)
		return err_set(in->err, ERR_STREAM, "an integer of %lld bits", (long long)bits);
	sf->width = (int)bits / 8;
	sf->is_signed = is_signed;
	if (bits == 64 && is_signed) {
		f->type = FIELD_INT64;
		sf->shape = SHAPE_SAME;
	} else if (bits < 64) {
		f->type = FIELD_INT64;
		sf->shape = SHAPE_INTEGER;
	}
	return 0;
}

static void get_decimal(const struct fb_table *type, struct field *f, struct stream_field *sf)
{
	int64_t precision = fb_int(type, DECIMAL_PRECISION, 4, 0);
	int64_t scale = fb_int(type, DECIMAL_SCALE, 4, 0);

	if (fb_int(type, DECIMAL_BITS, 4, 128) != 128 || precision < 1 || precision > 38 ||
	    scale < 0 || scale > precision)
		return;
	f->type = FIELD_DECIMAL;
	f->precision = (int)precision;
	f->scale = (int)scale;
	sf->shape = SHAPE_SAME;
}

/* Type and shape of a column; what we carry no values of stays opaque. */
static int get_type(struct schema_in *in, int kind, const struct fb_table *type, struct field *f,
		    struct stream_field *sf)
{
	int64_t precision;

	switch (kind) {
	case TYPE_NULL:
		sf->shape = SHAPE_NULL;
		break;
	case TYPE_INT:
		return get_integer(in, type, f, sf);
	case TYPE_FLOAT:
		precision = fb_int(type, FLOAT_PRECISION, 2, FLOAT_HALF);
		if (precision == FLOAT_HALF)
			break;
		f->type = FIELD_FLOAT64;
		sf->shape = precision == FLOAT_DOUBLE ? SHAPE_SAME : SHAPE_FLOAT32;
		break;
	case TYPE_BOOL:
		f->type = FIELD_BOOL;
		sf->shape = SHAPE_SAME;
		break;
	case TYPE_UTF8:
		f->type = FIELD_UTF8;
		sf->shape = SHAPE_SAME;
		break;
	case TYPE_DATE:
		if (fb_int(type, DATE_UNIT, 2, DATE_MILLISECONDS) == DATE_DAYS) {
			f->type = FIELD_DATE;
			sf->shape = SHAPE_SAME;
		}
		break;
	case TYPE_DECIMAL:
		get_decimal(type, f, sf);
		break;
	}
	return 0;
}

/* Buffers of a type's own node, without its children's. */
static int own_buffers(struct schema_in *in, int kind, const struct fb_table *type,
		       struct stream_field *sf)
{
	static const unsigned char count[TYPE_END] = {
		[TYPE_INT] = 2,	       [TYPE_FLOAT] = 2,	[TYPE_BINARY] = 3,
		[TYPE_UTF8] = 3,       [TYPE_BOOL] = 2,		[TYPE_DECIMAL] = 2,
		[TYPE_DATE] = 2,       [TYPE_TIME] = 2,		[TYPE_TIMESTAMP] = 2,
		[TYPE_INTERVAL] = 2,   [TYPE_LIST] = 2,		[TYPE_STRUCT] = 1,
		[TYPE_UNION] = 1,      [TYPE_FIXED_BINARY] = 2, [TYPE_FIXED_LIST] = 1,
		[TYPE_MAP] = 2,	       [TYPE_DURATION] = 2,	[TYPE_LARGE_BINARY] = 3,
		[TYPE_LARGE_UTF8] = 3, [TYPE_LARGE_LIST] = 2,	[TYPE_BINARY_VIEW] = 2,
		[TYPE_UTF8_VIEW] = 2,  [TYPE_LIST_VIEW] = 3,	[TYPE_LARGE_LIST_VIEW] = 3,
	};
	size_t n;

	if (kind <= 0 || kind >= TYPE_END)
		return err_set(in->err, ERR_STREAM, "unknown type %d", kind);
	n = count[kind];
	if (kind == TYPE_UNION) {
		if (fb_int(type, UNION_MODE, 2, UNION_SPARSE) == UNION_DENSE)
			n++;
		if (in->layout->version == ARROW_V4)
			n++;
	}
	sf->has_validity = kind != TYPE_NULL && kind != TYPE_RUN_END &&
			   (kind != TYPE_UNION || in->layout->version == ARROW_V4);
	sf->nodes = 1;
	sf->buffers = n;
	sf->views = kind == TYPE_BINARY_VIEW || kind == TYPE_UTF8_VIEW;
	return 0;
}

/* Nodes and buffers of a field and all below it. */
static int get_layout(struct schema_in *in, const struct fb_table *t, int depth,
		      struct stream_field *sf)
{
	int kind = (int)fb_int(t, FIELD_TYPE_TYPE, 1, 0);
	struct fb_table type = fb_table(t, FIELD_TYPE), encoding = fb_table(t, FIELD_DICTIONARY);
	struct fb_table child;
	struct fb_vector children;
	struct stream_field below;
	uint32_t i;

	if (++in->nfields > ARROW_FIELDS_MAX || depth > ARROW_DEPTH_MAX)
		return err_set(in->err, ERR_STREAM,
			       "the schema has more than %d fields or is nested deeper than %d",
			       ARROW_FIELDS_MAX, ARROW_DEPTH_MAX);
	if (own_buffers(in, kind, &type, sf) < 0)
		return -1;
	if (encoding.at) {
		/* Whatever the values are, the column holds indexes. */
		sf->has_validity = true;
		sf->buffers = 2;
		sf->views = 0;
		return 0;
	}
	children = fb_vector(t, FIELD_CHILDREN, 4);
	for (i = 0; i < children.n && !t->fb->is_bad; i++) {
		child = fb_vector_table(&children, i);
		if (get_layout(in, &child, depth + 1, &below) < 0)
			return -1;
		sf->nodes += below.nodes;
		sf->buffers += below.buffers;
		sf->views += below.views;
	}
	return 0;
}

static size_t get_id(struct stream_layout *layout, int64_t id)
{
	size_t i;

	for (i = 0; i < layout->nids; i++)
		if (layout->ids[i] == id)
			return i;
	layout->ids = mem_resize(layout->ids, layout->nids + 1, sizeof(*layout->ids));
	layout->ids[layout->nids] = id;
	return layout->nids++;
}

/* A column that get_type() read as its dictionary's type. */
static int get_encoding(struct schema_in *in, const struct fb_table *encoding, struct field *f,
			struct stream_field *sf)
{
	struct fb_table index = fb_table(encoding, ENCODING_INDEX);
	struct field unused = { .type = FIELD_OPAQUE };
	bool is_text = f->type == FIELD_UTF8;
	size_t known = in->layout->nids;

	f->type = FIELD_OPAQUE;
	sf->shape = SHAPE_OPAQUE;
	if (!is_text)
		return 0;
	/* Indexes are 32 bits signed when nothing is said. */
	sf->width = 4;
	sf->is_signed = true;
	if (index.at && get_integer(in, &index, &unused, sf) < 0)
		return -1;
	if (!in->layout->foreign && (sf->width != 4 || !sf->is_signed))
		return refuse(in, "dictionary with indexes other than int32");
	f->type = FIELD_DICT;
	sf->shape = SHAPE_INDEX;
	sf->dictionary = get_id(in->layout, fb_int(encoding, ENCODING_ID, 8, 0));
	if (!in->layout->foreign && in->layout->nids == known)
		return err_set(in->err, ERR_STREAM, "its dictionary belongs to another field");
	return 0;
}

static int get_field(struct schema_in *in, const struct fb_table *t, struct schema *schema,
		     struct stream_field *sf)
{
	int kind = (int)fb_int(t, FIELD_TYPE_TYPE, 1, 0);
	struct fb_table type = fb_table(t, FIELD_TYPE), encoding = fb_table(t, FIELD_DICTIONARY);
	char *name = get_text(in, fb_string(t, FIELD_NAME));
	struct field *f;

	if (!name)
		return err_set(in->err, ERR_STREAM, "its name is not text");
	if (!in->layout->foreign && (!*name || schema_find(schema, name) >= 0)) {
		free(name);
		return err_set(in->err, ERR_STREAM, "its name is empty or not unique");
	}
	f = schema_add(schema, name, FIELD_OPAQUE);
	free(name);
	f->nullable = fb_int(t, FIELD_NULLABLE, 1, 0);
	sf->shape = SHAPE_OPAQUE;
	if (get_layout(in, t, 0, sf) < 0 || get_type(in, kind, &type, f, sf) < 0)
		return -1;
	if (encoding.at && get_encoding(in, &encoding, f, sf) < 0)
		return -1;
	if (!in->layout->foreign && sf->shape != SHAPE_SAME && sf->shape != SHAPE_INDEX)
		return refuse(in, type_names[kind]);
	return get_meta(in, t, FIELD_META, &f->meta);
}

static int get_fields(struct schema_in *in, const struct fb_table *header, struct schema *schema)
{
	struct fb_vector fields = fb_vector(header, SCHEMA_FIELDS, 4);
	struct stream_layout *layout = in->layout;
	struct fb_table t;
	uint32_t i;

	if (fields.n > ARROW_FIELDS_MAX)
		return err_set(in->err, ERR_STREAM, "more than %d fields", ARROW_FIELDS_MAX);
	if (fields.n == 0 && !layout->foreign)
		return err_set(in->err, ERR_STREAM, "no field");
	layout->fields = mem_zalloc(fields.n, sizeof(*layout->fields));
	for (i = 0; i < fields.n && !header->fb->is_bad; i++) {
		t = fb_vector_table(&fields, i);
		if (get_field(in, &t, schema, &layout->fields[i]) < 0) {
			if (schema->nfields > i)
				return err_wrap(in->err, "field '%s'", schema->fields[i].name);
			return err_wrap(in->err, "field %u", i + 1);
		}
		layout->nnodes += layout->fields[i].nodes;
		layout->nbuffers += layout->fields[i].buffers;
		layout->nviews += layout->fields[i].views;
	}
	return 0;
}

int stream_get_schema(const struct fb_table *header, struct schema *schema,
		      struct stream_layout *layout, struct err *err)
{
	struct schema_in in = { layout, 0, header->fb->n * BUDGET_FACTOR, err };

	if (fb_int(header, SCHEMA_ENDIANNESS, 2, 0) != 0)
		return err_set(err, ERR_STREAM, "schema: it is big-endian");
	if (get_fields(&in, header, schema) < 0 ||
	    get_meta(&in, header, SCHEMA_META, &schema->meta) < 0)
		return err_wrap(err, "schema");
	if (header->fb->is_bad)
		return err_set(err, ERR_STREAM, "schema: its metadata is broken");
	return 0;
}

void stream_layout_release(struct stream_layout *layout)
{
	free(layout->fields);
	free(layout->ids);
	layout->fields = NULL;
	layout->ids = NULL;
}
