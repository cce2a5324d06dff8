/*
 * session: a source of config/sources.json that is open for reading, all of its
 * connections on one snapshot.
 */
#ifndef EXTRACT_SESSION_H
#define EXTRACT_SESSION_H

#include "core/register.h"
#include "core/site.h"
#include "extract/drift.h"
#include "extract/source.h"

enum { SESSION_JOBS_MAX = 16 };

struct session_options {
	const char *file; /* instead of the place in sources.json, or NULL */
	long long jobs;	  /* connections */
	long long wait;	  /* seconds for a lock */
};

struct session {
	struct source source;
	const struct source_class *class;
	struct conn *conns[SESSION_JOBS_MAX];
	size_t nconns;
};

/* The name is a view.  After an error, too, the session is to be closed. */
int session_open(struct session *s, const struct site *site, const char *name,
		 const struct session_options *o, struct err *err);
/* The table as it is now; differences from the register go into d (then *live may
 * be empty). */
int session_table(struct session *s, const struct reg_table *t, struct live_table *live,
		  struct drift *d, struct err *err);
/* Warns of every table that the register does not name. */
int session_warn(struct session *s, const struct reg *reg, struct err *err);
/* After the last row: the snapshot held to the end. */
int session_end(struct session *s, struct err *err);
void session_close(struct session *s);

#endif
