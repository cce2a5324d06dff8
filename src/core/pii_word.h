/*
 * pii_word: runs of ASCII letters and digits, sixteen bytes at a time where
 * the processor can.
 */
#ifndef CORE_PII_WORD_H
#define CORE_PII_WORD_H

#include <stdbool.h>
#include <stddef.h>

struct ascii_word {
	const char *end;
	bool digit;  /* it has one ... */
	bool letter; /* ... and so on */
};

/* p < end is a letter or digit. */
struct ascii_word ascii_word_read(const char *p, const char *end);
/* The same, byte by byte: what the fast way must agree with. */
struct ascii_word ascii_word_read_plain(const char *p, const char *end);

#endif
