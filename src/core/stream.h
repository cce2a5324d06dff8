/*
 * stream: the Arrow IPC streaming format, the small part that we need.
 *
 * Source: Apache Arrow Columnar Format 1.5, "Serialization and Interprocess
 * Communication"; Message.fbs and Schema.fbs; FlatBuffers internals.
 * Little-endian, metadata version V5, no compression, buffers padded to 8.
 *
 * Ours in it: schema and field metadata (record.h), and the closing batch of
 * zero rows whose message metadata holds `yg.rows` (decimal) and `yg.digest`
 * ("xxh128:" and 32 hex digits over every byte before that message).  End of
 * file before it is ERR_STREAM.  The digest cannot cover the closing message, so
 * that must be byte for byte what our writer writes there, then the end marker,
 * then nothing (or the next stream, where it may be followed): no flipped bit
 * passes.
 *
 * A dictionary column has one struct dict from the open of a reader to its
 * close, whatever the stream replaces; null slots hold index 0 or another index
 * in range (0 also when the dictionary is empty).
 *
 * The reader is written for hostile input: every offset, length, count,
 * index and UTF-8 byte is checked before use, and no size that a message
 * claims is allocated before its bytes have arrived.
 */
#ifndef CORE_STREAM_H
#define CORE_STREAM_H

#include "core/reader.h"

struct stream_options {
	/*
	 * A stream of somebody else: no closing batch is asked for; narrower
	 * integers and float32 are widened to INT64 and FLOAT64; other types
	 * (nested, binary, times, uint64…) become FIELD_OPAQUE with validity
	 * only.  Without it such a type is ERR_STREAM that names field and type.
	 */
	bool foreign;
	/* What comes after the end marker is left to stream_reader_rest(). */
	bool followed;
	size_t max_message; /* bytes; 0: 256 MiB */
};

/* fd stays the caller's.  `head`: bytes already read from fd (input.h).
 * options may be NULL. */
int stream_reader_open(int fd, const char *name, struct str head,
		       const struct stream_options *options, struct reader **out, struct err *err);

/* At the end of a stream that may be followed: the bytes that were read beyond it,
 * which come before those still in fd.  Valid until the close. */
struct str stream_reader_rest(const struct reader *r);

/* The schema is written at once.  A dictionary that grows is sent as deltas. */
int stream_writer_open(int fd, const char *name, const struct schema *schema, struct writer **out,
		       struct err *err);

#endif
