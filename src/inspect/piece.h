/*
 * piece: one text of the release as a reader could come to see it.
 *
 * The walk opens every file, archive member, XLSX and DOCX part, PDF page and
 * document property; the layers below undo what a program would undo
 * (compression, UTF-16, GB18030, base64, entities, escapes); what comes out are
 * pieces of UTF-8, each with a place that names where it was.
 */
#ifndef INSPECT_PIECE_H
#define INSPECT_PIECE_H

#include "core/buf.h"
#include "core/err.h"

struct piece {
	const char *file; /* as findings name it: file of the release, "a.xlsx > xl/workbook.xml",
			     * "a.zip > b.csv > base64"; a member's own name only when it is clean */
	struct str text;  /* UTF-8 where it could be made so; else the bytes as they are */
	size_t seen;	  /* bytes at the start that the piece before it has shown already:
			     * what ends in them is not new */
	long long line;	  /* number of the first line of text, from 1; 0: no lines */
	bool is_name;	  /* the text is a file's or member's name, not its content */
	bool values_only; /* only programs read it, as a font: patterns in it are chance */
	bool is_joined;	  /* put together by us: of patterns, only what its own check confirms */
};

/* -1 ends the walk with err. */
typedef int piece_fn(void *ctx, const struct piece *piece, struct err *err);

#endif
