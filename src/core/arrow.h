/*
 * arrow: the numbers of Arrow's Schema.fbs and Message.fbs (format version 1.5,
 * metadata version V5): slots of tables, members of unions, values of enums.
 */
#ifndef CORE_ARROW_H
#define CORE_ARROW_H

enum { ARROW_V4 = 3, ARROW_V5 = 4 };

/* union MessageHeader */
enum { HEADER_SCHEMA = 1, HEADER_DICTIONARY = 2, HEADER_BATCH = 3 };

/* union Type */
enum {
	TYPE_NULL = 1,
	TYPE_INT,
	TYPE_FLOAT,
	TYPE_BINARY,
	TYPE_UTF8,
	TYPE_BOOL,
	TYPE_DECIMAL,
	TYPE_DATE,
	TYPE_TIME,
	TYPE_TIMESTAMP,
	TYPE_INTERVAL,
	TYPE_LIST,
	TYPE_STRUCT,
	TYPE_UNION,
	TYPE_FIXED_BINARY,
	TYPE_FIXED_LIST,
	TYPE_MAP,
	TYPE_DURATION,
	TYPE_LARGE_BINARY,
	TYPE_LARGE_UTF8,
	TYPE_LARGE_LIST,
	TYPE_RUN_END,
	TYPE_BINARY_VIEW,
	TYPE_UTF8_VIEW,
	TYPE_LIST_VIEW,
	TYPE_LARGE_LIST_VIEW,
	TYPE_END
};

/* Slots, in the order of each table. */
enum { MESSAGE_VERSION, MESSAGE_TYPE, MESSAGE_HEADER, MESSAGE_BODY, MESSAGE_META };
enum { SCHEMA_ENDIANNESS, SCHEMA_FIELDS, SCHEMA_META };
enum {
	FIELD_NAME,
	FIELD_NULLABLE,
	FIELD_TYPE_TYPE,
	FIELD_TYPE,
	FIELD_DICTIONARY,
	FIELD_CHILDREN,
	FIELD_META
};
enum { KEYVALUE_KEY, KEYVALUE_VALUE };
enum { ENCODING_ID, ENCODING_INDEX, ENCODING_ORDERED, ENCODING_KIND };
enum { INT_BITS, INT_SIGNED };
enum { FLOAT_PRECISION };
enum { DECIMAL_PRECISION, DECIMAL_SCALE, DECIMAL_BITS };
enum { DATE_UNIT };
enum { UNION_MODE };
enum { BATCH_LENGTH, BATCH_NODES, BATCH_BUFFERS, BATCH_COMPRESSION, BATCH_VARIADIC };
enum { DICTIONARY_ID, DICTIONARY_DATA, DICTIONARY_DELTA };

/* Precision, DateUnit, UnionMode */
enum { FLOAT_HALF, FLOAT_SINGLE, FLOAT_DOUBLE };
enum { DATE_DAYS, DATE_MILLISECONDS };
enum { UNION_SPARSE, UNION_DENSE };

/* The marker before every message since Arrow 0.15. */
#define ARROW_CONTINUATION "\xff\xff\xff\xff"
/* End of stream: the marker and a length of 0. */
#define ARROW_END "\xff\xff\xff\xff\0\0\0\0"
enum { ARROW_PREFIX = 8 };

/* A schema of more fields, or nested deeper, is refused. */
enum { ARROW_FIELDS_MAX = 4096, ARROW_DEPTH_MAX = 32, ARROW_PAIRS_MAX = 1024 };

/* The metadata of the closing batch. */
#define META_ROWS "yg.rows"
#define META_DIGEST "yg.digest"
#define DIGEST_PREFIX "xxh128:"

#endif
