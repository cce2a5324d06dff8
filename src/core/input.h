/*
 * input, output: the ends of every stage.
 *
 * Input is a stream or CSV, told by its first bytes (0xFFFFFFFF begins a
 * stream).  CSV needs a schema file.  Output is a stream, CSV with --to csv, or
 * an aligned table when stdout is a terminal.
 */
#ifndef CORE_INPUT_H
#define CORE_INPUT_H

#include "core/opt.h"
#include "core/reader.h"

struct input_options {
	const char *schema;   /* --schema FILE: what a CSV input holds */
	const char *encoding; /* --encoding UTF-8|GB18030 of a CSV input */
};

/* For the option tables of all stages that read. */
#define INPUT_OPTS(o)                                                                              \
	{ 0, "schema", OPT_STRING, &(o).schema, "FILE", "fields of a CSV input, as JSON" },        \
	{                                                                                          \
		0, "encoding", OPT_STRING, &(o).encoding, "NAME",                                  \
			"encoding of a CSV input: UTF-8 or GB18030"                                \
	}

/* path: NULL or "-" is stdin.  The reader owns the descriptor it opened. */
int input_open(const char *path, const struct input_options *o, struct reader **out,
	       struct err *err);

/*
 * Streams that follow one another on one descriptor (as yg-extract --closed
 * writes them), never CSV.  Whoever writes them numbers them by META_STREAM, so
 * that one that is missing, out of place or not wanted is ERR_STREAM, also the
 * last ones; streams of somebody who numbers none may be as many as there are.
 */
int input_open_many(const char *path, struct reader **out, struct err *err);
/* After reader_next() has returned 0.  1: another stream follows, *r is its reader
 * and the one before is closed, with what it gave; 0: the end; -1: *r is still to
 * be closed. */
int input_next_stream(struct reader **r, struct err *err);

struct output_options {
	const char *to;	  /* --to stream|csv|table; NULL: by what stdout is */
	const char *path; /* --output FILE; NULL or "-": stdout */
};

#define OUTPUT_OPTS(o)                                                                             \
	{ 0, "to", OPT_STRING, &(o).to, "FORMAT", "output as stream, csv or table" },              \
	{                                                                                          \
		'o', "output", OPT_STRING, &(o).path, "FILE",                                      \
			"write FILE, whole or not at all, instead of stdout"                       \
	}

struct output;
/* A file is created by file.h and appears at output_finish(). */
int output_open(const struct output_options *o, const struct schema *schema, struct output **out,
		struct err *err);
struct writer *output_writer(struct output *o);
/* Ends this stream and begins another behind it; only where the output is a
 * stream.  output_writer() is another one then. */
int output_next_stream(struct output *o, const struct schema *schema, struct err *err);
int output_finish(struct output *o, struct err *err);
/* Without output_finish() an output file does not appear.  NULL is legal. */
void output_close(struct output *o);

#endif
