/*
 * commands: what yg can do.  One file and one function each; main.c has the table.
 */
#ifndef RUN_COMMANDS_H
#define RUN_COMMANDS_H

#include "core/site.h"
#include "run/local_day.h"

struct command_options {
	const char *site;   /* -C: a folder of the site; NULL: the working folder */
	const char *period; /* --period FROM/TO or MONTH, for the extracts */
	bool keep;	    /* --keep: the work folder stays */
	const char *as_of;  /* --as-of DATE: the day of the night; NULL: that of its begin */
	struct local_day day;
	/* yg review and yg report: */
	const char *sign, *as, *key; /* --sign STEP --as NAME --key FILE */
	const char *policy;	     /* --policy DIGITS: what was looked at */
	bool demo;
	const char *report; /* yg review --report YEAR */
	bool list;
	bool draft;   /* yg report --draft */
	bool keys;    /* yg trace --keys */
	bool rebuild; /* yg history --rebuild */
};

/* names: the pipelines asked for; none means all.  yg report takes a report and a period, yg trace
 * numbers of reports. */
int cmd_run(struct site *site, const struct command_options *o, const char *const *names, size_t n,
	    struct err *err);
int cmd_check(struct site *site, const struct command_options *o, const char *const *names,
	      size_t n, struct err *err);
int cmd_review(struct site *site, const struct command_options *o, const char *const *names,
	       size_t n, struct err *err);
int cmd_report(struct site *site, const struct command_options *o, const char *const *names,
	       size_t n, struct err *err);
int cmd_trace(struct site *site, const struct command_options *o, const char *const *names,
	      size_t n, struct err *err);
int cmd_history(struct site *site, const struct command_options *o, const char *const *names,
		size_t n, struct err *err);
int cmd_status(struct site *site, const struct command_options *o, const char *const *names,
	       size_t n, struct err *err);
int cmd_list(struct site *site, const struct command_options *o, const char *const *names, size_t n,
	     struct err *err);

#endif
