/*
 * reader, writer: where batches come from and where they go, whatever the
 * format.  Made by stream.h, csv.h, table.h; chosen by input.h and output.h.
 */
#ifndef CORE_READER_H
#define CORE_READER_H

#include "core/record.h"

struct reader;

struct reader_class {
	int (*next)(struct reader *r, const struct batch **batch, struct err *err);
	void (*close)(struct reader *r);
};

/* First member of every kind of reader. */
struct reader {
	const struct reader_class *class;
	struct schema schema; /* complete once the reader is open */
	const char *name;     /* for messages: a path or "<stdin>" */
	int64_t rows;	      /* delivered so far */
};

/*
 * 1: a batch, valid until the next call; its dictionaries until the close.
 * 0: the end, checked: the stream is whole, rows and digest agree.  -1: error.
 * Batches of zero rows are never delivered.
 */
int reader_next(struct reader *r, const struct batch **batch, struct err *err);
void reader_close(struct reader *r); /* NULL is legal */

struct writer;

struct writer_class {
	int (*write)(struct writer *w, const struct batch *batch, struct err *err);
	int (*finish)(struct writer *w, struct err *err);
	void (*close)(struct writer *w);
};

struct writer {
	const struct writer_class *class;
	struct schema schema; /* a copy */
	const char *name;
	int64_t rows;
};

/* Columns must agree with the schema.  Nothing of the batch is kept. */
int writer_write(struct writer *w, const struct batch *batch, struct err *err);
/* Ends the output: closing batch, last line, flush.  Without it the output is
 * unfinished and says so to whoever reads it. */
int writer_finish(struct writer *w, struct err *err);
void writer_close(struct writer *w); /* NULL is legal; does not close the descriptor */

#endif
