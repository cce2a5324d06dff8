/*
 * readme: README.md, the description of a release for people, in Markdown
 * (CommonMark with tables).  Every text that comes from outside is escaped, so
 * that it can neither make markup nor HTML.
 */
#ifndef PACKAGE_README_H
#define PACKAGE_README_H

#include "package/release.h"

/* When all data files are in the release. */
int readme_write(struct release *r, struct err *err);
/* s as one line of plain text in Markdown, also inside a table. */
void markdown_put(struct buf *b, const char *s);

#endif
