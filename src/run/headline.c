#include "run/headline.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/csv.h"
#include "core/file.h"

enum { HEADER_MAX = 64 * 1024 };

/* Every column as text: the header names them. */
static int header_schema(int fd, const char *name, struct schema *s, struct err *err)
{
	char head[HEADER_MAX], *at = head, *end;
	ssize_t n = pread(fd, head, sizeof(head) - 1, 0);

	if (n <= 0)
		return err_set(err, ERR_IO, "%s: cannot read its header", name);
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

static bool matches(const struct schema *s, const struct batch *b, int64_t row, struct json wanted)
{
	struct err ignored = ERR_INIT;
	const char *value;
	struct json i;
	int column;

	for (i = json_first(wanted); json_is(i); i = json_next(i)) {
		column = schema_find(s, json_key(i));
		if (column < 0 || json_get_str(i, &value, &ignored) < 0 ||
		    column_is_null(&b->columns[column], row) ||
		    !str_is(column_text(&b->columns[column], row), str_of(value)))
			return false;
	}
	return true;
}

static void show(const struct schema *s, const struct batch *b, int64_t row, struct buf *to)
{
	struct str value;
	size_t i;

	buf_clear(to);
	for (i = 0; i < s->nfields; i++) {
		if (column_is_null(&b->columns[i], row))
			continue;
		value = column_text(&b->columns[i], row);
		buf_printf(to, "%s%s=%.*s", to->n ? "  " : "", s->fields[i].name, (int)value.n, value.p);
	}
}

static int search(struct reader *r, struct json wanted, struct buf *to, struct err *err)
{
	const struct batch *b;
	int64_t row;
	int more;

	while ((more = reader_next(r, &b, err)) == 1)
		for (row = 0; row < b->nrows; row++)
			if (matches(&r->schema, b, row, wanted))
				show(&r->schema, b, row, to);
	return more;
}

int headline_read(const char *release, const char *name, struct json wanted, struct buf *to,
		  struct err *err)
{
	struct schema schema = SCHEMA_INIT;
	struct reader *reader = NULL;
	struct buf file = BUF_INIT;
	char *path;
	int fd, ret = -1;

	buf_printf(&file, "%s.csv", name);
	path = file_join(release, file.p);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		err_sys(err, ERR_IO, "%s: cannot open", path);
	else if (header_schema(fd, path, &schema, err) == 0 &&
		 csv_reader_open(fd, path, (struct str){ "", 0 }, &schema, NULL, &reader, err) == 0)
		ret = search(reader, wanted, to, err);
	reader_close(reader);
	schema_release(&schema);
	if (fd >= 0)
		close(fd);
	free(path);
	buf_release(&file);
	return ret;
}
