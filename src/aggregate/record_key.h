/*
 * record_key: the 64-bit key of a person, from his pseudonym.
 *
 * The first 64 bits of the pseudonym, which is a keyed digest in base64url (RFC 4648
 * §5): as good as drawn by lot, and the same as long as the pseudonym is.  The sum
 * modulo 2^64 of the keys of all persons in a cell is the cell's key, so that the same
 * persons have the same key in every table.  It is as secret as the pseudonyms.
 */
#ifndef AGGREGATE_RECORD_KEY_H
#define AGGREGATE_RECORD_KEY_H

#include <stdbool.h>
#include <stdint.h>

#include "aggregate/idmap.h"
#include "core/buf.h"

/* False when the text does not begin with 64 bits in base64url. */
bool record_key_of(struct str pseudonym, uint64_t *key);
/* By id, to be freed; NULL when one of them is no pseudonym. */
uint64_t *record_keys_of(const struct idmap *ids);

#endif
