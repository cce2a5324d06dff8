/*
 * pipeline: pipelines/NAME/pipeline.json, which says what feeds what.
 *
 * Every step names a stage (`run`) and the step whose output it reads (`in`).
 * The steps of a pipeline form one chain, from an extract to a package and the
 * inspect that looks the packed release through, which is what `publish` names;
 * a step that two others read, a cycle or a step that nothing reads is
 * ERR_CONFIG.  The step's own file is RUN.json in the same folder unless
 * `config` names another.  Without `publish` the pipeline is private: an extract and a
 * mask, whose masked records are for the bureau's own reports; it releases nothing,
 * so it is no work of a night and needs no approval.  One that begins with a report
 * is a report, a package and an inspect: made by yg report (filing.h), not by a night.  `microdata` makes a protect write records, not cells;
 * `with` names other pipelines, beside whose cells it makes its own safe.  Two may
 * name each other.
 */
#ifndef RUN_PIPELINE_H
#define RUN_PIPELINE_H

#include "core/json.h"
#include "core/site.h"

struct step {
	const char *name;      /* view into the document */
	const char *stage;     /* extract, mask, ... */
	const char *in;	       /* NULL for the first */
	char *config;	       /* path, owned */
	bool microdata;	       /* of a protect */
	struct json with;      /* of a protect: names, or nothing */
	struct json documents; /* of a report: what of it is published; nothing: all */
	struct json at;	       /* for messages */
};

struct pipeline {
	char *name, *dir;
	const char *label;
	struct json_doc *doc;
	bool is_private;
	bool is_report;	    /* begins with a report, not with an extract: made by yg report */
	struct step *steps; /* in flow order; the last is the inspect, before it the package */
	size_t nsteps;
	size_t safe; /* the step that makes cells safe; 0: none does */
	/* Those that its cells are made safe with; they have none themselves here. */
	struct pipeline *with;
	size_t nwith;
	long long min_rows;   /* gate */
	bool has_period;      /* its extract is bound to months, so --period is for it */
	struct json headline; /* object {column: value}, or nothing: see headline.h */
};

enum { PIPELINE_WITH_MAX = 8 };

int pipeline_read(const struct site *site, const char *name, struct pipeline *p, struct err *err);
void pipeline_release(struct pipeline *p);
/* Whether the site has a pipeline of that name, however broken: 0, or ERR_USAGE. */
int pipeline_exists(const struct site *site, const char *name, struct err *err);
/* Names of all pipelines of the site, sorted, none being ERR_CONFIG; free with
 * file_list_free(). */
int pipeline_names(const struct site *site, char ***names, size_t *n, struct err *err);
/* Without the private ones, which is told when more is to be said.  One that cannot be
 * read is among them: whoever reads it tells why. */
int pipeline_public_names(const struct site *site, char ***names, size_t *n, struct err *err);
/* Nor those that begin with a report. */
int pipeline_nightly_names(const struct site *site, char ***names, size_t *n, struct err *err);

#endif
