/*
 * xlsx_strings: what cells of an XLSX point to: shared strings and number formats
 * (ISO 29500-1, 18.4 and 18.8).
 *
 * Runs of rich text are one text; phonetic ones are left out.
 */
#ifndef REPORT_XLSX_STRINGS_H
#define REPORT_XLSX_STRINGS_H

#include "report/read/xml_pull.h"

struct xlsx_strings {
	char **items;
	size_t n, room;
	bool *percents; /* per cell format: printed in percent */
	size_t nformats, formats_room;
};

/* bytes: sharedStrings.xml and styles.xml; name: the file. Both may be read into one. */
int xlsx_strings_read(struct str bytes, const char *name, struct xlsx_strings *s, struct err *err);
int xlsx_formats_read(struct str bytes, const char *name, struct xlsx_strings *s, struct err *err);
void xlsx_strings_release(struct xlsx_strings *s);

/* After the start of an element si or is: its text. */
int xlsx_string(struct xml_pull *x, struct buf *to, struct err *err);
/* _xHHHH_ undone (22.9.2.19). */
void xlsx_unescape(const char *text, struct buf *to);

/* A number as the file holds it, often with the noise of a binary fraction, as the decimal of at
 * most 15 digits that Excel shows; shifted by two places when in percent. False: no number. */
bool xlsx_number(const char *text, bool percent, struct buf *to);

#endif
