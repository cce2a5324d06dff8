/*
 * datapackage: datapackage.json, the description of a release for programs.
 *
 * Source: Data Package standard, version 2.0 (datapackage.org): package,
 * resource, table schema and table dialect.  No `created`: the bytes of a
 * release follow from its cells, not from the clock.  Beyond the standard:
 * theme, updateFrequency, temporal, rows, demo, protection (method_notes.h), microdata
 * (microdata_words.h), and the unit of a field.
 */
#ifndef PACKAGE_DATAPACKAGE_H
#define PACKAGE_DATAPACKAGE_H

#include "package/release.h"

/* When all files that it describes are in the release. */
/* attached: paths of the documents that were added (attachment.h). */
int datapackage_write(struct release *r, const char *const *attached, int nattached,
		      struct err *err);

#endif
