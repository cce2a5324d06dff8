/*
 * walk: a release folder as pieces, everything in it opened.
 *
 * Every file is told by its content: text in any of its encodings, gzip, zip,
 * tar and other archives, XLSX, DOCX, PDF, pictures, SQLite.  What is inside is
 * opened again, down to max_depth; texts are shown as they are and once more
 * for each layer of base64, hex, percent signs, entities, escapes and tags that
 * can be undone.  What no reader should find in a release (hidden sheets,
 * comments, properties, links, bytes outside the members, damage, unknown
 * kinds, names that lie about the kind) becomes a finding of structure.
 * Damage is a finding, never an error: only reading itself can fail (ERR_IO).
 *
 * Memory: files are mapped, not read; texts are shown in chunks of WALK_CHUNK
 * bytes, each with up to WALK_OVERLAP bytes of the one before it (piece.seen),
 * cut at line ends where there are any.  What must be unpacked is streamed when
 * it is text, held in memory up to WALK_MEMBER bytes for each level of nesting
 * when it is not, and kept in an unlinked temporary file beyond that.  So with
 * max_depth 6 the walk holds less than 7 * WALK_MEMBER + 64 MiB, 512 MiB, and
 * less than 100 MiB for what the packager of this project makes.
 */
#ifndef INSPECT_WALK_H
#define INSPECT_WALK_H

#include "inspect/finding.h"
#include "inspect/piece.h"

enum { WALK_CHUNK = 4 << 20, WALK_OVERLAP = 4096, WALK_MEMBER = 64 << 20, WALK_LAYERS = 3 };

struct walk_options {
	long long max_bytes;  /* of all that is unpacked and decoded; beyond it, a finding */
	int max_depth;	      /* archives in archives; beyond it, a finding */
	bool pictures;	      /* pictures are no finding, though nobody reads what they show */
	bool without_poppler; /* PDF: raw bytes and streams only */
	/* Whether a name may be shown in findings; called with the ctx of the
	 * pieces.  NULL: every name may. */
	bool (*clean)(void *ctx, struct str name);
};

#define WALK_OPTIONS_INIT                                                                          \
	{                                                                                          \
		64LL << 30, 6, false, false, NULL                                                  \
	}

/*
 * Pieces come from the calling thread, in the order of the files' names; their
 * memory is the walk's and lives until the callback returns.  A file's or
 * member's name comes before its content, as a piece with is_name, whose file
 * is the parent's with " > member N" ("file N" for a file of the release).
 */
int walk_release(const char *folder, const struct walk_options *o, struct findings *f,
		 piece_fn *each, void *ctx, struct err *err);
/* The same for bytes in memory, as if they were the content of a file so called. */
int walk_bytes(const char *name, struct str bytes, const struct walk_options *o, struct findings *f,
	       piece_fn *each, void *ctx, struct err *err);

#endif
