#include "inspect/inspect_spec.h"

#include <stdlib.h>

#include "core/candidates.h"
#include "core/mem.h"

static int read_kind(struct inspect_allow *a, struct json v, struct err *err)
{
	const char *word, *names[PII_NKINDS], *nearest;
	enum pii_kind kind;

	if (json_get_str(v, &word, err) < 0)
		return -1;
	kind = pii_kind_find(word);
	if (kind != PII_NKINDS) {
		a->kinds[kind] = true;
		return 0;
	}
	for (int i = 0; i < PII_NKINDS; i++)
		names[i] = pii_kind_name((enum pii_kind)i);
	nearest = nearest_word(word, names, PII_NKINDS);
	return json_err(v, err, "\"%s\" is no kind of personal data%s%s%s", word,
			nearest ? "; did you mean \"" : "", nearest ? nearest : "",
			nearest ? "\"?" : "");
}

static int read_allow(struct inspect_allow *a, struct json v, struct err *err)
{
	struct json kinds;
	struct json_obj o;

	a->at = v;
	json_open(&o, v, err);
	a->column = json_str(&o, "column");
	kinds = json_array(&o, "kinds");
	a->basis = json_str(&o, "basis");
	if (json_close(&o) < 0)
		return -1;
	if (json_count(kinds) == 0)
		return json_err(kinds, err, "\"kinds\" allows nothing");
	for (struct json i = json_first(kinds); json_is(i); i = json_next(i))
		if (read_kind(a, i, err) < 0)
			return -1;
	return 0;
}

static int read_allows(struct inspect_spec *s, struct json list, struct err *err)
{
	s->allow = mem_zalloc(json_count(list) + 1, sizeof(*s->allow));
	for (struct json i = json_first(list); json_is(i); i = json_next(i))
		if (read_allow(&s->allow[s->nallow++], i, err) < 0)
			return -1;
	return 0;
}

static int read_root(struct inspect_spec *s, struct err *err)
{
	struct json allow = { NULL, NULL }, plausible = allow, linkage = allow;
	struct json_obj o;

	s->candidates = CANDIDATES_DEFAULT;
	json_open(&o, json_root(s->doc), err);
	s->key = json_str(&o, "key");
	if (json_opt_int(&o, "candidates", &s->candidates) && s->candidates < 1)
		json_fail(&o, "candidates", "\"candidates\" must be 1 or more");
	json_opt_array(&o, "allow", &allow);
	json_opt_object(&o, "plausible", &plausible);
	json_opt_object(&o, "linkage", &linkage);
	if (json_close(&o) < 0 ||
	    (json_is(plausible) && plausible_read(&s->plausible, plausible, err) < 0) ||
	    (json_is(linkage) && linkage_read(&s->linkage, linkage, err) < 0))
		return -1;
	return json_is(allow) ? read_allows(s, allow, err) : 0;
}

int inspect_spec_read(struct inspect_spec *s, const char *path, struct err *err)
{
	*s = (struct inspect_spec){ 0 };
	if (json_read(path, &s->doc, err) < 0)
		return -1;
	if (read_root(s, err) == 0)
		return 0;
	inspect_spec_release(s);
	return -1;
}

void inspect_spec_release(struct inspect_spec *s)
{
	plausible_release(&s->plausible);
	free(s->allow);
	json_free(s->doc);
	*s = (struct inspect_spec){ 0 };
}
