/*
 * sample_open: a stream or a CSV file of unknown columns as a reader.
 *
 * The header of the CSV file becomes a schema of texts.  A first row that looks
 * like data is an error: its values would become names.
 */
#ifndef MASK_SAMPLE_OPEN_H
#define MASK_SAMPLE_OPEN_H

#include "core/reader.h"
#include "core/recognise.h"

struct sample_input {
	int fd;
	const char *name;
	struct buf head; /* what was read to see what it is */
	struct reader *reader;
	bool is_csv;
};

int sample_open(struct sample_input *in, const char *path, const char *encoding,
		const struct recogniser *r, struct err *err);
void sample_close(struct sample_input *in);

#endif
