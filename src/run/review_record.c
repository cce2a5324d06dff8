#include "run/review_record.h"

#include <stdlib.h>

#include "core/jsonout.h"
#include "core/mem.h"

void review_record_put(const struct review_record *r, bool bare, struct buf *to)
{
	struct jsonout j;
	size_t i;

	jsonout_init(&j, to, 0);
	jsonout_open(&j, '{');
	jsonout_member(&j, "step", review_steps[r->step]);
	jsonout_member(&j, "pipeline", r->pipeline);
	jsonout_member(&j, "digest", r->digest);
	jsonout_key(&j, "files");
	jsonout_open(&j, '[');
	for (i = 0; i < r->files.n; i++) {
		jsonout_open(&j, '{');
		jsonout_member(&j, "path", r->files.items[i].path);
		jsonout_member(&j, "sha256", r->files.items[i].sha256);
		jsonout_close(&j, '}');
	}
	jsonout_close(&j, ']');
	jsonout_member(&j, "name", r->name);
	jsonout_member(&j, "key", r->key);
	jsonout_member(&j, "time", r->time);
	jsonout_member(&j, "previous", r->previous);
	if (r->demo) {
		jsonout_key(&j, "demo");
		jsonout_bool(&j, true);
	}
	if (!bare)
		jsonout_member(&j, "signature", r->signature);
	jsonout_close(&j, '}');
}

/* A text of one length only, of these characters; false for another. */
static bool take_fixed(char *to, size_t size, const char *text, const char *of)
{
	if (strlen(text) != size - 1 || strspn(text, of) != size - 1)
		return false;
	memcpy(to, text, size);
	return true;
}

static bool take_hex(char *to, size_t size, const char *text)
{
	return take_fixed(to, size, text, "0123456789abcdef");
}

static int take_files(struct policy_files *files, struct json list, struct err *err)
{
	const char *path, *sha256;
	struct json_obj o;
	struct json i;

	files->items = mem_zalloc(json_count(list) + 1, sizeof(*files->items));
	for (i = json_first(list); json_is(i); i = json_next(i)) {
		json_open(&o, i, err);
		path = json_str(&o, "path");
		sha256 = json_str(&o, "sha256");
		if (json_close(&o) < 0)
			return -1;
		files->items[files->n].text = (struct buf)BUF_INIT;
		files->items[files->n].path = mem_strdup(path);
		if (!take_hex(files->items[files->n++].sha256, SHA256_HEX, sha256))
			return json_err(i, err, "no digest");
	}
	return 0;
}

static int take_members(struct review_record *r, struct json root, struct err *err)
{
	const char *pipeline, *name, *signature, *digest, *previous, *key, *time;
	struct json files;
	struct json_obj o;

	json_open(&o, root, err);
	r->step = (enum review_step)json_choice(&o, "step", review_steps);
	pipeline = json_str(&o, "pipeline");
	digest = json_str(&o, "digest");
	files = json_array(&o, "files");
	name = json_str(&o, "name");
	key = json_str(&o, "key");
	time = json_str(&o, "time");
	previous = json_str(&o, "previous");
	json_opt_bool(&o, "demo", &r->demo);
	signature = json_str(&o, "signature");
	if (json_close(&o) < 0)
		return -1;
	if (!take_hex(r->digest, sizeof(r->digest), digest) ||
	    !take_hex(r->previous, sizeof(r->previous), previous) ||
	    !take_hex(r->key, sizeof(r->key), key) ||
	    !take_fixed(r->time, sizeof(r->time), time, "0123456789-:TZ"))
		return json_err(root, err, "a member of another form");
	r->pipeline = mem_strdup(pipeline);
	r->name = mem_strdup(name);
	r->signature = mem_strdup(signature);
	return take_files(&r->files, files, err);
}

int review_record_parse(const char *what, struct str line, struct review_record *r, struct err *err)
{
	struct json_doc *doc = NULL;
	struct buf again = BUF_INIT;
	struct err why = ERR_INIT;
	int ret = 0;

	memset(r, 0, sizeof(*r));
	if (json_parse(what, line, &doc, &why) < 0 || take_members(r, json_root(doc), &why) < 0) {
		ret = err_set(err, ERR_GATE, "%s is no record of a review: it was altered", what);
	} else {
		review_record_put(r, false, &again);
		if (!str_is(line, (struct str){ again.p, again.n }))
			ret = err_set(err, ERR_GATE, "%s was altered: yg writes it otherwise",
				      what);
	}
	sha256_of(line.p, line.n, r->line);
	buf_release(&again);
	json_free(doc);
	return ret;
}

int review_record_sign(struct review_record *r, const struct sign_key *key, struct err *err)
{
	struct buf text = BUF_INIT, signature = BUF_INIT;
	int ret;

	review_record_put(r, true, &text);
	ret = sign_bytes(key, (struct str){ text.p, text.n }, &signature, err);
	if (ret == 0) {
		r->signature = buf_detach(&signature);
		buf_clear(&text);
		review_record_put(r, false, &text);
		sha256_of(text.p, text.n, r->line);
	}
	buf_release(&signature);
	buf_release(&text);
	return ret;
}

bool review_record_is_signed_by(const struct review_record *r, const struct sign_key *key)
{
	struct buf text = BUF_INIT;
	bool good;

	review_record_put(r, true, &text);
	good = sign_is_good(key, (struct str){ text.p, text.n }, r->signature);
	buf_release(&text);
	return good;
}

void review_record_release(struct review_record *r)
{
	free(r->pipeline);
	free(r->name);
	free(r->signature);
	policy_files_release(&r->files);
	memset(r, 0, sizeof(*r));
}
