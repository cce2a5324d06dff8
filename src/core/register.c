#include "core/register.h"

#include <stdlib.h>

#include "core/candidates.h"
#include "core/date.h"
#include "core/decimal.h"
#include "core/digest.h"
#include "core/mem.h"

static const char *const types[] = { "bool", "int64", "decimal", "float64",
				     "date", "utf8",  "dict",	 NULL };
static const enum field_type type_of[] = { FIELD_BOOL, FIELD_INT64, FIELD_DECIMAL, FIELD_FLOAT64,
					   FIELD_DATE, FIELD_UTF8,  FIELD_DICT };
static const char *const classes[] = { "direct", "quasi", "sensitive", "plain", NULL };
static const char *const opennesses[] = { "open", "on-request", "closed", NULL };
static const char *const treatments[] = { "keep",  "drop",     "mask",	      "year",
					  "month", "age-band", "level",	      "pseudonym",
					  "band",  "round",    "top-bottom",  "map",
					  "name",  "scrub",    "institution", NULL };
static const char *const storages[] = { "integer", "text", "real", "blob", NULL };

/* A rule's word and its meaning; each key allows some of them. */
static const char *const rules[] = { "error", "null",	 "reject-row", "keep",
				     "strip", "replace", "gb18030",    NULL };
static const enum reg_rule rule_of[] = { REG_ERROR, REG_NULL,	 REG_REJECT_ROW, REG_KEEP,
					 REG_STRIP, REG_REPLACE, REG_GB18030 };

static int word_index(const char *const *words, const char *word)
{
	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return -1;
}

static int bad_word(struct json v, const char *what, const char *word, const char *const *words,
		    struct err *err)
{
	const char *near;
	size_t n = 0;

	while (words[n])
		n++;
	near = nearest_word(word, words, n);
	if (near)
		return json_err(v, err, "unknown %s \"%s\" (did you mean \"%s\"?)", what, word,
				near);
	return json_err(v, err, "unknown %s \"%s\"", what, word);
}

/* Distinct strings of an array, which must have some; `words` may be NULL: any. */
static int read_words(struct json array, const char *what, const char *const *words,
		      const char ***out, size_t *n, struct err *err)
{
	const char **list = mem_zalloc(json_count(array), sizeof(*list));

	*out = list;
	*n = 0;
	for (struct json v = json_first(array); json_is(v); v = json_next(v)) {
		if (json_get_str(v, &list[*n], err) < 0)
			return -1;
		if (words && word_index(words, list[*n]) < 0)
			return bad_word(v, what, list[*n], words, err);
		for (size_t i = 0; i < *n; i++)
			if (strcmp(list[i], list[*n]) == 0)
				return json_err(v, err, "the %s \"%s\" stands twice", what,
						list[i]);
		++*n;
	}
	if (*n == 0)
		return json_err(array, err, "\"%s\" must not be empty", json_key(array));
	return 0;
}

static unsigned stored_by_default(enum field_type type)
{
	switch (type) {
	case FIELD_INT64:
	case FIELD_BOOL:
		return REG_STORED_INTEGER;
	case FIELD_FLOAT64:
		return REG_STORED_REAL;
	case FIELD_DECIMAL:
		return 0;
	default:
		return REG_STORED_TEXT;
	}
}

static int read_stored(struct reg_column *c, struct json array, struct err *err)
{
	const char **words;
	size_t n;
	int ret = read_words(array, "storage", storages, &words, &n, err);

	for (size_t i = 0; ret == 0 && i < n; i++)
		c->stored |= 1u << word_index(storages, words[i]);
	free(words);
	return ret;
}

static bool is_text(const struct reg_column *c)
{
	return c->type == FIELD_UTF8 || c->type == FIELD_DICT;
}

static void read_number_form(struct reg_column *c, struct json_obj *o)
{
	long long precision = DECIMAL_DIGITS, scale = 0, stored_scale = 0;

	if (c->type != FIELD_DECIMAL) {
		static const char *const keys[] = { "precision", "scale", "stored_scale" };

		for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
			if (json_has(o, keys[i]))
				json_fail(o, keys[i], "\"%s\" is only for decimals", keys[i]);
		return;
	}
	json_opt_int(o, "precision", &precision);
	scale = json_int(o, "scale");
	json_opt_int(o, "stored_scale", &stored_scale);
	if (precision < 1 || precision > DECIMAL_DIGITS)
		json_fail(o, "precision", "\"precision\" must be from 1 to %d", DECIMAL_DIGITS);
	if (scale < 0 || scale > precision)
		json_fail(o, "scale", "\"scale\" must be from 0 to the precision");
	if (stored_scale < 0 || stored_scale > scale)
		json_fail(o, "stored_scale", "\"stored_scale\" must be from 0 to the scale");
	if (stored_scale > 0 && !(c->stored & REG_STORED_INTEGER))
		json_fail(o, "stored_scale",
			  "\"stored_scale\" is only for decimals stored as integers");
	c->precision = (int)precision;
	c->scale = (int)scale;
	c->stored_scale = (int)stored_scale;
}

