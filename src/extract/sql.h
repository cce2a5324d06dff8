/*
 * sql: a statement being built: text with ? for every value, and the values.
 *
 * No value is ever part of the text, and every name in it is quoted by
 * sql_name(), so neither configuration nor data can change what it means.
 */
#ifndef EXTRACT_SQL_H
#define EXTRACT_SQL_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"

struct sql_value {
	char *text; /* owned; NULL: the value is `integer` */
	int64_t integer;
};

struct sql {
	struct buf text;
	struct sql_value *values; /* in the order of the question marks */
	size_t nvalues;
	/* The list of columns of a SELECT, as it lies in the text. */
	size_t list, list_end, ncolumns;
};

#define SQL_INIT                                                                                   \
	{                                                                                          \
		BUF_INIT, NULL, 0, 0, 0, 0                                                         \
	}

void sql_release(struct sql *q);
/* An identifier in double quotes, those inside doubled (SQL-92 5.2). */
void sql_name(struct buf *b, const char *name);
/* "?" and what it stands for. */
void sql_text(struct sql *q, const char *text);
void sql_integer(struct sql *q, int64_t v);
/* Text and values of `from` behind those of q; `from` is released. */
void sql_append(struct sql *q, struct sql *from);

#endif
