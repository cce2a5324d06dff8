/*
 * docx_styles: what a paragraph is by its style: styles.xml of a DOCX (ISO 29500-1, 17.7).
 *
 * A heading is told by its outline level or by the name "heading N", its own or that of
 * the style it is based on; what docx_write names (Title, TableUnit, ...) by its id.
 */
#ifndef REPORT_DOCX_STYLES_H
#define REPORT_DOCX_STYLES_H

#include "core/buf.h"
#include "core/err.h"

enum docx_role {
	DOCX_TEXT,
	DOCX_HEADING,
	DOCX_TITLE,
	DOCX_TABLE_TITLE,
	DOCX_TABLE_UNIT,
	DOCX_TABLE_NOTE,
	DOCX_TABLE_HEAD, /* of a cell: a label */
	DOCX_ISSUER,
	DOCX_DATE,
	DOCX_FORM
};

struct docx_style {
	char *id, *based_on; /* or NULL */
	int level;	     /* 1..3; 0: not said */
	bool is_title;
	int list, list_level; /* of numbering.xml; list 0: none */
};

struct docx_styles {
	struct docx_style *items;
	size_t n, room;
};

/* bytes: the part; name: the file. Release it also after an error. */
int docx_styles_read(struct str bytes, const char *name, struct docx_styles *s, struct err *err);
void docx_styles_release(struct docx_styles *s);

struct docx_look {
	enum docx_role role;
	int level;
	int list, list_level;
};
/* id may be NULL. */
struct docx_look docx_styles_look(const struct docx_styles *s, const char *id);

/* Headings from 1 to 3 out of an outline level from 0; 0 for body text. */
int docx_heading_level(long outline);

#endif
