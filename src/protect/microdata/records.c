#include "protect/microdata/records.h"

#include <math.h>

#include "core/cell_read.h"
#include "core/mem.h"

enum { KEY_CHARS = 8, KEY_BITS = 6 * KEY_CHARS };

/* Roles --------------------------------------------------------------------- */

struct naming {
	struct records *r;
	struct err *err;
};

static int give_role(struct naming *n, struct json at, const char *name, enum record_role role,
		     int number)
{
	const struct schema *s = &n->r->schema;
	int column = schema_find(s, name);
	const char *near;

	if (column < 0) {
		near = s->nfields ? nearest_member(name, s->fields, s->nfields, sizeof(*s->fields))
				  : NULL;
		return json_err(at, n->err, "the input has no column \"%s\"%s%s%s", name,
				near ? " (did you mean \"" : "", near ? near : "",
				near ? "\"?)" : "");
	}
	if (n->r->columns[column].number != -2)
		return json_err(at, n->err, "column %s is named twice", name);
	n->r->columns[column].role = role;
	n->r->columns[column].number = number;
	return 0;
}

static int give_list(struct naming *n, struct json list, enum record_role role)
{
	const char *name;
	struct json i;

	if (!json_is(list))
		return 0;
	for (i = json_first(list); json_is(i); i = json_next(i))
		if (json_get_str(i, &name, n->err) < 0 || give_role(n, i, name, role, -1) < 0)
			return -1;
	return 0;
}

static int give_roles(struct records *r, struct err *err)
{
	const struct microdata_spec *p = r->spec;
	struct json root = json_root(p->doc);
	struct naming n = { r, err };
	size_t c;
	int i;

	for (c = 0; c < r->schema.nfields; c++)
		r->columns[c].number = -2;
	for (i = 0; i < p->nquasi; i++)
		if (give_role(&n, p->quasi[i].at, p->quasi[i].column, RECORD_QUASI, i) < 0)
			return -1;
	for (i = 0; i < p->nsensitive; i++)
		if (give_role(&n, p->sensitive[i].at, p->sensitive[i].column, RECORD_SENSITIVE, i) <
		    0)
			return -1;
	if (give_list(&n, p->other, RECORD_OTHER) < 0 || give_list(&n, p->drop, RECORD_DROP) < 0)
		return -1;
	if (p->weight && give_role(&n, root, p->weight, RECORD_WEIGHT, -1) < 0)
		return -1;
	if (p->sample_by && give_role(&n, root, p->sample_by, RECORD_SAMPLE, -1) < 0)
		return -1;
	for (c = 0; c < r->schema.nfields; c++)
		if (r->columns[c].number == -2)
			return json_err(root, err,
					"column %s of the input is not named: say what it is",
					r->schema.fields[c].name);
	return 0;
}

static bool is_class(const struct field *f, const char *class)
{
	const char *v = meta_get(&f->meta, META_CLASS);

	return v && strcmp(v, class) == 0;
}

static int check_class(const struct field *f, enum record_role role, struct err *err)
{
	if (role == RECORD_SAMPLE || role == RECORD_DROP)
		return 0;
	if (is_class(f, "direct") || is_class(f, "pseudonym"))
		return err_set(err, ERR_GATE,
			       "column %s is of the class %s and must not be published: only "
			       "\"sample\" and \"drop\" may name it",
			       f->name, meta_get(&f->meta, META_CLASS));
	if (role == RECORD_OTHER && (is_class(f, "quasi") || is_class(f, "sensitive")))
		return err_set(err, ERR_GATE,
			       "column %s is of the class %s: it belongs to \"quasi\" or "
			       "\"sensitive\", not to \"other\"",
			       f->name, meta_get(&f->meta, META_CLASS));
	if (f->type == FIELD_FLOAT64 && role != RECORD_OTHER && role != RECORD_WEIGHT)
		return err_set(err, ERR_CONFIG,
			       "column %s is of type float64: round it before classes are made "
			       "of it",
			       f->name);
	return 0;
}

int records_init(struct records *r, const struct microdata_spec *spec, const struct schema *s,
		 struct err *err)
{
	struct record_column *c;
	size_t i;

	*r = (struct records){ .spec = spec };
	schema_copy(&r->schema, s);
	r->columns = mem_zalloc(s->nfields + 1, sizeof(*r->columns));
	if (schema_need_state(s, "masked", "yg-protect --microdata", err) < 0 ||
	    give_roles(r, err) < 0)
		return -1;
	for (i = 0; i < s->nfields; i++) {
		c = &r->columns[i];
		if (check_class(&r->schema.fields[i], c->role, err) < 0)
			return -1;
		if (c->role == RECORD_DROP || c->role == RECORD_SAMPLE)
			continue;
		coding_init(&c->coding, &r->schema.fields[i]);
		c->is_coded = true;
	}
	return 0;
}

void records_release(struct records *r)
{
	size_t i;
	int q;

	for (i = 0; r->columns && i < r->schema.nfields; i++)
		if (r->columns[i].is_coded)
			coding_release(&r->columns[i].coding);
	for (q = 0; q < MICRODATA_MAX_QUASI; q++)
		ladder_release(&r->ladders[q]);
	for (q = 0; q < MICRODATA_MAX_SENSITIVE; q++) {
		ladder_release(&r->sensitive[q].ladder);
		free(r->sensitive[q].whole);
	}
	free(r->columns);
	free(r->sample);
	schema_release(&r->schema);
	*r = (struct records){ 0 };
}

