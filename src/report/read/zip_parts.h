/*
 * zip_parts: the XML parts of an office file: ECMA-376 part 2 (open packaging), in a ZIP.
 *
 * Unpacked in memory, at most READ_MAX bytes together; pictures and other members stay
 * packed.  A damaged or encrypted file, or a part that is there twice, is ERR_DATA.
 */
#ifndef REPORT_ZIP_PARTS_H
#define REPORT_ZIP_PARTS_H

#include "core/buf.h"
#include "core/err.h"

struct zip_part {
	char *name; /* without a first slash: word/document.xml */
	struct buf bytes;
};

struct zip_parts {
	struct zip_part *items;
	size_t n, room;
	size_t unpacked;
};

/* name: the file, for messages. Release z also after an error. */
int zip_parts_read(struct str bytes, const char *name, struct zip_parts *z, struct err *err);
void zip_parts_release(struct zip_parts *z);
/* False: no such part. Names are compared without case, as the standard says. */
bool zip_parts_find(const struct zip_parts *z, const char *part, struct str *bytes);

#endif
