/*
 * gzip_blocks: gzip by several threads, the same bytes for any number of them.
 *
 * The text is cut into blocks of one MiB; each becomes a gzip member of its own
 * (RFC 1952, section 2.2: a file is a series of members), without name and time.
 * Every reader of .gz takes that.  The first blocks are compressed well, what
 * comes after them fast: small files get small, large ones are not waited for.
 */
#ifndef PACKAGE_GZIP_BLOCKS_H
#define PACKAGE_GZIP_BLOCKS_H

#include "package/member.h"

enum {
	GZIP_BLOCK = 1024 * 1024,
	GZIP_WELL = 16, /* blocks that are compressed well */
	GZIP_WELL_LEVEL = 6,
	GZIP_FAST_LEVEL = 1
};

struct gzip_blocks;
/* `to` receives the members in order and stays the caller's; threads: 0 is as
 * many as there are processors, at most four. */
int gzip_blocks_open(struct member *to, int threads, struct gzip_blocks **out, struct err *err);
int gzip_blocks_add(struct gzip_blocks *g, const void *p, size_t n, struct err *err);
/* The last block; waits for all. */
int gzip_blocks_finish(struct gzip_blocks *g, struct err *err);
/* Ends the threads.  NULL is legal. */
void gzip_blocks_close(struct gzip_blocks *g);

#endif
