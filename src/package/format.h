/*
 * format: one way to write the rows of a release into one file.
 *
 * All formats get the same batches in one pass, so all hold the same cells.
 * To add one: a file format_NAME.c, its line in the table of format.c, its word
 * in pack_spec.
 */
#ifndef PACKAGE_FORMAT_H
#define PACKAGE_FORMAT_H

#include "package/release.h"

/* What every format gets: the batch, and its canonical CSV text (the header row
 * comes first, with an empty batch). */
struct page {
	const struct batch *batch;
	struct str csv;
};

/* First member of every kind of encoder. */
struct encoder {
	const struct format *format;
	struct release *release;
};

struct format {
	enum pack_format id;
	const char *suffix;   /* of the file: ".csv" */
	const char *resource; /* ending of the resource name in datapackage.json */
	const char *kind;     /* its "format" there */
	const char *mediatype;
	const char *title, *description;
	int (*open)(struct release *r, struct encoder **out, struct err *err);
	int (*write)(struct encoder *e, const struct page *page, struct err *err);
	/* All rows are in; notes the file in the release. */
	int (*finish)(struct encoder *e, struct err *err);
	void (*close)(struct encoder *e);
};

extern const struct format format_csv, format_excel_csv, format_json, format_xlsx, format_gzip;

/* In the order of the table, ended by NULL. */
extern const struct format *const formats[];

/* The encoders of a release. */
struct encoders {
	struct encoder *items[PACK_FORMATS];
	size_t n;
};

int encoders_open(struct encoders *all, struct release *r, struct err *err);
int encoders_write(struct encoders *all, const struct page *page, struct err *err);
int encoders_finish(struct encoders *all, struct err *err);
void encoders_close(struct encoders *all);

/* A member named after the release and the format. */
struct member;
int format_member(const struct format *f, const struct release *r, struct member *m,
		  struct err *err);

#endif
