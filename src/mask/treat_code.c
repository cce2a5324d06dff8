/* Codes: the ancestor at a level, another code by a table. */
#include "core/mem.h"
#include "mask/treatments.h"

/* A code that has no ancestor there becomes NULL. */
static int level_text(const struct treatment_params *p, struct str value, struct buf *to)
{
	int i = codes_find(p->codes, value, INT32_MAX);

	if (i >= 0)
		i = codes_up(p->codes, i, p->level);
	if (i < 0)
		return 0;
	buf_puts(to, p->codes->items[i].code);
	return 1;
}

/* No code stands below the level. */
static bool level_keeps(const struct treatment_params *p)
{
	int i, n = p->codes->n, up;

	for (i = 0; i < n; i++) {
		up = codes_up(p->codes, i, p->level);
		if (up >= 0 && up != i)
			return false;
	}
	return true;
}

static void level_read(struct json_obj *o, const struct reg_column *column,
		       struct treatment_params *p)
{
	p->level = json_str(o, "level");
	if (!column->codes)
		json_fail(o, "level", "the register names no code list for the column %s",
			  column->name);
}

static int map_text(const struct treatment_params *p, struct str value, struct buf *to)
{
	int32_t i = dict_find(p->from, value.p, value.n);
	const char *code = i < 0 ? p->others : p->to[i];

	if (!code)
		return -1;
	buf_puts(to, code);
	return 1;
}

static bool map_keeps(const struct treatment_params *p)
{
	int32_t i;

	for (i = 0; i < dict_count(p->from); i++)
		if (!str_is(dict_at(p->from, i), str_of(p->to[i])))
			return false;
	return !p->others;
}

static void map_read(struct json_obj *o, const struct reg_column *column,
		     struct treatment_params *p)
{
	struct json codes = json_object(o, "codes"), i;
	struct err bad = ERR_INIT;
	const char *from;
	int32_t n;

	(void)column;
	p->from = dict_new();
	p->to = mem_zalloc(json_is(codes) ? json_count(codes) + 1 : 1, sizeof(*p->to));
	for (i = json_is(codes) ? json_first(codes) : codes; json_is(i); i = json_next(i)) {
		from = json_key(i);
		n = dict_put(p->from, from, strlen(from));
		if (json_get_str(i, &p->to[n], &bad) < 0)
			json_fail(o, "codes", "the code that \"%s\" becomes must be a text", from);
	}
	if (dict_count(p->from) == 0)
		json_fail(o, "codes", "at least one code is needed");
	json_opt_str(o, "other", &p->others);
	if (p->others && strcmp(p->others, "stop") == 0)
		p->others = NULL;
}

const struct treatment treat_level = {
	.name = "level", .text = level_text, .keeps = level_keeps, .read = level_read
};
const struct treatment treat_map = {
	.name = "map", .text = map_text, .keeps = map_keeps, .read = map_read
};
