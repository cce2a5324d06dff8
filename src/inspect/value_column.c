#include "inspect/value_column.h"

#include "core/column_name.h"

#define META_TYPE "yg.type"

/* Places from here on down say where somebody lives: town, village. */
enum { PLACE_DEPTH = 3 };

static bool has_word(const char *text, const char *const *words)
{
	for (; text && *words; words++)
		if (strstr(text, *words))
			return true;
	return false;
}

static bool is_name(const struct field *f, const struct column_guess *guess)
{
	static const char *const words[] = { "姓名",   "户名",	 "人名",   "户主",
					     "申请人", "经办",	 "监护人", "代理人",
					     "联系人", "代表人", "负责人", "经营者",
					     "法人",   "投保人", "受益人", NULL };
	static const char *const others[] = { "号", "电话", "地址", "住址", "住所", "编码", NULL };
	const char *label = meta_get(&f->meta, META_LABEL);

	if (guess->known && guess->kind == PII_NAME)
		return true;
	return has_word(label, words) && !has_word(label, others);
}

static bool is_birth(const struct field *f, const struct column_guess *guess)
{
	static const char *const words[] = { "出生", "生日", NULL };

	return has_word(meta_get(&f->meta, META_LABEL), words) ||
	       (guess->known && has_word(guess->label, words));
}

static bool has_depth(const struct codes *codes)
{
	for (int i = 0; i < codes->n; i++)
		if (codes_depth(codes, i) >= PLACE_DEPTH)
			return true;
	return false;
}

static int make_place(struct value_column *c, const struct field *f, struct site *site,
		      struct err *err)
{
	const char *name = meta_get(&f->meta, META_CODES);

	if (!name)
		return 0;
	if (site_codes(site, name, &c->codes, err) < 0)
		return -1;
	c->role = has_depth(c->codes) ? ROLE_PLACE : ROLE_NONE;
	return 0;
}

int value_column_make(struct value_column *c, const struct field *f, struct site *site,
		      struct err *err)
{
	const char *type = meta_get(&f->meta, META_TYPE), *class = meta_get(&f->meta, META_CLASS);
	const char *openness = meta_get(&f->meta, META_OPENNESS);
	struct column_guess guess = column_name_guess(f->name);
	bool is_direct = class && strcmp(class, "direct") == 0;

	*c = (struct value_column){ .is_open = openness && strcmp(openness, "open") == 0 };
	if (!type)
		type = field_type_name(f->type);
	if (meta_get(&f->meta, META_CODES))
		return make_place(c, f, site, err);
	if (is_birth(f, &guess))
		c->role = ROLE_BIRTH;
	else if (strcmp(type, "int64") == 0)
		c->role = is_direct ? ROLE_IDENT : ROLE_NONE;
	else if (strcmp(type, "utf8") != 0)
		c->role = ROLE_NONE;
	else if (is_direct)
		c->role = is_name(f, &guess) ? ROLE_NAME : ROLE_IDENT;
	else
		c->role = ROLE_TEXT;
	return 0;
}
