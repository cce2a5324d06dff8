/*
 * stream_column: the columns of a record batch, checked and shown as they lie
 * in its body.
 *
 * A column points into the body unless it has to be converted; then it points
 * into the scratch memory of its field.  Buffers may not overlap: what was
 * checked in one cannot change when another is mended.
 */
#ifndef CORE_STREAM_COLUMN_H
#define CORE_STREAM_COLUMN_H

#include "core/stream_bytes.h"
#include "core/stream_schema.h"

/* What an index of the stream means. */
struct stream_dict {
	struct dict *dict;
	int32_t *map; /* index -> entry of dict, or -1 for null */
	size_t n, capacity;
	bool is_known; /* a dictionary batch has come */
	bool is_same;  /* map[i] is i for all i < n */
};

struct stream_scratch {
	void *values, *valid;
	size_t values_capacity, valid_capacity;
};

/* Where we are in a record batch. */
struct stream_columns {
	const struct stream_block *body;
	bool foreign;
	int64_t rows;
	struct fb_vector nodes, buffers, variadic;
	uint32_t node, buffer, view;
	uint64_t end; /* of the last buffer: the next begins there or later */
};

/* t: a RecordBatch table; counts as the layout says. */
int stream_columns_open(struct stream_columns *in, const struct fb_table *t,
			const struct stream_block *body, const struct stream_layout *layout,
			struct err *err);
/* The next column.  dicts: by stream_field.dictionary.  Errors name no field. */
int stream_column_get(struct stream_columns *in, const struct field *f,
		      const struct stream_field *sf, const struct stream_dict *dicts,
		      struct stream_scratch *scratch, struct column *c, struct err *err);
void stream_scratch_release(struct stream_scratch *s);

#endif
