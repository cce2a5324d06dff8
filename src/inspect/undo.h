/*
 * undo: what a program would undo in a text, undone.
 *
 * Each of these looks through one chunk for its own signs, and shows what comes
 * out through show_derived(), one layer deeper.  A text without signs costs a
 * search for bytes, no more.
 *
 * Sources: RFC 4648 (base64, base64url, base16), RFC 3986 (percent), RFC 2045
 * (quoted-printable), RFC 8259 (JSON), HTML living standard (character
 * references), ECMA-376 part 1, 22.9.2.19 (_xHHHH_), ISO 32000 (octal).
 */
#ifndef INSPECT_UNDO_H
#define INSPECT_UNDO_H

#include "inspect/body.h"

struct chunk {
	const char *p, *end;
	const char *limit; /* bytes after end that may be looked at, for what goes on there */
	size_t seen;	   /* as in struct piece */
	long long line;	   /* of p; 0: no lines */
	const char *done;  /* what begins before it was undone with an earlier chunk; moved on */
};

/* %XX, %uHHHH, &#NN; &name; \uHHHH \xHH \OOO \n, _xHHHH_. */
int undo_escapes(struct walk *w, const struct body *body, const struct chunk *c, struct err *err);
/* =XX and an = at the end of a line. */
int undo_quoted(struct walk *w, const struct body *body, const struct chunk *c, struct err *err);
/* Tags and comments of HTML and XML dropped, so that what they split is whole. */
int undo_markup(struct walk *w, const struct body *body, const struct chunk *c, struct err *err);
/* Numbers as a spreadsheet or a program shows them: "19,905,950,001" and 1.9905950001E10. */
int undo_figures(struct walk *w, const struct body *body, const struct chunk *c, struct err *err);
/* Runs of base64 and hex of twelve characters and more, also over several lines. */
int undo_runs(struct walk *w, const struct body *body, struct chunk *c, struct err *err);

/* A character reference at p ('&'); 0 for none. */
size_t undo_entity(const char *p, const char *end, struct buf *to);
/* The value of a hex digit, -1 for none. */
int undo_hex(char c);

#endif
