#include "verify/published.h"

#include <stdlib.h>

#include "core/file.h"
#include "core/mem.h"

const char *published_member(struct json v, const char *key)
{
	struct json m = json_member(v, key);
	struct err ignored = ERR_INIT;
	const char *s;

	return json_is_string(m) && json_get_str(m, &s, &ignored) == 0 ? s : "";
}

bool published_is_plain_name(const char *path)
{
	return *path && *path != '.' && !strchr(path, '/');
}

struct json published_resource(const struct published *p, const char *member, const char *text)
{
	struct json i = json_first(json_member(json_root(p->doc), "resources"));

	while (json_is(i) && strcmp(published_member(i, member), text) != 0)
		i = json_next(i);
	return i;
}

const char **published_field_names(struct json resource, size_t *n)
{
	struct json fields = json_member(json_member(resource, "schema"), "fields"), i;
	const char **names = mem_zalloc(json_count(fields) + 1, sizeof(*names));

	*n = 0;
	for (i = json_first(fields); json_is(i); i = json_next(i))
		names[(*n)++] = published_member(i, "name");
	return names;
}

/* Whether a list of texts, or a text alone, has the name. */
static bool has_name(struct json list, const char *name)
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

static const char *codes_of(const struct published *p, struct json schema, const char *name)
{
	struct json keys = json_member(schema, "foreignKeys");

	for (struct json i = json_first(keys); json_is(i); i = json_next(i)) {
		const char *to = published_member(json_member(i, "reference"), "resource");

		if (has_name(json_member(i, "fields"), name))
			return published_member(published_resource(p, "name", to), "path");
	}
	return "";
}

static int take_field(struct published *p, struct json schema, struct json field, struct err *err)
{
	struct published_column *c = &p->columns[p->ncolumns];

	c->name = published_member(field, "name");
	if (!*c->name)
		return json_err(field, err, "a field has no name");
	if (published_find(p, c->name) >= 0)
		return json_err(field, err, "two fields have one name");
	c->type = published_member(field, "type");
	c->unit = published_member(field, "unit");
	c->kind = published_member(field, "kind");
	c->quantity = published_member(field, "quantity");
	c->codes = codes_of(p, schema, c->name);
	c->is_key = has_name(json_member(schema, "primaryKey"), c->name);
	c->is_required = json_is(json_member(json_member(field, "constraints"), "required"));
	c->is_number = strcmp(c->type, "integer") == 0 || strcmp(c->type, "number") == 0;
	c->status = c->status_of = -1;
	p->ncolumns++;
	return 0;
}

static void join_statuses(struct published *p)
{
	struct buf name = BUF_INIT;

	for (size_t i = 0; i < p->ncolumns; i++) {
		struct published_column *c = &p->columns[i];

		buf_clear(&name);
		buf_printf(&name, "%s_status", c->name);
		c->status = c->is_number && !c->is_key ? published_find(p, name.p) : -1;
		if (c->status >= 0)
			p->columns[c->status].status_of = (int)i;
	}
	buf_release(&name);
}

static int take_fields(struct published *p, struct err *err)
{
	struct json schema = json_member(p->resource, "schema");
	struct json fields = json_member(schema, "fields");

	p->path = published_member(p->resource, "path");
	if (!published_is_plain_name(p->path))
		return json_err(p->resource, err, "the table does not lie in the release's folder");
	p->is_gzip = strcmp(published_member(p->resource, "compression"), "gz") == 0;
	p->columns = mem_zalloc(json_count(fields) + 1, sizeof(*p->columns));
	for (struct json i = json_first(fields); json_is(i); i = json_next(i))
		if (take_field(p, schema, i, err) < 0)
			return -1;
	join_statuses(p);
	return 0;
}

static struct json canonical(const struct published *p)
{
	struct json i = json_first(json_member(json_root(p->doc), "resources"));

	for (; json_is(i); i = json_next(i)) {
		const char *name = published_member(i, "name");

		if (strcmp(published_member(i, "format"), "csv") == 0 &&
		    json_count(json_member(json_member(i, "schema"), "fields")) &&
		    strcmp(name, "dictionary") != 0 && strncmp(name, "codes-", 6) != 0)
			break;
	}
	return i;
}

static void read_near(struct published *p)
{
	struct json protection = json_member(json_root(p->doc), "protection");
	struct json near = json_member(protection, "minimum_change");
	struct err ignored = ERR_INIT;

	if (!json_is(near))
		near = json_member(protection, "threshold");
	if (!json_is(near) || json_get_int(near, &p->near, &ignored) < 0 || p->near < 0 ||
	    p->near > INT32_MAX)
		p->near = 0;
}

int published_open(struct published *p, const char *folder, struct err *err)
{
	char *path = file_join(folder, "datapackage.json");
	int ret;

	*p = (struct published){ .folder = mem_strdup(folder), .table = { .fd = -1 } };
	ret = json_read(path, &p->doc, err);
	free(path);
	if (ret < 0)
		return -1;
	p->name = published_member(json_root(p->doc), "name");
	p->method = published_member(json_member(json_root(p->doc), "protection"), "method");
	read_near(p);
	p->resource = canonical(p);
	return json_is(p->resource) ? take_fields(p, err) : 0;
}

int published_read(struct published *p, struct err *err)
{
	const char **names;
	char *path;
	size_t n;
	int ret;

	if (!p->path)
		return 0;
	names = published_field_names(p->resource, &n);
	path = file_join(p->folder, p->path);
	ret = sheet_read(&p->table, path, names, n, p->is_gzip, err);
	free(names);
	free(path);
	return ret;
}

void published_close(struct published *p)
{
	sheet_release(&p->table);
	json_free(p->doc);
	free(p->columns);
	free(p->folder);
	*p = (struct published){ .table = { .fd = -1 } };
}

int published_find(const struct published *p, const char *column)
{
	for (size_t i = 0; i < p->ncolumns; i++)
		if (strcmp(p->columns[i].name, column) == 0)
			return (int)i;
	return -1;
}
