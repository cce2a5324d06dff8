/*
 * extract: from a plan and a source to the stream `raw`.
 */
#ifndef EXTRACT_EXTRACT_H
#define EXTRACT_EXTRACT_H

#include <stdbool.h>

#include "core/buf.h"
#include "core/input.h"
#include "extract/session.h"

struct extract_options {
	const char *path;   /* extract.json */
	const char *period; /* instead of the file's, or NULL */
	struct session_options session;
	bool digest, explain;
	bool schema; /* check everything, write no rows */
	struct output_options output;
};

/* explained: with `explain` what would be asked, and nothing is written. */
int extract_run(const struct extract_options *o, struct buf *explained, struct err *err);

#endif
