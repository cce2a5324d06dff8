/*
 * stream_bytes: the framing of a stream as it comes in: bytes of a descriptor,
 * cut into messages.
 *
 * Memory grows with the bytes that have arrived, never with a length that a
 * message claims.
 */
#ifndef CORE_STREAM_BYTES_H
#define CORE_STREAM_BYTES_H

#include "core/flatbuf.h"
#include "core/err.h"

/* Bytes aligned as malloc() does. */
struct stream_block {
	unsigned char *p;
	size_t n, capacity;
};

struct stream_bytes {
	int fd;
	const char *name; /* the caller's */
	size_t max_body;
	struct buf ahead; /* read and not yet asked for: from `at` on */
	size_t at;
	bool at_end; /* read() has returned 0 */
	/* The message: */
	struct stream_block meta; /* prefix of 8 bytes, then the metadata */
	struct stream_block body;
	struct fb fb;
	struct fb_table message, header;
	int version, type;
};

void stream_bytes_open(struct stream_bytes *in, int fd, const char *name, struct str head,
		       size_t max_body);
void stream_bytes_release(struct stream_bytes *in);

enum { STREAM_CUT = 2, STREAM_MARK = 3 };
/*
 * The next message with its body: 1, or -1; 0 when the bytes end before the
 * first of it, STREAM_MARK at the end marker, STREAM_CUT when the bytes end
 * within it.  Errors do not name the stream.
 */
int stream_bytes_message(struct stream_bytes *in, struct err *err);
/* Up to n bytes; how many came is *got: fewer only at the end. */
int stream_bytes_read(struct stream_bytes *in, void *p, size_t n, size_t *got, struct err *err);

#endif
