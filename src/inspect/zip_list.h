/*
 * zip_list: the members of a zip file and every byte around them.
 *
 * Source: PKWARE APPNOTE.TXT 6.3.10.  Both headers of each member are read, for
 * programs trust either; what neither covers is a gap, where anything may stand.
 */
#ifndef INSPECT_ZIP_LIST_H
#define INSPECT_ZIP_LIST_H

#include "core/buf.h"

struct zip_member {
	struct str name, extra, comment;    /* of the directory */
	struct str local_name, local_extra; /* of the header before the data */
	struct str data;		    /* packed */
	unsigned long long size;	    /* unpacked */
	size_t from, to;		    /* header, data and descriptor */
	unsigned flags, method, crc;
	bool is_link;  /* of Unix */
	bool is_whole; /* data lies in the file and the headers agree on where */
};

struct zip_list {
	struct zip_member *members;
	size_t n, capacity;
	struct str comment; /* of the file */
	size_t start;	    /* what offsets count from: 0, or after a prefix */
	size_t directory, directory_end;
	size_t end;    /* of the end record and its comment */
	bool is_whole; /* the directory could be read to its end */
};

enum { ZIP_ENCRYPTED = 1, ZIP_DESCRIPTOR = 8, ZIP_STORED = 0, ZIP_DEFLATED = 8 };

/* Everything is a view into bytes.  false: there is no directory to be read. */
bool zip_list_read(struct str bytes, struct zip_list *list);
/* Whether other bytes end in a zip. */
bool zip_list_is_at_end(struct str bytes);
void zip_list_release(struct zip_list *list);
/* The next fields of an extra block: tag and content; false at its end, and what
 * is left in `extra` is no field. */
bool zip_extra_next(struct str *extra, unsigned *tag, struct str *field);

#endif
