/*
 * show: texts and bytes as pieces, with everything that can be read from them.
 *
 * A text is shown as it is, converted when it is not UTF-8, and with each layer
 * of encoding undone (undo.h).  Bytes are shown as they are, with the UTF-16
 * and GB18030 texts that stand in them.
 */
#ifndef INSPECT_SHOW_H
#define INSPECT_SHOW_H

#include "inspect/body.h"

/* The body is text. */
int show_text(struct walk *w, const struct body *body, struct err *err);
/* The body may be anything. */
int show_bytes(struct walk *w, const struct body *body, struct err *err);
/* A text that was made of a part of body: one layer more, called "FILE > LABEL".
 * seen and line as in struct piece. */
int show_derived(struct walk *w, const struct body *body, const char *label, struct str text,
		 size_t seen, long long line, struct err *err);

/* A text that comes bit by bit; body without bytes, which must outlive it. */
struct show_stream;
struct show_stream *show_stream_open(struct walk *w, const struct body *body, struct str head);
int show_stream_put(struct show_stream *s, const char *p, size_t n, struct err *err);
/* Shows the rest, when `ok`; releases the stream either way. */
int show_stream_close(struct show_stream *s, bool ok, struct err *err);

/* Valid UTF-8 without control characters. */
bool show_is_printable(struct str text);

#endif
