/*
 * inspect_spec: what an inspect.json says.
 *
 *	{ "key": "pseudonym",			name of a key: for the digests of findings
 *	  "candidates": 10000,			the fewest that a published mask may leave
 *	  "allow": [ {"column": "uscc", "kinds": ["uscc"], "basis": "..."} ],
 *	  "plausible": {...}, "linkage": {...} }	see plausible.h and linkage.h
 *
 * A column that the list allows is one of the release's canonical table.
 */
#ifndef INSPECT_SPEC_H
#define INSPECT_SPEC_H

#include "core/json.h"
#include "core/recognise.h"
#include "inspect/linkage.h"
#include "inspect/plausible.h"

struct inspect_allow {
	const char *column, *basis; /* views */
	bool kinds[PII_NKINDS];
	struct json at; /* for messages */
};

struct inspect_spec {
	struct json_doc *doc;
	const char *key; /* a view */
	long long candidates;
	struct inspect_allow *allow;
	size_t nallow;
	struct plausible plausible;
	struct linkage linkage;
};

int inspect_spec_read(struct inspect_spec *s, const char *path, struct err *err);
void inspect_spec_release(struct inspect_spec *s);

#endif
