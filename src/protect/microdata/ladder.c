#include "protect/microdata/ladder.h"

#include "core/decimal.h"
#include "core/mem.h"

/* One level is being made: the text of each id below, as a number of the dict. */
struct step {
	struct ladder *l;
	const struct coding *c;
	const struct rung *below;
	int32_t *texts; /* by id below; TEXT_NULL */
	struct err *err;
};

enum { TEXT_NULL = -1 };

static void put_text(struct step *s, uint32_t id, const char *p, size_t n)
{
	s->texts[id] = dict_put(s->l->dict, p, n);
}

/* Codes --------------------------------------------------------------------- */

static int step_codes(struct step *s, struct json v, const struct codes *list)
{
	const char *level;
	uint32_t i;
	int at, up;

	if (json_get_str(v, &level, s->err) < 0)
		return -1;
	if (!codes_has_level(list, level))
		return json_err(v, s->err, "the code list %s has no level \"%s\"", list->name,
				level);
	for (i = 0; i < s->below->n; i++) {
		s->texts[i] = TEXT_NULL;
		at = s->below->texts[i].p ? codes_find(list, s->below->texts[i], INT32_MAX) : -1;
		if (at < 0)
			continue;
		up = codes_up(list, at, level);
		up = up < 0 ? at : up;
		put_text(s, i, list->items[up].code, strlen(list->items[up].code));
	}
	return 0;
}

/* Bands --------------------------------------------------------------------- */

struct bands {
	__int128 *from;
	size_t n;
	int scale;
};

static int read_bands(struct step *s, struct json v, struct bands *b)
{
	const struct field *f = s->c->field;
	const char *text;
	struct json i;

	b->scale = f->type == FIELD_DECIMAL ? f->scale : 0;
	b->from = mem_zalloc(json_count(v) + 1, sizeof(*b->from));
	for (i = json_first(v); json_is(i); i = json_next(i)) {
		if (json_get_text(i, &text, s->err) < 0)
			return -1;
		if (!decimal_parse(str_of(text), b->scale, &b->from[b->n]))
			return json_err(i, s->err, "a bound is a number of at most %d places",
					b->scale);
		if (b->n > 0 && b->from[b->n] <= b->from[b->n - 1])
			return json_err(i, s->err, "each bound is above the one before it");
		b->n++;
	}
	return b->n ? 0 : json_err(v, s->err, "bands need a bound");
}

static void put_number(struct buf *b, __int128 v, int scale)
{
	char text[DECIMAL_TEXT];

	buf_add(b, text, decimal_format(v, scale, text));
}

/* "<18", "18-59", "60+": the open band at each end included. */
static void put_band(const struct bands *b, __int128 v, struct buf *to)
{
	size_t i = 0;

	while (i < b->n && v >= b->from[i])
		i++;
	if (i == 0)
		buf_putc(to, '<');
	put_number(to, b->from[i ? i - 1 : 0], b->scale);
	if (i == b->n) {
		buf_putc(to, '+');
	} else if (i > 0 && b->from[i] - 1 > b->from[i - 1]) {
		buf_putc(to, '-');
		put_number(to, b->from[i] - 1, b->scale);
	}
}

/* Whatever the level, the band of a value follows from any value below it: the bounds
 * are among those of the level before, which is checked. */
static int step_bands(struct step *s, struct json v, const struct bands *before)
{
	struct bands b = { 0 };
	struct buf text = BUF_INIT;
	uint32_t *lowest = mem_zalloc((size_t)s->below->n + 1, sizeof(*lowest));
	uint32_t *map = mem_zalloc((size_t)s->c->n + 1, sizeof(*map)), i;
	size_t k, j;
	__int128 number;
	int ret = -1;

	if (read_bands(s, v, &b) < 0)
		goto out;
	for (k = 0, j = 0; before && k < b.n; k++) {
		while (j < before->n && before->from[j] < b.from[k])
			j++;
		if (j == before->n || before->from[j] != b.from[k]) {
			json_err(v, s->err,
				 "a bound is not one of the level below: levels must nest");
			goto out;
		}
	}
	ladder_map(s->l, 0, (int)(s->below - s->l->rungs), map);
	for (i = s->c->n; i-- > 0;)
		lowest[map[i]] = i;
	for (i = 0; i < s->below->n; i++) {
		s->texts[i] = TEXT_NULL;
		if (coding_is_null(s->c, lowest[i]))
			continue;
		if (!coding_number(s->c, lowest[i], &number)) {
			json_err(v, s->err, "column %s has a value that is no number to band",
				 s->c->field->name);
			goto out;
		}
		buf_clear(&text);
		put_band(&b, number, &text);
		put_text(s, i, text.p, text.n);
	}
	ret = 0;
out:
	buf_release(&text);
	free(lowest);
	free(map);
	free(b.from);
	return ret;
}

/* Tree ---------------------------------------------------------------------- */

/* Keys by a dict, so that a hundred ages are not looked for a hundred times. */
static int step_tree(struct step *s, struct json v)
{
	struct dict *keys = dict_new();
	const char **targets = mem_zalloc(json_count(v) + 1, sizeof(*targets));
	struct json i;
	uint32_t id;
	int32_t at;
	int ret = -1;

	for (i = json_first(v); json_is(i); i = json_next(i)) {
		at = dict_put(keys, json_key(i), strlen(json_key(i)));
		if (json_get_str(i, &targets[at], s->err) < 0)
			goto out;
	}
	for (id = 0; id < s->below->n; id++) {
		s->texts[id] = TEXT_NULL;
		if (!s->below->texts[id].p)
			continue;
		at = dict_find(keys, s->below->texts[id].p, s->below->texts[id].n);
		if (at < 0) {
			json_err(v, s->err,
				 "column %s has a value that this level of the tree "
				 "does not name",
				 s->c->field->name);
			goto out;
		}
		put_text(s, id, targets[at], strlen(targets[at]));
	}
	ret = 0;
out:
	free(targets);
	dict_free(keys);
	return ret;
}

