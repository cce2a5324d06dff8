/*
 * record: the data model that every stage shares: schema, column, batch.
 *
 * Shapes follow the Apache Arrow columnar format, so a column can go to and
 * come from a stream without being copied.  A struct column is a *view*: it
 * owns nothing and lives as long as the reader or builder that made it says.
 * Bit i of a bitmap is bit (i % 8) of byte (i / 8).
 */
#ifndef CORE_RECORD_H
#define CORE_RECORD_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "core/buf.h"
#include "core/dict.h"
#include "core/err.h"

enum field_type {
	FIELD_BOOL,
	FIELD_INT64,
	FIELD_DECIMAL, /* 128 bits, precision 1..38, scale 0..precision: money */
	FIELD_FLOAT64, /* rates only */
	FIELD_DATE,    /* days since 1970-01-01 */
	FIELD_UTF8,
	FIELD_DICT,  /* UTF-8 by dictionary, 32-bit indexes: codes, categories */
	FIELD_OPAQUE /* a foreign type that we carry no values of (see stream.h) */
};

const char *field_type_name(enum field_type type);
/* By the names above in lower case ("int64"); -1 when unknown. */
int field_type_by_name(const char *name);

/* Metadata that the project adds to a schema or a field. */
#define META_STATE "yg.state" /* raw | masked | cells | safe */
#define META_DATASET "yg.dataset"
#define META_SOURCE "yg.source"
#define META_SNAPSHOT "yg.snapshot"
#define META_STREAM "yg.stream" /* "2/17": of streams that follow one another, see input.h */
#define META_INSTITUTION "yg.institution" /* closed values: the column of USCCs, if any */
#define META_TABLE "yg.table"		  /* closed values: the table that they are of */
#define META_PERIOD "yg.period"		  /* "2025-01/2026-10" */
#define META_POLICY "yg.policy"		  /* SHA-256 of register and mask file */
#define META_LABEL "yg.label"		  /* Chinese */
#define META_UNIT "yg.unit"
#define META_CLASS "yg.class"	    /* direct | quasi | sensitive | plain | pseudonym */
#define META_OPENNESS "yg.openness" /* open | on-request | closed */
#define META_ORIGIN "yg.origin"	    /* table.column in the source */
#define META_ROLE "yg.role" /* of cells: dimension, label, level, parent, measure, status, as-of */
#define META_OF "yg.of"	    /* the dimension or measure that a label, level... belongs to */
#define META_TYPE "yg.type" /* closed values, which are text: the type in the register */
#define META_CODES "yg.codes"	    /* name of a code list */
#define META_KIND "yg.kind"	    /* of a measure: stock | flow | cumulative */
#define META_PUBLISH "yg.publish"   /* "no": needed by yg-protect, dropped by it */
#define META_QUANTITY "yg.quantity" /* "sum(amount)": one for a flow and its sum since January */
#define META_METHOD "yg.method"	    /* of a safe table, JSON: {"method": "suppression", ...} */

struct meta_pair {
	char *key, *value;
};

/* Ordered; keys are unique.  Zero-initialised is empty. */
struct meta {
	struct meta_pair *pairs;
	size_t n;
};

const char *meta_get(const struct meta *m, const char *key); /* or NULL */
void meta_set(struct meta *m, const char *key, const char *value);
void meta_remove(struct meta *m, const char *key);
void meta_copy(struct meta *to, const struct meta *from);
void meta_release(struct meta *m);

struct field {
	char *name;
	enum field_type type;
	int precision, scale; /* FIELD_DECIMAL only */
	bool nullable;
	struct meta meta;
};

struct schema {
	struct field *fields;
	size_t nfields;
	struct meta meta;
};

#define SCHEMA_INIT                                                                                \
	{                                                                                          \
		NULL, 0,                                                                           \
		{                                                                                  \
			NULL, 0                                                                    \
		}                                                                                  \
	}

