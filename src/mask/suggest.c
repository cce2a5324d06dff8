#include "mask/suggest.h"

#include "core/column_name.h"
#include "core/jsonout.h"
#include "core/register.h"

/* One value in so many is enough to make a column one of that kind. */
enum { ONE_IN = 20 };

struct draft {
	const struct sample_column *column;
	struct column_guess guess;
	enum pii_kind kind; /* by the values; PII_NKINDS: none */
	enum reg_class class;
};

static enum pii_kind kind_of(const struct sample_column *c)
{
	enum pii_kind best = PII_NKINDS;
	int kind;

	for (kind = 0; kind < PII_NKINDS; kind++)
		if (c->hits[kind] * ONE_IN >= c->values && c->hits[kind] > 0 &&
		    (best == PII_NKINDS || c->hits[kind] > c->hits[best]))
			best = (enum pii_kind)kind;
	return best;
}

/* Of what neither name nor values say anything. */
static enum reg_class class_of_unknown(const struct sample_column *c)
{
	switch (c->type) {
	case FIELD_INT64:
	case FIELD_DECIMAL:
	case FIELD_FLOAT64:
		return REG_SENSITIVE;
	case FIELD_UTF8:
		return REG_DIRECT;
	default:
		return REG_QUASI;
	}
}

/* An institution's code can be a person's in business: that is for the reviewer. */
static enum reg_class class_of(const struct draft *d)
{
	enum reg_class by_kind = d->kind == PII_USCC || d->kind == PII_ORG_CODE ? REG_QUASI
										: REG_DIRECT;

	if (d->column->holding * ONE_IN >= d->column->values && d->column->holding > 0)
		return REG_DIRECT;
	if (!d->guess.known)
		return d->kind == PII_NKINDS ? class_of_unknown(d->column) : by_kind;
	return d->kind != PII_NKINDS && by_kind < d->guess.class ? by_kind : d->guess.class;
}

static struct draft draft_of(const struct sample_column *c)
{
	struct draft d = { .column = c, .guess = column_name_guess(c->name), .kind = kind_of(c) };

	if (!d.guess.known && c->label)
		d.guess = column_name_guess(c->label);
	d.class = class_of(&d);
	return d;
}

/* Why, for whoever reviews it: never a value. */
static void put_review(struct jsonout *j, const struct draft *d)
{
	const struct sample_column *c = d->column;
	struct buf text = BUF_INIT;

	if (d->guess.known)
		buf_printf(&text, "列名含“%s”", d->guess.because);
	else
		buf_puts(&text, "列名未识别");
	buf_printf(&text, "；取样 %lld 个值，%lld 种", c->values, c->distinct);
	if (c->null || c->empty)
		buf_printf(&text, "，空值 %lld 个", c->null + c->empty);
	if (d->kind != PII_NKINDS)
		buf_printf(&text, "；%lld 个形如 %s，其中 %lld 个校验有效", c->hits[d->kind],
			   pii_kind_name(d->kind), c->valid[d->kind]);
	if (c->holding)
		buf_printf(&text, "；%lld 个文中含个人信息", c->holding);
	buf_puts(&text, "；请核定类别、公开属性、依据、理由和处理方式后删除本标记");
	jsonout_member(j, "review", text.p);
	buf_release(&text);
}

static void put_treatments(struct jsonout *j, const struct draft *d)
{
	enum field_type type = d->column->type;

	jsonout_key(j, "treatments");
	jsonout_open(j, '[');
	jsonout_cstr(j, "drop");
	if (d->kind == PII_CITIZEN_ID || (d->guess.known && d->guess.kind == PII_CITIZEN_ID))
		jsonout_cstr(j, "pseudonym");
	else if (d->class != REG_DIRECT && type == FIELD_DATE)
		jsonout_cstr(j, "year");
	else if (d->class != REG_DIRECT && (type == FIELD_INT64 || type == FIELD_DECIMAL))
		jsonout_cstr(j, "band");
	jsonout_close(j, ']');
}

static void put_stored(struct jsonout *j)
{
	static const char *const words[] = { "text", "integer", "real" };
	size_t i;

	jsonout_key(j, "stored");
	jsonout_open(j, '[');
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		jsonout_cstr(j, words[i]);
	jsonout_close(j, ']');
}

static const char *label_of(const struct draft *d)
{
	if (d->column->label)
		return d->column->label;
	return d->guess.known && d->guess.label ? d->guess.label : d->column->name;
}

static void put_column(struct jsonout *j, const struct draft *d)
{
	const struct sample_column *c = d->column;
	bool text = c->type == FIELD_UTF8 || c->type == FIELD_DICT || c->type == FIELD_OPAQUE;

	jsonout_key(j, c->name);
	jsonout_open(j, '{');
	put_review(j, d);
	jsonout_member(j, "label", label_of(d));
	jsonout_member(j, "type", c->type == FIELD_OPAQUE ? "utf8" : field_type_name(c->type));
	if (c->type == FIELD_DECIMAL)
		jsonout_member_int(j, "scale", c->scale);
	if (c->type == FIELD_DECIMAL || c->type == FIELD_INT64)
		put_stored(j);
	if (c->type == FIELD_DATE)
		jsonout_member(j, "format", c->format);
	jsonout_member(j, "class", reg_class_name(d->class));
	jsonout_member(j, "openness", reg_openness_name(REG_CLOSED));
	jsonout_member(j, "basis", "待审定");
	jsonout_member(j, "reason", "待审定");
	put_treatments(j, d);
	if (text)
		jsonout_member(j, "on_empty", "null");
	jsonout_close(j, '}');
}

/* The first column that tells all rows apart, else the first one. */
static const char *order_of(const struct sample *s)
{
	size_t i;

	for (i = 0; i < s->ncolumns; i++)
		if (s->rows > 0 && s->columns[i].distinct == s->rows)
			return s->columns[i].name;
	return s->columns[0].name;
}

static void put_table(struct jsonout *j, const struct sample *s, const char *table)
{
	struct draft d;
	size_t i;

	jsonout_key(j, table);
	jsonout_open(j, '{');
	jsonout_member(j, "review", "请核定表名、排序列（须能唯一确定一行）");
	jsonout_member(j, "label", table);
	jsonout_key(j, "order");
	jsonout_open(j, '[');
	jsonout_cstr(j, order_of(s));
	jsonout_close(j, ']');
	jsonout_key(j, "columns");
	jsonout_open(j, '{');
	for (i = 0; i < s->ncolumns; i++) {
		d = draft_of(&s->columns[i]);
		put_column(j, &d);
	}
	jsonout_close(j, '}');
	jsonout_close(j, '}');
}

void suggest(const struct sample *s, const char *table, struct buf *to)
{
	const char *source = s->source ? s->source : "source";
	struct jsonout j;

	if (!table)
		table = s->table ? s->table : "table";
	jsonout_init(&j, to, 2);
	jsonout_open(&j, '{');
	jsonout_member(&j, "review", "由 yg-mask --suggest 起草，未经审定不得使用");
	jsonout_member(&j, "source", source);
	jsonout_member(&j, "label", source);
	jsonout_key(&j, "tables");
	jsonout_open(&j, '{');
	put_table(&j, s, table);
	jsonout_close(&j, '}');
	jsonout_close(&j, '}');
	buf_putc(to, '\n');
}
