/*
 * file: the only code that creates outputs.
 *
 * A file is written beside its place, synced and renamed; a folder likewise.
 * On any error the place is untouched and nothing is left beside it.
 */
#ifndef CORE_FILE_H
#define CORE_FILE_H

#include <stddef.h>
#include <sys/types.h>

#include "core/buf.h"
#include "core/err.h"

struct file {
	int fd;
	char *path, *temp;
};

#define FILE_INIT                                                                                  \
	{                                                                                          \
		-1, NULL, NULL                                                                     \
	}

/* mode 0644 for what is public, 0600 for what is private.  A device or a pipe is refused. */
int file_create(struct file *f, const char *path, mode_t mode, struct err *err);
int file_write(struct file *f, const void *p, size_t n, struct err *err);
/* fsync, rename, fsync of the folder.  The file is released either way. */
int file_commit(struct file *f, struct err *err);
/* Removes the unfinished file.  Legal on FILE_INIT and after a commit. */
void file_abort(struct file *f);
/* All of that: a small file whose text is at hand. */
int file_save(const char *path, mode_t mode, struct str text, struct err *err);

/* A folder that appears whole or not at all. */
struct tree {
	char *path, *temp;
};

#define TREE_INIT                                                                                  \
	{                                                                                          \
		NULL, NULL                                                                         \
	}

/* Whether a new folder may take the place: nothing stands there, or an empty folder, or one that
 * holds the file `mark`, as all of its kind do; else ERR_IO.  what: the kind, for the message. */
int tree_may_replace(const char *path, const char *mark, const char *what, struct err *err);
/* temp is a new folder beside path; write into it. */
int tree_create(struct tree *t, const char *path, struct err *err);
/* Syncs every file and folder, then renames to path.  An existing folder there
 * is replaced atomically when `replace`, else it is an error (ERR_IO, EEXIST). */
int tree_commit(struct tree *t, int replace, struct err *err);
void tree_abort(struct tree *t);

/* All of fd; partial writes and EINTR are handled; `name` is for messages. */
int file_write_all(int fd, const char *name, const void *p, size_t n, struct err *err);
/* Whole file into b; more than max bytes is an error (kind ERR_DATA). */
int file_read(const char *path, size_t max, struct buf *b, enum err_kind missing, struct err *err);
int file_make_dirs(const char *path, mode_t mode, struct err *err);
/* Removes a file or a folder with all in it; a missing one is no error. */
int file_remove(const char *path, struct err *err);
/* fsync of what stands at path, opened with these further flags. */
int file_sync(const char *path, int flags, struct err *err);
/* The same of the folder at path, or of the one that holds path. */
int file_sync_dir(const char *path, struct err *err);
int file_sync_parent(const char *path, struct err *err);
/* ".NAME.PID.tmp" beside path, to be freed: what an unfinished output is called. */
char *file_temp_name(const char *path);
/* Names in a folder, sorted by bytes, without . and ..; free with file_list_free(). */
int file_list(const char *path, char ***names, size_t *n, struct err *err);
void file_list_free(char **names, size_t n);
/* "dir/name", to be freed. */
char *file_join(const char *dir, const char *name);

#endif