void schema_release(struct schema *s);
void schema_copy(struct schema *to, const struct schema *from);
/* Appends; the pointer is valid until the next schema_add().  Decimals start as
 * (38, 2), fields as nullable. */
struct field *schema_add(struct schema *s, const char *name, enum field_type type);
/* Appends a copy of a field. */
struct field *schema_add_copy(struct schema *s, const struct field *f);
/* Index, or -1. */
int schema_find(const struct schema *s, const char *name);
/* As schema_find(); a missing column is ERR_CONFIG and names `who` wants it and
 * the nearest column that is there. */
int schema_need(const struct schema *s, const char *name, const char *who, struct err *err);
/* The safety catch: ERR_STREAM unless META_STATE is `state`; says which stage
 * must come before `program`. */
int schema_need_state(const struct schema *s, const char *state, const char *program,
		      struct err *err);

struct column {
	enum field_type type;
	int64_t nulls;
	const uint8_t *valid; /* bitmap; NULL exactly when nulls == 0 */
	/* BOOL bitmap · INT64 int64_t · DECIMAL 16 bytes little-endian two's
	 * complement · FLOAT64 double · DATE int32_t · DICT int32_t index ·
	 * UTF8 int32_t offsets, one more than rows, first is 0 or more.
	 * Aligned to 8 bytes. */
	const void *values;
	const char *data;	 /* UTF8 only: the bytes that the offsets point into */
	const struct dict *dict; /* DICT only */
};

struct batch {
	int64_t nrows;
	size_t ncolumns;
	struct column *columns;
};

/* A batch is full at either; a hop works best in half of a second-level cache. */
enum { BATCH_ROWS = 4096, BATCH_BYTES = 384 * 1024 };

static inline bool column_is_null(const struct column *c, int64_t i)
{
	return c->valid && !(c->valid[i >> 3] >> (i & 7) & 1);
}

static inline bool column_bool(const struct column *c, int64_t i)
{
	return ((const uint8_t *)c->values)[i >> 3] >> (i & 7) & 1;
}

static inline int64_t column_int64(const struct column *c, int64_t i)
{
	return ((const int64_t *)c->values)[i];
}

static inline double column_float64(const struct column *c, int64_t i)
{
	return ((const double *)c->values)[i];
}

static inline int32_t column_date(const struct column *c, int64_t i)
{
	return ((const int32_t *)c->values)[i];
}

static inline int32_t column_index(const struct column *c, int64_t i)
{
	return ((const int32_t *)c->values)[i];
}

static inline __int128 column_decimal(const struct column *c, int64_t i)
{
	__int128 v;

	memcpy(&v, (const char *)c->values + 16 * i, sizeof(v));
	return v;
}

/* UTF8 or DICT; not for nulls. */
static inline struct str column_text(const struct column *c, int64_t i)
{
	const int32_t *at = c->values;

	if (c->type == FIELD_DICT)
		return dict_at(c->dict, at[i]);
	return (struct str){ c->data + at[i], (size_t)(at[i + 1] - at[i]) };
}

/*
 * A builder grows one column, row by row; builder_view() shows it as a
 * column, valid until the next call on the builder.  builder_clear() starts
 * the next batch (a dictionary stays and goes on growing).
 */
struct builder {
	enum field_type type;
	int64_t nrows, nulls;
	uint8_t *valid;
	size_t valid_capacity;
	struct buf values, data;
	struct dict *dict; /* DICT: owned unless given */
	bool dict_is_given;
};