static void read_text_form(struct reg_column *c, struct json_obj *o)
{
	if (c->type == FIELD_DATE) {
		c->format = json_str(o, "format");
		if (c->format && !date_format_is_known(c->format))
			json_fail(o, "format",
				  "\"format\" must be YYYY-MM-DD, YYYYMMDD, YYYY/M/D or "
				  "YYYY年M月D日, "
				  "with \" time\" after it or not; not \"%s\"",
				  c->format);
	} else if (json_has(o, "format")) {
		json_fail(o, "format", "\"format\" is only for dates");
	}
	if (json_opt_str(o, "codes", &c->codes) && !is_text(c))
		json_fail(o, "codes", "\"codes\" is only for utf8 and dict");
}

/* `allowed`: bits of enum reg_rule. */
static enum reg_rule read_rule(struct reg_column *c, struct json_obj *o, const char *key,
			       unsigned allowed)
{
	const char *words[sizeof(rules) / sizeof(*rules)];
	int n = 0, choice;

	for (int i = 0; rules[i]; i++)
		if (allowed & 1u << rule_of[i])
			words[n++] = rules[i];
	words[n] = NULL;
	choice = json_opt_choice(o, key, words, 0);
	choice = word_index(rules, words[choice]);
	if (rule_of[choice] == REG_NULL && !c->nullable)
		json_fail(o, key, "\"%s\" must not be \"null\" in a column that is not nullable",
			  key);
	return rule_of[choice];
}

static void read_rules(struct reg_column *c, struct json_obj *o)
{
	const unsigned common = 1u << REG_ERROR | 1u << REG_NULL | 1u << REG_REJECT_ROW;
	const unsigned keep = 1u << REG_KEEP;

	c->on_empty = read_rule(c, o, "on_empty", is_text(c) ? common | keep : common);
	c->on_nul = read_rule(c, o, "on_nul", common | 1u << REG_STRIP);
	c->on_bad_utf8 = read_rule(c, o, "on_bad_utf8",
				   common | 1u << REG_REPLACE | 1u << REG_GB18030);
	c->on_bad_value = read_rule(c, o, "on_bad_value", common);
	if (c->codes)
		c->on_bad_code = read_rule(c, o, "on_bad_code", common | keep);
	else if (json_has(o, "on_bad_code"))
		json_fail(o, "on_bad_code", "\"on_bad_code\" is only for a column with \"codes\"");
}

bool reg_allows(const struct reg_column *c, const char *treatment)
{
	for (size_t i = 0; i < c->ntreatments; i++)
		if (strcmp(c->treatments[i], treatment) == 0)
			return true;
	return false;
}

/* What a treatment works on; 0: on any column. */
enum { ON_TEXT = 1, ON_NUMBERS = 2, ON_DATES = 4 };
static const struct {
	const char *treatment;
	unsigned on;
	const char *words;
} works_on[] = {
	{ "age-band", ON_DATES, "dates" },
	{ "band", ON_NUMBERS, "numbers" },
	{ "round", ON_NUMBERS, "numbers" },
	{ "top-bottom", ON_NUMBERS | ON_DATES, "numbers and dates" },
	{ "map", ON_TEXT, "utf8 and dict" },
	{ "name", ON_TEXT, "utf8 and dict" },
	{ "scrub", ON_TEXT, "utf8 and dict" },
	{ "institution", ON_TEXT, "utf8 and dict" },
};

static unsigned form_of(const struct reg_column *c)
{
	switch (c->type) {
	case FIELD_INT64:
	case FIELD_DECIMAL:
	case FIELD_FLOAT64:
		return ON_NUMBERS;
	case FIELD_DATE:
		return ON_DATES;
	default:
		return is_text(c) ? ON_TEXT : 0;
	}
}

/* Of a direct identifier these leave no value as it is. */
static bool hides(const char *treatment)
{
	static const char *const hiding[] = { "drop", "mask",  "pseudonym",
					      "name", "scrub", "institution" };

	for (size_t i = 0; i < sizeof(hiding) / sizeof(*hiding); i++)
		if (strcmp(treatment, hiding[i]) == 0)
			return true;
	return false;
}