/* The sample ---------------------------------------------------------------- */

static int sextet(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '-' ? 62 : c == '_' ? 63 : -1;
}

static bool key_bits(struct str key, uint64_t *bits)
{
	int i, six;

	*bits = 0;
	if (key.n < KEY_CHARS)
		return false;
	for (i = 0; i < KEY_CHARS; i++) {
		six = sextet(key.p[i]);
		if (six < 0)
			return false;
		*bits = *bits << 6 | (uint64_t)six;
	}
	return true;
}

static int take_row(struct records *r, const struct column *key, int64_t i, uint32_t row,
		    struct err *err)
{
	uint64_t bits = 0;

	if (key && column_is_null(key, i)) {
		r->nwithout_key++;
		return 0;
	}
	if (key && !key_bits(column_text(key, i), &bits))
		return err_set(err, ERR_DATA, "column %s, row %lld: no pseudonym of yg-mask",
			       r->spec->sample_by, (long long)row + 1);
	if (key && (__int128)bits * r->spec->one_in >= (__int128)1 << KEY_BITS)
		return 0;
	r->sample = mem_grow(r->sample, &r->sample_capacity, r->nsample + 1, sizeof(*r->sample));
	r->sample[r->nsample++] = row;
	return 0;
}

int records_add(struct records *r, const struct batch *batch, struct err *err)
{
	const struct column *key = NULL;
	int64_t row;
	size_t i;

	if (r->nrows + (size_t)batch->nrows >= UINT32_MAX - 1)
		return err_set(err, ERR_DATA, "more than 2^32 records");
	for (i = 0; i < batch->ncolumns; i++) {
		if (r->columns[i].role == RECORD_SAMPLE)
			key = &batch->columns[i];
		if (r->columns[i].is_coded)
			coding_add(&r->columns[i].coding, &batch->columns[i], batch->nrows);
	}
	if (key && key->type != FIELD_UTF8 && key->type != FIELD_DICT)
		return err_set(err, ERR_CONFIG, "column %s holds no pseudonyms",
			       r->spec->sample_by);
	for (row = 0; row < batch->nrows; row++)
		if (take_row(r, key, row, (uint32_t)(r->nrows + (size_t)row), err) < 0)
			return -1;
	r->nrows += (size_t)batch->nrows;
	return 0;
}

/* The end ------------------------------------------------------------------- */

static int finish_quasi(struct records *r, struct record_column *c, struct site *site,
			struct err *err)
{
	const struct quasi_spec *q = &r->spec->quasi[c->number];

	ladder_domain(&q->ladder, &c->coding);
	coding_finish(&c->coding);
	r->ids[c->number] = c->coding.ids;
	return ladder_make(&r->ladders[c->number], &q->ladder, &c->coding, site, err);
}

static int finish_sensitive(struct records *r, struct record_column *c, struct site *site,
			    struct err *err)
{
	struct sensitive *s = &r->sensitive[c->number];
	const struct ladder *l = &s->ladder;
	size_t i;

	s->spec = &r->spec->sensitive[c->number];
	coding_finish(&c->coding);
	s->coding = &c->coding;
	r->ids[r->spec->nquasi + c->number] = c->coding.ids;
	if (ladder_make(&s->ladder, &s->spec->ladder, &c->coding, site, err) < 0)
		return -1;
	if (s->spec->distance == DISTANCE_HIERARCHICAL && l->rungs[l->nlevels - 1].n > 1)
		return json_err(s->spec->ladder.steps, err,
				"the last level of a hierarchical distance is one value for all");
	s->whole = mem_zalloc((size_t)c->coding.n + 1, sizeof(*s->whole));
	for (i = 0; i < r->nsample; i++)
		s->whole[c->coding.ids[r->sample[i]]]++;
	return 0;
}

static int check_weights(const struct coding *c, struct err *err)
{
	double v;
	uint32_t i;

	for (i = 0; i < c->n; i++)
		if (coding_is_null(c, i) ||
		    !cell_read_float64(c->values[i].p, c->values[i].n, &v) ||
		    !(v >= 1 && v <= MILLION))
			return err_set(err, ERR_DATA,
				       "column %s: a weight is a number from 1 to %d, for it says "
				       "how many the record stands for",
				       c->field->name, MILLION);
	return 0;
}

int records_finish(struct records *r, struct site *site, struct err *err)
{
	struct record_column *c;
	size_t i;
	int ret = 0;

	for (i = 0; i < r->schema.nfields && ret == 0; i++) {
		c = &r->columns[i];
		if (c->role == RECORD_QUASI)
			ret = finish_quasi(r, c, site, err);
		else if (c->role == RECORD_SENSITIVE)
			ret = finish_sensitive(r, c, site, err);
		else if (c->is_coded)
			coding_finish(&c->coding);
		if (ret == 0 && c->role == RECORD_WEIGHT) {
			r->weight = &c->coding;
			ret = check_weights(r->weight, err);
		}
	}
	return ret;
}

int64_t records_weight(const struct records *r, size_t row)
{
	const struct str *text;
	double v = 1;

	if (r->weight) {
		text = &r->weight->values[r->weight->ids[row]];
		cell_read_float64(text->p, text->n, &v);
	}
	return (int64_t)llround(v * MILLION);
}

size_t records_quasi_column(const struct records *r, int quasi)
{
	return (size_t)schema_find(&r->schema, r->spec->quasi[quasi].column);
}
