#include "mask/rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/column_name.h"
#include "core/digest.h"
#include "core/mem.h"
#include "mask/sight.h"

static int allowed_by_register(struct json v, const struct rule *rule, struct err *err)
{
	const struct reg_column *c = rule->column;
	struct buf list = BUF_INIT;
	size_t i;
	int ret;

	for (i = 0; i < c->ntreatments; i++) {
		if (treatment_is(rule->treatment, c->treatments[i])) {
			buf_release(&list);
			return 0;
		}
		buf_printf(&list, "%s%s", i ? ", " : "", c->treatments[i]);
	}
	ret = json_err(v, err, "the register does not allow the treatment \"%s\" for %s, only %s",
		       rule->treatment->name, c->name, list.p);
	buf_release(&list);
	return ret;
}

/* Names of places make an address; a site without the list does without. */
static int open_recogniser(struct rules *r, struct err *err)
{
	const struct codes *divisions = NULL;
	char *path;
	int ret = 0;

	if (r->recogniser)
		return 0;
	path = site_path(&r->site, "config/codes/division.csv");
	if (access(path, F_OK) == 0)
		ret = site_codes(&r->site, "division", &divisions, err);
	free(path);
	if (ret == 0)
		r->recogniser = recogniser_new(divisions);
	return ret;
}

static void read_params(struct rules *r, struct rule *rule, struct json_obj *o)
{
	if (rule->treatment->read)
		rule->treatment->read(o, rule->column, &rule->params);
	if (treatment_is(rule->treatment, "pseudonym")) {
		rule->params.pseudonym = r->pseudonym;
		if (!r->pseudonym)
			json_fail(o, "treatment",
				  "a pseudonym needs a \"key\" at the top of the file");
	}
}

/* The name stands in headers and in files of other programs. */
static void check_name(struct json_obj *o, const char *name)
{
	const char *c;

	for (c = name; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f || strchr(",\"'=/\\", *c))
			json_fail(o, "as",
				  "a name of a column holds no control character "
				  "and none of , \" ' = / \\");
}

static bool is_text(enum field_type type)
{
	return type == FIELD_UTF8 || type == FIELD_DICT;
}

static bool comes_from(const struct field *f, const char *origin)
{
	const char *from = meta_get(&f->meta, META_ORIGIN);

	return from && strcmp(from, origin) == 0;
}

/* What name and label say, whatever class the register gives it. */
static bool names_a_person(const struct reg_column *c)
{
	struct column_guess by_name = column_name_guess(c->name);
	struct column_guess by_label = column_name_guess(c->label);

	return (by_name.known && by_name.class == REG_DIRECT) ||
	       (by_label.known && by_label.class == REG_DIRECT);
}

/* By the label, and where that says nothing by the name. */
static enum pii_kind kind_of(const struct reg_column *c)
{
	struct column_guess guess = column_name_guess(c->label);

	return guess.known && guess.kind != PII_NKINDS ? guess.kind
						       : column_name_guess(c->name).kind;
}

static bool is_identity(const struct reg_column *c)
{
	enum pii_kind kind = kind_of(c);

	return kind == PII_CITIZEN_ID || kind == PII_DISABILITY_CARD ||
	       kind == PII_RESIDENCE_PERMIT;
}

static bool is_code_of_anybody(const struct rule *rule)
{
	enum pii_kind kind = kind_of(rule->column);

	return rule->column == rule->table->institution || kind == PII_USCC ||
	       kind == PII_USCC_PERSON;
}

/* "where": "institution": the stream must tell whose row it is. */
static void read_where(struct rule *rule, const struct schema *in, struct json_obj *o)
{
	static const char *const words[] = { "institution", NULL };
	const struct reg_column *codes = rule->table->institution;
	struct buf origin = BUF_INIT;
	size_t i;

	rule->where = -1;
	if (!json_has(o, "where"))
		return;
	json_choice(o, "where", words);
	if (!codes) {
		json_fail(o, "where",
			  "the register names no column \"institution\" of the table %s",
			  rule->table->name);
		return;
	}
	buf_printf(&origin, "%s.%s", rule->table->name, codes->name);
	for (i = 0; i < in->nfields && rule->where < 0; i++)
		if (is_text(in->fields[i].type) && comes_from(&in->fields[i], origin.p))
			rule->where = (int)i;
	if (rule->where < 0)
		json_fail(o, "where", "the stream has no column from %s, which tells institutions",
			  origin.p);
	buf_release(&origin);
}

/* Of a direct identifier all but these leave values, or what tells one from another. */
static bool leaves_values(const struct rule *rule)
{
	static const char *const hiding[] = { "drop",  "mask", "pseudonym",
					      "scrub", "name", "institution" };
	size_t i;

	if (treatment_keeps(rule->treatment, &rule->params))
		return true;
	for (i = 0; i < sizeof(hiding) / sizeof(hiding[0]); i++)
		if (treatment_is(rule->treatment, hiding[i]))
			return false;
	return rule->column->class == REG_DIRECT;
}

