/*
 * review_policy: the texts that decide what a pipeline publishes, and their digest.
 *
 * They are the field register of the source that its extract names, every *.json
 * of its folder, what its steps name elsewhere, of every pipeline that its cells are
 * protected with the register, pipeline.json and the files of its steps up to its
 * protect, and every code list of the site.  Of one that begins with a report they are,
 * instead of a register, its form and the calendar of working days, and of every
 * pipeline whose records it counts the same up to the mask.
 * The digest is the SHA-256 of "PATH\0SHA256\n" for every file, paths relative to
 * the site, sorted by bytes.
 */
#ifndef RUN_REVIEW_POLICY_H
#define RUN_REVIEW_POLICY_H

#include <sys/types.h>
#include <time.h>

#include "core/digest.h"
#include "core/site.h"
#include "run/pipeline.h"

/* Which file was read, and when it was last touched. */
struct policy_stamp {
	dev_t device;
	ino_t inode;
	struct timespec changed;
};

struct policy_file {
	char *path; /* relative to the site's root */
	char sha256[SHA256_HEX];
	struct policy_stamp stamp; /* taken before the text was read */
	struct buf text;	   /* empty in the file list of a record */
};

struct policy_files {
	struct policy_file *items; /* sorted by path, no path twice */
	size_t n;
};

struct review_policy {
	struct policy_files files;
	char digest[SHA256_HEX];
};

/* A file that cannot be read is ERR_CONFIG; a pipeline.json that is another by now than the one
 * that p was read from is ERR_GATE. */
int review_policy_read(const struct site *site, const struct pipeline *p, struct review_policy *to,
		       struct err *err);
void review_policy_release(struct review_policy *policy);
/* One more text, from `path` and called `shown`; then, when all are there, their order and digest. */
int review_policy_add(struct review_policy *to, const char *shown, const char *path,
		      struct err *err);
void review_policy_close(struct review_policy *to);
/* The first file that was touched between the two readings, or NULL: one that was changed and
 * changed back has the same digest, but who read it in between read something else. */
const char *review_policy_touched(const struct review_policy *before,
				  const struct review_policy *after);
bool policy_file_is_codes(const char *path);

void policy_files_digest(const struct policy_files *files, char digest[SHA256_HEX]);
const struct policy_file *policy_file_find(const struct policy_files *files, const char *path);
void policy_files_release(struct policy_files *files);

#endif
