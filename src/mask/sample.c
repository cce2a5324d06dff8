#include "mask/sample.h"

#include <stdlib.h>

#include "core/csv.h"
#include "core/date.h"
#include "core/decimal.h"
#include "core/mem.h"
#include "core/reader.h"
#include "mask/sample_open.h"

enum { FORMATS = 8, NUMBER_DIGITS = 18, FEW = 50, OFTEN = 4 };

static const char *const formats[FORMATS] = {
	"YYYY-MM-DD",	   "YYYYMMDD",	    "YYYY/M/D",	     "YYYY年M月D日",
	"YYYY-MM-DD time", "YYYYMMDD time", "YYYY/M/D time", "YYYY年M月D日 time",
};

/* What is counted of a column of texts to tell its type. */
struct forms {
	long long integers, decimals, dates[FORMATS];
	int scale;
	struct dict *seen;
};

/* The kind of pii that most of a value is. */
struct whole {
	size_t length;
	bool found, holds;
	enum pii_kind kind;
	enum pii_grade grade;
};

static bool on_hit(void *ctx, const struct pii_hit *hit)
{
	struct whole *w = ctx;

	w->holds = true;
	if (2 * (hit->to - hit->from) < w->length)
		return true;
	w->found = true;
	w->kind = hit->kind;
	w->grade = hit->grade;
	return false;
}

static void look_at_kind(struct sample_column *c, const struct recogniser *r, struct str value)
{
	struct whole w = { .length = value.n };

	recognise(r, value, on_hit, &w);
	c->holding += w.holds && !w.found;
	if (!w.found)
		return;
	c->hits[w.kind]++;
	c->valid[w.kind] += w.grade == PII_VALID;
}

/* A number that begins with 0, or is longer than a count, is a code. */
static void look_at_number(struct forms *f, struct str value)
{
	const char *dot = memchr(value.p, '.', value.n);
	size_t sign = value.p[0] == '-', whole = dot ? (size_t)(dot - value.p) : value.n;
	int scale = dot ? (int)(value.n - whole - 1) : 0;
	__int128 v;

	if (scale > NUMBER_DIGITS || whole - sign > NUMBER_DIGITS ||
	    !decimal_parse(value, scale, &v) || (whole - sign > 1 && value.p[sign] == '0'))
		return;
	f->decimals++;
	f->integers += !dot;
	f->scale = scale > f->scale ? scale : f->scale;
}

static void look_at_form(struct forms *f, struct str value)
{
	int32_t days;
	int i;

	look_at_number(f, value);
	for (i = 0; i < FORMATS; i++)
		f->dates[i] += date_parse(value, formats[i], &days);
}

static void look_at(struct sample_column *c, struct forms *f, const struct recogniser *r,
		    struct str value)
{
	if (value.n == 0) {
		c->empty++;
		return;
	}
	c->values++;
	look_at_kind(c, r, value);
	look_at_form(f, value);
	dict_put(f->seen, value.p, value.n);
	c->distinct = dict_count(f->seen);
}

/* Most values are of one kind of pii: a phone number is no count. */
static bool is_personal(const struct sample_column *c)
{
	int kind;

	for (kind = 0; kind < PII_NKINDS; kind++)
		if (2 * c->hits[kind] > c->values)
			return true;
	return false;
}

static void tell_type(struct sample_column *c, const struct forms *f)
{
	int i;

	if (c->values == 0)
		return;
	for (i = FORMATS - 1; i >= 0; i--)
		if (f->dates[i] == c->values)
			c->format = formats[i];
	if (c->format)
		c->type = FIELD_DATE;
	else if (!is_personal(c) && f->integers == c->values)
		c->type = FIELD_INT64;
	else if (!is_personal(c) && f->decimals == c->values)
		c->type = FIELD_DECIMAL;
	else if (c->distinct <= FEW && c->values >= OFTEN * c->distinct)
		c->type = FIELD_DICT;
	c->scale = f->scale;
}

static void count_rows(struct sample *s, struct forms *forms, const struct schema *schema,
		       const struct recogniser *r, const struct batch *batch)
{
	struct buf text = BUF_INIT;
	int64_t i;
	size_t c;

	for (i = 0; i < batch->nrows && s->rows < SAMPLE_ROWS; i++, s->rows++) {
		for (c = 0; c < s->ncolumns; c++) {
			if (column_is_null(&batch->columns[c], i)) {
				s->columns[c].null++;
				continue;
			}
			buf_clear(&text);
			cell_put_text(&text, &schema->fields[c], &batch->columns[c], i);
			look_at(&s->columns[c], &forms[c], r, (struct str){ text.p, text.n });
		}
	}
	buf_release(&text);
}

static char *copy_or_null(const char *text)
{
	return text ? mem_strdup(text) : NULL;
}

static void begin_columns(struct sample *s, struct forms *forms, const struct schema *schema)
{
	const struct field *f;
	size_t i;

	s->ncolumns = schema->nfields;
	s->columns = mem_zalloc(s->ncolumns + 1, sizeof(*s->columns));
	s->source = copy_or_null(meta_get(&schema->meta, META_SOURCE));
	s->table = copy_or_null(meta_get(&schema->meta, META_TABLE));
	for (i = 0; i < s->ncolumns; i++) {
		f = &schema->fields[i];
		s->columns[i].name = mem_strdup(f->name);
		s->columns[i].label = copy_or_null(meta_get(&f->meta, META_LABEL));
		s->columns[i].type = f->type;
		s->columns[i].scale = f->scale;
		s->columns[i].format = f->type == FIELD_DATE ? formats[0] : NULL;
		forms[i].seen = dict_new();
	}
}

/* What follows the rows that are looked at is left unread. */
static int count(struct sample *s, struct sample_input *in, const struct recogniser *r,
		 struct err *err)
{
	const struct schema *schema = &in->reader->schema;
	struct forms *forms = mem_zalloc(schema->nfields + 1, sizeof(*forms));
	const struct batch *batch;
	int more = 1;
	size_t i;

	begin_columns(s, forms, schema);
	while (s->rows < SAMPLE_ROWS && (more = reader_next(in->reader, &batch, err)) == 1)
		count_rows(s, forms, schema, r, batch);
	for (i = 0; i < s->ncolumns; i++) {
		if (s->columns[i].type == FIELD_UTF8)
			tell_type(&s->columns[i], &forms[i]);
		dict_free(forms[i].seen);
	}
	free(forms);
	return more < 0 ? -1 : 0;
}

int sample_read(struct sample *s, const char *path, const char *encoding, struct err *err)
{
	struct recogniser *r = recogniser_new(NULL);
	struct sample_input in;
	int ret = -1;

	*s = (struct sample){ .rows = 0 };
	if (sample_open(&in, path, encoding, r, err) == 0)
		ret = count(s, &in, r, err);
	sample_close(&in);
	recogniser_free(r);
	return ret;
}

void sample_release(struct sample *s)
{
	size_t i;

	for (i = 0; i < s->ncolumns; i++) {
		free(s->columns[i].name);
		free(s->columns[i].label);
	}
	free(s->columns);
	free(s->source);
	free(s->table);
}