/*
 * Directly identifying values of persons are never kept, and identity numbers
 * not even of those who stand for an institution.  In a table of institutions
 * the rest of those of institutions are, row by row: its codes by the treatment
 * of that name, the others by "where".
 */
static int check_kept(const struct rule *rule, const struct field *f, struct err *err)
{
	const struct reg_column *c = rule->column;

	if (!leaves_values(rule))
		return 0;
	if (!reg_allows(c, "keep") && treatment_keeps(rule->treatment, &rule->params))
		return json_err(rule->at, err,
				"this \"%s\" leaves every value of %s as it is, which is "
				"\"keep\", and the register does not allow it",
				rule->treatment->name, f->name);
	if (is_code_of_anybody(rule))
		return json_err(rule->at, err,
				"%s holds the codes of institutions and of persons: not \"%s\" "
				"but \"institution\"",
				f->name, rule->treatment->name);
	if (is_identity(c))
		return json_err(rule->at, err,
				"%s holds identity numbers by its name or label and cannot be kept",
				f->name);
	if (rule->where >= 0)
		return 0;
	if (!rule->table->institution && c->class == REG_DIRECT)
		return json_err(rule->at, err, "%s is a direct identifier and cannot be kept",
				f->name);
	if (rule->table->institution && (c->class == REG_DIRECT || names_a_person(c)))
		return json_err(rule->at, err,
				"%s can only be kept with \"where\": \"institution\"", f->name);
	return 0;
}

static int open_codes(struct rules *r, struct rule *rule, struct err *err)
{
	struct treatment_params *p = &rule->params;

	if (!p->level)
		return 0;
	if (site_codes(&r->site, rule->column->codes, &p->codes, err) < 0)
		return -1;
	if (!codes_has_level(p->codes, p->level))
		return json_err(rule->at, err, "the code list %s has no level \"%s\"",
				rule->column->codes, p->level);
	return 0;
}

static int read_rule(struct rules *r, struct rule *rule, const struct schema *in, struct err *err)
{
	const struct field *f = &in->fields[rule->input];
	struct json_obj o;
	const char *treatment;

	json_open(&o, rule->at, err);
	treatment = json_str(&o, "treatment");
	rule->treatment = treatment ? treatment_find(treatment) : NULL;
	if (treatment && !rule->treatment)
		json_fail(&o, "treatment", "\"%s\" is not a treatment", treatment);
	rule->as = f->name;
	json_opt_str(&o, "as", &rule->as);
	check_name(&o, rule->as);
	read_where(rule, in, &o);
	if (rule->treatment)
		read_params(r, rule, &o);
	if (json_close(&o) < 0 || !rule->treatment || allowed_by_register(rule->at, rule, err) < 0)
		return -1;
	if (!treatment_takes(rule->treatment, f->type))
		return json_err(rule->at, err,
				"the treatment \"%s\" does not apply to %s, which is %s",
				rule->treatment->name, f->name, field_type_name(f->type));
	if (open_codes(r, rule, err) < 0 || check_kept(rule, f, err) < 0)
		return -1;
	if (treatment_is(rule->treatment, "scrub")) {
		if (open_recogniser(r, err) < 0)
			return -1;
		rule->params.recogniser = r->recogniser;
	}
	return 0;
}

static const struct reg_table *table_of(const struct reg *reg, const struct reg_column *c)
{
	size_t i;

	for (i = 0; i < reg->ntables; i++)
		if (c && c >= reg->tables[i].columns &&
		    c < reg->tables[i].columns + reg->tables[i].ncolumns)
			return &reg->tables[i];
	return NULL;
}

/* The register's column that a field of the stream comes from. */
static int find_origin(struct rules *r, const struct field *f, struct rule *rule, struct err *err)
{
	const char *origin = meta_get(&f->meta, META_ORIGIN);

	if (!origin)
		return err_set(err, ERR_STREAM, "column %s does not say which source column it is",
			       f->name);
	rule->column = reg_origin(&r->reg, origin);
	rule->table = table_of(&r->reg, rule->column);
	if (!rule->column || !rule->table)
		return err_set(err, ERR_CONFIG, "%s: the register does not name %s (column %s)",
			       json_path(r->reg.doc), origin, f->name);
	return 0;
}

