#include "aggregate/emit.h"
#include "core/decimal.h"

static struct field *add_text(struct schema *s, const char *of, const char *suffix,
			      const char *role, const char *label, const char *label_suffix)
{
	struct buf text = BUF_INIT;
	struct field *f;

	buf_printf(&text, "%s%s", of, suffix);
	f = schema_add(s, text.p, FIELD_DICT);
	meta_set(&f->meta, META_ROLE, role);
	meta_set(&f->meta, META_OF, of);
	buf_clear(&text);
	buf_printf(&text, "%s%s", label, label_suffix);
	meta_set(&f->meta, META_LABEL, text.p);
	f->nullable = false;
	buf_release(&text);
	return f;
}

static void add_dimension(struct schema *s, const struct dimension *d)
{
	const char *name = d->spec->name, *label = d->spec->label;
	struct field *f = schema_add(s, name, FIELD_DICT);

	meta_copy(&f->meta, &d->field.meta);
	f->nullable = false;
	add_text(s, name, "_name", "label", label, "名称");
	add_text(s, name, "_level", "level", label, "层级");
	add_text(s, name, "_parent", "parent", label, "上级代码")->nullable = true;
}

/* "sum(amount)", "largest(amount,household,1)": what is measured, whatever its kind.  Filters are
 * named by a digest, those of the whole table too, so that other rows are another quantity. */
static void set_quantity(struct field *f, const struct spec *spec, const struct spec_measure *m)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s(%s", m->accumulator->name, m->column ? m->column : "");
	if (m->by)
		buf_printf(&b, ",%s,%d", m->by, m->rank);
	if (m->accumulator->op == OP_QUANTILE) {
		char q[DECIMAL_TEXT];
		size_t n = decimal_format(m->q, SPEC_Q_SCALE, q);

		buf_putc(&b, ',');
		buf_add(&b, q, n);
	}
	buf_putc(&b, ')');
	where_put_digest(&spec->where, &m->where, &b);
	meta_set(&f->meta, META_QUANTITY, b.p);
	buf_release(&b);
}

static void add_measure(struct schema *s, const struct spec *table, const struct measure *m)
{
	const struct spec_measure *spec = m->spec;
	struct field *f = schema_add(s, spec->name, m->type);

	if (m->type == FIELD_DECIMAL)
		f->scale = m->scale;
	meta_set(&f->meta, META_ROLE, "measure");
	meta_set(&f->meta, META_LABEL, spec->label);
	meta_set(&f->meta, META_KIND, measure_kind_name(spec->kind));
	if (spec->unit)
		meta_set(&f->meta, META_UNIT, spec->unit);
	if (!spec->publish)
		meta_set(&f->meta, META_PUBLISH, "no");
	set_quantity(f, table, spec);
	f = add_text(s, spec->name, "_status", "status", spec->label, "状态");
	f->nullable = true;
	if (!spec->publish)
		meta_set(&f->meta, META_PUBLISH, "no");
}

static void set_meta(const struct cube *c, struct schema *s)
{
	static const char *const kept[] = { META_DATASET, META_PERIOD, META_SOURCE, META_POLICY };
	char from[9], to[9], range[24];

	meta_set(&s->meta, META_STATE, "cells");
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		if (meta_get(&c->meta, kept[i]))
			meta_set(&s->meta, kept[i], meta_get(&c->meta, kept[i]));
	if (!c->range.known || meta_get(&c->meta, META_PERIOD))
		return;
	period_format((struct period){ PERIOD_MONTH, c->range.first }, from);
	period_format((struct period){ PERIOD_MONTH, c->range.last }, to);
	snprintf(range, sizeof(range), "%s/%s", from, to);
	meta_set(&s->meta, META_PERIOD, range);
}

void emit_schema(const struct cube *c, struct schema *s)
{
	*s = (struct schema)SCHEMA_INIT;
	set_meta(c, s);
	for (size_t i = 0; i < c->ndimensions; i++)
		add_dimension(s, &c->dimensions[i]);
	for (size_t i = 0; i < c->spec->nmeasures; i++)
		add_measure(s, c->spec, &c->measures[i]);
}
