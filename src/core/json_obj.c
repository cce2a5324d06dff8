/* The object reader of json.h: known keys are the keys that were asked for. */
#include <assert.h>
#include <cjson/cJSON.h>
#include <stdarg.h>
#include <stdio.h>

#include "core/json.h"

/* o->failed: an error of any kind, or MISSING and the number of the asked key
 * that is not there (see explain_missing()). */
enum { FAILED = 1, MISSING = 2 };

static const struct json absent = { NULL, NULL };

static int asked_index(const struct json_obj *o, const char *key)
{
	for (int i = 0; i < o->nasked; i++)
		if (strcmp(o->asked[i], key) == 0)
			return i;
	return -1;
}

/* Keys are noted even after a failure, so that the message can tell a
 * misspelt key from one that is merely read later. */
static void note(struct json_obj *o, const char *key)
{
	if (asked_index(o, key) >= 0)
		return;
	assert(o->nasked < JSON_KEYS_MAX);
	o->asked[o->nasked++] = key;
}

void json_open(struct json_obj *o, struct json v, struct err *err)
{
	*o = (struct json_obj){ .value = v, .err = err };
	if (!json_is_object(v)) {
		json_err_kind(v, "an object", err);
		o->failed = FAILED;
	}
}

static int unknown_key(const struct json_obj *o, struct json member)
{
	const char *near = nearest_word(json_key(member), o->asked, (size_t)o->nasked);
	const char *file = json_path(member.doc);
	int line = json_key_line(member);

	if (near)
		return err_set(o->err, ERR_CONFIG,
			       "%s:%d: unknown key \"%s\" (did you mean \"%s\"?)", file, line,
			       json_key(member), near);
	return err_set(o->err, ERR_CONFIG, "%s:%d: unknown key \"%s\"", file, line,
		       json_key(member));
}

/* A required key that is missing is often there, but misspelt. */
static void explain_missing(const struct json_obj *o)
{
	const char *missing[] = { o->asked[o->failed - MISSING] };
	struct json member;

	for (member = json_first(o->value); json_is(member); member = json_next(member))
		if (asked_index(o, json_key(member)) < 0 &&
		    nearest_word(json_key(member), missing, 1)) {
			unknown_key(o, member);
			return;
		}
}

int json_close(struct json_obj *o)
{
	struct json member;

	if (o->failed >= MISSING)
		explain_missing(o);
	if (o->failed)
		return -1;
	for (member = json_first(o->value); json_is(member); member = json_next(member))
		if (asked_index(o, json_key(member)) < 0)
			return unknown_key(o, member);
	return 0;
}

void json_fail(struct json_obj *o, const char *key, const char *fmt, ...)
{
	char text[sizeof(o->err->msg)];
	struct json at;
	va_list ap;

	if (o->failed)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	at = key ? json_member(o->value, key) : absent;
	json_err(json_is(at) ? at : o->value, o->err, "%s", text);
	o->failed = FAILED;
}

/* The member, or `absent` when it is not there or the object has failed. */
static struct json optional(struct json_obj *o, const char *key)
{
	note(o, key);
	return o->failed ? absent : json_member(o->value, key);
}

static struct json required(struct json_obj *o, const char *key)
{
	struct json v = optional(o, key);

	if (!o->failed && !json_is(v)) {
		json_fail(o, NULL, "the object lacks the key \"%s\"", key);
		o->failed = MISSING + asked_index(o, key);
	}
	return v;
}

/* Keeps the result of a reader of values. */
static bool took(struct json_obj *o, int ret)
{
	if (ret < 0)
		o->failed = FAILED;
	return ret == 0;
}

static bool take_str(struct json_obj *o, struct json v, const char **s)
{
	const char *text;

	if (!json_is(v) || !took(o, json_get_str(v, &text, o->err)))
		return false;
	if (!*text) {
		json_fail(o, json_key(v), "\"%s\" must not be empty", json_key(v));
		return false;
	}
	*s = text;
	return true;
}

static bool take_bool(struct json_obj *o, struct json v, bool *b)
{
	if (!json_is(v))
		return false;
	if (!cJSON_IsBool(v.node))
		return took(o, json_err_kind(v, "true or false", o->err));
	*b = cJSON_IsTrue(v.node);
	return true;
}

static bool take_nested(struct json_obj *o, struct json v, bool is_right, const char *wanted,
			struct json *to)
{
	if (!json_is(v))
		return false;
	if (!is_right)
		return took(o, json_err_kind(v, wanted, o->err));
	*to = v;
	return true;
}

static void choice_fail(struct json_obj *o, const char *key, const char *word,
			const char *const *words)
{
	struct buf list = BUF_INIT;
	const char *near;
	size_t n;

	for (n = 0; words[n]; n++)
		buf_printf(&list, "%s%s", n ? ", " : "", words[n]);
	near = nearest_word(word, words, n);
	if (near)
		json_fail(o, key, "\"%s\" must be one of %s, not \"%s\" (did you mean \"%s\"?)",
			  key, list.p, word, near);
	else
		json_fail(o, key, "\"%s\" must be one of %s, not \"%s\"", key, list.p, word);
	buf_release(&list);
}

static int take_choice(struct json_obj *o, struct json v, const char *const *words, int otherwise)
{
	const char *word;

	if (!take_str(o, v, &word))
		return otherwise;
	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	choice_fail(o, json_key(v), word, words);
	return otherwise;
}

bool json_has(struct json_obj *o, const char *key)
{
	return json_is(optional(o, key));
}

const char *json_str(struct json_obj *o, const char *key)
{
	const char *s = NULL;

	take_str(o, required(o, key), &s);
	return s;
}

long long json_int(struct json_obj *o, const char *key)
{
	struct json v = required(o, key);
	long long n = 0;

	if (json_is(v))
		took(o, json_get_int(v, &n, o->err));
	return n;
}

bool json_bool(struct json_obj *o, const char *key)
{
	bool b = false;

	take_bool(o, required(o, key), &b);
	return b;
}

struct json json_array(struct json_obj *o, const char *key)
{
	struct json at = required(o, key), v = absent;

	take_nested(o, at, json_is(at) && json_is_array(at), "an array", &v);
	return v;
}

struct json json_object(struct json_obj *o, const char *key)
{
	struct json at = required(o, key), v = absent;

	take_nested(o, at, json_is(at) && json_is_object(at), "an object", &v);
	return v;
}

struct json json_any(struct json_obj *o, const char *key)
{
	return required(o, key);
}

int json_choice(struct json_obj *o, const char *key, const char *const *words)
{
	return take_choice(o, required(o, key), words, 0);
}

int json_opt_choice(struct json_obj *o, const char *key, const char *const *words, int otherwise)
{
	return take_choice(o, optional(o, key), words, otherwise);
}

bool json_opt_str(struct json_obj *o, const char *key, const char **v)
{
	return take_str(o, optional(o, key), v);
}

bool json_opt_int(struct json_obj *o, const char *key, long long *v)
{
	struct json at = optional(o, key);

	return json_is(at) && took(o, json_get_int(at, v, o->err));
}

bool json_opt_bool(struct json_obj *o, const char *key, bool *v)
{
	return take_bool(o, optional(o, key), v);
}

bool json_opt_array(struct json_obj *o, const char *key, struct json *v)
{
	struct json at = optional(o, key);

	return take_nested(o, at, json_is(at) && json_is_array(at), "an array", v);
}

bool json_opt_object(struct json_obj *o, const char *key, struct json *v)
{
	struct json at = optional(o, key);

	return take_nested(o, at, json_is(at) && json_is_object(at), "an object", v);
}
