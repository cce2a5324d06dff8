/*
 * stream_message: a message as it goes out: metadata, then the buffers of a
 * batch, gathered without copying them.
 *
 * Life: message_begin(), message_add_column() for each column, one of the
 * message_end_...(); then iov[0..niov) is what to write, valid until the
 * columns go or the next call.
 */
#ifndef CORE_STREAM_MESSAGE_H
#define CORE_STREAM_MESSAGE_H

#include <sys/uio.h>

#include "core/flatbuf.h"
#include "core/record.h"

struct message {
	struct fb_builder meta;
	unsigned char prefix[8];
	struct iovec *iov;
	size_t niov, iov_capacity;
	/* (length, nulls) of each column, (offset, length) of each buffer: */
	int64_t *nodes, *buffers;
	size_t nnodes, nbuffers, nodes_capacity, buffers_capacity;
	int64_t rows, body;
	/* Last bytes of buffers and their padding: they must not move. */
	unsigned char (*tails)[16];
	size_t ntails, tails_capacity;
	struct buf *rebased; /* offsets that did not begin with 0, by column */
	size_t rebased_capacity;
};

void message_release(struct message *m);
void message_begin(struct message *m, size_t ncolumns, int64_t rows);
void message_add_column(struct message *m, const struct column *c);
/* meta: of the message; NULL for none. */
void message_end_batch(struct message *m, const struct meta *meta);
void message_end_dictionary(struct message *m, int64_t id, bool is_delta);
void message_schema(struct message *m, const struct schema *schema);
/* The closing batch: these bytes and no others end a stream of ours. */
void message_closing(struct message *m, const struct schema *schema, int64_t rows,
		     const char *digest);

#endif
