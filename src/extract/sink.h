/*
 * sink: parts of all scans into one stream.
 *
 * Dictionaries of the stream number texts in the order of the rows, whoever
 * read them; small parts are gathered into full batches, large ones pass as
 * they are.  What is written depends only on the sequence of the parts.
 */
#ifndef EXTRACT_SINK_H
#define EXTRACT_SINK_H

#include "core/reader.h"
#include "extract/scan.h"

struct sink;

struct sink *sink_new(const struct query *q, const struct plan *p, struct writer *to,
		      size_t nscans);
int sink_take(void *sink, const struct part *part, size_t scan, struct err *err);
/* What is still gathered. */
int sink_end(struct sink *s, struct err *err);
void sink_free(struct sink *s);

#endif