/* What the register itself must not permit; among_institutions: of a table whose
 * rows can be told from persons. */
static void check_privacy(const struct reg_column *c, bool among_institutions, struct json_obj *o)
{
	if (c->class == REG_DIRECT && c->openness == REG_OPEN && !among_institutions)
		json_fail(o, "openness", "a direct identifier must not be open");
	if (c->class == REG_DIRECT && reg_allows(c, "keep") && !among_institutions)
		json_fail(o, "treatments", "a direct identifier must not be kept");
	if (reg_allows(c, "level") && !c->codes)
		json_fail(o, "treatments", "the treatment \"level\" needs \"codes\"");
	for (size_t i = 0; i < sizeof(works_on) / sizeof(*works_on); i++)
		if (reg_allows(c, works_on[i].treatment) && !(form_of(c) & works_on[i].on))
			json_fail(o, "treatments", "the treatment \"%s\" is only for %s",
				  works_on[i].treatment, works_on[i].words);
	for (size_t i = 0; i < c->ntreatments; i++)
		if (c->class == REG_DIRECT && !among_institutions && !hides(c->treatments[i]))
			json_fail(o, "treatments",
				  "the treatment \"%s\" leaves values of a direct identifier",
				  c->treatments[i]);
}

/* A text that says something: more than blanks. */
static void check_said(struct json_obj *o, const char *key, const char *text)
{
	if (text && !text[strspn(text, " \t\r\n")])
		json_fail(o, key, "\"%s\" must not be blank", key);
}

/* A draft that nobody has looked through yet. */
static void check_marks(struct json_obj *o)
{
	if (json_has(o, "review"))
		json_fail(o, "review",
			  "still marked for review: look at what is drafted here, correct it, and "
			  "take \"review\" away");
}

static void read_privacy(struct reg_column *c, struct json_obj *o, struct json *list)
{
	c->class = (enum reg_class)json_choice(o, "class", classes);
	c->openness = (enum reg_openness)json_choice(o, "openness", opennesses);
	c->basis = json_str(o, "basis");
	if (c->openness == REG_OPEN)
		json_opt_str(o, "reason", &c->reason);
	else
		c->reason = json_str(o, "reason");
	check_said(o, "basis", c->basis);
	check_said(o, "reason", c->reason);
	*list = json_array(o, "treatments");
}

static int read_column(struct reg_column *c, struct json v, bool among_institutions,
		       struct err *err)
{
	struct json list, stored = { NULL, NULL };
	struct json_obj o;

	c->name = json_key(v);
	c->nullable = true;
	json_open(&o, v, err);
	check_marks(&o);
	c->label = json_str(&o, "label");
	c->type = type_of[json_choice(&o, "type", types)];
	json_opt_str(&o, "unit", &c->unit);
	json_opt_bool(&o, "nullable", &c->nullable);
	read_privacy(c, &o, &list);
	if (c->type == FIELD_DECIMAL)
		stored = json_array(&o, "stored");
	else if (!json_opt_array(&o, "stored", &stored))
		c->stored = stored_by_default(c->type);
	if (json_is(stored) && read_stored(c, stored, err) < 0)
		return -1;
	read_number_form(c, &o);
	read_text_form(c, &o);
	read_rules(c, &o);
	if (json_close(&o) < 0 ||
	    read_words(list, "treatment", treatments, &c->treatments, &c->ntreatments, err) < 0)
		return -1;
	check_privacy(c, among_institutions, &o);
	return json_close(&o);
}

/* Names are joined by a dot in origins and quoted in SQL. */
static int check_name(struct json v, struct err *err)
{
	const char *name = json_key(v);

	if (!*name || strpbrk(name, ".\"`[]"))
		return json_err(v, err, "\"%s\" cannot be the name of a table or column", name);
	return 0;
}

static int read_columns(struct reg_table *t, struct json columns, bool among_institutions,
			struct err *err)
{
	t->columns = mem_zalloc(json_count(columns), sizeof(*t->columns));
	for (struct json v = json_first(columns); json_is(v); v = json_next(v))
		if (check_name(v, err) < 0 ||
		    read_column(&t->columns[t->ncolumns++], v, among_institutions, err) < 0)
			return -1;
	if (t->ncolumns == 0)
		return json_err(columns, err, "the table \"%s\" has no columns", t->name);
	return 0;
}

