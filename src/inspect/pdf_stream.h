/*
 * pdf_stream: the streams of a PDF, found by their words and not by its tables,
 * which may leave some out.
 */
#ifndef INSPECT_PDF_STREAM_H
#define INSPECT_PDF_STREAM_H

#include "inspect/pdf_refs.h"

struct pdf_stream {
	struct str before; /* from the stream before it up to this one: objects */
	struct str dict;   /* of an object; empty: "stream" stands elsewhere, and may be none */
	struct str packed; /* up to "endstream"; without a dict up to the end of the file */
	long long number;  /* of the object */
};

/* From *at on, which is moved behind it; false at the end, with `before` the rest. */
bool pdf_stream_next(struct str pdf, size_t *at, struct pdf_stream *s);
/* "/Type /NAME" stands in its dictionary; with NULL any name. */
bool pdf_stream_is(const struct pdf_stream *s, const char *name);
bool pdf_stream_has_filter(const struct pdf_stream *s);
/* What it is used for, when its dictionary says nothing else, and no filter but /FlateDecode. */
enum pdf_use pdf_stream_use(const struct pdf_stream *s, const struct pdf_refs *r);
/* The content looks like that use: no font program is a text. */
bool pdf_use_fits(enum pdf_use use, struct str content);

/* The strings of a page's operators that are texts, and its comments: those of one
 * operator together, a line end after each.  Numbers of glyphs are none. */
void pdf_strings(struct str operators, struct buf *to);

#endif
