/*
 * stream_schema: a schema as Arrow metadata, both ways, and how the columns of
 * a stream lie in its batches.
 */
#ifndef CORE_STREAM_SCHEMA_H
#define CORE_STREAM_SCHEMA_H

#include "core/flatbuf.h"
#include "core/record.h"

/* How the values of a column come. */
enum stream_shape {
	SHAPE_SAME,    /* as struct column has them */
	SHAPE_INTEGER, /* narrower integers: width, is_signed */
	SHAPE_FLOAT32,
	SHAPE_INDEX, /* indexes of a dictionary: width, is_signed, dictionary */
	SHAPE_NULL,  /* no buffers at all: every row is null */
	SHAPE_OPAQUE
};

struct stream_field {
	enum stream_shape shape;
	int width; /* bytes of an integer or index */
	bool is_signed;
	size_t dictionary; /* number in stream_layout.ids */
	bool has_validity; /* its first buffer is a bitmap */
	/* In a batch, with children: */
	size_t nodes, buffers;
	size_t views; /* members with a variadic number of further buffers */
};

struct stream_layout {
	bool foreign;
	int version;		     /* ARROW_V4 or ARROW_V5: set before the schema is read */
	struct stream_field *fields; /* one for each field of the schema */
	int64_t *ids;		     /* of the dictionaries that columns use */
	size_t nids, nnodes, nbuffers, nviews; /* the last three: sums */
};

/* The message header table of a schema into *schema and *layout (foreign and
 * version set, else zero).  Errors do not name the stream. */
int stream_get_schema(const struct fb_table *header, struct schema *schema,
		      struct stream_layout *layout, struct err *err);
void stream_layout_release(struct stream_layout *layout);

/* The whole metadata of a schema message.  Dictionaries are numbered by field. */
void stream_put_schema(struct fb_builder *b, const struct schema *schema);
/* A vector of KeyValue. */
uint32_t stream_put_meta(struct fb_builder *b, const struct meta *m);

#endif
