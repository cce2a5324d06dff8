/*
 * unpack: the content of a packed member, opened as far as memory allows.
 *
 * Text is shown while it comes out; anything else is held in memory up to
 * WALK_MEMBER bytes, beyond that in an unlinked temporary file ($TMPDIR, else
 * /tmp) that no name leads to.
 */
#ifndef INSPECT_UNPACK_H
#define INSPECT_UNPACK_H

#include "inspect/body.h"

/* Puts up to n bytes at p; 0: the end; -1: damaged here. */
typedef long unpack_fn(void *ctx, char *p, size_t n);

/* inside: file, name, depth, layer and is_part of the member, no bytes.  Damage
 * is a finding, and what came before it is shown. */
int unpack_open(struct walk *w, const struct body *inside, unpack_fn *read, void *ctx,
		struct err *err);

/* A deflate stream (RFC 1951) in memory, read by unpack_fn. */
struct inflate_state;
struct inflate_state *inflate_new(struct str packed);
void inflate_free(struct inflate_state *s); /* NULL is legal */
long inflate_read(void *state, char *p, size_t n);
/* Bytes of `packed` that were taken so far; all of the stream after its end. */
size_t inflate_used(const struct inflate_state *s);
/* CRC-32 and length of what came out. */
unsigned inflate_crc(const struct inflate_state *s);
unsigned long long inflate_length(const struct inflate_state *s);

#endif
