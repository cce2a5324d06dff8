/*
 * desk_check: reports that were filled in elsewhere, judged.
 */
#ifndef REPORT_DESK_CHECK_H
#define REPORT_DESK_CHECK_H

#include "core/opt.h"
#include "report/desk.h"

struct desk_check {
	const char *form; /* the form of documents; NULL: annual-report */
	const char *last;
	struct opt_list parts; /* the reports that it is the sum of */
	bool json;
};

/* Appends what was found in each file, and counts errors. The forms are those of the site of the
 * working folder.  A file that cannot be read or recognised ends it. */
int desk_check_files(const struct desk_check *o, const char *const *files, int n, struct buf *out,
		     size_t *nerrors, struct err *err);

#endif
