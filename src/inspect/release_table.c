#include "inspect/release_table.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include "core/csv.h"
#include "core/file.h"
#include "core/mem.h"
#include "core/program.h"

#define GZIP_MAX (4LL << 30)

/* The text of a member, "" for none or for what is no text. */
static const char *text_of(struct json v, const char *key)
{
	struct json m = json_member(v, key);
	struct err ignored = ERR_INIT;
	const char *s;

	return json_is_string(m) && json_get_str(m, &s, &ignored) == 0 ? s : "";
}

static bool is_text(struct json v, const char *key, const char *text)
{
	return strcmp(text_of(v, key), text) == 0;
}

static struct json canonical(struct json package)
{
	struct json list = json_member(package, "resources"), i;

	for (i = json_first(list); json_is(i); i = json_next(i))
		if (is_text(i, "format", "csv") && is_text(i, "type", "table"))
			break;
	return i;
}

/* The number behind "key=" in "k=20;one_in=4"; 0: it is not there. */
static long long number_in(const char *text, const char *key)
{
	size_t n = strlen(key);

	for (const char *p = text; p; p = strchr(p, ';')) {
		p += *p == ';';
		if (strncmp(p, key, n) == 0 && p[n] == '=')
			return strtoll(p + n + 1, NULL, 10);
	}
	return 0;
}

static bool is_named(struct json list, const char *name)
{
	struct err ignored = ERR_INIT;
	const char *s;

	if (json_is_string(list))
		return json_get_str(list, &s, &ignored) == 0 && strcmp(s, name) == 0;
	for (struct json i = json_first(list); json_is(i); i = json_next(i))
		if (json_is_string(i) && json_get_str(i, &s, &ignored) == 0 && strcmp(s, name) == 0)
			return true;
	return false;
}

static const char *codes_of(struct json schema, const char *name)
{
	static const char prefix[] = "codes-";
	struct json list = json_member(schema, "foreignKeys");

	for (struct json i = json_first(list); json_is(i); i = json_next(i)) {
		const char *resource = text_of(json_member(i, "reference"), "resource");

		if (is_named(json_member(i, "fields"), name) &&
		    strncmp(resource, prefix, sizeof(prefix) - 1) == 0)
			return resource + sizeof(prefix) - 1;
	}
	return "";
}

static int describe_column(struct release_table *t, struct json schema, struct json field,
			   struct err *err)
{
	struct table_column *c = &t->columns[t->ncolumns];

	c->name = text_of(field, "name");
	if (!*c->name)
		return json_err(field, err, "a field has no name");
	for (size_t i = 0; i < t->ncolumns; i++)
		if (strcmp(t->columns[i].name, c->name) == 0)
			return json_err(field, err, "two fields have one name");
	c->type = text_of(field, "type");
	c->unit = text_of(field, "unit");
	c->codes = codes_of(schema, c->name);
	c->is_key = is_named(json_member(schema, "primaryKey"), c->name);
	c->is_quasi = strncmp(text_of(field, "microdata"), "quasi", 5) == 0 ||
		      is_text(field, "class", "quasi");
	c->level = number_in(text_of(field, "microdata"), "level");
	t->has_keys |= c->is_key;
	t->has_quasi |= c->is_quasi;
	t->ncolumns++;
	return 0;
}

static int describe_table(struct release_table *t, struct json resource, struct err *err)
{
	struct json schema = json_member(resource, "schema"),
		    fields = json_member(schema, "fields");

	t->path = text_of(resource, "path");
	t->is_gzip = is_text(resource, "compression", "gz");
	if (!*t->path || strchr(t->path, '/'))
		return json_err(resource, err, "the table does not lie in the release's folder");
	t->columns = mem_zalloc(json_count(fields) + 1, sizeof(*t->columns));
	for (struct json i = json_first(fields); json_is(i); i = json_next(i))
		if (describe_column(t, schema, i, err) < 0)
			return -1;
	return 0;
}

static void describe_package(struct release_table *t)
{
	struct json root = json_root(t->doc);
	const char *microdata = text_of(root, "microdata");

	t->name = text_of(root, "name");
	t->version = text_of(root, "version");
	t->end = text_of(json_member(root, "temporal"), "end");
	t->is_microdata = json_is(json_member(root, "microdata"));
	t->k = number_in(microdata, "k");
	t->one_in = number_in(microdata, "one_in");
}

static char *show(const char *name, const char *kind, size_t number, clean_fn *clean, void *ctx)
{
	struct buf b = BUF_INIT;

	if (!clean || clean(ctx, str_of(name)))
		return mem_strdup(name);
	buf_printf(&b, "%s %zu", kind, number);
	return buf_detach(&b);
}

int release_table_open(struct release_table *t, const char *folder, clean_fn *clean, void *ctx,
		       struct err *err)
{
	char *path = file_join(folder, "datapackage.json");
	struct json resource;
	int ret = -1;

	*t = (struct release_table){ .folder = mem_strdup(folder), .fd = -1 };
	if (json_read(path, &t->doc, err) < 0)
		goto out;
	describe_package(t);
	resource = canonical(json_root(t->doc));
	if (json_is(resource) && describe_table(t, resource, err) < 0)
		goto out;
	t->shown = show(t->path ? t->path : "datapackage.json", "table", 1, clean, ctx);
	for (size_t i = 0; i < t->ncolumns; i++)
		t->columns[i].shown = show(t->columns[i].name, "column", i + 1, clean, ctx);
	t->has_keys = t->has_keys && !t->is_microdata;
	ret = 0;
out:
	free(path);
	if (ret < 0)
		release_table_close(t);
	return ret;
}

