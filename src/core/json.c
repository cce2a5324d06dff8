#include "core/json.h"

#include <cjson/cJSON.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/file.h"
#include "core/json_scan.h"
#include "core/mem.h"
#include "core/path.h"

enum { JSON_FILE_MAX = 16 * 1024 * 1024 };

/* Whole numbers up to 2^53 mean the same to every reader of JSON. */
static const long long INT_LIMIT = 1LL << 53;

struct json_doc {
	char *path;
	struct buf text;
	cJSON *root;
	struct json_marks marks;
};

/* attach() keeps the number of a node's mark in valueint, which we do not use
 * for numbers: they are read from the literal text. */
static const struct json_mark *mark_of(struct json v)
{
	return &v.doc->marks.items[v.node->valueint];
}

/*
 * cJSON nodes and marks are both in the order of the text.  A number keeps its
 * literal text as well, where cJSON_Delete() frees it.
 */
static void attach(const struct json_doc *doc, cJSON *node, int *mark)
{
	for (; node; node = node->next) {
		const struct json_mark *m = &doc->marks.items[*mark];

		node->valueint = (*mark)++;
		if (cJSON_IsNumber(node))
			node->valuestring = mem_strndup(doc->text.p + m->at, m->n);
		attach(doc, node->child, mark);
	}
}

static int compare_keys(const void *a, const void *b)
{
	const cJSON *x = *(const cJSON *const *)a, *y = *(const cJSON *const *)b;
	int order = strcmp(x->string, y->string);

	return order ? order : (x->valueint > y->valueint) - (x->valueint < y->valueint);
}

/* Of several keys that stand twice, the one whose second place comes first. */
static const cJSON *find_duplicate(const cJSON *object, size_t n)
{
	const cJSON **members = mem_zalloc(n, sizeof(*members)), *found = NULL, *child;
	size_t i = 0;

	for (child = object->child; child; child = child->next)
		members[i++] = child;
	qsort(members, n, sizeof(*members), compare_keys);
	for (i = 1; i < n; i++)
		if (strcmp(members[i - 1]->string, members[i]->string) == 0 &&
		    (!found || members[i]->valueint < found->valueint))
			found = members[i];
	free(members);
	return found;
}

static int check_duplicates(const struct json_doc *doc, const cJSON *node, struct err *err)
{
	for (; node; node = node->next) {
		size_t n = json_count((struct json){ doc, node });
		const cJSON *twice = cJSON_IsObject(node) && n > 1 ? find_duplicate(node, n) : NULL;

		if (twice)
			return err_set(err, ERR_CONFIG, "%s:%d: the key \"%s\" stands twice",
				       doc->path, doc->marks.items[twice->valueint].key_line,
				       twice->string);
		if (check_duplicates(doc, node->child, err) < 0)
			return -1;
	}
	return 0;
}

static int json_build(struct json_doc *doc, struct err *err)
{
	struct str text = { doc->text.p, doc->text.n };
	int mark = 0;

	if (json_scan(doc->path, text, &doc->marks, err) < 0)
		return -1;
	doc->root = cJSON_ParseWithLength(text.p, text.n);
	if (!doc->root)
		return err_set(err, ERR_BUG, "%s: cJSON refuses a text that the scan accepted",
			       doc->path);
	attach(doc, doc->root, &mark);
	return check_duplicates(doc, doc->root, err);
}

/* Takes the text over. */
static int json_make(const char *name, struct buf *text, struct json_doc **out, struct err *err)
{
	struct json_doc *doc = mem_zalloc(1, sizeof(*doc));

	*out = NULL;
	doc->path = mem_strdup(name);
	doc->text = *text;
	if (json_build(doc, err) < 0) {
		json_free(doc);
		return -1;
	}
	*out = doc;
	return 0;
}

int json_parse(const char *name, struct str text, struct json_doc **doc, struct err *err)
{
	struct buf copy = BUF_INIT;

	*doc = NULL;
	if (text.n > JSON_FILE_MAX)
		return err_set(err, ERR_CONFIG, "%s:1: larger than 16 MiB", name);
	buf_add(&copy, text.p, text.n);
	return json_make(name, &copy, doc, err);
}

