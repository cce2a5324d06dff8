/*
 * json_scan: the strict syntax of JSON, and where every value stands.
 *
 * cJSON reads more than RFC 8259 allows (control characters in strings, "01",
 * "1.", a NUL by \u0000, one key twice) and forgets positions.  The scan goes
 * before it: what passes here, cJSON reads in the same way as everybody else.
 */
#ifndef CORE_JSON_SCAN_H
#define CORE_JSON_SCAN_H

#include "core/buf.h"
#include "core/err.h"

enum { JSON_DEPTH_MAX = 64, JSON_NUMBER_MAX = 60 };

/* One per value, in the order in which the values begin. */
struct json_mark {
	size_t at, n;	    /* the literal text; n is 0 for arrays and objects */
	int line, key_line; /* counted from 1; key_line is 0 outside objects */
};

struct json_marks {
	struct json_mark *items;
	size_t n, capacity;
};

/* ERR_CONFIG "NAME:LINE: ..."; the marks are freed by the caller either way. */
int json_scan(const char *name, struct str text, struct json_marks *marks, struct err *err);
void json_marks_release(struct json_marks *marks);

#endif
