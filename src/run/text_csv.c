#include "run/text_csv.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include "core/csv.h"
#include "core/file.h"
#include "core/path.h"
#include "core/program.h"

enum { HEADER_MAX = 64 * 1024, BLOCK = 128 * 1024 };

#define GZIP_MAX (4LL << 30)

static int unpack_all(gzFile gz, int to, const char *path, struct err *err)
{
	static char block[BLOCK];
	long long all = 0;
	int n;

	while ((n = gzread(gz, block, sizeof(block))) > 0) {
		all += n;
		if (all > GZIP_MAX)
			return err_set(err, ERR_DATA, "%s: unpacks to more than 4 GiB", path);
		if (program_check(err) < 0 || file_write_all(to, path, block, (size_t)n, err) < 0)
			return -1;
	}
	if (n < 0 || !gzeof(gz))
		return err_set(err, ERR_DATA, "%s: the gzip file is damaged", path);
	if (lseek(to, 0, SEEK_SET) < 0)
		return err_sys(err, ERR_IO, "%s: cannot unpack", path);
	return 0;
}

/* A descriptor of the text in place of that of the archive, which is closed. */
static int unpack(int *fd, const char *path, struct err *err)
{
	int to = memfd_create("table", MFD_CLOEXEC), ret;
	gzFile gz = to < 0 ? NULL : gzdopen(*fd, "rb");

	if (!gz) {
		close(*fd);
		ret = err_sys(err, ERR_IO, "%s: cannot unpack", path);
	} else {
		ret = unpack_all(gz, to, path, err);
		gzclose(gz);
	}
	*fd = to;
	return ret;
}

/* Every column is text: the header names them. */
static int header_schema(int fd, const char *path, struct schema *s, struct err *err)
{
	char head[HEADER_MAX], *at = head, *end;
	ssize_t n = pread(fd, head, sizeof(head) - 1, 0);

	if (n <= 0)
		return err_set(err, ERR_IO, "%s: cannot read its header", path);
	head[n] = '\0';
	head[strcspn(head, "\r\n")] = '\0';
	for (; at; at = end ? end + 1 : NULL) {
		end = strchr(at, ',');
		if (end)
			*end = '\0';
		schema_add(s, at, FIELD_UTF8);
	}
	return 0;
}

static bool is_packed(const char *file)
{
	size_t n = strlen(file);

	return n > 3 && strcmp(file + n - 3, ".gz") == 0;
}

int text_csv_open(struct text_csv *t, const char *folder, const char *file, struct err *err)
{
	struct schema schema = SCHEMA_INIT;
	int ret = -1;

	t->reader = NULL;
	t->path = file_join(folder, file);
	t->fd = open(t->path, O_RDONLY | O_CLOEXEC);
	if (t->fd < 0)
		err_sys(err, ERR_IO, "%s: cannot open", path_shown(t->path));
	else if ((!is_packed(file) || unpack(&t->fd, t->path, err) == 0) &&
		 header_schema(t->fd, t->path, &schema, err) == 0)
		ret = csv_reader_open(t->fd, path_shown(t->path), (struct str){ "", 0 }, &schema,
				      NULL, &t->reader, err);
	schema_release(&schema);
	return ret;
}

void text_csv_close(struct text_csv *t)
{
	reader_close(t->reader);
	if (t->fd >= 0)
		close(t->fd);
	free(t->path);
}

struct str text_csv_cell(const struct batch *b, int64_t row, int column)
{
	if (column < 0 || column_is_null(&b->columns[column], row))
		return (struct str){ "", 0 };
	return column_text(&b->columns[column], row);
}
