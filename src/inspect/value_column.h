/*
 * value_column: what the values of one closed column are for the gate.
 */
#ifndef INSPECT_VALUE_COLUMN_H
#define INSPECT_VALUE_COLUMN_H

#include "core/record.h"
#include "core/site.h"

enum value_role {
	ROLE_NONE,  /* categories, amounts, dates, record numbers */
	ROLE_IDENT, /* numbers, codes and addresses of class direct */
	ROLE_NAME,
	ROLE_TEXT,
	ROLE_BIRTH, /* only beside a name */
	ROLE_PLACE  /* a code of a town or village: only beside a name */
};

struct value_column {
	enum value_role role;
	bool is_open;		   /* in rows of institutions */
	const struct codes *codes; /* ROLE_PLACE */
};

/* By the register's class and type, the column's name and its label. */
int value_column_make(struct value_column *c, const struct field *f, struct site *site,
		      struct err *err);

#endif
