#include "mask/rules.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/digest.h"
#include "core/mem.h"

static bool is_named(const char *name, const char *wanted)
{
	return strcmp(name, wanted) == 0;
}

static int allowed_by_register(struct json v, const struct rule *rule, struct err *err)
{
	const struct reg_column *c = rule->column;
	struct buf list = BUF_INIT;
	size_t i;
	int ret;

	for (i = 0; i < c->ntreatments; i++) {
		if (is_named(c->treatments[i], rule->treatment->name)) {
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

static bool takes_type(const struct treatment *t, enum field_type type)
{
	switch (type) {
	case FIELD_UTF8:
	case FIELD_DICT:
		return t->text != NULL;
	case FIELD_DATE:
		return t->date != NULL;
	case FIELD_INT64:
	case FIELD_DECIMAL:
		return t->number != NULL;
	default:
		return false;
	}
}

static bool changes_values(const struct treatment *t)
{
	return t->text || t->date || t->number;
}

static void read_params(struct rules *r, struct rule *rule, struct json_obj *o)
{
	if (rule->treatment->read)
		rule->treatment->read(o, rule->column, &rule->params);
	if (is_named(rule->treatment->name, "pseudonym")) {
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

static int read_rule(struct rules *r, struct rule *rule, struct json v, const struct field *f,
		     struct err *err)
{
	struct json_obj o;
	const char *treatment;

	json_open(&o, v, err);
	treatment = json_str(&o, "treatment");
	rule->treatment = treatment ? treatment_find(treatment) : NULL;
	if (treatment && !rule->treatment)
		json_fail(&o, "treatment", "\"%s\" is not a treatment", treatment);
	rule->as = f->name;
	json_opt_str(&o, "as", &rule->as);
	check_name(&o, rule->as);
	if (rule->treatment)
		read_params(r, rule, &o);
	if (json_close(&o) < 0 || !rule->treatment || allowed_by_register(v, rule, err) < 0)
		return -1;
	if (changes_values(rule->treatment) && !takes_type(rule->treatment, f->type))
		return json_err(v, err, "the treatment \"%s\" does not apply to %s, which is %s",
				rule->treatment->name, f->name, field_type_name(f->type));
	if (rule->column->class == REG_DIRECT && is_named(rule->treatment->name, "keep"))
		return json_err(v, err, "%s is a direct identifier and cannot be kept", f->name);
	if (rule->params.level &&
	    site_codes(&r->site, rule->column->codes, &rule->params.codes, err) < 0)
		return -1;
	if (rule->params.level && !codes_has_level(rule->params.codes, rule->params.level))
		return json_err(v, err, "the code list %s has no level \"%s\"", rule->column->codes,
				rule->params.level);
	return 0;
}

/* The register's column that a field of the stream comes from. */
static int find_origin(struct rules *r, const struct field *f, struct rule *rule, struct err *err)
{
	const char *origin = meta_get(&f->meta, META_ORIGIN);

	if (!origin)
		return err_set(err, ERR_STREAM, "column %s does not say which source column it is",
			       f->name);
	rule->column = reg_origin(&r->reg, origin);
	if (!rule->column)
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
	if (!changes_values(rule->treatment))
		return;
	f->type = rule->treatment->plain && in->type == FIELD_UTF8 ? FIELD_UTF8 : FIELD_DICT;
	f->nullable = true;
	if (is_named(rule->treatment->name, "pseudonym")) {
		meta_set(&f->meta, META_CLASS, "pseudonym");
		meta_set(&f->meta, META_OPENNESS, reg_openness_name(REG_CLOSED));
	}
	if (!is_named(rule->treatment->name, "level"))
		meta_remove(&f->meta, META_CODES);
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
	if (find_origin(r, &in->fields[i], rule, err) < 0)
		return -1;
	if (read_rule(r, rule, v, &in->fields[i], err) < 0) {
		treatment_params_release(&rule->params);
		return -1;
	}
	if (is_named(rule->treatment->name, "drop")) {
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

	return pseudonym_new(r->site.key_dir, key, dataset ? dataset : "", period ? period : "",
			     &r->pseudonym, err);
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
	if (read_columns(r, columns, in, err) < 0)
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
	pseudonym_free(r->pseudonym);
	reg_release(&r->reg);
	site_release(&r->site);
	json_free(r->doc);
}