static void add_output(struct rules *r, const struct rule *rule, const struct field *in)
{
	struct field *f = schema_add_copy(&r->out, in);

	free(f->name);
	f->name = mem_strdup(rule->as);
	meta_set(&f->meta, META_LABEL, rule->column->label);
	meta_set(&f->meta, META_OPENNESS, reg_openness_name(rule->column->openness));
	meta_set(&f->meta, META_CLASS, reg_class_name(rule->column->class));
	if (rule->where >= 0)
		f->nullable = true;
	if (!treatment_changes_values(rule->treatment))
		return;
	f->type = treatment_result(rule->treatment, &rule->params, in->type);
	f->nullable = true;
	if (treatment_is(rule->treatment, "pseudonym")) {
		meta_set(&f->meta, META_CLASS, "pseudonym");
		meta_set(&f->meta, META_OPENNESS, reg_openness_name(REG_CLOSED));
	}
	if (!treatment_is(rule->treatment, "level"))
		meta_remove(&f->meta, META_CODES);
	if (f->type != in->type)
		meta_remove(&f->meta, META_UNIT);
}

static int add_column(struct rules *r, const struct schema *in, size_t i, struct json v,
		      struct err *err)
{
	struct rule *rule = &r->items[r->n];

	if (!json_is(v))
		return err_set(err, ERR_CONFIG,
			       "%s: the column %s of the stream is not treated here",
			       json_path(r->doc), in->fields[i].name);
	rule->input = (int)i;
	rule->at = v;
	if (find_origin(r, &in->fields[i], rule, err) < 0)
		return -1;
	if (read_rule(r, rule, in, err) < 0) {
		treatment_params_release(&rule->params);
		return -1;
	}
	if (treatment_is(rule->treatment, "drop")) {
		treatment_params_release(&rule->params);
		memset(rule, 0, sizeof(*rule));
		r->ndropped++;
		return 0;
	}
	r->n++;
	if (schema_find(&r->out, rule->as) >= 0)
		return json_err(v, err, "two columns would be called %s", rule->as);
	add_output(r, rule, &in->fields[i]);
	return 0;
}

static int read_columns(struct rules *r, struct json columns, const struct schema *in,
			struct err *err)
{
	struct json i;
	size_t c;

	r->items = mem_zalloc(in->nfields, sizeof(*r->items));
	for (i = json_first(columns); json_is(i); i = json_next(i))
		if (schema_find(in, json_key(i)) < 0)
			return json_err(i, err, "the stream has no column %s", json_key(i));
	for (c = 0; c < in->nfields; c++)
		if (add_column(r, in, c, json_member(columns, in->fields[c].name), err) < 0)
			return -1;
	if (r->n == 0)
		return json_err(columns, err, "every column is dropped");
	return 0;
}

/* The subkey is for this dataset and period alone. */
static int open_pseudonym(struct rules *r, const char *key, const struct schema *in,
			  struct err *err)
{
	const char *dataset = meta_get(&in->meta, META_DATASET);
	const char *period = meta_get(&in->meta, META_PERIOD);

	const struct pseudonym_use use = { dataset ? dataset : "", period ? period : "",
					   r->site.national };

	return pseudonym_new(r->site.key_dir, key, &use, &r->pseudonym, err);
}

/* Names the policy that the output was made by: register and mask file. */
static void set_policy(struct rules *r)
{
	struct str text = json_text(r->doc);
	struct sha256 *d = sha256_new();
	char hex[SHA256_HEX];

	sha256_add(d, r->reg.digest, strlen(r->reg.digest));
	sha256_add(d, text.p, text.n);
	sha256_end(d, hex);
	meta_set(&r->out.meta, META_POLICY, hex);
}

static int read_register(struct rules *r, const struct schema *in, struct err *err)
{
	const char *source = meta_get(&in->meta, META_SOURCE);
	char *path;
	int ret;

	if (!source)
		return err_set(err, ERR_STREAM, "the stream does not name its source");
	path = site_path(&r->site, "config/fields/%s.json", source);
	ret = reg_read(path, &r->reg, err);
	free(path);
	return ret;
}

int rules_read(struct rules *r, const char *path, const struct schema *in, struct err *err)
{
	const char *key = NULL;
	struct json columns;
	struct json_obj o;

	memset(r, 0, sizeof(*r));
	if (json_read(path, &r->doc, err) < 0 || site_open(&r->site, path, err) < 0 ||
	    read_register(r, in, err) < 0)
		return -1;
	json_open(&o, json_root(r->doc), err);
	json_opt_str(&o, "key", &key);
	columns = json_object(&o, "columns");
	if (json_close(&o) < 0 || (key && open_pseudonym(r, key, in, err) < 0))
		return -1;
	if (read_columns(r, columns, in, err) < 0 || sight_check(r, err) < 0)
		return -1;
	meta_copy(&r->out.meta, &in->meta);
	meta_set(&r->out.meta, META_STATE, "masked");
	set_policy(r);
	return 0;
}

void rules_release(struct rules *r)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		treatment_params_release(&r->items[i].params);
	free(r->items);
	schema_release(&r->out);
	recogniser_free(r->recogniser);
	pseudonym_free(r->pseudonym);
	reg_release(&r->reg);
	site_release(&r->site);
	json_free(r->doc);
}
