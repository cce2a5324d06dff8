#include "core/arrow.h"
#include "core/stream_schema.h"

uint32_t stream_put_meta(struct fb_builder *b, const struct meta *m)
{
	uint32_t vector = fb_put_vector(b, m->n, 4), pair;
	size_t i;

	for (i = 0; i < m->n; i++) {
		pair = fb_put_table(b, "oo");
		fb_set_element(b, vector, i, pair);
		fb_set_offset(b, pair, KEYVALUE_KEY, fb_put_string(b, m->pairs[i].key));
		fb_set_offset(b, pair, KEYVALUE_VALUE, fb_put_string(b, m->pairs[i].value));
	}
	return vector;
}

static uint32_t put_int(struct fb_builder *b, int bits)
{
	uint32_t t = fb_put_table(b, "41");

	fb_set_int(b, t, INT_BITS, 4, bits);
	fb_set_int(b, t, INT_SIGNED, 1, 1);
	return t;
}

static uint32_t put_type(struct fb_builder *b, const struct field *f, int *type)
{
	uint32_t t;

	switch (f->type) {
	case FIELD_BOOL:
		*type = TYPE_BOOL;
		return fb_put_table(b, "");
	case FIELD_INT64:
		*type = TYPE_INT;
		return put_int(b, 64);
	case FIELD_DECIMAL:
		*type = TYPE_DECIMAL;
		t = fb_put_table(b, "444");
		fb_set_int(b, t, DECIMAL_PRECISION, 4, f->precision);
		fb_set_int(b, t, DECIMAL_SCALE, 4, f->scale);
		fb_set_int(b, t, DECIMAL_BITS, 4, 128);
		return t;
	case FIELD_FLOAT64:
		*type = TYPE_FLOAT;
		t = fb_put_table(b, "2");
		fb_set_int(b, t, FLOAT_PRECISION, 2, FLOAT_DOUBLE);
		return t;
	case FIELD_DATE:
		*type = TYPE_DATE;
		t = fb_put_table(b, "2");
		fb_set_int(b, t, DATE_UNIT, 2, DATE_DAYS);
		return t;
	default:
		*type = TYPE_UTF8;
		return fb_put_table(b, "");
	}
}

static uint32_t put_field(struct fb_builder *b, const struct field *f, size_t number)
{
	bool is_dict = f->type == FIELD_DICT;
	uint32_t t = fb_put_table(b, is_dict ? "o11oooo" : "o11o-oo"), encoding;
	int type;

	fb_set_offset(b, t, FIELD_NAME, fb_put_string(b, f->name));
	fb_set_int(b, t, FIELD_NULLABLE, 1, f->nullable);
	fb_set_offset(b, t, FIELD_TYPE, put_type(b, f, &type));
	fb_set_int(b, t, FIELD_TYPE_TYPE, 1, type);
	if (is_dict) {
		encoding = fb_put_table(b, "8o1");
		fb_set_offset(b, t, FIELD_DICTIONARY, encoding);
		fb_set_int(b, encoding, ENCODING_ID, 8, (int64_t)number);
		fb_set_offset(b, encoding, ENCODING_INDEX, put_int(b, 32));
	}
	/* Some readers want the vector of children even when it is empty. */
	fb_set_offset(b, t, FIELD_CHILDREN, fb_put_vector(b, 0, 4));
	fb_set_offset(b, t, FIELD_META, stream_put_meta(b, &f->meta));
	return t;
}

void stream_put_schema(struct fb_builder *b, const struct schema *schema)
{
	uint32_t message, header, fields;
	size_t i;

	fb_begin(b);
	message = fb_put_table(b, "21o8");
	fb_set_int(b, message, MESSAGE_VERSION, 2, ARROW_V5);
	fb_set_int(b, message, MESSAGE_TYPE, 1, HEADER_SCHEMA);
	header = fb_put_table(b, "2oo");
	fb_set_offset(b, message, MESSAGE_HEADER, header);
	fields = fb_put_vector(b, schema->nfields, 4);
	fb_set_offset(b, header, SCHEMA_FIELDS, fields);
	for (i = 0; i < schema->nfields; i++)
		fb_set_element(b, fields, i, put_field(b, &schema->fields[i], i));
	fb_set_offset(b, header, SCHEMA_META, stream_put_meta(b, &schema->meta));
	fb_end(b);
}
