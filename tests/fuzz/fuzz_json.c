/* JSON that is accepted must come back the same when it is written and read again. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "core/json.h"
#include "core/jsonout.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_value(struct jsonout *j, struct json v)
{
	struct err err = ERR_INIT;
	const char *s;
	long long n;

	if (json_is_string(v)) {
		assert(json_get_str(v, &s, &err) == 0);
		jsonout_cstr(j, s);
	} else if (json_is_object(v) || json_is_array(v)) {
		jsonout_open(j, json_is_object(v) ? '{' : '[');
		for (struct json i = json_first(v); json_is(i); i = json_next(i)) {
			if (json_key(i))
				jsonout_key(j, json_key(i));
			write_value(j, i);
		}
		jsonout_close(j, json_is_object(v) ? '}' : ']');
	} else if (json_get_int(v, &n, &err) == 0) {
		jsonout_int(j, n);
	} else {
		/* Other numbers and the words: only that they are told apart. */
		jsonout_cstr(j, json_kind(v));
	}
	assert(json_line(v) >= 1 && json_key_line(v) >= 1);
}

static void write_document(struct buf *b, const struct json_doc *doc, int indent)
{
	struct jsonout j;

	buf_clear(b);
	jsonout_init(&j, b, indent);
	write_value(&j, json_root(doc));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf first = BUF_INIT, second = BUF_INIT;
	struct json_doc *doc, *again;
	struct err err = ERR_INIT;

	if (json_parse("fuzz", (struct str){ (const char *)data, size }, &doc, &err) < 0) {
		assert(err.kind == ERR_CONFIG && strncmp(err.msg, "fuzz:", 5) == 0);
		return 0;
	}
	write_document(&first, doc, 2);
	assert(json_parse("again", (struct str){ first.p, first.n }, &again, &err) == 0);
	write_document(&second, again, 2);
	assert(str_is((struct str){ first.p, first.n }, (struct str){ second.p, second.n }));
	json_free(again);
	json_free(doc);
	buf_release(&first);
	buf_release(&second);
	return 0;
}
