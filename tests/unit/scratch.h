/*
 * scratch: a folder for one test, and files in it.
 */
#ifndef TEST_SCRATCH_H
#define TEST_SCRATCH_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/file.h"

/* A new folder; free it with scratch_remove(). */
static inline char *scratch_new(void)
{
	char *dir = strdup("/tmp/yg-test-XXXXXX");

	if (!mkdtemp(dir))
		abort();
	return dir;
}

static inline void scratch_remove(char *dir)
{
	struct err err = ERR_INIT;

	if (file_remove(dir, &err) < 0)
		abort();
	free(dir);
}

/* Writes dir/name with its folders; returns the path, to be freed. */
static inline char *scratch_put(const char *dir, const char *name, const char *text)
{
	struct err err = ERR_INIT;
	char *path = file_join(dir, name), *folder = strdup(path);
	FILE *f;

	*strrchr(folder, '/') = '\0';
	if (file_make_dirs(folder, 0755, &err) < 0)
		abort();
	free(folder);
	f = fopen(path, "w");
	if (!f || fputs(text, f) < 0 || fclose(f) != 0)
		abort();
	return path;
}

#endif
