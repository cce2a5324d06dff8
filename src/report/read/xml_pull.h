/*
 * xml_pull: one XML part, node after node, by libxml2's reader.
 *
 * Nothing but the bytes is read.  A document type declaration is an error, so no
 * entity but the five of XML can be met; depth, names and texts are bounded by libxml2's
 * own limits (256 levels, 10 MB).  An empty element gives its start and its end.
 */
#ifndef REPORT_XML_PULL_H
#define REPORT_XML_PULL_H

#include "core/buf.h"
#include "core/err.h"

enum xml_kind { XML_PULL_START, XML_PULL_END, XML_PULL_TEXT };

struct xml_pull {
	void *reader;
	const char *file, *part; /* for messages */
	char fault[160];	 /* the parser's last word */
	bool is_empty;		 /* an end is still to be told */
	struct buf value;	 /* of an attribute */
	/* The node: */
	enum xml_kind kind;
	const char *name;  /* without prefix */
	const char *space; /* namespace, or "" */
	const char *text;
	int depth; /* the same for the start and the end of an element */
};

/* The bytes, file and part must outlive it. Close it also after an error. */
int xml_pull_open(struct xml_pull *x, struct str bytes, const char *file, const char *part,
		  struct err *err);
void xml_pull_close(struct xml_pull *x);
/* 1: a node; 0: the end; -1: ERR_DATA. */
int xml_pull_next(struct xml_pull *x, struct err *err);
/* Of the start at hand, by name without prefix; NULL: none. Valid until the next call. */
const char *xml_pull_attribute(struct xml_pull *x, const char *name);
/* The same as a number; `otherwise` when it is none, at most 10^9 in size. */
long xml_pull_number(struct xml_pull *x, const char *name, long otherwise);
/* After a start: goes to its end. */
int xml_pull_skip(struct xml_pull *x, struct err *err);
/* The next node of an element that began at `depth`: 0 at its end, else as above. */
int xml_pull_inside(struct xml_pull *x, int depth, struct err *err);
bool xml_pull_is(const struct xml_pull *x, const char *name);
/* true, 1, on and no value are yes: of an attribute `val` (ST_OnOff) that may be missing. */
bool xml_pull_is_on(struct xml_pull *x);

#endif