int json_read(const char *path, struct json_doc **doc, struct err *err)
{
	const char *shown = path_shown(path);
	struct buf text = BUF_INIT;

	*doc = NULL;
	if (file_read(shown, JSON_FILE_MAX, &text, ERR_CONFIG, err) < 0) {
		buf_release(&text);
		if (err->kind == ERR_DATA)
			return err_set(err, ERR_CONFIG, "%s:1: larger than 16 MiB", shown);
		return -1;
	}
	return json_make(shown, &text, doc, err);
}

void json_free(struct json_doc *doc)
{
	if (!doc)
		return;
	cJSON_Delete(doc->root);
	json_marks_release(&doc->marks);
	buf_release(&doc->text);
	free(doc->path);
	free(doc);
}

struct json json_root(const struct json_doc *doc)
{
	return (struct json){ doc, doc->root };
}

const char *json_path(const struct json_doc *doc)
{
	return doc->path;
}

struct str json_text(const struct json_doc *doc)
{
	return (struct str){ doc->text.p, doc->text.n };
}

int json_line(struct json v)
{
	return mark_of(v)->line;
}

int json_key_line(struct json v)
{
	int line = mark_of(v)->key_line;

	return line ? line : json_line(v);
}

int json_err(struct json v, struct err *err, const char *fmt, ...)
{
	char text[sizeof(err->msg)];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return err_set(err, ERR_CONFIG, "%s:%d: %s", v.doc->path, json_line(v), text);
}

struct json json_first(struct json v)
{
	return (struct json){ v.doc, v.node ? v.node->child : NULL };
}

struct json json_next(struct json v)
{
	return (struct json){ v.doc, v.node->next };
}

const char *json_key(struct json v)
{
	return v.node->string;
}

struct json json_member(struct json v, const char *key)
{
	struct json i = { v.doc, NULL };

	if (!json_is_object(v))
		return i;
	for (i = json_first(v); json_is(i); i = json_next(i))
		if (strcmp(json_key(i), key) == 0)
			break;
	return i;
}

size_t json_count(struct json v)
{
	size_t n = 0;

	for (v = json_first(v); json_is(v); v = json_next(v))
		n++;
	return n;
}

bool json_is_string(struct json v)
{
	return cJSON_IsString(v.node);
}

bool json_is_object(struct json v)
{
	return cJSON_IsObject(v.node);
}

bool json_is_array(struct json v)
{
	return cJSON_IsArray(v.node);
}

const char *json_kind(struct json v)
{
	return cJSON_IsString(v.node)	? "a string"
	       : cJSON_IsNumber(v.node) ? "a number"
	       : cJSON_IsBool(v.node)	? "true or false"
	       : cJSON_IsObject(v.node) ? "an object"
	       : cJSON_IsArray(v.node)	? "an array"
					: "null";
}

int json_err_kind(struct json v, const char *wanted, struct err *err)
{
	if (json_key(v))
		return json_err(v, err, "\"%s\" must be %s, not %s", json_key(v), wanted,
				json_kind(v));
	return json_err(v, err, "the value must be %s, not %s", wanted, json_kind(v));
}

int json_get_str(struct json v, const char **s, struct err *err)
{
	if (!json_is_string(v))
		return json_err_kind(v, "a string", err);
	*s = v.node->valuestring;
	return 0;
}

int json_get_int(struct json v, long long *n, struct err *err)
{
	const char *text = v.node->valuestring, *name = json_key(v) ? json_key(v) : "the value";
	const char *quote = json_key(v) ? "\"" : "";
	__int128 value = 0;

	if (!cJSON_IsNumber(v.node))
		return json_err_kind(v, "a whole number", err);
	for (const char *p = text + (*text == '-'); *p; p++) {
		if (*p < '0' || *p > '9')
			return json_err(v, err, "%s%s%s must be a whole number, not %s", quote,
					name, quote, text);
		if (value <= INT_LIMIT)
			value = value * 10 + (*p - '0');
	}
	if (value > INT_LIMIT)
		return json_err(v, err, "%s%s%s must be between -2^53 and 2^53, not %s", quote,
				name, quote, text);
	*n = *text == '-' ? (long long)-value : (long long)value;
	return 0;
}

int json_get_text(struct json v, const char **s, struct err *err)
{
	long long n;

	if (cJSON_IsNumber(v.node)) {
		*s = v.node->valuestring;
		return json_get_int(v, &n, err);
	}
	if (!json_is_string(v))
		return json_err_kind(v, "a string or a whole number", err);
	*s = v.node->valuestring;
	return 0;
}
