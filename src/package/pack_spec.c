#include "package/pack_spec.h"

#include <stdlib.h>

#include "core/mem.h"
#include "core/text.h"

static const char *const format_words[PACK_FORMATS + 1] = { "csv",  "excel-csv", "json", "xlsx",
							    "gzip", "zip",	 NULL };
/* The label set of Chinese open-data portals. */
static const char *const frequencies[] = { "实时",   "每日", "每周",   "每月",	 "每季度",
					   "每半年", "每年", "不定期", "不更新", NULL };

/* Direction marks could make a page say what its bytes do not. */
static bool is_plain_text(const char *s)
{
	const char *p = s;
	uint32_t c;

	while (*p) {
		c = utf8_next(&p);
		if (c < 0x20 || c == 0x7f || (c >= 0x202a && c <= 0x202e) ||
		    (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f)
			return false;
	}
	return true;
}

static void check_text(struct json_obj *o, const char *key, const char *value)
{
	if (value && !is_plain_text(value))
		json_fail(o, key,
			  "\"%s\" holds a control character or a mark of writing "
			  "direction",
			  key);
}

static const char *need_text(struct json_obj *o, const char *key)
{
	const char *v = json_str(o, key);

	check_text(o, key, v);
	return v;
}

static const char *want_text(struct json_obj *o, const char *key)
{
	const char *v = NULL;

	if (json_opt_str(o, key, &v))
		check_text(o, key, v);
	return v;
}

static int read_texts(struct json list, struct pack_text *t, struct err *err)
{
	struct json item;

	t->items = mem_zalloc(json_count(list) + 1, sizeof(*t->items));
	for (item = json_first(list); json_is(item); item = json_next(item)) {
		if (json_get_str(item, &t->items[t->n], err) < 0)
			return -1;
		if (!is_plain_text(t->items[t->n]))
			return json_err(item, err,
					"a control character or a mark of "
					"writing direction in the text");
		t->n++;
	}
	return 0;
}

static int read_sources(struct json list, struct pack_spec *s, struct err *err)
{
	struct json item;
	struct json_obj o;

	s->sources = mem_zalloc(json_count(list) + 1, sizeof(*s->sources));
	for (item = json_first(list); json_is(item); item = json_next(item)) {
		struct pack_source *source = &s->sources[s->nsources++];

		json_open(&o, item, err);
		source->title = need_text(&o, "title");
		source->path = want_text(&o, "path");
		if (json_close(&o) < 0)
			return -1;
	}
	return 0;
}

static int read_columns(struct json object, struct pack_spec *s, struct err *err)
{
	struct json member;
	struct json_obj o;

	s->columns = mem_zalloc(json_count(object) + 1, sizeof(*s->columns));
	for (member = json_first(object); json_is(member); member = json_next(member)) {
		struct pack_column *column = &s->columns[s->ncolumns++];

		column->name = json_key(member);
		column->at = member;
		json_open(&o, member, err);
		column->title = want_text(&o, "title");
		column->description = want_text(&o, "description");
		if (json_close(&o) < 0)
			return -1;
	}
	return 0;
}

static int find_word(const char *word)
{
	int i;

	for (i = 0; i < PACK_FORMATS; i++)
		if (strcmp(format_words[i], word) == 0)
			return i;
	return -1;
}

static int read_formats(struct json list, struct pack_spec *s, struct err *err)
{
	struct json item;
	const char *word, *near;
	int i;

	s->formats = 0;
	for (item = json_first(list); json_is(item); item = json_next(item)) {
		if (json_get_str(item, &word, err) < 0)
			return -1;
		i = find_word(word);
		near = nearest_word(word, format_words, PACK_FORMATS);
		if (i < 0)
			return json_err(item, err, "unknown format \"%s\"%s%s%s", word,
					near ? "; did you mean \"" : "", near ? near : "",
					near ? "\"?" : "");
		if (s->formats & 1u << i)
			return json_err(item, err, "format \"%s\" stands twice", word);
		s->formats |= 1u << i;
	}
	if (!pack_spec_has(s, PACK_CSV) && !pack_spec_has(s, PACK_GZIP))
		return json_err(list, err,
				"formats need csv or gzip: the description of the "
				"fields in datapackage.json is about it");
	return 0;
}

/* Lower case, digits, - _ . and no dot in front: a safe name of a file, a
 * folder, a part of an address and a name in the Data Package sense. */
static bool is_package_name(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-_.");

	return n > 0 && n <= 100 && s[n] == '\0' && s[0] != '.' && s[0] != '-';
}

/* MAJOR.MINOR.PATCH (semver.org), without pre-release or build. */
static bool is_version(const char *s)
{
	int part;
	size_t n;

	for (part = 0; part < 3; part++) {
		n = strspn(s, "0123456789");
		if (n == 0 || n > 9 || (n > 1 && s[0] == '0'))
			return false;
		s += n;
		if (part < 2 && *s++ != '.')
			return false;
	}
	return *s == '\0';
}

static void read_words(struct json_obj *o, struct pack_spec *s)
{
	s->name = json_str(o, "name");
	if (s->name && !is_package_name(s->name))
		json_fail(o, "name", "\"name\" must be lower-case letters, digits, - _ and .");
	s->title = need_text(o, "title");
	s->title_en = want_text(o, "title_en");
	s->description = need_text(o, "description");
	s->theme = want_text(o, "theme");
	s->update_frequency = frequencies[json_choice(o, "update_frequency", frequencies)];
	s->version = want_text(o, "version");
	if (!s->version)
		s->version = "1.0.0";
	if (!is_version(s->version))
		json_fail(o, "version", "\"version\" must be MAJOR.MINOR.PATCH, such as 1.0.0");
}

static int read_all(struct pack_spec *s, struct err *err)
{
	struct json keywords = { 0 }, sources = { 0 }, notes = { 0 }, columns = { 0 };
	struct json drop = { 0 }, formats = { 0 };
	struct json_obj o;

	json_open(&o, json_root(s->doc), err);
	read_words(&o, s);
	json_opt_array(&o, "keywords", &keywords);
	json_opt_array(&o, "sources", &sources);
	json_opt_array(&o, "notes", &notes);
	json_opt_object(&o, "columns", &columns);
	json_opt_array(&o, "drop", &drop);
	json_opt_array(&o, "formats", &formats);
	if (json_close(&o) < 0)
		return -1;
	s->drop_at = drop;
	s->formats = (1u << PACK_FORMATS) - 1;
	if ((json_is(keywords) && read_texts(keywords, &s->keywords, err) < 0) ||
	    (json_is(sources) && read_sources(sources, s, err) < 0) ||
	    (json_is(notes) && read_texts(notes, &s->notes, err) < 0) ||
	    (json_is(columns) && read_columns(columns, s, err) < 0) ||
	    (json_is(drop) && read_texts(drop, &s->drop, err) < 0) ||
	    (json_is(formats) && read_formats(formats, s, err) < 0))
		return -1;
	return 0;
}

int pack_spec_read(const char *path, struct pack_spec *s, struct err *err)
{
	memset(s, 0, sizeof(*s));
	if (json_read(path, &s->doc, err) < 0)
		return -1;
	if (read_all(s, err) == 0)
		return 0;
	pack_spec_release(s);
	return -1;
}

void pack_spec_release(struct pack_spec *s)
{
	free(s->keywords.items);
	free(s->notes.items);
	free(s->drop.items);
	free(s->sources);
	free(s->columns);
	json_free(s->doc);
	memset(s, 0, sizeof(*s));
}

bool pack_spec_has(const struct pack_spec *s, enum pack_format format)
{
	return s->formats >> format & 1;
}
