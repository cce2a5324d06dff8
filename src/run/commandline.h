/*
 * commandline: what the runner calls a program with.
 *
 * The same words that a person would type in a pipe, and `--log json`, by which
 * the runner reads what the program says.
 */
#ifndef RUN_COMMANDLINE_H
#define RUN_COMMANDLINE_H

#include "run/night.h"
#include "run/workspace.h"

/* Enough for a protect with PIPELINE_WITH_MAX others, and for a report of as many inputs as its file
 * has room for. */
enum { COMMANDLINE_MAX = 160, COMMANDLINE_INPUTS = 64 };

struct commandline {
	const char *argv[COMMANDLINE_MAX]; /* views, NULL-ended; for struct process */
	char *program;			   /* argv[0] */
	int argc;
};

/* One step of the chain that ends in the release folder. */
void commandline_stage(struct commandline *c, const struct night *n, const struct step *step,
		       const struct workspace *at);
/* Step i of a pipeline that is read beside the night's own: one that its cells are protected with,
 * or whose records are counted.  It writes to path (NULL: to the next one). */
void commandline_beside(struct commandline *c, const struct night *n, const struct pipeline *other,
			size_t i, const char *path);
/* A report: inputs are views, at most COMMANDLINE_INPUTS. */
struct report_call {
	const char *config, *period;
	char **records, **releases; /* NAME=PATH */
	size_t nrecords, nreleases;
	const char *last, *entered; /* or NULL */
	const char *output, *trace;
	const char *rows; /* or NULL */
	bool draft;
};
void commandline_report(struct commandline *c, const struct night *n, const struct report_call *r);
/* The rows of a report into a release folder, with its documents beside them. */
void commandline_pack(struct commandline *c, const struct night *n, const struct step *package,
		      const struct workspace *at, char *const *documents, size_t ndocuments,
		      const char *rows);
/* Everything that may not be public, for yg-inspect to look for. */
void commandline_closed(struct commandline *c, const struct night *n, const struct step *extract);
void commandline_inspect(struct commandline *c, const struct night *n, const struct step *inspect,
			 const struct workspace *at);
void commandline_publish(struct commandline *c, const struct night *n, const char *dataset,
			 const struct workspace *at);
/* The same for yg check: the stages at their files and at no row, the inspect at an empty release. */
void commandline_look(struct commandline *c, const struct night *n, const struct step *step,
		      const struct workspace *at);
/* One that writes to path (NULL: to the next one). */
void commandline_look_into(struct commandline *c, const struct night *n, const struct step *step,
			   const char *path);
/* The empty entry form of a report into path: reads all of its file. */
void commandline_look_report(struct commandline *c, const struct night *n,
			     const struct step *report, const char *path);
/* All sources and their registers, as the inspection will read them. */
void commandline_look_closed(struct commandline *c, const struct night *n, const char *config);
void commandline_look_inspect(struct commandline *c, const struct night *n,
			      const struct step *inspect, const char *release);
void commandline_release(struct commandline *c);

#endif