/* dict: for FIELD_DICT, one to share (not owned), or NULL for a new one. */
void builder_init(struct builder *b, enum field_type type, struct dict *dict);
void builder_release(struct builder *b);
void builder_clear(struct builder *b);
void builder_null(struct builder *b);
static inline void builder_bool(struct builder *b, bool v);
static inline void builder_int64(struct builder *b, int64_t v);
static inline void builder_decimal(struct builder *b, __int128 v);
static inline void builder_float64(struct builder *b, double v);
static inline void builder_date(struct builder *b, int32_t days);
void builder_text(struct builder *b, const char *p, size_t n); /* UTF8 or DICT */
/* DICT: a number of its dict. */
static inline void builder_index(struct builder *b, int32_t index);
static inline void builder_utf8(struct builder *b, const char *p, size_t n); /* UTF8 only */
/* Row i of a column of the same type (DICT by text). */
void builder_copy(struct builder *b, const struct column *c, int64_t i);
/* n rows from `first` on of a column as a builder makes it: nothing lies under a
 * null; a DICT must have the builder's own. */
void builder_append(struct builder *b, const struct column *c, int64_t first, int64_t n);
void builder_view(const struct builder *b, struct column *c);
/* Bytes that the column takes in a stream so far. */
size_t builder_bytes(const struct builder *b);

/* One builder per field of a schema: rows in, batches out. */
struct batch_builder {
	struct builder *columns;
	size_t ncolumns;
	struct batch batch;
};

void batch_builder_init(struct batch_builder *bb, const struct schema *s);
void batch_builder_release(struct batch_builder *bb);
void batch_builder_clear(struct batch_builder *bb);
bool batch_builder_is_full(const struct batch_builder *bb);
/* Rows so far as a batch; every column must have the same number of them. */
const struct batch *batch_builder_view(struct batch_builder *bb);

/* The rest is private: appending a value is too hot for a call. */

void *builder_grow(struct builder *b, size_t n);
char *builder_grow_data(struct builder *b, size_t n);
void builder_grow_valid(struct builder *b);

static inline void *builder_room(struct builder *b, size_t n)
{
	char *p = b->values.p + b->values.n;

	if (b->values.capacity - b->values.n <= n)
		return builder_grow(b, n);
	b->values.n += n;
	return p;
}

/* The row whose value was put is valid. */
static inline void builder_mark(struct builder *b)
{
	if (b->nulls) {
		if ((size_t)(b->nrows >> 3) >= b->valid_capacity)
			builder_grow_valid(b);
		b->valid[b->nrows >> 3] |= (uint8_t)(1u << (b->nrows & 7));
	}
	b->nrows++;
}

static inline void builder_put_bit(struct builder *b, bool v)
{
	if ((b->nrows & 7) == 0)
		*(uint8_t *)builder_room(b, 1) = 0;
	b->values.p[b->nrows >> 3] |= (char)(v << (b->nrows & 7));
}

static inline void builder_bool(struct builder *b, bool v)
{
	builder_put_bit(b, v);
	builder_mark(b);
}

static inline void builder_int64(struct builder *b, int64_t v)
{
	memcpy(builder_room(b, sizeof(v)), &v, sizeof(v));
	builder_mark(b);
}

static inline void builder_decimal(struct builder *b, __int128 v)
{
	memcpy(builder_room(b, sizeof(v)), &v, sizeof(v));
	builder_mark(b);
}

static inline void builder_float64(struct builder *b, double v)
{
	memcpy(builder_room(b, sizeof(v)), &v, sizeof(v));
	builder_mark(b);
}

static inline void builder_date(struct builder *b, int32_t days)
{
	memcpy(builder_room(b, sizeof(days)), &days, sizeof(days));
	builder_mark(b);
}

static inline void builder_index(struct builder *b, int32_t index)
{
	memcpy(builder_room(b, sizeof(index)), &index, sizeof(index));
	builder_mark(b);
}

static inline void builder_utf8(struct builder *b, const char *p, size_t n)
{
	bool fits = b->data.capacity - b->data.n > n && n <= INT32_MAX - b->data.n;
	char *to = fits ? b->data.p + b->data.n : builder_grow_data(b, n);
	int32_t end;

	if (n)
		memcpy(to, p, n);
	b->data.n += n;
	end = (int32_t)b->data.n;
	memcpy(builder_room(b, sizeof(end)), &end, sizeof(end));
	builder_mark(b);
}

#endif
