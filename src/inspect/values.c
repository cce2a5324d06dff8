#include "inspect/values.h"

#include <openssl/crypto.h>
#include <stdlib.h>

#include "core/csv.h"
#include "core/date.h"
#include "core/file.h"
#include "core/fold.h"
#include "core/log.h"
#include "core/mem.h"
#include "core/program.h"
#include "core/uscc.h"
#include "inspect/value_column.h"
#include "inspect/value_forms.h"

/* Of one row: as many as a person's record can have. */
enum { NAMES_MAX = 8, TRAITS_MAX = 24, TOWN_DEPTH = 3, MEMORY_BITS = 20 };

struct row {
	struct buf text; /* folded names, one behind the other */
	size_t ends[NAMES_MAX];
	int nnames;
	struct buf traits;
	size_t trait_ends[TRAITS_MAX];
	int ntraits;
};

struct reading {
	struct values *v;
	struct value_column *columns;
	int institution; /* the column of USCCs; -1: all rows are of persons */
	unsigned first;	 /* number of the first column */
	struct row row;
	struct buf cell;
	uint64_t *
		memory; /* hashes of rows, each in its one place: what was taken is not taken again */
};

void values_init(struct values *v)
{
	*v = (struct values){ .set = keyset_new() };
}

void values_release(struct values *v)
{
	for (size_t i = 0; i < v->ncolumns; i++)
		free(v->columns[i]);
	free(v->columns);
	keyset_free(v->set);
	OPENSSL_cleanse(v, sizeof(*v));
}

void values_publish(struct values *v, struct str text)
{
	struct buf b = BUF_INIT;

	fold_value(text, &b);
	if (b.n)
		keyset_put(v->set, keyset_hash(v->set, b.p, b.n), KEYSET_PUBLIC, 0, 0);
	buf_release(&b);
}

/* "安溪县" is also called "安溪"; of villages that would be half of all given names. */
static void publish_short(struct values *v, struct str name)
{
	static const char *const ends[] = { "省", "市", "县", "区", "镇", "乡", "街道", NULL };

	for (int i = 0; ends[i]; i++) {
		size_t n = strlen(ends[i]);

		if (name.n >= 6 + n && memcmp(name.p + name.n - n, ends[i], n) == 0)
			values_publish(v, (struct str){ name.p, name.n - n });
	}
}

/* "安溪县", "泉州市安溪县", "福建省泉州市安溪县": as addresses begin. */
static void publish_item(struct values *v, const struct codes *c, int i)
{
	struct buf path = BUF_INIT, longer = BUF_INIT;

	values_publish(v, str_of(c->items[i].code));
	if (codes_depth(c, i) <= TOWN_DEPTH)
		publish_short(v, str_of(c->items[i].name));
	for (; i >= 0; i = c->items[i].parent) {
		buf_clear(&longer);
		buf_puts(&longer, c->items[i].name);
		buf_add(&longer, path.p, path.n);
		buf_clear(&path);
		buf_add(&path, longer.p, longer.n);
		values_publish(v, (struct str){ path.p, path.n });
	}
	buf_release(&path);
	buf_release(&longer);
}

static int publish_list(struct values *v, struct site *site, const char *file, struct err *err)
{
	size_t n = strlen(file);
	const struct codes *codes;
	char *name;
	int ret;

	if (n < 5 || strcmp(file + n - 4, ".csv") != 0)
		return 0;
	name = mem_strndup(file, n - 4);
	ret = site_codes(site, name, &codes, err);
	for (int i = 0; ret == 0 && i < codes->n; i++)
		publish_item(v, codes, i);
	free(name);
	return ret;
}

int values_publish_codes(struct values *v, struct site *site, struct err *err)
{
	char *dir = site_path(site, "config/codes"), **files;
	size_t n;
	int ret = file_list(dir, &files, &n, err);

	free(dir);
	if (ret < 0)
		return -1;
	for (size_t i = 0; i < n && ret == 0; i++)
		ret = publish_list(v, site, files[i], err);
	file_list_free(files, n);
	return ret;
}

uint64_t values_pair(const struct keyset *set, struct str name, struct str attribute)
{
	uint64_t both[2] = { keyset_hash(set, name.p, name.n),
			     ~keyset_hash(set, attribute.p, attribute.n) };

	return keyset_hash(set, (const char *)both, sizeof(both));
}

static unsigned place_gram(const char *p)
{
	uint64_t g;

	memcpy(&g, p, sizeof(g));
	return (unsigned)((g & 0xFFFFFFFFFFFFu) * 0x9E3779B97F4A7C15u >> (64 - PLACE_GRAM_BITS));
}

uint64_t values_places(const struct values *v, const char *p)
{
	unsigned g = place_gram(p);

	return v->place_grams[g >> 3] >> (g & 7) & 1 ? v->place_lengths : 0;
}

