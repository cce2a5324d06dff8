#include "protect/microdata/microdata_write.h"

#include "core/cell_read.h"
#include "core/decimal.h"
#include "core/program.h"

/* Millionths without the zeros at the end. */
static void put_millionths(struct buf *b, int64_t v)
{
	char text[DECIMAL_TEXT];
	size_t n = decimal_format(v, 6, text);

	while (text[n - 1] == '0')
		n--;
	buf_add(b, text, text[n - 1] == '.' ? n - 1 : n);
}

static void put_quasi(const struct microdata *m, int q, struct buf *b)
{
	const struct quasi_spec *spec = &m->spec->quasi[q];
	int level = m->levels[q], i;
	struct err ignored = ERR_INIT;
	const char *label;
	struct json item;

	buf_printf(b, "quasi;level=%d;levels=%d", level, m->records.ladders[q].nlevels);
	if (!json_is(spec->labels))
		return;
	for (item = json_first(spec->labels), i = 0; i < level; i++)
		item = json_next(item);
	if (json_get_str(item, &label, &ignored) == 0)
		buf_printf(b, ";label=%s", label);
}

static void put_sensitive(const struct sensitive_spec *s, struct buf *b)
{
	buf_puts(b, "sensitive");
	if (s->l)
		buf_printf(b, ";l=%lld", (long long)s->l);
	if (s->t >= 0) {
		buf_puts(b, ";t=");
		put_millionths(b, s->t);
	}
}

static void describe_field(const struct microdata *m, const struct record_column *c,
			   struct field *f)
{
	struct buf b = BUF_INIT;

	meta_remove(&f->meta, META_OPENNESS);
	if (c->role == RECORD_QUASI) {
		put_quasi(m, c->number, &b);
		f->nullable = true;
		if (m->spec->quasi[c->number].ladder.kind != LADDER_NONE)
			f->type = FIELD_DICT;
		/* What a band or a tree makes of a code is no code. */
		if (m->levels[c->number] > 0 &&
		    m->spec->quasi[c->number].ladder.kind != LADDER_CODES)
			meta_remove(&f->meta, META_CODES);
	} else if (c->role == RECORD_SENSITIVE) {
		put_sensitive(&m->spec->sensitive[c->number], &b);
	} else {
		buf_puts(&b, "other");
	}
	meta_set(&f->meta, META_MICRODATA, b.p);
	buf_release(&b);
}

static bool is_published(const struct record_column *c)
{
	return c->role == RECORD_QUASI || c->role == RECORD_SENSITIVE || c->role == RECORD_OTHER;
}

void microdata_schema(const struct microdata *m, struct schema *s)
{
	const struct records *r = &m->records;
	struct buf b = BUF_INIT;
	size_t i;

	*s = (struct schema)SCHEMA_INIT;
	meta_copy(&s->meta, &r->schema.meta);
	meta_remove(&s->meta, META_SNAPSHOT);
	meta_set(&s->meta, META_STATE, "safe");
	buf_printf(&b, "k=%lld;records=%zu;suppressed=%llu;blanked=%llu", (long long)m->spec->k,
		   m->nshown, (unsigned long long)m->ndropped,
		   (unsigned long long)m->nblanked_cells);
	if (m->spec->sample_by)
		buf_printf(&b, ";one_in=%lld", (long long)m->spec->one_in);
	buf_puts(&b, ";risk=");
	put_millionths(&b, (int64_t)(m->risk.prosecutor.max * MILLION + 0.5));
	buf_printf(&b, ";grade=%d", m->risk.grade);
	meta_set(&s->meta, META_MICRODATA, b.p);
	buf_release(&b);
	for (i = 0; i < r->schema.nfields; i++)
		if (is_published(&r->columns[i]))
			describe_field(m, &r->columns[i], schema_add_copy(s, &r->schema.fields[i]));
}

/* Canonical texts read back as what they were. */
static int put_value(const struct microdata *m, size_t column, const struct shown *s,
		     const struct field *f, struct builder *to, struct err *err)
{
	const struct record_column *c = &m->records.columns[column];
	const char *wrong;
	struct str text;
	uint32_t id;

	if (c->role == RECORD_QUASI) {
		text = microdata_text(m, c->number, microdata_id(m, s, c->number));
	} else {
		id = c->coding.ids[s->row];
		text = coding_is_null(&c->coding, id) ? (struct str){ NULL, 0 }
						      : c->coding.values[id];
	}
	if (!text.p) {
		builder_null(to);
		return 0;
	}
	wrong = cell_read(to, f, text.p, text.n);
	return wrong ? err_set(err, ERR_BUG, "column %s: %s", f->name, wrong) : 0;
}

static int put_row(const struct microdata *m, const struct shown *s, const struct schema *schema,
		   struct batch_builder *rows, struct err *err)
{
	size_t i, to = 0;

	for (i = 0; i < m->records.schema.nfields; i++) {
		if (!is_published(&m->records.columns[i]))
			continue;
		if (put_value(m, i, s, &schema->fields[to], &rows->columns[to], err) < 0)
			return -1;
		to++;
	}
	return 0;
}

int microdata_write(const struct microdata *m, struct writer *w, struct err *err)
{
	struct batch_builder rows;
	int ret = -1;
	size_t i;

	batch_builder_init(&rows, &w->schema);
	for (i = 0; i < m->nshown; i++) {
		if (put_row(m, &m->shown[i], &w->schema, &rows, err) < 0)
			goto out;
		if (!batch_builder_is_full(&rows) && i + 1 < m->nshown)
			continue;
		if (program_check(err) < 0 || writer_write(w, batch_builder_view(&rows), err) < 0)
			goto out;
		batch_builder_clear(&rows);
	}
	ret = 0;
out:
	batch_builder_release(&rows);
	return ret;
}
