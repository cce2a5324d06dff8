/*
 * jsonout: writing JSON, text only, in the order given.
 *
 * UTF-8 passes as it is; control characters, quotes, backslashes, U+2028, U+2029
 * and "</" are escaped, so that the text is safe inside a page.  Members and
 * items get commas by themselves.  indent 0: one line.
 */
#ifndef CORE_JSONOUT_H
#define CORE_JSONOUT_H

#include <stdbool.h>

#include "core/buf.h"

struct jsonout {
	struct buf *to;
	int indent, depth;
	bool first, after_key;
};

void jsonout_init(struct jsonout *j, struct buf *to, int indent);
void jsonout_open(struct jsonout *j, char bracket);  /* '{' or '[' */
void jsonout_close(struct jsonout *j, char bracket); /* '}' or ']' */
void jsonout_key(struct jsonout *j, const char *key);
void jsonout_str(struct jsonout *j, struct str s);
void jsonout_cstr(struct jsonout *j, const char *s);
void jsonout_int(struct jsonout *j, long long v);
void jsonout_bool(struct jsonout *j, bool v);
void jsonout_null(struct jsonout *j);
/* A number (or any JSON) already in text. */
void jsonout_raw(struct jsonout *j, struct str s);
/* Shorthands: key and value. */
void jsonout_member(struct jsonout *j, const char *key, const char *value);
void jsonout_member_int(struct jsonout *j, const char *key, long long v);

#endif
