/*
 * office_read: a document from the parts of an office file that is open already.
 */
#ifndef REPORT_OFFICE_READ_H
#define REPORT_OFFICE_READ_H

#include "report/paper/doc.h"
#include "report/read/zip_parts.h"

/* part: the main one; name: the file. */
int docx_parts_read(const struct zip_parts *z, const char *part, const char *name, struct doc *d,
		    struct err *err);
int xlsx_parts_read(const struct zip_parts *z, const char *part, const char *name, struct doc *d,
		    struct err *err);

#endif