static void row_clear(struct row *r)
{
	OPENSSL_cleanse(r->text.p, r->text.n);
	OPENSSL_cleanse(r->traits.p, r->traits.n);
	buf_clear(&r->text);
	buf_clear(&r->traits);
	r->nnames = r->ntraits = 0;
}

static void row_add_name(struct row *r, struct str name)
{
	size_t before = r->text.n;

	if (r->nnames == NAMES_MAX)
		return;
	fold_value(name, &r->text);
	if (r->text.n - before < 6)
		r->text.n = before;
	else
		r->ends[r->nnames++] = r->text.n;
}

static void row_add_trait(struct row *r, const char *p, size_t n)
{
	if (n == 0 || r->ntraits == TRAITS_MAX)
		return;
	buf_add(&r->traits, p, n);
	r->trait_ends[r->ntraits++] = r->traits.n;
}

static void add_place_name(struct reading *g, struct str name)
{
	struct buf b = BUF_INIT;
	char first[8] = { 0 };
	unsigned gram;

	fold_value(name, &b);
	if (b.n >= 6 && b.n <= KEYSET_LENGTH) {
		memcpy(first, b.p, b.n < 8 ? b.n : 8);
		gram = place_gram(first);
		g->v->place_grams[gram >> 3] |= (uint8_t)(1u << (gram & 7));
		g->v->place_lengths |= (uint64_t)1 << (b.n - 1);
		row_add_trait(&g->row, b.p, b.n);
	}
	buf_release(&b);
}

/* The village and the town above it, by code and name. */
static void add_place(struct reading *g, const struct codes *codes, struct str code)
{
	int i = codes_find(codes, code, INT32_MAX);

	for (; i >= 0 && codes_depth(codes, i) >= TOWN_DEPTH; i = codes->items[i].parent) {
		row_add_trait(&g->row, codes->items[i].code, strlen(codes->items[i].code));
		add_place_name(g, str_of(codes->items[i].name));
	}
}

static void add_trait(struct row *r, struct value_trait t)
{
	row_add_trait(r, t.text, t.n);
}

static void take_cell(struct reading *g, size_t i, struct str s, uint64_t person)
{
	struct value_owner o = { g->first + (unsigned)i, person };

	switch (g->columns[i].role) {
	case ROLE_IDENT:
		value_put_ident(g->v->set, s, &o);
		add_trait(&g->row, value_birth_of_id(s));
		add_trait(&g->row, value_tail(s));
		break;
	case ROLE_NAME:
		value_put_name(g->v->set, s, &o);
		row_add_name(&g->row, s);
		break;
	case ROLE_TEXT:
		value_put_text(g->v->set, s, &o);
		break;
	case ROLE_BIRTH:
		add_trait(&g->row, value_birth(s));
		break;
	case ROLE_PLACE:
		add_place(g, g->columns[i].codes, s);
		break;
	case ROLE_NONE:
		break;
	}
}

static void put_pairs(struct reading *g)
{
	const struct row *r = &g->row;

	for (int i = 0; i < r->nnames; i++) {
		size_t from = i ? r->ends[i - 1] : 0;
		struct str name = { r->text.p + from, r->ends[i] - from };

		for (int k = 0; k < r->ntraits; k++) {
			size_t at = k ? r->trait_ends[k - 1] : 0;
			struct str trait = { r->traits.p + at, r->trait_ends[k] - at };

			keyset_put(g->v->set, values_pair(g->v->set, name, trait), KEYSET_PAIR,
				   g->first, 0);
		}
	}
}

/* Text of a cell, whatever the type; n is 0 for NULL. */
static struct str cell_text(struct reading *g, const struct field *f, const struct column *c,
			    int64_t row)
{
	if (column_is_null(c, row))
		return (struct str){ "", 0 };
	if (c->type == FIELD_UTF8 || c->type == FIELD_DICT)
		return column_text(c, row);
	buf_clear(&g->cell);
	cell_put_text(&g->cell, f, c, row);
	return (struct str){ g->cell.p, g->cell.n };
}

/* Whose row it is: by its first number or code, else nobody else's. */
struct owner {
	uint64_t person, row;
	bool is_known;
};

static struct owner owner_of(struct reading *g, const struct reader *r, const struct batch *b,
			     int64_t row)
{
	struct owner o = { (uint64_t)(g->v->rows + row) * 0x9E3779B97F4A7C15u, 0, false };

	for (size_t i = 0; i < b->ncolumns; i++) {
		struct str s;
		uint64_t hash;

		if (g->columns[i].role == ROLE_NONE)
			continue;
		s = cell_text(g, &r->schema.fields[i], &b->columns[i], row);
		hash = s.n ? keyset_hash(g->v->set, s.p, s.n) : i;
		o.row = (o.row ^ hash) * 0x9E3779B97F4A7C15u;
		o.row ^= o.row >> 29;
		if (g->columns[i].role == ROLE_IDENT && s.n && !o.is_known) {
			o.person = hash;
			o.is_known = true;
		}
	}
	return o;
}