static int check_order(const struct reg_table *t, struct json order, struct err *err)
{
	for (struct json v = json_first(order); json_is(v); v = json_next(v)) {
		const char *name;

		if (json_get_str(v, &name, err) < 0)
			return -1;
		if (!reg_column(t, name))
			return json_err(v, err, "the table \"%s\" has no column \"%s\" to order by",
					t->name, name);
	}
	return 0;
}

static int find_institution(struct reg_table *t, const char *name, struct json table,
			    struct err *err)
{
	struct json v = json_member(table, "institution");

	t->institution = name ? reg_column(t, name) : NULL;
	if (name && !t->institution)
		return json_err(v, err,
				"the table \"%s\" has no column \"%s\" to tell institutions by",
				t->name, name);
	if (name && !is_text(t->institution))
		return json_err(v, err, "\"institution\" must be a column of utf8 or dict");
	return 0;
}

static int read_table(struct reg_table *t, struct json v, struct err *err)
{
	const char *institution = NULL;
	struct json order, columns;
	struct json_obj o;

	t->name = json_key(v);
	json_open(&o, v, err);
	check_marks(&o);
	t->label = json_str(&o, "label");
	json_opt_str(&o, "institution", &institution);
	order = json_array(&o, "order");
	columns = json_object(&o, "columns");
	if (json_close(&o) < 0 ||
	    read_words(order, "column", NULL, &t->order, &t->norder, err) < 0 ||
	    read_columns(t, columns, institution != NULL, err) < 0 ||
	    find_institution(t, institution, v, err) < 0)
		return -1;
	return check_order(t, order, err);
}

static int read_register(struct reg *r, struct err *err)
{
	struct json_obj o;
	struct json tables;

	r->candidates = CANDIDATES_DEFAULT;
	json_open(&o, json_root(r->doc), err);
	check_marks(&o);
	json_opt_int(&o, "candidates", &r->candidates);
	if (r->candidates < 2 || r->candidates > REG_CANDIDATES_MAX)
		json_fail(&o, "candidates", "\"candidates\" must be from 2 to %d",
			  REG_CANDIDATES_MAX);
	r->source = json_str(&o, "source");
	r->label = json_str(&o, "label");
	tables = json_object(&o, "tables");
	if (json_close(&o) < 0)
		return -1;
	r->tables = mem_zalloc(json_count(tables), sizeof(*r->tables));
	for (struct json v = json_first(tables); json_is(v); v = json_next(v))
		if (check_name(v, err) < 0 || read_table(&r->tables[r->ntables++], v, err) < 0)
			return -1;
	if (r->ntables == 0)
		return json_err(tables, err, "\"tables\" must not be empty");
	return 0;
}

int reg_read(const char *path, struct reg *r, struct err *err)
{
	struct str text;

	*r = (struct reg){ 0 };
	if (json_read(path, &r->doc, err) < 0)
		return -1;
	if (read_register(r, err) < 0) {
		reg_release(r);
		return -1;
	}
	text = json_text(r->doc);
	sha256_of(text.p, text.n, r->digest);
	return 0;
}

void reg_release(struct reg *r)
{
	for (size_t i = 0; i < r->ntables; i++) {
		struct reg_table *t = &r->tables[i];

		for (size_t j = 0; j < t->ncolumns; j++)
			free(t->columns[j].treatments);
		free(t->columns);
		free(t->order);
	}
	free(r->tables);
	json_free(r->doc);
	*r = (struct reg){ 0 };
}

const struct reg_table *reg_table(const struct reg *r, const char *name)
{
	for (size_t i = 0; i < r->ntables; i++)
		if (strcmp(r->tables[i].name, name) == 0)
			return &r->tables[i];
	return NULL;
}

const struct reg_column *reg_column(const struct reg_table *t, const char *name)
{
	for (size_t i = 0; i < t->ncolumns; i++)
		if (strcmp(t->columns[i].name, name) == 0)
			return &t->columns[i];
	return NULL;
}

const struct reg_column *reg_origin(const struct reg *r, const char *origin)
{
	const char *dot = strchr(origin, '.');
	size_t n = dot ? (size_t)(dot - origin) : 0;

	for (size_t i = 0; dot && i < r->ntables; i++)
		if (str_is(str_of(r->tables[i].name), (struct str){ origin, n }))
			return reg_column(&r->tables[i], dot + 1);
	return NULL;
}

const char *reg_class_name(enum reg_class c)
{
	return classes[c];
}

const char *reg_openness_name(enum reg_openness o)
{
	return opennesses[o];
}