/* The descriptor of the text, which a file in gzip has only when it is unpacked. */
static int unpack(int fd, const char *path, struct err *err)
{
	int to = memfd_create("table", MFD_CLOEXEC), n = 0;
	gzFile gz = gzdopen(fd, "rb");
	static char room[1 << 17];
	long long all = 0;

	if (to < 0 || !gz) {
		err_sys(err, ERR_IO, "%s: cannot unpack", path);
		goto fail;
	}
	while ((n = gzread(gz, room, sizeof(room))) > 0) {
		all += n;
		if (program_check(err) < 0)
			goto fail;
		if (all > GZIP_MAX) {
			err_set(err, ERR_DATA, "%s: the table unpacks to more than 4 GiB", path);
			goto fail;
		}
		if (file_write_all(to, path, room, (size_t)n, err) < 0)
			goto fail;
	}
	if (n < 0 || gzclose(gz) != Z_OK) {
		gz = n < 0 ? gz : NULL;
		err_set(err, ERR_DATA, "%s: the gzip file is damaged", path);
		goto fail;
	}
	if (lseek(to, 0, SEEK_SET) == 0)
		return to;
	err_sys(err, ERR_IO, "%s: cannot unpack", path);
	gz = NULL;
fail:
	if (gz)
		gzclose(gz);
	if (to >= 0)
		close(to);
	return -1;
}

static int open_text(struct release_table *t, const char *path, struct err *err)
{
	t->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (t->fd < 0)
		return err_sys(err, ERR_DATA, "%s", path);
	if (t->is_gzip)
		t->fd = unpack(t->fd, path, err);
	return t->fd < 0 ? -1 : 0;
}

static void take_batch(struct release_table *t, const struct batch *b)
{
	size_t need = (size_t)(t->nrows + b->nrows);

	for (size_t i = 0; i < t->ncolumns; i++) {
		struct table_column *to = &t->columns[i];
		const struct column *c = &b->columns[i];

		to->ids = mem_grow(to->ids, &to->capacity, need, sizeof(*to->ids));
		to->values = c->dict;
		for (int64_t row = 0; row < b->nrows; row++) {
			int32_t *id = &to->ids[t->nrows + row];

			*id = TABLE_EMPTY;
			if (!column_is_null(c, row) && column_text(c, row).n)
				*id = column_index(c, row);
		}
	}
	t->nrows += b->nrows;
}

int release_table_read(struct release_table *t, struct err *err)
{
	struct schema schema = SCHEMA_INIT;
	const struct batch *b;
	char *path;
	int more = -1;

	if (!t->path || t->ncolumns == 0)
		return 0;
	path = file_join(t->folder, t->path);
	for (size_t i = 0; i < t->ncolumns; i++)
		schema_add(&schema, t->columns[i].name, FIELD_DICT);
	if (open_text(t, path, err) < 0 || csv_reader_open(t->fd, t->shown, (struct str){ "", 0 },
							   &schema, NULL, &t->reader, err) < 0)
		goto out;
	while ((more = reader_next(t->reader, &b, err)) == 1) {
		more = program_check(err);
		if (more < 0 || t->nrows + b->nrows > INT32_MAX)
			break;
		take_batch(t, b);
	}
	if (more > 0 || (more == 0 && t->reader->rows != t->nrows))
		more = err_set(err, ERR_DATA, "%s: the table has too many rows", t->folder);
out:
	schema_release(&schema);
	free(path);
	return more;
}

void release_table_close(struct release_table *t)
{
	for (size_t i = 0; i < t->ncolumns; i++) {
		free(t->columns[i].ids);
		free(t->columns[i].shown);
	}
	reader_close(t->reader);
	if (t->folder && t->fd >= 0)
		close(t->fd);
	free(t->columns);
	free(t->shown);
	free(t->folder);
	json_free(t->doc);
	*t = (struct release_table){ .fd = -1 };
}

int release_table_find(const struct release_table *t, const char *column)
{
	for (size_t i = 0; i < t->ncolumns; i++)
		if (strcmp(t->columns[i].name, column) == 0)
			return (int)i;
	return -1;
}

struct str table_text(const struct table_column *c, int64_t row)
{
	return c->ids[row] < 0 ? (struct str){ "", 0 } : dict_at(c->values, c->ids[row]);
}

bool table_column_agrees(const struct table_column *a, const struct table_column *b)
{
	return strcmp(a->name, b->name) == 0 && strcmp(a->codes, b->codes) == 0;
}

int32_t *table_column_match(const struct table_column *to, const struct table_column *from)
{
	int32_t n = from->values ? dict_count(from->values) : 0;
	int32_t known = to->values ? dict_count(to->values) : 0;
	int32_t *map = mem_alloc(((size_t)n + 1) * sizeof(*map));

	for (int32_t i = 0; i < n; i++) {
		struct str s = dict_at(from->values, i);

		map[i] = known ? dict_find(to->values, s.p, s.n) : -1;
		if (map[i] < 0)
			map[i] = known + i;
	}
	return map;
}
