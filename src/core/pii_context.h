/*
 * pii_context: words that say what the value after them is.
 */
#ifndef CORE_PII_CONTEXT_H
#define CORE_PII_CONTEXT_H

#include "core/pii_scan.h"

/* Marks the first characters of the words. */
void context_build(struct recogniser *r);
/* The longest context word at the ideograph c at p: its class, and its length in bytes. */
enum context_class context_at(const struct scan *s, const char *p, uint32_t c, size_t *n);

#endif