static int step_all(struct step *s, struct json v)
{
	const char *text;
	uint32_t i;

	if (json_get_str(v, &text, s->err) < 0)
		return -1;
	for (i = 0; i < s->below->n; i++)
		put_text(s, i, text, strlen(text));
	return 0;
}

/* Rungs --------------------------------------------------------------------- */

/* Ids in the order of first use from below. */
static void make_rung(struct step *s, struct rung *below, struct rung *r)
{
	int32_t ntexts = dict_count(s->l->dict);
	uint32_t *id_of = mem_zalloc((size_t)ntexts + 1, sizeof(*id_of)), i, slot;

	memset(id_of, 0xff, ((size_t)ntexts + 1) * sizeof(*id_of));
	below->up = mem_zalloc((size_t)below->n + 1, sizeof(*below->up));
	r->texts = mem_zalloc((size_t)below->n + 1, sizeof(*r->texts));
	r->leaves = mem_zalloc((size_t)below->n + 1, sizeof(*r->leaves));
	for (i = 0; i < below->n; i++) {
		slot = (uint32_t)(s->texts[i] + 1);
		if (id_of[slot] == UINT32_MAX) {
			id_of[slot] = r->n++;
			if (s->texts[i] != TEXT_NULL)
				r->texts[id_of[slot]] = dict_at(s->l->dict, s->texts[i]);
		}
		below->up[i] = id_of[slot];
		r->leaves[id_of[slot]] += below->leaves[i];
	}
	free(id_of);
}

static int make_texts(struct step *s, const struct ladder_spec *spec, struct json v,
		      struct json before, const struct codes *list)
{
	struct bands lower = { 0 };
	int ret;

	if (spec->kind == LADDER_CODES)
		return step_codes(s, v, list);
	if (json_is_string(v))
		return step_all(s, v);
	if (spec->kind == LADDER_TREE)
		return json_is_object(v) ? step_tree(s, v)
					 : json_err_kind(v, "an object or a text", s->err);
	if (!json_is_array(v))
		return json_err_kind(v, "a list of bounds or a text", s->err);
	if (!json_is(before))
		return step_bands(s, v, NULL);
	if (!json_is_array(before))
		return json_err(v, s->err, "no bands can stand above one text for all");
	ret = read_bands(s, before, &lower) < 0 ? -1 : step_bands(s, v, &lower);
	free(lower.from);
	return ret;
}

static int make_rungs(struct ladder *l, const struct ladder_spec *spec, const struct coding *c,
		      const struct codes *list, struct err *err)
{
	struct json v = json_is(spec->steps) ? json_first(spec->steps) : spec->steps;
	struct json before = { 0 };
	struct step s = { .l = l, .c = c, .err = err };
	int ret = 0;

	s.texts = mem_zalloc((size_t)c->n + 1, sizeof(*s.texts));
	for (; ret == 0 && json_is(v); before = v, v = json_next(v)) {
		s.below = &l->rungs[l->nlevels - 1];
		ret = make_texts(&s, spec, v, before, list);
		if (ret == 0) {
			make_rung(&s, &l->rungs[l->nlevels - 1], &l->rungs[l->nlevels]);
			l->nlevels++;
		}
	}
	free(s.texts);
	return ret;
}

void ladder_domain(const struct ladder_spec *spec, struct coding *c)
{
	struct json i;

	if (spec->kind != LADDER_TREE || spec->nsteps == 0)
		return;
	for (i = json_first(json_first(spec->steps)); json_is(i); i = json_next(i))
		if (json_key(i))
			coding_know(c, str_of(json_key(i)));
}

static void make_bottom(struct rung *r, const struct coding *c)
{
	uint32_t i;

	r->n = c->n;
	r->texts = mem_zalloc((size_t)c->n + 1, sizeof(*r->texts));
	r->leaves = mem_zalloc((size_t)c->n + 1, sizeof(*r->leaves));
	for (i = 0; i < c->n; i++) {
		r->texts[i] = coding_is_null(c, i) ? (struct str){ NULL, 0 } : c->values[i];
		r->leaves[i] = 1;
	}
}

int ladder_make(struct ladder *l, const struct ladder_spec *spec, const struct coding *c,
		struct site *site, struct err *err)
{
	const struct codes *list = NULL;

	*l = (struct ladder){ .nlevels = 1, .dict = dict_new() };
	l->rungs = mem_zalloc((size_t)spec->nsteps + 1, sizeof(*l->rungs));
	make_bottom(&l->rungs[0], c);
	if (spec->kind == LADDER_CODES && site_codes(site, spec->codes, &list, err) < 0)
		return -1;
	return make_rungs(l, spec, c, list, err);
}

void ladder_release(struct ladder *l)
{
	int i;

	for (i = 0; i < l->nlevels; i++) {
		free(l->rungs[i].up);
		free(l->rungs[i].texts);
		free(l->rungs[i].leaves);
	}
	free(l->rungs);
	dict_free(l->dict);
	*l = (struct ladder){ 0 };
}

void ladder_map(const struct ladder *l, int from, int to, uint32_t *map)
{
	uint32_t i, id;
	int level;

	for (i = 0; i < l->rungs[from].n; i++) {
		for (id = i, level = from; level < to; level++)
			id = l->rungs[level].up[id];
		map[i] = id;
	}
}
