/*
 * json: a strict reader of configuration on top of cJSON.
 *
 * Strict: UTF-8 without BOM, no duplicate key, no trailing text, no depth over
 * 64, no file over 16 MiB; an unknown key is an error with file, line and the
 * nearest known key.  The known keys of an object are the keys that its
 * reader asked for:
 *
 *	struct json_obj o;
 *
 *	json_open(&o, value, err);
 *	name = json_str(&o, "name");
 *	json_opt_int(&o, "threshold", &threshold);
 *	if (json_close(&o) < 0)
 *		return -1;
 *
 * The first error sticks in the object: later calls do nothing and return
 * NULL, 0 or false; json_close() reports it.  An array or object that is not
 * there is one without items.  Strings are views into the document.  Every
 * error is ERR_CONFIG and begins "FILE:LINE: ".
 */
#ifndef CORE_JSON_H
#define CORE_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"

struct cJSON;
struct json_doc;

/* A value and where it stands. */
struct json {
	const struct json_doc *doc;
	const struct cJSON *node;
};

int json_read(const char *path, struct json_doc **doc, struct err *err);
/* From text; `name` stands for the file in messages. */
int json_parse(const char *name, struct str text, struct json_doc **doc, struct err *err);
void json_free(struct json_doc *doc);
struct json json_root(const struct json_doc *doc);
const char *json_path(const struct json_doc *doc);
/* The text as it was read: for digests. */
struct str json_text(const struct json_doc *doc);
/* ERR_CONFIG "FILE:LINE: ...", the line where the value stands. */
int json_err(struct json v, struct err *err, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
int json_line(struct json v);
/* Where the member's key stands; an array item has only its own line. */
int json_key_line(struct json v);
/* "a string", "an object"...: for messages. */
const char *json_kind(struct json v);
/* '"key" must be WANTED, not KIND'. */
int json_err_kind(struct json v, const char *wanted, struct err *err);

enum { JSON_KEYS_MAX = 64 };

struct json_obj {
	struct json value;
	struct err *err;
	int failed;
	const char *asked[JSON_KEYS_MAX];
	int nasked;
};

/* Fails (at json_close) unless v is an object. */
void json_open(struct json_obj *o, struct json v, struct err *err);
int json_close(struct json_obj *o);
/* For errors that the caller finds: sticks like any other; about `key`. */
void json_fail(struct json_obj *o, const char *key, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

bool json_has(struct json_obj *o, const char *key);
/* Required.  An empty string is an error, here and in json_opt_str(). */
const char *json_str(struct json_obj *o, const char *key);
long long json_int(struct json_obj *o, const char *key);
bool json_bool(struct json_obj *o, const char *key);
struct json json_array(struct json_obj *o, const char *key);
struct json json_object(struct json_obj *o, const char *key);
struct json json_any(struct json_obj *o, const char *key);
/* One of a NULL-ended list of words; returns its number.  json_opt_choice()
 * gives `otherwise` when the key is absent. */
int json_choice(struct json_obj *o, const char *key, const char *const *words);
int json_opt_choice(struct json_obj *o, const char *key, const char *const *words, int otherwise);
/* Optional: true and *v set when there; else *v is left alone. */
bool json_opt_str(struct json_obj *o, const char *key, const char **v);
bool json_opt_int(struct json_obj *o, const char *key, long long *v);
bool json_opt_bool(struct json_obj *o, const char *key, bool *v);
bool json_opt_array(struct json_obj *o, const char *key, struct json *v);
bool json_opt_object(struct json_obj *o, const char *key, struct json *v);

/* Values without an object around them: 0 or -1. */
int json_get_str(struct json v, const char **s, struct err *err);
int json_get_int(struct json v, long long *n, struct err *err);
/* A string, or a whole number as it is written. */
int json_get_text(struct json v, const char **s, struct err *err);

/* Array items and object members in file order.
 *	for (i = json_first(v); json_is(i); i = json_next(i)) */
struct json json_first(struct json v);
struct json json_next(struct json v);
/* The member of that key; nothing when there is none or v is no object.  For
 * documents of others, and for keys that are data: what a reader knows by name
 * goes through json_open(). */
struct json json_member(struct json v, const char *key);
static inline bool json_is(struct json v)
{
	return v.node != NULL;
}
/* The member's key; NULL for an array item. */
const char *json_key(struct json v);
size_t json_count(struct json v);
bool json_is_string(struct json v);
bool json_is_object(struct json v);
bool json_is_array(struct json v);

/* The word of the list nearest to `word` by edit distance, or NULL when none is
 * near enough to suggest. */
const char *nearest_word(const char *word, const char *const *words, size_t n);
/* The same among n structs of this size whose first member is the word. */
const char *nearest_member(const char *word, const void *structs, size_t n, size_t size);

#endif
