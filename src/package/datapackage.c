#include "package/datapackage.h"

#include <stdlib.h>

#include "core/jsonout.h"
#include "core/mem.h"
#include "package/attachment.h"
#include "package/dictionary.h"
#include "package/format.h"
#include "package/table_schema.h"
#include "package/used_codes.h"

static void put_texts(struct jsonout *j, const char *key, const char *const *texts, size_t n)
{
	size_t i;

	if (n == 0)
		return;
	jsonout_key(j, key);
	jsonout_open(j, '[');
	for (i = 0; i < n; i++)
		jsonout_cstr(j, texts[i]);
	jsonout_close(j, ']');
}

/* The theme and the keywords, each once. */
static void put_keywords(struct jsonout *j, const struct pack_spec *spec)
{
	const char **words = mem_zalloc(spec->keywords.n + 1, sizeof(*words));
	size_t i, k, n = 0;

	if (spec->theme && *spec->theme)
		words[n++] = spec->theme;
	for (i = 0; i < spec->keywords.n; i++) {
		for (k = 0; k < n && strcmp(words[k], spec->keywords.items[i]) != 0; k++)
			;
		if (k == n)
			words[n++] = spec->keywords.items[i];
	}
	put_texts(j, "keywords", words, n);
	free(words);
}

static void put_optional(struct jsonout *j, const char *key, const char *value)
{
	if (value && *value)
		jsonout_member(j, key, value);
}

/* A list of one object. */
static void open_single(struct jsonout *j, const char *key)
{
	jsonout_key(j, key);
	jsonout_open(j, '[');
	jsonout_open(j, '{');
}

static void close_single(struct jsonout *j)
{
	jsonout_close(j, '}');
	jsonout_close(j, ']');
}

static void put_licences(struct jsonout *j, const struct site *s)
{
	if (!s->licence_name && !s->licence_path)
		return;
	open_single(j, "licenses");
	put_optional(j, "name", s->licence_name);
	put_optional(j, "title", s->licence_title);
	put_optional(j, "path", s->licence_path);
	close_single(j);
}

static void put_contributors(struct jsonout *j, const struct site *s)
{
	static const char *const roles[] = { "publisher", "contact" };

	open_single(j, "contributors");
	jsonout_member(j, "title", s->name);
	put_optional(j, "path", s->portal);
	put_optional(j, "email", s->contact_email);
	put_texts(j, "roles", roles, 2);
	close_single(j);
}

static void put_sources(struct jsonout *j, const struct pack_spec *spec)
{
	size_t i;

	if (spec->nsources == 0)
		return;
	jsonout_key(j, "sources");
	jsonout_open(j, '[');
	for (i = 0; i < spec->nsources; i++) {
		jsonout_open(j, '{');
		jsonout_member(j, "title", spec->sources[i].title);
		put_optional(j, "path", spec->sources[i].path);
		jsonout_close(j, '}');
	}
	jsonout_close(j, ']');
}

static void put_temporal(struct jsonout *j, const struct release *r)
{
	if (!r->period)
		return;
	jsonout_key(j, "temporal");
	jsonout_open(j, '{');
	jsonout_member(j, "period", r->period);
	jsonout_member(j, "start", r->period_from);
	jsonout_member(j, "end", r->period_to);
	jsonout_close(j, '}');
}

static void put_homepage(struct jsonout *j, const struct release *r)
{
	struct buf b = BUF_INIT;
	size_t n = r->site->portal ? strlen(r->site->portal) : 0;

	if (n == 0)
		return;
	while (n > 0 && r->site->portal[n - 1] == '/')
		n--;
	buf_printf(&b, "%.*s/d/%s/", (int)n, r->site->portal, r->spec->name);
	jsonout_member(j, "homepage", b.p);
	buf_release(&b);
}

static void put_head(struct jsonout *j, const struct release *r)
{
	const struct pack_spec *spec = r->spec;

	jsonout_member(j, "$schema", "https://datapackage.org/profiles/2.0/datapackage.json");
	jsonout_member(j, "name", spec->name);
	jsonout_member(j, "title", spec->title);
	put_optional(j, "title_en", spec->title_en);
	jsonout_member(j, "description", spec->description);
	put_homepage(j, r);
	jsonout_member(j, "version", spec->version);
	jsonout_member(j, "language", "zh-CN");
	put_keywords(j, spec);
	put_optional(j, "theme", spec->theme);
	jsonout_member(j, "updateFrequency", spec->update_frequency);
	put_optional(j, "spatial", r->site->division);
	put_temporal(j, r);
	put_optional(j, "microdata", r->microdata);
	if (r->protection.doc) {
		jsonout_key(j, "protection");
		jsonout_raw(j, json_text(r->protection.doc));
	}
	jsonout_member_int(j, "rows", r->rows);
	if (r->site->is_demo) {
		jsonout_key(j, "demo");
		jsonout_bool(j, true);
	}
	put_licences(j, r->site);
	put_optional(j, "attribution", r->site->attribution);
	put_optional(j, "disclaimer", r->site->disclaimer);
	put_contributors(j, r->site);
	put_sources(j, spec);
	put_texts(j, "notes", spec->notes.items, spec->notes.n);
}

/* Opens a resource; the caller adds what is particular and closes it. */
static void open_resource(struct jsonout *j, const struct release *r, const char *name,
			  const char *path, const char *title, const char *kind,
			  const char *mediatype)
{
	const struct release_file *f = release_file(r, path);
	struct buf hash = BUF_INIT;

	buf_printf(&hash, "sha256:%s", f->sha256);
	jsonout_open(j, '{');
	jsonout_member(j, "name", name);
	jsonout_member(j, "path", path);
	jsonout_member(j, "title", title);
	jsonout_member(j, "format", kind);
	jsonout_member(j, "mediatype", mediatype);
	jsonout_member_int(j, "bytes", f->bytes);
	jsonout_member(j, "hash", hash.p);
	buf_release(&hash);
}

