/*
 * clearance: the pass that lets one release through the last gate.
 *
 *	{"dataset", "release": SHA-256 of SHA256SUMS, "archive": of NAME.zip.sha256 when
 *	 there is one, "files", "bytes", "values": closed values it was compared with,
 *	 "policy": SHA-256 of inspect.json, "tool": "yg-inspect VERSION"}
 *
 * It is good for exactly these bytes: every file is read once more and must have
 * its digest in SHA256SUMS (or, the archive of all, in NAME.zip.sha256), and
 * both lists must be those that stood there before the inspection began.
 */
#ifndef INSPECT_CLEARANCE_H
#define INSPECT_CLEARANCE_H

#include "core/digest.h"
#include "core/err.h"

struct clearance {
	char release[SHA256_HEX];
	char archive[SHA256_HEX]; /* "" when there is none */
	const char *folder;
	char *dataset;
	long long files, bytes;
};

/* What stands there now: ERR_DATA when it is no release folder. */
int clearance_begin(struct clearance *p, const char *folder, struct err *err);
/* The same must stand there still (ERR_GATE). */
int clearance_write(struct clearance *p, const char *path, const char *policy, long long values,
		    struct err *err);
void clearance_release(struct clearance *p);

#endif