/* A person who is paid every month has the same row every month. */
static bool is_taken(struct reading *g, const struct owner *o)
{
	uint64_t *place = &g->memory[o->row >> (64 - MEMORY_BITS)];

	if (!o->is_known)
		return false;
	if (*place == o->row)
		return true;
	*place = o->row;
	return false;
}

/* What the register opens is open in the rows of institutions: not a secret, and
 * a legal representative is not a person on relief. */
static bool is_institution(struct reading *g, const struct reader *r, const struct batch *b,
			   int64_t row)
{
	int i = g->institution;

	return i >= 0 &&
	       uscc_is_institution(cell_text(g, &r->schema.fields[i], &b->columns[i], row), NULL);
}

static void read_batch(struct reading *g, const struct reader *r, const struct batch *b)
{
	for (int64_t row = 0; row < b->nrows; row++) {
		struct owner o = owner_of(g, r, b, row);

		bool is_public = is_institution(g, r, b, row);

		if (is_taken(g, &o))
			continue;
		row_clear(&g->row);
		for (size_t i = 0; i < b->ncolumns; i++) {
			struct str s = { "", 0 };

			if (g->columns[i].role != ROLE_NONE &&
			    !(is_public && g->columns[i].is_open))
				s = cell_text(g, &r->schema.fields[i], &b->columns[i], row);
			if (s.n)
				take_cell(g, i, s, o.person);
		}
		put_pairs(g);
	}
	g->v->rows += b->nrows;
}

/* Names of the columns for findings, and what each is for. */
static int begin(struct reading *g, const struct schema *s, struct site *site, struct err *err)
{
	const char *source = meta_get(&s->meta, META_SOURCE);
	const char *institution = meta_get(&s->meta, META_INSTITUTION);
	struct values *v = g->v;

	if (v->ncolumns + s->nfields > KEYSET_COLUMNS)
		return err_set(err, ERR_DATA, "the closed streams hold more than %d columns",
			       KEYSET_COLUMNS);
	g->institution = institution ? schema_find(s, institution) : -1;
	if (institution && g->institution < 0)
		return err_set(err, ERR_STREAM, "the closed stream has no column %s", institution);
	g->first = (unsigned)v->ncolumns;
	g->columns = mem_zalloc(s->nfields, sizeof(*g->columns));
	v->columns = mem_grow(v->columns, &v->capacity, v->ncolumns + s->nfields,
			      sizeof(*v->columns));
	for (size_t i = 0; i < s->nfields; i++) {
		const char *origin = meta_get(&s->fields[i].meta, META_ORIGIN);
		struct buf b = BUF_INIT;

		buf_printf(&b, "%s.%s", source ? source : "source",
			   origin ? origin : s->fields[i].name);
		v->columns[v->ncolumns++] = buf_detach(&b);
		if (value_column_make(&g->columns[i], &s->fields[i], site, err) < 0)
			return -1;
	}
	return 0;
}

/* Another raw stream holds some of the values, and a pass by it would say nothing. */
static int check_closed(const struct schema *s, struct err *err)
{
	const char *dataset = meta_get(&s->meta, META_DATASET);

	if (schema_need_state(s, "raw", log_program(), err) < 0)
		return -1;
	if (!dataset || strcmp(dataset, "closed") != 0 || !meta_get(&s->meta, META_STREAM))
		return err_set(err, ERR_STREAM,
			       "the input is not what yg-extract --closed writes, so it does not "
			       "hold every closed value");
	return 0;
}

int values_read(struct values *v, struct reader *r, struct site *site, struct err *err)
{
	struct reading g = { .v = v,
			     .row = { .text = BUF_INIT, .traits = BUF_INIT },
			     .cell = BUF_INIT };
	const struct batch *batch;
	int more = -1;

	g.memory = mem_zalloc((size_t)1 << MEMORY_BITS, sizeof(*g.memory));
	if (check_closed(&r->schema, err) < 0 || begin(&g, &r->schema, site, err) < 0)
		goto out;
	while ((more = reader_next(r, &batch, err)) == 1) {
		if (program_check(err) < 0) {
			more = -1;
			break;
		}
		read_batch(&g, r, batch);
		log_progress("rows of closed columns", v->rows);
	}
out:
	row_clear(&g.row);
	buf_release(&g.row.text);
	buf_release(&g.row.traits);
	OPENSSL_cleanse(g.cell.p, g.cell.n);
	buf_release(&g.cell);
	OPENSSL_cleanse(g.memory, sizeof(*g.memory) << MEMORY_BITS);
	free(g.memory);
	free(g.columns);
	return more;
}