static void put_csv_dialect(struct jsonout *j)
{
	jsonout_key(j, "dialect");
	jsonout_open(j, '{');
	jsonout_key(j, "header");
	jsonout_bool(j, true);
	jsonout_member(j, "delimiter", ",");
	jsonout_member(j, "lineTerminator", "\r\n");
	jsonout_member(j, "quoteChar", "\"");
	jsonout_key(j, "doubleQuote");
	jsonout_bool(j, true);
	jsonout_key(j, "skipInitialSpace");
	jsonout_bool(j, false);
	jsonout_close(j, '}');
}

/* How each format differs from a plain table file. */
static void put_particulars(struct jsonout *j, enum pack_format id)
{
	if (id == PACK_GZIP)
		jsonout_member(j, "compression", "gz");
	if (id != PACK_XLSX)
		jsonout_member(j, "encoding", "utf-8");
	if (id == PACK_CSV || id == PACK_GZIP || id == PACK_EXCEL_CSV) {
		put_csv_dialect(j);
		return;
	}
	jsonout_key(j, "dialect");
	jsonout_open(j, '{');
	jsonout_member(j, id == PACK_JSON ? "property" : "sheetName",
		       id == PACK_JSON ? "data" : "数据");
	if (id == PACK_JSON)
		jsonout_member(j, "itemType", "object");
	jsonout_close(j, '}');
}

/* The first format, CSV or its gzip, carries the name and the schema. */
static void put_format(struct jsonout *j, const struct release *r, const struct format *f,
		       bool first)
{
	char *path = release_name(r, f->suffix);
	char *name = release_name(r, first ? "" : f->resource);

	open_resource(j, r, name, path, f->title, f->kind, f->mediatype);
	jsonout_member(j, "description", f->description);
	put_particulars(j, f->id);
	if (first) {
		jsonout_member(j, "type", "table");
		jsonout_member_int(j, "rows", r->rows);
		jsonout_key(j, "schema");
		table_schema_put(j, r);
	}
	jsonout_close(j, '}');
	free(path);
	free(name);
}

static void put_formats(struct jsonout *j, const struct release *r)
{
	bool first = true;
	int i;

	for (i = 0; formats[i]; i++) {
		if (!pack_spec_has(r->spec, formats[i]->id))
			continue;
		put_format(j, r, formats[i], first);
		first = false;
	}
}

/* A small CSV of texts that goes with the data. */
static void put_table(struct jsonout *j, const struct release *r, const char *name,
		      const char *path, const char *title, const char *const *names,
		      const char *const *titles, size_t n, const char *key)
{
	open_resource(j, r, name, path, title, "csv", "text/csv");
	jsonout_member(j, "encoding", "utf-8");
	put_csv_dialect(j);
	jsonout_member(j, "type", "table");
	jsonout_key(j, "schema");
	table_schema_put_texts(j, names, titles, n, key);
	jsonout_close(j, '}');
}

static void put_dictionary(struct jsonout *j, const struct release *r)
{
	const char *names[DICTIONARY_COLUMNS], *titles[DICTIONARY_COLUMNS];
	int k;

	for (k = 0; k < DICTIONARY_COLUMNS; k++) {
		names[k] = dictionary_headings[k].name;
		titles[k] = dictionary_headings[k].title;
	}
	put_table(j, r, "dictionary", "dictionary.csv", "数据字典", names, titles,
		  DICTIONARY_COLUMNS, "name");
}

static void put_code_lists(struct jsonout *j, const struct release *r)
{
	static const char *const names[] = { "code", "name", "level", "parent" };
	static const char *const titles[] = { "代码", "名称", "层级", "上级代码" };
	struct buf name = BUF_INIT, title = BUF_INIT;
	const char **lists;
	size_t n = used_codes_lists(r, &lists), i;
	char *path;

	for (i = 0; i < n; i++) {
		path = used_codes_file(lists[i]);
		buf_clear(&name);
		buf_printf(&name, "codes-%s", lists[i]);
		buf_clear(&title);
		buf_printf(&title, "代码表 %s", lists[i]);
		put_table(j, r, name.p, path, title.p, names, titles, 4, "code");
		free(path);
	}
	free(lists);
	buf_release(&name);
	buf_release(&title);
}

static int put_attachments(struct jsonout *j, const struct release *r, const char *const *paths,
			   int n, struct err *err)
{
	struct attachment a;
	int i;

	for (i = 0; i < n; i++) {
		if (attachment_of(paths[i], &a, err) < 0)
			return -1;
		open_resource(j, r, a.name, a.name, a.kind->title, a.kind->format,
			      a.kind->mediatype);
		jsonout_close(j, '}');
	}
	return 0;
}

int datapackage_write(struct release *r, const char *const *attached, int nattached,
		      struct err *err)
{
	struct buf b = BUF_INIT;
	struct jsonout j;
	int ret;

	jsonout_init(&j, &b, 2);
	jsonout_open(&j, '{');
	put_head(&j, r);
	jsonout_key(&j, "resources");
	jsonout_open(&j, '[');
	put_formats(&j, r);
	put_dictionary(&j, r);
	put_code_lists(&j, r);
	ret = put_attachments(&j, r, attached, nattached, err);
	jsonout_close(&j, ']');
	jsonout_close(&j, '}');
	buf_putc(&b, '\n');
	if (ret == 0)
		ret = release_write(r, "datapackage.json", (struct str){ b.p, b.n }, err);
	buf_release(&b);
	return ret;
}
