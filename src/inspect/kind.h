/*
 * kind: what bytes are, told by the bytes; and what a name claims that they are.
 */
#ifndef INSPECT_KIND_H
#define INSPECT_KIND_H

#include "core/buf.h"

enum kind {
	KIND_EMPTY,
	KIND_TEXT, /* in any encoding that is read */
	KIND_GZIP,
	KIND_ZLIB, /* a bare stream of RFC 1950 */
	KIND_ZIP,
	KIND_ARCHIVE, /* what libarchive opens: tar, 7z, xz, bzip2, zstd, rar, ... */
	KIND_PDF,
	KIND_PNG,
	KIND_JPEG,
	KIND_PICTURE, /* of another format */
	KIND_SQLITE,
	KIND_OLE, /* Office before 2007 */
	KIND_RTF,
	KIND_COLUMNS, /* Parquet, Arrow, ORC, Avro */
	KIND_UNKNOWN
};

enum encoding {
	ENCODING_UTF8, /* or GB18030 in some part of it */
	ENCODING_UTF16LE,
	ENCODING_UTF16BE,
	ENCODING_UTF32LE,
	ENCODING_UTF32BE
};

/* From the first bytes; `whole`: no more follow. */
enum kind kind_of(struct str head, bool whole);
const char *kind_name(enum kind kind);
/* By a byte order mark, else by where the zeros are. */
enum encoding encoding_of(struct str head);
/* Whether a file of this name may be of this kind; a name without a known
 * ending may be anything that is known. */
bool kind_fits_name(enum kind kind, const char *name);

#endif
