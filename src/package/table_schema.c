#include "package/table_schema.h"

#include <stdlib.h>

#include "package/dictionary.h"
#include "package/used_codes.h"

static void put_statuses(struct jsonout *j, const struct release *r)
{
	int i;

	jsonout_key(j, "constraints");
	jsonout_open(j, '{');
	jsonout_key(j, "enum");
	jsonout_open(j, '[');
	for (i = 0; i < STATUS_WORDS; i++)
		jsonout_cstr(j, status_letters[i]);
	jsonout_close(j, ']');
	jsonout_close(j, '}');
	jsonout_key(j, "categories");
	jsonout_open(j, '[');
	for (i = 0; i < STATUS_WORDS; i++) {
		jsonout_open(j, '{');
		jsonout_member(j, "value", status_letters[i]);
		jsonout_member(j, "label", status_meaning(r, i));
		jsonout_close(j, '}');
	}
	jsonout_close(j, ']');
}

static bool is_required(const struct release_column *c)
{
	return c->role == ROLE_DIMENSION || !c->field->nullable;
}

/* Of records: what a reader could join with other data.  The last gate asks about
 * it (yg-inspect, "linkage"). */
static bool is_quasi(const struct release_column *c)
{
	const char *class = meta_get(&c->field->meta, META_CLASS);

	return c->role == ROLE_PLAIN && !c->microdata && class && strcmp(class, "quasi") == 0;
}

/* How a measure adds up, and whether the codes of a dimension overlap: yg-verify reads it. */
static void put_meta(struct jsonout *j, const struct release_column *c, const char *key,
		     const char *meta)
{
	const char *value = meta_get(&c->field->meta, meta);

	if (value)
		jsonout_member(j, key, value);
}

static void put_field(struct jsonout *j, const struct release *r, const struct release_column *c)
{
	jsonout_open(j, '{');
	jsonout_member(j, "name", c->field->name);
	jsonout_member(j, "type", dictionary_type(c->field->type));
	if (c->field->type == FIELD_DATE)
		jsonout_member(j, "format", "default");
	jsonout_member(j, "title", c->title);
	if (*c->description)
		jsonout_member(j, "description", c->description);
	if (c->unit)
		jsonout_member(j, "unit", c->unit);
	put_meta(j, c, "kind", META_KIND);
	put_meta(j, c, "quantity", META_QUANTITY);
	if (c->microdata)
		jsonout_member(j, "microdata", c->microdata);
	if (is_quasi(c))
		jsonout_member(j, "class", "quasi");
	if (c->role == ROLE_STATUS) {
		put_statuses(j, r);
	} else if (is_required(c)) {
		jsonout_key(j, "constraints");
		jsonout_open(j, '{');
		jsonout_key(j, "required");
		jsonout_bool(j, true);
		jsonout_close(j, '}');
	}
	jsonout_close(j, '}');
}

static void put_missing(struct jsonout *j)
{
	jsonout_key(j, "missingValues");
	jsonout_open(j, '[');
	jsonout_cstr(j, "");
	jsonout_close(j, ']');
}

static void put_name_list(struct jsonout *j, const char *key, const char *name)
{
	jsonout_key(j, key);
	jsonout_open(j, '[');
	jsonout_cstr(j, name);
	jsonout_close(j, ']');
}

static void put_key(struct jsonout *j, const struct release *r)
{
	size_t i;

	if (!release_has_role(r, ROLE_DIMENSION))
		return;
	jsonout_key(j, "primaryKey");
	jsonout_open(j, '[');
	for (i = 0; i < r->ncolumns; i++)
		if (r->columns[i].role == ROLE_DIMENSION)
			jsonout_cstr(j, r->columns[i].field->name);
	jsonout_close(j, ']');
}

static void put_foreign_key(struct jsonout *j, const struct release_column *c)
{
	struct buf resource = BUF_INIT;

	buf_printf(&resource, "codes-%s", c->codes);
	jsonout_open(j, '{');
	put_name_list(j, "fields", c->field->name);
	jsonout_key(j, "reference");
	jsonout_open(j, '{');
	jsonout_member(j, "resource", resource.p);
	put_name_list(j, "fields", "code");
	jsonout_close(j, '}');
	jsonout_close(j, '}');
	buf_release(&resource);
}

static void put_foreign_keys(struct jsonout *j, const struct release *r)
{
	const char **lists;
	size_t n = used_codes_lists(r, &lists), i;

	free(lists);
	if (n == 0)
		return;
	jsonout_key(j, "foreignKeys");
	jsonout_open(j, '[');
	for (i = 0; i < r->ncolumns; i++)
		if (r->columns[i].codes)
			put_foreign_key(j, &r->columns[i]);
	jsonout_close(j, ']');
}

void table_schema_put(struct jsonout *j, const struct release *r)
{
	size_t i;

	jsonout_open(j, '{');
	jsonout_key(j, "fields");
	jsonout_open(j, '[');
	for (i = 0; i < r->ncolumns; i++)
		put_field(j, r, &r->columns[i]);
	jsonout_close(j, ']');
	put_missing(j);
	put_key(j, r);
	put_foreign_keys(j, r);
	jsonout_close(j, '}');
}

void table_schema_put_texts(struct jsonout *j, const char *const *names, const char *const *titles,
			    size_t n, const char *key)
{
	size_t i;

	jsonout_open(j, '{');
	jsonout_key(j, "fields");
	jsonout_open(j, '[');
	for (i = 0; i < n; i++) {
		jsonout_open(j, '{');
		jsonout_member(j, "name", names[i]);
		jsonout_member(j, "type", "string");
		jsonout_member(j, "title", titles[i]);
		jsonout_close(j, '}');
	}
	jsonout_close(j, ']');
	put_missing(j);
	if (key)
		put_name_list(j, "primaryKey", key);
	jsonout_close(j, '}');
}
