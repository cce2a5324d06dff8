#include "verify/sheet.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include "core/csv.h"
#include "core/file.h"
#include "core/mem.h"
#include "core/program.h"

#define UNPACKED_MAX (4LL << 30)

static int unpack_into(int to, gzFile gz, const char *path, struct err *err)
{
	static char block[1 << 16];
	long long all = 0;
	int n;

	while ((n = gzread(gz, block, sizeof(block))) > 0) {
		all += n;
		if (all > UNPACKED_MAX)
			return err_set(err, ERR_DATA, "%s: holds more than 4 GiB", path);
		if (program_check(err) < 0 || file_write_all(to, path, block, (size_t)n, err) < 0)
			return -1;
	}
	if (n < 0)
		return err_set(err, ERR_DATA, "%s: the gzip file is damaged", path);
	return lseek(to, 0, SEEK_SET) < 0 ? err_sys(err, ERR_IO, "%s", path) : 0;
}

static int unpack(struct sheet *s, struct err *err)
{
	int to = memfd_create("sheet", MFD_CLOEXEC), ret = -1;
	gzFile gz = gzdopen(s->fd, "rb");

	if (to < 0 || !gz)
		err_sys(err, ERR_IO, "%s: cannot unpack", s->path);
	else
		ret = unpack_into(to, gz, s->path, err);
	if (gz && gzclose(gz) != Z_OK && ret == 0)
		ret = err_set(err, ERR_DATA, "%s: the gzip file is cut off", s->path);
	else if (!gz)
		close(s->fd);
	s->fd = to;
	return ret;
}

static int open_file(struct sheet *s, bool is_gzip, struct err *err)
{
	s->fd = open(s->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (s->fd < 0)
		return err_sys(err, ERR_DATA, "%s", s->path);
	return is_gzip ? unpack(s, err) : 0;
}

static void take_column(struct sheet *s, struct sheet_column *to, const struct column *c, int64_t n)
{
	to->ids = mem_grow(to->ids, &to->capacity, (size_t)(s->nrows + n), sizeof(*to->ids));
	to->texts = c->dict;
	for (int64_t i = 0; i < n; i++) {
		bool is_empty = column_is_null(c, i) || column_text(c, i).n == 0;

		to->ids[s->nrows + i] = is_empty ? SHEET_EMPTY : column_index(c, i);
	}
}

static int read_rows(struct sheet *s, struct err *err)
{
	const struct batch *b;
	int more;

	while ((more = reader_next(s->reader, &b, err)) == 1) {
		if (program_check(err) < 0)
			return -1;
		if (s->nrows + b->nrows > INT32_MAX)
			return err_set(err, ERR_DATA, "%s: has too many rows", s->path);
		for (size_t i = 0; i < s->ncolumns; i++)
			take_column(s, &s->columns[i], &b->columns[i], b->nrows);
		s->nrows += b->nrows;
	}
	return more;
}

int sheet_read(struct sheet *s, const char *path, const char *const *names, size_t n, bool is_gzip,
	       struct err *err)
{
	struct schema schema = SCHEMA_INIT;
	int ret = -1;

	*s = (struct sheet){ .ncolumns = n, .fd = -1, .path = mem_strdup(path) };
	s->columns = mem_zalloc(n + 1, sizeof(*s->columns));
	for (size_t i = 0; i < n; i++)
		schema_add(&schema, names[i], FIELD_DICT);
	if (open_file(s, is_gzip, err) == 0 &&
	    csv_reader_open(s->fd, s->path, STR(""), &schema, NULL, &s->reader, err) == 0)
		ret = read_rows(s, err);
	schema_release(&schema);
	return ret;
}

void sheet_release(struct sheet *s)
{
	for (size_t i = 0; i < s->ncolumns; i++)
		free(s->columns[i].ids);
	free(s->columns);
	reader_close(s->reader);
	if (s->path && s->fd >= 0)
		close(s->fd);
	free(s->path);
	*s = (struct sheet){ .fd = -1 };
}

struct str sheet_text(const struct sheet *s, size_t column, int64_t row)
{
	const struct sheet_column *c = &s->columns[column];

	return c->ids[row] == SHEET_EMPTY ? STR("") : dict_at(c->texts, c->ids[row]);
}
